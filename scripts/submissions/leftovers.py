"""Says what stands on a form's sheet beside what was read, so that nothing is lost in silence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import Any, Final

from scripts.findings import Severity
from scripts.folding import fold, number_key
from scripts.model import money
from scripts.model.a1 import column_name
from scripts.model.form import Form, Row, Table
from scripts.schema.catalogue import submission_schema
from scripts.submissions.contents import Cell
from scripts.submissions.heads import check_heads, names_another_time
from scripts.submissions.labels import header_lines, spellings
from scripts.submissions.ledger import Position
from scripts.submissions.printed_heads import heads_of
from scripts.submissions.remarks import listed
from scripts.submissions.take import Taking
from scripts.submissions.words import words_of
from scripts.wording import sheet as printed
from scripts.wording import text

_LISTED: Final = 5
_HEADS_OF_ONE: Final = 3  # different heads in one line that do not come together by chance
_ALIKE: Final = 0.7  # how like two titles are of which one is the other reworded
_UNIT_LINE: Final = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:?\s*([^():;,]+)", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SENTENCE: Final = 4  # words of a remark that also holds a figure
_DOTS: Final = re.compile(r"[.\s_]+")
_BESIDE: Final = tuple(fold(words(1, 1).partition(":")[0]) for words in (printed.more_lines, printed.hidden_values))


def account(taking: Taking, fields: Iterable[Position], forms: Mapping[str, Form]) -> None:
    """Note in the ledger, and say, every cell that was not read; `fields` are cells read as fields of the envelope."""
    taking.ledger.accepted.update(p for p in fields if p in taking.page.cells)
    _repeated(taking)
    _second_form(taking, forms)
    _stubs(taking)
    _lines_not_told(taking)
    check_heads(taking)
    _above(taking)
    _beside(taking)


# ------------------------------------------------------------ what is printed


@cache
def _printed(form: Form) -> frozenset[str]:
    """Everything that the template prints on the form's sheet, folded."""
    labels = [label for _, label in form.labels()]
    said = {spelling for label in labels for spelling in spellings(label)}
    own = [
        printed.UNIT,
        printed.COVER_UNIT,
        printed.PREPARED_BY,
        printed.SIGNED_BY,
        printed.SIGNATURES_ADDED,
        printed.REPEAT,
    ]
    own += [printed.period(form.period)] if form.period else []
    own += [printed.asked(submission_schema()["properties"][field]["title"]) for field in form.asks]
    return frozenset(said | set(map(fold, own)))


def _is_printed(taking: Taking, cell: Cell) -> bool:
    said = fold(words_of(cell))
    return said in _printed(taking.form) or bool(_DOTS.fullmatch(said)) or said.startswith(_BESIDE)


# ------------------------------------------------------------ numbers and labels of rows


def _stubs(taking: Taking) -> None:
    """Say which printed labels and numbers were changed: data beside another label means another thing."""
    for table in taking.form.tables:
        for row in table.rows:
            line = taking.located.rows.get((table.id, row.key))
            for column in table.stubs.values():
                what = column.stub
                col = taking.located.columns.get((table.id, column.id))
                if line is None or col is None or column.id in row.cells:
                    continue
                if what == "label":
                    _label(taking, row, (line, col))
                elif what == "number":
                    _number(taking, row, table, (line, col))
                elif what and fold(words_of(taking.page.cells.get((line, col)))) == fold(text.stub(row, what)):
                    taking.ledger.printed.add((line, col))


def _label(taking: Taking, row: Row, position: Position) -> None:
    said = words_of(taking.page.cells.get(position))
    if said == row.label.text or fold(said) in spellings(row.label):
        taking.ledger.printed.add(position)
    elif rest := _rest_of_label(taking, row, position, said):
        taking.ledger.printed.update((position, *rest))
    else:
        shown = text.shown(said) if said else text.shown(None)
        taking.say("label-changed", [position], value=shown, allowed=text.shown(row.label.text))


def _rest_of_label(taking: Taking, row: Row, position: Position, said: str) -> list[Position]:
    """The cells below that hold the rest of a label and stand alone, as a label of two paragraphs comes from Word."""
    line, col = position
    rest: list[Position] = []
    while said and any(one.startswith(fold(said)) for one in spellings(row.label)):
        if fold(said) in spellings(row.label):
            return rest
        below = (line + 1 + len(rest), col)
        if not taking.stands_alone(below) or taking.fillable.is_body(below[0]):
            return []
        rest.append(below)
        said += " " + words_of(taking.page.cells[below])
    return []


