"""Gather what the pages on the plan, the outline, the questions and the corrections say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.pages import corrections, form_page, places, words, writing
from scripts.schema import catalogue

Node = Mapping[str, Any]
_TIMELINE = (
    ("Hạn và sự kiện", ("deadline", "event")),
    ("Kỳ số liệu và mốc chốt số liệu", ("period", "cutoff")),
    ("Các mốc khác được nhắc đến", ("reference",)),
)


def plan_context() -> dict[str, Any]:
    """The plan: dates, duties, contradictions, open points."""
    plan = catalogue.plan()
    return {
        "plan": plan,
        "dates": {date["id"]: date for date in plan["dates"]},
        "timeline": [(name, dates_of(*kinds)) for name, kinds in _TIMELINE],
        "duties": list(_duties(plan)),
        "ask": form_page.catalogue_actor("ban_to_chuc_tinh_uy"),
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
        "applied": [notice for notice in notices if notice.applied],
        "flagged": [notice for notice in notices if not notice.applied],
    }


def dates_of(*kinds: str, whole_days: bool = False) -> list[Node]:
    """The plan's dates of these kinds in the order of time; with `whole_days` none that is only a year or a month."""
    found = [date for date in catalogue.plan()["dates"] if date["kind"] in kinds]
    return sorted((date for date in found if not whole_days or _order(date)[0] == 0), key=_order)


def _order(date: Node) -> tuple[int, str]:
    """Days before what is only a month or a year; then by time."""
    first = str(date.get("iso") or date["from"])
    return len("2026-05-31") - len(first), first


def conflict(number: str) -> str:
    """How a contradiction is called: by its number, or by the lines that contradict each other."""
    lines = re.findall(r"L(\d+)", number)
    return f"Dòng {' và dòng '.join(lines)}" if lines else number


def when(date: Node) -> str:
    """A date of the plan in words; a deadline that excludes its day says before."""
    if "iso" not in date:
        first, last = words.day(date["from"]), words.day(date["to"])
        return first if first == last else f"{first} đến {last}"
    return f"trước {words.day(date['iso'])}" if date.get("exclusive") else words.day(date["iso"])


def _duties(plan: Node) -> Iterator[tuple[list[str], list[Node]]]:
    """Who owes what: kinds of units that owe the same stand together, then the other bodies."""
    obligations = {one["id"]: one for one in plan["obligations"]}
    owing: dict[tuple[str, ...], list[str]] = {}
    for kind in sorted(plan["submitter_kinds"], key=lambda k: bool(k["level"] != "commune")):
        owing.setdefault(tuple(kind["owes"]), []).append(kind["name"])
    for owes, who in owing.items():
        yield who, [obligations[number] for number in owes]
    owed = {number for owes in owing for number in owes}
    names = {actor["id"]: actor["name"] for actor in (*plan["actors"], *plan["submitter_kinds"])}
    for number, one in obligations.items():
        if number not in owed or not set(one["who"]) <= {k["id"] for k in plan["submitter_kinds"]}:
            yield [names.get(who, who) for who in one["who"]], [one]
