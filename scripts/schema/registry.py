"""The units that may report: the registry's codes, names and kinds."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Final

from scripts import paths
from scripts.folding import bare, fold
from scripts.schema.catalogue import submission_schema

COMMUNE_KINDS = ("dang_uy_xa", "dang_uy_phuong", "dang_uy_dac_khu")

# A commune reports by its party committee: people write that body's name, or its government's, for the commune's.
_BODIES: Final = ("ban chấp hành đảng bộ", "bch đảng bộ", "ban thường vụ đảng ủy", "btv đảng ủy", "đảng ủy", "đảng bộ",
                  "ủy ban nhân dân", "ubnd")  # fmt: skip
_BODY: Final = re.compile(rf"(?:{'|'.join(map(fold, _BODIES))}) ")
_CODE: Final = re.compile(r"(?<![0-9])[0-9]{5}(?![0-9])")
_PROVINCE: Final = re.compile(rf"[ ,\-(]*(?:{fold('tỉnh')} )?{fold('An Giang')}\)?")
_ALIKE: Final = 0.85  # how much of a name must be the same to be taken for a slip of it


@dataclass(frozen=True, slots=True)
class Unit:
    """A reporting unit; `code` is empty for a body that the registry does not list."""

    code: str
    name: str
    kind: str

    @property
    def level(self) -> str:
        """Either "commune" or "province"; empty where the kind is not known."""
        if self.kind not in kinds():
            return ""
        return "commune" if self.kind in COMMUNE_KINDS else "province"

    @property
    def choice(self) -> str:
        """How the unit stands in the workbook's list."""
        return f"{self.code} – {self.name}"


@cache
def units() -> Mapping[str, Unit]:
    """Every registered unit by code: the provincial bodies, then the communes, wards and special zones."""
    found: dict[str, Unit] = {}
    for name in ("bodies.csv", "units.csv"):
        with (paths.REGISTRY / name).open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                found[line["code"]] = Unit(line["code"], line["name"], line["kind"])
    return found


@cache
def kinds() -> Mapping[str, str]:
    """The kinds of units and their names, as the submission schema lists them."""
    choices = submission_schema()["properties"]["unit"]["properties"]["kind"]["oneOf"]
    return {c["const"]: c["title"] for c in choices}


@cache
def money_units() -> Mapping[str, str]:
    """The units of money and their names, as the submission schema lists them."""
    return {c["const"]: c["title"] for c in submission_schema()["properties"]["money_unit"]["oneOf"]}


def find(unit: Mapping[str, str]) -> Unit | None:
    """The unit that an envelope names: from the registry by code or name, else as named; None for an unknown code."""
    if "code" in unit:
        return units().get(str(unit["code"]))
    name, kind = str(unit.get("name", "")), str(unit.get("kind", ""))
    registered = named(name)
    return registered if registered and kind in ("", registered.kind) else Unit("", name, kind)


def named(said: str) -> Unit | None:
    """The registered unit of that name, however it is spelled and whichever of its bodies it names; None for none."""
    core = _core(said)
    return next((unit for unit in units().values() if core and _core(unit.name) == core), None)


def coded_in(words: str) -> list[Unit]:
    """The units whose codes, of five digits, stand in the words."""
    return [units()[code] for code in _CODE.findall(words) if code in units()]


def named_in(words: str) -> Unit | None:
    """The only unit whose full name stands in the words, with or without its marks; None for none or several.

    A name goes as far as it can: “Xã Vĩnh Hòa Hưng” does not name Xã Vĩnh Hòa. Without its kind a name is none.
    """
    found = set(_any_full_name().findall(bare(words)))
    return _full_names()[found.pop()] if len(found) == 1 else None


@cache
def _full_names() -> Mapping[str, Unit]:
    return {bare(unit.name): unit for unit in units().values()}


@cache
def _any_full_name() -> re.Pattern[str]:
    longest_first = sorted(_full_names(), key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(longest_first)})(?!\S)")


@lru_cache(maxsize=256)  # every form of a workbook names the same unit
def like(said: str) -> Unit | None:
    """The registered unit whose name is most like the one that was written; None where none is like it."""
    cores = {bare(_core(unit.name)): unit for unit in units().values()}
    without_kind = {core.partition(" ")[2]: unit for core, unit in cores.items() if unit.level == "commune"}
    core = bare(_core(said))
    close = get_close_matches(core, cores, n=1, cutoff=_ALIKE)
    return cores[close[0]] if close else without_kind.get(core) or without_kind.get(core.partition(" ")[2])


@lru_cache(maxsize=1024)
def _core(said: str) -> str:
    """What tells a unit's name from others: folded, without the body that reports for it and without the province."""
    name = fold(said)
    found = _PROVINCE.search(name)
    if found and found.end() == len(name):
        name = name[: found.start()]
    return _BODY.sub("", name, count=1) if _BODY.match(name) else name
