"""What a workbook's cover and added fields say: the envelope of every form, and forms declared nil or attached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from scripts.folding import fold
from scripts.model import grid, money
from scripts.model.form import Form, Leaf
from scripts.schema import registry
from scripts.schema.catalogue import submission_schema
from scripts.submissions.contents import Cell, Sheet
from scripts.submissions.editions import every
from scripts.submissions.ledger import Position, shows
from scripts.submissions.names import Names, spot_of
from scripts.submissions.submission import Everywhere, Spot, Submission
from scripts.submissions.values import read_cell
from scripts.submissions.words import Words, words_of
from scripts.wording import sheet as words

_TEXT: Final = Leaf("text")
RIGHT: Final = 6  # columns right of a field's label in which its value may stand
FILLER: Final = re.compile(r"[.…_\s]{6,}")  # printed where nothing was written; "..." may be an answer
_LABELS: Final = {
    "unit": (words.COVER_UNIT, words.UNIT),
    "unit_kind": (words.COVER_KIND,),
    "period_from": (words.COVER_FROM,),
    "period_to": (words.COVER_TO,),
    "prepared_by": (words.COVER_PREPARED_BY,),
    "contact": (words.COVER_CONTACT,),
}
# What people write before the value in the same cell, besides.
_SHORT: Final = {"unit": (words.UNIT_SHORT,), "money_unit": (words.MONEY_SHORT,)}
_STATE_COLUMN, _NOTE_COLUMN = 2, 3
_CODE: Final = "(?P<code>[0-9]{3,}|[A-Z]+(?:-[A-Z]+)+)"
_CODE_FIRST: Final = re.compile(rf"{_CODE}(?:(?P<parted>\s*[-–—:.,]|)\s*(?P<name>\D.*)|\s*)", re.DOTALL)
_CODE_LAST: Final = re.compile(rf"(?P<name>.*\w)\W+{_CODE}\W*", re.DOTALL)


class Cover:
    """What the cover and the added fields say: by name, else by the label beside which they stand.

    `sheets` are those of the forms that were found, by form code.
    """

    def __init__(self, names: Names, sheets: dict[str, Sheet], forms: Mapping[str, Form]) -> None:
        self._names = names
        self._periods = {code: forms[code].period for code in sheets}
        self._sheets = sheets
        self._words: dict[int, Words] = {}
        self._found: dict[tuple[str, str], tuple[Sheet, Position] | None] = {}
        self._page = next((p for p in names.workbook.sheets if fold(p.name) == fold(words.COVER)), None)

    @property
    def is_there(self) -> bool:
        """Whether the workbook has a cover, by the sheet's name or by the unit's."""
        return self._page is not None or self._by_name("unit", None) is not None

    @property
    def page(self) -> Sheet | None:
        """The cover, by its name."""
        return self._page

    def text(self, field: str, form: Form | None = None) -> str:
        """What stands in an added field, of the cover or of a form; empty where nothing does."""
        cell = self._cell(field, form)
        read = read_cell(cell, _TEXT).value if cell else None
        if not isinstance(read, str):
            return ""
        label, parted, said = read.partition(":")
        if parted and fold(label) in map(fold, (*_labels(field), *_SHORT.get(field, ()))):
            read = said.strip()
        return "" if FILLER.fullmatch(read) else read

    def spot(self, field: str, form: Form | None = None) -> Spot:
        """Where the added field stands."""
        found = self._where(field, form)
        return spot_of(found[0], *found[1]) if found else Spot()

    def fields_on(self, page: Sheet) -> Iterator[Position]:
        """The cells of that sheet which are fields of the envelope."""
        yield from (found[1] for found in self._found.values() if found and found[0] is page)

    # ------------------------------------------------------------ where a field stands

    def _cell(self, field: str, form: Form | None) -> Cell | None:
        found = self._where(field, form)
        return found[0].cells.get(found[1]) if found else None

    def _where(self, field: str, form: Form | None) -> tuple[Sheet, Position] | None:
        key = (field, form.code if form else "")
        if key not in self._found:
            named = self._by_name(field, form)
            beside = None if named and _is_filled(named) else self._by_label(field, form)
            # An empty cell is the field's own, unless what it is to hold was written beside it on the cover.
            self._found[key] = beside if beside and (named is None or beside[0] is self._page) else named
        return self._found[key]

    def _by_name(self, field: str, form: Form | None) -> tuple[Sheet, Position] | None:
        found = self._names.area(grid.field_name(field, form))
        if found is None:
            return None
        page, position = found
        if field in _LABELS and page is self._page:
            # A program that inserts lines without moving the names leaves them beside another label.
            beside = fold(words_of(page.cells.get((position[0], 0))))
            if beside not in map(fold, _LABELS[field]) and beside in _ALL_LABELS:
                return None
        return page, position

    def _by_label(self, field: str, form: Form | None) -> tuple[Sheet, Position] | None:
        if form is None:
            pages = [self._page] if self._page else []
            pages += self._sheets.values() if field == "unit" else ()
            return self._beside(pages, field)
        if field in form.asks and form.code in self._sheets:
            return self._beside([self._sheets[form.code]], field)
        if field in ("state", "note"):
            return self._beside_form(form, _STATE_COLUMN if field == "state" else _NOTE_COLUMN)
        return None

    def _beside(self, pages: Iterable[Sheet], field: str) -> tuple[Sheet, Position] | None:
        """The first cell with words right of one of the field's labels."""
        pages = list(pages)
        for page in pages:
            for label in _labels(field):
                for line, col in self._words_on(page).where.get(fold(label), ()):
                    for right in range(col + 1, col + 1 + RIGHT):
                        if words_of(page.cells.get((line, right))):
                            return page, (line, right)
        return self._behind(pages, field)

    def _behind(self, pages: Iterable[Sheet], field: str) -> tuple[Sheet, Position] | None:
        """The first cell that holds one of the labels and what it labels, as text pasted from Word does."""
        begins = tuple(f"{fold(label)}:" for label in (*_labels(field), *_SHORT.get(field, ())))
        for page in pages:
            for at, held in self._words_on(page).at.items():
                of_money = money.named(words_of(page.cells[at]).partition(":")[2]) is not None
                if held.startswith(begins) and of_money == (field == "money_unit"):
                    return page, at
        return None

    def _beside_form(self, form: Form, column: int) -> tuple[Sheet, Position] | None:
        if self._page is None:
            return None
        where = self._words_on(self._page).where
        lines = next((found for one in every(form) if (found := where.get(fold(one.label.text)))), ())
        return next(((self._page, (line, column)) for line, col in lines if col == 0), None)

    def _words_on(self, page: Sheet) -> Words:
        if page.index not in self._words:
            self._words[page.index] = Words(page)
        return self._words[page.index]

    # ------------------------------------------------------------ the envelope

    def unit(self) -> dict[str, str]:
        """The unit as an envelope names it: by code where the list or a name gives one, else by name and kind."""
        return unit_named(self.text("unit"), self.text("unit_kind"))

    def period(self, form: Form) -> dict[str, str]:
        """The period as an envelope gives it; without a first day for forms that have only a cut-off.

        The cover has room for one: where it states that of another form beside it, a form keeps its own.
        """
        said = {"from": self.day("period_from"), "to": self.day("period_to")}
        own = form.period
        ends = {period.end.isoformat() for period in self._periods.values() if period}
        if own and said["to"] in ends - {own.end.isoformat()}:
            said = {"from": own.start.isoformat() if own.start else "", "to": own.end.isoformat()}
        if own and own.start is None:
            del said["from"]
        return {key: day for key, day in said.items() if day}

    def day(self, field: str) -> str:
        """The date in a field of the cover, in ISO form or as it was typed; empty where nothing stands."""
        cell = self._cell(field, None)
        read = read_cell(cell, Leaf("date"), self._names.workbook.date1904).value if cell else None
        return "" if read is None else str(read)

    def state(self, form: Form) -> str:
        """What the cover declares of the form: one of the states of its list; empty where it says none of them."""
        said = fold(self.text("state", form))
        if _NIL.fullmatch(said):
            return words.STATE_NIL
        states = (words.STATE_FILLED, words.STATE_ATTACHED, words.STATE_MISSING)
        return next((state for state in states if fold(state) == said), "")

    def envelope(self, form: Form) -> dict[str, Any]:
        """The envelope without content."""
        said: dict[str, Any] = {
            "form": form.code,
            "version": form.version,
            "unit": self.unit(),
            "period": self.period(form),
        }
        for field in ("prepared_by", "contact"):
            if value := self.text(field):
                said[field] = value
        for field in form.asks:
            if value := self.text(field, form):
                titles = {fold(c["title"]): c["const"] for c in submission_schema()["properties"][field]["oneOf"]}
                of_money = money.named(value) if field == "money_unit" else None
                said[field] = titles.get(fold(value)) or of_money or value
        if note := self.text("note", form):
            said["note"] = note
        return said


