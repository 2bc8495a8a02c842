"""The forms as they were first released, with returns of that day: what tests of a mechanism stand on for good.

A form in force may change on any day, and only the cases of its own folder may turn red then. A test that is not about
a form's own words and figures takes its forms and its examples from here.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scripts import paths
from scripts.documents import write_yaml
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


def schemas(target: Path) -> None:
    """Write the schema folder to `target` with every form, and the outline, as first released and never since."""
    shutil.copytree(paths.SCHEMAS, target)
    for file in (*target.glob("forms/*.schema.json"), *target.glob("released/*/*.schema.json")):
        file.unlink()
    for code in (*CODES, "outline"):
        frozen = Path("released") / code / f"{VERSION}.schema.json"
        shutil.copyfile(paths.SCHEMAS / frozen, target / frozen)
        in_force = f"forms/{code}.schema.json" if code in CODES else f"{code}.schema.json"
        shutil.copyfile(paths.SCHEMAS / frozen, target / in_force)
    lines = (target / "released" / "SHA256SUMS").read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if (target / "released" / line.split()[1]).is_file()]
    (target / "released" / "SHA256SUMS").write_text("".join(kept), "utf-8")
    entries = [one for one in load(target / "changelog.yaml")["entries"] if one["version"] == VERSION]
    (target / "changelog.yaml").write_text(write_yaml({"entries": entries}), "utf-8")
