"""The units that may report: the registry's codes, names and kinds."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from scripts import paths
from scripts.schema.catalogue import submission_schema

COMMUNE_KINDS = ("dang_uy_xa", "dang_uy_phuong", "dang_uy_dac_khu")


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
    """The unit that an envelope names: by code from the registry, else as named; None for an unknown code."""
    if "code" in unit:
        return units().get(str(unit["code"]))
    return Unit("", str(unit.get("name", "")), str(unit.get("kind", "")))
