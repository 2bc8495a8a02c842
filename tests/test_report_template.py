"""The Word template of the narrative report: official words complete, marks to read it by, the same bytes always."""

import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from scripts import paths
from scripts.model.outline import Heading
from scripts.model.report import (
    ADDED_STYLE,
    ANSWER_STYLE,
    GUIDANCE_STYLE,
    HEADING_STYLES,
    heading_bookmark,
    heading_text,
    identifier,
    slots,
    table_bookmark,
)
from scripts.schema import catalogue
from scripts.templates.report import report_bytes
from tests.libreoffice import convert

OUTLINE = catalogue.outline()
ANSWERED = [h for h in OUTLINE.headings if h.answered]
WITH_TABLE = [h for h in OUTLINE.headings if h.indicators]
KEYS = [h.key for h in OUTLINE.headings]
ANSWERS = {
    "III.7": {
        "text": ["Đoạn thứ nhất.", "(i) Đoạn thứ hai."],
        "indicators": {
            "III7-01": 1234.5,
            "III7-02.1": {"value": 120, "note": "tính đến ngày 30/6/2025", "unit": "vụ việc"},
            "III7-02.2": "không phát sinh",
        },
    }
}
FINGERPRINT_CODE = (
    "from hashlib import sha256; from scripts.schema import catalogue;"
    "from scripts.templates.report import report_bytes;"
    "print(sha256(report_bytes(catalogue.outline())).hexdigest(), end='')"
)


@cache
def blank() -> bytes:
    return report_bytes(OUTLINE)


@cache
def blank_document() -> Document:
    return docx.Document(BytesIO(blank()))


@cache
def answered_document() -> Document:
    return docx.Document(BytesIO(report_bytes(OUTLINE, ANSWERS, "Đảng ủy xã Ô Lâm")))


def style_of(paragraph: Paragraph) -> str:
    assert paragraph.style is not None
    return str(paragraph.style.name)


def bookmarked(paragraph: Paragraph) -> list[str]:
    return [mark.get(qn("w:name")) for mark in paragraph._p.iter(qn("w:bookmarkStart"))]


def headings(document: Document) -> list[tuple[str, str, str]]:
    """Bookmark, style and words of each paragraph that has a heading's style."""
    found = [p for p in document.paragraphs if style_of(p) in HEADING_STYLES.values()]
    return [(bookmarked(p)[0], style_of(p), p.text) for p in found]


def expected_headings() -> list[tuple[str, str, str]]:
    return [(heading_bookmark(h), HEADING_STYLES[h.level], heading_text(h)) for h in OUTLINE.headings]


def section(document: Document, heading: Heading) -> list[Paragraph | Table]:
    """What stands between the heading and the next one."""
    inside: list[Paragraph | Table] = []
    within = False
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph) and style_of(block) in HEADING_STYLES.values():
            within = heading_bookmark(heading) in bookmarked(block)
        elif within:
            inside.append(block)
    return inside


def texts(document: Document, heading: Heading, style: str) -> list[str]:
    blocks = section(document, heading)
    return [b.text for b in blocks if isinstance(b, Paragraph) and style_of(b) == style]


def table_of(document: Document, heading: Heading) -> Table:
    return next(t for t in document.tables if table_bookmark(heading) in bookmarked(t.cell(0, 0).paragraphs[0]))


def guidance(heading: Heading) -> Iterator[str]:
    for prompt in heading.prompts:
        yield prompt.label.text
        yield from (f"{item.number} {item.label.text}" for item in prompt.items)
    for note in heading.footnotes:
        yield f"Chú thích {note.mark}: {note.label.text}"
        yield from (f"{item.number} {item.label.text}" for item in note.items)


def waiting(heading: Heading) -> list[str]:
    """The paragraphs prepared for the answer."""
    for_prompts = [[f"{i.number} " for i in prompt.items] or [""] for prompt in heading.prompts]
    return [line for lines in for_prompts for line in lines] or [""] * heading.answered


def test_same_bytes_on_every_run():
    assert report_bytes(OUTLINE) == blank()


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_same_bytes_for_every_hash_seed(seed):
    run = subprocess.run(
        [sys.executable, "-c", FINGERPRINT_CODE],
        cwd=paths.ROOT,
        env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == sha256(blank()).hexdigest()


def test_no_clock_and_no_person_in_the_file():
    with ZipFile(BytesIO(blank())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 7, 1, 0, 0, 0)}
    about = blank_document().core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created == about.modified


def test_identifier_says_which_outline():
    assert blank_document().core_properties.identifier == identifier(OUTLINE)


def test_every_heading_has_bookmark_style_and_words_in_order():
    assert headings(blank_document()) == expected_headings()


@pytest.mark.parametrize(("level", "style_id"), [(1, "Heading1"), (2, "Heading2")])
def test_heading_styles_are_the_built_in_ones(level, style_id):
    style = blank_document().styles[HEADING_STYLES[level]]
    assert (style.style_id, style.builtin) == (style_id, True)
    assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)


