"""What people do to a filled template: lines, columns and sheets moved, hidden, copied, and the marks lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from scripts.model import grid
from scripts.model.a1 import parse_reference, quote_sheet
from scripts.model.form import Form
from scripts.wording import sheet as words
from tests.edits import book_edit, column_of, row_line, sheet_of
from tests.workbooks import area

# ------------------------------------------------------------ moving


@book_edit
def insert_rows(
    book: Workbook,
    form: Form,
    before: str | int,
    count: int = 1,
    names: bool = True,
    values: Mapping[str, Any] | None = None,
) -> None:
    """Insert lines; a program that does not know of names leaves them where they were (names: false)."""
    line = before if isinstance(before, int) else row_line(book, form, before)
    sheet = sheet_of(book, form)
    shift(book, sheet, "row", line, count, names)
    for col, value in (values or {}).items():
        sheet[f"{col}{line}"] = value


@book_edit
def delete_rows(book: Workbook, form: Form, row: str | int, count: int = 1, names: bool = True) -> None:
    """Delete lines; their names are lost, as in Excel."""
    line = row if isinstance(row, int) else row_line(book, form, row)
    shift(book, sheet_of(book, form), "row", line, -count, names)


@book_edit
def insert_columns(
    book: Workbook, form: Form, before: str, count: int = 1, names: bool = True, values: Mapping[int, Any] | None = None
) -> None:
    """Insert columns before one."""
    col = column_of(book, form, before)
    sheet = sheet_of(book, form)
    shift(book, sheet, "column", col, count, names)
    for line, value in (values or {}).items():
        sheet.cell(int(line), col).value = value


@book_edit
def delete_column(book: Workbook, form: Form, column: str, names: bool = True) -> None:
    """Delete a column."""
    shift(book, sheet_of(book, form), "column", column_of(book, form, column), -1, names)


@book_edit
def delete_number_row(book: Workbook, form: Form) -> None:
    """Delete the line of the column numbers and with it all names of columns."""
    table = form.tables[0]
    line = area(book, grid.column_name(form, table.id, table.columns[0].id))[1]
    shift(book, sheet_of(book, form), "row", line, -1, True)


@book_edit
def order_rows(book: Workbook, form: Form, order: list[str]) -> None:
    """Put lines into another order, as sorting does: what stands in the cells moves, the names do not."""
    sheet = sheet_of(book, form)
    lines = [row_line(book, form, row) for row in order]
    width = sheet.max_column
    content = [[_content(sheet.cell(line, col)) for col in range(1, width + 1)] for line in lines]
    for line, line_content in zip(sorted(lines), content, strict=True):
        for col, one in enumerate(line_content, 1):
            _put(sheet.cell(line, col), one)


@book_edit
def swap_columns(book: Workbook, form: Form, one: str, other: str) -> None:
    """Exchange two columns from the head down, by copying: the names do not move."""
    sheet = sheet_of(book, form)
    first, second = column_of(book, form, one), column_of(book, form, other)
    number_row = area(book, grid.column_name(form, "", one))[1]
    for line in range(number_row - 1, row_line(book, form, form.tables[0].rows[-1].key) + 1):
        a, b = sheet.cell(line, first), sheet.cell(line, second)
        left, right = _content(a), _content(b)
        _put(a, right)
        _put(b, left)


def _content(cell: Any) -> tuple[Any, str, Any]:
    return cell.value, cell.data_type, copy(cell._style)


def _put(cell: Any, content: tuple[Any, str, Any]) -> None:
    """Also the type: text that begins with = stays text."""
    cell.value, cell.data_type, cell._style = content


def shift(book: Workbook, sheet: Worksheet, axis: str, first: int, by: int, names: bool) -> None:
    """Insert (by > 0) or delete (by < 0) lines or columns from `first` on, with all that Excel moves along."""
    merged = [copy(one) for one in sheet.merged_cells.ranges]
    for one in merged:
        sheet.unmerge_cells(str(one))
    change = {"row": (sheet.insert_rows, sheet.delete_rows), "column": (sheet.insert_cols, sheet.delete_cols)}
    change[axis][by < 0](first, abs(by))
    _merge_again(sheet, merged, axis, first, by)
    if axis == "row":
        _hide_again(sheet, first, by)
    if names:
        for name in book.defined_names.values():
            name.attr_text = _shifted_reference(name.attr_text, sheet.title, axis, first, by)


def _merge_again(sheet: Worksheet, merged: list[Any], axis: str, first: int, by: int) -> None:
    for one in merged:
        low, high = (one.min_row, one.max_row) if axis == "row" else (one.min_col, one.max_col)
        span = _shifted(low, high, first, by)
        if span is None:
            continue
        rows = span if axis == "row" else (one.min_row, one.max_row)
        cols = span if axis == "column" else (one.min_col, one.max_col)
        if rows[0] != rows[1] or cols[0] != cols[1]:
            sheet.merge_cells(start_row=rows[0], end_row=rows[1], start_column=cols[0], end_column=cols[1])


def _hide_again(sheet: Worksheet, first: int, by: int) -> None:
    hidden = [line for line, dimension in sheet.row_dimensions.items() if dimension.hidden]
    for line in hidden:
        sheet.row_dimensions[line].hidden = False
    for line in hidden:
        if span := _shifted(line, line, first, by):
            sheet.row_dimensions[span[0]].hidden = True


def _shifted(low: int, high: int, first: int, by: int) -> tuple[int, int] | None:
    if by < 0:
        gone = range(first, first - by)
        if low in gone and high in gone:
            return None
        low = first if low in gone else low + by * (low >= gone.stop)
        high = first - 1 if high in gone else high + by * (high >= gone.stop)
        return low, high
    return low + by * (low >= first), high + by * (high >= first)


def _shifted_reference(reference: str, title: str, axis: str, first: int, by: int) -> str:
    found = parse_reference(reference)
    if found is None or found[0] != title:
        return reference
    _, row1, col1, row2, col2 = found
    low, high = (row1, row2) if axis == "row" else (col1, col2)
    span = _shifted(low + 1, high + 1, first, by)
    if span is None:
        return "#REF!"
    rows = span if axis == "row" else (row1 + 1, row2 + 1)
    cols = span if axis == "column" else (col1 + 1, col2 + 1)
    corners = [f"${get_column_letter(c)}${r}" for r, c in zip(rows, cols, strict=True)]
    return f"{quote_sheet(title)}!{':'.join(dict.fromkeys(corners))}"


# ------------------------------------------------------------ hiding, sheets, marks


@book_edit
def filter_(book: Workbook, form: Form, area: str, rows: tuple[str, ...]) -> None:
    """Have a filter on the area hide lines."""
    page = sheet_of(book, form)
    page.auto_filter.ref = area
    page.auto_filter.add_filter_column(0, ["x"])
    for row in rows:
        page.row_dimensions[row_line(book, form, row)].hidden = True


@book_edit
def hide(
    book: Workbook, form: Form, rows: tuple[str, ...] = (), columns: tuple[str, ...] = (), sheet: bool = False
) -> None:
    """Hide lines, columns or the whole sheet."""
    page = sheet_of(book, form)
    for row in rows:
        page.row_dimensions[row_line(book, form, row)].hidden = True
    for column in columns:
        page.column_dimensions[get_column_letter(column_of(book, form, column))].hidden = True
    if sheet:
        page.sheet_state = "hidden"


@book_edit
def rename_sheet(book: Workbook, form: Form, to: str) -> None:
    """Rename the form's sheet; names and formulas follow."""
    sheet = sheet_of(book, form)
    old = sheet.title
    sheet.title = to
    for name in book.defined_names.values():
        name.attr_text = name.attr_text.replace(quote_sheet(old), quote_sheet(to))


