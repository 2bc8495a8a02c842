"""The reader takes what any word processor writes, agrees with python-docx on it, and survives the rest."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import docx
import pytest

from scripts.submissions.container import Unreadable, open_package
from scripts.submissions.docx import read_docx
from scripts.submissions.docx_contents import Document, Paragraph, Table
from tests import hostile
from tests.hostile_docx import BODY, READ, STYLES, W, body, document, paragraph, read_apart, styles
from tests.libreoffice import convert
from tests.reports import examples

MEMORY = 200  # MiB, of which Python itself takes some 20

HEADINGS = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="Tiêu đề 2"/></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="Mục của tôi"/><w:basedOn w:val="h2"/></w:style>
<w:style w:type="paragraph" w:styleId="body"><w:name w:val="Thân"/><w:basedOn w:val="h1"/>
  <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="th"><w:name w:val="TOC Heading"/><w:basedOn w:val="h1"/></w:style>
<w:style w:type="paragraph" w:styleId="old"><w:name w:val="Cũ"/>
  <w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="c"><w:name w:val="Đậm"/><w:rPr><w:rFonts w:hAnsi="VNI-Times"/></w:rPr></w:style>
"""
NUMBERS = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%1)"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def read(folder: Path, inside: str, more: Mapping[str, hostile.Content] | None = None) -> Document:
    """Read a document with that body."""
    parts = {"word/numbering.xml": NUMBERS, **styles(HEADINGS), **(more or {})}
    return read_docx(hostile.pack(folder / "a.docx", document(body(inside), parts)))


def only(folder: Path, inside: str) -> Paragraph:
    """The one paragraph of a document with that body."""
    (found,) = read(folder, inside).blocks
    assert isinstance(found, Paragraph)
    return found


def texts(read_: Document) -> list[str]:
    return [block.text for block in read_.blocks if isinstance(block, Paragraph)]


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def said(text: str) -> str:
    return run(f"<w:t>{text}</w:t>")


# Text


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (said("Báo ") + said("cáo"), "Báo cáo"),
        (said("Ba\u0301o"), "Báo"),
        (run("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t>"), "a b\nc\nd"),
        (run("<w:t>2026</w:t><w:noBreakHyphen/><w:t>2031</w:t>"), "2026-2031"),
        ("<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>" + said("a"), "a"),
        (f"<w:ins>{said('thêm')}</w:ins><w:del>{run('<w:delText>bớt</w:delText><w:t>x</w:t>')}</w:del>", "thêm"),
        (f"<w:moveFrom>{said('cũ')}</w:moveFrom><w:moveTo>{said('mới')}</w:moveTo>", "mới"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{said('ô chọn')}</w:sdtContent></w:sdt>", "ô chọn"),
        (f"<w:hyperlink>{said('liên kết')}</w:hyperlink>", "liên kết"),
        (f"<w:smartTag><w:customXml>{said('xã')}</w:customXml></w:smartTag>", "xã"),
        (said("a") + "<w:r><w:footnoteReference w:id='2'/></w:r>", "a"),
        (
            run("<w:fldChar w:fldCharType='begin'/>")
            + run("<w:instrText> PAGE \\* MERGEFORMAT </w:instrText>")
            + run("<w:fldChar w:fldCharType='separate'/>")
            + said("12")
            + run("<w:fldChar w:fldCharType='end'/>"),
            "12",
        ),
        (f"<w:fldSimple w:instr='PAGE'>{said('3')}</w:fldSimple>", "3"),
        (
            said("a")
            + run(f"<w:pict><v:textbox><w:txbxContent><w:p>{said('khung')}</w:p></w:txbxContent></v:textbox></w:pict>")
            + said("b"),
            "ab",
        ),
        (
            "<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p/></w:txbxContent></w:drawing></mc:Choice>"
            f"<mc:Fallback>{said('x')}</mc:Fallback></mc:AlternateContent>" + said("c"),
            "c",
        ),
        (run("<w:ruby><w:rt>" + said("nhỏ") + "</w:rt><w:rubyBase>" + said("to") + "</w:rubyBase></w:ruby>"), "to"),
    ],
)
def test_the_text_is_what_a_reader_of_the_paper_sees(tmp_path: Path, inside: str, text: str):
    assert only(tmp_path, f"<w:p>{inside}</w:p>").text == text


