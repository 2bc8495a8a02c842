"""Check whatever paths a person gives: file by file, together, and folders as the whole of what a unit sends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from scripts.findings import Finding, count, in_order
from scripts.model.form import Form
from scripts.model.package import Package
from scripts.model.roster import Roster
from scripts.schema import catalogue
from scripts.submissions.attachments import is_attachment
from scripts.submissions.read import ARCHIVES, DOCUMENTS, expand, is_temporary, passed_over
from scripts.validation.one_file import Account, Checked, Job, check_file, check_file_apart, not_checked
from scripts.validation.package import check_package
from scripts.validation.processes import each
from scripts.validation.roster import roster
from scripts.validation.together import check_group, check_twice
from scripts.wording import report as report_words
from scripts.wording.messages import REFUSALS, finding
from scripts.wording.text import listed

CLEAN, FOUND, UNREADABLE = 0, 1, 2
# Starting processes takes as long as reading a hundred small files: what is less is read in this one.
FEW: Final = 20  # files
SMALL: Final = 2 * 2**20  # bytes in all of them


@dataclass(frozen=True, slots=True)
class How:
    """In how many processes files are read, and who is told how many of them are done, of how many."""

    processes: int = 1
    progress: Callable[[int, int], None] = lambda _done, _all: None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found.

    `files`, `returns` and `reports` count what was read; `findings` are in order; `packages` are the folders that
    were checked as the whole of what a unit sends; `accounts` are of the forms that were read from workbooks;
    `roster` says who sent what, where files were checked one by one and hold returns of several units.
    """

    files: tuple[str, ...]
    returns: int
    reports: int
    findings: tuple[Finding, ...]
    packages: tuple[Package, ...] = ()
    accounts: tuple[Account, ...] = ()
    roster: Roster | None = None

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


def check_paths(
    paths: Iterable[Path], forms: Mapping[str, Form], only: str | None = None, how: How | None = None
) -> Outcome:
    """Check every return in the files and folders; with `only`, files must hold that form."""
    paths = list(paths)
    jobs = [Job(path, only) for path in dict.fromkeys(expand(paths))]
    checked = list(_checked(jobs, forms, how or How()))
    files = {job.path: one for job, one in zip(jobs, checked, strict=True)}
    findings = [f for folder, names in passed_over(paths) for f in _passed_over(folder, names, forms)]
    for group in _lying_together(files, paths):
        findings += check_group(group, forms)
    outcome = _outcome(checked, findings, forms)
    return replace(outcome, roster=roster(checked, outcome.findings, forms))


def _lying_together(files: Mapping[Path, Checked], given: list[Path]) -> Iterable[list[Checked]]:
    """Files that were named one by one belong together, and so do those that lie in the same folder."""
    groups: dict[Path | None, list[Checked]] = {}
    for path, one in files.items():
        groups.setdefault(None if path in given else path.parent, []).append(one)
    return groups.values()


def check_packages(folders: Iterable[Path], forms: Mapping[str, Form], how: How | None = None) -> Outcome:
    """Check each folder as the whole of what one unit sends; a folder of folders holds those of several units."""
    jobs = {
        folder: [Job(path, whole=True) for path in expand([folder]) if not is_attachment(path, forms)]
        for folder in _of_units(folders)
    }
    answers = _checked([job for some in jobs.values() for job in some], forms, how or How())
    checked: list[Checked] = []
    findings: list[Finding] = []
    packages: list[Package] = []
    for folder, some in jobs.items():
        found = list(islice(answers, len(some)))
        files = sorted(p for p in folder.rglob("*") if p.is_file())
        package, on_folder = check_package(folder, files, [c.reading for c in found], forms, catalogue.outline())
        attached = {entry.file for entry in package.entries if entry.state == "attached"}
        found = [c for c in found if not (c.refused and Path(c.file).name in attached)]
        findings += [*on_folder, *check_group(found, forms)]
        for name, names in passed_over([folder]):
            findings += _passed_over(name, [n for n in names if n not in attached], forms)
        checked += found
        packages.append(package)
    return replace(_outcome(checked, findings, forms), packages=tuple(packages))


def _checked(jobs: Sequence[Job], forms: Mapping[str, Form], how: How) -> Iterator[Checked]:
    """Each file checked, in order; documents here, for they are small, other files in processes if they are many."""
    apart = [job for job in jobs if job.path.suffix.lower() not in DOCUMENTS]
    answers: Iterator[Checked] = (check_file(job, forms) for job in apart)
    if how.processes > 1 and len(apart) > FEW and sum(map(_size, apart)) > SMALL:
        answers = each(check_file_apart, apart, how.processes, not_checked)
    for done, job in enumerate(jobs):
        how.progress(done, len(jobs))
        yield check_file(job, forms) if job.path.suffix.lower() in DOCUMENTS else next(answers)
    how.progress(len(jobs), len(jobs))


def _size(job: Job) -> int:
    try:
        return job.path.stat().st_size
    except OSError:  # reading it will say so
        return 0


def _of_units(folders: Iterable[Path]) -> Iterator[Path]:
    """The folders that hold files themselves; of one that only holds folders, those."""
    for folder in folders:
        inside = sorted(folder.iterdir())
        below = [path for path in inside if path.is_dir() and not path.name.startswith(".")]
        yield from below if below and not any(path.is_file() for path in inside) else [folder]


def _outcome(checked: Sequence[Checked], findings: list[Finding], forms: Mapping[str, Form]) -> Outcome:
    """The run's outcome: `findings`, those on each file by itself, and what is said of all files together."""
    findings += check_twice(checked, forms)
    findings += [found for one in checked for found in one.findings]
    sent = [sent for one in checked for sent in one.sent]
    reports = sum(one.has_report for one in checked)
    accounts = tuple(one.account for one in sent if one.account)
    return Outcome(tuple(one.file for one in checked), len(sent), reports, tuple(in_order(findings)), accounts=accounts)


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
            yield finding(code, file=folder, facts={"count": len(found), "names": listed(found, 10)})
