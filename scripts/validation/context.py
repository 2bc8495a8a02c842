"""What a rule looks at: the form, its data, and what is known of it already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scripts.model.data import Data, items, number, value_at
from scripts.model.form import Form, Place, Row
from scripts.schema.registry import Unit


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule looks at.

    `data` has its blank totals filled; `computed` are the places of totals that the person did not write.
    `broken` are places that already have a finding: what follows from them is not said again. `unit` is None
    where it is not known.
    """

    form: Form
    data: Data
    envelope: Mapping[str, Any]
    unit: Unit | None
    computed: frozenset[Place] = frozenset()
    broken: frozenset[Place] = frozenset()

    def is_broken(self, place: Place) -> bool:
        """Whether the place, or the whole row in which it stands, already has a finding."""
        return place in self.broken or Place(place.table, place.row) in self.broken

    def any_broken(self, places: Iterable[Place]) -> bool:
        """Whether one of the places has a finding, so that nothing can be told from all of them."""
        return bool(self.broken) and any(map(self.is_broken, places))

    def at(self, place: Place) -> Any:
        """The value at a place; None where nothing stands."""
        return value_at(self.form, self.data, place)

    def number(self, place: Place) -> float | int | None:
        """The value at a place if it is a number."""
        return number(self.at(place))

    def rows(self, table: str, wanted: list[str] | None = None) -> Iterator[Row]:
        """Rows of a table; with `wanted` those rows and the rows below them."""
        for row in self.form.table(table).rows:
            if wanted is None or any(row.key == w or row.key.startswith(w + ".") for w in wanted):
                yield row

    def items(self, table: str, wanted: list[str] | None = None) -> Iterator[Place]:
        """Places (without a column) of every item in the blocks of those rows."""
        for row in self.rows(table, wanted):
            for index in range(len(items(self.form, self.data, table, row.key))):
                yield Place(table, row.key, index)


def cell_of(place: Place, column: str) -> Place:
    """The cell of that column beside the place."""
    return Place(place.table, place.row, place.item, column)
