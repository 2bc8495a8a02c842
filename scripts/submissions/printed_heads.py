"""What a form prints over its columns, where that stands on a sheet, and which lines of the body print it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from scripts.folding import fold, number_key
from scripts.model.form import Column, Form, Label
from scripts.submissions.labels import columns_of, spellings
from scripts.submissions.locate import Located
from scripts.submissions.words import words_of


def by_place(located: Located) -> Mapping[int, list[Column]]:
    """The columns of the form by the sheet's column where they were found."""
    found: dict[int, list[Column]] = defaultdict(list)
    for table, column in columns_of(located.form):
        if (col := located.columns.get((table.id, column.id))) is not None:
            found[col].append(column)
    return found


def _labels(form: Form) -> Iterator[Label]:
    for _, column in columns_of(form):
        yield from (column.label, *column.groups)


@cache
def heads_of(form: Form) -> frozenset[str]:
    """Every head of a column or a group, folded."""
    return frozenset(said for label in _labels(form) for said in spellings(label))


@cache
def numbers_of(form: Form) -> frozenset[str]:
    """The numbers of all columns."""
    return frozenset(counted(column.number) for _, column in columns_of(form) if column.number)


def counted(number: str) -> str:
    """A column's number for comparing: “3=4+5+6” also says what is added up."""
    return number_key(number.partition("=")[0])


def repeated_heads(located: Located) -> frozenset[int]:
    """The lines of the body that only say again what the heads or numbers of their columns say."""
    columns, last = by_place(located), located.last_line
    lines: dict[int, int] = defaultdict(int)
    others: set[int] = set()
    for (line, col), cell in located.page.cells.items():
        if not located.number_row < line <= last or line in others or col not in columns:
            continue
        said = words_of(cell)
        if said and not any(_prints(column, said) for column in columns[col]):
            others.add(line)
        elif said:
            lines[line] += 1
    return frozenset(line for line, count in lines.items() if count > 1 and line not in others)


def _prints(column: Column, said: str) -> bool:
    labels: tuple[Label, ...] = (column.label, *column.groups)
    return said == column.number or any(fold(said) in spellings(label) for label in labels)
