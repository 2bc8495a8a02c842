"""Write into a workbook what a check said of it: at the cells, in a list with links, and the cells without a place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from scripts.findings import SEVERITIES, Finding
from scripts.model.a1 import cell_name, quote_sheet
from scripts.model.data import leaf_at
from scripts.model.form import Place
from scripts.templates.cell_checks import accepted
from scripts.templates.cover import Cover
from scripts.templates.form_sheet import FormSheet
from scripts.templates.measure import height, line_count
from scripts.templates.styles import Styles
from scripts.wording import review as words
from scripts.wording import sheet as names

_WIDTHS = (5, 10, 16, 18, 32, 46, 36)
_ASIDE_WIDTHS = (24, 10, 50, 20, 56, 8)
_COMMENT_WIDTH, _COMMENT_LETTERS, _COMMENT_LINE = 320, 50, 17  # pixels, letters of a line, pixels
_TALLEST = 25  # lines of letters in one row: Excel takes 409 points
_LONGEST = 32_767  # letters that a cell or a comment takes

Spot = tuple[Worksheet, int, int]


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding and where it belongs: a place of the form's data, or a field of its envelope; None for neither.

    `part` is the part of the list in which it is told.
    """

    finding: Finding
    target: Place | str | None = None
    part: words.Part = "todo"

    @property
    def done(self) -> bool:
        """Whether the copy already holds what the finding speaks of in the right way."""
        return self.part in words.DONE_PARTS


@dataclass(frozen=True, slots=True)
class Raw:
    """What a person's cell holds that could not be read, for the same cell of the copy; `error` for an error's code."""

    form: str
    place: Place
    value: str | float | bool
    error: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """A cell of the person's file that has no place in a form: its sheet, its address, and what it held.

    `label` says what it was in an older template, `wrong` that an error speaks of it, `is_date`
    that its number was shown as a day.
    """

    sheet: str
    cell: str
    value: str | float | bool
    formula: str = ""
    label: str = ""
    wrong: bool = False
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """What a person's comment says, and where in the copy it hangs: a place or a field, as of a Remark."""

    form: str
    target: Place | str
    said: str


@dataclass(frozen=True, slots=True)
class Review:
    """All that a check said of a file, in the order in which it is listed; `title` heads the list.

    `struck` are the places, by form, whose values the person struck through.
    """

    remarks: Sequence[Remark]
    raw: Sequence[Raw] = ()
    aside: Sequence[Aside] = ()
    title: str = words.TITLE
    struck: Mapping[str, Collection[Place]] = field(default_factory=dict)
    comments: Sequence[Comment] = ()


