"""A form's rows and columns found by what is printed: the second way, where names are lost or tell otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from scripts.folding import fold, number_key
from scripts.model import grid
from scripts.model.form import Column, Form, Label, Row, Table
from scripts.submissions.arrange import FULL, NUMBER, WORDS, arrange
from scripts.submissions.words import Words

_SIMILAR = 0.85  # how like two wordings must be for one to be the other misspelt
_HEADER_LINES = 12  # more than any form's header has
_MAX_SPOTS = 5_000  # lines looked at for rows whose words were changed

_SUM = re.compile(
    rf"(?P<sum>{fold('tổng')}(?: {fold('cộng')}| {fold('số')})?)\s*[:(]\s*(?P<parts>[ivx0-9]+(?:\s*\+\s*[ivx0-9]+)+)\)?"
)

Key = tuple[str, str]  # table and column, or table and row


@cache
def spellings(label: Label) -> frozenset[str]:
    """How a label may be read: as we show it and as it was printed, folded; a sum's also without its parts."""
    said = {fold(label.text), fold(label.printed)}
    for found in filter(None, map(_SUM.fullmatch, tuple(said))):
        said |= {found["sum"], f"{found['sum']} ({found['parts']})"}
    return frozenset(said)


@cache
def columns_of(form: Form) -> tuple[tuple[Table, Column], ...]:
    """Every column with its table, as they stand from left to right."""
    order = grid.lay_out(form).columns
    return tuple(sorted(((t, c) for t in form.tables for c in t.columns), key=lambda tc: order[tc[0].id, tc[1].id]))


@cache
def header_lines(form: Form) -> int:
    """How many lines of heads stand above the line of the column numbers."""
    layout = grid.lay_out(form)
    return layout.number_row - layout.top


# ------------------------------------------------------------ columns


@dataclass(frozen=True, slots=True)
class Head:
    """Where a table's body begins: the line of the column numbers (or the header's last) and its columns."""

    number_row: int
    columns: Mapping[Key, int]


def find_head(form: Form, words: Words, known: Mapping[Key, int] | None = None, body: int | None = None) -> Head | None:
    """The columns by number and header words; None where the sheet shows no header of the form.

    `known` are columns found otherwise, `body` the first line of the body, looked for where it is not given.
    """
    first = _first_body_line(form, words) if body is None else body
    if first is None:
        return None
    number_row = _number_row(form, words, first)
    last = first - 1 if number_row is None else number_row
    spots = sorted({col for line in range(max(0, last - _HEADER_LINES), last + 1) for col in words.lines.get(line, {})})
    paths = {col: _path(words, last + (number_row is None), col) for col in spots}
    numbers = words.lines.get(number_row, {}) if number_row is not None else {}
    order = columns_of(form)

    def likeness(part: int, col: int) -> int:
        column = order[part][1]
        said = _says(column, paths[col])
        if column.number and col in numbers and number_key(numbers[col]) == number_key(column.number):
            return FULL if said else NUMBER
        return WORDS if said else 0

    placed = {i: known[t.id, c.id] for i, (t, c) in enumerate(order) if known and (t.id, c.id) in known}
    found = arrange(len(order), [col for col in spots if col not in placed.values()], likeness, placed)
    _by_number_alone(found, order, numbers)
    if len(found) < len(order) * 0.5:
        return None
    return Head(last, {(order[i][0].id, order[i][1].id): col for i, col in found.items()})


def _by_number_alone(found: dict[int, int], order: Iterable[tuple[Table, Column]], numbers: Mapping[int, str]) -> None:
    """Columns whose heads were rewritten or moved, where the line of numbers tells them apart."""
    counts = Counter(number_key(said) for said in numbers.values())
    where = {number_key(said): col for col, said in numbers.items()}
    for part, (_, column) in enumerate(order):
        key = number_key(column.number) if column.number else ""
        if part not in found and counts[key] == 1 and where[key] not in found.values():
            found[part] = where[key]


def _first_body_line(form: Form, words: Words) -> int | None:
    """The first line that reads as a row, in the column where most do and below the first head of a column."""
    heads = {said for _, column in columns_of(form) for said in spellings(column.label)}
    top = min((words.where[said][0][0] for said in heads if said in words.where), default=-1)
    columns = set(label_columns(form, words).values())
    places = [place for table in form.tables for row in table.rows for place in _places(row, words)]
    return min((line for line, col in places if col in columns and line > top), default=None)


