"""Finds the outline's sections and figures in a Word report, also where headings were moved, restyled or reworded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from scripts.model.form import Leaf
from scripts.model.outline import Heading, Outline
from scripts.model.report import (
    ADDED_STYLE,
    GUIDANCE_STYLE,
    Slot,
    heading_bookmark,
    slots,
)
from scripts.submissions.docx_contents import Block, Cell, Document, Paragraph, Table
from scripts.submissions.values import read_text, tidy

FoundBy = Literal["bookmark", "heading", "words", "likeness"]
Problem = Literal["", "blank", "nil", "not-a-number", "not-whole", "too-large", "ambiguous"]

MAX_HEADING: Final = 2_000  # characters; no heading of the outline has half as many
LONG: Final = 40  # characters that nobody begins a sentence with by chance
ALIKE: Final = 0.8  # of their words two headings share, to be taken for the same one

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_EARLY_TONE: Final = re.compile(f"(?:(?<=o)([{_TONES}])([ae])|(?<=u)([{_TONES}])(y))")
_LEAD: Final = re.compile(
    r"(?:[-–—•+*]\s*)?"
    r"(?:(?:(?:phần|mục)\s+)?\(?(?:[ivx]{1,4}\.)?(?:[0-9]{1,2}|[ivx]{1,4}|[a-zđ])(?:[.):/]|\s*[-–—](?=\s))\)?\s*)?"
)
_BLANK: Final = re.compile(r"[\s.…_–—-]*")
_NIL: Final = re.compile(r"không(?: (?:phát sinh|có)\b|$)")
_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?=,|$)")
_AMOUNT: Final = re.compile(r"([0-9][0-9.,]*)\s*(?=[^\W\d]|%)")
_END: Final = "nơi nhận"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the outline as found, with all that follows it up to the next one.

    `paragraph` is the heading in the document, `rest` what stands behind the heading's own words in the same
    paragraph (folded), or None where the heading does not say those words.
    """

    heading: Heading
    paragraph: Paragraph
    found_by: FoundBy
    rest: str | None
    blocks: tuple[Block, ...]

    @property
    def ordinal(self) -> int:
        """Where the section begins in the document."""
        return self.paragraph.ordinal

    @property
    def level(self) -> int | None:
        """The level that the heading has in the document."""
        return self.paragraph.level

    @property
    def paragraphs(self) -> tuple[tuple[int, Paragraph], ...]:
        """The paragraphs that say something, counted from 1 after the heading; those of tables are not among them."""
        said = (b for b in self.blocks if isinstance(b, Paragraph) and b.shown)
        return tuple(enumerate(said, 1))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables other than those of indicators."""
        return tuple(b for b in self.blocks if isinstance(b, Table) and not is_indicator_table(b))


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
    """What a figure's text means: a number, or None with the reason."""

    value: float | None = None
    problem: Problem = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A document laid against the outline.

    `sections` stand in the document's order, `missing` in the outline's. `extra` are headings of level 1 or 2 that
    the outline does not have, each with the section that it stands in. `front` is what comes before the first
    section. `rows` are all figures by slot id, more than one where a row stands twice.
    """

    document: Document
    front: tuple[Block, ...]
    sections: tuple[Section, ...]
    missing: tuple[Heading, ...]
    extra: tuple[tuple[Section, Paragraph], ...]
    rows: Mapping[str, tuple[Row, ...]]

    def section(self, key: str) -> Section | None:
        """The section of that heading, if it was found."""
        return next((s for s in self.sections if s.heading.key == key), None)


def find_sections(document: Document, outline: Outline) -> Report:
    """Lay the document against the outline."""
    blocks = document.blocks
    found = _find_headings([block for block in blocks if isinstance(block, Paragraph)], outline)
    starts = sorted(found, key=lambda match: match.paragraph.ordinal)
    ends = [match.paragraph.ordinal for match in starts[1:]]
    ends += [_end(blocks, match.paragraph.ordinal + 1) for match in starts[-1:]]
    sections = tuple(
        Section(m.heading, m.paragraph, m.found_by, m.rest, blocks[m.paragraph.ordinal + 1 : end])
        for m, end in zip(starts, ends, strict=True)
    )
    present = {section.heading.key for section in sections}
    return Report(
        document=document,
        front=blocks[: sections[0].ordinal if sections else 0],
        sections=sections,
        missing=tuple(h for h in outline.headings if h.key not in present),
        extra=tuple((section, block) for section in sections for block in _headings_in(section)),
        rows=_rows(document, outline),
    )


def figures(document: Document, outline: Outline) -> dict[str, float | None]:
    """Every figure of the outline by slot id; None where it is blank, absent, no number, or "không phát sinh"."""
    rows = _rows(document, outline)
    return {
        slot.id: read_figure(rows[slot.id][0].text, slot).value if slot.id in rows else None
        for slot in all_slots(outline)
    }


def all_slots(outline: Outline) -> Iterator[Slot]:
    """All figures that the outline asks for."""
    return (slot for heading in outline.headings for i in heading.indicators for slot in slots(i))


def is_guidance(paragraph: Paragraph) -> bool:
    """Whether the paragraph is in the style of the template's guidance."""
    return paragraph.style.casefold() == GUIDANCE_STYLE.casefold()


