"""Turns the text of a cell into a value as the cell's type says."""

import math
from datetime import UTC, datetime, time, timedelta
from typing import Final

from scripts.submissions.contents import ErrorValue, Value

EXACT: Final = 2**53  # from here on a float no longer tells one integer from the next

_EPOCH_1900: Final = datetime(1899, 12, 30, tzinfo=UTC)
_EPOCH_1904: Final = datetime(1904, 1, 1, tzinfo=UTC)
_BOOLEANS: Final = {"1": True, "true": True, "0": False, "false": False}


def typed_value(type_: str, text: str, date1904: bool) -> Value:
    """The value of a cell from its type ("n", "b", "e" or "d") and its text, not empty.

    Raises ValueError when the type is none of these or the text does not fit it.
    """
    if type_ == "n":
        return _number(text)
    if type_ == "e":
        return ErrorValue(text)
    if type_ == "d":
        return _integral(_serial(text, date1904))
    if type_ == "b" and text in _BOOLEANS:
        return _BOOLEANS[text]
    raise ValueError(text)


def _number(text: str) -> int | float | ErrorValue:
    if "_" in text or not text.isascii():  # float() takes 1_000 and digits of all scripts
        raise ValueError(text)
    number = float(text)
    # Excel has neither NaN nor infinity and shows #NUM! for both; as an error of its cell it can be told to
    # the sender by its address, while refusing the file would hide all other findings.
    return _integral(number) if math.isfinite(number) else ErrorValue("#NUM!")


def _integral(number: float) -> int | float:
    return int(number) if number.is_integer() and -EXACT < number < EXACT else number


def _serial(text: str, date1904: bool) -> float:
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)  # a serial number knows no time zone
    except ValueError:
        moment = datetime.combine(epoch, time.fromisoformat(text), tzinfo=UTC)
    days = (moment - epoch) / timedelta(days=1)
    # Excel's 1900 had a 29 February, which its epoch makes up for; days before that one count one less.
    return days - 1 if epoch is _EPOCH_1900 and 1 <= days < 61 else days