@book_edit
def delete_sheet(book: Workbook, form: Form) -> None:
    """Delete the form's sheet; the names that meant it are lost."""
    sheet = sheet_of(book, form)
    for name in book.defined_names.values():
        if quote_sheet(sheet.title) in name.attr_text:
            name.attr_text = "#REF!"
    del book[sheet.title]


@book_edit
def copy_sheet(
    book: Workbook, form: Form, to: str, names: bool = False, change: Mapping[str, Any] | None = None
) -> None:
    """Copy the form's sheet; Excel gives the copy names of its own (names: true), other programs none."""
    sheet = sheet_of(book, form)
    made = book.copy_worksheet(sheet)
    made.title = to
    for address, value in (change or {}).items():
        made[address] = value
    for name, defined in list(book.defined_names.items()) if names else ():
        found = parse_reference(defined.attr_text)
        if found and found[0] == sheet.title:
            text = defined.attr_text.replace(quote_sheet(sheet.title), quote_sheet(to))
            made.defined_names[name] = DefinedName(name, attr_text=text)


@book_edit
def forget(book: Workbook, form: Form, *what: str) -> None:
    """Lose what the template is known by: names, properties, marks, cover."""
    sheet = sheet_of(book, form)
    if "properties" in what:
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
    if "marks" in what:
        del book[words.MARKS]
    if "cover" in what:
        del book[words.COVER]
    if "names" in what:
        book.defined_names.clear()
    elif "cover" in what:
        for defined in book.defined_names.values():
            if words.COVER in defined.attr_text:
                defined.attr_text = "#REF!"
    assert sheet.title in book.sheetnames


