"""Reads the cells, names and properties of a workbook package that may come from anyone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote

from scripts.submissions.comments import Comments
from scripts.submissions.container import Package, Unreadable, open_package
from scripts.submissions.contents import Sheet, State, Workbook
from scripts.submissions.drawings import Drawings
from scripts.submissions.markup import Markup, OptionalMarkup, Spent, is_true, unescape
from scripts.submissions.ods import read_ods
from scripts.submissions.relations import Relations, is_macro_part
from scripts.submissions.rich_text import Pieces, Strike
from scripts.submissions.rows import Rows, Shared
from scripts.submissions.styles import Styles
from scripts.submissions.xls import read_xls

MAX_SHEETS: Final = 1_000
MAX_LINKS: Final = 10  # whose files are named

_PROPERTY_TYPES: Final = ("lpwstr", "lpstr", "i4", "i8", "int", "r8", "decimal", "bool", "date", "filetime")
_STATES: Final[dict[str, State]] = {"hidden": "hidden", "veryHidden": "veryHidden"}


def read_workbook(path: Path) -> Workbook:
    """Reads the workbook at path, whatever its name says.

    Raises Unreadable when it is no workbook or unsafe or broken, OSError when the file cannot be read.
    """
    try:
        package = open_package(path)
    except Unreadable as reason:
        book = read_xls(path) if reason.code == "is-xls" else None
        if book is None:
            raise
        return book
    return read_ods(package) if package.opendocument == "spreadsheet" else _read_package(package)


def _read_package(package: Package) -> Workbook:
    spent = Spent()
    root = Relations(package, "", spent)
    main = root.of_type("officeDocument")
    if main is None:
        raise Unreadable("missing-part", part="xl/workbook.xml")
    book = _Book(package, main, spent)
    relations = Relations(package, main, spent)
    strings = _Strings(package, relations.of_type("sharedStrings"), spent)
    styles = Styles(package, relations.of_type("styles"), spent).by_index()
    shared = Shared(strings.strings, styles, book.date1904, strings.struck)
    sheets = []
    for index, (name, state, relation) in enumerate(book.sheets):
        if not relation:
            # A module of macros from Excel 5 is listed as a sheet, but has no part.
            sheets.append(Sheet(name, index, state, MappingProxyType({}), (), (), (), has_drawing=False))
        elif relation in relations.targets:
            rows = Rows(package, relations.targets[relation], spent, name, shared)
            sheet = rows.sheet(index, state)
            sheets.append(_with_what_hangs_there(sheet, package, rows, spent))
        else:
            raise Unreadable("missing-part", part=name)
    properties = _Properties(package, root.of_type("custom-properties"), spent).properties
    return Workbook(
        sheets=tuple(sheets),
        names=MappingProxyType(book.names),
        local_names=MappingProxyType(book.local_names),
        properties=MappingProxyType(properties),
        date1904=book.date1904,
        has_macros=relations.has_macro_sheet or any(is_macro_part(part) for part in package.names),
        links=tuple(_linked_files(package, relations, spent)),
    )


def _with_what_hangs_there(sheet: Sheet, package: Package, rows: Rows, spent: Spent) -> Sheet:
    """The sheet with the areas that drawings cover and with its comments; none where the part that says so is lost."""
    if not rows.drawing and not rows.has_comments:
        return sheet
    parts = Relations(package, rows.part, spent, needed=False)
    drawings = Drawings(package, parts.targets.get(rows.drawing), spent) if rows.drawing else None
    comments = Comments(package, parts.of_type("comments"), spent) if rows.has_comments else None
    return replace(
        sheet, drawings=tuple(drawings.areas) if drawings else (), comments=comments.said if comments else {}
    )


def _linked_files(package: Package, relations: Relations, spent: Spent) -> Iterator[str]:
    """The names of the files that the workbook's links mean, at most a few; nothing of them is opened."""
    for part in relations.links[:MAX_LINKS]:
        outside = Relations(package, part, spent, needed=False).outside
        yield from (unquote(target.replace("\\", "/").rpartition("/")[2]) for target in outside[:1])


