"""Find the forms inside a workbook and make a return of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from scripts.findings import Finding
from scripts.folding import fold
from scripts.model import grid
from scripts.model.form import Form, Place, Row
from scripts.submissions import kept, leftovers, remarks
from scripts.submissions.contents import Sheet, Workbook
from scripts.submissions.cover import Cover, declared, field_spot
from scripts.submissions.editions import named
from scripts.submissions.identify import claimants, is_ours, marked
from scripts.submissions.labels import spellings
from scripts.submissions.locate import Located
from scripts.submissions.names import Names
from scripts.submissions.submission import Everywhere, Kept, NotAReturn, Spot, Submission
from scripts.submissions.take import Taking
from scripts.submissions.whose import check_unit, check_unit_on_sheet
from scripts.submissions.words import Words
from scripts.wording import sheet as words
from scripts.wording import text
from scripts.wording.messages import finding

_LISTED = 10


def submissions_in(workbook: Workbook, file: str, forms: Mapping[str, Form]) -> list[Submission]:
    """Every form in the workbook, and forms that its cover declares nil or attached.

    A form whose marks are of an older version is read by the layout of that version; one whose marks are lost, as in
    a sheet that was moved here from another workbook, by that which its names mean.

    Raises NotAReturn where no form of ours can be told, or the marks are of an unknown form or version.
    """
    names = Names(workbook)
    said = {form.code: form for form in marked(workbook, forms)}
    unmarked = {code for page in workbook.sheets for code, _ in names.forms_on(page)} - said.keys()
    told = {code: named(form, names.all) for code, form in forms.items() if code in unmarked and form.fillable}
    forms = {**forms, **told, **said}
    found = claimants(workbook, names, forms)
    if not said and not found:
        raise NotAReturn("no-marks")
    inside = [form for code, form in forms.items() if code in said or code in found]
    cover = Cover(names, {code: places[0].page for code, places in found.items()}, forms)
    book = _Book(names, file, forms, cover, {place.page.index for places in found.values() for place in places})
    made = [book.submission(form, found.get(form.code, [])) for form in inside]
    others = (form for form in forms.values() if form not in inside)
    made += [s for form in others if (s := declared(form, cover, file))]
    made[0] = replace(made[0], notes=(*made[0].notes, *book.notes(), *book.beside_fields(made)))
    of_first = made[0].kept
    made[0] = replace(made[0], kept=lambda: chain(of_first(), book.kept(made)))
    return made


class _Book:
    """One workbook that holds forms."""

    def __init__(self, names: Names, file: str, forms: Mapping[str, Form], cover: Cover, claimed: set[int]) -> None:
        self.names, self.workbook = names, names.workbook
        self.file, self.forms, self.cover, self.claimed = file, forms, cover, claimed
        self.read: set[int] = set()
        self.taken: set[int] = set()
        self.wrong: set[int] = set()  # sheets that an error says were not read

    def submission(self, form: Form, places: Sequence[Located]) -> Submission:
        """The form as returned, from the one sheet that holds it filled in."""
        if not places:
            return self._without_sheet(form)
        taken = [self._taken(place) for place in places]
        filled = [one for one in taken if one.data]
        chosen = (filled or taken)[0]
        self.read.update(one.page.index for one in filled or [chosen])
        self.taken.add(chosen.page.index)
        envelope = self._envelope(form, chosen)
        _say_located(chosen, self._elsewhere(chosen.located))
        if len(filled) > 1:
            others = {one.page.index for one in filled if one.data != chosen.data}
            self.wrong |= others
            code = "two-sheets-differ" if others else "two-sheets-same"
            sheets = ", ".join(f"“{one.page.name}”" for one in filled)
            chosen.say(code, [], facts={"form": form.label.text, "names": sheets})
        check_unit_on_sheet(chosen, self.cover)
        remarks.remark(chosen, self.workbook.links)
        leftovers.account(chosen, self.cover.fields_on(chosen.page), self.forms)
        tally = chosen.ledger.close(_count(chosen.data))
        if tally.lost:
            chosen.say("cells-unaccounted", [], facts={"count": tally.lost})
        fallback = Spot(chosen.page.name, order=(chosen.page.index,))
        return Submission(
            self.file, envelope, chosen.spots(), lambda field: field_spot(self.cover, form, field, fallback),
            notes=tuple(chosen.notes), unread=lambda place: _is_unread(chosen, place),
            sheet=chosen.page.name, by_print=chosen.located.nameless, tally=tally,
            kept=lambda: kept.on_form(chosen), summed=frozenset(chosen.summed),
            struck=chosen.struck, written=chosen.written,
        )  # fmt: skip

    def _elsewhere(self, located: Located) -> dict[str, list[Row]]:
        """Rows that the form's sheet lacks and another that is no form's has, by that sheet's name.

        A program that parts a sheet into tables writes each to a sheet of its own.
        """
        lost = [row for table, row in located.lost_rows() if (table.id, row.key) not in located.unclear]
        found: dict[str, list[Row]] = {}
        others = (p for p in self.workbook.sheets if p.index not in self.claimed and p.cells and not is_ours(p))
        for page in islice(others, _LISTED) if lost else ():
            said = Words(page).where
            there = [row for row in lost if spellings(row.label) & said.keys()]
            if len(there) > 1:  # one label alone may stand anywhere
                found[page.name] = there
                self.wrong.add(page.index)
                lost = [row for row in lost if row not in there]
        return found

    def _taken(self, place: Located) -> Taking:
        money_unit = self.cover.text("money_unit", place.form) if "money_unit" in place.form.asks else ""
        taking = Taking(place, self.file, self.workbook.date1904, money_unit)
        taking.take()
        return taking

    def _envelope(self, form: Form, taking: Taking) -> dict[str, Any]:
        envelope = self.cover.envelope(form)
        if not envelope["period"] and not self.cover.is_there and form.period:
            start = {"from": form.period.start.isoformat()} if form.period.start else {}
            envelope["period"] = {**start, "to": form.period.end.isoformat()}
            taking.say("period-assumed", [], facts={"period": text.period(form.period)})
        nil = self.cover.state(form) == words.STATE_NIL
        if nil:
            envelope["nil"] = True
        if nil and taking.data and _is_zero(taking.data):
            taking.say("nil-zeros", [])
        elif taking.data or not nil:
            envelope["data"] = taking.data
        return envelope

    def _without_sheet(self, form: Form) -> Submission:
        page = next((p for p in self.workbook.sheets if form.code in dict(self.names.forms_on(p))), None)
        page = page or next((p for p in self.workbook.sheets if p.cells and self._is_called(p, form)), None)
        if page is None:
            note = finding("sheet-lost", file=self.file, form=form.code, facts={"form": form.label.text})
        else:
            self.read.add(page.index)
            self.wrong.add(page.index)
            facts = {"form": form.label.text, "name": page.name}
            note = finding("header-lost", file=self.file, form=form.code, sheet=page.name, facts=facts)
        envelope = {**self.cover.envelope(form), "data": {}}
        return Submission(self.file, envelope, Everywhere(), Everywhere(), (note,))

    def _is_called(self, page: Sheet, form: Form) -> bool:
        return page.index not in self.claimed and fold(page.name) == fold(grid.sheet_name(form))

    # ------------------------------------------------------------ what concerns the whole file

    def kept(self, made: Sequence[Submission]) -> Iterator[Kept]:
        """The cells of the cover and of sheets without a form that no return of the file holds, and all comments."""
        for page in self.workbook.sheets:
            yield from kept.comments(page)
            if page.index in self.taken or (is_ours(page) and page is not self.cover.page):
                continue
            if page is self.cover.page:
                yield from kept.on_cover(self.cover, made, self.forms, self.workbook.date1904)
            else:
                yield from kept.on_sheet(page, self.workbook.date1904, page.index in self.wrong)

    def beside_fields(self, made: Sequence[Submission]) -> Iterator[Finding]:
        """What stands on the cover and is neither printed there nor read as a field."""
        left = list(kept.on_cover(self.cover, made, self.forms, self.workbook.date1904))
        if left:
            spot, cells = left[0].spot, ", ".join(one.spot.cell for one in left[1 : _LISTED + 1])
            more = f" và {len(left) - 1} ô khác ({cells})" if cells else ""
            yield finding(
                "cover-unread", file=self.file, sheet=spot.sheet, cell=spot.cell, order=spot.order,
                value=text.shown(left[0].value), facts={"name": spot.sheet, "more": more},
            )  # fmt: skip

    def notes(self) -> Iterator[Finding]:
        """What is said once for the file: sheets passed over, macros, and a unit that the file's name contradicts."""
        extra = [page for page in self.workbook.sheets if self._is_extra(page)]
        if extra:
            names = text.listed([*map(_sheet_named, extra)], _LISTED)
            yield finding("extra-sheets", file=self.file, facts={"names": names})
        yield from self._left_aside()
        if self.workbook.formulas_unknown:
            yield finding("old-format", file=self.file)
        if self.workbook.has_macros:
            yield finding("has-macros", file=self.file)
        yield from check_unit(self.cover, self.file)

    def _is_extra(self, page: Sheet) -> bool:
        return bool(page.cells) and page.index not in self.read and not is_ours(page) and not kept.is_aside(page)

    def _left_aside(self) -> Iterator[Finding]:
        """What an earlier copy set aside and the person neither copied nor took away."""
        for page in filter(kept.is_aside, self.workbook.sheets):
            left = list(kept.on_sheet(page, self.workbook.date1904))
            if wrong := sum(one.wrong for one in left):
                facts = {"name": page.name, "count": len(left), "wrong": wrong}
                yield finding("aside-wrong", file=self.file, sheet=page.name, order=(page.index,), facts=facts)
            elif left:
                facts = {"name": page.name, "count": len(left)}
                yield finding("aside-left", file=self.file, sheet=page.name, order=(page.index,), facts=facts)


