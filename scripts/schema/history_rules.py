"""Rules that hold a change to what was released: version, changelog and migration go with it, frozen files stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scripts.changes.changelog import Entry, Key, Step
from scripts.changes.diff import diff
from scripts.changes.release import altered
from scripts.changes.snapshot import CHANGELOG, OUTLINE, Snapshot, last_released
from scripts.model.form import Form
from scripts.model.outline import Outline
from scripts.schema.faults import Fault
from scripts.schema.released import number
from scripts.wording import changelog
from scripts.wording.changelog import ELLIPSIS

HistoryRule = Callable[[Snapshot], Iterator[tuple[str, Fault]]]


def frozen(snapshot: Snapshot) -> Iterator[tuple[str, Fault]]:
    """What was released stays as it was: returns that were filled from it are read by it."""
    for name in altered(snapshot):
        yield f"released/{name}", Fault("bản đã phát hành không được sửa, thêm hay xóa bằng tay")


def accounted(snapshot: Snapshot) -> Iterator[tuple[str, Fault]]:
    """A form that differs from its released copy has a higher version, an entry and, where data moves, a migration."""
    for part in diff(last_released(snapshot), snapshot).parts:
        if part.demand.missing:
            file = OUTLINE if part.code == "outline" else f"forms/{part.code}.schema.json"
            stub = changelog.stub(part)
            said = "\n    ".join([*changelog.demands(part), *stub.splitlines()])
            yield file, Fault(said, ("x-form" if part.code != "outline" else "x-outline", "version"))


def entries_known(snapshot: Snapshot) -> Iterator[tuple[str, Fault]]:
    """Every entry is of a form's version that was released, or of the one that waits; only a released one has a day."""
    released = set(snapshot.editions)
    current = {code: form.version for code, form in snapshot.forms.items()}
    current |= {"outline": snapshot.outline.version} if snapshot.outline else {}
    seen: set[tuple[str, str]] = set()
    for entry in snapshot.entries:
        edition = (entry.code, entry.version)
        where = f"mục {entry.code} {entry.version}"
        if edition in seen:
            yield CHANGELOG, Fault(f"{where} ghi hai lần; gộp làm một")
        seen.add(edition)
        if edition not in released and current.get(entry.code) != entry.version:
            yield CHANGELOG, Fault(f"{where}: không có phiên bản này; lược đồ đang ghi {current.get(entry.code)}")
        if bool(entry.date) != (edition in released):
            said = "đã phát hành nhưng thiếu date" if not entry.date else "chưa phát hành; bỏ date, lệnh release sẽ ghi"
            yield CHANGELOG, Fault(f"{where} {said}")
    for code, version in sorted(released - seen):
        yield CHANGELOG, Fault(f"thiếu mục {code} {version} của bản đã phát hành")


def steps_known(snapshot: Snapshot) -> Iterator[tuple[str, Fault]]:
    """A migration that waits for release names parts that the version before had and this one has."""
    before = last_released(snapshot)
    for entry in snapshot.entries:
        if entry.migration is None or entry.date:
            continue
        sides = _part(before, entry.code), _part(snapshot, entry.code)
        for kind in ("tables", "rows", "columns"):
            for step in getattr(entry.migration, kind):
                yield from ((CHANGELOG, Fault(said)) for said in _unknown(entry, kind, step, sides))


def _part(snapshot: Snapshot, code: str) -> Form | Outline | None:
    return snapshot.outline if code == "outline" else snapshot.forms.get(code)


def _unknown(
    entry: Entry, kind: str, step: Step, sides: tuple[Form | Outline | None, Form | Outline | None]
) -> Iterator[str]:
    for key, side, when in ((step.old, sides[0], "bản trước"), (step.new, sides[1], "bản này")):
        if key is not None and side is not None and key not in _keys(kind, side):
            name = " ".join(filter(None, key))
            yield f"mục {entry.code} {entry.version}, migration.{kind}: {when} không có {name!r}; sửa tên"
    for key, side, values, when in (
        (step.old, sides[0], step.values.keys(), "bản trước"),
        (step.new, sides[1], {value for value in step.values.values() if value is not None}, "bản này"),
    ):
        if key is not None and isinstance(side, Form):
            for name in sorted(values - _choices(side, key)):
                yield f"mục {entry.code} {entry.version}, {key[1]}: {when} không có lựa chọn {name!r}; sửa values"


def _choices(form: Form, key: Key) -> set[str]:
    """What may be chosen in a column."""
    columns = [column for table in form.tables if table.id == key[0] for column in table.columns if column.id == key[1]]
    return {value for column in columns if column.leaf for value, _ in column.leaf.choices}


def _keys(kind: str, of: Form | Outline) -> set[Key]:
    if isinstance(of, Outline):
        return {("", heading.key) for heading in of.headings}
    if kind == "tables":
        return {(table.id, "") for table in of.tables}
    if kind == "rows":
        return {(table.id, row.key) for table in of.tables for row in table.rows}
    ids = [(table.id, column.id.split(".")) for table in of.tables for column in table.columns]
    return {(table, ".".join(steps[:n])) for table, steps in ids for n in range(1, len(steps) + 1)}


def versions_rise(snapshot: Snapshot) -> Iterator[tuple[str, Fault]]:
    """A form's version is never below one that was released: it would be taken for the older."""
    before = last_released(snapshot)
    for code in (*before.forms, "outline"):
        was, now = _part(before, code), _part(snapshot, code)
        if was and now and number(now.version) < number(was.version):
            file, about = (OUTLINE, "x-outline") if code == "outline" else (f"forms/{code}.schema.json", "x-form")
            said = f"phiên bản {now.version} thấp hơn bản đã phát hành {was.version}"
            yield file, Fault(said, (about, "version"))


def entries_written(snapshot: Snapshot) -> Iterator[tuple[str, Fault]]:
    """What was pasted to be written anew is written before it reaches those who fill forms."""
    for entry in snapshot.entries:
        steps = [*entry.migration.tables, *entry.migration.rows, *entry.migration.columns] if entry.migration else []
        said = [*entry.changes, *(step.why for step in steps), entry.migration.why if entry.migration else ""]
        for sentence in said:
            if sentence.endswith(ELLIPSIS):
                yield (
                    CHANGELOG,
                    Fault(f"mục {entry.code} {entry.version} còn lời mẫu {sentence!r}; viết cho người làm biểu"),
                )


HISTORY_RULES: tuple[HistoryRule, ...] = (
    frozen, versions_rise, accounted, entries_known, steps_known, entries_written,
)  # fmt: skip
