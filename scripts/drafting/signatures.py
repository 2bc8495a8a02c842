"""Make the signature block of the lines that stand under a blank's table: place and day, and who signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scripts.blanks.blank import Cell, Words
from scripts.drafting import vocabulary


@dataclass(slots=True)
class Signatures:
    """The line for place and day, the signers from left to right, and the cells that belong to neither."""

    place: Words | None = None
    signers: tuple[Words, ...] = ()
    outside: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class _Signer:
    """What stands under each other: the columns that it reaches over, its lines and their cells."""

    left: int
    right: int
    lines: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def meets(self, cell: Cell) -> bool:
        return cell.col <= self.right and self.left <= cell.last_col

    def add(self, line: str, cell: Cell) -> None:
        self.left, self.right = min(self.left, cell.col), max(self.right, cell.last_col)
        self.lines.append(line)
        if cell not in self.cells:
            self.cells.append(cell)

    def words(self) -> Words:
        return Words("\n".join(self.lines), tuple(cell.address for cell in self.cells))


def signatures(cells: Sequence[Cell]) -> Signatures:
    """The block that the cells from the first signature on make; receivers of the letter and names are left out."""
    made, signers = Signatures(), list[_Signer]()
    receivers: list[Cell] = []
    for cell in cells:
        if vocabulary.RECEIVERS.match(cell.words.casefold()) or any(_goes_on(cell, one) for one in receivers):
            receivers.append(cell)
            made.outside.append(cell)
            continue
        kept = list(_kept(cell, made))
        for line in kept:
            signer = next((one for one in signers if one.meets(cell)), None)
            if signer is None:
                signers.append(signer := _Signer(cell.col, cell.last_col))
            signer.add(line, cell)
        if not kept and (made.place is None or cell.address not in made.place.cells):
            made.outside.append(cell)
    made.signers = tuple(one.words() for one in sorted(signers, key=lambda one: one.left))
    return made


def _kept(cell: Cell, made: Signatures) -> Iterator[str]:
    """The lines of the cell that say who signs and how; the first line for place and day goes to its own part."""
    for line in cell.lines:
        if vocabulary.is_place_and_day(line):
            if made.place is None:
                made.place = Words(line, (cell.address,))
        elif vocabulary.signs(line):
            yield line


def _goes_on(cell: Cell, receiver: Cell) -> bool:
    """Whether a cell under the receivers names one more."""
    return cell.col == receiver.col and cell.words.startswith(("-", "–", "+"))
