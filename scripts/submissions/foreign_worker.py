"""Run as a program of its own, reads an .ods with python-calamine or an .xls with xlrd and writes its cells as JSON.

It knows nothing of this project and may end in any way: calamine stops the whole process where a file overtaxes it,
and xlrd trusts what a file says of itself. It ends with 4 where the file has a password.
"""

from __future__ import annotations

import json
import re
import struct
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

MEMORY = 768 * 2**20  # bytes of address space, the interpreter's included
SECONDS = 10  # of processor time
MOST_CELLS = 200_000
MOST_TEXT = 16 * 2**20
TOO_MUCH, PASSWORD = 3, 4

_STATES = ("visible", "hidden", "veryHidden")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's days have no zone
_PLAIN, _DATE = 0, 1
_ODS_STYLES = [["General", False, "", False, False], ["General", True, "", False, False]]
# Some programs put each cell on a line of its own, which calamine takes for text out of place. No text has these.
_INDENTED = re.compile(rb">\s+(?=</?table:(?:covered-table-cell|table-cell|table-row)\b)")

_FORMULAS = {0x0006, 0x0206, 0x0406}  # records of BIFF, by its version
_OBJECT = 0x005D
_NO_PICTURES = {0x14, 0x19}  # the arrows of drop-down lists, and comments
_WHITE = (255, 255, 255)


def main(kind: str, path: Path) -> None:
    """Write {sheets, styles, names, date1904, has_macros} of an "ods" or "xls".

    A sheet is {name, state, cells, merges, hidden_rows, hidden_columns, has_drawing}, a cell [row, column, value,
    style, is formula], its style an index into styles: [format, is date, font, struck, white], and a name [index of
    its sheet or null, name, reference]. Days are serial numbers, an error is {"error": "#N/A"}.
    """
    _limit()
    book = _ods(path) if kind == "ods" else _xls(path)
    sys.stdout.buffer.write(json.dumps(book, ensure_ascii=False).encode())


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows; there the caller's clock must do
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":  # elsewhere the system counts what it reserves for itself
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class Left:
    """How many cells and characters may still come."""

    def __init__(self) -> None:
        self.cells, self.text = MOST_CELLS, MOST_TEXT

    def spend(self, value: Any) -> None:
        """Count one cell; too many end the process."""
        self.cells -= 1
        self.text -= len(value) if isinstance(value, str) else 0
        if min(self.cells, self.text) < 0:
            sys.exit(TOO_MUCH)


# ------------------------------------------------------------ .ods


def _ods(path: Path) -> dict[str, Any]:
    book, left = _opened(path), Left()
    sheets = []
    for about in book.sheets_metadata:
        state = {"Visible": "visible", "Hidden": "hidden"}.get(str(about.visible).rpartition(".")[2], "veryHidden")
        sheets.append({"name": about.name, "state": state, **_ods_content(book.get_sheet_by_name(about.name), left)})
    return {"sheets": sheets, "styles": _ODS_STYLES, "names": [], "date1904": False, "has_macros": False}


def _opened(path: Path) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        sys.exit(PASSWORD)
    except CalamineError:
        return CalamineWorkbook.from_filelike(_without_indents(path))


def _without_indents(path: Path) -> BytesIO:
    packed = BytesIO()
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(packed, "w") as made:
        for part in given.namelist():
            content = given.read(part)
            made.writestr(part, _INDENTED.sub(b">", content) if part == "content.xml" else content)
    packed.seek(0)
    return packed


def _ods_content(sheet: Any, left: Left) -> dict[str, Any]:
    row0, col0 = sheet.start or (0, 0)
    cells = []
    for row, line in enumerate(sheet.to_python(skip_empty_area=True)):
        for col, value in enumerate(line):
            if value != "":
                left.spend(value)
                cells.append([row0 + row, col0 + col, *_plain(value), False])
    merges = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    return _sheet(cells, merges[:MOST_CELLS])


