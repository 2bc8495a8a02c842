"""Holds the figures of a report's tables, and of the sheet that gathers them, against the forms that supply them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scripts.findings import Finding, Severity
from scripts.model.data import number, value_at
from scripts.model.form import Place, Row
from scripts.model.money import FACTORS, named
from scripts.model.report import NOTE, UNIT
from scripts.model.totals import Number
from scripts.schema import registry
from scripts.submissions.report import Report
from scripts.submissions.report_figures import read_figure
from scripts.validation.sources import Source, Sources
from scripts.wording import report as report_words
from scripts.wording import text, together
from scripts.wording.together import finding


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that somebody wrote.

    `row` and `place` are its cell in the form of figures, `unit` its unit of money (empty for other figures),
    `note` what stands beside it, `at` where it stands: fields of a finding.
    """

    row: Row
    place: Place
    value: Number
    unit: str
    note: str
    at: Mapping[str, Any]


def check_figures(report: Report | None, file: str, sources: Sources, sheet: Source | None) -> Iterator[Finding]:
    """Findings on the figures of the report (named `file`) and of the sheet, both of the unit whose forms these are."""
    written = list(_in_report(report, file)) if report else []
    gathered = list(_in_sheet(sheet)) if sheet else []
    differing: set[Place] = set()
    for stated in (*written, *gathered):
        found = list(_against_form(stated, sources))
        yield from found
        differing |= {stated.place} if found else set()
    # Where report or sheet differs from the form, that they differ from each other follows and is not said again.
    by_place = {one.place: one for one in gathered if one.place not in differing}
    for stated in (one for one in written if one.place in by_place):
        if sheet:
            yield from _against_sheet(stated, by_place[stated.place], sheet)


def _in_report(report: Report, file: str) -> Iterator[Stated]:
    """The figures of the report's tables that are numbers; of a row that stands twice the first."""
    headings = {indicator.id: s.heading for s in report.sections for indicator in s.heading.indicators}
    for rows in report.rows.values():
        row, slot = rows[0], rows[0].slot
        figure = read_figure(row.text, slot)
        value = 0 if figure.problem == "nil" else figure.value
        if value is not None:
            heading = headings.get(slot.indicator.id)
            path = report_words.table_path(heading, slot.id) if heading else slot.id
            at = {"file": file, "path": path, "order": (row.ordinal, 5), "row": report_words.slot_name(slot)}
            yield Stated(slot.row, slot.place, value, named(figure.unit) or named(row.unit) or "", _told(row.note), at)


def _in_sheet(sheet: Source) -> Iterator[Stated]:
    """The figures of the sheet that are numbers."""
    (table,) = sheet.form.tables
    for row in table.rows:
        note, unit = (value_at(sheet.form, sheet.data, Place("", row.key, None, c)) or "" for c in (NOTE, UNIT))
        for column in (c for c, leaf in row.cells.items() if leaf.numeric):
            place = Place("", row.key, None, column)
            value = number(value_at(sheet.form, sheet.data, place))
            if value is not None:
                yield Stated(row, place, value, str(unit), _told(str(note)), _spot(sheet, place))


def _spot(sheet: Source, place: Place) -> dict[str, Any]:
    spot = sheet.submission.spot(place)
    row, column = text.place(sheet.form, place)
    return {
        "file": sheet.submission.file,
        "form": sheet.form.code,
        "sheet": spot.sheet,
        "cell": spot.cell,
        "path": spot.path,
        "order": spot.order,
        "row": row,
        "column": column,
    }


def _against_form(stated: Stated, sources: Sources) -> Iterator[Finding]:
    supply = stated.row.supplied
    source = sources.of(supply)
    if supply is None or source is None:
        return
    expected = source.says(supply)
    if expected is not None and "money_unit" in source.form.asks:
        expected = _in_unit(expected, source.money_unit, stated)
    if expected is not None and not _agree(stated.value, expected):
        facts = {"source": source.where(supply), "why": together.reason(supply.why)}
        yield _differs("figure-differs", stated, expected, supply.level, facts)


def _against_sheet(stated: Stated, other: Stated, sheet: Source) -> Iterator[Finding]:
    expected = other.value if stated.unit == other.unit else _in_unit(other.value, other.unit, stated)
    if expected is not None and not _agree(stated.value, expected):
        source = together.form_source(sheet.form.label.text, sheet.name, [sheet.at(other.place)])
        yield _differs("figure-differs-from-sheet", stated, expected, "warning", {"source": source})


def _differs(code: str, stated: Stated, expected: Number, level: Severity, facts: dict[str, str]) -> Finding:
    """The finding; one that the person explained beside the figure is only noted."""
    words = {**facts, "expected": _said(expected, stated.unit)}
    severity: Severity = "note" if stated.note else level
    said = finding(code, severity=severity, facts=words, value=_said(stated.value, stated.unit), **stated.at)
    return replace(said, remedy=text.excused(stated.note)) if stated.note else said


def _told(note: str) -> str:
    """The note where it says anything; a dash explains nothing."""
    return note if any(map(str.isalnum, note)) else ""


def _in_unit(value: Number, unit: str, stated: Stated) -> Number | None:
    """An amount in the unit in which the person wrote; None where one of the two units is not known."""
    if unit not in FACTORS or stated.unit not in FACTORS:
        return None
    return value * FACTORS[unit] / FACTORS[stated.unit]


def _agree(stated: Number, expected: Number) -> bool:
    """Whether the figure, to the decimals with which it was written, is the expected one."""
    decimals = len(text.number(stated).partition(",")[2])
    return bool(abs(stated - expected) <= 0.5 * 10**-decimals + 1e-9)


def _said(value: Number, unit: str) -> str:
    return together.amount(text.number(value), registry.money_units().get(unit, ""))
