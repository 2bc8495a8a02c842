"""A document of whatever shape is answered with findings, never with an exception; the envelope's own checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from scripts import paths
from scripts.documents import read_yaml
from scripts.model.data import Data
from scripts.model.form import Form
from scripts.schema.catalogue import submission_schema
from scripts.validation import formats
from scripts.validation.run import Outcome, check_paths
from tests import first
from tests.strategies import SAME_EVERY_TIME, envelopes
from tests.workbooks import COMMUNE, FORMS, OTHERS, PRESENT, envelope, specimen

FINDINGS = Draft202012Validator(json.loads((paths.SCHEMAS / "findings.schema.json").read_text("utf-8")))
# The one file is written over by each example, so that it does not matter that all share a folder.
HOSTILE = settings(SAME_EVERY_TIME, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
MUTANT = settings(HOSTILE, phases=[Phase.generate])
FAULTLESS = envelope(FORMS["1B"], data=specimen(FORMS["1B"], 0))

NUMBERS = st.one_of(
    st.integers(-3, 3),
    st.sampled_from([10**400, -(10**400), 2**63, 1e308, -1e308, 5e-324, 0.1, -0.0]),
    st.floats(allow_nan=False, allow_infinity=False),
)
LEAVES = st.one_of(st.none(), st.booleans(), NUMBERS, st.text(max_size=5), st.sampled_from(["2025-07-01", "x", "1B"]))
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def check(folder: Path, document: Any, name: str = "a.json") -> Outcome:
    """The report on a document, shown in every way that it can be shown."""
    path = folder / name
    path.write_text(json.dumps(document), "utf-8")
    result = check_paths([path], FORMS)
    FINDINGS.validate(json.loads(formats.as_json(result)))
    assert formats.as_text(result).splitlines()[-1].startswith("Kết luận: ")
    assert formats.as_github(result).count("\n") == len(result.findings)
    return result


def spots(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to everything inside a document."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in inner:
        yield (*path, key)
        yield from spots(child, (*path, key))


def put(document: Any, path: tuple[Any, ...], value: Any) -> None:
    """Put something else at the path."""
    for step in path[:-1]:
        document = document[step]
    document[path[-1]] = value


def names(form: Form) -> list[str]:
    """The words that mean something in the form's data."""
    schema: Any = form.schema
    found = {key for path in spots(schema) for key in path if isinstance(key, str) and not key.startswith(("x-", "$"))}
    return sorted(found)


@pytest.mark.parametrize("form", PRESENT, ids=lambda form: form.code)
def test_data_of_any_shape_is_answered(tmp_path: Path, form: Form):
    known = st.sampled_from(names(form))
    shaped = st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(known, inner, max_size=4),
        max_leaves=20,
    )

    @HOSTILE
    @given(data=shaped, base=envelopes(form))
    def holds(data: Any, base: dict[str, Any]) -> None:
        assert check(tmp_path, {**base, "data": data}).exit_code() == 1

    holds()


