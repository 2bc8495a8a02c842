"""Turn what a person typed into a cell into the value that the schema wants, and say so where it was changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from scripts.folding import fold, tidy
from scripts.model import money
from scripts.model.form import Leaf
from scripts.submissions.contents import Cell, ErrorValue
from scripts.submissions.legacy_fonts import decode, guess
from scripts.submissions.number_formats import PLAIN, Display, display
from scripts.wording.text import day as shown_day
from scripts.wording.text import number as shown_number

_BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u200b\u202f\u2060\ufeff]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([.,\s])[0-9]{3}(\1[0-9]{3})*")
_DECIMAL = re.compile(r"([0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3})+),([0-9]+)")
_DAY = re.compile(
    r"(?:ngày\s*)?([0-9]{1,2})\s*(?:[/.-]|tháng)\s*([0-9]{1,2})\s*(?:[/.-]|năm)\s*([0-9]{4}|[0-9]{2})", re.IGNORECASE
)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SIGNED = re.compile(r"\(([^()]+)\)|[-−]\s*([^-−()]+)")
_PLUS = re.compile(r"^\+\s*(?=[0-9])")
# Full-width digits and marks only: folding all of NFKC would read 12² as 122.
_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)}
# A dash is the official statistics' sign for "none occurred"; the words are how clerks write it. In a cell that may
# stay blank a dash alone says no more than blank.
_DASHES = frozenset(map(fold, ("-", "--", "---")))
_NO = ("không", "ko", "không có", "ko có", "0 có", "số 0")
_NONE_OCCURRED = ("không", "ko", "không có", "ko có", "chưa", "chưa có", "0 có", "0")
_ZEROS = _DASHES | frozenset(map(fold, (*_NO, *(f"{words} phát sinh" for words in _NONE_OCCURRED))))
_SAYS_NONE = re.compile(fold(r"(?:không có|ko có|không phát sinh|chưa phát sinh)(?:[^\w]|$)"))
_COUNTS = re.compile(r"%|₫|\b(?:nghìn|ngàn|triệu|tr|tỷ|tỉ|k|m)\b", re.IGNORECASE)  # words that scale a number
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{2,3}")
_WITH_UNIT = re.compile(r"(.*[0-9)])\s*([^0-9()].*)")
_PERCENT = 100
_EXACT = 10**15  # a spreadsheet keeps 15 digits of a number
_MARKS = {"x", "X", "×", "✓", "✔", "√", "☑", "v", "V"}
_LEAP_1900 = 60  # 29 February, which 1900 had in Excel only; days before it count one less than the later ones
_SERIALS = range(16438, 73051)  # 1945-01-01 to 2099-12-31


@dataclass(frozen=True, slots=True)
class Read:
    """A value for the data (None: nothing there), and the code and facts of a finding about the reading."""

    value: Any = None
    note: str | None = None
    facts: dict[str, str] = field(default_factory=dict)


def read_cell(cell: Cell, leaf: Leaf, date1904: bool = False, required: bool = True, unit: str = "") -> Read:
    """The value of a workbook's cell as the leaf wants it.

    What cannot be turned is returned as it stands, so that the schema refuses it at its place. In a cell that is not
    `required` a dash is blank, not zero. `unit` is what the cell counts in where the leaf has no unit of its own.
    """
    value = cell.value
    if isinstance(value, ErrorValue):
        return Read(note="cell-error", facts={"value": value.code})
    if value is None:
        return Read(note="no-cached-value") if cell.is_formula else Read()
    if isinstance(value, bool):
        if leaf.kind == "mark":
            return Read(True) if value else _left_blank("FALSE")
        return Read(str(value).upper())
    if isinstance(value, str):
        if cell.partly_struck and leaf.kind != "text":
            return Read(note="partly-struck", facts={"value": f"“{tidy(value)}”"})
        if not required and leaf.numeric and fold(value) in _DASHES:
            return _left_blank(tidy(value))
        return _from_text(value, cell.font, leaf, unit)
    return _from_number(value, cell, leaf, date1904, unit)


def _from_text(typed: str, font: str, leaf: Leaf, unit: str) -> Read:
    """Text as its font shows it; where only the letters tell an old font, the person is asked."""
    shown = decode(typed, font)
    read = read_text(shown, leaf, unit)
    if read.note:
        return read
    if shown != typed:
        return Read(read.value, "old-font", {"value": f"“{tidy(typed)}”", "read": f"“{tidy(shown)}”", "font": font})
    if isinstance(read.value, str) and (meant := guess(typed)):
        return Read(read.value, "old-letters", {"value": f"“{tidy(typed)}”", "read": f"“{tidy(meant)}”"})
    return read


def read_text(text: str, leaf: Leaf, unit: str = "") -> Read:
    """The value of typed text as the leaf wants it; raw text where it cannot be turned. `unit` as for read_cell."""
    text = tidy(text)
    if not text:
        return Read()
    if leaf.numeric:
        return _number(text, leaf, leaf.unit or unit)
    if leaf.kind == "date":
        return _date(text)
    if leaf.kind == "mark":
        return Read(True) if text in _MARKS else _left_blank(text) if fold(text) in _ZEROS | {"0"} else Read(text)
    if leaf.kind == "choice":
        wanted = fold(text)
        return Read(next((const for const, title in leaf.choices if wanted in (fold(title), const)), text))
    if leaf.kind == "list":
        return Read([part for part in (tidy(p) for p in re.split(r"[;,\n]", text)) if part])
    return Read(text)


def _from_number(value: float, cell: Cell, leaf: Leaf, date1904: bool, unit: str) -> Read:
    if leaf.kind == "date":
        return _serial(value, cell, date1904)
    if leaf.numeric:
        read = _figure(value, cell, leaf, date1904)
        shown = display(cell.format)
        return _displayed(read, value, shown, leaf.unit or unit) if shown != PLAIN and not read.note else read
    if leaf.kind == "mark":
        return Read(True) if value == 1 else Read(shown_number(value)) if value else _left_blank("0")
    return _number_as_text(value, cell, leaf, date1904)


def _figure(value: float, cell: Cell, leaf: Leaf, date1904: bool) -> Read:
    if cell.is_date:
        facts = {"value": _moment(value, date1904), "other": shown_number(value)}
        return Read(None, "date-in-number", facts)
    if leaf.unit == "%" and display(cell.format).factor == _PERCENT:
        return _percent(value, leaf)
    if leaf.unit == "%" and 0 < value <= 1:
        return _fraction(value)
    if leaf.kind == "integer" and f"{value:.15g}" == str(round(value)):
        return Read(round(value))  # a formula's result may miss the whole number by what a spreadsheet does not show
    if leaf.kind == "integer" and _THOUSANDS.fullmatch(f"{value:.15g}"):
        # A program set to English reads the 1.234 of a Vietnamese hand as one and a fraction.
        facts = {"value": shown_number(value), "other": shown_number(round(value * 1000))}
        return Read(None, "fraction-in-whole", facts)
    return Read(value)


def _percent(value: float, leaf: Leaf) -> Read:
    """A share that its format shows a hundred times as large: 0.7 is inside where 70 % is seen."""
    share = round(value * _PERCENT, 6)
    if leaf.maximum is not None and share > leaf.maximum >= value:  # 70 stood there before the format did
        return _scaled(shown_number(share), value)
    return Read(share, "percent-format", {"value": shown_number(value), "read": shown_number(share)})


def _scaled(shown: str, value: float) -> Read:
    facts = {"value": shown, "other": shown_number(value)}
    return Read(None, "scaled-format", facts)


def _displayed(read: Read, value: float, shown: Display, unit: str) -> Read:
    """What is seen may be another number than the one in the cell, or be in another unit than the cell's."""
    if shown.factor != 1 or shown.digits:
        return _scaled(f"{shown_number(round(value * shown.factor, 6))}{shown.digits}", value)
    if fold(shown.words) == fold(unit) or (money.named(shown.words) == money.named(unit) is not None):
        return read
    if money.named(shown.words) and money.named(unit):
        return _scaled(f"“{shown_number(value)} {shown.words}”", value)
    if unit or _COUNTS.search(shown.words) or money.named(shown.words):
        return Read(read.value, "unit-in-format", {"value": f"“{shown_number(value)} {shown.words}”"})
    return read


