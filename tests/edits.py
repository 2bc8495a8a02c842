"""What people and programs do to a filled template, as small named functions that cases and property tests share.

A `book` edit changes an openpyxl workbook; a `file` edit changes the saved bytes. Cells are named by their place in the
form's data: "I.1/so_cuoc_tiep", or with the item's index "I/0/so_hieu", or "sau:I/0/ket_qua.ten" in a form of several
tables; lines and columns of the sheet that have no such name are given as in Excel ("C9", 9, "C").
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from copy import copy
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from scripts.model import grid
from scripts.model.a1 import parse_reference, quote_sheet
from scripts.model.data import Data, cells, items
from scripts.model.form import Form, Place
from scripts.wording import sheet as words
from tests.workbooks import area, fill_field, position, typed

Book = openpyxl.Workbook
BOOK: dict[str, Callable[..., Book | None]] = {}
FILE: dict[str, Callable[..., bytes]] = {}


def book_edit(function: Callable[..., Book | None]) -> Callable[..., Book | None]:
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


def at(book: Book, form: Form, name: str) -> Any:
    """The cell of a place, or of an address on the form's sheet."""
    if re.fullmatch(r"[A-Z]+[0-9]+", name):
        return sheet_of(book, form)[name]
    sheet, row, col = position(book, form, place_of(name))
    return sheet.cell(row, col)


def sheet_of(book: Book, form: Form) -> Worksheet:
    """The form's sheet, by its names."""
    table = form.tables[0]
    return area(book, grid.column_name(form, table.id, table.columns[0].id))[0]


def row_line(book: Book, form: Form, row: str) -> int:
    """The line of a row given as "I.1" or "sau:I.1"."""
    table, _, key = row.rpartition(":")
    return area(book, grid.row_name(form, table, key))[1]


def column_of(book: Book, form: Form, column: str) -> int:
    """The sheet's column of a column given as "so_cuoc_tiep" or "sau:tt"."""
    table, _, name = column.rpartition(":")
    return area(book, grid.column_name(form, table, name))[2]


# ------------------------------------------------------------ typing


@book_edit
def type_(book: Book, form: Form, at_: str, value: Any, **look: Any) -> None:
    """Type into a cell; a format, a font, its colour, or strike-through may come along."""
    cell = at(book, form, at_)
    cell.value = value
    if isinstance(value, str) and value.startswith("=") and not look.pop("formula", False):
        cell.data_type = "s"
    _look(cell, **look)


@book_edit
def look(book: Book, form: Form, at_: str, **look_: Any) -> None:
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
def clear(book: Book, form: Form, at_: str) -> None:
    """Empty a cell."""
    at(book, form, at_).value = None


@book_edit
def label(book: Book, form: Form, row: str, value: Any, **look_: Any) -> None:
    """Write over a row's printed label."""
    _stub(book, form, row, "label", value, **look_)


@book_edit
def number(book: Book, form: Form, row: str, value: Any, **look_: Any) -> None:
    """Write over a row's printed number."""
    _stub(book, form, row, "number", value, **look_)


def _stub(book: Book, form: Form, row: str, what: Any, value: Any, **look_: Any) -> None:
    table = form.table(row.rpartition(":")[0])
    sheet = sheet_of(book, form)
    cell = sheet.cell(row_line(book, form, row), column_of(book, form, f"{table.id}:{table.stubs[what].id}"))
    cell.value = value
    _look(cell, **look_)


@book_edit
def head(book: Book, form: Form, column: str, value: Any) -> None:
    """Write over a column's head."""
    sheet, table_column = sheet_of(book, form), column.rpartition(":")
    layout = grid.lay_out(form)
    found = next(h for h in layout.headers if h.column == table_column[2] and h.table == table_column[0])
    numbers = area(book, grid.column_name(form, table_column[0], table_column[2]))[1]
    sheet.cell(numbers - layout.number_row + found.row, found.col + 1).value = value


@book_edit
def field(book: Book, _form: Form, name: str, value: Any) -> None:
    """Type into a field of the cover."""
    fill_field(book, name, value)


@book_edit
def count_from_1904(book: Book, _form: Form) -> None:
    """Count days from 1904, as old Macs do; what the cells show stays the same."""
    book.epoch = CALENDAR_MAC_1904


@book_edit
def write(book: Book, _form: Form, sheet: str, cells_: Mapping[str, Any]) -> None:
    """Type into cells of any sheet, made if it is not there."""
    page = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
    for address, value in cells_.items():
        page[address] = value


@book_edit
def comment(book: Book, form: Form, at_: str, text: str) -> None:
    """Put the number into a comment instead of the cell."""
    cell = at(book, form, at_)
    cell.value, cell.comment = None, Comment(text, "a")


