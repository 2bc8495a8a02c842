"""What the report's outline (đề cương) is: headings, prompts, footnotes, indicators and the forms asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from scripts.model.form import Column, Form, Label, Period, Row
from scripts.model.from_schema import build_label, build_period

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """An enumerated part of a prompt or footnote: (i), (1) …"""

    number: str
    label: Label


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a section must say: official words, enumerated parts, and marks of the footnotes it carries.

    `points` say in our own words what is to be answered.
    """

    id: str
    label: Label
    items: tuple[Item, ...]
    footnotes: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of the outline; `mark` is its number as printed."""

    mark: str
    label: Label
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """The words by which a heading asks for forms, and the codes of these forms in printed order."""

    label: Label
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measurable thing that the outline's words ask for: a row of the form of figures, and the rows it falls into.

    `columns` are all of that form; a row has cells in some of them.
    """

    row: Row
    parts: tuple[Row, ...]
    columns: tuple[Column, ...]

    @property
    def id(self) -> str:
        """Its code: III2-08."""
        return self.row.number

    @property
    def name(self) -> str:
        """Our short name for it."""
        return self.row.label.text


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of part B. `key` is its path (III.2), `number` as printed (2.); `answered` sections hold text.

    `short` is our own short name for it; `points` say in our own words what is to be answered where no prompt does.
    """

    key: str
    number: str
    short: str
    label: Label
    answered: bool
    points: tuple[str, ...]
    prompts: tuple[Prompt, ...]
    attachments: tuple[Attachment, ...]
    footnotes: tuple[Footnote, ...]
    indicators: tuple[Indicator, ...]

    @property
    def level(self) -> int:
        """1 for Roman parts, 2 for the numbered headings below them."""
        return self.key.count(".") + 1

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the forms that the heading asks for, in printed order."""
        return tuple(code for one in self.attachments for code in one.codes)

    @property
    def labels(self) -> tuple[Label, ...]:
        """Every piece of the outline's own words that stands under the heading, the heading's first."""
        parts: tuple[Prompt | Footnote, ...] = (*self.prompts, *self.footnotes)
        return (
            self.label,
            *(label for part in parts for label in (part.label, *(item.label for item in part.items))),
            *(one.label for one in self.attachments),
        )


@dataclass(frozen=True, slots=True)
class Requirement:
    """A general requirement of part A; its parts are joined by […] where a person's name was left out."""

    number: str
    parts: tuple[Label, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The whole outline.

    `period` is the time that the report covers, given in the transcript's `period_lines`; `figures` is the form that
    holds every figure which the headings ask for.
    """

    version: str
    layout_date: str
    label: Label
    title: Label
    period: Period
    period_lines: tuple[int, ...]
    figures: Form
    requirements_number: str
    requirements_label: Label
    requirements: tuple[Requirement, ...]
    body_number: str
    body_label: Label
    headings: tuple[Heading, ...]

    def heading(self, key: str) -> Heading:
        """The heading with that key; raises KeyError where there is none."""
        return {h.key: h for h in self.headings}[key]

    def children(self, key: str) -> tuple[Heading, ...]:
        """The headings directly under a Roman part."""
        return tuple(h for h in self.headings if h.key.startswith(key + "."))

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits that change with any heading, prompt or indicator."""
        parts = [
            [h.key, h.label.text, [p.label.text for p in h.prompts], [[i.id, len(i.parts)] for i in h.indicators]]
            for h in self.headings
        ]
        canonical = json.dumps([self.version, parts], ensure_ascii=False, separators=(",", ":"))
        return sha256(canonical.encode()).hexdigest()[:8]


def build_outline(schema: Node, forms: Mapping[str, Form]) -> Outline:
    """The outline that a valid outline schema describes, with its figures from the form that it names."""
    about = schema["x-outline"]
    figures = forms[about["indicators"]]
    asked = _asked(figures, schema["properties"])
    return Outline(
        version=about["version"],
        layout_date=about["layout_date"],
        label=build_label(about["label"]),
        title=build_label(schema),
        period=build_period(about["period"]),
        period_lines=tuple(about["period"]["x-source"]),
        figures=figures,
        requirements_number=about["requirements"]["number"],
        requirements_label=build_label(about["requirements"]),
        requirements=tuple(
            Requirement(r["number"], tuple(build_label(s) for s in r["segments"]))
            for r in about["requirements"]["items"]
        ),
        body_number=about["body"]["number"],
        body_label=build_label(about["body"]),
        headings=build_headings(schema, asked),
    )


def build_headings(schema: Node, asked: Mapping[str, tuple[Indicator, ...]] | None = None) -> tuple[Heading, ...]:
    """The headings that a valid outline schema describes, with the indicators `asked` under each, by its key."""
    given = asked or {}
    return tuple(_heading(key, node, given.get(key, ())) for key, node in schema["properties"].items())


def _asked(figures: Form, headings: Iterable[str]) -> dict[str, tuple[Indicator, ...]]:
    """The indicators by the heading under which their rows stand."""
    found: dict[str, tuple[Indicator, ...]] = {}
    (table,) = figures.tables
    for row in table.rows:
        if row.asked:
            indicator = Indicator(row, table.children(row.key), table.columns)
            found[row.parent or ""] = (*found.get(row.parent or "", ()), indicator)
    strange = found.keys() - set(headings)
    if strange:
        raise KeyError(min(strange))
    return found


def _heading(key: str, node: Node, indicators: tuple[Indicator, ...]) -> Heading:
    return Heading(
        key=key,
        number=node["x-number"],
        short=node["x-short"],
        label=build_label(node),
        answered=not node.get("x-heading-only", False),
        points=tuple(node.get("x-points", ())),
        prompts=tuple(_prompt(p) for p in node.get("x-prompts", ())),
        attachments=tuple(Attachment(build_label(a), tuple(a["codes"])) for a in node.get("x-forms", ())),
        footnotes=tuple(Footnote(f["mark"], build_label(f), _items(f)) for f in node.get("x-footnotes", ())),
        indicators=indicators,
    )


def _items(node: Node) -> tuple[Item, ...]:
    return tuple(Item(i["number"], build_label(i)) for i in node.get("items", ()))


def _prompt(node: Node) -> Prompt:
    return Prompt(
        id=node["id"],
        label=build_label(node),
        items=_items(node),
        footnotes=tuple(node.get("footnotes", ())),
        points=tuple(node.get("x-points", ())),
    )
