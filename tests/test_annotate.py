"""The copy that goes back: nothing is lost in it, findings stand at their cells, and it is itself a valid return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.comments import Comment

from scripts.__main__ import main
from scripts.findings import Finding
from scripts.model.form import Form, Place
from scripts.submissions.read import read
from scripts.validation.annotate import REPAIRED, write_copy
from scripts.validation.run import check_paths
from scripts.wording import review as words
from scripts.wording.sheet import ASIDE, COVER, FINDINGS
from tests import workbooks
from tests.case_files import Case, filled_cases
from tests.first import FORMS
from tests.libreoffice import convert
from tests.test_odd import flat, odd_cases
from tests.workbooks import envelope, filled, opened, saved, specimen

ODD = {case.name: case for case in odd_cases()}
# What is repaired or said at the same cell again, so that only notes of a repair are gone.
KEEPS_FINDINGS = (
    "05-so-la-chu", "06-cham-o-cot-le", "07-may-tieng-anh", "09-so-khong", "10-o-trong", "13-ngay-bang-chu",
    "16-ngay-khong-co", "28-de-tong-dung", "28-de-tong-sai", "29-cong-thuc-tong-rieng", "30-loi-cong-thuc",
    "35-khong-don-vi", "43-so-dinh-danh", "45-so-qua-lon", "46-chu-nhu-cong-thuc", "09-gach-o-tuy-chon",
    "09-khong-danh-dau",
)  # fmt: skip
# What no longer stands where it stood: the words or figures in the list of cells without a place.
SET_ASIDE = {
    "20-sua-nhan": {("Biểu 13B", "B9"): "Phó Bí thư"},
    "21-cot-ben-phai": {("Biểu 13B", "K6"): "Cộng riêng", ("Biểu 13B", "K9"): 5, ("Biểu 13B", "K10"): 6},
    "24-so-ngoai-bang": {("Biểu 13B", "B25"): "Người lập biểu ký", ("Biểu 13B", "C25"): 12},
    "26-gop-o-con-gia-tri": {("Biểu 13B", "D9"): 6},
    "33-trang-thua": {("Phụ lục", "A1"): "số liệu khác", ("Phụ lục", "B1"): 12},
}


def copied(path: Path, forms: Mapping[str, Form] = FORMS) -> tuple[tuple[Finding, ...], Path]:
    """What a check finds in the file, and the copy of it."""
    found, target = check_paths([path], forms).findings, path.with_name("tra-lai.xlsx")
    assert write_copy(path, target, found, forms) == ""
    return found, target


def contents(path: Path, forms: Mapping[str, Form] = FORMS) -> dict[str, tuple[dict[str, Any], dict[Place, Any]]]:
    """Envelope and data of every return in the file, by form."""
    said = {}
    for one in read(path, forms).submissions:
        data = flat(forms[one.code], one.envelope.get("data") or {}) if forms[one.code].fillable else {}
        said[one.code] = ({k: v for k, v in one.envelope.items() if k != "data"}, data)
    return said


def said(found: tuple[Finding, ...]) -> Counter[tuple[str, str, str, str]]:
    return Counter((f.code, f.form, f.row, f.column) for f in found if f.code not in REPAIRED)


@pytest.mark.parametrize("name", KEEPS_FINDINGS)
def test_a_copy_of_an_odd_return_reads_the_same(name: str, tmp_path: Path):
    sent = ODD[name].write(tmp_path)
    found, copy = copied(sent)
    again = check_paths([copy], FORMS).findings
    assert contents(copy) == contents(sent)
    assert said(again) == said(found)
    assert not [f for f in again if f.code in REPAIRED]


# What a copy alone may settle: the copy holds the matter in the right way, and its list and the cell still tell of it.
SETTLED = {
    "old-template": "the copy is of the template in force",
    "old-template-breaks": "what has no place is set aside, what is new is asked for",
    "unit-in-format": "the number stands without a unit",
    "two-digit-year": "years are written with four digits",
    "day-month-unclear": "dates stand as dates, in one way",
    "date-in-text": "the words stand as words",
    "total-error": "the total is computed by a formula of ours",
    "other-file": "the number stands without its formula",
    "hidden-sheet": "nothing is hidden",
    "hidden-values": "nothing is hidden",
    "filtered-values": "nothing is hidden",
    "unseen-values": "fonts are black and formats show their numbers",
    "picture": "pictures are not copied",
    "object": "objects are not copied",
}
# What an error or a doubt is in the copy, where that is another thing than in the file; else it is set aside.
INSTEAD = {
    "row-lost": {"missing-row", "aside-wrong"},
    "column-lost": {"missing-cell", "aside-wrong"},
    "merged-cells": {"missing-cell", "aside-wrong"},
    "sheet-lost": {"form-empty"},
    "header-lost": {"form-empty"},
    "form-empty": {"missing-row", "missing-cell"},
}
ASIDE_CODES = {"aside-left", "aside-wrong"}


def assert_nothing_settled(found: Iterable[Finding], again: Iterable[Finding]) -> None:
    """Of every kind of error and doubt something is left in the untouched copy, or its reason stands above."""
    before, after = ({(f.severity, f.code) for f in some if f.severity != "note"} for some in (found, again))
    left = {code for _, code in after}
    errors = {code for severity, code in after if severity == "error"}
    for severity, code in sorted(before - after):
        if code not in SETTLED:
            assert (errors if severity == "error" else left) & INSTEAD.get(code, ASIDE_CODES), code
    assert {code for severity, code in before if severity == "error"} & SETTLED.keys() <= {"old-template-breaks"}


@pytest.mark.parametrize("name", [name for name, case in ODD.items() if not case.said.get("refused")])
def test_the_copy_alone_settles_nothing(name: str, tmp_path: Path):
    """What was an error, or a doubt, is one in the untouched copy too, though perhaps in other words."""
    found, copy = copied(ODD[name].write(tmp_path))
    assert_nothing_settled(found, check_paths([copy], FORMS).findings)


@pytest.mark.parametrize("case", filled_cases()[::4], ids=lambda case: case.name)
def test_a_copy_of_an_invalid_return_reads_the_same(case: Case, tmp_path: Path):
    sent = case.fill(tmp_path)
    found, copy = copied(sent, workbooks.FORMS)
    assert contents(copy, workbooks.FORMS) == contents(sent, workbooks.FORMS)
    assert said(check_paths([copy], workbooks.FORMS).findings) == said(found)


@pytest.mark.parametrize("name", SET_ASIDE)
def test_what_has_no_place_is_set_aside(name: str, tmp_path: Path):
    sent = ODD[name].write(tmp_path)
    _, copy = copied(sent)
    page = openpyxl.load_workbook(copy)[ASIDE]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5, max_col=3)]
    assert {(sheet, cell): value for sheet, cell, value in rows} == SET_ASIDE[name]
    assert contents(copy) == contents(sent)
    again, second = copied(copy.rename(tmp_path / "lan-hai.xlsx"))
    assert {f.code for f in again} & {"aside-left", "aside-wrong"}
    page = openpyxl.load_workbook(second)[ASIDE]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=5, max_col=3)] == rows


@pytest.mark.parametrize(
    "name",
    ["24-chen-dong-bang-co-dinh", "25-sap-xep-dong-trung-nhan", "26-gop-o-con-gia-tri", "33-hai-ban", "41-bang-tach"],
)
def test_what_was_an_error_stays_one_until_it_is_copied_or_taken_away(name: str, tmp_path: Path):
    """The copy has the template's layout, so that the error itself is gone; what it spoke of is still in no form."""
    _, copy = copied(ODD[name].write(tmp_path))
    again, second = copied(copy.rename(tmp_path / "lan-hai.xlsx"))
    assert [f.severity for f in again if f.code == "aside-wrong"] == ["error"]
    third = check_paths([second], FORMS).findings
    assert said(third) == said(again)
    book = openpyxl.load_workbook(second)
    del book[ASIDE]
    book.save(second)
    assert not {f.code for f in check_paths([second], FORMS).findings} & {"aside-wrong", "aside-left", "extra-sheets"}


