"""Move a filled workbook of an older template into a new one in force, which tells what became of every cell."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from scripts.model.form import Form
from scripts.submissions.read import WORKBOOKS, Reading, read
from scripts.validation.annotate import annotated
from scripts.validation.check import check_reading
from scripts.wording import renewal as words


@dataclass(frozen=True, slots=True)
class Migration:
    """How it went, as it is told; `refused`: nothing was written. `breaks`: a person has something left to do."""

    account: str
    refused: bool = False
    breaks: bool = False


def migrated(path: Path, out: Path | None, forms: Mapping[str, Form]) -> Migration:
    """Write the new workbook beside the old one, or to `out`; a file that is there is never written over."""
    target = out or path.with_name(f"{path.stem}{words.NEW_NAME}.xlsx")
    if why := _objection(path, target):
        return Migration(why, refused=True)
    reading = read(path, forms)
    if reading.refusal:
        return Migration(f"{reading.refusal.message}\n→ {reading.refusal.remedy}", refused=True)
    renewed = [one for one in reading.submissions if one.renewal]
    if not renewed:
        return Migration(words.CURRENT.format(file=path.name), refused=True)
    content = annotated(reading, check_reading(reading, forms), forms)
    if not _write_new(target, content):
        return Migration(words.NOT_WRITTEN.format(file=target), refused=True)
    breaks = any(one.renewal.carried.breaks for one in renewed if one.renewal)
    return Migration("\n".join(_account(reading, forms, target)), breaks=breaks)


def _objection(path: Path, target: Path) -> str:
    """Why nothing is tried; empty where all is well."""
    if path.suffix.lower() not in WORKBOOKS:
        return words.NOT_A_WORKBOOK.format(file=path.name)
    if target.suffix.lower() != ".xlsx":
        return words.NOT_XLSX.format(file=target.name)
    return words.THERE_ALREADY.format(file=target) if os.path.lexists(target) else ""


def _write_new(target: Path, content: bytes) -> bool:
    """Write the whole file or nothing, and never over another that came there meanwhile."""
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.stem}-", suffix=".tmp", delete=False) as draft:
            draft.write(content)
    except OSError:
        return False
    made = Path(draft.name)
    try:
        target.open("xb").close()  # takes the name, if nobody has it
        made.replace(target)
    except OSError:
        made.unlink()
        return False
    return True


def _account(reading: Reading, forms: Mapping[str, Form], target: Path) -> Iterator[str]:
    """How many cells of each form were moved, set aside, and are to be filled in."""
    for one in reading.submissions:
        if one.renewal:
            carried, form = one.renewal.carried, forms[one.code]
            elsewhere = sum(1 for moved in carried.moved if moved.new != moved.old or moved.before != moved.after)
            yield words.ACCOUNT.format(
                form=form.label.text, old=one.renewal.old.version, new=form.version, moved=len(carried.moved),
                elsewhere=elsewhere, aside=len(carried.dropped), needs=len(carried.needs),
            )  # fmt: skip
    yield words.WRITTEN.format(file=target)
