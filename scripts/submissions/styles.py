"""Reads what the styles of a workbook say about number formats and fonts."""

import re
from typing import Final, NamedTuple

from scripts.submissions.container import Package
from scripts.submissions.markup import OptionalMarkup, Spent

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
    """A number-format code, whether it shows dates, and the name of a font."""

    format: str = "General"
    is_date: bool = False
    font: str = ""


class Styles(OptionalMarkup):
    """What a cell's style says about its number format and its font."""

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self._formats = dict(_BUILT_IN_FORMATS)
        self._fonts: dict[str, str] = {}
        self._styles: list[tuple[str, str]] = []
        self.starts = {"numFmt": self._format, "font": self._font, "name": self._font_name, "xf": self._style}
        self.run_if_there()

    def kept(self) -> int:
        """As Markup.kept: the formats, fonts and styles."""
        return len(self._formats) + len(self._fonts) + len(self._styles)

    def by_index(self) -> dict[str, Style]:
        """The styles by the text of their index, as cells refer to them."""
        # Each code is looked through once only: thousands of styles may share a long one.
        formats = {id_: (code, _is_date(code)) for id_, code in self._formats.items()}
        return {
            str(index): Style(*formats.get(format_, ("General", False)), self._fonts.get(font, ""))
            for index, (format_, font) in enumerate(self._styles)
        }

    def _format(self, attributes: dict[str, str]) -> None:
        if self.path[1] == "numFmts":  # and not one of a conditional format
            self._formats[attributes["numFmtId"]] = attributes["formatCode"]

    def _font(self, _attributes: dict[str, str]) -> None:
        if self.path[1] == "fonts":
            self._fonts[str(len(self._fonts))] = ""

    def _font_name(self, attributes: dict[str, str]) -> None:
        if self.path[1:] == ["fonts", "font", "name"]:
            self._fonts[str(len(self._fonts) - 1)] = attributes["val"]

    def _style(self, attributes: dict[str, str]) -> None:
        if self.path[1] == "cellXfs":
            self._styles.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))


def _is_date(code: str) -> bool:
    shown = _LITERAL.sub("", code[:1000])  # Excel allows 255 characters; the pattern is slow on a million
    return re.search("[dmyhs]", shown.partition(";")[0], re.IGNORECASE) is not None
