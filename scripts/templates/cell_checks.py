"""What a sheet refuses and marks while it is filled: validation, prompts, and conditional formats."""

from __future__ import annotations

from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from scripts.model.a1 import cell_name
from scripts.model.form import Column, Form, Leaf
from scripts.model.grid import Layout
from scripts.templates.formulas import conditions
from scripts.templates.styles import Styles
from scripts.wording import constraints, sheet

Area = tuple[int, int, int, int]
_SERIAL_ZERO = date(1899, 12, 30)


class CellChecks:
    """Adds checks to the cells of one form's sheet; areas are first line, first column, last line, last column."""

    def __init__(self, worksheet: Worksheet, styles: Styles, form: Form) -> None:
        self.sheet, self.styles, self.form = worksheet, styles, form

    def validate(self, area: Area, column: Column, leaf: Leaf, live: bool = False) -> None:
        """Let the cells take only what the leaf allows, and mark what was pasted. `live`: they hold totals."""
        options: dict[str, Any] = {
            "input_title": constraints.prompt_title(column),
            "input_message": constraints.prompt(self.form, column, leaf),
            "error_title": sheet.REFUSED,
            "error_message": constraints.refusal(self.form, column, leaf),
            **self._criteria(column, leaf),
        }
        accepted(self.sheet.data_validation(*area, options))
        if leaf.numeric:
            own = cell_name(*area[:2])
            # A total of an item that nobody filled is a text of no letters.
            self.mark(area, f"=AND(ISTEXT({own}),LEN({own})>0)" if live else f"=ISTEXT({own})", "error")
        elif leaf.kind == "date":
            own = cell_name(*area[:2])
            start, end = self._date_limits(column)
            serials = [(d - _SERIAL_ZERO).days for d in (start, end)]
            test = f"=AND(LEN({own})>0,OR(ISTEXT({own}),N({own})<{serials[0]},N({own})>{serials[1]}))"
            self.mark(area, test, "error")

    def mark(self, area: Area, formula: str, level: str) -> None:
        """Paint the cells where the formula, written for the first of them, is true."""
        accepted(
            self.sheet.conditional_format(
                *area, {"type": "formula", "criteria": formula, "format": self.styles.mark(level)}
            )
        )

    def mark_sums(self, layout: Layout) -> None:
        """Mark totals and relations that do not agree."""
        for condition in conditions(layout):
            self.mark(condition.area, condition.formula, condition.level)

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


def accepted(code: int | None) -> None:
    """XlsxWriter answers a refused validation or format with a negative code instead of an exception."""
    if code is not None and code < 0:
        raise ValueError(f"the workbook library refused a validation or a format (code {code})")
