"""Every example in tests/cases passes or fails as expected: in Python, on the command line, as a workbook."""

import json
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from scripts.__main__ import main
from scripts.findings import Finding, count
from scripts.model.a1 import parse_cell
from scripts.model.form import Form
from scripts.model.totals import with_totals
from scripts.schema import catalogue
from scripts.submissions.read import read
from scripts.validation.run import check_paths
from scripts.wording.messages import MESSAGES
from tests.case_files import (
    CASES,
    HOST,
    Case,
    cases,
    filled_cases,
    in_document,
    in_json,
    in_workbook,
    present_forms,
)

ROOT = CASES.parent.parent
ODD = CASES.parent / "odd"
MIN_VALID, MIN_INVALID = 2, 8

each_valid = pytest.mark.parametrize("case", cases("valid"), ids=lambda c: c.name)
each_invalid = pytest.mark.parametrize("case", cases("invalid"), ids=lambda c: c.name)
each_filled = pytest.mark.parametrize("case", filled_cases(), ids=lambda c: c.name)
each_form = pytest.mark.parametrize("form", present_forms(), ids=lambda f: f.code)

# Findings that neither a document nor an odd workbook can bring about.
ELSEWHERE = {
    "files-passed-over": "it is said of a folder: tests/test_edited_workbooks.py",
    "temporary-passed-over": "it is said of a folder: tests/test_cli.py",
    "archives-passed-over": "it is said of a folder: tests/together",
    "values-only": "it needs another program to write one: tests/test_opendocument.py",
    "old-template": "it needs an older version of a form: tests/migrations",
    "old-template-breaks": "it needs an older version of a form: tests/migrations",
    "cells-unaccounted": "it would be a fault of the reader: tests/test_edited_workbooks.py",
}


def check(path: Path) -> list[Finding]:
    return list(check_paths([path], catalogue.forms()).findings)


def check_filled(case: Case, folder: Path) -> list[Finding]:
    """The findings on the case as a workbook; where another form lends its workbook, without that form's."""
    filled = case.fill(folder)
    found = check(filled)
    assert {f.file for f in found} <= {filled.as_posix()}
    return found if case.form.fillable else [f for f in found if f.form != HOST]


# ---------------------------------------------------------------- valid


@each_valid
def test_valid_case_has_no_errors(case: Case):
    assert [in_document(f) for f in check(case.path) if f.severity == "error"] == []


@pytest.mark.parametrize("code", [form.code for form in present_forms()])
def test_completed_example_has_no_findings_at_all(code: str):
    first = min(case.path for case in cases("valid") if case.code == code)
    assert [in_document(f) for f in check(first)] == []


def rounds() -> list[list[Path]]:
    """The valid cases, each form at most once in a round: most are of one unit, which sends a form once."""
    by_form: dict[str, list[Path]] = {}
    for case in cases("valid"):
        by_form.setdefault(case.code, []).append(case.path.relative_to(ROOT))
    return [[path for path in nth if path] for nth in zip_longest(*by_form.values())]


def test_every_valid_case_is_in_a_round():
    assert sorted(ROOT / path for some in rounds() for path in some) == sorted(case.path for case in cases("valid"))


@pytest.mark.parametrize("some", rounds(), ids=str)
def test_valid_cases_pass_on_the_command_line(some: list[Path]):
    paths = [path.as_posix() for path in some]
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "validate", *paths, "--format", "json"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    report = json.loads(done.stdout)
    assert (report["files"], report["returns"], report["errors"]) == (paths, len(paths), 0)


@each_valid
def test_valid_case_comes_back_from_the_template(case: Case, tmp_path: Path):
    form, given = case.form, case.envelope
    filled = case.fill(tmp_path)
    submission = next(s for s in read(filled, catalogue.forms()).submissions if s.code == case.code)
    assert submission.file == filled.as_posix()
    back = submission.envelope
    if "data" in given:
        given["data"] = with_totals(form, given["data"])
        back["data"] = with_totals(form, back["data"])
    assert back == given