def test_paragraphs_with_a_struck_out_mark_are_one(tmp_path: Path):
    struck = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    inside = (
        f"<w:p>{struck}<w:bookmarkStart w:name='b'/>{said('Một ')}</w:p><w:p>{struck}</w:p><w:p>{said('hai')}</w:p>"
    )
    found = only(tmp_path, inside)
    assert (found.text, found.bookmarks) == ("Một hai", ("b",))


def test_a_former_look_counts_for_nothing(tmp_path: Path):
    listed = "<w:numPr><w:numId w:val='1'/></w:numPr>"
    was = f"<w:pPrChange><w:pPr><w:pStyle w:val='h1'/>{listed}<w:outlineLvl w:val='0'/></w:pPr></w:pPrChange>"
    changed = "<w:rPr><w:rPrChange><w:rPr><w:rFonts w:hAnsi='.VnTime'/></w:rPr></w:rPrChange></w:rPr>"
    kept = f"<w:p><w:pPr><w:rPr><w:rPrChange/></w:rPr>{was}</w:pPr>{run(changed + '<w:t>a</w:t>')}</w:p>"
    first, second = (b for b in read(tmp_path, kept + paragraph("b")).blocks if isinstance(b, Paragraph))
    assert (first.shown, first.style, first.level) == ("a", "Normal", None)
    assert first.fonts == {"Times New Roman"}
    assert second.text == "b"


# Styles, levels, fonts


@pytest.mark.parametrize(
    ("properties", "style", "level"),
    [
        ("", "Normal", None),
        ("<w:pStyle w:val='h1'/>", "heading 1", 1),
        ("<w:pStyle w:val='h2'/>", "Tiêu đề 2", 2),
        ("<w:pStyle w:val='mine'/>", "Mục của tôi", 2),
        ("<w:pStyle w:val='body'/>", "Thân", None),
        ("<w:pStyle w:val='h1'/><w:outlineLvl w:val='9'/>", "heading 1", None),
        ("<w:outlineLvl w:val='2'/>", "Normal", 3),
        ("<w:outlineLvl w:val='x'/>", "Normal", None),
        ("<w:pStyle w:val='Heading3'/>", "Heading3", 3),
    ],
)
def test_the_level_comes_from_the_paragraph_or_the_chain_of_its_styles(
    tmp_path: Path, properties: str, style: str, level: int | None
):
    found = only(tmp_path, paragraph("a", properties))
    assert (found.style, found.level) == (style, level)


@pytest.mark.parametrize(
    ("properties", "look", "font"),
    [
        ("", "", "Times New Roman"),
        ("", "<w:rFonts w:ascii='Arial'/>", "Arial"),
        ("", "<w:rFonts w:ascii='Arial' w:hAnsi='VNI-Times'/>", "VNI-Times"),
        ("", "<w:rFonts w:cs='Arial'/>", "Times New Roman"),
        ("<w:pStyle w:val='old'/>", "", ".VnTime"),
        ("<w:pStyle w:val='old'/>", "<w:rStyle w:val='c'/>", "VNI-Times"),
        ("<w:pStyle w:val='old'/>", "<w:rStyle w:val='c'/><w:rFonts w:hAnsi='Arial'/>", "Arial"),
        ("<w:rPr><w:rFonts w:hAnsi='.VnTime'/></w:rPr>", "", "Times New Roman"),
    ],
)
def test_the_font_is_that_of_letters_beyond_ascii(tmp_path: Path, properties: str, look: str, font: str):
    assert only(tmp_path, paragraph("a", properties, look)).fonts == {font}


