"""Make the copy of a workbook that goes back: its data in our layout, with what the check said at each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from scripts.findings import Finding
from scripts.model.data import places, value_at
from scripts.model.form import Form, Place
from scripts.model.totals import totals_in, with_totals
from scripts.submissions.read import Reading, read
from scripts.submissions.submission import Submission
from scripts.templates.review import Aside, Comment, Raw, Remark, Review
from scripts.templates.workbook import workbook_bytes
from scripts.validation.carried_over import OLD_TEMPLATE, carried_over
from scripts.validation.put_away import lost, put_away
from scripts.wording import review as words
from scripts.wording import text
from scripts.wording.renewal import NO_NEED

# What the copy holds in the right way: values that were read as something else than what was typed.
REPAIRED = frozenset(
    {
        "read-as",
        "number-as-text",
        "percent-format",
        "old-font",
        "two-digit-year",
        "code-padded",
        "unit-read-as",
        "left-blank",
    }
)
# What is to be done in the copy, where the layout that it brings makes that another thing than in the file.
_IN_COPY: dict[str, frozenset[str]] = {
    words.RELAID: frozenset({
        "found-by-print", "rows-moved", "columns-moved", "columns-renumbered", "head-changed", "row-number",
        "hidden-sheet", "hidden-values", "filtered-values",
        "unseen-values", "has-macros", "period-assumed", "two-sheets-same", "total-error", "old-format",
    }),
    words.IN_PLACE: frozenset({"row-lost", "column-lost"}),
    words.IN_ASIDE: frozenset({
        "rows-unclear", "rows-elsewhere", "two-sheets-differ", "unknown-row", "line-of-words", "unknown-column",
        "second-form", "stray-in-table", "stray-outside", "words-outside", "extra-sheets", "aside-left", "aside-wrong",
        "cover-unread",
    }),
    words.SPLIT: frozenset({"merged-cells", "merged-values"}),
    words.LABELLED: frozenset({"label-changed", "head-doubtful", "head-of-another", "head-misnumbered"}),
    words.NOT_COPIED: frozenset({"picture", "object"}),
}  # fmt: skip
# The fields that a finding may stand at, as an envelope names them, and the cell that a workbook has for each.
_FIELDS = {
    "unit": "unit", "unit_kind": "unit_kind", "period": "period_to", "period_from": "period_from",
    "prepared_by": "prepared_by", "contact": "contact", "nil": "state", "attached": "note", "note": "note",
}  # fmt: skip


def objection(paths: Sequence[Path], target: Path) -> str:
    """Why no copy of what is to be checked can be written to the target, before anything is read; empty if it can."""
    if len(paths) != 1 or paths[0].is_dir():
        return words.NOT_ONE_FILE
    if target.is_dir():
        return words.IS_FOLDER.format(file=target)
    if target.suffix.lower() != ".xlsx":
        return words.NOT_XLSX.format(file=target.name)
    if target.resolve() == paths[0].resolve() or (target.exists() and paths[0].exists() and target.samefile(paths[0])):
        return words.SAME_FILE
    if target.exists():
        return words.EXISTS.format(file=target.name)
    return ""


def write_copy(path: Path, target: Path, findings: Sequence[Finding], forms: Mapping[str, Form]) -> str:
    """Write the copy of a workbook that was checked to the target; why it could not be, empty if it was."""
    reading = read(path, forms)
    if not reading.submissions or any(one.document for one in reading.submissions):
        return words.NOT_A_WORKBOOK.format(file=path.name)
    try:
        target.write_bytes(annotated(reading, findings, forms))
    except OSError:
        return words.NOT_WRITTEN.format(file=target)
    return ""


def annotated(reading: Reading, findings: Sequence[Finding], forms: Mapping[str, Form]) -> bytes:
    """The copy, of a workbook that can go back, with the findings on it; the same bytes on every run."""
    inside = {one.code: one for one in reading.submissions if "data" in one.envelope or one.tally is not None}
    inside = {code: one for code, one in inside.items() if code in forms and forms[code].fillable}
    shown = [form for code, form in forms.items() if code in inside]
    envelopes = {one.code: one.envelope for one in reading.submissions}
    # As in the templates: forms that cannot be filled are listed beside several others, not beside one.
    listed = {code for code, form in forms.items() if not form.fillable and len(inside) > 1} | envelopes.keys()
    others = [form for code, form in forms.items() if code in listed - inside.keys()]
    away = [kept for one in reading.submissions for kept in put_away(one, forms)]
    raw = [kept for kept in away if isinstance(kept, Raw)]
    aside = [kept for kept in away if isinstance(kept, Aside)]
    targets = {one.code: _targets(forms[one.code], one) for one in reading.submissions if one.code in forms}
    comments = list(_comments(reading, targets))
    aside += [one for one in comments if isinstance(one, Aside)]
    held = {(one.sheet, one.cell) for one in aside if one.wrong}
    remarks = []
    for found in findings:
        again = lost(forms[found.form], found) if found.form in forms and not found.cell else None
        target = targets.get(found.form, {}).get((found.sheet, found.cell)) if found.cell else again
        spot = (found.sheet or words.NO_SHEET, found.cell or words.NO_CELL)
        remarks.append(_remark(found, target, is_aside=spot in held))
    for code, one in inside.items():
        remarks += [*carried_over(forms[code], one), *_summed(forms[code], one)]
    title = words.MIGRATED_TITLE if any(one.renewal for one in reading.submissions) else words.TITLE
    hung = [one for one in comments if isinstance(one, Comment)]
    struck = {one.code: one.struck for one in reading.submissions}
    return workbook_bytes(shown, others, envelopes, Review(remarks, raw, aside, title, struck, hung))


def _remark(found: Finding, target: Place | str | None, is_aside: bool) -> Remark:
    """What is to be done in the copy; `is_aside` says that what is wrong stands among the cells set aside."""
    if found.code in OLD_TEMPLATE:
        return Remark(replace(found, remedy=NO_NEED), target, "moved")  # the copy is of the template in force
    said = next((said for said, codes in _IN_COPY.items() if found.code in codes), "")
    if said == words.RELAID and found.severity == "error":
        said = words.LABELLED
    done = found.code in REPAIRED or said == words.RELAID
    remedy = said or found.remedy
    if is_aside and said not in (words.IN_ASIDE, words.SPLIT):
        remedy = f"{remedy} {words.THEN_CLEAR}"
    return Remark(replace(found, remedy=remedy), target, "repaired" if done else "todo")


def _targets(form: Form, one: Submission) -> dict[tuple[str, str], Place | str]:
    """What stands in each cell of the person's file that belongs to the form."""
    found: dict[tuple[str, str], Place | str] = {}
    for place in places(form, one.envelope.get("data")):
        spot = one.spot(place)
        found.setdefault((spot.sheet, spot.cell), place)
    for field, name in {**_FIELDS, **dict(zip(form.asks, form.asks, strict=True))}.items():
        spot = one.field_spot(field)
        found.setdefault((spot.sheet, spot.cell), name)
    found.pop(("", ""), None)
    return found


