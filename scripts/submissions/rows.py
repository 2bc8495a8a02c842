"""Reads the cells of one sheet."""

import re
from types import MappingProxyType
from typing import Final, NamedTuple

from scripts.model.a1 import COLUMNS, ROWS, OutOfGridError, cell_name, parse_column, parse_range, parse_row
from scripts.submissions.cell_types import typed_value
from scripts.submissions.container import Package, Unreadable
from scripts.submissions.contents import KINDS, Area, Cell, Sheet, State, Value
from scripts.submissions.markup import Markup, Spent, is_true, unescape
from scripts.submissions.rich_text import Pieces, Strike
from scripts.submissions.styles import Style

_PLAIN: Final = Style()


# Formatted blank cells, and rows of nothing else, are most of a prepared sheet.  One goes only where what follows has
# an address of its own, since a cell or a row without one counts from the one before it; possessive, because
# a second try would find nothing that the first did not.
_BLANK_CELL: Final = re.compile(rb'<c r="[A-Z]{1,3}+[0-9]{1,7}+"(?: s="[0-9]{1,6}+")?+/>(?=<c r="|</row>)')
_BLANK_ROW: Final = re.compile(rb'<row r="[1-9][0-9]{0,5}+"[^<>/]*+(?:/>|></row>)(?=<row r="|</sheetData>)')
# What tells a program how to colour a cell or what to let be typed: never read here, and thousands in a template.
_BEHAVIOUR: Final = re.compile(
    rb"(?<=>)<(conditionalFormatting|dataValidation) [^<>]*+>(?:</?(?:cfRule|formula[12]?)\b[^<>]*+>[^<>]*+)*+</\1>"
)


class _Columns(dict[str, int]):
    """Column numbers by their letters, each worked out once."""

    def __missing__(self, letters: str) -> int:
        number = self[letters] = parse_column(letters)
        return number


class Shared(NamedTuple):
    """What the cells of all sheets refer to; `struck` are the strings of which some is struck through, by index."""

    strings: list[str]
    styles: dict[str, Style]
    date1904: bool
    struck: dict[int, Strike]


