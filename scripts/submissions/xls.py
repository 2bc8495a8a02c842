"""Reads an .xls in a process apart, where the extra for it is installed; all but what its formulas say.

python-calamine, which was tried first, knows neither names nor formulas. Without these the zeros of formulas that
LibreOffice did not compute could not be told from figures: it writes 0 as the result of each formula of a template
that shows a text or nothing, unless it was computed anew before it was saved.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from scripts.submissions.cell_types import EXACT
from scripts.submissions.container import Unreadable
from scripts.submissions.contents import KINDS, Cell, ErrorValue, Sheet, Value, Workbook
from scripts.submissions.rich_text import Strike, put_together

LIBRARY: Final = "xlrd"
SECONDS: Final = 20  # by the clock, for systems that count nothing else

_WORKER: Final = Path(__file__).with_name("xls_worker.py")
_PASSWORD: Final = 4  # as the worker ends


def read_xls(path: Path) -> Workbook | None:
    """The workbook; None where the extra is not installed, or the file overtaxes its reader or is broken.

    Raises Unreadable: encrypted.
    """
    if find_spec(LIBRARY) is None:
        return None
    command = [sys.executable, "-I", str(_WORKER), str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        book = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return None
    if done.returncode == _PASSWORD:
        raise Unreadable("encrypted")
    return _workbook(book) if book and book["sheets"] else None


def _workbook(book: dict[str, Any]) -> Workbook:
    return Workbook(
        sheets=tuple(_sheet(index, sheet, book["styles"]) for index, sheet in enumerate(book["sheets"])),
        names=MappingProxyType({name: where for scope, name, where in book["names"] if scope is None}),
        local_names=MappingProxyType({(at, name): where for at, name, where in book["names"] if at is not None}),
        properties=MappingProxyType({}),
        date1904=book["date1904"],
        has_macros=book["has_macros"],
        formulas_unknown=True,
    )


def _sheet(index: int, sheet: dict[str, Any], styles: list[Any]) -> Sheet:
    return Sheet(
        name=sheet["name"],
        index=index,
        state=sheet["state"],
        cells=MappingProxyType({(row, col): _cell(styles, *rest) for row, col, *rest in sheet["cells"]}),
        merges=tuple((r1, c1, r2, c2) for r1, c1, r2, c2 in sheet["merges"]),
        hidden_rows=tuple(range(row, row + 1) for row in sheet["hidden_rows"]),
        hidden_columns=tuple(range(col, col + 1) for col in sheet["hidden_columns"]),
        has_drawing=sheet["has_drawing"],
        comments=MappingProxyType({(row, col): said for row, col, said in sheet["comments"]}),
    )


def _cell(styles: list[Any], given: Any, style: int, is_formula: bool) -> Cell:
    value: Value = given
    strike: Strike = ""
    if isinstance(given, dict) and "error" in given:
        value = ErrorValue(given["error"])
    elif isinstance(given, dict):
        value, strike = put_together(given["runs"])
    elif isinstance(given, float) and given.is_integer() and abs(given) < EXACT:
        value = int(given)
    format_, is_date, font, is_struck, is_unseen = styles[style]
    formula = "" if is_formula else None
    if isinstance(given, dict):  # each run has a look of its own
        is_struck = strike != ""
    return Cell(value, KINDS[type(value)], formula, format_, is_date, font, is_struck, is_unseen, strike == "part")
