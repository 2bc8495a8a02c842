"""Takes the values of one form out of the sheet where it was located, and says how each odd one was read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import Any

from scripts.findings import Finding
from scripts.model.data import Data, put, put_item
from scripts.model.form import Leaf, Place, Row, Table
from scripts.model.totals import total_at
from scripts.submissions.cell_spots import CellSpots
from scripts.submissions.ledger import Ledger, Position, shows
from scripts.submissions.locate import Located
from scripts.submissions.merges import Fillable, is_covered, merged_inputs
from scripts.submissions.names import spot_of
from scripts.submissions.submission import Spot
from scripts.submissions.values import Read, read_cell
from scripts.wording import text
from scripts.wording.messages import finding

_TOTAL_FORMULA = re.compile(r"IF\(COUNT(IF)?\(.*=0,\"\"", re.IGNORECASE)


class Taking:
    """The data of one located form, its ledger, and the findings on how cells were read."""

    def __init__(self, place: Located, file: str, date1904: bool, money_unit: str = "") -> None:
        self.located, self.form, self.page = place, place.form, place.page
        self.file, self.date1904, self.money_unit = file, date1904, money_unit
        self.data: Data = {}
        self.ledger = Ledger(place.page)
        self.notes: list[Finding] = []
        self.item_lines: dict[tuple[str, str], list[int]] = {}
        self.cells: dict[Position, tuple[Place, Leaf]] = {}
        self.unread: set[Place] = set()
        self.summed: set[Place] = set()
        self._lines: dict[int, set[int]] = defaultdict(set)
        for line, col in place.page.cells:
            self._lines[line].add(col)
        self._ordered = sorted(self._lines)
        self.fillable = Fillable(place)
        self.merged = merged_inputs(place, self.fillable) if place.page.merges else []

    def take(self) -> None:
        """Read every cell of every row and item."""
        for table in self.form.tables:
            for row in table.rows:
                line = self.located.rows.get((table.id, row.key))
                if line is not None:
                    for column, leaf in row.cells.items():
                        self._cell(Place(table.id, row.key, None, column), line, leaf, column in row.required)
                if row.block and (table.id, row.key) in self.located.blocks:
                    self._block(table, row)

    def _block(self, table: Table, row: Row) -> None:
        assert row.block is not None
        lines = self.item_lines.setdefault((table.id, row.key), [])
        block = self.located.blocks[table.id, row.key]
        known = self.located.columns
        columns = {c: known[table.id, c] for c in row.block.cells if (table.id, c) in known}
        wanted = set(columns.values())
        totals = {col for c, col in columns.items() if total_at(self.form, Place(table.id, row.key, 0, c))}
        passed = self.located.ends | self.located.unclear_lines
        for line in self._filled(block):
            filled = {col for col in self._lines[line] & wanted if self._holds(line, col)}
            waiting = {col for col in filled & totals if is_ours(self.page.cells[line, col].formula)}
            if line in passed or filled == waiting:
                self.ledger.printed.update((line, col) for col in waiting)  # totals of a line that nobody filled
                continue
            index = len(lines)
            lines.append(line)
            for column in columns:
                leaf, required = row.block.cells[column], column in row.block.required
                self._cell(Place(table.id, row.key, index, column), line, leaf, required)
            put_item(self.form, self.data, Place(table.id, row.key, index))

    def _filled(self, block: range) -> list[int]:
        """The block's lines with any cell."""
        return self._ordered[bisect_left(self._ordered, block.start) : bisect_left(self._ordered, block.stop)]

    def _holds(self, line: int, col: int) -> bool:
        return shows(self.page.cells[line, col])

    def _cell(self, place: Place, line: int, leaf: Leaf, required: bool) -> None:
        position = (line, self.located.columns.get((place.table, place.column or ""), -1))
        cell = self.page.cells.get(position)
        if self.merged and is_covered(position, self.merged):
            self.unread.add(place)  # hidden below a merge, and said there
            return
        if cell is None:
            return
        if total_at(self.form, place) and is_ours(cell.formula):
            self.summed.add(place)
            self.ledger.accepted.add(position)  # recomputed from its parts; its stored result is never trusted
            return
        self.cells[position] = (place, leaf)
        unit = self._unit(place, leaf) if leaf.numeric and isinstance(cell.value, str) else ""
        read = read_cell(cell, leaf, self.date1904, required, unit)
        if read.value is not None:
            put(self.form, self.data, place, read.value)
            self.ledger.enter(position)
        if read.note:
            self._note(read, place, position)
        if read.note == "left-blank":
            self.ledger.accepted.add(position)  # what it says was understood: nothing
        elif read.note and read.value is None:
            self.unread.add(place)

    def _unit(self, place: Place, leaf: Leaf) -> str:
        """What the cell counts in: its row says so, or in a form of money the sender; whole numbers are no money."""
        row = self.form.table(place.table).row(place.row or "")
        return row.unit or (self.money_unit if leaf.kind == "number" else "")

    def _note(self, read: Read, place: Place, position: Position) -> None:
        row, column = text.place(self.form, place)
        facts = {k: v for k, v in read.facts.items() if k != "value"}
        value = read.facts.get("value", "")
        self.say(read.note or "", [position], row=row, column=column, value=value, facts=facts)

    def say(self, code: str, positions: list[Position], **fields: Any) -> None:
        """A finding at the first of the cells that it speaks of; on the whole sheet where it speaks of none."""
        page = self.page
        spot = spot_of(page, *positions[0]) if positions else Spot(page.name, order=(page.index,))
        where: dict[str, Any] = {"sheet": spot.sheet, "cell": spot.cell, "order": spot.order}
        self.notes.append(finding(code, file=self.file, form=self.form.code, **where, **fields))
        self.ledger.report(positions, wrong=self.notes[-1].severity == "error")

    def spots(self) -> CellSpots:
        """Where the places of the data stand in the file."""
        located = self.located
        first = {table.id: table.columns[0].id for table in self.form.tables}
        return CellSpots(
            self.page.name, self.page.index, located.number_row,
            dict(located.rows), dict(located.columns), self.item_lines, first,
        )  # fmt: skip


def is_ours(formula: str | None) -> bool:
    """Whether a total's formula is the template's (or shared from one that is): a person's own counts as typed."""
    return formula == "" or bool(formula and _TOTAL_FORMULA.match(formula.replace(" ", "")))
