"""Evaluate a form's rules on its data: one small function for each kind of rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scripts.model.data import Data, items, number, value_at
from scripts.model.days import exchanged
from scripts.model.form import Form, Place, Row, Rule, Table
from scripts.model.totals import add, recompute, totals_of
from scripts.schema.registry import Unit
from scripts.validation.violation import Violation
from scripts.wording import text
from scripts.wording.rules import ADVICE, if_exchanged, sentence


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule looks at.

    `data` has its blank totals filled; `computed` are the places of totals that the person did not write.
    `broken` are places that already have a finding: what follows from them is not said again. `unit` is None
    where it is not known.
    """

    form: Form
    data: Data
    envelope: Mapping[str, Any]
    unit: Unit | None
    computed: frozenset[Place] = frozenset()
    broken: frozenset[Place] = frozenset()

    def is_broken(self, place: Place) -> bool:
        """Whether the place, or the whole row in which it stands, already has a finding."""
        return place in self.broken or Place(place.table, place.row) in self.broken

    def at(self, place: Place) -> Any:
        """The value at a place; None where nothing stands."""
        return value_at(self.form, self.data, place)

    def number(self, place: Place) -> float | int | None:
        """The value at a place if it is a number."""
        return number(self.at(place))

    def rows(self, table: str, wanted: list[str] | None = None) -> Iterator[Row]:
        """Rows of a table; with `wanted` those rows and the rows below them."""
        for row in self.form.table(table).rows:
            if wanted is None or any(row.key == w or row.key.startswith(w + ".") for w in wanted):
                yield row

    def items(self, table: str, wanted: list[str] | None = None) -> Iterator[Place]:
        """Places (without a column) of every item in the blocks of those rows."""
        for row in self.rows(table, wanted):
            for index in range(len(items(self.form, self.data, table, row.key))):
                yield Place(table, row.key, index)


Check = Callable[[Context, Rule], Iterator[Violation]]


def check_rules(context: Context) -> Iterator[Violation]:
    """What the form's rules find, each with the rule's id and level; excused ones as notes."""
    for rule in context.form.rules:
        for found in CHECKS[rule.kind](context, rule):
            yield _levelled(context, rule, found)


def _levelled(context: Context, rule: Rule, found: Violation) -> Violation:
    told = str(context.at(_cell(found.place, rule.excused_by)) or "") if rule.excused_by else ""
    excused = found.severity is None and any(map(str.isalnum, told))
    severity = "note" if excused else found.severity or rule.level
    return replace(found, severity=severity, rule=rule.id, excused=excused)


def _cell(place: Place, column: str) -> Place:
    return Place(place.table, place.row, place.item, column)


def _differs(one: float, other: float) -> bool:
    return abs(one - other) > 1e-6


def _how(context: Context, places: tuple[Place, ...], computed: float) -> str:
    """How the parts come to their sum, in words that follow “nhưng”."""
    filled = [v for p in places if (v := context.number(p)) is not None]
    if not filled:
        return "các ô thành phần đều để trống"
    if len(filled) == 1:
        return f"chỉ có một ô thành phần, ghi {text.number(filled[0])}"
    return f"cộng {' + '.join(map(text.number, filled))} được {text.number(computed)}"


def _sum(context: Context, rule: Rule) -> Iterator[Violation]:
    for total in totals_of(context.form, rule):
        if any(map(context.is_broken, (total.place, *total.parts))):
            continue
        value = context.number(total.place)
        computed = recompute(context.form, context.data, total, {}) or 0
        if value is not None and _differs(value, computed):
            facts = {"how": _how(context, total.parts, computed)}
            yield Violation("sum-differs", total.place, text.number(value), facts=facts)


def _rollup(context: Context, rule: Rule) -> Iterator[Violation]:
    for total in totals_of(context.form, rule):
        value = context.number(total.place)
        computed = recompute(context.form, context.data, total, {}) or 0
        if value is not None and _differs(value, computed):
            yield Violation(
                "rollup-differs", total.place, text.number(value), facts={"computed": text.number(computed)}
            )