# What the clerk did to the sheet itself: once the copy is sent back it is no finding any more.
LAYOUT = (
    "20-sua-nhan", "21-chen-cot", "21-doi-cho-cot", "22-xoa-cot", "23-xoa-dong", "25-sap-xep", "27-mat-so-cot",
    "32-an-dong-cot", "32-an-trang", "33-go-lai", "33-mat-ten", "33-sang-tep-khac-con-ten", "40-hinh", "41-numbers",
)  # fmt: skip


@pytest.mark.parametrize("name", LAYOUT)
def test_the_layout_of_the_sender_is_no_finding_of_the_copy(name: str, tmp_path: Path):
    found, copy = copied(ODD[name].write(tmp_path))
    again = {f.code for f in check_paths([copy], FORMS).findings}
    whole = {f.code for f in found if not f.cell} | {"label-changed", "hidden-values", "unknown-column", "picture"}
    assert not again & (whole - {"unit-missing"})
    page = openpyxl.load_workbook(copy)[FINDINGS]
    listed = [cell.value for cell in page["F"]]
    assert [f.message for f in found if f.message not in listed] == []


@pytest.mark.parametrize(("name", "cell"), [("22-xoa-cot", "E7"), ("23-xoa-dong", "A14")])
def test_what_was_deleted_is_marked_where_the_copy_has_it_again(name: str, cell: str, tmp_path: Path):
    found, copy = copied(ODD[name].write(tmp_path))
    page = openpyxl.load_workbook(copy)["Biểu 13B"]
    commented = {c.coordinate for line in page.iter_rows() for c in line if c.comment}
    assert commented == {cell}
    assert found[0].message in page[cell].comment.text


