"""Write the rows of a form: headings with live totals, and blocks with room, checks and an end line."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scripts.model.a1 import column_name as letter
from scripts.model.data import Data, items, value_at
from scripts.model.form import Column, Leaf, Place, Row, Table
from scripts.model.grid import Band, Layout
from scripts.model.totals import Total, live_totals, recompute, total_at
from scripts.templates.cell_checks import CellChecks
from scripts.templates.formulas import Addresses, total_formula
from scripts.templates.measure import column_width, height, line_count
from scripts.templates.styles import Styles
from scripts.wording import sheet, text


class Body:
    """The lines of a laid-out form on its sheet, with the data of a return if there is one."""

    def __init__(
        self, worksheet: Worksheet, styles: Styles, layout: Layout, data: Data, struck: Collection[Place] = ()
    ) -> None:
        self.sheet, self.styles, self.layout, self.data, self.struck = worksheet, styles, layout, data, struck
        self.form = layout.form
        self.addresses = Addresses(layout)
        self.checks = CellChecks(worksheet, styles, layout.form)

    def write(self) -> None:
        """Write every band and mark what does not add up."""
        for band in self.layout.bands:
            self._heading(band)
            if band.has_block:
                self._block(band)
        self.checks.mark_sums(self.layout)

    def _heading(self, band: Band) -> None:
        live, tallest = live_totals(self.form), 1
        for table, row in band.rows:
            bold = row.level == 1 or not (row.cells or row.block or row.asked)
            indent = 2 if table.is_part(row) else 0
            for column in table.columns:
                position = self.layout.columns[table.id, column.id]
                place = Place(table.id, row.key, None, column.id)
                if place in live:
                    style = self.styles.input(row.cells[column.id], live=True, locked=True, bold=bold)
                    self._total(band.row, position, live[place], row.cells[column.id], style)
                elif column.id in row.cells:
                    self._input(band.row, position, column, row.cells[column.id], place, bold)
                elif column.stub:
                    words = text.stub(row, column.stub)
                    style = self.styles("stub_number", bold=bold, italic=row.italic)
                    if column.stub == "label":
                        style = self.styles("stub_label", bold=bold, italic=row.italic, indent=indent)
                    self.sheet.write_string(band.row, position, words, style)
                    tallest = max(tallest, line_count(words, column_width(column)))
                else:
                    self.sheet.write_blank(band.row, position, None, self.styles("blank"))
        self.sheet.set_row(band.row, height(max(tallest, self._lines_of(None, band))))

    def _total(self, line: int, position: int, total: Total, leaf: Leaf, style: Format) -> None:
        formula = total_formula(self.addresses, self.form, total)
        value = value_at(self.form, self.data, total.place)
        if value is not None and value != recompute(self.form, self.data, total, {}):
            bold = bool(style.bold)
            self._value(line, position, leaf, total.place, bold)  # the person's own total stays as it was given
            return
        self.sheet.write_formula(line, position, formula, style, "" if value is None else value)

    def _input(self, line: int, position: int, column: Column, leaf: Leaf, place: Place, bold: bool = False) -> None:
        self._value(line, position, leaf, place, bold)
        self.checks.validate((line, position, line, position), column, leaf)

    def _value(self, line: int, position: int, leaf: Leaf, place: Place, bold: bool = False) -> None:
        value = value_at(self.form, self.data, place)
        style = self.styles.input(leaf, bold=bold, struck=place in self.struck)
        if value is None:
            self.sheet.write_blank(line, position, None, style)
        elif leaf.kind == "mark" and value is True:
            self.sheet.write_string(line, position, "x", style)
        elif leaf.kind == "choice":
            self.sheet.write_string(line, position, dict(leaf.choices).get(value, str(value)), style)
        elif leaf.kind == "list" and isinstance(value, list):
            self.sheet.write_string(line, position, "; ".join(map(str, value)), style)
        elif leaf.kind == "date" and (day := as_date(value)):
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
            if line - band.first < filled:
                self.sheet.set_row(line, height(self._lines_of(line - band.first, band)))
            if band.first + visible <= line < band.last:
                self.sheet.set_row(line, None, None, {"hidden": True})
        for table, row in band.rows:
            if row.block:
                self._block_validation(band, table, row)
        self._end_line(band, visible)

    def _lines_of(self, index: int | None, band: Band) -> int:
        """Text lines that the fullest cell of an item needs, or of the row itself; programs do not always fit these."""
        needed = 1
        for table, row in band.rows:
            for column in table.columns if index is None or row.block else ():
                value = value_at(self.form, self.data, Place(table.id, row.key, index, column.id))
                if isinstance(value, str):
                    needed = max(needed, line_count(value, column_width(column)))
        return needed

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
                self._item_cell(line, position, Place(table.id, row.key, index, column.id), row.block.cells[column.id])
            else:
                self.sheet.write_blank(line, position, None, self.styles("blank"))

    def _item_cell(self, line: int, position: int, place: Place, leaf: Leaf) -> None:
        """A cell of an item; a total stays unlocked, since a protected sheet deletes no lines with locked cells."""
        if total := total_at(self.form, place):
            self._total(line, position, total, leaf, self.styles.input(leaf, live=True))
        else:
            self._value(line, position, leaf, place)

    def _block_validation(self, band: Band, table: Table, row: Row) -> None:
        assert row.block is not None
        totals = {c for c in row.block.cells if total_at(self.form, Place(table.id, row.key, 0, c))}
        for column in table.columns:
            leaf = row.block.cells.get(column.id)
            position = self.layout.columns[table.id, column.id]
            if leaf:
                # The end line is included: lines inserted just above it inherit the validation.
                area = (band.first, position, band.last, position)
                self.checks.validate(area, column, leaf, live=column.id in totals)
            if column.id in row.block.required:
                first = min(self.layout.columns[table.id, c] for c in row.block.cells)
                last = max(self.layout.columns[table.id, c] for c in row.block.cells if not table.column(c).label.added)
                line = band.first + 1
                cells = f"${letter(first)}{line}:${letter(last)}{line}"
                # Totals that wait for their parts are formulas, which COUNTA counts.
                filled = f"SUMPRODUCT(--(LEN({cells})>0))>0" if totals else f"COUNTA({cells})>0"
                not_end = f'${letter(first)}{line}<>"{sheet.REPEAT}"'
                test = f"=AND({filled},{not_end},ISBLANK({letter(position)}{line}))"
                self.checks.mark((band.first, position, band.last, position), test, "missing")

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


def as_date(value: Any) -> date | None:
    """The day that a value of the data means; None for one that is no day written as 2026-05-31."""
    try:
        return value if isinstance(value, date) else datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007
    except (TypeError, ValueError):
        return None
