"""Evaluate a form's rules on its data: which function checks which kind of rule, and how its finding counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from scripts.model.form import Rule
from scripts.validation import item_rules, link_rules, sum_rules
from scripts.validation.context import Context, cell_of
from scripts.validation.violation import Violation, explains

Check = Callable[[Context, Rule], Iterator[Violation]]


def check_rules(context: Context) -> Iterator[Violation]:
    """What the form's rules find, each with the rule's id and level; excused ones as notes."""
    for rule in context.form.rules:
        for found in CHECKS[rule.kind](context, rule):
            yield _levelled(context, rule, found)


def _levelled(context: Context, rule: Rule, found: Violation) -> Violation:
    told = str(context.at(cell_of(found.place, rule.excused_by)) or "") if rule.excused_by else ""
    excused = told if found.severity is None and explains(told) else ""
    severity = "note" if excused else found.severity or rule.level
    return replace(found, severity=severity, rule=rule.id, excused=excused)


CHECKS: dict[str, Check] = {
    "sum": sum_rules.check_sum,
    "compare": sum_rules.check_compare,
    "rollup": sum_rules.check_rollup,
    "date_in_period": item_rules.check_date_in_period,
    "choice": item_rules.check_choice,
    "empty_when": item_rules.check_empty_when,
    "consecutive": item_rules.check_consecutive,
    "unique": item_rules.check_unique,
    "pattern": item_rules.check_pattern,
    "link": link_rules.check_link,
    "totals": sum_rules.check_totals,
    "max_count": item_rules.check_max_count,
    "share": sum_rules.check_share,
    "unit_scope": item_rules.check_unit_scope,
    "answered": item_rules.check_answered,
}
