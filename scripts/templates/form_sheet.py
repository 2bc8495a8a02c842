"""Write one form as a sheet: title, added fields, header tree, body, notes, names and print set-up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from scripts.model import grid
from scripts.model.a1 import column_name as letter
from scripts.model.a1 import quote_sheet
from scripts.model.data import Data, items
from scripts.model.form import Form, Place
from scripts.model.grid import Band
from scripts.schema.catalogue import submission_schema
from scripts.templates.body import Body
from scripts.templates.cell_checks import Area, accepted
from scripts.templates.formulas import Addresses
from scripts.templates.measure import CAPITALS, column_width, height, line_count
from scripts.templates.signatures import write_signatures
from scripts.templates.styles import Styles
from scripts.wording import constraints, sheet, text


def preamble_lines(form: Form) -> int:
    """Lines above the header: label, title, subtitle or period, unit, one for each asked field, a gap."""
    return 4 + len(form.asks) + 1


class FormSheet:
    """The sheet of one form in one workbook, with the data of a return if there is one, some of it `struck` through."""

    def __init__(
        self,
        workbook: Workbook,
        styles: Styles,
        form: Form,
        data: Data | None = None,
        envelope: Mapping[str, Any] | None = None,
        struck: Collection[Place] = (),
    ) -> None:
        self.workbook, self.styles, self.form = workbook, styles, form
        self.data, self.envelope, self.struck = data or {}, envelope or {}, struck
        self.layout = grid.lay_out(form, preamble_lines(form), self._room)
        self.addresses = Addresses(self.layout)
        self.name = grid.sheet_name(form)
        self.sheet: Worksheet = workbook.add_worksheet(self.name)
        self.fields = {field: (4 + offset, self._field_column()) for offset, field in enumerate(form.asks)}

    def _room(self, band: Band) -> int:
        """The lines that the schema prepares, more where the data needs more, and the end line."""
        room = max(row.block.room for _, row in band.rows if row.block)
        return max([room, *(len(items(self.form, self.data, t.id, r.key)) for t, r in band.rows)]) + 1

    def write(self) -> None:
        """Write everything."""
        self._columns()
        self._preamble()
        self._header()
        Body(self.sheet, self.styles, self.layout, self.data, self.struck).write()
        end = self._notes(self.layout.end)
        end = write_signatures(self.form, end + 1, self._printed_widths(), self._merge)
        self._names()
        self._page(end)

    def position(self, place: Place) -> tuple[int, int]:
        """Line and column, from 0, of a place: a row without a column is its first cell, a column alone its number."""
        table = self.form.table(place.table)
        col = self.layout.columns[place.table, place.column or table.columns[0].id]
        if place.row is None:
            return self.layout.number_row, col
        band = self.addresses.band(place.table, place.row)
        return band.row if place.item is None else band.first + place.item, col

    # ------------------------------------------------------------------ frame

    def _columns(self) -> None:
        for table in self.form.tables:
            for column in table.columns:
                position = self.layout.columns[table.id, column.id]
                self.sheet.set_column(position, position, column_width(column))
        if any(band.has_block for band in self.layout.bands):
            self.sheet.set_column(self.layout.width, self.layout.width, 46)

    def _printed_widths(self) -> list[int]:
        widths = {self.layout.columns[t.id, c.id]: column_width(c) for t in self.form.tables for c in t.columns}
        return [widths[position] for position in range(self.layout.printed)]

    def _span_width(self, first: int, last: int) -> int:
        widths = {self.layout.columns[t.id, c.id]: column_width(c) for t in self.form.tables for c in t.columns}
        return sum(widths[i] for i in range(first, last + 1))

    def _merge(self, line: int, first: int, last: int, words: str, style: str) -> None:
        """Write the words over the columns and make the line high enough for them."""
        self._write_over((line, first, line, last), words, self.styles(style))
        width = self._span_width(first, last) * (CAPITALS if style in _IN_CAPITALS else 1)
        self.sheet.set_row(line, height(line_count(words, width)))

    def _write_over(self, area: Area, words: str, style: Format) -> None:
        """Write words into one cell, or into several that are merged for them."""
        if area[:2] != area[2:]:
            self.sheet.merge_range(*area, "", style)
        self.sheet.write_string(*area[:2], words, style)

    def _preamble(self) -> None:
        form, last = self.form, self.layout.printed - 1
        self._merge(0, 0, last, form.label.text, "code")
        if form.title:
            self._merge(1, 0, last, form.title.text, "title")
        if form.subtitle:
            self._merge(2, 0, last, form.subtitle.text, "subtitle")
        elif form.period and form.title and text.day(form.period.end) not in form.title.text:
            self._merge(2, 0, last, sheet.period(form.period), "ours_center")
        self.sheet.write_string(3, 0, sheet.UNIT, self.styles("ours"))
        position = self._field_column()
        unit = sheet.unit_choice(self.envelope.get("unit", {}))
        formula = f'=IF({grid.field_name("unit")}="","………………………………",{grid.field_name("unit")})'
        self.sheet.write_formula(3, position, formula, self.styles("echo"), unit or "………………………………")
        for field, (line, column) in self.fields.items():
            self._asked(line, column, field)
        for table in form.tables:
            if table.unit:
                columns = [self.layout.columns[table.id, c.id] for c in table.columns]
                printed = [position for position in columns if position <= last]
                self._merge(self.layout.top - 1, min(printed), max(printed), table.unit.text, "unit")

    def _field_column(self) -> int:
        """First data column right of the stubs: the added fields are filled there."""
        return min(2, self.layout.printed - 1)

    def _asked(self, line: int, position: int, field: str) -> None:
        node = submission_schema()["properties"][field]
        titles = {c["const"]: c["title"] for c in node["oneOf"]}
        self.sheet.write_string(line, 0, sheet.asked(node["title"]), self.styles("ours"))
        last = min(position + 2, self.layout.printed - 1)
        given = str(self.envelope.get(field, ""))
        value = titles.get(given, given)
        self.sheet.merge_range(line, position, line, last, value, self.styles("field_input"))
        options = {
            "validate": "list",
            "source": list(titles.values()),
            "input_title": node["title"][: constraints.TITLE_LIMIT],
            "input_message": node["description"][: constraints.PROMPT_LIMIT],
            "error_title": sheet.REFUSED,
            "error_message": sheet.PICK_ONE,
        }
        accepted(self.sheet.data_validation(line, position, line, position, options))
        self.workbook.define_name(grid.field_name(field, self.form), self._reference(line, position))

    def _header(self) -> None:
        for head in self.layout.headers:
            style = self.styles("header_ours" if head.label.added or head.label.lost else "header")
            last_row, last_col = head.row + head.rows - 1, head.col + head.cols - 1
            self._write_over((head.row, head.col, last_row, last_col), head.label.text, style)
        for line, points in self._header_heights().items():
            self.sheet.set_row(line, points)
        for table in self.form.tables:
            for column in table.columns:
                style = self.styles("number_ours" if column.number_added else "number")
                position = self.layout.columns[table.id, column.id]
                if column.number:
                    self.sheet.write_string(self.layout.number_row, position, column.number, style)
                else:
                    self.sheet.write_blank(self.layout.number_row, position, None, style)

    def _header_heights(self) -> dict[int, float]:
        """Heights that let the words of every header cell fit, spread over the lines it spans."""
        heights = dict.fromkeys(range(self.layout.top, self.layout.number_row), 1.0)
        for head in sorted(self.layout.headers, key=lambda h: h.rows):
            needed = line_count(head.label.text, self._span_width(head.col, head.col + head.cols - 1))
            lines = range(head.row, head.row + head.rows)
            missing = needed - sum(heights[n] for n in lines)
            if missing > 0:
                heights[lines[-1]] += missing
        return {line: height(count) for line, count in heights.items()}

    # ------------------------------------------------------------------ foot

    def _notes(self, line: int) -> int:
        for note in self.form.notes:
            self._merge(line, 0, self.layout.printed - 1, note.label.text, "note")
            line += 1
        return line

    def _reference(self, r1: int, c1: int, r2: int | None = None, c2: int | None = None) -> str:
        first = cell_reference(r1, c1)
        last = f":{cell_reference(r2, c2 if c2 is not None else c1)}" if r2 is not None else ""
        return f"={quote_sheet(self.name)}!{first}{last}"

    def _names(self) -> None:
        for table in self.form.tables:
            for column in table.columns:
                position = self.layout.columns[table.id, column.id]
                name = grid.column_name(self.form, table.id, column.id)
                self.workbook.define_name(name, self._reference(self.layout.number_row, position))
            anchor = self.layout.columns[table.id, table.columns[0].id]
            for row in table.rows:
                band = self.addresses.band(table.id, row.key)
                self.workbook.define_name(
                    grid.row_name(self.form, table.id, row.key), self._reference(band.row, anchor)
                )
                if row.block:
                    name = grid.block_name(self.form, table.id, row.key)
                    self.workbook.define_name(name, self._reference(band.first, anchor, band.last))

    def _page(self, end: int) -> None:
        layout, form, ws = self.layout, self.form, self.sheet
        ws.set_paper(_PAPER[form.paper])
        if form.landscape:
            ws.set_landscape()
        ws.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.7)
        ws.fit_to_pages(1, 0)
        ws.center_horizontally()
        ws.repeat_rows(layout.top, layout.number_row)
        ws.print_area(0, 0, end - 1, layout.printed - 1)
        ws.set_footer(f"&L&9{sheet.footer(form)}&R&9Trang &P/&N")
        ws.freeze_panes(layout.number_row + 1, 2)
        blocks = any(band.has_block for band in layout.bands)
        ws.protect("", {**_ALLOWED, "insert_rows": blocks, "delete_rows": blocks})


_IN_CAPITALS = ("title", "sign", "sign_ours")
_PAPER = {"A4": 9, "A3": 8}  # numbers of paper sizes in SpreadsheetML
_ALLOWED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}


def cell_reference(row: int, col: int) -> str:
    """An absolute A1 address."""
    return f"${letter(col)}${row + 1}"
