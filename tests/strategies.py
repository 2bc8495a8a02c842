"""Strategies for data that a form's schema accepts, made from the model alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st

from scripts.folding import tidy
from scripts.model.data import Data, put, value_at
from scripts.model.form import Form, Leaf, Place, Row, Table
from scripts.model.totals import live_totals, recompute
from scripts.schema import registry
from scripts.schema.catalogue import submission_schema

SAME_EVERY_TIME = settings(derandomize=True, deadline=None, database=None)
# Where an example takes a workbook, a failure is shown as it was found: to shrink it would take minutes.
AS_FOUND = settings(SAME_EVERY_TIME, phases=[Phase.generate])

_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
_TYPED = _LETTERS + _LETTERS.upper() + "0123456789 .,;:()/%-–“”\"'&<>\n"
_AWKWARD = (
    "=1+1", "+84 296 3852 123", "- gạch đầu dòng", "@SUM(A1)", "'nháy đơn", '"nháy kép"', "dòng một\ndòng hai",
    "<b>&amp;</b>", "_x0041_", "1.234", "31/5/2026", "TRUE", "#N/A", "#REF!", "x", "0", "...", "{=A1}", "http://a.vn/b",
    "\U0001f600", "Ẹ" * 9,
)  # fmt: skip
_CODES = st.text("ABCTabct0123456789._-", min_size=1, max_size=8)
_CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"))


def texts(limit: int) -> st.SearchStrategy[str]:
    """Tidy text of at most `limit` characters: Vietnamese, awkward for spreadsheets, or from anywhere in Unicode."""
    kinds = st.one_of(
        st.text(_TYPED, min_size=1, max_size=30),
        st.sampled_from(_AWKWARD),
        st.builds(str.__add__, st.sampled_from("=+-@'\""), st.text(_TYPED, max_size=8)),
        st.text(_CHARACTERS, min_size=1, max_size=8),
    )
    return kinds.map(lambda text: tidy(tidy(text)[:limit])).filter(bool)


def values(leaf: Leaf, most: float | None = None) -> st.SearchStrategy[Any]:
    """Values that a cell may hold, numbers up to `most`; dates of years that the reader takes serial numbers for."""
    if leaf.kind == "text":
        words = texts(leaf.max_length or 100)
        if leaf.pattern is None:
            return words
        pattern = re.compile(leaf.pattern)
        # Hypothesis would make a strategy of `filter(pattern.search)`, whose `$` lets a line break follow.
        return (words if pattern.search("văn bản cụ thể") else _CODES).filter(lambda text: bool(pattern.search(text)))
    if leaf.kind == "choice":
        return st.sampled_from([const for const, _ in leaf.choices])
    if leaf.kind == "list":
        return st.lists(_CODES, min_size=1, max_size=3, unique=True)
    if leaf.kind == "mark":
        return st.just(True)
    if leaf.kind == "date":
        return st.dates(date(1945, 1, 1), date(2099, 12, 31)).map(date.isoformat)
    # What is counted has at most nine digits, also in sums over all rows.
    highest = 10**6 if leaf.kind == "integer" else 10**12
    top = int(min(one for one in (highest, leaf.maximum, most) if one is not None))
    low = int(leaf.minimum or 0)
    whole = st.one_of(st.integers(low, max(low, min(top, 200))), st.integers(low, max(low, top)))
    return whole if leaf.kind == "integer" or low else st.one_of(whole, _decimals(min(top, 10**8)))


def _decimals(top: int) -> st.SearchStrategy[float]:
    """Numbers with at most 6 places and 15 digits, as many as a spreadsheet keeps."""

    def share(places: int) -> st.SearchStrategy[float]:
        return st.integers(0, top * 10**places).map(lambda n: float(n / 10**places))

    return st.integers(1, 6).flatmap(share)


@st.composite
def data_of(draw: st.DrawFn, form: Form) -> Data:
    """Data that the form's schema accepts once blank totals are filled, without empty rows or items."""
    data: Data = {}
    chosen: set[Place] = set()
    for table in form.tables:
        holding = [row.key for row in table.rows if row.cells or row.block]
        wanted = draw(st.sets(st.sampled_from(holding), min_size=1, max_size=5))
        for row in (row for row in table.rows if row.key in _needed(form, table, wanted)):
            chosen.add(Place(table.id, row.key))
            _fill_row(draw, form, data, table, row)
    for place, total in live_totals(form).items():
        present = Place(place.table, place.row) in chosen
        _fill_total(draw, form, data, place, recompute(form, data, total, live_totals(form)), present)
    return data


def _needed(form: Form, table: Table, wanted: set[str]) -> set[str]:
    """The rows wanted, those that the schema requires, and those that come with a row or with a total of it."""
    schema: Mapping[str, Any] = form.schema["properties"][table.id] if table.id else form.schema
    rows = wanted | set(schema.get("required", ()))
    while True:
        more = {name for key in rows for name in schema.get("dependentRequired", {}).get(key, ())}
        more |= {
            place.row or ""
            for place, total in live_totals(form).items()
            if place.table == table.id and any(part.row in rows for part in total.parts)
        }
        if more <= rows:
            return rows
        rows |= more


