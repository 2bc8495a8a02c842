"""Run as a program of its own, reads an .xls with xlrd and writes what it holds as JSON.

It knows nothing of this project and may end in any way, for xlrd trusts what a file says of itself. It ends with 4
where the file has a password.
"""

from __future__ import annotations

import json
import struct
import sys
from pathlib import Path
from typing import Any

MEMORY = 768 * 2**20  # bytes of address space, the interpreter's included
SECONDS = 10  # of processor time
MOST_CELLS = 200_000
MOST_TEXT = 16 * 2**20
MOST_COMMENTS = 1_000  # on one sheet
TOO_MUCH, PASSWORD = 3, 4

_STATES = ("visible", "hidden", "veryHidden")
_FORMULAS = {0x0006, 0x0206, 0x0406}  # records of BIFF, by its version
_OBJECT = 0x005D
_NO_PICTURES = {0x14, 0x19}  # the arrows of drop-down lists, and comments
_WHITE = (255, 255, 255)


def main(path: Path) -> None:
    """Write {sheets, styles, names, date1904, has_macros}.

    A sheet is {name, state, cells, merges, hidden_rows, hidden_columns, has_drawing, comments}, a cell
    [row, column, value, style, is formula], its style an index into styles: [format, is date, font, struck, white],
    a name [index of its sheet or null, name, reference], and a comment [row, column, text]. Days are serial numbers,
    an error is {"error": "#N/A"}, and rich text {"runs": [[text, is struck, is raised], ...]}.
    """
    _limit()
    sys.stdout.buffer.write(json.dumps(_book(path), ensure_ascii=False).encode())


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


def _book(path: Path) -> dict[str, Any]:
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
        "sheets": [_sheet(book, index, left) for index in range(book.nsheets)],
        "styles": [_style(book, xf) for xf in book.xf_list],
        "names": [name for one in book.name_obj_list if (name := _name(one))],
        "date1904": book.datemode == 1,
        "has_macros": "_VBA_PROJECT_CUR".encode("utf-16-le") in content,
    }


def _sheet(book: Any, index: int, left: Left) -> dict[str, Any]:
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
                value = _value(book, cell, is_formula)
                if isinstance(value, str) and (runs := sheet.rich_text_runlist_map.get((row, col))):
                    value = {"runs": _runs(book, value, [(0, book.xf_list[cell.xf_index].font_index), *runs])}
                cells.append([row, col, value, cell.xf_index, is_formula])
    merges = [[r1, c1, r2 - 1, c2 - 1] for r1, r2, c1, c2 in sheet.merged_cells]
    return {
        "name": sheet.name,
        "state": _STATES[min(sheet.visibility, 2)],
        "cells": cells,
        "merges": merges,
        "hidden_rows": sorted(row for row, info in sheet.rowinfo_map.items() if info.hidden),
        "hidden_columns": sorted(col for col, info in sheet.colinfo_map.items() if info.hidden),
        "has_drawing": bool(objects - _NO_PICTURES),
        "comments": _comments(sheet, left),
    }


def _comments(sheet: Any, left: Left) -> list[list[Any]]:
    """[row, column, text] of the cells on which comments hang."""
    found = [[row, col, note.text.strip()] for (row, col), note in sorted(sheet.cell_note_map.items())[:MOST_COMMENTS]]
    for _, _, said in found:
        left.spend(said)
    return [one for one in found if one[2]]


def _value(book: Any, cell: Any, is_formula: bool) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return {"error": xlrd.error_text_from_code.get(cell.value, "#VALUE!")}
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    # LibreOffice, which signs with "Calc", writes 0 for a formula that it did not compute, such as one whose result
    # was an empty text in an .xlsx. Nothing tells this 0 from a result, so it is none.
    return None if is_formula and cell.value == 0 and book.user_name == "Calc" else cell.value


def _runs(book: Any, text: str, runs: list[tuple[int, int]]) -> list[tuple[str, bool, bool]]:
    """The pieces of rich text, from (begin, font): what each says, if it is struck through, and if it is raised."""
    fonts = [book.font_list[font] for _, font in runs]
    ends = [*(begin for begin, _ in runs[1:]), len(text)]
    pieces = zip(runs, ends, fonts, strict=True)
    return [(text[begin:end], bool(font.struck_out), font.escapement == 1) for (begin, _), end, font in pieces]


def _style(book: Any, xf: Any) -> list[Any]:
    format_, font = book.format_map.get(xf.format_key), book.font_list[xf.font_index]
    is_white = book.colour_map.get(font.colour_index) == _WHITE and xf.background.fill_pattern == 0
    return [format_.format_str, format_.type == 1, font.name, bool(font.struck_out), is_white]


def _name(name: Any) -> list[Any] | None:
    """[sheet, name, reference] of a name that means one area; None for any other."""
    import xlrd

    found = name.result
    if found is None or found.kind != xlrd.oREF or not isinstance(found.value, list) or len(found.value) != 1:
        return None
    return [name.scope if name.scope >= 0 else None, name.name, found.text]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
