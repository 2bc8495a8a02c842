"""Rules on figures: what adds up, what is not larger than what, and shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.model.form import Place, Rule, Table
from scripts.model.totals import Total, add, recompute, totals_for, totals_of
from scripts.validation.context import Context, cell_of
from scripts.validation.violation import Violation
from scripts.wording import text
from scripts.wording.rules import ADVICE, sentence


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


def _is_unsure(context: Context, total: Total) -> bool:
    """Whether the total, or something that it adds up, has a finding already."""
    if not context.broken:
        return False
    listed = context.items(total.place.table, [total.place.row or ""]) if total.block else ()
    parts = (cell_of(item, total.place.column or "") for item in listed)
    return context.any_broken((total.place, *total.parts, *parts))


def check_sum(context: Context, rule: Rule) -> Iterator[Violation]:
    """A total is the sum of its parts."""
    for total in totals_for(context.form, rule, context.data):
        if _is_unsure(context, total):
            continue
        value = context.number(total.place)
        computed = recompute(context.form, context.data, total, {}) or 0
        if value is not None and _differs(value, computed):
            facts = {"how": _how(context, total.parts, computed)}
            yield Violation("sum-differs", total.place, text.number(value), facts=facts)


def check_rollup(context: Context, rule: Rule) -> Iterator[Violation]:
    """A heading row is the sum of what is listed below it."""
    for total in totals_of(context.form, rule):
        if _is_unsure(context, total):
            continue
        value = context.number(total.place)
        computed = recompute(context.form, context.data, total, {}) or 0
        if value is not None and _differs(value, computed):
            yield Violation(
                "rollup-differs", total.place, text.number(value), facts={"computed": text.number(computed)}
            )


def check_compare(context: Context, rule: Rule) -> Iterator[Violation]:
    """One side is equal to the other, or not larger."""
    written: list[Violation] = []
    computed: list[Violation] = []
    for left, right in _sides(context, rule):
        if not context.any_broken((*left, *right)):
            of_computed = context.computed.issuperset((*left, *right))
            (computed if of_computed else written).extend(_compared(context, rule, left, right))
    # Between computed totals a relation breaks mostly because it breaks in what they add up; that is said once.
    yield from written or computed


def _compared(context: Context, rule: Rule, left: list[Place], right: list[Place]) -> Iterator[Violation]:
    values = [[context.number(p) for p in side] for side in (left, right)]
    if all(v is not None for side in values for v in side):
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
                yield _beside(rule, Place(table.id, row.key))
        for item in context.items(table.id):
            if item.row in rule.get("rows", (item.row,)):
                yield _beside(rule, item)
        return
    for column, leaf in table.row(rule["left"][0]).cells.items():
        if leaf.numeric and column in rule.get("columns", (column,)):
            left, right = ([Place(table.id, k, None, column) for k in rule[side]] for side in ("left", "right"))
            yield left, right


def _beside(rule: Rule, place: Place) -> tuple[list[Place], list[Place]]:
    """The cells on both sides of a relation in one row or item."""
    return [cell_of(place, c) for c in rule["left"]], [cell_of(place, c) for c in rule["right"]]


def check_totals(context: Context, rule: Rule) -> Iterator[Violation]:
    """A total over one table stands in the relation to that over another."""
    sides = []
    for node in (rule["left"], rule["right"]):
        places = list(context.items(node["table"]))
        if "column" in node:
            values = [v for p in places if (v := context.number(cell_of(p, node["column"]))) is not None]
            sides.append(add(values))
        else:
            sides.append(len(places))
    left, right = sides
    broken = _differs(left, right) if rule["relation"] == "=" else left > right
    if broken and right:
        facts = {"sentence": sentence(context.form, rule), "left": text.number(left), "right": text.number(right)}
        yield Violation("totals-relation", Place(rule["left"]["table"]), text.number(left), facts=facts)


def check_share(context: Context, rule: Rule) -> Iterator[Violation]:
    """Shares are what the amounts make them, and those of one parent add up to 100."""
    table = context.form.table(rule.table)
    if context.envelope.get("share_base") is None:
        if rule["check"] == "ratio":
            yield from _without_base(context, rule, table)
        return
    for pair in rule["pairs"]:
        if rule["check"] == "ratio":
            yield from _ratios(context, rule, table, pair)
        elif context.envelope["share_base"] == "dong_cha":
            yield from _siblings(context, rule, table, pair)


def _without_base(context: Context, rule: Rule, table: Table) -> Iterator[Violation]:
    """Shares without a denominator cannot be understood; said once, at the first of them."""
    for row in table.rows:
        for pair in rule["pairs"]:
            place = Place(table.id, row.key, None, pair["share"])
            if (share := context.number(place)) is not None:
                yield Violation("share-no-base", place, text.number(share), severity="error")
                return


@dataclass(frozen=True, slots=True)
class _Share:
    """A share as written, in percent, and as the amounts make it."""

    place: Place
    written: float
    amount: float
    whole: float

    @property
    def computed(self) -> float:
        return round(self.amount / self.whole * 100, 2)

    def is_off(self, tolerance: float) -> bool:
        return abs(self.computed - self.written) > tolerance + 1e-9

    def is_fraction(self, tolerance: float) -> bool:
        """Whether 0.7 was written for 70 %."""
        return self.is_off(tolerance) and abs(self.computed - self.written * 100) <= tolerance + 1e-9


def _shares(context: Context, table: Table, pair: dict[str, str]) -> Iterator[_Share]:
    """The column's shares whose amount and denominator are known."""
    base = context.envelope.get("share_base")
    for row in table.rows:
        place = Place(table.id, row.key, None, pair["share"])
        key = {"dong_cha": row.parent, "tong_muc": row.key.split(".")[0]}.get(str(base))
        if key is None:
            continue
        amount, whole = cell_of(place, pair["amount"]), Place(table.id, key, None, pair["amount"])
        values = [context.number(p) for p in (place, amount, whole)]
        if None not in values and values[2] and not context.any_broken((place, amount, whole)):
            yield _Share(place, *(v for v in values if v is not None))


def _ratios(context: Context, rule: Rule, table: Table, pair: dict[str, str]) -> Iterator[Violation]:
    """Shares that the amounts contradict; that a column was written in fractions is said once."""
    found = [share for share in _shares(context, table, pair) if share.is_off(rule["tolerance"])]
    fractions = [share for share in found if share.is_fraction(rule["tolerance"])]
    for share in found:
        if share not in fractions or share is fractions[0]:
            facts = {
                "amount": text.number(share.amount),
                "base": text.number(share.whole),
                "computed": text.number(share.computed),
                "count": len(fractions),
            }
            code = "shares-as-fractions" if share in fractions else "share-differs"
            yield Violation(code, share.place, text.number(share.written), facts=facts)


def _siblings(context: Context, rule: Rule, table: Table, pair: dict[str, str]) -> Iterator[Violation]:
    fractions = {s.place for s in _shares(context, table, pair) if s.is_fraction(rule["tolerance"])}
    for parent in rule.get("parents", [r.key for r in table.rows]):
        places = [Place(table.id, r.key, None, pair["share"]) for r in table.children(parent)]
        shares = [context.number(p) for p in places]
        filled = [s for s in shares if s is not None]
        if not any(filled) and context.number(Place(table.id, parent, None, pair["amount"])) == 0:
            continue  # of nothing there are no shares
        if filled and len(filled) == len(shares) and not fractions.intersection(places):
            computed = add(filled)
            if abs(computed - 100) > rule["tolerance"] + 1e-9:
                yield Violation("share-siblings", places[0], facts={"computed": text.number(computed)})
