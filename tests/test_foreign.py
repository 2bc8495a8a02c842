"""Returns saved as .ods are read by another reader in a process apart, or refused as ever; .xls is always refused."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from scripts.submissions import opendocument
from scripts.submissions.read import read
from scripts.templates.workbook import workbook_bytes
from scripts.validation.run import check_paths
from tests import hostile, libreoffice
from tests.test_odd import example, flat
from tests.workbooks import FORMS, OTHERS, PRESENT

ODS = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}


def test_a_return_saved_as_ods_gives_its_data(soffice: str, tmp_path: Path):
    """All forms in one workbook, filled with their completed examples; every one is found by its print."""
    unit = example("1B", 1)["unit"]
    given = {form.code: {**example(form.code, 1), "unit": unit} for form in PRESENT}
    source = tmp_path / "bieu.xlsx"
    source.write_bytes(workbook_bytes(PRESENT, OTHERS, given))
    path = libreoffice.convert(soffice, source, "ods", tmp_path / "out")
    submissions = {s.code: s for s in read(path, FORMS).submissions}
    assert submissions.keys() == given.keys()
    for form in PRESENT:
        submission = submissions[form.code]
        assert flat(form, submission.envelope["data"]) == flat(form, given[form.code]["data"]), form.code
        assert submission.envelope["unit"] == unit
        for field in form.asks:
            assert submission.envelope.get(field) == given[form.code][field]
        assert submission.tally is not None
        assert submission.tally.lost == 0
    told = {(f.code, f.cell) for f in check_paths([path], FORMS).findings}
    before = {(f.code, f.cell) for f in check_paths([source], FORMS).findings}
    assert {code for code, _ in told - before} == {"found-by-print", "values-only"}
    assert before <= told


def test_without_the_extra_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(opendocument, "LIBRARY", "no_such_library")
    (refused,) = check_paths([hostile.pack(tmp_path / "bieu.ods", ODS)], FORMS).findings
    assert refused.code == "is-ods"


def test_a_broken_one_is_refused(tmp_path: Path):
    (refused,) = check_paths([hostile.pack(tmp_path / "bieu.ods", ODS)], FORMS).findings
    assert refused.code == "is-ods"


def test_one_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def run(command: list[str], **options: Any) -> None:
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr(subprocess, "run", run)
    (refused,) = check_paths([hostile.pack(tmp_path / "bieu.ods", ODS)], FORMS).findings
    assert refused.code == "is-ods"


def test_an_old_binary_workbook_is_refused(tmp_path: Path):
    path = tmp_path / "bieu.xls"
    path.write_bytes(hostile.ole2("Workbook"))
    (refused,) = check_paths([path], FORMS).findings
    assert refused.code == "is-xls"
