"""What people do to a filled template, as small named functions that cases and property tests share: typing.

A `book` edit changes an openpyxl workbook, a `file` edit the saved bytes; moving stands in moves.py, what programs do
to the file in file_edits.py. Cells are named by their place in the
form's data: "I.1/so_cuoc_tiep", or with the item's index "I/0/so_hieu", or "sau:I/0/ket_qua.ten" in a form of several
tables; lines and columns of the sheet that have no such name are given as in Excel ("C9", 9, "C").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import copy
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from scripts.model import grid
from scripts.model.a1 import parse_reference
from scripts.model.form import Form, Place
from tests.workbooks import area, fill_field, position

BOOK: dict[str, Callable[..., Workbook | None]] = {}
FILE: dict[str, Callable[..., bytes]] = {}


def book_edit(function: Callable[..., Workbook | None]) -> Callable[..., Workbook | None]:
    """Registers an edit of an openpyxl workbook; one that returns a workbook puts it in the place of the other."""
    BOOK[function.__name__] = function
    return function


def file_edit(function: Callable[..., bytes]) -> Callable[..., bytes]:
    """Registers an edit of the saved file."""
    FILE[function.__name__] = function
    return function


# ------------------------------------------------------------ where things are


def place_of(name: str) -> Place:
    """A place from its name in a case."""
    table, _, path = name.rpartition(":")
    row, *item, column = path.split("/")
    return Place(table, row, int(item[0]) if item else None, column)


def at(book: Workbook, form: Form, name: str) -> Any:
    """The cell of a place, or of an address on the form's sheet."""
    if re.fullmatch(r"[A-Z]+[0-9]+", name):
        return sheet_of(book, form)[name]
    sheet, row, col = position(book, form, place_of(name))
    return sheet.cell(row, col)


def sheet_of(book: Workbook, form: Form) -> Worksheet:
    """The form's sheet, by any of its names that is left."""
    for name in grid.names(form):
        found = parse_reference(book.defined_names[name].attr_text)
        if found:
            return book[found[0]]
    raise LookupError(form.code)


def row_line(book: Workbook, form: Form, row: str) -> int:
    """The line of a row given as "I.1" or "sau:I.1"."""
    table, _, key = row.rpartition(":")
    return area(book, grid.row_name(form, table, key))[1]


def column_of(book: Workbook, form: Form, column: str) -> int:
    """The sheet's column of a column given as "so_cuoc_tiep" or "sau:tt"."""
    table, _, name = column.rpartition(":")
    return area(book, grid.column_name(form, table, name))[2]


# ------------------------------------------------------------ typing


@book_edit
def type_(book: Workbook, form: Form, at_: str, value: Any, **look: Any) -> None:
    """Type into a cell; a format, a font, its colour, or strike-through may come along."""
    cell = at(book, form, at_)
    cell.value = value
    if isinstance(value, str) and value.startswith("=") and not look.pop("formula", False):
        cell.data_type = "s"
    _look(cell, **look)


@book_edit
def look(book: Workbook, form: Form, at_: str, **look_: Any) -> None:
    """Change how a cell looks."""
    _look(at(book, form, at_), **look_)


def _look(cell: Any, format_: str = "", **font: Any) -> None:
    if format_:
        cell.number_format = format_
    if font:
        changed = copy(cell.font)
        settings = {k: getattr(changed, k) for k in ("name", "sz", "b", "i")}
        cell.font = Font(**{**settings, **font})


@book_edit
def clear(book: Workbook, form: Form, at_: str) -> None:
    """Empty a cell."""
    at(book, form, at_).value = None


@book_edit
def label(book: Workbook, form: Form, row: str, value: Any, **look_: Any) -> None:
    """Write over a row's printed label."""
    _stub(book, form, row, "label", value, **look_)


@book_edit
def number(book: Workbook, form: Form, row: str, value: Any, **look_: Any) -> None:
    """Write over a row's printed number."""
    _stub(book, form, row, "number", value, **look_)


