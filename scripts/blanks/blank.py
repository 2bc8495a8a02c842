"""A blank form in one shape, whatever program wrote it: sheets of cells with words, spans and looks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Side = Literal["left", "right", "top", "bottom"]


class BlankError(Exception):
    """A blank that cannot be read or understood; the message says in Vietnamese what to do."""


def squeezed(text: str) -> str:
    """The text composed (NFC), with every run of blanks and line breaks as one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, merged ones once: 0-based place, spans in cells, words and looks.

    `address` is how labels cite it. `indent` counts steps of setting in. `edges` are the sides that are drawn.
    `computed`: it holds a formula; `shaded`: its ground is coloured. `width` is in characters,
    0 where the file sets none.
    """

    row: int
    col: int
    text: str
    address: str
    rows: int = 1
    cols: int = 1
    bold: bool = False
    italic: bool = False
    indent: int = 0
    align: str = ""
    edges: frozenset[Side] = frozenset()
    computed: bool = False
    shaded: bool = False
    width: float = 0.0

    @property
    def words(self) -> str:
        """The text on one line."""
        return squeezed(self.text)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text, each squeezed, without empty ones."""
        return tuple(line for part in self.text.split("\n") if (line := squeezed(part)))

    @property
    def last_row(self) -> int:
        """The last row that the cell covers."""
        return self.row + self.rows - 1

    @property
    def last_col(self) -> int:
        """The last column that the cell covers."""
        return self.col + self.cols - 1


@dataclass(frozen=True, slots=True)
class Words:
    """Words and the cells in which they stand, one after the other."""

    text: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, all four ends inside."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, cell: Cell) -> bool:
        """Whether the cell begins inside."""
        return self.top <= cell.row <= self.bottom and self.left <= cell.col <= self.right

    @property
    def rows(self) -> range:
        """The rows from top to bottom."""
        return range(self.top, self.bottom + 1)

    @property
    def cols(self) -> range:
        """The columns from left to right."""
        return range(self.left, self.right + 1)


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or a whole Word document with its paragraphs as rows of one cell.

    `hidden` names the rows (by number) and columns (by letter) in use that do not show; they are read like others.
    `paper` is the size of its page.
    """

    name: str
    cells: tuple[Cell, ...]
    landscape: bool
    hidden: tuple[str, ...] = ()
    paper: Literal["A4", "A3"] = "A4"
    _covering: dict[tuple[int, int], Cell] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.cells:
            for row in range(cell.row, cell.last_row + 1):
                for col in range(cell.col, cell.last_col + 1):
                    self._covering[row, col] = cell

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers the place; None where there is none."""
        return self._covering.get((row, col))

    def words(self, row: int, col: int) -> str:
        """The words of the cell that covers the place; empty where there is none."""
        cell = self.at(row, col)
        return cell.words if cell else ""

    def row(self, row: int, cols: range | None = None) -> Iterator[Cell]:
        """The cells that cover the row from left to right, each once, within the columns."""
        seen = None
        for col in cols if cols is not None else range(self.width):
            cell = self.at(row, col)
            if cell is not None and cell is not seen:
                seen = cell
                yield cell

    @property
    def width(self) -> int:
        """How many columns are in use."""
        return max((cell.last_col + 1 for cell in self.cells), default=0)

    @property
    def height(self) -> int:
        """How many rows are in use."""
        return max((cell.last_row + 1 for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank file: its name, its visible sheets, and words that stand in none of their cells (shapes, comments)."""

    name: str
    sheets: tuple[Sheet, ...]
    unread: tuple[str, ...] = ()

    @property
    def word(self) -> bool:
        """Whether it is a Word document."""
        return self.name.lower().endswith(".docx")
