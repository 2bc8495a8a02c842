"""Where the places of one form stand on its sheet, kept apart from the sheet's cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.model.form import Place
from scripts.submissions.labels import Key
from scripts.submissions.names import cell_spot
from scripts.submissions.submission import Spot


@dataclass(frozen=True, slots=True)
class CellSpots:
    """Lines and columns, counted from 0, of a form's rows, items and columns; `first` names each table's column."""

    sheet: str
    index: int
    number_row: int
    rows: Mapping[Key, int]
    columns: Mapping[Key, int]
    item_lines: Mapping[Key, Sequence[int]]
    first: Mapping[str, str]

    def __call__(self, place: Place) -> Spot:
        """The spot of a place: its cell, else the first of its line, else the sheet."""
        line = self.rows.get((place.table, place.row or ""), self.number_row)
        lines = self.item_lines.get((place.table, place.row or ""), ())
        if place.item is not None and place.item < len(lines):
            line = lines[place.item]
        col = self.columns.get((place.table, place.column or ""))
        if col is None and place != Place():
            col = self.columns.get((place.table, self.first.get(place.table, "")))
        if col is None:
            return Spot(self.sheet, "", order=(self.index, line, 0))
        return cell_spot(self.sheet, self.index, line, col)
