"""A workbook's defined names, resolved to sheets and positions: the way a form is found again."""

from __future__ import annotations

from scripts.model.a1 import cell_name, parse_reference
from scripts.submissions.submission import Spot
from scripts.submissions.xlsx import Cell, Sheet, Workbook


class Names:
    """The workbook's defined names, resolved to sheets and positions."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._by_name = {name.casefold(): reference for name, reference in workbook.names.items()}
        self._sheets = {page.name: page for page in workbook.sheets}

    def area(self, name: str) -> tuple[Sheet, int, int, int, int] | None:
        """Sheet, first line, first column, last line, last column; None for a lost name."""
        found = parse_reference(self._by_name.get(name.casefold(), ""))
        if found is None or found[0] not in self._sheets:
            return None
        return (self._sheets[found[0]], *found[1:])

    def cell(self, name: str) -> tuple[Spot, Cell | None]:
        """The first cell that the name refers to and where it stands."""
        area = self.area(name)
        if area is None:
            return Spot(), None
        page, row, col, _, _ = area
        spot = Spot(page.name, cell_name(row, col), order=(page.index, row, col))
        return spot, page.cells.get((row, col))
