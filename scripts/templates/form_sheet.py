"""Write one form as a sheet: header tree, rows, blocks, validation, live totals, marks and print set-up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import ceil
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from scripts.model import grid
from scripts.model.a1 import cell_name, quote_sheet
from scripts.model.a1 import column_name as letter
from scripts.model.data import Data, items, value_at
from scripts.model.form import Column, Form, Leaf, Place, Row, Table
from scripts.model.grid import Band
from scripts.model.totals import live_totals, recompute
from scripts.schema.catalogue import submission_schema
from scripts.templates.formulas import Addresses, conditions, total_formula
from scripts.templates.styles import Styles
from scripts.wording import constraints, sheet, text

_WIDTHS = {"integer": 12, "number": 15, "date": 13, "text": 24, "mark": 10, "choice": 18, "list": 16}
_STUB_WIDTHS = {"number": 7, "label": 40}
_LINE = 15.5


def preamble_lines(form: Form) -> int:
    """Lines above the header: label, title, subtitle or period, unit, one for each asked field, a gap."""
    return 4 + len(form.asks) + 1


class FormSheet:
    """The sheet of one form in one workbook, with the data of a return if there is one."""

    def __init__(
        self,
        workbook: Workbook,
        styles: Styles,
        form: Form,
        data: Data | None = None,
        envelope: Mapping[str, Any] | None = None,
    ) -> None:
        self.workbook, self.styles, self.form = workbook, styles, form
        self.data, self.envelope = data or {}, envelope or {}
        self.layout = grid.lay_out(form, preamble_lines(form), self._room)
        self.addresses = Addresses(self.layout)
        self.name = grid.sheet_name(form)
        self.sheet: Worksheet = workbook.add_worksheet(self.name)

    def _room(self, band: Band) -> int:
        """The lines that the schema prepares, more where the data needs more, and the end line."""
        room = max(row.block.room for _, row in band.rows if row.block)
        return max([room, *(len(items(self.form, self.data, t.id, r.key)) for t, r in band.rows)]) + 1

    def write(self) -> None:
        """Write everything."""
        self._columns()
        self._preamble()
        self._header()
        for band in self.layout.bands:
            self._heading(band)
            if band.has_block:
                self._block(band)
        end = self._notes(self.layout.end)
        end = self._signatures(end + 1)
        self._conditions()
        self._names()
        self._page(end)

    # ------------------------------------------------------------------ frame

    def _columns(self) -> None:
        for table in self.form.tables:
            for column in table.columns:
                position = self.layout.columns[table.id, column.id]
                self.sheet.set_column(position, position, self._width(column))
        if any(band.has_block for band in self.layout.bands):
            self.sheet.set_column(self.layout.width, self.layout.width, 46)

    def _width(self, column: Column) -> int:
        if column.width:
            return column.width
        if column.leaf is None:
            return _STUB_WIDTHS[column.stub or "label"]
        return _WIDTHS[column.leaf.kind]

    def _span_width(self, first: int, last: int) -> int:
        widths = {self.layout.columns[t.id, c.id]: self._width(c) for t in self.form.tables for c in t.columns}
        return sum(widths[i] for i in range(first, last + 1))

    def _merge(self, line: int, first: int, last: int, words: str, style: str) -> None:
        made = self.styles(style)
        if first == last:
            self.sheet.write_string(line, first, words, made)
        else:
            self.sheet.merge_range(line, first, line, last, "", made)
            self.sheet.write_string(line, first, words, made)
        # Capitals in bold are about a quarter wider than the running text that column widths count.
        width = self._span_width(first, last) * (0.72 if style == "title" else 1)
        self.sheet.set_row(line, _LINE * _line_count(words, width) + 3)

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
        for offset, field in enumerate(form.asks):
            self._asked(4 + offset, position, field)

    def _field_column(self) -> int:
        """First data column right of the stubs: the added fields are filled there."""
        return min(2, self.layout.printed - 1)

    def _asked(self, line: int, position: int, field: str) -> None:
        node = submission_schema()["properties"][field]
        titles = {c["const"]: c["title"] for c in node["oneOf"]}
        self.sheet.write_string(line, 0, sheet.asked(node["title"]), self.styles("ours"))
        last = min(position + 2, self.layout.printed - 1)
        value = titles.get(str(self.envelope.get(field)), "")
        self.sheet.merge_range(line, position, line, last, value, self.styles("field_input"))
        options = {
            "validate": "list",
            "source": list(titles.values()),
            "input_title": node["title"][: constraints.TITLE_LIMIT],
            "input_message": node["description"][: constraints.PROMPT_LIMIT],
            "error_title": sheet.REFUSED,
            "error_message": sheet.PICK_ONE,
        }
        _done(self.sheet.data_validation(line, position, line, position, options))
        self.workbook.define_name(grid.field_name(field, self.form), self._reference(line, position))

    def _header(self) -> None:
        for head in self.layout.headers:
            style = self.styles("header_ours" if head.label.added or head.label.lost else "header")
            last_row, last_col = head.row + head.rows - 1, head.col + head.cols - 1
            if (last_row, last_col) == (head.row, head.col):
                self.sheet.write_string(head.row, head.col, head.label.text, style)
            else:
                self.sheet.merge_range(head.row, head.col, last_row, last_col, "", style)
                self.sheet.write_string(head.row, head.col, head.label.text, style)
        for line, height in self._header_heights().items():
            self.sheet.set_row(line, height)
        for table in self.form.tables:
            for column in table.columns:
                style = self.styles("number_ours" if column.number_added else "number")
                position = self.layout.columns[table.id, column.id]
                self.sheet.write_string(self.layout.number_row, position, column.number, style)

    def _header_heights(self) -> dict[int, float]:
        """Heights that let the words of every header cell fit, spread over the lines it spans."""
        heights = dict.fromkeys(range(self.layout.top, self.layout.number_row), 1.0)
        for head in sorted(self.layout.headers, key=lambda h: h.rows):
            needed = _line_count(head.label.text, self._span_width(head.col, head.col + head.cols - 1))
            lines = range(head.row, head.row + head.rows)
            missing = needed - sum(heights[n] for n in lines)
            if missing > 0:
                heights[lines[-1]] += missing
        return {line: _LINE * count + 3 for line, count in heights.items()}

    # ------------------------------------------------------------------ rows

    def _heading(self, band: Band) -> None:
        live, tallest = live_totals(self.form), 1
        for table, row in band.rows:
            bold = row.level == 1
            stubs = table.stubs
            for column in table.columns:
                position = self.layout.columns[table.id, column.id]
                place = Place(table.id, row.key, None, column.id)
                if column is stubs.get("number"):
                    style = self.styles("stub_number", bold=bold, italic=row.italic)
                    self.sheet.write_string(band.row, position, row.number, style)
                elif column is stubs.get("label"):
                    style = self.styles("stub_label", bold=bold, italic=row.italic)
                    self.sheet.write_string(band.row, position, row.label.text, style)
                    tallest = max(tallest, _line_count(row.label.text, self._width(column)))
                elif place in live:
                    self._total(band, position, place, row.cells[column.id], bold)
                elif column.id in row.cells:
                    self._input(band.row, position, column, row.cells[column.id], place, bold)
                else:
                    self.sheet.write_blank(band.row, position, None, self.styles("blank"))
        self.sheet.set_row(band.row, _LINE * tallest + 3)

    def _total(self, band: Band, position: int, place: Place, leaf: Leaf, bold: bool) -> None:
        total = live_totals(self.form)[place]
        formula = total_formula(self.addresses, self.form, total)
        value = value_at(self.form, self.data, place)
        style = self.styles.input(leaf, locked=True, bold=bold)
        if value is not None and value != recompute(self.form, self.data, total, {}):
            self._value(band.row, position, leaf, value, bold)  # the person's own total stays as it was given
            return
        self.sheet.write_formula(band.row, position, formula, style, "" if value is None else value)

    def _input(self, line: int, position: int, column: Column, leaf: Leaf, place: Place, bold: bool = False) -> None:
        value = value_at(self.form, self.data, place)
        self._value(line, position, leaf, value, bold)
        self._validate(line, position, line, position, column, leaf)

    def _value(self, line: int, position: int, leaf: Leaf, value: Any, bold: bool = False) -> None:
        style = self.styles.input(leaf, bold=bold)
        if value is None:
            self.sheet.write_blank(line, position, None, style)
        elif leaf.kind == "mark" and value is True:
            self.sheet.write_string(line, position, "x", style)
        elif leaf.kind == "choice":
            self.sheet.write_string(line, position, dict(leaf.choices).get(value, str(value)), style)
        elif leaf.kind == "list" and isinstance(value, list):
            self.sheet.write_string(line, position, "; ".join(map(str, value)), style)
        elif leaf.kind == "date" and (day := _as_date(value)):
            self.sheet.write_datetime(line, position, day, style)
        elif isinstance(value, bool):
            self.sheet.write_boolean(line, position, value, style)
        elif isinstance(value, int | float):
            self.sheet.write_number(line, position, value, style)
        else:
            self.sheet.write_string(line, position, str(value), style)

    def _block(self, band: Band) -> None:
        filled = max(len(items(self.form, self.data, t.id, r.key)) for t, r in band.rows)
        visible = max(band.shown, filled + 2 if filled else 0)
        for line in range(band.first, band.last + 1):
            for table, row in band.rows:
                self._block_line(line, line - band.first, table, row, last=line == band.last)
            if band.first + visible <= line < band.last:
                self.sheet.set_row(line, None, None, {"hidden": True})
        for table, row in band.rows:
            if row.block:
                self._block_validation(band, table, row)
        self._end_line(band, visible)

    def _block_line(self, line: int, index: int, table: Table, row: Row, last: bool) -> None:
        for column in table.columns:
            position = self.layout.columns[table.id, column.id]
            if last:
                first = column is table.columns[0]
                if first:
                    self.sheet.write_string(line, position, sheet.REPEAT, self.styles("end"))
                else:
                    self.sheet.write_blank(line, position, None, self.styles("end"))
            elif row.block and column.id in row.block.cells:
                value = value_at(self.form, self.data, Place(table.id, row.key, index, column.id))
                self._value(line, position, row.block.cells[column.id], value)
            else:
                self.sheet.write_blank(line, position, None, self.styles("blank"))

    def _block_validation(self, band: Band, table: Table, row: Row) -> None:
        assert row.block is not None
        for column in table.columns:
            leaf = row.block.cells.get(column.id)
            position = self.layout.columns[table.id, column.id]
            if leaf:
                # The end line is included: lines inserted just above it inherit the validation.
                self._validate(band.first, position, band.last, position, column, leaf)
            if column.id in row.block.required:
                first = min(self.layout.columns[table.id, c] for c in row.block.cells)
                last = max(self.layout.columns[table.id, c] for c in row.block.cells if not table.column(c).label.added)
                line = band.first + 1
                filled = f"COUNTA(${letter(first)}{line}:${letter(last)}{line})>0"
                not_end = f'${letter(first)}{line}<>"{sheet.REPEAT}"'
                test = f"=AND({filled},{not_end},ISBLANK({letter(position)}{line}))"
                self._mark((band.first, position, band.last, position), test, "missing")

    def _end_line(self, band: Band, visible: int) -> None:
        """A line beside the block's end that says how to unfold lines, and warns of values in folded ones."""
        ranges = [
            self.addresses.block(t.id, r.key, t.stubs["label"].id)
            for t, r in band.rows
            if r.block and "label" in t.stubs
        ]
        if not ranges or band.first + visible >= band.last:
            return
        hidden = "+".join(f"COUNTA({r})-SUBTOTAL(103,{r})" for r in ranges)
        first, last = band.first + visible + 1, band.last
        say, warn = sheet.more_lines(first, last), sheet.hidden_values(first, last)
        formula = f'=IF({hidden}>0,"{warn}","{say}")'
        self.sheet.write_formula(band.last, self.layout.width, formula, self.styles("ours"), say)

    # ------------------------------------------------------------------ validation and marks

    def _validate(self, r1: int, c1: int, r2: int, c2: int, column: Column, leaf: Leaf) -> None:
        options: dict[str, Any] = {
            "input_title": constraints.prompt_title(column),
            "input_message": constraints.prompt(self.form, column, leaf),
            "error_title": sheet.REFUSED,
            "error_message": constraints.refusal(self.form, column, leaf),
            **self._criteria(column, leaf),
        }
        _done(self.sheet.data_validation(r1, c1, r2, c2, options))
        if leaf.numeric:
            self._mark((r1, c1, r2, c2), f"=ISTEXT({cell_name(r1, c1)})", "error")
        elif leaf.kind == "date":
            own = cell_name(r1, c1)
            start, end = self._date_limits(column)
            serials = [(d - date(1899, 12, 30)).days for d in (start, end)]
            test = f"=AND(LEN({own})>0,OR(ISTEXT({own}),N({own})<{serials[0]},N({own})>{serials[1]}))"
            self._mark((r1, c1, r2, c2), test, "error")

    def _criteria(self, column: Column, leaf: Leaf) -> dict[str, Any]:
        if leaf.numeric:
            kind = {"validate": "integer" if leaf.kind == "integer" else "decimal"}
            if leaf.maximum is not None:
                return {**kind, "criteria": "between", "minimum": leaf.minimum, "maximum": leaf.maximum}
            return {**kind, "criteria": ">=", "value": leaf.minimum}
        if leaf.kind == "date":
            start, end = self._date_limits(column)
            return {"validate": "date", "criteria": "between", "minimum": start, "maximum": end}
        if leaf.kind == "mark":
            return {"validate": "list", "source": ["x"]}
        if leaf.kind == "choice":
            return {"validate": "list", "source": [title for _, title in leaf.choices]}
        if leaf.kind == "text" and leaf.max_length:
            return {"validate": "length", "criteria": "<=", "value": leaf.max_length}
        return {"validate": "any"}

    def _date_limits(self, column: Column) -> tuple[date, date]:
        held = any(r.kind == "date_in_period" and r["column"] == column.id for r in self.form.rules)
        if held and self.form.period and self.form.period.start:
            return self.form.period.start, self.form.period.end
        return date(1945, 1, 1), date(2099, 12, 31)

    def _mark(self, area: tuple[int, int, int, int], formula: str, level: str) -> None:
        _done(
            self.sheet.conditional_format(
                *area, {"type": "formula", "criteria": formula, "format": self.styles.mark(level)}
            )
        )

    def _conditions(self) -> None:
        for condition in conditions(self.layout):
            self._mark(condition.area, condition.formula, condition.level)

    # ------------------------------------------------------------------ foot

    def _notes(self, line: int) -> int:
        for note in self.form.notes:
            self._merge(line, 0, self.layout.printed - 1, note.label.text, "note")
            line += 1
        return line

    def _signatures(self, line: int) -> int:
        last, half = self.layout.printed - 1, self.layout.printed // 2
        if half < 1:
            return line
        self._merge(line, 0, half - 1, sheet.PREPARED_BY, "sign")
        self._merge(line, half, last, sheet.SIGNED_BY, "sign")
        self._merge(line + 1, 0, last, sheet.SIGNATURES_ADDED, "ours_center")
        return line + 5

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
        ws.set_paper(9)
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


def _as_date(value: Any) -> date | None:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _line_count(words: str, width: float) -> int:
    """Lines that the words take in a cell of the width in characters (bold Times is a little narrower)."""
    return max(1, sum(ceil(len(part) / max(width * 1.02, 1)) for part in words.split("\n")))


def _done(code: int | None) -> None:
    """XlsxWriter answers a refused validation or format with a negative code instead of an exception."""
    if code is not None and code < 0:
        raise ValueError(f"the workbook library refused a validation or a format (code {code})")
