"""Gather what each version changed for clerks, and what becomes of a template that was downloaded before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from scripts.changes.changelog import Entry, Migration, Step, entries
from scripts.model.form import Form
from scripts.pages import places, words
from scripts.schema import catalogue
from scripts.schema.released import number, released
from scripts.wording import text

OUTLINE = "outline"


@dataclass(frozen=True, slots=True)
class Item:
    """What one version changed: of which forms (name and page), since which version (empty: the first), and what stays.

    `had_template` tells whether that version could be filled in; `advice` says what to do with an earlier template,
    `parts` what of a filled one must be looked at, and why.
    """

    names: tuple[tuple[str, str], ...]
    version: str
    before: str
    had_template: bool
    changes: tuple[str, ...]
    advice: str
    parts: tuple[tuple[str, str], ...]


Layouts = Mapping[tuple[str, str], Form]


def context(log: Iterable[Entry] | None = None, layouts: Layouts | None = None) -> dict[str, Any]:
    """The releases, the newest first, each with its day (empty: not yet released), its anchor and what it changed."""
    known = tuple(entries() if log is None else log)
    old = released() if layouts is None else layouts
    days = sorted({entry.date for entry in known}, key=lambda day: day or "9", reverse=True)
    return {"releases": [(day and words.day(day), places.anchor("ngay", day), _items(day, known, old)) for day in days]}


def address(code: str) -> str:
    """Where the newest version of a form, or of the outline, is told of; empty for one that had only one version."""
    told = [entry for entry in entries() if entry.code == code]
    return f"{places.NEWS}#{places.anchor('ngay', told[0].date)}" if len(told) > 1 else ""


def _items(day: str, known: tuple[Entry, ...], old: Layouts) -> list[Item]:
    """What the releases of one day changed; forms of which the same is said stand together."""
    here = [entry for entry in known if entry.date == day]
    alike = groupby(here, lambda entry: (entry.version, _before(entry, known), entry.changes, entry.migration))
    return [_item(list(group), facts[1], old) for facts, group in alike]


def _item(group: list[Entry], before: str, old: Layouts) -> Item:
    first = group[0]
    names = tuple((_name(e.code), places.OUTLINE if e.code == OUTLINE else places.form(e.code)) for e in group)
    layout = old.get((first.code, before))
    had_template = first.code == OUTLINE or layout is None or layout.fillable
    parts = tuple(_parts(first.migration, layout)) if first.migration else ()
    advice = _advice(before, first.version) if had_template else words.NO_EARLIER_TEMPLATE
    return Item(names, first.version, before, had_template, first.changes, advice, parts)


def _before(entry: Entry, known: tuple[Entry, ...]) -> str:
    """The version before; empty for the first."""
    lower = [e.version for e in known if e.code == entry.code and number(e.version) < number(entry.version)]
    return max(lower, key=number, default="")


def _advice(before: str, version: str) -> str:
    if not before:
        return ""
    was, now = number(before), number(version)
    step = "major" if was[0] != now[0] else "minor" if was[1] != now[1] else "patch"
    return words.EARLIER[step]


def _name(code: str) -> str:
    form = catalogue.forms().get(code)
    return words.REPORT_TEMPLATE if code == OUTLINE else form.label.text if form else f"Biểu {code}"


def _parts(migration: Migration, old: Form | None) -> Iterator[tuple[str, str]]:
    """The parts of which the migration tells units something, and what; empty for the form as a whole."""
    if migration.why:
        yield "", migration.why
    for kind in ("tables", "rows", "columns"):
        yield from ((_part(kind, step, old), step.why) for step in getattr(migration, kind) if step.why)


def _part(kind: str, step: Step, old: Form | None) -> str:
    """How the part was called in the version before; only what it is where it is new or that version is not at hand."""
    if old is None or step.old is None:
        return ""
    table = next((t for t in old.tables if t.id == step.old[0]), old.tables[0])
    if kind == "tables":
        return f"bảng “{table.label.text}”" if table.label else ""
    if kind == "rows":
        return text.row(table.row(step.old[1]))
    return next((text.column(c, table) for c in table.columns if c.id == step.old[1]), "")
