"""Reads and checks every office file that the listed packages hold: `python -m tests.real_files`.

The packages (tests/real_files.yaml) are fetched by the clients of their registries and kept, with the files in them,
in a folder outside the repository. Each file is read in a process of its own, and workbooks once more by openpyxl.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from statistics import median
from typing import Final

import yaml

from scripts.schema import catalogue
from scripts.submissions.container import Unreadable
from scripts.submissions.xlsx import read_workbook
from scripts.validation.one_file import Job, check_file
from tests.apart import Ended, Limits, each_apart
from tests.oracle import CAUSES, differences
from tests.registries import NotToBeHadError, listed, office_files

LIST: Final = Path(__file__).with_suffix(".yaml")
OURS: Final = Limits(seconds=20, memory=2**30)
ORACLES: Final = Limits(seconds=120, memory=3 * 2**30)
WORKBOOKS: Final = {".xlsx", ".xlsm", ".xltx", ".xltm"}
LEAST_READ: Final = 0.97
LEAST_EQUAL: Final = 0.994
SHOWN: Final = 20

forms = cache(catalogue.forms)


def reading(path: Path) -> str:
    """The code of the refusal, or "read"."""
    try:
        read_workbook(path)
    except Unreadable as reason:
        return reason.code
    return "read"


def checking(path: Path) -> str:
    """The code of the refusal, or "checked"; a cell that was lost on the way is a fault."""
    checked = check_file(Job(path), forms())
    for submission in checked.reading.submissions:
        assert submission.tally is None or submission.tally.lost == 0, submission.tally
    return checked.reading.refusal.code if checked.reading.refusal else "checked"


def comparing(path: Path) -> list[tuple[str, str]]:
    """(cause, difference) of each cell and sheet that openpyxl reads otherwise; the cause is "" where none is known."""
    return [(found.cause or "", str(found)) for found in differences(path)]


def gathered(cache_folder: Path, limit: int | None) -> dict[Path, str]:
    """Each different file, by where it is kept, with its name in the first package that holds it."""
    names: dict[Path, str] = {}
    for wanted in listed(yaml.safe_load(LIST.read_text("utf-8"))):
        try:
            for path, name in office_files(wanted, cache_folder):
                names.setdefault(path, name)
        except NotToBeHadError as reason:
            say(f"not to be had: {wanted.kind} {wanted.name} {wanted.version} ({reason})")
        if limit is not None and len(names) >= limit:
            return dict(list(names.items())[:limit])
    return names


def main() -> None:
    """Gathers, reads, checks and compares; ends with 1 where a mark is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=_user_cache() / "so-ket-2-cap", help="folder for the files")
    parser.add_argument("--limit", type=int, help="most files")
    parser.add_argument("--jobs", type=int, default=2, help="processes at once")
    given = parser.parse_args()
    names = gathered(given.cache.resolve(), given.limit)
    kinds = Counter(path.suffix for path in names)
    say(f"{len(names)} different files: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    workbooks = [path for path in names if path.suffix in WORKBOOKS]
    forms()  # loaded once, before the processes are made from this one
    read = list(each_apart(reading, workbooks, OURS, given.jobs))
    good = [one.job for one in read if one.answer == "read"]
    passed = [
        _report("reading of workbooks", read, names),
        _is_enough("read", len(good), len(workbooks), LEAST_READ),
        _report_comparison(list(each_apart(comparing, good, ORACLES, given.jobs)), names),
        _report("check of all files", list(each_apart(checking, list(names), OURS, given.jobs)), names),
    ]
    sys.exit(0 if all(passed) else 1)


def _report(title: str, ends: list[Ended[Path]], names: dict[Path, str]) -> bool:
    """Tells what became of the files; whether none failed."""
    failed = [one for one in ends if one.how != "answered"]
    times = [one.seconds for one in ends] or [0.0]
    say(f"\n{title}: {len(ends)} files, {len(failed)} failed")
    say(f"  processor time: median {median(times) * 1000:.1f} ms, most {max(times):.2f} s; "
        f"most memory {max([one.peak for one in ends], default=0)} MiB")  # fmt: skip
    for kind in sorted({one.job.suffix for one in ends}):
        answers = Counter(str(one.answer) for one in ends if one.how == "answered" and one.job.suffix == kind)
        say(f"  {kind}: " + ", ".join(f"{count} {answer}" for answer, count in answers.most_common()))
    for one in failed:
        say(f"  {one.how}: {names[one.job]} ({one.job.name})\n{one.answer or ''}")
    return not failed


def _report_comparison(ends: list[Ended[Path]], names: dict[Path, str]) -> bool:
    """Tells which files differ and why; whether few do, and every difference has its cause."""
    answered = [one for one in ends if one.how == "answered"]
    failed = Counter(one.how for one in ends if one.how != "answered")
    said = ", ".join(f"{count} {how}" for how, count in failed.items()) or "none failed"
    say(f"\nopenpyxl on what we read: {len(answered)} of {len(ends)} files; {said}")
    for cause in CAUSES:
        found = [sum(name == cause.__name__ for name, _ in one.answer) for one in answered]
        say(f"  {sum(map(bool, found))} files, {sum(found)} places: {cause.__name__}. {cause.__doc__}")
    unexplained = [(names[one.job], text) for one in answered for name, text in one.answer if not name]
    for name, text in unexplained[:SHOWN]:
        say(f"  without a cause: {name}: {text}")
    say(f"  {len(unexplained)} places without a cause")
    equal = sum(not one.answer for one in answered)
    return _is_enough("equal in every cell", equal, len(answered), LEAST_EQUAL) and not unexplained


def _is_enough(what: str, part: int, whole: int, mark: float) -> bool:
    share = part / whole if whole else 0.0
    say(f"  {what}: {part} of {whole}, {share:.2%} (mark {mark:.1%})")
    return share >= mark


def _user_cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def say(text: str) -> None:
    """One line of the report."""
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