class _Book(Markup):
    """The workbook part: its sheets as (name, state, relationship), its defined names, its date system."""

    def __init__(self, package: Package, part: str, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self.sheets: list[tuple[str, State, str]] = []
        self.names: dict[str, str] = {}
        self.local_names: dict[tuple[int, str], str] = {}
        self.date1904 = False
        self._is_workbook = False
        self._name: dict[str, str] = {}
        self.starts = {
            "workbook": self._root,
            "workbookPr": self._settings,
            "sheet": self._sheet,
            "definedName": self._begin_name,
        }
        self.ends = {"definedName": self._end_name}
        self.run()
        if not self._is_workbook:
            raise Unreadable("zip-not-workbook", holds=package.names[:3])

    def kept(self) -> int:
        """As Markup.kept: the defined names."""
        return len(self.names) + len(self.local_names)

    def _root(self, _attributes: dict[str, str]) -> None:
        self._is_workbook |= len(self.path) == 1

    def _settings(self, attributes: dict[str, str]) -> None:
        self.date1904 = is_true(attributes.get("date1904"))

    def _sheet(self, attributes: dict[str, str]) -> None:
        if self.path != ["workbook", "sheets", "sheet"]:
            return
        relation = next((value for key, value in attributes.items() if self._local[key] == "id"), "")
        # Some writers make up a word for a sheet that is shown.
        state = _STATES.get(attributes.get("state", ""), "visible")
        self.sheets.append((unescape(attributes["name"]), state, relation))
        if len(self.sheets) > MAX_SHEETS:
            raise Unreadable("too-many-sheets", count=len(self.sheets), limit=MAX_SHEETS)

    def _begin_name(self, attributes: dict[str, str]) -> None:
        self._name = attributes

    def _end_name(self) -> None:
        name = unescape(self._name["name"])
        if "localSheetId" in self._name:
            self.local_names[int(self._name["localSheetId"]), name] = self.text.strip()
        else:
            self.names[name] = self.text.strip()


class _Properties(OptionalMarkup):
    """The custom document properties, every value as its text."""

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self.properties: dict[str, str] = {}
        self._name = ""
        self.starts["property"] = self._begin
        self.ends = dict.fromkeys(_PROPERTY_TYPES, self._end_value)
        self.run_if_there()

    def kept(self) -> int:
        """As Markup.kept: the properties."""
        return len(self.properties)

    def _begin(self, attributes: dict[str, str]) -> None:
        self._name = attributes["name"]

    def _end_value(self) -> None:
        if self.path[-2] == "property":
            self.properties[self._name] = unescape(self.text)


class _Strings(OptionalMarkup):
    """The shared strings, rich text without its formatting, and those of which some is struck through."""

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self.strings: list[str] = []
        self.struck: dict[int, Strike] = {}
        self._pieces = Pieces()
        self.starts = {
            "si": self._begin_string,
            "r": self._begin_run,
            "strike": self._begin_strike,
            "vertAlign": self._begin_alignment,
        }
        self.ends = {"t": self._end_text, "si": self._end_string}
        self.run_if_there()

    def kept(self) -> int:
        """As Markup.kept: the strings."""
        return len(self.strings)

    def _begin_string(self, _attributes: dict[str, str]) -> None:
        self._pieces = Pieces()

    def _begin_run(self, _attributes: dict[str, str]) -> None:
        self._pieces.begin_run()

    def _begin_strike(self, attributes: dict[str, str]) -> None:
        self._pieces.strike(attributes)

    def _begin_alignment(self, attributes: dict[str, str]) -> None:
        self._pieces.align(attributes)

    def _end_text(self) -> None:
        self._pieces.add(self.text, self.path)

    def _end_string(self) -> None:
        if struck := self._pieces.struck:
            self.struck[len(self.strings)] = struck
        self.strings.append(self._pieces.text)
