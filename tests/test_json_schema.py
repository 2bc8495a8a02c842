"""The quick validator and the reference agree on every case, whole and with any one value replaced."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from scripts import paths
from scripts.schema import catalogue
from scripts.submissions.from_document import read_document
from scripts.submissions.submission import NotAReturn
from scripts.validation.json_schema import Judge

MOST = 25  # places of one case: the reference takes milliseconds for each
CASES = sorted(paths.CASES.glob("*/*/*.yaml"))
# What clerks and programs put where something else belongs. Nothing ends with a line break: there Python's `$` matches
# before the break too, while the dialect that JSON Schema names (ECMA 262) and the quick validator do not.
ODD: tuple[Any, ...] = (
    -1, 0, 1.0, 1.5, 10**17, 10**400, 1e300, True, None, "", " ", "x", "2026-02-30", "2026-05-31", "20260531",
    "ă" * 201, "\ud800", "1\n1", [], ["x"], ["x", "x"], {}, {"x": 1},
)  # fmt: skip


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value in the data."""
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, child in steps:
        yield (*path, step)
        yield from places(child, (*path, step))


def replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy of the data with another value at one place."""
    changed = deepcopy(data)
    node = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return changed


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parts[-3]}-{case.stem}")
def test_the_quick_validator_accepts_what_the_reference_accepts(case: Path) -> None:
    try:
        envelope = read_document(case, case.name, catalogue.forms()).envelope
    except NotAReturn:
        assert case.parent.name == "invalid"
        return
    form, data = catalogue.forms().get(envelope.get("form", "")), envelope.get("data")
    schema = form.schema if form and form.fillable else catalogue.submission_schema()
    judged = data if form and form.fillable else envelope
    reference = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
    judge = Judge(schema)
    assert judge.accepts(judged) == reference.is_valid(judged)
    everywhere = list(places(judged))
    for number, path in enumerate(everywhere[:: len(everywhere) // MOST + 1]):
        odd = ODD[(number + len(everywhere)) % len(ODD)]
        changed = replaced(judged, path, odd)
        assert judge.accepts(changed) == reference.is_valid(changed), (path, odd)
