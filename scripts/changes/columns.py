"""Compare the columns and header groups of two versions of a form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.changes.change import Change
from scripts.changes.changelog import Key, Migration
from scripts.changes.labels import compare_labels
from scripts.changes.pairs import Pairs, column_of
from scripts.folding import fold
from scripts.model.form import Column, Form, Label, Place


def compare_columns(old: Form, new: Form, pairs: Pairs, migration: Migration | None) -> Iterator[Change]:
    """Columns removed, added, renamed, moved, in another order, or said otherwise."""
    for key in pairs.loose(pairs.columns.removed):
        yield Change("column-removed", before=_at(key))
    for key in pairs.loose(pairs.columns.added):
        yield Change("column-added", after=_at(key), needed=_needed(new, key))
    declared = {step.old for step in migration.columns} if migration else set()
    groups: set[tuple[Key, Key]] = set()
    for was, now in pairs.columns.kept.items():
        then, since = column_of(old, was), column_of(new, now)
        if list(pairs.columns.kept.values()).count(now) > 1:
            yield Change("joined", before=_at(was), after=_at(now))
        elif was[1] != now[1]:
            moved = [fold(g.text) for g in then.groups] != [fold(g.text) for g in since.groups]
            kind = "column-moved" if moved else "column-renamed"
            yield Change(kind, before=_at(was), after=_at(now), was=was[1], now=now[1])
        yield from _column(then, since, was in pairs.columns.declared, (_at(was), _at(now)))
        for group in zip(_groups(was, then), _groups(now, since), strict=False):
            if (keys := (group[0][0], group[1][0])) not in groups:
                groups.add(keys)
                at: dict[str, Any] = {"before": _at(keys[0]), "after": _at(keys[1])}
                yield from compare_labels(group[0][1], group[1][1], keys[0] in declared, **at)
    yield from _order(new, pairs)


def _column(old: Column, new: Column, declared: bool, places: tuple[Place, Place]) -> Iterator[Change]:
    at: dict[str, Any] = {"before": places[0], "after": places[1]}
    yield from compare_labels(old.label, new.label, declared, **at)
    if (old.number, old.number_added) != (new.number, new.number_added) and not (old.number_added and new.number_added):
        yield Change("number-changed", was=old.number, now=new.number, **at)
    if (old.width, old.stub) != (new.width, new.stub):
        yield Change("appearance-changed", was=old.width or old.stub, now=new.width or new.stub, **at)


def _groups(key: Key, column: Column) -> list[tuple[Key, Label]]:
    """The header groups over a column, each by its path."""
    steps = key[1].split(".")
    return [((key[0], ".".join(steps[: n + 1])), label) for n, label in enumerate(column.groups)]


def _at(key: Key) -> Place:
    return Place(key[0], None, None, key[1])


def _needed(form: Form, key: Key) -> bool:
    """Whether any row or item must fill the column."""
    rows = form.table(key[0]).rows
    return any(key[1] in row.required or (row.block and key[1] in row.block.required) for row in rows)


def _order(new: Form, pairs: Pairs) -> Iterator[Change]:
    for table in new.tables:
        kept = [now for now in pairs.columns.kept.values() if now[0] == table.id]
        order = [(table.id, column.id) for column in table.columns]
        if kept != sorted(kept, key=order.index):
            yield Change("order-changed", after=Place(table.id), name="columns")
