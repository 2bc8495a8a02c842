"""What stands around the tables: label, title, subtitle, unit of count, period, notes, and what belongs to no form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from scripts.blanks.blank import Cell, Sheet, Words, squeezed
from scripts.drafting import vocabulary
from scripts.drafting.regions import Region
from scripts.drafting.signatures import Signatures, signatures

_FOREMOST = 40  # lines above a table that are looked at
_DAY = r"(?:ngày\s*)?([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})"
_LONG_DAY = r"(?:ngày\s*)?([0-9]{1,2})\s*tháng\s*([0-9]{1,2})\s*năm\s*([0-9]{4})"
_BETWEEN = r"từ\s*{day}\s*(?:đến|tới|-|–)\s*(?:hết\s*)?{day}"
_UNTIL = r"(?:đến|tới)\s*(?:hết\s*)?{day}"


@dataclass(frozen=True, slots=True)
class Dates:
    """A period, or without `start` a cut-off day, and the cells that tell it."""

    start: date | None
    end: date
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """The line that says what a table counts in, the unit that it names (empty: left open), and where it stands."""

    line: Words
    unit: str
    cell: Cell


@dataclass(slots=True)
class Around:
    """What was found; `outside` are cells that belong to the letter, `unused` those that nothing was made of."""

    label: Words | None = None
    title: Words | None = None
    subtitle: Words | None = None
    units: list[UnitLine] = field(default_factory=list)
    source: Words | None = None
    notes: list[Words] = field(default_factory=list)
    signed: Signatures = field(default_factory=Signatures)
    outside: list[Cell] = field(default_factory=list)
    unused: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cell; `order` counts all lines, so that lines that follow each other are known."""

    text: str
    cell: Cell
    order: int = 0


def around(regions: Sequence[Region], above: int, below: int) -> Around:
    """What stands between the rows `above` and `below` (both outside) around tables side by side."""
    sheet = regions[0].sheet
    top = min(region.area.top for region in regions)
    bottom = max(max(region.body, default=region.area.bottom) for region in regions)
    made = Around()
    _head(_own_head(list(_lines(sheet, range(max(above + 1, top - _FOREMOST), top))), above >= 0), made)
    _foot(_own_foot(list(_lines(sheet, range(bottom + 1, below)))), made)
    return made


def _own_head(lines: list[_Line], after_another: bool) -> list[_Line]:
    """Without what still belongs to a table before: a form's own words begin with its label or a letter's heading."""
    first = next((at for at, line in enumerate(lines) if _begins(line)), 0)
    return lines[first:] if after_another else lines


def _own_foot(lines: list[_Line]) -> list[_Line]:
    """Without what belongs to a form that follows."""
    end = next((at for at, line in enumerate(lines) if _begins(line)), len(lines))
    return lines[:end]


def _begins(line: _Line) -> bool:
    return vocabulary.is_national(line.text) or vocabulary.LABEL.match(line.text) is not None


def _lines(sheet: Sheet, rows: Iterable[int]) -> Iterator[_Line]:
    cells = (cell for row in rows for cell in sheet.row(row) if cell.row == row)
    found = ((text, cell) for cell in cells for text in cell.lines)
    yield from (_Line(text, cell, order) for order, (text, cell) in enumerate(found))


# ---- above the table


def _head(lines: list[_Line], made: Around) -> None:
    rest: list[_Line] = []
    letter = {line.cell.row for line in lines if vocabulary.is_national(line.text)}
    for line in lines:
        own = vocabulary.LABEL.match(line.text) or vocabulary.SOURCE.match(line.text)
        if line.cell.row in letter and not own:
            _outside(line, made)
        else:
            rest += _taken_out(line, made)
    run = _title_run(rest)
    if run:
        made.title = _joined(run)
    after = rest[rest.index(run[-1]) + 1 :] if run else rest
    for line in after:
        if made.subtitle is None and run and (line.text.startswith("(") or line.cell.italic):
            made.subtitle = _joined([line])
        else:
            made.unused.append(line.cell)
    made.unused += [line.cell for line in rest if line not in run and line not in after]


def _outside(line: _Line, made: Around) -> None:
    if line.cell not in made.outside:
        made.outside.append(line.cell)


def _taken_out(line: _Line, made: Around) -> list[_Line]:
    """The line if it may be a title; label, unit, source and outside lines are put in their place."""
    label = vocabulary.LABEL.match(line.text)
    if label and made.label is None and label[2]:
        made.label = Words(label[0].strip(), (line.cell.address,))
        rest = line.text[label.end() :].strip(" .:-–")
        return [replace(line, text=rest)] if rest else []
    if (unit := vocabulary.unit_of_line(line.text)) is not None:
        made.units.append(UnitLine(Words(line.text, (line.cell.address,)), unit, line.cell))
        return []
    if vocabulary.SOURCE.match(line.text):
        said = line.cell.words
        made.source = Words(said[said.index(line.text) :].strip("() "), (line.cell.address,))
        _outside(line, made)
        return []
    if vocabulary.is_outside(line.text):
        _outside(line, made)
        return []
    return [line]


def _title_run(lines: list[_Line]) -> list[_Line]:
    """The lines of the title: those in capitals that follow each other, else the bold ones, else the longest."""
    tests: tuple[Callable[[_Line], bool], ...] = (lambda line: line.text.isupper(), lambda line: line.cell.bold)
    for test in tests:
        runs: list[list[_Line]] = [[]]
        for line in lines:
            fits = test(line) and not line.text.startswith("(")
            if runs[-1] and not (fits and line.order == runs[-1][-1].order + 1):
                runs.append([])
            if fits:
                runs[-1].append(line)
        best = max(runs, key=lambda run: sum(len(line.text) for line in run))
        if best:
            return best
    return [max(lines, key=lambda line: len(line.text))] if lines else []


def _joined(lines: list[_Line]) -> Words:
    cells = tuple(dict.fromkeys(line.cell.address for line in lines))
    return Words(squeezed(" ".join(line.text for line in lines)), cells)


# ---- below the table


def _foot(lines: list[_Line], made: Around) -> None:
    signed: list[Cell] = []
    noted = False
    for line in lines:
        note = vocabulary.is_note(line.text)
        if (signed or vocabulary.is_outside(line.text)) and not note:
            signed += [line.cell] if line.cell not in signed else []
        elif note or (noted and _goes_on(line)):
            noted = True
            if line.text.casefold().strip(" :") not in ("ghi chú", "lưu ý", "chú thích"):
                made.notes.append(_joined([line]))
            else:
                _outside(line, made)
        else:
            made.unused.append(line.cell)
    made.signed = signatures(signed)
    made.outside += [cell for cell in made.signed.outside if cell not in made.outside]


def _goes_on(line: _Line) -> bool:
    """Whether a line under a note is one more: it begins with a dash, a sign or a number."""
    return re.match(r"[-–+*•]|\(?[0-9a-zđ]{1,2}[.)]|[a-zđ]", line.text) is not None


# ---- days


def dates(*found: Words | None) -> Dates | None:
    """The period or the cut-off day that the first of the words names."""
    for words in found:
        text = words.text.casefold() if words else ""
        for day in (_DAY, _LONG_DAY):
            between = re.search(_BETWEEN.format(day=day), text)
            if between:
                start, end = _day(between.groups()[:3]), _day(between.groups()[3:])
                if words and start and end:
                    return Dates(start, end, words.cells)
            until = re.search(_UNTIL.format(day=day), text)
            end = _day(until.groups()) if until else None
            if words and end:
                return Dates(None, end, words.cells)
    return None


def _day(parts: Sequence[str]) -> date | None:
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return None
