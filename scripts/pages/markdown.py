"""Turn page templates into Markdown in which every text is escaped unless it says that it is markup."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scripts.pages import places, words
from scripts.wording import sheet, text

_SPECIAL = re.compile(r"([\\`*_{}\[\]#!|~^])")
_LIST_AT_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+])(?=\s|$)")


def plain(value: Any) -> Markup:
    """The value as Markdown that shows exactly these characters, on one line."""
    made = _SPECIAL.sub(r"\\\1", " ".join(str(value).split()))
    made = _LIST_AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", made)
    return Markup(made.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))  # noqa: S704 (escaped here)


def joined(parts: Iterable[Any], by: str = ", ") -> Markup:
    """The parts one after the other, each escaped unless it is markup."""
    return Markup(by).join(_shown(part) for part in parts)


def link(label: Any, address: str) -> Markup:
    """A Markdown link."""
    return Markup("[{}]({})").format(_shown(label), Markup(address))


def lines(node: Mapping[str, Any]) -> str:
    """The transcript lines on which a node of the outline or the plan rests, as a reference."""
    return text.lines(tuple(node.get("x-source", ())))


def addresses(page: str) -> Callable[[str], Markup]:
    """How the page names other files of docs/: as addresses relative to itself."""
    folder = posixpath.dirname(page)

    def to(target: str) -> Markup:
        file, _, anchor = target.partition("#")
        relative = posixpath.relpath(file, folder or ".") if file != page else ""
        return Markup(relative + (f"#{anchor}" if anchor else ""))

    return to


def render(template: str, page: str, context: Mapping[str, Any]) -> str:
    """The page at `page` (relative to docs/) as Markdown that ends in one newline."""
    made = _environment().get_template(template).render(to=addresses(page), **context)
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"


def _shown(value: Any) -> Markup:
    if isinstance(value, Markup):
        return value
    return plain("" if value is None else value)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(joined=joined)
    environment.globals.update(link=link, places=places, words=words, lines=lines, sheet=sheet)
    return environment
