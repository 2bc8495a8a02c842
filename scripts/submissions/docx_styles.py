"""The styles of a Word report: names, outline levels, fonts and lists, with all that they take over."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from scripts.submissions.container import Package
from scripts.submissions.docx_attributes import Attributes, font_of, value, whole_number
from scripts.submissions.markup import OptionalMarkup, Spent

MAX_CHAIN: Final = 32  # styles that are based on one another

_HEADING: Final = re.compile(r"(?:heading|tiêu đề) ?([1-9])", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"(?:toc|contents|mục lục) ?(?:[1-9]|heading|title)?|table of contents", re.IGNORECASE)


@dataclass(slots=True)
class _Style:
    """A style as written: what it does not say, the style it is based on says."""

    name: str = ""
    based_on: str = ""
    font: str = ""
    outline: str | None = None
    list_id: str | None = None
    list_level: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """A style with all that it takes over."""

    name: str = ""
    level: int | None = None
    is_contents: bool = False
    font: str = ""
    list_id: str | None = None
    list_level: int = 0


class Styles(OptionalMarkup):
    """The styles of paragraphs and characters by their ids."""

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self._styles: dict[str, _Style] = {}
        self._looks: dict[str, Look] = {}
        self._font = ""
        self._default = ""
        self._style = _Style()
        self.starts = {
            "style": self._begin,
            "name": self._name,
            "basedOn": self._based_on,
            "rFonts": self._fonts,
            "outlineLvl": self._outline,
            "numId": self._list,
            "ilvl": self._list_level,
        }
        self.run_if_there()

    def kept(self) -> int:
        """As Markup.kept: the styles."""
        return len(self._styles)

    def look(self, id_: str | None) -> Look:
        """How the style makes a paragraph look; None stands for the default style."""
        id_ = self._default if id_ is None else id_
        if id_ not in self._looks:
            self._looks[id_] = self._resolved(id_)
        return self._looks[id_]

    def character_font(self, id_: str) -> str:
        """The font that a character style names, or ""."""
        return next((style.font for style in self._chain(id_) if style.font), "")

    def _resolved(self, id_: str) -> Look:
        chain = self._chain(id_) or [_Style(name=id_)]
        is_contents = _CONTENTS.fullmatch(chain[0].name) is not None
        leveled = (_level(style) for style in chain if style.outline or _HEADING.fullmatch(style.name))
        listed = next((style for style in chain if style.list_id is not None), _Style())
        return Look(
            name=chain[0].name,
            level=None if is_contents else next(leveled, None),
            is_contents=is_contents,
            font=next((style.font for style in chain if style.font), self._font),
            list_id=listed.list_id,
            list_level=listed.list_level,
        )

    def _chain(self, id_: str) -> list[_Style]:
        chain: list[_Style] = []
        while id_ in self._styles and len(chain) < MAX_CHAIN:
            chain.append(self._styles[id_])
            id_ = chain[-1].based_on
        return chain

    def _begin(self, attributes: Attributes) -> None:
        self._style = _Style()
        id_ = value(attributes, "styleId") or ""
        self._styles.setdefault(id_, self._style)
        if value(attributes, "type") == "paragraph" and value(attributes, "default") in ("1", "true", "on"):
            self._default = id_

    def _name(self, attributes: Attributes) -> None:
        if self.path[-2] == "style":
            self._style.name = unicodedata.normalize("NFC", value(attributes) or "")

    def _based_on(self, attributes: Attributes) -> None:
        self._style.based_on = value(attributes) or ""

    def _fonts(self, attributes: Attributes) -> None:
        if self.path[1] == "docDefaults":
            self._font = font_of(attributes)
        elif self.path[-3] == "style":
            self._style.font = font_of(attributes)

    def _outline(self, attributes: Attributes) -> None:
        if self.path[-3] == "style":
            self._style.outline = value(attributes)

    def _list(self, attributes: Attributes) -> None:
        self._style.list_id = value(attributes)

    def _list_level(self, attributes: Attributes) -> None:
        self._style.list_level = whole_number(value(attributes))


def _level(style: _Style) -> int | None:
    """The outline level that a style itself gives."""
    if style.outline:
        return outline_level(style.outline)
    found = _HEADING.fullmatch(style.name)
    return int(found[1]) if found else None


def outline_level(text: str | None) -> int | None:
    """The level, 1 to 9, that an outline attribute names; None for ordinary text."""
    level = whole_number(text, 9)
    return level + 1 if level < 9 else None
