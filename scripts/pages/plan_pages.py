"""Gather what the pages on the plan, the outline, the questions and the corrections say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from scripts.pages import corrections, places, words, writing
from scripts.schema import catalogue

Node = Mapping[str, Any]
_TIMELINE = (
    ("Kỳ số liệu và mốc chốt số liệu", ("period", "cutoff")),
    ("Các mốc khác được nhắc đến", ("reference",)),
)


def plan_context() -> dict[str, Any]:
    """The plan: dates, duties, contradictions, open points."""
    plan = catalogue.plan()
    return {
        "plan": plan,
        "dates": {one["id"]: one for one in plan["dates"]},
        "set_dates": [(one, last_day(one)) for one in dates_of("deadline", "event")],
        "timeline": [(name, dates_of(*kinds)) for name, kinds in _TIMELINE],
        "data_period": next(one for one in plan["dates"] if one["kind"] == "period"),
        "duties": list(_duties(plan)),
        "topics": list(_topics(plan)),
    }


def outline_context() -> dict[str, Any]:
    """The outline, word for word, and where each heading is explained."""
    outline = catalogue.outline()
    return {
        "outline": outline,
        "forms": catalogue.forms(),
        "explained": {heading.key: writing.page_of(outline, heading.key) for heading in outline.headings},
    }


def questions_context() -> dict[str, Any]:
    """The questions: those on the whole, then those on forms."""
    plan = catalogue.plan()
    return {
        "plan": plan,
        "groups": [
            ("Câu hỏi chung", "chung", [q for q in plan["questions"] if not q.get("forms")]),
            ("Câu hỏi về từng biểu", "tung-bieu", [q for q in plan["questions"] if q.get("forms")]),
        ],
    }


def corrections_context() -> dict[str, Any]:
    """Every correction of every schema."""
    plan = {name: catalogue.plan()[name] for name in ("provisions", "recipients", "signature")}
    found = [
        *corrections.of_document(plan, places.PLAN_TEXT, "Kế hoạch"),
        *corrections.of_document(catalogue.outline_schema(), places.OUTLINE, "Đề cương"),
        *(one for form in catalogue.forms().values() for one in corrections.of_form(form)),
    ]
    notices = corrections.gathered(found)
    return {
        "notices": notices,
        "listed": corrections.listed(notices, catalogue.plan()),
        "applied": [notice for notice in notices if notice.applied],
        "flagged": [notice for notice in notices if not notice.applied],
    }


def due() -> Node:
    """The date by which reports and forms are handed in."""
    plan = catalogue.plan()
    obligation = next(o for o in plan["obligations"] if "form" in o)
    found: Node = next(d for d in plan["dates"] if d["id"] == obligation["by"])
    return found


def actor(name: str) -> str:
    """The name of a body that the plan names."""
    return next(str(a["name"]) for a in catalogue.plan()["actors"] if a["id"] == name)


def last_day(date_of_plan: Node) -> str:
    """The last day (ISO) on which a date of the plan is not over: a deadline "before" a day ends the day before."""
    day = date.fromisoformat(date_of_plan["iso"])
    return (day - timedelta(days=1) if date_of_plan.get("exclusive") else day).isoformat()


def dates_of(*kinds: str) -> list[Node]:
    """The plan's dates of these kinds in the order of time."""
    return sorted((one for one in catalogue.plan()["dates"] if one["kind"] in kinds), key=_order)


def _order(one: Node) -> tuple[int, str]:
    """Days before what is only a month or a year; then by time."""
    first = str(one.get("iso") or one["from"])
    return len("2026-05-31") - len(first), first


def when(one: Node) -> str:
    """A date of the plan in words; a deadline that excludes its day says before."""
    if "iso" not in one:
        first, last = words.day(one["from"]), words.day(one["to"])
        return first if first == last else f"{first} đến {last}"
    return f"trước {words.day(one['iso'])}" if one.get("exclusive") else words.day(one["iso"])


def _topics(plan: Node) -> Iterator[tuple[list[str], Node]]:
    """Every topic of a speech, with the units that speak on it."""
    by_topic: dict[str, list[Node]] = {}
    for one in plan["speakers"]:
        by_topic.setdefault(one["text"], []).append(one)
    for speakers in by_topic.values():
        yield [one["unit"] for one in speakers], speakers[0]


def _duties(plan: Node) -> Iterator[tuple[list[str], list[Node]]]:
    """Who owes what: what every submitter owes, then every other obligation under those who owe it."""
    names = {actor["id"]: actor["name"] for actor in (*plan["actors"], *plan["submitter_kinds"])}
    common = set.intersection(*(set(kind["owes"]) for kind in plan["submitter_kinds"]))
    yield [words.EVERY_SUBMITTER], [one for one in plan["obligations"] if one["id"] in common]
    others: dict[tuple[str, ...], list[Node]] = {}
    for one in plan["obligations"]:
        if one["id"] not in common:
            others.setdefault(tuple(names.get(who, who) for who in one["who"]), []).append(one)
    for who, owed in others.items():
        yield list(who), owed
