"""The table of who sent what."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from scripts.model.package import State
from scripts.model.roster import Roster, Sender
from scripts.wording.formats import counts
from scripts.wording.text import form_name, listed, short
from scripts.wording.together import STATES

_SHOWN: Final = 10
_WIDTH: Final = 36  # of a column; what is longer stands out of it
_STATES: Final[tuple[State, ...]] = ("nil", "attached", "empty")


def table(roster: Roster, verbose: bool = False) -> list[str]:
    """A line for each unit, one for what names none, and who is missing; with `verbose` all of these are named."""
    lines = [(_name(sender), _brought(sender), _counted(sender)) for sender in roster.units]
    nobody = roster.without_unit
    if files := (*nobody.files, *nobody.unread):
        names = listed([PurePath(file).name for file in files], _SHOWN)
        lines.append(("Không rõ đơn vị", _brought(nobody), f"{_counted(nobody)} – {names}"))
    first, second = (min(max(len(line[column]) for line in lines), _WIDTH) for column in (0, 1))
    shown = (f"  {name:<{first}}  {brought:<{second}}  {counted}" for name, brought, counted in lines)
    return ["Theo đơn vị:", *shown, *_silent(roster, verbose)]


def _name(sender: Sender) -> str:
    return short(" ".join(sender.unit.split()))


def _brought(sender: Sender) -> str:
    filled = _forms(sender.forms("filled"))
    others = [f"{STATES[state]}: {_forms(codes)}" for state in _STATES if (codes := sender.forms(state))]
    return "; ".join([*([filled] if filled else []), *others]) or "không có biểu"


def _counted(sender: Sender) -> str:
    reports, files, unread = len(sender.reports), len(sender.files), len(sender.unread)
    said = f"có {reports} báo cáo" if reports > 1 else "có báo cáo" if reports else "không có báo cáo"
    there = " và ".join(f"{n} {word}" for n, word in ((files, "tệp"), (unread, "tệp không đọc được")) if n)
    return "; ".join([said, there, *([counts(sender.errors, sender.warnings)] if files else [])])


def _forms(codes: list[str]) -> str:
    """Biểu 1B, 2B; forms of ours by their own names."""
    names = map(form_name, codes)
    return ", ".join(name.removeprefix("Biểu ") if n else name for n, name in enumerate(names))


def _silent(roster: Roster, verbose: bool) -> list[str]:
    names = [silent.unit for silent in roster.silent]
    if not names:
        return [f"  Cả {roster.registered} đơn vị trong danh mục đều đã có tệp."]
    all_named = verbose or len(names) <= _SHOWN
    said = ", ".join(names) if all_named else f"{listed(names, _SHOWN)} (thêm --verbose để kê đủ)"
    return [f"  Chưa thấy biểu, báo cáo của {len(names)} trong {roster.registered} đơn vị của danh mục: {said}"]
