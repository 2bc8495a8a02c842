"""What a sheet says, indexed for finding a form by its printed words."""

from __future__ import annotations

from functools import cached_property
from itertools import islice

from scripts.folding import fold, tidy
from scripts.submissions.contents import Cell, Sheet
from scripts.submissions.legacy_fonts import decode

MOST_CELLS = 50_000  # looked at for printed words; no form has a tenth of it


def words_of(cell: Cell | None) -> str:
    """What the cell shows as words: composed, tidy, from old fonts too; a number as its digits; empty for none."""
    if cell is None:
        return ""
    value = cell.value
    if isinstance(value, str):
        return tidy(decode(value, cell.font))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value) if isinstance(value, int) else f"{value:.15g}"


class Words:
    """The folded words of a sheet by position, by line and by what they are; lines and columns count from 0."""

    def __init__(self, page: Sheet) -> None:
        self.page = page

    @cached_property
    def at(self) -> dict[tuple[int, int], str]:
        """The words of every cell that shows any, numbers too."""
        found = ((position, words_of(cell)) for position, cell in islice(self.page.cells.items(), MOST_CELLS))
        return {position: fold(words) for position, words in found if words}

    @cached_property
    def where(self) -> dict[str, list[tuple[int, int]]]:
        """The positions of every word or phrase, from top left to bottom right."""
        found: dict[str, list[tuple[int, int]]] = {}
        for position in sorted(self.at):
            found.setdefault(self.at[position], []).append(position)
        return found

    @cached_property
    def lines(self) -> dict[int, dict[int, str]]:
        """The words of every line by column."""
        found: dict[int, dict[int, str]] = {}
        for (line, col), words in self.at.items():
            found.setdefault(line, {})[col] = words
        return found

    def over(self, line: int, col: int) -> str:
        """What a header's line says over a column: its own words, or those that are spread over it."""
        own = self.lines.get(line, {})
        if col in own:
            return own[col]
        for first, left, last, right in self.page.merges:
            if first <= line <= last and left <= col <= right:
                return self.at.get((first, left), "")
        return ""
