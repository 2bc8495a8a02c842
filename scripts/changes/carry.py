"""Carry the data of a return over to the next version of its form: what has a place moves, nothing gets lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod
from typing import Any, Literal, NamedTuple

from scripts.changes.asked import asked
from scripts.changes.changelog import Key, Migration, Step
from scripts.changes.pairs import Pairs, pair, pair_choices
from scripts.changes.passage import Passage, Way
from scripts.folding import fold
from scripts.model.data import Data, cells, items, number, put, put_item, value_at
from scripts.model.form import Form, Leaf, Place

Why = Literal["removed", "joined", "choice", "unit", "kind"]
# What a value of one kind of cell is in another; None where it cannot be told.
Convert = Callable[[Any, Leaf, Leaf], Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """A cell that has its place in the new version, and what it held and holds.

    `said` are the migration's own words on why a person is to look at it: what is asked for there is not the same.
    """

    old: Place
    new: Place
    before: Any
    after: Any
    said: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A cell whose value has no place in the new version: its place in the old one, and why.

    The part was `removed`; several cells were `joined` into one; its `choice` is offered no longer; its `unit` is
    another, without a factor; or the cell wants another `kind` of value. `said` are the migration's own words.
    """

    place: Place
    value: Any
    why: Why
    said: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A place that the new version asks for and the old one did not; `said` are the migration's own words."""

    place: Place
    said: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """A return's data in the new version, and what became of every filled cell of the old one, in printed order.

    `forward` and `back` find the place of one version in the other. `said` are the migrations' own words on what is
    to be done about the form as a whole.
    """

    data: Data
    moved: tuple[Moved, ...]
    dropped: tuple[Dropped, ...]
    needs: tuple[Need, ...]
    forward: Way
    back: Way
    said: tuple[str, ...] = ()

    @property
    def doubtful(self) -> tuple[Moved, ...]:
        """The moved cells that a person is to look at."""
        return tuple(one for one in self.moved if one.said)

    @property
    def breaks(self) -> bool:
        """Whether a person has to do something about it."""
        return bool(self.dropped or self.needs or self.doubtful or self.said)


def carry_through(
    forms: Sequence[Form], migrations: Sequence[Migration | None], data: Data, convert: Convert
) -> Carried:
    """The data of the first form carried to the last, version by version; a migration leads from each to the next."""
    old, new, *later = forms
    done = carry(old, new, data, migrations[0], convert)
    for form, migration in zip(later, migrations[1:], strict=True):
        done = _then(done, carry(new, form, done.data, migration, convert), form)
        new = form
    return done


def carry(old: Form, new: Form, data: Data, migration: Migration | None, convert: Convert) -> Carried:
    """The data of `old` (what stands at no cell of it is left out) as data of `new`.

    Every filled cell of `old` is either moved or dropped. A value keeps its meaning: numbers are multiplied as the
    migration declares, choices follow their words, and what another kind of cell cannot hold is dropped.
    """
    declared = migration or Migration()
    pairs = pair(old, new, declared)
    passage = Passage(old, new, pairs, dict(_starts(old, data, pairs)))
    found: Data = {}
    moved: list[Moved] = []
    dropped: list[Dropped] = []
    lost: set[Place] = set()
    filled = [(place, leaf, value, passage.forward(place)) for place, leaf, value in cells(old, data)]
    arrivals = Counter(target for *_, target in filled)
    for place, leaf, value, target in filled:
        steps = _steps(declared, place)
        if target is None:
            dropped.append(Dropped(place, value, "removed", steps.why))
            continue
        after, why = _taken(passage, place, target, leaf, value, steps, convert)
        why = "joined" if arrivals[target] > 1 else why
        if why is None:
            put(new, found, target, after)
            same = leaf.kind == passage.leaf(target).kind
            moved.append(Moved(place, target, value, after, steps.doubt if same else ""))
        else:
            dropped.append(Dropped(place, value, why, steps.why))
            lost.add(target)
    _keep_items(passage, data, found)
    needs = tuple(_needs(passage, data, found, lost, declared))
    whole = (declared.why,) if declared.why else ()
    return Carried(found, tuple(moved), tuple(dropped), needs, passage.forward, passage.back, whole)


# ------------------------------------------------------------ one cell


class _Said(NamedTuple):
    """What the migration says of a cell's column (else of the nearest group over it), of its row and of its table."""

    column: Step | None
    row: Step | None
    table: Step | None

    @property
    def why(self) -> str:
        """Its own words on them; the column's before the row's."""
        return next((step.why for step in self if step and step.why), "")

    @property
    def doubt(self) -> str:
        """Its own words on what a value now means that moves as it is: why it was not converted is none."""
        return next((s.why for s in self if s and s.why and s.times == 1 and not s.values), "")