def _places(row: Row, words: Words) -> list[tuple[int, int]]:
    return [place for said in spellings(row.label) for place in words.where.get(said, ())]


def _number_row(form: Form, words: Words, first: int) -> int | None:
    wanted = [number_key(c.number) for _, c in columns_of(form) if c.number]
    best, most = None, max(2, len(wanted) // 2)
    for line in range(first - 1, max(-1, first - _HEADER_LINES), -1):
        said = {number_key(one) for one in words.lines.get(line, {}).values()}
        hits = sum(number in said for number in wanted)
        if hits > most:
            best, most = line, hits
    return best


def _path(words: Words, below: int, col: int) -> tuple[str, ...]:
    """What the header says over a column, from the lowest line that says anything to the top."""
    said: list[str] = []
    for line in range(below - 1, max(-1, below - _HEADER_LINES), -1):
        one = words.over(line, col)
        if one and (not said or said[-1] != one):
            said.append(one)
    return tuple(said)


def _says(column: Column, path: tuple[str, ...]) -> bool:
    """Whether the header over a sheet's column reads as the column's head, its groups included."""
    if not path or path[0] not in spellings(column.label):
        return False
    # A head typed without merged cells has its group above the first of its columns only.
    above = path[1:]
    return not column.groups or not above or any(said in spellings(column.groups[-1]) for said in above)


# ------------------------------------------------------------ rows


def label_columns(form: Form, words: Words) -> dict[str, int]:
    """The sheet's column that holds the labels of each table; tables side by side from left to right."""
    counts: Counter[int] = Counter()
    for table in form.tables:
        for row in table.rows:
            counts.update({col for _, col in _places(row, words)})
    most = sorted(col for col, _ in counts.most_common(len(form.tables)))
    return {table.id: col for table, col in zip(form.tables, most, strict=False)}


def find_rows(
    table: Table, words: Words, first: int, stubs: tuple[int | None, int], known: Mapping[str, int]
) -> dict[str, int]:
    """The lines of a table's rows from line `first` on, `known` ones included.

    `stubs` are the sheet's columns that hold the rows' numbers (None: lost) and labels.
    """
    number_col, label_col = stubs
    rows = table.rows
    fixed = not any(row.block for row in rows)

    def said(line: int) -> tuple[str, str]:
        here = words.lines.get(line, {})
        number = here.get(number_col, "") if number_col is not None else ""
        return number_key(number), here.get(label_col, "")

    numbers = [{number_key(row.number), number_key(row.number_printed)} for row in rows]
    reads: dict[str, set[int]] = {}
    for part, row in enumerate(rows):
        for spelling in spellings(row.label):
            reads.setdefault(spelling, set()).add(part)

    def likeness(part: int, line: int) -> int:
        number, label = said(line)
        same_number = number in numbers[part]
        if part in reads.get(label, ()):
            return FULL if same_number else WORDS
        if not number or not same_number or label in reads:
            return 0
        return NUMBER if fixed or _similar(label, spellings(rows[part].label)) else 0

    placed = {i: known[row.key] for i, row in enumerate(rows) if row.key in known}
    used = set(placed.values())
    own = set().union(*numbers) - {""}
    lines = [line for line in sorted(words.lines) if line >= first and line not in used]
    spots = [line for line in lines if said(line)[1] in reads or said(line)[0] in own][:_MAX_SPOTS]
    return {rows[i].key: line for i, line in arrange(len(rows), spots, likeness, placed).items()}


def _similar(label: str, wanted: frozenset[str]) -> bool:
    return any(SequenceMatcher(None, label, one).ratio() >= _SIMILAR for one in wanted)


# ------------------------------------------------------------ whole sheets


def resemblance(form: Form, words: Words) -> float:
    """How much of a form's rows and header the sheet shows, from 0 to 1."""
    said = words.where
    rows = [bool(spellings(row.label) & said.keys()) for table in form.tables for row in table.rows]
    columns = [column for _, column in columns_of(form)]
    official = [column for column in columns if not column.label.added] or columns
    heads = [bool(spellings(column.label) & said.keys()) for column in official]
    return (sum(rows) / len(rows) + sum(heads) / len(heads)) / 2 if rows and heads else 0.0
