"""Who sent what: a line for each unit of a run over the files of several units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from scripts.findings import Finding, Severity
from scripts.model.form import Form
from scripts.model.package import Entry
from scripts.model.roster import Roster, Sender, Silent
from scripts.schema import registry
from scripts.validation import units
from scripts.validation.one_file import Checked
from scripts.validation.units import Key

_NOBODY: Final[Key] = ("", "")


@dataclass
class _Gathered:
    """What was found of one unit so far."""

    unit: str
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    reports: list[str] = field(default_factory=list)
    files: dict[str, None] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def roster(files: Sequence[Checked], findings: Iterable[Finding], forms: Mapping[str, Form]) -> Roster | None:
    """What each unit sent; None where the returns are of fewer than two units, and there is nothing to tell apart."""
    gathered = _returns(files, forms)
    if len(gathered.keys() - {_NOBODY}) < 2:
        return None
    for one in files:
        if one.has_report:
            of_unit = _of(gathered, *_reporting(one.front_unit, gathered))
            of_unit.reports.append(one.file)
            of_unit.files[one.file] = None
        elif one.refused:
            named = _named_by(PurePath(one.file))
            _of(gathered, *((named.code, ""), named.name) if named else (_NOBODY, "")).unread.append(one.file)
    counted = Counter((found.file, found.severity) for found in findings)
    known = registry.units()
    senders = {key: _sender(key, one, counted, forms) for key, one in gathered.items()}
    nobody = senders.pop(_NOBODY, Sender("", ""))
    listed = [senders.pop((code, "")) for code in known if (code, "") in senders]
    here = {sender.code for sender in listed}
    silent = tuple(Silent(unit.code, unit.name) for unit in known.values() if unit.code not in here)
    return Roster((*listed, *senders.values()), nobody, silent, len(known))


def _returns(files: Sequence[Checked], forms: Mapping[str, Form]) -> dict[Key, _Gathered]:
    gathered: dict[Key, _Gathered] = {}
    for file, sent in ((one.file, sent) for one in files for sent in one.sent):
        of_unit = _of(gathered, sent.unit, sent.name)
        of_unit.files[file] = None
        if sent.form in forms and not sent.extra:
            of_unit.entries.setdefault((sent.form, file), Entry(sent.form, sent.state, file))
    return gathered


def _of(gathered: dict[Key, _Gathered], key: Key, name: str) -> _Gathered:
    """What is gathered of the unit; a kind without a name tells no unit."""
    return gathered.setdefault(key, _Gathered(name)) if key[0] else gathered.setdefault(_NOBODY, _Gathered(""))


def _reporting(stated: str, gathered: Mapping[Key, _Gathered]) -> tuple[Key, str]:
    """The unit that a report's front names: one that sent returns under that name, whatever kind these give it."""
    unit = {"name": stated}
    key = units.key(unit)
    return next((one for one in gathered if one[0] == key[0]), key), units.name(unit)


def _named_by(path: PurePath) -> registry.Unit | None:
    """The registered unit of a file that could not be read: by its name, else by that of its folder."""
    for words in (path.stem, path.parent.name):
        coded = set(registry.coded_in(words))
        if found := coded.pop() if len(coded) == 1 else registry.named_in(words):
            return found
    return None


def _sender(
    key: Key, found: _Gathered, counted: Mapping[tuple[str, Severity], int], forms: Mapping[str, Form]
) -> Sender:
    order = list(forms)
    code = key[0] if key[0] in registry.units() else ""
    return Sender(
        code,
        found.unit,
        entries=tuple(sorted(found.entries.values(), key=lambda entry: order.index(entry.form))),
        reports=tuple(found.reports),
        files=tuple(found.files),
        unread=tuple(found.unread),
        errors=sum(counted[file, "error"] for file in found.files),
        warnings=sum(counted[file, "warning"] for file in found.files),
    )
