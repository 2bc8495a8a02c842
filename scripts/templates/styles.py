"""Cell formats of the workbooks, made once for each workbook."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from scripts.model.form import Leaf

FONT = "Times New Roman"
_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
_BOX: dict[str, Any] = {"border": 1, "border_color": "#7F7F7F", "text_wrap": True}
_INK_OURS = "#6B6B6B"
_STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "code": {"bold": True, "align": "right", "font_size": 12},
    "title": {"bold": True, "align": "center", "text_wrap": True, "font_size": 13},
    "subtitle": {"italic": True, "align": "center", "font_size": 12},
    "ours": {"font_color": _INK_OURS, "italic": True},
    "ours_wrap": {"font_color": _INK_OURS, "italic": True, "text_wrap": True, "valign": "top"},
    "ours_right": {"font_color": _INK_OURS, "italic": True, "align": "right"},
    "ours_center": {"font_color": _INK_OURS, "italic": True, "align": "center"},
    "echo": {"bold": True},
    "header": {**_BOX, "bold": True, "align": "center", "bg_color": "#E8EEF4"},
    "header_ours": {**_BOX, "italic": True, "align": "center", "font_color": _INK_OURS, "bg_color": "#F3F3F3"},
    "number": {**_BOX, "italic": True, "align": "center", "font_size": 10, "num_format": "@"},
    "number_ours": {
        **_BOX,
        "italic": True,
        "align": "center",
        "font_size": 10,
        "num_format": "@",
        "font_color": _INK_OURS,
    },
    "stub_number": {**_BOX, "align": "center", "num_format": "@"},
    "stub_label": {**_BOX, "num_format": "@"},
    "blank": {**_BOX, "bg_color": "#F3F3F3"},
    "end": {**_BOX, "font_color": _INK_OURS, "align": "center", "bg_color": "#F3F3F3", "num_format": "@"},
    "note": {"text_wrap": True, "valign": "top"},
    "unit": {"italic": True, "align": "right"},
    "place": {"italic": True, "align": "center", "text_wrap": True},
    "sign": {"align": "center", "bold": True, "text_wrap": True, "valign": "top"},
    "sign_ours": {"align": "center", "bold": True, "text_wrap": True, "font_color": _INK_OURS},
    "heading": {"bold": True, "font_size": 14},
    "field": {**_BOX, "bold": True, "bg_color": "#F3F3F3"},
    "field_input": {**_BOX, "locked": False, "bg_color": "#FFFBE6", "num_format": "@"},
    "field_fixed": {**_BOX, "num_format": "dd/mm/yyyy", "align": "left"},
    "link": {**_BOX, "font_color": "#0B5394", "underline": 1},
    "cell": {**_BOX},
    "held": {**_BOX, "align": "left"},
    "held_day": {**_BOX, "align": "left", "num_format": "dd/mm/yyyy"},
}
_NUMBER_FORMATS = {"integer": "#,##0", "number": "#,##0.######", "date": "dd/mm/yyyy"}
_ALIGN = {"integer": "right", "number": "right", "date": "center", "mark": "center"}


class Styles:
    """Formats by name; the same format object is reused so that the file stays small."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def __call__(self, name: str, *, bold: bool = False, italic: bool = False, indent: int = 0) -> Format:
        """A named format, optionally bold or italic as the row is printed, or set in by some characters."""
        asked = {"bold": bold, "italic": italic, "indent": indent}
        extra = {key: value for key, value in asked.items() if value}
        return self._make(f"{name}/{bold}/{italic}/{indent}", {**_STYLES[name], **extra})

    def input(
        self, leaf: Leaf, *, live: bool = False, locked: bool = False, bold: bool = False, struck: bool = False
    ) -> Format:
        """The format of a cell that a unit fills, or of a live total; that of a printed row is locked.

        A filled one may be struck through.
        """
        number_format = _NUMBER_FORMATS.get(leaf.kind, "@")
        if leaf.kind == "number" and leaf.maximum == 100:
            number_format = "0.0#"
        style = {
            **_BOX,
            "num_format": number_format,
            "align": _ALIGN.get(leaf.kind, "left"),
            "locked": locked,
            "bold": bold,
            **({"bg_color": "#EDF4EA"} if live else {}),
            **({"font_strikeout": True} if struck else {}),
        }
        return self._make(f"input/{leaf.kind}/{number_format}/{live}/{locked}/{bold}/{struck}", style)

    def mark(self, level: str) -> Format:
        """What a condition paints: red errors, amber warnings, blue notes, yellow what is still missing."""
        colours = {
            "error": ("#FFC7CE", "#9C0006"),
            "warning": ("#FFE5B4", "#7F4F00"),
            "note": ("#DDEBF7", "#1F3864"),
            "missing": ("#FFF2A8", "#000000"),
        }
        background, ink = colours[level]
        key = f"mark/{level}"
        if key not in self._made:
            self._made[key] = self._workbook.add_format({"bg_color": background, "font_color": ink})
        return self._made[key]

    def _make(self, key: str, style: dict[str, Any]) -> Format:
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**_BASE, **style})
        return self._made[key]
