"""Make the script that teaches the theme's search Vietnamese, and tell it what each page weighs."""

from __future__ import annotations

import json
from pathlib import Path
from posixpath import dirname
from typing import Any

from scripts.pages import glossary, places
from scripts.schema import catalogue

# Where the theme looks for what it should know of Vietnamese; a file of docs/ takes the place of the theme's own.
SCRIPT = "assets/javascripts/lunr/min/lunr.vi.min.js"
_ABBREVIATIONS = "var LONG = {};"
# Official forms and the sections of the report are what most people look for; pages that repeat the words of others
# stand behind these.
_PAGES = {
    places.HOME: 1.5,
    places.GLOSSARY: 2.0,
    places.QUESTIONS: 0.8,
    places.OUTLINE: 0.8,
    places.section("V"): 0.6,
    places.section("VI"): 0.6,
    places.CORRECTIONS: 0.3,
    places.REPOSITORY: 0.3,
}
_FOLDERS = {"bao-cao": 1.5, "don-vi": 0.5}
_OFFICIAL_FORM, _ADDED_FORM = 3.0, 0.5


def script() -> bytes:
    """The script, with what the abbreviations of the glossary stand for filled in."""
    source = Path(__file__).with_suffix(".js").read_text("utf-8")
    long = json.dumps(dict(glossary.explained()), ensure_ascii=False, indent=2)
    assert source.count(_ABBREVIATIONS) == 1
    return source.replace(_ABBREVIATIONS, f"var LONG = {long};").encode()


def facts(page: str) -> dict[str, Any]:
    """What the head of a page below docs/ tells the search: how much the page weighs, and the code of its form."""
    form = next((form for form in catalogue.forms().values() if places.form(form.code) == page), None)
    if form:
        return {"search": {"boost": _ADDED_FORM if form.added else _OFFICIAL_FORM}, "tags": [form.code]}
    weight = _PAGES.get(page) or _FOLDERS.get(dirname(page))
    return {"search": {"boost": weight}} if weight else {}
