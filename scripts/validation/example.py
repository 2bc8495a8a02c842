"""Make an example of the tests from a workbook that a person filled in: the return as YAML, and what a check says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.documents import write_yaml
from scripts.findings import Finding
from scripts.model.form import Form
from scripts.submissions.read import read
from scripts.validation.expectation import expectation, of_document, of_workbook
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
    written = write_yaml(envelope)
    of_text = _said(written, forms)
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
    told = expectation(of_text, of_workbook(envelope, forms))
    expected.write_bytes(f"# {words.READ_IT}\n{write_yaml(told)}".encode())
    return Example((target, expected), tuple(of_text))


def _only_return(source: Path, forms: Mapping[str, Form]) -> dict[str, Any]:
    reading = read(source, forms)
    if reading.refusal:
        raise NoExampleError(f"{reading.refusal.message} {reading.refusal.remedy}")
    if len(reading.submissions) != 1 or not {"data", "nil"} & reading.submissions[0].envelope.keys():
        raise NoExampleError(words.NOT_ONE.format(count=len(reading.submissions)))
    return reading.submissions[0].envelope


def _said(written: str, forms: Mapping[str, Form]) -> list[Finding]:
    """What a check says of the text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(written, "utf-8")
        return of_document(path, forms)
