"""The schema files obey the house rules, and each rule notices the fault it is there for."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from scripts import paths
from scripts.model.totals import with_totals
from scripts.schema.blank_rules import BLANK_RULES
from scripts.schema.catalogue import load
from scripts.schema.file_rules import FILE_RULES
from scripts.schema.form_rules import FORM_RULES
from scripts.schema.history_rules import HISTORY_RULES
from scripts.schema.house_rules import Problem, check_schemas, mend
from scripts.wording.house_rules import TAUGHT
from tests import first
from tests.workbooks import FORMS, PRESENT, envelope, specimen

SCHEMA_FILES = sorted(paths.SCHEMAS.rglob("*.schema.json"))
Document = dict[str, Any]
Change = Callable[[Document], object]


def test_the_repository_obeys_its_rules():
    assert check_schemas() == []


def test_every_file_is_a_json_schema_for_other_tools_too():
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--check-metaschema", *map(str, SCHEMA_FILES)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("form", PRESENT, ids=lambda form: form.code)
def test_any_validator_accepts_good_data_and_refuses_bad(form):
    validator = Draft202012Validator(load(paths.FORMS / f"{form.code}.schema.json"))
    data = with_totals(form, specimen(form))
    assert list(validator.iter_errors(data)) == []
    assert not validator.is_valid({**data, "khong_co": {}})
    whole = Draft202012Validator(load(paths.SCHEMAS / "submission.schema.json"))
    assert list(whole.iter_errors(envelope(form, data=data))) == []
    assert not whole.is_valid({**envelope(form, data=data), "khong_co": 1})


# One fault at a time


@cache
def source(name: str) -> bytes:
    """A schema file; a form as first released, so that what is broken here hangs on no form of today."""
    code = name.removeprefix("forms/").removesuffix(".schema.json")
    return (paths.RELEASED / code / "1.0.0.schema.json" if code in first.CODES else paths.SCHEMAS / name).read_bytes()


def canonical(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def put(folder: Path, name: str, content: bytes) -> Path:
    """Write a schema file, with the evidence that a form drafted from a blank needs beside it."""
    if name.startswith("forms/") and (paths.SCHEMAS / "blanks").is_dir():
        shutil.copytree(paths.SCHEMAS / "blanks", folder / "blanks", dirs_exist_ok=True)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def changed(folder: Path, name: str, change: Change) -> list[Problem]:
    """The problems of one schema file with a change to its document."""
    document = json.loads(source(name))
    change(document)
    put(folder, name, canonical(document))
    return check_schemas(folder)


def rewritten(folder: Path, name: str, change: Callable[[bytes], bytes]) -> list[Problem]:
    """The problems of one schema file with a change to its bytes."""
    content = change(source(name))
    assert content != source(name)
    put(folder, name, content)
    return check_schemas(folder)


def at(*steps: str | int, **values: Any) -> Change:
    """A change of keywords of the object at the path."""

    def change(document: Document) -> None:
        node: Any = document
        for step in steps:
            node = node[step]
        node.update(values)

    return change


def without(*steps: str | int, keyword: str) -> Change:
    def change(document: Document) -> None:
        node: Any = document
        for step in steps:
            node = node[step]
        del node[keyword]

    return change


def renamed(*steps: str | int, keyword: str, to: str) -> Change:
    def change(document: Document) -> None:
        node: Any = document
        for step in steps:
            node = node[step]
        node[to] = node.pop(keyword)

    return change


FORM = "forms/1B.schema.json"
WIDE = "forms/8B.schema.json"
ROWS = "forms/12B.schema.json"


@pytest.mark.parametrize("name", [f"forms/{code}.schema.json" for code in first.CODES])
def test_a_form_alone_is_without_fault(tmp_path: Path, name: str):
    """So that what the tests below find is what they broke."""
    put(tmp_path, name, source(name))
    assert check_schemas(tmp_path) == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(renamed(keyword="x-rules", to="x-rule"), id="form"),
        pytest.param(renamed("x-form", keyword="outline", to="outlines"), id="x-form"),
        pytest.param(renamed("x-form", "label", keyword="x-source", to="x-sources"), id="label"),
        pytest.param(renamed("x-table", keyword="stub", to="stubs"), id="table"),
        pytest.param(renamed("x-table", "stub", 0, keyword="holds", to="hold"), id="stub"),
        pytest.param(at("x-notes", 0, row=["I"]), id="note"),
        pytest.param(at("properties", "I", **{"x-guidence": "Chữ"}), id="row"),
        pytest.param(renamed("properties", "I", keyword="x-number", to="x-nummer"), id="row without its keyword"),
        pytest.param(at("properties", "I", "x-correction", 0, when="A"), id="correction"),
        pytest.param(at("$defs", "dong", requires=["tong_so"]), id="row type"),
        pytest.param(at("$defs", "dong", "properties", "theo_cap", **{"x-widths": 3}), id="header group"),
        pytest.param(at("$defs", "dong", "properties", "tong_so", **{"x-widht": 3}), id="cell"),
        pytest.param(at("$defs", "so_luong", minimun=0), id="cell type"),
        pytest.param(at("x-rules", 0, colums=["a"]), id="rule"),
        pytest.param(at("x-rules", 0, kind="summ"), id="kind of rule"),
        pytest.param(at("x-rules", 0, level="fatal"), id="level of rule"),
        pytest.param(without("x-rules", 0, keyword="why"), id="rule without its reason"),
        pytest.param(without("x-form", keyword="version"), id="form without version"),
    ],
)
def test_a_misspelt_keyword_is_noticed_at_every_level(tmp_path: Path, change: Change):
    problems = changed(tmp_path, FORM, change)
    assert {(problem.file, problem.rule) for problem in problems} == {(FORM, "dialect")}


def test_a_misspelt_keyword_of_a_block_is_noticed(tmp_path: Path):
    change = renamed("properties", "I", "x-block", keyword="room", to="rooms")
    assert {problem.rule for problem in changed(tmp_path, "forms/2B.schema.json", change)} == {"dialect"}


@pytest.mark.parametrize(
    "name", ["submission.schema.json", "findings.schema.json", "meta/form.schema.json", "meta/plan.schema.json"]
)
def test_a_misspelt_keyword_outside_the_forms_is_noticed(tmp_path: Path, name: str):
    problems = changed(tmp_path, name, at(propertys={}))
    assert [(problem.file, problem.rule) for problem in problems] == [(name, "known_keywords")]


def test_a_misspelt_word_of_the_outline_and_the_plan_is_noticed(tmp_path: Path):
    problems = changed(tmp_path, "outline.schema.json", at(propertys={}))
    assert {(problem.file, problem.rule) for problem in problems} == {("outline.schema.json", "dialect")}
    (tmp_path / "outline.schema.json").unlink()
    put(tmp_path, "plan.yaml", source("plan.yaml") + "từ_lạ: 1\n".encode())
    assert {(p.file, p.rule) for p in check_schemas(tmp_path)} == {("plan.yaml", "dialect")}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        pytest.param(lambda raw: raw.replace(b'"type": "object",', b'"type": "object",\n  "type": "object",', 1),
                     "well-formed", id="a key twice"),
        pytest.param(lambda raw: raw[:-3], "well-formed", id="bad syntax"),
        pytest.param(lambda raw: raw.replace("Biểu".encode(), "Biểu".encode("utf-16-le"), 1), "well-formed",
                     id="another encoding"),
        pytest.param(lambda raw: unicodedata.normalize("NFD", raw.decode()).encode(), "nfc", id="decomposed"),
        pytest.param(lambda raw: raw.replace("Đ".encode(), b"\\u0110", 1), "nfc", id="escaped"),
        pytest.param(lambda raw: raw.replace(b"\n", b"\r\n"), "nfc", id="line ends of Windows"),
        pytest.param(lambda raw: raw[:-1], "nfc", id="no line end"),
        pytest.param(lambda raw: b"\xef\xbb\xbf" + raw, "nfc", id="byte order mark"),
        pytest.param(lambda raw: raw.replace(b"\n  ", b"\n    ", 1), "formatted", id="indentation"),
        pytest.param(lambda raw: json.dumps(json.loads(raw), ensure_ascii=False).encode() + b"\n", "formatted",
                     id="on one line"),
    ],
)  # fmt: skip
def test_the_text_of_a_file_is_canonical(tmp_path: Path, change: Callable[[bytes], bytes], rule: str):
    problems = rewritten(tmp_path, FORM, change)
    assert rule in {problem.rule for problem in problems}
    assert {problem.file for problem in problems} == {FORM}


@pytest.mark.parametrize("content", [b"[]\n", b'"chu"\n', b"1\n", b"null\n"])
@pytest.mark.parametrize("name", [FORM, "submission.schema.json", "outline.schema.json"])
def test_a_file_that_is_no_object_is_a_problem_like_others(tmp_path: Path, name: str, content: bytes):
    put(tmp_path, name, content)
    assert {problem.file for problem in check_schemas(tmp_path)} == {name}


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        pytest.param(FORM, at(**{"$id": "urn:so-ket-2-cap:form:2B"}), "identified", id="another form's id"),
        pytest.param(FORM, at("x-form", code="2B"), "identified", id="another form's code"),
        pytest.param("submission.schema.json", at(**{"$id": "urn:a"}), "identified", id="another id"),
        pytest.param("submission.schema.json", at(**{"$schema": "http://json-schema.org/draft-07/schema#"}),
                     "standard_schema", id="another draft"),
        pytest.param("submission.schema.json", at("properties", "form", type="text"), "standard_schema",
                     id="no such type"),
        pytest.param(FORM, without("properties", "I.2", keyword="x-source"), "provenance", id="row without source"),
        pytest.param(FORM, without("$defs", "dong", "properties", "tong_so", keyword="x-source"), "provenance",
                     id="column without source"),
        pytest.param(FORM, without("properties", "I", keyword="x-correction"), "provenance",
                     id="printed words without correction"),
        pytest.param(FORM, without(keyword="x-correction"), "provenance", id="printed title without correction"),
        pytest.param(FORM, without("$defs", "dong", "properties", "theo_cap", "x-correction", 0, keyword="words"),
                     "pinpointed", id="two corrections of the same words"),
        pytest.param(FORM, at("$defs", "dong", "properties", "theo_cap", "x-correction", 0, words="quán triệt"),
                     "pinpointed", id="words that are not printed"),
        pytest.param(FORM, at("properties", "I", "x-correction", 0, certainty="C"), "dialect",
                     id="corrected without being sure"),
    ],
)  # fmt: skip
def test_a_file_says_what_it_is_and_where_its_words_are_from(tmp_path: Path, name: str, change: Change, rule: str):
    problems = changed(tmp_path, name, change)
    assert rule in {problem.rule for problem in problems}
    assert {problem.file for problem in problems} == {name}


def test_a_date_of_the_plan_that_needs_a_reading_is_still_read(tmp_path: Path):
    put(tmp_path, "plan.yaml", source("plan.yaml"))
    assert check_schemas(tmp_path) == []


@pytest.mark.parametrize(
    ("here", "misspelt"),
    [
        ("by: han-bao-cao", "by: han-bao-caoo"),
        ("owes: [O1, ", "owes: [O99, "),
        ("kinds: [dang_uy_xa, ", "kinds: [dang_uy_xaa, "),
    ],
)
def test_what_the_plan_refers_to_is_there(tmp_path: Path, here: str, misspelt: str):
    plan = source("plan.yaml").decode()
    assert here in plan
    put(tmp_path, "plan.yaml", plan.replace(here, misspelt, 1).encode())
    (problem,) = check_schemas(tmp_path)
    assert (problem.file, problem.rule) == ("plan.yaml", "names_known")
    assert misspelt.rsplit(maxsplit=1)[-1].strip("[,") in problem.message


# Rules of a form


def copied(key: str, to: str) -> Change:
    """A row or column under a second key."""

    def change(document: Document) -> None:
        document["properties"][to] = document["properties"][key]

    return change


def column(document: Document, name: str, like: str) -> None:
    properties = document["$defs"]["dong"]["properties"]
    properties[name] = deepcopy(properties[like])


def longer_guidance(document: Document) -> None:
    document["$defs"]["dong"]["properties"]["tong_so"]["x-guidance"] = "Chữ " * 70


def fewer_rows(document: Document) -> None:
    rows = document["properties"]["sau"]["properties"]
    del rows[list(rows)[-1]]


def orphan(document: Document) -> None:
    document["properties"]["IV.1"] = document["properties"]["II.1"]


def stray_cell(document: Document) -> None:
    other = deepcopy(document["$defs"]["dong"])
    other["properties"]["khac"] = other["properties"].pop("tong_so")
    other["required"] = ["theo_cap"]
    document["$defs"]["dong_khac"] = other
    document["properties"]["II"]["$ref"] = "#/$defs/dong_khac"


def many_choices(document: Document) -> None:
    document["$defs"]["loai_don_vi"]["oneOf"] = [{"const": f"a{n}", "title": f"Lựa chọn số {n}"} for n in range(20)]


def untitled(document: Document) -> None:
    for key in ("title", "x-source", "x-printed", "x-correction"):
        del document[key]


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        pytest.param(FORM, lambda d: column(d, "theo_cap_cap_xa", "tong_so"), "excel_limits", id="names collide"),
        pytest.param(FORM, lambda d: column(d, "tong__so", "tong_so"), None, id="names that do not collide"),
        pytest.param(FORM, longer_guidance, "excel_limits", id="prompt too long"),
        pytest.param(WIDE, many_choices, "excel_limits", id="choices too long"),
        pytest.param(FORM, at("x-form", "label", text="Biểu 1B [dự thảo]"), "excel_limits", id="sheet name"),
        pytest.param(FORM, at("x-form", "label", text="Biểu " + "1" * 30), "excel_limits", id="long sheet name"),
        pytest.param(WIDE, fewer_rows, "sides_match", id="sides of unequal length"),
        pytest.param(FORM, orphan, "cells_have_columns", id="row without its parent"),
        pytest.param(FORM, stray_cell, "cells_have_columns", id="cell without its column"),
        pytest.param("forms/2B.schema.json", at("properties", "I", "x-block", shown=301), "cells_have_columns",
                     id="more lines shown than there are"),
        pytest.param(FORM, at("x-rules", 1, level="error"), "rules_resolve", id="plausible rule as error"),
        pytest.param(FORM, at("x-rules", 1, id="R1-2"), "rules_resolve", id="rule id twice"),
        pytest.param(FORM, at("x-rules", 1, id="R2-3"), "rules_resolve", id="rule id of another form"),
        pytest.param("forms/2B.schema.json", without("$defs", "van_ban", "properties", "ten_loai", keyword="x-stub"),
                     "block_totals_take_items", id="block without names"),
        pytest.param(FORM, untitled, "title_given", id="form without a title"),
        pytest.param(FORM, at("$defs", "so_luong", maximum=-1), "limits_ordered", id="least above greatest"),
        pytest.param(FORM, at("x-rules", 0, parts=["theo_cap.cap_xa", "theo_cap.cap_xa"]), "totals_add_up",
                     id="part added twice"),
        pytest.param(FORM, at("x-rules", 0, parts=["tong_so", "theo_cap.cap_xa"]), "totals_add_up",
                     id="total that is its own part"),
        pytest.param("forms/13B.schema.json", at("x-rules", 3, kind="sum", total="ghi_chu", parts=["ton_dong"]),
                     "dialect", id="sum that is none"),
    ],
)  # fmt: skip
def test_a_form_holds_together(tmp_path: Path, name: str, change: Change, rule: str | None):
    problems = changed(tmp_path, name, change)
    assert {(problem.file, problem.rule) for problem in problems} == ({(name, rule)} if rule else set())


def test_every_house_rule_is_proved_here():
    """A rule that is added needs a fault of its own in this file."""
    names = {rule.__name__ for rule in (*FILE_RULES, *FORM_RULES)}
    names |= {"well-formed", "cites_back", "names_known", "supplies_resolve"}
    text = Path(__file__).read_text("utf-8")
    assert [name for name in sorted(names) if f'"{name}"' not in text] == []


def named_in_rules() -> Iterator[Any]:
    """Every option of a rule that names rows, columns or tables; of a list its first."""
    options = ("total", "parts", "left", "right", "rows", "columns", "column", "table", "parents", "excused_by", "from",
               "to", "key", "when", "unless", "pairs", "except_marked")  # fmt: skip
    for code in first.CODES:
        for index, rule in enumerate(first.schema(code).get("x-rules", ())):
            for option in options:
                for path in spots(rule.get(option), (option,)):
                    if path[-1] not in ("equals", "contains") and max(n for n in (*path, 0) if isinstance(n, int)) == 0:
                        where = "/".join(map(str, path))
                        yield pytest.param(code, index, path, id=f"{rule['id']}:{where}")


def spots(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """The paths to every text."""
    if isinstance(node, str):
        yield path
    elif isinstance(node, dict | list):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from spots(child, (*path, key))


@pytest.mark.parametrize(("code", "index", "path"), list(named_in_rules()))
def test_a_rule_names_only_what_is_there(tmp_path: Path, code: str, index: int, path: tuple[str | int, ...]):
    def change(document: Document) -> None:
        node: Any = document["x-rules"][index]
        for step in path[:-1]:
            node = node[step]
        old = str(node[path[-1]])
        node[path[-1]] = "XX.9" if old == "tong" or old[0] in "IVX" else "khong_co"

    problems = changed(tmp_path, f"forms/{code}.schema.json", change)
    assert {problem.rule for problem in problems} == {"rules_resolve"}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        pytest.param(at("properties", "I", **{"$ref": "#/$defs/khong_co"}), "resolves", id="row type"),
        pytest.param(
            at("$defs", "dong", "properties", "tong_so", **{"$ref": "#/$defs/khong_co"}), "resolves", id="cell type"
        ),
        pytest.param(at("x-table", columns="#/$defs/khong_co"), "resolves", id="columns"),
        pytest.param(at("x-notes", 0, rows=["IX"]), "notes_resolve", id="row of a note"),
        pytest.param(at(required=["I.1", "XX"]), "required_exist", id="required row"),
        pytest.param(
            at("$defs", "dong", required=["tong_so", "theo_cap", "khong_co"]), "required_exist", id="required cell"
        ),
    ],
)
def test_what_a_form_refers_to_is_there(tmp_path: Path, change: Change, rule: str):
    assert {(problem.file, problem.rule) for problem in changed(tmp_path, FORM, change)} == {(FORM, rule)}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        pytest.param(WIDE, at("$defs", "ma", pattern="["), id="of a cell"),
        pytest.param("forms/2B.schema.json", at("x-rules", 2, pattern="["), id="of a rule"),
    ],
)
def test_a_pattern_is_one(tmp_path: Path, name: str, change: Change):
    assert {problem.file for problem in changed(tmp_path, name, change)} == {name}


@pytest.mark.parametrize(
    ("field", "value"), [("layout_date", "2026-02-30"), ("period", {"to": "2026-13-01", "x-source": [290]})]
)
def test_a_date_is_one(tmp_path: Path, field: str, value: Any):
    assert {problem.file for problem in changed(tmp_path, FORM, at("x-form", **{field: value}))} == {FORM}


# Forms and outline


def test_form_and_outline_cite_each_other(tmp_path: Path):
    shutil.copytree(paths.SCHEMAS, tmp_path / "schemas")
    folder = tmp_path / "schemas"
    document = json.loads((folder / FORM).read_bytes())
    put(folder, FORM, canonical({**document, "x-form": {**document["x-form"], "outline": ["III.1"]}}))
    problems = check_schemas(folder)
    assert {problem.rule for problem in problems} == {"cites_back"}
    assert {problem.file for problem in problems} == {FORM, "outline.schema.json"}
    assert any("II.1" in problem.message and "1B" in problem.message for problem in problems)


@pytest.mark.parametrize(("key", "value"), [("row", "I.9"), ("column", "khong_co"), ("table", "truoc")])
def test_a_figure_is_sought_where_it_is(tmp_path: Path, key: str, value: str):
    shutil.copytree(paths.SCHEMAS, tmp_path / "schemas")
    sheet = "forms/PRS.schema.json"
    document = json.loads((paths.SCHEMAS / sheet).read_bytes())
    supplied = next(name for name, row in document["properties"].items() if "x-supplied" in row)
    document["properties"][supplied]["x-supplied"]["cells"][0][key] = value
    put(tmp_path / "schemas", sheet, canonical(document))
    (problem,) = [one for one in check_schemas(tmp_path / "schemas") if one.rule != "accounted"]
    assert (problem.file, problem.rule, problem.pointer) == (sheet, "supplies_resolve", f"/properties/{supplied}")
    assert value in problem.message


def test_a_problem_names_file_rule_and_remedy():
    problem = Problem("forms/1B.schema.json", "limits_ordered", "cột a: minimum lớn hơn maximum", ("$defs", "a"), 12)
    assert str(problem).splitlines() == [
        "schemas/forms/1B.schema.json:12: limits_ordered tại /$defs/a",
        "    cột a: minimum lớn hơn maximum",
        "    Vì sao: Số nhỏ nhất lớn hơn số lớn nhất thì không giá trị nào đạt.",
        "    Cách sửa: Sửa minimum hoặc maximum.",
    ]
    assert problem.annotation == (
        "::error file=schemas/forms/1B.schema.json,line=12,title=limits_ordered::"
        "cột a: minimum lớn hơn maximum%0ASửa minimum hoặc maximum."
    )


def test_every_house_rule_is_taught_and_nothing_else():
    names = {rule.__name__ for rule in (*FILE_RULES, *BLANK_RULES, *FORM_RULES, *HISTORY_RULES)}
    assert set(TAUGHT) == names | {"well-formed", "resolves", "cites_back", "names_known", "supplies_resolve"}


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        (without("properties", "I.2", keyword="x-source"), "provenance", '"title": "Lớp tập huấn"'),
        (at("properties", "II.1", **{"x-nunber": "1"}), "dialect", '"x-nunber": "1"'),
        (at("x-form", status="gone"), "dialect", '"status": "gone"'),
        (at("x-rules", 1, basis="plausible", level="error"), "rules_resolve", '"level": "error"'),
        (at("x-notes", 0, rows=["IX"]), "notes_resolve", '"rows": ['),
        (at("$defs", "dong", required=["tong_so", "khong_co"]), "required_exist", '"required": ['),
    ],
)  # fmt: skip
def test_a_problem_names_the_line_that_is_to_be_edited(tmp_path: Path, change: Change, rule: str, words: str):
    (problem,) = (p for p in changed(tmp_path, FORM, change) if p.rule == rule)
    lines = (tmp_path / FORM).read_text("utf-8").splitlines()
    assert words in lines[problem.line - 1]
    step = problem.path[-1]
    assert isinstance(step, int) or lines[problem.line - 1].strip().startswith(f'"{step}"')


def test_broken_syntax_names_its_line(tmp_path: Path):
    (problem,) = rewritten(tmp_path, FORM, lambda raw: raw.replace(b'"x-form": {', b'"x-form" {', 1))
    assert b'"x-form" {' in (tmp_path / FORM).read_bytes().splitlines()[problem.line - 1]


def test_layout_is_mended_on_demand_and_nothing_else(tmp_path: Path):
    document = json.loads(source(FORM))
    put(tmp_path, FORM, json.dumps(document).encode())
    put(tmp_path, "forms/2B.schema.json", source("forms/2B.schema.json"))
    put(tmp_path, "forms/3B.schema.json", b"{")
    assert mend(tmp_path) == [FORM]
    assert (tmp_path / FORM).read_bytes() == source(FORM)
    assert (tmp_path / "forms/3B.schema.json").read_bytes() == b"{"


def test_every_form_of_the_folder_is_loaded_in_the_order_of_the_codes():
    codes = [path.name.split(".")[0] for path in paths.FORMS.glob("*.schema.json")]
    numbered = [code for code in codes if code[0].isdigit()]
    assert list(FORMS) == [*sorted(numbered, key=lambda c: int(c.removesuffix("B"))), *sorted({*codes} - {*numbered})]
    assert {f"{n}B" for n in range(1, 14)} <= set(codes)


def test_a_misspelt_keyword_is_named_with_its_neighbour(tmp_path: Path):
    def misspell(document: Document) -> None:
        document["properties"]["I"]["x-nunber"] = document["properties"]["I"].pop("x-number")

    (problem,) = changed(tmp_path, FORM, misspell)
    assert problem.message == "từ khóa lạ 'x-nunber' (gần nhất: 'x-number')"
    assert problem.pointer == "/properties/I/x-nunber"


# Editors


def test_an_editor_holds_every_file_to_the_grammar_that_the_rules_hold_it_to():
    settings = json.loads((paths.ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    chosen = [(one["url"], pattern.lstrip("/")) for one in settings["json.schemas"] for pattern in one["fileMatch"]]
    chosen += settings["yaml.schemas"].items()
    followed = {(paths.ROOT / grammar).resolve(): list(paths.ROOT.glob(pattern)) for grammar, pattern in chosen}
    assert {path for path in followed if path.parent == paths.META} == set(paths.META.glob("*.schema.json"))
    assert [path for path, files in followed.items() if not path.is_file() or not files] == []
