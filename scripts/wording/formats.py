"""The frame around findings in the text report."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.findings import Finding, count
from scripts.wording.text import form_name

LEVELS = {"error": "LỖI     ", "warning": "NHẮC    ", "note": "GHI NHẬN"}


def grouped(count: int, places: str) -> str:
    """Says how many more findings have the same cause, and where."""
    return f"… và {count} chỗ khác cùng lý do" + (f": {places}" if places else "")


def where(found: Finding) -> str:
    """Sheet and cell or path, then the row and the column in printed words."""
    spot = f"{found.sheet}!{found.cell}" if found.cell else found.path or found.sheet
    name = form_name(found.form)
    form = name if found.sheet != name else ""
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


def not_read(file: str) -> str:
    """Says that a file could not be read at all; the reason follows."""
    return f"{file}: KHÔNG ĐỌC ĐƯỢC"


def verdict(files: int, returns: int, reports: int, findings: Sequence[Finding], refused: int) -> str:
    """The last line of every report; `refused` counts the files that were not read."""
    errors = count(findings, "error") - refused
    outcome = "ĐẠT" if not errors and not refused else "CHƯA ĐẠT"
    unread = f" ({refused} tệp không đọc được)" if refused else ""
    rest = [f for f in findings if f.form or f.path or f.severity != "error"]
    counted = [f"{n} {word}" for n, word in ((returns, "biểu"), (reports, "báo cáo")) if n]
    read = ", ".join(counted) or "0 biểu"
    said = f"; {tally(rest)}" if rest or not refused else ""
    return f"Kết luận: {outcome} – {files} tệp{unread}, {read}{said}."
