"""List what a person has to decide: what was understood, from which cells, and where in the schema it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from scripts.blanks.blank import Cell
from scripts.drafting.row_tree import Row
from scripts.drafting.schema import side_id, usable_label
from scripts.drafting.understood import Table, Understood, says
from scripts.wording import drafting as say
from scripts.wording import text

Weight = Literal["must", "guess", "know"]


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
    found += [*_sides(seen), *_rules(schema), *_unused(seen)]
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
    if found.money:
        said = say.MONEY.format(words=found.money.text) if found.money.text else say.MONEY_OPEN
        yield Decision("guess", say.ABOUT_MONEY, said, found.money.cells, "$defs (x-unit), x-form/asks")
    for at, note in enumerate(found.notes):
        yield Decision("guess", say.ABOUT_NOTE, say.NOTE.format(words=note.text), note.cells, f"x-notes/{at}")


# ---- columns and rows


def _columns(table: Table, schema: Mapping[str, Any], side: str) -> Iterator[Decision]:
    holder = schema["properties"][side] if side else schema
    base = holder["x-table"]["columns"].removeprefix("#/")
    for column in table.columns:
        head, cells = column.path[-1], tuple(cell.address for cell in column.path[-1].cells)
        if column.guess is None or column.stub == "number":
            continue
        where = f"{base}/properties/" + "/properties/".join(column.id)
        about = say.column(head.number.words if head.number else "", text.short(head.text))
        yield Decision(
            "guess", about, say.guess(column.guess.kind, column.guess.words, column.guess.unit), cells, where
        )
    if table.stubs.group is not None:
        head = table.region.leaves[table.stubs.group]
        yield Decision("guess", say.ABOUT_GROUP, say.GROUP.format(words=head.text), _of(head.cells), "properties")
    if table.region.number_row is None:
        yield Decision("know", say.ABOUT_NUMBERS, say.NO_NUMBERS)


def _rows(table: Table, side: str) -> Iterator[Decision]:
    base = f"properties/{side}/properties" if side else "properties"
    for row in table.rows:
        yield from _row(row, f"{base}/{row.key}")
    bare = [row.key for row in table.rows if row.line and not table.cells(row)]
    if bare:
        yield Decision("guess", say.ABOUT_BARE, say.BARE.format(keys=", ".join(bare)), (), "$defs")
    printed = list(_printed(table))
    if printed:
        said = say.PRINTED.format(words="; ".join(dict.fromkeys(cell.words for cell in printed[:8])))
        yield Decision("guess", say.ABOUT_PRINTED, said, _of(tuple(printed[:8])))
    yield Decision("know", say.ABOUT_REQUIRED, say.REQUIRED, (), "required")


def _row(row: Row, where: str) -> Iterator[Decision]:
    label = row.line.label_cell if row.line else None
    about = say.row(row.key, text.short(row.line.label, 50) if row.line else say.LIST_ROW)
    if row.line is None:
        yield Decision("guess", about, say.ADDED_ROW, (), where)
    for doubt in row.doubts:
        yield Decision("guess", about, say.DOUBTS[doubt].format(parent=row.parent or "–"), _of((label,)), where)
    if row.repeats:
        said = say.BLOCK.format(count=len(row.repeats))
        yield Decision("guess", about, said, _of((label,)), f"{where}/x-block")


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


def _rules(schema: Mapping[str, Any]) -> Iterator[Decision]:
    for at, rule in enumerate(schema.get("x-rules", ())):
        about, cells = say.ABOUT_RULE.format(id=rule["id"]), tuple(rule.get("x-cell", ()))
        yield Decision("guess", about, say.rule(rule, rule["why"]), cells, f"x-rules/{at}")


def _unused(seen: Understood) -> Iterator[Decision]:
    notes = [line.label_cell for table in seen.tables for line in table.lines if line.kind == "note"]
    for cell in filter(None, (*seen.around.unused, *notes)):
        yield Decision("guess", say.ABOUT_UNUSED, say.UNUSED.format(words=text.short(cell.words)), (cell.address,))
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