def _stub(book: Workbook, form: Form, row: str, what: Any, value: Any, **look_: Any) -> None:
    table = form.table(row.rpartition(":")[0])
    sheet = sheet_of(book, form)
    cell = sheet.cell(row_line(book, form, row), column_of(book, form, f"{table.id}:{table.stubs[what].id}"))
    cell.value = value
    _look(cell, **look_)


@book_edit
def head(book: Workbook, form: Form, column: str, value: Any) -> None:
    """Write over a column's head."""
    sheet, table_column = sheet_of(book, form), column.rpartition(":")
    layout = grid.lay_out(form)
    found = next(h for h in layout.headers if h.column == table_column[2] and h.table == table_column[0])
    numbers = area(book, grid.column_name(form, table_column[0], table_column[2]))[1]
    sheet.cell(numbers - layout.number_row + found.row, found.col + 1).value = value


@book_edit
def field(book: Workbook, _form: Form, name: str, value: Any) -> None:
    """Type into a field of the cover."""
    fill_field(book, name, value)


@book_edit
def count_from_1904(book: Workbook, _form: Form) -> None:
    """Count days from 1904, as old Macs do; what the cells show stays the same."""
    book.epoch = CALENDAR_MAC_1904


@book_edit
def write(book: Workbook, _form: Form, sheet: str, cells_: Mapping[str, Any], hidden: bool = False) -> None:
    """Type into cells of any sheet, made if it is not there."""
    page = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
    page.sheet_state = "hidden" if hidden else page.sheet_state
    for address, value in cells_.items():
        page[address] = value


@book_edit
def comment(book: Workbook, form: Form, at_: str, text: str) -> None:
    """Put the number into a comment instead of the cell."""
    cell = at(book, form, at_)
    cell.value, cell.comment = None, Comment(text, "a")


@book_edit
def type_runs(book: Workbook, form: Form, at_: str, runs: list[str]) -> None:
    """Type into a cell, some of the text struck through or raised: the runs between tildes or carets."""
    looks = {"~": InlineFont(strike=True), "^": InlineFont(vertAlign="superscript")}
    pieces = [TextBlock(looks.get(run[0], InlineFont()), run.strip("~^")) for run in runs]
    at(book, form, at_).value = CellRichText(*pieces)


@book_edit
def chart(book: Workbook, form: Form, anchor: str, to: str = "") -> None:
    """Lay a drawing over the sheet, from one cell on, or over all from one to another."""
    drawn = BarChart()
    sheet_of(book, form).add_chart(drawn, anchor)
    if to:
        first, last = sheet_of(book, form)[anchor], sheet_of(book, form)[to]
        begin = AnchorMarker(col=first.column - 1, row=first.row - 1)
        end = AnchorMarker(col=last.column - 1, row=last.row - 1, colOff=10_000, rowOff=10_000)
        drawn.anchor = TwoCellAnchor(_from=begin, to=end)


@book_edit
def merge(book: Workbook, form: Form, first: str, last: str, keep: bool = False) -> None:
    """Merge cells; with `keep` the values below stay in the file, as some programs leave them."""
    sheet = sheet_of(book, form)
    one, other = at(book, form, first), at(book, form, last)
    under = {c.coordinate: c.value for line in sheet[f"{one.coordinate}:{other.coordinate}"] for c in line}
    sheet.merge_cells(f"{one.coordinate}:{other.coordinate}")
    if keep:
        for address, value in under.items():
            if address != one.coordinate:
                line, col = sheet[address].row, sheet[address].column
                del sheet._cells[line, col]
                sheet.cell(line, col).value = value


def value_of(given: Any) -> Any:
    """A value of a case as openpyxl takes it: dates of YAML stay dates."""
    return datetime(given.year, given.month, given.day) if type(given) is date else given  # noqa: DTZ001
