"""Compare two versions of the report's outline: headings, what is to be answered under them, forms asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from scripts.changes.change import Change
from scripts.changes.changelog import Migration
from scripts.changes.labels import compare_help, compare_labels, wording
from scripts.changes.pairs import pair_headings
from scripts.model.form import Label, Place
from scripts.model.outline import Footnote, Heading, Outline, Prompt

_NONE = Label("", "")


def compare_outlines(old: Outline, new: Outline, migration: Migration | None = None) -> tuple[Change, ...]:
    """Every change from the old version to the new; a heading's place is named as a row is."""
    return tuple(_changes(old, new, migration))


def _changes(old: Outline, new: Outline, migration: Migration | None) -> Iterator[Change]:
    yield from _whole(old, new)
    pairs = pair_headings(old.headings, new.headings, migration)
    yield from (Change("heading-removed", before=_at(key)) for _, key in pairs.removed)
    for _, key in pairs.added:
        yield Change("heading-added", after=_at(key), needed=new.heading(key).answered)
    for (_, was), (_, now) in pairs.kept.items():
        at: dict[str, Any] = {"before": _at(was), "after": _at(now)}
        if was != now:
            yield Change("heading-renamed", was=was, now=now, **at)
        yield from _heading(old.heading(was), new.heading(now), ("", was) in pairs.declared, at)
    kept = [key for _, key in pairs.kept.values()]
    if kept != [heading.key for heading in new.headings if heading.key in kept]:
        yield Change("order-changed", name="headings")


def _whole(old: Outline, new: Outline) -> Iterator[Change]:
    if old.period != new.period:
        yield Change("period-changed", was=old.period, now=new.period)
    for name in ("title", "label", "requirements_label", "body_label"):
        yield from _said(getattr(old, name), getattr(new, name), name)
    for was_item, now_item in zip_longest(old.requirements, new.requirements):
        parts = [item.parts if item else () for item in (was_item, now_item)]
        for one, other in zip_longest(*parts, fillvalue=_NONE):
            yield from _said(one, other, f"requirement {(now_item or was_item).number}")


def _said(old: Label, new: Label, name: str) -> Iterator[Change]:
    if (kind := wording(old, new)) is not None:
        yield Change(f"title-{kind}", was=old.text, now=new.text, name=name)
    yield from compare_help(old, new, name=name)


def _heading(old: Heading, new: Heading, declared: bool, at: Mapping[str, Any]) -> Iterator[Change]:
    yield from compare_labels(old.label, new.label, declared, **at)
    if old.number != new.number:
        yield Change("number-changed", was=old.number, now=new.number, **at)
    if old.answered != new.answered:
        yield Change("heading-opened" if new.answered else "heading-closed", **at)
    if (old.short, old.points) != (new.short, new.points):
        yield Change("help-changed", was=old.short, now=new.short, **at)
    yield from _prompts({p.id: p for p in old.prompts}, {p.id: p for p in new.prompts}, at)
    yield from _prompts({f.mark: f for f in old.footnotes}, {f.mark: f for f in new.footnotes}, at)
    yield from (Change("attachment-removed", name=code, **at) for code in old.codes if code not in new.codes)
    yield from (Change("attachment-added", name=code, **at) for code in new.codes if code not in old.codes)


def _prompts(
    old: Mapping[str, Prompt | Footnote], new: Mapping[str, Prompt | Footnote], at: Mapping[str, Any]
) -> Iterator[Change]:
    """What is asked under a heading: prompts by their id, footnotes by their mark."""
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was is None or now is None:
            kind = "prompt-removed" if now is None else "prompt-added"
            yield Change(kind, was=was and was.label.text, now=now and now.label.text, name=name, **at)
            continue
        labels = [[part.label, *(item.label for item in part.items)] for part in (was, now)]
        for one, other in zip_longest(*labels, fillvalue=_NONE):
            how = wording(one, other)
            if how is not None:
                kind = "prompt-reworded" if how == "reworded" else "prompt-spelling"
                yield Change(kind, was=one.text, now=other.text, name=name, **at)
            yield from compare_help(one, other, name=name, **at)
        if getattr(was, "points", ()) != getattr(now, "points", ()):
            yield Change("help-changed", name=name, **at)


def _at(key: str) -> Place:
    return Place("", key)
