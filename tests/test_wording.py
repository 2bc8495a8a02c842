"""Every finding that can be made has words, the words have all they need, and no two reasons sound the same."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from scripts import paths
from scripts.findings import SEVERITIES, Finding
from scripts.model.form import Leaf, Period, Rule
from scripts.submissions.container import CODES, FACTS
from scripts.submissions.take import TOGETHER
from scripts.wording import constraints, sheet, text, together
from scripts.wording import report as report_words
from scripts.wording.messages import MESSAGES, REFUSALS, Message, finding
from scripts.wording.rules import BASIS, LEVEL, sentence
from tests.workbooks import FORMS

ALL_MESSAGES = {**MESSAGES, **REFUSALS, **together.MESSAGES}
# The Word report has sentences of its own, and tests of its own.
OF_REPORTS = {"docx.py", "docx_body.py", "report.py", "report_encodings.py", "report_figures.py"}
FIELDS = set(Finding.__dataclass_fields__)
# Calls that name a code first, and which of a finding's own fields they fill in themselves.
CALLS: dict[str, set[str]] = {
    "NotAReturn": set(),
    "DocumentError": {"at", "name"},
    "_at": {"at", "name"},
    "Violation": FIELDS,
    "finding": set(),
    "said": {"form", "path", "sheet", "cell", "file"},
    "say": {"value", "row", "column", "sheet", "cell", "form", "file", "more"},
    "_lost": {"where"},
    "Read": {"value"},
}  # fmt: skip


def placeholders(message: Message) -> set[str]:
    return {name for part in (message.says, message.remedy) for _, name, _, _ in Formatter().parse(part) if name}


def sources() -> Iterator[Path]:
    for folder in ("submissions", "validation"):
        yield from sorted((paths.ROOT / "scripts" / folder).glob("*.py"))
    yield paths.ROOT / "scripts" / "documents.py"


def codes_in(node: ast.expr) -> set[str]:
    """The codes that an argument may be: a text, or either of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return {node.value}
    return codes_in(node.body) | codes_in(node.orelse) if isinstance(node, ast.IfExp) else set()


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Where a finding is made in the source, its code, and the facts that it is given."""
    for path in sources():
        if path.name in OF_REPORTS:
            continue
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                yield from in_function(path, function)


def in_function(path: Path, function: ast.FunctionDef) -> Iterator[tuple[str, str, set[str]]]:
    local = {
        str(key.value)
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "facts" for t in node.targets)
        for key in (node.value.keys if isinstance(node.value, ast.Dict) else ())
        if isinstance(key, ast.Constant)
    }
    for call in ast.walk(function):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name not in CALLS or not (call.args or call.keywords):
            continue
        given = {str(keyword.arg) for keyword in call.keywords}
        dicts = [n for n in ast.walk(call) if isinstance(n, ast.Dict)]
        given |= {str(key.value) for d in dicts for key in d.keys if isinstance(key, ast.Constant)}
        for code in sorted(code_of(name, call)):
            yield f"{path.name}:{call.lineno}", code, CALLS[name] | given | local


def code_of(name: str, call: ast.Call) -> set[str]:
    if name != "Read":
        return codes_in(call.args[0]) if call.args else set()
    noted = [keyword.value for keyword in call.keywords if keyword.arg == "note"] + call.args[1:2]
    return {code for node in noted for code in codes_in(node)}


RAISED = sorted(raised(), key=lambda found: found[:2])


def test_the_source_was_understood():
    """If findings come to be made in another way, this file has to learn it."""
    assert len({code for _, code, _ in RAISED}) > 50
    for code in ("no-marks", "bad-json", "duplicate-key", "sum-differs", "unit-missing", "stray-outside", "row-lost",
                 "ambiguous-number", "cell-error", "not-found"):  # fmt: skip
        assert code in {raised for _, raised, _ in RAISED}, code


@pytest.mark.parametrize(("where", "code", "given"), RAISED)
def test_a_finding_that_is_made_has_words_and_their_facts(where: str, code: str, given: set[str]):
    assert code in ALL_MESSAGES, f"{where}: {code} has no words"
    assert placeholders(ALL_MESSAGES[code]) <= given | ({"count", "cells"} if code in TOGETHER else set()), where


@pytest.mark.parametrize("code", CODES)
def test_a_file_that_is_not_read_has_words_and_their_facts(code: str):
    message = REFUSALS[code] if code in REFUSALS else report_words.REFUSALS[code]
    assert placeholders(message) <= set(FACTS[code])
    facts = dict.fromkeys(FACTS[code], "a")
    if code in REFUSALS:
        made = finding(code, file="a.xlsx", facts=facts)
        assert (made.code, made.severity, made.file) == (code, "error", "a.xlsx")
        assert "{" not in made.message + made.remedy


def test_no_code_means_two_things():
    tables = (MESSAGES, REFUSALS, together.MESSAGES)
    assert len(ALL_MESSAGES) == sum(map(len, tables))


def test_no_words_are_left_over():
    """Each code of the tables can come about: it is raised, or stands in the source as a table's value."""
    text_of_all = "".join(path.read_text("utf-8") for path in sources())
    unused = {code for code in ALL_MESSAGES if f'"{code}"' not in text_of_all}
    assert unused == set()


