"""Read and check one file, and keep of it what a run over many files needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.findings import Finding
from scripts.model.data import is_blank, pruned
from scripts.model.form import Form
from scripts.schema import catalogue
from scripts.submissions.read import Reading, read
from scripts.submissions.submission import Submission
from scripts.validation.check import check_reading
from scripts.wording import text
from scripts.wording.messages import finding


@dataclass(frozen=True, slots=True)
class Job:
    """A file to check; with `only` it must hold that form, with `whole` it is of a unit's whole folder."""

    path: Path
    only: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What one file held, without the sheets that it was read from, and the findings on it by itself."""

    reading: Reading
    findings: tuple[Finding, ...]


def check_file(job: Job, forms: Mapping[str, Form]) -> Checked:
    """Read and check the file."""
    reading = _only(read(job.path, forms), job.only)
    if job.whole:
        reading = _without_blank_extras(reading, forms)
    found = [reading.refusal] if reading.refusal else check_reading(reading, forms)
    return Checked(replace(reading, submissions=tuple(s.detached() for s in reading.submissions)), tuple(found))


def check_file_apart(job: Job) -> Checked:
    """The same in a process of its own, which loads the forms itself."""
    return check_file(job, catalogue.forms())


def not_checked(job: Job) -> Checked:
    """What is said of a file whose process ended before it answered."""
    file = job.path.as_posix()
    refusal = finding("check-ended", file=file)
    return Checked(Reading(file, refusal=refusal), (refusal,))


def _only(reading: Reading, only: str | None) -> Reading:
    if only is None or reading.refusal or reading.report:
        return reading
    kept = tuple(s for s in reading.submissions if s.code == only)
    if kept:
        return Reading(reading.file, kept)
    found = ", ".join(text.form_name(s.code) for s in reading.submissions) or "tệp trống"
    facts = {"found": found, "expected": text.form_name(only)}
    return Reading(reading.file, refusal=finding("other-form", file=reading.file, facts=facts))


def _without_blank_extras(reading: Reading, forms: Mapping[str, Form]) -> Reading:
    """The reading without blank forms of ours, which nobody has to send."""
    return replace(reading, submissions=tuple(s for s in reading.submissions if not is_blank_extra(s, forms)))


def is_blank_extra(submission: Submission, forms: Mapping[str, Form]) -> bool:
    """Whether it is a form of ours, which nobody has to send, without any value."""
    is_extra = submission.code in forms and forms[submission.code].added
    return is_extra and is_blank(pruned(submission.envelope.get("data") or {}))
