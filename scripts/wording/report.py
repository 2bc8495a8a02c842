"""The frame around findings in the text report."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.findings import Finding, count

LEVELS = {"error": "LỖI     ", "warning": "NHẮC    ", "note": "GHI NHẬN"}
GROUPED = "… và {count} chỗ khác cùng lý do: {places}"


def where(found: Finding) -> str:
    """Sheet and cell or path, then the row and the column in printed words."""
    spot = f"{found.sheet}!{found.cell}" if found.cell else found.path or found.sheet
    form = f"Biểu {found.form}" if found.form and found.sheet != f"Biểu {found.form}" else ""
    return " · ".join(part for part in (form, spot, found.row, found.column) if part)


def tally(findings: Sequence[Finding]) -> str:
    """How many errors, warnings and notes."""
    parts = [
        (count(findings, "error"), "lỗi"),
        (count(findings, "warning"), "chỗ cần xem lại"),
        (count(findings, "note"), "ghi nhận"),
    ]
    return ", ".join(f"{n} {word}" for n, word in parts if n) or "không có lỗi"


def file_line(file: str, findings: Sequence[Finding]) -> str:
    """Heads the findings of a file."""
    return f"{file}: {tally(findings)}"


def passed(file: str) -> str:
    """Says that a file has no findings."""
    return f"{file}: đạt, không có lỗi"


def verdict(files: Sequence[str], returns: int, findings: Sequence[Finding]) -> str:
    """The last line of every report."""
    outcome = "CHƯA ĐẠT" if count(findings, "error") else "ĐẠT"
    return f"Kết luận: {outcome} – {len(files)} tệp, {returns} biểu; {tally(findings)}."