def _compare(context: Context, rule: Rule) -> Iterator[Violation]:
    for left, right in _sides(context, rule):
        values = [[context.number(p) for p in side] for side in (left, right)]
        if any(v is None for side in values for v in side) or context.computed.issuperset((*left, *right)):
            continue  # a relation between computed totals breaks only where it breaks in the rows below
        one, other = (add([v for v in side if v is not None]) for side in values)
        broken = _differs(one, other) if rule["relation"] == "=" else one > other + 1e-6
        if broken:
            facts = {
                "sentence": sentence(context.form, rule),
                "left": text.number(one),
                "sign": "khác" if rule["relation"] == "=" else "lớn hơn",
                "right": text.number(other),
                "advice": ADVICE[rule.excused_by is not None],
            }
            yield Violation("relation-broken", left[0], text.number(one), facts=facts)


def _sides(context: Context, rule: Rule) -> Iterator[tuple[list[Place], list[Place]]]:
    table = context.form.table(rule.table)
    if rule["across"] == "columns":
        for row in table.rows:
            if row.key in rule.get("rows", (row.key,)):
                left, right = ([Place(table.id, row.key, None, c) for c in rule[side]] for side in ("left", "right"))
                yield left, right
        return
    for column, leaf in table.row(rule["left"][0]).cells.items():
        if leaf.numeric and column in rule.get("columns", (column,)):
            left, right = ([Place(table.id, k, None, column) for k in rule[side]] for side in ("left", "right"))
            yield left, right


def _date_in_period(context: Context, rule: Rule) -> Iterator[Violation]:
    period = context.form.period
    assert period is not None
    for item in context.items(rule.table):
        place = _cell(item, rule["column"])
        try:
            day = date.fromisoformat(str(context.at(place)))
        except ValueError:
            continue
        if not period.holds(day):
            other = exchanged(day)
            hint = if_exchanged(other) if other and period.holds(other) else ""
            yield Violation("date-outside", place, text.day(day), facts={"period": text.period(period), "hint": hint})


def _choice(context: Context, rule: Rule) -> Iterator[Violation]:
    low, high, unless = rule.get("min", 0), rule.get("max"), rule.get("unless")
    table = context.form.table(rule.table)
    for item in context.items(rule.table):
        if unless and context.at(_cell(item, unless["column"])) == unless["equals"]:
            continue
        filled = [c for c in rule["columns"] if context.at(_cell(item, c)) is not None]
        if high is not None and len(filled) > high:
            names = ", ".join(text.column(table.column(c)) for c in filled)
            yield Violation("too-many-chosen", _cell(item, filled[-1]), facts={"count": len(filled), "columns": names})
        elif len(filled) < low:
            names = ", ".join(text.column(table.column(c)) for c in rule["columns"])
            yield Violation("none-chosen", _cell(item, rule["columns"][0]), facts={"columns": names})


def _empty_when(context: Context, rule: Rule) -> Iterator[Violation]:
    when = rule["when"]
    for item in context.items(rule.table):
        if context.at(_cell(item, when["column"])) != when["equals"]:
            continue
        for column in rule["columns"]:
            place = _cell(item, column)
            if (value := context.at(place)) is not None:
                yield Violation(
                    "must-be-empty", place, text.shown(value), facts={"sentence": sentence(context.form, rule)}
                )


def _consecutive(context: Context, rule: Rule) -> Iterator[Violation]:
    for row in context.rows(rule.table):
        expected = 1
        for index in range(len(items(context.form, context.data, rule.table, row.key))):
            place = Place(rule.table, row.key, index, rule["column"])
            value = context.at(place)
            if value is not None and str(value).strip(" .") != str(expected):
                yield Violation("not-consecutive", place, text.shown(value), facts={"expected": expected})
                break
            expected += 1


