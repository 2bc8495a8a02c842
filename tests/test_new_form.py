"""Made-up blanks in the habits of different offices become drafts that the rest of the project can use."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Border, Side

from scripts import paths
from scripts.__main__ import main
from scripts.blanks.blank import BlankError
from scripts.blanks.read import read_blank
from scripts.documents import read_yaml
from scripts.drafting.new_form import Made, Request, checked_code, empty, from_blank
from scripts.drafting.understood import Understood, understand
from scripts.model.form import Column, Row, Table
from scripts.model.from_schema import build_form
from scripts.model.totals import with_totals
from scripts.pages.form_page import context
from scripts.pages.markdown import render
from scripts.schema.catalogue import load
from scripts.schema.house_rules import check_schemas
from scripts.submissions.read import read
from scripts.templates.workbook import workbook_bytes
from scripts.validation.run import check_paths
from tests.draw_blanks import DRAWN
from tests.draw_blanks import main as draw
from tests.libreoffice import convert_all
from tests.workbooks import ABSENT, FORMS, envelope, specimen

FOLDER = paths.ROOT / "tests" / "blanks"
DAY = "2026-11-25"
CASES = sorted(FOLDER.glob("*.yaml"))
KINDS = {"so_luong": "count", "so_do": "amount", "phan_tram": "percent", "ngay": "date", "nam": "year",
         "danh_dau": "mark", "chu_ngan": "short", "chu_dai": "long", "so_thu_tu": "number"}  # fmt: skip


def parts(case: Path) -> tuple[Path, str]:
    """The blank that a case is about and the form's code."""
    name, code, _ = case.name.split(".")
    return next(file for file in FOLDER.glob(f"{name}.*") if file.suffix in (".xlsx", ".docx")), code


def drafted(case: Path, folder: Path) -> tuple[Made, dict[str, Any]]:
    source, code = parts(case)
    made = from_blank(Request(code, DAY, folder), source)
    return made, load(folder / "forms" / f"{code}.schema.json")


Drafts = Callable[[Path], tuple[Made, dict[str, Any]]]


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Drafts:
    """Each draft made once, for tests that only look."""
    return cache(lambda case: drafted(case, tmp_path_factory.mktemp("draft")))


@cache
def seen(case: Path) -> Understood:
    source, code = parts(case)
    return understand(read_blank(source), code)


@cache
def wanted(case: Path) -> dict[str, Any]:
    told: dict[str, Any] = read_yaml(case.read_text("utf-8"))
    return told


each = pytest.mark.parametrize("case", CASES, ids=lambda path: path.name.removesuffix(".yaml"))


def test_every_drawn_blank_has_its_case():
    assert {parts(case)[0].name for case in CASES} == set(DRAWN)


def test_the_drawn_blanks_are_those_of_their_script(tmp_path: Path):
    """In the same bytes; if not: python -m tests.draw_blanks"""
    draw(tmp_path)
    for name in DRAWN:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


# ---- what is understood


@each
def test_the_words_around_the_table(case: Path, drafts: Drafts):
    _, schema = drafts(case)
    told, form = wanted(case), build_form(schema)
    assert form.label.text == told["label"]
    assert form.title is not None
    assert (form.title.text, list(form.title.cells)) == (told["title"], told["title_cells"])
    assert (form.subtitle.text if form.subtitle else None) == told.get("subtitle")
    period = schema["x-form"].get("period")
    assert ({k: v for k, v in period.items() if k != "x-cell"} if period else None) == told.get("period")
    assert (form.landscape, form.paper) == (told["landscape"], told.get("paper", "A4"))
    assert [note.label.text for note in form.notes] == told["notes"]


@each
def test_who_signs_and_in_which_unit(case: Path, drafts: Drafts):
    _, schema = drafts(case)
    form = build_form(schema)
    signed = form.signatures.labels if form.signatures else ()
    assert [label.text for label in signed] == wanted(case).get("signatures", [])
    assert [table.unit.text if table.unit else "" for table in form.tables] == [s.get("unit", "") for s in sides(case)]
    assert sorted(unit_facts(schema)) == sorted(wanted(case).get("counted", []))
    assert [cell.words for cell in seen(case).around.signed.names] == wanted(case).get("names", [])


