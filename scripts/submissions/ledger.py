"""The account of a form's sheet: every cell with a value was read, reported or is printed, or it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scripts.folding import is_blank
from scripts.submissions.contents import Cell, Sheet

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cells of a form's sheet show a value, and what became of them.

    `read` counts all of them; `accepted` went into the data or the envelope or are totals of ours, `reported`
    have a finding, `printed` are the template's own words. `values` counts the values in the data,
    `entered` the accepted cells that make them.
    """

    read: int
    accepted: int
    reported: int
    printed: int
    values: int
    entered: int

    @property
    def lost(self) -> int:
        """Cells, or values in the data, that nothing accounts for; 0 unless the reader itself is at fault."""
        return abs(self.read - self.accepted - self.reported - self.printed) + abs(self.values - self.entered)


@dataclass(slots=True)
class Ledger:
    """Notes of each cell what became of it; a cell that was both accepted and reported counts as accepted."""

    page: Sheet
    accepted: set[Position] = field(default_factory=set)
    entered: set[Position] = field(default_factory=set)
    reported: set[Position] = field(default_factory=set)
    printed: set[Position] = field(default_factory=set)
    _valued: list[Position] = field(init=False)
    _open: list[Position] = field(init=False)

    def __post_init__(self) -> None:
        self._valued = sorted(p for p, cell in self.page.cells.items() if shows(cell))
        self._open = self._valued

    def enter(self, position: Position) -> None:
        """The cell's value went into the data."""
        self.accepted.add(position)
        self.entered.add(position)

    def report(self, positions: Iterable[Position]) -> None:
        """A finding speaks of these cells."""
        self.reported.update(positions)

    def open(self) -> list[Position]:
        """Cells with a value that nothing was noted of yet, in order."""
        done = (self.accepted, self.reported, self.printed)
        self._open = [p for p in self._open if not any(p in some for some in done)]
        return self._open

    def close(self, values: int) -> Tally:
        """The account, with the number of values that the data holds."""
        valued = set(self._valued)
        reported = (self.reported & valued) - self.accepted
        printed = (self.printed & valued) - self.accepted - reported
        accepted = len(self.accepted & valued)
        return Tally(len(valued), accepted, len(reported), len(printed), values, len(self.entered))


def shows(cell: Cell) -> bool:
    """Whether the cell shows a value: blanks alone are none, a formula without a result is one."""
    value = cell.value
    return not is_blank(value) if isinstance(value, str) else value is not None or cell.is_formula