def _count(data: Any) -> int:
    """How many cells' values the data holds; a list of codes is one."""
    if isinstance(data, dict):
        return sum(_count(value) for value in data.values())
    if isinstance(data, list) and all(isinstance(one, dict) for one in data):
        return sum(_count(item) for item in data)
    return 1


def _is_zero(data: Any) -> bool:
    """Whether every value is 0."""
    if isinstance(data, dict | list):
        return all(map(_is_zero, data.values() if isinstance(data, dict) else data))
    return data == 0 and not isinstance(data, bool)


def _sheet_named(page: Sheet) -> str:
    return f"“{page.name}”" if page.state == "visible" else f"“{page.name}” (đang ẩn)"


def _say_located(taking: Taking, elsewhere: Mapping[str, Sequence[Row]]) -> None:
    """Say what was found by its printed words, what is lost, and what cannot be told apart."""
    located = taking.located
    label = located.form.label.text
    if located.nameless:
        taking.say("found-by-print", [], facts={"form": label, "name": located.page.name})
    if located.moved_rows:
        rows = text.listed([*map(text.row, located.moved_rows)], _LISTED, "; ")
        taking.say("rows-moved", [], facts={"count": len(located.moved_rows), "rows": rows})
    if located.moved_columns:
        columns = text.listed([text.column(column, limit=30) for column in located.moved_columns], _LISTED, "; ")
        taking.say("columns-moved", [], facts={"count": len(located.moved_columns), "columns": columns})
    for table, column in located.lost_columns():
        where = text.column(column, table)
        taking.say("column-lost", [], column=where, facts={"where": text.first_upper(where)})
    for name, rows_there in elsewhere.items():
        rows = text.listed([*map(text.row, rows_there)], _LISTED, "; ")
        taking.say("rows-elsewhere", [], facts={"count": len(rows_there), "name": name, "rows": rows})
    known = {row.key for rows_there in elsewhere.values() for row in rows_there}
    for table, row in located.lost_rows():
        if (table.id, row.key) not in located.unclear and row.key not in known:
            taking.say("row-lost", [], row=text.row(row), facts={"where": text.first_upper(text.row(row))})
    unclear = [text.row(row) for t in located.form.tables for row in t.rows if (t.id, row.key) in located.unclear]
    if unclear:
        taking.say("rows-unclear", [], facts={"rows": "; ".join(unclear)})
        taking.ledger.report((p for p in located.page.cells if p[0] in located.unclear_lines), wrong=True)


def _is_unread(taking: Taking, place: Place) -> bool:
    located = taking.located
    if place in taking.unread:
        return True
    if place.column is None and any(replace(one, column=None) == place for one in taking.unread):
        return True  # of a row whose cells are said to be unreadable nothing more need be said
    if place.row is not None and (place.table, place.row) not in located.rows and place.item is None:
        return True
    return place.column is not None and (place.table, place.column) not in located.columns
