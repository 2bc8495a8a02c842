"""How the outline sits in a Word report: bookmarks, styles and table rows by which it is read back."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.model.form import Column, Leaf, Place, Row
from scripts.model.outline import Heading, Indicator, Outline

HEADING_STYLES = {1: "Heading 1", 2: "Heading 2"}
GUIDANCE_STYLE = "Hướng dẫn (xóa trước khi gửi)"
ANSWER_STYLE = "Nội dung báo cáo"
ADDED_STYLE = "Bổ sung"
UNIT_BOOKMARK = "don_vi"  # around the name of the unit in the report's head
_OUTLINE = "so-ket-2-cap:outline@"
TABLES = "chi_tieu_"  # begins the bookmark of every table of indicators
UNIT, NOTE = "don_vi_tinh", "ghi_chu"  # the columns of the form of figures beside those that hold numbers


@dataclass(frozen=True, slots=True)
class Slot:
    """One figure of an indicator: a cell of the form of figures.

    `id` is printed in the table's first column, `part` is what the figure counts. An indicator that the outline
    splits by parts or moments has a slot for each (III2-08.1 …), else one.
    """

    id: str
    indicator: Indicator
    part: str
    row: Row
    column: str

    @property
    def place(self) -> Place:
        """The cell in the form of figures."""
        return Place("", self.row.key, None, self.column)

    @property
    def leaf(self) -> Leaf:
        """What the cell may hold."""
        return self.row.cells[self.column]

    @property
    def declares_unit(self) -> bool:
        """Whether the person says in which unit the figure is, because the outline leaves it open."""
        return UNIT in self.row.cells

    @property
    def is_money(self) -> bool:
        """Whether the figure is an amount of money: without its unit it means nothing."""
        return self.declares_unit and self.row.cells[UNIT].kind == "choice"


def slots(indicator: Indicator) -> tuple[Slot, ...]:
    """The figures that an indicator asks for, in the outline's order."""
    if indicator.parts:
        return tuple(
            Slot(row.number, indicator, row.label.text, row, column.id)
            for row in indicator.parts
            for column in _figures(indicator, row)
        )
    columns = _figures(indicator, indicator.row)
    if len(columns) == 1:
        return (Slot(indicator.id, indicator, "", indicator.row, columns[0].id),)
    return tuple(
        Slot(f"{indicator.id}.{n}", indicator, _lower(column.label.text), indicator.row, column.id)
        for n, column in enumerate(columns, 1)
    )


def _figures(indicator: Indicator, row: Row) -> list[Column]:
    """The columns in which the row holds numbers."""
    return [c for c in indicator.columns if c.id in row.cells and row.cells[c.id].numeric]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def heading_bookmark(heading: Heading) -> str:
    """Name of the bookmark around a heading's paragraph."""
    return "muc_" + heading.key.replace(".", "_")


def table_bookmark(heading: Heading) -> str:
    """Name of the bookmark in the first cell of a heading's indicator table."""
    return TABLES + heading.key.replace(".", "_")


def identifier(outline: Outline) -> str:
    """What a report carries in its core property `identifier`."""
    return f"{_OUTLINE}{outline.version}:{outline.fingerprint}"


def version_in(identifier: str) -> str:
    """The version of the outline that an identifier names; empty where it is none of a report."""
    return identifier.removeprefix(_OUTLINE).partition(":")[0] if identifier.startswith(_OUTLINE) else ""


def heading_text(heading: Heading) -> str:
    """The heading as it stands in the report: its printed number and words."""
    return f"{heading.number} {heading.label.text}"