@each_valid
def test_valid_case_has_the_same_findings_as_a_workbook(case: Case, tmp_path: Path):
    found = check_filled(case, tmp_path)
    assert count(found, "error") == 0
    assert sorted((f.code, f.rule, f.message) for f in found) == sorted(
        (f.code, f.rule, f.message) for f in check(case.path)
    )


# ---------------------------------------------------------------- invalid


@each_invalid
def test_invalid_case_has_exactly_the_expected_findings(case: Case):
    assert [in_document(f) for f in check(case.path)] == [e.in_document for e in case.findings]


@each_invalid
def test_invalid_case_fails_on_the_command_line(case: Case):
    arguments = ["validate", str(case.path), "--format", "json"]
    plain, strict = (CliRunner().invoke(main, [*arguments, *more]) for more in ([], ["--strict"]))
    assert in_json(plain.stdout) == [e.in_document for e in case.findings]
    has_errors = any(e.severity == "error" for e in case.findings)
    assert (plain.exit_code, strict.exit_code) == (1 if has_errors else 0, 1)
    assert json.loads(plain.stdout)["exit_code"] == plain.exit_code
    assert json.loads(strict.stdout)["exit_code"] == strict.exit_code


@pytest.mark.parametrize("code", sorted({case.code for case in cases("invalid")}))
def test_invalid_case_fails_in_a_process_of_its_own(code: str):
    case = next(c for c in cases("invalid") if c.code == code and c.findings[0].severity == "error")
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "validate", str(case.path.relative_to(ROOT)), "--format", "json"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert in_json(done.stdout) == [e.in_document for e in case.findings]


@each_filled
def test_invalid_case_has_the_same_findings_as_a_workbook(case: Case, tmp_path: Path):
    found = check_filled(case, tmp_path)
    expected = case.workbook_findings or []
    assert sorted(in_workbook(f) for f in found) == sorted(e.in_workbook for e in expected)
    assert all(f.sheet for f in found)
    for sheet in {f.sheet for f in found}:
        spots = [parse_cell(f.cell) for f in found if f.sheet == sheet and f.cell]
        assert spots == sorted(spots), "findings follow the sheet, line by line"


# ---------------------------------------------------------------- the list itself


def test_every_rule_speaks_in_some_case():
    said = {e.rule for case in cases("invalid") for e in case.findings}
    assert {rule.id for form in present_forms() for rule in form.rules} == said - {""}


def test_every_message_occurs():
    said = {e.code for case in cases("invalid") for e in case.findings}
    odd = [yaml.safe_load(path.read_text("utf-8")) for path in ODD.glob("*.yaml")]
    said |= {found["code"] for case in odd for found in case["findings"]}
    assert set(MESSAGES) - said == set(ELSEWHERE)


@each_form
def test_every_form_has_enough_cases(form: Form):
    of_form = {kind: [c for c in cases(kind) if c.code == form.code] for kind in ("valid", "invalid")}
    assert len(of_form["valid"]) >= MIN_VALID
    assert len(of_form["invalid"]) >= MIN_INVALID


@each_form
def test_every_rule_of_a_form_is_broken_in_its_own_folder(form: Form):
    said = {e.rule for case in cases("invalid") if case.code == form.code for e in case.findings}
    assert {rule.id for rule in form.rules} == said - {""}


def test_cases_and_expectations_belong_together():
    invalid = {case.expected_file for case in cases("invalid")}
    assert set(CASES.rglob("*.expected")) == invalid
    known = {case.path for kind in ("valid", "invalid") for case in cases(kind)} | invalid
    assert {path for path in CASES.rglob("*") if path.is_file()} == known


def test_every_case_stands_in_the_folder_of_a_known_form():
    assert {case.code for kind in ("valid", "invalid") for case in cases(kind)} <= set(catalogue.forms())
