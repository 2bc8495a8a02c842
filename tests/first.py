"""The forms as they were first released, with returns of that day: what tests of a mechanism stand on for good.

A form in force may change on any day, and only the cases of its own folder may turn red then. A test that is not about
a form's own words and figures takes its forms and its examples from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scripts import paths
from scripts.model.form import Form
from scripts.schema.catalogue import load
from scripts.schema.released import released
from scripts.submissions.read import read
from scripts.templates.workbook import workbook_bytes

VERSION = "1.0.0"
EXAMPLES = Path(__file__).parent / "first"
CODES = (*(f"{number}B" for number in range(1, 14)), "PRS")
FORMS: Mapping[str, Form] = {code: released()[code, VERSION] for code in CODES}


def schema(code: str) -> dict[str, Any]:
    """The form's schema as it was first released."""
    return load(paths.RELEASED / code / f"{VERSION}.schema.json")


@cache
def example(code: str, which: int = 1) -> dict[str, Any]:
    """A return of the form without errors, counted from 1."""
    return dict(read(sorted((EXAMPLES / code).glob("*.yaml"))[which - 1], FORMS).submissions[0].envelope)


@cache
def filled(code: str, which: int = 1) -> bytes:
    """The form's template, filled in with the example."""
    others = [form for form in FORMS.values() if form.code != code]
    return workbook_bytes([FORMS[code]], others, {code: example(code, which)})
