"""Turns the value of one kind of cell into that of another, as if a person typed it there anew."""

from __future__ import annotations

from datetime import date
from typing import Any

from scripts.model.form import Leaf
from scripts.submissions.values import read_text


def converted(value: Any, old: Leaf, new: Leaf) -> Any:
    """The value as the new kind of cell takes it; None where it takes none like it, or more than one is meant."""
    if old.numeric and new.kind == "number":
        return value
    if isinstance(value, dict) or (isinstance(value, list) and old.kind != "list"):
        return None
    read = read_text(as_typed(value, old), new).value
    return read if _fits(read, new) else None


def as_read(value: Any, leaf: Leaf | None) -> Any:
    """The value as a person reads it: a number as it is, all else as it is typed into its cell, if it has one."""
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return value if plain or leaf is None else as_typed(value, leaf)


def as_typed(value: Any, leaf: Leaf) -> str:
    """The value as a person types it."""
    if leaf.kind == "mark":
        return "x" if value is True else str(value)
    if leaf.kind == "choice":
        return dict(leaf.choices).get(value, str(value))
    if leaf.kind == "list" and isinstance(value, list):
        return "; ".join(map(str, value))
    if leaf.kind == "date" and (day := _day(value)):
        return f"{day.day:02}/{day.month:02}/{day.year}"
    return f"{value:.15g}".replace(".", ",") if isinstance(value, float) else str(value)


def _fits(value: Any, leaf: Leaf) -> bool:
    if leaf.kind == "date":
        return _day(value) is not None
    if leaf.kind == "choice":
        return value in dict(leaf.choices)
    if leaf.kind == "mark":
        return value is True
    wanted: dict[str, tuple[type, ...]] = {"integer": (int,), "number": (int, float), "list": (list,), "text": (str,)}
    return isinstance(value, wanted[leaf.kind]) and not isinstance(value, bool)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
