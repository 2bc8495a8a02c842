"""Move a return in an older template into the one in force, in a new file that tells what became of every cell."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from scripts.documents import write_yaml
from scripts.findings import Finding
from scripts.model.form import Form
from scripts.submissions.read import DOCUMENTS, WORKBOOKS, Reading, read
from scripts.submissions.submission import Submission
from scripts.templates.review import Aside
from scripts.validation.annotate import annotated
from scripts.validation.carried_over import OLD_TEMPLATE
from scripts.validation.check import check_reading
from scripts.validation.put_away import put_away
from scripts.wording import renewal as words


@dataclass(frozen=True, slots=True)
class Migration:
    """How it went, as it is told; `refused`: nothing was written. `breaks`: a person has something left to do."""

    account: str
    refused: bool = False
    breaks: bool = False


def migrated(path: Path, out: Path | None, forms: Mapping[str, Form]) -> Migration:
    """Write the new file beside the old one, or to `out`; a file that is there is never written over.

    Of a workbook it is a workbook; of a return in YAML or JSON it is YAML, whose comments keep what has no place.
    """
    kind = ".yaml" if path.suffix.lower() in DOCUMENTS else ".xlsx"
    target = out or path.with_name(f"{path.stem}{words.NEW_NAME}{kind}")
    if why := _objection(path, target, kind):
        return Migration(why, refused=True)
    reading = read(path, forms)
    if reading.refusal:
        return Migration(f"{reading.refusal.message}\n→ {reading.refusal.remedy}", refused=True)
    renewed = [one for one in reading.submissions if one.renewal]
    if not renewed:
        return Migration(words.CURRENT.format(file=path.name), refused=True)
    findings = check_reading(reading, forms)
    if not _write_new(target, _content(reading, findings, forms)):
        return Migration(words.NOT_WRITTEN.format(file=target), refused=True)
    told = [*_account(reading, forms), words.WRITTEN.format(file=target)]
    errors = sum(found.severity == "error" and found.code not in OLD_TEMPLATE for found in findings)
    told += [words.STILL_WRONG.format(count=errors)] if errors else []
    breaks = errors > 0 or any(one.renewal.carried.breaks for one in renewed if one.renewal)
    return Migration("\n".join(told), breaks=breaks)


def _objection(path: Path, target: Path, kind: str) -> str:
    """Why nothing is tried; empty where all is well."""
    if path.suffix.lower() not in WORKBOOKS | DOCUMENTS:
        return words.NO_RETURN.format(file=path.name)
    if target.suffix.lower() != kind:
        return words.OTHER_KIND.format(file=target.name, kind=kind)
    return words.THERE_ALREADY.format(file=target) if os.path.lexists(target) else ""


def _content(reading: Reading, findings: Sequence[Finding], forms: Mapping[str, Form]) -> bytes:
    (first, *_) = reading.submissions
    if not first.document:
        return annotated(reading, findings, forms)
    said = [*_account(reading, forms), *_remarks(first, forms[first.code])]
    comments = (f"# {' '.join(line.splitlines())}\n" for line in said)
    return "".join([*comments, write_yaml(first.envelope)]).encode()


def _remarks(one: Submission, form: Form) -> Iterator[str]:
    """What a document tells in its comments: what is to be filled in, and every value that has no place, in full."""
    if one.renewal is None:
        return
    for need in one.renewal.carried.needs:
        path = "/".join(map(str, need.place.path(form)))
        yield f"{words.needed(need.said)} data/{path}"
    for dropped in one.renewal.carried.dropped:
        why = words.because(dropped.why, dropped.said)
        yield f"{words.KEPT_HERE} {one.renewal.spot(dropped.place).path}: {_on_one_line(dropped.value)} ({why})"
    yield from one.renewal.carried.said


def _on_one_line(value: object) -> str:
    """The value in full, as JSON writes it, with an escape for whatever would end a comment."""
    written = json.dumps(value, ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in written)


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


def _account(reading: Reading, forms: Mapping[str, Form]) -> Iterator[str]:
    """How many cells of each form were moved, set aside, and are to be filled in."""
    for one in reading.submissions:
        if one.renewal:
            carried, form = one.renewal.carried, forms[one.code]
            away = [kept for kept in put_away(one, forms) if isinstance(kept, Aside)]
            aside = len(carried.dropped if one.document else away)
            elsewhere = sum(1 for moved in carried.moved if moved.new != moved.old or moved.before != moved.after)
            yield words.ACCOUNT.format(
                form=form.label.text, old=one.renewal.old.version, new=form.version, moved=len(carried.moved),
                elsewhere=elsewhere, aside=aside, needs=len(carried.needs),
            )  # fmt: skip
