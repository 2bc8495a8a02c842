"""What each finding says: severity, what is wrong, what to do; by its code."""

from __future__ import annotations

from typing import Any

from scripts.findings import Finding, Severity
from scripts.wording.checking import CHECKING
from scripts.wording.message import Message, worded
from scripts.wording.reading import READING
from scripts.wording.refusals import REFUSALS

__all__ = ["MESSAGES", "REFUSALS", "Message", "finding", "worded"]

MESSAGES: dict[str, Message] = CHECKING | READING


def finding(
    code: str, *, severity: Severity | None = None, facts: dict[str, Any] | None = None, **fields: Any
) -> Finding:
    """A finding in words; as `worded`, by code. Raises KeyError for a code without a message."""
    message = MESSAGES[code] if code in MESSAGES else REFUSALS[code]
    return worded(message, code, severity=severity, facts=facts, **fields)