def is_added(paragraph: Paragraph) -> bool:
    """Whether the paragraph is in the style of the template's own additions."""
    return paragraph.style.casefold() == ADDED_STYLE.casefold()


def is_indicator_table(table: Table) -> bool:
    """Whether the table is one of indicators, by its bookmark or its header."""
    prefix = "chi_tieu_"
    return any(name.startswith(prefix) for name in table.bookmarks) or _header(table)[:2] == ["mã", "chỉ tiêu"]


# Headings


@dataclass(frozen=True, slots=True)
class _Match:
    heading: Heading
    paragraph: Paragraph
    found_by: FoundBy
    rest: str | None


def _end(blocks: tuple[Block, ...], start: int) -> int:
    """Where the last section ends: at the list of recipients, which no report answers with."""
    return next((at for at in range(start, len(blocks)) if _first_words(blocks[at]).startswith(_END)), len(blocks))


def _first_words(block: Block) -> str:
    if isinstance(block, Paragraph):
        return fold(block.text[:50])
    return next((fold(cell.text[:50]) for row in block.cells for cell in row if cell.text.strip()), "")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph that may be a heading, with its folded words."""

    paragraph: Paragraph
    said: str


def _find_headings(paragraphs: list[Paragraph], outline: Outline) -> list[_Match]:
    """One way after the other, each for the headings that the ways before it have not found."""
    lines = [_Line(p, _said(p)) for p in paragraphs if p.text and not is_guidance(p)]
    found: dict[str, _Match] = {}
    taken: set[int] = set()
    for way in (_by_bookmark, _by_heading, _by_words, _by_likeness):
        open_ = [h for h in outline.headings if h.key not in found]
        free = [line for line in lines if line.paragraph.ordinal not in taken]
        for match in way(open_, free) if open_ else ():
            if match.heading.key not in found and match.paragraph.ordinal not in taken:
                found[match.heading.key] = match
                taken.add(match.paragraph.ordinal)
    return list(found.values())


def _by_bookmark(headings: list[Heading], lines: list[_Line]) -> Iterator[_Match]:
    names = {heading_bookmark(heading): heading for heading in headings}
    labels = {_words(heading): heading for heading in headings}
    for line in lines:
        for heading in [names[name] for name in line.paragraph.bookmarks if name in names]:
            # A bookmark that has slipped to another heading says less than that heading's own words.
            if labels.get(line.said, heading) is heading:
                yield _Match(heading, line.paragraph, "bookmark", _rest(heading, line.said))


def _by_heading(headings: list[Heading], lines: list[_Line]) -> Iterator[_Match]:
    return _by_label(headings, [line for line in lines if line.paragraph.level], "heading")


def _by_words(headings: list[Heading], lines: list[_Line]) -> Iterator[_Match]:
    # A table of contents typed by hand says the same words earlier.
    return _by_label(headings, list(reversed(lines)), "words")


def _by_label(headings: list[Heading], lines: list[_Line], found_by: FoundBy) -> Iterator[_Match]:
    labels = {_words(heading): heading for heading in headings}
    return (_Match(labels[line.said], line.paragraph, found_by, "") for line in lines if line.said in labels)


def _by_likeness(headings: list[Heading], lines: list[_Line]) -> Iterator[_Match]:
    """Headings with an answer in the same line, and reworded ones."""
    bags = {heading.key: frozenset(_words(heading).split()) for heading in headings}
    long = [heading for heading in headings if len(_words(heading)) >= LONG]
    for line in lines:
        level = [heading for heading in headings if heading.level == line.paragraph.level]
        for heading in (*level, *long):
            rest = _rest(heading, line.said)
            if rest is not None:
                yield _Match(heading, line.paragraph, "likeness", rest)
        bag = frozenset(line.said.split()) if level else frozenset()
        for heading in level:
            if _are_alike(bags[heading.key], bag):
                yield _Match(heading, line.paragraph, "likeness", None)


def _words(heading: Heading) -> str:
    return fold_label(heading.label.text)


def _said(paragraph: Paragraph) -> str:
    return fold(paragraph.text[:MAX_HEADING].replace("\n", ". "))


def _rest(heading: Heading, said: str) -> str | None:
    """What is said behind the heading's words and a mark; None where the heading is worded otherwise."""
    words = _words(heading)
    behind = said.removeprefix(words).lstrip()
    if not said.startswith(words) or (behind and behind[0] not in ".,:;-("):
        return None
    return behind.strip(" .,:;-")


