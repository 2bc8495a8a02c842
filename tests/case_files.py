"""The example returns in tests/cases: what each is, what a check must say of it, and how to fill it in."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from scripts.findings import Finding
from scripts.model.form import Form
from scripts.schema import catalogue
from scripts.submissions.from_document import read_document
from scripts.templates.workbook import workbook_bytes

CASES = Path(__file__).parent / "cases"
HOST = "1B"  # the form in whose workbook a form without a sheet is declared


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """One finding of an `.expected` file; `path` in the document, `cell` as sheet!cell of the workbook.

    `message_in_workbook` is given only where one types the thing otherwise in a sheet than in a document.
    """

    cell: str
    path: str
    code: str
    severity: str
    rule: str
    message: str
    message_in_workbook: str = ""

    @property
    def in_document(self) -> tuple[str, str, str, str, str]:
        """What a check of the YAML must say."""
        return self.code, self.severity, self.rule, self.path, self.message

    @property
    def in_workbook(self) -> tuple[str, str, str, str, str]:
        """What a check of the filled template must say."""
        return self.code, self.severity, self.rule, self.cell, self.message_in_workbook or self.message


@dataclass(frozen=True, slots=True)
class Case:
    """An example return: `code` is its folder's form, `kind` is valid or invalid."""

    code: str
    kind: str
    path: Path

    @property
    def name(self) -> str:
        """How the case is named in a test's output."""
        return f"{self.code}/{self.kind}/{self.path.stem}"

    @property
    def form(self) -> Form:
        """The form of the case's folder."""
        return catalogue.forms()[self.code]

    @property
    def expected_file(self) -> Path:
        """Where an invalid case says what is expected."""
        return self.path.with_suffix(".expected")

    @property
    def envelope(self) -> dict[str, Any]:
        """The return, as the product reads it."""
        return read_document(self.path, self.path.name, catalogue.forms()).envelope

    @property
    def findings(self) -> list[Expected]:
        """What a check of the YAML must find, in the report's order."""
        return [_expected(node) for node in _expectation(self.expected_file)["findings"]]

    @property
    def workbook_findings(self) -> list[Expected] | None:
        """What a check of the filled template must find, in any order; None where none can carry the case."""
        said = _expectation(self.expected_file)
        if "workbook" in said:
            return None
        return [_expected(node) for node in said.get("workbook_findings", said["findings"])]

    def fill(self, folder: Path) -> Path:
        """Write the return into the form's template; a form without a sheet goes onto another's cover."""
        inside, others = ([self.form], []) if self.form.fillable else ([catalogue.forms()[HOST]], [self.form])
        target = folder / f"{self.path.stem}.xlsx"
        target.write_bytes(workbook_bytes(inside, others, {self.code: self.envelope}))
        return target


@cache
def cases(kind: str) -> tuple[Case, ...]:
    """Every valid or invalid case, in the order of the folders' names."""
    return tuple(Case(p.parts[-3], kind, p) for p in sorted(CASES.glob(f"*/{kind}/*.yaml")))


def example(code: str, which: int = 1) -> dict[str, Any]:
    """The return of one of the form's valid cases, counted from 1."""
    return [case for case in cases("valid") if case.code == code][which - 1].envelope


def filled_cases() -> list[Case]:
    """The invalid cases that a workbook can carry."""
    return [case for case in cases("invalid") if case.workbook_findings is not None]


def present_forms() -> list[Form]:
    """The forms that can be filled."""
    return [form for form in catalogue.forms().values() if form.fillable]


def in_document(found: Finding) -> tuple[str, str, str, str, str]:
    """A finding on a document, as `Expected.in_document` gives it."""
    return found.code, found.severity, found.rule, found.path, found.message


def in_workbook(found: Finding) -> tuple[str, str, str, str, str]:
    """A finding on a workbook, as `Expected.in_workbook` gives it."""
    cell = f"{found.sheet}!{found.cell}" if found.cell else ""
    return found.code, found.severity, found.rule, cell, found.message


def in_json(report: str) -> list[tuple[str, str, str, str, str]]:
    """The findings of a report in JSON, as `Expected.in_document` gives them."""
    found = json.loads(report)["findings"]
    return [(f["code"], f["severity"], f.get("rule", ""), f.get("path", ""), f["message"]) for f in found]


@cache
def _expectation(path: Path) -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    if not said.get("findings") or said.keys() - {"findings", "workbook", "workbook_findings"}:
        raise ValueError(f"{path}: findings, and perhaps workbook or workbook_findings, are expected")
    if "workbook" in said and "workbook_findings" in said:
        raise ValueError(f"{path}: a case that no workbook can carry has no findings in one")
    return said


def _expected(node: dict[str, str]) -> Expected:
    return Expected(**{"cell": "", "path": "", "rule": "", **node})
