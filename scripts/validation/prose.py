"""Holds the numbers that a report's running text states against the forms, by the phrases that name the figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scripts.findings import Finding
from scripts.model.form import Row
from scripts.model.totals import Number
from scripts.submissions.report import Report, Section
from scripts.submissions.report_words import settle_tones
from scripts.validation.sources import Sources
from scripts.wording import text as words
from scripts.wording.report import paragraph_path
from scripts.wording.together import finding

_NUMBER: Final = (
    r"(?<![\d./,\-–])(?P<n>[1-9]\d{0,2}(?:\.\d{3})+|\d{1,9})(?![\d/%]|[.,]\d|\s*%)"  # no date, no share, no decimal
    r"(?:\s*\([^()\d]{1,40}\))?"  # 09 (chín)
)
# A number that only says about how many, or how many of them, is not the figure.
_LOOSE: Final = re.compile(
    r"(?:khoảng|gần|hơn|trên|dưới|ít nhất|tối thiểu|tối đa|thêm|tăng|giảm|còn|trong đó(?: có)?|riêng|bình quân|mỗi"
    r"|phấn đấu|dự kiến|kế hoạch|thứ|lần|năm|tháng|ngày|quý)\s*$"
)
# Words that narrow the phrase down to some of what it names.
_NARROWED: Final = re.compile(
    r"\s*(?:cho|tại|của|ở|cấp|về việc|theo|có|trực tiếp|trực tuyến|kết hợp|chuyên đề|định kỳ|đột xuất"
    r"|thường xuyên)\b"
)
_LINK: Final = r"\s*(?:là|:|được|đạt|gồm|có|=)?\s*"
_BEFORE: Final = 24  # characters in which a word that loosens a number may stand before it


@dataclass(frozen=True, slots=True)
class Mention:
    """A number with the phrase beside it; `words` are both as they stand in the text."""

    value: int
    words: str


def mentions(text: str, phrases: tuple[str, ...], unit: str) -> Iterator[Mention]:
    """The numbers that the text states for what the phrases name, in their order.

    Either order counts: “13 hội nghị quán triệt” and “tiếp công dân 48 cuộc”. Numbers that are rounded, that count
    only a part, percentages, dates and numbers of documents are passed over: a false alarm costs more than a miss.
    """
    plain = settle_tones(unicodedata.normalize("NFC", text)).casefold()
    if len(plain) != len(text):
        text = plain  # places in the two texts would not be the same
    seen: set[int] = set()
    for pattern, behind in _patterns(phrases, unit):
        for found in pattern.finditer(plain):
            start = found.start("n")
            loose = _LOOSE.search(plain[max(0, start - _BEFORE) : start]) if not behind else None
            narrowed = _NARROWED.match(plain[found.end() :]) if not behind else None
            if start not in seen and not loose and not narrowed:
                seen.add(start)
                yield Mention(int(found["n"].replace(".", "")), text[found.start() : found.end()].strip())


@lru_cache(maxsize=256)
def _patterns(phrases: tuple[str, ...], unit: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """For each phrase: the number before it, and the number behind it."""
    made: list[tuple[re.Pattern[str], bool]] = []
    ends = rf"(?=\s*(?:{re.escape(unit)}\b|[.;,)]|$))" if unit else r"(?=\s*(?:[.;,)]|$))"
    for phrase in phrases:
        words = re.escape(settle_tones(phrase))
        made.append((re.compile(rf"{_NUMBER}\s+{words}\b"), False))
        made.append((re.compile(rf"\b{words}{_LINK}{_NUMBER}{ends}"), True))
    return tuple(made)


def check_prose(report: Report, file: str, sources: Sources) -> Iterator[Finding]:
    """A warning for each figure whose section names other numbers for it than its form, and none that is the form's."""
    for section in report.sections:
        for row in (r for i in section.heading.indicators for r in (i.row, *i.parts) if r.phrases):
            yield from _of_row(section, row, file, sources)


def _of_row(section: Section, row: Row, file: str, sources: Sources) -> Iterator[Finding]:
    supply = row.supplied
    source = sources.of(supply)
    expected = source.says(supply) if source and supply else None
    found = [(n, p, m) for n, p in section.paragraphs for m in mentions(p.text, row.phrases, row.unit)]
    if source is None or supply is None or expected is None or not found:
        return
    if not _is_told([mention for _, _, mention in found], expected):
        number, paragraph, mention = found[0]
        yield finding(
            "prose-differs",
            file=file,
            path=paragraph_path(section.heading, number),
            order=(paragraph.ordinal, 3),
            value=words.shown(mention.words),
            facts={"source": source.where(supply), "expected": words.number(expected)},
        )


def _is_told(found: Sequence[Mention], expected: Number) -> bool:
    """Whether one of the numbers, or all of them together, is the form's: the others then speak of its parts."""
    return any(m.value == expected for m in found) or sum(m.value for m in found) == expected
