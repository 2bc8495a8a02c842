"""Tells which sheet of a workbook holds which form: by marks and names, else by what is printed on it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scripts.folding import fold
from scripts.model import grid
from scripts.model.form import Form
from scripts.submissions.contents import Sheet, Workbook
from scripts.submissions.editions import layout, why_unread
from scripts.submissions.labels import resemblance
from scripts.submissions.locate import Located, locate
from scripts.submissions.names import Names
from scripts.submissions.submission import NotAReturn
from scripts.submissions.words import Words
from scripts.wording import sheet as printed

_MARK = re.compile(r"([0-9]+B|[A-Z]{2,8})@([0-9.]+):([0-9a-f]{8})")
_FEWEST_NAMES = 3  # on one sheet that make it a form's; fewer may be left over from a deleted one
_ALIKE = 0.6  # how much of a form's print a sheet without names must show
_MOST_CELLS = 150_000  # of sheets without names that are searched for print; the rest are named as sheets not read
_OURS = frozenset(map(fold, (printed.LISTS, printed.MARKS, printed.COVER, printed.FINDINGS)))


def marked(workbook: Workbook, forms: Mapping[str, Form]) -> list[Form]:
    """The forms that the workbook's marks name; none where these are lost.

    A form whose mark names an older version that was released is given as it was then.

    Raises NotAReturn where a mark names an unknown form, or a version that is newer or was never released.
    """
    said = workbook.properties.get(grid.PROPERTY, "")
    for page in workbook.sheets:
        if page.name == printed.MARKS:
            said += " " + " ".join(str(cell.value) for (_, col), cell in page.cells.items() if col == 0)
    return [_marked_form(mark, forms) for mark in dict.fromkeys(_MARK.findall(said))]


def _marked_form(mark: tuple[str, str, str], forms: Mapping[str, Form]) -> Form:
    code, version, fingerprint = mark
    form = forms.get(code)
    if form is None or not form.fillable:
        raise NotAReturn("unknown-form", found=f"Biểu {code}")
    read_by = layout(form, version)
    if read_by is None:
        raise NotAReturn(why_unread(form, version), form=form.label.text, found=version, expected=form.version)
    if fingerprint != grid.fingerprint(read_by):
        expected = f"{form.version} (mã mẫu {grid.fingerprint(form)})"
        found = f"{version} (mã mẫu {fingerprint})"
        raise NotAReturn("other-version", form=form.label.text, found=found, expected=expected)
    return read_by


def is_ours(page: Sheet) -> bool:
    """Whether the sheet is one of ours beside the forms: cover, lists, marks, findings of an earlier check."""
    return fold(page.name) in _OURS


def claimants(workbook: Workbook, names: Names, forms: Mapping[str, Form]) -> dict[str, list[Located]]:
    """For each form's code the sheets that hold it, those that its names mean first.

    A sheet holds one form: where it shows two, the upper.
    """
    found: dict[str, list[Located]] = {}
    looked_at = 0
    for page in workbook.sheets:
        if not page.cells or is_ours(page) or page.name == printed.ASIDE:
            continue
        on_page = _named(page, names, forms)
        if not on_page and looked_at < _MOST_CELLS:
            looked_at += len(page.cells)
            words = Words(page)
            on_page = [form for form in forms.values() if form.fillable and resemblance(form, words) >= _ALIKE]
        places = [place for form in on_page if (place := locate(form, page, names))]
        if places:
            upper = min(places, key=lambda place: place.number_row)
            found.setdefault(upper.form.code, []).append(upper)
    for places in found.values():
        places.sort(key=lambda place: place.nameless)
    return found


def _named(page: Sheet, names: Names, forms: Mapping[str, Form]) -> list[Form]:
    named = [forms[code] for code, count in names.forms_on(page) if code in forms and count >= _FEWEST_NAMES]
    return [form for form in named if form.fillable]
