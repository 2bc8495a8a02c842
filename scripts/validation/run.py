"""Check whatever paths a person gives: file by file, together, and folders as the whole of what a unit sends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.findings import Finding, count, in_order
from scripts.model.form import Form
from scripts.model.package import Package
from scripts.schema import catalogue
from scripts.submissions.attachments import is_attachment
from scripts.submissions.read import Reading, expand, passed_over, read
from scripts.validation.check import check_reading
from scripts.validation.package import check_package
from scripts.validation.together import check_together
from scripts.wording import report as report_words
from scripts.wording import text
from scripts.wording.messages import REFUSALS, finding

CLEAN, FOUND, UNREADABLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found.

    `files`, `returns` and `reports` count what was read; `findings` are in order; `packages` are the folders that
    were checked as the whole of what a unit sends.
    """

    files: tuple[str, ...]
    returns: int
    reports: int
    findings: tuple[Finding, ...]
    packages: tuple[Package, ...] = ()

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
    findings: list[Finding] = [_passed_over(folder, names) for folder, names in passed_over(paths)]
    for group in _lying_together(readings, paths):
        findings += check_together(group, forms)
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
        found = [read(path, forms) for path in expand([folder]) if not is_attachment(path, forms)]
        package, on_folder = check_package(folder, files, found, forms, catalogue.outline())
        attached = {entry.file for entry in package.entries if entry.state == "attached"}
        found = [r for r in found if not (r.refusal and Path(r.file).name in attached)]
        findings += [*on_folder, *check_together(found, forms)]
        findings += [
            _passed_over(name, others)
            for name, names in passed_over([folder])
            if (others := [n for n in names if n not in attached])
        ]
        readings += found
        packages.append(package)
    return replace(_outcome(readings, findings, forms), packages=tuple(packages))


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
    return Outcome(tuple(r.file for r in readings), returns, reports, tuple(in_order(findings)))


def _passed_over(folder: str, names: list[str]) -> Finding:
    shown = ", ".join(names[:10]) + (", …" if len(names) > 10 else "")
    return finding("files-passed-over", file=folder, facts={"count": len(names), "names": shown})


def _only(reading: Reading, only: str | None) -> Reading:
    if only is None or reading.refusal or reading.report:
        return reading
    kept = tuple(s for s in reading.submissions if s.code == only)
    if kept:
        return Reading(reading.file, kept)
    found = ", ".join(text.form_name(s.code) for s in reading.submissions) or "tệp trống"
    facts = {"found": found, "expected": text.form_name(only)}
    return Reading(reading.file, refusal=finding("other-form", file=reading.file, facts=facts))
