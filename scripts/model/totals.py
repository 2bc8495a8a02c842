"""Which cells are totals of which others: the template writes them as formulas, the reader recomputes them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from math import fsum
from typing import Any

from scripts.model.data import Data, below, items, number, put, value_at
from scripts.model.form import Form, Place, Rule

Number = int | float


@dataclass(frozen=True, slots=True)
class Total:
    """A cell that is the sum of `parts` and, with `block`, of its column over its row's block."""

    place: Place
    parts: tuple[Place, ...]
    block: bool = False

    def of_item(self, item: int) -> Total:
        """The total of the first item as that of another item of the block."""
        return Total(replace(self.place, item=item), tuple(replace(part, item=item) for part in self.parts))


@cache
def live_totals(form: Form) -> dict[Place, Total]:
    """The totals in printed rows that a workbook computes: those of the form's error-level rules, by place."""
    return {total.place: total for rule in form.rules if rule.level == "error" for total in totals_of(form, rule)}


@cache
def live_items(form: Form) -> dict[Place, Total]:
    """The totals that a workbook computes in every item of a block, by their place in its first item."""
    rules = (rule for rule in form.rules if rule.level == "error")
    return {total.place: total for rule in rules for total in item_totals_of(form, rule)}


def total_at(form: Form, place: Place) -> Total | None:
    """The total that a workbook computes at the place, of a printed row or of an item; None for none."""
    if place.item is None:
        return live_totals(form).get(place)
    first = live_items(form).get(replace(place, item=0))
    return first.of_item(place.item) if first else None


def totals_in(form: Form, data: Data) -> dict[Place, Total]:
    """Every total that a workbook with the data computes, those of its items first."""
    found = (total for first in live_items(form).values() for total in _each(form, data, first))
    return {total.place: total for total in found} | live_totals(form)


def _each(form: Form, data: Data, first: Total) -> Iterator[Total]:
    return map(first.of_item, range(len(items(form, data, first.place.table, first.place.row or ""))))


def totals_for(form: Form, rule: Rule, data: Data) -> Iterator[Total]:
    """The totals that a rule demands of the data, those of printed rows first."""
    yield from totals_of(form, rule)
    for first in item_totals_of(form, rule):
        yield from _each(form, data, first)


def totals_of(form: Form, rule: Rule) -> Iterator[Total]:
    """The totals in printed rows that a rule of kind sum or rollup demands; none for other kinds."""
    if rule.kind == "sum" and rule["across"] == "columns":
        yield from _across_columns(form, rule)
    elif rule.kind == "sum":
        yield from _across_rows(form, rule)
    elif rule.kind == "rollup":
        yield from _rollup(form, rule)


def item_totals_of(form: Form, rule: Rule) -> Iterator[Total]:
    """The totals that a rule of kind sum demands in every item, as those of the first item of each block."""
    if rule.kind != "sum" or rule["across"] != "columns":
        return
    for row in form.table(rule.table).rows:
        held = row.block.cells if row.block and row.key in rule.get("rows", (row.key,)) else {}
        if {rule["total"], *rule["parts"]} <= held.keys():
            parts = tuple(Place(rule.table, row.key, 0, part) for part in rule["parts"])
            yield Total(Place(rule.table, row.key, 0, rule["total"]), parts)


def _across_columns(form: Form, rule: Rule) -> Iterator[Total]:
    for row in form.table(rule.table).rows:
        if rule["total"] in row.cells and row.key in rule.get("rows", (row.key,)):
            yield Total(
                Place(rule.table, row.key, None, rule["total"]),
                tuple(Place(rule.table, row.key, None, part) for part in rule["parts"]),
            )


def _across_rows(form: Form, rule: Rule) -> Iterator[Total]:
    cells = form.table(rule.table).row(rule["total"]).cells
    for column, leaf in cells.items():
        if leaf.numeric and column in rule.get("columns", (column,)):
            yield Total(
                Place(rule.table, rule["total"], None, column),
                tuple(Place(rule.table, part, None, column) for part in rule["parts"]),
            )


def _rollup(form: Form, rule: Rule) -> Iterator[Total]:
    table = form.table(rule.table)
    for row in table.rows:
        if row.key not in rule.get("rows", (row.key,)):
            continue
        below = table.children(None if row.total else row.key)
        for column in rule["columns"]:
            parts = tuple(Place(rule.table, r.key, None, column) for r in below if column in r.cells)
            yield Total(Place(rule.table, row.key, None, column), parts, block=row.block is not None)


def add(values: list[Number]) -> Number:
    """The sum; whole where all are whole, else of 6 decimals and 15 digits, so that 0.1 + 0.2 is 0.3."""
    if all(isinstance(v, int) for v in values):
        return sum(values)
    return float(f"{round(fsum(values), 6):.15g}")


def recompute(form: Form, data: Data, total: Total, known: dict[Place, Total]) -> Number | None:
    """The total from its parts, parts that are totals themselves recomputed first where they are blank.

    None where no part is filled. Marks in a block count 1 each.
    """
    values: list[Number] = []
    for part in total.parts:
        value = number(value_at(form, data, part))
        if value is None and part in known:
            value = recompute(form, data, known[part], known)
        if value is not None:
            values.append(value)
    if total.block:
        column = (total.place.column or "").split(".")
        for item in items(form, data, total.place.table, total.place.row or ""):
            cell = below(item, column)
            value = 1 if cell is True else number(cell)
            if value is not None:
                values.append(value)
    return add(values) if values else None


def with_totals(form: Form, data: Data) -> Data:
    """A copy of the data in which every blank live total whose parts are filled holds its sum."""
    known = totals_in(form, data)
    filled = deepcopy(data)
    for place, total in known.items():
        if value_at(form, data, place) is None:
            value: Any = recompute(form, filled, total, known)  # a total over a block takes the items' totals
            if value is not None and _reaches(filled, form, place):
                put(form, filled, place, value)
    return filled


def _reaches(data: Data, form: Form, place: Place) -> bool:
    """Whether the objects on the way to the place are objects (or absent) in data of any shape."""
    node: Any = data
    for step in place.path(form)[:-1]:
        if isinstance(step, int):
            if not isinstance(node, list):
                return False
            node = node[step]
            continue
        if not isinstance(node, dict):
            return False
        node = node.get(step, {})
    return isinstance(node, dict)
