"""Write the cover sheet: who reports, for which time, which forms are inside and which are not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.workbook import Workbook

from scripts.model import grid
from scripts.model.a1 import quote_sheet
from scripts.model.form import Form
from scripts.schema import registry
from scripts.templates.body import as_date
from scripts.templates.form_sheet import cell_reference
from scripts.templates.measure import LINE
from scripts.templates.styles import Styles
from scripts.wording import sheet

Envelope = Mapping[str, Any]


class Cover:
    """The cover of a workbook that holds `inside` and lists `others` of the same review."""

    def __init__(
        self,
        workbook: Workbook,
        styles: Styles,
        inside: Sequence[Form],
        others: Sequence[Form],
        envelopes: Mapping[str, Envelope],
    ) -> None:
        self.workbook, self.styles = workbook, styles
        self.inside, self.others, self.envelopes = inside, others, envelopes
        self.sheet = workbook.add_worksheet(sheet.COVER)
        self.line = 0
        self.fields: dict[tuple[str, str], tuple[int, int]] = {}

    def write(self) -> None:
        """Write everything."""
        ws = self.sheet
        for col, width in enumerate((40, 54, 22, 38)):
            ws.set_column(col, col, width)
        self._text(sheet.COVER_TITLE, "heading")
        self._text(sheet.COVER_ADDED, "ours")
        for step in sheet.HOW_TO:
            self._text(step, "plain")
        self.line += 1
        self._fields()
        self.line += 1
        self._forms(sheet.COVER_FORMS, self.inside, (sheet.STATE_FILLED, sheet.STATE_NIL), sheet.COVER_STATE_PROMPT)
        if self.others:
            self.line += 1
            states = (sheet.STATE_ATTACHED, sheet.STATE_NIL, sheet.STATE_MISSING)
            self._forms(sheet.COVER_OTHERS, self.others, states, sheet.COVER_ATTACH_PROMPT)
        ws.set_paper(9)
        ws.set_landscape()
        ws.fit_to_pages(1, 0)
        ws.set_footer("&R&9Trang &P/&N")
        ws.protect("", {"format_columns": True, "format_rows": True})

    def _text(self, words: str, style: str) -> None:
        self.sheet.write_string(self.line, 0, words, self.styles(style))
        self.line += 1

    def _fields(self) -> None:
        first: Envelope = next(iter(self.envelopes.values()), {})
        unit = first.get("unit", {})
        self._field(
            "unit", sheet.COVER_UNIT, sheet.unit_choice(unit), list_of="=" + grid.field_name("units"), open_list=True
        )
        kind = str(unit.get("kind", ""))
        kind = registry.kinds().get(kind, kind)
        self._field("unit_kind", sheet.COVER_KIND, kind, list_of="=" + grid.field_name("kinds"))
        start, end = self._period()
        self._fixed("period_from", sheet.COVER_FROM, start)
        self._fixed("period_to", sheet.COVER_TO, end)
        self._field("prepared_by", sheet.COVER_PREPARED_BY, first.get("prepared_by", ""))
        self._field("contact", sheet.COVER_CONTACT, first.get("contact", ""))

    def _period(self) -> tuple[str, str]:
        """First and last day as the returns give them, else as printed; forms with a cut-off only have no first.

        Of several periods that of most forms: there is room for one, and the others stand on their forms' sheets.
        """
        given = [envelope.get("period", {}) for envelope in self.envelopes.values()]
        if not given:
            periods = [form.period for form in self.inside if form.period]
            given = [{"from": p.start.isoformat() if p.start else "", "to": p.end.isoformat()} for p in periods]
        ends = Counter(period["to"] for period in given if "to" in period)
        end = max(ends, key=lambda day: ends[day], default="")
        starts = [period["from"] for period in given if period.get("from") and period.get("to") in (end, None)]
        return min(starts, default=""), end

    def _field(self, name: str, label: str, value: str, list_of: str | None = None, open_list: bool = False) -> None:
        ws = self.sheet
        ws.write_string(self.line, 0, label, self.styles("field"))
        ws.write_string(self.line, 1, value, self.styles("field_input"))
        if list_of:
            options: dict[str, Any] = {
                "validate": "list",
                "source": list_of,
                "error_message": sheet.PICK_ONE,
                "error_title": sheet.REFUSED,
            }
            if open_list:
                options.update(input_title=sheet.COVER_UNIT, input_message=sheet.COVER_UNIT_PROMPT, show_error=False)
            ws.data_validation(self.line, 1, self.line, 1, options)
        self._name(name, self.line, 1)
        self.line += 1

    def _fixed(self, name: str, label: str, iso: str) -> None:
        self.sheet.write_string(self.line, 0, label, self.styles("field"))
        if day := as_date(iso):
            self.sheet.write_datetime(self.line, 1, day, self.styles("field_fixed"))
        else:
            self.sheet.write_string(self.line, 1, iso, self.styles("field_fixed"))  # as it was typed
        self._name(name, self.line, 1)
        self.line += 1

    def _forms(self, heading: str, forms: Sequence[Form], states: Sequence[str], prompt: str) -> None:
        self._text(heading, "echo")
        for col, head in enumerate(sheet.COVER_HEADS):
            self.sheet.write_string(self.line, col, head, self.styles("header"))
        self.line += 1
        for form in forms:
            self._form(form, states, prompt)

    def _form(self, form: Form, states: Sequence[str], prompt: str) -> None:
        ws, envelope = self.sheet, self.envelopes.get(form.code, {})
        if form in self.inside:
            ws.write_url(
                self.line, 0, f"internal:{quote_sheet(grid.sheet_name(form))}!A1", self.styles("link"), form.label.text
            )
            title = form.title.text if form.title else ""
            ws.write_string(self.line, 1, title, self.styles("cell"))
            ws.set_row(self.line, LINE * (len(title) // 40 + 1))
        else:
            ws.write_string(self.line, 0, form.label.text, self.styles("cell"))
            why = sheet.why_missing(form)
            ws.write_string(self.line, 1, why, self.styles("cell"))
            ws.set_row(self.line, LINE * (len(why) // 55 + 1))
        state = states[0] if form in self.inside else ""
        if envelope.get("nil"):
            state = sheet.STATE_NIL
        elif "attached" in envelope:
            state = sheet.STATE_ATTACHED
        ws.write_string(self.line, 2, state, self.styles("field_input"))
        options = {"validate": "list", "source": list(states), "input_message": prompt, "error_message": sheet.PICK_ONE}
        ws.data_validation(self.line, 2, self.line, 2, options)
        note = envelope.get("attached", {}).get("file") or envelope.get("note", "")
        ws.write_string(self.line, 3, note, self.styles("field_input"))
        self._name("state", self.line, 2, form)
        self._name("note", self.line, 3, form)
        self.line += 1

    def _name(self, field: str, row: int, col: int, form: Form | None = None) -> None:
        reference = f"={quote_sheet(sheet.COVER)}!{cell_reference(row, col)}"
        self.workbook.define_name(grid.field_name(field, form), reference)
        self.fields[field, form.code if form else ""] = (row, col)
