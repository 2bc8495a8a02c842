"""Short Vietnamese names for the codes that schemas use: statuses, certainties, origins, kinds."""

from __future__ import annotations

from datetime import date

from scripts.model.form import Form, Period
from scripts.wording import text

ADDED = "bổ sung"
SILENT = "văn bản không quy định"
LIVE = "tự cộng"
ELLIPSIS = "…"
STATUS = {"present": "Có đủ mẫu", "partial": "Chỉ có một phần", "absent": "Chưa có mẫu"}
CERTAINTY = {
    "A": "chắc chắn (từ 98 % trở lên)",
    "B": "khá chắc (80 % đến 97 %)",
    "C": "chưa đủ chắc (dưới 80 %)",
}
DONE, KEPT, DOUBTED = "đã sửa", "giữ như bản in", "chỉ nêu, không sửa"
ORIGIN = {
    "ocr": "lỗi của bản chép",
    "original": "nhiều khả năng có sẵn trong văn bản gốc",
    "unknown": "không rõ do bản chép hay do văn bản gốc",
}
CHANGED = {"title": "chữ", "text": "chữ", "number": "số thứ tự", "structure": "cách trình bày"}
DATE = {
    "deadline": "Hạn gửi",
    "event": "Sự kiện",
    "period": "Kỳ",
    "cutoff": "Mốc chốt số liệu",
    "reference": "Mốc được nhắc đến",
}
HANDED_IN = {"paper": "bản giấy", "file": "tệp"}


def sentence_case(title: str) -> str:
    """A title printed in capitals as running text; others unchanged."""
    return title[:1] + title[1:].lower() if title.isupper() else title


def short_title(form: Form) -> str:
    """The form's label and, where it has an official one, its title without the period and cut where it is long."""
    if form.title is None or form.added:
        return form.label.text
    title = sentence_case(form.title.text).split(" từ ngày ")[0]
    return f"{form.label.text} – {text.short(title, 110)}"


def period(value: Period | None) -> str:
    """The period of a form in words; that the source is silent where none is known."""
    return text.period(value) if value else SILENT


def day(iso: str) -> str:
    """A day, month or year of the plan as Vietnamese readers write it."""
    parts = iso.split("-")
    if len(parts) == 3:
        return text.day(date.fromisoformat(iso))
    return "/".join([str(int(p)) for p in reversed(parts)])


def size(content: bytes) -> str:
    """The size of a file in kilobytes."""
    return f"{max(1, round(len(content) / 1024))} KB"
