"""Odd returns: real filled templates, changed as people and programs change them; each file of tests/odd is a case.

A case names the `number` of the oddity, the `form` (tests/first.py) whose completed example is changed, the `edits` in
order (functions of tests/edits.py with their arguments), the `findings` that a check must give, no more and no less,
and `data` where what is read differs from the example: values by place, null for none. `refused` says that the file is
not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from scripts.findings import Finding
from scripts.model.data import Data, cells
from scripts.model.form import Form, Place
from scripts.model.totals import with_totals
from scripts.submissions.read import read
from scripts.validation.run import check_paths
from tests import edits, file_edits, moves, retyped
from tests.first import FORMS, example, filled
from tests.workbooks import opened, saved

ODD = Path(__file__).parent / "odd"
KEYS = {"number", "says", "form", "example", "edits", "findings", "data", "refused", "name", "with"}


@dataclass(frozen=True)
class Case:
    """One odd return; see the module's own words."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def said(self) -> dict[str, Any]:
        said = yaml.safe_load(self.path.read_text("utf-8"))
        assert set(said) <= KEYS, set(said) - KEYS
        return said

    @property
    def form(self) -> Form:
        return FORMS[self.said["form"]]

    def write(self, folder: Path) -> Path:
        """The file that is sent."""
        path = folder / self.said.get("name", "bieu.xlsx")
        path.write_bytes(changed(self.said["form"], self.said.get("example", 1), self.said["edits"]))
        return path

    @property
    def data(self) -> dict[Place, Any]:
        """The values that are to be read, live totals filled in."""
        form = self.form
        given = flat(form, example(form.code, self.said.get("example", 1))["data"])
        for name, value in self.said.get("data", {}).items():
            place = edits.place_of(name)
            given.pop(place, None)
            if value is not None:
                given[place] = value.isoformat() if isinstance(value, date) else value
        return given


MODULES = (edits, moves, retyped, file_edits)  # which register the edits


def odd_cases() -> list[Case]:
    return [Case(path) for path in sorted(ODD.glob("*.yaml"))]


def changed(code: str, which: int, wanted: list[Any]) -> bytes:
    """The filled template after all edits."""
    return damaged(filled(code, which), FORMS[code], example(code, which).get("data", {}), wanted)


def damaged(content: bytes, form: Form, data: Data, wanted: list[Any]) -> bytes:
    """The workbook of the form, filled in with the data, after all edits."""
    book: Workbook | None = None
    for step in wanted:
        name, given = next(iter(step.items())) if isinstance(step, Mapping) else (str(step), {})
        if name in edits.FILE:
            content, book = edits.FILE[name](saved(book) if book else content, **given), None
            continue
        book = book or opened(content)
        arguments = {
            {"at": "at_", "format": "format_", "cells": "cells_"}.get(k, k): edits.value_of(v) for k, v in given.items()
        }
        what = arguments.pop("what", []) if name == "forget" else ()
        if name == "type_anew":
            arguments["data"] = deepcopy(data)
        book = edits.BOOK["type_" if name == "type" else name](book, form, *what, **arguments) or book
    return saved(book) if book else content


def flat(form: Form, data: Data) -> dict[Place, Any]:
    """Every value by its place, blank live totals filled."""
    return {place: value for place, _, value in cells(form, with_totals(form, data))}


def shown(found: Finding) -> dict[str, str]:
    """A finding as the cases write it."""
    cell = {"cell": found.cell} if found.cell else {}
    return {"code": found.code, "severity": found.severity, **cell, "message": found.message}


@pytest.mark.parametrize("case", odd_cases(), ids=lambda case: case.name)
def test_an_odd_return_is_read_as_it_should_be(case: Case, tmp_path: Path):
    path = case.write(tmp_path)
    found = check_paths([path], FORMS)
    assert [shown(f) for f in found.findings] == case.said["findings"], "\n".join(f.message for f in found.findings)
    if case.said.get("refused"):
        assert found.exit_code() == 2
        return
    submissions = [s for s in read(path, FORMS).submissions if s.code == case.form.code]
    assert len(submissions) == 1
    assert flat(case.form, submissions[0].envelope.get("data", {})) == case.data
    tally = submissions[0].tally
    if tally is not None:
        assert tally.lost == 0
        assert tally.read == tally.accepted + tally.reported + tally.printed


def test_every_kind_of_oddity_has_a_case():
    numbers: set[int] = set()
    for case in odd_cases():
        number = case.said["number"]
        numbers |= set(number) if isinstance(number, list) else {number}
        assert case.name.startswith(f"{min(numbers) if isinstance(number, list) else number:02}-") or isinstance(
            number, list
        )
    assert set(ELSEWHERE).isdisjoint(numbers)
    assert numbers | set(ELSEWHERE) == set(range(1, 49))


# Oddities of several files or of the rules, whose tests stand elsewhere.
ELSEWHERE: Mapping[int, str] = {
    39: "files beside the returns in a folder: tests/test_cli.py, tests/test_packages.py",
    48: "the same unit in two files: tests/together/bieu-gui-hai-lan.yaml, tests/test_packages.py",
}
