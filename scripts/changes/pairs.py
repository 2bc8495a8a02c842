"""Pair the parts of two versions of a form, so that a renamed part is told from one removed and one added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from scripts.changes.changelog import Key, Migration, Step
from scripts.folding import fold
from scripts.model.form import Column, Form, Label, Leaf, Row, Table
from scripts.model.outline import Heading

_SIMILAR = 0.85  # how like two labels must be for one to be the other written otherwise
_IN_COMMON = 1 / 3  # share of words that labels under one key must have in common to mean the same part


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which old part became which new one, in the old printed order; what is left over was removed or added.

    `declared` are the old parts that the migration speaks of. Where it joins parts, two old ones lead to one new one.
    """

    kept: Mapping[Key, Key]
    removed: tuple[Key, ...]
    added: tuple[Key, ...]
    declared: Mapping[Key, Step]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The parts of two versions of one form that belong together. A block belongs to its row, a choice to its cell."""

    tables: Pairing
    rows: Pairing
    columns: Pairing

    def loose(self, keys: Iterable[Key]) -> list[Key]:
        """Of removed or added rows or columns those whose table itself was not removed or added."""
        whole = {table for table, _ in (*self.tables.removed, *self.tables.added)}
        return [key for key in keys if key[0] not in whole]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part as it is looked at: its own key, its key in terms of the new version's tables, its folded words."""

    own: Key
    key: Key
    printed: str
    shown: str
    above: tuple[str, ...] = ()


def pair(old: Form, new: Form, migration: Migration | None = None) -> Pairs:
    """Pair tables, rows and columns: as the migration declares, then by key and words, then by words alone.

    A part whose words only lie near is taken for the same (its meaning is for people to judge); one whose words under
    the same key have nothing in common is removed, and another added.
    """
    declared = migration or Migration()
    tables = _pair([_table(t) for t in old.tables], [_table(t) for t in new.tables], declared.tables)
    if len(old.tables) == len(new.tables) == 1 and not tables.declared:
        tables = Pairing({(old.tables[0].id, ""): (new.tables[0].id, "")}, (), (), {})
    now = {key: to for (key, _), (to, _) in tables.kept.items()}
    return Pairs(
        tables,
        _pair(list(_rows(old, now)), list(_rows(new)), declared.rows),
        _pair(list(_columns(old, now)), list(_columns(new)), tuple(_spread(old, new, declared.columns))),
    )


def _spread(old: Form, new: Form, steps: Iterable[Step]) -> Iterator[Step]:
    """The steps of columns; one of a header group is spread over the columns below it."""
    for step in steps:
        rests = list(_below(old, step.old) if step.old else _below(new, step.new))
        for rest in rests or [""]:
            keys = [key and (key[0], key[1] + rest) for key in (step.old, step.new)]
            yield replace(step, old=keys[0], new=keys[1])


def _below(form: Form, group: Key | None) -> Iterator[str]:
    """What the ids of the columns below a header group add to its path; nothing for a column."""
    for column in (c for t in form.tables if group and t.id == group[0] for c in t.columns):
        if group and column.id.startswith(f"{group[1]}."):
            yield column.id.removeprefix(group[1])


def pair_headings(old: Iterable[Heading], new: Iterable[Heading], migration: Migration | None = None) -> Pairing:
    """Pair the headings of two versions of the outline; the migration speaks of them as of rows."""
    return _pair(_headings(old), _headings(new), (migration or Migration()).rows)


def _headings(headings: Iterable[Heading]) -> list[_Part]:
    labels = {heading.key: heading.label for heading in headings}
    above = {key: [label for k, label in labels.items() if k == key.rpartition(".")[0]] for key in labels}
    return [_part(("", key), ("", key), label, above[key]) for key, label in labels.items()]


def pair_choices(old: Leaf, new: Leaf, values: Mapping[str, str | None] | None = None) -> dict[str, str | None]:
    """For each choice of a cell what became of it: as declared, else the same value, else the same title; else None."""
    declared = values or {}
    known, titles = dict(new.choices), {fold(title): value for value, title in new.choices}
    return {
        value: declared[value] if value in declared else value if value in known else titles.get(fold(title))
        for value, title in old.choices
    }


def _table(table: Table) -> _Part:
    return _part((table.id, ""), (table.id, ""), table.label or Label("", ""))


def _rows(form: Form, now: Mapping[str, str] | None = None) -> Iterator[_Part]:
    for table in form.tables:
        by_key = {row.key: row for row in table.rows}
        for row in table.rows:
            yield _part((table.id, row.key), (_now(table, now), row.key), row.label, _above(row, by_key))


