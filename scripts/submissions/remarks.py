"""What has to be said of cells that were read: what paper does not show of them, and what they may not mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from scripts.model.a1 import cell_name
from scripts.model.days import exchanged
from scripts.submissions.contents import Area, Cell, ErrorValue
from scripts.submissions.ledger import Position, shows
from scripts.submissions.take import Taking
from scripts.submissions.values import read_cell
from scripts.wording import text

_OTHER_FILE: Final = re.compile(r"\[[^\[\]]+\][^!\[\]]*!")
_NO_NUMBER: Final = re.compile(";;(;@?)?")  # number formats that show no number; only ;;; shows no text either
_MOST_LINES: Final = 500  # of an area that is looked at
_LISTED: Final = 5


def remark(taking: Taking, links: tuple[str, ...]) -> None:
    """Say all of it; `links` are the files that the workbook refers to."""
    _merges(taking)
    _hidden(taking)
    accepted = sorted(p for p in taking.ledger.accepted if shows(taking.page.cells[p]))
    cells = taking.page.cells
    if unseen := [p for p in accepted if cells[p].unseen or _shows_nothing(cells[p])]:
        taking.say("unseen-values", unseen, facts={"count": len(unseen), "cells": listed(unseen)})
    if struck := [p for p in accepted if cells[p].struck]:
        taking.say("struck-values", struck, facts={"count": len(struck), "cells": listed(struck)})
    if broken := [p for p in accepted if p not in taking.cells and isinstance(cells[p].value, ErrorValue)]:
        taking.say("total-error", broken, facts={"count": len(broken), "cells": listed(broken)})
    _other_files(taking, accepted, links)
    _days_and_months(taking)
    _pictures(taking)


def _shows_nothing(cell: Cell) -> bool:
    return cell.format == ";;;" or (not isinstance(cell.value, str) and bool(_NO_NUMBER.fullmatch(cell.format)))


def _merges(taking: Taking) -> None:
    for first, left, last, right in taking.merged:
        under = [p for p in taking.page.cells if first <= p[0] <= last and left <= p[1] <= right]
        hidden = [p for p in under if p != (first, left) and shows(taking.page.cells[p])]
        area = _named((first, left, last, right))
        values = ", ".join(text.shown(taking.page.cells[p].value) for p in hidden[:_LISTED])
        facts = {"area": area, "count": len(hidden)}
        taking.say("merged-values" if hidden else "merged-cells", [(first, left), *hidden], value=values, facts=facts)


def _pictures(taking: Taking) -> None:
    """Pictures over cells to be filled, and objects of which nobody knows where they lie: a logo or a stamp is none."""
    page = taking.page
    covered = [(first, area) for area in page.drawings if (first := _first_covered(taking, area))]
    if covered:
        areas = text.listed([_named(area) for _, area in covered], _LISTED)
        taking.say("picture", [first for first, _ in covered], facts={"count": len(covered), "areas": areas})
    elif page.has_drawing and not page.drawings:
        taking.say("object", [], facts={"name": page.name})


def _first_covered(taking: Taking, area: Area) -> Position | None:
    first, left, last, right = area
    lines = range(max(first, taking.located.number_row + 1), min(last, taking.located.last_line) + 1)
    for line in lines[:_MOST_LINES]:
        if covered := [col for col in taking.fillable.on(line) if left <= col <= right]:
            return line, min(covered)
    return None


def _named(area: Area) -> str:
    first, left, last, right = area
    one, other = cell_name(first, left), cell_name(last, right)
    return one if one == other else f"{one}:{other}"


def _hidden(taking: Taking) -> None:
    page = taking.page
    if page.state != "visible":
        taking.say("hidden-sheet", [], facts={"name": page.name})
    may_hide = page.hidden_rows or page.hidden_columns
    hidden = sorted(p for p in taking.ledger.accepted if may_hide and page.hides(*p) and shows(page.cells[p]))
    if hidden:
        is_by_filter = page.is_filtered and any(page.hides_row(line) for line, _ in hidden)
        code = "filtered-values" if is_by_filter else "hidden-values"
        taking.say(code, hidden, facts={"count": len(hidden), "last": cell_name(*hidden[-1])})


def _other_files(taking: Taking, positions: list[Position], links: tuple[str, ...]) -> None:
    cells = taking.page.cells
    found = [p for p in positions if "[" in (cells[p].formula or "") and _OTHER_FILE.search(cells[p].formula or "")]
    if found:
        files = f" ({', '.join(links[:_LISTED])})" if links else ""
        taking.say("other-file", found, facts={"count": len(found), "cells": listed(found), "files": files})


def _days_and_months(taking: Taking) -> None:
    """Say once for each column that all its dates read as well with day and month exchanged.

    A program set to English reads 03/04 as the 4th of March and leaves 31/03 as text. One real date whose day is
    beyond 12 shows that this one was set to Vietnamese.
    """
    columns: dict[int, list[tuple[Position, date]]] = defaultdict(list)
    for position, day in _real_dates(taking):
        columns[position[1]].append((position, day))
    for dated in columns.values():
        unclear = [(p, day) for p, day in dated if _exchanged_fits(taking, day)]
        if unclear and all(day.day <= 12 for _, day in dated):
            (first, day) = unclear[0]
            facts = {
                "one": f"{day.day:02}/{day.month:02}/{day.year}",
                "other": f"{day.month:02}/{day.day:02}/{day.year}",
                "cells": listed([p for p, _ in unclear]),
            }
            taking.say("day-month-unclear", [first, *(p for p, _ in unclear[1:])], facts=facts)


def _real_dates(taking: Taking) -> Iterator[tuple[Position, date]]:
    for position, (_, leaf) in sorted(taking.cells.items()):
        cell = taking.page.cells[position]
        if leaf.kind == "date" and cell.is_date and not isinstance(cell.value, str):
            try:
                yield position, date.fromisoformat(str(read_cell(cell, leaf, taking.date1904).value))
            except ValueError:
                continue


def _exchanged_fits(taking: Taking, day: date) -> bool:
    period, other = taking.form.period, exchanged(day)
    return period is not None and other is not None and period.holds(day) and period.holds(other)


def listed(positions: list[Position]) -> str:
    """The addresses of the first few cells."""
    return text.listed([cell_name(*p) for p in positions], _LISTED)