def _unique(context: Context, rule: Rule) -> Iterator[Violation]:
    whole_table = rule.get("scope", "block") == "table"
    seen: dict[tuple[str, ...], Place] = {}
    for item in context.items(rule.table):
        values = [context.at(_cell(item, c)) for c in rule["columns"]]
        if None in values:
            continue
        block = "" if whole_table else item.row or ""
        key = (block, *(" ".join(str(v).casefold().split()) for v in values))
        if key in seen:
            other = text.place(context.form, seen[key])[0]
            yield Violation(
                "duplicate-item", _cell(item, rule["columns"][0]), text.shown(values[0]), facts={"other": other}
            )
        seen.setdefault(key, item)


def _pattern(context: Context, rule: Rule) -> Iterator[Violation]:
    pattern = re.compile(rule["pattern"])
    for item in context.items(rule.table, rule.get("rows")):
        place = _cell(item, rule["column"])
        value = context.at(place)
        if isinstance(value, str) and not pattern.search(value):
            yield Violation("looks-odd", place, text.shown(value), rule["means"])


def _link(context: Context, rule: Rule) -> Iterator[Violation]:
    codes: dict[str, Place] = {}
    for item in context.items(rule["to"]):
        if isinstance(code := context.at(_cell(item, rule["key"])), str):
            codes.setdefault(code, item)
    used = {item: _codes(context.at(_cell(item, rule["column"]))) for item in context.items(rule["from"])}
    named = {code for found in used.values() for code in found}
    if named:
        yield from _LINKS[rule["check"]](context, rule, codes, used, named)


def _codes(value: Any) -> list[str]:
    return [code for code in value if isinstance(code, str)] if isinstance(value, list) else []


def _link_known(
    context: Context, rule: Rule, codes: dict[str, Place], used: dict[Place, Any], _named: set[str]
) -> Iterator[Violation]:
    label = context.form.table(rule["to"]).label
    for item, found in used.items():
        for code in found:
            if code not in codes:
                facts = {"table": label.text if label else rule["to"]}
                yield Violation("unknown-link", _cell(item, rule["column"]), text.shown(code), facts=facts)


def _link_used(
    context: Context, rule: Rule, codes: dict[str, Place], _used: dict[Place, Any], named: set[str]
) -> Iterator[Violation]:
    for code, item in codes.items():
        if code not in named and not _explained(context, rule, item):
            facts = {"unless": rule["unless"]["contains"]}
            yield Violation("unused-link", _cell(item, rule["key"]), text.shown(code), facts=facts)


def _link_origin(
    context: Context, rule: Rule, _codes: dict[str, Place], used: dict[Place, Any], _named: set[str]
) -> Iterator[Violation]:
    for item, found in used.items():
        if not found and not _explained(context, rule, item):
            yield Violation("no-origin", _cell(item, rule["column"]), facts={"unless": rule["unless"]["contains"]})


_LINKS = {"known": _link_known, "used": _link_used, "origin": _link_origin}


def _explained(context: Context, rule: Rule, item: Place) -> bool:
    said = context.at(_cell(item, rule["unless"]["column"]))
    return isinstance(said, str) and rule["unless"]["contains"].casefold() in said.casefold()


def _totals(context: Context, rule: Rule) -> Iterator[Violation]:
    sides = []
    for node in (rule["left"], rule["right"]):
        places = list(context.items(node["table"]))
        if "column" in node:
            values = [v for p in places if (v := context.number(_cell(p, node["column"]))) is not None]
            sides.append(add(values))
        else:
            sides.append(len(places))
    left, right = sides
    broken = _differs(left, right) if rule["relation"] == "=" else left > right
    if broken and right:
        facts = {"sentence": sentence(context.form, rule), "left": text.number(left), "right": text.number(right)}
        yield Violation("totals-relation", Place(rule["left"]["table"]), text.number(left), facts=facts)


def _max_count(context: Context, rule: Rule) -> Iterator[Violation]:
    spared = rule.get("except_marked", [])
    counted = [
        item for item in context.items(rule.table, rule["rows"]) if not any(context.at(_cell(item, c)) for c in spared)
    ]
    if len(counted) > rule["max"]:
        facts = {"count": len(counted), "sentence": sentence(context.form, rule), "why": rule.why}
        label = context.form.table(rule.table).stubs["label"].id
        yield Violation("too-many-items", _cell(counted[rule["max"]], label), facts=facts)


