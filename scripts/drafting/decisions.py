"""List what a person has to decide: what was understood, from which cells, and where in the schema it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from scripts.blanks.blank import Cell
from scripts.drafting.body_lines import Line
from scripts.drafting.numbering import token
from scripts.drafting.row_tree import Row
from scripts.drafting.schema import side_id, usable_label
from scripts.drafting.understood import Table, Understood, says
from scripts.drafting.vocabulary import is_dots
from scripts.drafting.widths import widths
from scripts.model.form import Form
from scripts.model.from_schema import build_form
from scripts.wording import drafting as say
from scripts.wording import text
from scripts.wording.rules import sentence

Weight = Literal["must", "guess", "know"]
FIRST = "1.0.0"  # the version of a form that nobody knew before


@dataclass(frozen=True, slots=True)
class Decision:
    """One point to decide. `must`: the checks fail until it is done; `guess`: may be wrong; `know`: to be seen.

    `about` names the part, `said` what was understood and what to do, `cells` where it was read, `where` the place
    in the schema.
    """

    weight: Weight
    about: str
    said: str
    cells: tuple[str, ...] = ()
    where: str = ""


def decisions(seen: Understood, schema: Mapping[str, Any]) -> list[Decision]:
    """Everything that is open about the draft `schema`, what must be decided first."""
    found = [*_identity(seen, schema["x-form"]), *_around(seen)]
    for at, table in enumerate(seen.tables):
        side = side_id(at) if seen.several else ""
        found += [*_columns(table, schema, side), *_rows(table, side)]
    found += [*_sides(seen), *_rules(build_form(schema)), *_unused(seen)]
    order = ("must", "guess", "know")
    return sorted(found, key=lambda one: order.index(one.weight))


# ---- the form as a whole


def _identity(seen: Understood, identity: Mapping[str, Any]) -> Iterator[Decision]:
    if "blank" in identity and "document" not in identity["blank"]:
        hint = say.DOCUMENT_HINT.format(words=seen.around.source.text) if seen.around.source else ""
        cells = seen.around.source.cells if seen.around.source else ()
        yield Decision("must", say.ABOUT_DOCUMENT, say.DOCUMENT + hint, cells, "x-form/blank/document")
    code, label = identity["code"], seen.around.label
    if label is None:
        yield Decision("know", say.ABOUT_LABEL, say.NO_LABEL, (), "x-form/label")
    elif not usable_label(label):
        yield Decision("guess", say.ABOUT_LABEL, say.LONG_LABEL.format(words=label.text), label.cells, "x-form/label")
    elif not says(code, label.text):
        said = say.OTHER_LABEL.format(words=label.text, code=code)
        yield Decision("guess", say.ABOUT_LABEL, said, label.cells, "x-form/label")
    if not identity.get("outline"):
        yield Decision("guess", say.ABOUT_OUTLINE, say.NO_OUTLINE, (), "x-form/outline")
    if identity.get("known"):
        yield Decision("guess", say.ABOUT_KNOWN, say.KNOWN, (), "x-form/known")
    if identity["version"] != FIRST:
        yield Decision("must", say.ABOUT_CHANGELOG, say.CHANGELOG.format(**identity), (), "schemas/changelog.yaml")
    edition = say.EDITION.format(version=identity["version"], day=identity["layout_date"])
    yield Decision("know", say.ABOUT_EDITION, edition, (), "x-form/version, x-form/layout_date")


def _around(seen: Understood) -> Iterator[Decision]:
    found = seen.around
    if found.title is None:
        yield Decision("guess", say.ABOUT_TITLE, say.NO_TITLE, (), "title")
    else:
        yield Decision("know", say.ABOUT_TITLE, say.TITLE.format(words=found.title.text), found.title.cells, "title")
    if seen.dates is None:
        yield Decision("guess", say.ABOUT_PERIOD, say.NO_PERIOD, (), "x-form/period")
    else:
        said = say.period(seen.dates.start, seen.dates.end)
        yield Decision("guess", say.ABOUT_PERIOD, said, seen.dates.cells, "x-form/period")
    for one in found.units:
        said, where = (say.UNIT_LINE, "x-table/unit, $defs (x-unit)") if one.unit else (say.UNIT_OPEN, "x-form/asks")
        yield Decision("guess", say.ABOUT_UNIT, said.format(words=one.line.text), one.line.cells, where)
    for at, signer in enumerate(found.signed.signers):
        words = signer.text.replace("\n", " / ")
        said, where = say.SIGNER.format(words=words), f"x-signatures/signers/{at}"
        yield Decision("guess", say.ABOUT_SIGNER, said, signer.cells, where)
    for at, note in enumerate(found.notes):
        yield Decision("guess", say.ABOUT_NOTE, say.NOTE.format(words=note.text), note.cells, f"x-notes/{at}")


# ---- columns and rows


def _columns(table: Table, schema: Mapping[str, Any], side: str) -> Iterator[Decision]:
    holder = schema["properties"][side] if side else schema
    base = holder["x-table"]["columns"].removeprefix("#/")
    for column in table.columns:
        head = column.path[-1]
        if column.guess is None or column.stub == "number":
            continue
        where = f"{base}/properties/" + "/properties/".join(column.id)
        about = say.column(head.number.words if head.number else "", text.short(head.text))
        said = say.guess(column.guess.kind, column.guess.words, column.guess.unit)
        yield Decision("guess", about, said, head.addresses, where)
    if table.stubs.group is not None:
        head = table.region.leaves[table.stubs.group]
        yield Decision("guess", say.ABOUT_GROUP, say.GROUP.format(words=head.text), _of(head.cells), "properties")
    if found := widths(table.columns, table.region.sheet):
        said = say.WIDTHS.format(widths=", ".join(map(str, found)))
        yield Decision("know", say.ABOUT_WIDTHS, said, (), "x-width")
    if table.region.number_row is None:
        yield Decision("know", say.ABOUT_NUMBERS, say.NO_NUMBERS)


def _rows(table: Table, side: str) -> Iterator[Decision]:
    base = f"properties/{side}/properties" if side else "properties"
    for row in (row for row in table.rows if row.line is None):
        yield Decision("guess", _named(row), say.ADDED_ROW, (), f"{base}/{row.key}")
    for doubt, said in say.DOUBTS.items():
        yield from _together([row for row in table.rows if doubt in row.doubts], said, base)
    yield from _together([row for row in table.rows if row.repeats], say.BLOCK, f"{base}/…/x-block")
    samples = [cell for row in table.rows for line in row.repeats for cell in _samples(table, line)]
    if samples:
        said = say.SAMPLES.format(words="; ".join(dict.fromkeys(cell.words for cell in samples)))
        yield Decision("guess", say.ABOUT_SAMPLES, said, _of(tuple(samples)), f"{base}/…/x-block")
    bare = [row.key for row in table.rows if row.line and not table.cells(row)]
    if bare:
        yield Decision("guess", say.ABOUT_BARE, say.BARE.format(keys=", ".join(bare)), (), "$defs")
    printed = list(_printed(table))
    if printed:
        said = say.PRINTED.format(words="; ".join(dict.fromkeys(cell.words for cell in printed[:8])))
        yield Decision("guess", say.ABOUT_PRINTED, said, _of(tuple(printed[:8])))
    yield Decision("know", say.ABOUT_REQUIRED, say.REQUIRED, (), "required")


def _together(rows: list[Row], said: str, where: str) -> Iterator[Decision]:
    """One point about several rows that have it in common."""
    if rows:
        labels = tuple(row.line.label_cell if row.line else None for row in rows)
        yield Decision("guess", "; ".join(map(_named, rows)), said, _of(labels), where)


def _named(row: Row) -> str:
    return say.row(row.key, text.short(row.line.label, 30) if row.line else say.LIST_ROW)


def _samples(table: Table, line: Line) -> Iterator[Cell]:
    """Words in a line to fill, other than dots and numbers: examples that the draft does not keep."""
    for cell in table.region.sheet.row(line.row, table.region.area.cols):
        if cell.words and cell.row == line.row and not is_dots(cell.words) and not token(cell.words):
            yield cell


def _printed(table: Table) -> Iterator[Cell]:
    """Cells with words where figures are filled in: a draft does not keep them."""
    for row in table.rows:
        for column in table.data if row.line and not row.line.wide else ():
            cell = table.region.sheet.at(row.line.row, column.path[-1].left) if row.line else None
            if cell and cell.words and cell.row == row.line.row and cell is not row.line.label_cell:  # type: ignore[union-attr]
                yield cell


def _of(cells: tuple[Cell | None, ...]) -> tuple[str, ...]:
    return tuple(cell.address for cell in cells if cell)


# ---- tables side by side, rules, what was left over


def _sides(seen: Understood) -> Iterator[Decision]:
    if not seen.several:
        return
    yield Decision("guess", say.ABOUT_SIDES, say.SIDES.format(count=len(seen.tables)), (), "properties")
    counts = [len(table.rows) for table in seen.tables]
    if len(set(counts)) > 1:
        said = say.SIDES_DIFFER.format(counts=", ".join(map(str, counts)))
        yield Decision("must", say.ABOUT_SIDES, said, (), "properties")


def _rules(form: Form) -> Iterator[Decision]:
    if form.rules:
        yield Decision("guess", say.ABOUT_RULES, say.RULES, (), "x-rules")
    for at, rule in enumerate(form.rules):
        said = f"{sentence(form, rule)} {rule.why}"
        yield Decision("guess", say.ABOUT_RULE.format(id=rule.id), said, rule.cells, f"x-rules/{at}")


def _unused(seen: Understood) -> Iterator[Decision]:
    for cell in seen.around.signed.names:
        yield Decision("guess", say.ABOUT_NAME, say.NAME.format(words=text.short(cell.words)), (cell.address,))
    for cell in seen.around.unused:
        yield Decision("guess", say.ABOUT_UNUSED, say.UNUSED.format(words=text.short(cell.words)), (cell.address,))
    for words in seen.blank.unread:
        yield Decision("guess", say.ABOUT_UNREAD, say.UNREAD.format(words=text.short(words)))
    if seen.sheet.hidden:
        yield Decision("guess", say.ABOUT_HIDDEN, say.HIDDEN.format(names=", ".join(seen.sheet.hidden)))
    if seen.around.outside:
        words = "; ".join(dict.fromkeys(text.short(cell.words, 40) for cell in seen.around.outside))
        yield Decision("know", say.ABOUT_OUTSIDE, say.OUTSIDE.format(words=words), _of(tuple(seen.around.outside)))


# ---- as a file


def as_markdown(found: list[Decision], code: str) -> str:
    """The list as a file to work through, in Markdown."""
    parts = [say.LIST_TITLE.format(code=code), say.LIST_INTRO.format(code=code)]
    for weight, heading in say.WEIGHTS.items():
        held = [one for one in found if one.weight == weight]
        if held:
            parts.append(f"## {heading} ({len(held)})")
            parts.append("\n".join(f"- [ ] {as_line(one, marked=True)}" for one in held))
    parts.append(say.NEXT_STEPS.format(code=code))
    return "\n\n".join(parts) + "\n"


def as_line(one: Decision, marked: bool = False) -> str:
    """A decision on one line."""
    bold, code = ("**", "`") if marked else ("", "")
    read = f" [{text.cells(one.cells)}]" if one.cells else ""
    where = f" → {code}{one.where}{code}" if one.where else ""
    return f"{bold}{one.about}{bold}{read}: {one.said}{where}"
