"""Guess from its words what a column takes; every guess says which words it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from scripts.drafting.header_tree import Head
from scripts.drafting.vocabulary import is_measure, is_total, is_unit, other_thing
from scripts.model.money import named

Kind = Literal["count", "amount", "money", "percent", "date", "year", "mark", "short", "long", "number"]

# One table of words, looked through from the top for each head, from the head itself outwards: the first that fits
# decides. Each is a pattern in small letters.
WORDS: Final[tuple[tuple[Kind, tuple[str, ...]], ...]] = (
    ("mark", (r"\bđánh dấu\b", r"\bdấu x\b", r"\btích x\b", r"\(x\)", r"^x$", r"có/không")),
    (
        "long",
        (
            *(
                r"\bghi chú\b",
                r"\bghi cụ thể\b",
                r"\bghi rõ\b",
                r"giải trình",
                r"\blý do\b",
                r"nguyên nhân",
                r"trích yếu",
            ),
            *(r"^nội dung", r"phương án", r"đề xuất", r"kiến nghị", r"khó khăn", r"vướng mắc", r"giải pháp", r"mô tả"),
            *(r"nhận xét", r"đánh giá", r"^kết quả$"),
        ),
    ),
    ("percent", (r"%", r"\bt[ỷỉ] lệ\b", r"\bt[ỷỉ] trọng\b", r"phần trăm")),
    ("date", (r"^ngày\b", r"^thời điểm\b", r"^thời hạn\b")),
    ("year", (r"^năm (?:sinh|ban hành|thành lập|xây dựng|hoàn thành|bắt đầu|kết thúc|đưa vào)", r"^năm$")),
    (
        "short",
        (
            r"^số,? (?:và )?(?:hiệu|[kK][íý] hiệu|quyết định|văn bản|điện thoại|tài khoản|nhà)",
            *(r"^mã\b", r"^ký hiệu", r"^họ\b", r"^tên\b", r"^danh mục", r"^loại\b", r"^chức (?:vụ|danh)"),
            *(r"^địa (?:chỉ|điểm|bàn)", r"^cơ quan", r"^đơn vị\b", r"^hình thức", r"^vị trí", r"^trình độ"),
            *(r"^lĩnh vực", r"^chuyên ngành", r"^thời gian", r"^cấp ban hành"),
        ),
    ),
    (
        "money",
        (
            *(r"\((?:nghìn|ngàn|triệu|tỷ|tỉ)?\s*(?:đồng|đ)\)", r"kinh phí", r"số tiền", r"thành tiền", r"dự toán"),
            *(r"quyết toán", r"giải ngân", r"\bvốn\b", r"ngân sách", r"nguyên giá", r"giá trị", r"chi phí"),
            *(r"\bquỹ\b", r"^(?:tổng |doanh |số )?(?:thu|chi)\b"),
        ),
    ),
    ("amount", (r"diện tích", r"khối lượng", r"chiều dài", r"bình quân", r"\((?:ha|m2|m²|km|km2|tấn|kg|m)\)")),
    (
        "count",
        (r"^số\b", r"^tổng\b", r"^cộng\b", r"số lượng", r"\bsố \w+", r"biên chế", r"^nam$", r"^nữ$", r"\bngười\b"),
    ),
)

NUMERIC: Final = frozenset({"count", "amount", "money", "percent"})
SUMMABLE: Final = frozenset({"count", "amount", "money"})

LEAVES: Final[dict[Kind, tuple[str, dict[str, Any]]]] = {
    "count": ("so_luong", {"description": "Đếm được: số nguyên, không âm.", "type": "integer", "minimum": 0}),
    "amount": ("so_do", {"description": "Số đo, có thể lẻ.", "type": "number", "minimum": 0}),
    "money": ("tien", {"description": "Số tiền.", "type": "number", "minimum": 0}),
    "percent": ("phan_tram", {"type": "number", "minimum": 0, "maximum": 100, "x-unit": "%"}),
    "date": ("ngay", {"type": "string", "format": "date"}),
    "year": ("nam", {"type": "integer", "minimum": 1900, "maximum": 2100}),
    "mark": ("danh_dau", {"description": "Đánh dấu x.", "type": "boolean", "const": True}),
    "short": ("chu_ngan", {"type": "string", "minLength": 1, "maxLength": 300}),
    "long": ("chu_dai", {"type": "string", "minLength": 1, "maxLength": 2000}),
    "number": ("so_thu_tu", {"type": "string", "minLength": 1, "maxLength": 10}),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column takes: the kind, the words it rests on (empty: nothing but the usual), the unit of its figures."""

    kind: Kind
    words: str = ""
    unit: str = ""


def guess(path: Sequence[Head], listed: bool, unit: str) -> Guess:
    """The guess for a column with the heads above it, outermost first.

    `listed`: the table lists things line by line, so that a column without a hint rather holds words.
    `unit` is what the table as a whole counts in: a head that names nothing else takes its figures in it.
    """
    for head in reversed(path):
        text = head.text.casefold()
        for kind, patterns in WORDS:
            found = next((one for pattern in patterns if (one := re.search(pattern, text))), None)
            if found and kind == "money":
                return Guess(kind, found[0].strip(), _money(text, unit))
            if found and kind == "count" and _in_the_unit_of_the_table(path, unit):
                return _in_unit(unit, found[0].strip())
            if found:
                return Guess(kind, found[0].strip())
    return Guess("short") if listed else _in_unit(unit, "")


def _money(text: str, unit: str) -> str:
    """The unit in brackets in the head, else that of the table; empty where neither names one of money."""
    inside = [part for part in re.findall(r"\(([^()]*)\)", text) if named(part)]
    return inside[-1].strip() if inside else unit if named(unit) else ""


def _in_the_unit_of_the_table(path: Sequence[Head], unit: str) -> bool:
    """Whether the heads leave open what is counted: a bare total; or where single things are, they name no other."""
    if is_measure(unit) or named(unit) or unit == "%":
        return is_total(path[-1].text) or path[-1].text.casefold() == "số lượng"
    return not any(other_thing(head.text, unit) for head in path)


def _in_unit(unit: str, words: str) -> Guess:
    """What figures in the unit of the table are; without one they are counted."""
    if named(unit):
        return Guess("money", words or unit, unit)
    if unit == "%":
        return Guess("percent", words or unit)
    if is_measure(unit):
        return Guess("amount", words or unit, unit)
    return Guess("count", words or unit, unit if unit and is_unit(unit) and not re.search(r"[,;/]", unit) else "")
