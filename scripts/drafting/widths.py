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
_MOST, _MOST_OF_FIGURES = 60, 24  # beyond that a width says nothing of what the column holds
_BOLD = 1.2  # how much wider than running text the bold words of a head are
_ROOM = {False: 135, True: 195}  # characters that an upright and a lying A4 sheet hold in letters that can be read


def widths(columns: Sequence[Column], sheet: Sheet) -> list[int] | None:
    """The widths in characters; None where the blank sets none: columns that are all alike were never set."""
    given = [_printed(column.path[-1]) for column in columns]
    if not all(given) or max(given) - min(given) < 1:
        return None
    least = [_least(column) for column in columns]
    most = [max(need, _most(column)) for column, need in zip(columns, least, strict=True)]
    bounded = [max(need, min(wish, limit)) for wish, need, limit in zip(given, least, most, strict=True)]
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
    longest = max((len(word) for word in column.path[-1].text.split()), default=0)
    return max(_LEAST[_kind(column)], longest * _BOLD + 1)


def _most(column: Column) -> int:
    return _MOST if _kind(column) in ("short", "long", "label") else _MOST_OF_FIGURES


def _kind(column: Column) -> str:
    return column.stub or (column.guess.kind if column.guess else "short")
