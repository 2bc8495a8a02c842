"""Propose what should add up: from printed formulas, from words such as “chia ra”, and from the numbering of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scripts.drafting.guesses import SUMMABLE
from scripts.drafting.header_tree import Head
from scripts.drafting.row_tree import Row, children
from scripts.drafting.understood import Column, Table
from scripts.drafting.vocabulary import is_total
from scripts.wording import drafting

_ALL_PARTS = re.compile(r"chia (?:ra|theo)|phân theo|\bgồm\b|chia thành")
_SOME_PARTS = re.compile(r"trong đó")
_FORMULA = re.compile(r"[(\[]?\s*([0-9]+|[A-Z])\s*[)\]]?\s*=\s*(.+)")
_TERM = re.compile(r"([+-]?)\s*[(\[]?\s*([0-9]+|[A-Z])\s*[)\]]?\s*")
_ROW_FORMULA = re.compile(r"[(:=]\s*((?:[IVX]+|[0-9]+|[A-Z])(?:\s*\+\s*(?:[IVX]+|[0-9]+|[A-Z]))+)\s*\)?$")


Because = tuple[str, str, tuple[str, ...]]  # why, on what basis, in which cells


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule that may hold: how a schema writes it, why, what it rests on, and the cells that say so."""

    options: Mapping[str, Any]
    why: str
    basis: str
    cells: tuple[str, ...]


def proposals(table: Table) -> list[Proposal]:
    """Every proposal for a table, those of printed formulas first; no total twice."""
    found = [*_printed(table), *_of_heads(table, table.region.heads), *_of_rows(table)]
    kept: dict[str, Proposal] = {}
    for one in found:
        options = one.options
        kept.setdefault(str(options.get("total") or [options.get("left"), options.get("columns")]), one)
    return list(kept.values())


# ---- columns


def _column(table: Table, head: Head) -> Column | None:
    """The column under a leaf head if figures in it can be added."""
    found = next((column for column in table.data if column.path[-1] is head), None)
    return found if found and found.guess and found.guess.kind in SUMMABLE else None


def _printed(table: Table) -> Iterator[Proposal]:
    """Formulas printed in the row of column numbers: 3=4+5."""
    numbers = {_bare(column.path[-1]): column for column in table.columns}
    for column in table.data:
        cell = column.path[-1].number
        formula = _FORMULA.fullmatch(cell.words) if cell else None
        if not (cell and formula) or _TERM.sub("", formula[2]).strip():
            continue
        terms = [(sign, numbers.get(number)) for sign, number in _TERM.findall(formula[2])]
        added = [c.name for sign, c in terms if c and sign != "-"]
        taken = [c.name for sign, c in terms if c and sign == "-"]
        if len(added) + len(taken) < len(terms) or not added:
            continue
        why, cells = drafting.SUM_PRINTED.format(formula=cell.words), (cell.address,)
        if taken:
            yield _compare("columns", [column.name, *taken], ("=", added), (why, "stated", cells))
        elif len(added) > 1:
            yield _sum("columns", column.name, added, (why, "stated", cells))


def _bare(head: Head) -> str:
    found = re.match(r"[(\[]?\s*([0-9]+|[A-Z])", head.number.words) if head.number else None
    return found[1] if found else ""


def _of_heads(table: Table, heads: Sequence[Head]) -> Iterator[Proposal]:
    for at, head in enumerate(heads):
        if _total_like(head) and at + 1 < len(heads):
            yield from _beside(table, head, heads[at + 1])
        yield from _of_heads(table, head.children)
    yield from _among(table, heads)


def _total_like(head: Head) -> bool:
    return is_total(head.text) or head.text.casefold().startswith("tổng số")


def _beside(table: Table, total: Head, group: Head) -> Iterator[Proposal]:
    """A total with its parts in the group right of it."""
    whole = _column(table, total)
    parts = [_column(table, child) for child in group.children or (group,)]
    names = [part.name for part in parts if part]
    if not whole or not names or len(names) < len(parts):
        return
    cells = (*total.addresses, *group.addresses)
    text = group.text.casefold()
    if _ALL_PARTS.search(text) and len(names) > 1:
        why = drafting.SUM_DIVIDED.format(words=group.text)
        yield _sum("columns", whole.name, names, (why, "plausible", cells))
    elif _SOME_PARTS.search(text):
        for name in names:
            why = drafting.PART_OF.format(words=group.text)
            yield _compare("columns", [name], ("<=", [whole.name]), (why, "plausible", cells))