def _labels(field: str) -> tuple[str, ...]:
    """The labels beside which a field stands; of one that is found in another way none."""
    if field in _LABELS or field in ("state", "note"):
        return _LABELS.get(field, ())
    title = submission_schema()["properties"][field]["title"]
    return words.asked(title), title


_NIL: Final = re.compile(rf"{fold('không')} (?:{fold('có')} )?{fold('phát sinh')}(?: {fold('trong kỳ')})?")
_ALL_LABELS: Final = frozenset(fold(label) for labels in _LABELS.values() for label in labels)


def _is_filled(found: tuple[Sheet, Position]) -> bool:
    page, position = found
    return position in page.cells and shows(page.cells[position])


def unit_named(said: str, kind: str = "") -> dict[str, str]:
    """The unit that a text names: a code of the registry or what the list shows, a registered name, or any name.

    A name or a kind beside a code is given where the registry has another for it: the envelope's check says so.
    """
    titles = {fold(title): const for const, title in registry.kinds().items()}
    kind = titles.get(fold(kind), kind)
    code, name = _code_and_name(said)
    known = registry.units().get(code) if code else registry.named(name)
    if known:
        given = {"name": name if registry.named(name) != known else "", "kind": kind if kind != known.kind else ""}
        return {"code": known.code, **{k: v for k, v in given.items() if v}}
    return {k: v for k, v in (("code", code), ("name", name), ("kind", kind)) if v}


