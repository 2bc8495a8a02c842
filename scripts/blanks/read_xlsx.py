"""Read a blank workbook: what is printed in each cell, where, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl

from scripts.blanks.blank import Cell, Sheet, Side
from scripts.model.a1 import cell_name, column_name

_SIDES: tuple[Side, ...] = ("left", "right", "top", "bottom")
_A3 = 8  # the number of the paper size in SpreadsheetML
_PADDING = 0.71  # characters that files add to a width for the edges of a cell
_USUAL_WIDTH = 8.43  # characters of a column whose width no file sets
_MOST_ROWS, _MOST_COLUMNS = 20_000, 200  # more than any printed form has


def sheets(content: bytes) -> list[Sheet]:
    """The visible sheets of a workbook; raises what openpyxl raises for a damaged one."""
    book = openpyxl.load_workbook(BytesIO(content))
    try:
        return [_sheet(ws) for ws in book.worksheets if ws.sheet_state == "visible"]
    finally:
        book.close()


def _sheet(ws: Any) -> Sheet:
    spans = {(r.min_row, r.min_col): (r.max_row - r.min_row + 1, r.max_col - r.min_col + 1) for r in ws.merged_cells}
    covered = {
        (row, col)
        for r in ws.merged_cells
        for row in range(r.min_row, min(r.max_row, _MOST_ROWS) + 1)
        for col in range(r.min_col, min(r.max_col, _MOST_COLUMNS) + 1)
    } - set(spans)
    cells = [cell for cell in _cells(ws, spans, covered) if cell.text or cell.edges or cell.shaded or cell.computed]
    worded = [cell for cell in cells if cell.text]
    return Sheet(
        name=ws.title,
        cells=tuple(cells),
        landscape=ws.page_setup.orientation == "landscape",
        hidden=tuple(_hidden(ws, worded)),
        paper="A3" if ws.page_setup.paperSize == _A3 else "A4",
    )


def _widths(ws: Any) -> tuple[float, ...]:
    """The widths of the columns in characters; those that the file does not set are as wide as it says for all."""
    set_ = {}
    for dimension in ws.column_dimensions.values():
        if dimension.width and dimension.customWidth:
            last = min(dimension.max or _MOST_COLUMNS, _MOST_COLUMNS)
            set_.update(dict.fromkeys(range((dimension.min or 1) - 1, last), max(0.1, dimension.width - _PADDING)))
    usual = float(ws.sheet_format.defaultColWidth or _USUAL_WIDTH)
    return tuple(set_.get(col, usual) for col in range(min(ws.max_column, _MOST_COLUMNS))) if set_ else ()


def _hidden(ws: Any, worded: list[Cell]) -> Iterator[str]:
    """Rows and columns with words that do not show."""
    for row in sorted({cell.row for cell in worded}):
        if ws.row_dimensions[row + 1].hidden:
            yield str(row + 1)
    for col in sorted({cell.col for cell in worded}):
        if ws.column_dimensions[column_name(col)].hidden:
            yield column_name(col)


def _cells(ws: Any, spans: dict[tuple[int, int], tuple[int, int]], covered: set[tuple[int, int]]) -> Iterator[Cell]:
    widths = _widths(ws)
    for found in ws.iter_rows(max_row=min(ws.max_row, _MOST_ROWS), max_col=min(ws.max_column, _MOST_COLUMNS)):
        for one in found:
            if (one.row, one.column) not in covered:
                rows, cols = spans.get((one.row, one.column), (1, 1))
                width = sum(widths[one.column - 1 : one.column - 1 + cols])
                yield replace(_cell(ws, one, rows, cols), width=width)


def _cell(ws: Any, one: Any, rows: int, cols: int) -> Cell:
    corner = ws.cell(one.row + rows - 1, one.column + cols - 1)
    computed = one.data_type == "f"
    return Cell(
        row=one.row - 1,
        col=one.column - 1,
        text="" if computed or one.value is None else _printed(one),
        address=cell_name(one.row - 1, one.column - 1),
        rows=rows,
        cols=cols,
        bold=bool(one.font.bold),
        italic=bool(one.font.italic),
        indent=int(one.alignment.indent or 0) + _blanks_before(one.value),
        align=one.alignment.horizontal or "",
        edges=frozenset(side for side in _SIDES if _drawn(one, side) or _drawn_last(corner, side)),
        computed=computed,
        shaded=one.fill.fill_type == "solid" and str(one.fill.fgColor.rgb) not in ("FFFFFFFF", "00FFFFFF"),
    )


def _drawn(one: Any, side: str) -> bool:
    line = getattr(one.border, side)
    return line is not None and line.style not in (None, "none")


def _drawn_last(corner: Any, side: str) -> bool:
    """Whether the last cell of a merged range draws a side that is its own."""
    return side in ("right", "bottom") and _drawn(corner, side)


def _blanks_before(value: object) -> int:
    """Blanks typed before the words, counted as steps of setting in."""
    return (len(value) - len(value.lstrip(" \u00a0"))) // 2 if isinstance(value, str) else 0


def _printed(one: Any) -> str:
    """What the cell shows: numbers with the decimals of their format, days as day/month/year."""
    value = one.value
    if isinstance(value, str):
        return value.strip()
    if one.is_date and hasattr(value, "year"):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and not value.is_integer():
        places = re.search(r"0\.(0+)", one.number_format or "")
        return f"{value:.{len(places[1])}f}" if places else f"{value:.15g}"
    return str(int(value)) if isinstance(value, float) else str(value)