def says_none(text: str) -> bool:
    """Whether the words say that there is nothing: a dash, “không”, “không có văn bản nào”."""
    return fold(text) in _ZEROS or _SAYS_NONE.match(fold(text)) is not None


def _number_as_text(value: float, cell: Cell, leaf: Leaf, date1904: bool) -> Read:
    if abs(value) >= _EXACT:
        return Read(None, "digits-lost", {"value": shown_number(value)})
    if leaf.kind == "list":
        return Read([shown_number(value).replace(".", "")])
    if cell.is_date:
        day = _day_of(value, date1904)
        read = f"{day.day:02}/{day.month:02}/{day.year}"
        return Read(read, "date-in-text", {"value": f"“{read}”"})
    return Read(str(value) if isinstance(value, int) else f"{value:.15g}".replace(".", ","))


def _fraction(value: float) -> Read:
    """A share that may have been meant as a part of 1."""
    facts = {"value": shown_number(value), "other": shown_number(round(value * 100, 6))}
    return Read(value, "share-as-fraction", facts)


def _left_blank(found: str) -> Read:
    return Read(None, "left-blank", {"value": f"“{found}”"})


def _changed(value: Any, found: str) -> Read:
    read = shown_number(value) if isinstance(value, int | float) else str(value)
    return Read(value, "read-as", {"value": f"“{found}”", "read": read})