def _number(taking: Taking, row: Row, table: Table, position: Position) -> None:
    cell = taking.page.cells.get(position)
    said = words_of(cell)
    taking.ledger.printed.add(position)
    if not said or said == row.number or number_key(said) in (number_key(row.number), number_key(row.number_printed)):
        return
    # 1.10 that a program made a number is 1.1, and 1/2 a date: the number now is another row's, or none.
    others = {number_key(other.number) for other in table.rows if other is not row}
    severity: Severity = "error" if cell and (cell.is_date or number_key(said) in others) else "warning"
    shown = f"“{said}”" if cell is None or not cell.is_date else "một ngày"
    allowed = f"“{row.number}”" if row.number else text.shown(None)
    taking.say("row-number", [position], severity=severity, value=shown, allowed=allowed, row=text.row(row))


# ------------------------------------------------------------ lines that are no row


def _lines_not_told(taking: Taking) -> None:
    located = taking.located
    lines: dict[int, list[Position]] = defaultdict(list)
    last = max([*located.rows.values(), *located.ends], default=-1)
    for position in taking.ledger.open():
        line, col = position
        if located.number_row < line <= last and col <= located.last_column and not taking.fillable.is_body(line):
            if _is_printed(taking, taking.page.cells[position]):
                taking.ledger.printed.add(position)
            else:
                lines[line].append(position)
    keys = [(t.id, c.id) for t in taking.form.tables for c in t.stubs.values()]
    stubs = {located.columns[key] for key in keys if key in located.columns}
    for line, positions in sorted(lines.items()):
        if line in located.ends:
            for position in positions:
                taking.say("stray-in-table", [position], value=text.shown(taking.page.cells[position].value))
            continue
        label = " ".join(words_of(taking.page.cells.get((line, col))) for col in sorted(stubs)).strip()
        values = sum(p[1] not in stubs for p in positions)
        facts = {"line": line + 1, "label": f" {text.shown(label)}" if label else "", "count": values}
        taking.say("unknown-row" if values else "line-of-words", positions, facts=facts)


# ------------------------------------------------------------ above, below and beside


def _above(taking: Taking) -> None:
    """The header and what stands above it: printed words, and words of the person's own."""
    located = taking.located
    top = located.number_row - header_lines(taking.form)
    others: list[Position] = []
    for position in taking.ledger.open():
        line, _ = position
        if line > located.number_row:
            break
        cell = taking.page.cells[position]
        if cell.is_formula or _is_printed(taking, cell):
            taking.ledger.printed.add(position)
        elif line < top:
            others.append(position)
        # The head of a column of the person's own is said with that column.
    _outside(taking, [p for p in others if not _retitled(taking, p)])


def _retitled(taking: Taking, position: Position) -> bool:
    """Whether the cell holds the form's title or its unit line in other words, which is said."""
    said = words_of(taking.page.cells[position])
    line = _UNIT_LINE.search(said)
    written = money.named(line[1]) if line else None
    if line and written and taking.money_unit and written != money.named(taking.money_unit):
        taking.say("unit-line-differs", [position], value=f"“{line[1].strip()}”", facts={"declared": taking.money_unit})
        return True
    form = taking.form
    titles = [label.text for label in (form.title, form.subtitle) if label]
    for title in (*titles, *([printed.period(form.period)] if form.period else [])):
        if SequenceMatcher(None, fold(said), fold(title), autojunk=False).ratio() >= _ALIKE:
            value, allowed = (text.shown(part) for part in text.apart(said, title))
            code = "title-doubtful" if names_another_time(said, title) else "title-changed"
            taking.say(code, [position], value=value, allowed=allowed)
            return True
    return False


def _repeated(taking: Taking) -> None:
    """Lines that print the header again, as at the top of another page."""
    lines = sorted(taking.repeated)
    if lines:
        taking.ledger.printed.update(p for p in taking.ledger.open() if p[0] in taking.repeated)
        numbers = ", ".join(str(line + 1) for line in lines[:_LISTED]) + (", …" if len(lines) > _LISTED else "")
        taking.say("header-repeated", [], facts={"lines": numbers})