def _above(row: Row, by_key: Mapping[str, Row]) -> tuple[Label, ...]:
    parent = by_key.get(row.parent or "")
    return (*_above(parent, by_key), parent.label) if parent else ()


def _columns(form: Form, now: Mapping[str, str] | None = None) -> Iterator[_Part]:
    for table in form.tables:
        for column in table.columns:
            yield _part((table.id, column.id), (_now(table, now), column.id), column.label, column.groups)


def _now(table: Table, now: Mapping[str, str] | None) -> str:
    return table.id if now is None else now.get(table.id, table.id)


def _part(own: Key, key: Key, label: Label, above: Iterable[Label] = ()) -> _Part:
    return _Part(own, key, fold(label.printed), fold(label.text), tuple(fold(one.printed) for one in above))


# What two parts must have in common, the surest first; empty words prove nothing (None).
_Common = Callable[[_Part], tuple[object, ...] | None]
_COMMON: tuple[_Common, ...] = (
    lambda part: (part.key, part.above, part.printed),
    lambda part: (part.key, part.above, part.shown),
    lambda part: (part.key[0], part.above, part.printed) if part.printed else None,
    lambda part: (part.key[0], part.above, part.shown) if part.shown else None,
    lambda part: (part.key, part.printed) if part.printed else None,
    lambda part: (part.key, part.shown) if part.shown else None,
    lambda part: (part.printed,) if part.printed else None,
    lambda part: (part.shown,) if part.shown else None,
)


def _pair(old: list[_Part], new: list[_Part], steps: tuple[Step, ...]) -> Pairing:
    known_old, known_new = {p.own for p in old}, {p.own for p in new}
    declared = {step.old: step for step in steps if step.old in known_old and step.old is not None}
    found = {step.old: step.new for step in declared.values() if step.old and step.new in known_new and step.new}
    spoken_for = {step.new for step in steps}
    left = [p for p in old if p.own not in declared]
    free = [p for p in new if p.own not in spoken_for]
    for common in (*_COMMON, None):
        matched = _alike(left, free, common) if common else [*_similar(left, free)]
        found |= {one.own: other.own for one, other in matched}
        taken = {other.own for _, other in matched}
        left, free = [p for p in left if p.own not in found], [p for p in free if p.own not in taken]
    found |= {one.own: other.own for one, other in _same_key(left, free)}
    kept = {p.own: found[p.own] for p in old if p.own in found}
    removed = tuple(p.own for p in old if p.own not in found)
    return Pairing(kept, removed, tuple(p.own for p in new if p.own not in kept.values()), declared)


def _alike(left: list[_Part], free: list[_Part], common: _Common) -> list[tuple[_Part, _Part]]:
    """Parts that have this in common; several alike are paired in their order, if there are as many new as old."""
    groups: dict[tuple[object, ...], tuple[list[_Part], list[_Part]]] = {}
    for side, parts in enumerate((left, free)):
        for part in parts:
            if (what := common(part)) is not None:
                groups.setdefault(what, ([], []))[side].append(part)
    equal = [group for group in groups.values() if len(group[0]) == len(group[1])]
    return [both for ours, theirs in equal for both in zip(ours, theirs, strict=True)]


def _similar(left: list[_Part], free: list[_Part]) -> Iterator[tuple[_Part, _Part]]:
    """Parts whose words are nearly the same, the most alike first and those under one key before others."""
    scored = [
        (-ratio, one.key != other.key, a, b)
        for a, one in enumerate(left)
        for b, other in enumerate(free)
        if (ratio := SequenceMatcher(None, one.shown, other.shown, autojunk=False).ratio()) >= _SIMILAR and one.shown
    ]
    ours: set[int] = set()
    theirs: set[int] = set()
    for _, _, a, b in sorted(scored):
        if a not in ours and b not in theirs:
            ours.add(a)
            theirs.add(b)
            yield left[a], free[b]


def _same_key(left: list[_Part], free: list[_Part]) -> Iterator[tuple[_Part, _Part]]:
    """Parts under one key whose words have something in common, or of which one has no words."""
    by_key = {part.key: part for part in free}
    for one in left:
        other = by_key.get(one.key)
        if other and _in_common(one.shown, other.shown):
            yield one, other


def _in_common(one: str, other: str) -> bool:
    words, others = set(one.split()), set(other.split())
    return not words or not others or len(words & others) >= max(len(words), len(others)) * _IN_COMMON


def column_of(form: Form, key: Key) -> Column:
    """The column with that key; raises KeyError where there is none."""
    return form.table(key[0]).column(key[1])


def row_of(form: Form, key: Key) -> Row:
    """The row with that key; raises KeyError where there is none."""
    return form.table(key[0]).row(key[1])
