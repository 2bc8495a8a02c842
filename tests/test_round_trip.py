"""What is written into a workbook is what is read out of it, for all data that a schema accepts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.model.data import Data
from scripts.model.form import Form
from scripts.model.totals import with_totals
from scripts.submissions.submission import Submission
from scripts.templates.workbook import workbook_bytes
from scripts.validation.envelope import check_envelope
from scripts.validation.structure import check_structure
from tests.strategies import AS_FOUND, data_of, envelopes, texts
from tests.workbooks import APART, FORMS, MISSING, OTHERS, PRESENT, envelope, filled, opened, returned, saved, specimen

# Workbooks with long blocks take a second each.
EXAMPLES = {"2B": 8, "8B": 4}
CASES = [
    pytest.param(form, settings(AS_FOUND, max_examples=EXAMPLES.get(form.code, 12)), id=form.code) for form in PRESENT
]


def errors(submission: Submission) -> list[str]:
    return [f"{note.cell}: {note.message}" for note in submission.notes if note.severity == "error"]


def content(submission: Submission, form: Form) -> Data:
    return with_totals(form, submission.envelope["data"])


@pytest.mark.parametrize(("form", "setting"), CASES)
def test_the_strategy_makes_what_the_schema_accepts(form: Form, setting: settings):
    """The other tests here prove nothing about valid data unless this holds."""

    @setting
    @given(data=data_of(form))
    def holds(data: Data) -> None:
        assert list(check_structure(form, with_totals(form, data))) == []

    holds()


@pytest.mark.parametrize(("form", "setting"), CASES)
def test_data_comes_back_from_a_workbook(form: Form, setting: settings):
    @setting
    @given(data=data_of(form), base=envelopes(form))
    def holds(data: Data, base: dict[str, Any]) -> None:
        envelope = {**base, "data": data}
        (submission,) = returned(workbook_bytes([form], envelopes={form.code: envelope}))
        assert content(submission, form) == with_totals(form, data)
        assert errors(submission) == []
        assert {**submission.envelope, "data": None} == {**envelope, "data": None}
        assert {finding.code for finding in check_envelope(submission, form)} <= {"money-unit-missing"}

    holds()


def test_all_forms_come_back_from_one_workbook():
    every = st.tuples(*(data_of(form) for form in PRESENT))

    @settings(AS_FOUND, max_examples=3)
    @given(every=every, base=envelopes(PRESENT[0]), asked=envelopes(FORMS["12B"]))
    def holds(every: tuple[Data, ...], base: dict[str, Any], asked: dict[str, Any]) -> None:
        data = {form.code: filled for form, filled in zip(PRESENT, every, strict=True)}
        shared: dict[str, Any] = {key: base[key] for key in ("unit", "prepared_by", "contact") if key in base}
        sent: dict[str, dict[str, Any]] = {}
        for form in PRESENT:
            own = {key: asked[key] for key in form.asks if key in asked}
            period = {k: v for k, v in base["period"].items() if k == "to" or _has_start(form)}
            if form.period and PRESENT[0].period and form.period.end != PRESENT[0].period.end:
                period = envelope(form)["period"]
            sent[form.code] = {
                "form": form.code, "version": form.version, "period": period, "data": data[form.code], **shared, **own
            }  # fmt: skip
        read = returned(workbook_bytes(PRESENT, OTHERS, sent))
        assert [s.code for s in read] == [form.code for form in PRESENT]
        for submission in read:
            form = FORMS[submission.code]
            assert content(submission, form) == with_totals(form, data[form.code])
            assert errors(submission) == []
            assert {**submission.envelope, "data": None} == {**sent[form.code], "data": None}

    holds()


def _has_start(form: Form) -> bool:
    return form.period is not None and form.period.start is not None


@settings(AS_FOUND, max_examples=10)
@given(file=texts(200), note=texts(200))
def test_forms_declared_on_the_cover_come_back(file: str, note: str):
    """One form inside is nil; of those not inside, one is sent apart and one is nil."""
    inside = FORMS["1B"]
    unit = {"code": "30577"}
    sent: dict[str, dict[str, Any]] = {
        "1B": {"form": "1B", "version": inside.version, "unit": unit, "nil": True, "note": note,
               "period": {"from": "2025-07-01", "to": "2026-05-31"}},
        APART.code: {"form": APART.code, "version": APART.version, "unit": unit, "attached": {"file": file}},
        MISSING.code: {"form": MISSING.code, "version": MISSING.version, "unit": unit, "nil": True},
    }  # fmt: skip
    read = {s.code: s for s in returned(workbook_bytes([inside], OTHERS, sent))}
    assert set(read) == {"1B", APART.code, MISSING.code}
    period = {"from": "2025-07-01", "to": "2026-05-31"}
    for code, submission in read.items():
        assert submission.envelope == {**sent[code], "period": period}
        assert submission.file.endswith("/bieu.xlsx")
        assert list(check_envelope(submission, FORMS[code])) == []


def test_names_are_found_in_any_case():
    """As the programs that write workbooks take them."""
    form = FORMS["13B"]
    book = opened(filled(form))
    names = dict(book.defined_names)
    book.defined_names.clear()
    for name, defined in names.items():
        defined.name = name.upper()
        book.defined_names[defined.name] = defined
    (submission,) = returned(saved(book))
    assert errors(submission) == []
    assert content(submission, form) == with_totals(form, specimen(form, 0))
