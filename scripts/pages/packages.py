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
    sent = {code: one["attached"]["file"] for code, one in given.items() if "attached" in one}
    return made | {file: attachment(code) for code, file in sent.items()}


def attachment(code: str) -> bytes:
    """A page that stands for a unit's own file, as PDF; its built-in font has no Vietnamese letters."""
    text = f"BT /F1 16 Tf 72 760 Td (Tep gia dinh: cho nay la Bieu {code} cua don vi.) Tj ET"
    fonts = "/Resources << /Font << /F1 5 0 R >> >>"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {fonts} >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    written, places_of = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places_of.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places_of)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return (written + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}").encode("ascii")


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
