"""The numbers that Word prints before paragraphs by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from scripts.submissions.container import Package
from scripts.submissions.docx_attributes import Attributes, value, whole_number
from scripts.submissions.markup import OptionalMarkup, Spent


@dataclass(slots=True)
class _ListLevel:
    """How a list numbers one of its levels."""

    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    """A list's levels, and the numbers that it has reached."""

    levels: dict[int, _ListLevel] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering(OptionalMarkup):
    """The automatic numbers of paragraphs: Word makes "(i)" at the start of a line into one without asking."""

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self._abstract: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._id = ""
        self._level = _ListLevel()
        self._list_level = 0
        self.starts = {
            "abstractNum": self._begin_abstract,
            "lvl": self._begin_level,
            "start": self._start,
            "numFmt": self._format,
            "lvlText": self._text,
            "num": self._begin_list,
            "abstractNumId": self._of_abstract,
            "lvlOverride": self._begin_override,
            "startOverride": self._restart,
        }
        self.run_if_there()

    def kept(self) -> int:
        """As Markup.kept: the lists."""
        return len(self._abstract) + len(self._lists)

    def next_label(self, list_id: str | None, level: int) -> str:
        """Counts a paragraph in its list, and returns its number as printed; "" for bullets and for no list."""
        list_ = self._lists.get(list_id or "")
        if list_ is None:
            return ""
        for at, number in self._restarts.pop(list_id or "", {}).items():
            list_.counts[at] = number - 1
        form = list_.levels.get(level, _ListLevel())
        list_.counts[level] = list_.counts.get(level, form.start - 1) + 1
        for deeper in [at for at in list_.counts if at > level]:
            del list_.counts[deeper]
        return "" if form.format in ("bullet", "none") else re.sub("%([1-9])", lambda m: _reached(list_, m), form.text)

    def _begin_abstract(self, attributes: Attributes) -> None:
        self._abstract[value(attributes, "abstractNumId") or ""] = self._list = _List()

    def _begin_level(self, attributes: Attributes) -> None:
        self._level = _ListLevel()
        if self.path[-2] == "abstractNum":
            self._list.levels[whole_number(value(attributes, "ilvl"))] = self._level

    def _start(self, attributes: Attributes) -> None:
        self._level.start = whole_number(value(attributes), 1)

    def _format(self, attributes: Attributes) -> None:
        self._level.format = value(attributes) or ""

    def _text(self, attributes: Attributes) -> None:
        self._level.text = (value(attributes) or "")[:50]

    def _begin_list(self, attributes: Attributes) -> None:
        self._id = value(attributes, "numId") or ""

    def _of_abstract(self, attributes: Attributes) -> None:
        if self.path[-2] == "num":
            self._lists[self._id] = self._abstract.get(value(attributes) or "", _List())

    def _begin_override(self, attributes: Attributes) -> None:
        self._list_level = whole_number(value(attributes, "ilvl"))

    def _restart(self, attributes: Attributes) -> None:
        self._restarts.setdefault(self._id, {})[self._list_level] = whole_number(value(attributes), 1)


def _reached(list_: _List, match: re.Match[str]) -> str:
    level = int(match[1]) - 1
    form = list_.levels.get(level, _ListLevel())
    number = list_.counts.get(level, form.start)
    if form.format in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form.format == "upperLetter" else letter
    if form.format in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if form.format == "upperRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 400:
        return str(number)
    digits = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    said = ""
    for size, letters in digits:
        said += letters * (number // size)
        number %= size
    return said
