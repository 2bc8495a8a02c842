"""Gather what the page of all downloads says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from posixpath import dirname
from typing import Any, NamedTuple

from scripts import paths
from scripts.model.grid import fingerprint
from scripts.pages import packages, places, words
from scripts.schema import catalogue


class Edition(NamedTuple):
    """Which edition of a template is offered: its version, the date of its layout, the fingerprint it carries."""

    version: str
    layout_date: str
    fingerprint: str


def context(sizes: Mapping[str, str]) -> dict[str, Any]:
    """The forms with their editions, the report's edition, the published schemas by folder."""
    outline = catalogue.outline()
    forms = catalogue.forms().values()
    return {
        "forms": [(form, Edition(form.version, words.day(form.layout_date), fingerprint(form))) for form in forms],
        "report": Edition(outline.version, words.day(outline.layout_date), outline.fingerprint),
        "packages": [(name, packages.report(name)["unit"]) for name in packages.names()],
        "schemas": [(words.SCHEMAS[folder], list(files)) for folder, files in groupby(_schemas(sizes), _folder)],
    }


def _schemas(sizes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every published schema file and what it is."""
    forms = catalogue.forms().values()
    labels = {places.schema(form.code): form.label.text for form in forms}
    labels |= {places.blank(form.blank.file): form.label.text for form in forms if form.blank}
    order = list(labels)
    found = (path for path in sizes if path.startswith("schemas/"))
    for path in sorted(found, key=lambda path: (dirname(path), order.index(path) if path in labels else -1, path)):
        yield path, labels.get(path) or words.SCHEMAS.get(path) or _title(path)


def _folder(file: tuple[str, str]) -> str:
    return dirname(file[0])


def _title(path: str) -> str:
    return str(catalogue.load(paths.ROOT / path)["title"])
