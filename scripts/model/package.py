"""What a unit sends: its report and, for every form of the plan, how it was handled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["filled", "nil", "attached", "empty", "missing", "unknown"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a package holds for a form of the plan.

    `empty`: the form without any figure; `unknown`: nothing, and the form's layout is not known either.

    `file` is the name of the file that holds it; empty where none does.
    """

    form: str
    state: State
    file: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """The folder of a unit.

    `unit` is its name (empty: unknown), `report` and `sheet` the files of the report and of the sheet of figures, which
    nobody has to send; `entries` has every form of the plan, `unread` the files that could not be read. `mixed` says
    that it holds what several units sent, so that no unit is named.
    """

    folder: str
    unit: str
    report: str
    entries: tuple[Entry, ...]
    sheet: str
    unread: tuple[str, ...] = ()
    mixed: bool = False

    def forms(self, state: State) -> list[str]:
        """The codes of the forms in that state."""
        return [entry.form for entry in self.entries if entry.state == state]
