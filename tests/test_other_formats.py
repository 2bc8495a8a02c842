"""Returns saved as .ods or .xls say what they say as .xlsx; an .xls is read in a process apart, or refused as ever."""

from __future__ import annotations

import struct
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scripts.findings import Finding
from scripts.model.a1 import parse_reference
from scripts.submissions import xls
from scripts.submissions.contents import ErrorValue, Workbook
from scripts.submissions.read import read
from scripts.submissions.xlsx import read_workbook
from scripts.templates.workbook import workbook_bytes
from scripts.validation.run import check_paths
from tests import hostile, libreoffice
from tests.case_files import example, filled_cases
from tests.workbooks import FORMS, OTHERS, PRESENT

FORMATS = ("xlsx", "ods", "xls")
# One invalid return of each form, and all that a workbook of all forms holds.
SOME = {case.code: case for case in reversed(filled_cases())}


@pytest.fixture(scope="module")
def saved(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Path]]:
    """Filled workbooks as written here ("") and as LibreOffice saved them anew in each format."""
    folder = tmp_path_factory.mktemp("formats")
    unit = example("1B", 1)["unit"]
    whole = folder / "bieu.xlsx"
    given = {form.code: {**example(form.code, 1), "unit": unit} for form in PRESENT}
    whole.write_bytes(workbook_bytes(PRESENT, OTHERS, given))
    sources = [whole]
    for code, case in SOME.items():
        sources.append(case.fill(folder).rename(folder / f"{code}.xlsx"))
    made = {"": sources, **{to: libreoffice.convert_all(soffice, sources, to, folder / to) for to in FORMATS}}
    return {source.stem: {to: paths[n] for to, paths in made.items()} for n, source in enumerate(sources)}


def said(path: Path) -> Counter[tuple[str, ...]]:
    """What is said of the return, without the one note on the format."""
    found = [f for f in check_paths([path], FORMS).findings if f.code != "old-format"]
    return Counter((f.code, f.severity, f.rule, f.sheet, f.cell, f.message.replace(path.name, "")) for f in found)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", ["bieu", *SOME])
def test_the_format_changes_neither_data_nor_findings(saved: dict[str, dict[str, Path]], name: str, to: str):
    before, after = saved[name][""], saved[name][to]
    mine, theirs = read(before, FORMS).submissions, read(after, FORMS).submissions
    assert mine
    assert [s.envelope for s in theirs] == [s.envelope for s in mine]
    assert not any(s.by_print for s in theirs)
    assert all(s.tally is None or s.tally.lost == 0 for s in theirs)
    assert said(after) == said(before) != Counter()
    notes = [f.code for f in check_paths([after], FORMS).findings if f.code == "old-format"]
    assert notes == ["old-format"] * (to == "xls")


def test_what_libreoffice_did_not_compute_is_no_figure(saved: dict[str, dict[str, Path]]):
    """It writes 0 for it in an .xls: here for the unit's name, which a formula repeats on each form's sheet."""
    book = read_workbook(saved["bieu"]["xls"])
    (page,) = (page for page in book.sheets if page.name == "Biểu 1B")
    echo, total = page.cells[3, 2], page.cells[8, 2]
    assert (echo.value, echo.kind, echo.is_formula) == (None, "blank-formula", True)
    assert (total.value, total.is_formula) == (31, True)


def test_old_workbooks_keep_names_formats_and_states(saved: dict[str, dict[str, Path]]):
    one, other = (read_workbook(saved["bieu"][to]) for to in ("", "xls"))
    assert [(page.name, page.state) for page in one.sheets] == [(page.name, page.state) for page in other.sheets]
    assert {name: parse_reference(where) for name, where in one.names.items()}.items() <= {
        name: parse_reference(where) for name, where in other.names.items()
    }.items()
    assert styles(one) == styles(other)
    assert [set(page.merges) for page in one.sheets] == [set(page.merges) for page in other.sheets]
    assert other.formulas_unknown
    assert not any(page.has_drawing for page in other.sheets)  # lists to choose from are drawn, too


