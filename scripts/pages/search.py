"""Make the script that teaches the theme's search Vietnamese, and say how much each page weighs in it."""

from __future__ import annotations

import json
from pathlib import Path
from posixpath import dirname

from scripts.pages import glossary, places
from scripts.schema import catalogue

# Where the theme looks for what it should know of Vietnamese; a file of docs/ takes the place of the theme's own.
SCRIPT = "assets/javascripts/lunr/min/lunr.vi.min.js"
_ABBREVIATIONS = "var LONG = {};"
# Forms are what most people look for; pages that repeat the words of others stand behind these.
_WEIGHTS = {
    places.HOME: 1.5,
    places.GLOSSARY: 2.0,
    places.QUESTIONS: 0.8,
    places.CORRECTIONS: 0.3,
    places.REPOSITORY: 0.3,
}
_FOLDER_WEIGHTS = {"bieu": 3.0, "don-vi": 0.5}


def script() -> bytes:
    """The script, with what the abbreviations of the glossary stand for filled in."""
    source = Path(__file__).with_suffix(".js").read_text("utf-8")
    long = json.dumps(dict(glossary.explained()), ensure_ascii=False, indent=2)
    assert source.count(_ABBREVIATIONS) == 1
    return source.replace(_ABBREVIATIONS, f"var LONG = {long};").encode()


def tags(page: str) -> list[str]:
    """What a page is found by above all: the code of its form."""
    return [code for code in catalogue.forms() if places.form(code) == page]


def weight(page: str) -> float | None:
    """How much a page below docs/ weighs; None for as much as any other."""
    return _WEIGHTS.get(page) or _FOLDER_WEIGHTS.get(dirname(page)) if page != places.FORMS else None
