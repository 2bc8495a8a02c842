"""Put a workbook together: cover, forms, hidden lists and the marks by which it is read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from scripts.model import grid
from scripts.model.a1 import quote_sheet
from scripts.model.form import Form
from scripts.model.totals import with_totals
from scripts.schema import registry
from scripts.templates.cover import Cover
from scripts.templates.form_sheet import FormSheet, cell_reference
from scripts.templates.review import Review, ReviewSheets
from scripts.templates.styles import Styles
from scripts.wording import sheet

# The writer wants a day without a zone; a fixed one keeps the bytes the same on every run.
_FIXED_DAY = datetime(2026, 7, 1)  # noqa: DTZ001


def workbook_bytes(
    forms: Sequence[Form],
    others: Sequence[Form] = (),
    envelopes: Mapping[str, Mapping[str, Any]] | None = None,
    review: Review | None = None,
) -> bytes:
    """A workbook of the forms as bytes, the same on every run.

    `others` are forms of the review that are not inside and are only listed. `envelopes` are filled returns
    by form code; a form with `data` is written filled in. `review` is what a check said of them: it goes to the cells
    and to sheets of its own.
    """
    given = dict(envelopes or {})
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles = Styles(book)
    book.set_size(1600, 900)
    _properties(book, forms)
    remarks = ReviewSheets(book, styles, review) if review else None
    cover = Cover(book, styles, forms, others, given)
    cover.write()
    pages = []
    for form in forms:
        envelope = given.get(form.code, {})
        data = envelope.get("data")
        struck = review.struck.get(form.code, ()) if review else ()
        pages.append(FormSheet(book, styles, form, with_totals(form, data) if data else None, envelope, struck))
    if remarks:
        remarks.mark(cover, pages)  # before the forms' own conditions: the first that holds paints the cell
    for page in pages:
        page.write()
    _lists(book)
    _marks(book, forms)
    if remarks:
        remarks.write(pages)
    else:
        cover.sheet.activate()
    book.close()
    return buffer.getvalue()


def marks(form: Form) -> str:
    """What identifies a form's layout inside a workbook."""
    return f"{form.code}@{form.version}:{grid.fingerprint(form)}"


def _properties(book: xlsxwriter.Workbook, forms: Sequence[Form]) -> None:
    names = ", ".join(f.label.text for f in forms)
    title = f"{names} – sơ kết 01 năm vận hành chính quyền địa phương 2 cấp"
    book.set_properties({"title": title[:255], "author": "", "created": _FIXED_DAY})
    book.set_custom_property(grid.PROPERTY, " ".join(marks(f) for f in forms))


def _lists(book: xlsxwriter.Workbook) -> None:
    """The choices that are too long for a validation's own 255 characters."""
    lists = book.add_worksheet(sheet.LISTS)
    columns = {"units": [u.choice for u in registry.units().values()], "kinds": list(registry.kinds().values())}
    for col, (name, choices) in enumerate(columns.items()):
        for row, choice in enumerate(choices):
            lists.write_string(row, col, choice)
        reference = f"={quote_sheet(sheet.LISTS)}!{cell_reference(0, col)}:{cell_reference(len(choices) - 1, col)}"
        book.define_name(grid.field_name(name), reference)
    lists.protect()
    lists.hide()


def _marks(book: xlsxwriter.Workbook, forms: Sequence[Form]) -> None:
    """The same identification once more where programs that drop document properties keep it."""
    page = book.add_worksheet(sheet.MARKS)
    for row, form in enumerate(forms):
        page.write_string(row, 0, marks(form))
        page.write_string(row, 1, grid.sheet_name(form))
    page.protect()
    page.hide()
