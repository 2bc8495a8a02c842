"""The synthetic report of the commune as a Word file, and the way to its parts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from scripts.model.report import heading_bookmark, table_bookmark
from scripts.schema import catalogue
from scripts.templates.report import report_bytes
from tests.packaged import PACKAGES, report

OUTLINE = catalogue.outline()
# The signs of TCVN3 for “Công tác tiếp công dân được thực hiện đúng lịch”.
TCVN3 = "C«ng t¸c tiÕp c«ng d©n ®­îc thùc hiÖn ®óng lÞch"
VNI = "Coâng taùc tieáp coâng daân ñöôïc thöïc hieän ñuùng lòch"


@cache
def answers() -> Mapping[str, Any]:
    """The answers of the synthetic commune: unit and sections."""
    return report(PACKAGES / "xa")


@cache
def valid_bytes() -> bytes:
    """The complete report."""
    return report_bytes(OUTLINE, answers()["sections"], answers()["unit"])


@cache
def blank_bytes() -> bytes:
    """The template as it is handed out."""
    return report_bytes(OUTLINE)


def opened() -> Document:
    """The complete report, to be damaged."""
    return docx.Document(BytesIO(valid_bytes()))


def at_bookmark(document: Document, name: str) -> Any:
    """The XML paragraph with that bookmark."""
    (found,) = document.element.xpath(f".//w:p[w:bookmarkStart/@w:name='{name}']")
    return found


def heading(document: Document, key: str) -> Paragraph:
    """The paragraph of a heading."""
    return Paragraph(at_bookmark(document, heading_bookmark(OUTLINE.heading(key))), document._body)


def body_of(document: Document, key: str) -> list[Any]:
    """The XML of all paragraphs and tables between a heading and the next one."""
    found = []
    element = heading(document, key)._p.getnext()
    while element is not None and not _is_heading(element):
        found.append(element)
        element = element.getnext()
    return found


def _is_heading(element: Any) -> bool:
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val")).startswith("Heading")


def paragraphs_of(document: Document, key: str) -> list[Paragraph]:
    """The paragraphs of a section."""
    return [Paragraph(e, document._body) for e in body_of(document, key) if e.tag == qn("w:p")]


def table_of(document: Document, key: str) -> Table:
    """The table of indicators of a section."""
    inside = at_bookmark(document, table_bookmark(OUTLINE.heading(key)))
    return Table(next(inside.iterancestors(qn("w:tbl"))), document._body)


def row_of(document: Document, key: str, slot: str) -> Any:
    """The row of a figure."""
    return next(row for row in table_of(document, key).rows if row.cells[0].text == slot)


def say(document: Document, key: str, slot: str, value: str, column: str = "Số liệu") -> None:
    """Write over a cell of a figure's row, in the column with that header."""
    headers = [cell.text for cell in table_of(document, key).rows[0].cells]
    cell = row_of(document, key, slot).cells[headers.index(column)]
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    cell.paragraphs[0].text = value


def remove(element: Any) -> None:
    """Take an element out."""
    element.getparent().remove(element)


def set_words(paragraph: Paragraph, text: str) -> None:
    """Retype a paragraph, its bookmark kept."""
    for run in paragraph.runs[1:]:
        remove(run._r)
    paragraph.runs[0].text = text


def add_after(paragraph: Paragraph, text: str, style: str) -> Paragraph:
    """A new paragraph behind another."""
    element = OxmlElement("w:p")
    paragraph._p.addnext(element)
    added = Paragraph(element, paragraph._parent)
    added.style = style
    added.add_run(text)
    return added


def set_font(paragraph: Paragraph, font: str) -> None:
    """Set the whole paragraph in a font."""
    for run in paragraph.runs:
        run.font.name = font