def test_bookmarks_are_numbered_and_named_once():
    marks = list(blank_document().element.iter(qn("w:bookmarkStart")))
    ends = list(blank_document().element.iter(qn("w:bookmarkEnd")))
    numbers = [mark.get(qn("w:id")) for mark in marks]
    assert len(set(numbers)) == len(marks) == len(OUTLINE.headings) + len(WITH_TABLE)
    assert len({mark.get(qn("w:name")) for mark in marks}) == len(marks)
    assert [end.get(qn("w:id")) for end in ends] == numbers


@pytest.mark.parametrize("key", KEYS)
def test_guidance_holds_the_official_words(key):
    heading = OUTLINE.heading(key)
    assert texts(blank_document(), heading, GUIDANCE_STYLE) == list(guidance(heading))


@pytest.mark.parametrize("key", KEYS)
def test_an_answer_paragraph_waits_below_every_point(key):
    heading = OUTLINE.heading(key)
    assert texts(blank_document(), heading, ANSWER_STYLE) == waiting(heading)


def test_each_answer_paragraph_follows_its_item():
    blocks = section(blank_document(), OUTLINE.heading("III.2"))
    lines = [(style_of(b), b.text) for b in blocks if isinstance(b, Paragraph)]
    place = next(n for n, (_, line) in enumerate(lines) if line.startswith("(vii) Hiệu quả"))
    assert lines[place + 1] == (ANSWER_STYLE, "(vii) ")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("II.1", ["(Phụ lục số 1B kèm theo)."]),
        ("III.1", ["(Phụ lục số 3B, 4B, 5B, 6B, 7B, 8B, 9B kèm theo)."]),
        ("III.8", []),
    ],
)
def test_forms_to_attach_word_for_word_once(key, words):
    assert texts(blank_document(), OUTLINE.heading(key), "Body Text") == words


def test_general_requirements_stand_before_part_one():
    lines = [(style_of(p), p.text) for p in blank_document().paragraphs]
    before = lines[: lines.index(("Heading 1", heading_text(OUTLINE.headings[0])))]
    for requirement in OUTLINE.requirements:
        whole = f"{requirement.number}. " + " […] ".join(part.text for part in requirement.parts)
        assert (GUIDANCE_STYLE, whole) in before


@pytest.mark.parametrize("key", [h.key for h in WITH_TABLE])
def test_table_has_a_row_for_every_figure(key):
    heading = OUTLINE.heading(key)
    table = table_of(blank_document(), heading)
    figures = [slot for indicator in heading.indicators for slot in slots(indicator)]
    assert [row.cells[0].text for row in table.rows] == ["Mã", *(slot.id for slot in figures)]
    for row, slot in zip(table.rows[1:], figures, strict=True):
        lines = [p.text for p in row.cells[1].paragraphs if style_of(p) != GUIDANCE_STYLE]
        assert lines[-1].endswith(slot.part or slot.indicator.name)
        assert row.cells[2].text == slot.row.unit
        assert row.cells[3].text == ""
    tables = [block for block in section(blank_document(), heading) if isinstance(block, Table)]
    assert [found._tbl for found in tables] == [table._tbl]


@pytest.mark.parametrize("key", [h.key for h in WITH_TABLE])
def test_rows_stay_whole_and_the_header_repeats(key):
    rows = table_of(blank_document(), OUTLINE.heading(key)).rows
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)


def test_figures_of_a_form_say_which():
    rows = {row.cells[0].text: row.cells for row in table_of(blank_document(), OUTLINE.heading("III.7")).rows}
    last = rows["III7-01"][1].paragraphs[-1]
    assert (style_of(last), last.text) == (GUIDANCE_STYLE, "Lấy từ Biểu 13B, dòng tổng cộng.")
    assert style_of(rows["III7-03.2"][1].paragraphs[-1]) != GUIDANCE_STYLE
    assert all(cell.text == "" for id_, cells in rows.items() if id_ != "Mã" for cell in cells[3:])


def test_what_is_guessed_of_many_figures_is_said_once_in_a_table():
    rows = table_of(blank_document(), OUTLINE.heading("III.2")).rows
    guesses = [p.text for row in rows for p in row.cells[1].paragraphs if "10B hoặc 11B" in p.text]
    assert len(guesses) == len(set(guesses)) == 2  # one of them speaks of the example of footnote 4, too


def test_page_is_laid_out_as_party_documents_are():
    page = blank_document().sections[0]
    assert [round(Length(side or 0).mm) for side in (page.page_width, page.page_height)] == [210, 297]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin, page.header_distance)
    assert [round(Length(margin or 0).mm) for margin in margins] == [20, 20, 30, 15, 10]


def test_page_number_is_on_all_but_the_first_page():
    page = blank_document().sections[0]
    assert page.different_first_page_header_footer
    assert 'w:instr="PAGE"' in page.header._element.xml
    assert "PAGE" not in page.first_page_header._element.xml


def test_body_is_14_points_on_exactly_20():
    document = blank_document()
    answer = document.styles[ANSWER_STYLE]
    spacing = answer.base_style.paragraph_format
    assert (spacing.line_spacing, spacing.space_after) == (Pt(20), Pt(6))
    assert round(spacing.first_line_indent.mm) == 10
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    assert len(fonts.attrib) == 4
    assert document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:sz')}").get(qn("w:val")) == "28"


