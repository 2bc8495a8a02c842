"""Who sent what, where the returns of several units were checked together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scripts.model.package import Entry, State

_STRONGEST: Final[tuple[State, ...]] = ("filled", "attached", "nil", "empty")


@dataclass(frozen=True, slots=True)
class Sender:
    """What one unit sent.

    `code` is the registry's (empty: not listed there), `unit` the name (empty: what names no unit). `entries` are the
    returns, a form once for each file that holds it; `reports` the files of its reports, `files` all that it sent,
    `unread` those that could not be read and are the unit's by their names. `errors` and `warnings` are of `files`.
    """

    code: str
    unit: str
    entries: tuple[Entry, ...] = ()
    reports: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    errors: int = 0
    warnings: int = 0

    def forms(self, state: State) -> list[str]:
        """The codes of the forms in that state; one that came in several is in the one that says most."""
        states: dict[str, set[State]] = {}
        for entry in self.entries:
            states.setdefault(entry.form, set()).add(entry.state)
        return [form for form, some in states.items() if next(s for s in _STRONGEST if s in some) == state]


@dataclass(frozen=True, slots=True)
class Silent:
    """A registered unit of which nothing was found."""

    code: str
    unit: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The units in the registry's order, then those that it does not list; then what names no unit, and who is missing.

    `registered` says how many units the registry has.
    """

    units: tuple[Sender, ...]
    without_unit: Sender
    silent: tuple[Silent, ...]
    registered: int
