"""What people do to a filled template besides filling it, and what a check says of it."""

from pathlib import Path

import openpyxl
import pytest

from scripts.findings import Finding
from scripts.model.form import Leaf, Place
from scripts.schema import registry
from scripts.schema.registry import Unit
from scripts.submissions import leftovers
from scripts.submissions.cover import full_code, unit_named
from scripts.submissions.take import Taking
from scripts.templates.workbook import workbook_bytes
from scripts.validation.run import check_paths
from tests.first import FORMS, example


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The completed example of 13B in its template: I.1 is line 9, I line 8; the numbers stand in C to H."""
    path = tmp_path / "bieu-13b.xlsx"
    path.write_bytes(workbook_bytes([FORMS["13B"]], envelopes={"13B": example("13B")}))
    return path


def found(path: Path) -> list[Finding]:
    return list(check_paths([path], FORMS).findings)


def test_a_formula_of_ones_own_over_a_total_counts_as_typed(filled: Path):
    """XlsxWriter keeps the result 99 in the file, as Excel would after calculating."""
    assert found(filled) == []
    from xlsxwriter.worksheet import Worksheet

    original = Worksheet.write_formula

    def write_formula(self, row, col, formula, *rest):
        if self.name == "Biểu 13B" and (row, col) == (7, 2):
            return original(self, row, col, "=90+9", rest[0], 99)
        return original(self, row, col, formula, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worksheet, "write_formula", write_formula)
        filled.write_bytes(workbook_bytes([FORMS["13B"]], envelopes={"13B": example("13B")}))
    codes = {(f.code, f.rule, f.cell) for f in found(filled)}
    assert ("sum-differs", "R13-2a", "C8") in codes


def edited(path: Path, change) -> list[Finding]:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return found(path)


def test_values_in_folded_lines_are_named(filled: Path):
    def fold(book: openpyxl.Workbook) -> None:
        book["Biểu 13B"].row_dimensions[9].hidden = True

    (said,) = edited(filled, fold)
    assert (said.code, said.severity, said.cell[1:]) == ("hidden-values", "warning", "9")


def test_a_changed_label_is_named(filled: Path):
    def rename(book: openpyxl.Workbook) -> None:
        book["Biểu 13B"]["B9"] = "Phó Bí thư"

    (said,) = edited(filled, rename)
    assert (said.code, said.cell, said.value) == ("label-changed", "B9", "“Phó Bí thư”")


def test_sheets_beside_the_template_are_named(filled: Path):
    def add(book: openpyxl.Workbook) -> None:
        book.create_sheet("Phụ lục")["A1"] = "số liệu khác"
        book.create_sheet("Trống")

    (said,) = edited(filled, add)
    assert said.code == "extra-sheets"
    assert "“Phụ lục”" in said.message
    assert "Trống" not in said.message


def test_a_deleted_sheet_is_said_once(filled: Path):
    def delete(book: openpyxl.Workbook) -> None:
        for name, defined in list(book.defined_names.items()):
            if "Biểu 13B" in (defined.attr_text or ""):
                del book.defined_names[name]
        del book["Biểu 13B"]

    (said,) = edited(filled, delete)
    assert said.code == "sheet-lost"
    assert "Biểu 13B" in said.message


def test_files_of_other_kinds_in_a_folder_are_named(filled: Path):
    (filled.parent / "bieu-2b.pdf").write_bytes(b"%PDF-1.7")
    (filled.parent / "~$bieu-13b.xlsx").write_bytes(b"x")
    report = check_paths([filled.parent], FORMS)
    other, temporary = report.findings
    assert (other.code, other.severity, report.exit_code()) == ("files-passed-over", "note", 0)
    assert "bieu-2b.pdf" in other.message
    assert (temporary.code, temporary.severity) == ("temporary-passed-over", "note")
    assert "~$bieu-13b.xlsx" in temporary.message


def test_a_unit_of_no_known_kind_has_no_level():
    assert Unit("", "Long Xuyên", "").level == ""
    assert Unit("", "Ban Nội chính", "co_quan_tham_muu_tinh_uy").level == "province"


def test_a_code_that_lost_its_leading_zeros_gets_them_back(monkeypatch: pytest.MonkeyPatch):
    known = {"00123": Unit("00123", "Xã Ví Dụ", "dang_uy_xa"), "12300": Unit("12300", "Xã Khác", "dang_uy_xa")}
    monkeypatch.setattr(registry, "units", lambda: known)
    assert full_code("123") == "00123"
    assert full_code("0123") == "00123"
    assert full_code("12300") == "12300"
    assert full_code("0") is None
    assert full_code("124") is None
    assert unit_named("123 – Xã Ví Dụ") == {"code": "00123"}


def test_a_cell_that_the_reader_passes_over_is_said(filled: Path, monkeypatch: pytest.MonkeyPatch):
    """The account does not trust the reader: a value that is neither read nor reported becomes a finding."""
    monkeypatch.setattr(Taking, "take", lambda self: self.ledger.accepted.add((8, 2)))
    monkeypatch.setattr(leftovers, "_beside", lambda _: None)
    assert "cells-unaccounted" in {f.code for f in found(filled)}


def test_a_value_that_overwrites_another_is_said(filled: Path, monkeypatch: pytest.MonkeyPatch):
    original = Taking._cell

    def twice(self: Taking, place: Place, line: int, leaf: Leaf, required: bool) -> None:
        same = Place("", "I.1", None, "ton_dong")
        original(self, same if place.column == "so_cuoc_tiep" else place, line, leaf, required)

    monkeypatch.setattr(Taking, "_cell", twice)
    assert "cells-unaccounted" in {f.code for f in found(filled)}