@pytest.mark.parametrize("form", PRESENT, ids=lambda form: form.code)
def test_data_with_some_things_replaced_is_answered(tmp_path: Path, form: Form):
    whole = envelope(form, data=shortened(specimen(form)))
    change = st.tuples(st.sampled_from(sorted(spots(whole), key=str)), JSON)

    @MUTANT
    @given(changes=st.lists(change, min_size=1, max_size=4))
    def holds(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
        document = deepcopy(whole)
        for path, value in changes:
            if path in set(spots(document)):
                put(document, path, value)
        check(tmp_path, document)

    holds()


AWKWARD: list[Any] = [
    None, True, -1, 0.5, 10**400, -1e308, "x", "\ud800", [], {}, [["T1"]], ["T1", "T1"], {"I": {}},
]  # fmt: skip


@pytest.mark.parametrize("form", PRESENT, ids=lambda form: form.code)
def test_every_part_is_answered_whatever_stands_there(tmp_path: Path, form: Form):
    """Each kind of place is filled with each awkward value, in two rows or items at once."""
    whole = envelope(form, data=shortened(specimen(form)))
    rows = {row.key for table in form.tables for row in table.rows}
    kinds: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for path in spots(whole if form is PRESENT[0] else {"data": whole["data"]}):
        kinds.setdefault(tuple("*" if step in rows or isinstance(step, int) else step for step in path), []).append(
            path
        )
    for places in kinds.values():
        for value in AWKWARD:
            document = deepcopy(whole)
            for path in places[:2]:
                put(document, path, value)
            check(tmp_path, document)


def shortened(data: Data) -> Data:
    """The first rows only, so that an example is checked in a moment."""
    if any(len(side) > 20 for side in data.values()):
        return {key: dict(list(side.items())[:2]) for key, side in data.items()}
    return dict(list(data.items())[:9])


@HOSTILE
@given(
    document=st.dictionaries(
        st.one_of(st.sampled_from(sorted(submission_schema()["properties"])), st.text(max_size=3)),
        st.one_of(JSON, st.sampled_from(sorted(FORMS))),
        max_size=8,
    )
)
def test_an_envelope_of_any_shape_is_answered(tmp_path: Path, document: dict[str, Any]):
    check(tmp_path, document)


# What an envelope needs


def codes(result: Outcome, severity: str = "error") -> set[str]:
    return {finding.code for finding in result.findings if finding.severity == severity}


def test_an_envelope_without_fault_passes(tmp_path: Path):
    assert codes(check(tmp_path, FAULTLESS)) == set()
    for form in PRESENT:
        assert codes(check(tmp_path, envelope(form, data=specimen(form, 0)))) == set(), form.code
        assert codes(check(tmp_path, envelope(form, nil=True))) == set(), form.code
    for form in OTHERS:
        assert codes(check(tmp_path, envelope(form, attached={"file": "bieu.xlsx"}))) == set(), form.code


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param({"code": COMMUNE}, id="by code"),
        pytest.param({"name": "Ban Tổ chức Tỉnh ủy", "kind": "co_quan_tham_muu_tinh_uy"}, id="by name and kind"),
    ],
)
def test_a_unit_is_named_by_code_or_by_name_and_kind(tmp_path: Path, unit: dict[str, str]):
    assert check(tmp_path, {**FAULTLESS, "unit": unit}).findings == ()


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ({}, "unit-missing"),
        ("30577", "unit-missing"),
        (["30577"], "unit-missing"),
        ({"name": "Ban Tổ chức Tỉnh ủy"}, "unit-unclear"),
        ({"kind": "dang_uy_xa"}, "unit-unclear"),
        ({"code": "99999"}, "unit-unknown"),
        ({"code": ["30577"]}, None),
        ({"code": 30577}, None),
        ({"code": None, "name": "A", "kind": "dang_uy_xa"}, None),
        ({"code": COMMUNE, "ward": "B"}, None),
        ({"name": "A", "kind": "dang_uy"}, "envelope-invalid"),
        ({"name": "A", "kind": ["dang_uy_xa"]}, None),
        ({"name": "A", "kind": {}}, None),
        ({"name": ["A"], "kind": "dang_uy_xa"}, None),
        ({"name": "A" * 201, "kind": "dang_uy_xa"}, None),
    ],
)
def test_a_unit_that_its_schema_refuses_is_an_error(tmp_path: Path, unit: Any, code: str | None):
    found = codes(check(tmp_path, {**FAULTLESS, "unit": unit}))
    assert found, "nothing was said of the unit"
    assert code is None or found == {code}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": "2.0.0"}, "newer-version"),
        ({"version": "0.9.0"}, "unknown-version"),
        ({"form": "99B"}, "unknown-form"),
        ({"period": {"from": "2025-07-01", "to": "2026-06-30"}}, "period-differs"),
        ({"period": {"to": "2026-05-31"}}, "period-day-missing"),
        ({"nil": True}, "nil-with-data"),
        ({"nil": False}, "envelope-invalid"),
        ({"attached": {"file": "a.xlsx"}}, "content-many"),
        ({"prepared_by": ""}, "envelope-invalid"),
        ({"note": "a" * 2001}, "envelope-invalid"),
        ({"phone": "0123"}, "unknown-field"),
    ],
)
def test_each_fault_of_the_envelope_has_its_code(tmp_path: Path, change: dict[str, Any], code: str):
    (found,) = (f for f in check(tmp_path, {**FAULTLESS, **change}).findings if f.severity == "error")
    (field,) = change
    assert (found.code, found.path.partition("/")[0]) == (code, "data" if field == "attached" else field)


@pytest.mark.parametrize("field", ["form", "version", "period"])
def test_a_missing_field_of_the_envelope_is_an_error(tmp_path: Path, field: str):
    document = {key: value for key, value in FAULTLESS.items() if key != field}
    assert "envelope-missing" in codes(check(tmp_path, document))


def test_money_needs_its_unit_and_shares_their_base(tmp_path: Path):
    form = first.FORMS["12B"]
    whole = envelope(form, data=specimen(form, 0))
    for row in whole["data"].values():
        del row["ghi_chu"]  # a note would excuse the share
    without = {key: value for key, value in whole.items() if key != "money_unit"}
    assert codes(check(tmp_path, without)) == {"money-unit-missing"}
    without = {key: value for key, value in whole.items() if key != "share_base"}
    assert codes(check(tmp_path, without)) == {"share-no-base"}


# Documents that are not read


