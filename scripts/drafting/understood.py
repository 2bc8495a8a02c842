"""Put together what was understood of a blank: its tables with columns and rows, and what stands around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.blanks.blank import Blank, BlankError, Sheet, Words
from scripts.drafting import regions
from scripts.drafting.around import Around, Dates, UnitLine, around, dates
from scripts.drafting.body_lines import Line, Stubs, lines, stubs
from scripts.drafting.guesses import NUMERIC, Guess, guess
from scripts.drafting.header_tree import Head
from scripts.drafting.regions import Region
from scripts.drafting.row_tree import Row, children, row_tree
from scripts.folding import fold
from scripts.wording import drafting

_LONGEST_ID = 28


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heads outermost first, its id by the same steps, what it prints of the rows, what it takes."""

    path: tuple[Head, ...]
    id: tuple[str, ...]
    stub: str
    guess: Guess | None

    @property
    def name(self) -> str:
        """The id as rules write it."""
        return ".".join(self.id)

    @property
    def numeric(self) -> bool:
        """Whether it is thought to hold numbers."""
        return self.guess is not None and self.guess.kind in NUMERIC


@dataclass(frozen=True, slots=True)
class Table:
    """A table as understood; `unit` is the line over it that says what it counts in."""

    region: Region
    stubs: Stubs
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    unit: UnitLine | None = None

    @property
    def listed(self) -> bool:
        """Whether lines are to be added under some row."""
        return any(row.repeats for row in self.rows)

    @property
    def numbered(self) -> bool:
        """Whether a column prints the numbers of the rows."""
        return self.stubs.number is not None

    @property
    def data(self) -> tuple[Column, ...]:
        """The columns that are filled in printed rows."""
        return tuple(column for column in self.columns if not column.stub)

    def heads(self, row: Row) -> bool:
        """Whether a row only heads lines to fill: its own, or those of rows under it; a total always does.

        Lines behind the last of several plain rows leave their list open; the row itself is one of them.
        """
        if row.total:
            return self.listed
        if any(one.repeats for one in self.rows if one.key.startswith(f"{row.key}.")):
            return True
        beside = [one for one in self.rows if one.parent == row.parent and one is not row and not one.total]
        plain = any(not one.repeats and not list(children(self.rows, one.key)) for one in beside)
        return bool(row.repeats) and not (plain and row is self.rows[-1 - self.rows[-1].total])

    def cells(self, row: Row) -> tuple[Column, ...]:
        """The columns in which a printed row has a cell of its own."""
        line = row.line
        if line is None or line.wide or line.kind == "group":
            return ()
        return tuple(column for column in self.data if self._fills(row, line, column))

    def _fills(self, row: Row, line: Line, column: Column) -> bool:
        open_ = not self.heads(row) or (row.total and column.numeric)
        cell = self.region.sheet.at(line.row, column.path[-1].left)
        if cell is None:
            return open_
        if cell.computed:
            return True
        printed = bool(cell.words) or cell is line.label_cell
        greyed = cell.shaded and not (line.label_cell and line.label_cell.shaded)
        if printed or greyed:
            return False
        return open_


@dataclass(frozen=True, slots=True)
class Understood:
    """All that was understood of a blank."""

    blank: Blank
    sheet: Sheet
    tables: tuple[Table, ...]
    around: Around
    dates: Dates | None

    @property
    def several(self) -> bool:
        """Whether tables stand side by side."""
        return len(self.tables) > 1


def understand(blank: Blank, code: str, sheet: str = "", number: int = 0) -> Understood:
    """What the blank says; raises BlankError where no table is found, or several and none is chosen.

    `sheet` names a sheet and `number` a table of it, from 1; without them they are looked for by the form's `code`.
    """
    chosen, found = _sheet(blank, code, sheet)
    at = _chosen(found, code, number)
    tables = tuple(_table(region) for region in found[at])
    above = max((max(r.body, default=r.area.bottom) for r in found[at - 1]), default=-1) if at else -1
    below = min((r.area.top for r in found[at + 1]), default=chosen.height) if at + 1 < len(found) else chosen.height
    seen = around([table.region for table in tables], above, below)
    inside = [line.label_cell for table in tables for line in table.lines if line.kind == "note"]
    seen.notes[:0] = [Words(cell.words, (cell.address,)) for cell in inside if cell]
    tables = tuple(_with_guesses(table, _unit_line(table.region, tables, seen)) for table in tables)
    heads = [Words(h.text, tuple(c.address for c in h.cells)) for t in tables for c in t.columns for h in c.path]
    return Understood(blank, chosen, tables, seen, dates(seen.title, seen.subtitle, *heads))


# ---- which table


Found = list[tuple[Region, ...]]