def _are_alike(words: frozenset[str], others: frozenset[str]) -> bool:
    return 2 * len(words & others) >= ALIKE * (len(words) + len(others))


def _headings_in(section: Section) -> Iterator[Paragraph]:
    for block in section.blocks:
        if isinstance(block, Paragraph) and block.level in (1, 2) and block.text and not is_guidance(block):
            yield block


# Figures


def read_figure(text: str, slot: Slot) -> Figure:
    """What the text of a figure means; dots group thousands, as in all official texts."""
    text = tidy(text)
    if _BLANK.fullmatch(text):
        return Figure(problem="blank")
    if _NIL.match(text.casefold()):
        return Figure(problem="nil")
    amount = _AMOUNT.match(text)
    # What stands behind a number is its unit where the row prints that one, or leaves it to the person.
    if amount and (slot.declares_unit or text[amount.end(1) :].strip() == slot.row.unit):
        text = amount[1].rstrip(".,")
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
    return Figure(read.value)


def _rows(document: Document, outline: Outline) -> dict[str, tuple[Row, ...]]:
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
        slot = known.get(re.sub("[‐-―−]", "-", tidy(cells[0].text)).casefold()) if cells else None
        if slot:
            yield Row(slot, table.ordinal, *(_said_in(cells, at) for at in (value, unit, note)))


def _header(table: Table) -> list[str]:
    return [fold(cell.text[:50]) for cell in table.cells[0]] if table.cells else []


def _said_in(cells: tuple[Cell, ...], at: int) -> str:
    if at >= len(cells):
        return ""
    lines: Iterable[Paragraph] = cells[at].paragraphs
    return tidy("\n".join(p.text for p in lines if p.text and not is_guidance(p)))


# Words


@lru_cache(maxsize=512)
def fold_label(text: str) -> str:
    """As fold, remembered: for the outline's own words, which are compared again and again."""
    return fold(text)


def fold(text: str) -> str:
    """The text as it is compared: without its number, its case, its last mark, and the choice of "hòa" or "hoà"."""
    text = unicodedata.normalize("NFC", text).casefold()
    text = re.sub(r"[\s\u200b\ufeff]+", " ", text).strip()
    text = text[_lead(text) :]
    return settle_tones(text).translate(_SAME_MARKS).strip(" .,:;-")


def settle_tones(text: str) -> str:
    """The text in NFC with one way of placing tones: “hoà” becomes “hòa”."""
    text = _EARLY_TONE.sub(lambda m: (m[2] or m[4]) + (m[1] or m[3]), unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", text)


def _lead(text: str) -> int:
    found = _LEAD.match(text)
    return found.end() if found else 0


_SAME_MARKS: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-"})
