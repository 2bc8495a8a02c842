"""Find the forms inside a workbook by its marks and defined names, and take their data out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from scripts.findings import Finding
from scripts.model import grid
from scripts.model.a1 import cell_name
from scripts.model.data import Data, put
from scripts.model.form import Form, Leaf, Place, Row, Table
from scripts.model.totals import live_totals
from scripts.submissions.cover import Cover, declared, field_spot
from scripts.submissions.names import Names
from scripts.submissions.submission import NotAReturn, Spot, Submission
from scripts.submissions.values import Read, read_cell, tidy
from scripts.submissions.xlsx import Sheet, Workbook
from scripts.wording import sheet as words
from scripts.wording import text
from scripts.wording.messages import finding

_TOTAL_FORMULA = re.compile(r"IF\(COUNT(IF)?\(.*=0,\"\"", re.IGNORECASE)
_MARK = re.compile(r"([0-9]+B|[A-Z]{2,8})@([0-9.]+):([0-9a-f]{8})")


def submissions_in(workbook: Workbook, file: str, forms: Mapping[str, Form]) -> list[Submission]:
    """Every form in the workbook, and forms that its cover declares nil or attached.

    Raises NotAReturn where the workbook carries no marks of ours, or those of an unknown form or another version.
    """
    names = Names(workbook)
    cover = Cover(names)
    inside = list(_identified(workbook, forms))
    found = [_Reader(form, names, cover, file).submission() for form in inside]
    if found and (extra := _extra_sheets(workbook, names, inside)):
        said = finding("extra-sheets", file=file, facts={"names": ", ".join(f"“{name}”" for name in extra[:10])})
        found[0] = replace(found[0], notes=(*found[0].notes, said))
    others = (form for form in forms.values() if form not in inside)
    return found + [s for form in others if (s := declared(form, cover, file))]


def _extra_sheets(workbook: Workbook, names: Names, forms: list[Form]) -> list[str]:
    """Sheets with values that are none of the template's, whatever these are called now."""
    ours = {words.LISTS, words.MARKS, words.COVER}
    for form in forms:
        ours |= {area[0].name for name in grid.names(form) if (area := names.area(name))}
    ours |= {area[0].name for field in ("unit", "units") if (area := names.area(grid.field_name(field)))}
    return [page.name for page in workbook.sheets if page.cells and page.name not in ours]


def _identified(workbook: Workbook, forms: Mapping[str, Form]) -> Iterator[Form]:
    said = workbook.properties.get("so-ket-2-cap", "")
    for page in workbook.sheets:
        if page.name == words.MARKS:
            said += " " + " ".join(str(cell.value) for (_, col), cell in page.cells.items() if col == 0)
    marks = dict.fromkeys(_MARK.findall(said))
    if not marks:
        raise NotAReturn("no-marks")
    for code, version, fingerprint in marks:
        form = forms.get(code)
        if form is None or not form.fillable:
            raise NotAReturn("unknown-form", found=f"Biểu {code}")
        if version != form.version or fingerprint != grid.fingerprint(form):
            expected = f"{form.version} (mã mẫu {grid.fingerprint(form)})"
            raise NotAReturn(
                "other-version", form=form.label.text, found=f"{version} (mã mẫu {fingerprint})", expected=expected
            )
        yield form