@book_edit
def chart(book: Book, form: Form, anchor: str) -> None:
    """Lay a drawing over the table."""
    sheet_of(book, form).add_chart(BarChart(), anchor)


@book_edit
def merge(book: Book, form: Form, first: str, last: str, keep: bool = False) -> None:
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


# ------------------------------------------------------------ moving


@book_edit
def insert_rows(
    book: Book, form: Form, before: str | int, count: int = 1, names: bool = True, values: Mapping[str, Any] | None = None
) -> None:
    """Insert lines; a program that does not know of names leaves them where they were (names: false)."""
    line = before if isinstance(before, int) else row_line(book, form, before)
    sheet = sheet_of(book, form)
    shift(book, sheet, "row", line, count, names)
    for col, value in (values or {}).items():
        sheet[f"{col}{line}"] = value


@book_edit
def delete_rows(book: Book, form: Form, row: str | int, count: int = 1, names: bool = True) -> None:
    """Delete lines; their names are lost, as in Excel."""
    line = row if isinstance(row, int) else row_line(book, form, row)
    shift(book, sheet_of(book, form), "row", line, -count, names)


@book_edit
def insert_columns(
    book: Book, form: Form, before: str, count: int = 1, names: bool = True, values: Mapping[int, Any] | None = None
) -> None:
    """Insert columns before one."""
    col = column_of(book, form, before)
    sheet = sheet_of(book, form)
    shift(book, sheet, "column", col, count, names)
    for line, value in (values or {}).items():
        sheet.cell(int(line), col).value = value


@book_edit
def delete_column(book: Book, form: Form, column: str, names: bool = True) -> None:
    """Delete a column."""
    shift(book, sheet_of(book, form), "column", column_of(book, form, column), -1, names)


@book_edit
def delete_number_row(book: Book, form: Form) -> None:
    """Delete the line of the column numbers and with it all names of columns."""
    table = form.tables[0]
    line = area(book, grid.column_name(form, table.id, table.columns[0].id))[1]
    shift(book, sheet_of(book, form), "row", line, -1, True)


@book_edit
def order_rows(book: Book, form: Form, order: list[str]) -> None:
    """Put lines into another order, as sorting does: what stands in the cells moves, the names do not."""
    sheet = sheet_of(book, form)
    lines = [row_line(book, form, row) for row in order]
    width = sheet.max_column
    content = [[_content(sheet.cell(line, col)) for col in range(1, width + 1)] for line in lines]
    for line, line_content in zip(sorted(lines), content, strict=True):
        for col, (value, style) in enumerate(line_content, 1):
            sheet.cell(line, col).value = value
            sheet.cell(line, col)._style = style


@book_edit
def swap_columns(book: Book, form: Form, one: str, other: str) -> None:
    """Exchange two columns from the head down, by copying: the names do not move."""
    sheet = sheet_of(book, form)
    first, second = column_of(book, form, one), column_of(book, form, other)
    number_row = area(book, grid.column_name(form, "", one))[1]
    for line in range(number_row - 1, row_line(book, form, form.tables[0].rows[-1].key) + 1):
        a, b = sheet.cell(line, first), sheet.cell(line, second)
        (a.value, a._style), (b.value, b._style) = _content(b), _content(a)


def _content(cell: Any) -> tuple[Any, Any]:
    return cell.value, copy(cell._style)


def shift(book: Book, sheet: Worksheet, axis: str, first: int, by: int, names: bool) -> None:
    """Insert (by > 0) or delete (by < 0) lines or columns from `first` on, with all that Excel moves along."""
    merged = [copy(one) for one in sheet.merged_cells.ranges]
    for one in merged:
        sheet.unmerge_cells(str(one))
    hidden = [line for line, dimension in sheet.row_dimensions.items() if dimension.hidden]
    change = {"row": (sheet.insert_rows, sheet.delete_rows), "column": (sheet.insert_cols, sheet.delete_cols)}
    change[axis][by < 0](first, abs(by))
    for one in merged:
        low, high = (one.min_row, one.max_row) if axis == "row" else (one.min_col, one.max_col)
        span = _shifted(low, high, first, by)
        if span is None:
            continue
        rows = span if axis == "row" else (one.min_row, one.max_row)
        cols = span if axis == "column" else (one.min_col, one.max_col)
        if rows[0] != rows[1] or cols[0] != cols[1]:
            sheet.merge_cells(start_row=rows[0], end_row=rows[1], start_column=cols[0], end_column=cols[1])
    if axis == "row":
        for line in hidden:
            sheet.row_dimensions[line].hidden = False
        for line in hidden:
            if span := _shifted(line, line, first, by):
                sheet.row_dimensions[span[0]].hidden = True
    if names:
        for name in book.defined_names.values():
            name.attr_text = _shifted_reference(name.attr_text, sheet.title, axis, first, by)


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
def hide(book: Book, form: Form, rows: tuple[str, ...] = (), columns: tuple[str, ...] = (), sheet: bool = False) -> None:
    """Hide lines, columns or the whole sheet."""
    page = sheet_of(book, form)
    for row in rows:
        page.row_dimensions[row_line(book, form, row)].hidden = True
    for column in columns:
        page.column_dimensions[get_column_letter(column_of(book, form, column))].hidden = True
    if sheet:
        page.sheet_state = "hidden"


