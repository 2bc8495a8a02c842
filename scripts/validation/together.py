"""Checks what several files of a unit say together: the figures of its report against its forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scripts.findings import Finding
from scripts.model.form import Form
from scripts.schema import catalogue
from scripts.submissions.read import Reading
from scripts.submissions.report import Report, find_sections
from scripts.submissions.submission import Submission
from scripts.validation import units
from scripts.validation.figures import check_figures
from scripts.validation.one_file import Checked
from scripts.validation.prose import check_prose
from scripts.validation.sources import gather
from scripts.validation.units import Key
from scripts.wording import text
from scripts.wording.together import finding, other_files


def check_group(files: Sequence[Checked], forms: Mapping[str, Form]) -> Iterator[Finding]:
    """Findings on files that lie together; of many units' forms only one unit's are unpacked at a time."""
    codes = {sent.form for one in files for sent in one.sent}
    has_report = any(one.has_report for one in files)
    if not (has_report or any(code in forms and forms[code].added for code in codes)):
        return  # most files come alone, and the outline takes time to load
    of_units: dict[frozenset[Key], list[Checked]] = {}
    for one in files:
        of_units.setdefault(frozenset(sent.unit for sent in one.sent), []).append(one)
    apart = not has_report and all(len(unit) <= 1 for unit in of_units)
    for group in of_units.values() if apart else [files]:
        yield from check_together([one.reading for one in group], forms)


def check_together(readings: Sequence[Reading], forms: Mapping[str, Form]) -> Iterator[Finding]:
    """Findings on files that lie together, of one unit or of many.

    A report belongs to the unit that its front names; a report that names none, to the only unit there is.
    """
    returns: dict[Key, list[Submission]] = {}
    for submission in (s for reading in readings for s in reading.submissions):
        returns.setdefault(units.key(units.unit_of(submission)), []).append(submission)
    if not returns:
        return
    outline = catalogue.outline()
    reports = [(r.file, find_sections(r.report, outline)) for r in readings if r.report is not None]
    owned: dict[Key, tuple[str, Report]] = {}
    for file, report in reports:
        owner = _owner(report, returns, alone=len(reports) == 1)
        if owner is None:
            yield finding("figures-not-compared", file=file)
        else:
            owned.setdefault(owner, (file, report))
    for unit, sent in returns.items():
        file, of_unit = owned.get(unit, ("", None))
        sources = gather(sent, forms)
        sheet = sources.forms.get(outline.figures.code)
        yield from check_figures(of_unit, file, sources, sheet)
        if of_unit:
            yield from check_prose(of_unit, file, sources)


def check_twice(files: Sequence[Checked], forms: Mapping[str, Form]) -> Iterator[Finding]:
    """Forms that a unit sent in more than one file: which one counts is its to say, so each of the files is told.

    Returns without a unit are not compared: nobody knows whose they are.
    """
    names: dict[Key, str] = {}
    held: dict[tuple[Key, str], dict[str, None]] = {}
    for file, sent in ((one.file, sent) for one in files for sent in one.sent):
        if sent.unit[0] and sent.form in forms and not sent.extra:
            names.setdefault(sent.unit, sent.name)
            held.setdefault((sent.unit, sent.form), {})[file] = None
    # Forms that lie in the same files are named together.
    clashes: dict[tuple[Key, tuple[str, ...]], list[str]] = {}
    for (unit, form), in_files in held.items():
        if len(in_files) > 1:
            clashes.setdefault((unit, tuple(in_files)), []).append(form)
    for (unit, places), codes in clashes.items():
        for file in places:
            others = other_files(file, [other for other in places if other != file])
            facts = {
                "forms": ", ".join(map(text.form_name, codes)),
                "unit": text.short(names[unit]),
                "count": len(places),
                "others": others,
            }
            yield finding("form-twice", file=file, form=codes[0] if len(codes) == 1 else "", facts=facts)


def _owner(report: Report, returns: Mapping[Key, Sequence[Submission]], alone: bool) -> Key | None:
    named = [unit for unit, sent in returns.items() if units.speaks_for(report, units.unit_of(sent[0]))]
    if len(named) == 1:
        return named[0]
    return next(iter(returns)) if alone and len(returns) == 1 and not units.stated_in(report) else None
