"""Make an example of the tests from a workbook that a person filled in: the return as YAML, and what a check says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.documents import write_yaml
from scripts.findings import Finding, in_order
from scripts.model.form import Form
from scripts.submissions.read import read
from scripts.templates.workbook import workbook_bytes
from scripts.validation.check import check_reading
from scripts.wording import example as words


class NoExampleError(Exception):
    """Why no example was made, as a sentence."""


@dataclass(frozen=True, slots=True)
class Example:
    """The files that were written, and the findings that were taken down for a person to read."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def make(source: Path, target: Path, forms: Mapping[str, Form]) -> Example:
    """Write the return in `source` to `target`, in a folder `invalid` with what a check must say of it beside it.

    Raises NoExampleError where the file holds no single return, the example would be in the wrong folder, or a
    file of that name is there.
    """
    expected = target.with_suffix(".expected")
    for path in (target, expected):
        if path.exists():
            raise NoExampleError(words.THERE.format(file=path.as_posix()))
    envelope = _only_return(source, forms)
    form = forms[envelope["form"]]
    written = write_yaml(envelope)
    with TemporaryDirectory() as folder:
        of_text, of_sheet = _said(written, form, envelope, Path(folder), forms)
    errors = [found for found in of_text if found.severity == "error"]
    bad = target.parent.name == "invalid"
    if bad and not of_text:
        raise NoExampleError(words.FAULTLESS)
    if not bad and errors:
        raise NoExampleError(words.FAULTY.format(said="\n".join(f"- {one.message}" for one in errors)))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(f"# {words.INVENTED}\n{written}".encode())
    if not bad:
        return Example((target,), tuple(of_text))
    expected.write_bytes(f"# {words.READ_IT}\n{write_yaml(_expectation(of_text, of_sheet))}".encode())
    return Example((target, expected), tuple(of_text))


def _only_return(source: Path, forms: Mapping[str, Form]) -> dict[str, Any]:
    reading = read(source, forms)
    if reading.refusal:
        raise NoExampleError(f"{reading.refusal.message} {reading.refusal.remedy}")
    if len(reading.submissions) != 1 or not {"data", "nil"} & reading.submissions[0].envelope.keys():
        raise NoExampleError(words.NOT_ONE.format(count=len(reading.submissions)))
    return reading.submissions[0].envelope


def _said(
    written: str, form: Form, envelope: Mapping[str, Any], folder: Path, forms: Mapping[str, Form]
) -> tuple[list[Finding], list[Finding]]:
    """What a check says of the text, and of the template filled with the same."""
    text, sheet = folder / "a.yaml", folder / "a.xlsx"
    text.write_text(written, "utf-8")
    sheet.write_bytes(workbook_bytes([form], envelopes={form.code: envelope}))
    of_text, of_sheet = (in_order(check_reading(read(path, forms), forms)) for path in (text, sheet))
    return of_text, of_sheet


def _expectation(of_text: Sequence[Finding], of_sheet: Sequence[Finding]) -> dict[str, Any]:
    """Every finding with its place in the text and in the sheet; in two lists where they are not the same ones."""
    cells = {_about(found): found for found in of_sheet}
    if len(cells) == len(of_sheet) and {_about(found) for found in of_text} == cells.keys():
        return {"findings": [_entry(found, cells[_about(found)]) for found in of_text]}
    return {
        "findings": [_entry(found) for found in of_text],
        "workbook_findings": [_entry(None, found) for found in of_sheet],
    }


def _about(found: Finding) -> tuple[str, ...]:
    return found.code, found.severity, found.rule, found.row, found.column


def _entry(text: Finding | None, sheet: Finding | None = None) -> dict[str, str]:
    said = text or sheet
    assert said is not None
    entry = {
        "code": said.code,
        "severity": said.severity,
        "rule": said.rule,
        "path": text.path if text else "",
        "cell": f"{sheet.sheet}!{sheet.cell}" if sheet and sheet.cell else "",
        "message": said.message,
        "message_in_workbook": sheet.message if text and sheet and sheet.message != text.message else "",
    }
    return {key: value for key, value in entry.items() if value}