@book_edit
def rename_sheet(book: Book, form: Form, to: str) -> None:
    """Rename the form's sheet; names and formulas follow."""
    sheet = sheet_of(book, form)
    old = sheet.title
    sheet.title = to
    for name in book.defined_names.values():
        name.attr_text = name.attr_text.replace(quote_sheet(old), quote_sheet(to))


@book_edit
def copy_sheet(book: Book, form: Form, to: str, names: bool = False, change: Mapping[str, Any] | None = None) -> None:
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
def forget(book: Book, form: Form, *what: str) -> None:
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
        for name, defined in list(book.defined_names.items()):
            if words.COVER in defined.attr_text:
                defined.attr_text = "#REF!"
    assert sheet.title in book.sheetnames


@book_edit
def move_to_new_book(book: Book, form: Form, title: str = "Sheet1", names: bool = False) -> Book:
    """Copy the form's sheet into a fresh workbook, with or without its names."""
    source = sheet_of(book, form)
    made = openpyxl.Workbook()
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
def paste_below(book: Book, form: Form, what: str, gap: int = 3) -> None:
    """Copy another sheet below the table of the form's sheet."""
    target = sheet_of(book, form)
    _copy_cells(book[what] if what in book.sheetnames else target, target, target.max_row + gap)


def _copy_cells(source: Worksheet, target: Worksheet, down: int) -> None:
    for line in list(source.iter_rows()):
        for cell in line:
            if cell.value is not None:
                made = target.cell(cell.row + down, cell.column)
                made.value = cell.value
                made.font, made.number_format = copy(cell.font), cell.number_format
    for merged in list(source.merged_cells.ranges):
        target.merge_cells(
            start_row=merged.min_row + down, end_row=merged.max_row + down,
            start_column=merged.min_col, end_column=merged.max_col,
        )  # fmt: skip


@book_edit
def respell(book: Book, form: Form, how: str) -> None:
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


# ------------------------------------------------------------ a form typed anew


@book_edit
def type_anew(
    book: Book, form: Form, wording: str = "text", numbers: bool = True, merged: bool = True, foot: str = "",
    down: int = 0, right: int = 0, unit: str = "", data: Data | None = None,
) -> Book:  # fmt: skip
    """Another workbook, in which a person typed the form from the printed page: no names, no marks, no cover."""
    assert data is not None
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    layout = grid.lay_out(form, 5 + down, lambda band: max(len(items(form, data, t.id, r.key)) for t, r in band.rows))

    def say(line: int, col: int, value: Any) -> None:
        sheet.cell(line + 1, col + 1 + right).value = value

    said = {"text": lambda label: label.text, "printed": lambda label: label.printed}[wording]
    say(down, 0, "ĐƠN VỊ GỬI BÁO CÁO")
    say(down, 3, said(form.label))
    say(down + 1, 0, said(form.title))
    if unit:
        say(down + 2, 0, "Đơn vị báo cáo:")
        say(down + 2, 1, unit)
    for one in layout.headers:
        say(one.row, one.col, said(one.label))
        if merged and (one.rows > 1 or one.cols > 1):
            sheet.merge_cells(
                start_row=one.row + 1, end_row=one.row + one.rows,
                start_column=one.col + 1 + right, end_column=one.col + one.cols + right,
            )  # fmt: skip
    drop = 0 if numbers else 1
    for table in form.tables:
        for column in table.columns if numbers else ():
            say(layout.number_row, layout.columns[table.id, column.id], column.number or None)
    lines = {}
    for table, row, band in layout.lines():
        lines[table.id, row.key] = band
        for what, column in table.stubs.items():
            number_said = row.number if wording == "text" else row.number_printed
            value = number_said if what == "number" else said(row.label)
            say(band.row - drop, layout.columns[table.id, column.id], value)
    for place, leaf, value in cells(form, data):
        band = lines[place.table, place.row or ""]
        line = band.row if place.item is None else band.first + place.item
        say(line - drop, layout.columns[place.table, place.column or ""], typed(leaf, value))
    if foot:
        say(layout.end - drop + 1, 1, foot)
    return made