def _number(text: str, leaf: Leaf, unit: str) -> Read:
    bare = _PLUS.sub("", _BLANKS.sub(" ", text.translate(_WIDE)).strip())
    signed = _SIGNED.fullmatch(_without_unit(bare, unit))
    negative = bool(signed)
    digits = _without_unit((signed[1] or signed[2]).strip() if signed else bare, unit)
    if fold(bare) in _ZEROS:
        return _changed(0, text)
    sign = -1 if negative else 1
    if re.fullmatch(r"[0-9]{1,15}", digits):
        return _changed(sign * int(digits), text)
    if grouped := _GROUPED.fullmatch(digits):
        whole = sign * int(re.sub(r"[.,\s]", "", digits))
        if leaf.kind == "number" and digits.count(grouped[1]) == 1 and grouped[1] != " ":
            decimal = sign * float(digits.replace(",", "."))
            facts = {"value": f"“{text}”", "one": shown_number(whole), "other": shown_number(decimal)}
            return Read(None, "ambiguous-number", facts)
        return _changed(whole, text)
    if _DECIMAL.fullmatch(digits):
        value = sign * float(digits.replace(".", "").replace(",", "."))
        return _fraction(value) if leaf.unit == "%" and 0 < value <= 1 and "%" not in bare else _changed(value, text)
    return Read(text)


def _without_unit(said: str, unit: str) -> str:
    found = _WITH_UNIT.fullmatch(said) if unit else None
    return found[1] if found and _is_unit(found[2], unit) else said


def _is_unit(said: str, unit: str) -> bool:
    return fold(said) == fold(unit) or (money.named(said) is not None and money.named(said) == money.named(unit))


def _date(text: str) -> Read:
    if _ISO_DAY.fullmatch(text):
        return Read(text)
    if found := _DAY.fullmatch(_BLANKS.sub(" ", text)):
        day, month, year = (int(g) for g in found.groups())
        full = len(found[3]) == 4
        try:
            read = date(year if full else 2000 + year, month, day)
        except ValueError:
            return Read(text)
        facts = {"value": f"“{text}”", "read": f"ngày {day} tháng {month} năm {read.year}"}
        return Read(read.isoformat(), "read-as" if full else "two-digit-year", facts)
    return Read(text)


def _serial(value: float, cell: Cell, date1904: bool) -> Read:
    if int(value) not in _SERIALS:
        return Read(f"{value:.15g}")
    day = _day_of(value, date1904)
    if cell.is_date:
        return Read(day.isoformat())
    read = f"ngày {day.day} tháng {day.month} năm {day.year}"
    return Read(day.isoformat(), "read-as", {"value": f"“{shown_number(value)}”", "read": read})


def _moment(serial: float, date1904: bool) -> str:
    """The day that a number shows as; below 1 it is a time of day."""
    if 0 < serial < 1:
        hours, minutes = divmod(int(serial * 1440 + 0.5), 60)
        return f"giờ {hours}:{minutes:02}"
    return f"ngày {shown_day(_day_of(serial, date1904))}"


def _day_of(serial: float, date1904: bool) -> date:
    epoch = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
    if not date1904 and 1 <= serial < _LEAP_1900:
        epoch += timedelta(days=1)
    try:
        return epoch + timedelta(days=int(serial))
    except OverflowError:
        return date.max