@book_edit
def move_to_new_book(book: Workbook, form: Form, title: str = "Sheet1", names: bool = False) -> Workbook:
    """Copy the form's sheet into a fresh workbook, with or without its names."""
    source = sheet_of(book, form)
    made = Workbook()
    target = made.worksheets[0]
    target.title = title
    _copy_cells(source, target, 0)
    for name, defined in book.defined_names.items() if names else ():
        found = parse_reference(defined.attr_text)
        if found and found[0] == source.title:
            text = defined.attr_text.replace(quote_sheet(source.title), quote_sheet(title))
            made.defined_names[name] = DefinedName(name, attr_text=text)
    return made


@book_edit
def paste_below(book: Workbook, form: Form, what: str, gap: int = 3) -> None:
    """Copy another sheet below the table of the form's sheet."""
    target = sheet_of(book, form)
    _copy_cells(book[what] if what in book.sheetnames else target, target, target.max_row + gap)


@book_edit
def split_off(book: Workbook, form: Form, row: str, to: str) -> None:
    """Part the table in two: the lines from a row on go to a sheet of their own."""
    sheet, line = sheet_of(book, form), row_line(book, form, row)
    target = book.create_sheet(to)
    for cells in list(sheet.iter_rows(min_row=line)):
        for cell in cells:
            if cell.value is not None:
                target.cell(cell.row - line + 1, cell.column).value = cell.value
    shift(book, sheet, "row", line, line - sheet.max_row - 1, names=True)


def _copy_cells(source: Worksheet, target: Worksheet, down: int) -> None:
    for line in list(source.iter_rows()):
        for cell in line:
            if cell.value is not None:
                made = target.cell(cell.row + down, cell.column)
                made.value, made.data_type = cell.value, cell.data_type
                made.font, made.number_format = copy(cell.font), cell.number_format
    for merged in list(source.merged_cells.ranges):
        target.merge_cells(
            start_row=merged.min_row + down, end_row=merged.max_row + down,
            start_column=merged.min_col, end_column=merged.max_col,
        )  # fmt: skip


@book_edit
def respell(book: Workbook, form: Form, how: str) -> None:
    """Write all words otherwise: "NFD", with the old place of tone marks ("tones"), with double blanks ("blanks")."""
    for sheet in book.worksheets if how == "NFD" else [sheet_of(book, form)]:
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str) and not cell.value.startswith("="):
                    cell.value = _SPELLINGS[how](cell.value)
    if how == "NFD":
        for sheet in book.worksheets:
            old = sheet.title
            sheet.title = unicodedata.normalize("NFD", old)
            for name in book.defined_names.values():
                name.attr_text = name.attr_text.replace(quote_sheet(old), quote_sheet(sheet.title))


_TONES = {
    "hòa": "hoà", "Hòa": "Hoà", "ủy": "uỷ", "Ủy": "Uỷ", "ỦY": "UỶ", "kỷ": "kỉ", "tỷ": "tỉ", "Tỷ": "Tỉ", "lý": "lí",
    "Y tế": "Y tế", "khóa": "khoá", "hóa": "hoá", "Lý": "Lí",
}  # fmt: skip


def _old_tones(text: str) -> str:
    for new, old in _TONES.items():
        text = text.replace(new, old)
    return text


_SPELLINGS: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "tones": _old_tones,
    "blanks": lambda text: f" {text.replace(' ', '  ', 1).replace(', ', ',' + chr(10))}\u00a0",
}
