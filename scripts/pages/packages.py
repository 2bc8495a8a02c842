"""The example packages as their units send them: report, workbooks and the files sent along."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from scripts import paths
from scripts.documents import decode, read_yaml
from scripts.pages import places
from scripts.schema import catalogue
from scripts.templates.report import report_bytes
from scripts.templates.workbook import workbook_bytes

COMBINED = "combined"  # the value of `workbooks` with which all official forms go into one workbook
ATTACHMENT = b"%PDF-1.4\n% bieu gui kem (vi du)\n%%EOF\n"


def names() -> list[str]:
    """The names of the example packages."""
    return sorted(folder.name for folder in paths.PACKAGES.iterdir() if folder.is_dir())


def report(name: str) -> Mapping[str, Any]:
    """The unit's name, how it fills workbooks, the report's head and foot, and its answers by section."""
    given: Mapping[str, Any] = read_yaml(decode((paths.PACKAGES / name / paths.REPORT_SOURCE).read_bytes()))
    return given


def envelopes(name: str) -> dict[str, Mapping[str, Any]]:
    """The return on each form, by the form's code, in the order of the catalogue."""
    folder = paths.PACKAGES / name
    return {code: read_yaml(decode((folder / f"{code}.yaml").read_bytes())) for code in catalogue.forms()}


def files(name: str) -> dict[str, bytes]:
    """The files of the package by name.

    A form without a layout is a file of its own; in the combined workbook the cover also says what became of it.
    """
    about, given = report(name), envelopes(name)
    content = report_bytes(catalogue.outline(), about["sections"], about["unit"], about["front"])
    made = {_name(places.REPORT): content, **_workbooks(about["workbooks"] == COMBINED, given)}
    return made | {one["attached"]["file"]: ATTACHMENT for one in given.values() if "attached" in one}


def _workbooks(combined: bool, given: Mapping[str, Mapping[str, Any]]) -> dict[str, bytes]:
    forms = catalogue.forms().values()
    alone = [form for form in forms if form.fillable and (form.added or not combined)]
    made = {_name(places.workbook(f.code)): workbook_bytes([f], envelopes={f.code: given[f.code]}) for f in alone}
    if combined:
        inside, others = ([f for f in forms if not f.added and f.fillable is wanted] for wanted in (True, False))
        made[_name(places.COMBINED)] = workbook_bytes(inside, others, given)
    return made


def _name(path: str) -> str:
    return PurePath(path).name
