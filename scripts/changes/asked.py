"""Which cells a form asks for: those without which a return of it is not whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from scripts.changes.changelog import Key
from scripts.model.data import Data, is_blank, items, value_at
from scripts.model.form import Form, Place, Row, Table
from scripts.model.totals import live_totals, total_at


def asked(form: Form, data: Data, besides: Collection[Key] = ()) -> Iterator[Place]:
    """The cells that the form wants of this data, filled or blank, without totals that are computed.

    Those of rows that must be there or are there, and of items; of a row or a table that must be there, but none of
    whose cells must, the row or the table as a whole. `besides` are rows and columns that are wanted although the
    schema lets them be left out.
    """
    for table in form.tables:
        rows = _rows(form, table, data, {key for name, key in besides if name == table.id})
        found = [place for row in table.rows if row.key in rows for place in _of_row(form, table, row, data, besides)]
        must = table.id in form.schema.get("required", ()) if table.id else False
        yield from found or ([Place(table.id)] if must and is_blank(value_at(form, data, Place(table.id))) else [])


def _rows(form: Form, table: Table, data: Data, besides: Collection[str]) -> set[str]:
    """Rows that are there, that must be, and that come with those."""
    schema: Mapping[str, Any] = form.schema["properties"][table.id] if table.id else form.schema
    rows = {row.key for row in table.rows if value_at(form, data, Place(table.id, row.key)) is not None}
    rows |= {*schema.get("required", ()), *besides} & {row.key for row in table.rows}
    while more := {key for row in rows for key in schema.get("dependentRequired", {}).get(row, ())} - rows:
        rows |= more
    return rows


def _of_row(form: Form, table: Table, row: Row, data: Data, besides: Collection[Key]) -> Iterator[Place]:
    wanted = row.required | {column for column in row.cells if (table.id, column) in besides}
    own = [Place(table.id, row.key, None, column) for column in row.cells if column in wanted]
    found = [place for place in own if place not in live_totals(form)]
    given = items(form, data, table.id, row.key)
    if row.block:
        wanted = row.block.required | {column for column in row.block.cells if (table.id, column) in besides}
        inside = [Place(table.id, row.key, n, c) for n in range(len(given)) for c in row.block.cells if c in wanted]
        found += [place for place in inside if total_at(form, place) is None]
    yield from found or ([] if given or own else [Place(table.id, row.key)])
