"""Data carried over to any next version of any form: no cell is lost, none is made up, every place leads back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts import paths
from scripts.changes.carried import Carried
from scripts.changes.carry import carry, carry_through
from scripts.changes.changelog import Migration, build_entries
from scripts.model.data import Data, cells, value_at
from scripts.model.form import Form
from scripts.model.from_schema import build_form
from scripts.model.totals import live_totals, with_totals
from scripts.schema.catalogue import load
from scripts.submissions.conversion import converted
from tests.strategies import SAME_EVERY_TIME, data_of
from tests.versions import Document, Edit, at, edited
from tests.workbooks import FORMS, PRESENT

CODES = [form.code for form in PRESENT]
SCHEMAS = {code: load(paths.FORMS / f"{code}.schema.json") for code in CODES}
LEAVES: tuple[Document, ...] = (
    {"type": "integer", "minimum": 0}, {"type": "number", "x-unit": "kg"}, {"type": "string", "maxLength": 200},
    {"type": "string", "format": "date"}, {"type": "boolean"}, {"type": "array", "items": {"type": "string"}},
    {"oneOf": [{"const": "mot", "title": "Một"}, {"const": "hai", "title": "Hai"}]},
)  # fmt: skip


def rows_of(form: Form) -> list[tuple[str, str, str]]:
    """Table, key, and path in the schema of every row."""
    return [
        (table.id, row.key, f"properties/{table.id}/properties/{row.key}" if table.id else f"properties/{row.key}")
        for table in form.tables
        for row in table.rows
    ]


def homes(document: Document, column: str) -> Iterator[str]:
    """The paths in the schema where the column's cells are described: a definition for each kind of row and item."""
    for name in document["$defs"]:
        path = f"$defs/{name}/properties/" + "/properties/".join(column.split("."))
        try:
            at(document, path)
        except KeyError:
            continue
        yield path


Made = tuple[list[Edit], list[dict[str, Any]]]  # edits, and what the migration says of them


@st.composite
def row_changes(draw: st.DrawFn, form: Form, table: str, key: str, path: str) -> Made:
    """A row is removed, renamed, joined to another, worded otherwise, or followed by a new one."""
    step = {**({"table": table} if table else {}), "from": key}
    others = st.sampled_from([k for t, k, _ in rows_of(form) if t == table])
    title = st.sampled_from(("Lời khác hẳn", "Tổng số"))
    kinds: list[Made] = [
        ([{"remove": path}], []),
        ([{"rename": path, "to": f"{key}x"}], [{**step, "to": f"{key}x"}]),
        ([], [{**step, "to": draw(others)}]),
        ([{"set": f"{path}/title", "to": draw(title)}], [{**step, "to": key, "why": "Xem lại."}]),
        ([{"add": f"{path}x", "like": path, "after": key, "as": {"title": f"Thêm {key}"}}], []),
    ]
    return draw(st.sampled_from(kinds))


@st.composite
def column_changes(draw: st.DrawFn, document: Document, table: str, column: str) -> Made:
    """A column is removed, renamed, or takes another kind of value, wherever it is described."""
    step = {**({"table": table} if table else {}), "from": column, "times": draw(st.sampled_from((1, 0.001, 1000)))}
    leaf = draw(st.sampled_from(LEAVES))
    found = list(homes(document, column))
    kinds: list[Made] = [
        ([{"remove": path} for path in found], []),
        ([{"rename": path, "to": f"{path.rpartition('/')[2]}x"} for path in found], [{**step, "to": f"{column}x"}]),
        (
            [{"set": path, "to": {**leaf, "title": at(document, path).get("title", "")}} for path in found],
            [{**step, "to": column}],
        ),
    ]
    return draw(st.sampled_from(kinds))


@st.composite
def changes(draw: st.DrawFn, document: Document) -> tuple[list[Edit], Document]:
    """Some edits that make the next version, and its migration, which may be silent on them."""
    form = build_form(document)
    leaves = sorted({(t.id, c.id) for t in form.tables for c in t.columns if c.leaf})
    migration: dict[str, list[Any]] = {"rows": [], "columns": []}
    edits: list[Edit] = []
    for row in draw(some(rows_of(form), 3)):
        made, said = draw(row_changes(form, *row))
        edits += made
        migration["rows"] += said if draw(st.booleans()) else []
    for table, column in {column: (table, column) for table, column in draw(some(leaves, 2))}.values():
        made, said = draw(column_changes(document, table, column))
        edits += made
        migration["columns"] += said if draw(st.booleans()) else []
    return edits, {"entries": [{"of": [form.code], "version": "2.0.0", "changes": ["-"], "migration": migration}]}


def some(among: list[Any], most: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(among), max_size=most, unique=True) if among else st.just([])


@st.composite
def steps(draw: st.DrawFn, code: str, count: int) -> tuple[list[Form], list[Migration | None], Data]:
    """The form in its versions, one after another, the migrations between them, and data of the first."""
    document = SCHEMAS[code]
    forms: list[Form] = [FORMS[code]]
    migrations: list[Migration | None] = []
    for number in range(count):
        edits, changelog = draw(changes(document))
        document = {**edited(document, edits, f"{number + 2}.0.0"), "x-rules": []}
        forms.append(build_form(document))
        migrations.append(build_entries(changelog)[0].migration)
    return forms, migrations, draw(data_of(forms[0]))


def check(old: Form, new: Form, data: Data, done: Carried) -> None:
    before = {place: value for place, _, value in cells(old, data)}
    moved, dropped = [one.old for one in done.moved], [one.place for one in done.dropped]
    ends = {*moved, *dropped}
    assert len(moved) + len(dropped) == len(ends)
    assert set(before) <= ends
    assert ends - set(before) <= live_totals(old).keys()
    before |= {place: value_at(old, with_totals(old, data), place) for place in ends - set(before)}
    assert {one.new: one.after for one in done.moved} == {place: value for place, _, value in cells(new, done.data)}
    for one in done.moved:
        assert (done.forward(one.old), done.back(one.new)) == (one.new, one.old)
        assert one.before == before[one.old]
    assert all(one.value == before[one.place] for one in done.dropped)
    assert all(value_at(new, done.data, need.place) is None for need in done.needs)
    assert len({need.place for need in done.needs}) == len(done.needs)


@pytest.mark.parametrize("code", CODES)
@settings(SAME_EVERY_TIME, max_examples=20)
@given(chosen=st.data())
def test_no_cell_is_lost_in_one_step(code: str, chosen: st.DataObject):
    (old, new), (migration,), data = chosen.draw(steps(code, 1))
    check(old, new, data, carry(old, new, data, migration, converted))


@pytest.mark.parametrize("code", CODES)
@settings(SAME_EVERY_TIME, max_examples=10)
@given(chosen=st.data())
def test_no_cell_is_lost_through_several(code: str, chosen: st.DataObject):
    forms, migrations, data = chosen.draw(steps(code, 3))
    check(forms[0], forms[-1], data, carry_through(forms, migrations, data, converted))


@pytest.mark.parametrize("code", CODES)
@settings(SAME_EVERY_TIME, max_examples=5)
@given(chosen=st.data())
def test_a_version_that_changes_nothing_moves_everything(code: str, chosen: st.DataObject):
    form, data = FORMS[code], chosen.draw(data_of(FORMS[code]))
    done = carry(form, build_form(edited(SCHEMAS[code], [], "1.0.1")), data, None, converted)
    assert {one.new: one.after for one in done.moved} == {place: value for place, _, value in cells(form, data)}
    assert (done.dropped, done.needs, done.breaks) == ((), (), False)
