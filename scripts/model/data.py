"""Walk and change the data of a form by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from scripts.model.form import Form, Leaf, Place

Data = dict[str, Any]
MAX_NUMBER = 10**15  # what a spreadsheet keeps exactly; beyond it nothing is a figure


def value_at(form: Form, data: Any, place: Place) -> Any:
    """The value at the place; None where nothing stands there (or where the data has another shape)."""
    for step in place.path(form):
        if isinstance(step, str) and isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(step, int) and isinstance(data, list) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def put(form: Form, data: Data, place: Place, value: Any) -> None:
    """Set the value at the place, making objects and items on the way."""
    node: Any = data
    path = place.path(form)
    for step, following in pairwise(path):
        fresh: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int):
            while len(node) <= step:
                node.append({})
            node = node[step]
        else:
            node = node.setdefault(step, fresh)
    node[path[-1]] = value


def put_item(form: Form, data: Data, place: Place) -> None:
    """Make sure that the place's item exists, even where none of its cells has a value."""
    row = form.table(place.table).row(place.row or "")
    node: Any = data
    for step in (*((place.table,) if place.table else ()), place.row):
        node = node.setdefault(step, {})
    found = node.setdefault(row.block.name if row.block else "", [])
    while len(found) <= (place.item or 0):
        found.append({})


def items(form: Form, data: Any, table: str, key: str) -> list[Any]:
    """The items of a row's block; empty where there are none."""
    block = form.table(table).row(key).block
    row = value_at(form, data, Place(table, key))
    found = row.get(block.name) if block and isinstance(row, Mapping) else None
    return found if isinstance(found, list) else []


def cells(form: Form, data: Any) -> Iterator[tuple[Place, Leaf, Any]]:
    """Every filled cell of the data in printed order, with what the cell may hold."""
    for table in form.tables:
        for row in table.rows:
            for column, leaf in row.cells.items():
                place = Place(table.id, row.key, None, column)
                value = value_at(form, data, place)
                if value is not None:
                    yield place, leaf, value
            if row.block is None:
                continue
            for index in range(len(items(form, data, table.id, row.key))):
                for column, leaf in row.block.cells.items():
                    place = Place(table.id, row.key, index, column)
                    value = value_at(form, data, place)
                    if value is not None:
                        yield place, leaf, value


def places(form: Form, data: Any) -> Iterator[Place]:
    """Every place that the form has for the data: tables, columns, rows, items, and each row or item in each column."""
    yield Place()
    for table in form.tables:
        yield from (Place(table.id), *(Place(table.id, None, None, column.id) for column in table.columns))
        for row in table.rows:
            for item in (None, *range(len(items(form, data, table.id, row.key)))):
                yield Place(table.id, row.key, item)
                yield from (Place(table.id, row.key, item, column.id) for column in table.columns)


def pruned(data: Any) -> Any:
    """The data without blank cells: nulls and empty texts are left out of objects, as an empty cell would be."""
    if isinstance(data, dict):
        kept = {key: pruned(value) for key, value in data.items()}
        return {k: v for k, v in kept.items() if v is not None and not (isinstance(v, str) and not v.strip())}
    if isinstance(data, list):
        return [pruned(value) for value in data]
    return data


def is_blank(data: Any) -> bool:
    """Whether no cell anywhere in the pruned data holds a value."""
    if isinstance(data, dict):
        return all(is_blank(value) for value in data.values())
    if isinstance(data, list):
        return all(is_blank(value) for value in data)
    return data is None


def number(value: Any) -> float | int | None:
    """The value if it is a number (a truth value is none) of at most 15 digits, else None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if -MAX_NUMBER <= value <= MAX_NUMBER else None
