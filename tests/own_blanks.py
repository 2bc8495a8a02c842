"""Our own templates made to look like official blanks: without our marks, prompts, added columns and hidden room."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from scripts.model import grid
from scripts.model.form import Form
from scripts.model.from_schema import build_form
from scripts.templates.workbook import workbook_bytes
from tests.workbooks import FORMS, opened, saved

ROOM = 2  # blank lines under a row that repeats, as paper has them


def with_little_room(code: str) -> Form:
    """The form with as few prepared lines as a printed one."""
    schema: dict[str, Any] = deepcopy(dict(FORMS[code].schema))
    for node in _objects(schema):
        if "room" in node:
            node |= {"room": ROOM, "shown": ROOM}
    return build_form(schema)


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _objects(child)


def own_blank(code: str) -> bytes:
    """The workbook of the form as an office might have issued it."""
    form = with_little_room(code)
    book = opened(workbook_bytes([form]))
    sheet = book[grid.sheet_name(form)]
    for name in book.sheetnames:
        if name != sheet.title:
            del book[name]
    for name in list(book.defined_names):
        del book.defined_names[name]
    for name in list(sheet.defined_names):
        del sheet.defined_names[name]
    book.custom_doc_props = type(book.custom_doc_props)()
    sheet.data_validations.dataValidation.clear()
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    sheet.protection.disable()
    layout = grid.lay_out(form)
    _without_columns(sheet, layout.printed, sheet.max_column)
    _without_prompts(sheet)
    for dimension in sheet.row_dimensions.values():
        dimension.hidden = False
    return saved(book)


def _without_columns(sheet: Worksheet, first: int, last: int) -> None:
    """Clear the columns right of the printed ones (0-based): what we added."""
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_col > first:
            sheet.unmerge_cells(str(merged))
    for row in range(1, sheet.max_row + 1):
        for col in range(first + 1, last + 1):
            sheet.cell(row, col).value = None
            sheet.cell(row, col).style = "Normal"


def _without_prompts(sheet: Worksheet) -> None:
    """Clear what the template says in our own words, and the fields that it adds."""
    for row in sheet.iter_rows():
        ours = [cell for cell in row if isinstance(cell.value, str) and "bổ sung" in cell.value]
        if ours:
            for merged in [m for m in sheet.merged_cells.ranges if m.min_row == ours[0].row]:
                sheet.unmerge_cells(str(merged))
            for col in range(1, sheet.max_column + 1):
                sheet.cell(ours[0].row, col).value = None
                sheet.cell(ours[0].row, col).style = "Normal"


def read_again(content: bytes) -> openpyxl.Workbook:
    """The workbook as openpyxl reads it."""
    return opened(content)
