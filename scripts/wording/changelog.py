"""What a change demands of version and changelog, said so that a maintainer can do it: with lines ready to paste."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from scripts.changes.change import Change
from scripts.changes.diff import Difference
from scripts.changes.release import Waiting
from scripts.model.form import Place
from scripts.wording import changes, text

ELLIPSIS = "…"  # at the end of what is to be written by a person
_WORDS = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")


def head(part: Difference) -> str:
    """The form with its versions: Biểu 1B · 1.0.0 → 1.1.0."""
    demand = part.demand
    versions = f"{demand.was or '(chưa có)'} → {demand.now or '(bỏ)'}" if demand.was != demand.now else demand.was
    return f"{changes.name(part.code, part.new or part.old)} · {versions}"


def demands(part: Difference) -> Iterator[str]:
    """What must still be done, or that all is there."""
    demand = part.demand
    if "needless" in demand.missing:
        yield f"Không có gì đổi mà phiên bản ghi {demand.now}; ghi lại {demand.was}."
    if "form" in demand.missing:
        yield (
            "Biểu đã phát hành thì không xóa tệp, vì tệp các đơn vị đã điền còn phải nhận ra được. Thôi dùng biểu thì giữ "
            "tệp: đổi x-form.status thành absent, bỏ các bảng và quy tắc, tăng số đầu của version."
        )
    if not demand.effect or not demand.least:
        return
    gravest = next(change for change in part.changes if change.effect == demand.effect)
    if "version" in demand.missing:
        yield (
            f"Cần phiên bản {demand.least} trở lên (tăng {changes.STEP[demand.effect]}), đang ghi {demand.now}: "
            f"{changes.sentence(gravest, part)}, {gravest.why}."
        )
    if demand.spared and demand.missing:
        yield (
            f"Chỉ viết lại cho rõ mà nghĩa như cũ thì phiên bản {demand.spared} là đủ: migration ghi from và to như đoạn "
            "dưới đây. Nghĩa đổi thật thì thay bằng hai dòng: {from: …, why: …} và {to: …, why: …}."
        )
    if "entry" in demand.missing:
        yield f"Cần một mục {part.code} {_version(part)} trong schemas/changelog.yaml; dán đoạn dưới đây rồi sửa lời."
    if "migration" in demand.missing:
        said = "; ".join(changes.sentence(change, part) for change in demand.open)
        yield (
            f"Mục {part.code} {demand.now} trong schemas/changelog.yaml chưa nói số liệu cũ đi đâu: {said}. "
            "Thêm vào mục ấy đoạn dưới đây rồi sửa lời."
        )
    if not demand.missing:
        yield f"Phiên bản {demand.now} và mục trong schemas/changelog.yaml đã đủ."


def stub(part: Difference) -> str:
    """The entry of the changelog that is missing, ready to paste, or its missing migration; empty where none is."""
    demand = part.demand
    if "entry" not in demand.missing:
        return "\n".join(_migration(part) if "migration" in demand.missing else ())
    lines = [f"  - of: [{part.code}]", f"    version: {_version(part)}", "    changes:"]
    lines += [f"      - {_quoted(text.first_upper(changes.sentence(change, part)) + '.')}" for change in part.changes]
    return "\n".join([*lines, *_migration(part)])


def released(found: Sequence[Waiting]) -> Iterator[str]:
    """What was released, or which layouts lack their entry, so that nothing was."""
    lacking = [one for one in found if one.entry is None]
    for one in lacking:
        yield f"schemas/{one.path}: cần một mục {one.code} {one.version} trong schemas/changelog.yaml; chưa phát hành gì."
    if not lacking:
        yield from (f"schemas/released/{one.code}/{one.version}.schema.json" for one in found)
        yield f"Đã phát hành {len(found)} lược đồ." if found else "Không có phiên bản nào chờ phát hành."


def _version(part: Difference) -> str:
    demand = part.demand
    return demand.spared or demand.least if "version" in demand.missing else demand.now


def _migration(part: Difference) -> Iterator[str]:
    open_ = part.demand.open
    if not open_:
        return
    yield "    migration:"
    if any(change.before in (None, Place()) for change in open_):
        yield f"      why: {_quoted(f'Việc đơn vị phải làm lại: {ELLIPSIS}')}"
    steps: dict[str, dict[tuple[str, str], dict[str, str]]] = {"tables": {}, "rows": {}, "columns": {}}
    for change in open_:
        if change.before is not None and change.before != Place():
            kind = _kind(change)
            was, now = change.before, change.after
            step = steps[kind].setdefault((was.table, _key(kind, was)), {})
            step |= _ends(kind, was, now) | _said(change)
    for kind, found in steps.items():
        if found:
            yield f"      {kind}:"
            yield from (f"        - {{{', '.join(f'{k}: {v}' for k, v in step.items())}}}" for step in found.values())


def _kind(change: Change) -> str:
    """Which part the step must speak of: a cell is spoken of by its column, one that is gone by its row."""
    place = change.before or Place()
    if place.column is not None and change.kind != "cell-removed":
        return "columns"
    return "rows" if place.row is not None else "tables"


def _key(kind: str, place: Place) -> str:
    return {"tables": place.table, "rows": place.row, "columns": place.column}[kind] or ""


def _ends(kind: str, was: Place, now: Place | None) -> dict[str, str]:
    ends = {"table": was.table} if was.table and kind != "tables" else {}
    ends["from"] = _scalar(_key(kind, was))
    if now is not None:
        ends["to"] = _scalar(_key(kind, now))
        if now.table != was.table and kind != "tables":
            ends["to_table"] = now.table
    return ends


def _said(change: Change) -> dict[str, str]:
    """What a step must say beside its ends; what only a person can know is left as an ellipsis."""
    if change.kind == "unit-changed":
        return {"times": ELLIPSIS}
    if change.kind.startswith("choice-"):
        became = {"choice-renamed": change.now, "choice-reworded": change.name}.get(change.kind, ELLIPSIS)
        return {"values": f"{{{_scalar(change.name)}: {_scalar(became)}}}"}
    settled = change.kind.endswith(("-renamed", "-moved", "reworded")) or change.kind == "joined"
    return {} if settled and change.kind != "block-renamed" else {"why": _quoted(f"Vì sao bỏ số liệu cũ: {ELLIPSIS}")}


def _scalar(name: str) -> str:
    """A name as YAML: in quotes where it would be read as a number, a truth value or markup."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9_.]*", name) and name.lower() not in _WORDS
    return name if plain or name == ELLIPSIS else _quoted(name)


def _quoted(said: str) -> str:
    return json.dumps(said, ensure_ascii=False)
