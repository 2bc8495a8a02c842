"""Tells by which version of a form a return is read: the one in force, or an older one that was released."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from scripts import paths
from scripts.model import grid
from scripts.model.form import Form
from scripts.schema.released import number, released

_VERSION = re.compile(r"[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}")


def layout(form: Form, version: str) -> Form | None:
    """The layout of that version of the form in force; None where none older than it was released as that."""
    if version == form.version:
        return form
    if not _VERSION.fullmatch(version) or number(version) > number(form.version):
        return None
    return released(paths.RELEASED).get((form.code, version))


def every(form: Form) -> Iterator[Form]:
    """The form in force, then as it was in each version released before, the newest first."""
    yield form
    known = released(paths.RELEASED)
    older = [version for code, version in known if code == form.code and number(version) < number(form.version)]
    yield from (known[form.code, version] for version in sorted(older, key=number, reverse=True))


def named(form: Form, names: Collection[str]) -> Form:
    """The version of a form whose parts most of the defined names (in small letters) mean, where no mark tells it."""
    return max(every(form), key=lambda one: _fit(one, names))


def _fit(form: Form, names: Collection[str]) -> int:
    """How many of the form's names are there, less those that are not."""
    own = {name.casefold() for name in grid.names(form)}
    return len(own & set(names)) - len(own - set(names))


def since(form: Form, version: str) -> list[Form]:
    """The form in each version that came after, in their order, up to the one in force."""
    known = released(paths.RELEASED)
    later = [v for code, v in known if code == form.code and number(version) < number(v) < number(form.version)]
    return [*(known[form.code, v] for v in sorted(later, key=number)), form]


def why_unread(form: Form, version: str) -> str:
    """The code of the finding on a version for which there is no layout."""
    newer = _VERSION.fullmatch(version) and number(version) > number(form.version)
    return "newer-version" if newer else "unknown-version"
