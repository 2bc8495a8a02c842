"""Read a blank Word document: its paragraphs and tables one under the other, as one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import count
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from scripts.blanks.blank import Cell, Sheet, Side
from scripts.blanks.docx_numbers import Numbers
from scripts.model.a1 import cell_name

_SIDES: tuple[Side, ...] = ("left", "right", "top", "bottom")
_A4_LENGTH = 11_200_000  # EMU: 31 cm, longer than A4 and Letter are
_CHARACTER = 66_675  # EMU of the width that spreadsheets count columns in
_STEP = 180_000  # EMU of half a centimetre: one step of setting in


def sheets(content: bytes) -> list[Sheet]:
    """The document as one sheet; raises what python-docx raises for a damaged one."""
    document = docx.Document(BytesIO(content))
    cells: list[Cell] = []
    paragraphs, tables, row, numbers = count(1), count(1), 0, Numbers(document)
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            words = _text([part], numbers)
            cells.append(Cell(row, 0, words, f"P!{next(paragraphs)}", align=_align(part), **_looks([part])))
            row += 1
            continue
        found = list(_table(part, row, f"T{next(tables)}", numbers))
        cells += found
        row = 1 + max((cell.last_row for cell in found), default=row - 1)
    wide = max((cell.last_col + 1 for cell in cells), default=1)
    spread = (replace(cell, cols=wide) if cell.address.startswith("P!") else cell for cell in cells)
    turned = any(section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections)
    large = any(max(section.page_width or 0, section.page_height or 0) > _A4_LENGTH for section in document.sections)
    return [Sheet("", tuple(spread), turned, paper="A3" if large else "A4")]


def _table(table: Table, top: int, name: str, numbers: Numbers) -> Iterator[Cell]:
    """Every cell of a table whose first row is `top`, merged ones once."""
    ruled = _ruled(table)
    widths = [(column.w or 0) / _CHARACTER for column in table._tbl.tblGrid.gridCol_lst]
    grid: list[dict[int, Any]] = []
    for tr in table._tbl.tr_lst:
        at, found = tr.grid_before, {}
        for tc in tr.tc_lst:
            found[at] = tc
            at += tc.grid_span
        grid.append(found)
    for row, found in enumerate(grid):
        for col, tc in found.items():
            if tc.vMerge != "continue":
                below = row + 1
                while below < len(grid) and col in grid[below] and grid[below][col].vMerge == "continue":
                    below += 1
                made = _cell(_Cell(tc, table), (top + row, col), (below - row, tc.grid_span), numbers)
                width = sum(widths[col : col + tc.grid_span])
                yield replace(made, address=f"{name}!{cell_name(row, col)}", edges=_edges(tc, ruled), width=width)


def _cell(one: _Cell, place: tuple[int, int], span: tuple[int, int], numbers: Numbers) -> Cell:
    parts = list(one.paragraphs)
    return Cell(
        row=place[0],
        col=place[1],
        text=_text(parts, numbers),
        address="",
        rows=span[0],
        cols=span[1],
        align=_align(parts[0]),
        shaded=_shaded(one._tc),
        **_looks(parts),
    )


def _text(parts: list[Paragraph], numbers: Numbers) -> str:
    return "\n".join(f"{numbers.next(part)} {part.text.strip()}".strip() for part in parts).strip()


def _align(part: Paragraph) -> str:
    return str(part.alignment).split(" ", 1)[0].lower() if part.alignment is not None else ""


def _looks(parts: list[Paragraph]) -> dict[str, Any]:
    """Bold and italic where all written words are, steps of setting in."""
    runs = [(run, part) for part in parts for run in part.runs if run.text.strip()]
    first = parts[0] if parts else None
    left = first.paragraph_format.left_indent if first is not None else None
    return {
        "bold": bool(runs) and all(_effective(run.bold, part, "bold") for run, part in runs),
        "italic": bool(runs) and all(_effective(run.italic, part, "italic") for run, part in runs),
        "indent": max(0, round((left or 0) / _STEP)),
    }


def _effective(own: bool | None, part: Paragraph, look: str) -> bool:
    """A run's own look, else that of the paragraph's style."""
    return bool(getattr(part.style.font, look) if own is None and part.style is not None else own)


def _shaded(tc: Any) -> bool:
    fill = next((shd.get(qn("w:fill")) for shd in tc.iter(qn("w:shd"))), None)
    return fill not in (None, "auto", "FFFFFF", "ffffff")


def _ruled(table: Table) -> bool:
    """Whether the table as a whole, or its style, draws lines between cells.

    Tables without them only set words side by side: heads of letters, signatures.
    """
    borders = [table._tbl.tblPr.find(qn("w:tblBorders"))]
    if table.style is not None:
        borders += table.style.element.iter(qn("w:tblBorders"))
    inner = (each.find(qn(f"w:inside{way}")) for each in borders if each is not None for way in "HV")
    return any(_drawn(line) for line in inner if line is not None)


def _edges(tc: Any, ruled: bool) -> frozenset[Side]:
    """The sides of a cell that are drawn: its own lines, else those of the table."""
    own = tc.tcPr.find(qn("w:tcBorders")) if tc.tcPr is not None else None
    drawn = set(_SIDES if ruled else ())
    for side in _SIDES:
        names = {"left": "start", "right": "end"}
        line = own.find(qn(f"w:{side}")) if own is not None else None
        line = own.find(qn(f"w:{names[side]}")) if own is not None and line is None and side in names else line
        if line is not None:
            (drawn.add if _drawn(line) else drawn.discard)(side)
    return frozenset(drawn)


def _drawn(line: Any) -> bool:
    return line.get(qn("w:val")) not in (None, "nil", "none")
