"""The lines of a table's body: which columns print the rows' numbers and labels, and what each line is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from scripts.blanks.blank import Cell, Sheet
from scripts.drafting import numbering
from scripts.drafting.header_tree import Head
from scripts.drafting.regions import Region
from scripts.drafting.vocabulary import is_dots, is_note, is_number_head, is_total, is_unit_head, sample

Kind = Literal["row", "total", "repeat", "dots", "group", "note"]


@dataclass(frozen=True, slots=True)
class Stubs:
    """Which columns print facts of the rows, by position from the left; None where the table has no such column.

    `group` holds words that stand for several rows, left of the labels.
    """

    number: int | None
    label: int
    unit: int | None = None
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the body: what it is, its number and label as printed, and the cells that they are read from.

    `wide`: the words stand over the whole line, so that the row has no cells of its own.
    """

    kind: Kind
    row: int
    number: str = ""
    label: str = ""
    number_cell: Cell | None = None
    label_cell: Cell | None = None
    unit: Cell | None = None
    wide: bool = False

    @property
    def token(self) -> numbering.Token | None:
        """The number, if it is one."""
        return numbering.token(self.number) if self.number else None

    @property
    def bold(self) -> bool:
        """Whether the label is printed bold."""
        return self.label_cell is not None and self.label_cell.bold

    @property
    def italic(self) -> bool:
        """Whether the label is printed in italics."""
        return self.label_cell is not None and self.label_cell.italic

    @property
    def indent(self) -> int:
        """How far the label is set in."""
        return self.label_cell.indent if self.label_cell else 0


# ---- columns


def stubs(region: Region) -> Stubs:
    """The stub columns of a table."""
    leaves = region.leaves
    printed = [[cell.words for cell in _own(region, leaf)] for leaf in leaves]
    number = _number_column(leaves, printed)
    others = [at for at in range(len(leaves)) if at != number]
    worded = [at for at in others[:4] if any(_is_words(said) for said in printed[at])]
    if not worded:
        return Stubs(number, others[0])
    label, group = worded[0], None
    if len(worded) > 1 and worded[1] == label + 1 and _groups(region, label, worded[1]):
        label, group = worded[1], label
    unit = next((at for at in worded if at > label and is_unit_head(leaves[at].text)), None)
    return Stubs(number, label, unit, group)


def _own(region: Region, leaf: Head) -> Iterator[Cell]:
    """The body's cells with words in a column, without those that reach over it from the left."""
    for row in region.body:
        for cell in region.sheet.row(row, range(leaf.left, leaf.right + 1)):
            if cell.row == row and cell.words and cell.col >= leaf.left and not is_dots(cell.words):
                yield cell


def _number_column(leaves: tuple[Head, ...], printed: list[list[str]]) -> int | None:
    for at, leaf in enumerate(leaves[:2]):
        if is_number_head(leaf.text):
            return at
    tokens = sum(numbering.token(said) is not None for said in printed[0])
    return 0 if len(leaves) > 2 and tokens > 1 and tokens >= 0.6 * len(printed[0]) else None


def _is_words(said: str) -> bool:
    return sum(letter.isalpha() for letter in said) > 1


def _groups(region: Region, left: int, right: int) -> bool:
    """Whether the left column's words stand for several lines of the right one's."""
    outer, inner = (list(_own(region, region.leaves[at])) for at in (left, right))
    inside = [cell for cell in inner if cell.col > region.leaves[left].right]
    return any(cell.rows > 1 for cell in outer) or len(outer) < 0.7 * len(inside)


# ---- lines


def lines(region: Region, columns: Stubs) -> Iterator[Line]:
    """Every line of the body in order; words for several rows come as a line of their own before them."""
    found = [line for row in region.body for line in _lines_of(region, columns, row)]
    for at, line in enumerate(found):
        if _is_heading_of_dots(found, at):
            yield replace(line, kind="row")
        elif _is_sample(found, at):
            yield replace(line, kind="repeat")
        elif line.kind == "note" and any(later.kind != "note" for later in found[at + 1 :]):
            yield replace(line, kind="row")  # notes stand at the end; in between it is a heading
        else:
            yield line


def _is_sample(found: list[Line], at: int) -> bool:
    """Whether a row only shows what may be written, xã A: more of the kind follow, and then lines to fill."""
    kind = sample(found[at].label) if found[at].kind == "row" else ""
    after = next((line for line in found[at + 1 :] if line.kind != "row" or sample(line.label) != kind), None)
    return bool(kind) and after is not None and after.kind in ("repeat", "dots")


def _is_heading_of_dots(found: list[Line], at: int) -> bool:
    """Whether dots head lines to fill instead of ending them: blank lines stand before and behind them."""
    repeats = [0 <= n < len(found) and found[n].kind in ("repeat", "dots") for n in (at - 1, at + 1)]
    follows = at + 1 < len(found) and found[at + 1].kind == "repeat" and not found[at + 1].label
    return found[at].kind == "dots" and all(repeats) and follows


def _lines_of(region: Region, columns: Stubs, row: int) -> Iterator[Line]:
    sheet, leaves = region.sheet, region.leaves
    own = _line(region, columns, row)
    if columns.group is not None:
        over = _first(sheet, leaves[columns.group], row)
        if over and not over.last_col >= leaves[columns.label].left:
            number, label = numbering.split(over.words)
            cell = over
            if own.number_cell and own.number_cell.rows == over.rows > 1:  # the number, too, stands for all of them
                number, label, cell = own.number, over.words, own.number_cell
                own = replace(own, number="", number_cell=None)
            yield Line("group", row, number, label, cell, over)
    yield own


def _line(region: Region, columns: Stubs, row: int) -> Line:
    sheet, leaves = region.sheet, region.leaves
    area = region.area
    words = [cell for cell in sheet.row(row, area.cols) if cell.words and cell.row == row]
    at_number = _first(sheet, leaves[columns.number], row) if columns.number is not None else None
    at_label = _first(sheet, leaves[columns.label], row)
    if columns.group is not None and at_label is None:
        at_label = _first(sheet, leaves[columns.group], row)  # totals begin left of the labels
    if at_label is None and at_number and not numbering.token(at_number.words) and not is_dots(at_number.words):
        at_number, at_label = None, at_number
    if at_number is at_label:
        at_number = None
    said, label = (at_number.words, at_label.words if at_label else "") if at_number else ("", "")
    if at_label and not at_number:
        said, label = numbering.split(at_label.words)
    wide = at_label is not None and at_label.cols >= 0.75 * len(area.cols) and len(area.cols) > 2
    kind = _kind(words, said, label, at_label, wide)
    unit = _first(sheet, leaves[columns.unit], row) if columns.unit is not None and not wide else None
    unit = None if unit is at_label else unit
    return Line(kind, row, said, label, at_number or (at_label if said else None), at_label, unit, wide)


def _kind(words: list[Cell], number: str, label: str, at_label: Cell | None, wide: bool) -> Kind:
    if wide and is_note(label):
        return "note"
    if not label or is_dots(label):
        only_dots = at_label is not None and not number and all(cell is at_label for cell in words)
        return "dots" if only_dots else "repeat"
    return "total" if is_total(label) and number in ("", "*") else "row"


def _first(sheet: Sheet, leaf: Head, row: int) -> Cell | None:
    """The first cell with words that begins on the row in a column."""
    cells = (cell for cell in sheet.row(row, range(leaf.left, leaf.right + 1)))
    return next((cell for cell in cells if cell.words and cell.row == row), None)