def _among(table: Table, heads: Sequence[Head]) -> Iterator[Proposal]:
    """A total first or last among heads of the same kind: single columns, or groups with the same heads below."""
    held = [head for head in heads if any(column.path[-1] in head.leaves for column in table.data)]
    held = [head for head in held if head.children or _column(table, head)]
    totals = [head for head in held if is_total(head.text)]
    if len(totals) != 1 or len(held) < 3 or totals[0] not in (held[0], held[-1]):
        return
    total, parts = totals[0], [head for head in held if head is not totals[0]]
    below = [leaf.text for leaf in total.leaves]
    single = not any(head.children for head in held)
    if not (single or all([leaf.text for leaf in head.leaves] == below for head in parts)):
        return
    for at, leaf in enumerate(total.leaves):
        whole = _column(table, leaf)
        addends = [_column(table, list(head.leaves)[at]) for head in parts]
        names = [one.name for one in addends if one]
        if whole and len(names) == len(addends):
            cells = tuple(address for head in (total, *parts) for address in head.addresses)
            why = drafting.SUM_ASIDE.format(words=total.text)
            yield _sum("columns", whole.name, names, (why, "plausible", cells))


# ---- rows


def _of_rows(table: Table) -> Iterator[Proposal]:
    if table.listed:
        yield from _rollup(table)
        return
    for row in table.rows:
        parts = list(children(table.rows, "" if row.total else row.key))
        if "subtotal" in row.doubts:
            parts = [one for one in children(table.rows, row.parent) if one is not row]
        parts = [part for part in parts if "subtotal" not in part.doubts or part is row]
        columns = _shared(table, [row, *parts])
        if columns and (len(parts) > 1 or _some(parts)):
            yield from _of_row(table, row, parts, columns)


def _shared(table: Table, rows: Sequence[Row]) -> list[str]:
    """The columns that can be added and that every row has."""
    held = [{column.name for column in table.cells(row)} for row in rows]
    able = [column.name for column in table.data if column.guess and column.guess.kind in SUMMABLE]
    return [name for name in able if all(name in names for names in held)]


def _of_row(table: Table, row: Row, parts: list[Row], columns: list[str]) -> Iterator[Proposal]:
    cells = tuple(one.line.label_cell.address for one in (row, *parts) if one.line and one.line.label_cell)
    more = {} if len(columns) == sum(column.numeric for column in table.data) else {"columns": columns}
    label = row.line.label if row.line else ""
    printed = _ROW_FORMULA.search(label)
    if printed:
        numbers = [term.strip() for term in printed[1].split("+")]
        named = [one.key for one in table.rows if one.line and one.line.number.strip("().") in numbers and one in parts]
        if len(named) == len(numbers):
            why = drafting.SUM_PRINTED.format(formula=printed[1])
            yield _sum("rows", row.key, named, (why, "stated", cells), more)
            return
    if some := _some(parts):
        for one in some:
            why = drafting.PART_OF.format(words=one.line.label if one.line else "")
            yield _compare("rows", [one.key], ("<=", [row.key]), (why, "plausible", cells), more)
        return
    subtotal = drafting.SUM_SUBTOTAL if "subtotal" in row.doubts else drafting.SUM_BELOW
    why = drafting.SUM_TOTAL_ROW if row.total else subtotal
    because = (why.format(label=label), "plausible", cells)
    yield _sum("rows", row.key, [one.key for one in parts], because, more)


def _some(parts: Sequence[Row]) -> list[Row]:
    """Those of the rows that say to be only a part."""
    return [one for one in parts if one.line and _SOME_PARTS.match(one.line.label.casefold())]


def _rollup(table: Table) -> Iterator[Proposal]:
    """Heading rows as sums of what is listed below them; those with the same columns together."""
    able = [column.name for column in table.data if column.guess and column.guess.kind in SUMMABLE]
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in table.rows:
        own = {column.name for column in table.cells(row)}
        columns = tuple(name for name in able if name in own)
        if columns and _sums_up(table, row, columns):
            found.setdefault(columns, []).append(row)
    for columns, rows in found.items():
        more = {} if len(rows) == len(table.rows) else {"rows": [row.key for row in rows]}
        cells = tuple(row.line.label_cell.address for row in rows if row.line and row.line.label_cell)
        options = {"kind": "rollup", "columns": list(columns), **more}
        yield Proposal(options, drafting.SUM_LISTED, "plausible", cells)


def _sums_up(table: Table, row: Row, columns: Sequence[str]) -> bool:
    """Whether the row can be the sum of what is listed below it: items of its own, or rows that have its columns.

    A list left open behind plain rows adds to their parent without being below any of them.
    """
    below = list(children(table.rows, "" if row.total else row.key))
    if any(one.repeats and not table.heads(one) for one in (row, *below)):
        return False
    held = [{column.name for column in table.cells(one)} for one in below]
    return bool(row.repeats) != bool(held) and all(name in own for own in held for name in columns)


# ---- how rules are written


def _sum(
    across: str, total: str, parts: list[str], because: Because, more: Mapping[str, Any] | None = None
) -> Proposal:
    return Proposal({"kind": "sum", "across": across, "total": total, "parts": parts, **(more or {})}, *because)


def _compare(
    across: str, left: list[str], signed: tuple[str, list[str]], because: Because, more: Mapping[str, Any] | None = None
) -> Proposal:
    options = {"kind": "compare", "across": across, "left": left, "relation": signed[0], "right": signed[1]}
    return Proposal({**options, **(more or {})}, *because)
