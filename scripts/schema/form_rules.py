"""Rules that every form obeys once its file is sound, each a small function with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from scripts.model import grid
from scripts.model.form import Form, Place, Rule
from scripts.model.totals import Total, item_totals_of, live_items, live_totals, totals_of
from scripts.schema.faults import Fault, at_column, at_row, at_rule
from scripts.wording import constraints
from scripts.wording.rules import sentence

FormRule = Callable[[Form], Iterator[Fault]]


def excel_limits(form: Form) -> Iterator[Fault]:
    """Sheet names, prompts and defined names fit Excel, and names stay apart without regard to case."""
    if len(grid.sheet_name(form)) > 31 or re.search(r"[\[\]:*?/\\]", grid.sheet_name(form)):
        said = f"tên trang tính {grid.sheet_name(form)!r} quá 31 ký tự hoặc có ký tự cấm"
        yield Fault(said, ("x-form", "label"))
    names = [name.casefold() for name in grid.names(form)]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield Fault(f"tên vùng {name} trùng nhau; đổi khóa dòng hoặc cột", ("properties",))
    for table in form.tables:
        for column in table.columns:
            if column.leaf and len(_full_prompt(form, column)) > constraints.PROMPT_LIMIT:
                said = f"cột {column.id}: lời nhắc quá {constraints.PROMPT_LIMIT} ký tự; rút gọn x-guidance"
                yield Fault(said, at_column(form, table.id, column.id))
            titles = [title for _, title in column.leaf.choices] if column.leaf else []
            if len(",".join(titles)) > constraints.PROMPT_LIMIT:
                said = f"cột {column.id}: danh sách lựa chọn quá {constraints.PROMPT_LIMIT} ký tự"
                yield Fault(said, at_column(form, table.id, column.id))


def _full_prompt(form: Form, column: Any) -> str:
    said = f"Ghi {constraints.limit_in(form, column.id, column.leaf)}."
    return said + (f"\n{column.label.guidance}" if column.label.guidance else "")


def sides_match(form: Form) -> Iterator[Fault]:
    """Tables side by side have as many rows, since their rows stand beside each other in order."""
    if len({len(t.rows) for t in form.tables}) > 1:
        counts = ", ".join(f"{t.id} {len(t.rows)}" for t in form.tables)
        yield Fault(f"các bảng cạnh nhau phải có số dòng bằng nhau, đang là: {counts}", ("properties",))


def cells_have_columns(form: Form) -> Iterator[Fault]:
    """Every cell of a row or block stands in a column of its table, and every row has its parent."""
    for table in form.tables:
        ids, keys = {c.id for c in table.columns}, {r.key for r in table.rows}
        for row in table.rows:
            cells = set(row.cells) | (set(row.block.cells) if row.block else set())
            here = at_row(table.id, row.key)
            for cell in sorted(cells - ids):
                yield Fault(f"dòng {row.key}: ô {cell} không có cột", here)
            if row.parent and row.parent not in keys:
                yield Fault(f"dòng {row.key}: không có dòng cha {row.parent}", here)
            if row.block and row.block.shown > row.block.room:
                yield Fault(f"dòng {row.key}: shown lớn hơn room", (*here, "x-block", "shown"))


def rules_resolve(form: Form) -> Iterator[Fault]:
    """Rule ids are unique, and every row and column that a rule names exists (its sentence can be said)."""
    ids = [rule.id for rule in form.rules]
    for name in sorted({i for i in ids if ids.count(i) > 1}):
        yield Fault(f"quy tắc {name} ghi hai lần", at_rule(form, name))
    for rule in form.rules:
        here = at_rule(form, rule.id)
        prefix = f"R{form.code.removesuffix('B')}-"
        if not rule.id.startswith(prefix):
            yield Fault(f"quy tắc {rule.id} phải bắt đầu bằng {prefix}", (*here, "id"))
        if rule.level == "error" and rule.basis == "plausible":
            said = f"quy tắc {rule.id}: điều thông thường (plausible) chỉ được là warning"
            yield Fault(said, (*here, "level"))
        try:
            sentence(form, rule)
            missing = sorted(_unresolved(form, rule))
        except KeyError as error:
            yield Fault(f"quy tắc {rule.id} nêu dòng, cột hoặc bảng không có: {error.args[0]!r}", here)
            continue
        for name in missing:
            yield Fault(f"quy tắc {rule.id} nêu {name!r} không có", here)


def _unresolved(form: Form, rule: Rule) -> Iterator[str]:
    """Column ids named in options whose sentence does not look them up."""
    tables = [t for t in form.tables if rule.table in ("", t.id)] or list(form.tables)
    known = {c.id for t in tables for c in t.columns}
    named = [rule.get("column"), rule.excused_by, rule.get("key"), (rule.get("unless") or {}).get("column")]
    named += [pair[k] for pair in rule.get("pairs", ()) for k in ("amount", "share")]
    named += list(rule.get("columns", ())) + list(rule.get("except_marked", ()))
    yield from (str(n) for n in named if n and n not in known)
    keys = {r.key for t in tables for r in t.rows}
    yield from (k for option in ("rows", "parents") for k in rule.get(option, ()) if k not in keys)


def notes_resolve(form: Form) -> Iterator[Fault]:
    """Every row that a note speaks of exists."""
    keys = {row.key for table in form.tables for row in table.rows}
    for number, note in enumerate(form.notes):
        for key in note.rows:
            if key not in keys:
                said = f"ghi chú {note.label.text[:30]!r} nêu dòng {key} không có"
                yield Fault(said, ("x-notes", number, "rows"))


def title_given(form: Form) -> Iterator[Fault]:
    """A form that units fill has a title: its page and its sheet are headed by it."""
    if form.fillable and form.title is None:
        yield Fault("biểu có đủ mẫu (present) cần title", ("x-form", "status"))


def limits_ordered(form: Form) -> Iterator[Fault]:
    """A cell takes something: its least value is not above its greatest."""
    for table in form.tables:
        for column in table.columns:
            leaf = column.leaf
            if leaf and leaf.minimum is not None and leaf.maximum is not None and leaf.minimum > leaf.maximum:
                yield Fault(f"cột {column.id}: minimum lớn hơn maximum", at_column(form, table.id, column.id))


def totals_add_up(form: Form) -> Iterator[Fault]:
    """Totals add numbers, each part once, and no total is a part of itself."""
    if any(rules_resolve(form)):
        return  # totals of rows and columns that do not exist cannot be followed
    for rule in form.rules:
        if any(not _is_number(form, place) for total in _all(form, rule) for place in (total.place, *total.parts)):
            yield Fault(f"quy tắc {rule.id}: tổng và mọi thành phần phải là số", at_rule(form, rule.id))
    totals = live_totals(form) | live_items(form)
    for place, total in totals.items():
        row = form.table(place.table).row(place.row or "")
        here, where = at_row(place.table, row.key), f"dòng {place.row}, ô {place.column}"
        if place.item is None and place.column not in row.cells:
            yield Fault(f"{where}: tổng phải là số", here)
        if len(set(total.parts)) < len(total.parts):
            yield Fault(f"{where}: một thành phần được cộng hai lần", here)
        seen, waiting = set(), list(total.parts)
        while waiting:
            part = waiting.pop()
            if part == place:
                yield Fault(f"{where}: tổng là thành phần của chính nó", here)
                break
            if part not in seen and part in totals:
                seen.add(part)
                waiting += totals[part].parts


def _all(form: Form, rule: Rule) -> Iterator[Total]:
    yield from totals_of(form, rule)
    yield from item_totals_of(form, rule)


def _is_number(form: Form, place: Place) -> bool:
    """Whether the cell holds a number; one that the row does not have adds nothing and does no harm."""
    row = form.table(place.table).row(place.row or "")
    cells = row.cells if place.item is None else row.block.cells if row.block else {}
    leaf = cells.get(place.column or "")
    return leaf is None or leaf.numeric


def block_totals_take_items(form: Form) -> Iterator[Fault]:
    """A form that repeats rows says how they are called, so that findings can name them."""
    for table in form.tables:
        if any(r.block for r in table.rows) and "label" not in table.stubs:
            yield Fault(f"bảng {table.id or form.code}: cần một cột x-stub label cho khối lặp", ("$defs",))


FORM_RULES: tuple[FormRule, ...] = (
    excel_limits, sides_match, cells_have_columns, rules_resolve, notes_resolve,
    title_given, limits_ordered, totals_add_up, block_totals_take_items,
)  # fmt: skip
