"""The table of a heading's indicators, one row for each figure."""

from __future__ import annotations

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import Table, _Cell, _Row

from scripts.model.outline import Heading, Indicator
from scripts.model.report import ADDED_STYLE, GUIDANCE_STYLE, Slot, slots, table_bookmark
from scripts.templates import docx_parts as parts
from scripts.templates import report_styles as styles
from scripts.templates.report_answers import Answer, Figure
from scripts.templates.report_frame import set_widths
from scripts.wording import report_template as words

_WIDTHS = (24, 67, 20, 24, 30)


def write_indicators(document: Document, bookmarks: parts.Bookmarks, heading: Heading, answer: Answer | None) -> None:
    """The caption and the table; without an answer the rows say below the name which form holds the figure."""
    document.add_paragraph(words.caption(heading), ADDED_STYLE).paragraph_format.keep_with_next = True
    table = document.add_table(1, len(_WIDTHS), "Table Grid")
    for cell, said in zip(table.rows[0].cells, words.COLUMNS, strict=True):
        _say(cell, said, style=styles.COLUMN_HEAD)
    bookmarks.around(table.cell(0, 0).paragraphs[0], table_bookmark(heading))
    guided: set[str] = set()
    for indicator in heading.indicators:
        _write_indicator(table, indicator, answer, guided)
    for place, row in enumerate(table.rows):
        parts.keep_whole(row, repeat=place == 0)
    set_widths(table, _WIDTHS)


def _write_indicator(table: Table, indicator: Indicator, answer: Answer | None, guided: set[str]) -> None:
    """The rows of one indicator; the guidance in `guided` stands in the table already and is not repeated."""
    rows = slots(indicator)
    for place, slot in enumerate(rows):
        row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx forgot to say
        cells = row.cells
        figure = answer.figures.get(slot.id, Figure()) if answer else Figure()
        _write_row(cells, slot, figure, first=place == 0)
        guidance = words.guidance(slot, first=place == 0) if answer is None else []
        for line in (line for line in guidance if line not in guided):
            cells[1].add_paragraph(line, GUIDANCE_STYLE)
        guided.update(guidance)
        if slot is not rows[-1]:
            _keep_with_next(cells)
        if slot is rows[0] and slot.part and answer is not None:
            _level_with_last_line(cells)


def _write_row(cells: tuple[_Cell, ...], slot: Slot, figure: Figure, first: bool) -> None:
    code, name, unit, value, note = cells
    _say(code, slot.id)
    _say(name, *_name(slot, first))
    _say(unit, figure.unit or slot.row.unit)
    _say(value, figure.value)
    _say(note, figure.note)
    unit.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    value.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _keep_with_next(cells: tuple[_Cell, ...]) -> None:
    for paragraph in (p for cell in cells for p in cell.paragraphs):
        paragraph.paragraph_format.keep_with_next = True


def _level_with_last_line(cells: tuple[_Cell, ...]) -> None:
    """Put the figure beside what it counts, not beside the indicator's name above that."""
    for cell in cells:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM


def _name(slot: Slot, first: bool) -> list[str]:
    """The indicator's name once, then what each row counts."""
    if not slot.part:
        return [slot.indicator.name]
    return [f"{slot.indicator.name}:"] * first + [words.part(slot.part)]


def _say(cell: _Cell, *lines: str, style: str = styles.CELL) -> None:
    for place, line in enumerate(lines):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.style = style
        paragraph.add_run(line)
