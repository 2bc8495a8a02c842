"""Finds the outline's sections in a Word report, also where headings were moved, restyled or reworded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from scripts.model.outline import Heading, Outline
from scripts.model.report import heading_bookmark
from scripts.submissions.docx_contents import Block, Document, Paragraph, Table
from scripts.submissions.report_edition import Edition, edition
from scripts.submissions.report_figures import Row, is_indicator_table, rows_of
from scripts.submissions.report_words import fold, fold_label, is_guidance

FoundBy = Literal["bookmark", "heading", "words", "likeness"]

MAX_HEADING: Final = 2_000  # characters; no heading of the outline has half as many
LONG: Final = 40  # characters that nobody begins a sentence with by chance
ALIKE: Final = 0.8  # of their words two headings share, to be taken for the same one

_END: Final = "nơi nhận"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the outline as found, with all that follows it up to the next one.

    `printed` is the heading as the report's own template prints it: another than `heading` where that was an older one.
    `paragraph` is the heading in the document, `rest` what stands behind the heading's own words in the same
    paragraph (folded), or None where the heading does not say those words.
    """

    heading: Heading
    printed: Heading
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
class Report:
    """A document laid against the outline.

    `sections` stand in the document's order, `missing` in the outline's. `extra` are headings of level 1 or 2 that
    the outline does not have, each with the section that it stands in. `front` is what comes before the first
    section. `rows` are all figures by slot id, more than one where a row stands twice. `edition` is the older version
    of the outline by which it was begun, if it was.
    """

    document: Document
    edition: Edition | None
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
    older = edition(document.identifier, outline)
    found = _find_headings([block for block in blocks if isinstance(block, Paragraph)], outline, older)
    starts = sorted(found, key=lambda match: match.paragraph.ordinal)
    ends = [match.paragraph.ordinal for match in starts[1:]]
    ends += [_end(blocks, match.paragraph.ordinal + 1) for match in starts[-1:]]
    sections = tuple(
        Section(m.heading, m.printed, m.paragraph, m.found_by, m.rest, blocks[m.paragraph.ordinal + 1 : end])
        for m, end in zip(starts, ends, strict=True)
    )
    present = {section.heading.key for section in sections}
    return Report(
        document=document,
        edition=older,
        front=blocks[: sections[0].ordinal if sections else 0],
        sections=sections,
        missing=tuple(h for h in outline.headings if h.key not in present),
        extra=tuple((section, block) for section in sections for block in _headings_in(section)),
        rows=rows_of(document, outline),
    )


# Headings


@dataclass(frozen=True, slots=True)
class _Match:
    heading: Heading
    printed: Heading
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


_Way = Callable[[list[Heading], list[_Line]], Iterator[_Match]]


def _find_headings(paragraphs: list[Paragraph], outline: Outline, older: Edition | None) -> list[_Match]:
    """Headings as the report's own template prints them; in an older one also those that were added by hand since."""
    lines = [_Line(p, _said(p)) for p in paragraphs if p.text and not is_guidance(p)]
    if older is None:
        return _found(outline.headings, lines, _WAYS)
    now = {heading.key: heading for heading in outline.headings}
    found = [
        replace(match, heading=now[older.became[match.printed.key]])
        for match in _found(older.headings, lines, _WAYS)
        if match.printed.key in older.became
    ]
    have = {match.heading.key for match in found}
    taken = {match.paragraph.ordinal for match in found}
    new = [heading for heading in outline.headings if heading.key not in have]
    free = [line for line in lines if line.paragraph.ordinal not in taken]
    return found + _found(new, free, _WAYS[1:])  # its bookmarks speak of the older outline


def _found(headings: Sequence[Heading], lines: list[_Line], ways: Sequence[_Way]) -> list[_Match]:
    """One way after the other, each for the headings that the ways before it have not found."""
    found: dict[str, _Match] = {}
    taken: set[int] = set()
    for way in ways:
        open_ = [h for h in headings if h.key not in found]
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
                yield _Match(heading, heading, line.paragraph, "bookmark", _rest(heading, line.said))


def _by_heading(headings: list[Heading], lines: list[_Line]) -> Iterator[_Match]:
    return _by_label(headings, [line for line in lines if line.paragraph.level], "heading")


def _by_words(headings: list[Heading], lines: list[_Line]) -> Iterator[_Match]:
    # A table of contents typed by hand says the same words earlier.
    return _by_label(headings, list(reversed(lines)), "words")


def _by_label(headings: list[Heading], lines: list[_Line], found_by: FoundBy) -> Iterator[_Match]:
    labels = {_words(heading): heading for heading in headings}
    for line in lines:
        heading = labels.get(line.said)
        if heading:
            yield _Match(heading, heading, line.paragraph, found_by, "")


def _by_likeness(headings: list[Heading], lines: list[_Line]) -> Iterator[_Match]:
    """Headings with an answer in the same line, and reworded ones."""
    bags = {heading.key: frozenset(_words(heading).split()) for heading in headings}
    long = [heading for heading in headings if len(_words(heading)) >= LONG]
    for line in lines:
        level = [heading for heading in headings if heading.level == line.paragraph.level]
        for heading in (*level, *long):
            rest = _rest(heading, line.said)
            if rest is not None:
                yield _Match(heading, heading, line.paragraph, "likeness", rest)
        bag = frozenset(line.said.split()) if level else frozenset()
        for heading in level:
            if _are_alike(bags[heading.key], bag):
                yield _Match(heading, heading, line.paragraph, "likeness", None)


_WAYS: Final[tuple[_Way, ...]] = (_by_bookmark, _by_heading, _by_words, _by_likeness)


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
