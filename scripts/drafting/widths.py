"""Widths for the columns of a draft: those of the blank, as far as words and figures fit and the sheet prints well."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.blanks.blank import Sheet
from scripts.drafting.header_tree import Head
from scripts.drafting.understood import Column

# The least that a column needs for what it takes, and for what the stubs print; in characters.
_LEAST = {
    "count": 8, "amount": 9, "money": 11, "percent": 8, "date": 11, "year": 7, "mark": 6, "short": 12, "long": 16,
    "number": 5, "label": 18, "unit": 8,
}  # fmt: skip
_MOST = 60
_BOLD = 1.2  # how much wider than running text the bold words of a head are
_ROOM = {False: 135, True: 195}  # characters that an upright and a lying A4 sheet hold in letters that can be read


def widths(columns: Sequence[Column], sheet: Sheet) -> list[int] | None:
    """The widths in characters; None where the blank sets none: columns that are all alike were never set."""
    given = [_printed(column.path[-1]) for column in columns]
    if not all(given) or max(given) - min(given) < 1:
        return None
    least = [_least(column) for column in columns]
    bounded = [_bounded(wish, need) for wish, need in zip(given, least, strict=True)]
    room = _ROOM[sheet.landscape] * (1.4 if sheet.paper == "A3" else 1)
    if sum(bounded) > room:
        spare = max(0.0, room - sum(least)) / (sum(bounded) - sum(least) or 1)
        bounded = [need + (wish - need) * min(1.0, spare) for wish, need in zip(bounded, least, strict=True)]
    return [round(width) for width in bounded]


def _printed(leaf: Head) -> float:
    """The width of the column in the blank; 0 where it has no head or the file sets none."""
    return leaf.cells[-1].width / leaf.cells[-1].cols * (leaf.right - leaf.left + 1) if leaf.cells else 0.0


def _least(column: Column) -> float:
    """What the column needs: for what it holds, and so that no word of its head is broken."""
    kind = column.stub or (column.guess.kind if column.guess else "short")
    longest = max((len(word) for word in column.path[-1].text.split()), default=0)
    return max(_LEAST[kind], longest * _BOLD + 1)


def _bounded(wish: float, least: float) -> float:
    return max(least, min(wish, _MOST))