def _share(context: Context, rule: Rule) -> Iterator[Violation]:
    table = context.form.table(rule.table)
    base = context.envelope.get("share_base")
    if base is None:
        if rule["check"] == "ratio":
            yield from _without_base(context, rule, table)
        return
    for pair in rule["pairs"]:
        if rule["check"] == "ratio":
            yield from _ratios(context, rule, table, pair, base)
        elif base == "dong_cha":
            yield from _siblings(context, rule, table, pair)


def _without_base(context: Context, rule: Rule, table: Table) -> Iterator[Violation]:
    """Shares without a denominator cannot be understood; said once, at the first of them."""
    for row in table.rows:
        for pair in rule["pairs"]:
            place = Place(table.id, row.key, None, pair["share"])
            if (share := context.number(place)) is not None:
                yield Violation("share-no-base", place, text.number(share), severity="error")
                return


def _ratios(context: Context, rule: Rule, table: Table, pair: dict[str, str], base: Any) -> Iterator[Violation]:
    for row in table.rows:
        place = Place(table.id, row.key, None, pair["share"])
        share, amount = context.number(place), context.number(_cell(place, pair["amount"]))
        if share is None:
            continue
        whole_key = {"dong_cha": row.parent, "tong_muc": row.key.split(".")[0]}.get(str(base))
        whole = context.number(Place(table.id, whole_key, None, pair["amount"])) if whole_key else None
        if not whole or amount is None:
            continue
        computed = round(amount / whole * 100, 2)
        if abs(computed - share) > rule["tolerance"] + 1e-9:
            facts = {"amount": text.number(amount), "base": text.number(whole), "computed": text.number(computed)}
            yield Violation("share-differs", place, text.number(share), facts=facts)


def _siblings(context: Context, rule: Rule, table: Table, pair: dict[str, str]) -> Iterator[Violation]:
    for parent in rule.get("parents", [r.key for r in table.rows]):
        places = [Place(table.id, r.key, None, pair["share"]) for r in table.children(parent)]
        shares = [context.number(p) for p in places]
        filled = [s for s in shares if s is not None]
        if filled and len(filled) == len(shares):
            computed = add(filled)
            if abs(computed - 100) > rule["tolerance"] + 1e-9:
                yield Violation("share-siblings", places[0], facts={"computed": text.number(computed)})


def _unit_scope(context: Context, rule: Rule) -> Iterator[Violation]:
    if context.unit is None or context.unit.level != rule["unit_level"]:
        return
    for row in context.rows(rule.table, rule["rows"]):
        for column, leaf in row.cells.items():
            place = Place(rule.table, row.key, None, column)
            if leaf.numeric and context.number(place):
                yield Violation("out-of-scope", place, facts={"sentence": sentence(context.form, rule)})
                return


def _answered(context: Context, rule: Rule) -> Iterator[Violation]:
    """A reason answers too, and that a form is empty as a whole is said once, not at each cell."""
    if not context.data:
        return
    for row in context.rows(rule.table):
        reason = context.at(Place(rule.table, row.key, None, rule.excused_by)) if rule.excused_by else None
        for column in rule["columns"] if reason is None else ():
            place = Place(rule.table, row.key, None, column)
            if column in row.cells and context.at(place) is None:
                yield Violation("not-answered", place)


CHECKS: dict[str, Check] = {
    "sum": _sum,
    "compare": _compare,
    "rollup": _rollup,
    "date_in_period": _date_in_period,
    "choice": _choice,
    "empty_when": _empty_when,
    "consecutive": _consecutive,
    "unique": _unique,
    "pattern": _pattern,
    "link": _link,
    "totals": _totals,
    "max_count": _max_count,
    "share": _share,
    "unit_scope": _unit_scope,
    "answered": _answered,
}