@cache
def broken() -> bytes:
    """A return of 1B with text in a figure's cell, a figure typed as text, a blank total and a formula as a remark."""
    book = opened(filled(FORMS["1B"]))
    page = book["Biểu 1B"]
    page["C10"], page["D10"], page["C13"], page["H40"] = "mười hai", "1.200", None, "'=1+1"
    return saved(book)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(broken())
    return path


def test_findings_stand_at_their_cells(sent: Path):
    found, copy = copied(sent)
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames[0] == FINDINGS
    assert [view.tabSelected for view in (page.sheet_view for page in book)].count(True) == 1
    page = book["Biểu 1B"]
    refused = next(f for f in found if f.code == "wrong-type")
    note = page["C10"].comment
    assert note is not None
    assert words.comment(refused) in note.text
    assert (page["C10"].value, page["D10"].value) == ("mười hai", 1200)
    assert any("C10" in area.sqref for area in page.conditional_formatting)


def test_the_list_leads_to_the_cells(sent: Path):
    found, copy = copied(sent)
    page = openpyxl.load_workbook(copy)[FINDINGS]
    rows = [[cell.value for cell in row] for row in page.iter_rows(max_col=7)]
    listed = [row[5] for row in rows if isinstance(row[0], str) and row[0].isdecimal()]
    assert sorted(listed) == sorted([*(f.message for f in found), words.summed(0)])
    links = {cell.value: cell.hyperlink.location for cell in page["C"] if cell.hyperlink}
    assert links["Biểu 1B!C10"] == "'Biểu 1B'!C10"
    assert links[f"{ASIDE}!C5"] == f"'{ASIDE}'!C5"
    repaired = [row[5] for row in rows[[row[0] for row in rows].index(words.REPAIRED) :] if row[1] == words.DONE]
    assert repaired == ["Ô này ghi số dưới dạng chữ; “1.200” đã đọc thành 1.200.", words.summed(0)]


def test_a_copy_is_the_same_bytes_on_every_run(sent: Path):
    _, copy = copied(sent)
    first = copy.read_bytes()
    copied(sent)
    assert copy.read_bytes() == first


def test_words_that_look_like_a_formula_stay_words(sent: Path):
    _, copy = copied(sent)
    book = openpyxl.load_workbook(BytesIO(copy.read_bytes()))
    assert [(cell.value, cell.data_type) for cell in book[ASIDE]["C"][4:]] == [("'=1+1", "s")]


def test_several_forms_go_back_in_one_workbook(tmp_path: Path):
    path = tmp_path / "bo.xlsx"
    more = {"2B": envelope(FORMS["2B"], nil=True), "11B": envelope(FORMS["11B"], attached={"file": "rời.pdf"})}
    path.write_bytes(filled(FORMS["1B"], FORMS["13B"], more=more))
    _, copy = copied(path)
    assert contents(copy) == contents(path)
    assert contents(copy)["11B"][0]["attached"] == {"file": "rời.pdf"}
    listed = {cell.value for cell in openpyxl.load_workbook(copy)[COVER]["A"]}
    assert listed & {form.label.text for form in FORMS.values()} == {"Biểu 1B", "Biểu 13B", "Biểu 2B"} | {
        form.label.text for form in FORMS.values() if not form.fillable
    }


def test_a_copy_of_one_form_lists_no_other(sent: Path):
    _, copy = copied(sent)
    listed = {cell.value for cell in openpyxl.load_workbook(copy)[COVER]["A"]}
    assert listed & {form.label.text for form in FORMS.values()} == {"Biểu 1B"}


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["validate", *map(str, args)])


def test_the_command_writes_the_copy_beside_its_findings(sent: Path, tmp_path: Path):
    target = tmp_path / "ra.xlsx"
    done = run(sent, "--annotate", target)
    assert (done.exit_code, target.exists()) == (1, True)
    assert done.stderr.strip() == words.WRITTEN.format(file=target)
    assert "Kết luận: CHƯA ĐẠT" in done.stdout


