"""Attributes of WordprocessingML elements, whatever prefix their namespace has."""

from __future__ import annotations

import re

Attributes = dict[str, str]


def value(attributes: Attributes, name: str = "val") -> str | None:
    """An attribute by its local name."""
    usual = attributes.get(f"w:{name}")
    if usual is not None:
        return usual
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), None)


def font_of(attributes: Attributes) -> str:
    """The font of letters beyond ASCII, which are those that old encodings misuse."""
    return value(attributes, "hAnsi") or value(attributes, "ascii") or ""


def whole_number(text: str | None, default: int = 0) -> int:
    """The number that the text writes with at most nine digits, else the default."""
    return int(text) if text is not None and re.fullmatch("[0-9]{1,9}", text) else default
