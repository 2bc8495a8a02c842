"""The figure that one form supplies to a row of another."""

from __future__ import annotations

from typing import Any

from scripts.model.data import items, number, value_at
from scripts.model.form import Form, Place, Supply
from scripts.model.totals import Number, add


def supplied(form: Form, data: Any, source: Supply) -> Number | None:
    """What the filled form (its totals computed) says: the sum of the cells, or how many lines are listed.

    None where a cell is blank: nothing can be compared with what is not there.
    """
    if source.items is not None:
        return sum(_counts(form, data, source, place) for place in listed(form, data, source.items))
    values = [number(value_at(form, data, cell)) for cell in source.cells]
    filled = [value for value in values if value is not None]
    return add(filled) if len(filled) == len(values) else None


def listed(form: Form, data: Any, table: str) -> list[Place]:
    """The places, without a column, of all lines in the blocks of a table."""
    return [
        Place(table, row.key, index)
        for row in form.table(table).rows
        for index in range(len(items(form, data, table, row.key)))
    ]


def _counts(form: Form, data: Any, source: Supply, line: Place) -> bool:
    if not source.except_column:
        return True
    place = Place(line.table, line.row, line.item, source.except_column)
    return bool(value_at(form, data, place) != source.except_value)
