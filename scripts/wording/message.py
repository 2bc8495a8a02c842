"""A finding's words as plain data, and how facts fill them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scripts.findings import Finding, Severity
from scripts.wording import text


@dataclass(frozen=True, slots=True)
class Message:
    """A finding's words; `{names}` are filled from the finding's facts."""

    severity: Severity
    says: str
    remedy: str


_TOO = {
    "depth": "lồng nhau quá sâu",
    "tags": "có quá nhiều thẻ",
    "names": "có quá nhiều tên thẻ khác nhau",
    "token": "có một thẻ quá dài",
    "text": "có một đoạn chữ quá dài",
}


def _in_words(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as sentences take them: sizes in MB, limits with their thousands parted, what is too much by name."""
    said = dict(facts)
    if isinstance(facts.get("size"), int):
        said |= {name: f"{text.number(round(facts[name] / 2**20, 1))} MB" for name in ("size", "limit")}
    elif isinstance(facts.get("limit"), int):
        said["limit"] = text.number(facts["limit"])
    return said | ({"what": _TOO.get(facts["what"], facts["what"])} if "what" in facts else {})


def worded(
    message: Message, code: str, *, severity: Severity | None = None, facts: dict[str, Any] | None = None, **fields: Any
) -> Finding:
    """A finding in the message's words. `facts` fill them beside the finding's own fields; `severity` overrides.

    Raises KeyError for a sentence whose fact is missing.
    """
    known = {**fields, **_in_words(facts or {})}
    return Finding(
        code=code,
        severity=severity or message.severity,
        message=message.says.format_map(known),
        remedy=message.remedy.format_map(known),
        **fields,
    )
