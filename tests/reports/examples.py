"""The synthetic report as a Word file, and the ways in which reports get damaged on their way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from scripts.documents import decode, read_yaml
from scripts.model.report import ANSWER_STYLE, GUIDANCE_STYLE, heading_bookmark, table_bookmark
from scripts.schema import catalogue
from scripts.templates.report import report_bytes

VALID = Path(__file__).parents[1] / "packages" / "xa" / "bao-cao.yaml"
OUTLINE = catalogue.outline()
# The signs of TCVN3 for “Công tác tiếp công dân được thực hiện đúng lịch”.
TCVN3 = "C«ng t¸c tiÕp c«ng d©n ®­îc thùc hiÖn ®óng lÞch"
VNI = "Coâng taùc tieáp coâng daân ñöôïc thöïc hieän ñuùng lòch"


@cache
def answers() -> dict[str, Any]:
    """The answers of the synthetic commune: unit and sections."""
    given: dict[str, Any] = read_yaml(decode(VALID.read_bytes()))
    return given


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


def say(document: Document, key: str, slot: str, value: str, column: int = 3) -> None:
    """Write over a cell of a figure's row; column 3 holds the figure, 4 the note."""
    cell = row_of(document, key, slot).cells[column]
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


@dataclass(frozen=True)
class Damage:
    """A way to damage the report, and the findings that it must lead to: (code, path)."""

    name: str
    inflict: Callable[[Document], object]
    findings: tuple[tuple[str, str], ...]


def _lose_heading(document: Document) -> None:
    remove(heading(document, "III.5")._p)


def _swap_sections(document: Document) -> None:
    moved = [heading(document, "III.7")._p, *body_of(document, "III.7")]
    before = heading(document, "III.5")._p
    for element in moved:
        before.addprevious(element)


def _raise_level(document: Document) -> None:
    heading(document, "IV.2").style = "Heading 1"


def _reword_heading(document: Document) -> None:
    set_words(heading(document, "II.3"), "3. Công tác kiểm tra, giám sát và kỷ luật đảng")
    set_words(heading(document, "V.3"), "3. Về sắp xếp cấp xã")


def _add_headings(document: Document) -> None:
    last = paragraphs_of(document, "III.8")[-1]
    add_after(last, "9. Nội dung khác", "Heading 2")
    add_after(paragraphs_of(document, "VI.2")[-1], "3. Bài học kinh nghiệm", "Heading 2")


def _empty_sections(document: Document) -> None:
    for paragraph in paragraphs_of(document, "V.3"):
        set_words(paragraph, "")
    answer, *others = paragraphs_of(document, "II.1")[:-2]
    set_words(answer, "……………")
    for paragraph in others:
        remove(paragraph._p)


def _leave_guidance(document: Document) -> None:
    first, second = OUTLINE.heading("III.5").prompts
    title = heading(document, "III.5")
    add_after(title, second.label.text, GUIDANCE_STYLE)
    add_after(title, first.label.text, GUIDANCE_STYLE)
    add_after(heading(document, "IV.2"), OUTLINE.heading("IV.2").prompts[0].label.text, ANSWER_STYLE)


def _leave_items_out(document: Document) -> None:
    for paragraph in paragraphs_of(document, "III.2"):
        if paragraph.text.startswith("(ii) "):
            remove(paragraph._p)
        if paragraph.text.startswith("(iv) "):
            set_words(paragraph, "(iv) ")
    second = [p for p in paragraphs_of(document, "II.2") if p.text.startswith("(ii) ")][1]
    remove(second._p)


def _lose_table(document: Document) -> None:
    remove(table_of(document, "III.4")._tbl)


def _lose_rows(document: Document) -> None:
    for slot in ("III7-03.1", "III7-03.2"):
        remove(row_of(document, "III.7", slot)._tr)


def _write_figures_badly(document: Document) -> None:
    say(document, "I", "I-01", "")
    say(document, "I", "I-02", "khoảng một nghìn")
    say(document, "I", "I-03.1", "18,5")
    say(document, "I", "I-04.1", "1,250")
    say(document, "III.3", "III3-01.3", "186.420", 3)
    say(document, "III.3", "III3-01.3", "", 2)
    say(document, "III.6", "III6-01.2", "-68")


