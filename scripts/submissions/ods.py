"""Reads an OpenDocument spreadsheet that may come from anyone: its sheets, names and properties."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from scripts.model.a1 import quote_sheet
from scripts.submissions.container import Package, Unreadable
from scripts.submissions.contents import Sheet, State, Workbook
from scripts.submissions.markup import Markup, OptionalMarkup, Spent
from scripts.submissions.ods_rows import Rows
from scripts.submissions.ods_styles import CellStyles

CONTENT: Final = "content.xml"
MAX_SHEETS: Final = 1_000

_MANIFEST: Final = "META-INF/manifest.xml"
# $'Biểu 1B'.$A$5:.$C$9, where the sheet may stand a second time
_SHEET: Final = r"\$?('(?:[^']|'')*'|[^'.:]+)"
_AREA: Final = re.compile(rf"{_SHEET}\.([$A-Z0-9]+)(?::(?:{_SHEET})?\.([$A-Z0-9]+))?")


def read_ods(package: Package) -> Workbook:
    """The workbook of a guarded package.

    Raises Unreadable: encrypted, missing-part, too-many-sheets, and what Markup.run and Rows raise.
    """
    if package.has(_MANIFEST) and b"encryption-data" in b"".join(package.chunks(_MANIFEST)):
        raise Unreadable("encrypted")
    spent = Spent()
    styles = CellStyles()
    _Common(package, "styles.xml", spent, styles)
    content = _Content(package, CONTENT, spent, styles)
    return Workbook(
        sheets=tuple(content.sheets),
        names=MappingProxyType(content.names),
        local_names=MappingProxyType(content.local_names),
        properties=MappingProxyType(_Properties(package, "meta.xml", spent).properties),
        date1904=False,  # days are written as dates
        has_macros=any(part.startswith(("Basic/", "Scripts/")) for part in package.names),
    )


class _Common(OptionalMarkup):
    """The part of the styles that have names, to which those of the content refer."""

    def __init__(self, package: Package, part: str, spent: Spent, styles: CellStyles) -> None:
        super().__init__(package, part, spent)
        self._styles = styles
        styles.listen(self)
        self.run_if_there()

    def kept(self) -> int:
        """As Markup.kept: the styles."""
        return len(self._styles)


class _Content(Markup):
    """The sheets and the defined names."""

    def __init__(self, package: Package, part: str, spent: Spent, styles: CellStyles) -> None:
        super().__init__(package, part, spent)
        self.sheets: list[Sheet] = []
        self.names: dict[str, str] = {}
        self.local_names: dict[tuple[int, str], str] = {}
        self._styles = styles
        styles.listen(self)
        self._rows: Rows | None = None
        self._done = 0  # kept of the sheets before
        self.starts |= {"table": self._begin_sheet, "named-range": self._name}
        self.ends |= {"table": self._end_sheet}
        self.run()

    def _characters(self, text: str) -> None:
        super()._characters(text)
        if self._rows:
            self._rows.hear(text)

    def kept(self) -> int:
        """As Markup.kept: the cells, styles and names."""
        names = len(self.names) + len(self.local_names)
        return self._done + names + len(self._styles) + (self._rows.kept() if self._rows else 0)

    def _is_sheet(self) -> bool:
        return len(self.path) > 1 and self.path[-2] == "spreadsheet"

    def _begin_sheet(self, attributes: dict[str, str]) -> None:
        if not self._is_sheet():
            return
        if len(self.sheets) == MAX_SHEETS:
            raise Unreadable("too-many-sheets", count=MAX_SHEETS + 1, limit=MAX_SHEETS)
        name = attributes.get("table:name", "")
        state: State = "hidden" if self._styles.hides_sheet(attributes.get("table:style-name")) else "visible"
        self._rows = Rows(self, self._styles, name, len(self.sheets), state)

    def _end_sheet(self) -> None:
        if self._rows and self._is_sheet():
            self.sheets.append(self._rows.sheet())
            self._done += self._rows.kept()
            self._rows = None

    def _name(self, attributes: dict[str, str]) -> None:
        found = _AREA.fullmatch(attributes.get("table:cell-range-address", ""))
        if not found:
            return
        sheet, first, _, last = found.groups()
        title = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        area = f"{quote_sheet(title)}!{first}" + (f":{last}" if last else "")
        if self._rows:
            self.local_names[len(self.sheets), attributes["table:name"]] = area
        else:
            self.names[attributes["table:name"]] = area


class _Properties(OptionalMarkup):
    """The document properties that somebody defined."""

    def __init__(self, package: Package, part: str, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self.properties: dict[str, str] = {}
        self._name = ""
        self.starts["user-defined"] = self._begin
        self.ends["user-defined"] = self._end
        self.run_if_there()

    def kept(self) -> int:
        """As Markup.kept: the properties."""
        return len(self.properties)

    def _begin(self, attributes: dict[str, str]) -> None:
        self._name = attributes["meta:name"]

    def _end(self) -> None:
        self.properties[self._name] = self.text