def _plain(value: Any) -> tuple[Any, int]:
    """The value with days as serial numbers, and its style."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if isinstance(value, time):
        value = datetime.combine(_EPOCH, value)
    if isinstance(value, datetime):
        return (value - _EPOCH) / timedelta(days=1), _DATE
    return (value / timedelta(days=1) if isinstance(value, timedelta) else value), _PLAIN


def _sheet(cells: list[Any], merges: list[list[int]], **more: Any) -> dict[str, Any]:
    return {"cells": cells, "merges": merges, "hidden_rows": [], "hidden_columns": [], "has_drawing": False, **more}


# ------------------------------------------------------------ .xls


def _xls(path: Path) -> dict[str, Any]:
    import xlrd

    content = path.read_bytes()
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, on_demand=True, logfile=sys.stderr)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            sys.exit(PASSWORD)
        raise
    left = Left()
    return {
        "sheets": [_xls_sheet(book, index, left) for index in range(book.nsheets)],
        "styles": [_xls_style(book, xf) for xf in book.xf_list],
        "names": [name for one in book.name_obj_list if (name := _xls_name(one))],
        "date1904": book.datemode == 1,
        "has_macros": "_VBA_PROJECT_CUR".encode("utf-16-le") in content,
    }


def _xls_sheet(book: Any, index: int, left: Left) -> dict[str, Any]:
    formulas: set[tuple[int, int]] = set()
    objects: set[int] = set()
    read = book.get_record_parts

    def noting() -> tuple[int, int, bytes]:
        # xlrd keeps the results of formulas only; where they stand is noted as it passes their records.
        kind, length, data = read()
        if kind in _FORMULAS:
            formulas.add(struct.unpack_from("<HH", data))
        elif kind == _OBJECT and length >= 6:
            objects.add(struct.unpack_from("<H", data, 4)[0])
        return kind, length, data

    book.get_record_parts = noting
    sheet = book.sheet_by_index(index)
    book.get_record_parts = read
    cells = []
    for row in range(sheet.nrows):
        for col, cell in enumerate(sheet.row(row)):
            if cell.ctype not in (0, 6):  # empty, blank
                left.spend(cell.value)
                is_formula = (row, col) in formulas
                cells.append([row, col, _xls_value(book, cell, is_formula), cell.xf_index, is_formula])
    merges = [[r1, c1, r2 - 1, c2 - 1] for r1, r2, c1, c2 in sheet.merged_cells]
    return _sheet(
        cells,
        merges,
        name=sheet.name,
        state=_STATES[min(sheet.visibility, 2)],
        hidden_rows=sorted(row for row, info in sheet.rowinfo_map.items() if info.hidden),
        hidden_columns=sorted(col for col, info in sheet.colinfo_map.items() if info.hidden),
        has_drawing=bool(objects - _NO_PICTURES),
    )


def _xls_value(book: Any, cell: Any, is_formula: bool) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return {"error": xlrd.error_text_from_code.get(cell.value, "#VALUE!")}
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    # LibreOffice, which signs with "Calc", writes 0 for a formula that it did not compute, such as one whose result
    # was an empty text in an .xlsx. Nothing tells this 0 from a result, so it is none.
    return None if is_formula and cell.value == 0 and book.user_name == "Calc" else cell.value


def _xls_style(book: Any, xf: Any) -> list[Any]:
    format_, font = book.format_map.get(xf.format_key), book.font_list[xf.font_index]
    is_white = book.colour_map.get(font.colour_index) == _WHITE and xf.background.fill_pattern == 0
    return [format_.format_str, format_.type == 1, font.name, bool(font.struck_out), is_white]


def _xls_name(name: Any) -> list[Any] | None:
    """[sheet, name, reference] of a name that means one area; None for any other."""
    import xlrd

    found = name.result
    if found is None or found.kind != xlrd.oREF or not isinstance(found.value, list) or len(found.value) != 1:
        return None
    return [name.scope if name.scope >= 0 else None, name.name, found.text]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
