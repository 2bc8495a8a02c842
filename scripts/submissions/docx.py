"""Reads the paragraphs, tables and properties of a Word report that may come from anyone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scripts.submissions.container import Package, Unreadable, open_package
from scripts.submissions.markup import MAX_TAGS, Markup, OptionalMarkup, Spent
from scripts.submissions.xlsx import _is_macro_part, _Relations

__all__ = ["Block", "Cell", "Document", "Paragraph", "Run", "Table", "read_docx"]

Attributes = dict[str, str]

REPORT_TAGS: Final = 1_500_000  # a report of 300 pages has some 200,000
PARAGRAPH_COSTS: Final = 4  # times as much as anything else that is kept
MAX_SPAN: Final = 63  # columns of a table, as Word has it
MAX_CHAIN: Final = 32  # styles that are based on one another

_HEADING: Final = re.compile(r"(?:heading|tiêu đề) ?([1-9])", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"(?:toc|contents|mục lục) ?(?:[1-9]|heading|title)?|table of contents", re.IGNORECASE)
_DROPPED: Final = (
    *("del", "moveFrom"),  # what was struck out
    *("txbxContent", "Fallback", "drawing", "pict", "object"),  # what stands apart from the text
    *("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange"),  # how it looked before
    "rt",
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font; the font is "" where the file names none."""

    text: str
    font: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    `ordinal` counts the blocks of the body from 0 (paragraphs of a cell have that of their table). `label` is
    what Word's automatic numbering prints before the text. `style` is the style's name; `level` is the level in
    the document's outline, 1 to 9, and None for ordinary text.
    """

    ordinal: int
    text: str
    label: str
    style: str
    level: int | None
    bookmarks: tuple[str, ...]
    runs: tuple[Run, ...]

    @property
    def shown(self) -> str:
        """The text with its automatic number."""
        return f"{self.label} {self.text}" if self.label else self.text

    @property
    def fonts(self) -> frozenset[str]:
        """The fonts of the text."""
        return frozenset(run.font for run in self.runs if run.text.strip())


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; those that a wide cell covers to its right are empty."""

    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        """The text, a line for each paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the body; a table inside a cell is text of that cell."""

    ordinal: int
    cells: tuple[tuple[Cell, ...], ...]
    bookmarks: tuple[str, ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The text of the cells."""
        return tuple(tuple(cell.text for cell in row) for row in self.cells)

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of all cells."""
        return (paragraph for row in self.cells for cell in row for paragraph in cell.paragraphs)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """What a Word report holds: its body without the table of contents, and two of its core properties."""

    blocks: tuple[Block, ...]
    identifier: str = ""
    title: str = ""
    has_macros: bool = False


def read_docx(path: Path) -> Document:
    """Reads the Word report at path, whatever its name says; nothing outside the file is ever opened.

    Struck-out text, text boxes, footnotes, headers and the codes of fields are left out; inserted text stays.
    Raises Unreadable when it is no report or unsafe or broken, OSError when the file cannot be read.
    """
    package = open_package(path, "report")
    spent = Spent(tags=MAX_TAGS - REPORT_TAGS)
    root = _Relations(package, "", spent)
    main = root.of_type("officeDocument")
    if main is None:
        raise Unreadable("missing-part", part="word/document.xml")
    relations = _Relations(package, main, spent)
    styles = _Styles(package, relations.of_type("styles"), spent)
    numbering = _Numbering(package, relations.of_type("numbering"), spent)
    core = _Core(package, root.of_type("core-properties"), spent)
    body = _Body(package, main, spent, styles, numbering)
    return Document(
        blocks=tuple(body.blocks),
        identifier=core.identifier,
        title=core.title,
        has_macros=any(_is_macro_part(part) for part in package.names),
    )


def _value(attributes: Attributes, name: str = "val") -> str | None:
    """An attribute by its local name."""
    usual = attributes.get(f"w:{name}")
    if usual is not None:
        return usual
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), None)


def _font_of(attributes: Attributes) -> str:
    """The font of letters beyond ASCII, which are those that old encodings misuse."""
    return _value(attributes, "hAnsi") or _value(attributes, "ascii") or ""


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and re.fullmatch("[0-9]{1,9}", text) else default


class _Core(OptionalMarkup):
    """The core properties."""

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self.identifier = ""
        self.title = ""
        self.ends = {"identifier": self._end_identifier, "title": self._end_title}
        self.run_if_there()

    def _end_identifier(self) -> None:
        self.identifier = self.text.strip()

    def _end_title(self) -> None:
        self.title = self.text.strip()