def _fill_row(draw: st.DrawFn, form: Form, data: Data, table: Table, row: Row) -> None:
    live = live_totals(form)
    own = {column: leaf for column, leaf in row.cells.items() if Place(table.id, row.key, None, column) not in live}
    needed = {column for column in own if column in row.required}
    if own and not needed and not row.block:
        needed = {draw(st.sampled_from(sorted(own)))}
    _fill_cells(draw, form, data, Place(table.id, row.key), own, needed, _row_type(form, table, row))
    if row.block:
        for index in range(draw(st.integers(0 if row.cells else 1, 2))):
            _fill_cells(draw, form, data, Place(table.id, row.key, index), row.block.cells, set(row.block.required), {})


@cache
def _shares(form: Form) -> Mapping[Place, float]:
    """How much a cell may hold so that no total above it exceeds its own limit; each item of a block as the first."""
    shares: dict[Place, float] = {}

    def limit(place: Place, most: float | None) -> None:
        """Hold the place, and what it is the sum of, to the limit; each time to the lower one."""
        leaf = form.table(place.table).row(place.row or "").cells.get(place.column or "")
        known = [one for one in (most, leaf.maximum if leaf else None, shares.get(place)) if one is not None]
        if not known:
            return
        shares[place] = min(known)
        if total := live_totals(form).get(place):
            share = shares[place] / (len(total.parts) + 2 * total.block)  # of items there are two at most
            for part in total.parts:
                limit(part, share)
            if total.block:
                shares[replace(place, item=0)] = share

    for place in live_totals(form):
        limit(place, None)
    return shares


def _row_type(form: Form, table: Table, row: Row) -> Mapping[str, Any]:
    """The object type of the row."""
    schema: Mapping[str, Any] = form.schema["properties"][table.id] if table.id else form.schema
    name = schema["properties"][row.key]["$ref"].removeprefix("#/$defs/")
    found: Mapping[str, Any] = form.schema["$defs"][name]
    return found


def _groups(node: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every header group, as the beginning of its cells' names, with the cells that must be filled once one is."""
    for name, child in node.get("properties", {}).items():
        if "properties" in child:
            yield f"{above}{name}.", [f"{above}{name}.{one}" for one in child.get("required", ())]
            yield from _groups(child, f"{above}{name}.")


def _fill_cells(
    draw: st.DrawFn, form: Form, data: Data, at: Place, leaves: Mapping[str, Leaf], needed: set[str],
    type_: Mapping[str, Any],
) -> None:  # fmt: skip
    chosen = needed | (draw(st.sets(st.sampled_from(sorted(leaves)))) if leaves else set())
    chosen |= {other for one in chosen for other in type_.get("dependentRequired", {}).get(one, ())}
    begun = [cells for group, cells in _groups(type_) if any(one.startswith(group) for one in chosen)]
    chosen |= {one for cells in begun for one in cells if one in leaves}
    for column in sorted(chosen):
        place = Place(at.table, at.row, at.item, column)
        most = _shares(form).get(place if at.item is None else replace(place, item=0))
        put(form, data, place, draw(values(leaves[column], most)))


def _fill_total(draw: st.DrawFn, form: Form, data: Data, place: Place, computed: float | None, chosen: bool) -> None:
    """A total may be left blank, agree or differ; where nothing is below it, only the person can give it."""
    row = form.table(place.table).row(place.row or "")
    other = values(row.cells[place.column or ""])
    value: st.SearchStrategy[Any] = st.none()
    if computed is not None:
        value = draw(st.sampled_from([value, st.just(computed), other]))
    elif chosen:
        empty = value_at(form, data, Place(place.table, place.row)) is None
        value = other if empty or place.column in row.required else st.one_of(value, other)
    if (drawn := draw(value)) is not None:
        put(form, data, place, drawn)


@st.composite
def envelopes(draw: st.DrawFn, form: Form, content: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An envelope of the form, its unit by code or by name and kind, with or without the optional fields."""
    properties = submission_schema()["properties"]
    by_code = st.sampled_from(sorted(registry.units())).map(lambda code: {"code": code})
    by_name = st.fixed_dictionaries(
        {"name": texts(190).map("Cơ quan {}".format), "kind": st.sampled_from(sorted(registry.kinds()))}
    )
    period = {"to": form.period.end.isoformat()} if form.period else {"to": "2026-05-31"}
    if form.period and form.period.start:
        period["from"] = form.period.start.isoformat()
    optional = {field: texts(200) for field in ("prepared_by", "contact", "note")}
    optional |= {f: st.sampled_from([c["const"] for c in properties[f]["oneOf"]]) for f in form.asks}
    fixed = {"form": form.code, "version": form.version, "period": period, **(content or {})}
    asked = draw(st.fixed_dictionaries({"unit": st.one_of(by_code, by_name)}, optional=optional))
    return {**fixed, **asked}
