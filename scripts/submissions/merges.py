"""Merged cells among those to be filled: only the first of them shows, and only it can mean something."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from scripts.submissions.contents import Area
from scripts.submissions.ledger import Position
from scripts.submissions.locate import Located

# No form that people fill comes near these; they only bound the time that a hostile file can take.
_MOST_MERGES = 1_000
_MOST_LINES = 500


class Fillable:
    """Which cells of a located form are there to be filled."""

    def __init__(self, located: Located) -> None:
        self._rows: dict[int, set[int]] = {}
        self._blocks: list[tuple[range, set[int]]] = []
        for table in located.form.tables:
            for row in table.rows:
                line = located.rows.get((table.id, row.key))
                if line is not None:
                    self._rows.setdefault(line, set()).update(_places(located, table.id, row.cells))
                block = located.blocks.get((table.id, row.key))
                if row.block and block:
                    self._blocks.append((block, _places(located, table.id, row.block.cells)))

    def on(self, line: int) -> set[int]:
        """The columns to be filled on a line."""
        found = set(self._rows.get(line, ()))
        for block, columns in self._blocks:
            if line in block:
                found |= columns
        return found

    def is_body(self, line: int) -> bool:
        """Whether a row or an item of the form stands on the line."""
        return line in self._rows or any(line in block for block, _ in self._blocks)


def _places(located: Located, table: str, cells: Mapping[str, object]) -> set[int]:
    return {located.columns[table, column] for column in cells if (table, column) in located.columns}


def merged_inputs(located: Located, fillable: Fillable) -> list[Area]:
    """Merged ranges that join more than one cell to be filled."""
    body = (m for m in located.page.merges if located.number_row < m[2] and m[0] <= located.last_line)
    found: list[Area] = []
    for first, left, last, right in islice(body, _MOST_MERGES):
        if any(_overlap((first, left, last, right), other) for other in found):
            continue  # no program writes such, and each would be looked through
        lines = range(max(first, located.number_row + 1), min(last, located.last_line, first + _MOST_LINES) + 1)
        joined = 0
        for line in lines:
            joined += sum(left <= col <= right for col in fillable.on(line))
            if joined > 1:
                found.append((first, left, last, right))
                break
    return found


def _overlap(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def is_covered(position: Position, areas: list[Area]) -> bool:
    """Whether the cell lies below a merge, where no program shows its value."""
    line, col = position
    return any(
        first <= line <= last and left <= col <= right and position != (first, left)
        for first, left, last, right in areas
    )
