"""A form that a person typed anew from the printed page into a workbook of their own."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook

from scripts.model import grid
from scripts.model.data import Data, cells, items
from scripts.model.form import Form, Label
from scripts.wording import text
from tests.edits import book_edit
from tests.workbooks import typed


@book_edit
def type_anew(_book: Workbook, form: Form, *, data: Data, **how: Any) -> Workbook:
    """Another workbook, in which the form was typed as in print: no names, no marks, no cover.

    `how`: wording "text" (with the corrections) or "printed", whether with `numbers` of the columns and `merged`
    heads, a `unit` and a `foot`, and how many lines `down` and columns `right` of the corner.
    """
    return _Typist(form, data, **how).book


class _Typist:
    def __init__(
        self, form: Form, data: Data, *, wording: str = "text", numbers: bool = True, merged: bool = True,
        foot: str = "", unit: str = "", down: int = 0, right: int = 0,
    ) -> None:  # fmt: skip
        self.form, self.data, self.right, self.printed = form, data, right, wording == "printed"
        self.book = Workbook()
        self.sheet = self.book.worksheets[0]
        self.layout = grid.lay_out(form, 5 + down, self._room)
        self.up = 0 if numbers else 1
        self._top(down, unit)
        self._header(merged, numbers)
        self._body()
        if foot:
            self.say(self.layout.end - self.up + 1, 1, foot)

    def _room(self, band: grid.Band) -> int:
        return max(len(items(self.form, self.data, table.id, row.key)) for table, row in band.rows)

    def say(self, line: int, col: int, value: Any) -> None:
        cell = self.sheet.cell(line + 1, col + 1 + self.right)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # also where it begins with =

    def words(self, label: Label | None) -> str | None:
        if label is None:
            return None
        return label.printed if self.printed else label.text

    def _top(self, down: int, unit: str) -> None:
        self.say(down, 0, "ĐƠN VỊ GỬI BÁO CÁO")
        self.say(down, 3, self.words(self.form.label))
        self.say(down + 1, 0, self.words(self.form.title))
        if unit:
            self.say(down + 2, 0, "Đơn vị báo cáo:")
            self.say(down + 2, 1, unit)

    def _header(self, merged: bool, numbers: bool) -> None:
        for one in self.layout.headers:
            self.say(one.row, one.col, self.words(one.label))
            if merged and (one.rows > 1 or one.cols > 1):
                self.sheet.merge_cells(
                    start_row=one.row + 1, end_row=one.row + one.rows,
                    start_column=one.col + 1 + self.right, end_column=one.col + one.cols + self.right,
                )  # fmt: skip
        for table in self.form.tables if numbers else ():
            for column in table.columns:
                self.say(self.layout.number_row, self.layout.columns[table.id, column.id], column.number or None)

    def _body(self) -> None:
        bands = {}
        for table, row, band in self.layout.lines():
            bands[table.id, row.key] = band
            number = row.number_printed if self.printed else row.number
            own = {"number": number, "label": self.words(row.label)}
            for column in (column for column in table.stubs.values() if column.id not in row.cells):
                value = own.get(column.stub or "") or text.stub(row, column.stub or "label")
                self.say(band.row - self.up, self.layout.columns[table.id, column.id], value)
        for place, leaf, value in cells(self.form, self.data):
            band = bands[place.table, place.row or ""]
            line = band.row if place.item is None else band.first + place.item
            self.say(line - self.up, self.layout.columns[place.table, place.column or ""], typed(leaf, value))
