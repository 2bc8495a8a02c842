"""A return as read: the envelope with its data, and where in the person's own file each place stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from scripts.changes.carried import Carried
from scripts.findings import Finding
from scripts.model.data import is_blank, pruned
from scripts.model.form import Form, Place
from scripts.model.package import State
from scripts.submissions.contents import Value
from scripts.submissions.ledger import Tally


class NotAReturn(Exception):  # noqa: N818 - a fact about the file, not a failure of the program
    """The file is no return that can be checked; `code` names a refusal of the messages, `facts` fill it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot in the person's file: sheet and A1 address, or a path in a document; `order` sorts findings."""

    sheet: str = ""
    cell: str = ""
    path: str = ""
    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A cell of the person's file whose value did not go into the data, as it stands there.

    `place` is where in the data it was meant to stand; None for a cell that has no place there. `label` says what it
    was in an older template, where the one in force has no such cell. `wrong` says that an error speaks of it,
    `is_date` that the value is shown as a day (counted from 1900), `is_comment` that it is what a comment says.
    """

    spot: Spot
    value: Value
    formula: str | None = None
    place: Place | None = None
    label: str = ""
    wrong: bool = False
    is_date: bool = False
    is_comment: bool = False


@dataclass(frozen=True, slots=True)
class Renewal:
    """What was done to a return in an older template: its form, what became of its cells, and what changed since.

    `changes` are sentences for clerks, the oldest first; `spot` finds a place of the older form in the person's file.
    """

    old: Form
    carried: Carried
    changes: tuple[str, ...]
    spot: Callable[[Place], Spot]


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Says of every place, or field, that it stands at one spot."""

    spot: Spot = field(default_factory=Spot)

    def __call__(self, _: object) -> Spot:
        """The spot."""
        return self.spot


@dataclass(frozen=True, slots=True)
class Fields:
    """The spots of an envelope's fields."""

    spots: Mapping[str, Spot]

    def __call__(self, name: str) -> Spot:
        """The field's spot; that of no cell where it has none."""
        return self.spots.get(name, Spot())


def _none(_: Place) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Submission:
    """One form as returned.

    `envelope` is what submission.schema.json describes (of any shape before it is checked). `spot` finds a
    place of the data, `field_spot` a field of the envelope. `notes` are findings made while reading;
    `document` says that it was typed as YAML or JSON, not into a sheet. `unread` says of a place whether a note
    tells why it could not be read, so that its absence is no second finding. Of a form read from a sheet, `sheet` is
    that sheet, `by_print` says that only its printed words told the form, and `tally` accounts for its cells; `kept`
    gives the cells that did not go into the envelope (those of no form with the file's first return), `summed` the
    places of the totals that the template's own formulas compute, `struck` those whose values are struck through,
    `written` how a number that its cell cannot hold was typed, where it was read as something else. `renewal` is
    there if it came in an older template.
    """

    file: str
    envelope: dict[str, Any]
    spot: Callable[[Place], Spot]
    field_spot: Callable[[str], Spot]
    notes: tuple[Finding, ...] = ()
    document: bool = False
    unread: Callable[[Place], bool] = _none
    sheet: str = ""
    by_print: bool = False
    tally: Tally | None = None
    kept: Callable[[], Iterable[Kept]] = tuple
    summed: frozenset[Place] = frozenset()
    struck: frozenset[Place] = frozenset()
    written: Mapping[Place, str] = field(default_factory=dict)
    renewal: Renewal | None = None

    def detached(self) -> Submission:
        """The return without what only its own check needs: it keeps no sheet, and processes can hand it over."""
        if self.document:
            return self
        fields = dict.fromkeys(("unit", "unit_kind", "period_from", "period_to", "attached", *self.envelope))
        spots = Fields({name: self.field_spot(name) for name in fields})
        return replace(self, field_spot=spots, unread=_none, kept=tuple, renewal=None)

    @property
    def state(self) -> State:
        """How the return handles its form."""
        if self.envelope.get("nil") is True:
            return "nil"
        if "attached" in self.envelope:
            return "attached"
        return "empty" if is_blank(pruned(self.envelope.get("data") or {})) else "filled"

    @property
    def code(self) -> str:
        """The form's code as given; empty where none is."""
        code = self.envelope.get("form")
        return code if isinstance(code, str) else ""
