"""Reads .ods in a process apart, where the extra for it is installed; names and formulas are lost there.

The same library reads .xls too, but gives 0 for the formulas of a template that show nothing or a text. A total that
was not computed would come back as a figure, so these files are still refused.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from scripts.submissions.cell_types import EXACT
from scripts.submissions.contents import Cell, Kind, Sheet, Value, Workbook

LIBRARY: Final = "python_calamine"
SECONDS: Final = 20  # by the clock, for systems that count nothing else

_WORKER: Final = Path(__file__).with_name("opendocument_worker.py")
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's days have no zone


def read_opendocument(path: Path) -> Workbook | None:
    """The workbook; None where the extra is not installed, or the file overtaxes its reader or is broken."""
    if find_spec(LIBRARY) is None:
        return None
    command = [sys.executable, "-I", str(_WORKER), str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        sheets = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return None
    if not sheets:
        return None
    none: MappingProxyType[Any, str] = MappingProxyType({})
    pages = tuple(_sheet(index, sheet) for index, sheet in enumerate(sheets))
    return Workbook(pages, none, none, none, date1904=False, has_macros=False, values_only=True)


def _sheet(index: int, sheet: dict[str, Any]) -> Sheet:
    cells = {(row, col): _cell(value) for row, col, value in sheet["cells"]}
    merges = tuple((r1, c1, r2, c2) for r1, c1, r2, c2 in sheet["merges"])
    return Sheet(sheet["name"], index, sheet["state"], MappingProxyType(cells), merges, (), (), has_drawing=False)


def _cell(given: Any) -> Cell:
    is_date = isinstance(given, dict)
    value: Value = (datetime.fromisoformat(given["date"]) - _EPOCH).total_seconds() / 86_400 if is_date else given
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        value = int(value)
    kind: Kind = "bool" if isinstance(value, bool) else "string" if isinstance(value, str) else "number"
    return Cell(value, kind, None, "General", is_date, "")
