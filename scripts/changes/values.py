"""What a value becomes in a cell of the next version of its form: it keeps its meaning, or it is not taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Any, NamedTuple

from scripts.changes.carried import Why
from scripts.changes.changelog import Migration, Step
from scripts.changes.pairs import pair_choices
from scripts.folding import fold
from scripts.model.data import leaf_at, number
from scripts.model.form import Form, Leaf, Place

# What a value of one kind of cell is in another; None where it cannot be told.
Convert = Callable[[Any, Leaf, Leaf], Any]


class Said(NamedTuple):
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


def said_of(migration: Migration, place: Place) -> Said:
    """What it says of a cell of the old version."""
    over = [step for step in migration.columns if step.is_over(place.table, place.column or "")]
    nearest = max(over, key=lambda step: len(step.old[1]) if step.old else 0, default=None)
    row = next((step for step in migration.rows if step.old == (place.table, place.row)), None)
    return Said(nearest, row, next((step for step in migration.tables if step.old == (place.table, "")), None))


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell may hold, and the unit in which its row counts."""

    leaf: Leaf
    unit: str

    @classmethod
    def of(cls, form: Form, place: Place) -> Cell:
        """The cell at a place; raises KeyError where the form has none."""
        leaf = leaf_at(form, place)
        if leaf is None:
            raise KeyError(place)
        return cls(leaf, form.table(place.table).row(place.row or "").unit)


def taken(value: Any, was: Cell, now: Cell, said: Said, convert: Convert) -> tuple[Any, Why | None]:
    """The value for its new cell; else why it has none there."""
    old, new = was.leaf, now.leaf
    if old.kind == new.kind == "choice" and isinstance(value, str) and value in dict(old.choices):
        after = pair_choices(old, new, {k: v for step in said if step for k, v in step.values.items()})[value]
        return (after, None) if after in dict(new.choices) else (None, "choice")
    if old.numeric and new.numeric and number(value) is not None:
        if _is_other(old.unit, new.unit, said.column) or _is_other(was.unit, now.unit, said.row):
            return None, "unit"
        value = _times(value, said)
    if old.kind == new.kind:
        return value, None
    after = convert(value, old, new)
    return (after, None) if after is not None else (None, "kind")


def _is_other(old: str | None, new: str | None, step: Step | None) -> bool:
    """Whether numbers count in another unit, and the migration neither converts them nor says it is the same."""
    differs = fold(old or "") != fold(new or "")
    return differs and (step is None or (step.times == 1 and bool(step.why)))


def _times(value: float, said: Said) -> float:
    """The value multiplied as declared, exactly; whole numbers stay whole."""
    factor = prod((Decimal(str(step.times)) for step in said if step), start=Decimal(1))
    if factor == 1:
        return value
    result = Decimal(str(value)) * factor
    return int(result) if result == result.to_integral_value() else float(result)
