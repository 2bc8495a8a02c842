"""Excel formulas of a laid-out form: live totals and the conditions that mark what does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from scripts.model.a1 import cell_name, column_name
from scripts.model.form import Form, Place, Row, Rule
from scripts.model.grid import Band, Layout
from scripts.model.totals import Total, item_totals_of, live_totals, total_at, totals_of
from scripts.wording.rules import sentence


@dataclass(frozen=True, slots=True)
class Condition:
    """Cells (first row, first column, last row, last column) that a formula marks, and why."""

    area: tuple[int, int, int, int]
    formula: str
    level: str
    why: str


class Addresses:
    """Addresses of places on a laid-out sheet."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._band = {(table.id, row.key): band for table, row, band in layout.lines()}

    def band(self, table: str, row: str) -> Band:
        """The band in which a row stands."""
        return self._band[table, row]

    def position(self, place: Place) -> tuple[int, int]:
        """0-based line and column of a row's own cell, or of an item's cell."""
        band = self._band[place.table, place.row or ""]
        line = band.row if place.item is None else band.first + place.item
        return line, self.layout.columns[place.table, place.column or ""]

    def cell(self, place: Place) -> str:
        """The A1 address of a place."""
        return cell_name(*self.position(place))

    def last_line(self, place: Place) -> int:
        """The last line to which what is said of the place goes: of a first item, the end line of its block.

        That line is blank, and a line inserted above it is checked like its neighbours.
        """
        return self.position(place)[0] if place.item is None else self._band[place.table, place.row or ""].last

    def block(self, table: str, row: str, column: str) -> str:
        """The column's range over a block, the end line included, so that inserted lines stay inside."""
        band, letter = self._band[table, row], column_name(self.layout.columns[table, column])
        return f"{letter}{band.first + 1}:{letter}{band.last + 1}"


def total_formula(addresses: Addresses, form: Form, total: Total) -> str:
    """The formula of a live total: blank as long as nothing below it is filled."""
    operands = [addresses.cell(p) for p in total.parts]
    marked = ""
    place = total.place
    if total.block:
        block = addresses.block(place.table, place.row or "", place.column or "")
        found = form.table(place.table).row(place.row or "").block
        if found and found.cells[place.column or ""].kind == "mark":
            marked = f'COUNTIF({block},"x")'
        else:
            operands.append(block)
    listed = ",".join(operands)
    counted = "+".join(x for x in ([f"COUNT({listed})"] if operands else []) + ([marked] if marked else []))
    added = "+".join(x for x in ([f"SUM({listed})"] if operands else []) + ([marked] if marked else []))
    return f'=IF({counted}=0,"",{added})'


def conditions(layout: Layout) -> Iterator[Condition]:
    """What the sheet marks: totals typed over that differ, sums and relations that do not hold."""
    form, addresses = layout.form, Addresses(layout)
    for rule in form.rules:
        why = sentence(form, rule)
        for total in (*totals_of(form, rule), *item_totals_of(form, rule)):
            if rule.level == "error" and total_at(form, total.place) is None:
                continue
            yield _total_condition(addresses, form, rule, total, why)
        if rule.kind == "compare":
            yield from _compare_conditions(addresses, form, rule, why)


def _total_condition(addresses: Addresses, form: Form, rule: Rule, total: Total, why: str) -> Condition:
    line, col = addresses.position(total.place)
    own = cell_name(line, col)
    computed = total_formula(addresses, form, total).removeprefix("=")
    excuse = _unexcused(addresses, rule, total.place)
    test = f"AND(ISNUMBER({own}),ISNUMBER({computed}),ROUND(N({own})-N({computed}),6)<>0{excuse})"
    return Condition((line, col, addresses.last_line(total.place), col), f"={test}", rule.level, why)


def _compare_conditions(addresses: Addresses, form: Form, rule: Rule, why: str) -> Iterator[Condition]:
    table = form.table(rule.table)
    if rule["across"] == "columns":
        for row in table.rows:
            if set(rule["left"] + rule["right"]) <= set(row.cells) and row.key in rule.get("rows", (row.key,)):
                places = {Place(rule.table, row.key, None, c) for c in rule["left"] + rule["right"]}
                if places <= live_totals(form).keys():
                    continue  # a relation between computed totals breaks only where it breaks in the rows below
                sides = [[Place(rule.table, row.key, None, c) for c in rule[s]] for s in ("left", "right")]
                yield _relation(addresses, rule, sides[0], sides[1], why)
            if row.block and set(rule["left"] + rule["right"]) <= row.block.cells.keys():
                yield _item_relation(addresses, rule, row, why)
        return
    for column, leaf in table.row(rule["left"][0]).cells.items():
        if leaf.numeric and column in rule.get("columns", (column,)):
            sides = [[Place(rule.table, k, None, column) for k in rule[s]] for s in ("left", "right")]
            yield _relation(addresses, rule, sides[0], sides[1], why)


def _relation(addresses: Addresses, rule: Rule, left: list[Place], right: list[Place], why: str) -> Condition:
    cells = [addresses.cell(p) for p in (*left, *right)]
    one = "+".join(f"N({addresses.cell(p)})" for p in left)
    other = "+".join(f"N({addresses.cell(p)})" for p in right)
    broken = {"=": "<>0", "<=": ">0"}[rule["relation"]]
    excuse = _unexcused(addresses, rule, left[0])
    test = f"AND(COUNT({','.join(cells)})={len(cells)},ROUND({one}-({other}),6){broken}{excuse})"
    positions = [addresses.position(p) for p in left]
    rows, cols = [p[0] for p in positions], [p[1] for p in positions]
    return Condition((min(rows), min(cols), max(rows), max(cols)), f"={_absolute(test)}", rule.level, why)


def _item_relation(addresses: Addresses, rule: Rule, row: Row, why: str) -> Condition:
    """A relation in every item: its columns stay, its lines go along."""
    sides = [[Place(rule.table, row.key, 0, c) for c in rule[s]] for s in ("left", "right")]
    found = _relation(addresses, rule, sides[0], sides[1], why)
    first, left, _, right = found.area
    area = (first, left, addresses.last_line(sides[0][0]), right)
    return Condition(area, re.sub(r"(\$[A-Z]{1,3})\$", r"\1", found.formula), rule.level, why)


def _unexcused(addresses: Addresses, rule: Rule, place: Place) -> str:
    if rule.excused_by is None:
        return ""
    return f",LEN({addresses.cell(replace(place, column=rule.excused_by))})=0"


def _absolute(formula: str) -> str:
    """Fix the addresses: a condition over several cells must not slide."""
    return re.sub(r"\b([A-Z]{1,3})([0-9]{1,7})\b(?!\()", r"$\1$\2", formula)
