"""Compare what one cell may hold in two versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.changes.change import Change
from scripts.changes.changelog import Step
from scripts.changes.pairs import pair_choices
from scripts.folding import bare, fold
from scripts.model.form import Leaf

_WIDER = {("integer", "number")}
_LIMITS = (("minimum", 1), ("maximum", -1), ("max_length", -1))  # whether a greater value is the stricter one


def compare_leaves(old: Leaf, new: Leaf, step: Step | None) -> Iterator[Change]:
    """The changes of what a cell may hold, without saying where; `step` is what the migration says of its column."""
    if old.kind != new.kind:
        yield _kinds(old, new)
    yield from compare_units(old.unit, new.unit, step)
    for name, sense in _LIMITS:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            tighter = was is None or (now is not None and (now - was) * sense > 0)
            yield Change(f"limit-{'tightened' if tighter else 'loosened'}", was=was, now=now, name=name)
    if old.pattern != new.pattern:
        kind = "loosened" if new.pattern is None else "tightened"
        yield Change(f"pattern-{kind}", was=old.pattern, now=new.pattern)
    elif old.pattern_means != new.pattern_means:
        yield Change("pattern-said", was=old.pattern_means, now=new.pattern_means)
    if old.kind == new.kind == "choice":
        yield from _choices(old, new, step)


def _kinds(old: Leaf, new: Leaf) -> Change:
    if (old.kind, new.kind) in _WIDER:
        kind = "type-wider"
    elif (new.kind, old.kind) in _WIDER:
        kind = "type-narrower"
    else:
        kind = "type-changed"
    return Change(kind, was=old.kind, now=new.kind)


def compare_units(old: str | None, new: str | None, step: Step | None) -> Iterator[Change]:
    """The change of a unit of count, if there is one.

    A unit that the migration keeps without converting is only called otherwise.
    """
    if (old or "") == (new or ""):
        return
    if fold(old or "") == fold(new or ""):
        kind = "unit-spelling"
    elif step and step.new and step.times == 1 and not step.why:
        kind = "unit-declared"
    else:
        kind = "unit-changed"
    yield Change(kind, was=old, now=new)


def _choices(old: Leaf, new: Leaf, step: Step | None) -> Iterator[Change]:
    declared = step.values if step else {}
    became, titles = pair_choices(old, new, declared), dict(new.choices)
    for value, title in old.choices:
        now = became[value]
        if now is None or now not in titles:
            yield Change("choice-removed", was=title, name=value)
        elif now != value:
            yield Change("choice-renamed", was=value, now=now, name=value)
        elif title != titles[now]:
            kind = _wording(title, titles[now], value in declared)
            yield Change(f"choice-{kind}", was=title, now=titles[now], name=value)
    for value, title in new.choices:
        if value not in became.values():
            yield Change("choice-added", now=title, name=value)
    kept = [value for value, _ in old.choices if became[value] == value and value in titles]
    if kept != [value for value, _ in new.choices if value in kept]:
        yield Change("order-changed", was=_titles(old), now=_titles(new))


def _wording(was: str, now: str, declared: bool) -> str:
    if bare(was) == bare(now):
        return "spelling"
    return "declared" if declared else "reworded"


def _titles(leaf: Leaf) -> list[Any]:
    return [title for _, title in leaf.choices]
