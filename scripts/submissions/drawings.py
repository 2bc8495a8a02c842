"""Reads where on a sheet pictures and other drawings lie; what they show is never looked at."""

from __future__ import annotations

from typing import Final

from scripts.model.a1 import COLUMNS, ROWS
from scripts.submissions.container import Package
from scripts.submissions.contents import Area
from scripts.submissions.markup import OptionalMarkup, Spent

_MOST: Final = 1_000  # on one sheet
_ANCHORS: Final = ("twoCellAnchor", "oneCellAnchor")
_CORNER: Final = ("row", "rowOff", "col", "colOff")


class Drawings(OptionalMarkup):
    """The areas of cells over which drawings lie: first line and column, last line and column, from 0.

    Of a drawing whose size stands in other units than cells only the first cell is known.
    """

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self.areas: list[Area] = []
        self._at: dict[tuple[str, str], int] = {}
        self.starts = dict.fromkeys(_ANCHORS, self._begin)
        self.ends = {**dict.fromkeys(_CORNER, self._corner), **dict.fromkeys(_ANCHORS, self._end)}
        self.run_if_there()

    def kept(self) -> int:
        """As Markup.kept: the areas."""
        return len(self.areas)

    def _begin(self, _attributes: dict[str, str]) -> None:
        self._at = {}

    def _corner(self) -> None:
        corner, what = self.path[-2:]
        said = self.text.strip()
        if corner in ("from", "to") and said.isdecimal():
            self._at[corner, what] = int(said[:9])  # no sheet has as many lines

    def _end(self) -> None:
        first, left = self._at.get(("from", "row"), -1), self._at.get(("from", "col"), -1)
        if not (0 <= first < ROWS and 0 <= left < COLUMNS) or len(self.areas) >= _MOST:
            return
        last, right = self._end_of("row", first), self._end_of("col", left)
        self.areas.append((first, left, max(first, min(last, ROWS - 1)), max(left, min(right, COLUMNS - 1))))

    def _end_of(self, what: str, first: int) -> int:
        """The last line or column that is covered: one in which the drawing has no part is not."""
        last = self._at.get(("to", what), first)
        return last if self._at.get(("to", f"{what}Off"), 1) else last - 1