def test_a_finding_without_its_facts_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        finding("no-such-code")
    with pytest.raises(KeyError):
        finding("bad-xml", facts={"part": "a"})


def test_no_two_refusals_sound_the_same():
    said = [message.says for message in REFUSALS.values()]
    assert sorted({one for one in said if said.count(one) > 1}) == []


@pytest.mark.parametrize("code", sorted(ALL_MESSAGES))
def test_a_message_is_a_sentence_and_says_what_to_do(code: str):
    message = ALL_MESSAGES[code]
    assert message.severity in SEVERITIES
    for part in (message.says, message.remedy):
        assert part.strip() == part
        assert "  " not in part
        assert re.search(r"[.}]$", part), part
        assert re.match(r"[A-ZĐÂĂÊÔƠƯÁÀẢÃẠẤẦẨẪẬẮẰẲẴẶÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ{]", part), part


def test_refusals_are_errors():
    assert {message.severity for message in REFUSALS.values()} == {"error"}


def test_every_text_is_composed():
    for path in (paths.ROOT / "scripts" / "wording").glob("*.py"):
        content = path.read_text("utf-8")
        assert content == unicodedata.normalize("NFC", content), path.name


def rules() -> list[Any]:
    return [pytest.param(form, rule, id=rule.id) for form in FORMS.values() for rule in form.rules]


@pytest.mark.parametrize(("form", "rule"), rules())
def test_a_rule_is_a_sentence(form: Any, rule: Rule):
    said = sentence(form, rule)
    assert said == unicodedata.normalize("NFC", said)
    assert said.endswith(".")
    assert said[0] == said[0].upper()
    assert not re.search(r"None|\{|\}|\[|  |“”|cột ,|,\s*\.", said)
    assert rule.basis in BASIS
    assert rule.level in LEVEL


def test_no_two_rules_of_a_form_say_the_same():
    for form in FORMS.values():
        said = [sentence(form, rule) for rule in form.rules]
        assert len(set(said)) == len(said), form.code


def test_every_cell_says_what_it_takes_within_the_limits_of_excel():
    for form in FORMS.values():
        for table in form.tables:
            for column in table.columns:
                if column.leaf is None:
                    continue
                for document in (False, True):
                    said = constraints.limit_in(form, column.id, column.leaf, document)
                    assert said
                    assert said == unicodedata.normalize("NFC", said)
                assert 0 < len(constraints.prompt_title(column)) <= constraints.TITLE_LIMIT
                assert 0 < len(constraints.prompt(form, column, column.leaf)) <= constraints.PROMPT_LIMIT
                assert 0 < len(constraints.refusal(form, column, column.leaf)) <= constraints.PROMPT_LIMIT


def test_sheet_names_are_ones_that_excel_takes():
    for name in (sheet.COVER, sheet.LISTS, sheet.MARKS):
        assert 0 < len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)


def test_states_of_the_cover_are_apart():
    states = (sheet.STATE_FILLED, sheet.STATE_NIL, sheet.STATE_ATTACHED, sheet.STATE_MISSING)
    assert len({state.casefold() for state in states}) == 4


# Numbers, days and names


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"), (7, "7"), (1234, "1.234"), (1234567, "1.234.567"), (-1234, "-1.234"), (12.5, "12,5"), (0.1, "0,1"),
        (1234567.5, "1.234.567,5"), (1 / 3, "0,333333"), (2.0, "2"), (0.1 + 0.2, "0,3"), (10**12, "1.000.000.000.000"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_in_vietnam(value: float, said: str):
    assert text.number(value) == said


@pytest.mark.parametrize("value", [10**400, -(10**400), 1e308])
def test_a_number_beyond_reason_is_still_said(value: float):
    assert 0 < len(text.shown(value)) < 80


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2025, 7, 1), "01/7/2025"),
        (date(2026, 5, 31), "31/5/2026"),
        (date(2026, 1, 9), "09/01/2026"),
        (date(2026, 2, 28), "28/02/2026"),
        (date(2026, 12, 31), "31/12/2026"),
    ],
)
def test_a_day_is_written_as_in_documents(value: date, said: str):
    assert text.day(value) == said


