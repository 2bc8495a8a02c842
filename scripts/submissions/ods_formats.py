"""Reads what the data styles of OpenDocument make of a number, as format codes of Open XML."""

from __future__ import annotations

import math
from typing import Final

from scripts.submissions.markup import Markup

_KINDS: Final = ("number-style", "percentage-style", "currency-style")
_FIGURES: Final = ("number", "scientific-number", "fraction")
_MOST: Final = 50  # pieces of one style
_POSITIVE: Final = ("value()>0", "value()>=0")  # LibreOffice gives each section of a format a style of its own


class DataStyles:
    """The data styles for numbers, collected while a part is read; those of dates and texts say nothing here."""

    def __init__(self) -> None:
        self._codes: dict[str, list[str]] = {}
        self._positive: dict[str, str] = {}
        self._name = ""

    def __len__(self) -> int:
        return len(self._codes) + len(self._positive)

    def listen(self, markup: Markup) -> None:
        """Collect those of the part, too; of two with one name the later counts."""

        def hear() -> None:
            is_percent = markup.path[-2] == "percentage-style" and markup.text.strip() == "%"
            self._add("%" if is_percent else '"' + markup.text.replace('"', "") + '"')

        markup.starts |= {
            **dict.fromkeys(_KINDS, self._begin),
            **dict.fromkeys(_FIGURES, self._figure),
            "map": self._section,
        }
        markup.ends |= {**dict.fromkeys(_KINDS, self._end), **dict.fromkeys(("text", "currency-symbol"), hear)}

    def code(self, name: str) -> str:
        """The code for positive numbers, as far as it scales them or prints words; empty for no such style."""
        return "".join(self._codes.get(self._positive.get(name, name), ()))

    def _begin(self, attributes: dict[str, str]) -> None:
        self._name = attributes.get("style:name", "")
        self._codes[self._name] = []
        self._positive.pop(self._name, None)

    def _end(self) -> None:
        self._name = ""

    def _figure(self, attributes: dict[str, str]) -> None:
        self._add("0" + "," * _thousands(attributes.get("number:display-factor", "1")))

    def _add(self, piece: str) -> None:
        if self._name and len(self._codes[self._name]) < _MOST:
            self._codes[self._name].append(piece)

    def _section(self, attributes: dict[str, str]) -> None:
        if self._name and attributes.get("style:condition") in _POSITIVE:
            self._positive.setdefault(self._name, attributes.get("style:apply-style-name", ""))


def _thousands(factor: str) -> int:
    """How often a number is divided by a thousand before it is shown."""
    divisor = float(factor)
    return round(math.log(divisor, 1000)) if 1 < divisor < math.inf else 0
