"""Reads what the styles of an OpenDocument spreadsheet say about fonts, and which sheets they hide."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from scripts.submissions.markup import Markup

_RAISED: Final = re.compile(r"super|0*[1-9]")  # or by so many percent of the line's height


class Look(NamedTuple):
    """The name of a font, whether it is struck through, whether it is white on white, and whether it is raised."""

    font: str = ""
    struck: bool = False
    unseen: bool = False
    raised: bool = False


PLAIN: Final = Look()


class CellStyles:
    """The styles of a content part, collected while it is read; they stand before the sheets."""

    def __init__(self, markup: Markup) -> None:
        self._looks: dict[str, Look] = {}
        self._hidden: set[str] = set()
        self._name = ""
        self._has_ground = False
        markup.starts |= {
            "style": self._style,
            "text-properties": self._text,
            "table-cell-properties": self._ground,
            "table-properties": self._table,
        }

    def __len__(self) -> int:
        return len(self._looks) + len(self._hidden)

    def look(self, style: str | None) -> Look:
        """How a cell of the style looks."""
        return self._looks.get(style or "", PLAIN)

    def hides_sheet(self, style: str | None) -> bool:
        """Whether a sheet of the style is not shown."""
        return style in self._hidden

    def _style(self, attributes: dict[str, str]) -> None:
        self._name = attributes.get("style:name", "")
        self._has_ground = False

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