def test_automatic_numbers_are_counted(tmp_path: Path):
    plan = ((1, 0), (1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (2, 0), (3, 0), (0, 0), (9, 0))
    inside = "".join(
        paragraph("a", f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{id_}'/></w:numPr>") for id_, level in plan
    )
    labels = [b.label for b in read(tmp_path, inside).blocks if isinstance(b, Paragraph)]
    assert labels == ["(i)", "(ii)", "ii.3.", "ii.4.", "(iii)", "iii.3.", "", "(i)", "", ""]


# Contents


def field(code: str, result: str) -> str:
    begin = run("<w:fldChar w:fldCharType='begin'/>") + run(f"<w:instrText>{code}</w:instrText>")
    return begin + run("<w:fldChar w:fldCharType='separate'/>") + result


END_FIELD = run("<w:fldChar w:fldCharType='end'/>")


TITLE = paragraph("Mục lục", "<w:pStyle w:val='h1'/>")
GALLERY = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
PAGE = field("PAGEREF x", said("2")) + END_FIELD


@pytest.mark.parametrize(
    "inside",
    [
        paragraph("I- ĐẶC ĐIỂM 2", "<w:pStyle w:val='t1'/>") + paragraph("MỤC LỤC", "<w:pStyle w:val='th'/>"),
        f"<w:p>{field(' TOC x ', said('I- ĐẶC ĐIỂM'))}</w:p><w:p>{said('II- CÔNG TÁC')}{END_FIELD}</w:p>",
        f"<w:p>{field(' TOC x ', PAGE)}</w:p><w:p>{said('II')}{END_FIELD}</w:p>",
        f"<w:p><w:fldSimple w:instr=' toc x'>{said('I- ĐẶC ĐIỂM')}</w:fldSimple></w:p>",
        f"<w:sdt>{GALLERY}<w:sdtContent>{TITLE}<w:p>{said('I')}</w:p></w:sdtContent></w:sdt>",
    ],
)
def test_a_table_of_contents_is_not_the_text(tmp_path: Path, inside: str):
    after = paragraph("I- ĐẶC ĐIỂM", "<w:pStyle w:val='h1'/>") + paragraph("Xã Ví Dụ")
    assert texts(read(tmp_path, inside + after)) == ["I- ĐẶC ĐIỂM", "Xã Ví Dụ"]


def test_a_heading_that_ends_the_contents_stays(tmp_path: Path):
    heading = f"<w:p><w:pPr><w:pStyle w:val='h1'/></w:pPr>{END_FIELD}{said('II')}</w:p>"
    assert texts(read(tmp_path, f"<w:p>{field('TOC', said('I'))}</w:p>{heading}")) == ["II"]


# Tables and bookmarks


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def test_tables_keep_their_cells_in_place(tmp_path: Path):
    inner = table(cell(paragraph("trong")))
    struck = "<w:trPr><w:del w:id='1'/></w:trPr>"
    inside = table(
        cell(paragraph("a") + paragraph("b")) + cell(paragraph("c")),
        cell(paragraph("rộng"), "<w:gridSpan w:val='2'/>") + cell(inner + "<w:p/>"),
        struck + cell(paragraph("bỏ")),
        "<w:trPr><w:trPrChange><w:trPr/></w:trPrChange></w:trPr>" + cell("<w:p/>"),
    )
    found, after = read(tmp_path, inside + paragraph("sau")).blocks
    assert isinstance(found, Table)
    assert found.rows == (("a\nb", "c"), ("rộng", "", "trong\n"), ("",))
    assert (found.ordinal, after.ordinal) == (0, 1)


def test_bookmarks_are_those_of_the_block_that_they_begin_in_or_before(tmp_path: Path):
    mark = "<w:bookmarkStart w:id='1' w:name='{}'/>"
    inside = (
        mark.format("one")
        + f"<w:p>{mark.format('two')}{said('a')}</w:p>"
        + mark.format("three")
        + table(cell(f"<w:p>{mark.format('four')}</w:p>"))
        + paragraph("b")
    )
    assert [b.bookmarks for b in read(tmp_path, inside).blocks] == [("one", "two"), ("three", "four"), ()]


# Whole files


def test_it_agrees_with_python_docx_on_the_template(tmp_path: Path):
    path = tmp_path / "a.docx"
    path.write_bytes(examples.valid_bytes())
    ours, theirs = read_docx(path), docx.Document(str(path))
    styled = [(p.text.strip(), p.style.name.lower()) for p in theirs.paragraphs if p.style and p.style.name]
    expected = [pair for pair in styled if not pair[1].startswith("toc ")]
    found = [(b.text, b.style.lower()) for b in ours.blocks if isinstance(b, Paragraph)]
    # The empty paragraph that ends the table of contents is part of it or not.
    assert [pair for pair in found if pair[0]] == [pair for pair in expected if pair[0]]
    tables = [[[c.text for c in row.cells] for row in t.rows] for t in theirs.tables]
    assert [[list(row) for row in b.rows] for b in ours.blocks if isinstance(b, Table)] == tables
    assert ours.identifier == theirs.core_properties.identifier
    assert ours.title == theirs.core_properties.title
    assert not ours.has_macros


@pytest.mark.parametrize("prefix", ["ns0", "x"])
def test_other_prefixes_and_namespaces_do_not_matter(tmp_path: Path, prefix: str):
    main = (
        body(paragraph("Báo cáo", "<w:pStyle w:val='h1'/>"))
        .replace("w:", f"{prefix}:")
        .replace(W, "http://purl.oclc.org/x")
    )
    main = main.replace(f"xmln{prefix}", "xmlns")
    found = read_docx(hostile.pack(tmp_path / "a.docx", document(main, styles(HEADINGS))))
    assert [(b.text, b.level) for b in found.blocks if isinstance(b, Paragraph)] == [("Báo cáo", 1)]


def test_a_file_with_macros_says_so(tmp_path: Path):
    assert read(tmp_path, paragraph("a"), {"word/vbaProject.bin": b"\xd0"}).has_macros


def test_a_file_without_styles_is_read(tmp_path: Path):
    path = hostile.pack(tmp_path / "a.docx", document(body(paragraph("a", "<w:pStyle w:val='Heading1'/>"))))
    (found,) = read_docx(path).blocks
    assert isinstance(found, Paragraph)
    assert found.level == 1
    assert found.fonts == {""}


# Files that are odd; what is refused stands in test_hostile_returns.py


@pytest.mark.parametrize("name", READ)
def test_an_odd_file_is_read_soon(name: str, tmp_path: Path):
    make, blocks = READ[name]
    found, memory, _ = read_apart(make(tmp_path / "Bao cao.docx"))
    assert found == f"blocks:{blocks}"
    assert memory < MEMORY


@pytest.mark.parametrize("kind", ["doc", "odt", "rtf", "pdf", "html", "txt"])
def test_what_libreoffice_makes_of_it_is_named(kind: str, tmp_path: Path, soffice: str):
    source = tmp_path / "a.docx"
    source.write_bytes(examples.valid_bytes())
    path = convert(soffice, source, kind, tmp_path / "out")
    with pytest.raises(Unreadable) as caught:
        read_docx(path)
    assert caught.value.code == {"txt": "is-text"}.get(kind, f"is-{kind}")


def test_a_report_that_refers_to_nothing_needs_no_list_of_that(tmp_path: Path):
    parts = document(body(paragraph("a")))
    del parts["word/_rels/document.xml.rels"]
    (block,) = read_docx(hostile.pack(tmp_path / "a.docx", parts)).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "a"


def test_a_report_given_as_a_workbook_is_named(tmp_path: Path):
    path = hostile.pack(tmp_path / "Bieu.xlsx", document())
    with pytest.raises(Unreadable) as caught:
        open_package(path)
    assert (caught.value.code, caught.value.facts) == ("is-docx", {"kind": "word"})


@pytest.mark.parametrize("part", [BODY, STYLES, "docProps/core.xml", "word/_rels/document.xml.rels"])
@pytest.mark.parametrize("step", range(0, 1000, 100))
def test_a_part_cut_short_is_refused_and_never_a_crash(tmp_path: Path, part: str, step: int):
    with zipfile.ZipFile(BytesIO(examples.valid_bytes())) as archive:
        parts: dict[str, hostile.Content] = {name: archive.read(name) for name in archive.namelist()}
    whole = parts[part]
    assert isinstance(whole, bytes)
    parts[part] = whole[: len(whole) * step // 1000]
    with pytest.raises(Unreadable) as caught:
        read_docx(hostile.pack(tmp_path / "a.docx", parts))
    assert caught.value.code == "bad-xml"