@dataclass(slots=True)
class _Style:
    """A style as written: what it does not say, the style it is based on says."""

    name: str = ""
    based_on: str = ""
    font: str = ""
    outline: str | None = None
    list_id: str | None = None
    list_level: int = 0


@dataclass(frozen=True, slots=True)
class _Look:
    """A style with all that it takes over."""

    name: str = ""
    level: int | None = None
    is_contents: bool = False
    font: str = ""
    list_id: str | None = None
    list_level: int = 0


class _Styles(OptionalMarkup):
    """The styles of paragraphs and characters by their ids."""

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self._styles: dict[str, _Style] = {}
        self._looks: dict[str, _Look] = {}
        self._font = ""
        self._default = ""
        self._style = _Style()
        self.starts = {
            "style": self._begin,
            "name": self._name,
            "basedOn": self._based_on,
            "rFonts": self._fonts,
            "outlineLvl": self._outline,
            "numId": self._list,
            "ilvl": self._list_level,
        }
        self.run_if_there()

    def kept(self) -> int:
        """As Markup.kept: the styles."""
        return len(self._styles)

    def look(self, id_: str | None) -> _Look:
        """How the style makes a paragraph look; None stands for the default style."""
        id_ = self._default if id_ is None else id_
        if id_ not in self._looks:
            self._looks[id_] = self._resolved(id_)
        return self._looks[id_]

    def character_font(self, id_: str) -> str:
        """The font that a character style names, or ""."""
        return next((style.font for style in self._chain(id_) if style.font), "")

    def _resolved(self, id_: str) -> _Look:
        chain = self._chain(id_) or [_Style(name=id_)]
        is_contents = _CONTENTS.fullmatch(chain[0].name) is not None
        leveled = (_level(style) for style in chain if style.outline or _HEADING.fullmatch(style.name))
        listed = next((style for style in chain if style.list_id is not None), _Style())
        return _Look(
            name=chain[0].name,
            level=None if is_contents else next(leveled, None),
            is_contents=is_contents,
            font=next((style.font for style in chain if style.font), self._font),
            list_id=listed.list_id,
            list_level=listed.list_level,
        )

    def _chain(self, id_: str) -> list[_Style]:
        chain: list[_Style] = []
        while id_ in self._styles and len(chain) < MAX_CHAIN:
            chain.append(self._styles[id_])
            id_ = chain[-1].based_on
        return chain

    def _begin(self, attributes: Attributes) -> None:
        self._style = _Style()
        id_ = _value(attributes, "styleId") or ""
        self._styles.setdefault(id_, self._style)
        if _value(attributes, "type") == "paragraph" and _value(attributes, "default") in ("1", "true", "on"):
            self._default = id_

    def _name(self, attributes: Attributes) -> None:
        if self.path[-2] == "style":
            self._style.name = unicodedata.normalize("NFC", _value(attributes) or "")

    def _based_on(self, attributes: Attributes) -> None:
        self._style.based_on = _value(attributes) or ""

    def _fonts(self, attributes: Attributes) -> None:
        if self.path[1] == "docDefaults":
            self._font = _font_of(attributes)
        elif self.path[-3] == "style":
            self._style.font = _font_of(attributes)

    def _outline(self, attributes: Attributes) -> None:
        if self.path[-3] == "style":
            self._style.outline = _value(attributes)

    def _list(self, attributes: Attributes) -> None:
        self._style.list_id = _value(attributes)

    def _list_level(self, attributes: Attributes) -> None:
        self._style.list_level = _number(_value(attributes))


def _level(style: _Style) -> int | None:
    """The outline level that a style itself gives."""
    if style.outline:
        return _outline_level(style.outline)
    found = _HEADING.fullmatch(style.name)
    return int(found[1]) if found else None


def _outline_level(text: str | None) -> int | None:
    level = _number(text, 9)
    return level + 1 if level < 9 else None


