"""Make the signature block of the lines that stand under a blank's table: place and day, and who signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scripts.blanks.blank import Cell, Words, squeezed
from scripts.drafting import vocabulary

_GAP = re.compile(r"\t+| {4,}")


@dataclass(slots=True)
class Signatures:
    """The line for place and day, the signers from left to right; receivers of the letter, and what may be names."""

    place: Words | None = None
    signers: tuple[Words, ...] = ()
    outside: list[Cell] = field(default_factory=list)
    names: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class _Signer:
    """What stands under each other: the columns that it reaches over, its lines and their cells."""

    left: int
    right: int
    lines: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def meets(self, cols: tuple[int, int]) -> bool:
        return cols[0] <= self.right and self.left <= cols[1]

    def add(self, line: str, cell: Cell, cols: tuple[int, int]) -> None:
        self.left, self.right = min(self.left, cols[0]), max(self.right, cols[1])
        self.lines.append(line)
        if cell not in self.cells:
            self.cells.append(cell)

    def words(self) -> Words:
        return Words("\n".join(self.lines), tuple(cell.address for cell in self.cells))


def signatures(cells: Sequence[Cell]) -> Signatures:
    """The block that the cells from the first signature on make; receivers of the letter and names are kept apart."""
    made, signers = Signatures(), list[_Signer]()
    receivers: list[Cell] = []
    for cell in cells:
        if vocabulary.RECEIVERS.match(cell.words.casefold()) or any(_goes_on(cell, one) for one in receivers):
            receivers.append(cell)
            made.outside.append(cell)
            continue
        for line, cols in _placed(cell):
            if vocabulary.is_place_and_day(line):
                made.place = made.place or Words(line, (cell.address,))
            elif vocabulary.signs(line):
                signer = next((one for one in signers if one.meets(cols)), None)
                if signer is None:
                    signers.append(signer := _Signer(*cols))
                signer.add(line, cell, cols)
            elif not vocabulary.is_dots(line):
                made.names.append(cell)
    made.signers = tuple(one.words() for one in sorted(signers, key=lambda one: one.left))
    return made


def _placed(cell: Cell) -> Iterator[tuple[str, tuple[int, int]]]:
    """The lines of the cell with the first and last column that each reaches over.

    In a line of Word tabs, or many blanks, set several signers apart.
    """
    for line in cell.text.split("\n"):
        parts = [words for part in _GAP.split(line) if (words := squeezed(part))]
        for at, words in enumerate(parts):
            here = (cell.col, cell.last_col) if len(parts) == 1 else (cell.col + at, cell.col + at)
            yield words, here


def _goes_on(cell: Cell, receiver: Cell) -> bool:
    """Whether a cell under the receivers names one more."""
    return cell.col == receiver.col and cell.words.startswith(("-", "–", "+"))
