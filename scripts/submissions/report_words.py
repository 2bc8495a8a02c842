"""How the words of a Word report are compared, and which of its paragraphs are the template's own."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from scripts.model.report import ADDED_STYLE, GUIDANCE_STYLE
from scripts.submissions.docx_contents import Paragraph

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_EARLY_TONE: Final = re.compile(f"(?:(?<=o)([{_TONES}])([ae])|(?<=u)([{_TONES}])(y))")
_LEAD: Final = re.compile(
    r"(?:[-–—•+*]\s*)?"
    r"(?:(?:(?:phần|mục)\s+)?\(?(?:[ivx]{1,4}\.)?(?:[0-9]{1,2}|[ivx]{1,4}|[a-zđ])(?:[.):/]|\s*[-–—](?=\s))\)?\s*)?"
)


def is_guidance(paragraph: Paragraph) -> bool:
    """Whether the paragraph is in the style of the template's guidance."""
    return paragraph.style.casefold() == GUIDANCE_STYLE.casefold()


def is_added(paragraph: Paragraph) -> bool:
    """Whether the paragraph is in the style of the template's own additions."""
    return paragraph.style.casefold() == ADDED_STYLE.casefold()


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
