"""Rules on what each item or row holds: dates, choices, numbers in order, words of a shape, answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from scripts.model.data import items
from scripts.model.days import exchanged
from scripts.model.form import Place, Rule
from scripts.validation.context import Context, cell_of
from scripts.validation.violation import Violation
from scripts.wording import text
from scripts.wording.rules import if_exchanged, sentence


def check_date_in_period(context: Context, rule: Rule) -> Iterator[Violation]:
    """Dates lie in the form's period."""
    period = context.form.period
    assert period is not None
    for item in context.items(rule.table):
        place = cell_of(item, rule["column"])
        try:
            day = date.fromisoformat(str(context.at(place)))
        except ValueError:
            continue
        if not period.holds(day):
            other = exchanged(day)
            hint = if_exchanged(other) if other and period.holds(other) else ""
            yield Violation("date-outside", place, text.day(day), facts={"period": text.period(period), "hint": hint})


def check_choice(context: Context, rule: Rule) -> Iterator[Violation]:
    """Of some columns as many are filled as may be."""
    low, high, unless = rule.get("min", 0), rule.get("max"), rule.get("unless")
    table = context.form.table(rule.table)
    for item in context.items(rule.table):
        if unless and context.at(cell_of(item, unless["column"])) == unless["equals"]:
            continue
        filled = [c for c in rule["columns"] if context.at(cell_of(item, c)) is not None]
        if high is not None and len(filled) > high:
            names = ", ".join(text.column(table.column(c)) for c in filled)
            facts = {"count": len(filled), "columns": names}
            yield Violation("too-many-chosen", cell_of(item, filled[-1]), facts=facts)
        elif len(filled) < low:
            names = ", ".join(text.column(table.column(c)) for c in rule["columns"])
            yield Violation("none-chosen", cell_of(item, rule["columns"][0]), facts={"columns": names})


def check_empty_when(context: Context, rule: Rule) -> Iterator[Violation]:
    """Columns stay blank where another has that value."""
    when = rule["when"]
    for item in context.items(rule.table):
        if context.at(cell_of(item, when["column"])) != when["equals"]:
            continue
        for column in rule["columns"]:
            place = cell_of(item, column)
            if (value := context.at(place)) is not None:
                yield Violation(
                    "must-be-empty", place, text.shown(value), facts={"sentence": sentence(context.form, rule)}
                )


def check_consecutive(context: Context, rule: Rule) -> Iterator[Violation]:
    """Numbers run on within a block; said once for each."""
    for row in context.rows(rule.table):
        expected = 1
        for index in range(len(items(context.form, context.data, rule.table, row.key))):
            place = Place(rule.table, row.key, index, rule["column"])
            value = context.at(place)
            if value is not None and str(value).strip(" .") != str(expected):
                yield Violation("not-consecutive", place, text.shown(value), facts={"expected": expected})
                break
            expected += 1


def check_unique(context: Context, rule: Rule) -> Iterator[Violation]:
    """No two items say the same."""
    whole_table = rule.get("scope", "block") == "table"
    seen: dict[tuple[str, ...], Place] = {}
    for item in context.items(rule.table):
        values = [context.at(cell_of(item, c)) for c in rule["columns"]]
        if None in values:
            continue
        block = "" if whole_table else item.row or ""
        key = (block, *(" ".join(str(v).casefold().split()) for v in values))
        if key in seen:
            other = text.place(context.form, seen[key])[0]
            yield Violation(
                "duplicate-item", cell_of(item, rule["columns"][0]), text.shown(values[0]), facts={"other": other}
            )
        seen.setdefault(key, item)


def check_pattern(context: Context, rule: Rule) -> Iterator[Violation]:
    """Words have the usual shape."""
    pattern = re.compile(rule["pattern"])
    for item in context.items(rule.table, rule.get("rows")):
        place = cell_of(item, rule["column"])
        value = context.at(place)
        if isinstance(value, str) and not pattern.search(value):
            yield Violation("looks-odd", place, text.shown(value), rule["means"])


def check_max_count(context: Context, rule: Rule) -> Iterator[Violation]:
    """There are not more items than is usual."""
    spared = rule.get("except_marked", [])
    listed = context.items(rule.table, rule["rows"])
    counted = [item for item in listed if not any(context.at(cell_of(item, c)) for c in spared)]
    if len(counted) > rule["max"]:
        facts = {"count": len(counted), "sentence": sentence(context.form, rule), "why": rule.why}
        label = context.form.table(rule.table).stubs["label"].id
        yield Violation("too-many-items", cell_of(counted[rule["max"]], label), facts=facts)


def check_unit_scope(context: Context, rule: Rule) -> Iterator[Violation]:
    """Rows of another level of units stay blank; said once."""
    if context.unit is None or context.unit.level != rule["unit_level"]:
        return
    for row in context.rows(rule.table, rule["rows"]):
        for column, leaf in row.cells.items():
            place = Place(rule.table, row.key, None, column)
            if leaf.numeric and context.number(place):
                yield Violation("out-of-scope", place, facts={"sentence": sentence(context.form, rule)})
                return


def check_answered(context: Context, rule: Rule) -> Iterator[Violation]:
    """A reason answers too, and that a form is empty as a whole is said once, not at each cell."""
    if not context.data:
        return
    for row in context.rows(rule.table):
        reason = context.at(Place(rule.table, row.key, None, rule.excused_by)) if rule.excused_by else None
        for column in rule["columns"] if reason is None else ():
            place = Place(rule.table, row.key, None, column)
            if column in row.cells and context.at(place) is None:
                yield Violation("not-answered", place)
