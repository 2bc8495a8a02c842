"""Write what was understood as a form schema in the project's dialect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from scripts.blanks.blank import Cell, Words
from scripts.drafting.guesses import LEAVES, Guess
from scripts.drafting.header_tree import Head
from scripts.drafting.numbering import letter
from scripts.drafting.row_tree import Row
from scripts.drafting.sums import proposals
from scripts.drafting.understood import Column, Table, Understood, says, slug
from scripts.drafting.widths import widths
from scripts.wording import drafting

Node = dict[str, Any]
_ROOM = 100


def draft(seen: Understood, identity: Mapping[str, Any]) -> Node:
    """The schema of the form; `identity` is its x-form as far as the blank does not tell it."""
    code = identity["code"]
    made: Node = {
        "$id": f"urn:so-ket-2-cap:form:{code}",
        "title": seen.around.title.text if seen.around.title else identity["label"]["text"],
        **({"x-cell": list(seen.around.title.cells)} if seen.around.title else {"x-added": True}),
        "x-form": {**identity, **_identity(seen, code)},
    }
    types: Node = {}
    suffixes = (f"_{letter(at)}" if seen.several else "" for at in range(len(seen.tables)))
    writers = [_TableWriter(table, suffix, types) for table, suffix in zip(seen.tables, suffixes, strict=True)]
    if not seen.several:
        made["x-table"] = writers[0].heads()
    if seen.around.notes:
        made["x-notes"] = [_said(note) for note in seen.around.notes]
    if seen.around.signed.signers:
        made["x-signatures"] = _signatures(seen)
    rules = _rules(seen, code)
    if rules:
        made["x-rules"] = rules
    made["type"] = "object"
    made["properties"] = _sides(writers) if seen.several else writers[0].rows()
    if not seen.several:
        made["minProperties"] = 1
    return {**made, "additionalProperties": False, "$defs": types}


def _identity(seen: Understood, code: str) -> Node:
    made: Node = {}
    if seen.around.label and usable_label(seen.around.label) and says(code, seen.around.label.text):
        made["label"] = _said(seen.around.label)
    if seen.around.subtitle:
        made["subtitle"] = _said(seen.around.subtitle)
    if seen.dates:
        start = {"from": seen.dates.start.isoformat()} if seen.dates.start else {}
        made["period"] = {**start, "to": seen.dates.end.isoformat(), "x-cell": list(seen.dates.cells)}
    made["orientation"] = "landscape" if seen.sheet.landscape else "portrait"
    if seen.sheet.paper != "A4":
        made["paper"] = seen.sheet.paper
    if any(not one.unit for one in seen.around.units):
        made["asks"] = ["money_unit"]
    return made


def _said(words: Words) -> Node:
    return {"text": words.text, "x-cell": list(words.cells)}


def _signatures(seen: Understood) -> Node:
    signed = seen.around.signed
    return {**({"place": _said(signed.place)} if signed.place else {}), "signers": list(map(_said, signed.signers))}


def usable_label(label: Words) -> bool:
    """Whether the label can name a sheet in Excel."""
    return len(label.text) <= 31 and not set(label.text) & set("[]:*?/\\")


def _rules(seen: Understood, code: str) -> list[Node]:
    made: list[Node] = []
    for at, table in enumerate(seen.tables):
        for one in proposals(table):
            made.append(
                {
                    "id": f"R{code.removesuffix('B')}-{len(made) + 1}",
                    "kind": one.options["kind"],
                    "level": "warning",
                    "basis": one.basis,
                    **({"table": side_id(at)} if seen.several else {}),
                    **{key: value for key, value in one.options.items() if key != "kind"},
                    **({"x-cell": list(one.cells)} if one.cells else {}),
                    "why": one.why,
                }
            )
    return made


def side_id(at: int) -> str:
    """The id of the table at that place from the left, counted from 0."""
    return f"bang_{at + 1}"


def _sides(writers: Sequence[_TableWriter]) -> Node:
    made: Node = {}
    for at, writer in enumerate(writers):
        made[side_id(at)] = {
            "title": drafting.SIDE_TABLE.format(number=at + 1),
            "x-added": True,
            "type": "object",
            "x-table": writer.heads(),
            "properties": writer.rows(),
            "minProperties": 1,
            "additionalProperties": False,
        }
    return made


def _cited(cells: Sequence[Cell]) -> Node:
    return {"x-cell": [cell.address for cell in cells]}


def _head(head: Head) -> Node:
    if not head.text:
        return {"title": drafting.LOST_HEAD, "x-lost": True}
    return {"title": head.text, **_cited(head.cells)}


class _TableWriter:
    """Writes one table; the types that it needs are put into `types`, named with `suffix`."""

    def __init__(self, table: Table, suffix: str, types: Node) -> None:
        sheet = table.region.sheet
        self.table, self.suffix, self.types = table, suffix, types
        self.main = f"{'muc' if table.listed else 'dong'}{suffix}"
        columns = table.columns if table.listed else table.data
        found = widths(table.columns, sheet)
        self.widths = dict(zip((column.id for column in table.columns), found, strict=True)) if found else {}
        self.types[self.main] = self._titled(columns)

    # ---- heads

    def heads(self) -> Node:
        """The x-table: which type heads the columns, the stub columns, the row of numbers."""
        made: Node = {"columns": f"#/$defs/{self.main}"}
        if not self.table.listed:
            made["stub"] = [self._stub(column) for column in self.table.columns if column.stub]
        numbers = [column.path[-1].number for column in self.table.columns]
        printed = [cell.address for cell in numbers if cell]
        if printed:
            made["number_row"] = {"x-cell": list(dict.fromkeys((printed[0], printed[-1])))}
        if self.table.unit and self.table.unit.unit:
            made["unit"] = _said(self.table.unit.line)
        return made

    def _stub(self, column: Column) -> Node:
        return {"holds": column.stub, **_head(column.path[-1]), **_number(column), **self._width(column)}

    def _width(self, column: Column) -> Node:
        return {"x-width": self.widths[column.id]} if self.widths else {}

    def _titled(self, columns: Sequence[Column]) -> Node:
        made = _object(columns, 0, self._leaf)
        needed = [column.id[0] for column in columns if column.stub == "label" and len(column.id) == 1]
        if self.table.listed and needed:
            return {**{k: made[k] for k in ("type", "properties")}, "required": needed, "additionalProperties": False}
        return made

    def _leaf(self, column: Column) -> Node:
        stub = {"x-stub": column.stub} if column.stub else {}
        head = {**_head(column.path[-1]), **_number(column), **stub, **self._width(column)}
        return {"$ref": self._type(column.guess), **head}

    def _type(self, thought: Guess | None) -> str:
        name, leaf = LEAVES[thought.kind if thought else "short"]
        if thought and thought.unit:
            name = f"{name}_{_letters(thought.unit)}"
            leaf = {**leaf, "x-unit": thought.unit}
        self.types.setdefault(name, leaf)
        return f"#/$defs/{name}"

    # ---- rows

    def rows(self) -> Node:
        """The rows by key."""
        return {row.key: self._row(row) for row in self.table.rows}

    def _row(self, row: Row) -> Node:
        line = row.line
        made: Node = {"$ref": f"#/$defs/{self._row_type(row)}"}
        if line is None or line.label_cell is None:
            made |= {"title": drafting.LIST_ROW, "x-added": True}
        else:
            # Without a column of numbers the number is part of the printed words, and would be shown nowhere else.
            words = line.label if self.table.numbered else line.label_cell.words
            made |= {"title": words, **_cited([line.label_cell])}
        if line and line.number and self.table.numbered:
            made["x-number"] = line.number
        if line and line.italic:
            made["x-emphasis"] = "italic"
        if line and line.unit:
            made["x-unit"] = line.unit.words
        if row.repeats:
            made["x-block"] = {
                **self._first_cell(row),
                "room": _ROOM,
                "shown": max(2, min(8, len(row.repeats))),
            }
        return made

    def _first_cell(self, row: Row) -> Node:
        """The first cell of the first line to fill; nothing where the file holds no cell there."""
        region = self.table.region
        cells = list(region.sheet.row(row.repeats[0].row, region.area.cols))
        return _cited(cells[:1]) if cells else {}

    def _row_type(self, row: Row) -> str:
        """The type of a row: that of the heads where all columns are filled, else one of its own cells."""
        columns = self.table.cells(row)
        if not self.table.listed and columns == self.table.data:
            return self.main
        made = _object(columns, 0, lambda column: {"$ref": self._type(column.guess)})
        if row.repeats:
            made["properties"]["cac_muc"] = {"type": "array", "items": {"$ref": f"#/$defs/{self.main}"}}
        kind = "nhom" if row.repeats else "tieu_de" if not columns else "dong_it_o"
        names = (f"{kind}{self.suffix}{f'_{letter(n)}' if n else ''}" for n in count())
        return next(name for name in names if self.types.setdefault(name, made) == made)


def _number(column: Column) -> Node:
    cell = column.path[-1].number
    return {"x-number": cell.words} if cell else {}


def _object(columns: Sequence[Column], depth: int, leaf: Any) -> Node:
    """An object type over the columns, which agree in their ids up to `depth`."""
    properties: Node = {}
    for column in columns:
        name = column.id[depth]
        if name in properties:
            continue
        if len(column.id) == depth + 1:
            properties[name] = leaf(column)
        else:
            inside = [one for one in columns if one.id[: depth + 1] == column.id[: depth + 1]]
            titled = "title" in leaf(column)
            properties[name] = {**(_head(column.path[depth]) if titled else {}), **_object(inside, depth + 1, leaf)}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _letters(unit: str) -> str:
    """A unit's name as letters only."""
    return slug(unit).strip("_0123456789") or "rieng"
