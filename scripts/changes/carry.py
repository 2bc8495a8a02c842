"""Carry the data of a return over to a later version of its form: what has a place moves, nothing gets lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from scripts.changes.asked import asked
from scripts.changes.carried import Carried, Dropped, Moved, Need, then
from scripts.changes.changelog import Key, Migration
from scripts.changes.pairs import Pairs, pair
from scripts.changes.passage import Passage
from scripts.changes.values import Cell, Convert, said_of, taken
from scripts.model.data import Data, cells, items, put, put_item, value_at
from scripts.model.form import Form, Place
from scripts.model.totals import total_at, totals_in, with_totals


def carry_through(
    forms: Sequence[Form], migrations: Sequence[Migration | None], data: Data, convert: Convert
) -> Carried:
    """The data of the first form carried to the last, version by version; a migration leads from each to the next."""
    old, new, *later = forms
    done = carry(old, new, data, migrations[0], convert)
    for form, migration in zip(later, migrations[1:], strict=True):
        done = then(done, carry(new, form, done.data, migration, convert), form)
        new = form
    return done


def carry(old: Form, new: Form, data: Data, migration: Migration | None, convert: Convert) -> Carried:
    """The data of `old` (what stands at no cell of it is left out) as data of `new`.

    Every filled cell of `old` is either moved or dropped; totals that only the new one wants typed move too. A value
    keeps its meaning: numbers are multiplied as the migration declares, choices follow their words, and what another
    kind of cell cannot hold is dropped.
    """
    return _Step(old, new, data, migration or Migration(), convert).carried()


class _Step:
    """The step from one version to the next."""

    def __init__(self, old: Form, new: Form, data: Data, migration: Migration, convert: Convert) -> None:
        self.old, self.new, self.data = old, new, data
        self.migration, self.convert = migration, convert
        pairs = pair(old, new, migration)
        self.passage = Passage(old, new, pairs, dict(_starts(old, data, pairs)))

    def carried(self) -> Carried:
        """What becomes of the data."""
        filled = [(place, value, self.passage.forward(place)) for place, value in self._filled()]
        arrivals = Counter(target for *_, target in filled)
        ends = [self._end(place, value, target, arrivals[target] > 1) for place, value, target in filled]
        moved = tuple(one for one in ends if isinstance(one, Moved))
        dropped = tuple(one for one in ends if isinstance(one, Dropped))
        found: Data = {}
        for one in moved:
            put(self.new, found, one.new, one.after)
        self._keep_items(found)
        needs = tuple(self._needs(found, {self.passage.forward(one.place) for one in dropped}))
        said = (self.migration.why,) if self.migration.why else ()
        return Carried(found, moved, dropped, needs, self.passage.forward, self.passage.back, said)

    def _filled(self) -> Iterator[tuple[Place, Any]]:
        """Every filled cell, and the totals that the old template computed where the new one wants them typed."""
        yield from ((place, value) for place, _, value in cells(self.old, self.data))
        forward = self.passage.forward
        gone = ((place, forward(place)) for place in totals_in(self.old, self.data))
        typed = [place for place, to in gone if to is not None and total_at(self.new, to) is None]
        summed = with_totals(self.old, self.data) if typed else self.data
        for place in typed:
            value = value_at(self.old, summed, place)
            if value is not None and value_at(self.old, self.data, place) is None:
                yield place, value

    def _end(self, place: Place, value: Any, target: Place | None, joined: bool) -> Moved | Dropped:
        """What becomes of a filled cell; `joined`: others go to the same place."""
        said = said_of(self.migration, place)
        if target is None or joined:
            return Dropped(place, value, "removed" if target is None else "joined", said.why)
        was, now = Cell.of(self.old, place), Cell.of(self.new, target)
        after, why = taken(value, was, now, said, self.convert)
        if why is not None:
            return Dropped(place, value, why, said.why)
        return Moved(place, target, value, after, said.doubt if was.leaf.kind == now.leaf.kind else "")

    def _keep_items(self, found: Data) -> None:
        """Leave an item where none of its cells has a place, so that the others keep their lines."""
        for table in self.old.tables:
            for row in table.rows:
                for index in range(len(items(self.old, self.data, table.id, row.key))):
                    target = self.passage.forward(Place(table.id, row.key, index))
                    if target is not None:
                        put_item(self.new, found, target)

    def _needs(self, found: Data, lost: set[Place | None]) -> Iterator[Need]:
        """Blank places that the new version asks for, where the old one did not or what it held was not taken."""
        steps = (*self.migration.rows, *self.migration.columns)
        fresh = {step.new: step.why for step in steps if step.new and not step.old}
        before = set(asked(self.old, self.data))
        for place in asked(self.new, found, fresh):
            known = self.passage.back(place) in before and place not in lost
            if not known and value_at(self.new, found, place) is None:
                column, row = (place.table, place.column or ""), (place.table, place.row or "")
                yield Need(place, fresh.get(column, "") or fresh.get(row, ""))


def _starts(old: Form, data: Data, pairs: Pairs) -> Iterator[tuple[Key, int]]:
    """Where the items of each old row begin in the new one: behind those of rows that were joined to it before."""
    used: Counter[Key] = Counter()
    for table in old.tables:
        for row in table.rows:
            target = pairs.rows.kept.get((table.id, row.key))
            if target is not None:
                yield (table.id, row.key), used[target]
                used[target] += len(items(old, data, table.id, row.key))
