"""Reads the tables of indicators in a Word report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from scripts.folding import tidy
from scripts.model.form import Leaf
from scripts.model.outline import Outline
from scripts.model.report import TABLES, Slot, slots
from scripts.submissions.docx_contents import Cell, Document, Paragraph, Table
from scripts.submissions.report_words import fold, is_guidance
from scripts.submissions.values import read_text

Problem = Literal["", "blank", "nil", "not-a-number", "not-whole", "negative", "too-large", "ambiguous"]

_BLANK: Final = re.compile(r"[\s.…_–—-]*")
_NIL: Final = re.compile(r"không(?: (?:phát sinh|có)\b|$)")
_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?=,|$)")
_AMOUNT: Final = re.compile(r"([0-9][0-9.,]*)\s*((?:[^\W\d]|%).*)", re.DOTALL)
_NEGATIVE: Final = re.compile(r"[-−–]\s*[0-9][0-9.,]*.{0,20}|\([0-9][0-9.,]*\)")
_CODE: Final = re.compile(r"([IVX]{1,4}[0-9]?)\s*-\s*0*([0-9]{1,2})(?:\s*\.\s*0*([0-9]{1,2}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A figure as written, its unit, and what stands in the column for notes, all without our guidance."""

    slot: Slot
    ordinal: int
    text: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure's text means: a number, or None with the reason; `unit` is what was typed behind the number."""

    value: float | None = None
    problem: Problem = ""
    unit: str = field(default="", compare=False)


def figures(document: Document, outline: Outline) -> dict[str, float | None]:
    """Every figure of the outline by slot id; None where it is blank, absent, no number, or "không phát sinh"."""
    rows = rows_of(document, outline)
    return {
        slot.id: read_figure(rows[slot.id][0].text, slot).value if slot.id in rows else None
        for slot in all_slots(outline)
    }


def all_slots(outline: Outline) -> Iterator[Slot]:
    """All figures that the outline asks for."""
    return (slot for heading in outline.headings for i in heading.indicators for slot in slots(i))


def is_indicator_table(table: Table) -> bool:
    """Whether the table is one of indicators, by its bookmark or its header."""
    return any(name.startswith(TABLES) for name in table.bookmarks) or _header(table)[:2] == ["mã", "chỉ tiêu"]


def read_figure(text: str, slot: Slot) -> Figure:
    """What the text of a figure means; dots group thousands, as in all official texts."""
    text = tidy(text)
    if _BLANK.fullmatch(text):
        return Figure(problem="blank")
    if _NIL.match(text.casefold()):
        return Figure(problem="nil")
    if _NEGATIVE.fullmatch(text):
        return Figure(problem="negative")
    amount, unit = _AMOUNT.match(text), ""
    # What stands behind a number is its unit where the row prints that one, or leaves it to the person.
    if amount and (slot.declares_unit or fold(amount[2]) == fold(slot.row.unit)):
        text, unit = amount[1].rstrip(".,"), amount[2]
    plain = _GROUPED.sub(lambda found: found[0].replace(".", ""), text)
    read = read_text(plain, Leaf("number", minimum=0))
    if read.note == "ambiguous-number":
        return Figure(problem="ambiguous")
    if not isinstance(read.value, int | float) or read.value < 0:
        return Figure(problem="not-a-number")
    if slot.leaf.maximum is not None and read.value > slot.leaf.maximum:
        return Figure(problem="too-large")
    if slot.leaf.kind == "integer" and read.value != int(read.value):
        return Figure(problem="not-whole")
    return Figure(read.value, unit=unit)


def rows_of(document: Document, outline: Outline) -> dict[str, tuple[Row, ...]]:
    """All figures of the document's tables by slot id, more than one where a row stands twice."""
    known = {slot.id.casefold(): slot for slot in all_slots(outline)}
    found: dict[str, tuple[Row, ...]] = {}
    for table in document.blocks:
        if isinstance(table, Table) and is_indicator_table(table):
            for row in _rows_of(table, known):
                found[row.slot.id] = (*found.get(row.slot.id, ()), row)
    return found


def _rows_of(table: Table, known: Mapping[str, Slot]) -> Iterator[Row]:
    header = _header(table)
    unit, value, note = (
        header.index(name) if name in header else usual
        for name, usual in (("đơn vị tính", 2), ("số liệu", 3), ("ghi chú", 4))
    )
    for cells in table.cells:
        slot = known.get(code_of(cells[0].text).casefold()) if cells else None
        if slot:
            yield Row(slot, table.ordinal, *(_said_in(cells, at) for at in (value, unit, note)))


def code_of(text: str) -> str:
    """The code that a person typed, as the template writes it: II-6.01 is II-06.1; other text as it stands."""
    plain = re.sub("[‐-―−]", "-", tidy(text))
    found = _CODE.fullmatch(plain)
    return f"{found[1].upper()}-{int(found[2]):02}" + (f".{int(found[3])}" if found[3] else "") if found else plain


def _header(table: Table) -> list[str]:
    return [fold(cell.text[:50]) for cell in table.cells[0]] if table.cells else []


def _said_in(cells: tuple[Cell, ...], at: int) -> str:
    if at >= len(cells):
        return ""
    lines: Iterable[Paragraph] = cells[at].paragraphs
    return tidy("\n".join(p.text for p in lines if p.text and not is_guidance(p)))
