"""What a rule of the house finds, and where in the schema the parts of a form stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scripts.model.form import Form

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place of a schema file; `path` leads there from the root, () for the file itself."""

    message: str
    path: Path = ()


def at_row(table: str, key: str) -> Path:
    """Where the schema describes a row."""
    return (*_at_table(table), "properties", key)


def at_column(form: Form, table: str, column: str) -> Path:
    """Where the schema describes a column, one without data included."""
    described: Mapping[str, Any] = form.schema
    for step in _at_table(table):
        described = described[str(step)]
    if column.startswith("#"):
        stubs = [stub["holds"] for stub in described["x-table"]["stub"]]
        return (*_at_table(table), "x-table", "stub", stubs.index(column[1:]))
    path: list[str] = ["$defs", described["x-table"]["columns"].removeprefix("#/$defs/")]
    for part in column.split("."):
        path += ["properties", part]
    return tuple(path)


def at_rule(form: Form, id_: str) -> Path:
    """Where the schema describes a rule; of two with the same id the last."""
    ids = [rule.id for rule in form.rules]
    return ("x-rules", len(ids) - 1 - ids[::-1].index(id_))


def _at_table(table: str) -> tuple[str, ...]:
    return ("properties", table) if table else ()