def unit_facts(schema: dict[str, Any]) -> Iterator[str]:
    """Every cell type that counts in a unit other than percent."""
    units = ((name, node.get("x-unit", "%")) for name, node in schema["$defs"].items())
    yield from (f"{name}: {unit}" for name, unit in units if unit != "%")


@each
def test_no_word_of_the_blank_is_lost_silently(case: Path):
    around = seen(case).around
    assert [cell.words for cell in around.outside] == wanted(case)["outside"]
    assert [cell.words for cell in around.unused] == wanted(case)["unused"]


@each
def test_the_columns_are_as_wide_as_in_the_blank_where_it_says_so(case: Path, drafts: Drafts):
    found = [[column.width for column in table.columns] for table in build_form(drafts(case)[1]).tables]
    assert found == wanted(case).get("widths", [[None] * len(side["columns"]) for side in sides(case)])


def sides(case: Path) -> list[dict[str, Any]]:
    """What is wanted of each table: of the only one, or of those side by side."""
    told = wanted(case)
    return told.get("sides") or [told]


@each
def test_the_columns(case: Path, drafts: Drafts):
    _, schema = drafts(case)
    tables = build_form(schema).tables
    found = [[list(column(schema, table, one)) for one in table.columns] for table in tables]
    assert found == [side["columns"] for side in sides(case)]


def column(schema: dict[str, Any], table: Table, one: Column) -> Iterator[str]:
    """Heads from the outermost, number, what it prints of the rows, what it takes."""
    yield " › ".join(label.text for label in (*one.groups, one.label))
    yield one.number
    yield one.stub or ""
    yield kind(schema, table, one) if one.leaf else ""


def kind(schema: dict[str, Any], table: Table, one: Column) -> str:
    holder = schema["properties"][table.id] if table.id else schema
    node = schema["$defs"][holder["x-table"]["columns"].rpartition("/")[2]]
    for step in one.id.split("."):
        node = node["properties"][step]
    name = node["$ref"].rpartition("/")[2]
    return KINDS.get(name) or ("money" if name.startswith("tien") else name)


@each
def test_the_rows(case: Path, drafts: Drafts):
    _, schema = drafts(case)
    for table, side in zip(build_form(schema).tables, sides(case), strict=True):
        assert [list(row_facts(table, row)) for row in table.rows] == side["rows"]
        assert {row.unit for row in table.rows} == set(side.get("units", [""]))


def row_facts(table: Table, row: Row) -> Iterator[Any]:
    """Key, number, label, which columns it fills, whether lines are added under it."""
    data = [one.id for one in table.columns if one.leaf and not one.stub]
    yield from (row.key, row.number, row.label.text)
    yield "all" if list(row.cells) == data else list(row.cells) or "none"
    yield from ["block"] if row.block else []


@each
def test_the_proposed_sums(case: Path, drafts: Drafts):
    _, schema = drafts(case)
    rules = build_form(schema).rules
    assert [said(rule) for rule in rules] == wanted(case)["rules"]
    assert {rule.level for rule in rules} <= {"warning"}
    assert all(rule.why and rule.cells for rule in rules)


def said(rule: Any) -> str:
    if rule.kind == "sum":
        return f"{rule['total']} = {' + '.join(rule['parts'])} ({rule.basis})"
    if rule.kind == "rollup":
        return f"{', '.join(rule.get('rows', ['*']))}: {' + '.join(rule['columns'])} ({rule.basis})"
    return f"{' + '.join(rule['left'])} {rule['relation']} {' + '.join(rule['right'])} ({rule.basis})"


