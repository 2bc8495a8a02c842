"""Totals that the template computes are held to their limits and relations like totals that a person writes."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from scripts.model.form import Form
from scripts.model.from_schema import build_form
from scripts.submissions.read import read
from scripts.validation.check import check_reading
from tests import first
from tests.workbooks import envelope, filled

SMALL = 100  # a total may be no larger


def changed() -> Form:
    """1B in which no total exceeds 100, and there are no more supervisions than inspections."""
    schema: dict[str, Any] = deepcopy(first.schema("1B"))
    totals = schema["$defs"]["dong"]["properties"]["tong_so"]
    totals["maximum"] = SMALL
    rule = {
        "id": "R1-9", "kind": "compare", "level": "error", "basis": "stated", "across": "rows",
        "left": ["II.2"], "relation": "<=", "right": ["II.1"], "columns": ["tong_so"],
        "x-source": [299], "why": "Ví dụ.",
    }  # fmt: skip
    schema["x-rules"].append(rule)
    return build_form(schema)


def counts(total: int | None, *parts: int) -> dict[str, Any]:
    named = dict(zip(("cap_tinh", "cap_xa", "ca_hai_cap"), parts, strict=True))
    return {"theo_cap": named} | ({} if total is None else {"tong_so": total})


def codes(form: Form, data: dict[str, Any], folder: Path, kind: str) -> list[tuple[str, str]]:
    """The errors of a return, with the row of each, as YAML and as a workbook."""
    path = folder / f"a.{kind}"
    given = envelope(form, data=data)
    if kind == "xlsx":
        path.write_bytes(filled(form, more={form.code: given}))
    else:
        path.write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    found = check_reading(read(path, {"1B": form}), {"1B": form})
    return [(f.code, f.row) for f in found if f.severity == "error"]


ROWS = ("I.1", "I.2", "I.3", "II.1", "II.2")


@pytest.mark.parametrize("kind", ["json", "xlsx"])
@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize(
    ("supervised", "wanted"),
    [
        ((1, 1, 1), []),
        ((3, 3, 3), [("relation-broken", "II.2")]),
        ((50, 50, 9), [("too-large", "II.2")]),
    ],
)
def test_a_total_is_held_to_limit_and_relation(
    tmp_path: Path, kind: str, written: bool, supervised: tuple[int, int, int], wanted: list[tuple[str, str]]
):
    data = {row: counts(3 if written else None, 1, 1, 1) for row in ROWS}
    data["II.2"] = counts(sum(supervised) if written else None, *supervised)
    found = codes(changed(), data, tmp_path, kind)
    assert [(code, row[row.rfind("(") + 1 :].rstrip(")")) for code, row in found] == wanted
