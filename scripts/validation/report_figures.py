"""Checks the tables of indicators in a Word report: rows, figures, units, and what must add up among them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from scripts.findings import Finding
from scripts.model.data import Data, put
from scripts.model.form import Place
from scripts.model.money import named
from scripts.model.outline import Heading, Outline
from scripts.model.report import NOTE, slots
from scripts.submissions.docx_contents import Table
from scripts.submissions.report import Report, Section
from scripts.submissions.report_figures import Row, all_slots, code_of, is_indicator_table, read_figure
from scripts.validation.context import Context
from scripts.validation.rules import check_rules
from scripts.wording import messages
from scripts.wording.report import finding, heading_name, section_path, slot_name, table_path
from scripts.wording.text import listed, shown

_SAYS: Final = re.compile(r"[^\W_]")


def check_tables(report: Report, outline: Outline, file: str, nil: Collection[str]) -> Iterator[Finding]:
    """Findings on the figures of all headings; sections declared `nil`, by key, need none."""
    for heading in outline.headings:
        yield from _of_figures(report, heading, file, nil)
    yield from _of_rules(report, outline, file)


def _of_figures(report: Report, heading: Heading, file: str, nil: Collection[str]) -> Iterator[Finding]:
    wanted = [slot.id for indicator in heading.indicators for slot in slots(indicator)]
    present = {id_: report.rows[id_] for id_ in wanted if id_ in report.rows}
    section = report.section(heading.key)
    at = min((rows[0].ordinal for rows in present.values()), default=section.ordinal if section else -1)
    order = (at, 3)
    if section and section.heading.key in nil and all(_is_blank(row) for rows in present.values() for row in rows):
        return  # the whole section is declared nil, and so are its figures
    if wanted and not present:
        if section:
            stripped = any(is_indicator_table(b) for b in section.blocks if isinstance(b, Table))
            code = "codes-missing" if stripped else "table-missing"
            facts = {"heading": heading_name(heading)}
            yield finding(code, file=file, path=section_path(heading), order=(section.ordinal, 1), facts=facts)
        return
    firsts = [rows[0] for rows in present.values()]
    strange = _strange_codes(section, report) if section else []
    blank = [row.slot.id for row in firsts if _is_blank(row) and not _SAYS.search(row.note)]
    lists = (
        ("row-missing", [id_ for id_ in wanted if id_ not in present]),
        ("row-twice", [id_ for id_, rows in present.items() if len(rows) > 1]),
        ("codes-strange", strange),
        ("table-empty" if len(blank) == len(firsts) else "figure-blank", blank),
        ("figure-without-unit", [row.slot.id for row in firsts if _lacks_unit(row)]),
        ("figure-explained", [row.slot.id for row in firsts if _is_blank(row) and _SAYS.search(row.note)]),
    )
    for code, ids in lists:
        if ids:
            facts = {"count": str(len(ids)), "rows": listed(ids)}
            yield finding(code, file=file, path=table_path(heading), order=order, facts=facts)
    for row in firsts:
        yield from _of_figure(row, heading, file)


def _is_blank(row: Row) -> bool:
    return read_figure(row.text, row.slot).problem == "blank"


def _lacks_unit(row: Row) -> bool:
    """Money alone can be in đồng or in tỷ đồng, and nothing else in the report tells."""
    figure = read_figure(row.text, row.slot)
    return row.slot.is_money and figure.value is not None and not _SAYS.search(row.unit + figure.unit)


def _strange_codes(section: Section, report: Report) -> list[str]:
    """What stands in the place of codes in the section's tables and is none of the template's."""
    tables = [b for b in section.blocks if isinstance(b, Table) and is_indicator_table(b)]
    codes = dict.fromkeys(code_of(row[0].text) for table in tables for row in table.cells[1:] if row)
    return [shown(code) for code in codes if _SAYS.search(code) and code not in report.rows]


def _of_figure(row: Row, heading: Heading, file: str) -> Iterator[Finding]:
    figure = read_figure(row.text, row.slot)
    where: dict[str, Any] = {
        "file": file,
        "path": table_path(heading, row.slot.id),
        "order": (row.ordinal, 4),
        "row": slot_name(row.slot),
        "value": shown(row.text),
    }
    if figure.problem in ("not-a-number", "not-whole", "negative", "too-large", "ambiguous"):
        yield finding(f"figure-{figure.problem}", **where)
    typed, column = named(figure.unit), named(row.unit)
    if row.slot.is_money and typed and column and typed != column:
        yield finding("figure-two-units", facts={"unit": shown(row.unit)}, **where)


def _of_rules(report: Report, outline: Outline, file: str) -> Iterator[Finding]:
    """What the form of figures demands among its rows, said at the row of the report."""
    form = outline.figures
    at = {slot.place: (slot, report.rows[slot.id][0]) for slot in all_slots(outline) if slot.id in report.rows}
    data: Data = {}
    for place, (slot, row) in at.items():
        value = read_figure(row.text, slot).value
        if value is not None:
            put(form, data, place, value)
        if row.note:
            put(form, data, Place("", slot.row.key, None, NOTE), row.note)
    headings = {indicator.id: heading for heading in outline.headings for indicator in heading.indicators}
    for found in check_rules(Context(form, data, {}, None)):
        if found.place in at and found.code != "not-answered":  # blanks have words of their own here
            slot, row = at[found.place]
            yield messages.finding(
                found.code,
                severity=found.severity,
                facts=found.facts,
                file=file,
                path=table_path(headings[slot.indicator.id], slot.id),
                order=(row.ordinal, 6),
                row=slot_name(slot),
                value=found.value,
                rule=found.rule,
            )
