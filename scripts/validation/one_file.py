"""Read and check one file, and keep of it what a run over many files needs."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from scripts.findings import Finding
from scripts.model.data import is_blank, pruned
from scripts.model.form import Form
from scripts.model.package import State
from scripts.schema import catalogue
from scripts.submissions.read import Reading, read
from scripts.submissions.report import find_sections
from scripts.submissions.submission import Submission
from scripts.validation import units
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
class Account:
    """What became of the cells of one form's sheet: all with content are accepted, reported or printed there.

    `found` tells whether the template's names or only the printed words told the form.
    """

    file: str
    form: str
    sheet: str
    found: Literal["names", "print"]
    cells: int
    accepted: int
    reported: int
    printed: int


@dataclass(frozen=True, slots=True)
class Sent:
    """One return in a file, as far as every run asks: its unit and form, and whether nobody has to send it."""

    unit: units.Key
    name: str
    form: str
    state: State
    extra: bool
    account: Account | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What one file held, without the sheets that it was read from, and the findings on it by itself.

    `front_unit` is the unit that the front of its report names; empty for none.
    Thousands of files are kept until the last is read, so what they held is kept packed: a twentieth of the memory.
    """

    file: str
    findings: tuple[Finding, ...]
    refused: bool
    has_report: bool
    front_unit: str
    sent: tuple[Sent, ...]
    held: Reading | bytes

    @property
    def reading(self) -> Reading:
        """What the file held; unpacked anew on every call."""
        if isinstance(self.held, Reading):
            return self.held
        unpacked: Reading = pickle.loads(zlib.decompress(self.held))
        return unpacked


def check_file(job: Job, forms: Mapping[str, Form]) -> Checked:
    """Read and check the file."""
    reading = _only(read(job.path, forms), job.only)
    if job.whole:
        reading = _without_blank_extras(reading, forms)
    found = [reading.refusal] if reading.refusal else check_reading(reading, forms)
    return _checked(replace(reading, submissions=tuple(s.detached() for s in reading.submissions)), found, forms)


def _checked(reading: Reading, found: Sequence[Finding], forms: Mapping[str, Form]) -> Checked:
    sent = tuple(
        Sent(units.key(unit), units.name(unit), one.code, one.state, is_blank_extra(one, forms), _account(one))
        for one, unit in ((one, units.unit_of(one)) for one in reading.submissions)
    )
    # What was written as a document knows its places by the text, and is small.
    packed = not any(one.document for one in reading.submissions)
    held = zlib.compress(pickle.dumps(reading), 1) if packed else reading
    front = units.stated_in(find_sections(reading.report, catalogue.outline())) if reading.report else ""
    return Checked(
        reading.file, tuple(found), reading.refusal is not None, reading.report is not None, front, sent, held
    )


def _account(submission: Submission) -> Account | None:
    tally = submission.tally
    if tally is None:
        return None
    return Account(
        submission.file, submission.code, submission.sheet, "print" if submission.by_print else "names",
        tally.read, tally.accepted, tally.reported, tally.printed,
    )  # fmt: skip


def check_file_apart(job: Job) -> Checked:
    """The same in a process of its own, which loads the forms itself."""
    return check_file(job, catalogue.forms())


def not_checked(job: Job) -> Checked:
    """What is said of a file whose process ended before it answered."""
    file = job.path.as_posix()
    refusal = finding("check-ended", file=file)
    return _checked(Reading(file, refusal=refusal), [refusal], {})


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
