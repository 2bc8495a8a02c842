"""Compare two versions of a form: what a clerk or a filled return would notice, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from scripts.changes.change import Change, gravest
from scripts.changes.changelog import Migration
from scripts.changes.columns import compare_columns
from scripts.changes.labels import compare_help, wording
from scripts.changes.pairs import Pairs, pair
from scripts.changes.rows import compare_rows
from scripts.changes.rules import compare_rules
from scripts.folding import fold
from scripts.model.form import Form, Label, Note, Place
from scripts.schema.catalogue import Document


def compare_forms(old: Form, new: Form, migration: Migration | None = None) -> tuple[Change, ...]:
    """Every change from the old version to the new; none where only the version or the layout's date differs."""
    if new.fillable and not old.tables:  # whatever else is new came with the layout, and nobody had filled anything
        return (Change("layout-given", was=old.status, now=new.status),)
    pairs = pair(old, new, migration)
    found = [
        *_identity(old, new),
        *_titles(old, new),
        *_tables(old, new, pairs),
        *compare_columns(old, new, pairs, migration),
        *compare_rows(old, new, pairs),
        *compare_rules(old, new, pairs),
        *_notes(old.notes, new.notes),
        *_signatures(old, new),
    ]
    if gravest(found) in (None, "wording") and _validated(old.schema) != _validated(new.schema):
        found.append(Change("validation-changed"))
    return tuple(found)


def _identity(old: Form, new: Form) -> Iterator[Change]:
    if old.fillable != new.fillable:
        yield Change("layout-given" if new.fillable else "layout-withdrawn", was=old.status, now=new.status)
    elif old.status != new.status:
        yield Change("facts-changed", was=old.status, now=new.status)
    if old.period != new.period:
        yield Change("period-changed", was=old.period, now=new.period)
    if old.added != new.added:
        yield Change("asked-now" if old.added else "asked-no-longer", was=list(old.outline), now=list(new.outline))
    elif old.outline != new.outline:
        yield Change("outline-changed", was=list(old.outline), now=list(new.outline))
    yield from (Change("field-asked", name=field) for field in new.asks if field not in old.asks)
    yield from (Change("field-dropped", name=field) for field in old.asks if field not in new.asks)
    yield from _paper(old, new)
    if old.purpose != new.purpose:
        yield Change("purpose-changed", was=old.purpose, now=new.purpose)
    if old.blank != new.blank:
        yield Change("source-changed", name="blank")
    if old.known != new.known:
        yield Change("facts-changed", was=[one.text for one in old.known], now=[one.text for one in new.known])


def _paper(old: Form, new: Form) -> Iterator[Change]:
    if old.landscape != new.landscape:
        yield Change("orientation-changed", was=_orientation(old), now=_orientation(new))
    if old.paper != new.paper:
        yield Change("paper-changed", was=old.paper, now=new.paper)


def _orientation(form: Form) -> str:
    return "landscape" if form.landscape else "portrait"


def _titles(old: Form, new: Form) -> Iterator[Change]:
    for name in ("label", "title", "subtitle"):
        was: Label = getattr(old, name) or Label("", "")
        now: Label = getattr(new, name) or Label("", "")
        if (kind := wording(was, now)) is not None:
            yield Change(f"title-{kind}", was=was.text, now=now.text, name=name)
        yield from compare_help(was, now, name=name)


def _tables(old: Form, new: Form, pairs: Pairs) -> Iterator[Change]:
    yield from (Change("table-removed", before=Place(key)) for key, _ in pairs.tables.removed)
    needed = _required(new.schema)
    yield from (Change("table-added", after=Place(key), needed=key in needed) for key, _ in pairs.tables.added)
    for (was, _), (now, _) in pairs.tables.kept.items():
        at: dict[str, Any] = {"before": Place(was), "after": Place(now)}
        if was != now:
            yield Change("table-renamed", was=was, now=now, **at)
        then, since = old.table(was).label or Label("", ""), new.table(now).label or Label("", "")
        if (kind := wording(then, since)) is not None:
            declared = kind == "reworded" and (was, "") in pairs.tables.declared
            yield Change(f"label-{'declared' if declared else kind}", was=then.text, now=since.text, **at)
        yield from compare_help(then, since, **at)
        yield from _unit_line(old.table(was).unit, new.table(now).unit, **at)


def _unit_line(old: Label | None, new: Label | None, **at: Any) -> Iterator[Change]:
    """The line over a table that says what it counts in."""
    was, now = old or Label("", ""), new or Label("", "")
    if (kind := wording(was, now)) is not None:
        yield Change(f"note-{'spelling' if kind == 'spelling' else 'changed'}", was=was.text, now=now.text, **at)
    yield from compare_help(was, now, name="unit_line", **at)


def _signatures(old: Form, new: Form) -> Iterator[Change]:
    if old.signatures != new.signatures:
        yield Change("signatures-changed", was=_signed(old), now=_signed(new))


def _signed(form: Form) -> list[str]:
    return [label.text for label in form.signatures.labels] if form.signatures else []


def _notes(old: tuple[Note, ...], new: tuple[Note, ...]) -> Iterator[Change]:
    """Notes are told apart by their words; what is left over is taken in order."""
    now = {fold(note.label.text): note for note in new}
    then = {fold(note.label.text): note for note in old}
    for words, note in then.items():
        if words in now:
            yield from _note(note, now[words])
    gone = [note for words, note in then.items() if words not in now]
    come = [note for words, note in now.items() if words not in then]
    for was, since in zip_longest(gone, come):
        if was is None or since is None:
            yield Change("note-changed", was=was and was.label.text, now=since and since.label.text)
        else:
            yield from _note(was, since)


def _note(old: Note, new: Note) -> Iterator[Change]:
    kind = wording(old.label, new.label)
    if kind == "reworded" or old.rows != new.rows:
        yield Change("note-changed", was=[old.label.text, *old.rows], now=[new.label.text, *new.rows])
    elif kind is not None:
        yield Change("note-spelling", was=old.label.text, now=new.label.text)
    yield from compare_help(old.label, new.label, name="note")


def _required(schema: Any) -> Iterable[str]:
    required: Iterable[str] = schema.get("required", ())
    return required


_SAID = ("title", "description", "$id", "$schema", "$defs")


def _validated(schema: Any) -> Any:
    """What the schema accepts, with references followed and everything that only people read left out."""
    return _accepted(schema, schema.get("$defs", {}))


def _accepted(node: Any, types: Document) -> Any:
    if isinstance(node, list):
        return [_accepted(child, types) for child in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        node = {**types[node["$ref"].removeprefix("#/$defs/")], **{k: v for k, v in node.items() if k != "$ref"}}
    kept = {key: value for key, value in node.items() if key not in _SAID and not key.startswith("x-")}
    if isinstance(kept.get("properties"), dict):
        kept["properties"] = {name: _accepted(child, types) for name, child in kept["properties"].items()}
    return {key: value if key == "properties" else _accepted(value, types) for key, value in kept.items()}
