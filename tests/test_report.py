"""A report is checked against the outline: a complete one passes, each damage is found and nothing else with it."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from scripts.findings import Finding
from scripts.model.report import identifier
from scripts.submissions.container import FACTS, Unreadable
from scripts.submissions.docx import read_docx
from scripts.submissions.docx_contents import Document, Paragraph, Run
from scripts.submissions.report import find_sections
from scripts.submissions.report_figures import Figure, all_slots, figures, read_figure
from scripts.submissions.report_words import fold
from scripts.validation.report import check_report
from scripts.wording import messages
from scripts.wording.report import MESSAGES, REFUSALS, finding
from tests.libreoffice import convert, convert_all
from tests.reports import examples
from tests.reports.damages import FOLDER, Damage, damages
from tests.reports.examples import OUTLINE

DAMAGES = damages()
SLOTS = {slot.id: slot for slot in all_slots(OUTLINE)}
SHEETS_ONLY = {"too-many-sheets", "out-of-grid", "duplicate-cell", "bad-string-index", "bad-value"}
WORKBOOKS_ONLY = {"not-a-workbook", "is-xls", "is-xlsb", "is-docx", "zip-not-workbook"} | SHEETS_ONLY


def check(path: Path) -> list[Finding]:
    return check_report(read_docx(path), OUTLINE, path.name)


def faults(findings: list[Finding]) -> list[tuple[str, str]]:
    return sorted((f.code, f.path) for f in findings if f.severity != "note")


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("valid") / "bao-cao.docx", examples.valid_bytes())


# The complete report


def test_a_complete_report_has_no_faults(valid: Path):
    found = check(valid)
    assert faults(found) == []
    assert {f.code for f in found} == {"figure-explained"}


def test_its_figures_are_read_back(valid: Path):
    read = figures(read_docx(valid), OUTLINE)
    assert list(read) == [slot.id for slot in all_slots(OUTLINE)]
    given = {k: v for s in examples.answers()["sections"].values() for k, v in s.get("indicators", {}).items()}
    plain = {key: value for key, value in given.items() if isinstance(value, int | float)}
    assert len(plain) > 80
    assert {key: read[key] for key in plain} == plain
    assert (read["III3-01.3"], read["I-06.3"], read["III5-01.1"]) == (186420.5, 98.5, 38.5)
    assert read["II-02.4"] is read["II-04.3"] is None
    assert read["III8-01"] == 2  # “02 mô hình”: the row prints that unit


@pytest.mark.parametrize("ways", [("docx",), ("odt", "docx"), ("doc", "docx")], ids="-".join)
def test_it_has_no_faults_after_other_formats(valid: Path, tmp_path: Path, soffice: str, ways: tuple[str, ...]):
    path = valid
    for number, way in enumerate(ways):
        path = convert(soffice, path, way, tmp_path / str(number))
    assert faults(check(path)) == []
    assert figures(read_docx(path), OUTLINE) == figures(read_docx(valid), OUTLINE)
    assert read_docx(path).identifier == identifier(OUTLINE)


def test_the_template_as_handed_out_asks_for_every_section_once(tmp_path: Path):
    found = check(written(tmp_path / "a.docx", examples.blank_bytes()))
    unanswered = [f.path for f in found if f.code in ("section-unanswered", "section-optional")]
    assert unanswered == [f"Mục {h.key}" for h in OUTLINE.headings if h.answered]
    codes = {"section-unanswered", "section-optional", "guidance-left", "table-empty", "blanks-left"}
    assert {f.code for f in found} == codes
    assert sum("26" in f.message for f in found if f.code == "table-empty") == 1


# Damaged reports


def said(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return sorted((f.code, f.path, f.message) for f in findings if f.severity != "note")


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every damaged report, by the name of its case."""
    folder = tmp_path_factory.mktemp("damaged")
    for damage in DAMAGES:
        document = examples.opened()
        damage.inflict(document)
        document.save(str(folder / f"{damage.name}.docx"))
    return folder


@pytest.fixture(scope="module")
def saved_again(damaged: Path, soffice: str) -> Path:
    """The same reports as LibreOffice saves them."""
    convert_all(soffice, sorted(damaged.glob("*.docx")), "docx", damaged / "saved")
    return damaged / "saved"


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.name)
def test_a_damage_is_found_and_nothing_else(damage: Damage, damaged: Path):
    assert said(check(damaged / f"{damage.name}.docx")) == sorted(damage.findings)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.name)
def test_a_damage_is_found_after_libreoffice_has_saved_it(damage: Damage, saved_again: Path):
    assert said(check(saved_again / f"{damage.name}.docx")) == sorted(damage.findings)


