"""The frame around findings in the text report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from scripts.findings import SEVERITIES, Finding, count
from scripts.wording.text import form_name

LEVELS = {"error": "LỖI     ", "warning": "NHẮC    ", "note": "GHI NHẬN"}


WHOLE_FILE = "Cả tệp"
# What a screen obeys instead of showing it; names of sheets and files come from anyone.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def plain(line: str) -> str:
    """The line without characters that change what the screen shows."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", line)


def grouped(count: int, places: str) -> str:
    """Says how many more findings have the same cause, and where."""
    return f"… và {count} chỗ khác cùng lý do" + (f": {places}" if places else "")


def where(found: Finding) -> str:
    """Sheet and cell or path, then the row and the column in printed words."""
    spot = f"{found.sheet}!{found.cell}" if found.cell else found.path or found.sheet
    name = form_name(found.form)
    form = name if found.sheet != name else ""
    return " · ".join(part for part in (form, spot, found.row, found.column) if part) or WHOLE_FILE


def tally(findings: Sequence[Finding]) -> str:
    """How many errors, warnings and notes."""
    return counts(*(count(findings, severity) for severity in SEVERITIES))


def counts(errors: int, warnings: int, notes: int = 0) -> str:
    """So many errors, warnings and notes."""
    parts = [(errors, "lỗi"), (warnings, "chỗ cần xem lại"), (notes, "ghi nhận")]
    return ", ".join(f"{n} {word}" for n, word in parts if n) or "không có lỗi"


def file_line(file: str, findings: Sequence[Finding]) -> str:
    """Heads the findings of a file."""
    return f"{file}: {tally(findings)}"


def account(form: str, sheet: str, found: str, counts: Mapping[str, int]) -> str:
    """What became of every cell with a value on a form's sheet, and by what the form was found."""
    parts = ", ".join(f"{counts[part]} {word}" for part, word in _PARTS.items())
    where = f" (trang “{sheet}”)" if sheet != form_name(form) else ""
    return f"  {form_name(form)}{where}: {counts['cells']} ô có nội dung = {parts}; nhận ra biểu theo {_FOUND[found]}."


_PARTS = {"accepted": "đã nhận", "reported": "có nêu ở trên", "printed": "chữ in sẵn"}
_FOUND = {"names": "tên vùng của mẫu", "print": "chữ in trên biểu"}


def passed(file: str) -> str:
    """Says that a file has no findings."""
    return f"{file}: đạt, không có lỗi"


def not_read(file: str) -> str:
    """Says that a file could not be read at all; the reason follows."""
    return f"{file}: KHÔNG ĐỌC ĐƯỢC"


def verdict(files: int, returns: int, reports: int, findings: Sequence[Finding], refused: int) -> str:
    """The last line of every report; `refused` counts the files that were not read, `findings` are on the others."""
    outcome = "ĐẠT" if not refused and not count(findings, "error") else "CHƯA ĐẠT"
    unread = f" ({refused} tệp không đọc được)" if refused else ""
    counted = [f"{n} {word}" for n, word in ((returns, "biểu"), (reports, "báo cáo")) if n]
    read = ", ".join(counted) or "0 biểu"
    said = f"; {tally(findings)}" if findings or not refused else ""
    return f"Kết luận: {outcome} – {files} tệp{unread}, {read}{said}."
