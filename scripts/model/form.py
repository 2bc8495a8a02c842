"""What a form is: tables of columns and rows, repeatable blocks, rules and the labels' history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar

T = TypeVar("T")
COUNTED_BELOW = 10**9  # people, papers, meetings; the country has a tenth of it

Kind = Literal["integer", "number", "date", "text", "mark", "choice", "list"]
Treatment = Literal["corrected", "attributed", "kept", "flagged"]
Stub = Literal["number", "label", "unit", "supplied", "lines"]


@dataclass(frozen=True, slots=True)
class Correction:
    """A mistake or doubt of the printed words: how sure it is, and what was done about it.

    `certainty`: A, B, C, or - where there is nothing to correct. `words`: the printed words that it is about, where
    it is not the whole label. `lines`: its own transcript lines, where the label has none.
    """

    id: str
    of: str
    certainty: str
    origin: str
    why: str
    treatment: Treatment = "corrected"
    proposed: str | None = None
    words: str | None = None
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """Words shown to people, the words as printed, and what they come from: transcript `lines`, `cells` of the blank.

    `added`: not in the source, ours. `lost`: the source has the part, but its words are lost and `text` is
    our placeholder.
    """

    text: str
    printed: str
    lines: tuple[int, ...] = ()
    corrections: tuple[Correction, ...] = ()
    added: bool = False
    lost: bool = False
    guidance: str | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one cell may hold. Limits are inclusive; lengths count characters."""

    kind: Kind
    minimum: float | None = None
    maximum: float | None = None
    unit: str | None = None
    max_length: int | None = None
    pattern: str | None = None
    pattern_means: str | None = None
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether the cell holds a number."""
        return self.kind in ("integer", "number")

    def takes(self, value: float) -> bool:
        """Whether the number is whole where it has to be, and within the limits, those of what can be counted too."""
        if self.kind == "integer" and (value != int(value) or value >= COUNTED_BELOW):
            return False
        return (self.minimum is None or value >= self.minimum) and (self.maximum is None or value <= self.maximum)


@dataclass(frozen=True, slots=True)
class Column:
    """A printed column: a stub that holds the rows' numbers or labels, a data column, or both.

    `id` is the path through the header groups joined by dots; stub columns without data have no `leaf`.
    `stub` says which of a row's own facts the column prints: its number, label, unit of count, the form that
    supplies its figure, or the lines that ask for it.
    `number` is the text of the number row; `number_added` says that the source prints none.
    """

    id: str
    label: Label
    groups: tuple[Label, ...]
    number: str
    number_added: bool
    leaf: Leaf | None
    stub: Stub | None = None
    width: int | None = None

    @property
    def bare_number(self) -> str:
        """The number as a sentence calls the column: 3 for “(3)” and for “(3)=(4)+(5)”."""
        return self.number.partition("=")[0].strip("() ")


@dataclass(frozen=True, slots=True)
class Header:
    """A node of the header tree: a group with children, or a leaf that heads the column `column`."""

    label: Label
    children: tuple[Header, ...] = ()
    column: str | None = None

    @property
    def span(self) -> int:
        """How many columns the node heads."""
        return sum(child.span for child in self.children) or 1

    @property
    def depth(self) -> int:
        """How many header lines the node and what is below it need."""
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True, slots=True)
class Block:
    """A repeatable block under a row: its property name, its cells and the room prepared for it."""

    name: str
    cells: Mapping[str, Leaf]
    required: frozenset[str]
    room: int
    shown: int
    lines: tuple[int, ...] = ()
    added: bool = False
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Supply:
    """Where the only figure of a row stands in another form: the sum of `cells`, or the count of listed `items`.

    `form` is the other form's code. Of `items`, those whose cell `except_column` equals `except_value` do not count.
    A form of which only a part answers names neither. `unit_level` restricts the comparison to one level of units;
    `level` is how a difference counts, `why` what people are to know about it.
    """

    form: str
    cells: tuple[Place, ...] = ()
    items: str | None = None
    except_column: str = ""
    except_value: str = ""
    unit_level: str = ""
    level: Literal["error", "warning"] = "error"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row. `key` is the canonical printed path, `number` its printed number as text.

    Rows that we add may say what the outline `asked` in its own words, the `unit` in which they count, which form
    has `supplied` their figure, and the `phrases` by which running text names it.
    """

    key: str
    label: Label
    number: str
    number_printed: str
    cells: Mapping[str, Leaf]
    required: frozenset[str]
    block: Block | None = None
    italic: bool = False
    unit: str = ""
    asked: Label | None = None
    supplied: Supply | None = None
    phrases: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        """1 for Roman numbers and the grand total, 2 below them, and so on."""
        return self.key.count(".") + 1

    @property
    def parent(self) -> str | None:
        """The key of the row that this one stands under."""
        return self.key.rpartition(".")[0] or None

    @property
    def total(self) -> bool:
        """Whether this is the grand total."""
        return self.key == "tong"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a form; `id` is empty where there is only one; `unit` is the printed line over it that names one."""

    id: str
    label: Label | None
    headers: tuple[Header, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: Label | None = None

    def column(self, name: str) -> Column:
        """The column with that id; raises KeyError where there is none."""
        return _only((c for c in self.columns if c.id == name), name)

    def row(self, key: str) -> Row:
        """The row with that key; raises KeyError where there is none."""
        return _only((r for r in self.rows if r.key == key), key)

    def is_part(self, row: Row) -> bool:
        """Whether the row is one of the parts into which a figure asked for by the outline falls."""
        return any(r.key == row.parent and r.asked for r in self.rows)

    def children(self, key: str | None) -> tuple[Row, ...]:
        """Rows directly under `key`; with None the top rows, without the grand total."""
        return tuple(r for r in self.rows if r.parent == key and not r.total)

    @property
    def stubs(self) -> dict[str, Column]:
        """The columns that print the rows' own facts, by what they hold."""
        return {c.stub: c for c in self.columns if c.stub}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the form as written in its schema: data, interpreted by validation, wording and templates."""

    id: str
    kind: str
    level: Literal["error", "warning"]
    basis: str
    why: str
    lines: tuple[int, ...]
    table: str
    excused_by: str | None
    cells: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Any:
        """An option that the rule's kind requires."""
        return self.options[key]

    def get(self, key: str, default: Any = None) -> Any:
        """An option that the rule may leave out."""
        return self.options.get(key, default)