def test_every_file_of_the_folder_is_a_case():
    assert {path.name for path in FOLDER.iterdir()} == {f"{damage.name}.yaml" for damage in DAMAGES}


def test_a_section_declared_nil_needs_no_table(tmp_path: Path):
    document = examples.opened()
    first, *others = examples.paragraphs_of(document, "III.8")
    examples.set_words(first, "Trong kỳ không phát sinh mô hình, sáng kiến mới.")
    for paragraph in others:
        examples.remove(paragraph._p)
    examples.remove(examples.table_of(document, "III.8")._tbl)
    document.save(str(tmp_path / "a.docx"))
    assert faults(check(tmp_path / "a.docx")) == []
    examples.set_words(first, "Có 02 mô hình, không phát sinh thêm.")
    document.save(str(tmp_path / "b.docx"))
    assert faults(check(tmp_path / "b.docx")) == [("table-missing", "Mục III.8")]


def test_every_kind_of_finding_is_provoked():
    provoked = {code for damage in DAMAGES for code, _, _ in damage.findings}
    elsewhere = {"report-without-headings", "report-has-macros", "report-old-template", "report-old-figures"}
    elsewhere |= {"heading-gone", "figure-explained"}
    of_rules = {"relation-broken"}  # said in the words of the form of figures
    assert (provoked - of_rules) | elsewhere == set(MESSAGES)


def test_another_document_is_named_once():
    found = check_report(Document((line("Kính gửi: Ban Tổ chức Tỉnh ủy"),), has_macros=True), OUTLINE)
    assert [f.code for f in found] == ["report-has-macros", "report-without-headings"]


def line(text: str, ordinal: int = 0, **more: object) -> Paragraph:
    blank = Paragraph(ordinal, text, "", "Normal", None, (), ())
    return dataclasses.replace(blank, **more)  # type: ignore[arg-type]


def test_the_number_of_an_automatic_list_counts_as_written():
    heading = OUTLINE.heading("II.2")
    lines = [line(heading.label.text, level=2)]
    for label in ("(i)", "(ii)", "iii)", "i.", "ii.", "iii."):
        lines.append(line("Đã làm.", label=label))
    numbered = tuple(dataclasses.replace(p, ordinal=at) for at, p in enumerate(lines))
    codes = {f.code for f in check_report(Document(numbered), OUTLINE) if f.path == "Mục II.2"}
    assert codes == {"form-not-mentioned", "table-missing"}


def test_an_answer_in_the_line_of_its_heading_is_an_answer():
    label = OUTLINE.heading("V.3").label.text
    for level, behind in ((2, " Giữ ổn định đơn vị hành chính."), (None, "\nGiữ ổn định."), (2, ""), (2, " ")):
        found = check_report(Document((line(f"3. {label}{behind}", level=level),)), OUTLINE)
        missed = [f.path for f in found if f.code == "section-optional"]
        assert missed == ([] if "Giữ" in behind else ["Mục V.3"])


def test_a_bookmark_that_slipped_to_another_heading_is_not_believed():
    here, other = OUTLINE.heading("IV.1"), OUTLINE.heading("IV.2")
    slipped = line(other.label.text, level=2, bookmarks=("muc_IV_1",))
    report = find_sections(Document((line(here.label.text, level=2), dataclasses.replace(slipped, ordinal=1))), OUTLINE)
    assert [(s.heading.key, s.found_by) for s in report.sections] == [("IV.1", "heading"), ("IV.2", "heading")]


def test_contents_typed_by_hand_are_not_taken_for_the_sections():
    labels = [heading.label.text for heading in OUTLINE.headings]
    blocks = tuple(line(label, at) for at, label in enumerate([*labels, *labels]))
    report = find_sections(Document(blocks), OUTLINE)
    assert [section.ordinal for section in report.sections] == list(range(len(labels), 2 * len(labels)))


def test_a_question_given_back_is_no_answer():
    heading = OUTLINE.heading("II.2")
    echoes = [item.label.text for prompt in heading.prompts for item in prompt.items]
    for extra in ("", " Đã ban hành 06 quy định."):
        said = [heading.label.text, *(f"(i) {echo}:{extra}" for echo in echoes)]
        blocks = tuple(line(text, at, level=None if at else 2) for at, text in enumerate(said))
        codes = {f.code for f in check_report(Document(blocks), OUTLINE) if f.path == "Mục II.2"}
        assert ("section-unanswered" in codes) == (not extra)


