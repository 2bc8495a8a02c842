"""Reads the comments that hang on a sheet's cells; they are never data, but a copy of the sheet keeps them."""

from __future__ import annotations

from typing import Final

from scripts.model.a1 import parse_cell
from scripts.submissions.container import Package
from scripts.submissions.markup import OptionalMarkup, Spent, unescape

MOST: Final = 1_000  # on one sheet


class Comments(OptionalMarkup):
    """What the comments of a sheet say, by line and column from 0; of a thread Excel keeps all in one text."""

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self.said: dict[tuple[int, int], str] = {}
        self._at = ""
        self._pieces: list[str] = []
        self.starts["comment"] = self._begin
        self.ends = {"t": self._text, "comment": self._end}
        self.run_if_there()

    def kept(self) -> int:
        """As Markup.kept: the comments."""
        return len(self.said)

    def _begin(self, attributes: dict[str, str]) -> None:
        self._at, self._pieces = attributes.get("ref", ""), []

    def _text(self) -> None:
        if "rPh" not in self.path:  # how a word is spoken
            self._pieces.append(unescape(self.text))

    def _end(self) -> None:
        said = "".join(self._pieces).strip()
        if not said or len(self.said) >= MOST:
            return
        try:
            self.said[parse_cell(self._at)] = said
        except ValueError:  # of no cell
            return
