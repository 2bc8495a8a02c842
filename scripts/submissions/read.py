"""Open whatever path a person gives: files and folders, workbooks and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.findings import Finding
from scripts.model.form import Form
from scripts.submissions.container import Unreadable
from scripts.submissions.docx import read_docx
from scripts.submissions.docx_contents import Document
from scripts.submissions.from_document import read_document
from scripts.submissions.from_workbook import submissions_in
from scripts.submissions.renewal import renewed
from scripts.submissions.submission import NotAReturn, Submission
from scripts.submissions.xlsx import read_workbook
from scripts.wording import report as report_words
from scripts.wording.messages import finding

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
DOCUMENTS = {".yaml", ".yml", ".json"}
ARCHIVES = {".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"}
REPORTS = {".docx", ".docm", ".doc", ".odt", ".rtf"}
_TEMPORARY = ("~$", ".", "thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file held: returns of forms, a narrative report, or the one finding that says why it was not read."""

    file: str
    submissions: tuple[Submission, ...] = ()
    report: Document | None = None
    refusal: Finding | None = None


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read: given files as they are, folders by the kinds of files that returns have.

    What `is_temporary` in a folder is passed over. A folder without any is itself yielded, so
    that it is reported.
    """
    for path in paths:
        if not _is_folder(path):
            yield path
            continue
        inside = [
            p for p in sorted(path.rglob("*")) if p.suffix.lower() in WORKBOOKS | DOCUMENTS | REPORTS and p.is_file()
        ]
        kept = [p for p in inside if not is_temporary(p.name)]
        yield from kept or [path]


def passed_over(paths: Iterable[Path]) -> Iterator[tuple[str, list[str]]]:
    """For each folder given, the names of files in it that are not read."""
    for folder in (path for path in paths if _is_folder(path)):
        files = [p for p in sorted(folder.rglob("*")) if p.is_file()]
        kinds = WORKBOOKS | DOCUMENTS | REPORTS
        names = [p.name for p in files if p.suffix.lower() not in kinds or is_temporary(p.name)]
        if names:
            yield folder.as_posix(), names


def is_temporary(name: str) -> bool:
    """Whether an office program or the system made the file for itself: “~$x.xlsx”, “.~lock.x#”, “Thumbs.db”."""
    return name.casefold().startswith(_TEMPORARY)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that the system does not take: reading it will say so
        return False


def read(path: Path, forms: Mapping[str, Form]) -> Reading:
    """Read one file; every reason not to is a finding, never an exception.

    A return in an older template that was released is given as one of the form in force.
    """
    file = path.as_posix()
    try:
        if path.suffix.lower() in REPORTS:
            return _report(path, file)
        return Reading(file, tuple(renewed(one, forms) for one in _open(path, file, forms)))
    except (NotAReturn, Unreadable) as reason:
        return Reading(file, refusal=finding(reason.code, file=file, facts=dict(reason.facts)))
    except FileNotFoundError:
        return Reading(file, refusal=finding("not-found", file=file))
    except OSError:
        return Reading(file, refusal=finding("no-access", file=file))


def _report(path: Path, file: str) -> Reading:
    """A narrative report; what a Word file may be instead has words of its own."""
    try:
        return Reading(file, report=read_docx(path))
    except Unreadable as reason:
        return Reading(file, refusal=report_words.finding(reason.code, file=file, facts=dict(reason.facts)))


def _open(path: Path, file: str, forms: Mapping[str, Form]) -> Iterable[Submission]:
    if _is_folder(path):
        raise NotAReturn("nothing-to-check")
    if path.suffix.lower() in DOCUMENTS:
        return [read_document(path, file, forms)]
    if path.suffix.lower() not in WORKBOOKS and not path.exists():
        raise FileNotFoundError(file)
    return submissions_in(read_workbook(path), file, forms)
