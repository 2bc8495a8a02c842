"""Many files are checked in processes: the same findings in the same order, and no file takes the others with it."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from scripts import paths
from scripts.pages import downloads, places
from scripts.schema import catalogue
from scripts.templates.report import report_bytes
from scripts.validation import run
from scripts.validation.formats import as_github, as_json, as_text
from scripts.validation.one_file import Job, not_checked
from scripts.validation.processes import each
from scripts.validation.run import UNREADABLE, How, Outcome, check_packages, check_paths
from tests.dying import double, lost

FORMS = catalogue.forms()


def shown(outcome: Outcome) -> list[str]:
    return [as_text(outcome, verbose=True), as_json(outcome, strict=True, verbose=True), as_github(outcome)]


def test_processes_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    offered = downloads.workbooks()
    given = {places.example(code): offered[places.example(code)] for code in ("1B", "2B", "12B", "13B")}
    given[places.REPORT] = report_bytes(catalogue.outline())
    given |= {path.name: path.read_bytes() for path in (paths.PACKAGES / "xa").glob("*.yaml")}
    for name, content in given.items():
        (tmp_path / PurePath(name).name).write_bytes(content)
    (tmp_path / "hỏng.xlsx").write_bytes(b"PK")
    (tmp_path / "~$hỏng.xlsx").write_bytes(b"")
    monkeypatch.setattr(run, "FEW", 2)
    monkeypatch.setattr(run, "SMALL", 1)
    said: list[tuple[int, int]] = []
    how = How(2, lambda done, total: said.append((done, total)))
    alone, together = check_paths([tmp_path], FORMS), check_paths([tmp_path], FORMS, how=how)
    assert shown(together) == shown(alone)
    assert said == [(n, len(alone.files)) for n in range(len(alone.files) + 1)]
    assert len(alone.accounts) > 2
    assert shown(check_packages([tmp_path], FORMS, how)) == shown(check_packages([tmp_path], FORMS))


def test_a_process_that_dies_costs_only_its_own_answer():
    numbers = list(range(40))
    assert list(each(double, numbers, 2, lost)) == [-n if n in (3, 30) else 2 * n for n in numbers]


def test_a_file_whose_process_died_is_said_not_to_be_read():
    checked = not_checked(Job(Path("a/x.xlsx")))
    assert checked.reading.refusal is not None
    outcome = Outcome((checked.reading.file,), 0, 0, checked.findings)
    assert outcome.exit_code() == UNREADABLE
    assert "a/x.xlsx: KHÔNG ĐỌC ĐƯỢC" in as_text(outcome)