def styles(book: Workbook) -> set[tuple[object, ...]]:
    return {
        (page.name, place, cell.is_date, cell.font)
        for page in book.sheets
        for place, cell in page.cells.items()
        if not cell.is_formula and cell.value != ""  # LibreOffice writes no empty texts
    }


# ------------------------------------------------------------ workbooks of Excel 97 made by hand


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def biff(cells: bytes, by: str = "Nguyen", start: bytes = b"") -> bytes:
    """A workbook stream with the one sheet S: the records of its cells, and who wrote it."""
    globals_ = record(0x809, struct.pack("<HHHHII", 0x600, 5, 3515, 1996, 0, 6)) + start
    globals_ += record(0x5C, struct.pack("<HB", len(by), 0) + by.encode().ljust(109))
    globals_ += record(0x31, struct.pack("<HHHHHBBBxBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 5, 0) + b"Arial") * 4
    globals_ += record(0xE0, bytes(20)) * 16
    end = record(0x0A)
    sheet = struct.pack("<IHBB", len(globals_) + 4 + 9 + len(end), 0, 1, 0) + b"S"
    globals_ += record(0x85, sheet) + end
    return globals_ + record(0x809, struct.pack("<HHHHII", 0x600, 16, 3515, 1996, 0, 6)) + cells + end


def formula(row: int, result: bytes, *after: bytes) -> bytes:
    return record(0x06, struct.pack("<HHH", row, 0, 0) + result + struct.pack("<HI", 0, 0) + bytes(2)) + b"".join(after)


def number(value: float) -> bytes:
    return struct.pack("<d", value)


def special(kind: int, value: int = 0) -> bytes:
    return struct.pack("<BxBxxxH", kind, value, 0xFFFF)


CELLS = (
    formula(0, number(2.5))
    + formula(1, number(0))
    + formula(2, special(0), record(0x207, struct.pack("<HB", 2, 0) + b"ab"))
    + formula(3, special(1, 1))
    + formula(4, special(2, 0x2A))
    + formula(5, special(3))
    + record(0x203, struct.pack("<HHH", 6, 0, 0) + number(0))
)


def old(folder: Path, stream: bytes) -> Path:
    path = folder / "bieu.xls"
    path.write_bytes(hostile.ole2_with("Workbook", stream))
    return path


@pytest.mark.parametrize(("by", "zero"), [("Nguyen", 0), ("Calc", None)])
def test_a_zero_that_a_formula_gave_counts_unless_libreoffice_wrote_it(tmp_path: Path, by: str, zero: int | None):
    (page,) = read_workbook(old(tmp_path, biff(CELLS, by))).sheets
    assert [cell.value for cell in page.cells.values()] == [2.5, zero, "ab", True, ErrorValue("#N/A"), "", 0]
    assert [cell.is_formula for cell in page.cells.values()] == [True] * 6 + [False]


def refusal(path: Path) -> Finding:
    (refused,) = check_paths([path], FORMS).findings
    return refused


def test_a_password_is_told(tmp_path: Path):
    path = old(tmp_path, biff(CELLS, start=record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48))))
    assert refusal(path).code == "encrypted"


def test_without_the_extra_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xls, "LIBRARY", "no_such_library")
    assert refusal(old(tmp_path, biff(CELLS))).code == "is-xls"


def test_a_broken_one_is_refused(tmp_path: Path):
    path = tmp_path / "bieu.xls"
    path.write_bytes(hostile.ole2("Workbook"))
    assert refusal(path).code == "is-xls"


def test_one_with_too_many_cells_is_refused(tmp_path: Path):
    rows = (struct.pack("<HHH", row, 0, 0) + number(1) for row in range(65_536))
    one = b"".join(record(0x203, row) for row in rows)
    others = b"".join(
        record(0xBD, struct.pack("<HH", row, 1) + struct.pack("<HI", 0, 0x3FF00000) * 3 + struct.pack("<H", 3))
        for row in range(65_536)
    )
    assert refusal(old(tmp_path, biff(one + others))).code == "is-xls"


def test_one_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def run(command: list[str], **options: Any) -> None:
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr(subprocess, "run", run)
    assert refusal(old(tmp_path, biff(CELLS))).code == "is-xls"
