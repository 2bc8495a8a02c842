"""Guess from its words what a column takes; every guess says which words it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from scripts.drafting.header_tree import Head
from scripts.model.money import named

Kind = Literal["count", "amount", "money", "percent", "date", "year", "mark", "short", "long", "number"]

# One table of words: the first line that fits a head, looked at from the head outwards, decides.
WORDS: Final[tuple[tuple[str, Kind], ...]] = (
    (r"\(?\s*đánh dấu|\bdấu x\b|\(x\)|^x$|có/không|\btích x\b", "mark"),
    (r"\bghi chú|\bghi cụ thể|\bghi rõ|giải trình|\blý do|nguyên nhân|trích yếu|^nội dung|phương án|đề xuất"
     r"|kiến nghị|khó khăn|vướng mắc|giải pháp|mô tả|nhận xét|đánh giá|^kết quả$", "long"),
    (r"%|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|phần trăm", "percent"),
    (r"^ngày\b|^thời điểm\b|^thời hạn\b", "date"),
    (r"^năm (?:sinh|ban hành|thành lập|xây dựng|hoàn thành|bắt đầu|kết thúc|đưa vào)|^năm$", "year"),
    (r"^số(?:,)? (?:và )?(?:hiệu|ký hiệu|kí hiệu|quyết định|văn bản|điện thoại|tài khoản|nhà|cccd)|^mã\b|^ký hiệu", "short"),
    (r"^(?:họ|tên)\b|^danh mục|^loại\b|^chức vụ|^chức danh|^địa (?:chỉ|điểm|bàn)|^cơ quan|^đơn vị\b|^hình thức"
     r"|^vị trí|^trình độ|^lĩnh vực|^chuyên ngành|^thời gian|^cấp ban hành", "short"),
    (r"\((?:nghìn|ngàn|triệu|tỷ|tỉ)?\s*(?:đồng|đ)\)|kinh phí|số tiền|thành tiền|dự toán|quyết toán|giải ngân|\bvốn\b"
     r"|ngân sách|nguyên giá|giá trị|\bthu\b|\bchi\b", "money"),
    (r"diện tích|khối lượng|\((?:ha|m2|m²|km|km2|tấn|kg|m)\)|chiều dài|điểm số|bình quân|trung bình", "amount"),
    (r"^số\b|^tổng số\b|^tổng\b|^cộng\b|số lượng|\bsố (?:người|cuộc|lượt|vụ|đơn|hồ sơ)|biên chế|^nam$|^nữ$|\bngười\b", "count"),
)  # fmt: skip

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
    """What a column takes: the kind, the words it rests on (empty: nothing but the usual), the unit of money."""

    kind: Kind
    words: str = ""
    unit: str = ""


def guess(path: Sequence[Head], listed: bool, money: str) -> Guess:
    """The guess for a column with the heads above it, outermost first.

    `listed`: the table lists things line by line, so that a column without a hint rather holds words.
    `money` is the unit that stands over the whole table.
    """
    for head in reversed(path):
        text = head.text.casefold()
        for pattern, kind in WORDS:
            found = re.search(pattern, text)
            if found:
                return Guess(kind, found[0].strip(), _unit(text, money) if kind == "money" else "")
    return Guess("short" if listed else "count")


def _unit(text: str, money: str) -> str:
    """The unit in brackets in the head, else that of the table; empty where neither names one of money."""
    inside = [part for part in re.findall(r"\(([^()]*)\)", text) if named(part)]
    return inside[-1].strip() if inside else money if named(money) else ""
