"""Tells where a form stands on a sheet: by its defined names, checked against what is printed, else by the print.

What reads the cells gets a Located and does not know how it was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from scripts.folding import fold, number_key
from scripts.model import grid
from scripts.model.form import Column, Form, Row, Table
from scripts.submissions.contents import Sheet
from scripts.submissions.labels import Key, columns_of, find_head, find_rows, label_columns, spellings
from scripts.submissions.names import Names
from scripts.submissions.words import Words, words_of
from scripts.wording import sheet as printed

_HEADER_LINES = 8  # lines looked at above the column numbers for a column's head


@dataclass(frozen=True, slots=True)
class Located:
    """Where one form stands: every line and column counts from 0.

    `number_row` is the last line of the header. `columns` and `rows` hold what was found; what is lost is missing.
    `blocks` are the lines of each row's items; among them may stand lines that end a block, the `ends`. `unclear`
    are rows that read like others and no longer stand in printed order, on one of the `unclear_lines`. `nameless`
    says that all was found by its printed words, `moved_rows` and `moved_columns` what of a named form was.
    """

    form: Form
    page: Sheet
    number_row: int
    columns: Mapping[Key, int]
    rows: Mapping[Key, int]
    blocks: Mapping[Key, range]
    ends: frozenset[int]
    unclear: frozenset[Key] = frozenset()
    unclear_lines: frozenset[int] = frozenset()
    nameless: bool = False
    moved_rows: tuple[Row, ...] = ()
    moved_columns: tuple[Column, ...] = ()

    @property
    def last_line(self) -> int:
        """The last line of the body."""
        lines = [*self.rows.values(), *self.ends, *(b.stop - 1 for b in self.blocks.values() if b)]
        return max(lines, default=self.number_row)

    @property
    def last_column(self) -> int:
        """The rightmost column of the table."""
        return max(self.columns.values(), default=-1)

    @property
    def first_column(self) -> int:
        """The leftmost column of the table."""
        return min(self.columns.values(), default=0)

    def lost_columns(self) -> Iterator[tuple[Table, Column]]:
        """Columns that stand nowhere on the sheet."""
        yield from ((t, c) for t, c in columns_of(self.form) if (t.id, c.id) not in self.columns)

    def lost_rows(self) -> Iterator[tuple[Table, Row]]:
        """Rows that stand nowhere on the sheet or cannot be told from others."""
        yield from ((t, r) for t in self.form.tables for r in t.rows if (t.id, r.key) not in self.rows)


def locate(form: Form, page: Sheet, names: Names) -> Located | None:
    """Where the form stands on the sheet; None where not even a column can be told."""
    return _Locator(form, page, names).located()


class _Locator:
    """Names first, each checked against the print; what fails is looked for by the print."""

    def __init__(self, form: Form, page: Sheet, names: Names) -> None:
        self.form, self.page, self.names = form, page, names
        self.words = Words(page)
        self.named_columns: dict[Key, tuple[int, int]] = {}
        self.named_rows: dict[Key, int] = {}
        for table in form.tables:
            for column in table.columns:
                if area := names.on(page, grid.column_name(form, table.id, column.id)):
                    self.named_columns[table.id, column.id] = area[:2]
            for row in table.rows:
                if area := names.on(page, grid.row_name(form, table.id, row.key)):
                    self.named_rows[table.id, row.key] = area[0]

    @property
    def nameless(self) -> bool:
        """Whether the sheet has no name of the form's."""
        return not self.named_columns and not self.named_rows

    def located(self) -> Located | None:
        """Where the form stands."""
        head = self._columns()
        if head is None:
            return None
        number_row, columns = head
        rows: dict[Key, int] = {}
        unclear: dict[Key, set[int]] = {}
        for table in self.form.tables:
            found, doubtful = self._rows(table, number_row, columns)
            rows |= {(table.id, key): line for key, line in found.items()}
            unclear |= {(table.id, key): lines for key, lines in doubtful.items()}
        blocks, ends = self._blocks(columns, rows)
        return Located(
            self.form, self.page, number_row, columns, rows, blocks, frozenset(ends),
            frozenset(unclear), frozenset().union(*unclear.values()), self.nameless,
            moved_rows=tuple(r for t in self.form.tables for r in t.rows if self._row_moved(t, r, rows)),
            moved_columns=tuple(c for t, c in columns_of(self.form) if self._column_moved((t.id, c.id), columns)),
        )  # fmt: skip

    def _row_moved(self, table: Table, row: Row, rows: Mapping[Key, int]) -> bool:
        key = (table.id, row.key)
        return not self.nameless and key in rows and self.named_rows.get(key) != rows[key]

    def _column_moved(self, key: Key, columns: Mapping[Key, int]) -> bool:
        return not self.nameless and key in columns and self.named_columns.get(key, (0, -1))[1] != columns[key]

    # ------------------------------------------------------------ columns

    def _columns(self) -> tuple[int, dict[Key, int]] | None:
        order = columns_of(self.form)
        named = [(c, (t.id, c.id)) for t, c in order if (t.id, c.id) in self.named_columns]
        # Where every number stands at its name, only words were changed: what they say now is told as a wrong head.
        is_true = self._numbered if all(self._numbered(c, *self.named_columns[k]) for c, k in named) else self._heads
        true = {k: self.named_columns[k][1] for c, k in named if is_true(c, *self.named_columns[k])}
        lines = [line for line, _ in self.named_columns.values()]
        if len(true) == len(order):
            return max(set(lines), key=lines.count), true
        body = min(self.named_rows.values(), default=None) if true else None
        head = find_head(self.form, self.words, true, body)
        if head is None:
            return (max(set(lines), key=lines.count), true) if true else None
        columns = dict(head.columns)
        for key, (_, col) in self.named_columns.items():
            if key not in columns and col not in columns.values() and self._is_headless(col, head.number_row):
                columns[key] = col
        return head.number_row, columns

    def _heads(self, column: Column, line: int, col: int) -> bool:
        """Whether the cell that a column's name means is still the column's: by its number and by its head."""
        if not self._numbered(column, line, col):
            return False
        head = self._head(line, col)
        others = _columns_by_head(self.form).get(fold(head)) if head != column.label.text else None
        return not others or column.id in others

    def _numbered(self, column: Column, line: int, col: int) -> bool:
        """Whether the column's number stands there; of a column without one, its head above."""
        said = words_of(self.page.cells.get((line, col)))
        if not column.number:
            return fold(self._head(line, col)) in spellings(column.label)
        return said == column.number or number_key(said) == number_key(column.number)

    def _head(self, number_row: int, col: int) -> str:
        for line in range(number_row - 1, max(-1, number_row - _HEADER_LINES), -1):
            if said := words_of(self.page.cells.get((line, col))):
                return said
        return ""

    def _is_headless(self, col: int, number_row: int) -> bool:
        """Whether figures stand there and only the head is gone; where nothing is left, the column was deleted."""
        if words_of(self.page.cells.get((number_row, col))) or self._head(number_row, col):
            return False
        return any(c == col and line > number_row for line, c in self.page.cells)

    # ------------------------------------------------------------ rows

    def _rows(
        self, table: Table, number_row: int, columns: Mapping[Key, int]
    ) -> tuple[dict[str, int], dict[str, set[int]]]:
        """The lines of the table's rows, and for rows that cannot be told from others the lines that read so."""
        stubs = {what: columns.get((table.id, column.id)) for what, column in table.stubs.items()}
        label_col = stubs.get("label")
        if label_col is None:
            label_col = label_columns(self.form, self.words).get(table.id)
        named = {row.key: line for row in table.rows if (line := self.named_rows.get((table.id, row.key))) is not None}
        if label_col is None:
            return named, {}
        true, strange = self._checked(table, named, stubs.get("number"), label_col)
        if len(true) == len(table.rows):
            return true, {}
        found = find_rows(table, self.words, number_row + 1, (stubs.get("number"), label_col), true)
        taken = set(found.values())
        for key, line in strange.items():
            if key not in found and line not in taken:
                found[key] = line
        taken = set(found.values())
        lines = {row.key: self._alike(row, label_col) - taken for row in table.rows if row.key not in found}
        return found, {key: some for key, some in lines.items() if some}

    def _checked(
        self, table: Table, named: Mapping[str, int], number_col: int | None, label_col: int
    ) -> tuple[dict[str, int], dict[str, int]]:
        """Named lines that bear their row's label, and those that bear words of no row but no other number.

        Where a line bears another row's label, lines were sorted or names went stale; then only a row whose
        label no other row has is taken from its name.
        """
        true: dict[str, int] = {}
        strange: dict[str, int] = {}
        labels = _rows_by_label(self.form)[table.id]
        mixed = False
        for row in table.rows:
            line = named.get(row.key)
            if line is None:
                continue
            said = words_of(self.page.cells.get((line, label_col)))
            if said == row.label.text or fold(said) in spellings(row.label):
                true[row.key] = line
            elif fold(said) in labels:
                mixed = True
            elif self._may_be(row, line, number_col):
                strange[row.key] = line
        if mixed:
            unique = {row.key for row in table.rows if all(len(labels[said]) == 1 for said in spellings(row.label))}
            return {key: line for key, line in true.items() if key in unique}, {}
        return true, strange

    def _may_be(self, row: Row, line: int, number_col: int | None) -> bool:
        said = words_of(self.page.cells.get((line, number_col))) if number_col is not None else ""
        return not said or number_key(said) in (number_key(row.number), number_key(row.number_printed))

    def _alike(self, row: Row, label_col: int) -> set[int]:
        """The lines that bear the row's label."""
        places = [place for said in spellings(row.label) for place in self.words.where.get(said, ())]
        return {line for line, col in places if col == label_col}

    # ------------------------------------------------------------ blocks

    def _blocks(self, columns: Mapping[Key, int], rows: Mapping[Key, int]) -> tuple[dict[Key, range], set[int]]:
        blocks: dict[Key, range] = {}
        ends: set[int] = set()
        for table in self.form.tables:
            lines = sorted(line for (name, _), line in rows.items() if name == table.id)
            cols = [columns.get((table.id, column.id), -1) for column in table.columns]
            for row in table.rows:
                if row.block is None:
                    continue
                found = self._block(table, row, rows, lines, cols)
                if found is not None:
                    block, end = found
                    blocks[table.id, row.key] = block
                    ends |= {end} if end is not None else set()
        return blocks, ends

    def _block(
        self, table: Table, row: Row, rows: Mapping[Key, int], lines: list[int], cols: list[int]
    ) -> tuple[range, int | None] | None:
        """A block's lines and its end line: below the row, up to the next row or to the line that ends it."""
        line = rows.get((table.id, row.key))
        area = self.names.on(self.page, grid.block_name(self.form, table.id, row.key))
        start = area[0] if line is None and area else (line + 1 if line is not None else None)
        if start is None:
            return None
        stop = min((other for other in lines if other >= start), default=None)
        named_end = area[2] if area and start <= area[2] and (stop is None or area[2] < stop) else None
        if named_end is not None and not self._is_end(named_end, cols[0]):
            named_end = None if stop is not None else named_end + 1
        end = named_end if named_end is not None else self._end_between(start, stop, cols)
        if end is None:
            return range(start, stop if stop is not None else self._foot(start)), None
        if stop is not None and _follows(table, row, rows, stop):
            return range(start, stop), end
        return range(start, end), end

    def _is_end(self, line: int, first_col: int) -> bool:
        cell = self.page.cells.get((line, first_col))
        return cell is not None and cell.value == printed.REPEAT

    def _end_between(self, start: int, stop: int | None, cols: list[int]) -> int | None:
        """The line with the dots that end a block and nothing else: in an item they may be an answer."""
        ends = self.words.where.get(fold(printed.REPEAT), ())
        near = [n for n, col in ends if col == cols[0] and start <= n and (stop is None or n < stop)]
        lone = [n for n in near if not any(col in self.words.lines[n] for col in cols[1:])]
        return max(lone, default=None) if stop is not None else min(lone, default=None)

    def _foot(self, start: int) -> int:
        """The line after the last block: where the notes or signatures begin, else after all that is typed."""
        foot = {fold(note.label.text) for note in self.form.notes}
        foot |= {fold(signer.text) for signer in self.form.signatures.signers} if self.form.signatures else set()
        foot |= {fold(words) for words in (printed.PREPARED_BY, printed.SIGNED_BY, printed.SIGNATURES_ADDED)}
        below = [line for (line, _), said in self.words.at.items() if line >= start and said in foot]
        return min(below, default=max((line for line, _ in self.page.cells), default=start) + 1)


def _follows(table: Table, row: Row, rows: Mapping[Key, int], line: int) -> bool:
    """Whether the row that follows in print stands at the line, so that nothing between the two is in doubt."""
    keys = [r.key for r in table.rows]
    after = keys.index(row.key) + 1
    return after < len(keys) and rows.get((table.id, keys[after])) == line


@cache
def _columns_by_head(form: Form) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for _, column in columns_of(form):
        for said in spellings(column.label):
            found.setdefault(said, set()).add(column.id)
    return {said: frozenset(ids) for said, ids in found.items()}


@cache
def _rows_by_label(form: Form) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """For each table the keys of the rows that a label may mean."""
    found: dict[str, dict[str, set[str]]] = {table.id: {} for table in form.tables}
    for table in form.tables:
        for row in table.rows:
            for said in spellings(row.label):
                found[table.id].setdefault(said, set()).add(row.key)
    return {name: {said: frozenset(keys) for said, keys in rows.items()} for name, rows in found.items()}
