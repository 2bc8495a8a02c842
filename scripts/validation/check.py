"""Check what one file holds: the envelope, structure and rules of its returns, or its report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from scripts.findings import Finding
from scripts.model.data import Data, pruned, value_at
from scripts.model.form import Form, Place
from scripts.model.totals import Total, totals_in, with_totals
from scripts.schema import catalogue, registry
from scripts.submissions.read import Reading
from scripts.submissions.submission import Submission
from scripts.validation.context import Context
from scripts.validation.envelope import check_envelope
from scripts.validation.magnitude import check_magnitude
from scripts.validation.report import check_report
from scripts.validation.rules import check_rules
from scripts.validation.structure import check_structure
from scripts.validation.violation import Violation
from scripts.wording import text
from scripts.wording.messages import finding


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
    if any(note.code in ("sheet-lost", "header-lost", "nil-in-table") for note in submission.notes):
        return list(submission.notes)
    if data is None or "attached" in submission.envelope:
        return found
    violations = list(_violations(form, submission, pruned(data) if isinstance(data, dict) else {}))
    unread = {f.cell for f in submission.notes if f.severity == "error" and f.cell}
    said = [_finding(submission, form, v) for v in violations]
    # A cell that could not be read has its own finding; that it is missing would be a second one.
    said = [f for f in said if not (f.code == "missing-cell" and f.cell in unread)]
    return [f for f in found if not _agrees(f, form, said)] + said


def _agrees(note: Finding, form: Form, said: list[Finding]) -> bool:
    """Whether a note doubts a share of at most 1 which a rule of the form computed and found to be right."""
    if note.code != "share-as-fraction" or all(rule.kind != "share" for rule in form.rules):
        return False
    return all(f.code != "share-differs" or f.cell != note.cell for f in said)


def _violations(form: Form, submission: Submission, given: Data) -> Iterator[Violation]:
    """What the schema and the rules refuse; what only follows from another finding is left out."""
    filled = with_totals(form, given)
    totals = totals_in(form, given)
    computed = frozenset(place for place in totals if value_at(form, given, place) is None)
    everywhere = list(check_structure(form, filled, submission.document))
    structural = [v for v in everywhere if v.place not in computed]
    # What could not be read has a finding of the reader; that it is missing would be a second one.
    unread = [v for v in structural if v.code in MISSING and submission.unread(v.place)]
    yield from _items_once([v for v in structural if v not in unread], form)
    lost = {place for place in _fixed_cells(form) if submission.unread(place)}
    broken = _with_totals_of({v.place for v in structural} | lost, totals, computed)
    over = [v for v in everywhere if v.place in computed - broken and v.code not in MISSING]
    yield from _first_of_each(over, totals)
    broken |= {v.place for v in over}
    envelope = submission.envelope
    unit = envelope.get("unit")
    known = registry.find(unit) if isinstance(unit, dict) else None
    context = Context(form, filled, envelope, known, computed, broken)
    found = chain(check_rules(context), check_magnitude(context))
    yield from (v for v in found if not context.is_broken(v.place))


def _items_once(violations: list[Violation], form: Form) -> Iterator[Violation]:
    """The violations, with several blanks of one item said together: it may be no item at all."""
    blanks: dict[Place, list[Violation]] = {}
    for one in violations:
        if one.code == "missing-cell" and one.place.item is not None:
            blanks.setdefault(replace(one.place, column=None), []).append(one)
    for one in violations:
        group = blanks.get(replace(one.place, column=None), []) if one.code == "missing-cell" else []
        if len(group) < 2:
            yield one
        elif one is group[0]:
            table = form.table(one.place.table)
            columns = ", ".join(text.column(table.column(v.place.column or ""), limit=30) for v in group)
            yield Violation("item-incomplete", one.place, facts={"columns": columns})


def _first_of_each(over: list[Violation], totals: Mapping[Place, Total]) -> Iterator[Violation]:
    """Computed totals beyond their limits, without those that are so only because a total among their parts is."""
    places = {v.place for v in over}
    yield from (v for v in over if not places.intersection(totals[v.place].parts))


MISSING = ("missing-cell", "missing-row", "missing-table")
_REFUSED = ("too-small", "too-large", "wrong-type")


def _fixed_cells(form: Form) -> Iterator[Place]:
    """The places of every cell of the printed rows."""
    for table in form.tables:
        for row in table.rows:
            yield from (Place(table.id, row.key, None, column) for column in row.cells)


def _with_totals_of(broken: set[Place], totals: Mapping[Place, Total], computed: frozenset[Place]) -> frozenset[Place]:
    """The broken places and every computed total that is made of them, items of a block included."""
    reached = set(broken)
    in_blocks = {(p.table, p.row, p.column) for p in broken if p.item is not None}
    reached |= {
        p for p in computed
        if totals[p].block and {(p.table, p.row, p.column), (p.table, p.row, None)} & in_blocks
    }  # fmt: skip
    while True:
        more = {p for p in computed - reached if any(part in reached for part in totals[p].parts)}
        if not more:
            return frozenset(reached)
        reached |= more


def _quoted(violation: Violation, written: str) -> str:
    """The value as it stands in the cell, and what it was read as where that is another."""
    is_other = written and violation.code in _REFUSED and written != f"“{violation.value}”"
    return text.read_as(written, violation.value) if is_other else violation.value


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
        value=_quoted(violation, submission.written.get(violation.place, "")),
        allowed=violation.allowed,
        rule=violation.rule,
    )
    return replace(said, remedy=text.excused(violation.excused)) if violation.excused else said
