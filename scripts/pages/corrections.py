"""List every correction and doubt of the forms, the outline and the plan, with the words before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Literal

from markupsafe import Markup

from scripts.model.form import Block, Correction, Form, Label, Row, Table
from scripts.model.from_schema import build_corrections
from scripts.pages import places, words
from scripts.pages.markdown import plain
from scripts.wording import text

_CONTEXT = 5
_WHOLE = 20


@dataclass(frozen=True, slots=True)
class Spot:
    """One place that a correction touches: its page, what it is, words as printed and as shown, lines, cells.

    `words`: the part of the printed words that the correction is about; empty for all of them.
    """

    page: str
    document: str
    where: str
    printed: str
    shown: str
    words: str
    lines: str
    cells: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for a change and every place that was changed for it."""

    correction: Correction
    spots: tuple[Spot, ...]

    @property
    def outcome(self) -> str:
        """What was done about it, in words."""
        return words.TREATMENT[self.correction.treatment]


@dataclass(frozen=True, slots=True)
class Notice:
    """A number in the list of corrections with its reasons."""

    id: str
    reasons: tuple[Reason, ...]

    @property
    def applied(self) -> bool:
        """Whether anything was corrected, or put in a place, for any of the reasons."""
        return any(reason.correction.treatment in ("corrected", "attributed") for reason in self.reasons)

    @property
    def anchor(self) -> str:
        """Its anchor on the page of all corrections; pages of forms put `sua-` before it."""
        return places.anchor(self.id)


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of all numbers: what it is about, where, how certain, what was done, where it is told."""

    id: str
    about: str
    where: str
    certainty: str
    outcome: str
    page: str
    own: bool


Found = tuple[Correction, Spot]
Step = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]


def of_form(form: Form) -> Iterator[Found]:
    """Every correction of a form, in printed order."""
    for where, label in (("nhãn biểu", form.label), ("tên biểu", form.title), ("dưới tên biểu", form.subtitle)):
        if label:
            yield from _of_label(form, where, label)
    for table in form.tables:
        if table.unit:
            yield from _of_label(form, "dòng đơn vị tính", table.unit)
        yield from _of_columns(form, table)
        for row in table.rows:
            yield from _of_row(form, table, row)
    for note in form.notes:
        yield from _of_label(form, "ghi chú dưới bảng", note.label)
    for label in form.signatures.labels if form.signatures else ():
        yield from _of_label(form, "phần ký", label)


def _of_columns(form: Form, table: Table) -> Iterator[Found]:
    seen: set[Label] = set()
    for column in table.columns:
        for group in column.groups:
            if group not in seen:
                seen.add(group)
                yield from _of_label(form, "tiêu đề nhóm cột", group)
        yield from _of_label(form, f"tiêu đề cột {column.bare_number}", column.label)


def _of_row(form: Form, table: Table, row: Row) -> Iterator[Found]:
    side = f", bên {table.label.text.lower()}" if table.label else ""
    yield from _of_label(form, text.row(row) + side, row.label, (row.number_printed, row.number))
    if row.block:
        yield from _of_block(form, f"dòng lặp dưới {text.row(row)}{side}", row.block)


def _of_block(form: Form, where: str, block: Block) -> Iterator[Found]:
    for one in block.corrections:
        yield one, _spot(form, where, ("", ""), one, block.lines)


def _of_label(form: Form, where: str, label: Label, number: tuple[str, str] = ("", "")) -> Iterator[Found]:
    for one in label.corrections:
        change = {"title": (label.printed, label.text), "number": number}.get(one.of, ("", ""))
        yield one, replace(_spot(form, where, change, one, label.lines), cells=text.cells(label.cells))


def _spot(form: Form, where: str, change: tuple[str, str], one: Correction, lines: tuple[int, ...]) -> Spot:
    page, said = places.form(form.code), text.lines(one.lines or lines)
    return Spot(page, form.label.text, where, *change, one.words or "", said)


def of_document(node: Any, page: str, document: str, where: str = "") -> Iterator[Found]:
    """Every correction below a node of the outline or the plan, in the order of the file."""
    if isinstance(node, list):
        for child in node:
            yield from of_document(child, page, document, where)
    if not isinstance(node, Mapping):
        return
    where = _provision(node) or where
    for one in build_corrections(node):
        yield one, _document_spot(node, one, page, document, where)
    for name, child in node.items():
        if name != "x-correction":
            yield from of_document(child, page, document, _part(name, child) or where)


def _provision(node: Mapping[str, Any]) -> str:
    """How a provision of the plan, or a requirement of the outline, is cited; empty for other nodes."""
    if "segments" in node:
        return f"phần {words.REQUIREMENTS}.{node['number']}"
    if "id" not in node or "kind" not in node:
        return ""
    if node["kind"] == "footnote":
        return f"chú thích {node['number']}"
    return "mục " + re.sub(r"\.[a-z]\w*$", "", node["id"])


def _part(name: str, child: Any) -> str:
    """How a part of the plan or the outline is cited by its key; empty where the key is no part of the document."""
    if isinstance(child, Mapping) and "x-number" in child:
        return f"mục {name}"
    return words.DOCUMENT_PARTS.get(name, "")


def _document_spot(node: Mapping[str, Any], one: Correction, page: str, document: str, where: str) -> Spot:
    official = node.get("text") or node.get("title") or ""
    where += f", chú thích {node['mark']}" if "mark" in node else ""
    change = (node.get("x-printed", official), official)
    if one.of == "number":
        change = (node.get("number_printed", node["number"]), node["number"])
    elif one.of == "structure":
        where, change = f"{where} “{text.short(official)}”".strip(), ("", "")
    lines = text.lines(one.lines or tuple(node.get("x-source", ())))
    return Spot(page, document, where, *change, one.words or "", lines)


def gathered(found: Iterable[Found]) -> list[Notice]:
    """One notice for each number of the list, in their order; the same place is named once."""
    reasons: dict[Correction, dict[Spot, None]] = {}
    for one, spot in found:
        # Which words and lines it is about in one place is no other reason.
        reasons.setdefault(replace(one, words=None, lines=()), {})[spot] = None
    made = sorted((Reason(one, tuple(spots)) for one, spots in reasons.items()), key=_order)
    return [Notice(number, tuple(group)) for number, group in groupby(made, key=lambda r: r.correction.id)]


def _order(reason: Reason) -> int:
    return int(reason.correction.id[1:])


def listed(notices: Iterable[Notice], plan: Mapping[str, Any]) -> list[Listed]:
    """Every number in order: corrections and doubts, contradictions, and what the transcript lacks."""
    found = [_of_notice(notice) for notice in notices]
    for one in (one for one in plan["contradictions"] if _numbered(one)):
        where = text.lines(tuple(sorted({line for side in one["sides"] for line in side["x-source"]})))
        page = f"{places.PLAN}#{places.anchor('mau-thuan', one['id'])}"
        found.append(Listed(one["id"], one["topic"], where, words.grade("-"), words.SET_SIDE_BY_SIDE, page, own=False))
    for one in (one for one in plan["document"]["missing"] if _numbered(one)):
        page = f"{places.PLAN}#{places.anchor('thieu', one['id'])}"
        where = text.lines(tuple(one["x-source"]))
        grade = words.grade(one.get("certainty", "-"))
        found.append(Listed(one["id"], one["what"], where, grade, words.NOT_FILLED_IN, page, own=False))
    # A contradiction that also holds a correction is told where the correction is.
    first = {one.id: one for one in reversed(found)}
    return sorted(first.values(), key=lambda one: int(one.id[1:]))


def _of_notice(notice: Notice) -> Listed:
    documents = dict.fromkeys(spot.document for reason in notice.reasons for spot in reason.spots)
    grades = dict.fromkeys(words.grade(reason.correction.certainty) for reason in notice.reasons)
    outcomes = dict.fromkeys(reason.outcome for reason in notice.reasons)
    about, page = notice.reasons[0].correction.why, places.correction(notice.id)
    return Listed(notice.id, about, ", ".join(documents), ", ".join(grades), "; ".join(outcomes), page, own=True)


def _numbered(node: Mapping[str, Any]) -> bool:
    return re.fullmatch(r"E\d+", node["id"]) is not None


def difference(printed: str, shown: str, about: str = "") -> tuple[Markup, Markup]:
    """Both wordings as Markdown with the changed words marked.

    With `about`, a part of the printed words, only that part of both; else long wordings are cut to the words around
    the changes.
    """
    before, after = printed.split(), shown.split()
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    if about:
        first, last = _span(printed, about)
        steps = list(_within(steps, first, last))
        head, tail = (words.ELLIPSIS if cut else "" for cut in (first > 0, last < len(before)))
    else:
        head = tail = ""
    long = not about and max(len(before), len(after)) > _WHOLE
    old = [_run(before[i:j], kind, long, n, len(steps)) for n, (kind, i, j, _, _) in enumerate(steps)]
    new = [_run(after[i:j], kind, long, n, len(steps)) for n, (kind, _, _, i, j) in enumerate(steps)]
    return Markup(" ").join(filter(None, [head, *old, tail])), Markup(" ").join(filter(None, [head, *new, tail]))


def _span(printed: str, about: str) -> tuple[int, int]:
    """The first word that `about` touches in the printed words, and the word after its last."""
    start = printed.index(about)
    return len(printed[: start + 1].split()) - 1, len(printed[: start + len(about)].split())


def _within(steps: Iterable[Step], first: int, last: int) -> Iterator[Step]:
    """The steps that fall into the printed words from `first` up to `last`; equal runs are cut there."""
    for kind, i, j, k, m in steps:
        if kind == "equal" and max(i, first) < min(j, last):
            yield kind, max(i, first), min(j, last), k + max(0, first - i), m - max(0, j - last)
        elif kind != "equal" and (first <= i < j <= last or first < i == j < last):
            yield kind, i, j, k, m


def _run(part: list[str], kind: str, long: bool, index: int, count: int) -> Markup:
    """A run of equal or changed words; in long texts an equal run keeps only what stands beside a change."""
    if kind != "equal":
        return Markup("<mark>{}</mark>").format(plain(" ".join(part))) if part else Markup("")
    if not long or len(part) <= 2 * _CONTEXT:
        return plain(" ".join(part))
    alone = count == 1
    head = [] if index == 0 and not alone else part[:_CONTEXT]
    tail = [] if index == count - 1 and not alone else part[-_CONTEXT:]
    return plain(" ".join([*head, words.ELLIPSIS, *tail]))
