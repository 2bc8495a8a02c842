"""Make the files that the site offers: workbooks, completed examples, the report, published schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scripts import paths
from scripts.model.form import Form
from scripts.pages import places
from scripts.schema import catalogue
from scripts.submissions.from_document import read_document
from scripts.templates.report import report_bytes
from scripts.templates.workbook import workbook_bytes

_PUBLISHED = ("*.json", "*.yaml", "*.csv")


@cache
def example(form: Form) -> Mapping[str, Any] | None:
    """The envelope of the form's first valid case that holds data; None as long as there is none."""
    cases = sorted((paths.CASES / form.code / "valid").glob("*.yaml"))
    found = (read_document(case, case.name, catalogue.forms()).envelope for case in cases)
    return next((envelope for envelope in found if "data" in envelope), None)


def workbooks() -> Iterator[tuple[str, bytes]]:
    """Every workbook by its path under docs/."""
    forms = catalogue.forms().values()
    for form in (form for form in forms if form.fillable):
        yield places.workbook(form.code), workbook_bytes([form])
        envelope = example(form)
        if envelope:
            yield places.example(form.code), workbook_bytes([form], envelopes={form.code: envelope})
    official = [form for form in forms if not form.added]
    inside, others = ([f for f in official if f.fillable is wanted] for wanted in (True, False))
    yield places.COMBINED, workbook_bytes(inside, others)


def report() -> Iterator[tuple[str, bytes]]:
    """The Word template of the narrative report."""
    yield places.REPORT, report_bytes(catalogue.outline())


def schemas(folder: Path = paths.SCHEMAS) -> Iterator[tuple[str, bytes]]:
    """Every published schema file by its path under docs/, as it stands in the checkout."""
    for file in sorted(path for pattern in _PUBLISHED for path in folder.rglob(pattern)):
        yield f"schemas/{file.relative_to(folder).as_posix()}", file.read_bytes()