def _second_form(taking: Taking, forms: Mapping[str, Form]) -> None:
    """Where another form, or the same once more, begins beside or below: all from there on is said at once."""
    found = next(_beginnings(taking, forms), None)
    if found is not None:
        (line, col), form = found
        located = taking.located
        if col > located.last_column:
            rest = [p for p in taking.ledger.open() if p[1] >= col]
        elif col < located.first_column:
            rest = [p for p in taking.ledger.open() if p[1] < located.first_column]
        else:
            rest = [p for p in taking.ledger.open() if p[0] >= line]
        facts = {"form": form.label.text, "count": len(rest)}
        taking.say("second-form", [(line, col), *(p for p in rest if p != (line, col))], facts=facts)


def _beginnings(taking: Taking, forms: Mapping[str, Form]) -> Iterator[tuple[Position, Form]]:
    """The first cells outside of the table that say a form's name or title, or stand in a line of a form's heads."""
    labels = {fold(form.label.text): form for form in forms.values()}
    labels |= {fold(form.title.text): form for form in forms.values() if form.title}
    last_line, columns = taking.located.last_line, range(taking.located.first_column, taking.located.last_column + 1)
    heads: dict[int, dict[Position, str]] = defaultdict(dict)
    for position in taking.ledger.open():
        line, col = position
        if line > last_line or col not in columns:
            said = fold(words_of(taking.page.cells[position]))
            if said in labels and col >= columns.start:  # left of a lost column stands the form's own title
                yield position, labels[said]
            heads[line][position] = said
    for said_in in heads.values():
        for form in (taking.form, *forms.values()) if len(said_in) >= _HEADS_OF_ONE else ():
            known = [position for position, said in said_in.items() if said in heads_of(form)]
            if len({said_in[position] for position in known}) >= _HEADS_OF_ONE:
                yield known[0], form


def _beside(taking: Taking) -> None:
    """Columns of the person's own, cells that are not there to be filled, and what stands outside of the table."""
    located = taking.located
    columns: dict[int, list[Position]] = defaultdict(list)
    outside: list[Position] = []
    known = set(located.columns.values())
    for position in taking.ledger.open():
        line, col = position
        cell = taking.page.cells[position]
        helper = cell.is_formula and (line in located.ends or col > located.last_column)
        if helper or _is_printed(taking, cell):
            taking.ledger.printed.add(position)
        elif line <= located.number_row or (col not in known and taking.fillable.is_body(line)):
            columns[col].append(position)
        elif taking.fillable.is_body(line):
            taking.say("stray-in-table", [position], value=text.shown(cell.value))
        else:
            outside.append(position)
    for col, positions in sorted(columns.items()):
        heads = [words_of(taking.page.cells[p]) for p in positions if p[0] <= located.number_row]
        body = [p for p in positions if p[0] > located.number_row]
        if body:
            head = f" {text.shown(' '.join(heads))}" if heads else ""
            facts = {"name": column_name(col) + head, "count": len(body), "cells": listed(body)}
            taking.say("unknown-column", [*body, *positions], facts=facts)
        else:
            outside += positions
    _outside(taking, sorted(outside))


def _outside(taking: Taking, positions: list[Position]) -> None:
    """Words are mostly names, dates and remarks around the table; numbers may be data that went astray."""
    words = [p for p in positions if _is_remark(words_of(taking.page.cells[p]))]
    numbers = [p for p in positions if p not in set(words)]
    if words:
        taking.say("words-outside", words, **_first_and_more(taking, words))
    if numbers:
        taking.say("stray-outside", numbers, **_first_and_more(taking, numbers))


def _is_remark(said: str) -> bool:
    """Whether the words hold no figure but in a sentence, such as the day on which a person signs."""
    return not any(map(str.isdigit, said)) or len(_WORD.findall(said)) >= _SENTENCE


def _first_and_more(taking: Taking, positions: list[Position]) -> dict[str, Any]:
    value = text.shown(taking.page.cells[positions[0]].value)
    more = f" và {len(positions) - 1} ô khác ({listed(positions[1:])})" if len(positions) > 1 else ""
    return {"value": value, "facts": {"more": more}}
