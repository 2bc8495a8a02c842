"""Make the files that the site offers: workbooks, completed examples, the report, the calendar, schemas, archives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scripts import paths
from scripts.archive import zipped
from scripts.model.form import Form
from scripts.pages import packages, places, words
from scripts.pages.plan_calendar import calendar
from scripts.schema import catalogue
from scripts.submissions.from_document import read_document
from scripts.templates.report import report_bytes
from scripts.templates.workbook import workbook_bytes

_PUBLISHED = ("*.json", "*.yaml", "*.csv", "blanks/*.xlsx", "blanks/*.docx")
# What a built site holds that is of no use in a folder: for servers, for those who make the theme, for other languages.
_LEFT_OUT = ("404.html", "sitemap.xml*", "search_index.json", "*.map", "lunr/*.js", "lunr/min/*.js")
_KEPT = ("lunr.stemmer.support.min.js", "lunr.vi.min.js")


def files(offline: Path | None = None) -> dict[str, bytes]:
    """Every file offered, by its path under docs/.

    `offline` is a site built for reading from a folder. The archives, of this site and of all else, are made only with
    it, so that it does not hold them itself.
    """
    made = {**workbooks(), **dict(schemas())}
    made |= {places.REPORT: report_bytes(catalogue.outline()), places.CALENDAR: calendar()}
    made |= {places.package(name): _archive(places.package(name), packages.files(name)) for name in packages.names()}
    if offline:
        made[places.EVERYTHING] = _archive(places.EVERYTHING, _everything(made))
        made[places.OFFLINE] = _archive(places.OFFLINE, dict(_offline_files(offline)))
    return made


@cache
def example(form: Form) -> Mapping[str, Any] | None:
    """The envelope of the form's first valid case that holds data; None as long as there is none."""
    cases = sorted((paths.CASES / form.code / "valid").glob("*.yaml"))
    found = (read_document(case, case.name, catalogue.forms()).envelope for case in cases)
    return next((envelope for envelope in found if "data" in envelope), None)


@cache
def workbooks() -> Mapping[str, bytes]:
    """Every workbook by its path under docs/."""
    forms = catalogue.forms().values()
    official = [form for form in forms if not form.added]
    inside, others = ([form for form in official if form.fillable is wanted] for wanted in (True, False))
    made = {places.COMBINED: workbook_bytes(inside, others)}
    for form in (form for form in forms if form.fillable):
        made[places.workbook(form.code)] = workbook_bytes([form])
        envelope = example(form)
        if envelope:
            made[places.example(form.code)] = workbook_bytes([form], envelopes={form.code: envelope})
    return made


def schemas(folder: Path = paths.SCHEMAS) -> Iterator[tuple[str, bytes]]:
    """Every schema file in force by its path under docs/; JSON Schemas name their draft, for programs elsewhere."""
    found = (path for pattern in _PUBLISHED for path in folder.rglob(pattern))
    for file in sorted(path for path in found if folder / "released" not in path.parents):
        content = file.read_bytes()
        if file.name.endswith(".schema.json"):
            content = catalogue.written({"$schema": catalogue.DRAFT, **catalogue.load(file)}).encode()
        yield f"schemas/{file.relative_to(folder).as_posix()}", content


def _everything(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """All files in folders by what they are for, what has to be filled first, and a note that says so."""
    first = {places.COMBINED, places.REPORT, places.CALENDAR}
    first |= {places.workbook(form.code) for form in catalogue.forms().values() if form.added}
    found = {words.READ_FIRST: words.read_first().encode("utf-8-sig")}
    for path, content in made.items():
        name = path.removeprefix("downloads/")
        if path.startswith("schemas/"):
            folder = words.FOR_PROGRAMS
        elif path in first:
            folder = words.TO_FILL
        else:
            folder = words.EXAMPLES if "vi-du" in name else words.ONE_BY_ONE
        found[f"{folder}/{name}"] = content
    return found


def _archive(path: str, content: Mapping[str, bytes]) -> bytes:
    """An archive of one folder that is named like it, so that unpacking it litters nowhere."""
    return zipped((f"{Path(path).stem}/{name}", content[name]) for name in sorted(content))


def _offline_files(site: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site)
        if file.is_file() and (name.name in _KEPT or not any(map(name.match, _LEFT_OUT))):
            yield name.as_posix(), file.read_bytes()