def test_a_title_is_made_of_lines_that_follow_each_other(tmp_path: Path):
    """So that it stands word for word in its cells: the office above it ends with a star of its own."""
    document = docx.Document(str(FOLDER / "danh-sach.docx"))
    document.tables[0].cell(0, 1).text = "MỘT DÒNG KHÁC"
    document.save(str(tmp_path / "a.docx"))
    made = from_blank(Request("94B", DAY, tmp_path), tmp_path / "a.docx")
    assert load(made.files[0])["title"] == "DANH SÁCH CÁC SÁNG KIẾN THỬ NGHIỆM"
    assert {problem.rule for problem in check_schemas(tmp_path)} == {"blank_kept"}


def test_made_up_names_in_lines_to_fill_are_told(tmp_path: Path):
    made, _ = drafted(FOLDER / "canh-nhau.92B.yaml", tmp_path)
    told = [one for one in made.open if "coi là ví dụ" in one.said]
    assert [one.cells for one in told] == [("B7", "B8"), ("F7", "F8")]
    assert "“Tổ A; Tổ B”" in told[0].said


# ---- what can be done with it


@each
def test_a_draft_obeys_the_house_rules_but_for_what_a_person_must_decide(case: Path, tmp_path: Path):
    made, schema = drafted(case, tmp_path)
    (problem,) = check_schemas(tmp_path)
    assert (problem.rule, "document" in problem.message) == ("blank_kept", True)
    must = [one for one in made.open if one.weight == "must"]
    assert [one.where for one in must] == ["x-form/blank/document"]
    schema["x-form"]["blank"]["document"] = {"name": "Công văn thử", "number": "1-CV/TN", "date": "2025-05-05"}
    made.files[0].write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", "utf-8")
    assert check_schemas(tmp_path) == []


@each
def test_a_draft_becomes_a_page_and_a_template_that_is_read_back(case: Path, tmp_path: Path, drafts: Drafts):
    _, schema = drafts(case)
    form = build_form(schema)
    page = context(form)
    assert form.title is not None
    assert form.title.text.split()[0] in page["picture"]
    assert "của mẫu chính thức" in render("form.md.j2", f"bieu/{form.code}.md", page_context(page)) or not form.rules
    data = with_totals(form, specimen(form, 0))
    file = tmp_path / "bieu.xlsx"
    file.write_bytes(workbook_bytes([form], envelopes={form.code: envelope(form, data=data)}))
    reading = read(file, {form.code: form})
    assert reading.refusal is None
    assert reading.submissions[0].envelope["data"] == data


def page_context(page: dict[str, Any]) -> dict[str, Any]:
    from scripts.pages import corrections, plan_pages
    from scripts.wording import text

    helpers = {"sizes": _Sizes(), "due": plan_pages.due(), "ask": "nơi nhận", "when": plan_pages.when}
    return {**helpers, "difference": corrections.difference, "short": text.short, **page, "page": "bieu/a.md"}


