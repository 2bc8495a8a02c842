"""The changelog: what each version of a form changed for clerks, and how filled returns are carried over to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from scripts import paths
from scripts.schema.catalogue import load

Key = tuple[str, str]  # table id (empty in a form with one table) and row key or column id; a table's second is empty
CHANGELOG = paths.SCHEMAS / "changelog.yaml"


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one part of the old version: it is `new`, or it is dropped (no `new`) for the reason `why`.

    Without `old`, the part is new and a person must fill it: `why` says what to fill in. `times` is what numbers are
    multiplied by (0.001 from đồng to nghìn đồng); `values` gives old choices their new ones, None where there is none.
    """

    old: Key | None
    new: Key | None
    why: str = ""
    times: float = 1
    values: Mapping[str, str | None] = field(default_factory=dict)

    def is_over(self, table: str, column: str) -> bool:
        """Whether the old part is this column, or a header group over it."""
        return self.old is not None and self.old[0] == table and f"{column}.".startswith(f"{self.old[1]}.")


@dataclass(frozen=True, slots=True)
class Migration:
    """How returns of the version before are carried over: what cannot be seen from keys and labels alone.

    A part that is declared to become itself keeps its meaning, although its words were changed. `why` says what a
    person must do where the form as a whole changed its meaning (another period, say).
    """

    why: str = ""
    tables: tuple[Step, ...] = ()
    rows: tuple[Step, ...] = ()
    columns: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What one version of a form (or `outline`) changed, told to clerks; `date` (ISO) is empty before its release."""

    code: str
    version: str
    date: str
    changes: tuple[str, ...]
    migration: Migration | None


def build_entries(document: Mapping[str, Any]) -> tuple[Entry, ...]:
    """The entries of a valid changelog, newest first as they stand in it."""
    return tuple(
        Entry(
            code=code,
            version=node["version"],
            date=node.get("date", ""),
            changes=tuple(node["changes"]),
            migration=_migration(node["migration"]) if "migration" in node else None,
        )
        for node in document["entries"]
        for code in node["of"]
    )


def _migration(node: Mapping[str, Any]) -> Migration:
    steps = (tuple(_steps(node.get(kind, ()), kind == "tables")) for kind in ("tables", "rows", "columns"))
    return Migration(node.get("why", ""), *steps)


def _steps(nodes: list[Mapping[str, Any]], whole: bool) -> Iterator[Step]:
    for node in nodes:
        table = node.get("table", "")
        old, new = node.get("from"), node.get("to")
        if whole:
            keys = (None if old is None else (old, "")), (None if new is None else (new, ""))
        else:
            keys = (
                None if old is None else (table, old),
                None if new is None else (node.get("to_table", table), new),
            )
        yield Step(*keys, node.get("why", ""), node.get("times", 1), node.get("values", {}))


@cache
def entries(file: Path = CHANGELOG) -> tuple[Entry, ...]:
    """The entries of the changelog; none where there is no such file."""
    return build_entries(load(file)) if file.exists() else ()


def entry(code: str, version: str, among: Iterable[Entry]) -> Entry | None:
    """The entry of one version of a form or of the outline; None where there is none."""
    return next((e for e in among if (e.code, e.version) == (code, version)), None)
