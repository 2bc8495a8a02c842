"""Gives the cells of a workbook whose values are in no return, as they stand, so that a copy of it drops nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from scripts.folding import fold
from scripts.model.form import Form
from scripts.schema import registry
from scripts.submissions.contents import Cell, Sheet
from scripts.submissions.cover import FILLER, Cover, unit_named
from scripts.submissions.editions import every
from scripts.submissions.ledger import shows
from scripts.submissions.names import spot_of
from scripts.submissions.submission import Kept, Spot, Submission
from scripts.submissions.take import Taking
from scripts.submissions.words import words_of
from scripts.wording import sheet as words
from scripts.wording.review import ASIDE_HEADS, LEVELS, of_person

_HEAD_LINES = 6  # in which the heads of cells set aside are looked for


def on_form(taking: Taking) -> Iterator[Kept]:
    """The cells of a form's sheet that a finding speaks of and that were not read, and figures of the person's own."""
    cells, ledger = taking.page.cells, taking.ledger
    helpers = {p for p in ledger.printed if p in cells and cells[p].is_formula and not isinstance(cells[p].value, str)}
    helpers = {p for p in helpers if cells[p].value is not None}  # a template before it was computed
    for position in sorted((ledger.reported | helpers) - ledger.accepted):
        if position in cells and shows(cells[position]):
            place = taking.cells[position][0] if position in taking.cells else None
            cell = cells[position]
            wrong, is_date = position in ledger.wrong, _shows_day(cell, taking.date1904)
            yield Kept(spot_of(taking.page, *position), cell.value, cell.formula, place, wrong=wrong, is_date=is_date)


def on_sheet(page: Sheet, date1904: bool, wrong: bool = False) -> Iterator[Kept]:
    """Every cell of a sheet that is no form's; what an earlier copy set aside, from where it stood at first."""
    begin = _begin_of_aside(page)
    lines: dict[int, dict[int, Cell]] = {}
    for (line, col), cell in sorted(page.cells.items()):
        if line >= begin and shows(cell):
            lines.setdefault(line, {})[col] = cell
    for line, cells in lines.items():
        if begin and {0, 1} < cells.keys() <= set(range(len(ASIDE_HEADS))):
            first = Spot(words_of(cells[0]), words_of(cells[1]))
            formula, label = words_of(cells.get(3)) or None, words_of(cells.get(4))
            was_wrong = words_of(cells.get(5)) == LEVELS["error"]
            value, is_date = (cells[2].value, _shows_day(cells[2], date1904)) if 2 in cells else (None, False)
            yield Kept(first, value, formula, label=label, wrong=was_wrong, is_date=is_date)
        else:
            spots = ((spot_of(page, line, col), cell) for col, cell in cells.items())
            for spot, cell in spots:
                yield Kept(spot, cell.value, cell.formula, wrong=wrong, is_date=_shows_day(cell, date1904))


def _shows_day(cell: Cell, date1904: bool) -> bool:
    """Whether the cell shows a day whose number is the same in every workbook but those that count from 1904."""
    return cell.is_date and not date1904 and isinstance(cell.value, int) and not isinstance(cell.value, bool)


def comments(page: Sheet) -> Iterator[Kept]:
    """What a person says in the comments on a sheet's cells, without what an earlier copy says there."""
    for (line, col), said in sorted(page.comments.items()):
        if own := of_person(said):
            yield Kept(spot_of(page, line, col), own, is_comment=True)


def is_aside(page: Sheet) -> bool:
    """Whether an earlier copy made the sheet for what had no place in a form."""
    return _begin_of_aside(page) > 0


def _begin_of_aside(page: Sheet) -> int:
    """The line below the heads of the sheet that an earlier copy made; 0 where it is no longer as it was."""
    for line in range(_HEAD_LINES if page.name == words.ASIDE else 0):
        if tuple(words_of(page.cells.get((line, col))) for col in range(len(ASIDE_HEADS))) == ASIDE_HEADS:
            return line + 1
    return 0


def on_cover(cover: Cover, made: Sequence[Submission], forms: Mapping[str, Form], date1904: bool) -> Iterator[Kept]:
    """The cells of the cover that are neither printed there nor said by an envelope of the file."""
    if cover.page is None:
        return
    told = _printed(forms.values()) | {fold(said) for one in made for said in _told(one.envelope)}
    if unit_named(cover.text("unit")).get("code") in registry.units():
        told |= {fold(cover.text("unit")), fold(cover.text("unit_kind"))}
    told |= {fold(cover.text("state", form)) for form in forms.values() if cover.state(form)}
    if not any(one.envelope.get("period", {}).get("from") for one in made) and _is_day(cover.day("period_from")):
        told.add(cover.day("period_from"))  # forms with a cut-off have no use for it
    days = {cover.spot(field): cover.day(field) for field in ("period_from", "period_to")}
    left = [(fold(days.get(kept.spot) or str(kept.value)), kept) for kept in on_sheet(cover.page, date1904)]
    left = [(said, kept) for said, kept in left if said not in told and not FILLER.fullmatch(said)]
    if left:
        once = _printed(chain.from_iterable(map(every, forms.values())))
        yield from (kept for said, kept in left if said not in once)


def _is_day(said: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", said))


def _told(envelope: Mapping[str, Any]) -> Iterator[str]:
    """What a cover shows of an envelope, and its dates in ISO form."""
    unit = envelope.get("unit", {})
    yield from (words.unit_choice(unit), registry.kinds().get(str(unit.get("kind")), ""))
    yield from envelope.get("period", {}).values()
    yield from (str(envelope.get(field, "")) for field in ("prepared_by", "contact", "note"))
    yield str(envelope.get("attached", {}).get("file", ""))


def _printed(forms: Iterable[Form]) -> set[str]:
    """Everything that a template prints on the cover, folded."""
    ours = {name: value for name, value in vars(words).items() if name.startswith(("COVER", "STATE"))}
    said = {value for value in ours.values() if isinstance(value, str)}
    said |= {*words.HOW_TO, *words.COVER_HEADS}
    for form in forms:
        said |= {form.label.text, form.title.text if form.title else "", words.why_missing(form)}
    return set(map(fold, said))