def test_a_period_is_a_time_or_a_last_day():
    assert text.period(Period(date(2025, 7, 1), date(2026, 5, 31))) == "từ ngày 01/7/2025 đến ngày 31/5/2026"
    assert text.period(Period(None, date(2026, 5, 31))) == "đến ngày 31/5/2026"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "ô trống"),
        (True, "dấu x"),
        (12.5, "12,5"),
        ("a  b\nc", "“a b c”"),
        (["T1", "T2"], "“T1; T2”"),
        ("", "“”"),
    ],
)
def test_a_value_is_shown_as_people_write_it(value: object, said: str):
    assert text.shown(value) == said


def test_what_is_long_is_cut_short():
    assert len(text.shown("a" * 1000)) <= 62
    assert text.short("chữ " * 100, 20).endswith("…")
    assert len(text.short("chữ " * 100, 20)) <= 21
    assert text.short("chữ", 20) == "chữ"


@pytest.mark.parametrize(
    ("numbers", "said"), [((), ""), ((12,), "dòng 12"), ((14, 12, 13, 20), "dòng 12-14, 20"), ((1, 2), "dòng 1-2")]
)
def test_lines_of_the_source_are_said_in_runs(numbers: tuple[int, ...], said: str):
    assert text.lines(numbers) == said


def test_names_of_rows_and_columns_are_not_mixed_up():
    for form in FORMS.values():
        for table in form.tables:
            rows = [text.row(row) for row in table.rows]
            assert len(set(rows)) == len(rows), form.code
            columns = [text.column(column, table, 1000) for column in table.columns if not column.stub]
            assert len(set(columns)) == len(columns), form.code


def test_an_excuse_quotes_the_note_in_one_sentence():
    assert text.excused("Đã làm tròn") == "Đã giải thích: “Đã làm tròn”; nơi nhận xem lời giải thích."


def test_two_wordings_are_shown_from_where_they_part():
    assert text.apart("Công tác kiểm tra", "Công tác giám sát") == ("Công tác kiểm tra", "Công tác giám sát")
    one, other = "một hai ba bốn năm sáu bảy tám chín", "một hai ba bốn năm sáu bảy mười"
    assert text.apart(one, other) == ("… năm sáu bảy tám chín", "… năm sáu bảy mười")


@pytest.mark.parametrize(
    ("leaf", "found", "required", "said"),
    [
        (Leaf("mark"), "có", False, "Ghi x nếu đúng; nếu không thì xóa để trống."),
        (Leaf("integer"), "x", True, "Chỉ ghi số, không kèm chữ; không có phát sinh thì ghi 0."),
        (Leaf("number"), "...", False, "Chỉ ghi số, không kèm chữ; chưa có số thì để trống."),
        (Leaf("integer"), 7.5, True, "Ghi lại số nguyên, không có phần lẻ."),
    ],
)
def test_what_to_write_instead_is_what_the_cell_can_hold(leaf: Leaf, found: object, required: bool, said: str):
    """A blank is right where a cell may stay blank, and 0 would be false there."""
    assert constraints.correction(leaf, found, required) == said


@pytest.mark.parametrize(
    ("leaf", "meant", "said"),
    [
        (Leaf("number"), "1650,5", "Nếu ý là 1650,5 thì ghi 1650,5; nếu là số khác thì ghi liền các chữ số."),
        (Leaf("integer"), "12", "Nếu ý là 12 thì ghi 12; nếu là số khác thì ghi liền các chữ số."),
        (Leaf("integer"), "12,5", "Ô này chỉ nhận số nguyên: ghi lại, không có phần lẻ."),
    ],
)
def test_a_number_with_a_decimal_point_is_to_be_written_as_the_cell_takes_it(leaf: Leaf, meant: str, said: str):
    assert constraints.decimals(leaf, meant) == said


@pytest.mark.parametrize(
    ("value", "shown"), [(7.0000000001, "7,0000000001"), (0.1 + 0.2, "0,3"), (7.000000000000001, "7")]
)
def test_a_number_that_is_not_whole_is_not_shown_as_whole(value: float, shown: str):
    assert text.number(value) == shown
