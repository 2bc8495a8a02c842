"""Write HTML elements whose content is escaped unless it says that it is markup."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup


def tag(name: str, content: Any, **attributes: str) -> Markup:
    """An HTML element; empty attributes are left out, `class_` is class and `aria_label` is aria-label."""
    given = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value)
    opening = Markup("").join(Markup(' {}="{}"').format(key, value) for key, value in given)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), opening, content)


def join(*classes: str) -> str:
    """Classes of an element; empty ones are left out."""
    return " ".join(filter(None, classes))
