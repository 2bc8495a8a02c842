"""Compare the rules of two versions of a form; the old ones are first read with the new names of rows and columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.changes.change import Change
from scripts.changes.pairs import Pairs
from scripts.model.data import exists
from scripts.model.form import Form, Place, Rule
from scripts.model.totals import item_totals_of, live_items, live_totals, totals_of

_LEVELS = ("warning", "error")
# Options that are numbers, and whether a greater one is the stricter.
_SCALES = {"tolerance": -1, "max": -1}


def compare_rules(old: Form, new: Form, pairs: Pairs) -> Iterator[Change]:
    """Rules added, removed, raised, lowered, changed, renumbered or only explained otherwise."""
    then = {rule.id: rule for rule in old.rules}
    now = {rule.id: rule for rule in new.rules}
    said = {_content(rule, pairs): rule.id for rule in old.rules if rule.id not in now}
    for rule in new.rules:
        if rule.id in then:
            yield from _compare(then[rule.id], rule, pairs)
        elif (before := said.pop(_content(rule), None)) is not None:
            yield Change("rule-renumbered", was=before, now=rule.id, name=rule.id)
        else:
            yield Change("rule-added", now=rule.level, name=rule.id)
    for gone in said.values():
        yield Change("rule-removed", was=then[gone].level, name=gone)
    yield from _typed(old, new, pairs)


def _typed(old: Form, new: Form, pairs: Pairs) -> Iterator[Change]:
    """Rules by which totals were added up that people must now write themselves."""
    try:
        now = live_totals(new) | live_items(new)
        summing = {
            rule.id: [*totals_of(old, rule), *item_totals_of(old, rule)] for rule in old.rules if rule.level == "error"
        }
    except KeyError:
        return  # a rule names what is not there: the house rules say so
    for name, totals in summing.items():
        places = (_carried(total.place, pairs) for total in totals)
        if any(place and place not in now and exists(new, place) for place in places):
            yield Change("total-typed", name=name)


def _carried(place: Place, pairs: Pairs) -> Place | None:
    row = pairs.rows.kept.get((place.table, place.row or ""))
    column = pairs.columns.kept.get((place.table, place.column or ""))
    return Place(row[0], row[1], place.item, column[1]) if row and column else None


def _compare(old: Rule, new: Rule, pairs: Pairs) -> Iterator[Change]:
    if old.level != new.level:
        kind = "raised" if _LEVELS.index(new.level) > _LEVELS.index(old.level) else "lowered"
        yield Change(f"rule-{kind}", was=old.level, now=new.level, name=new.id)
    then, now = _facts(old, pairs), _facts(new)
    for option in sorted(then.keys() | now.keys()):
        if then.get(option) != now.get(option):
            kind = _sense(option, then.get(option), now.get(option))
            yield Change(f"rule-{kind}", was=then.get(option), now=now.get(option), name=f"{new.id} {option}")
    if (old.why, old.basis, old.lines, old.cells) != (new.why, new.basis, new.lines, new.cells):
        yield Change("rule-said", was=old.why, now=new.why, name=new.id)


def _sense(option: str, was: Any, now: Any) -> str:
    if option in _SCALES and was is not None and now is not None:
        return "tightened" if (now - was) * _SCALES[option] > 0 else "loosened"
    if option == "excused_by" and None in (was, now):
        return "loosened" if was is None else "tightened"
    if option == "relation":
        return {("=", "<="): "loosened", ("<=", "="): "tightened"}.get((was, now), "changed")
    return "changed"


def _content(rule: Rule, pairs: Pairs | None = None) -> str:
    return json.dumps([rule.level, _facts(rule, pairs)], sort_keys=True, ensure_ascii=False)


def _facts(rule: Rule, pairs: Pairs | None = None) -> dict[str, Any]:
    """What the rule demands; with `pairs` in terms of the new version."""
    facts = {"kind": rule.kind, "table": rule.table, "excused_by": rule.excused_by, **rule.options}
    said = _renamed(facts, rule.table, pairs)
    return {key: _unordered(value) for key, value in said.items() if value not in (None, "")}


def _unordered(value: Any) -> Any:
    """Lists name rows or columns that count together: their order says nothing."""
    return sorted(value, key=str) if isinstance(value, list | tuple) else value


def _renamed(facts: Mapping[str, Any], table: str, pairs: Pairs | None) -> dict[str, Any]:
    if pairs is None:
        return dict(facts)
    kept = [both for kind in (pairs.rows, pairs.columns) for both in kind.kept.items()]
    names = {old[1]: new[1] for old, new in kept if table in ("", old[0])}
    names |= {old[0]: new[0] for old, new in pairs.tables.kept.items() if old[0]}
    fixed = {"kind", "relation", "across", "check", "pattern", "means", "unit_level"}
    return {key: value if key in fixed else _translated(value, names) for key, value in facts.items()}


def _translated(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Mapping):
        return {key: one if key in ("contains", "equals") else _translated(one, names) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_translated(one, names) for one in value]
    return value
