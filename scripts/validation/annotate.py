"""Make the copy of a workbook that goes back: its data in our layout, with what the check said at each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from scripts.changes.passage import leaf_at
from scripts.findings import Finding
from scripts.model.data import places, value_at
from scripts.model.form import Form, Leaf, Place
from scripts.model.totals import totals_in, with_totals
from scripts.submissions.contents import KINDS, Cell, ErrorValue, Value
from scripts.submissions.read import Reading, read
from scripts.submissions.submission import Kept, Submission
from scripts.submissions.values import read_cell
from scripts.templates.review import Aside, Raw, Remark, Review
from scripts.templates.workbook import workbook_bytes
from scripts.validation.carried_over import OLD_TEMPLATE, carried_over
from scripts.wording import review as words
from scripts.wording import text
from scripts.wording.renewal import NO_NEED

# What the copy holds in the right way: values that were read as something else than what was typed.
REPAIRED = frozenset({"read-as", "number-as-text", "old-font", "two-digit-year", "code-padded", "left-blank"})
# What is to be done in the copy, where the layout that it brings makes that another thing than in the file.
_IN_COPY: dict[str, frozenset[str]] = {
    words.RELAID: frozenset({
        "found-by-print", "rows-moved", "columns-moved", "head-changed", "row-number", "hidden-sheet", "hidden-values",
        "filtered-values",
        "unseen-values", "has-macros", "period-assumed", "two-sheets-same", "total-error", "old-format",
    }),
    words.IN_PLACE: frozenset({"row-lost", "column-lost"}),
    words.IN_ASIDE: frozenset({
        "rows-unclear", "rows-elsewhere", "two-sheets-differ", "unknown-row", "unknown-column", "second-form",
        "stray-in-table", "stray-outside", "words-outside", "extra-sheets", "aside-left", "aside-wrong", "cover-unread",
    }),
    words.SPLIT: frozenset({"merged-cells", "merged-values"}),
    words.LABELLED: frozenset({"label-changed"}),
    words.NOT_COPIED: frozenset({"picture", "object"}),
}  # fmt: skip
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})  # that a workbook can hold
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
    raw: list[Raw] = []
    aside: list[Aside] = []
    for one in reading.submissions:
        for kept, as_it_stands in put_away(one, forms):
            raw += [as_it_stands] if as_it_stands else []
            aside += [] if as_it_stands else [_aside(kept)]
    targets = {one.code: _targets(forms[one.code], one) for one in reading.submissions if one.code in forms}
    remarks = [
        _remark(f, targets.get(f.form, {}).get((f.sheet, f.cell)) if f.cell else _lost(forms, f)) for f in findings
    ]
    for code, one in inside.items():
        remarks += [*carried_over(forms[code], one), *_summed(forms[code], one)]
    title = words.MIGRATED_TITLE if any(one.renewal for one in reading.submissions) else words.TITLE
    struck = {one.code: one.struck for one in reading.submissions}
    return workbook_bytes(shown, others, envelopes, Review(remarks, raw, aside, title, struck))


def put_away(one: Submission, forms: Mapping[str, Form]) -> Iterator[tuple[Kept, Raw | None]]:
    """What of the person's file is not in the data: as it stands in its cell of the copy, or (None) set aside."""
    yield from ((kept, _raw(forms, one, kept)) for kept in one.kept())


def _remark(found: Finding, target: Place | str | None) -> Remark:
    if found.code in OLD_TEMPLATE:
        return Remark(replace(found, remedy=NO_NEED), target, "moved")  # the copy is of the template in force
    remedy = next((said for said, codes in _IN_COPY.items() if found.code in codes), found.remedy)
    done = found.code in REPAIRED or found.code in _IN_COPY[words.RELAID]
    return Remark(replace(found, remedy=remedy), target, "repaired" if done else "todo")


def _lost(forms: Mapping[str, Form], found: Finding) -> Place | None:
    """Where the copy has again what was deleted in the file: the head of a column, the first cell of a row."""
    tables = forms[found.form].tables if found.form in forms else ()
    if found.code == "column-lost":
        columns = ((t, c) for t in tables for c in t.columns if text.column(c, t) == found.column)
        return next((Place(t.id, None, None, c.id) for t, c in columns), None)
    if found.code == "row-lost":
        rows = ((t, r) for t in tables for r in t.rows if text.row(r) == found.row)
        return next((Place(t.id, r.key, None, t.columns[0].id) for t, r in rows), None)
    return None


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


def _raw(forms: Mapping[str, Form], one: Submission, kept: Kept) -> Raw | None:
    """What can stand as it is in the cell that was meant for it, because it is refused there again."""
    if kept.place is None or kept.value is None:
        return None
    if isinstance(kept.value, ErrorValue):
        code = kept.value.code
        return Raw(one.code, kept.place, code, error=True) if code in _ERRORS else None
    leaf = leaf_at(forms[one.code], kept.place)
    if leaf is None or _would_pass(kept.value, leaf):
        return None
    return Raw(one.code, kept.place, kept.value)


def _would_pass(value: Value, leaf: Leaf) -> bool:
    """Whether the value is taken for an answer without the format, or the strike, that made it doubtful."""
    plain = Cell(value, KINDS[type(value)], None, "General", is_date=leaf.kind == "date", font="")
    return read_cell(plain, leaf).value is not None


def _aside(kept: Kept) -> Aside:
    value = kept.value.code if isinstance(kept.value, ErrorValue) else kept.value
    value = "" if value is None else value
    return Aside(kept.spot.sheet, kept.spot.cell, value, kept.formula or "", kept.label, kept.wrong)


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
