"""The numbers that Word puts before paragraphs by itself: 1., I, a), - as the lists of the document say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbers:
    """Counts the paragraphs of each list; they must be asked for in the order of the document."""

    def __init__(self, document: Document) -> None:
        self.levels = dict(_lists(document))
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)

    def next(self, part: Paragraph) -> str:
        """The number before the paragraph as printed, counting it; empty for a paragraph in no list."""
        found = _list_of(part)
        levels = self.levels.get(found[0]) if found else None
        if not found or not levels or found[1] not in levels:
            return ""
        list_, depth = found
        counts = self.counts[list_]
        counts[depth] = counts.get(depth, _number(levels[depth], "start", 1) - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        printed = _word(levels[depth], "lvlText", "")
        if _word(levels[depth], "numFmt", "decimal") == "bullet":
            return printed if printed in ("-", "+", "*", "–") else "-"
        for level in range(depth + 1):
            held = levels.get(level)
            count = counts.get(level, _number(held, "start", 1))
            printed = printed.replace(f"%{level + 1}", _formatted(count, _word(held, "numFmt", "decimal")))
        return printed


def _lists(document: Document) -> Iterator[tuple[str, dict[int, Any]]]:
    """Every list of the document: its id and its levels by depth."""
    related = (rel for rel in document.part.rels.values() if not rel.is_external)
    parts = [rel.target_part for rel in related if rel.reltype.endswith("/numbering")]
    for root in (part.element for part in parts):
        kinds = {one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))}
        for one in root.findall(qn("w:num")):
            kind = kinds.get(one.find(qn("w:abstractNumId")).get(qn("w:val")))
            levels = kind.findall(qn("w:lvl")) if kind is not None else ()
            yield one.get(qn("w:numId")), {int(level.get(qn("w:ilvl"))): level for level in levels}


def _list_of(part: Paragraph) -> tuple[str, int] | None:
    """The list and the level of a paragraph, its own or its style's; None for no list."""
    holders = [part._p, part.style.element if part.style is not None else None]
    found: Iterator[Any] = (one.pPr.numPr for one in holders if one is not None and one.pPr is not None)
    own = next((one for one in found if one is not None and one.numId is not None), None)
    return (str(own.numId.val), own.ilvl.val if own.ilvl is not None else 0) if own is not None else None


def _word(level: Any, name: str, default: str) -> str:
    held = level.find(qn(f"w:{name}")) if level is not None else None
    return default if held is None else held.get(qn("w:val")) or default


def _number(level: Any, name: str, default: int) -> int:
    said = _word(level, name, str(default))
    return int(said) if said.isdigit() else default


def _formatted(count: int, kind: str) -> str:
    if kind in ("upperRoman", "lowerRoman"):
        made, left = "", count
        for value, letters in _ROMAN:
            made, left = made + letters * (left // value), left % value
        return made if kind == "upperRoman" else made.lower()
    if kind in ("lowerLetter", "upperLetter") and 0 < count <= 26:
        return chr(ord("a" if kind == "lowerLetter" else "A") + count - 1)
    return f"{count:02}" if kind == "decimalZero" else str(count)
