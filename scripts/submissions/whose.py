"""Says where a workbook tells whose it is in other words than the registry's, or names two units."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Final

from scripts.findings import Finding
from scripts.folding import fold
from scripts.model import money
from scripts.schema import registry
from scripts.submissions.contents import Cell
from scripts.submissions.cover import FILLER, RIGHT, Cover, unit_named
from scripts.submissions.ledger import Position
from scripts.submissions.take import Taking
from scripts.submissions.words import words_of
from scripts.wording import sheet as words
from scripts.wording import text
from scripts.wording.messages import finding

_SHORT: Final = fold(words.UNIT_SHORT)
_LABELS: Final = {fold(words.UNIT), fold(words.COVER_UNIT), _SHORT}


def check_unit(cover: Cover, file: str) -> Iterator[Finding]:
    """What the cover's unit was understood as, and a unit that the file's name gives instead."""
    said = cover.text("unit")
    unit, spot = unit_named(said), cover.spot("unit")
    known = registry.units().get(unit.get("code", ""))
    if known is None:
        return
    where: dict[str, Any] = {"file": file, "sheet": spot.sheet, "cell": spot.cell, "order": spot.order}
    value = text.shown(said)
    if not said.startswith(known.code) and said[:1].isdigit():
        yield finding("code-padded", value=value, facts={"read": known.code}, **where)
    elif _is_named_otherwise(known, said):
        yield finding("unit-read-as", value=value, facts={"unit": known.choice}, **where)
    name = PurePath(file).stem
    coded = next((one for one in registry.coded_in(name) if one != known), None)
    named = registry.named_in(name)
    if coded:
        yield finding("unit-file-differs", file=file, facts={"value": known.choice, "other": coded.choice})
    elif named and named != known:
        yield finding("unit-file-name-differs", file=file, facts={"value": known.choice, "other": named.choice})


def check_unit_on_sheet(taking: Taking, cover: Cover) -> None:
    """The form's sheet repeats the cover's unit by a formula; another one typed over it is another sender."""
    echo, said = _written(taking)
    if echo and not FILLER.fullmatch(said):
        mine, theirs = cover.unit(), unit_named(said)
        if theirs == mine or theirs.get("name") == mine.get("name", ""):
            taking.ledger.accepted.add(echo)
        elif not mine:
            taking.ledger.report([echo])  # that the unit is missing will be said
        elif (meant := registry.named_in(said) or registry.like(said)) and meant.code == mine.get("code"):
            taking.say("unit-read-as", [echo], value=text.shown(said), facts={"unit": meant.choice})
        else:
            facts = {"other": text.shown(words.unit_choice(mine))}
            taking.say("sheet-unit-differs", [echo], value=text.shown(said), facts=facts)


def _written(taking: Taking) -> tuple[Position | None, str]:
    """Where above the table the sheet says whose it is, right of that label or behind it, and what it says."""
    page = taking.page
    for (line, col), cell in page.cells.items():
        if line > taking.located.number_row:
            break
        label, parted, behind = words_of(cell).partition(":")
        if fold(label) in _LABELS and not cell.is_formula and (fold(label) != _SHORT or parted):
            if behind.strip():
                return ((line, col), behind.strip()) if money.named(behind) is None else (None, "")
            right = ((line, c) for c in range(col + 1, col + 1 + RIGHT))
            echo = next((p for p in right if p in page.cells and _is_own(page.cells[p])), None)
            return echo, words_of(page.cells.get(echo)) if echo else ""
    return None, ""


def _is_own(cell: Cell) -> bool:
    """Whether the cell does not repeat this file's cover: it was typed, or its formula looks into another file."""
    return not cell.is_formula or "[" in (cell.formula or "")


def _is_named_otherwise(known: registry.Unit, said: str) -> bool:
    """Whether the words are not the unit's name, nor that of the committee that reports for it, nor have its code."""
    return known.code not in said and fold(said).removeprefix(fold(words.COMMITTEE)).strip() != fold(known.name)
