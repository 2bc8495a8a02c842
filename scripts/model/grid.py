"""Where each part of a form sits on its sheet; writer, reader, preview and messages all ask here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from itertools import zip_longest
from typing import Any

from scripts.model.form import Column, Form, Header, Label, Row, Table

MARK = "BM"
PROPERTY = "so-ket-2-cap"  # the document property that names the forms of a workbook


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A header cell: 0-based position, spans in cells, its label, and the column it heads (None: a group)."""

    row: int
    col: int
    rows: int
    cols: int
    label: Label
    column: str | None
    table: str


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of tables side by side that share a line of the sheet, and the lines of their blocks below.

    `row` is the heading line; block lines are `first` to `last` inclusive, the last being the line that
    stays at the end of the block (`first` > `last` where no row of the band has a block). `shown` of the
    block lines are visible at first.
    """

    rows: tuple[tuple[Table, Row], ...]
    row: int
    first: int
    last: int
    shown: int

    @property
    def has_block(self) -> bool:
        """Whether any row of the band has a block."""
        return self.first <= self.last


@dataclass(frozen=True, slots=True)
class Layout:
    """A form laid out on a grid; every number is a 0-based line or column.

    `top` is the first header line, `number_row` the line of the column numbers, `end` the line after the
    body. `printed` counts the official columns; columns added by us stand right of them, unless
    the whole form is ours.
    """

    form: Form
    top: int
    number_row: int
    end: int
    headers: tuple[HeaderCell, ...]
    columns: dict[tuple[str, str], int]
    bands: tuple[Band, ...]
    printed: int
    width: int

    def lines(self) -> Iterator[tuple[Table, Row, Band]]:
        """Every printed row with its table and band."""
        for band in self.bands:
            for table, row in band.rows:
                yield table, row, band


def lay_out(form: Form, top: int = 0, room: Callable[[Band], int] | None = None) -> Layout:
    """Lay out the form with its first header line at `top`.

    `room` gives the block lines of a band, the end line included; without it, what the schema prepares
    and one end line.
    """
    columns: dict[tuple[str, str], int] = {}
    official = any(not c.label.added for t in form.tables for c in t.columns)
    ordered = [(t, c) for t in form.tables for c in t.columns if not (official and c.label.added)]
    printed = len(ordered)
    ordered += [(t, c) for t in form.tables for c in t.columns if official and c.label.added]
    for position, (table, column) in enumerate(ordered):
        columns[table.id, column.id] = position
    depth = max((h.depth for t in form.tables for h in t.headers), default=0)
    headers = tuple(cell for t in form.tables for cell in _header_cells(t, t.headers, top, depth, columns))
    bands, end = _bands(form, top + depth + 1, room)
    return Layout(form, top, top + depth, end, headers, columns, bands, printed, len(ordered))


def _header_cells(
    table: Table, headers: tuple[Header, ...], top: int, depth: int, columns: dict[tuple[str, str], int]
) -> Iterator[HeaderCell]:
    for header in headers:
        leaf = _first_leaf(header)
        col = columns[table.id, leaf]
        if header.column is not None:
            yield HeaderCell(top, col, depth, 1, header.label, header.column, table.id)
        else:
            yield HeaderCell(top, col, 1, header.span, header.label, None, table.id)
            yield from _header_cells(table, header.children, top + 1, depth - 1, columns)


def _first_leaf(header: Header) -> str:
    while header.column is None:
        header = header.children[0]
    return header.column


def _bands(form: Form, line: int, room: Callable[[Band], int] | None) -> tuple[tuple[Band, ...], int]:
    bands: list[Band] = []
    for beside in zip_longest(*(t.rows for t in form.tables)):
        rows = tuple((t, r) for t, r in zip(form.tables, beside, strict=True) if r is not None)
        blocks = [r.block for _, r in rows if r.block]
        shown = max((b.shown for b in blocks), default=0)
        wanted = max((b.room for b in blocks), default=-1) + 1
        band = Band(rows, line, line + 1, line + wanted, shown)
        if room is not None and blocks:
            band = Band(rows, line, line + 1, line + room(band), shown)
        bands.append(band)
        line = band.last + 1
    return tuple(bands), line


def sheet_name(form: Form) -> str:
    """The name of the form's sheet."""
    return form.label.text


@cache
def _name(*parts: str) -> str:
    return "_".join(re.sub(r"[^A-Za-z0-9]", "_", part) for part in (MARK, *parts) if part)


def row_name(form: Form, table: str, key: str) -> str:
    """Defined name of a row's line (a cell in its first column)."""
    return _name(form.code, table, "row", key)


def column_name(form: Form, table: str, column: str) -> str:
    """Defined name of a column (its cell in the number row)."""
    return _name(form.code, table, "col", column)


def block_name(form: Form, table: str, key: str) -> str:
    """Defined name of a block's lines in the row's first column, the end line included."""
    return _name(form.code, table, "block", key)


def field_name(field: str, form: Form | None = None) -> str:
    """Defined name of the input cell of an added field, on the cover or on the form's own sheet."""
    return _name(form.code if form else "", "field", field)


def names(form: Form) -> Iterator[str]:
    """Every defined name that the form's sheet carries."""
    for table in form.tables:
        yield from (column_name(form, table.id, c.id) for c in table.columns)
        yield from (row_name(form, table.id, r.key) for r in table.rows)
        yield from (block_name(form, table.id, r.key) for r in table.rows if r.block)
    yield from (field_name(field, form) for field in form.asks)


@cache
def fingerprint(form: Form) -> str:
    """Eight hexadecimal digits that change whenever a label, a row, a column or a cell type changes."""
    layout = [
        [t.id, [[c.id, c.label.text, c.number, _digest(c)] for c in t.columns], [_row_digest(r) for r in t.rows]]
        for t in form.tables
    ]
    canonical = json.dumps([form.code, form.version, layout], ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()[:8]


def _digest(column: Column) -> list[Any]:
    """What the cell takes; a limit that a later edition of the model knows counts only where a form states it."""
    given = asdict(column.leaf) if column.leaf else {}
    return [[name, value] for name, value in sorted(given.items()) if value not in (None, ())]


def _row_digest(row: Row) -> list[str]:
    block = sorted(row.block.cells) if row.block else []
    return [row.key, row.number, row.label.text, *sorted(row.cells), *block]