# ------------------------------------------------------------ the file itself


def _rewritten(content: bytes, change: Callable[[str, bytes], bytes | None], more: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = change(info.filename, old.read(info))
            if part is not None:
                new.writestr(info.filename, part)
        for name, part in more.items():
            new.writestr(name, part)
    return buffer.getvalue()


@file_edit
def in_parts(content: bytes, parts: str, old: str, new: str) -> bytes:
    """Replace a pattern in the XML of the parts whose name fits."""
    seen = 0

    def change(name: str, part: bytes) -> bytes:
        nonlocal seen
        if not re.search(parts, name):
            return part
        text, count = re.subn(old, new, part.decode(), flags=re.DOTALL)
        seen += count
        return text.encode()

    made = _rewritten(content, change, {})
    assert seen, f"{old} is in no part"
    return made


@file_edit
def blank_cells(content: bytes, lines: int, columns: int) -> bytes:
    """Format many empty cells below the table, as a drag of the format brush does."""

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet2.xml":
            return part
        first = 1 + max(int(found) for found in re.findall(rb'<row r="(\d+)"', part))
        letters = [get_column_letter(col) for col in range(1, columns + 1)]
        rows = (
            f'<row r="{line}">{"".join(f"""<c r="{letter}{line}" s="1"/>""" for letter in letters)}</row>'
            for line in range(first, first + lines)
        )
        return part.replace(b"</sheetData>", "".join(rows).encode() + b"</sheetData>")

    return _rewritten(content, change, {})


@file_edit
def strict(content: bytes) -> bytes:
    """Save as Strict Open XML: the same with the standard's own namespaces."""
    spaces = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }

    def change(_name: str, part: bytes) -> bytes:
        for old, new in spaces.items():
            part = part.replace(old, new)
        return part

    return _rewritten(content, change, {})


@file_edit
def add_macros(content: bytes) -> bytes:
    """Put a project of macros into the file."""
    return _rewritten(content, lambda _, part: part, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})


@file_edit
def as_from_the_web(content: bytes) -> bytes:
    """Text in the cells themselves, no dimensions, no addresses of cells and rows that follow the one before."""

    def change(name: str, part: bytes) -> bytes:
        if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            return part
        text = re.sub(r"<dimension[^>]*/>", "", part.decode())
        assert 't="inlineStr"' in text or "<v>" not in text, "openpyxl writes shared strings now: make them inline here"
        return re.sub(r'(<row r="(\d+)"[^>]*>)(.*?)(?=</row>)', _without_addresses, text, flags=re.DOTALL).encode()

    return _rewritten(content, change, {})


def _without_addresses(row: re.Match[str]) -> str:
    """The row's cells without their addresses wherever they follow one another."""
    last = 0

    def bare(cell: re.Match[str]) -> str:
        nonlocal last
        here, before = column_index_from_string(cell[1]), last
        last = here
        return "<c" if here == before + 1 else cell[0]

    return row[1] + re.sub(r'<c r="([A-Z]+)\d+"', bare, row[3])


@file_edit
def link_to(content: bytes, file: str) -> bytes:
    """Give the workbook the part that says which other file [1] is."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<externalLink xmlns="{main}"><externalBook xmlns:r="{relations}" r:id="rId1"/></externalLink>'
    target = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{relations}/externalLinkPath" Target="{file}" TargetMode="External"/>'
        "</Relationships>"
    )

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/_rels/workbook.xml.rels":
            return part
        one = f'<Relationship Id="rIdL" Type="{relations}/externalLink" Target="externalLinks/externalLink1.xml"/>'
        return part.replace(b"</Relationships>", one.encode() + b"</Relationships>")

    more = {
        "xl/externalLinks/externalLink1.xml": link.encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels": target.encode(),
    }
    return _rewritten(content, change, more)


@file_edit
def cut(content: bytes, keep: float) -> bytes:
    """Keep only the first part of the file, as a broken download does."""
    return content[: int(len(content) * keep)]


@file_edit
def become(_content: bytes, text: str) -> bytes:
    """Another file under the same name."""
    return text.encode()


@file_edit
def zip_it(content: bytes, name: str) -> bytes:
    """Pack the workbook into a ZIP and call that a workbook."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@file_edit
def lock(_content: bytes) -> bytes:
    """Save with a password to open."""
    from tests.hostile import ole2

    return ole2("EncryptionInfo", "EncryptedPackage")


def value_of(given: Any) -> Any:
    """A value of a case as openpyxl takes it: dates of YAML stay dates."""
    return datetime(given.year, given.month, given.day) if type(given) is date else given  # noqa: DTZ001
