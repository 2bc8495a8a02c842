"""What a check says before it is put into words: a code, a place and facts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from scripts.findings import Severity
from scripts.model.form import Place


@dataclass(frozen=True, slots=True)
class Violation:
    """A code of the messages at a place of the data.

    `value` and `allowed` are words; `facts` fill the message. `tail` is what of a path lies beyond the place.
    `severity` overrides the message's own; `rule` is the id of the rule that spoke; `excused` is what the person
    explained it with beside the cell.
    """

    code: str
    place: Place
    value: str = ""
    allowed: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    tail: tuple[str | int, ...] = ()
    severity: Severity | None = None
    rule: str = ""
    excused: str = ""


def explains(note: str) -> bool:
    """Whether the words beside a cell may be an explanation: two at least, not an “x” or an “ok”."""
    return len(re.findall(r"[^\W_]+", note)) > 1
