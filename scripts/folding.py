"""Compares words as people compare them: whatever their form in Unicode, blanks, capitals and place of tone marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LONGEST: Final = 600  # more than any printed label has
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SAME: Final = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("“”„«»″", '"'),
        **dict.fromkeys("‘’‚′`", "'"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
        "ð": "đ",  # Icelandic eth, which looks the same as a capital
        "…": "...",
    }
)
_BLANKS: Final = " \t\r\n\u00a0\u2007\u2009\u200b\u202f\u2060\ufeff"
_SYLLABLE: Final = re.compile(r"[^\W\d_]+")
_FINAL_Y: Final = re.compile(r"(qu|[hklmstv]?)y")


def tidy(text: str) -> str:
    """NFC, without blanks of any kind at the ends; inner line breaks stay."""
    return unicodedata.normalize("NFC", text).strip(_BLANKS)


def is_blank(text: str) -> bool:
    """Whether the text shows nothing."""
    return not text.strip(_BLANKS)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text for comparing only: NFC, small letters, single blanks, tone marks behind their syllable, y as i."""
    text = unicodedata.normalize("NFC", text[:_LONGEST]).casefold().translate(_SAME).strip()
    return _SYLLABLE.sub(_folded_syllable, " ".join((text.rstrip(" .,:;") or text).split()))


def _folded_syllable(found: re.Match[str]) -> str:
    base, tones = found[0], ""
    if not base.isascii():
        letters = unicodedata.normalize("NFD", base)
        tones = "".join(c for c in letters if c in _TONES)
        base = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    final_y = _FINAL_Y.fullmatch(base)
    return (f"{final_y[1]}i" if final_y else base) + tones


def number_key(text: str) -> str:
    """The printed number of a row or column for comparing: without brackets and final dot, 1,10 as 1.10."""
    key = fold(text).strip("() ").replace(",", ".")
    return key.rstrip(".") or key


def bare(text: str) -> str:
    """The text without marks, capitals and punctuation: two that are the same so differ at most in spelling."""
    letters = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in letters if not unicodedata.combining(c))))
