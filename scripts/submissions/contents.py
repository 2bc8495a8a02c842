"""What a workbook holds once it is read."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import NoneType
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """The error a cell shows instead of a value, such as "#REF!"."""

    code: str


Area = tuple[int, int, int, int]  # first row, first column, last row, last column
Value = str | float | int | bool | ErrorValue | None
Kind = Literal["number", "string", "bool", "error", "blank-formula"]
State = Literal["visible", "hidden", "veryHidden"]

KINDS: Final[dict[type, Kind]] = {  # of cells by the type of their value
    int: "number",
    float: "number",
    str: "string",
    bool: "bool",
    ErrorValue: "error",
    NoneType: "blank-formula",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with a value or a formula.

    value is what the file says the cell shows: an int where the number is integral and exact, a date as its
    serial number, None for a formula without a stored result ("blank-formula").  formula is None for a
    constant, and "" for a formula whose text stands at another cell (shared).  format is the number-format
    code, font the name of the cell's font or "" when the file names none.  struck says that the value, or some of
    its text, is struck through, partly_struck that only some is; unseen that the font is white.
    """

    value: Value
    kind: Kind
    formula: str | None
    format: str
    is_date: bool
    font: str
    struck: bool = False
    unseen: bool = False
    partly_struck: bool = False

    @property
    def is_formula(self) -> bool:
        """Whether the value was computed and not entered."""
        return self.formula is not None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; rows and columns count from 0, hidden_rows and hidden_columns are sorted and disjoint.

    Rows without a cell may be missing from hidden_rows.  merges are the areas of merged cells, drawings those that
    pictures and the like cover; has_drawing says that there are some, of which no place need be known.  comments says
    what hangs on cells, is_filtered that a filter may hide rows.
    """

    name: str
    index: int
    state: State
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Area, ...]
    hidden_rows: tuple[range, ...]
    hidden_columns: tuple[range, ...]
    has_drawing: bool
    drawings: tuple[Area, ...] = ()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    is_filtered: bool = False

    def hides_row(self, row: int) -> bool:
        """Whether the row is hidden."""
        return _covers(self.hidden_rows, row)

    def hides(self, row: int, col: int) -> bool:
        """Whether the cell stands in a hidden row or column."""
        return self.hides_row(row) or _covers(self.hidden_columns, col)


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a workbook holds: names are the workbook's own, local_names those of one sheet (index, name).

    links are the names of other files that its formulas refer to; they are never opened.  formulas_unknown
    says that of a formula only its place and its result are known.
    """

    sheets: tuple[Sheet, ...]
    names: Mapping[str, str]
    local_names: Mapping[tuple[int, str], str]
    properties: Mapping[str, str]
    date1904: bool
    has_macros: bool
    links: tuple[str, ...] = ()
    formulas_unknown: bool = False


def _covers(spans: tuple[range, ...], index: int) -> bool:
    at = bisect_right(spans, index, key=lambda span: span.start) - 1
    return at >= 0 and index in spans[at]
