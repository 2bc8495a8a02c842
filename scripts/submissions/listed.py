"""Tells which lines of a list are its items, and which only number ahead, say that there are none, or add up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.folding import fold
from scripts.submissions.contents import Sheet
from scripts.submissions.ledger import shows
from scripts.submissions.values import says_none
from scripts.submissions.words import words_of

_ADDS_UP = re.compile(fold(r"(?:tổng cộng|tổng số)(?:[^\w]|$)|(?:tổng|cộng)(?::|$)"))


@dataclass(frozen=True, slots=True)
class Listed:
    """The lines of one list: `items` in their order; the last ones that have nothing but a number (`ahead`); the
    only one, if it says that there are no items (`none`); those that add the others up (`sums`).
    """

    items: tuple[int, ...]
    ahead: tuple[int, ...] = ()
    none: tuple[int, ...] = ()
    sums: tuple[int, ...] = ()


def listed(page: Sheet, lines: Sequence[int], columns: Mapping[str, int], number: str | None) -> Listed:
    """Sort the lines, which hold something in `columns`; `number` is the column of the items' own numbers."""
    said = {line: _said(page, line, columns, number) for line in lines}
    items = list(lines)
    while items and not said[items[-1]]:
        items.pop()
    ahead = tuple(lines[len(items) :])
    if len(items) == 1 and all(map(says_none, said[items[0]])):
        return Listed((), ahead, none=tuple(items))
    sums = tuple(line for line in items if len(columns) > 2 and _adds_up(said[line]))
    return Listed(tuple(line for line in items if line not in sums), ahead, sums=sums)


def _said(page: Sheet, line: int, columns: Mapping[str, int], number: str | None) -> list[str]:
    """What the line's cells say beside its number."""
    cells = [page.cells.get((line, col)) for column, col in columns.items() if column != number]
    return [words_of(cell) for cell in cells if cell is not None and shows(cell)]


def _adds_up(said: Sequence[str]) -> bool:
    """Whether the line has words like “Tổng cộng: 3 văn bản” in one cell and nothing else."""
    return len(said) == 1 and _ADDS_UP.match(fold(said[0])) is not None