class ReviewSheets:
    """The list of findings as the workbook's first sheet, the cells without a place as another, and the marks."""

    def __init__(self, workbook: Workbook, styles: Styles, review: Review) -> None:
        self.styles, self.review = styles, review
        self.sheet: Worksheet = workbook.add_worksheet(names.FINDINGS)
        self.aside: Worksheet | None = workbook.add_worksheet(names.ASIDE) if review.aside else None
        self.line = 0
        self.spots: list[Spot | None] = []

    def write(self, pages: Sequence[FormSheet]) -> None:
        """Write what stood in cells that could not be read, once the forms are written, and both sheets."""
        by_form = {page.form.code: page for page in pages}
        for raw in self.review.raw:
            _write_raw(by_form[raw.form], raw)
        self._list(by_form, self._write_aside())
        self.sheet.activate()

    # ------------------------------------------------------------ at the cells

    def mark(self, cover: Cover, pages: Sequence[FormSheet]) -> None:
        """Paint every cell that a finding speaks of and let a comment there say it, above the person's own."""
        by_form = {page.form.code: page for page in pages}
        self.spots = [_spot(one.finding.form, one.target, cover, by_form) for one in self.review.remarks]
        own: dict[Spot, str] = {}
        for one in self.review.comments:
            if spot := _spot(one.form, one.target, cover, by_form):
                own[spot] = "\n".join(filter(None, (own.get(spot), one.said)))
        at: dict[Spot, list[Finding]] = {}
        for remark, spot in zip(self.review.remarks, self.spots, strict=True):
            if spot:
                at.setdefault(spot, []).append(remark.finding)
        for (sheet, line, col), found in at.items():
            found.sort(key=lambda f: SEVERITIES.index(f.severity))
            self._paint(sheet, line, col, found[0])
        for spot in at | own:
            _hang(spot, words.comments(at.get(spot, []), own.get(spot, ""))[:_LONGEST])

    def _paint(self, sheet: Worksheet, line: int, col: int, found: Finding) -> None:
        paint = {"type": "formula", "criteria": "=TRUE", "format": self.styles.mark(found.severity)}
        accepted(sheet.conditional_format(line, col, line, col, paint))

    # ------------------------------------------------------------ the list

    def _list(self, by_form: dict[str, FormSheet], aside: dict[tuple[str, str], int]) -> None:
        ws = self.sheet
        for col, width in enumerate(_WIDTHS):
            ws.set_column(col, col, width)
        self._text(self.review.title, "heading")
        for said in words.EXPLAINED:
            self._text(said, "ours")
        listed = list(zip(self.review.remarks, self.spots, strict=True))
        for part, heading in words.PARTS.items():
            chosen = [(remark, spot) for remark, spot in listed if remark.part == part]
            if not chosen and (part != "todo" or any(not remark.done for remark, _ in listed)):
                continue
            self.line += 1
            self._text(heading, "echo")
            if not chosen:
                self._text(words.ONLY_ASIDE if aside else words.NOTHING_TO_DO, "plain")
                continue
            self._line(words.HEADS, "header")
            for number, (remark, spot) in enumerate(chosen, 1):
                self._entry(number, remark, self._target(remark, spot, by_form, aside))
        ws.set_paper(9)
        ws.set_landscape()
        ws.fit_to_pages(1, 0)
        ws.set_footer("&R&9Trang &P/&N")

    def _text(self, said: str, style: str) -> None:
        self.sheet.write_string(self.line, 0, said, self.styles(style))
        self.line += 1

    def _line(self, said: Sequence[str], style: str) -> None:
        for col, one in enumerate(said):
            self.sheet.write_string(self.line, col, one[:_LONGEST], self.styles(style))
        lines = max(line_count(one, width) for one, width in zip(said, _WIDTHS, strict=True))
        self.sheet.set_row(self.line, height(lines))
        self.line += 1

    def _entry(self, number: int, remark: Remark, target: Spot | None) -> None:
        found = remark.finding
        level = words.LEVELS_OF_PARTS.get(remark.part) or words.LEVELS[found.severity]
        row = ", ".join(part for part in (found.row, found.column) if part)
        line = self.line
        self._line((str(number), level, "", words.where(found), row, found.message, found.remedy), "cell")
        if not remark.done:
            self._paint(self.sheet, line, 1, found)
        if target:
            sheet, at, col = target
            shown = f"{sheet.get_name()}!{cell_name(at, col)}"
            link = f"internal:{quote_sheet(sheet.get_name())}!{cell_name(at, col)}"
            self.sheet.write_url(line, 2, link, self.styles("link"), shown)

    def _target(
        self, remark: Remark, spot: Spot | None, by_form: dict[str, FormSheet], aside: dict[tuple[str, str], int]
    ) -> Spot | None:
        """Where an entry leads: its own cell, the cell among those set aside, else the top of the form's sheet."""
        found = remark.finding
        if spot:
            return spot
        if self.aside and (line := aside.get((found.sheet, found.cell))) is not None:
            return self.aside, line, 2
        if self.aside and found.remedy == words.IN_ASIDE:
            return self.aside, 0, 0
        page = by_form.get(found.form)
        return (page.sheet, 0, 0) if page else None

    # ------------------------------------------------------------ cells without a place

    def _write_aside(self) -> dict[tuple[str, str], int]:
        """Write them; the line of each by its sheet and address in the person's file."""
        ws = self.aside
        lines: dict[tuple[str, str], int] = {}
        if ws is None:
            return lines
        for col, width in enumerate(_ASIDE_WIDTHS):
            ws.set_column(col, col, width)
        ws.write_string(0, 0, words.ASIDE_TITLE, self.styles("heading"))
        ws.write_string(1, 0, words.ASIDE_EXPLAINED, self.styles("ours"))
        for col, head in enumerate(words.ASIDE_HEADS):
            ws.write_string(3, col, head, self.styles("header"))
        for line, one in enumerate(self.review.aside, 4):
            ws.write_string(line, 0, one.sheet, self.styles("cell"))
            ws.write_string(line, 1, one.cell, self.styles("cell"))
            _write(ws, line, 2, one.value, self.styles("held_day" if one.is_date else "held"))
            ws.write_string(line, 3, one.formula, self.styles("cell"))
            ws.write_string(line, 4, one.label, self.styles("cell"))
            ws.write_string(line, 5, words.LEVELS["error" if one.wrong else "warning"], self.styles("cell"))
            wide = zip((str(one.value), one.label), (_ASIDE_WIDTHS[2], _ASIDE_WIDTHS[4]), strict=True)
            ws.set_row(line, height(min(_TALLEST, max(line_count(said, width) for said, width in wide))))
            lines.setdefault((one.sheet, one.cell), line)
        ws.set_paper(9)
        ws.set_landscape()
        ws.fit_to_pages(1, 0)
        return lines


def _hang(spot: Spot, said: str) -> None:
    sheet, line, col = spot
    size = {"width": _COMMENT_WIDTH, "height": _COMMENT_LINE * (line_count(said, _COMMENT_LETTERS) + 1)}
    sheet.write_comment(line, col, said, {"author": "", "font_name": "Arial", "font_size": 9, **size})


def _spot(form: str, target: Place | str | None, cover: Cover, by_form: dict[str, FormSheet]) -> Spot | None:
    page = by_form.get(form)
    if isinstance(target, str):
        if page and target in page.fields:
            return (page.sheet, *page.fields[target])
        at = cover.fields.get((target, form)) or cover.fields.get((target, ""))
        return (cover.sheet, *at) if at else None
    if target is None or page is None:
        return None
    return (page.sheet, *page.position(target))


def _write_raw(page: FormSheet, raw: Raw) -> None:
    line, col = page.position(raw.place)
    leaf = leaf_at(page.form, raw.place)
    assert leaf is not None  # it is kept for a cell to be filled
    style = page.styles.input(leaf)
    if raw.error:
        page.sheet.write_formula(line, col, f"={raw.value}", style, str(raw.value))
    else:
        _write(page.sheet, line, col, raw.value, style)


def _write(sheet: Worksheet, line: int, col: int, value: str | float | bool, style: object) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(line, col, value, style)
    elif isinstance(value, str):
        sheet.write_string(line, col, value[:_LONGEST], style)
    else:
        sheet.write_number(line, col, value, style)
