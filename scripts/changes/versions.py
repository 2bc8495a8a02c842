"""What a change demands: a step of the version, an entry in the changelog, a migration where data would be lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from scripts.changes.change import Change, Effect, gravest
from scripts.changes.changelog import Entry, Migration, Step, entry
from scripts.model.form import Place
from scripts.schema.released import number

_PLACES: dict[Effect, int] = {"breaking": 0, "tightening": 1, "loosening": 1, "wording": 2}


@dataclass(frozen=True, slots=True)
class Demand:
    """What the step from one version of a form or the outline to the next must bring, and what of it is missing.

    `least` is the least version that fits (empty: none is demanded), `spared` a lower one that fits once the migration
    declares that what was reworded means what it meant. `missing` holds of: form (gone), version (too low), needless
    (raised without a change), entry, migration. `open` are the changes that the migration does not answer.
    """

    code: str
    was: str
    now: str
    effect: Effect | None
    least: str
    missing: tuple[str, ...]
    spared: str = ""
    open: tuple[Change, ...] = ()


def next_version(version: str, effect: Effect) -> str:
    """The least version that a change of this effect demands: 1.4.2 becomes 2.0.0, 1.5.0 or 1.4.3."""
    parts, place = list(number(version)), _PLACES[effect]
    parts[place:] = [parts[place] + 1, *(0 for _ in parts[place + 1 :])]
    return ".".join(map(str, parts))


def demand(
    code: str, was: str, now: str, changes: Iterable[Change], entries: Iterable[Entry], released: bool = True
) -> Demand:
    """What the changes demand of the version `now`; of a version that was not `released` nothing more is demanded."""
    found = tuple(changes)
    effect = gravest(found)
    if not released or effect is None:
        needless = released and effect is None and number(now) != number(was)
        return Demand(code, was, now, effect, "", ("needless",) if needless else ())
    least, milder = next_version(was, effect), if_meaning_stays(found)
    spared = next_version(was, milder) if milder and milder != effect else ""
    told = entry(code, now, entries) if now != was else None
    open_ = tuple(unanswered(found, told.migration if told else None))
    facts = {"version": number(now) < number(least), "entry": told is None, "migration": told is not None and open_}
    missing = tuple(name for name, lacking in facts.items() if lacking)
    return Demand(code, was, now, effect, least, missing, spared, open_)


def if_meaning_stays(changes: Iterable[Change]) -> Effect | None:
    """The effect that is left once the migration declares that parts with other words mean what they meant."""
    return gravest(replace(c, kind=c.kind.replace("reworded", "declared")) if _doubtful(c) else c for c in changes)


def _doubtful(change: Change) -> bool:
    return change.kind in ("label-reworded", "choice-reworded")


def unanswered(changes: Iterable[Change], migration: Migration | None) -> Iterator[Change]:
    """The breaking changes on which the migration is silent."""
    said = migration or Migration()
    yield from (change for change in changes if change.effect == "breaking" and not _answered(change, said))


# Changes that one step for the part settles; others also need a reason, a factor or new values.
_PARTS = ("table", "row", "column", "heading")
_SETTLED = ("joined", *(f"{part}-{how}" for part in _PARTS for how in ("renamed", "moved", "removed")))


def _answered(change: Change, migration: Migration) -> bool:
    if change.before is None or change.before == Place():
        return bool(migration.why)
    steps = list(_steps(change.before, migration))
    if change.kind.startswith("choice-"):
        return any(change.name in step.values or step.why for step in steps)
    if change.kind in _SETTLED:
        return bool(steps)
    return any(step.why or step.new is None or step.times != 1 or step.values for step in steps)


def _steps(place: Place, migration: Migration) -> Iterator[Step]:
    """The steps that speak of a changed place: of its row, of its column or a group over it, or of its table."""
    if place.row is not None:
        yield from (step for step in migration.rows if step.old == (place.table, place.row))
    if place.column is not None:
        yield from (step for step in migration.columns if step.is_over(place.table, place.column))
    if place.row is None and place.column is None:
        yield from (step for step in migration.tables if step.old == (place.table, ""))
