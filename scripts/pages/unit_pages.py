"""Gather what each kind of submitting unit has to do, and what the home page says to all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.pages import places, plan_pages
from scripts.schema import catalogue, registry

Node = Mapping[str, Any]
OTHERS = "Sở, ban, ngành và đơn vị khác"
_SENDING, _UPDATING = "O1", "O3"


def listed() -> Iterator[tuple[str, str]]:
    """Every page for a kind of unit: its name and its address; communes first, since they are most."""
    for kind in _kinds():
        yield str(kind["name"]), places.unit(kind["id"])
    yield OTHERS, places.OTHER_UNITS


def home_context() -> dict[str, Any]:
    """The kinds of units by level, and what is said of late returns."""
    return {
        "choices": [
            ("Cấp xã", [kind for kind in _kinds() if kind["level"] == "commune"]),
            ("Cấp tỉnh", [kind for kind in _kinds() if kind["level"] == "province"]),
        ],
        "others": OTHERS,
        "late": _question_on("Nộp chậm"),
    }


def contexts() -> Iterator[tuple[str, dict[str, Any]]]:
    """The page of each kind of submitter: its address and what it says."""
    plan = catalogue.plan()
    obligations = {one["id"]: one for one in plan["obligations"]}
    sending = obligations[_SENDING]
    for kind in _kinds():
        yield (
            places.unit(kind["id"]),
            {
                "kind": kind,
                "sending": sending,
                "last_day": plan_pages.last_day(plan_pages.due()),
                "owed": [obligations[number] for number in kind["owes"] if number != _SENDING],
                "speakers": [one for one in plan["speakers"] if _kind_of(one) == kind["id"]],
                "unsaid": [one for one in plan["open_points"] if kind["id"] in one.get("kinds", ())],
                "asked": _asked(sending["x-source"]),
            },
        )


def other_context() -> dict[str, Any]:
    """What the plan says of bodies that are no submitters."""
    plan = catalogue.plan()
    return {
        "title": OTHERS,
        "speakers": [one for one in plan["speakers"] if not _kind_of(one)],
        "speech_day": next(one for one in plan["dates"] if one["id"] == "han-tham-luan"),
        "contradiction": next(one for one in plan["contradictions"] if one["id"] == "L59-L45"),
        "unsaid": [one for one in plan["open_points"] if one["id"] == "so-ban-nganh"],
    }


def _kinds() -> list[Node]:
    return sorted(catalogue.plan()["submitter_kinds"], key=lambda kind: bool(kind["level"] != "commune"))


def _kind_of(speaker: Node) -> str:
    """The kind of submitter that a speaker is; empty where it is none."""
    return registry.units()[speaker["code"]].kind if "code" in speaker else ""


def _asked(lines: list[int]) -> list[Node]:
    """The questions that are answered where the plan asks for the report, or for one that was sent before."""
    where = {*lines, *_obligation(_UPDATING)["x-source"]}
    return [one for one in catalogue.plan()["questions"] if set(one["x-source"]) & where and "forms" not in one]


def _obligation(number: str) -> Node:
    return next(one for one in catalogue.plan()["obligations"] if one["id"] == number)


def _question_on(words: str) -> Node:
    return next(one for one in catalogue.plan()["questions"] if one["question"].startswith(words))
