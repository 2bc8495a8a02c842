"""Compare the rows of two versions of a form, their blocks and their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scripts.changes.cells import compare_leaves, compare_units
from scripts.changes.change import Change
from scripts.changes.changelog import Key, Step
from scripts.changes.labels import compare_help, compare_labels
from scripts.changes.pairs import Pairs, row_of
from scripts.model.form import Block, Form, Label, Leaf, Place, Row, Supply

_NONE = Label("", "")


def compare_rows(old: Form, new: Form, pairs: Pairs) -> Iterator[Change]:
    """Rows removed, added, renamed, moved, in another order or said otherwise; then what their cells may hold."""
    needed, must = required_rows(old), required_rows(new)
    yield from (Change("row-removed", before=Place(*key)) for key in pairs.loose(pairs.rows.removed))
    yield from (Change("row-added", after=Place(*key), needed=key in must) for key in pairs.loose(pairs.rows.added))
    carriers: list[_Carrier] = []
    for was, now in pairs.rows.kept.items():
        at: dict[str, Any] = {"before": Place(*was), "after": Place(*now)}
        then, since = row_of(old, was), row_of(new, now)
        yield from _key(was, now, pairs)
        yield from _row(then, since, pairs.rows.declared.get(was), at)
        yield from _requirement(was in needed, now in must, at)
        yield from _block(then.block, since.block, at)
        carriers += _carriers(then, since, was[0], now[0])
    yield from _order(new, pairs)
    yield from _cells(carriers, pairs)


def required_rows(form: Form) -> set[Key]:
    """The rows that every return must have."""
    holders = {t.id: form.schema["properties"][t.id] if t.id else form.schema for t in form.tables}
    return {(table, key) for table, holder in holders.items() for key in holder.get("required", ())}


def _key(was: Key, now: Key, pairs: Pairs) -> Iterator[Change]:
    at: dict[str, Any] = {"before": Place(*was), "after": Place(*now), "was": was[1], "now": now[1]}
    if list(pairs.rows.kept.values()).count(now) > 1:
        yield Change("joined", **at)
    elif was[1] != now[1] or (was[0] != now[0] and (was[0], "") in pairs.tables.removed):
        parent, other = was[1].rpartition(".")[0], now[1].rpartition(".")[0]
        stays = (not parent and not other) or pairs.rows.kept.get((was[0], parent)) == (now[0], other)
        yield Change("row-renamed" if stays else "row-moved", **at)


def _row(old: Row, new: Row, step: Step | None, at: Mapping[str, Any]) -> Iterator[Change]:
    yield from compare_labels(old.label, new.label, step is not None, **at)
    yield from _asked(old.asked or _NONE, new.asked or _NONE, at)
    if (old.number, old.number_printed) != (new.number, new.number_printed):
        yield Change("number-changed", was=old.number, now=new.number, **at)
    yield from (replace(change, **at) for change in compare_units(old.unit, new.unit, step))
    if old.italic != new.italic:
        yield Change("appearance-changed", **at)
    if old.phrases != new.phrases:
        yield Change("phrases-changed", was=list(old.phrases), now=list(new.phrases), **at)
    if old.supplied != new.supplied:
        yield Change(f"supply-{_supply(old.supplied, new.supplied)}", **at)


def _asked(old: Label, new: Label, at: Mapping[str, Any]) -> Iterator[Change]:
    """The outline's words that ask for a row of ours: they say where it comes from."""
    if old.text != new.text:
        yield Change("source-changed", was=old.text, now=new.text, **at)
    yield from compare_help(old, new, **at)


def _supply(old: Supply | None, new: Supply | None) -> str:
    if old is None:
        return "added"
    return "removed" if new is None else "changed"


def _requirement(was: bool, now: bool, at: Mapping[str, Any]) -> Iterator[Change]:
    if was != now:
        yield Change("required-now" if now else "required-no-longer", **at)


