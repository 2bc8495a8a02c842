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
from scripts.submissions.listed import Listed, listed
from scripts.submissions.locate import Located
from scripts.submissions.merges import Fillable, is_covered, merged_inputs
from scripts.submissions.names import spot_of
from scripts.submissions.number_formats import PLAIN, display
from scripts.submissions.printed_heads import repeated_heads
from scripts.submissions.submission import Spot
from scripts.submissions.values import Read, read_cell, says_none
from scripts.submissions.words import words_of
from scripts.wording import text
from scripts.wording.messages import finding

# What is said once of all cells that share it; the message also tells which `cells` these are.
TOGETHER = frozenset({"number-as-text", "percent-format", "ambiguous-number", "scaled-format", "unit-in-format"})
_LISTED = 10
_SAID_ONCE = 3  # cells in which a person writes that there is none, if not in all
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
        self.together: dict[str, list[tuple[Position, Read]]] = {}
        self.unread: set[Place] = set()
        self.written: dict[Place, str] = {}
        self.summed: set[Place] = set()
        self._lines: dict[int, set[int]] = defaultdict(set)
        for line, col in place.page.cells:
            self._lines[line].add(col)
        self._ordered = sorted(self._lines)
        self.fillable = Fillable(place)
        self.repeated = repeated_heads(place)
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
        self._settle_nil()
        self._say_together()

    def _settle_nil(self) -> None:
        """Where the whole table says nothing but once or twice that there is none, that is no zero: the form is nil."""
        said = sorted(self.ledger.entered)
        if 0 < len(said) <= _SAID_ONCE and all(says_none(words_of(self.page.cells[at])) for at in said):
            self.data = {}
            self.ledger.entered.clear()
            self.ledger.accepted.difference_update(said)
            self.notes = [note for note in self.notes if note.code != "read-as"]
            self.together.clear()
            self.say("nil-in-table", said, value=text.shown(words_of(self.page.cells[said[0]])))

    def _say_together(self) -> None:
        """What was done to many cells at once, by a format or by pasting, is said once with the first of them."""
        for code, found in self.together.items():
            positions = [position for position, _ in found]
            spots = [spot_of(self.page, *position).cell for position in positions]
            value, facts = found[0][1].facts.get("value", ""), {"cells": text.this_cell(spots, _LISTED)}
            self.say(code, positions, value=value, facts={**found[0][1].facts, **facts, "value": value})

    def _block(self, table: Table, row: Row) -> None:
        assert row.block is not None
        lines = self.item_lines.setdefault((table.id, row.key), [])
        block = self.located.blocks[table.id, row.key]
        known = self.located.columns
        columns = {c: known[table.id, c] for c in row.block.cells if (table.id, c) in known}
        wanted = set(columns.values())
        totals = {col for c, col in columns.items() if total_at(self.form, Place(table.id, row.key, 0, c))}
        passed = self.located.ends | self.located.unclear_lines | self.repeated
        held = []
        for line in self._filled(block):
            filled = {col for col in self._lines[line] & wanted if self._holds(line, col)}
            waiting = {col for col in filled & totals if is_ours(self.page.cells[line, col].formula)}
            if line not in passed and filled != waiting:
                held.append(line)
            else:
                self.ledger.printed.update((line, col) for col in waiting)  # totals of a line that nobody filled
        typed = {c: col for c, col in columns.items() if col not in totals}
        found = listed(self.page, held, typed, table.stubs["number"].id if "number" in table.stubs else None)
        self._say_listed(found, wanted)
        for index, line in enumerate(found.items):
            lines.append(line)
            for column in columns:
                leaf, required = row.block.cells[column], column in row.block.required
                self._cell(Place(table.id, row.key, index, column), line, leaf, required)
            put_item(self.form, self.data, Place(table.id, row.key, index))

    def _say_listed(self, found: Listed, columns: set[int]) -> None:
        """Say what of a list's lines is no item; what only numbers ahead or says that there is none was understood."""
        for code, lines in (("numbers-ahead", found.ahead), ("list-none", found.none), ("list-sum", found.sums)):
            cells = [(line, col) for line in lines for col in sorted(columns) if self._holds_at(line, col)]
            if cells:
                told = next((said for at in cells if not (said := words_of(self.page.cells[at])).isdigit()), "")
                self.say(code, cells, value=text.shown(told), facts={"count": len(lines)})
                self.ledger.accepted.update(cells if code != "list-sum" else ())

    def _holds_at(self, line: int, col: int) -> bool:
        return (line, col) in self.page.cells and self._holds(line, col)

    def stands_alone(self, position: Position) -> bool:
        """Whether the cell shows something and no other of its line does."""
        line, col = position
        return [c for c in sorted(self._lines.get(line, ())) if self._holds(line, c)] == [col]

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
        is_worded = isinstance(cell.value, str) or display(cell.format) != PLAIN
        unit = self._unit(place, leaf) if leaf.numeric and is_worded else ""
        read = read_cell(cell, leaf, self.date1904, required, unit)
        if read.value is not None:
            put(self.form, self.data, place, read.value)
            self.ledger.enter(position)
        if _is_refused(read, leaf):
            self.written[place] = read.facts["value"]  # what it is read as will be refused, which is said there
        elif code := _shared(read):
            self.together.setdefault(code, []).append((position, read))
        elif read.note:
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

    @property
    def struck(self) -> frozenset[Place]:
        """The places whose values are struck through."""
        taken = ((place, self.page.cells[at]) for at, (place, _) in self.cells.items() if at in self.ledger.entered)
        return frozenset(place for place, cell in taken if cell.struck)

    def spots(self) -> CellSpots:
        """Where the places of the data stand in the file."""
        located = self.located
        first = {table.id: table.columns[0].id for table in self.form.tables}
        return CellSpots(
            self.page.name, self.page.index, located.number_row,
            dict(located.rows), dict(located.columns), self.item_lines, first,
        )  # fmt: skip


def _is_refused(read: Read, leaf: Leaf) -> bool:
    """Whether something typed is a number that the cell cannot hold."""
    is_number = read.note == "read-as" and isinstance(read.value, int | float)
    return is_number and leaf.numeric and not leaf.takes(read.value)


def _shared(read: Read) -> str:
    """The code under which the note is said with others of its kind; empty for one that is said by itself."""
    if read.note in TOGETHER:
        return read.note or ""
    is_number = read.note == "read-as" and isinstance(read.value, int | float)
    return "number-as-text" if is_number and read.facts["value"].strip("“”% ") == read.facts["read"] else ""


def is_ours(formula: str | None) -> bool:
    """Whether a total's formula is the template's (or shared from one that is): a person's own counts as typed."""
    return formula == "" or bool(formula and _TOTAL_FORMULA.match(formula.replace(" ", "")))
