"""Finds the paragraphs of a Word report that were typed in an encoding from before Unicode."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from scripts.findings import Finding
from scripts.submissions.docx_contents import Paragraph, Table
from scripts.submissions.legacy_fonts import decode, encoding_of, guess
from scripts.submissions.report import Section
from scripts.submissions.report_words import is_guidance
from scripts.wording.report import finding, other_table_path, paragraph_path, section_path
from scripts.wording.text import shown

LEAST_WORDS: Final = 3  # two syllables can be Vietnamese in two encodings by chance

_CLAUSES: Final = re.compile(r"[.,;:()!?/\n–-]+|\d+")

Placed = tuple[Paragraph, str]


def of_section(section: Section, file: str) -> Iterator[Finding]:
    """Findings on the heading, the paragraphs and the tables of a section, guidance left aside."""
    placed = [(section.paragraph, section_path(section.heading))]
    placed += [(p, paragraph_path(section.heading, number)) for number, p in section.paragraphs if not is_guidance(p)]
    for table in (block for block in section.blocks if isinstance(block, Table)):
        placed += [(p, other_table_path(section.heading)) for p in table.paragraphs]
    yield from of_paragraphs(placed, file)


def of_paragraphs(placed: Sequence[Placed], file: str) -> Iterator[Finding]:
    """One finding for those in an old font, one for those that only read like an old encoding, each at the first."""
    by_font = [(p, where, font) for p, where in placed if (font := _old_font(p))]
    if by_font:
        first, where, font = by_font[0]
        order = (first.ordinal, 0)
        yield finding("old-encoding", file=file, path=where, order=order, value=font, facts={"count": len(by_font)})
    in_font = {id(p) for p, _, _ in by_font}
    by_guess = [(p, where, found) for p, where in placed if id(p) not in in_font and (found := _guessed(p.text))]
    if by_guess:
        first, where, (text, meant) = by_guess[0]
        facts = {"count": len(by_guess), "meant": shown(meant)}
        yield finding(
            "old-encoding-likely", file=file, path=where, order=(first.ordinal, 0), value=shown(text), facts=facts
        )


def _old_font(paragraph: Paragraph) -> str:
    """The old font in which the paragraph shows other letters than it holds; empty where there is none.

    The font alone proves nothing: an old document may have kept it when it was turned into Unicode.
    """
    for run in paragraph.runs:
        text = "".join(other.text for other in paragraph.runs if other.font == run.font)
        if encoding_of(run.font) and text and max(text) <= "\u00ff" and decode(text, run.font) != text:
            return run.font
    return ""


def _guessed(text: str) -> tuple[str, str] | None:
    """The first clause that is Vietnamese only in an old encoding, and what it means there."""
    for clause in map(str.strip, _CLAUSES.split(text)):
        meant = guess(clause) if len(clause.split()) >= LEAST_WORDS else None
        if meant:
            return clause, meant
    return None
