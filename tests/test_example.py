"""A filled workbook becomes an example of the tests, and what is taken down with it is what was worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from scripts.__main__ import main
from scripts.schema import catalogue
from scripts.submissions.from_document import read_document
from scripts.validation.example import NoExampleError, make
from tests.case_files import Case, _expected, cases, filled_cases
from tests.workbooks import filled

FORMS = catalogue.forms()
# One of each form: each takes a second.
VALID = list({case.code: case for case in reversed(cases("valid")) if case.form.fillable}.values())
# Those whose values a workbook gives back as they were written, so that both ways must say the same.
INVALID = [
    case
    for case in filled_cases()
    if case.path.stem in ("cong-chi-sai", "tong-so-khac-ba-cot", "giai-quyet-qua-so-co", "ngay-ngoai-ky", "ghi-trung")
]


def test_there_are_cases():
    assert len(VALID) >= 6
    assert len(INVALID) == 5


@pytest.mark.parametrize("case", VALID, ids=lambda case: case.name)
def test_a_valid_case_is_made_again_from_its_workbook(case: Case, tmp_path: Path):
    target = tmp_path / "valid" / "a.yaml"
    assert make(case.fill(tmp_path), target, FORMS).files == (target,)
    again = read_document(target, "a.yaml", FORMS).envelope
    assert {k: v for k, v in again.items() if k != "data"} == {k: v for k, v in case.envelope.items() if k != "data"}


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_what_is_taken_down_is_what_was_worked_out(case: Case, tmp_path: Path):
    target = tmp_path / "invalid" / "a.yaml"
    make(case.fill(tmp_path), target, FORMS)
    taken = yaml.safe_load(target.with_suffix(".expected").read_text("utf-8"))
    assert [_expected(node) for node in taken["findings"]] == case.findings


def test_nothing_is_made_of_what_is_no_example(tmp_path: Path):
    good, bad = VALID[0], INVALID[0]
    source = good.fill(tmp_path)
    with pytest.raises(NoExampleError, match="không thấy gì sai"):
        make(source, tmp_path / "invalid" / "a.yaml", FORMS)
    with pytest.raises(NoExampleError, match="còn lỗi"):
        make(bad.fill(tmp_path), tmp_path / "valid" / "a.yaml", FORMS)
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    with pytest.raises(NoExampleError):
        make(tmp_path / "b.xlsx", tmp_path / "valid" / "a.yaml", FORMS)
    assert not (tmp_path / "valid").exists()
    assert not (tmp_path / "invalid").exists()
    make(source, tmp_path / "valid" / "a.yaml", FORMS)
    with pytest.raises(NoExampleError, match="Đã có"):
        make(source, tmp_path / "valid" / "a.yaml", FORMS)


def test_the_command_says_what_it_wrote(tmp_path: Path):
    (tmp_path / "a.xlsx").write_bytes(filled(FORMS["1B"]))
    target = tmp_path / "valid" / "a.yaml"
    done = CliRunner().invoke(main, ["example", str(tmp_path / "a.xlsx"), str(target)])
    assert (done.exit_code, target.is_file()) == (0, True), done.output
    assert target.as_posix() in done.output
    again = CliRunner().invoke(main, ["example", str(tmp_path / "a.xlsx"), str(target)])
    assert (again.exit_code, "Traceback" in again.output) == (2, False)