class _Sizes(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "1 KB"


def test_a_filled_template_of_a_draft_validates(tmp_path: Path):
    case = FOLDER / "nhieu-bang.97B.yaml"
    _, schema = drafted(case, tmp_path)
    form = build_form(schema)
    data = {
        "1": {"tong_so": 5, "chia_ra": {"nam": 3, "nu": 2}},
        "2": {"tong_so": 4, "chia_ra": {"nam": 1, "nu": 2}},
        "2.1": {"tong_so": 4, "chia_ra": {"nam": 1, "nu": 3}},
    }
    file = tmp_path / "bieu.xlsx"
    file.write_bytes(workbook_bytes([form], envelopes={form.code: envelope(form, data=data)}))
    result = check_paths([file], {form.code: form}, None)
    assert [(f.code, f.severity, f.cell) for f in result.findings if f.rule] == [
        ("sum-differs", "warning", "C10"),  # 4 in all, but 1 and 2
        ("sum-differs", "warning", "E10"),  # 2, but 3 in the row below
    ]


# ---- the evidence


@each
def test_every_label_stands_in_its_cell_and_a_changed_one_is_noticed(case: Path, tmp_path: Path):
    made, schema = drafted(case, tmp_path)
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    title = schema["title"]
    made.files[0].write_text(text.replace(f'"title": "{title}"', f'"title": "{title} KHÁC"', 1), "utf-8")
    assert [p.rule for p in check_schemas(tmp_path)] == ["blank_kept", "cells_say"]


def test_a_changed_or_lost_blank_is_noticed(tmp_path: Path):
    made, _ = drafted(FOLDER / "nhieu-bang.97B.yaml", tmp_path)
    kept = tmp_path / "blanks" / "97B.xlsx"
    shutil.copy(FOLDER / "khong-ke.xlsx", kept)
    assert any("sha256" in p.message for p in check_schemas(tmp_path))
    kept.write_bytes(b"PK\x03\x04 hong")
    assert any("bị hỏng" in p.message for p in check_schemas(tmp_path))
    kept.unlink()
    assert [p.message for p in check_schemas(tmp_path) if "không có tệp" in p.message]
    assert made.files[1] == kept


def test_the_kept_copy_names_no_person(tmp_path: Path):
    source = FOLDER / "hai-cap-nhan.xlsx"
    assert openpyxl.load_workbook(source).properties.creator == "Nguyễn Văn Thử"
    made, schema = drafted(FOLDER / "hai-cap-nhan.99B.yaml", tmp_path)
    kept = made.files[1]
    assert "Nguyễn Văn Thử".encode() not in b"".join(_parts(kept))
    assert b"creator" not in b"".join(_parts(kept))
    assert read_blank(kept).sheets == read_blank(source).sheets
    again, _ = drafted(FOLDER / "hai-cap-nhan.99B.yaml", tmp_path / "again")
    assert again.files[1].read_bytes() == kept.read_bytes()
    assert schema["x-form"]["blank"]["file"] == "99B.xlsx"


def _parts(file: Path) -> Iterator[bytes]:
    from zipfile import ZipFile

    with ZipFile(file) as held:
        yield from (held.read(name) for name in held.namelist())


def test_words_outside_the_cells_are_told(tmp_path: Path):
    book = openpyxl.load_workbook(FOLDER / "khong-ke.xlsx")
    book.active["B6"].comment = Comment("Nguyễn Văn Thử: xem lại dòng này", "Nguyễn Văn Thử")
    book.active.column_dimensions["D"].hidden = True
    book.save(tmp_path / "a.xlsx")
    made = from_blank(Request("ZZ", DAY, tmp_path / "xlsx"), tmp_path / "a.xlsx")
    told = [one.said for one in made.open]
    assert any("“Nguyễn Văn Thử: xem lại dòng này”" in said and "xóa khỏi mẫu" in said for said in told)
    assert any(said.startswith("dòng, cột D đang ẩn") for said in told)


def test_changes_that_word_still_tracks_are_told(tmp_path: Path):
    document = docx.Document(str(FOLDER / "so-trong-nhan.docx"))
    added = f'<w:ins {nsdecls("w")} w:id="1" w:author="Thử"><w:r><w:t>đã sửa đổi</w:t></w:r></w:ins>'
    document.paragraphs[1]._p.append(parse_xml(added))
    document.save(str(tmp_path / "a.docx"))
    made = from_blank(Request("ZZ", DAY, tmp_path / "docx"), tmp_path / "a.docx")
    assert any("“đã sửa đổi”" in one.said for one in made.open)
    assert b'w:author=""' in b"".join(_parts(made.files[1]))
    assert b'w:author="Th' not in b"".join(_parts(made.files[1]))


# ---- edited by somebody, saved by another program

EDITS = 40
WORDS = (
    "", "…", 1, "I", "a)", "- x", "Tổng cộng", "Cộng", "STT", "Ghi chú: thử", "(1)", "3=1+2", "Trong đó: nam", "%",
    "x" * 400, "Ngày 32/13/2025", "từ 99/99/2025 đến 1/1/2026", "A", "=1+1", "Biểu 5B", "Nội dung\nhai dòng", 1.5,
    "[]:*?/",
)  # fmt: skip


def edited(source: Path, seed: int) -> openpyxl.Workbook:
    """The workbook after a few changes that nobody planned."""
    chance = random.Random(seed)
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[-1]
    for _ in range(chance.randint(1, 6)):
        row, col = chance.randint(1, sheet.max_row), chance.randint(1, sheet.max_column)
        change = chance.choice(("words", "words", "words", "row", "column", "gone row", "gone column", "merged"))
        if change == "words" and not isinstance(sheet.cell(row, col), MergedCell):
            sheet.cell(row, col).value = chance.choice(WORDS)
        elif change == "merged":
            sheet.merge_cells(start_row=row, start_column=col, end_row=row + 1, end_column=col + 1)
        elif change in _CHANGES:
            _CHANGES[change](sheet, row, col)
    return book


_CHANGES: dict[str, Callable[[Any, int, int], None]] = {
    "row": lambda sheet, row, _: sheet.insert_rows(row),
    "column": lambda sheet, _, col: sheet.insert_cols(col),
    "gone row": lambda sheet, row, _: sheet.delete_rows(row),
    "gone column": lambda sheet, _, col: sheet.delete_cols(col),
}


@pytest.mark.parametrize("seed", range(EDITS))
def test_an_edited_blank_becomes_a_sound_draft_or_is_refused_with_a_sentence(tmp_path: Path, seed: int):
    sources = sorted(FOLDER.glob("*.xlsx"))
    source = tmp_path / "mau.xlsx"
    edited(sources[seed % len(sources)], seed).save(source)
    refused = ""
    try:
        made = from_blank(Request("ZZ", DAY, tmp_path / "schemas", table=1), source)
    except BlankError as error:
        refused = str(error)
    if refused:
        assert refused.endswith(".")
        return
    must = {one.where for one in made.open if one.weight == "must"}
    assert "x-form/blank/document" in must
    allowed = {"blank_kept"} | ({"sides_match"} if "properties" in must else set())
    assert {problem.rule for problem in check_schemas(tmp_path / "schemas")} <= allowed


@pytest.fixture(scope="module")
def elsewhere(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every blank as LibreOffice writes it: workbooks by way of .xls, documents by way of .odt."""
    made: dict[str, Path] = {}
    for ending, between in ((".xlsx", "xls"), (".docx", "odt")):
        sources = sorted(FOLDER.glob(f"*{ending}"))
        old = convert_all(soffice, sources, between, tmp_path_factory.mktemp("old"))
        new = convert_all(soffice, old, ending.removeprefix("."), tmp_path_factory.mktemp("new"))
        made |= {source.name: file for source, file in zip(sources, new, strict=True)}
    return made


@each
def test_a_blank_saved_by_another_program_says_the_same(
    case: Path, tmp_path: Path, elsewhere: dict[str, Path], drafts: Drafts
):
    source, code = parts(case)
    other = from_blank(Request(code, DAY, tmp_path), elsewhere[source.name]).files[0]
    schemas = [deepcopy(drafts(case)[1]), load(other)]
    for schema in schemas:
        schema["x-form"]["blank"].pop("sha256")  # another file, so another fingerprint
    assert schemas[0] == schemas[1]


@pytest.mark.parametrize("width", [1280, 390])
def test_every_column_of_a_wide_blank_can_be_seen_in_its_picture(browser: Any, tmp_path: Path, width: int):
    """The page stays as wide as the window; each table scrolls in a box of its own to its last column."""
    made, _ = drafted(FOLDER / "xoay-tieu-de.89B.yaml", tmp_path)
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(made.files[-1].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for frame in page.locator(".nf-frame").all():
        frame.evaluate("box => { box.scrollLeft = box.scrollWidth; }")
        last = frame.locator("tr").last.locator("td, th").last
        box, cell = frame.bounding_box(), last.bounding_box()
        assert box["x"] <= cell["x"]
        assert cell["x"] + cell["width"] <= box["x"] + box["width"] + 1
    page.close()


# ---- what is kept, what is refused


def test_what_was_known_of_the_form_is_kept(tmp_path: Path):
    code = ABSENT[0].code
    (tmp_path / "forms").mkdir()
    shutil.copy(paths.FORMS / f"{code}.schema.json", tmp_path / "forms")
    made = from_blank(Request(code, DAY, tmp_path, table=2), FOLDER / "nhieu-bang.xlsx")
    identity = load(made.files[0])["x-form"]
    before = load(paths.FORMS / f"{code}.schema.json")["x-form"]
    assert identity["outline"] == before["outline"]
    assert identity["known"] == before["known"]
    assert identity["label"] == before["label"]  # the blank says 97B, so its label is not taken
    assert (identity["status"], identity["version"]) == ("present", "2.0.0")
    assert any("97B" in one.said and one.where == "x-form/label" for one in made.open)
    assert any(f"{code} 2.0.0" in one.said and one.weight == "must" for one in made.open)


def test_a_form_whose_layout_is_known_is_not_written_over(tmp_path: Path):
    (tmp_path / "forms").mkdir()
    target = tmp_path / "forms" / "1B.schema.json"
    shutil.copy(paths.FORMS / "1B.schema.json", target)
    with pytest.raises(BlankError, match="--force"):
        from_blank(Request("1B", DAY, tmp_path), FOLDER / "khong-ke.xlsx")
    assert target.read_bytes() == (paths.FORMS / "1B.schema.json").read_bytes()
    from_blank(Request("1B", DAY, tmp_path, force=True), FOLDER / "khong-ke.xlsx")
    assert target.read_bytes() != (paths.FORMS / "1B.schema.json").read_bytes()


@pytest.mark.parametrize("code", ["14B", "XYZ"])
def test_an_empty_form_obeys_the_rules(tmp_path: Path, code: str):
    made = empty(Request(code, DAY, tmp_path))
    assert check_schemas(tmp_path) == []
    assert build_form(load(made.files[0])).status == "absent"
    with pytest.raises(BlankError, match="--from"):
        empty(Request(code, DAY, tmp_path))


@pytest.mark.parametrize(("said", "code"), [("3b", "3B"), ("Biểu 12B", "12B"), ("biểu số 4B", "4B"), ("prs", "PRS")])
def test_a_code_is_understood_as_people_say_it(said: str, code: str):
    assert checked_code(said) == code


@pytest.mark.parametrize("said", ["", "3", "3C", "../3B", "ĐB", "A" * 9])
def test_what_is_no_code_is_refused(said: str):
    with pytest.raises(BlankError, match="không phải mã biểu"):
        checked_code(said)


def no_table(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active["A1"] = "Chỉ có một dòng chữ"
    book.save(folder / "khong-bang.xlsx")
    return folder / "khong-bang.xlsx"


def named(name: str, content: bytes = b"abc") -> Any:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def cut(folder: Path) -> Path:
    (folder / "dut.docx").write_bytes((FOLDER / "danh-sach.docx").read_bytes()[:-3000])
    return folder / "dut.docx"


def other(folder: Path) -> Path:
    shutil.copy(FOLDER / "danh-sach.docx", folder / "nham.xlsx")
    return folder / "nham.xlsx"


@pytest.mark.parametrize(
    ("make", "options", "words"),
    [
        (lambda folder: folder / "khong-co.xlsx", {}, "Không có tệp"),
        (named("cu.xls"), {}, "lưu thành .xlsx hoặc .docx"),
        (named("quet.pdf"), {}, "lưu thành .xlsx hoặc .docx"),
        (named("la.abc"), {}, "chỉ đọc mẫu trống là tệp .xlsx hoặc .docx"),
        (named("hong.xlsx"), {}, "bị hỏng"),
        (cut, {}, "bị hỏng"),
        (other, {}, "bị hỏng"),
        (no_table, {}, "không thấy bảng nào"),
        (lambda _: FOLDER / "nhieu-bang.xlsx", {}, "Chọn một bằng --table"),
        (lambda _: FOLDER / "nhieu-bang.xlsx", {"table": 3}, "chỉ thấy 2 bảng"),
        (lambda _: FOLDER / "nhieu-bang.xlsx", {"sheet": "Trang lạ"}, "“Biểu mẫu”"),
        (lambda _: FOLDER / "nhieu-bang.xlsx", {"sheet": "Hướng dẫn"}, "không thấy bảng nào"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_nothing_is_written(
    tmp_path: Path, make: Any, options: dict[str, Any], words: str
):
    source = make(tmp_path)
    with pytest.raises(BlankError, match=re.escape(words)):
        from_blank(Request("ZZ", DAY, tmp_path / "schemas", **options), source)
    assert not (tmp_path / "schemas").exists()


# ---- the command


def test_the_command_writes_and_says_what_is_open(tmp_path: Path):
    source = str(FOLDER / "danh-sach.docx")
    done = CliRunner().invoke(main, ["new-form", "94b", "--from", source, "--out", str(tmp_path), "--date", DAY])
    assert done.exit_code == 0, done.output
    assert "[!] Văn bản ban hành mẫu [đoạn 3]" in done.output
    assert "Trên mẫu in: “Kèm theo Công văn số 123-CV/TN, ngày 05/5/2025 của Ban Thử nghiệm”" in done.output
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {
        "forms/94B.schema.json",
        "blanks/94B.docx",
        "new-form/94B/quyet-dinh.md",
        "new-form/94B/hinh.html",
    }
    list_ = (tmp_path / "new-form/94B/quyet-dinh.md").read_text("utf-8")
    assert list_.startswith("# Biểu 94B: những điều cần quyết định\n")
    assert "- [ ] **Cột “Lý do đề nghị”** [ô F1 của bảng 2]: đoán là lời văn, vì có chữ “lý do”." in list_


def test_the_command_refuses_with_a_sentence(tmp_path: Path):
    done = CliRunner().invoke(main, ["new-form", "3B", "--from", str(tmp_path / "a.xls"), "--out", str(tmp_path)])
    assert (done.exit_code, done.exception.__class__) == (2, SystemExit)
    assert "Không có tệp" in done.output


@each
def test_the_picture_is_one_file_that_asks_for_nothing(case: Path, drafts: Drafts):
    made, schema = drafts(case)
    page = made.files[3].read_text("utf-8")
    assert not re.search(r"""(?:src|href)=["'](?!#)|@import|url\(""", page)
    for words in (schema["title"].split()[0], "nf-guess", "Máy đoán"):
        assert words in page


def test_the_forms_of_the_repository_are_not_blanks():
    """So that nothing made up here is taken for official: no form cites a blank until one is there."""
    assert all(form.blank is None or (paths.SCHEMAS / "blanks" / form.blank.file).is_file() for form in FORMS.values())


def test_columns_that_a_printed_formula_adds_hold_numbers(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Biểu 92B"])
    sheet.append(["BẢNG THỬ NGHIỆM GIẢ ĐỊNH"])
    sheet.append(["TT", "Tên trạm", "Tất cả", "Loại một", "Loại hai"])
    sheet.append(["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)"])
    for line in (["1", None, None, None, None], ["2", None, None, None, None], ["…", None, None, None, None]):
        sheet.append(line)
    thin = Side(style="thin")
    for row in sheet["A3:E7"]:
        for cell in row:
            cell.border = Border(thin, thin, thin, thin)
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "forms").mkdir()
    made = from_blank(Request("92B", DAY, tmp_path), tmp_path / "a.xlsx")
    form = build_form(load(made.files[0]))
    kinds = {column.bare_number: column.leaf.kind for column in form.tables[0].columns if column.leaf}
    assert kinds == {"1": "text", "2": "text", "3": "integer", "4": "integer", "5": "integer"}
