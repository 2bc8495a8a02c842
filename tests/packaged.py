"""The packages in tests/packages as their units send them: report, workbooks and the files sent along."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from scripts.documents import decode, read_yaml
from scripts.pages import places
from scripts.schema import catalogue
from scripts.templates.report import report_bytes
from scripts.templates.workbook import workbook_bytes

PACKAGES = Path(__file__).parent / "packages"
REPORT = "bao-cao.yaml"
COMBINED = "combined"  # the value of `workbooks` with which all official forms go into one workbook
ATTACHMENT = b"%PDF-1.4\n% bieu gui kem (vi du)\n%%EOF\n"


def report(folder: Path) -> Mapping[str, Any]:
    """The unit's name, how it fills workbooks, and its answers by section."""
    given: Mapping[str, Any] = read_yaml(decode((folder / REPORT).read_bytes()))
    return given


def envelopes(folder: Path) -> dict[str, Mapping[str, Any]]:
    """The return on each form, by the form's code, in the order of the catalogue."""
    return {code: read_yaml(decode((folder / f"{code}.yaml").read_bytes())) for code in catalogue.forms()}


def build(folder: Path, into: Path) -> None:
    """Write the package whose sources are in `folder` as its unit sends it.

    A form without a layout is a file of its own; in the combined workbook the cover also says what became of it.
    """
    about, given = report(folder), envelopes(folder)
    into.mkdir(parents=True, exist_ok=True)
    (into / _name(places.REPORT)).write_bytes(report_bytes(catalogue.outline(), about["sections"], about["unit"]))
    for name, content in _workbooks(about["workbooks"] == COMBINED, given).items():
        (into / name).write_bytes(content)
    for envelope in given.values():
        if "attached" in envelope:
            (into / envelope["attached"]["file"]).write_bytes(ATTACHMENT)


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
