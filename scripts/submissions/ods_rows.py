"""Reads the cells of one sheet of an OpenDocument spreadsheet."""

from __future__ import annotations

from bisect import bisect_right
from types import MappingProxyType
from typing import Final

from scripts.model.a1 import COLUMNS, ROWS, cell_name
from scripts.submissions.comments import MOST as MOST_COMMENTS
from scripts.submissions.container import Unreadable
from scripts.submissions.contents import KINDS, Area, Cell, Sheet, State
from scripts.submissions.markup import MAX_ITEMS, MAX_TEXT, Markup
from scripts.submissions.ods_styles import PLAIN, CellStyles
from scripts.submissions.ods_values import Said, cell_format, value_of
from scripts.submissions.rows import joined

_CELLS: Final = ("table-cell", "covered-table-cell")


class Rows:
    """One sheet, collected while its content part is read.  Repeated blank cells and rows cost nothing."""

    def __init__(self, markup: Markup, styles: CellStyles, name: str, index: int, state: State) -> None:
        self._markup, self._styles = markup, styles
        self._name, self._index, self._state = name, index, state
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merges: list[Area] = []
        self._hidden_rows: list[range] = []
        self._hidden_columns: list[range] = []
        self._has_drawing = self._is_filtered = False
        self._columns: list[int] = [0]  # where each run of columns begins, and the next would
        self._defaults: list[str | None] = []  # the style of each run
        self._row = self._column = 0
        self._repeated = 1
        self._line: dict[int, Cell] = {}
        self._cell: dict[str, str] = {}
        self._said = Said()
        self._comment: Said | None = None
        self._comments: dict[tuple[int, int], str] = {}
        markup.starts |= {
            "table-column": self._begin_columns,
            "table-row": self._begin_row,
            **dict.fromkeys(_CELLS, self._begin_cell),
            "p": self._begin_paragraph,
            "annotation": self._begin_comment,
            "span": lambda attributes: self._said.look(self._styles.look(attributes.get("text:style-name"))),
            "s": lambda attributes: self._said.add(" " * min(int(attributes.get("text:c", "1")), MAX_TEXT)),
            "tab": lambda _: self._said.add("\t"),
            "line-break": lambda _: self._said.add("\n"),
            **dict.fromkeys(("frame", "custom-shape"), self._drawing),
        }
        markup.ends |= {
            "p": self._end_paragraph,
            "annotation": self._end_comment,
            "span": lambda: self._said.look(PLAIN),
            **dict.fromkeys(_CELLS, self._end_cell),
            "table-row": self._end_row,
        }

    def kept(self) -> int:
        """As Markup.kept: the cells and what is said of rows and columns."""
        return (
            len(self._cells) + len(self._line) + len(self._merges) + len(self._columns) + len(self._comments)
            + len(self._hidden_rows) + len(self._hidden_columns)
        )  # fmt: skip

    def hear(self, text: str) -> None:
        """Take characters of the content part."""
        (self._comment or self._said).hear(text)

    def sheet(self) -> Sheet:
        """The sheet, once it has been read."""
        return Sheet(
            name=self._name,
            index=self._index,
            state=self._state,
            cells=MappingProxyType(self._cells),
            merges=tuple(self._merges),
            hidden_rows=joined(self._hidden_rows),
            hidden_columns=joined(self._hidden_columns),
            has_drawing=self._has_drawing,
            comments=MappingProxyType(self._comments),
            is_filtered=self._is_filtered,
        )

    def _is_mine(self) -> bool:
        """Whether the innermost element is of the sheet, not of a table inside a cell or of a link's copy."""
        return self._markup.path[3:4] == ["table"] and "table" not in self._markup.path[4:]

    def _begin_columns(self, attributes: dict[str, str]) -> None:
        if not self._is_mine():
            return
        first, last = self._columns[-1], min(self._columns[-1] + _repeated(attributes, "columns"), COLUMNS)
        self._columns.append(last)
        self._defaults.append(attributes.get("table:default-cell-style-name"))
        if attributes.get("table:visibility", "visible") != "visible":
            self._hidden_columns.append(range(first, last))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        if not self._is_mine():
            return
        self._repeated = _repeated(attributes, "rows")
        self._line = {}
        self._column = 0
        if attributes.get("table:visibility", "visible") != "visible":
            self._hidden_rows.append(range(self._row, min(self._row + self._repeated, ROWS)))
            self._is_filtered |= attributes["table:visibility"] == "filter"

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if self._is_mine():
            self._cell = attributes
            self._said = Said()

    def _begin_comment(self, _attributes: dict[str, str]) -> None:
        if self._markup.path[-2] in _CELLS and self._is_mine():
            self._comment = Said()

    def _end_comment(self) -> None:
        said = (self._comment.text or "").strip() if self._comment else ""
        if said and len(self._comments) < MOST_COMMENTS:
            self._comments[self._row, self._column] = said
        self._comment = None

    def _begin_paragraph(self, _attributes: dict[str, str]) -> None:
        if self._comment:
            self._comment.begin()
        elif self._markup.path[-2] in _CELLS and self._is_mine():
            self._said.begin()

    def _end_paragraph(self) -> None:
        if self._comment:
            self._comment.end()
        elif self._markup.path[-2] in _CELLS:
            self._said.end()

    def _end_cell(self) -> None:
        if not self._is_mine():
            return
        first, cell = self._column, self._cell
        self._column += _repeated(cell, "columns")
        self._merge(first, cell)
        formula = cell.get("table:formula")
        text = self._said.text
        value = value_of(cell, text)
        if value is None and formula is None:
            return
        self._check(first, self._column)
        style = cell.get("table:style-name") or self._default(first)
        look = self._styles.look(style)
        format_, is_date = cell_format(cell, self._styles.number_format(style))
        strike = self._said.strike
        made = Cell(
            value, KINDS[type(value)], _plain(formula), format_, is_date, look.font,
            struck=look.struck or strike != "", unseen=look.unseen, partly_struck=strike == "part" and not look.struck,
        )  # fmt: skip
        for column in range(first, self._column):
            self._line[column] = made

    def _default(self, column: int) -> str | None:
        at = bisect_right(self._columns, column) - 1
        return self._defaults[at] if at < len(self._defaults) else None

    def _merge(self, column: int, cell: dict[str, str]) -> None:
        down = int(cell.get("table:number-rows-spanned", "1"))
        right = int(cell.get("table:number-columns-spanned", "1"))
        if down > 1 or right > 1:
            last = (min(self._row + down, ROWS) - 1, min(column + right, COLUMNS) - 1)
            self._merges.append((self._row, column, *last))

    def _check(self, first: int, end: int) -> None:
        """Raises Unreadable where the cells, repeated as they are, are too many or beyond the grid."""
        if end > COLUMNS or self._row + self._repeated > ROWS:
            raise Unreadable("out-of-grid", sheet=self._name, cell=cell_name(self._row, first))
        if len(self._cells) + (len(self._line) + end - first) * self._repeated > MAX_ITEMS:
            raise Unreadable("too-many-cells", part=self._markup.part, limit=MAX_ITEMS)

    def _end_row(self) -> None:
        if not self._is_mine():
            return
        if self._line:
            for row in range(self._row, self._row + self._repeated):
                self._cells.update({(row, column): cell for column, cell in self._line.items()})
            self._line = {}
        self._row += self._repeated

    def _drawing(self, _attributes: dict[str, str]) -> None:
        self._has_drawing |= "annotation" not in self._markup.path


def _repeated(attributes: dict[str, str], what: str) -> int:
    return max(int(attributes.get(f"table:number-{what}-repeated", "1")), 1)


def _plain(formula: str | None) -> str | None:
    """The formula with the separator of Open XML, as far as its words are looked at; None for none."""
    return formula if formula is None else formula.partition("=")[2].replace(";", ",")
