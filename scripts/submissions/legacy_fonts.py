"""Turns text typed in the fonts of the time before Unicode (TCVN3 and VNI) into the letters that it showed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

Encoding = Literal["TCVN3", "VNI"]

# TCVN 5712:1993 (VN3), as Windows' Latin code page shows its bytes; capitals with marks have a font of their own.
_TCVN3: Final = str.maketrans(
    {
        **dict(zip("µ¸¶·¹", "àáảãạ", strict=True)),
        **dict(zip("¨»¾¼½Æ", "ăằắẳẵặ", strict=True)),
        **dict(zip("©ÇÊÈÉË", "âầấẩẫậ", strict=True)),
        **dict(zip("®ÌÐÎÏÑ", "đèéẻẽẹ", strict=True)),
        **dict(zip("ªÒÕÓÔÖ", "êềếểễệ", strict=True)),
        **dict(zip("×ÝØÜÞ", "ìíỉĩị", strict=True)),
        **dict(zip("ßãáâä", "òóỏõọ", strict=True)),
        **dict(zip("«åèæçé", "ôồốổỗộ", strict=True)),
        **dict(zip("¬êíëìî", "ơờớởỡợ", strict=True)),
        **dict(zip("ïóñòô", "ùúủũụ", strict=True)),
        **dict(zip("\u00adõøö÷ù", "ưừứửữự", strict=True)),
        **dict(zip("úýûüþ", "ỳýỷỹỵ", strict=True)),
        **dict(zip("¡¢§£¤¥¦", "ĂÂĐÊÔƠƯ", strict=True)),
    }
)
# VNI-Windows writes a mark as a letter of its own after the vowel; capitals take the capital of the mark.
_VNI_MARKS: Final = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323", "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_ALONE: Final = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VOWELS: Final = "aeiouyôöAEIOUYÔÖ"
_MARKS: Final = "".join(_VNI_MARKS) + "".join(_VNI_MARKS).upper()
_VNI: Final = re.compile(f"([{_VOWELS}])([{_MARKS}])|([{''.join(_VNI_ALONE)}{''.join(_VNI_ALONE).upper()}])")
_SYLLABLE: Final = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    "(?:[aăâeêioôơuưy]|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iêu|iu|oa|oă|oai|oao|oay|oe|oeo|oi|ôi|ơi|ua|uâ|uây|uê|ui|uô|uôi|"
    "uơ|uy|uya|uyê|uyu|ưa|ưi|ươ|ươi|ươu|ưu|yê|yêu)(?:ng|nh|ch|[cmnpt])?"
)
_MIXED: Final = re.compile("[A-Za-z][\u00a1-\u00ff]|[\u00a1-\u00ff][A-Za-z]")
_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def encoding_of(font: str) -> Encoding | None:
    """The encoding that a font of this name shows; None for a font of Unicode."""
    name = font.casefold()
    if name.startswith(".vn"):
        return "TCVN3"
    return "VNI" if name.startswith("vni-") else None


def decode(text: str, font: str) -> str:
    """The letters that the text shows in that font; the text itself where the font is one of Unicode."""
    encoding = encoding_of(font)
    if encoding is None or text.isascii():
        return text
    shown = _decoded(text, encoding)
    return shown.upper() if encoding == "TCVN3" and font.rstrip().endswith("H") else shown


def guess(text: str) -> str | None:
    """The letters meant by text that reads as nonsense in its font but as Vietnamese in an old encoding.

    None where the text is ASCII, has letters of Unicode's own Vietnamese, or makes no Vietnamese either way.
    """
    if text.isascii() or len(text) > 500 or max(text) > "\u00ff" or not _MIXED.search(text) or _is_vietnamese(text):
        return None
    for encoding in ("TCVN3", "VNI"):
        read = _decoded(text, encoding)
        if read != text and _is_vietnamese(read):
            return read
    return None


def _decoded(text: str, encoding: Encoding) -> str:
    if encoding == "TCVN3":
        return text.translate(_TCVN3)
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, text))


def _vni_letter(found: re.Match[str]) -> str:
    if found[3]:
        letter = _VNI_ALONE[found[3].lower()]
        return letter if found[3].islower() else letter.upper()
    vowel = _VNI_ALONE.get(found[1].lower(), found[1].lower())
    return (vowel if found[1].islower() else vowel.upper()) + _VNI_MARKS[found[2].lower()]


def _is_vietnamese(text: str) -> bool:
    """Whether every word of letters is built as a Vietnamese syllable."""
    bare = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", text.casefold())))
    words = re.findall(r"[^\W\d_]+", bare)
    # What is left beside the words must not be letters of the old encodings that Unicode counts as signs.
    return (
        bool(words)
        and not re.search(r"[µ¸¶·¹»¾¼½¨©®ª«¬\u00ad×÷¡¢§£¤¥¦]", text)
        and all(_SYLLABLE.fullmatch(word) for word in words)
    )
