"""A workbook's cover has room for one period; a form whose figures are of another keeps its own."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from scripts.model.from_schema import build_form
from scripts.submissions.read import read
from scripts.templates.workbook import workbook_bytes
from scripts.validation.check import check_reading
from tests import first
from tests.first import FORMS
from tests.workbooks import envelope, specimen

SCHEMA = first.schema("13B")
SCHEMA["x-form"]["period"]["to"] = "2026-06-30"
LATER = build_form(SCHEMA)
INSIDE = {"1B": FORMS["1B"], "2B": FORMS["2B"], "13B": LATER}


@pytest.mark.parametrize("order", [("1B", "2B", "13B"), ("13B", "2B", "1B")])
@pytest.mark.parametrize("returned", [False, True], ids=["blank", "filled"])
def test_each_form_of_a_workbook_has_its_own_period(tmp_path: Path, order: tuple[str, ...], returned: bool):
    forms = [INSIDE[code] for code in order]
    given = {form.code: envelope(form, data=specimen(form, 0)) for form in forms} if returned else None
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_bytes(forms, envelopes=given))
    cover = openpyxl.load_workbook(path)["Thông tin"]
    shown = [f"{cell.value:%d/%m/%Y}" for cell in cover["B"] if cell.is_date and cell.value]
    assert shown == ["01/07/2025", "31/05/2026"]
    reading = read(path, INSIDE)
    assert {one.code: one.envelope["period"] for one in reading.submissions} == {
        "1B": {"from": "2025-07-01", "to": "2026-05-31"},
        "2B": {"from": "2025-07-01", "to": "2026-05-31"},
        "13B": {"from": "2025-07-01", "to": "2026-06-30"},
    }
    assert "period-differs" not in {found.code for found in check_reading(reading, INSIDE)}


def test_a_period_that_is_of_no_form_is_still_an_error(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_bytes(list(INSIDE.values())))
    book = openpyxl.load_workbook(path)
    (to,) = (cell for cell in book["Thông tin"]["B"] if cell.is_date and cell.value and cell.value.month == 5)
    to.value = to.value.replace(year=2025)
    book.save(path)
    found = check_reading(read(path, INSIDE), INSIDE)
    # What 1B and 2B have in common is said once.
    assert [one.form for one in found if one.code == "period-differs"] == ["1B", "13B"]


def test_a_number_that_says_how_it_is_made_is_called_by_its_own_number():
    columns = {number: deepcopy(FORMS["1B"].tables[0].columns[-1]) for number in ("(3)", "(3)=(4)+(5)", "3", "A")}
    assert {number: replace(column, number=number).bare_number for number, column in columns.items()} == {
        "(3)": "3", "(3)=(4)+(5)": "3", "3": "3", "A": "A",
    }  # fmt: skip