@pytest.mark.parametrize(
    ("text", "font", "is_old"),
    [
        (examples.TCVN3, ".VnTime", True),
        (examples.TCVN3, ".VNTIMEH", True),
        (examples.VNI, "VNI-Times", True),
        (examples.TCVN3, "Times New Roman", False),
        ("Tiếp công dân · giải quyết đơn thư", ".VnTime", False),
        ("Đồng chí ñ", "VNI-Times", False),
        ("118,4 km2", ".VnTime", False),
    ],
)
def test_a_paragraph_is_in_an_old_encoding_by_its_font_and_its_signs(text: str, font: str, is_old: bool):
    heading = OUTLINE.heading("IV.1")
    blocks = (line(heading.label.text, level=2), line(text, 1, runs=(Run(text, font),)))
    found = check_report(Document(blocks), OUTLINE)
    assert [f.path for f in found if f.code == "old-encoding"] == ["Mục IV.1 > đoạn 1"] * is_old


def test_recipients_named_at_the_head_end_nothing():
    labels = (heading.label.text for heading in OUTLINE.headings)
    blocks = [line("Nơi nhận:"), *(line(label, at, level=1) for at, label in enumerate(labels, 1))]
    assert len(find_sections(Document(tuple(blocks)), OUTLINE).sections) == len(OUTLINE.headings)


def test_the_list_of_recipients_is_no_answer():
    heading = OUTLINE.headings[-1]
    blocks = (line(heading.label.text, level=2), line("Nơi nhận:", 1), line("- Ban Tổ chức Tỉnh ủy,", 2))
    assert any(f.code == "section-unanswered" for f in check_report(Document(blocks), OUTLINE))


# Words and numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thủy sản hòa hợp, khỏe", "thuỷ sản hoà hợp, khoẻ"),
        ("II.3. Công tác kiểm tra", "3) CÔNG TÁC KIỂM TRA"),
        ("I- ĐẶC ĐIỂM, TÌNH HÌNH", "Phần I. Đặc điểm, tình hình:"),
        ("(vii) Hiệu quả", "Hiệu quả."),
        ("Giai đoạn 2026 – 2031", "giai  đoạn\u00a02026 - 2031"),
        ("Ủy ban", "U\u0309y ban"),
    ],
)
def test_what_differs_only_in_looks_is_the_same(one: str, other: str):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("text", ["Phần mềm dùng chung", "Mục tiêu", "I-01", "Xã Ví Dụ", "quý IV"])
def test_words_that_look_like_numbers_stay(text: str):
    assert fold(text) == text.casefold()


@pytest.mark.parametrize(
    ("text", "slot", "figure"),
    [
        ("1.250", "I-01", Figure(1250)),
        ("1.250", "III3-01.1", Figure(1250)),
        ("12.345.678,5", "III3-01.1", Figure(12345678.5)),
        ("1 250", "I-01", Figure(1250)),
        ("98,5 %", "I-06.1", Figure(98.5)),
        ("45,2 mét giá", "III5-01.1", Figure(45.2)),
        ("0", "I-01", Figure(0)),
        ("", "I-01", Figure(None, "blank")),
        (" … ", "I-01", Figure(None, "blank")),
        ("-", "I-01", Figure(None, "blank")),
        ("Không phát sinh", "I-01", Figure(None, "nil")),
        ("không", "I-01", Figure(None, "nil")),
        ("không rõ", "I-01", Figure(None, "not-a-number")),
        ("02 mô hình", "III8-01", Figure(2)),
        ("12 người", "I-02", Figure(12)),
        ("1,250", "I-01", Figure(None, "ambiguous")),
        ("12,5", "I-01", Figure(None, "not-whole")),
        ("12 người", "I-01", Figure(None, "not-a-number")),
        ("98.5", "I-06.1", Figure(None, "not-a-number")),
        ("-3", "I-01", Figure(None, "negative")),
    ],
)
def test_a_figure_is_read_as_it_is_meant(text: str, slot: str, figure: Figure):
    assert read_figure(text, SLOTS[slot]) == figure


# Messages


def test_every_refusal_has_words():
    assert set(REFUSALS) == set(FACTS) - WORKBOOKS_ONLY
    for code in REFUSALS:
        said = finding(code, facts=dict.fromkeys(FACTS[code], "x"))
        assert said.message
        assert said.remedy
    with pytest.raises(ValueError, match="no-such"):
        Unreadable("no-such")


def test_no_code_of_a_report_says_something_else_of_a_workbook():
    assert not set(MESSAGES) & (set(messages.MESSAGES) | set(messages.REFUSALS))
    assert not set(REFUSALS) & set(messages.MESSAGES)


def test_every_message_ends_as_a_sentence_and_shouts_at_nobody():
    for message in [*MESSAGES.values(), *REFUSALS.values()]:
        for said in (message.says, message.remedy):
            assert re.search(r"[.”)](?:\{(?:changes|why)\})?$", said), said  # these two are sentences themselves
            assert "!" not in said
