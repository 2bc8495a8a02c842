"""Check whatever paths a person gives: file by file, together, and folders as the whole of what a unit sends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from scripts.findings import Finding, count, in_order
from scripts.model.form import Form
from scripts.model.package import Package
from scripts.schema import catalogue
from scripts.submissions.attachments import is_attachment
from scripts.submissions.read import ARCHIVES, Reading, expand, is_temporary, passed_over, read
from scripts.submissions.submission import Submission
from scripts.validation.check import check_reading
from scripts.validation.package import check_package
from scripts.validation.together import check_together, check_twice, is_blank_extra
from scripts.wording import report as report_words
from scripts.wording import text
from scripts.wording.messages import REFUSALS, finding

CLEAN, FOUND, UNREADABLE = 0, 1, 2


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
class Outcome:
    """What a run found.

    `files`, `returns` and `reports` count what was read; `findings` are in order; `packages` are the folders that
    were checked as the whole of what a unit sends; `accounts` are of the forms that were read from workbooks.
    """

    files: tuple[str, ...]
    returns: int
    reports: int
    findings: tuple[Finding, ...]
    packages: tuple[Package, ...] = ()
    accounts: tuple[Account, ...] = ()

    @property
    def refused(self) -> tuple[Finding, ...]:
        """Findings that say why a whole file was not read."""
        refusals = REFUSALS.keys() | report_words.REFUSALS.keys()
        return tuple(f for f in self.findings if f.code in refusals and not (f.form or f.path))

    def of_package(self, package: Package) -> tuple[Finding, ...]:
        """The findings on the package's folder and on the files in it."""
        return tuple(f for f in self.findings if f.file == package.folder or f.file.startswith(f"{package.folder}/"))

    def exit_code(self, strict: bool = False) -> int:
        """0 clean, 1 errors (with `strict` also warnings), 2 where a file could not be read at all."""
        if self.refused:
            return UNREADABLE
        bad = count(self.findings, "error") + (count(self.findings, "warning") if strict else 0)
        return FOUND if bad else CLEAN


def check_paths(paths: Iterable[Path], forms: Mapping[str, Form], only: str | None = None) -> Outcome:
    """Check every return in the files and folders; with `only`, files must hold that form."""
    paths = list(paths)
    readings = {path: _only(read(path, forms), only) for path in expand(paths)}
    findings = [f for folder, names in passed_over(paths) for f in _passed_over(folder, names, forms)]
    for group in _lying_together(readings, paths):
        findings += check_together(group, forms)
    findings += check_twice(list(readings.values()), forms)
    return _outcome(list(readings.values()), findings, forms)


def _lying_together(readings: Mapping[Path, Reading], given: list[Path]) -> Iterable[list[Reading]]:
    """Files that were named one by one belong together, and so do those that lie in the same folder."""
    groups: dict[Path | None, list[Reading]] = {}
    for path, reading in readings.items():
        groups.setdefault(None if path in given else path.parent, []).append(reading)
    return groups.values()


def check_packages(folders: Iterable[Path], forms: Mapping[str, Form]) -> Outcome:
    """Check each folder as the whole of what one unit sends; a folder of folders holds those of several units."""
    readings: list[Reading] = []
    findings: list[Finding] = []
    packages: list[Package] = []
    for folder in _of_units(folders):
        files = sorted(p for p in folder.rglob("*") if p.is_file())
        paths = [path for path in expand([folder]) if not is_attachment(path, forms)]
        found = [_without_blank_extras(read(path, forms), forms) for path in paths]
        package, on_folder = check_package(folder, files, found, forms, catalogue.outline())
        attached = {entry.file for entry in package.entries if entry.state == "attached"}
        found = [r for r in found if not (r.refusal and Path(r.file).name in attached)]
        findings += [*on_folder, *check_together(found, forms)]
        for name, names in passed_over([folder]):
            findings += _passed_over(name, [n for n in names if n not in attached], forms)
        readings += found
        packages.append(package)
    findings += check_twice(readings, forms)
    return replace(_outcome(readings, findings, forms), packages=tuple(packages))


def _without_blank_extras(reading: Reading, forms: Mapping[str, Form]) -> Reading:
    """The reading without blank forms of ours, which nobody has to send."""
    kept = (s for s in reading.submissions if not is_blank_extra(s, forms))
    return replace(reading, submissions=tuple(kept))


def _of_units(folders: Iterable[Path]) -> Iterator[Path]:
    """The folders that hold files themselves; of one that only holds folders, those."""
    for folder in folders:
        inside = sorted(folder.iterdir())
        below = [path for path in inside if path.is_dir() and not path.name.startswith(".")]
        yield from below if below and not any(path.is_file() for path in inside) else [folder]


def _outcome(readings: list[Reading], findings: list[Finding], forms: Mapping[str, Form]) -> Outcome:
    """The run's outcome: `findings` and those on each reading by itself."""
    for reading in readings:
        findings += [reading.refusal] if reading.refusal else check_reading(reading, forms)
    returns = sum(len(r.submissions) for r in readings)
    reports = sum(r.report is not None for r in readings)
    accounts = tuple(account for r in readings for s in r.submissions if (account := _account(s)))
    return Outcome(tuple(r.file for r in readings), returns, reports, tuple(in_order(findings)), accounts=accounts)


def _account(submission: Submission) -> Account | None:
    tally = submission.tally
    if tally is None:
        return None
    return Account(
        submission.file, submission.code, submission.sheet, "print" if submission.by_print else "names",
        tally.read, tally.accepted, tally.reported, tally.printed,
    )  # fmt: skip


def _passed_over(folder: str, names: list[str], forms: Mapping[str, Form]) -> Iterator[Finding]:
    """What of a folder was not looked at, without what is sent for forms that cannot be filled here."""
    left = [name for name in names if not is_attachment(Path(name), forms)]
    temporary = [name for name in left if is_temporary(name)]
    archives = [name for name in left if Path(name).suffix.lower() in ARCHIVES and name not in temporary]
    for code, found in (
        ("archives-passed-over", archives),
        ("temporary-passed-over", temporary),
        ("files-passed-over", [name for name in left if name not in archives and name not in temporary]),
    ):
        if found:
            shown = ", ".join(found[:10]) + (", …" if len(found) > 10 else "")
            yield finding(code, file=folder, facts={"count": len(found), "names": shown})


def _only(reading: Reading, only: str | None) -> Reading:
    if only is None or reading.refusal or reading.report:
        return reading
    kept = tuple(s for s in reading.submissions if s.code == only)
    if kept:
        return Reading(reading.file, kept)
    found = ", ".join(text.form_name(s.code) for s in reading.submissions) or "tệp trống"
    facts = {"found": found, "expected": text.form_name(only)}
    return Reading(reading.file, refusal=finding("other-form", file=reading.file, facts=facts))