def _steps(migration: Migration, place: Place) -> _Said:
    over = [s for s in migration.columns if s.old and s.old[0] == place.table and _is_in(place.column or "", s.old[1])]
    nearest = max(over, key=lambda step: len(step.old[1]) if step.old else 0, default=None)
    row = next((step for step in migration.rows if step.old == (place.table, place.row)), None)
    return _Said(nearest, row, next((step for step in migration.tables if step.old == (place.table, "")), None))


def _is_in(column: str, group: str) -> bool:
    return f"{column}.".startswith(f"{group}.")


def _taken(
    passage: Passage, place: Place, target: Place, old: Leaf, value: Any, steps: _Said, convert: Convert
) -> tuple[Any, Why | None]:
    """The value for its new cell; else why it has none there."""
    new = passage.leaf(target)
    if old.kind == new.kind == "choice" and isinstance(value, str) and value in dict(old.choices):
        after = pair_choices(old, new, {k: v for step in steps if step for k, v in step.values.items()})[value]
        return (after, None) if after in dict(new.choices) else (None, "choice")
    if old.numeric and new.numeric and number(value) is not None:
        was = passage.old.table(place.table).row(place.row or "").unit
        now = passage.new.table(target.table).row(target.row or "").unit
        if _is_other(old.unit, new.unit, steps.column) or _is_other(was, now, steps.row):
            return None, "unit"
        value = _times(value, steps)
    if old.kind == new.kind:
        return value, None
    after = convert(value, old, new)
    return (after, None) if after is not None else (None, "kind")


def _is_other(old: str | None, new: str | None, step: Step | None) -> bool:
    """Whether numbers count in another unit, and the migration neither converts them nor says it is the same."""
    differs = fold(old or "") != fold(new or "")
    return differs and (step is None or (step.times == 1 and bool(step.why)))


def _times(value: float, steps: _Said) -> float:
    """The value multiplied as declared, exactly; whole numbers stay whole."""
    factor = prod((Decimal(str(step.times)) for step in steps if step), start=Decimal(1))
    if factor == 1:
        return value
    result = Decimal(str(value)) * factor
    return int(result) if result == result.to_integral_value() else float(result)


# ------------------------------------------------------------ items


def _starts(old: Form, data: Data, pairs: Pairs) -> Iterator[tuple[Key, int]]:
    """Where the items of each old row begin in the new one: behind those of rows that were joined to it before."""
    taken: Counter[Key] = Counter()
    for table in old.tables:
        for row in table.rows:
            target = pairs.rows.kept.get((table.id, row.key))
            if target is not None:
                yield (table.id, row.key), taken[target]
                taken[target] += len(items(old, data, table.id, row.key))


def _keep_items(passage: Passage, data: Data, found: Data) -> None:
    """Leave an item where none of its cells has a place, so that the others keep their lines."""
    for table in passage.old.tables:
        for row in table.rows:
            for index in range(len(items(passage.old, data, table.id, row.key))):
                target = passage.forward(Place(table.id, row.key, index))
                if target is not None:
                    put_item(passage.new, found, target)


# ------------------------------------------------------------ what a person has to fill in


def _needs(passage: Passage, data: Data, found: Data, lost: Collection[Place], migration: Migration) -> Iterator[Need]:
    """Blank places that the new version asks for, where the old one did not or what it held could not be taken."""
    fresh = {step.new: step.why for step in (*migration.rows, *migration.columns) if step.new and not step.old}
    before = set(asked(passage.old, data))
    for place in asked(passage.new, found, fresh):
        if value_at(passage.new, found, place) is None and (place in lost or passage.back(place) not in before):
            yield Need(place, _wish(place, fresh))


def _wish(place: Place, fresh: Mapping[Key, str]) -> str:
    return fresh.get((place.table, place.column or ""), "") or fresh.get((place.table, place.row or ""), "")


# ------------------------------------------------------------ several steps


def _then(first: Carried, second: Carried, form: Form) -> Carried:
    """What became of the first version's cells after both steps."""
    origin = {one.new: one for one in first.moved}
    moved = tuple(_from(origin[one.old], one) for one in second.moved)
    dropped = [replace(one, place=origin[one.place].old, value=origin[one.place].before) for one in second.dropped]
    still = [Need(place, need.said) for need in first.needs if (place := second.forward(need.place)) is not None]
    still = [need for need in still if value_at(form, second.data, need.place) is None]
    needs = {need.place: need for need in (*still, *second.needs)}
    return Carried(
        second.data, moved, (*first.dropped, *dropped), tuple(needs.values()), said=(*first.said, *second.said),
        forward=lambda place: second.forward(middle) if (middle := first.forward(place)) is not None else None,
        back=lambda place: first.back(middle) if (middle := second.back(place)) is not None else None,
    )  # fmt: skip


def _from(first: Moved, second: Moved) -> Moved:
    return replace(second, old=first.old, before=first.before, said=" ".join(filter(None, (first.said, second.said))))