def _block(old: Block | None, new: Block | None, at: Mapping[str, Any]) -> Iterator[Change]:
    if old is None or new is None:
        if old or new:
            yield Change("block-removed" if old else "block-added", **at)
        return
    if old.name != new.name:
        yield Change("block-renamed", was=old.name, now=new.name, **at)
    if (old.room, old.shown) != (new.room, new.shown):
        yield Change("room-changed", was=[old.room, old.shown], now=[new.room, new.shown], **at)
    if (old.lines, old.added) != (new.lines, new.added):
        yield Change("source-changed", was=list(old.lines), now=list(new.lines), **at)
    if old.corrections != new.corrections:
        yield Change("correction-changed", **at)


def _order(new: Form, pairs: Pairs) -> Iterator[Change]:
    for table in new.tables:
        kept = [now for now in pairs.rows.kept.values() if now[0] == table.id]
        order = [(table.id, row.key) for row in table.rows]
        if kept != sorted(kept, key=order.index):
            yield Change("order-changed", after=Place(table.id), name="rows")


# ------------------------------------------------------------ cells


@dataclass(frozen=True, slots=True)
class _Carrier:
    """A row, or the items of its block, in both versions."""

    before: Place
    after: Place
    old: Mapping[str, Leaf]
    new: Mapping[str, Leaf]
    needed: frozenset[str]
    must: frozenset[str]


def _carriers(old: Row, new: Row, was: str, now: str) -> Iterator[_Carrier]:
    yield _Carrier(Place(was, old.key), Place(now, new.key), old.cells, new.cells, old.required, new.required)
    if old.block and new.block:
        places = Place(was, old.key, 0), Place(now, new.key, 0)
        yield _Carrier(*places, old.block.cells, new.block.cells, old.block.required, new.block.required)


def _cells(carriers: list[_Carrier], pairs: Pairs) -> Iterator[Change]:
    """Changes of cells; one that all cells of a column share is told of the column."""
    seen: dict[str, tuple[Key, Key, list[Change]]] = {}
    counts: dict[tuple[Key, Key], int] = {}
    for carrier in carriers:
        for was, now in _shared(carrier, pairs):
            counts[was, now] = counts.get((was, now), 0) + 1
            for change in _cell(carrier, was, now, pairs.columns.declared.get(was)):
                at = replace(carrier.before, column=was[1]), replace(carrier.after, column=now[1])
                fact = repr((was, now, change))
                seen.setdefault(fact, (was, now, []))[2].append(replace(change, before=at[0], after=at[1]))
        yield from _gone(carrier, pairs)
        yield from _come(carrier, pairs)
    for was, now, found in seen.values():
        if len(found) == counts[was, now]:
            yield replace(found[0], before=Place(was[0], column=was[1]), after=Place(now[0], column=now[1]))
        else:
            yield from found


def _shared(carrier: _Carrier, pairs: Pairs) -> Iterator[tuple[Key, Key]]:
    for column in carrier.old:
        was = (carrier.before.table, column)
        now = pairs.columns.kept.get(was)
        if now and now[1] in carrier.new:
            yield was, now


def _cell(carrier: _Carrier, was: Key, now: Key, step: Step | None) -> Iterator[Change]:
    yield from compare_leaves(carrier.old[was[1]], carrier.new[now[1]], step)
    yield from _requirement(was[1] in carrier.needed, now[1] in carrier.must, {})


def _gone(carrier: _Carrier, pairs: Pairs) -> Iterator[Change]:
    for column in carrier.old:
        now = pairs.columns.kept.get((carrier.before.table, column))
        if now and now[1] not in carrier.new:
            yield Change("cell-removed", before=replace(carrier.before, column=column), after=carrier.after)


def _come(carrier: _Carrier, pairs: Pairs) -> Iterator[Change]:
    back: dict[Key, Any] = {now: was for was, now in pairs.columns.kept.items()}
    for column in carrier.new:
        was = back.get((carrier.after.table, column))
        if was and was[1] not in carrier.old:
            yield Change("cell-added", after=replace(carrier.after, column=column), needed=column in carrier.must)
