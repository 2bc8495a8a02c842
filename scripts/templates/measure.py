"""How wide columns are and how high lines must be for their words; in characters and points."""

from __future__ import annotations

from math import ceil

from scripts.model.form import Column

LINE = 15.5
CAPITALS = 0.72  # bold capitals are about a quarter wider than the running text that column widths count
_WIDTHS = {"integer": 12, "number": 15, "date": 13, "text": 24, "mark": 10, "choice": 18, "list": 16}
_STUB_WIDTHS = {"number": 7, "label": 40, "unit": 12, "supplied": 18, "lines": 9}


def column_width(column: Column) -> int:
    """The column's width in characters: as the schema says, else by what it holds."""
    if column.width:
        return column.width
    if column.leaf is None:
        return _STUB_WIDTHS[column.stub or "label"]
    return _WIDTHS[column.leaf.kind]


def line_count(words: str, width: float) -> int:
    """Lines that the words take in a cell of the width in characters (Times is a little narrower than the unit)."""
    return max(1, sum(ceil(len(part) / max(width * 1.02, 1)) for part in words.split("\n")))


def height(lines: float) -> float:
    """Points that so many lines need."""
    return LINE * lines + 3
