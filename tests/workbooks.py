"""The shipped templates as tests use them: made once, filled in as a clerk would, read back, looked at from outside."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from scripts.model import grid
from scripts.model.a1 import parse_reference
from scripts.model.data import Data, cells, put
from scripts.model.form import Form, Leaf, Place
from scripts.model.totals import live_totals
from scripts.schema import catalogue
from scripts.submissions.read import read
from scripts.submissions.submission import Submission
from scripts.templates.workbook import workbook_bytes
from tests import first

FORMS = catalogue.forms()
PRESENT = [form for form in FORMS.values() if form.fillable]
# Forms whose layout is not known yet; tests that need some take the last two, which may be the last to arrive.
ABSENT = [form for form in FORMS.values() if form.status == "absent"]
APART, MISSING = ABSENT[-1], ABSENT[-2]
OTHERS = [form for form in FORMS.values() if not form.fillable]
ALL = "combined"
COMMUNE = "30577"

Area = tuple[Worksheet, int, int, int, int]


@cache
def template(code: str) -> bytes:
    """The blank template of a form, or with ALL the combined workbook."""
    if code == ALL:
        return workbook_bytes(PRESENT, OTHERS)
    return workbook_bytes([FORMS[code]], [form for form in FORMS.values() if form.code != code])


@cache
def seen(code: str) -> openpyxl.Workbook:
    """The blank template as openpyxl sees it; to be looked at, never changed."""
    return opened(template(code))


def opened(content: bytes | Path) -> openpyxl.Workbook:
    """A workbook in openpyxl, formulas as formulas."""
    return openpyxl.load_workbook(BytesIO(content) if isinstance(content, bytes) else content)


def saved(book: openpyxl.Workbook) -> bytes:
    """The workbook as openpyxl writes it."""
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def returned(content: bytes) -> tuple[Submission, ...]:
    """The returns in a workbook; it must not be refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bieu.xlsx"
        path.write_bytes(content)
        reading = read(path, FORMS)
    assert reading.refusal is None, reading.refusal
    return reading.submissions


# Where things stand, told by the defined names alone


def area(book: openpyxl.Workbook, name: str) -> Area:
    """Sheet, first row, first column, last row, last column (from 1) of a defined name."""
    found = parse_reference(book.defined_names[name].attr_text)
    assert found is not None, name
    sheet, row1, col1, row2, col2 = found
    return book[sheet], row1 + 1, col1 + 1, row2 + 1, col2 + 1


def position(book: openpyxl.Workbook, form: Form, place: Place) -> tuple[Worksheet, int, int]:
    """Sheet, row and column (from 1) of a cell of the form's data."""
    assert place.row is not None
    assert place.column is not None
    sheet, _, col, _, _ = area(book, grid.column_name(form, place.table, place.column))
    if place.item is None:
        return sheet, area(book, grid.row_name(form, place.table, place.row))[1], col
    return sheet, area(book, grid.block_name(form, place.table, place.row))[1] + place.item, col


def fill(book: openpyxl.Workbook, form: Form, data: Data) -> None:
    """Type the data into the cells for input; totals are left to the formulas, as their cells are locked."""
    for place, leaf, value in cells(form, data):
        if place not in live_totals(form):
            sheet, row, col = position(book, form, place)
            sheet.cell(row, col).value = typed(leaf, value)


def fill_field(book: openpyxl.Workbook, field: str, value: object, form: Form | None = None) -> None:
    """Type a value into a field of the cover, or of the form's own sheet."""
    sheet, row, col, _, _ = area(book, grid.field_name(field, form))
    sheet.cell(row, col).value = value


def typed(leaf: Leaf, value: Any) -> object:
    """The value as a clerk gives it to the cell."""
    if leaf.kind == "date":
        return date.fromisoformat(value)
    if leaf.kind == "mark":
        return "x"
    if leaf.kind == "choice":
        return dict(leaf.choices)[value]
    return "; ".join(value) if leaf.kind == "list" else value


# Data that leaves no cell out


def specimen(form: Form, step: int = 1) -> Data:
    """Data for every row and every cell but the live totals, two items in every block.

    Numbers count up by `step`; with 0 they are all 0, so that no rule of the form finds an error.
    """
    fresh = _Values(form, step)
    data: Data = {}
    for table in form.tables:
        for row in table.rows:
            for column, leaf in row.cells.items():
                place = Place(table.id, row.key, None, column)
                if place not in live_totals(form):
                    put(form, data, place, fresh.value(leaf))
            for index in range(2 if row.block else 0):
                marked = False
                for column, leaf in (row.block.cells if row.block else {}).items():
                    if leaf.kind == "mark" and marked:
                        continue  # marks of one item exclude each other
                    marked |= leaf.kind == "mark"
                    number = str(index + 1) if column == table.stubs["number"].id else None
                    put(form, data, Place(table.id, row.key, index, column), number or fresh.value(leaf))
    return data


class _Values:
    """Values for one specimen, no two texts alike."""

    def __init__(self, form: Form, step: int) -> None:
        self._numbers, self._texts, self._codes = count(0, step), count(1), count(1)
        self._end = form.period.end if form.period else date(2026, 5, 31)

    def value(self, leaf: Leaf) -> object:
        """The next value that the cell may hold."""
        if leaf.numeric:
            return self._number(leaf)
        if leaf.kind == "date":
            return (self._end - timedelta(days=next(self._numbers) % 300)).isoformat()
        if leaf.kind == "choice":
            return leaf.choices[0][0]
        if leaf.kind == "mark":
            return True
        if leaf.kind == "list":
            return ["T1"]
        return f"T{next(self._codes)}" if leaf.max_length == 20 else f"Văn bản {next(self._texts)}"

    def _number(self, leaf: Leaf) -> float:
        """The next number, within the limits of the cell; not whole where it need not be."""
        number: float = next(self._numbers)
        if leaf.kind == "number":
            number = (number % 100) / 4 if leaf.maximum == 100 else number * 1000.25
        lowest = leaf.minimum or 0
        return lowest + (number if leaf.maximum is None else number % ((leaf.maximum - lowest) or 1))


def envelope(form: Form, **content: Any) -> dict[str, Any]:
    """An envelope without fault, around the given content."""
    period = {"to": form.period.end.isoformat()} if form.period else {"to": "2026-05-31"}
    if form.period and form.period.start:
        period["from"] = form.period.start.isoformat()
    asked = {"money_unit": "trieu_dong", "share_base": "dong_cha"}
    return {
        "form": form.code,
        "version": form.version,
        "unit": {"code": COMMUNE},
        "period": period,
        **{field: asked[field] for field in form.asks},
        **content,
    }


def filled(*forms: Form, more: Mapping[str, Mapping[str, Any]] | None = None) -> bytes:
    """A workbook of the forms with specimens of all zeros, which no rule calls wrong, beside others of that day."""
    envelopes = {form.code: envelope(form, data=specimen(form, 0)) for form in forms}
    of_day = first.FORMS if any(form is forms[0] for form in first.FORMS.values()) else FORMS
    others = [form for code, form in of_day.items() if code not in envelopes]
    return workbook_bytes(forms, others, {**envelopes, **(more or {})})


def block_lines(book: openpyxl.Workbook, form: Form) -> Iterator[tuple[str, str, int, int]]:
    """Table, row, first line and end line (from 1) of every block."""
    for table in form.tables:
        for row in table.rows:
            if row.block:
                _, first, _, last, _ = area(book, grid.block_name(form, table.id, row.key))
                yield table.id, row.key, first, last
