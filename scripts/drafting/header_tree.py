"""The tree of column heads, from the spans of the header's cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scripts.blanks.blank import Area, Cell, Sheet
from scripts.drafting.vocabulary import is_number_head


@dataclass(frozen=True, slots=True)
class Head:
    """A column head: the cells that it is read from, the physical columns below it, and the heads under it.

    `number` is the printed column number of a head that has no others under it.
    """

    cells: tuple[Cell, ...]
    left: int
    right: int
    children: tuple[Head, ...] = ()
    number: Cell | None = None

    @property
    def text(self) -> str:
        """The words of the head; empty where none are printed."""
        return " ".join(cell.words for cell in self.cells)

    @property
    def leaves(self) -> Iterator[Head]:
        """The heads of single columns, from left to right."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves

    def paths(self, above: tuple[Head, ...] = ()) -> Iterator[tuple[Head, ...]]:
        """Every leaf with the heads above it, outermost first."""
        here = (*above, self)
        if not self.children:
            yield here
        for child in self.children:
            yield from child.paths(here)


def header_depth(sheet: Sheet, area: Area) -> int:
    """How many rows the header takes where no row of column numbers ends it.

    It goes on as long as a cell of it reaches further down, or a cell over several columns has words below; the head
    of the row numbers is always part of it.
    """
    numbered = (row for row in area.rows for cell in sheet.row(row, area.cols) if is_number_head(cell.words))
    depth = next(numbered, area.top) - area.top + 1
    while depth < len(area.rows):
        row = area.top + depth - 1
        cells = [cell for cell in sheet.row(row, area.cols) if cell.words]
        deeper = any(cell.last_row > row for cell in cells)
        grouped = any(1 < cell.cols < len(area.cols) and cell.last_row == row for cell in cells)
        if not (deeper or (grouped and _heads_only(sheet, area, row + 1))):
            break
        depth += 1
    return depth


def _heads_only(sheet: Sheet, area: Area, row: int) -> bool:
    """Whether the words of the row all stand under cells that span several columns."""
    below = [cell for cell in sheet.row(row, area.cols) if cell.words and cell.row == row]
    above = [sheet.at(row - 1, cell.col) for cell in below]
    return bool(below) and all(cell is not None and (cell.cols > 1 or not cell.words) for cell in above)


def header_tree(sheet: Sheet, area: Area, bottom: int, number_row: int | None) -> tuple[Head, ...]:
    """The heads of the area down to the row `bottom`, each leaf with its number from the row of numbers."""
    heads = _nodes(sheet, Area(area.top, area.left, bottom, area.right), area.top)
    return tuple(_numbered(sheet, head, number_row) for head in heads)


def _nodes(sheet: Sheet, area: Area, row: int) -> Iterator[Head]:
    col = area.left
    while col <= area.right:
        cell = sheet.at(row, col)
        right = min(area.right, cell.last_col if cell else col)
        if cell is None or not cell.words:
            if row < area.bottom:
                yield from _nodes(sheet, Area(area.top, col, area.bottom, right), row + 1)
            else:
                yield Head((), col, right)
        else:
            right = _reach(sheet, cell, area, right)
            yield _node(sheet, cell, Area(area.top, col, area.bottom, right))
        col = right + 1


def _node(sheet: Sheet, cell: Cell, below: Area) -> Head:
    first = cell.last_row + 1
    here = Head((cell,), below.left, below.right)
    if not any(sheet.words(row, col) for row in range(first, below.bottom + 1) for col in below.cols):
        return here
    children = tuple(_nodes(sheet, below, first))
    only = children[0]
    if len(children) == 1 and not only.children and only.text.startswith("("):
        return replace(here, cells=(cell, *only.cells))  # the unit on a line of its own is part of the head
    return replace(here, children=children)


def _reach(sheet: Sheet, cell: Cell, area: Area, right: int) -> int:
    """The last column of a head that stands over its neighbours without being merged with them."""
    while right < area.right and cell.last_row < area.bottom and "right" not in cell.edges:
        beside = sheet.at(cell.row, right + 1)
        empty = beside is not None and not beside.words and "left" not in beside.edges
        if not empty or not sheet.words(cell.last_row + 1, right + 1):
            break
        right += 1
    return right


def _numbered(sheet: Sheet, head: Head, row: int | None) -> Head:
    if row is None:
        return head
    if head.children:
        return replace(head, children=tuple(_numbered(sheet, child, row) for child in head.children))
    cells = [cell for cell in sheet.row(row, range(head.left, head.right + 1)) if cell.words]
    return replace(head, number=cells[0] if cells else None)