DEEP = 100


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.json", "", "empty-file"),
        ("a.yaml", " \n", "empty-file"),
        ("a.json", "[]", "not-an-object"),
        ("a.yaml", "chữ", "not-an-object"),
        ("a.yaml", "# không có gì", "not-an-object"),
        ("a.json", "{", "bad-json"),
        ("a.json", '{"data": NaN}', "bad-json"),
        ("a.json", '{"data": -Infinity}', "bad-json"),
        ("a.json", '{"data": ' + "9" * 5000 + "}", "bad-json"),
        ("a.json", "[" * DEEP + "]" * DEEP, "bad-json"),
        ("a.json", '{"data": ' + "[" * 600 + "]" * 600 + "}", "bad-json"),
        ("a.json", '{"data":' * 600 + "1" + "}" * 600, "bad-json"),
        ("a.json", "[" * 200_000, "bad-json"),
        ("a.json", '{"form": 1, "form": 2}', "duplicate-key"),
        ("a.json", '{"e\u0301": 1, "\u00e9": 2}', "duplicate-key"),
        ("a.yaml", "a: [", "bad-yaml"),
        ("a.yaml", "a: 1\n b: 2", "bad-yaml"),
        ("a.yaml", "\ta: 1", "bad-yaml"),
        ("a.yaml", "a: \x07", "bad-yaml"),
        ("a.yaml", "a: 1\n---\nb: 2", "bad-yaml"),
        ("a.yaml", "data: " + "[" * DEEP + "]" * DEEP, "bad-yaml"),
        ("a.yaml", "data: " + "[" * 200_000, "bad-yaml"),
        ("a.yaml", "a: &a [x, x]\nb: [*a, *a]", "bad-yaml"),
        ("a.yaml", "a: &a {x: 1}\nb: {<<: *a}", "bad-yaml"),
        ("a.yaml", "form: 1\nform: 2", "duplicate-key"),
        ("a.yaml", '1: a\n"1": b', "duplicate-key"),
        ("a.yaml", "e\u0301: 1\n\u00e9: 2", "duplicate-key"),
        ("a.yaml", "[a]: 1", "bad-yaml"),
        ("a.yaml", "data: !!python/object/apply:os.getcwd []", "bad-yaml"),
        ("a.yaml", "data: !!bool maybe", "bad-yaml"),
        ("a.yaml", 'data: !!int ""', "bad-yaml"),
        ("a.yaml", "data: !!float .nan", "bad-yaml"),
        ("a.yaml", "data: !!float .inf", "bad-yaml"),
        ("a.yaml", "data: !!timestamp abc", "bad-yaml"),
        ("a.yaml", "data: !!timestamp 2026-01-01", "bad-yaml"),
        ("a.yaml", "data: !!binary aGVsbG8=", "bad-yaml"),
        ("a.yaml", "data: !!set {a, b}", "bad-yaml"),
        ("a.yaml", "data: !!omap [a: 1]", "bad-yaml"),
    ],
)
def test_a_document_that_is_not_read_says_why(tmp_path: Path, name: str, text: str, code: str):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    result = check_paths([path], FORMS)
    assert [(finding.code, finding.path) for finding in result.findings] == [(code, "")]
    assert result.exit_code() == 2


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", "Biểu".encode("utf-16"), "Đảng ủy".encode("cp1258", "replace")])
@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a.json", "A.JSON"])
def test_a_document_in_another_encoding_says_so(tmp_path: Path, name: str, raw: bytes):
    (tmp_path / name).write_bytes(raw)
    assert [finding.code for finding in check_paths([tmp_path / name], FORMS).findings] == ["bad-encoding"]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path):
    for name in ("a.json", "a.yaml"):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + json.dumps(FAULTLESS).encode())
        assert check_paths([tmp_path / name], FORMS).findings == ()


def test_the_alias_bomb_is_never_expanded(tmp_path: Path):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    (tmp_path / "a.yaml").write_text("\n".join(lines), "utf-8")
    assert [finding.code for finding in check_paths([tmp_path / "a.yaml"], FORMS).findings] == ["bad-yaml"]


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1e308", "9" * 400])
def test_a_number_beyond_all_reason_is_no_figure(tmp_path: Path, number: str):
    """It is told to the sender: by its cell, or because the whole document is not read."""
    form = first.FORMS["12B"]
    document = envelope(form, data=specimen(form, 0))
    for row in ("I", "I.1"):
        document["data"][row]["nam_2025"]["so_luong"] = "@"
    (tmp_path / "a.json").write_text(json.dumps(document).replace('"@"', number), "utf-8")
    result = check_paths([tmp_path / "a.json"], first.FORMS)
    formats.as_text(result)
    assert result.exit_code() in (1, 2)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        *(
            (word, word)
            for word in ("yes", "no", "on", "True", "2026-05-31", "0x1F", "1_000", "010", "1:30", ".5", ".inf")
        ),
        ("12", 12),
        ("-1", -1),
        ("2.5", 2.5),
        ("true", True),
        ("~", None),
        ("null", None),
    ],
)
def test_yaml_guesses_nothing(said: str, meant: object):
    read = read_yaml(f"a: {said}")["a"]
    assert (read, type(read)) == (meant, type(meant))
