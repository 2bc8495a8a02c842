"""Says why a text in a cell for numbers was not read as one: a footnote mark, a decimal point, odd separators."""

from __future__ import annotations

import re
from typing import Final

from scripts.model.form import Leaf, Place
from scripts.validation.violation import Violation
from scripts.wording import text
from scripts.wording.constraints import MOST_DIGITS, decimals

_MARKED: Final = re.compile(r"[0-9.,]*[0-9]\s*([⁰¹²³⁴-⁹①-⑳*]+|\([0-9*]{1,2}\)|\[[0-9*]{1,2}\])")
_POINT: Final = re.compile(r"-?([0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.([0-9]{1,12})")
_DIGITS: Final = re.compile(r"[0-9]{16,}")
_PARTED: Final = re.compile(r"[0-9.,\s'’]*[.,\s'’][0-9.,\s'’]*")
_MOST_DIGITS: Final = 15  # of a number
_LONGEST: Final = 60  # characters of a text that are looked at


def no_number(place: Place, leaf: Leaf, said: str) -> Violation | None:
    """What is wrong with a text in a cell that holds numbers; None where nothing more can be told than its type."""
    plain = said.strip()[:_LONGEST]
    plain = plain.removesuffix("%").strip() if leaf.unit == "%" else plain
    value = text.shown(said)
    if mark := _MARKED.fullmatch(plain):
        return Violation("footnote-mark", place, value=value, facts={"mark": mark[1]})
    if _DIGITS.fullmatch(plain):
        return Violation("too-large", place, value=value, allowed=MOST_DIGITS)
    if (found := _POINT.fullmatch(plain)) and len(found[1]) <= _MOST_DIGITS:
        whole, part = found[1].replace(",", ""), found[2].rstrip("0")
        meant = "-" * plain.startswith("-") + whole + ("," + part if part else "")
        return Violation("decimal-point", place, value=value, facts={"advice": decimals(leaf, meant)})
    if re.search("[0-9]", plain) and _PARTED.fullmatch(plain):
        return Violation("odd-separators", place, value=value)
    return None
