"""What a check found: frozen values that every output format shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding.

    `code` is stable and documented in the messages table; `rule` names the form's rule where one spoke.
    `sheet` and `cell` are the address in the person's own file, `path` the place in the data
    (slash-separated); `row` and `column` are the printed labels. `value` is what was found and `allowed`
    what may stand there, both as text; `message` says what is wrong and `remedy` what to do, in Vietnamese.
    """

    code: str
    severity: Severity
    message: str
    remedy: str
    file: str = ""
    form: str = ""
    sheet: str = ""
    cell: str = ""
    path: str = ""
    row: str = ""
    column: str = ""
    value: str = ""
    allowed: str = ""
    rule: str = ""
    order: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The finding as the published findings schema describes it; empty fields are left out."""
        return {k: v for k, v in asdict(self).items() if k != "order" and v != ""}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by file, then by position in it, then by code."""
    return sorted(findings, key=lambda f: (f.file, f.order, f.path, f.code, f.rule))


def count(findings: Iterable[Finding], severity: Severity) -> int:
    """How many findings have the severity."""
    return sum(f.severity == severity for f in findings)
