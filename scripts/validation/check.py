"""Check returns: envelope, structure, rules; every finding at its spot, in order, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.findings import Finding, count, in_order
from scripts.model.data import Data, pruned, value_at
from scripts.model.form import Form, Place
from scripts.model.totals import live_totals, with_totals
from scripts.schema import catalogue, registry
from scripts.submissions.read import Reading, expand, passed_over, read
from scripts.submissions.submission import Submission
from scripts.validation.envelope import check_envelope
from scripts.validation.narrative import check_report
from scripts.validation.rules import Context, check_rules
from scripts.validation.structure import check_structure
from scripts.validation.violation import Violation
from scripts.wording import narrative, text
from scripts.wording.messages import EXCUSED, REFUSALS, finding

CLEAN, FOUND, UNREADABLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found. `files`, `returns` and `reports` count what was read; `findings` are in order."""

    files: tuple[str, ...]
    returns: int
    reports: int
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> tuple[Finding, ...]:
        """Findings that say why a whole file was not read."""
        refusals = REFUSALS.keys() | narrative.REFUSALS.keys()
        return tuple(f for f in self.findings if f.code in refusals and not (f.form or f.path))

    def exit_code(self, strict: bool = False) -> int:
        """0 clean, 1 errors (with `strict` also warnings), 2 where a file could not be read at all."""
        if self.refused:
            return UNREADABLE
        bad = count(self.findings, "error") + (count(self.findings, "warning") if strict else 0)
        return FOUND if bad else CLEAN


def check_paths(paths: Iterable[Path], forms: Mapping[str, Form], only: str | None = None) -> Report:
    """Check every return in the files and folders; with `only`, files must hold that form."""
    paths = list(paths)
    readings = [_only(read(path, forms), forms, only) for path in expand(paths)]
    findings: list[Finding] = [_passed_over(folder, names) for folder, names in passed_over(paths)]
    for reading in readings:
        findings += [reading.refusal] if reading.refusal else check_reading(reading, forms)
    returns = sum(len(r.submissions) for r in readings)
    reports = sum(r.report is not None for r in readings)
    return Report(tuple(r.file for r in readings), returns, reports, tuple(in_order(findings)))


def _passed_over(folder: str, names: list[str]) -> Finding:
    shown = ", ".join(names[:10]) + (", …" if len(names) > 10 else "")
    return finding("files-passed-over", file=folder, facts={"count": len(names), "names": shown})


def _only(reading: Reading, forms: Mapping[str, Form], only: str | None) -> Reading:
    if only is None or reading.refusal or reading.report:
        return reading
    kept = tuple(s for s in reading.submissions if s.code == only)
    if kept:
        return Reading(reading.file, kept)
    found = ", ".join(f"Biểu {s.code}" for s in reading.submissions) or "tệp trống"
    facts = {"found": found, "expected": forms[only].label.text if only in forms else f"Biểu {only}"}
    return Reading(reading.file, refusal=finding("other-form", file=reading.file, facts=facts))


def check_reading(reading: Reading, forms: Mapping[str, Form]) -> list[Finding]:
    """Findings on every return, or on the report, of one file; what several returns share is said once."""
    if reading.report is not None:
        return check_report(reading.report, catalogue.outline(), reading.file)
    found = [f for s in reading.submissions for f in check_submission(s, forms)]
    once: dict[tuple[str, ...], Finding] = {}
    for one in found:
        key = (one.code, one.sheet, one.cell, one.path, one.form if not one.sheet else "", one.rule, one.message)
        once.setdefault(key, one)
    return list(once.values())


def check_submission(submission: Submission, forms: Mapping[str, Form]) -> list[Finding]:
    """All findings on one return."""
    form = forms.get(submission.code)
    found = [*submission.notes, *check_envelope(submission, form)]
    if form is None or not form.fillable or submission.envelope.get("nil") is True:
        return found
    data = submission.envelope.get("data")
    if any(note.code in ("sheet-lost", "header-lost") for note in submission.notes):
        return list(submission.notes)
    if data is None or "attached" in submission.envelope:
        return found
    violations = list(_violations(form, submission, pruned(data) if isinstance(data, dict) else {}))
    unread = {f.cell for f in submission.notes if f.severity == "error" and f.cell}
    said = (_finding(submission, form, v) for v in violations)
    # A cell that could not be read has its own finding; that it is missing would be a second one.
    return found + [f for f in said if not (f.code == "missing-cell" and f.cell in unread)]


def _violations(form: Form, submission: Submission, given: Data) -> Iterator[Violation]:
    """What the schema and the rules refuse; what only follows from another finding is left out."""
    filled = with_totals(form, given)
    computed = frozenset(place for place in live_totals(form) if value_at(form, given, place) is None)
    structural = [v for v in check_structure(form, filled, submission.document) if v.place not in computed]
    # What could not be read has a finding of the reader; that it is missing would be a second one.
    unread = [v for v in structural if v.code in _MISSING and submission.unread(v.place)]
    yield from (v for v in structural if v not in unread)
    lost = {place for place in _fixed_cells(form) if submission.unread(place)}
    broken = _with_totals_of({v.place for v in structural} | lost, form, computed)
    envelope = submission.envelope
    unit = envelope.get("unit")
    known = registry.find(unit) if isinstance(unit, dict) else None
    context = Context(form, filled, envelope, known, computed, broken)
    yield from (v for v in check_rules(context) if not context.is_broken(v.place))


_MISSING = ("missing-cell", "missing-row")


def _fixed_cells(form: Form) -> Iterator[Place]:
    """The places of every cell of the printed rows."""
    for table in form.tables:
        for row in table.rows:
            yield from (Place(table.id, row.key, None, column) for column in row.cells)


def _with_totals_of(broken: set[Place], form: Form, computed: frozenset[Place]) -> frozenset[Place]:
    """The broken places and every computed total that is made of them."""
    reached = set(broken)
    totals = live_totals(form)
    while True:
        more = {p for p in computed - reached if any(part in reached for part in totals[p].parts)}
        if not more:
            return frozenset(reached)
        reached |= more


def _finding(submission: Submission, form: Form, violation: Violation) -> Finding:
    spot = submission.spot(violation.place)
    row, column = text.place(form, violation.place)
    tail = "/".join(map(str, violation.tail))
    said = finding(
        violation.code,
        severity=violation.severity,
        facts=violation.facts,
        file=submission.file,
        form=form.code,
        sheet=spot.sheet,
        cell=spot.cell,
        path="/".join(p for p in (spot.path, tail) if p),
        order=spot.order,
        row=row,
        column=column,
        value=violation.value,
        allowed=violation.allowed,
        rule=violation.rule,
    )
    return replace(said, remedy=EXCUSED) if violation.excused else said
