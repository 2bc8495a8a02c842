"""Explain abbreviations where they stand: in the Markdown of every page and in the pictures of forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from markupsafe import Markup

from scripts.schema import catalogue

Entry = Mapping[str, Any]


@cache
def explained() -> Mapping[str, str]:
    """Every spelling of an abbreviation with what it stands for."""
    return {short: one["long"] for one in _abbreviations() for short in one["short"]}


def marked(text: str) -> Markup:
    """The text as HTML in which every abbreviation carries its explanation."""
    made, end = Markup(""), 0
    for found in _pattern().finditer(text):
        made += Markup('{}<abbr title="{}">{}</abbr>').format(
            text[end : found.start()], explained()[found[0]], found[0]
        )
        end = found.end()
    return made + text[end:]


def occurring(text: str) -> list[Entry]:
    """The abbreviations that occur in the text, in the order of the glossary."""
    found = set(_pattern().findall(text))
    return [one for one in _abbreviations() if found & set(one["short"])]


def context() -> dict[str, list[Entry]]:
    """What the page of all abbreviations and terms shows."""
    entries = catalogue.glossary()
    return {
        "in_source": [one for one in entries if "x-source" in one],
        "others": [one for one in entries if "x-added" in one],
    }


def _abbreviations() -> list[Entry]:
    return [one for one in catalogue.glossary() if one["kind"] == "abbreviation"]


@cache
def _pattern() -> re.Pattern[str]:
    """As Python-Markdown's `abbr` looks for them: whole words, the longest first."""
    words = sorted(explained(), key=lambda short: (-len(short), short))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
