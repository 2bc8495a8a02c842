"""Run as a program of its own, reads an .ods with python-calamine and writes its cells as JSON.

It knows nothing of this project and may end in any way: the reader is a library of another language that stops the
whole process where a file overtaxes it.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

MEMORY = 768 * 2**20  # bytes of address space, the interpreter's included
SECONDS = 10  # of processor time
MOST_CELLS = 200_000
MOST_TEXT = 16 * 2**20


def main(path: Path) -> None:
    """Write [{name, state, cells: [[row, column, value], …], merges}]; dates as {"date": ISO}."""
    _limit()
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    left, sheets = [MOST_CELLS, MOST_TEXT], []
    for about in book.sheets_metadata:
        state = {"Visible": "visible", "Hidden": "hidden"}.get(str(about.visible).rpartition(".")[2], "veryHidden")
        sheets.append({"name": about.name, "state": state, **_content(book.get_sheet_by_name(about.name), left)})
    sys.stdout.buffer.write(json.dumps(sheets, ensure_ascii=False).encode())


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows; there the caller's clock must do
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":  # elsewhere the system counts what it reserves for itself
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _content(sheet: Any, left: list[int]) -> dict[str, Any]:
    row0, col0 = sheet.start or (0, 0)
    cells = []
    for row, line in enumerate(sheet.to_python(skip_empty_area=True)):
        for col, value in enumerate(line):
            if value == "":
                continue
            left[0] -= 1
            left[1] -= len(value) if isinstance(value, str) else 0
            if min(left) < 0:
                sys.exit(3)
            cells.append([row0 + row, col0 + col, _plain(value)])
    merges = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    return {"cells": cells, "merges": merges[:MOST_CELLS]}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"date": value.isoformat()}
    if isinstance(value, date):
        return {"date": datetime.combine(value, time()).isoformat()}
    if isinstance(value, time):
        return {"date": datetime.combine(date(1899, 12, 30), value).isoformat()}
    return value.total_seconds() / 86_400 if isinstance(value, timedelta) else value


if __name__ == "__main__":
    main(Path(sys.argv[1]))
