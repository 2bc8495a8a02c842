"""What surrounds the report's text: page, head block, contents and signatures, in the layout of Party documents."""

from __future__ import annotations

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from scripts.model.form import Period
from scripts.model.outline import Outline
from scripts.model.report import heading_bookmark, heading_text
from scripts.templates import docx_parts as parts
from scripts.templates import report_styles as styles
from scripts.wording import report_template as words
from scripts.wording import sheet

_MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15, "header_distance": 10}
_ROOM_FOR_SIGNATURE = Pt(70)
_AROUND_RULE = Mm(8)
_BESIDE_SUBJECT = Mm(15)


def set_page(document: Document) -> None:
    """A4, the margins of Party documents, page numbers top centre from page 2 on."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, millimetres in _MARGINS.items():
        setattr(section, name, Mm(millimetres))
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    parts.page_number(section.header.paragraphs[0])


def write_head(document: Document, unit: str) -> None:
    """Who reports, to whom they belong, number, place and date; set apart from the notes above."""
    document.paragraphs[-1].paragraph_format.space_after = Pt(12)
    table = _borderless(document, rows=2, widths=(70, 95))
    left, right = table.rows[0].cells
    _say(left.paragraphs[0], words.SUPERIOR)
    _say(left.add_paragraph(), unit.upper() or words.UNIT_BLANK, bold=True)
    _say(left.add_paragraph(), words.STAR)
    _say(right.paragraphs[0], words.PARTY, size=15, bold=True)
    _rule_below(right.paragraphs[0])
    number, day = table.rows[1].cells
    for paragraph in (
        _say(number.paragraphs[0], words.NUMBER),
        _say(day.paragraphs[0], words.PLACE_AND_DATE, italic=True),
    ):
        paragraph.paragraph_format.space_before = Pt(4)


def write_title(document: Document, subject: str, period: Period) -> None:
    """The kind of document, what it is about, and the time that its figures cover."""
    kind = _say(document.add_paragraph(), words.REPORT, size=16, bold=True)
    kind.paragraph_format.space_before = Pt(18)
    about = _say(document.add_paragraph(), subject, bold=True).paragraph_format
    about.left_indent = about.right_indent = _BESIDE_SUBJECT
    _say(document.add_paragraph(), sheet.period(period), italic=True)
    _say(document.add_paragraph(), words.TITLE_RULE).paragraph_format.space_after = Pt(12)


def write_contents(document: Document, outline: Outline) -> None:
    """A table of contents that can be read as it is and gets its page numbers when Word makes it anew."""
    document.add_paragraph(words.CONTENTS, styles.CONTENTS_HEAD)
    for place, heading in enumerate(outline.headings):
        entry = document.add_paragraph(style=styles.CONTENTS[heading.level])
        if place == 0:
            parts.begin_field(entry, 'TOC \\o "1-2" \\h \\z')
        parts.add_link(entry, heading_bookmark(heading), heading_text(heading))
    parts.end_field(document.add_paragraph())


def write_signatures(document: Document) -> None:
    """Recipients to the left, who signs to the right."""
    document.add_paragraph()
    table = _borderless(document, rows=1, widths=(80, 85))
    parts.keep_whole(table.rows[0])
    left, right = table.rows[0].cells
    _say(left.paragraphs[0], words.RECIPIENTS).runs[0].underline = True
    for line in words.RECIPIENT_LINES:
        _say(left.add_paragraph(), line, size=12)
    for paragraph in left.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _say(right.paragraphs[0], sheet.SIGNED_BY, bold=True)
    _say(right.add_paragraph(), words.POST_BLANK)
    _say(right.add_paragraph(), words.NAME_BLANK, bold=True).paragraph_format.space_before = _ROOM_FOR_SIGNATURE


def set_widths(table: Table, widths: tuple[int, ...]) -> None:
    """Fix the widths of the columns, in millimetres; Word goes by the cells, others by the grid."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _borderless(document: Document, rows: int, widths: tuple[int, ...]) -> Table:
    table: Table = document.add_table(rows, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(table, widths)
    return table


def _say(paragraph: Paragraph, said: str, size: int = 14, bold: bool = False, italic: bool = False) -> Paragraph:
    paragraph.style = styles.HEAD
    run = paragraph.add_run(said)
    if size != 14:
        run.font.size = Pt(size)
    run.bold, run.italic = bold or None, italic or None
    return paragraph


def _rule_below(paragraph: Paragraph) -> None:
    """A line as wide as the words above it."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = _AROUND_RULE
    border = parts.element("pBdr", inside='<w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/>')
    paragraph._p.get_or_add_pPr().find(qn("w:ind")).addprevious(border)