def _comments(
    reading: Reading, targets: Mapping[str, Mapping[tuple[str, str], Place | str]]
) -> Iterator[Comment | Aside]:
    """The comments on the person's cells: on the same cell of the copy, set aside where it has none."""
    for kept in (kept for one in reading.submissions for kept in one.kept() if kept.is_comment):
        spot, said = (kept.spot.sheet, kept.spot.cell), str(kept.value)
        found = next(((code, at[spot]) for code, at in targets.items() if spot in at), None)
        yield Comment(*found, said) if found else Aside(*spot, words.COMMENTED.format(said=said))


def _summed(form: Form, one: Submission) -> Iterator[Remark]:
    """The totals that the person left blank and that the copy holds."""
    data = one.envelope.get("data")
    if not data:
        return
    filled = with_totals(form, data)
    for place in totals_in(form, data):
        value = value_at(form, filled, place)
        if value is None or place in one.summed or one.unread(place) or value_at(form, data, place) is not None:
            continue
        row, column = text.place(form, place)
        spot = one.spot(place)
        said = Finding(
            code="summed", severity="note", message=words.summed(value), remedy=words.SUMMED_REMEDY, file=one.file,
            form=form.code, sheet=spot.sheet, cell=spot.cell, row=row, column=column,
        )  # fmt: skip
        yield Remark(said, place, "repaired")
