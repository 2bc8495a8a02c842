"""What a unit has written, by heading: paragraphs and figures, ready to be put into the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scripts.model.outline import Heading, Outline
from scripts.model.report import slots
from scripts.wording import report_template as words
from scripts.wording import text


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands in a row of an indicator table."""

    value: str = ""
    note: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is written under a heading; `figures` by slot id."""

    paragraphs: tuple[str, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)


def read_answers(outline: Outline, given: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers by heading key; raises ValueError where the outline has no such heading or figure."""
    known = {h.key: h for h in outline.headings if h.answered}
    _refuse_unknown(given, known)
    return {key: _answer(known[key], value) for key, value in given.items()}


def _answer(heading: Heading, given: Mapping[str, Any]) -> Answer:
    figures = given.get("indicators", {})
    _refuse_unknown(figures, {slot.id: slot for i in heading.indicators for slot in slots(i)})
    paragraphs = given.get("text", ())
    if isinstance(paragraphs, str):
        paragraphs = paragraphs.splitlines()
    return Answer(tuple(paragraphs), {key: _figure(value) for key, value in figures.items()})


def _figure(given: Any) -> Figure:
    if isinstance(given, Mapping):
        return Figure(_shown(given.get("value")), given.get("note", ""), given.get("unit", ""))
    return Figure(_shown(given))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return text.number(value)
    return text.day(value) if isinstance(value, date) else str(value)


def _refuse_unknown(given: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    for key in given:
        if key not in known:
            raise ValueError(words.unknown_key(key))