def _repeat_row(document: Document) -> None:
    row = row_of(document, "III.8", "III8-01")._tr
    row.addnext(row.__copy__())


def _forget_forms(document: Document) -> None:
    for key in ("II.1", "III.1"):
        for paragraph in paragraphs_of(document, key):
            if "Phụ lục số" in paragraph.text:
                set_words(paragraph, "(Phụ lục số 3B đến 8B kèm theo)." if key == "III.1" else "(Phụ lục kèm theo).")


def _use_old_encodings(document: Document) -> None:
    for key, text, font in (("III.7", TCVN3, ".VnTime"), ("IV.1", VNI, "VNI-Times")):
        paragraph = paragraphs_of(document, key)[0]
        set_words(paragraph, text)
        set_font(paragraph, font)
    # What was turned into Unicode and only kept the old font is no error.
    set_font(paragraphs_of(document, "IV.2")[0], ".VnTime")


def _use_old_template(document: Document) -> None:
    document.core_properties.identifier = "so-ket-2-cap:outline@0.9.0:00000000"


def _strip_marks(document: Document) -> None:
    """What is left when all text was copied into another document without its styles."""
    for element in document.element.xpath(".//w:bookmarkStart | .//w:bookmarkEnd"):
        remove(element)
    for paragraph in document.paragraphs:
        style = paragraph.style
        if style is not None and style.name is not None and style.name.startswith("Heading"):
            paragraph.style = "Normal"
    document.core_properties.identifier = ""


def _strip_bookmarks(document: Document) -> None:
    for element in document.element.xpath(".//w:bookmarkStart | .//w:bookmarkEnd"):
        remove(element)


def _table(key: str, slot: str = "") -> str:
    return f"Mục {key} > bảng chỉ tiêu" + (f" > {slot}" if slot else "")


DAMAGES = (
    Damage("a heading is lost", _lose_heading, (("heading-missing", "Mục III.5"),)),
    Damage("a section is moved", _swap_sections, (("heading-misplaced", "Mục III.7"),)),
    Damage("a heading has another level", _raise_level, (("heading-level", "Mục IV.2"),)),
    Damage("headings are reworded", _reword_heading, (("heading-renamed", "Mục II.3"), ("heading-renamed", "Mục V.3"))),
    Damage(
        "headings are added",
        _add_headings,
        (("heading-extra", "Mục III.8 > đoạn 4"), ("heading-twice", "Mục VI.2 > đoạn 2")),
    ),
    Damage(
        "sections are empty", _empty_sections, (("section-unanswered", "Mục II.1"), ("section-unanswered", "Mục V.3"))
    ),
    Damage(
        "guidance is left",
        _leave_guidance,
        (("guidance-left", "Mục III.5 > đoạn 1"), ("prompt-left", "Mục IV.2 > đoạn 1")),
    ),
    Damage(
        "items are left out",
        _leave_items_out,
        (("item-missing", "Mục II.2"), ("item-empty", "Mục III.2"), ("item-missing", "Mục III.2")),
    ),
    Damage("a table is lost", _lose_table, (("table-missing", "Mục III.4"),)),
    Damage("rows are lost", _lose_rows, (("row-missing", _table("III.7")),)),
    Damage(
        "figures are written badly",
        _write_figures_badly,
        (
            ("figure-blank", _table("I")),
            ("figure-not-a-number", _table("I", "I-02")),
            ("figure-not-whole", _table("I", "I-03.1")),
            ("figure-ambiguous", _table("I", "I-04.1")),
            ("figure-without-unit", _table("III.3")),
            ("figure-not-a-number", _table("III.6", "III6-01.2")),
        ),
    ),
    Damage("a row is repeated", _repeat_row, (("row-twice", _table("III.8")),)),
    Damage(
        "forms are not named", _forget_forms, (("form-not-mentioned", "Mục II.1"), ("form-not-mentioned", "Mục III.1"))
    ),
    Damage(
        "old encodings",
        _use_old_encodings,
        (("old-encoding", "Mục III.7 > đoạn 1"), ("old-encoding", "Mục IV.1 > đoạn 1")),
    ),
    Damage("an old template", _use_old_template, (("report-other-version", ""),)),
    Damage("no styles, no bookmarks", _strip_marks, (("headings-unstyled", ""),)),
    Damage("no bookmarks", _strip_bookmarks, ()),
)
