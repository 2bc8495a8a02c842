"""The main part of a Word report: its paragraphs and tables in order, without what was struck out or stands apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from scripts.submissions.container import Package, Unreadable
from scripts.submissions.docx_attributes import Attributes, font_of, value, whole_number
from scripts.submissions.docx_contents import Block, Cell, Paragraph, Run, Table
from scripts.submissions.docx_numbering import Numbering
from scripts.submissions.docx_styles import Styles, outline_level
from scripts.submissions.markup import Markup, Spent

PARAGRAPH_COSTS: Final = 4  # times as much as anything else that is kept
MAX_SPAN: Final = 63  # columns of a table, as Word has it

_DROPPED: Final = (
    *("del", "moveFrom"),  # what was struck out
    *("txbxContent", "Fallback", "drawing", "pict", "object"),  # what stands apart from the text
    *("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),  # how it looked before
    "rt",
)


@dataclass(slots=True)
class _OpenParagraph:
    """What is known of a paragraph while it is read."""

    style: str | None = None
    outline: str | None = None
    list_id: str | None = None
    list_level: int | None = None
    is_contents: bool = False
    joins_next: bool = False
    bookmarks: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class _OpenField:
    """A field whose result is being read, or whose code still is."""

    code: str = ""
    is_contents: bool = False


class Body(Markup):
    """The main part: its paragraphs and tables in order."""

    def __init__(self, package: Package, part: str, spent: Spent, styles: Styles, numbering: Numbering) -> None:
        super().__init__(package, part, spent)
        self.blocks: list[Block] = []
        self._styles = styles
        self._numbering = numbering
        self._kept = 0
        self._is_report = False
        self._dropped = 0
        self._fields: list[_OpenField] = []
        self._contents = 0  # open fields and controls that are a table of contents
        self._controls: list[bool] = []
        self._paragraph = _OpenParagraph()
        self._is_joined = False
        self._waiting: list[str] = []  # bookmarks that begin before a paragraph
        self._run_font = ""
        self._tables = 0
        self._rows: list[tuple[Cell, ...]] = []
        self._row: list[Cell] = []
        self._row_is_dropped = False
        self._cell: list[Paragraph] = []
        self._span = 1
        self._table_bookmarks: list[str] = []
        self._set_handlers()
        self.run()
        if not self._is_report:
            raise Unreadable("zip-not-report", holds=package.names[:3])

    def kept(self) -> int:
        """As Markup.kept: paragraphs, runs, cells, bookmarks and fields."""
        return self._kept

    def _set_handlers(self) -> None:
        starts: dict[str, Callable[[Attributes], None]] = {
            "document": self._root,
            "p": self._begin_paragraph,
            "pStyle": self._set_style,
            "outlineLvl": self._set_outline,
            "numId": self._set_list,
            "ilvl": self._set_list_level,
            "r": self._begin_run,
            "rStyle": self._set_run_style,
            "rFonts": self._set_run_font,
            "tab": self._tab,
            "br": self._line_break,
            "cr": self._line_break,
            "noBreakHyphen": self._hyphen,
            "bookmarkStart": self._bookmark,
            "fldChar": self._field_character,
            "fldSimple": self._begin_simple_field,
            "sdt": self._begin_control,
            "docPartGallery": self._gallery,
            "tbl": self._begin_table,
            "tr": self._begin_row,
            "tc": self._begin_cell,
            "gridSpan": self._set_span,
        }
        ends: dict[str, Callable[[], None]] = {
            "t": self._end_text,
            "instrText": self._end_code,
            "p": self._end_paragraph,
            "fldSimple": self._end_field,
            "sdt": self._end_control,
            "tbl": self._end_table,
            "tr": self._end_row,
            "tc": self._end_cell,
        }
        self.starts = {name: self._unless_dropped(handler) for name, handler in starts.items()}
        self.ends = {name: self._unless_dropped_at_end(handler) for name, handler in ends.items()}
        for name in _DROPPED:
            self.starts[name] = self._begin_dropped
            self.ends[name] = self._end_dropped

    def _unless_dropped(self, handler: Callable[[Attributes], None]) -> Callable[[Attributes], None]:
        def handle(attributes: Attributes) -> None:
            if not self._dropped:
                handler(attributes)

        return handle

    def _unless_dropped_at_end(self, handler: Callable[[], None]) -> Callable[[], None]:
        def handle() -> None:
            if not self._dropped:
                handler()

        return handle

    # What is left out

    def _begin_dropped(self, _attributes: Attributes) -> None:
        # Inside properties, w:del says that the mark of the paragraph, or the row, is struck out.
        if not self._dropped and self.path[-1] in ("del", "moveFrom"):
            self._paragraph.joins_next |= self.path[-3:-1] == ["pPr", "rPr"]
            self._row_is_dropped |= self.path[-2] == "trPr"
        self._dropped += 1

    def _end_dropped(self) -> None:
        self._dropped -= 1

    # Paragraphs

    def _root(self, _attributes: Attributes) -> None:
        self._is_report |= len(self.path) == 1

    def _begin_paragraph(self, _attributes: Attributes) -> None:
        self._kept += PARAGRAPH_COSTS
        before = self._paragraph
        self._paragraph = _OpenParagraph(bookmarks=self._waiting, is_contents=self._contents > 0)
        if self._is_joined:
            self._paragraph.runs = before.runs
            self._paragraph.bookmarks = before.bookmarks + self._waiting
        self._is_joined = False
        self._waiting = []

    def _set_style(self, attributes: Attributes) -> None:
        if self.path[-3] == "p":
            self._paragraph.style = value(attributes)

    def _set_outline(self, attributes: Attributes) -> None:
        if self.path[-3] == "p":
            self._paragraph.outline = value(attributes)

    def _set_list(self, attributes: Attributes) -> None:
        self._paragraph.list_id = value(attributes)

    def _set_list_level(self, attributes: Attributes) -> None:
        self._paragraph.list_level = whole_number(value(attributes))

    def _bookmark(self, attributes: Attributes) -> None:
        self._kept += 1
        (self._paragraph.bookmarks if "p" in self.path else self._waiting).append(value(attributes, "name") or "")

    def _end_paragraph(self) -> None:
        if self._paragraph.joins_next:
            self._is_joined = True
        else:
            self._keep_paragraph()

    def _keep_joined(self) -> None:
        """Keeps a paragraph that nothing follows to which it could be joined."""
        if self._is_joined:
            self._is_joined = False
            self._keep_paragraph()

    def _keep_paragraph(self) -> None:
        open_ = self._paragraph
        paragraph = self._closed(open_)
        if self._tables:
            self._cell.append(paragraph)
            self._table_bookmarks += paragraph.bookmarks
        elif not self._is_contents(open_, paragraph):
            self.blocks.append(paragraph)

    def _closed(self, open_: _OpenParagraph) -> Paragraph:
        look = self._styles.look(open_.style)
        list_id = look.list_id if open_.list_id is None else open_.list_id
        list_level = look.list_level if open_.list_level is None else open_.list_level
        text = unicodedata.normalize("NFC", "".join(run.text for run in open_.runs))
        return Paragraph(
            ordinal=len(self.blocks),
            text=text.strip(),
            label=self._numbering.next_label(list_id, list_level),
            style=look.name,
            level=look.level if open_.outline is None else outline_level(open_.outline),
            bookmarks=tuple(open_.bookmarks),
            runs=tuple(open_.runs),
        )

    def _is_contents(self, open_: _OpenParagraph, paragraph: Paragraph) -> bool:
        if self._styles.look(open_.style).is_contents:
            return True
        # A field that never ends must not swallow the report.
        return open_.is_contents and (paragraph.level is None or any(self._controls))

    # Runs

    def _begin_run(self, _attributes: Attributes) -> None:
        self._run_font = ""

    def _set_run_style(self, attributes: Attributes) -> None:
        if self.path[-3] == "r" and not self._run_font:
            self._run_font = self._styles.character_font(value(attributes) or "")

    def _set_run_font(self, attributes: Attributes) -> None:
        if self.path[-3] == "r":
            self._run_font = font_of(attributes) or self._run_font

    def _end_text(self) -> None:
        self._say(self.text)

    def _tab(self, _attributes: Attributes) -> None:
        if self.path[-2] == "r":
            self._say(" ")

    def _line_break(self, _attributes: Attributes) -> None:
        self._say("\n")

    def _hyphen(self, _attributes: Attributes) -> None:
        self._say("-")

    def _say(self, text: str) -> None:
        self._kept += 1
        font = self._run_font or self._styles.look(self._paragraph.style).font
        self._paragraph.runs.append(Run(text, font))
        self._paragraph.is_contents |= self._contents > 0

    # Fields and controls

    def _field_character(self, attributes: Attributes) -> None:
        type_ = value(attributes, "fldCharType")
        if type_ == "begin":
            self._kept += 1
            self._fields.append(_OpenField())
        elif type_ == "separate" and self._fields:
            self._open_contents(self._fields[-1])
        elif type_ == "end":
            self._end_field()

    def _begin_simple_field(self, attributes: Attributes) -> None:
        self._kept += 1
        self._fields.append(_OpenField((value(attributes, "instr") or "")[:20]))
        self._open_contents(self._fields[-1])

    def _open_contents(self, field_: _OpenField) -> None:
        if not field_.is_contents and re.match(r"\s*TOC\b", field_.code, re.IGNORECASE):
            field_.is_contents = True
            self._contents += 1

    def _end_code(self) -> None:
        if self._fields and len(self._fields[-1].code) < 20:
            self._fields[-1].code += self.text[:20]

    def _end_field(self) -> None:
        if self._fields and self._fields.pop().is_contents:
            self._contents -= 1

    def _begin_control(self, _attributes: Attributes) -> None:
        self._controls.append(False)

    def _gallery(self, attributes: Attributes) -> None:
        if self._controls and not self._controls[-1] and value(attributes) == "Table of Contents":
            self._controls[-1] = True
            self._contents += 1

    def _end_control(self) -> None:
        if self._controls.pop():
            self._contents -= 1

    # Tables

    def _begin_table(self, _attributes: Attributes) -> None:
        self._keep_joined()
        self._tables += 1
        if self._tables == 1:
            self._rows = []
            self._table_bookmarks, self._waiting = self._waiting, []

    def _begin_row(self, _attributes: Attributes) -> None:
        if self._tables == 1:
            self._row = []
            self._row_is_dropped = False

    def _begin_cell(self, _attributes: Attributes) -> None:
        if self._tables == 1:
            self._kept += 1
            self._cell = []
            self._span = 1

    def _set_span(self, attributes: Attributes) -> None:
        if self._tables == 1:
            self._span = min(max(whole_number(value(attributes), 1), 1), MAX_SPAN)
            self._kept += self._span

    def _end_cell(self) -> None:
        self._keep_joined()
        if self._tables == 1:
            self._row += [Cell(tuple(self._cell)), *[Cell()] * (self._span - 1)]

    def _end_row(self) -> None:
        if self._tables == 1 and not self._row_is_dropped:
            self._rows.append(tuple(self._row))

    def _end_table(self) -> None:
        self._tables -= 1
        if self._tables == 0 and self._rows:
            self.blocks.append(Table(len(self.blocks), tuple(self._rows), tuple(self._table_bookmarks)))
