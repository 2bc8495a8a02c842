"""Draw a form as an accessible HTML table, blank as printed or filled with a return's data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from markupsafe import Markup

from scripts.model.data import Data, items, value_at
from scripts.model.form import Block, Column, Correction, Form, Label, Leaf, Place, Row, Stub, Table
from scripts.model.grid import Band, lay_out
from scripts.model.totals import live_totals, total_at, with_totals
from scripts.pages import glossary, places, words
from scripts.pages.html import join, tag
from scripts.wording import text

_NOT_FILLED = Markup('<span class="sk-sr" data-search-exclude="true">không ghi</span>')
_ADDED = Markup(' <span class="sk-tag">{}</span>').format(words.ADDED)


def shown(leaf: Leaf, value: Any) -> str:
    """A cell's value as the printed form would show it."""
    if value is None:
        return ""
    if value is True:
        return "x"
    if leaf.kind == "date":
        return text.day(date.fromisoformat(str(value)))
    if leaf.kind == "choice":
        return dict(leaf.choices).get(value, str(value))
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return text.number(value) if isinstance(value, int | float) else str(value)


class Picture:
    """The table of a form. `prefix` keeps the ids of two pictures on one page apart."""

    def __init__(self, form: Form, prefix: str, data: Data | None = None) -> None:
        self.form, self.prefix = form, prefix
        self.blank = data is None
        self.data: Data = with_totals(form, data) if data else {}
        self.layout = lay_out(form, room=self._room)
        self.live = live_totals(form)
        self.columns: list[tuple[Table, Column]] = [
            (form.table(table), form.table(table).column(name))
            for (table, name), _ in sorted(self.layout.columns.items(), key=lambda item: item[1])
        ]
        self.heads = [" ".join(self._head_ids(position)) for position in range(self.layout.width)]
        self.stays = [self._stay(table, column) for table, column in self.columns]

    def _stay(self, table: Table, column: Column) -> str:
        """The classes of a column that stays in sight; that of a left half gives way where the right one begins."""
        kept = _STAYS.get(column.stub or "", "")
        kept = join(kept, "sk-stay-first") if column.stub == "label" and "number" not in table.stubs else kept
        return join(kept, "sk-left" if kept and table is not self.columns[-1][0] else "")

    def _room(self, band: Band) -> int:
        """One line that stands for the repeated ones, or a line for each item of the return."""
        if self.blank:
            return 1
        return max(len(items(self.form, self.data, table.id, row.key)) for table, row in band.rows)

    def html(self, name: str) -> Markup:
        """The table in a frame of its own that scrolls and can be reached by keyboard, called `name`."""
        body = Markup("\n").join(line for band in self.layout.bands for line in self._band(band))
        table = tag(
            "table",
            Markup("{}\n<thead>\n{}\n</thead>\n<tbody>\n{}\n</tbody>").format(self._caption(), self._head(), body),
            class_=join("sk-form", "sk-ours" if self.form.added else ""),
        )
        wide = "sk-wide" if self.layout.width > _NARROW else ""
        return tag("div", table, class_=join("sk-frame", wide), role="region", aria_label=name, tabindex="0")

    # ---- head

    def _caption(self) -> Markup:
        form = self.form
        parts = [tag("span", self._label(form.label), class_="sk-code")]
        if form.title:
            parts.append(tag("span", self._label(form.title), class_="sk-title"))
        if form.subtitle:
            parts.append(tag("span", self._label(form.subtitle), class_="sk-subtitle"))
        parts += [tag("span", self._label(table.unit), class_="sk-subtitle") for table in form.tables if table.unit]
        return tag("caption", tag("span", Markup("\n").join(parts), class_="sk-caption"))

    def _head(self) -> Markup:
        lines = []
        for line in range(self.layout.top, self.layout.number_row):
            cells = sorted((h for h in self.layout.headers if h.row == line), key=lambda h: h.col)
            lines.append(
                tag(
                    "tr",
                    Markup("\n").join(
                        tag(
                            "th",
                            self._label(h.label),
                            id=self._id("h", str(h.row), str(h.col)),
                            scope="col" if h.column is not None else "colgroup",
                            rowspan=str(h.rows) if h.rows > 1 else "",
                            colspan=str(h.cols) if h.cols > 1 else "",
                            abbr=h.label.text if h.label.corrections else "",
                            class_=join(_classes(h.label), self.stays[h.col] if h.column is not None else ""),
                            style=self._width(h.col) if h.column is not None else "",
                        )
                        for h in cells
                    ),
                )
            )
        numbers = (self._column_number(at, table, column) for at, (table, column) in enumerate(self.columns))
        lines.append(tag("tr", Markup("\n").join(numbers), class_="sk-numbers"))
        return Markup("\n").join(lines)

    def _column_number(self, position: int, table: Table, column: Column) -> Markup:
        return tag(
            "td",
            self._jump(
                column.number,
                places.column_guide(table.id, column.id),
                f"Cách điền cột {column.number}",
                text.column(column, table),
            ),
            id=self.column_id(table, column),
            headers=self.heads[position],
            class_=join("sk-added" if column.number_added else "", self.stays[position]),
        )

    def _jump(self, number: str, target: str, name: str, title: str = "") -> Markup:
        """The number as a link to how the column or row is filled, in the blank picture of a form to fill."""
        if not (self.blank and self.form.fillable and number):
            return Markup("{}").format(number)
        return tag("a", number, class_="sk-jump", href=f"#{target}", aria_label=name, title=title)

    def _width(self, position: int) -> str:
        """The least width of a column: what the schema or its kind needs in characters, and not too tall a head."""
        column = self.columns[position][1]
        usual = column.width or _CHARACTERS.get(column.stub or (column.leaf.kind if column.leaf else ""), 9)
        characters = max(usual, len(column.label.text) / _HEAD_LINES)
        return f"min-width:{max(2.8, min(12.0, characters * 0.5)):.2g}em"

    def _head_ids(self, position: int) -> Iterator[str]:
        for head in sorted(self.layout.headers, key=lambda h: h.row):
            if head.col <= position < head.col + head.cols:
                yield self._id("h", str(head.row), str(head.col))

    # ---- body

    def _band(self, band: Band) -> Iterator[Markup]:
        rows = {table.id: row for table, row in band.rows}
        classes = "sk-top" if any(row.level == 1 for row in rows.values()) else ""
        yield tag("tr", Markup("\n").join(self._row_cells(rows)), class_=classes)
        for index in range(band.last - band.first + 1 if band.has_block else 0):
            yield tag("tr", Markup("\n").join(self._item_cells(rows, index)), class_="sk-item")

    def _row_cells(self, rows: dict[str, Row]) -> Iterator[Markup]:
        for position, (table, column) in enumerate(self.columns):
            row = rows.get(table.id)
            if row is None:
                yield self._nothing(position, "")
            elif column.id in row.cells:
                yield self._cell(position, table, row, column)
            elif column.stub == "label":
                yield self._row_head(position, table, row)
            elif column.stub:
                yield self._printed(position, table, row, column.stub)
            else:
                yield self._nothing(position, self._headers(position, table, row))

    def _printed(self, position: int, table: Table, row: Row, holds: Stub) -> Markup:
        """A cell with a fact of the row that the form prints: its number, unit, …"""
        said: str | Markup = text.stub(row, holds)
        if holds == "number":
            if row.label.guidance:
                said = self._jump(said, places.row_guide(table.id, row.key), f"Cách điền dòng {row.key}")
            said = Markup("{}{}").format(said, self._marks(row.label.corrections, ("number",)))
        kinds = join("sk-mid", self.stays[position])
        return tag("td", said, headers=self._headers(position, table, row), class_=kinds)

    def _row_head(self, position: int, table: Table, row: Row) -> Markup:
        words_ = self._label(row.label, ("title", "structure"))
        return tag(
            "th",
            tag("em", words_) if row.italic else words_,
            id=self.row_id(table, row.key),
            scope="row",
            headers=" ".join([self.heads[position], *self._ancestors(table, row)]),
            abbr=row.label.text if row.label.corrections else "",
            class_=join(_classes(row.label), self.stays[position]),
        )

    def _cell(self, position: int, table: Table, row: Row, column: Column) -> Markup:
        place, leaf = Place(table.id, row.key, None, column.id), row.cells[column.id]
        live = place in self.live
        content: Any = shown(leaf, value_at(self.form, self.data, place))
        if self.blank and live:
            content = tag("span", words.LIVE, class_="sk-live", data_search_exclude="true")
        kinds = join(_KIND[leaf.kind], "sk-auto" if live else "", self.stays[position])
        return tag("td", content, headers=self._headers(position, table, row), class_=kinds)

    def _item_cells(self, rows: dict[str, Row], index: int) -> Iterator[Markup]:
        for position, (table, column) in enumerate(self.columns):
            row = rows.get(table.id)
            if row is None or row.block is None or not self._holds(table, row, index):
                yield self._nothing(position, self._headers(position, table, row) if row else "")
            elif column is table.stubs.get("label"):
                yield self._item_head(position, table, row, row.block, index)
            else:
                yield self._item_cell(position, table, row, row.block, column, index)

    def _holds(self, table: Table, row: Row, index: int) -> bool:
        return self.blank or index < len(items(self.form, self.data, table.id, row.key))

    def _item_head(self, position: int, table: Table, row: Row, block: Block, index: int) -> Markup:
        column = self.columns[position][1]
        if self.blank:
            repeated = tag("span", "dòng lặp lại cho từng mục", class_="sk-sr", data_search_exclude="true")
            content = Markup("{}{}{}").format(words.ELLIPSIS, repeated, self._marks(block.corrections))
            content += _ADDED if block.added else Markup("")
        else:
            content = Markup("{}").format(self._item_value(table, row, block, column, index))
        return tag(
            "th",
            content,
            id=self._item_id(table, row, index),
            scope="row",
            headers=self._headers(position, table, row),
            class_=join("sk-added" if self.blank and block.added else "", self.stays[position]),
        )

    def _item_cell(self, position: int, table: Table, row: Row, block: Block, column: Column, index: int) -> Markup:
        headers = self._headers(position, table, row)
        if column.id not in block.cells:
            return self._nothing(position, headers)
        headers += " " + self._item_id(table, row, index)
        content: Any = self._item_value(table, row, block, column, index)
        live = total_at(self.form, Place(table.id, row.key, index, column.id)) is not None
        if self.blank and live:
            content = tag("span", words.LIVE, class_="sk-live", data_search_exclude="true")
        kind = "sk-mid" if column.stub == "number" else _KIND[block.cells[column.id].kind]
        kind = join(kind, "sk-auto" if live else "")
        return tag("td", content, headers=headers, class_=join(kind, self.stays[position]))

    def _item_value(self, table: Table, row: Row, block: Block, column: Column, index: int) -> str:
        if column.id not in block.cells:
            return ""
        place = Place(table.id, row.key, index, column.id)
        return shown(block.cells[column.id], value_at(self.form, self.data, place))

    def _nothing(self, position: int, headers: str) -> Markup:
        kinds = join("sk-none", self.stays[position])
        return tag("td", _NOT_FILLED, headers=headers or self.heads[position], class_=kinds)

    # ---- ids and labels

    def _id(self, *parts: str) -> str:
        return "-".join(part for part in (self.prefix, *parts) if part)

    def column_id(self, table: Table, column: Column) -> str:
        """The id of the column's number."""
        return self._id("c", table.id, column.id.removeprefix("#"))

    def row_id(self, table: Table, key: str) -> str:
        """The id of the row's label."""
        return self._id("r", table.id, key)

    def _item_id(self, table: Table, row: Row, index: int) -> str:
        return self._id("i", table.id, row.key, str(index))

    def _ancestors(self, table: Table, row: Row) -> list[str]:
        keys = {r.key for r in table.rows}
        steps = row.key.split(".")
        above = [".".join(steps[:n]) for n in range(1, len(steps))]
        return [self.row_id(table, key) for key in above if key in keys]

    def _headers(self, position: int, table: Table, row: Row) -> str:
        """Column path, then row path: what a screen reader says before the cell."""
        return " ".join([self.heads[position], *self._ancestors(table, row), self.row_id(table, row.key)])

    def _label(self, label: Label, of: tuple[str, ...] = ("title", "structure", "number")) -> Markup:
        # Where the whole form is ours its page says so once.
        added = _ADDED if label.added and not self.form.added else Markup("")
        return Markup("{}{}{}").format(glossary.marked(label.text), added, self._marks(label.corrections, of))

    def _marks(self, corrections: tuple[Correction, ...], of: tuple[str, ...] = ("structure",)) -> Markup:
        """Links to what was corrected or doubted; only the blank picture carries them."""
        if not self.blank:
            return Markup("")
        return Markup("").join(
            tag(
                "a",
                one.id,
                class_="sk-fix",
                data_search_exclude="true",
                href=f"#sua-{places.anchor(one.id)}",
                title=one.why,
            )
            for one in corrections
            if one.of in of
        )


_HEAD_LINES = 5
_NARROW = 7  # columns that fit on an upright sheet
_STAYS = {"number": "sk-stay-n", "label": "sk-stay"}  # what stays in sight when the frame scrolls sideways
_CHARACTERS = {
    "number": 5,
    "label": 22,
    "unit": 9,
    "supplied": 12,
    "lines": 7,
    "text": 20,
    "date": 11,
    "choice": 14,
    "list": 12,
}
_KIND = {
    "integer": "sk-num",
    "number": "sk-num",
    "date": "sk-mid",
    "mark": "sk-mid",
    "text": "",
    "choice": "",
    "list": "",
}


def _classes(label: Label) -> str:
    return join("sk-added" if label.added else "", "sk-lost" if label.lost else "")
