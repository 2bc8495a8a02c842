"""Turns cell addresses and references between their A1 text and 0-based numbers."""

import re
from typing import Final

ROWS: Final = 1_048_576
COLUMNS: Final = 16_384

_CELL: Final = re.compile(r"\$?([A-Za-z]{1,9})\$?([0-9]{1,9})")
_COLUMN: Final = re.compile(r"\$?([A-Za-z]{1,9})")
_ROW: Final = re.compile(r"\$?([0-9]{1,9})")
# The sheet is quoted ('' stands for one quote) or a plain word; neither may name another workbook ([1])
# or a run of sheets (A:B).
_REFERENCE: Final = re.compile(r"=?(?:'((?:[^'\[\]:]|'')+)'|([\w.]+))!([$A-Za-z0-9]+)(?::([$A-Za-z0-9]+))?")


class OutOfGridError(ValueError):
    """An address that is well formed but lies beyond XFD1048576."""


def column_name(col: int) -> str:
    """The letters of a 0-based column: 0 is "A", 16383 is "XFD"."""
    letters = ""
    number = col + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def cell_name(row: int, col: int) -> str:
    """The A1 address, without dollar signs, of a 0-based row and column."""
    return f"{column_name(col)}{row + 1}"


def parse_column(letters: str) -> int:
    """The 0-based number of a column given by its letters.

    Raises OutOfGridError beyond column XFD, ValueError when the text is no column.
    """
    match = _COLUMN.fullmatch(letters)
    if match is None:
        raise ValueError(letters)
    col = 0
    for letter in match[1].upper():
        col = col * 26 + ord(letter) - ord("A") + 1
    if col > COLUMNS:
        raise OutOfGridError(letters)
    return col - 1


def parse_row(digits: str) -> int:
    """The 0-based number of a row given by its 1-based number in text.

    Raises OutOfGridError beyond row 1048576, ValueError when the text is no row.
    """
    match = _ROW.fullmatch(digits)
    if match is None or int(match[1]) == 0:
        raise ValueError(digits)
    if int(match[1]) > ROWS:
        raise OutOfGridError(digits)
    return int(match[1]) - 1


def parse_cell(text: str) -> tuple[int, int]:
    """The 0-based (row, column) of an A1 address, dollar signs allowed.

    Raises OutOfGridError beyond XFD1048576, ValueError when the text is no cell address.
    """
    match = _CELL.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return parse_row(match[2]), parse_column(match[1])


def parse_range(text: str) -> tuple[int, int, int, int]:
    """The 0-based (first row, first column, last row, last column) of "B2" or "A1:B2", in that order.

    Raises OutOfGridError beyond XFD1048576, ValueError when the text is no range of cells.
    """
    first, _, last = text.partition(":")
    return _ordered(parse_cell(first), parse_cell(last or first))


def parse_reference(text: str) -> tuple[str, int, int, int, int] | None:
    """The (sheet, first row, first column, last row, last column) that a defined name refers to.

    Whole columns and whole rows count as ranges of the full grid.  None for all else: #REF!, a formula,
    a union, another workbook, several sheets, an address beyond the grid.
    """
    match = _REFERENCE.fullmatch(text.strip())
    if match is None:
        return None
    sheet = match[2] or match[1].replace("''", "'")
    first = match[3]
    last = match[4] or first
    try:
        if _CELL.fullmatch(first):
            return (sheet, *_ordered(parse_cell(first), parse_cell(last)))
        if match[4] is None:
            return None
        if _COLUMN.fullmatch(first):
            return (sheet, *_ordered((0, parse_column(first)), (ROWS - 1, parse_column(last))))
        return (sheet, *_ordered((parse_row(first), 0), (parse_row(last), COLUMNS - 1)))
    except ValueError:
        return None


def quote_sheet(name: str) -> str:
    """The sheet name as a reference needs it; always quoted, since every name may be."""
    return "'" + name.replace("'", "''") + "'"


def _ordered(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int, int, int]:
    (row1, col1), (row2, col2) = one, other
    return min(row1, row2), min(col1, col2), max(row1, row2), max(col1, col2)
