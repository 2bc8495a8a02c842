"""Which cells are totals of which others: the template writes them as formulas, the reader recomputes them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
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


@cache
def _totals(form: Form) -> dict[Place, Total]:
    return {total.place: total for rule in form.rules if rule.level == "error" for total in totals_of(form, rule)}


def live_totals(form: Form) -> dict[Place, Total]:
    """The totals that a workbook computes: those of the form's error-level rules, by place."""
    return _totals(form)


def totals_of(form: Form, rule: Rule) -> Iterator[Total]:
    """The totals that a rule of kind sum or rollup demands; none for other kinds."""
    if rule.kind == "sum" and rule["across"] == "columns":
        yield from _across_columns(form, rule)
    elif rule.kind == "sum":
        yield from _across_rows(form, rule)
    elif rule.kind == "rollup":
        yield from _rollup(form, rule)


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
    known = live_totals(form)
    filled = deepcopy(data)
    for place, total in known.items():
        if value_at(form, data, place) is None:
            value: Any = recompute(form, data, total, known)
            if value is not None and _reaches(filled, form, place):
                put(form, filled, place, value)
    return filled


def _reaches(data: Data, form: Form, place: Place) -> bool:
    """Whether the objects on the way to the place are objects (or absent) in data of any shape."""
    node: Any = data
    for step in place.path(form)[:-1]:
        if not isinstance(node, dict):
            return False
        node = node.get(step, {})
    return isinstance(node, dict)