class _Reader:
    """Takes one form's data out of a workbook; coordinates come from the names alone."""

    def __init__(self, form: Form, names: Names, cover: Cover, file: str) -> None:
        self.form, self.names, self.cover, self.file = form, names, cover, file
        self.date1904 = names.workbook.date1904
        self.data: Data = {}
        self.notes: list[Finding] = []
        self.columns: dict[tuple[str, str], int] = {}
        self.rows: dict[tuple[str, str], int] = {}
        self.item_lines: dict[tuple[str, str], list[int]] = {}
        self.ends: set[int] = set()
        self.page: Sheet | None = None
        self.number_row = -1
        self.accepted: set[tuple[int, int]] = set()

    def submission(self) -> Submission:
        """The form as returned."""
        for table in self.form.tables:
            self._locate(table)
        if self.page is None:
            return self._without_sheet()
        for table in self.form.tables:
            self._take(table)
        self._strays()
        self._hidden()
        self._labels()
        envelope = self.cover.envelope(self.form)
        nil = self.cover.text("state", self.form) == words.STATE_NIL
        if nil:
            envelope["nil"] = True
        if self.data or not nil:
            envelope["data"] = self.data
        fallback = Spot(self.page.name, order=(self.page.index,))
        return Submission(
            self.file, envelope, self.spot, lambda f: field_spot(self.cover, self.form, f, fallback), tuple(self.notes)
        )

    def _without_sheet(self) -> Submission:
        self.notes = [finding("sheet-lost", file=self.file, form=self.form.code, facts={"form": self.form.label.text})]
        envelope = {**self.cover.envelope(self.form), "data": {}}
        return Submission(self.file, envelope, self.spot, lambda _: Spot(), tuple(self.notes))

    # ------------------------------------------------------------ where things stand

    def _locate(self, table: Table) -> None:
        for column in table.columns:
            area = self.names.area(grid.column_name(self.form, table.id, column.id))
            if area is None:
                self._lost("column-lost", text.column(column))
                continue
            self.page, self.number_row = area[0], area[1]
            self.columns[table.id, column.id] = area[2]
        for row in table.rows:
            area = self.names.area(grid.row_name(self.form, table.id, row.key))
            if area is None:
                self._lost("row-lost", text.row(row))
            else:
                self.rows[table.id, row.key] = area[1]

    def _lost(self, code: str, where: str) -> None:
        capital = where[:1].upper() + where[1:]
        self.notes.append(finding(code, file=self.file, form=self.form.code, facts={"where": capital}))

    def spot(self, place: Place) -> Spot:
        """Where a place of the data stands in the file."""
        page = self.page
        if page is None:
            return Spot()
        line = self.rows.get((place.table, place.row or ""), self.number_row)
        lines = self.item_lines.get((place.table, place.row or ""), [])
        if place.item is not None and place.item < len(lines):
            line = lines[place.item]
        col = self.columns.get((place.table, place.column or ""))
        if col is None and place != Place():
            first = next((t.columns[0].id for t in self.form.tables if t.id == place.table), "")
            col = self.columns.get((place.table, first))
        if col is None:
            return Spot(page.name, "", order=(page.index, line, 0))
        return Spot(page.name, cell_name(line, col), order=(page.index, line, col))

    # ------------------------------------------------------------ taking values

    def _take(self, table: Table) -> None:
        for row in table.rows:
            line = self.rows.get((table.id, row.key))
            if line is not None:
                for column, leaf in row.cells.items():
                    self._cell(Place(table.id, row.key, None, column), line, leaf)
            if row.block:
                self._block(table, row)

    def _block(self, table: Table, row: Row) -> None:
        area = self.names.area(grid.block_name(self.form, table.id, row.key))
        if area is None or row.block is None or self.page is None:
            return
        _, first, _, last, _ = area
        lines = self.item_lines.setdefault((table.id, row.key), [])
        if self._is_end(table, last):
            self.ends.add(last)
            last -= 1
        columns = {c: self.columns[table.id, c] for c in row.block.cells if (table.id, c) in self.columns}
        wanted = set(columns.values())
        filled = sorted({r for r, c in self.page.cells if first <= r <= last and c in wanted and self._holds(r, c)})
        for line in filled:
            index = len(lines)
            lines.append(line)
            for column in columns:
                self._cell(Place(table.id, row.key, index, column), line, row.block.cells[column])
            put_item(self.form, self.data, Place(table.id, row.key, index))

    def _is_end(self, table: Table, line: int) -> bool:
        col = self.columns.get((table.id, table.columns[0].id), -1)
        cell = self.page.cells.get((line, col)) if self.page else None
        return cell is not None and cell.value == words.REPEAT

    def _holds(self, row: int, col: int) -> bool:
        cell = self.page.cells[row, col] if self.page else None
        return cell is not None and not (isinstance(cell.value, str) and not tidy(cell.value))

    def _cell(self, place: Place, line: int, leaf: Leaf) -> None:
        position = (line, self.columns.get((place.table, place.column or ""), -1))
        cell = self.page.cells.get(position) if self.page else None
        if cell is None:
            return
        self.accepted.add(position)
        if place in live_totals(self.form) and _is_ours(cell.formula):
            return  # a total is recomputed from its parts; its stored result is never trusted
        read = read_cell(cell, leaf, self.date1904)
        if read.value is not None:
            put(self.form, self.data, place, read.value)
        if read.note:
            self._note(read, place)

    def _note(self, read: Read, place: Place) -> None:
        spot = self.spot(place)
        row, column = text.place(self.form, place)
        facts = {k: v for k, v in read.facts.items() if k != "value"}
        self._say(read.note or "", spot, row=row, column=column, value=read.facts.get("value", ""), facts=facts)

    def _say(self, code: str, spot: Spot, **fields: Any) -> None:
        where: dict[str, Any] = {"sheet": spot.sheet, "cell": spot.cell, "order": spot.order}
        self.notes.append(finding(code, file=self.file, form=self.form.code, **where, **fields))

    # ------------------------------------------------------------ nothing is lost in silence

    def _strays(self) -> None:
        """Say which values stand where nothing is read."""
        if self.page is None or not self.columns:
            return
        static = set(self._static())
        last_line = max(
            [*self.rows.values(), *self.ends, *(n for lines in self.item_lines.values() for n in lines)], default=0
        )
        width = max(self.columns.values())
        labels = {(line, self.columns.get((t, s.id))) for t, s, line in self._stub_cells()}
        for (row, col), cell in sorted(self.page.cells.items()):
            if row <= self.number_row or (row, col) in self.accepted or (row, col) in labels:
                continue
            said = tidy(cell.value) if isinstance(cell.value, str) else cell.value
            if said in ("", None) or said in static or (cell.is_formula and (row in self.ends or col > width)):
                continue
            inside = row <= last_line and col <= width
            spot = Spot(self.page.name, cell_name(row, col), order=(self.page.index, row, col))
            self._say("stray-in-table" if inside else "stray-outside", spot, value=text.shown(said))

    def _hidden(self) -> None:
        """Say once that values stand in folded lines or columns: they count, but the paper does not show them."""
        page = self.page
        hidden = sorted(p for p in self.accepted if page is not None and page.hides(*p) and self._holds(*p))
        if page is not None and hidden:
            row, col = hidden[0]
            spot = Spot(page.name, cell_name(row, col), order=(page.index, row, col))
            self._say("hidden-values", spot, facts={"count": len(hidden), "last": cell_name(*hidden[-1])})

    def _labels(self) -> None:
        """Say which printed labels were changed: the number beside another label means another thing."""
        for table in self.form.tables:
            col = self.columns.get((table.id, table.stubs["label"].id), -1) if "label" in table.stubs else -1
            for row in table.rows:
                line = self.rows.get((table.id, row.key), -1)
                cell = self.page.cells.get((line, col)) if self.page else None
                said = tidy(str(cell.value)) if cell and cell.value is not None else ""
                if (
                    self.page
                    and col >= 0
                    and line >= 0
                    and _folded(said) not in map(_folded, (row.label.text, row.label.printed))
                ):
                    spot = Spot(self.page.name, cell_name(line, col), order=(self.page.index, line, col))
                    self._say("label-changed", spot, value=text.shown(said), allowed=text.shown(row.label.text))

    def _stub_cells(self) -> Iterator[tuple[str, Any, int]]:
        for table in self.form.tables:
            for row in table.rows:
                for stub in table.stubs.values():
                    if (table.id, row.key) in self.rows:
                        yield table.id, stub, self.rows[table.id, row.key]

    def _static(self) -> Iterator[str]:
        yield from (note.label.text for note in self.form.notes)
        yield from (words.PREPARED_BY, words.SIGNED_BY, words.SIGNATURES_ADDED, words.REPEAT)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _is_ours(formula: str | None) -> bool:
    """Whether a total's formula is the template's (or shared from one that is): a person's own counts as typed."""
    return formula == "" or bool(formula and _TOTAL_FORMULA.match(formula.replace(" ", "")))


def put_item(form: Form, data: Data, place: Place) -> None:
    """Make sure that the item exists, even where none of its cells could be read."""
    row = form.table(place.table).row(place.row or "")
    node: Any = data
    for step in (*((place.table,) if place.table else ()), place.row):
        node = node.setdefault(step, {})
    found = node.setdefault(row.block.name if row.block else "", [])
    while len(found) <= (place.item or 0):
        found.append({})
