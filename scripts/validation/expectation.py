"""What a check says of an example return, as YAML and as a workbook: the content of the `.expected` file beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.findings import Finding, in_order
from scripts.model.form import Form
from scripts.submissions.read import read
from scripts.templates.workbook import workbook_bytes
from scripts.validation.check import check_reading

Expectation = dict[str, Any]


def of_document(path: Path, forms: Mapping[str, Form]) -> list[Finding]:
    """What a check says of the file, in the report's order."""
    return in_order(check_reading(read(path, forms), forms))


def of_workbook(envelope: Mapping[str, Any], forms: Mapping[str, Form]) -> list[Finding]:
    """What a check says of the template that holds the return; a form without a sheet goes onto another's cover."""
    form = forms[envelope["form"]]
    host = form if form.fillable else next(one for one in forms.values() if one.fillable)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(workbook_bytes([host], [] if host is form else [form], {form.code: envelope}))
        found = of_document(path, forms)
    return found if host is form else [one for one in found if one.form != host.code]


def expectation(of_text: Sequence[Finding], of_sheet: Sequence[Finding]) -> Expectation:
    """Every finding with its place in the text and in the sheet; in two lists where they are not the same ones."""
    cells = {_about(found): found for found in of_sheet}
    if len(cells) == len(of_sheet) and {_about(found) for found in of_text} == cells.keys():
        return {"findings": [_entry(found, cells[_about(found)]) for found in of_text]}
    return {
        "findings": [_entry(found) for found in of_text],
        "workbook_findings": [_entry(None, found) for found in of_sheet],
    }


def without_workbook(of_text: Sequence[Finding], why: str) -> Expectation:
    """The expectation of a case that no workbook can carry, and why."""
    return {"workbook": why, "findings": [_entry(found) for found in of_text]}


def same(one: Expectation, other: Expectation) -> bool:
    """Whether both demand the same of a check, however they are written."""
    return _demands(one) == _demands(other)


def sentences(told: Expectation) -> Counter[str]:
    """What is said, wherever it stands."""
    return Counter(entry["message"] for entry in told["findings"])


def _about(found: Finding) -> tuple[str, ...]:
    return found.code, found.severity, found.rule, found.row, found.column


def _entry(text: Finding | None, sheet: Finding | None = None) -> dict[str, str]:
    said = text or sheet
    assert said is not None
    entry = {
        "code": said.code,
        "severity": said.severity,
        "rule": said.rule,
        "path": text.path if text else "",
        "cell": f"{sheet.sheet}!{sheet.cell}" if sheet and sheet.cell else "",
        "message": said.message,
        "message_in_workbook": sheet.message if text and sheet and sheet.message != text.message else "",
    }
    return {key: value for key, value in entry.items() if value}


def _demands(told: Expectation) -> tuple[object, ...]:
    """The findings on the text in their order; those on the workbook in any, None where it cannot carry the case."""
    findings: list[dict[str, str]] = told["findings"]
    of_text = [_demand(entry, "path", "message") for entry in findings]
    if "workbook" in told:
        return of_text, None
    of_sheet: list[dict[str, str]] = told.get("workbook_findings", findings)
    return of_text, Counter(_demand(entry, "cell", "message_in_workbook") for entry in of_sheet)


def _demand(entry: Mapping[str, str], where: str, message: str) -> tuple[str, ...]:
    said = entry.get(message) or entry["message"]
    return (*(entry.get(key, "") for key in ("code", "severity", "rule", where)), said)
