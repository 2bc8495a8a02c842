"""Walk and change the data of a form by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from scripts.model.form import Form, Leaf, Place, Row

Data = dict[str, Any]
MAX_NUMBER = 10**15  # what a spreadsheet keeps exactly; beyond it nothing is a figure


def value_at(form: Form, data: Any, place: Place) -> Any:
    """The value at the place; None where nothing stands there (or where the data has another shape)."""
    return below(data, place.path(form))


def below(data: Any, path: Sequence[str | int]) -> Any:
    """What stands at the end of a path into data of any shape; None for nothing."""
    for step in path:
        if isinstance(step, str) and isinstance(data, dict):
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
    return _items(form.table(table).row(key), value_at(form, data, Place(table, key)))


def _items(row: Row, of_row: Any) -> list[Any]:
    found = of_row.get(row.block.name) if row.block and isinstance(of_row, dict) else None
    return found if isinstance(found, list) else []


def cells(form: Form, data: Any) -> Iterator[tuple[Place, Leaf, Any]]:
    """Every filled cell of the data in printed order, with what the cell may hold."""
    for table in form.tables:
        for row in table.rows:
            of_row = value_at(form, data, Place(table.id, row.key))
            held: list[tuple[int | None, Any, Mapping[str, Leaf]]] = [(None, of_row, row.cells)]
            if row.block:
                held += [(index, item, row.block.cells) for index, item in enumerate(_items(row, of_row))]
            for index, node, leaves in held:
                for column, leaf in leaves.items():
                    value = below(node, column.split("."))
                    if value is not None:
                        yield Place(table.id, row.key, index, column), leaf, value


def places(form: Form, data: Any) -> Iterator[Place]:
    """Every place that the form has for the data: tables, columns, rows, items, and each row or item in each column."""
    yield Place()
    for table in form.tables:
        yield from (Place(table.id), *(Place(table.id, None, None, column.id) for column in table.columns))
        for row in table.rows:
            for item in (None, *range(len(items(form, data, table.id, row.key)))):
                yield Place(table.id, row.key, item)
                yield from (Place(table.id, row.key, item, column.id) for column in table.columns)


def exists(form: Form, place: Place) -> bool:
    """Whether the form has such a place: a cell where row and column are given, else a row, a column, or a table."""
    if place == Place():
        return True
    table = next((t for t in form.tables if t.id == place.table), None)
    if table is None or (place.item is not None and place.item < 0):
        return False
    if place.row is None:
        return place.column is None or any(column.id == place.column for column in table.columns)
    row = next((r for r in table.rows if r.key == place.row), None)
    if row is None or (place.item is not None and row.block is None):
        return False
    return place.column is None or leaf_at(form, place) is not None


def leaf_at(form: Form, place: Place) -> Leaf | None:
    """What a cell may hold; None where the place is no cell. Raises KeyError for a row that is not there."""
    if place.row is None or place.column is None:
        return None
    row = form.table(place.table).row(place.row)
    held: Mapping[str, Leaf] = row.cells if place.item is None else row.block.cells if row.block else {}
    return held.get(place.column)


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