def _code_and_name(said: str) -> tuple[str, str]:
    """A text's code, in full where the registry has it, and the rest of it as the name; either may be empty."""
    first = _CODE_FIRST.fullmatch(said)
    if first and (full := full_code(first["code"]) or (first["code"] if first["parted"] or not first["name"] else "")):
        return full, first["name"] or ""
    last = _CODE_LAST.fullmatch(said)
    if last and last["code"] in registry.units():
        return last["code"], last["name"]
    return "", said


def full_code(code: str) -> str | None:
    """The registered code; one that lost its leading zeros gets them back where that leaves no doubt."""
    known = registry.units()
    if code in known:
        return code
    bare = code.lstrip("0")
    same = [one for one in known if bare and bare.isdecimal() and one.isdecimal() and one.lstrip("0") == bare]
    return same[0] if len(same) == 1 else None


def declared(form: Form, cover: Cover, file: str) -> Submission | None:
    """A form that the cover declares nil or sends as a file of its own."""
    state = cover.state(form)
    if state not in (words.STATE_NIL, words.STATE_ATTACHED):
        return None
    envelope = cover.envelope(form)
    if state == words.STATE_NIL:
        envelope["nil"] = True
    else:
        attachment = envelope.pop("note", "")
        envelope["attached"] = {"file": attachment} if attachment else {}
    spot = cover.spot("state", form)
    return Submission(file, envelope, Everywhere(spot), lambda field: field_spot(cover, form, field, spot))


def field_spot(cover: Cover, form: Form, field: str, fallback: Spot) -> Spot:
    """Where a field of a form's envelope stands: on the form's sheet, on the cover, else `fallback`."""
    own = {"period": "period_to", "attached": "note", "nil": "state"}.get(field, field)
    spot = cover.spot(own, form)
    if not spot.cell:
        spot = cover.spot(own)
    return spot if spot.cell else fallback
