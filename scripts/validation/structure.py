"""Check a form's data against its JSON Schema and say each error at its cell, in words people use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from scripts.model.data import cells, is_blank, leaf_at, number
from scripts.model.form import COUNTED_BELOW, Form, Leaf, Place
from scripts.validation.json_schema import Judge
from scripts.validation.no_number import no_number
from scripts.validation.violation import Violation
from scripts.wording import text
from scripts.wording.constraints import MOST_COUNTED, MOST_DIGITS, correction, limit_in

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_LIMITS = {
    "minimum": "too-small",
    "maximum": "too-large",
    "format": "bad-date",
    "maxLength": "too-long",
    "minLength": "wrong-type",
    "pattern": "bad-pattern",
    "oneOf": "not-choice",
    "const": "wrong-type",
    "type": "wrong-type",
    "minItems": "wrong-type",
    "uniqueItems": "duplicate-code",
}


@cache
def _judge(form: Form) -> Judge:
    return Judge(form.schema)


def check_structure(form: Form, data: Any, document: bool = False) -> Iterator[Violation]:
    """What the schema refuses, each once; limits are said as one types them in a sheet or in a `document`."""
    if is_blank(data):
        yield Violation("form-empty", Place(), facts={"form": form.label.text})
        return
    for error in _judge(form).errors(data):
        yield from _violations(form, error, document)
    for place, leaf, value in cells(form, data):
        if leaf.numeric and isinstance(value, int | float) and not isinstance(value, bool):
            if number(value) is None:
                yield Violation("too-large", place, value=text.shown(value), allowed=MOST_DIGITS)
            elif leaf.kind == "integer" and value >= COUNTED_BELOW:
                yield Violation("too-large", place, value=text.shown(value), allowed=MOST_COUNTED)


def place_of(form: Form, path: tuple[str | int, ...]) -> tuple[Place, tuple[str | int, ...]]:
    """The place that a path into the data means, and what is left of the path beyond it."""
    rest: list[Any] = list(path)
    table = ""
    if rest and any(t.id == rest[0] for t in form.tables if t.id):
        table = rest.pop(0)
    rows = {r.key: r for t in form.tables if t.id == table for r in t.rows}
    if not rest or rest[0] not in rows:
        return Place(table), tuple(rest)
    row = rows[rest.pop(0)]
    item = None
    if row.block and rest[:1] == [row.block.name]:
        if len(rest) == 1:
            return Place(table, row.key), tuple(rest)
        item = rest[1]
        rest = rest[2:]
    cells = row.block.cells if row.block and item is not None else row.cells
    for end in range(len(rest), 0, -1):
        column = ".".join(map(str, rest[:end]))
        if column in cells:
            return Place(table, row.key, item, column), tuple(rest[end:])
    return Place(table, row.key, item), tuple(rest)


def _violations(form: Form, error: ValidationError, document: bool) -> Iterator[Violation]:
    path = tuple(error.absolute_path)
    place, rest = place_of(form, path)
    leaf = leaf_at(form, place)
    instance: Any = error.instance
    if leaf is not None:
        yield _at_cell(form, place, leaf, error, document)
    elif error.validator in ("required", "dependentRequired"):
        yield from _missing(form, (*path, _missing_name(error)), document)
    elif error.validator == "additionalProperties":
        known: Any = error.schema
        for name in sorted(set(instance) - set(known.get("properties", {}))):
            yield Violation("unknown-field", place, facts={"name": name}, tail=(*rest, name))
    elif error.validator == "minProperties":
        where = text.place(form, place)[0]
        yield Violation("missing-row", place, facts={"where": text.first_upper(where) or form.label.text})
    else:
        yield Violation("wrong-shape", place, value=text.shown(instance), tail=rest)


def _missing_name(error: ValidationError) -> str:
    """The property that is missing: jsonschema reports each by itself, named only in its message."""
    needed: Any = error.validator_value
    present: Any = error.instance
    listed = needed if isinstance(needed, list) else [k for keys in needed.values() for k in keys]
    return next(str(n) for n in listed if n not in present and error.message.startswith(repr(n)))


def _missing(form: Form, path: tuple[str | int, ...], document: bool) -> Iterator[Violation]:
    """A missing row, table, cell, or every cell of a missing header group that its own schema requires."""
    place, rest = place_of(form, path)
    leaf = leaf_at(form, place)
    if leaf is not None:
        yield Violation(
            "missing-cell",
            place,
            allowed=limit_in(form, place.column or "", leaf, document),
            facts={"fill": _fill(leaf)},
        )
    elif not rest and place.row is not None and place.item is None:
        yield Violation("missing-row", place, facts={"where": text.first_upper(text.place(form, place)[0])})
    elif not rest and place.table:
        label = form.table(place.table).label
        yield Violation("missing-table", place, facts={"name": label.text if label else place.table})
    else:
        yield from _missing_group(form, place, ".".join(map(str, rest)), document)


def _missing_group(form: Form, place: Place, group: str, document: bool) -> Iterator[Violation]:
    row = form.table(place.table).row(place.row or "")
    cells = row.block.cells if place.item is not None and row.block else row.cells
    required = row.block.required if place.item is not None and row.block else row.required
    for column, leaf in cells.items():
        if column.startswith(group + ".") and column in required:
            at = Place(place.table, place.row, place.item, column)
            yield Violation(
                "missing-cell", at, allowed=limit_in(form, column, leaf, document), facts={"fill": _fill(leaf)}
            )


def _fill(leaf: Leaf) -> str:
    return "Ghi số; không có phát sinh thì ghi 0." if leaf.numeric else "Ghi đủ ô này."


def _at_cell(form: Form, place: Place, leaf: Leaf, error: ValidationError, document: bool) -> Violation:
    code = _LIMITS.get(str(error.validator), "wrong-type")
    said: Any = error.instance
    allowed = limit_in(form, place.column or "", leaf, document)
    told = no_number(place, leaf, said) if leaf.numeric and isinstance(said, str) and not document else None
    if told:
        return told
    facts = {"advice": correction(leaf, said, _is_required(form, place), document)} if code == "wrong-type" else {}
    return Violation(code, place, value=text.shown(said), allowed=allowed, facts=facts)


def _is_required(form: Form, place: Place) -> bool:
    row = form.table(place.table).row(place.row or "")
    return place.column in (row.block.required if place.item is not None and row.block else row.required)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
