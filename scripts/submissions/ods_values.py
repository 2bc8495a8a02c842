"""Turns what a cell of an OpenDocument spreadsheet says into a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from scripts.submissions.cell_types import typed_value
from scripts.submissions.container import Unreadable
from scripts.submissions.contents import ErrorValue, Value
from scripts.submissions.markup import MAX_TEXT
from scripts.submissions.ods_styles import PLAIN, Look
from scripts.submissions.rich_text import Run, Strike, put_together

_INDENT: Final = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
_DURATION: Final = re.compile(r"(-?)PT?(?:([0-9]+)D)?T?(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.]+)S)?")
_SECONDS: Final = (86_400, 3_600, 60, 1)
_ERROR: Final = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!)|Err:[0-9]{3}")


class Said:
    """The text of a cell, whose paragraphs are lines.

    A line break in the markup is a blank. OpenDocument has several blanks count as one, too, but LibreOffice writes
    and reads them as they are.
    """

    def __init__(self) -> None:
        self._lines: list[list[Run]] = []
        self._line: list[Run] | None = None
        self._size = 0
        self._look = PLAIN

    @property
    def text(self) -> str | None:
        """The text; None where there is no paragraph."""
        return "\n".join(put_together(line)[0] for line in self._lines) if self._lines else None

    @property
    def strike(self) -> Strike:
        """How much of the text that shows anything is in spans that are struck through."""
        return put_together(run for line in self._lines for run in line)[1]

    def look(self, look: Look) -> None:
        """What follows looks so, as a span of a paragraph says."""
        self._look = look

    def begin(self) -> None:
        """A paragraph begins."""
        self._line = []

    def hear(self, text: str) -> None:
        """Take characters; those outside a paragraph say nothing."""
        if self._line is None:
            return
        indent = _INDENT.match(text)
        self.add(_INDENT.sub(" ", text[indent.end() :] if indent and not self._line else text))

    def add(self, text: str) -> None:
        """Take characters as they are.  Raises Unreadable: too-complex."""
        if self._line is None or not text:
            return
        self._size += len(text)
        if self._size > MAX_TEXT:
            raise Unreadable("too-complex", part="content.xml", what="text", limit=MAX_TEXT)
        self._line.append((text, self._look.struck, self._look.raised))

    def end(self) -> None:
        """The paragraph ends."""
        if self._line is not None:
            self._lines.append(self._line)
            self._line = None


def value_of(cell: Mapping[str, str], shown: str | None) -> Value:
    """The value of a cell from its attributes and the text that it shows, None where there is none.

    What does not fit its type is the text, so that it is told at its place.
    """
    type_ = cell.get("office:value-type", "")
    if cell.get("calcext:value-type") == "error" or ("table:formula" in cell and shown and _ERROR.fullmatch(shown)):
        return ErrorValue(shown or "#VALUE!")
    if type_ in ("", "string", "void"):
        return cell.get("office:string-value") or (shown if type_ or shown else None) or ("" if type_ else None)
    try:
        return _typed(type_, cell)
    except (ValueError, LookupError):
        return shown


def _typed(type_: str, cell: Mapping[str, str]) -> Value:
    if type_ == "date":
        return typed_value("d", cell["office:date-value"], date1904=False)
    if type_ == "boolean":
        return typed_value("b", cell["office:boolean-value"], date1904=False)
    if type_ == "time":
        return _days(cell["office:time-value"])
    return typed_value("n", cell["office:value"].strip(), date1904=False)


def _days(duration: str) -> float:
    """The days of an XML Schema duration such as PT12H30M00S."""
    found = _DURATION.fullmatch(duration)
    if not found:
        raise ValueError(duration)
    sign, *parts = found.groups()
    seconds = sum(float(part or 0) * unit for part, unit in zip(parts, _SECONDS, strict=True))
    return (-seconds if sign else seconds) / 86_400


def cell_format(cell: Mapping[str, str], of_style: str) -> tuple[str, bool]:
    """The number format of a cell by its type and its style's code, and whether it shows a day or a time."""
    type_ = cell.get("office:value-type")
    if type_ in ("date", "time"):
        return "General", True
    return of_style or ("0%" if type_ == "percentage" else "General"), False
