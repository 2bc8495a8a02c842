"""Reads what the styles of a workbook say about number formats and fonts."""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from scripts.submissions.container import Package
from scripts.submissions.markup import OptionalMarkup, Spent, is_true

# What is between quotes, escaped, padding, or in brackets is no code; but elapsed [h], [m] and [s] are.
_LITERAL: Final = re.compile(r'"[^"]*"|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
# The codes that files refer to by number only.  27 to 36 and 50 to 58 are dates in every language's Excel.
_BUILT_IN_FORMATS: Final = {
    **{str(id_): "mm-dd-yy" for id_ in (*range(27, 37), *range(50, 59))},
    "0": "General",
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "5": '"$"#,##0_);("$"#,##0)',
    "6": '"$"#,##0_);[Red]("$"#,##0)',
    "7": '"$"#,##0.00_);("$"#,##0.00)',
    "8": '"$"#,##0.00_);[Red]("$"#,##0.00)',
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "12": "# ?/?",
    "13": "# ??/??",
    "14": "mm-dd-yy",
    "15": "d-mmm-yy",
    "16": "d-mmm",
    "17": "mmm-yy",
    "18": "h:mm AM/PM",
    "19": "h:mm:ss AM/PM",
    "20": "h:mm",
    "21": "h:mm:ss",
    "22": "m/d/yy h:mm",
    "37": "#,##0_);(#,##0)",
    "38": "#,##0_);[Red](#,##0)",
    "39": "#,##0.00_);(#,##0.00)",
    "40": "#,##0.00_);[Red](#,##0.00)",
    "41": r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    "42": r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    "43": r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    "44": r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    "45": "mm:ss",
    "46": "[h]:mm:ss",
    "47": "mmss.0",
    "48": "##0.0E+0",
    "49": "@",
}


class Style(NamedTuple):
    """A number-format code, whether it shows dates, the name of a font, and whether it is struck through or white."""

    format: str = "General"
    is_date: bool = False
    font: str = ""
    struck: bool = False
    unseen: bool = False


@dataclass(slots=True)
class _Font:
    name: str = ""
    struck: bool = False
    white: bool = False


class Styles(OptionalMarkup):
    """What a cell's style says about its number format and its font."""

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self._formats = dict(_BUILT_IN_FORMATS)
        self._fonts: list[_Font] = []
        self._styles: list[tuple[str, str, str]] = []
        self._filled: list[bool] = []
        self.starts = {
            "numFmt": self._format,
            "font": self._font,
            "name": self._font_name,
            "strike": self._font_strike,
            "color": self._font_colour,
            "patternFill": self._fill,
            "xf": self._style,
        }
        self.run_if_there()

    def kept(self) -> int:
        """As Markup.kept: the formats, fonts and styles."""
        return len(self._formats) + len(self._fonts) + len(self._styles)

    def by_index(self) -> dict[str, Style]:
        """The styles by the text of their index, as cells refer to them."""
        # Each code is looked through once only: thousands of styles may share a long one.
        formats = {id_: (code, _is_date(code)) for id_, code in self._formats.items()}
        fonts = {str(index): font for index, font in enumerate(self._fonts)}
        filled = {str(index) for index, has_colour in enumerate(self._filled) if has_colour}
        found: dict[str, Style] = {}
        for index, (format_, font_id, fill) in enumerate(self._styles):
            font = fonts.get(font_id, _Font())
            code, is_date = formats.get(format_, ("General", False))
            # White on a coloured ground can be read.
            found[str(index)] = Style(code, is_date, font.name, font.struck, font.white and fill not in filled)
        return found

    def _format(self, attributes: dict[str, str]) -> None:
        if self.path[1] == "numFmts":  # and not one of a conditional format
            self._formats[attributes["numFmtId"]] = attributes["formatCode"]

    def _font(self, _attributes: dict[str, str]) -> None:
        if self.path[1] == "fonts":
            self._fonts.append(_Font())

    def _in_font(self) -> bool:
        return self.path[1:3] == ["fonts", "font"] and len(self.path) == 4

    def _font_name(self, attributes: dict[str, str]) -> None:
        if self._in_font():
            self._fonts[-1].name = attributes["val"]

    def _font_strike(self, attributes: dict[str, str]) -> None:
        if self._in_font():
            self._fonts[-1].struck = is_true(attributes.get("val", "1"))

    def _font_colour(self, attributes: dict[str, str]) -> None:
        if self._in_font():
            # The first colour of a theme is the window's ground.
            self._fonts[-1].white = attributes.get("rgb", "").upper()[-6:] == "FFFFFF" or (
                attributes.get("theme") == "0" and "tint" not in attributes
            )

    def _fill(self, attributes: dict[str, str]) -> None:
        if self.path[1] == "fills":
            self._filled.append(attributes.get("patternType", "none") != "none")

    def _style(self, attributes: dict[str, str]) -> None:
        if self.path[1] == "cellXfs":
            number_format, font, fill = (attributes.get(name, "0") for name in ("numFmtId", "fontId", "fillId"))
            self._styles.append((number_format, font, fill))


def _is_date(code: str) -> bool:
    shown = _LITERAL.sub("", code[:1000])  # Excel allows 255 characters; the pattern is slow on a million
    return re.search("[dmyhs]", shown.partition(";")[0], re.IGNORECASE) is not None