@dataclass(frozen=True, slots=True)
class Period:
    """Days the figures cover, both included; without `start` a cut-off day."""

    start: date | None
    end: date

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.start is None or self.start <= day) and day <= self.end


@dataclass(frozen=True, slots=True)
class Note:
    """A note printed under the table and the rows that it speaks of."""

    label: Label
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """The printed signature block: the line for place and day over the last signer, the signers from left to right."""

    place: Label | None
    signers: tuple[Label, ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        """Everything printed, in order."""
        return (*((self.place,) if self.place else ()), *self.signers)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a form whose layout the source lacks."""

    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BlankSource:
    """The official blank that a form is read from: the kept file, its sheet, and the document that issued it.

    Unknown parts are empty; `date` is a day as the schema writes it.
    """

    file: str
    sheet: str
    document: str
    number: str
    date: str


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One form (biểu). Absent forms have no title, tables or rules."""

    code: str
    version: str
    status: Literal["present", "partial", "absent"]
    layout_date: str
    label: Label
    title: Label | None
    subtitle: Label | None
    period: Period | None
    outline: tuple[str, ...]
    landscape: bool
    paper: Literal["A4", "A3"]
    purpose: str | None
    asks: tuple[str, ...]
    known: tuple[Fact, ...]
    tables: tuple[Table, ...]
    rules: tuple[Rule, ...]
    notes: tuple[Note, ...]
    signatures: Signatures | None = None
    blank: BlankSource | None = None
    schema: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)

    @property
    def added(self) -> bool:
        """Whether the whole form is ours: the outline does not ask for it, and nobody has to return it."""
        return not self.outline

    @property
    def fillable(self) -> bool:
        """Whether units can fill the form here: its whole layout is known."""
        return self.status == "present"

    def table(self, name: str) -> Table:
        """The table with that id; raises KeyError where there is none."""
        return _only((t for t in self.tables if t.id == name), name)

    def labels(self) -> Iterator[tuple[str, Label]]:
        """Every label with a word on where it stands, in printed order."""
        yield "nhãn biểu", self.label
        above = [("tên biểu", self.title), ("dòng dưới tên biểu", self.subtitle)]
        above += [("dòng đơn vị tính", table.unit) for table in self.tables]
        yield from ((where, label) for where, label in above if label)
        for table in self.tables:
            seen: set[Label] = set()
            for column in table.columns:
                for label in (*column.groups, column.label):
                    if label not in seen:
                        seen.add(label)
                        yield f"cột {column.number}", label
            for row in table.rows:
                yield f"dòng {row.number or row.key}", row.label
        for note in self.notes:
            yield "ghi chú", note.label
        yield from (("phần ký", label) for label in (self.signatures.labels if self.signatures else ()))


def _only(found: Iterator[T], name: str) -> T:
    for one in found:
        return one
    raise KeyError(name)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell of a form's data: table id, row key, item index in the row's block (None: the row itself), column."""

    table: str = ""
    row: str | None = None
    item: int | None = None
    column: str | None = None

    def path(self, form: Form) -> tuple[str | int, ...]:
        """The place as a path into the data."""
        path: list[str | int] = [self.table] if self.table else []
        if self.row is not None:
            path.append(self.row)
            if self.item is not None:
                path += [_block_names(form).get((self.table, self.row), ""), self.item]
        if self.column is not None:
            path += self.column.split(".")
        return tuple(path)


@cache
def _block_names(form: Form) -> Mapping[tuple[str, str], str]:
    """The property names of the blocks, by table and row."""
    return {(t.id, r.key): r.block.name for t in form.tables for r in t.rows if r.block}
