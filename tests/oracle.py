"""Compares what our reader makes of a workbook with what openpyxl does; each known difference has its cause.

openpyxl reads in its read-only mode and with rich text: in the other mode it empties cells under a merge and puts
addresses of links into empty cells, and without rich text it does not tell which digits are raised.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.escape import unescape

from scripts.model.a1 import cell_name
from scripts.submissions.contents import Cell, ErrorValue, Sheet, Value
from scripts.submissions.xlsx import read_workbook

MILLISECOND: Final = 1 / 86_400_000  # as a part of a day; openpyxl rounds moments to it
LAST_DAY: Final = 2_958_465  # 31 December 9999
RAISED: Final = {ord(str(digit)): raised for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell, or with place None one sheet, of which openpyxl says something else than our reader does."""

    path: Path
    sheet: Sheet
    place: tuple[int, int] | None
    ours: Cell | None = None
    theirs: Value = None

    def __str__(self) -> str:
        where = f"{self.sheet.name}!{cell_name(*self.place)}" if self.place else self.sheet.name
        return f"{where}: {self.mine!r}, openpyxl {self.theirs!r}"

    @property
    def mine(self) -> Value:
        """The value that our reader gives."""
        return self.ours.value if self.ours else None

    @property
    def cause(self) -> str | None:
        """The name of the first cause that explains the difference."""
        return next((cause.__name__ for cause in CAUSES if cause(self)), None)


def differences(path: Path) -> list[Difference]:
    """Every sheet and cell of which the two readers say different things; raises what either raises."""
    book = read_workbook(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with path.open("rb") as file:  # openpyxl goes by the ending of a name
            other = openpyxl.load_workbook(file, read_only=True, data_only=True, rich_text=True)
            theirs = {sheet.title: (sheet.sheet_state, _all_values(sheet, other.epoch)) for sheet in other.worksheets}
    return [found for sheet in book.sheets for found in _in_sheet(path, sheet, theirs.get(sheet.name))]


def _all_values(sheet: Any, epoch: datetime) -> dict[tuple[int, int], Value]:
    """The values of a sheet of openpyxl as our reader gives them, wherever the sheet says that it ends."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(min_row=1, min_col=1)
    cells = (cell for row in rows for cell in row if cell.value is not None)
    return {(cell.row - 1, cell.column - 1): value_of(cell, epoch) for cell in cells}


def value_of(cell: Any, epoch: datetime) -> Value:
    """The value of a cell of openpyxl as our reader gives it, a moment as its serial number."""
    if cell.data_type == "e":
        return ErrorValue(cell.value)
    value: Any = cell.value
    if isinstance(value, CellRichText):
        return "".join(_raised(part) if isinstance(part, TextBlock) else part for part in value)
    return to_excel(value, epoch) if isinstance(value, date | time | timedelta) else value


def _raised(run: TextBlock) -> str:
    text = str(run.text or "")
    return text.translate(RAISED) if run.font.vertAlign == "superscript" else text


def _in_sheet(path: Path, sheet: Sheet, theirs: Any) -> Iterator[Difference]:
    if theirs is None:
        if sheet.cells:
            yield Difference(path, sheet, None)
        return
    state, values = theirs
    if state != sheet.state:
        yield Difference(path, sheet, None)
    for place in sorted(values.keys() | sheet.cells.keys()):
        ours, value = sheet.cells.get(place), values.get(place)
        if not _shows_the_same(ours, value):
            yield Difference(path, sheet, place, ours, value)


def _shows_the_same(ours: Cell | None, theirs: Value) -> bool:
    mine = ours.value if ours else None
    if mine in (None, "") and theirs in (None, ""):  # an empty text shows nothing, and openpyxl gives none
        return True
    if isinstance(mine, str) and isinstance(theirs, str):
        return mine in (theirs, unescape(theirs))  # openpyxl leaves the decoding of _xHHHH_ to its user
    if isinstance(mine, bool) or isinstance(theirs, bool) or not isinstance(mine, int | float):
        return mine == theirs and type(mine) is type(theirs)
    if not isinstance(theirs, int | float):
        return False
    is_date = ours is not None and ours.is_date
    return float(mine) == float(theirs) or (is_date and abs(mine - theirs) < MILLISECOND)


# ------------------------------------------------------------ causes


def strict_open_xml(found: Difference) -> bool:
    """openpyxl gives no sheet of a workbook in the Strict namespace."""
    if found.place is not None:
        return False
    with zipfile.ZipFile(found.path) as archive:
        return b"http://purl.oclc.org/ooxml/spreadsheetml/main" in archive.read("xl/workbook.xml")


def escaped_underscores(found: Difference) -> bool:
    """openpyxl drops every "x005F_" of a shared string, also where more than one was meant."""
    escaped = found.mine.replace("_x005F_", "_x005F_x005F_") if isinstance(found.mine, str) else ""
    return bool(escaped) and found.theirs == escaped.replace("x005F_", "")


def text_before_runs(found: Difference) -> bool:
    """openpyxl with rich text gives of a shared string that has both only the text that stands before its runs."""
    mine, theirs = found.mine, found.theirs
    if not isinstance(mine, str) or not isinstance(theirs, str) or not mine.startswith(theirs):
        return False
    with zipfile.ZipFile(found.path) as archive:
        return f"{escape(theirs)}</t><r>".encode() in archive.read("xl/sharedStrings.xml")


def day_that_never_was(found: Difference) -> bool:
    """openpyxl takes 29 February 1900, serial number 60, which only Excel knows, for the day before."""
    mine, theirs = found.mine, found.theirs
    return isinstance(mine, int | float) and isinstance(theirs, float) and 60 <= mine < 61 and theirs == mine - 1


def beyond_the_calendar(found: Difference) -> bool:
    """openpyxl makes #VALUE! of a number in a date format that is no day up to 9999; ours is told as it is."""
    mine = found.mine
    return found.theirs == ErrorValue("#VALUE!") and isinstance(mine, int | float) and not 0 <= mine < LAST_DAY + 1


def inline_text_in_v(found: Difference) -> bool:
    """openpyxl looks for the text of an inline string in "is" only; LibreOffice once wrote that of a formula in "v"."""
    return found.theirs is None and found.ours is not None and found.ours.kind == "string" and found.ours.is_formula


Cause = Callable[[Difference], bool]
CAUSES: Final[tuple[Cause, ...]] = (
    strict_open_xml,
    escaped_underscores,
    text_before_runs,
    day_that_never_was,
    beyond_the_calendar,
    inline_text_in_v,
)
