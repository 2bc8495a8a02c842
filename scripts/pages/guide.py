"""Say how each column and row of a form is filled, from its schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.model.form import Column, Form, Label, Leaf, Table
from scripts.model.totals import live_items, live_totals
from scripts.pages import places, words
from scripts.pages.picture import Picture
from scripts.wording import text
from scripts.wording.constraints import limit_in


@dataclass(frozen=True, slots=True)
class ColumnGuide:
    """How a column is filled: its anchor, the id of its number in the picture, what it takes.

    `accepts` is empty for columns that only hold printed labels.
    """

    anchor: str
    seen: str
    name: str
    path: tuple[str, ...]
    added: bool
    accepts: str
    accepts_in_heads: str
    needed: str
    live: bool
    hints: tuple[str, ...]

    @property
    def says_live(self) -> bool:
        """Whether a hint already tells that the sheet adds up by itself."""
        return any(words.LIVE in hint for hint in self.hints)


@dataclass(frozen=True, slots=True)
class RowGuide:
    """What is to be known about a row: its anchor, the id of its label in the picture, a hint."""

    anchor: str
    seen: str
    name: str
    hint: str


def columns(form: Form, table: Table, picture: Picture) -> Iterator[ColumnGuide]:
    """Every column of the table, in order; the hint of a header group stands at its first column."""
    said: set[Label] = set()
    for column in table.columns:
        hints = [g.guidance for g in column.groups if g.guidance and g not in said]
        said.update(column.groups)
        in_rows = _leaf_in_rows(table, column)
        leaf = column.leaf if _has_blocks(table, column) or in_rows is None else in_rows
        yield ColumnGuide(
            anchor=places.column_guide(table.id, column.id),
            seen=picture.column_id(table, column),
            name=text.column(column),
            path=tuple(group.text for group in column.groups),
            added=column.label.added,
            accepts=limit_in(form, column.id, leaf) if leaf else "",
            accepts_in_heads=limit_in(form, column.id, in_rows) if in_rows and in_rows != leaf else "",
            needed=_needed(table, column),
            live=_live(form, table, column),
            hints=(*hints, *filter(None, (column.label.guidance,))),
        )


def rows(table: Table, picture: Picture) -> Iterator[RowGuide]:
    """The rows with a hint of their own."""
    for row in table.rows:
        if row.label.guidance:
            seen = picture.row_id(table, row.key)
            yield RowGuide(places.row_guide(table.id, row.key), seen, text.row(row), row.label.guidance)


def _live(form: Form, table: Table, column: Column) -> bool:
    """Whether the sheet adds up most of the column's cells on printed rows and in blocks."""
    places = (*live_totals(form), *live_items(form))
    live = sum(place.table == table.id and place.column == column.id for place in places)
    held = (cells for row in table.rows for cells in (row.cells, row.block.cells if row.block else {}))
    return 2 * live > sum(column.id in cells for cells in held)


def _has_blocks(table: Table, column: Column) -> bool:
    return any(row.block and column.id in row.block.cells for row in table.rows)


def _leaf_in_rows(table: Table, column: Column) -> Leaf | None:
    return next((row.cells[column.id] for row in table.rows if column.id in row.cells), None)


def _needed(table: Table, column: Column) -> str:
    """Whether a line that is filled must fill the column: always, never, or in some rows."""
    blocks = [row.block for row in table.rows if row.block and column.id in row.block.cells]
    holders = [b.required for b in blocks] or [row.required for row in table.rows if column.id in row.cells]
    found = {column.id in required for required in holders}
    return {(True,): "all", (False,): "none", (False, True): "some"}.get(tuple(sorted(found)), "")
