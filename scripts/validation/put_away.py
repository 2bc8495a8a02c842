"""Decides what of a person's file stands in its cell of the copy, and what is set aside until a person settles it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from scripts.findings import Finding
from scripts.model.data import leaf_at, pruned
from scripts.model.form import Form, Leaf, Place
from scripts.model.totals import with_totals
from scripts.submissions.contents import KINDS, Cell, ErrorValue, Value
from scripts.submissions.submission import Kept, Submission
from scripts.submissions.values import read_cell
from scripts.templates.review import Aside, Raw
from scripts.validation.check import MISSING
from scripts.validation.structure import check_structure
from scripts.wording import review as words
from scripts.wording import text

_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})  # that a workbook can hold
_OF_THE_NAME = frozenset({"unit-file-differs", "unit-file-name-differs"})
# Errors and doubts about what is not there, or about the file's name: the copy has no cell that could say them again.
_OF_NO_CELL = _OF_THE_NAME | {"row-lost", "column-lost", "merged-cells"}


def put_away(one: Submission, forms: Mapping[str, Form]) -> Iterator[Raw | Aside]:
    """What of the person's file is not in the data: as it stands, where it is refused there again, else set aside.

    What the copy would have no trace of is set aside in its words: no error, and no doubt, goes by being copied.
    """
    cells = [kept for kept in one.kept() if not kept.is_comment]
    yield from (_raw(forms, one, kept) or _aside(kept) for kept in cells)
    form, refused = forms.get(one.code), {kept.place for kept in cells}
    for note in one.notes:
        if note.severity != "note" and note.code in _OF_NO_CELL and not _asked_again(form, one, note, refused):
            is_error = note.severity == "error"
            yield Aside(note.sheet or words.NO_SHEET, note.cell or words.NO_CELL, note.message, wrong=is_error)


def lost(form: Form, found: Finding) -> Place | None:
    """Where the copy has again what was deleted in the file: the head of a column, the first cell of a row."""
    if found.code == "column-lost":
        columns = ((t, c) for t in form.tables for c in t.columns if text.column(c, t) == found.column)
        return next((Place(t.id, None, None, c.id) for t, c in columns), None)
    if found.code == "row-lost":
        rows = ((t, r) for t in form.tables for r in t.rows if text.row(r) == found.row)
        return next((Place(t.id, r.key, None, t.columns[0].id) for t, r in rows), None)
    return None


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
    return Aside(kept.spot.sheet, kept.spot.cell, value, kept.formula or "", kept.label, kept.wrong, kept.is_date)


def _asked_again(form: Form | None, one: Submission, note: Finding, refused: Collection[Place | None]) -> bool:
    """Whether the copy is wrong for the blanks that what the note speaks of, not a `refused` value, left there."""
    data = one.envelope.get("data")
    if form is None or note.code in _OF_THE_NAME or not isinstance(data, dict):
        return False
    at = lost(form, note)
    found = check_structure(form, with_totals(form, pruned(data)))
    missing = (violation.place for violation in found if violation.code in MISSING)
    blanks = (place for place in missing if one.unread(place) and place not in refused)
    return any(at is None or (at.table == b.table and (at.row or at.column) in (b.row, b.column)) for b in blanks)
