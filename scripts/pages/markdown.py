"""Turn page templates into Markdown in which every text is escaped unless it says that it is markup."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Undefined
from jinja2.utils import missing
from markupsafe import Markup, escape

from scripts.model.form import Label
from scripts.pages import places, words
from scripts.wording import sheet, text

_SPECIAL = re.compile(r"([\\`*_{}\[\]#!|~^])")
_LIST_AT_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+])(?=\s|$)")


def plain(value: Any) -> Markup:
    """The value as Markdown that shows exactly these characters, on one line."""
    made = _SPECIAL.sub(r"\\\1", " ".join(str(value).split()))
    made = _LIST_AT_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", made)
    return Markup(made.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def joined(parts: Iterable[Any], by: str = ", ") -> Markup:
    """The parts one after the other, each escaped unless it is markup."""
    return Markup(by).join(_shown(part) for part in parts)


def link(label: Any, address: str) -> Markup:
    """A Markdown link."""
    return Markup("[{}]({})").format(_shown(label), Markup(address))


def lines(node: Label | Mapping[str, Any]) -> str:
    """The transcript lines on which a label, or a node of the plan, rests, as a reference."""
    return text.lines(node.lines if isinstance(node, Label) else tuple(node.get("x-source", ())))


def html(said: Any) -> Markup:
    """The words for inside an HTML element, where Markdown is not read."""
    return escape(" ".join(str(said).split()))


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


class _Lacking(Undefined):
    """What a template asks for in vain: a key that a schema may leave out is false, all else is an error."""

    def __bool__(self) -> bool:
        if self._undefined_obj is missing:
            self._fail_with_undefined_error()
        return False

    def __str__(self) -> str:  # noqa: PLE0307 (it always raises)
        self._fail_with_undefined_error()

    def __iter__(self) -> Iterator[Any]:
        self._fail_with_undefined_error()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8"),
        autoescape=True,
        finalize=_shown,
        undefined=_Lacking,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        joined=joined, html=html, first_upper=text.first_upper, in_words=words.HANDED_IN.__getitem__
    )
    environment.globals.update(link=link, places=places, words=words, lines=lines, sheet=sheet, text=text)
    return environment
