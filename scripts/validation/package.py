"""Checks the folder of one unit as a whole: what is there and what is missing, and whether unit and time agree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import Any, Final

from scripts.findings import Finding
from scripts.model.form import Form, Period
from scripts.model.outline import Outline
from scripts.model.package import Entry, Package
from scripts.submissions.attachments import forms_of, is_attachment, named_like
from scripts.submissions.read import REPORTS, Reading
from scripts.submissions.report import Report, find_sections
from scripts.submissions.submission import Submission
from scripts.validation import units
from scripts.validation.units import Unit, unit_of
from scripts.wording import text
from scripts.wording.report import FRONT
from scripts.wording.together import WHOLE, finding, units_of

_DAY: Final = r"(?:ngày )?(\d{1,2})/(\d{1,2})/(\d{4})"
_PERIOD: Final = re.compile(rf"từ {_DAY} (?:đến|-|–) ?(?:hết )?{_DAY}", re.IGNORECASE)


def check_package(
    folder: Path, files: Sequence[Path], readings: Sequence[Reading], forms: Mapping[str, Form], outline: Outline
) -> tuple[Package, list[Finding]]:
    """What the folder holds and the findings on it as a whole.

    `files` are all files in it, `readings` what was read of them.
    """
    return _Check(folder, files, readings, forms, outline).result()


class _Check:
    def __init__(
        self,
        folder: Path,
        files: Sequence[Path],
        readings: Sequence[Reading],
        forms: Mapping[str, Form],
        outline: Outline,
    ) -> None:
        self.folder, self.files, self.forms, self.outline = folder.as_posix(), files, forms, outline
        self.reports = [r for r in readings if r.report is not None]
        self.unread = [PurePath(r.file) for r in readings if r.refusal]
        self.returns = [s for r in readings for s in r.submissions]
        self.unit = units.most_named(self.returns)
        # A file of another unit must not stand for the unit's own.
        own = sorted(self.returns, key=lambda s: units.key(unit_of(s)) != units.key(self.unit))
        self.by_form = {code: [s for s in own if s.code == code] for code in forms}
        self.counted = self._counted()
        # A form or two of another unit went astray; more are what another unit sends.
        named = [count for name, count in self.counted.items() if name]
        self.mixed = sorted(named, reverse=True)[1:2] > [2]

    def result(self) -> tuple[Package, list[Finding]]:
        official = [form for form in self.forms.values() if not form.added]
        entries = tuple(self._entry(form) for form in official)
        sheets = self.by_form.get(self.outline.figures.code, ())
        package = Package(
            self.folder,
            "" if self.mixed else units.name(self.unit),
            PurePath(self.reports[0].file).name if self.reports else "",
            entries,
            _file(sheets[0]) if sheets else "",
            tuple(path.name for path in self.unread),
            self.mixed,
        )
        if self.mixed:
            facts = {"units": units_of(self.counted)}
            return package, [finding("several-units", file=self.folder, path=WHOLE, facts=facts)]
        found = [*self._of_reports(), *self._of_lacking(entries), *self._of_declared(), *self._of_units()]
        return package, found

    def _counted(self) -> dict[str, int]:
        """How many returns each unit has, by its name; those without a unit under an empty one, last."""
        counted = Counter(units.name(unit_of(submission)) for submission in self.returns)
        return {name: counted[name] for name in sorted(counted, key=lambda name: not name)}

    # ---- what is there

    def _entry(self, form: Form) -> Entry:
        sent = self.by_form[form.code]
        filled = next((s for s in sent if s.state in ("filled", "empty")), None)
        if filled:
            return Entry(form.code, filled.state, _file(filled))
        attached = self._attached(form, sent)
        if attached:
            return Entry(form.code, "attached", attached.name)
        if any(s.state == "nil" for s in sent):
            return Entry(form.code, "nil", _file(sent[0]))
        return Entry(form.code, "missing" if form.fillable else "unknown")

    def _attached(self, form: Form, sent: Sequence[Submission]) -> Path | None:
        """The file that the unit sends for a form that cannot be filled here: the declared one, else by its name."""
        if form.fillable:
            return None
        declared = [named_like(name, self.files) for s in sent if (name := _declared(s))]
        named = [f for f in self.files if is_attachment(f, self.forms) and form in forms_of(f.name, self.forms)]
        return next((f for f in (*declared, *named) if f), None)

    # ---- findings

    def _of_reports(self) -> Iterator[Finding]:
        unread = any(path.suffix.lower() in REPORTS for path in self.unread)
        if not self.reports and not unread:  # one that could not be read has its own finding
            yield finding("report-missing", file=self.folder, path=WHOLE)
        for reading in self.reports[1:]:
            yield finding("report-twice", file=reading.file, facts={"other": PurePath(self.reports[0].file).name})

    def _of_lacking(self, entries: Sequence[Entry]) -> Iterator[Finding]:
        """The forms that are not there, each cause said once."""
        unread: dict[str, list[str]] = {}
        lacking: dict[str, list[str]] = {"form-missing": [], "form-not-attached": []}
        for entry in entries:
            form, sent = self.forms[entry.form], self.by_form[entry.form]
            names = [f.name for f in self.files if form in forms_of(f.name, self.forms)]
            if entry.state == "missing" and names:
                unread[entry.form] = names
            elif entry.state == "missing" or (entry.state == "unknown" and not any(map(_declared, sent))):
                lacking["form-missing" if form.fillable else "form-not-attached"].append(entry.form)
        for code, names in unread.items():
            facts = {"forms": code, "names": ", ".join(names)}
            yield finding("form-not-read", file=self.folder, path=WHOLE, facts=facts)
        for code, forms in lacking.items():
            if forms:
                yield finding(code, file=self.folder, path=WHOLE, facts={"forms": ", ".join(forms)})

    def _of_declared(self) -> Iterator[Finding]:
        """Declared files that are not there."""
        for code, sent in self.by_form.items():
            label = self.forms[code].label.text
            for submission in sent:
                name = _declared(submission)
                if name and not named_like(name, self.files):
                    found = self._attached(self.forms[code], [])
                    facts = {"form": label, "name": text.shown(name), "found": found.name if found else ""}
                    missing = "attachment-renamed" if found else "attachment-missing"
                    yield _at(submission, "attached", missing, facts)

    def _of_units(self) -> Iterator[Finding]:
        """Every return, and the report, speak for the unit that most returns name, and for the same time."""
        for submission in self.returns:
            named = unit_of(submission)
            if named and units.key(named) != units.key(self.unit):
                facts = {"unit": units.name(named), "expected": units.name(self.unit)}
                yield _at(submission, "unit", "unit-differs", facts)
        for reading in self.reports:
            if reading.report:
                read = find_sections(reading.report, self.outline)
                lines = list(units.front_lines(read))
                where: dict[str, Any] = {"file": reading.file, "path": FRONT, "order": (-1, 0)}
                yield from _of_front_unit(read, self.unit, where)
                yield from _of_front_period(lines, self.outline.period, where)


def _of_front_unit(report: Report, unit: Unit, where: dict[str, Any]) -> Iterator[Finding]:
    stated = units.stated_in(report)
    if unit and not units.speaks_for(report, unit):
        facts = {"unit": stated, "expected": units.name(unit)}
        yield finding("report-unit-differs" if stated else "report-unit-unknown", facts=facts, **where)


def _of_front_period(lines: list[str], period: Period, where: dict[str, Any]) -> Iterator[Finding]:
    for found in (match for line in lines for match in _PERIOD.finditer(line)):
        day, month, year, last_day, last_month, last_year = map(int, found.groups())
        stated = (year, month, day), (last_year, last_month, last_day)
        if period.start and stated != (_parts(period.start), _parts(period.end)):
            facts = {"expected": text.period(period)}
            yield finding("report-period-differs", value=text.shown(found[0]), facts=facts, **where)


def _parts(day: date) -> tuple[int, int, int]:
    return day.year, day.month, day.day


def _declared(submission: Submission) -> str:
    """The name of the file that the return says is sent instead."""
    attached = submission.envelope.get("attached")
    name = attached.get("file") if isinstance(attached, dict) else None
    return name if isinstance(name, str) else ""


def _file(submission: Submission) -> str:
    return PurePath(submission.file).name


def _at(submission: Submission, field: str, code: str, facts: dict[str, str]) -> Finding:
    spot = submission.field_spot(field)
    where: dict[str, Any] = {"sheet": spot.sheet, "cell": spot.cell, "path": spot.path, "order": spot.order}
    return finding(code, file=submission.file, form=submission.code, facts=facts, **where)
