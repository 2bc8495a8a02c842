"""A workbook's defined names, resolved to sheets and positions: the first way in which a form is found again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from unicodedata import normalize

from scripts.model import grid
from scripts.model.a1 import cell_name, parse_reference
from scripts.submissions.contents import Area, Sheet, Workbook
from scripts.submissions.submission import Spot

_OF_A_FORM = re.compile(rf"{grid.MARK}_([0-9A-Z]+)_(?:[a-z0-9]+_)?(?:row|col)_", re.IGNORECASE)


class Names:
    """The workbook's defined names, those of the whole book and those of one sheet, by the sheet that they mean."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._sheets = {_key(page.name): page for page in workbook.sheets}
        self._areas: dict[tuple[int, str], Area] = {}
        self._of_forms: dict[tuple[int, str], int] = {}
        self._anywhere: dict[str, int] = {}
        # A sheet's own names come first: a copied sheet carries them, while the book's stay with the original.
        for name, reference in (*((n, r) for (_, n), r in workbook.local_names.items()), *workbook.names.items()):
            self._add(name.casefold(), reference)

    def _add(self, name: str, reference: str) -> None:
        found = parse_reference(reference)
        page = self._sheets.get(_key(found[0])) if found else None
        if found is None or page is None or (page.index, name) in self._areas:
            return
        self._areas[page.index, name] = found[1:]
        self._anywhere[name] = page.index
        if code := _OF_A_FORM.match(name):
            key = (page.index, code[1].upper())
            self._of_forms[key] = self._of_forms.get(key, 0) + 1

    @property
    def all(self) -> Collection[str]:
        """Every name that means a cell of a sheet, in small letters."""
        return self._anywhere.keys()

    def on(self, page: Sheet, name: str) -> Area | None:
        """First line, first column, last line, last column of the name on that sheet; None where it is lost."""
        return self._areas.get((page.index, name.casefold()))

    def forms_on(self, page: Sheet) -> Iterator[tuple[str, int]]:
        """Codes of the forms whose lines and columns are named on the sheet, and how many names there are."""
        yield from ((code, count) for (index, code), count in self._of_forms.items() if index == page.index)

    def area(self, name: str) -> tuple[Sheet, tuple[int, int]] | None:
        """The sheet and the first cell that the name refers to, on whatever sheet; None where it is lost."""
        index = self._anywhere.get(name.casefold())
        if index is None:
            return None
        return self.workbook.sheets[index], self._areas[index, name.casefold()][:2]


def spot_of(page: Sheet, row: int, col: int) -> Spot:
    """The spot of a cell."""
    return cell_spot(page.name, page.index, row, col)


def cell_spot(sheet: str, index: int, row: int, col: int) -> Spot:
    """The spot of a cell on the sheet of that name and index."""
    return Spot(sheet, cell_name(row, col), order=(index, row, col))


def _key(name: str) -> str:
    return normalize("NFC", name).casefold()
