"""List every correction and doubt of the forms, the outline and the plan, with the words before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from markupsafe import Markup

from scripts.model.form import Block, Correction, Form, Label, Row, Table
from scripts.pages import places, words
from scripts.pages.markdown import plain
from scripts.wording import text

_CONTEXT = 5
_WHOLE = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """One place that a correction touches: its page, what it is, words as printed and as shown, lines."""

    page: str
    document: str
    where: str
    printed: str
    shown: str
    lines: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for a change and every place that was changed for it."""

    correction: Correction
    spots: tuple[Spot, ...]

    @property
    def outcome(self) -> str:
        """What was done about it: corrected, kept as printed, or only pointed out."""
        if not self.correction.applied:
            return words.DOUBTED
        changed = self.correction.of == "structure" or any(spot.printed != spot.shown for spot in self.spots)
        return words.DONE if changed else words.KEPT


@dataclass(frozen=True, slots=True)
class Notice:
    """A number in the list of corrections with its reasons."""

    id: str
    reasons: tuple[Reason, ...]

    @property
    def applied(self) -> bool:
        """Whether anything was changed for any of the reasons."""
        return any(reason.outcome == words.DONE for reason in self.reasons)

    @property
    def anchor(self) -> str:
        """Its anchor on the page of all corrections; pages of forms put `sua-` before it."""
        return places.anchor(self.id)


Found = tuple[Correction, Spot]


def of_form(form: Form) -> Iterator[Found]:
    """Every correction of a form, in printed order."""
    for where, label in (("nhãn biểu", form.label), ("tên biểu", form.title), ("dưới tên biểu", form.subtitle)):
        if label:
            yield from _of_label(form, where, label)
    for table in form.tables:
        yield from _of_columns(form, table)
        for row in table.rows:
            yield from _of_row(form, table, row)
    for note in form.notes:
        yield from _of_label(form, "ghi chú dưới bảng", note.label)


def _of_columns(form: Form, table: Table) -> Iterator[Found]:
    seen: set[Label] = set()
    for column in table.columns:
        for group in column.groups:
            if group not in seen:
                seen.add(group)
                yield from _of_label(form, "tiêu đề nhóm cột", group)
        yield from _of_label(form, f"tiêu đề cột {column.number.strip('()')}", column.label)


def _of_row(form: Form, table: Table, row: Row) -> Iterator[Found]:
    side = f", bên {table.label.text.lower()}" if table.label else ""
    yield from _of_label(form, text.row(row) + side, row.label, (row.number_printed, row.number))
    if row.block:
        yield from _of_block(form, f"dòng lặp dưới {text.row(row)}{side}", row.block)


def _of_block(form: Form, where: str, block: Block) -> Iterator[Found]:
    for one in block.corrections:
        yield one, _spot(form, where, ("", ""), block.lines)


def _of_label(form: Form, where: str, label: Label, number: tuple[str, str] = ("", "")) -> Iterator[Found]:
    for one in label.corrections:
        change = {"title": (label.printed, label.text), "number": number}.get(one.of, ("", ""))
        yield one, _spot(form, where, change, label.lines)


def _spot(form: Form, where: str, change: tuple[str, str], lines: tuple[int, ...]) -> Spot:
    return Spot(places.form(form.code), form.label.text, where, *change, text.lines(lines))


def of_document(node: Any, page: str, document: str, where: str = "") -> Iterator[Found]:
    """Every correction below a node of the outline or the plan, in the order of the file."""
    if isinstance(node, list):
        for child in node:
            yield from of_document(child, page, document, where)
    if not isinstance(node, Mapping):
        return
    where = _provision(node) or where
    for raw in node.get("x-correction", ()):
        yield Correction(**raw), _document_spot(node, raw, page, document, where)
    for name, child in node.items():
        if name != "x-correction":
            named = isinstance(child, Mapping) and "x-number" in child
            yield from of_document(child, page, document, f"mục {name}" if named else where)


def _provision(node: Mapping[str, Any]) -> str:
    """How a provision of the plan is cited; empty for other nodes."""
    if "id" not in node or "kind" not in node:
        return ""
    if node["kind"] == "footnote":
        return f"chú thích {node['number']}"
    return "mục " + re.sub(r"\.[a-z]\w*$", "", node["id"])


def _document_spot(node: Mapping[str, Any], raw: Mapping[str, Any], page: str, document: str, where: str) -> Spot:
    official = node.get("text") or node.get("title") or ""
    change = (node.get("x-printed", official), official)
    if raw["of"] == "number":
        change = (node.get("number_printed", node["number"]), node["number"])
    elif raw["of"] == "structure":
        where, change = f"{where} “{text.short(official)}”".strip(), ("", "")
    return Spot(page, document, where, *change, text.lines(tuple(node.get("x-source", ()))))


def gathered(found: Iterable[Found]) -> list[Notice]:
    """One notice for each number of the list, in their order; the same place is named once."""
    reasons: dict[Correction, dict[Spot, None]] = {}
    for one, spot in found:
        reasons.setdefault(one, {})[spot] = None
    made = sorted((Reason(one, tuple(spots)) for one, spots in reasons.items()), key=_order)
    return [Notice(number, tuple(group)) for number, group in groupby(made, key=lambda r: r.correction.id)]


def _order(reason: Reason) -> int:
    return int(reason.correction.id[1:])


def difference(printed: str, shown: str) -> tuple[Markup, Markup]:
    """Both wordings as Markdown with the changed words marked; long ones are cut to the words around the changes."""
    before, after = printed.split(), shown.split()
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    long = max(len(before), len(after)) > _WHOLE
    old = [_run(before[i:j], kind, long, n, len(steps)) for n, (kind, i, j, _, _) in enumerate(steps)]
    new = [_run(after[i:j], kind, long, n, len(steps)) for n, (kind, _, _, i, j) in enumerate(steps)]
    return Markup(" ").join(filter(None, old)), Markup(" ").join(filter(None, new))


def _run(part: list[str], kind: str, long: bool, index: int, count: int) -> Markup:
    """A run of equal or changed words; in long texts an equal run keeps only what stands beside a change."""
    if kind != "equal":
        return Markup("<mark>{}</mark>").format(plain(" ".join(part))) if part else Markup("")
    if not long or len(part) <= 2 * _CONTEXT:
        return plain(" ".join(part))
    head = [] if index == 0 else part[:_CONTEXT]
    tail = [] if index == count - 1 else part[-_CONTEXT:]
    return plain(" ".join([*head, words.ELLIPSIS, *tail]))
