"""The words by which parts of a blank are known, one table for each purpose, compared without regard to case."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from scripts.folding import fold
from scripts.model.money import named

NUMBER_HEADS: Final = ("stt", "tt", "số tt", "số thứ tự", "số stt")
UNIT_HEADS: Final = ("đơn vị tính", "đvt", "đv tính", "đơn vị đo")
TOTALS: Final = re.compile(r"(?:tổng cộng|tổng số|tổng|cộng)(?:\s*[:(=].*|\s+(?:chung|toàn \S+|cả \S+))?")
NATIONAL: Final = re.compile(r"cộng h[oò]\S* xã hội.*|độc lập\b.*hạnh phúc.*|đảng cộng sản việt nam", re.IGNORECASE)
# What stands around tables and belongs to no form: heads of letters, places and days, signatures, receivers.
PLACE_AND_DAY: Final = r"(?:[^,]{1,30},\s*)?ngày\s*[.…\d]*\s*tháng\s*[.…\d]*\s*năm\s*[.…\d]*"
SIGNS: Final = (
    r"(?:người|cán bộ|kế toán) (?:lập|tổng hợp|ghi|kiểm tra).*|lập biểu|thủ trưởng.*|t/m\b.*|tm\..*|kt\..*|tl\..*"
    r"|(?:chủ tịch|bí thư|giám đốc|trưởng ban|trưởng phòng|chánh văn phòng|phó .{3,20})(?:\s\S+){0,3}"
    r"|\(?\s*(?:đã )?(?:ký|ký tên|chữ ký)\b.*|xác nhận\b.*"
)
RECEIVERS: Final = re.compile(r"nơi nhận\b")
OUTSIDE: Final = re.compile(
    r"cộng h[oò]\S* xã hội.*|độc lập\b.*hạnh phúc.*|đảng cộng sản việt nam|\*+|-{3,}|_{3,}|[.…\s]+"
    rf"|{PLACE_AND_DAY}|{SIGNS}"
    r"|số\s*:.*|(?:tên )?(?:đơn vị|cơ quan)(?: báo cáo| gửi| lập)?.*\s*[:.…].*|kính gửi.*|nơi nhận.*"
    r"|(?:tỉnh|thành phố|xã|phường|đặc khu)\s*:?\s*[.…]+"
    r"|(?:ủy ban nhân dân|ubnd|hđnd|tỉnh ủy|đảng ủy|thành ủy|sở|ban tổ chức|ban chấp hành|bch)\b[^:]*"
)
NOTES: Final = re.compile(
    r"(?:ghi chú|lưu ý|chú thích|chú ý)\b.*|\(?\*+\)?\s*\S.*|\([0-9]{1,2}\)\s*\S.*|[0-9]\)\s*\S.*"
)
UNIT_LINE: Final = re.compile(r"\(?\s*(đơn vị tính|đơn vị|đvt|đv tính)\s*:?\s*(.*?)\s*\)?", re.IGNORECASE)
MEASURES: Final = ("ha", "m", "m2", "m²", "m3", "m³", "km", "km2", "km²", "kg", "tấn", "tạ", "lít", "kwh")
THINGS: Final = (
    *("%", "người", "lượt", "lượt người", "hộ", "cái", "chiếc", "vụ", "việc", "vụ việc", "đơn", "hồ sơ", "văn bản"),
    *("lần", "ngày", "giờ", "tổ chức", "cơ quan", "cuộc", "lớp", "trường", "xã", "điểm", "biên chế", "đảng viên"),
    "cán bộ",
)
# A form's code holds a digit, or is letters with which the line, or its first part, ends.
LABEL: Final = re.compile(
    r"(biểu|mẫu|phụ lục)(?:\s+(?:mẫu\s+)?(?:số|biểu))?\s*:?\s*"
    r"([0-9]{1,3}[A-ZĐ]{0,8}(?:[-/]\w+)*|[A-Z]{2,8}(?=\s*(?:$|[.:–-])))",
    re.IGNORECASE,
)
SOURCE: Final = re.compile(r"\(?\s*(?:ban hành )?kèm theo\b", re.IGNORECASE)
SAMPLE: Final = re.compile(r"(.*\w)\s+(?:[A-Z]|[0-9]{1,2}|thứ nhất|thứ hai)")
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


def is_place_and_day(words: str) -> bool:
    """Whether a line is for the place and the day of signing."""
    return re.fullmatch(PLACE_AND_DAY, words.casefold().strip()) is not None


def signs(words: str) -> bool:
    """Whether a line says who signs or how: by its words, in capitals, or in brackets. Names of persons do not."""
    said = words.casefold().strip()
    return re.fullmatch(SIGNS, said) is not None or words.isupper() or (said.startswith("(") and said.endswith(")"))


def unit_of_line(words: str) -> str | None:
    """The unit that a line over a table names, empty where it leaves it open; None for other lines.

    “Đơn vị: …” without “tính” may name an office, so it counts only with a unit that is known.
    """
    found = UNIT_LINE.fullmatch(words.strip())
    if found is None:
        return None
    unit = found[2].strip(" .…")
    sure = found[1].casefold() != "đơn vị"
    return unit if sure or named(unit) or is_unit(unit) else None


def is_measure(words: str) -> bool:
    """Whether the unit is one that is measured and not counted."""
    return words.casefold() in MEASURES


def other_thing(words: str, unit: str) -> bool:
    """Whether the words name something counted that is not the unit."""
    return any(re.search(rf"\b{re.escape(one)}\b", words.casefold()) for one in THINGS if one not in ("%", unit))


def is_unit(words: str) -> bool:
    """Whether the words name a unit of count or measure, or several of them."""
    parts = [part.strip() for part in re.split(r"[,;/]|\bvà\b", words.casefold())]
    return all(part in MEASURES or part in THINGS or named(part) is not None for part in parts)


def is_note(words: str) -> bool:
    """Whether a line under a table is a note."""
    return NOTES.fullmatch(words.casefold().strip()) is not None


def is_total(words: str) -> bool:
    """Whether a row's words say that it is a total."""
    return TOTALS.fullmatch(words.casefold().strip()) is not None


def is_dots(words: str) -> bool:
    """Whether there is nothing but dots."""
    return bool(words) and DOTS.fullmatch(words) is not None


def sample(words: str) -> str:
    """What a made-up name is an example of, xã for Xã A; empty for words that are no such name."""
    found = SAMPLE.fullmatch(words.strip())
    return fold(found[1]) if found else ""
