"""One HTML file that shows the blank as it was read beside the form that was understood, guesses coloured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Template

from markupsafe import Markup

from scripts import paths
from scripts.blanks.blank import Cell
from scripts.drafting.decisions import Decision, as_line
from scripts.drafting.understood import Understood
from scripts.model.a1 import column_name, parse_cell
from scripts.model.form import Form
from scripts.pages import places
from scripts.pages.html import join, tag
from scripts.pages.picture import Picture
from scripts.wording import drafting as say

_MOST_LINES = 400  # of the original; what is cut is said
_WIDE = 7  # columns beyond which two tables do not stand beside each other
_PAGE = Template("""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>$title</title>
<style>
$css
:root { --md-default-fg-color: #222; --md-default-bg-color: #fff; --md-default-fg-color--lightest: #ddd; }
body { margin: 1rem; font: 15px/1.45 "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif; color: #222; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
.nf-sides + h2, .nf-list + h2 { margin-top: 1.2rem; }
.nf-sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 38rem), 1fr)); gap: 1.2rem; }
.nf-sides.nf-wide { grid-template-columns: minmax(0, 1fr); }
.nf-sides > section { min-width: 0; }
.nf-frame { overflow: auto; max-height: 85vh; border: 1px solid #bbb; scrollbar-color: #777 #e4e4e4; }
.nf-wide .nf-frame { overflow-x: scroll; }
.nf-frame .sk-frame { max-height: none; margin: 0; overflow: visible; }
.nf-frame .sk-caption { position: static; }
.nf-hint { color: #555; font-style: italic; margin: 0 0 .4rem; }
.nf-blank { border-collapse: collapse; font-size: .8rem; background: #fff; }
.nf-blank td { border: 1px dotted #ccc; padding: .15rem .3rem; min-width: 2.2em; vertical-align: middle; }
.nf-blank td.nf-ruled { border: 1px solid #666; }
.nf-blank th { font-weight: 400; color: #777; background: #f4f4f4; border: 1px solid #ddd; padding: 0 .3rem; }
.nf-bold { font-weight: 700; } .nf-italic { font-style: italic; } .nf-center { text-align: center; }
.nf-name { background: #dce9f7; } .nf-head { background: #e3f0dc; } .nf-guess { background: #ffe9b8; }
.nf-stub { background: #eef3fb; } .nf-repeat { background: #e6e0f5; } .nf-note { background: #d9f2f0; }
.nf-sign { background: #f6dcec; }
.nf-outside { background: #ededed; color: #777; } .nf-unused { background: #ffd0cb; }
.nf-shaded { background: #c4c4c4; }
.nf-kind { display: block; font-size: .72rem; font-weight: 400; font-style: italic; color: #7a4b00; }
.nf-legend span { display: inline-block; padding: 0 .5rem; margin: 0 .3rem .3rem 0; border: 1px solid #ccc; }
.nf-list li { margin: .25rem 0; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>$title</h1>
<p class="nf-legend">$legend</p>
$hint
<div class="nf-sides$wide">
<section><h2>$left</h2><div class="nf-frame" tabindex="0">$blank</div></section>
<section><h2>$right</h2><div class="nf-frame" tabindex="0">$form</div></section>
</div>
$decisions
</body>
</html>
""")


def page(seen: Understood, form: Form, found: Sequence[Decision]) -> str:
    """The page as HTML that needs no other file."""
    css = (paths.DOCS / "assets" / "so-ket.css").read_text("utf-8")
    legend = Markup("").join(tag("span", words, class_=f"nf-{kind}") for kind, words in say.LEGEND.items())
    wide = seen.sheet.width > _WIDE
    return _PAGE.substitute(
        wide=" nf-wide" if wide else "",
        hint=tag("p", say.PICTURE_WIDE, class_="nf-hint") if wide else "",
        title=Markup.escape(say.PICTURE_TITLE.format(code=form.code, file=seen.blank.name)),
        css=css,
        legend=legend,
        left=say.PICTURE_LEFT,
        right=say.PICTURE_RIGHT,
        blank=_Original(seen).html(),
        form=Markup('<div class="md-typeset">{}</div>').format(Picture(form, "m").html(form.label.text)),
        decisions=_list(found) + _columns(seen, form),
    )


def _list(found: Sequence[Decision]) -> Markup:
    parts = []
    for weight, heading in say.WEIGHTS.items():
        held = [tag("li", as_line(one)) for one in found if one.weight == weight]
        if held:
            parts.append(tag("h2", heading) + tag("ul", Markup("\n").join(held), class_="nf-list"))
    return Markup("\n").join(parts)


def _columns(seen: Understood, form: Form) -> Markup:
    """Where the numbers in the drawn form lead to: what each column is thought to take."""
    made = []
    for table, drawn in zip(seen.tables, form.tables, strict=True):
        for column, shown in zip(table.columns, drawn.columns, strict=True):
            kind = say.KINDS[column.guess.kind] if column.guess else say.PRINTED_STUB
            words = f"{shown.number} “{shown.label.text}”: {kind}"
            made.append(tag("li", words, id=places.column_guide(drawn.id, shown.id)))
    return tag("h2", say.PICTURE_COLUMNS) + tag("ul", Markup("\n").join(made))


class _Original:
    """The sheet as it was read, each cell coloured by what was made of it."""

    def __init__(self, seen: Understood) -> None:
        self.seen, self.sheet = seen, seen.sheet
        self.kinds = _kinds(seen)
        self.guessed = _guessed(seen)

    def html(self) -> Markup:
        last = max([*(row for table in self.seen.tables for row in table.region.body), self._last_words()], default=0)
        shown = min(last + 1, _MOST_LINES)
        rows = Markup("\n").join(tag("tr", Markup("").join(self._row(row, shown))) for row in range(shown))
        if not self.seen.blank.word:
            letters = (tag("th", column_name(col)) for col in range(self.sheet.width))
            rows = tag("tr", tag("th", "") + Markup("").join(letters)) + rows
        cut = tag("p", say.PICTURE_CUT.format(count=last + 1 - shown)) if last + 1 > shown else Markup("")
        return tag("table", rows, class_="nf-blank") + cut

    def _last_words(self) -> int:
        return max((cell.row for cell in self.sheet.cells if cell.words), default=0)

    def _row(self, row: int, shown: int) -> list[Markup]:
        made = [tag("th", self._row_name(row))]
        for col in range(self.sheet.width):
            cell = self.sheet.at(row, col)
            if cell is None:
                made.append(tag("td", ""))
            elif (cell.row, cell.col) == (row, col):
                made.append(self._cell(cell, shown))
        return made

    def _row_name(self, row: int) -> str:
        """How the cells of the row are cited: by its number, in Word by the paragraph or the row of the table."""
        first = next(self.sheet.row(row), None)
        if not self.seen.blank.word or first is None:
            return str(row + 1)
        part, _, place = first.address.partition("!")
        if part == "P":
            return say.PICTURE_PARAGRAPH.format(place=place)
        return say.PICTURE_ROW.format(table=part[1:], row=parse_cell(place)[0] + 1 + row - first.row)

    def _cell(self, cell: Cell, shown: int) -> Markup:
        guess = self.guessed.get(cell.address, "")
        said = Markup("{}{}").format(cell.words, tag("span", guess, class_="nf-kind") if guess else "")
        kind = "guess" if guess else self.kinds.get(cell.address, "")
        return tag(
            "td",
            said,
            title=join(cell.address, say.LEGEND.get(kind, "")),
            rowspan=str(min(cell.rows, shown - cell.row)) if cell.rows > 1 else "",
            colspan=str(cell.cols) if cell.cols > 1 else "",
            class_=join(
                "nf-ruled" if cell.edges else "",
                "nf-bold" if cell.bold else "",
                "nf-italic" if cell.italic else "",
                "nf-center" if cell.align.startswith("center") else "",
                f"nf-{kind}" if kind else "nf-shaded" if cell.shaded and not cell.computed else "",
            ),
        )


def _guessed(seen: Understood) -> Mapping[str, str]:
    """What the columns are thought to take, by the cell of their head."""
    return {
        column.path[-1].cells[-1].address: say.KINDS[column.guess.kind]
        for table in seen.tables
        for column in table.data
        if column.guess and column.path[-1].cells
    }


def _kinds(seen: Understood) -> dict[str, str]:
    """What was made of each cell, by its address."""
    around = seen.around
    made: dict[str, str] = {}
    for words in (around.label, around.title, around.subtitle, *(one.line for one in around.units)):
        made.update(dict.fromkeys(words.cells if words else (), "name"))
    made.update(dict.fromkeys((address for note in around.notes for address in note.cells), "note"))
    for words in (around.signed.place, *around.signed.signers):
        made.update(dict.fromkeys(words.cells if words else (), "sign"))
    made.update({cell.address: "outside" for cell in around.outside})
    made.update({cell.address: "unused" for cell in (*around.unused, *around.signed.names)})
    for table in seen.tables:
        heads = [cell for column in table.columns for head in column.path for cell in head.cells]
        numbers = [column.path[-1].number for column in table.columns]
        made.update({cell.address: "head" for cell in (*heads, *numbers) if cell})
        if table.stubs.group is not None:
            made.update({cell.address: "unused" for cell in table.region.leaves[table.stubs.group].cells})
        for line in table.lines:
            kind = {"repeat": "repeat", "dots": "repeat", "note": "note"}.get(line.kind, "stub")
            cells = [line.number_cell, line.label_cell, line.unit]
            if kind == "repeat":
                cells = list(table.region.sheet.row(line.row, table.region.area.cols))
            made.update({cell.address: kind for cell in cells if cell})
    return made
