"""Reads what the styles of an OpenDocument spreadsheet say about fonts and numbers, and which sheets they hide."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from scripts.submissions.markup import Markup
from scripts.submissions.ods_formats import DataStyles

_RAISED: Final = re.compile(r"super|0*[1-9]")  # or by so many percent of the line's height


class Look(NamedTuple):
    """The name of a font, whether it is struck through, whether it is white on white, and whether it is raised."""

    font: str = ""
    struck: bool = False
    unseen: bool = False
    raised: bool = False


PLAIN: Final = Look()
_MOST_PARENTS: Final = 16


class CellStyles:
    """The styles of the parts that it listens to; in the content part they stand before the sheets."""

    def __init__(self) -> None:
        self._looks: dict[str, Look] = {}
        self._numbers = DataStyles()
        self._data: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._name = ""
        self._has_ground = False

    def listen(self, markup: Markup) -> None:
        """Collect the styles of the part, too."""
        self._numbers.listen(markup)
        markup.starts |= {
            "style": self._style,
            "text-properties": self._text,
            "table-cell-properties": self._ground,
            "table-properties": self._table,
        }

    def __len__(self) -> int:
        named = len(self._looks) + len(self._data) + len(self._parents)
        return named + len(self._hidden) + len(self._numbers)

    def look(self, style: str | None) -> Look:
        """How a cell of the style looks."""
        return self._looks.get(style or "", PLAIN)

    def number_format(self, style: str | None) -> str:
        """What a cell of the style makes of a number, as a format code; empty where no style says it."""
        name = style or ""
        for _ in range(_MOST_PARENTS):
            if name in self._data or name not in self._parents:
                break
            name = self._parents[name]
        return self._numbers.code(self._data.get(name, ""))

    def hides_sheet(self, style: str | None) -> bool:
        """Whether a sheet of the style is not shown."""
        return style in self._hidden

    def _style(self, attributes: dict[str, str]) -> None:
        self._name = attributes.get("style:name", "")
        self._has_ground = False
        for known, what in ((self._data, "data-style-name"), (self._parents, "parent-style-name")):
            known.pop(self._name, None)
            if f"style:{what}" in attributes:
                known[self._name] = attributes[f"style:{what}"]

    def _ground(self, attributes: dict[str, str]) -> None:
        self._has_ground = attributes.get("fo:background-color", "transparent") != "transparent"

    def _text(self, attributes: dict[str, str]) -> None:
        if not self._name:
            return
        font = attributes.get("style:font-name") or attributes.get("fo:font-family", "").strip("'")
        through = (attributes.get(f"style:text-line-through-{what}", "none") for what in ("style", "type"))
        struck = any(said != "none" for said in through)
        white = attributes.get("fo:color", "").lower() == "#ffffff" and not self._has_ground
        is_raised = _RAISED.match(attributes.get("style:text-position", "")) is not None
        self._looks[self._name] = Look(font, struck, white, is_raised)

    def _table(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self._hidden.add(self._name)
