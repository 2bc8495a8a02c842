"""The damaged reports in tests/reports/damaged: edits of the complete one, each by a small named function.

An edit names what it does (`do`) and the heading that it is `at`; the other keys are the function's parameters.
Paragraphs count from 1 below their heading, as in the findings.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.text.paragraph import Paragraph

from scripts.documents import decode, read_yaml
from tests.reports import examples
from tests.reports.examples import OUTLINE, set_words

FOLDER = Path(__file__).parent / "damaged"
_BOOKMARKS = ".//w:bookmarkStart | .//w:bookmarkEnd"


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged report: what was done to it, and all that a check must say beyond notes: (code, path, message).

    In messages {outline} stands for the version of the outline that is in force.
    """

    name: str
    edits: tuple[Mapping[str, Any], ...]
    findings: tuple[tuple[str, str, str], ...]

    def inflict(self, document: Document) -> None:
        """Damage the document."""
        for edit in self.edits:
            given = dict(edit)
            _EDITS[given.pop("do")](document, **given)


def damages() -> list[Damage]:
    """Every case of the folder, by name."""
    return [_damage(path) for path in sorted(FOLDER.glob("*.yaml"))]


def _damage(path: Path) -> Damage:
    case: Mapping[str, Any] = read_yaml(decode(path.read_bytes()))
    version = OUTLINE.version
    findings = ((f["code"], f.get("path", ""), f["message"].replace("{outline}", version)) for f in case["findings"])
    return Damage(path.stem, tuple(case["edits"]), tuple(findings))


def _paragraph(document: Document, at: str, paragraph: int) -> Paragraph:
    """A paragraph below the heading; 0 is the heading itself."""
    if paragraph == 0:
        return examples.heading(document, at)
    return examples.paragraphs_of(document, at)[paragraph - 1]


def _delete(document: Document, at: str, paragraph: int = 0) -> None:
    examples.remove(_paragraph(document, at, paragraph)._p)


def _delete_table(document: Document, at: str) -> None:
    examples.remove(examples.table_of(document, at)._tbl)


def _delete_row(document: Document, at: str, row: str) -> None:
    examples.remove(examples.row_of(document, at, row)._tr)


def _repeat_row(document: Document, at: str, row: str) -> None:
    element = examples.row_of(document, at, row)._tr
    element.addnext(copy.deepcopy(element))


def _move(document: Document, at: str, before: str) -> None:
    """Move a whole section."""
    moved = [examples.heading(document, at)._p, *examples.body_of(document, at)]
    for element in moved:
        examples.heading(document, before)._p.addprevious(element)


def _retype(document: Document, at: str, text: str, paragraph: int = 0, font: str = "") -> None:
    found = _paragraph(document, at, paragraph)
    examples.set_words(found, text)
    if font:
        examples.set_font(found, font)


def _set_font(document: Document, at: str, paragraph: int, font: str) -> None:
    examples.set_font(_paragraph(document, at, paragraph), font)


def _fill(document: Document, at: str, row: str, text: str, column: str = "Số liệu") -> None:
    examples.say(document, at, row, text, column)


def _restyle(document: Document, at: str, style: str, paragraph: int = 0) -> None:
    _paragraph(document, at, paragraph).style = style


def _insert(document: Document, at: str, after: int, style: str, text: str = "", prompt: str = "") -> None:
    """A new paragraph with this text, or with the words of a prompt of the outline."""
    asked = {p.id: p.label.text for p in OUTLINE.heading(at).prompts}
    examples.add_after(_paragraph(document, at, after), text or asked[prompt], style)


def _set_identifier(document: Document, text: str) -> None:
    document.core_properties.identifier = text


def _write_in_tables(document: Document, text: str, new: str) -> None:
    """Retype the paragraph of a table that says just this."""
    paragraphs = (p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs)
    (found,) = {p._p: p for p in paragraphs if p.text == text}.values()
    set_words(found, new)


def _strip_bookmarks(document: Document) -> None:
    for element in document.element.xpath(_BOOKMARKS):
        examples.remove(element)


def _strip_heading_styles(document: Document) -> None:
    for paragraph in document.paragraphs:
        if paragraph.style is not None and (paragraph.style.name or "").startswith("Heading"):
            paragraph.style = "Normal"


_EDITS: dict[str, Callable[..., None]] = {
    "delete": _delete,
    "delete_table": _delete_table,
    "delete_row": _delete_row,
    "repeat_row": _repeat_row,
    "move": _move,
    "retype": _retype,
    "set_font": _set_font,
    "fill": _fill,
    "restyle": _restyle,
    "insert": _insert,
    "write_in_tables": _write_in_tables,
    "set_identifier": _set_identifier,
    "strip_bookmarks": _strip_bookmarks,
    "strip_heading_styles": _strip_heading_styles,
}
