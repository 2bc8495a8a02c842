"""How a limit of a cell is said: on the page, in the cell's prompt and in the finding, in the same words."""

from __future__ import annotations

from typing import Any

from scripts.model.form import Column, Form, Leaf
from scripts.wording.text import day, number

PROMPT_LIMIT = 255
TITLE_LIMIT = 32
MOST_DIGITS = "số không quá 15 chữ số"
MOST_COUNTED = "số đếm không quá 9 chữ số"
_IN_DOCUMENTS = {
    "date": "ngày, ghi dạng năm-tháng-ngày, ví dụ 2026-05-19",
    "list": "các mã trong ngoặc vuông, ví dụ [T1, T2]",
    "mark": "true, hoặc bỏ trống",
}


def limit(leaf: Leaf, document: bool = False) -> str:
    """What the cell may hold, as words that follow “chỉ nhận”; in a `document` (YAML, JSON) as it is typed there."""
    if document and leaf.kind in _IN_DOCUMENTS:
        return _IN_DOCUMENTS[leaf.kind]
    if leaf.kind in ("integer", "number"):
        return _numeric(leaf)
    if leaf.kind == "date":
        return "ngày, ghi dạng ngày/tháng/năm, ví dụ 19/5/2026"
    if leaf.kind == "mark":
        return "dấu x hoặc để trống"
    if leaf.kind == "choice":
        return "một trong các lựa chọn: " + "; ".join(title for _, title in leaf.choices)
    if leaf.kind == "list":
        return "các mã cách nhau bằng dấu chấm phẩy, ví dụ T1; T2"
    if leaf.pattern_means:
        return leaf.pattern_means
    return f"chữ, không quá {number(leaf.max_length or 0)} ký tự"


def _numeric(leaf: Leaf) -> str:
    word = "số nguyên" if leaf.kind == "integer" else "số"
    unit = f" {leaf.unit}" if leaf.unit else ""
    if leaf.maximum is not None:
        return f"{word} từ {number(leaf.minimum or 0)} đến {number(leaf.maximum)}{unit}"
    if leaf.minimum is not None:
        return f"{word} từ {number(leaf.minimum)}{unit} trở lên"
    return word


def limit_in(form: Form, column: str, leaf: Leaf, document: bool = False) -> str:
    """The limit of a cell together with the period, where a rule of the form holds dates to it."""
    bound = any(r.kind == "date_in_period" and r["column"] == column for r in form.rules)
    if leaf.kind == "date" and bound and form.period and form.period.start:
        way = "năm-tháng-ngày, ví dụ 2026-05-19" if document else "ngày/tháng/năm"
        return f"ngày từ {day(form.period.start)} đến {day(form.period.end)}, ghi dạng {way}"
    return limit(leaf, document)


def correction(leaf: Leaf, found: Any, required: bool, document: bool = False) -> str:
    """What to do about something of another type than the cell, which may be `required`, holds."""
    if leaf.kind == "mark" and not document:
        return "Ghi x nếu đúng; nếu không thì xóa để trống."
    if not leaf.numeric:
        return "Ghi lại cho đúng."
    if isinstance(found, float):
        return "Ghi lại số nguyên, không có phần lẻ."
    return f"Chỉ ghi số, không kèm chữ; {'không có phát sinh thì ghi 0' if required else 'chưa có số thì để trống'}."


def decimals(leaf: Leaf, meant: str) -> str:
    """How to write again a number that was typed with a decimal point; `meant` has a comma if it has decimals."""
    if leaf.kind == "number" or "," not in meant:
        return f"Nếu ý là {meant} thì ghi {meant}; nếu là số khác thì ghi liền các chữ số."
    return "Ô này chỉ nhận số nguyên: ghi lại, không có phần lẻ."


def prompt_title(column: Column) -> str:
    """Title of a cell's prompt, within Excel's 32 characters."""
    text = column.label.text
    bare = column.bare_number
    full = f"Cột {bare}: {text}" if bare else text
    return full if len(full) <= TITLE_LIMIT else (full[: TITLE_LIMIT - 1].rsplit(" ", 1)[0] + "…")


def prompt(form: Form, column: Column, leaf: Leaf) -> str:
    """A cell's prompt, within Excel's 255 characters."""
    said = f"Ghi {limit_in(form, column.id, leaf)}."
    if column.label.guidance:
        said += f"\n{column.label.guidance}"
    return said if len(said) <= PROMPT_LIMIT else said[: PROMPT_LIMIT - 1].rsplit(" ", 1)[0] + "…"


def refusal(form: Form, column: Column, leaf: Leaf) -> str:
    """The sentence with which a cell refuses what was typed, within Excel's 255 characters."""
    return f"Ô này chỉ nhận {limit_in(form, column.id, leaf)}."[:PROMPT_LIMIT]
