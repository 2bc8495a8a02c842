"""What became of the cells of a return that was carried over to another version of its form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from scripts.changes.passage import Way
from scripts.model.data import Data, value_at
from scripts.model.form import Form, Place

Why = Literal["removed", "joined", "choice", "unit", "kind"]


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


def then(first: Carried, second: Carried, form: Form) -> Carried:
    """What became of the first version's cells after both steps, the second of which leads to the form."""
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
