"""Where the tables of a blank stand: their header, the row of column numbers and their body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from scripts.blanks.blank import Area, Cell, Sheet
from scripts.drafting.header_tree import Head, header_depth, header_tree
from scripts.drafting.vocabulary import is_number_head, is_outside

_NUMBER = re.compile(
    r"[(\[]?\s*([0-9]{1,2}|[A-ZĐ])\s*[)\]]?\s*(?:=\s*[(\[]?[0-9(\[][0-9()\[\]\s+\-*/:x×%.,]*)?[)\]]?",
)
_DEEPEST = 12  # rows in which a row of column numbers is looked for


@dataclass(frozen=True, slots=True)
class Region:
    """A table: its area, its column heads, the row of column numbers, and the rows of its body."""

    sheet: Sheet
    area: Area
    heads: tuple[Head, ...]
    number_row: int | None
    body: tuple[int, ...]

    @property
    def leaves(self) -> tuple[Head, ...]:
        """The columns from left to right."""
        return tuple(leaf for head in self.heads for leaf in head.leaves)


def find(sheet: Sheet) -> list[tuple[Region, ...]]:
    """The tables of a sheet from top to bottom; those that stand side by side belong together.

    A table that only goes on under a repeated header, or in Word on the next page, is one with the table before it.
    """
    kept = [area for area in _boxed(sheet) if _is_table(sheet, area)] or _unruled(sheet)
    found: list[tuple[Region, ...]] = []
    for beside in _side_by_side(kept):
        here = tuple(_region(sheet, half) for area in beside for half in _halves(sheet, area))
        more = _continued(found[-1][0], here[0]) if len(found and found[-1]) == 1 == len(here) else None
        if more:
            found[-1] = (more,)
        else:
            found.append(here)
    return found


def _is_table(sheet: Sheet, area: Area) -> bool:
    words = [cell for row in area.rows for cell in sheet.row(row, area.cols) if cell.words]
    return len(area.rows) > 1 and len(area.cols) > 1 and len(words) > 1


# ---- areas


def _boxed(sheet: Sheet) -> list[Area]:
    """Areas of cells that lines are drawn around on an upright and a level side."""
    boxed = {
        (row, col)
        for cell in sheet.cells
        if cell.edges & {"left", "right"} and cell.edges & {"top", "bottom"}
        for row in range(cell.row, cell.last_row + 1)
        for col in range(cell.col, cell.last_col + 1)
    }
    areas: list[Area] = []
    while boxed:
        waiting, met = [boxed.pop()], []
        while waiting:
            row, col = waiting.pop()
            met.append((row, col))
            for near in ((row - 1, col), (row + 1, col), (row, col - 1), (row, col + 1)):
                if near in boxed:
                    boxed.remove(near)
                    waiting.append(near)
        rows, cols = [row for row, _ in met], [col for _, col in met]
        areas.append(Area(min(rows), min(cols), max(rows), max(cols)))
    return sorted(areas, key=lambda area: (area.top, area.left))


def _unruled(sheet: Sheet) -> list[Area]:
    """The area under the first head of a column of row numbers, where the file draws no lines."""
    heads = [cell for cell in sheet.cells if is_number_head(cell.words)]
    if not heads:
        return []
    first = min(heads, key=lambda cell: (cell.row, cell.col))
    bottom = first.row
    for row in range(first.row, sheet.height):
        words = [cell for cell in sheet.row(row) if cell.words]
        if len(words) == 1 and is_outside(words[0].words):
            break
        bottom = row if words else bottom
    top = first.row
    while top > 0 and _groups_above(sheet, first, top - 1):
        top -= 1
    used = [cell for cell in sheet.cells if top <= cell.row <= bottom and cell.words]
    return [Area(top, first.col, bottom, max(cell.last_col for cell in used))]


def _groups_above(sheet: Sheet, first: Cell, row: int) -> bool:
    """Whether the row holds heads of column groups: words, all of them right of the stub columns."""
    words = [cell for cell in sheet.row(row) if cell.words]
    return bool(words) and all(cell.col > first.col + 1 for cell in words)


def _side_by_side(areas: list[Area]) -> list[list[Area]]:
    groups: list[list[Area]] = []
    for area in sorted(areas, key=lambda a: (a.top, a.left)):
        if groups and area.top <= max(other.bottom for other in groups[-1]):
            groups[-1].append(area)
            groups[-1].sort(key=lambda a: a.left)
        else:
            groups.append([area])
    return groups


def _halves(sheet: Sheet, area: Area) -> Iterator[Area]:
    """The area, or its parts where a second column of row numbers begins another table beside the first."""
    starts = [leaf.left for leaf in _region(sheet, area).leaves if is_number_head(leaf.text)]
    starts = [area.left, *(start for start in starts if start > area.left + 1)]
    for start, following in zip(starts, [*starts[1:], area.right + 1], strict=True):
        yield Area(area.top, start, area.bottom, following - 1)


# ---- header and body


def _region(sheet: Sheet, area: Area) -> Region:
    number_row = next((row for row in area.rows[1:_DEEPEST] if _numbers(sheet, area, row)), None)
    last = number_row - 1 if number_row is not None else area.top + header_depth(sheet, area) - 1
    heads = header_tree(sheet, area, last, number_row)
    first = (number_row if number_row is not None else last) + 1
    return Region(sheet, area, heads, number_row, tuple(range(first, area.bottom + 1)))


def _numbers(sheet: Sheet, area: Area, row: int) -> bool:
    """Whether the row holds column numbers: nothing else, counting up, in most columns."""
    cells = [cell for cell in sheet.row(row, area.cols) if cell.row == row]
    found = [_NUMBER.fullmatch(cell.words) for cell in cells if cell.words]
    if len(found) < 2 or len(found) < 0.6 * len(cells) or not all(found):
        return False
    counted = [int(one[1]) for one in found if one and one[1].isdigit()]
    return all(b - a == 1 for a, b in pairwise(counted)) and len(counted) > 1


def _continued(before: Region, after: Region) -> Region | None:
    """Both as one table where the second only repeats the first's header, or has none and follows at once."""
    if len(before.area.cols) != len(after.area.cols):
        return None
    between = range(max(before.body, default=before.area.bottom) + 1, after.area.top)
    if [leaf.text for leaf in before.leaves] == [leaf.text for leaf in after.leaves]:
        body = after.body
    elif not any(cell.words for row in between for cell in before.sheet.row(row)):
        body = tuple(after.area.rows)
    else:
        return None
    return Region(before.sheet, before.area, before.heads, before.number_row, before.body + body)