def _sheet(blank: Blank, code: str, wanted: str) -> tuple[Sheet, Found]:
    named = [sheet for sheet in blank.sheets if not wanted or fold(sheet.name) == fold(wanted)]
    if not named:
        raise BlankError(drafting.no_sheet(wanted, [sheet.name for sheet in blank.sheets]))
    found = [(sheet, regions.find(sheet)) for sheet in named]
    found = [(sheet, tables) for sheet, tables in found if tables]
    if not found:
        raise BlankError(drafting.NO_TABLE.format(file=blank.name))
    if len(found) > 1:
        found = [pair for pair in found if says(code, pair[0].name) or _labelled(pair[1], code)] or found
    if len(found) > 1:
        raise BlankError(drafting.several_sheets(blank.name, [sheet.name for sheet, _ in found]))
    return found[0]


def _chosen(found: Found, code: str, number: int) -> int:
    if number:
        if number > len(found):
            raise BlankError(drafting.no_such_table(number, len(found)))
        return number - 1
    if len(found) == 1:
        return 0
    labelled = _labelled(found, code)
    if len(labelled) == 1:
        return labelled[0]
    raise BlankError(drafting.several_tables([(_first_cell(group), _first_words(group)) for group in found]))


def _labelled(found: Found, code: str) -> list[int]:
    """The tables over which the form's own label stands."""
    made, above = [], -1
    for at, group in enumerate(found):
        label = around(group, above, group[0].area.top).label
        if label and says(code, label.text):
            made.append(at)
        above = max(region.area.bottom for region in group)
    return made


def says(code: str, words: str) -> bool:
    """Whether the words name the form of that code."""
    return re.search(rf"(?<!\w)0*{re.escape(code)}(?!\w)", words, re.IGNORECASE) is not None


def _first_cell(group: tuple[Region, ...]) -> str:
    return next((cell.address for row in group[0].area.rows for cell in group[0].sheet.row(row)), "")


def _first_words(group: tuple[Region, ...]) -> str:
    return ", ".join(leaf.text for leaf in group[0].leaves[:3])


# ---- one table


def _table(region: Region) -> Table:
    columns = stubs(region)
    found = tuple(lines(region, columns))
    return Table(region, columns, (), found, tuple(row_tree(found)))


def _unit_line(region: Region, tables: Sequence[Table], seen: Around) -> UnitLine | None:
    """The line for this table: that which ends over its columns, or the only one, which stands over all tables."""
    over = [one for one in seen.units if len(tables) == 1 or one.cell.last_col in region.area.cols]
    return over[-1] if over else seen.units[0] if len(seen.units) == 1 else None


def _with_guesses(table: Table, line: UnitLine | None) -> Table:
    unit = line.unit if line else ""
    listed = table.listed
    held = {table.stubs.number: "number", table.stubs.label: "label", table.stubs.unit: "unit"}
    added = _added(table.region)
    made: list[Column] = []
    for at, (path, name) in enumerate(zip(_paths(table.region), _ids(table.region.heads), strict=True)):
        if at == table.stubs.group:
            continue
        stub = held.get(at, "")
        thought = Guess("number") if stub == "number" else guess(path, listed or bool(stub), unit)
        if formula := added.get(_number(path)):
            thought = thought if thought.kind in NUMERIC else Guess("count", formula)
        made.append(Column(path, name, stub, thought if listed or not stub else None))
    return Table(table.region, table.stubs, tuple(made), table.lines, table.rows, line)


def _number(path: tuple[Head, ...]) -> str:
    """The number of a column by itself: 3 for (3)=(4)+(5)."""
    printed = path[-1].number
    return printed.words.partition("=")[0].strip("() ") if printed else ""


def _added(region: Region) -> dict[str, str]:
    """The numbers of columns in a printed formula, such as (3)=(4)+(5), with that formula."""
    printed = [path[-1].number.words for path in _paths(region) if path[-1].number]
    formulas = [words for words in printed if "=" in words]
    return {one: words for words in formulas for one in re.findall(r"[0-9]+[a-z]?", words)}


def _paths(region: Region) -> Iterator[tuple[Head, ...]]:
    for head in region.heads:
        yield from head.paths()


def _ids(heads: Sequence[Head], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Ids for the leaves: short ASCII words from the labels, no two alike under one head."""
    taken: set[str] = set()
    for head in heads:
        base = slug(head.text)
        name, n = base, 2
        while name in taken:
            name, n = f"{base}_{n}", n + 1
        taken.add(name)
        here = (*above, name)
        if head.children:
            yield from _ids(head.children, here)
        else:
            yield here


def slug(text: str) -> str:
    """A short ASCII name from the first words of a label; cot where it has none."""
    bare = re.sub(r"\([^()]*\)", " ", text) if not text.startswith("(") else text
    plain = unicodedata.normalize("NFD", bare.casefold().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    made = ""
    for word in words:
        if made and len(made) + 1 + len(word) > _LONGEST_ID:
            break
        made = f"{made}_{word}" if made else word[:_LONGEST_ID]
    return made if made[:1].isalpha() else f"cot_{made}" if made else "cot"
