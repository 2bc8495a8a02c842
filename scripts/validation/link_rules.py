"""Rules on codes by which the items of one table name those of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.model.form import Place, Rule
from scripts.validation.context import Context, cell_of
from scripts.validation.violation import Violation
from scripts.wording import text


def check_link(context: Context, rule: Rule) -> Iterator[Violation]:
    """Codes are known, used, and say where an item comes from."""
    codes: dict[str, Place] = {}
    for item in context.items(rule["to"]):
        if isinstance(code := context.at(cell_of(item, rule["key"])), str):
            codes.setdefault(code, item)
    used = {item: _codes(context.at(cell_of(item, rule["column"]))) for item in context.items(rule["from"])}
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
                yield Violation("unknown-link", cell_of(item, rule["column"]), text.shown(code), facts=facts)


def _link_used(
    context: Context, rule: Rule, codes: dict[str, Place], _used: dict[Place, Any], named: set[str]
) -> Iterator[Violation]:
    for code, item in codes.items():
        if code not in named and not _explained(context, rule, item):
            facts = {"unless": rule["unless"]["contains"]}
            yield Violation("unused-link", cell_of(item, rule["key"]), text.shown(code), facts=facts)


def _link_origin(
    context: Context, rule: Rule, _codes: dict[str, Place], used: dict[Place, Any], _named: set[str]
) -> Iterator[Violation]:
    for item, found in used.items():
        if not found and not _explained(context, rule, item):
            yield Violation("no-origin", cell_of(item, rule["column"]), facts={"unless": rule["unless"]["contains"]})


_LINKS = {"known": _link_known, "used": _link_used, "origin": _link_origin}


def _explained(context: Context, rule: Rule, item: Place) -> bool:
    said = context.at(cell_of(item, rule["unless"]["column"]))
    return isinstance(said, str) and rule["unless"]["contains"].casefold() in said.casefold()