class Rows(Markup):
    """One sheet part.  A blank cell costs no more than noting where it stands: there may be millions."""

    def __init__(self, package: Package, part: str, spent: Spent, name: str, shared: Shared) -> None:
        super().__init__(package, part, spent)
        self._sheet_name = name
        self._shared = shared
        self._columns = _Columns()
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Area] = []
        self._hidden_rows: list[range] = []
        self._hidden_columns: list[range] = []
        self._has_drawing = self._is_filtered = False
        self._is_marked = False
        self._row = -1
        self._row_text = ""
        self._after = -1  # how many cells after the one at _reference, or after the row's edge
        self._reference: str | None = None
        self._cell: dict[str, str] = {}
        self._content: str | None = None
        self._formula: str | None = None
        self._inline: Pieces | None = None
        self._strike: Strike = ""
        self.drawing = ""  # the relationship that names the sheet's drawings
        self.has_comments = False
        self.starts = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "is": self._begin_inline,
            "r": self._begin_run,
            "strike": self._begin_strike,
            "vertAlign": self._begin_alignment,
            "col": self._column,
            "mergeCell": self._merge,
            "filterColumn": self._filter,
            "drawing": self._begin_drawing,
            "legacyDrawing": self._begin_comments,
            "oleObject": self._begin_object,
        }
        self.ends = {"v": self._end_v, "f": self._end_f, "t": self._end_t, "c": self._end_cell}

    def kept(self) -> int:
        """As Markup.kept: the cells and what is said of rows and columns."""
        return len(self._cells) + len(self._merges) + len(self._hidden_rows) + len(self._hidden_columns)

    def thinned(self, chunk: bytes) -> bytes:
        """As Markup.thinned: without blank cells and rows, colours and limits.

        Not where comments or CDATA could hold their like.
        """
        if self._is_marked or b"<!" in chunk or chunk.endswith(b"<"):
            self._is_marked = True
            return chunk
        return _BEHAVIOUR.sub(b"", _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", chunk)))

    def sheet(self, index: int, state: State) -> Sheet:
        """Reads the part and returns the sheet.

        Raises Unreadable: out-of-grid, duplicate-cell, bad-string-index, bad-value, and what Markup.run
        raises.
        """
        self.run()
        return Sheet(
            name=self._sheet_name,
            index=index,
            state=state,
            cells=MappingProxyType(self._cells),
            merges=tuple(self._merges),
            hidden_rows=joined(self._hidden_rows),
            hidden_columns=joined(self._hidden_columns),
            has_drawing=self._has_drawing,
            is_filtered=self._is_filtered,
        )

    def _begin_row(self, attributes: dict[str, str]) -> None:
        if len(self.path) != 3:  # the anchor of a form control has rows as well
            return
        number = attributes.get("r")
        self._row = self._row + 1 if number is None else int(number) - 1
        if not 0 <= self._row < ROWS:
            raise self._out_of_grid(number or str(self._row + 1))
        self._row_text = number or ""
        self._reference = None
        self._after = -1
        if "hidden" in attributes and is_true(attributes["hidden"]):
            self._hide_row()

    def _hide_row(self) -> None:
        hidden = self._hidden_rows
        if hidden and hidden[-1].stop == self._row:
            hidden[-1] = range(hidden[-1].start, self._row + 1)
        else:
            hidden.append(range(self._row, self._row + 1))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._content = self._formula = self._inline = None
        reference = attributes.get("r")
        if reference is None:
            self._after += 1
        else:
            self._reference = reference
            self._after = 0

    def _begin_inline(self, _attributes: dict[str, str]) -> None:
        self._inline = Pieces()

    def _begin_run(self, _attributes: dict[str, str]) -> None:
        if self._inline:
            self._inline.begin_run()

    def _begin_strike(self, attributes: dict[str, str]) -> None:
        if self._inline:
            self._inline.strike(attributes)

    def _begin_alignment(self, attributes: dict[str, str]) -> None:
        if self._inline:
            self._inline.align(attributes)

    def _end_v(self) -> None:
        self._content = self.text

    def _end_f(self) -> None:
        self._formula = self.text

    def _end_t(self) -> None:
        if self._inline:
            self._inline.add(self.text, self.path)

    def _end_cell(self) -> None:
        if self._content is None and self._formula is None and self._inline is None:
            return
        place = self._place()
        try:
            value = self._value(place)
        except ValueError as error:
            raise Unreadable("bad-value", sheet=self._sheet_name, cell=cell_name(*place)) from error
        if value is None and self._formula is None:
            return
        if place in self._cells:
            raise Unreadable("duplicate-cell", sheet=self._sheet_name, cell=cell_name(*place))
        style = self._shared.styles.get(self._cell.get("s", "0"), _PLAIN)
        is_date = style.is_date or self._cell.get("t") == "d"
        struck = style.struck or self._strike != ""
        self._cells[place] = Cell(
            value, KINDS[type(value)], self._formula, style.format, is_date, style.font, struck, style.unseen,
            self._strike == "part" and not style.struck,
        )  # fmt: skip

    def _place(self) -> tuple[int, int]:
        row, col = self._row, self._after
        if self._reference is not None:
            try:
                letters = self._reference.rstrip("0123456789")
                digits = self._reference[len(letters) :]
                # Nearly every cell names the row it stands in, whose number is known already.
                row = row if digits == self._row_text else parse_row(digits)
                col += self._columns[letters]
            except OutOfGridError as error:
                raise self._out_of_grid(self._reference) from error
            except ValueError as error:
                raise Unreadable("bad-value", sheet=self._sheet_name, cell=self._reference) from error
        if col >= COLUMNS:
            raise self._out_of_grid(cell_name(row, col))
        return row, col

    def _out_of_grid(self, cell: str) -> Unreadable:
        return Unreadable("out-of-grid", sheet=self._sheet_name, cell=cell)

    def _value(self, place: tuple[int, int]) -> Value:
        self._strike = ""
        if self._inline is not None:
            self._strike = self._inline.struck
            return self._inline.text
        type_, text = self._cell.get("t", "n"), self._content
        if text is None:
            return None
        if type_ in ("str", "inlineStr"):
            return unescape(text)
        text = text.strip()
        if not text:
            return None
        if type_ == "s":
            return self._string(place, text)
        return typed_value(type_, text, self._shared.date1904)

    def _string(self, place: tuple[int, int], index: str) -> str:
        strings = self._shared.strings
        # Nine digits are more than there can be strings, and more is work for int().
        if index.isdecimal() and len(index) <= 9 and int(index) < len(strings):
            self._strike = self._shared.struck.get(int(index), "")
            return strings[int(index)]
        raise Unreadable("bad-string-index", sheet=self._sheet_name, cell=cell_name(*place), index=index)

    def _column(self, attributes: dict[str, str]) -> None:
        if self.path[1] == "cols" and is_true(attributes.get("hidden")):
            self._hidden_columns.append(range(int(attributes["min"]) - 1, min(int(attributes["max"]), COLUMNS)))

    def _merge(self, attributes: dict[str, str]) -> None:
        try:
            self._merges.append(parse_range(attributes["ref"]))
        except OutOfGridError as error:
            raise self._out_of_grid(attributes["ref"]) from error

    def _filter(self, _attributes: dict[str, str]) -> None:
        self._is_filtered = True

    def _begin_drawing(self, attributes: dict[str, str]) -> None:
        if len(self.path) == 2:
            self._has_drawing = True
            self.drawing = next((value for key, value in attributes.items() if self._local[key] == "id"), "")

    def _begin_comments(self, _attributes: dict[str, str]) -> None:
        self.has_comments = True  # their boxes are drawn in an older way

    def _begin_object(self, _attributes: dict[str, str]) -> None:
        self._has_drawing = True


def joined(spans: list[range]) -> tuple[range, ...]:
    """The spans in order, those that touch or overlap as one."""
    joined: list[range] = []
    for span in sorted(spans, key=lambda span: span.start):
        if joined and span.start <= joined[-1].stop:
            joined[-1] = range(joined[-1].start, max(joined[-1].stop, span.stop))
        else:
            joined.append(span)
    return tuple(joined)
