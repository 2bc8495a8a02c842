"""Whatever is edited in a form, no return that passed breaks in silence: what it does to examples fits its effect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from scripts import paths
from scripts.changes.change import gravest
from scripts.changes.compare import compare_forms
from scripts.model.data import cells
from scripts.model.form import Form
from scripts.model.from_schema import build_form
from scripts.schema.catalogue import load
from scripts.schema.file_rules import FILE_RULES, SchemaFile
from scripts.schema.form_rules import FORM_RULES
from scripts.submissions.read import read
from scripts.submissions.submission import Submission
from scripts.validation.check import check_submission
from tests.case_files import cases
from tests.strategies import AS_FOUND
from tests.workbooks import FORMS, PRESENT

CODES = [form.code for form in PRESENT]
EXAMPLES = {"8B": 8, "PRS": 8, "12B": 16}  # of long forms fewer, each takes a while
RANDOM = settings(AS_FOUND, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
SWAPS = {
    "type": ("integer", "number", "string", "boolean"),
    "level": ("error", "warning"),
    "relation": ("=", "<="),
    "orientation": ("portrait", "landscape"),
    "format": ("date",),
    "x-emphasis": ("italic",),
}
KEPT = ("$schema", "$id", "x-form", "x-table", "code", "version", "status", "kind", "holds")


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.code)
def test_a_form_does_not_differ_from_itself(form: Form):
    again = build_form(load(paths.FORMS / f"{form.code}.schema.json"))
    assert compare_forms(form, again) == ()


@pytest.mark.parametrize("code", CODES)
def test_what_an_edit_does_to_examples_fits_its_effect(code: str):
    @settings(RANDOM, max_examples=EXAMPLES.get(code, 40))
    @given(seed=st.integers(0, 2**32))
    def proves(seed: int) -> None:
        edited = edit(code, Random(seed))
        assume(edited is not None)
        assert edited is not None
        old, new = FORMS[code], build_form(edited)
        effect = gravest(compare_forms(old, new))
        event(str(effect))
        for submission in examples(code):
            then, now = findings(submission, old), findings(submission, new)
            if effect in (None, "wording"):
                assert now == then
            if now - then or lost(submission, old, new):
                assert effect in ("breaking", "tightening")

    proves()


def findings(submission: Submission, form: Form) -> set[tuple[str, ...]]:
    """What a check says, without words and numbers of rules."""
    found = check_submission(submission, {form.code: form})
    return {(one.code, one.severity, one.path) for one in found if one.severity != "note"}


def lost(submission: Submission, old: Form, new: Form) -> bool:
    """Whether a filled cell has no place any more."""
    data = submission.envelope.get("data")
    return bool({place for place, _, _ in cells(old, data)} - {place for place, _, _ in cells(new, data)})


@cache
def examples(code: str) -> tuple[Submission, ...]:
    found = (read(case.path, FORMS) for case in cases("valid") if case.code == code)
    return tuple(one for reading in found for one in reading.submissions)


# ------------------------------------------------------------ edits


def edit(code: str, random: Random) -> dict[str, Any] | None:
    """The form with one or two edits; None where these make it a form that the repository would refuse."""
    document: dict[str, Any] = deepcopy(load(paths.FORMS / f"{code}.schema.json"))
    for _ in range(random.randint(1, 2)):
        holder, key = random.choice(list(nodes(document)))
        holder[key] = mutated(holder[key], key, random)
    file = SchemaFile(paths.FORMS / f"{code}.schema.json", raw(document), document)
    try:
        if any(True for rule in FILE_RULES for _ in rule(file)):
            return None
        form = build_form(document)
        return None if any(True for rule in FORM_RULES for _ in rule(form)) else document
    except (KeyError, TypeError, AttributeError):
        return None  # the house rules would have said so of a misspelt reference


def raw(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def nodes(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every value with what holds it, other than what says which form it is."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        if key not in KEPT:
            yield node, key
            yield from nodes(node[key])


def mutated(value: Any, key: Any, random: Random) -> Any:
    if key in SWAPS:
        return random.choice(SWAPS[key])
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return random.choice([value + 1, max(0, value - 1), value * 2, 0])
    if isinstance(value, str):
        return random.choice([f"{value} khác", value.upper(), value.lower(), f"{value}x"])
    return members(value, random) if value else value


def members(value: Any, random: Random) -> Any:
    """The object or list with a member less, another name or order, or one more that is like another."""
    if isinstance(value, list):
        gone = random.randrange(len(value))
        return random.choice([value[:gone] + value[gone + 1 :], value[::-1], [*value, value[0]]])
    key = random.choice(list(value))
    less = {k: v for k, v in value.items() if k != key}
    other = f"{key}x" if key.islower() else f"{key.rpartition('.')[0] or key}.{random.randint(1, 9)}"
    renamed = {(other if k == key else k): v for k, v in value.items()}
    more = {**value, other: deepcopy(value[key])}
    return random.choice([less, renamed, dict(reversed(value.items())), more])
