"""Gather what the pages for writing the report say: one page for each section, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from scripts import paths
from scripts.model.form import Form, Label, Supply
from scripts.model.outline import Heading, Indicator, Outline
from scripts.model.report import slots
from scripts.pages import places
from scripts.schema import catalogue
from scripts.templates.report_answers import Answer, read_answers
from scripts.wording import text


@dataclass(frozen=True, slots=True)
class Section:
    """What stands on one page: the heading that names it, all headings answered there, and the part it belongs to."""

    head: Heading
    headings: tuple[Heading, ...]
    part: Heading | None

    @property
    def page(self) -> str:
        """Its page under docs/."""
        return places.section(self.head.key)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the forms that its headings ask for."""
        return tuple(code for heading in self.headings for code in heading.codes)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The figures that its headings ask for."""
        return tuple(indicator for heading in self.headings for indicator in heading.indicators)

    @property
    def supplying(self) -> tuple[str, ...]:
        """Codes of the forms in which some of its figures stand."""
        rows = (row for one in self.indicators for row in (one.row, *one.parts))
        return tuple(dict.fromkeys(row.supplied.form for row in rows if row.supplied))


@dataclass(frozen=True, slots=True)
class Figure:
    """A line under an indicator; `name` is empty where the indicator does not fall into several."""

    code: str
    name: str
    unit: str
    supplied: Supply | None

    @property
    def source(self) -> str:
        """Where the figure stands in another form: Biểu 13B, dòng tổng cộng, cột 4 + 5. Empty where in none."""
        if self.supplied is None:
            return ""
        (table, *_) = catalogue.forms()[self.supplied.form].tables
        numbers = dict.fromkeys(table.column(cell.column or "").number.strip("()") for cell in self.supplied.cells)
        return text.supply(self.supplied) + (f", cột {' + '.join(numbers)}" if numbers else "")


Asked = tuple[Indicator, list[Figure]]


def sections(outline: Outline) -> Iterator[Section]:
    """The sections in printed order: parts whose headings ask for figures or forms are divided, others are not."""
    for part in (heading for heading in outline.headings if heading.level == 1):
        below = outline.children(part.key)
        if any(heading.indicators or heading.attachments for heading in below):
            if part.answered:
                yield Section(part, (part,), None)
            yield from (Section(heading, (heading,), part) for heading in below)
        else:
            yield Section(part, (part, *below), None)


def page_of(outline: Outline, key: str) -> str:
    """The page on which a heading is explained, with the heading's place there."""
    pages = {heading.key: section for section in sections(outline) for heading in section.headings}
    if key not in pages:
        return places.WRITING
    section = pages[key]
    return section.page if section.head.key == key else f"{section.page}#{places.anchor('muc', key)}"


def overview_context() -> dict[str, Any]:
    """The way of working and the list of sections."""
    outline = catalogue.outline()
    return {"outline": outline, "sections": list(sections(outline)), "forms": catalogue.forms()}


def section_contexts() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every section's page with what it says."""
    outline, forms = catalogue.outline(), catalogue.forms()
    found = list(sections(outline))
    given = example()
    for at, section in enumerate(found):
        yield (
            section.page,
            {
                "outline": outline,
                "forms": forms,
                "section": section,
                "title": title(section),
                "before": found[at - 1] if at else None,
                "after": found[at + 1] if at + 1 < len(found) else None,
                "asked": {heading.key: [asked(one) for one in heading.indicators] for heading in section.headings},
                "also": [code for code in section.supplying if code not in section.codes],
                "compared": [slot.id for one in section.indicators for slot in slots(one) if slot.row.supplied],
                "conflicts": list(_conflicts(section)),
                "questions": list(_questions(section)),
                "example_unit": given["unit"],
                "examples": _answers(),
                "example_figures": {heading.key: list(_example_figures(heading)) for heading in section.headings},
            },
        )


def figures_by_section(form: Form) -> list[tuple[Section, list[Asked]]]:
    """The rows of the form of figures by the section that asks for them; empty for every other form."""
    outline = catalogue.outline()
    if form is not outline.figures:
        return []
    found = ((one, [asked_in_sheet(form, i) for i in one.indicators]) for one in sections(outline))
    return [(section, rows) for section, rows in found if rows]


def title(section: Section) -> str:
    """A section by its path and our short name: II.1 – Thông tin, tuyên truyền."""
    return f"{section.head.key} – {section.head.short}"


def asked(indicator: Indicator) -> Asked:
    """An indicator as the Word report splits it: a line for each code of its table there."""
    return indicator, [Figure(slot.id, slot.part, slot.row.unit, slot.row.supplied) for slot in slots(indicator)]


def asked_in_sheet(form: Form, indicator: Indicator) -> Asked:
    """An indicator as the form of figures has it: a line for each row; one asked at several moments names them."""
    if indicator.parts:
        return indicator, [Figure(r.number, r.label.text, r.unit, r.supplied) for r in indicator.parts]
    row, (table,) = indicator.row, form.tables
    moments = [table.column(slot.column).label.text for slot in slots(indicator)]
    name = "; ".join(moments) if len(moments) > 1 else ""
    return indicator, [Figure(row.number, name, row.unit, row.supplied)]


def example() -> Mapping[str, Any]:
    """The synthetic report of a commune that does not exist: its unit and its sections."""
    return catalogue.load(paths.REPORT_EXAMPLE)


@cache
def _answers() -> Mapping[str, Answer]:
    return read_answers(catalogue.outline(), example()["sections"])


def _example_figures(heading: Heading) -> Iterator[tuple[str, str, str, str]]:
    """Code, what is counted, the figure with its unit, and the note, as the example gives them."""
    figures = _answers()[heading.key].figures if heading.answered else {}
    for slot in (slot for indicator in heading.indicators for slot in slots(indicator)):
        if slot.id in figures:
            given = figures[slot.id]
            counted = given.value.replace(".", "").replace(",", "").isdigit()
            value = f"{given.value} {given.unit or slot.row.unit}" if counted else given.value
            yield slot.id, slot.part or slot.indicator.name, value, given.note


def _labels(section: Section) -> Iterator[Label]:
    for heading in section.headings:
        yield from heading.labels


def _conflicts(section: Section) -> Iterator[tuple[str, str]]:
    """The plan's contradictions of which a side stands in the section's lines: note and place."""
    own = {line for label in _labels(section) for line in label.lines}
    for one in catalogue.plan()["contradictions"]:
        if any(own & set(side["x-source"]) for side in one["sides"]):
            yield one["note"], places.contradiction(one["id"])


def _questions(section: Section) -> Iterator[Mapping[str, Any]]:
    """Questions that rest on the section's lines, or concern a form from which it takes words or figures."""
    own = {line for label in _labels(section) for line in label.lines}
    codes = {*section.codes, *section.supplying}
    for one in catalogue.plan()["questions"]:
        if own & set(one["x-source"]) or codes & set(one.get("forms", ())):
            yield one