@dataclass(slots=True)
class _ListLevel:
    """How a list numbers one of its levels."""

    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    """A list's levels, and the numbers that it has reached."""

    levels: dict[int, _ListLevel] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class _Numbering(OptionalMarkup):
    """The automatic numbers of paragraphs: Word makes "(i)" at the start of a line into one without asking."""

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self._abstract: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._id = ""
        self._level = _ListLevel()
        self._list_level = 0
        self.starts = {
            "abstractNum": self._begin_abstract,
            "lvl": self._begin_level,
            "start": self._start,
            "numFmt": self._format,
            "lvlText": self._text,
            "num": self._begin_list,
            "abstractNumId": self._of_abstract,
            "lvlOverride": self._begin_override,
            "startOverride": self._restart,
        }
        self.run_if_there()

    def kept(self) -> int:
        """As Markup.kept: the lists."""
        return len(self._abstract) + len(self._lists)

    def next_label(self, list_id: str | None, level: int) -> str:
        """Counts a paragraph in its list, and returns its number as printed; "" for bullets and for no list."""
        list_ = self._lists.get(list_id or "")
        if list_ is None:
            return ""
        for at, number in self._restarts.pop(list_id or "", {}).items():
            list_.counts[at] = number - 1
        form = list_.levels.get(level, _ListLevel())
        list_.counts[level] = list_.counts.get(level, form.start - 1) + 1
        for deeper in [at for at in list_.counts if at > level]:
            del list_.counts[deeper]
        return "" if form.format in ("bullet", "none") else re.sub("%([1-9])", lambda m: _reached(list_, m), form.text)

    def _begin_abstract(self, attributes: Attributes) -> None:
        self._abstract[_value(attributes, "abstractNumId") or ""] = self._list = _List()

    def _begin_level(self, attributes: Attributes) -> None:
        self._level = _ListLevel()
        if self.path[-2] == "abstractNum":
            self._list.levels[_number(_value(attributes, "ilvl"))] = self._level

    def _start(self, attributes: Attributes) -> None:
        self._level.start = _number(_value(attributes), 1)

    def _format(self, attributes: Attributes) -> None:
        self._level.format = _value(attributes) or ""

    def _text(self, attributes: Attributes) -> None:
        self._level.text = (_value(attributes) or "")[:50]

    def _begin_list(self, attributes: Attributes) -> None:
        self._id = _value(attributes, "numId") or ""

    def _of_abstract(self, attributes: Attributes) -> None:
        if self.path[-2] == "num":
            self._lists[self._id] = self._abstract.get(_value(attributes) or "", _List())

    def _begin_override(self, attributes: Attributes) -> None:
        self._list_level = _number(_value(attributes, "ilvl"))

    def _restart(self, attributes: Attributes) -> None:
        self._restarts.setdefault(self._id, {})[self._list_level] = _number(_value(attributes), 1)


def _reached(list_: _List, match: re.Match[str]) -> str:
    level = int(match[1]) - 1
    form = list_.levels.get(level, _ListLevel())
    number = list_.counts.get(level, form.start)
    if form.format in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form.format == "upperLetter" else letter
    if form.format in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if form.format == "upperRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 400:
        return str(number)
    digits = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    said = ""
    for value, letters in digits:
        said += letters * (number // value)
        number %= value
    return said


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


class _Body(Markup):
    """The main part: its paragraphs and tables in order."""

    def __init__(self, package: Package, part: str, spent: Spent, styles: _Styles, numbering: _Numbering) -> None:
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
            self._paragraph.style = _value(attributes)

    def _set_outline(self, attributes: Attributes) -> None:
        if self.path[-3] == "p":
            self._paragraph.outline = _value(attributes)

    def _set_list(self, attributes: Attributes) -> None:
        self._paragraph.list_id = _value(attributes)

    def _set_list_level(self, attributes: Attributes) -> None:
        self._paragraph.list_level = _number(_value(attributes))

    def _bookmark(self, attributes: Attributes) -> None:
        self._kept += 1
        (self._paragraph.bookmarks if "p" in self.path else self._waiting).append(_value(attributes, "name") or "")

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
            level=look.level if open_.outline is None else _outline_level(open_.outline),
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
            self._run_font = self._styles.character_font(_value(attributes) or "")

    def _set_run_font(self, attributes: Attributes) -> None:
        if self.path[-3] == "r":
            self._run_font = _font_of(attributes) or self._run_font

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
        type_ = _value(attributes, "fldCharType")
        if type_ == "begin":
            self._kept += 1
            self._fields.append(_OpenField())
        elif type_ == "separate" and self._fields:
            self._open_contents(self._fields[-1])
        elif type_ == "end":
            self._end_field()

    def _begin_simple_field(self, attributes: Attributes) -> None:
        self._kept += 1
        self._fields.append(_OpenField((_value(attributes, "instr") or "")[:20]))
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
        if self._controls and not self._controls[-1] and _value(attributes) == "Table of Contents":
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
            self._span = min(max(_number(_value(attributes), 1), 1), MAX_SPAN)
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
