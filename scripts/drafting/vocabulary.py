"""The words by which parts of a blank are known, one table for each purpose, compared without regard to case."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from scripts.folding import fold

NUMBER_HEADS: Final = ("stt", "tt", "số tt", "số thứ tự", "số stt")
UNIT_HEADS: Final = ("đơn vị tính", "đvt", "đv tính", "đơn vị đo")
TOTALS: Final = re.compile(r"(?:tổng cộng|tổng số|tổng|cộng)(?:\s*[:(=].*|\s+(?:chung|toàn \S+|cả \S+))?")
NATIONAL: Final = re.compile(r"cộng h[oò]\S* xã hội.*|độc lập\b.*hạnh phúc.*|đảng cộng sản việt nam", re.IGNORECASE)
# What stands around tables and belongs to no form: heads of letters, places and days, signatures, receivers.
OUTSIDE: Final = re.compile(
    r"cộng h[oò]\S* xã hội.*|độc lập\b.*hạnh phúc.*|đảng cộng sản việt nam|\*+|-{3,}|_{3,}|[.…\s]+"
    r"|(?:[^,]{1,30},\s*)?ngày\s*[.…\d]*\s*tháng\s*[.…\d]*\s*năm\s*[.…\d]*"
    r"|số\s*:.*|(?:tên )?(?:đơn vị|cơ quan)(?: báo cáo| gửi| lập)?.*\s*[:.…].*|kính gửi.*|nơi nhận.*"
    r"|(?:ủy ban nhân dân|ubnd|hđnd|tỉnh ủy|đảng ủy|thành ủy|sở|ban tổ chức|ban chấp hành|bch)\b[^:]*"
    r"|(?:người|cán bộ|kế toán) (?:lập|tổng hợp|ghi|kiểm tra).*|lập biểu|thủ trưởng.*|t/m\b.*|tm\..*|kt\..*|tl\..*"
    r"|(?:chủ tịch|bí thư|giám đốc|trưởng ban|trưởng phòng|chánh văn phòng|phó .{3,20})(?:\s\S+){0,3}"
    r"|\(?\s*(?:đã )?(?:ký|ký tên|chữ ký)\b.*|xác nhận\b.*",
)
NOTES: Final = re.compile(
    r"(?:ghi chú|lưu ý|chú thích|chú ý)\b.*|\(?\*+\)?\s*\S.*|\([0-9]{1,2}\)\s*\S.*|[0-9]\)\s*\S.*"
)
MONEY_LINE: Final = re.compile(r"\(?\s*(?:đơn vị tính|đơn vị|đvt)\s*:?\s*(.*?)\s*\)?")
LABEL: Final = re.compile(
    r"(biểu|mẫu|phụ lục)(?:\s+(?:mẫu\s+)?(?:số|biểu))?\s*:?\s*([0-9]{1,3}[A-ZĐ]{0,8}(?:[-/]\w+)*|[A-Z]{2,8}\b)", re.I
)
DOTS: Final = re.compile(r"[.…\s]+")


@cache
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, words))


def is_number_head(words: str) -> bool:
    """Whether the words head a column of row numbers."""
    return fold(words) in _folded(NUMBER_HEADS)


def is_unit_head(words: str) -> bool:
    """Whether the words head a column of units of count."""
    return fold(words) in _folded(UNIT_HEADS)


def is_outside(words: str) -> bool:
    """Whether a line belongs to the letter around the table: national heading, place and day, signature."""
    return OUTSIDE.fullmatch(words.casefold().strip()) is not None


def is_national(words: str) -> bool:
    """Whether a line is of the heading that official letters carry at the top right."""
    return NATIONAL.fullmatch(words.strip()) is not None


def is_note(words: str) -> bool:
    """Whether a line under a table is a note."""
    return NOTES.fullmatch(words.casefold().strip()) is not None


def is_total(words: str) -> bool:
    """Whether a row's words say that it is a total."""
    return TOTALS.fullmatch(words.casefold().strip()) is not None


def is_dots(words: str) -> bool:
    """Whether there is nothing but dots."""
    return bool(words) and DOTS.fullmatch(words) is not None
