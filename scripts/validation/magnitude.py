"""Doubts amounts of money that are hundreds of times what the same row says beside them: a slip of the unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scripts.model.data import items
from scripts.model.form import Leaf, Place, Row, Table
from scripts.schema import registry
from scripts.validation.context import Context
from scripts.validation.violation import Violation
from scripts.wording import text

# đồng for nghìn đồng is 1,000 times too much; of that, a fifth is left where five months stand beside a year.
_TIMES: Final = 200


def check_magnitude(context: Context) -> Iterator[Violation]:
    """Amounts out of all proportion to those that the same row gives for other times.

    Compared are columns of the same words under different heads, in forms that ask for a unit of money.
    """
    form = context.form
    if "money_unit" not in form.asks:
        return
    unit = registry.money_units().get(str(context.envelope.get("money_unit")), "")
    for table in form.tables:
        for row in table.rows:
            for line, cells in _lines(context, table, row):
                for columns in _same(table, cells).values():
                    yield from _odd(context, table, line, columns, unit)


def _lines(context: Context, table: Table, row: Row) -> Iterator[tuple[Place, Mapping[str, Leaf]]]:
    """The row itself and the items of its block, with their cells."""
    yield Place(table.id, row.key), row.cells
    if row.block:
        count = len(items(context.form, context.data, table.id, row.key))
        yield from ((Place(table.id, row.key, index), row.block.cells) for index in range(count))


def _same(table: Table, cells: Mapping[str, Leaf]) -> Mapping[str, list[str]]:
    """The columns of amounts by their words."""
    found: dict[str, list[str]] = {}
    for column in table.columns:
        leaf = cells.get(column.id)
        if leaf and leaf.numeric and leaf.unit is None:
            found.setdefault(column.label.text, []).append(column.id)
    return found


def _odd(context: Context, table: Table, line: Place, columns: list[str], unit: str) -> Iterator[Violation]:
    """The one amount that is far from the others; zeros and blanks say nothing of the unit."""
    places = [Place(line.table, line.row, line.item, column) for column in columns]
    amounts = {p: v for p in places if (v := context.number(p)) and v > 0 and not context.is_broken(p)}
    if len(amounts) < 2:
        return
    low, high = min(amounts, key=lambda p: amounts[p]), max(amounts, key=lambda p: amounts[p])
    if amounts[high] < _TIMES * amounts[low]:
        return
    near_low = [p for p, v in amounts.items() if v < _TIMES * amounts[low]]
    near_high = [p for p, v in amounts.items() if v > amounts[high] / _TIMES]
    nearest_low, nearest_high = max(near_low, key=lambda p: amounts[p]), min(near_high, key=lambda p: amounts[p])
    odd, other = (low, nearest_high) if len(near_low) == 1 < len(near_high) else (high, nearest_low)
    if odd in context.computed:
        return
    one, two = amounts[odd], amounts[other]
    facts = {
        "times": text.number(round(max(one, two) / min(one, two))),
        "other": text.number(two),
        "where": text.column(table.column(other.column or ""), table),
        "unit": f" (đã khai: {unit})" if unit else "",
    }
    yield Violation("far-above" if odd == high else "far-below", odd, text.number(one), facts=facts)