@pytest.mark.parametrize(
    ("given", "target", "why"),
    [
        (["bieu.xlsx", "bieu.xlsx"], "ra.xlsx", words.NOT_ONE_FILE),
        (["."], "ra.xlsx", words.NOT_ONE_FILE),
        (["bieu.xlsx"], "ra.xls", words.NOT_XLSX.format(file="ra.xls")),
        (["bieu.xlsx"], "bieu.xlsx", words.SAME_FILE),
        (["bieu.xlsx"], "thu-muc", words.IS_FOLDER.format(file="thu-muc")),
        (["bieu.xlsx"], "cu.xlsx", words.EXISTS.format(file="cu.xlsx")),
        (["a.json"], "ra.xlsx", words.NOT_A_WORKBOOK.format(file="a.json")),
        (["rong.xlsx"], "ra.xlsx", words.NOT_A_WORKBOOK.format(file="rong.xlsx")),
        (["bieu.xlsx"], "khong/ra.xlsx", words.NOT_WRITTEN.format(file=Path("khong/ra.xlsx"))),
    ],
)
def test_what_cannot_go_back_is_said(
    given: list[str], target: str, why: str, sent: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(sent.parent)
    Path("a.json").write_text('{"form": "1B"}', "utf-8")
    Path("rong.xlsx").write_bytes(b"")
    Path("thu-muc").mkdir()
    Path("cu.xlsx").write_bytes(b"PK")
    done = run(*given, "--annotate", target)
    assert (done.exit_code, done.stderr.strip()) == (2, why)
    assert sent.read_bytes() == broken()
    assert not Path("ra.xlsx").exists()
    assert Path("cu.xlsx").read_bytes() == b"PK"


def test_a_return_without_fault_has_nothing_to_do(tmp_path: Path):
    path = tmp_path / "tot.xlsx"
    path.write_bytes(filled(FORMS["13B"]))
    found, copy = copied(path)
    assert found == ()
    book = openpyxl.load_workbook(copy)
    assert ASIDE not in book.sheetnames
    assert words.NOTHING_TO_DO in [cell.value for cell in book[FINDINGS]["A"]]
    assert contents(copy)["13B"][1] == flat(FORMS["13B"], specimen(FORMS["13B"], 0))


@pytest.fixture
def commented(tmp_path: Path) -> Path:
    """A return of 13B with comments on a filled cell, a refused one, and the form's title."""
    book = opened(filled(FORMS["13B"]))
    page = book["Biểu 13B"]
    page["C9"].comment = Comment("Số này lấy ở sổ tiếp dân.\n\nCòn đối chiếu.", "a")
    page["C10"], page["C10"].comment = "mười hai", Comment("12", "a")
    page["A2"].comment = Comment("Xem lại tên biểu", "a")
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(saved(book))
    return path


def comments_of(path: Path) -> dict[str, str]:
    page = openpyxl.load_workbook(path)["Biểu 13B"]
    return {cell.coordinate: cell.comment.text for line in page.iter_rows() for cell in line if cell.comment}


def test_comments_stay_on_their_cells(commented: Path, tmp_path: Path):
    """However often a copy is made, a person's comment is there once, below what the check says."""
    found, first = copied(commented)
    refused = next(f for f in found if f.cell == "C10")
    wanted = {
        "C9": "Số này lấy ở sổ tiếp dân.\n\nCòn đối chiếu.",
        "C10": f"{words.comment(refused)}\n\n{words.OWN_COMMENT}\n12",
    }
    assert comments_of(first) == wanted
    assert [cell.value for cell in openpyxl.load_workbook(first)[ASIDE][5]][:3] == [
        "Biểu 13B", "A2", words.COMMENTED.format(said="Xem lại tên biểu"),
    ]  # fmt: skip
    again, second = copied(first.rename(tmp_path / "lan-hai.xlsx"))
    assert comments_of(second) == wanted
    assert [f for f in again if f.code == "aside-left"]


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_comments_are_read_from_other_formats(kind: str, commented: Path, tmp_path: Path, soffice: str):
    _, copy = copied(convert(soffice, commented, kind, tmp_path / "ra"))
    said = comments_of(copy)
    assert said["C9"] == "Số này lấy ở sổ tiếp dân.\n\nCòn đối chiếu."
    assert said["C10"].endswith(f"\n\n{words.OWN_COMMENT}\n12")
