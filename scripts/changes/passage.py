"""Says where a place of one version of a form stands in the next, and back: of blank cells as of filled ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from scripts.changes.changelog import Key
from scripts.changes.pairs import Pairs
from scripts.model.data import exists
from scripts.model.form import Form, Place

Way = Callable[[Place], Place | None]
_Links = Mapping[Key, Sequence[Key]]


@dataclass(frozen=True)
class Passage:
    """The way between two versions of a form, for a return whose rows' items begin in the new one at `starts`.

    Where old rows are joined into one, the items of the second stand behind those of the first.
    """

    old: Form
    new: Form
    pairs: Pairs
    starts: Mapping[Key, int]

    def forward(self, place: Place) -> Place | None:
        """Where the old place stands in the new version; None where it has no counterpart."""
        shift = self.starts.get((place.table, place.row or ""), 0)
        found = (_at(place, keys, shift) for keys in _linked(place, self._onward))
        return next((new for new in found if exists(self.new, new)), None)

    def back(self, place: Place) -> Place | None:
        """Where the new place stood in the old version; None for a new part."""
        ways = [(self.starts.get(keys[0], 0) if place.row else 0, keys) for keys in _linked(place, self._backward)]
        if place.item is not None:
            ways.reverse()  # of rows whose items begin at the same one, all but the last have none
        found = (_at(place, keys, -start) for start, keys in sorted(ways, key=lambda way: -way[0]))
        return next((old for old in found if exists(self.old, old)), None)

    @cached_property
    def _onward(self) -> Sequence[_Links]:
        kept = (self.pairs.tables.kept, self.pairs.rows.kept, self.pairs.columns.kept)
        return [{old: [new] for old, new in some.items()} for some in kept]

    @cached_property
    def _backward(self) -> Sequence[_Links]:
        made: list[dict[Key, list[Key]]] = [{}, {}, {}]
        for links, onward in zip(made, self._onward, strict=True):
            for old, (new,) in onward.items():
                links.setdefault(new, []).append(old)
        return made


def _linked(place: Place, links: Sequence[_Links]) -> Iterator[tuple[Key, ...]]:
    """The keys on the other side of the place's row and column, else of its table, where these share one table."""
    if place == Place():
        yield (("", ""),)
        return
    tables, rows, columns = links
    named = [(rows, place.row), (columns, place.column)]
    wanted = [found.get((place.table, name), ()) for found, name in named if name is not None]
    for keys in product(*(wanted or [tables.get((place.table, ""), ())])):
        if len({table for table, _ in keys}) == 1:
            yield keys


def _at(place: Place, keys: tuple[Key, ...], shift: int) -> Place:
    """The place that the keys mean for this one, its item shifted."""
    item = None if place.item is None else place.item + shift
    row = None if place.row is None else keys[0][1]
    return Place(keys[0][0], row, item, None if place.column is None else keys[-1][1])
