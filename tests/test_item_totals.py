"""A sum across columns holds in every item of a block: the template computes it, a typed one is checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scripts import paths
from scripts.drafting.new_form import Request, from_blank
from scripts.model.form import Form, Place
from scripts.model.from_schema import build_form
from scripts.model.totals import total_at, with_totals
from scripts.pages.picture import Picture
from scripts.schema.catalogue import load
from scripts.schema.form_rules import totals_add_up
from scripts.submissions.read import read
from scripts.templates.workbook import workbook_bytes
from scripts.validation.run import check_paths
from tests.libreoffice import convert_all
from tests.workbooks import area, envelope, fill, opened, position, saved

BLANK = paths.ROOT / "tests" / "blanks" / "xoay-tieu-de.xlsx"
TOTAL, PART, OTHER = (f"so_duoc_kiem_tra.{name}" for name in ("tong_so", "dat_yeu_cau", "chua_dat_yeu_cau"))


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    made = from_blank(Request("89B", "2026-11-25", tmp_path_factory.mktemp("schemas")), BLANK)
    found: dict[str, Any] = load(made.files[0])
    return found


@pytest.fixture(scope="module")
def form(schema: dict[str, Any]) -> Form:
    """As a maintainer makes it who trusts the printed formula 3=1+2, and wants no more women than have passed."""
    raised = {**schema["x-rules"][0], "level": "error"}
    fewer = {
        "id": "R89-2", "kind": "compare", "level": "error", "basis": "implied", "across": "columns",
        "left": ["trong_do_so_dat.nu"], "relation": "<=", "right": [PART], "why": "Nữ là một phần.",
    }  # fmt: skip
    return build_form({**schema, "x-rules": [raised, fewer]})


def items(*rows: tuple[int, int, int | None]) -> list[dict[str, Any]]:
    """Items with what passed, what did not, and the total if it is typed."""
    return [
        {
            "ten_tram": f"Trạm {at}",
            "so_duoc_kiem_tra": {"dat_yeu_cau": one, "chua_dat_yeu_cau": other}
            | ({"tong_so": total} if total is not None else {}),
        }
        for at, (one, other, total) in enumerate(rows, 1)
    ]


def checked(form: Form, file: Path) -> Iterator[tuple[str, str, str]]:
    """What is found on the form's own sheet."""
    found = check_paths([file], {form.code: form}, None).findings
    yield from ((one.code, one.severity, one.cell) for one in found if one.sheet == form.label.text)


def test_the_template_computes_the_total_of_every_prepared_line(form: Form):
    book = opened(workbook_bytes([form]))
    sheet, first, col = position(book, form, Place("", "I", 0, TOTAL))
    last = area(book, "BM_89B_block_I")[3] - 1
    assert last - first + 1 == form.tables[0].rows[0].block.room  # type: ignore[union-attr]
    for line in (first, last):
        assert sheet.cell(line, col).value == f'=IF(COUNT(C{line},D{line})=0,"",SUM(C{line},D{line}))'
    assert not sheet.cell(first, col).protection.locked  # a protected sheet deletes no line that holds a locked cell


def test_lines_that_nobody_filled_are_not_marked(form: Form):
    """A total that waits is text without letters: neither an error, nor a sign that the line is filled."""
    sheet, first, _ = position(opened(workbook_bytes([form])), form, Place("", "I", 0, TOTAL))
    tests = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules]
    assert f"AND(ISTEXT(E{first}),LEN(E{first})>0)" in tests
    assert f"ISTEXT(E{first})" not in tests
    assert not any("COUNTA" in test for test in tests)


def test_typed_parts_come_back_with_their_total(form: Form, tmp_path: Path):
    data = {"I": {"cac_muc": items((3, 4, None), (0, 2, None))}}
    book = opened(workbook_bytes([form]))
    fill(book, form, data)
    file = tmp_path / "a.xlsx"
    file.write_bytes(saved(book))
    (back,) = read(file, {form.code: form}).submissions
    assert back.envelope["data"] == data
    filled = with_totals(form, back.envelope["data"])
    assert [item["so_duoc_kiem_tra"]["tong_so"] for item in filled["I"]["cac_muc"]] == [7, 2]
    assert list(checked(form, file)) == []


def test_a_total_of_their_own_that_differs_is_found_in_its_cell(form: Form, tmp_path: Path):
    data = {"I": {"cac_muc": items((3, 4, None), (1, 2, 9))}}
    data["I"]["cac_muc"][0]["trong_do_so_dat"] = {"nu": 5}
    file = tmp_path / "a.xlsx"
    file.write_bytes(workbook_bytes([form], envelopes={form.code: envelope(form, data=data)}))
    _, first, _ = position(opened(file.read_bytes()), form, Place("", "I", 0, TOTAL))
    assert list(checked(form, file)) == [
        ("relation-broken", "error", f"G{first}"),  # 5 women of 3 that passed
        ("sum-differs", "error", f"E{first + 1}"),  # 9, but 1 and 2
    ]


def test_another_program_computes_the_same(form: Form, soffice: str, tmp_path: Path):
    book = opened(workbook_bytes([form]))
    fill(book, form, {"II": {"cac_muc": items((3, 4, None))}})
    (tmp_path / "a.xlsx").write_bytes(saved(book))
    (other,) = convert_all(soffice, [tmp_path / "a.xlsx"], "xlsx", tmp_path / "out")
    sheet, line, col = position(openpyxl.load_workbook(other, data_only=True), form, Place("", "II", 0, TOTAL))
    assert sheet.cell(line, col).value == 7
    assert sheet.cell(line + 1, col).value in (None, "")
    (back,) = read(other, {form.code: form}).submissions
    assert [len(block["cac_muc"]) for block in back.envelope["data"].values()] == [1]


def test_a_proposed_sum_is_only_checked(schema: dict[str, Any]):
    assert total_at(build_form(schema), Place("", "I", 0, TOTAL)) is None


def test_a_sum_that_adds_no_numbers_or_itself_is_refused(schema: dict[str, Any]):
    rule = {**schema["x-rules"][0], "level": "error"}
    for parts, count in (([PART, "ly_do_chua_dat"], 1), ([PART, TOTAL], 2), ([PART, PART], 2)):  # two blocks
        form = build_form({**schema, "x-rules": [{**rule, "parts": parts}]})
        assert len(list(totals_add_up(form))) == count, parts


def test_the_page_says_what_is_computed(form: Form):
    assert Picture(form, "m").html("Biểu 89B").count("sk-auto") == 2
