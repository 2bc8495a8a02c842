"""How a comparison of two versions of the schemas is shown: as text, as Markdown for a pull request, as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from scripts.changes.change import EFFECTS, Change
from scripts.changes.diff import Diff, Difference, FileDifference
from scripts.model.form import Period, Place
from scripts.wording import changelog, changes, text


def as_text(diff: Diff) -> str:
    """The changes by form, each with what it does and why, what is demanded, and a verdict."""
    lines = [f"So sánh: {diff.old} → {diff.new}"]
    for part in diff.parts:
        lines += ["", changelog.head(part)]
        for (effect, why), found in groupby(_ordered(part), lambda change: (change.effect, change.why)):
            lines.append(f"  {changes.EFFECT[effect]} – {why}:")
            lines += [f"    - {changes.sentence(change, part)}" for change in found]
        lines += [f"  → {line}" for line in changelog.demands(part)]
        lines += changelog.stub(part).splitlines()
    if diff.files:
        lines += ["", "Tệp khác"]
        lines += [f"  {line}" for file in diff.files for line in _file(file)]
    return "\n".join([*lines, "", verdict(diff)])


def as_markdown(diff: Diff) -> str:
    """The same for the summary of a pull request."""
    lines = [f"## Lược đồ đổi gì: {diff.old} → {diff.new}", "", f"**{verdict(diff)}**"]
    found = {change.effect for part in diff.parts for change in part.changes}
    lines += ["", *(f"- {changes.EFFECT[e]}: {changes.MEANS[e]}" for e in EFFECTS if e in found)]
    for part in diff.parts:
        lines += ["", f"### {changelog.head(part)}", "", "| Tác động | Đổi gì | Vì sao |", "|---|---|---|"]
        for change in _ordered(part):
            cells = (changes.EFFECT[change.effect], changes.sentence(change, part), change.why)
            lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
        lines += ["", *(f"- {line}" for line in changelog.demands(part))]
        if stub := changelog.stub(part):
            lines += ["", "```yaml", stub, "```"]
    if diff.files:
        lines += ["", "### Tệp khác", ""]
        lines += [re.sub(r"^( *)(\S.*)", r"\1- \2", line) for file in diff.files for line in _file(file)]
    return "\n".join(lines)


def as_json(diff: Diff) -> str:
    """For programs, in the form that schemas/changes.schema.json describes."""
    shown: dict[str, Any] = {
        "old": diff.old,
        "new": diff.new,
        "sound": diff.sound,
        "parts": [_part(part) for part in diff.parts],
        "files": [asdict(file) for file in diff.files],
    }
    return json.dumps(shown, ensure_ascii=False, indent=2)


def verdict(diff: Diff) -> str:
    """The line that says how it stands."""
    if not diff.parts and not diff.files:
        return f"Kết luận: {changes.NOTHING}"
    counts = {effect: sum(c.effect == effect for p in diff.parts for c in p.changes) for effect in EFFECTS}
    said = ", ".join(f"{count} {changes.EFFECT[effect].lower()}" for effect, count in counts.items() if count)
    lacking = [changes.name(part.code, part.new or part.old) for part in diff.parts if part.demand.missing]
    state = f"CÒN THIẾU ở {', '.join(lacking)}" if lacking else "ĐỦ phiên bản và sổ thay đổi"
    return f"Kết luận: {state}; {said or 'không biểu nào đổi'}."


def _ordered(part: Difference) -> list[Change]:
    """The gravest first, those with one reason together."""
    return sorted(part.changes, key=lambda change: (EFFECTS.index(change.effect), change.why))


def _file(file: FileDifference) -> Iterator[str]:
    if not (file.was and file.now):
        yield f"tệp schemas/{file.file} {'mới có' if file.now else 'đã bỏ'}"
        return
    yield f"tệp schemas/{file.file} đổi ở {len(file.paths)} chỗ:"
    yield from (f"  {path}" for path in file.paths[:20])
    if len(file.paths) > 20:
        yield f"  … và {len(file.paths) - 20} chỗ nữa"


def _part(part: Difference) -> dict[str, Any]:
    demand = part.demand
    return _given(
        {
            "code": part.code,
            "was": demand.was,
            "now": demand.now,
            "effect": demand.effect,
            "least": demand.least,
            "missing": list(demand.missing),
            "changes": [_change(change, part) for change in part.changes],
        }
    )


def _change(change: Change, part: Difference) -> dict[str, Any]:
    return _given(
        {
            "kind": change.kind,
            "effect": change.effect,
            "before": _place(change.before),
            "after": _place(change.after),
            "was": _plain(change.was),
            "now": _plain(change.now),
            "name": change.name,
            "message": changes.sentence(change, part),
            "why": change.why,
        }
    )


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    """Without what is not there."""
    return {key: value for key, value in fields.items() if value is not None and value != ""}


def _place(place: Place | None) -> dict[str, Any] | None:
    return None if place is None else _given(asdict(place))


def _plain(value: Any) -> Any:
    return text.period(value) if isinstance(value, Period) else value