def test_every_style_in_use_is_defined():
    used = {node.get(qn("w:val")) for node in blank_document().element.iter(qn("w:pStyle"))}
    assert used <= {style.style_id for style in blank_document().styles}


def test_additions_are_announced_once_at_the_top():
    first = blank_document().paragraphs[0]
    assert style_of(first) == ADDED_STYLE
    assert first.text.startswith(
        "Phần đầu, phần ký và cách trình bày là bổ sung, theo Hướng dẫn 05-HD/VPTW ngày 27/5/2026"
    )


def test_head_and_signature():
    document = blank_document()
    head = " ".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    assert all(words in head for words in ("ĐẢNG CỘNG SẢN VIỆT NAM", "*", "Số ……-BC/ĐU", "ngày"))
    last = [cell.text for cell in document.tables[-1].rows[0].cells]
    assert last[0].startswith("Nơi nhận:\n")
    assert last[1].startswith("T/M BAN THƯỜNG VỤ\n")
    subject = catalogue.plan()["document"]["subject"]["text"]
    assert [p.text for p in document.paragraphs if p.text in ("BÁO CÁO", subject)] == ["BÁO CÁO", subject]


def test_contents_can_be_read_before_they_are_made_anew():
    document = blank_document()
    entries = [(style_of(p), p.text) for p in document.paragraphs if style_of(p).startswith("toc ")]
    assert entries == [(f"toc {h.level}", heading_text(h)) for h in OUTLINE.headings]
    kinds = [node.get(qn("w:fldCharType")) for node in document.element.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert 'TOC \\o "1-2"' in document.element.xml
    assert document.settings.element.find(qn("w:updateFields")) is not None


def test_links_lead_to_bookmarks():
    links = [link.get(qn("w:anchor")) for link in blank_document().element.iter(qn("w:hyperlink"))]
    assert links == [heading_bookmark(h) for h in OUTLINE.headings]


def test_no_content_controls():
    assert not list(blank_document().element.iter(qn("w:sdt")))


def test_an_answer_takes_the_place_of_the_guidance():
    document, heading = answered_document(), OUTLINE.heading("III.7")
    assert texts(document, heading, GUIDANCE_STYLE) == []
    assert texts(document, heading, ANSWER_STYLE) == ANSWERS["III.7"]["text"]
    table = table_of(document, heading)
    styles = {style_of(p) for row in table.rows for cell in row.cells for p in cell.paragraphs}
    assert GUIDANCE_STYLE not in styles
    assert headings(document) == expected_headings()


def test_other_headings_keep_their_guidance():
    heading = OUTLINE.heading("III.8")
    assert texts(answered_document(), heading, GUIDANCE_STYLE) == list(guidance(heading))


def test_figures_are_written_as_vietnamese_readers_write_them():
    rows = table_of(answered_document(), OUTLINE.heading("III.7")).rows
    found = {row.cells[0].text: [cell.text for cell in row.cells[2:]] for row in rows[1:]}
    assert found["III7-01"] == ["cuộc", "1.234,5", ""]
    assert found["III7-02.1"] == ["vụ việc", "120", "tính đến ngày 30/6/2025"]
    assert found["III7-02.2"] == ["vụ việc", "không phát sinh", ""]
    assert found["III7-02.3"] == ["vụ việc", "", ""]


def test_the_unit_heads_the_report():
    assert "ĐẢNG ỦY XÃ Ô LÂM" in answered_document().tables[0].cell(0, 0).text


def test_a_finished_report_carries_no_guidance_at_all():
    document = docx.Document(BytesIO(report_bytes(OUTLINE, {h.key: {"text": "Một đoạn."} for h in ANSWERED})))
    used = {node.get(qn("w:val")) for node in document.element.iter(qn("w:pStyle"))}
    assert document.styles[GUIDANCE_STYLE].style_id not in used


@pytest.mark.parametrize(
    "answers", [{"III.9": {"text": []}}, {"II": {"text": []}}, {"III.8": {"indicators": {"III7-01": 1}}}]
)
def test_answers_to_what_is_not_asked_are_refused(answers):
    with pytest.raises(ValueError, match="đề cương không có"):
        report_bytes(OUTLINE, answers)


@pytest.mark.parametrize("middle", ["odt"])  # by way of .doc the whole check is repeated in test_report.py
def test_marks_survive_other_programs(soffice, tmp_path: Path, middle):
    source = tmp_path / "report.docx"
    source.write_bytes(blank())
    there = convert(soffice, source, middle, tmp_path / "there")
    document = docx.Document(str(convert(soffice, there, "docx", tmp_path / "back")))
    assert headings(document) == expected_headings()
    for heading in WITH_TABLE:
        assert table_of(document, heading).rows[1].cells[0].text == slots(heading.indicators[0])[0].id
    for heading in ANSWERED:
        assert texts(document, heading, GUIDANCE_STYLE) == list(guidance(heading))
    assert document.core_properties.identifier == identifier(OUTLINE)
