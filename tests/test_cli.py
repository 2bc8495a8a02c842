"""The command `validate`: its exit codes, what it prints, what it takes, and what it refuses in which words."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from scripts import paths
from scripts.__main__ import main
from scripts.model.data import Data, cells, put
from scripts.model.form import Form, Place
from scripts.submissions.container import MIB
from scripts.templates.workbook import workbook_bytes
from scripts.wording.sheet import MARKS
from tests import hostile
from tests.workbooks import (
    ABSENT,
    ALL,
    APART,
    COMMUNE,
    FORMS,
    MISSING,
    OTHERS,
    PRESENT,
    envelope,
    fill_field,
    filled,
    opened,
    saved,
    specimen,
    template,
)

FINDINGS = Draft202012Validator(json.loads((paths.SCHEMAS / "findings.schema.json").read_text("utf-8")))
CPU_SECONDS = 5
MEMORY = 500  # MiB


def validate(*arguments: str | Path) -> Result:
    """Run the command; it may end only by an exit code."""
    result = CliRunner().invoke(main, ["validate", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def findings(*arguments: str | Path) -> list[dict[str, Any]]:
    return report(*arguments)["findings"]


def report(*arguments: str | Path) -> dict[str, Any]:
    """The report as JSON, which is what its schema says and adds up."""
    result = validate(*arguments, "--format", "json")
    document: dict[str, Any] = json.loads(result.stdout)
    FINDINGS.validate(document)
    severities = [finding["severity"] for finding in document["findings"]]
    counted = [severities.count(severity) for severity in ("error", "warning", "note")]
    assert counted == [document["errors"], document["warnings"], document["notes"]]
    assert document["exit_code"] == result.exit_code
    # What is passed over is said of the folder, which is no file that was read.
    read = [finding["file"] for finding in document["findings"] if not finding["code"].endswith("-passed-over")]
    assert set(read) <= set(document["files"])
    return document


def yaml_file(path: Path, code: str = "1B", **changes: Any) -> Path:
    """A return as a document, without fault but for the changes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {**envelope(FORMS[code], data=specimen(FORMS[code], 0)), **changes}
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return path


def negative(form: Form, data: Data) -> Place:
    """Make the first figure that is no total negative; where it stands."""
    place = next(place for place, leaf, _ in cells(form, data) if leaf.numeric)
    put(form, data, place, -3)
    return place


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return yaml_file(tmp_path / "sạch.yaml")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return yaml_file(tmp_path / "sai.yaml", unit={"code": "99999"})


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """No error, but a warning: a row that a rule calls doubtful is not the sum of others."""
    form = FORMS["1B"]
    data = specimen(form, 0)
    total = next(rule["total"] for rule in form.rules if rule.level == "warning" and rule["across"] == "rows")
    put(form, data, next(place for place, _, _ in cells(form, data) if place.row == total), 5)
    return yaml_file(tmp_path / "ngờ.yaml", data=data, unit={"kind": "dang_uy_xa", "name": "Ví Dụ"})


# Exit codes


def test_the_exit_code_says_what_was_found(clean: Path, doubtful: Path, wrong: Path, tmp_path: Path):
    none = tmp_path / "none.xlsx"
    assert validate(clean).exit_code == 0
    assert validate(doubtful).exit_code == 0
    assert validate(wrong).exit_code == 1
    assert validate(none).exit_code == 2
    assert validate(clean, doubtful).exit_code == 0
    assert validate(clean, wrong).exit_code == 1
    assert validate(clean, wrong, none).exit_code == 2


def test_strict_takes_warnings_for_errors(clean: Path, doubtful: Path):
    assert validate("--strict", clean).exit_code == 0
    assert validate("--strict", doubtful).exit_code == 1
    assert report(doubtful)["exit_code"] == 0
    assert report(doubtful, "--strict")["exit_code"] == 1


# What is wrong with a command, and a part of what is said of it.
WRONG_USE: dict[tuple[str, ...], str] = {
    ("validate",): "Chưa ghi tệp hoặc thư mục cần kiểm tra",
    ("validate", "--format", "xml", "a"): "Sau --format chỉ ghi được: text, json, github.",
    ("validate", "--no-such-option", "a"): "Không có tùy chọn “--no-such-option”. Các tùy chọn: --format, --form",
    ("validate", "a", "--form"): "Sau --form cần ghi thêm giá trị của nó.",
    ("validate", "a", "--strict=1"): "--strict đứng một mình, không kèm giá trị.",
    ("validate", "a", "--form", "99B"): "Không có biểu 99B. Các biểu: 1B, 2B, ",
    ("validate", "a", "--form", "biểu 99b"): "Không có biểu 99B. Các biểu: 1B, 2B, ",
    ("validate", "a", "--form", "13"): "Không có biểu 13. Có phải 13B? Các biểu: 1B, ",
    ("validate", "a", "--form", ""): "Không có biểu “”. Các biểu: 1B, ",
    ("validate", ".", "--package", "--form", "1B"): "--form và --package không dùng cùng nhau",
    ("validate", "khong-co.xlsx", "--package"): "--package cần thư mục; khong-co.xlsx không phải thư mục.",
    ("vali", "a"): "Không có lệnh “vali”. Các lệnh: build, ",
    ("check", "a"): "Lệnh ghi chưa đúng",
    ("build", "--offline", "khong-co"): "Sau --offline cần tên của một thư mục đã có.",
}
ENGLISH = ("Usage", "Error", "Try", "Option", "Command", "Show", "Missing", "argument")


@pytest.mark.parametrize("arguments", WRONG_USE)
def test_wrong_use_is_said_in_vietnamese(arguments: tuple[str, ...]):
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert WRONG_USE[arguments] in result.stderr
    assert not any(word in result.output for word in ENGLISH), result.output
    assert result.stdout == ""


@pytest.mark.parametrize("said", ["13B", "13b", "biểu 13b", "Bie\u0302\u0309u 13B", " Mẫu số 13B "])
def test_a_form_is_asked_for_in_any_spelling(said: str, tmp_path: Path):
    path = yaml_file(tmp_path / "a.yaml", "13B")
    assert validate(path, "--form", said).exit_code == 0


@pytest.mark.parametrize("arguments", [["-h"], ["validate", "--help"], []])
def test_help_is_in_vietnamese(arguments: list[str]):
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == (0 if arguments else 2)
    assert "iểm tra biểu" in result.output
    assert not any(word in result.output for word in ENGLISH), result.output


# Formats


def test_text_names_place_reason_and_remedy(wrong: Path, clean: Path):
    lines = validate(wrong, clean).stdout.splitlines()
    assert lines[0] == f"{wrong.as_posix()}: 1 lỗi"
    assert re.match(r"  LỖI +Biểu 1B · unit$", lines[1])
    assert lines[2].strip() == "Mã đơn vị “99999” không có trong danh mục."
    assert lines[3].strip().startswith("→ ")
    assert lines[4] == f"{clean.as_posix()}: đạt, không có lỗi"
    assert lines[-1] == "Kết luận: CHƯA ĐẠT – 2 tệp, 2 biểu; 1 lỗi."


def test_text_says_when_all_is_well(clean: Path, doubtful: Path):
    assert validate(clean).stdout.splitlines()[-1] == "Kết luận: ĐẠT – 1 tệp, 1 biểu; không có lỗi."
    assert re.fullmatch(
        r"Kết luận: ĐẠT – 1 tệp, 1 biểu; \d+ chỗ cần xem lại\.", validate(doubtful).stdout.splitlines()[-1]
    )


def test_json_holds_every_finding_with_its_place(tmp_path: Path):
    form = FORMS["1B"]
    data = specimen(form, 0)
    place = negative(form, data)
    (found,) = (f for f in findings(yaml_file(tmp_path / "a.yaml", data=data)) if f["code"] == "too-small")
    assert found["path"] == "/".join(("data", *map(str, place.path(form))))
    assert (found["form"], found["severity"], found["value"]) == ("1B", "error", "-3")
    assert form.table(place.table).row(place.row or "").label.text in found["row"]
    assert form.table(place.table).column(place.column or "").label.text in found["column"]


def test_json_of_a_workbook_gives_sheet_and_cell(tmp_path: Path):
    form = FORMS["1B"]
    data = specimen(form, 0)
    negative(form, data)
    (tmp_path / "a.xlsx").write_bytes(workbook_bytes([form], OTHERS, {"1B": envelope(form, data=data)}))
    (found,) = (f for f in findings(tmp_path / "a.xlsx") if f["code"] == "too-small")
    sheet = opened(tmp_path / "a.xlsx")[found["sheet"]]
    assert sheet[found["cell"]].value == -3


def test_github_annotates_each_finding_on_one_line(tmp_path: Path):
    path = yaml_file(tmp_path / "a, b: 100%.yaml", unit={"code": "99\n999"}, phone="1")
    result = validate(path, "--format", "github")
    assert result.exit_code == 1
    *lines, verdict = result.stdout.splitlines()
    assert len(lines) == report(path)["errors"] == 2
    assert verdict.startswith("Kết luận: ")
    shown = path.as_posix().replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    for line in lines:
        assert re.fullmatch(rf"::error file={re.escape(shown)},title=[^,:]+::.+", line)


def test_verbose_accounts_for_every_cell_of_each_form(tmp_path: Path):
    book = opened(filled(FORMS["1B"]))
    sheet = book["Biểu 1B"]
    sheet.cell(sheet.max_row + 3, 1).value = 12345  # below the form: not taken, and said
    (tmp_path / "a.xlsx").write_bytes(saved(book))
    for name in list(book.defined_names):
        del book.defined_names[name]
    (tmp_path / "b.xlsx").write_bytes(saved(book))
    shown = sum(cell.value is not None and str(cell.value).strip() != "" for line in sheet.iter_rows() for cell in line)
    for file, found, words in (("a.xlsx", "names", "tên vùng"), ("b.xlsx", "print", "chữ in trên biểu")):
        (one,) = report(tmp_path / file, "--verbose")["accounts"]
        assert (one["form"], one["sheet"], one["found"], one["cells"]) == ("1B", "Biểu 1B", found, shown)
        assert shown == one["accepted"] + one["reported"] + one["printed"]
        assert one["reported"] == 1
        lines = validate(tmp_path / file, "--verbose").stdout.splitlines()
        (line,) = (line for line in lines if "ô có nội dung" in line)
        assert line.startswith(f"  Biểu 1B: {shown} ô có nội dung = {one['accepted']} đã nhận, 1 có nêu ở trên, ")
        assert words in line
    assert "accounts" not in report(tmp_path / "a.xlsx")
    assert report(yaml_file(tmp_path / "c.yaml"), "--verbose")["accounts"] == []


# What is taken


def test_files_and_folders_are_read_in_order(tmp_path: Path):
    one = yaml_file(tmp_path / "z.yaml", "8B")
    inside = [
        yaml_file(tmp_path / "xã" / "1b.json"),
        yaml_file(tmp_path / "xã" / "2b.YML", "2B"),
        yaml_file(tmp_path / "xã" / "thôn" / "13b.yaml", "13B"),
    ]
    (tmp_path / "xã" / "bieu.XLSX").write_bytes(filled(FORMS["12B"]))
    temporary = ("~$bieu.xlsx", ".an.yaml", "Thumbs.db", "~$bao-cao.docx", ".~lock.bieu.xlsx#")
    for name in (*temporary, "ghi-chu.txt", "anh.png"):
        (tmp_path / "xã" / name).write_bytes(b"\0")
    document = report(one, tmp_path / "xã")
    expected = [one, *sorted([*inside, tmp_path / "xã" / "bieu.XLSX"])]
    assert document["files"] == [path.as_posix() for path in expected]
    assert document["returns"] == 5
    assert document["exit_code"] == 0
    (said,) = [found for found in document["findings"] if found["code"] == "files-passed-over"]
    assert said["file"] == (tmp_path / "xã").as_posix()
    assert "2 tệp" in said["message"]
    (said,) = [found for found in document["findings"] if found["code"] == "temporary-passed-over"]
    assert said["file"] == (tmp_path / "xã").as_posix()
    assert all(name in said["message"] for name in temporary)


def test_a_lock_file_given_by_name_is_still_read(tmp_path: Path):
    (tmp_path / "~$bieu.xlsx").write_bytes(b"\x05Thu" + bytes(160))
    assert validate(tmp_path / "~$bieu.xlsx").exit_code == 2


def test_a_folder_with_nothing_to_read_is_reported(tmp_path: Path):
    (tmp_path / "~$bieu.xlsx").write_bytes(b"")
    assert [found["code"] for found in findings(tmp_path)] == ["nothing-to-check", "temporary-passed-over"]


@cache
def combined() -> bytes:
    """All forms that can be filled, one more sent apart and one more declared nil."""
    apart = envelope(APART, attached={"file": "rời.pdf"})
    return filled(*PRESENT, more={APART.code: apart, MISSING.code: envelope(MISSING, nil=True)})


def test_a_combined_workbook_counts_as_all_its_forms(tmp_path: Path):
    path = tmp_path / "gop.xlsx"
    path.write_bytes(template(ALL))
    assert report(path)["returns"] == len(PRESENT)
    path.write_bytes(combined())
    document = report(path)
    assert (document["returns"], document["errors"]) == (len(PRESENT) + 2, 0)


def test_a_finding_on_an_attached_form_stands_under_its_workbook(tmp_path: Path):
    path = tmp_path / "gop.xlsx"
    path.write_bytes(filled(FORMS["1B"], more={APART.code: envelope(APART, attached={"file": "a" * 201})}))
    document = report(path)
    assert [(f["form"], f["file"]) for f in document["findings"]] == [(APART.code, path.as_posix())]
    assert APART.label.text in validate(path).stdout


def test_only_one_form_is_taken_where_one_is_asked_for(tmp_path: Path):
    path = tmp_path / "gop.xlsx"
    path.write_bytes(combined())
    assert report(path, "--form", "2B")["returns"] == 1
    assert report(path, "--form", MISSING.code.lower())["returns"] == 1
    for other in (ABSENT[0].code, ABSENT[1].code):
        result = validate(path, "--form", other)
        assert result.exit_code == 2
        assert "không phải" in result.stdout
        assert re.search(rf"Biểu {other}", result.stdout, re.IGNORECASE)


def test_another_form_than_asked_for_is_named(clean: Path):
    (found,) = findings(clean, "--form", "2B")
    assert found["code"] == "other-form"
    assert "Biểu 1B" in found["message"]
    assert "Biểu 2B" in found["message"]


# What is refused


def marked(properties: str | None, sheet: str | None) -> bytes:
    """The template of 1B with other marks in its property and on its hidden sheet; None takes them away."""
    book = opened(template("1B"))
    if properties is None:
        del book.custom_doc_props["so-ket-2-cap"]
    else:
        book.custom_doc_props["so-ket-2-cap"].value = properties
    if sheet is None:
        del book[MARKS]
    else:
        book[MARKS]["A1"] = sheet
    return saved(book)


def renamed_zip() -> dict[str, hostile.Content]:
    return {"Biểu 1B.xlsx": template("1B")}


def zipped(parts: Mapping[str, hostile.Content], path: Path) -> bytes:
    return hostile.pack(path, parts).read_bytes()


OLD = "1B@0.9.0:01234567"
ALIEN = "99B@1.0.0:01234567"
ALIASES = "a: &a [x, x]\n" + "\n".join(f"b{n}: [*a, *a]" for n in range(9))

REFUSED: dict[str, tuple[str, str, Callable[[Path], bytes | str]]] = {
    "another version": ("a.xlsx", "unknown-version", lambda _: marked(OLD, OLD)),
    "an unknown form": ("a.xlsx", "unknown-form", lambda _: marked(ALIEN, ALIEN)),
    "a workbook of another's": ("a.xlsx", "no-marks", lambda _: saved(openpyxl.Workbook())),
    "a password": ("a.xlsx", "encrypted", lambda _: hostile.ole2("EncryptionInfo", "EncryptedPackage")),
    "an old workbook": ("a.xls", "is-xls", lambda _: hostile.ole2("Workbook")),
    "a renamed zip": ("a.xlsx", "zip-not-workbook", lambda p: zipped(renamed_zip(), p)),
    "an empty file": ("a.xlsx", "empty-file", lambda _: b""),
    "half a file": ("a.xlsx", "truncated", lambda _: template("1B")[:6000]),
    "a PDF": ("a.xlsx", "is-pdf", lambda _: b"%PDF-1.7\n"),
    "a web page": ("a.xlsx", "is-html", lambda _: b"<html><table>"),
    "CSV": ("a.xlsx", "is-text", lambda _: "Mã;Tên\n1;Hà\n"),
    "a picture": ("a.xlsx", "is-picture", lambda _: b"\x89PNG\r\n\x1a\n\0"),
    "bad YAML": ("a.yaml", "bad-yaml", lambda _: "a: [1"),
    "bad JSON": ("a.json", "bad-json", lambda _: '{"a": 1'),
    "a key twice": ("a.yaml", "duplicate-key", lambda _: "form: 1B\nform: 2B\n"),
    "no object": ("a.json", "not-an-object", lambda _: "[]"),
    "another encoding": ("a.yaml", "bad-encoding", lambda _: "Biểu".encode("utf-16")),
}
MORE: dict[str, tuple[str, str, Callable[[Path], bytes | str]]] = {
    "an alias bomb": ("a.yaml", "bad-yaml", lambda _: ALIASES),
    "deep YAML": ("a.yaml", "bad-yaml", lambda _: "[" * 100_000),
    "deep JSON": ("a.json", "bad-json", lambda _: "[" * 100_000),
    "a huge number in JSON": ("a.json", "bad-json", lambda _: '{"form": ' + "9" * 5000 + "}"),
    "no number in JSON": ("a.json", "bad-json", lambda _: '{"form": NaN}'),
    "a key twice in JSON": ("a.json", "duplicate-key", lambda _: '{"form": 1, "form": 2}'),
    "blanks": ("a.yaml", "empty-file", lambda _: " \n\n"),
    "an old workbook under a new name": ("a.xlsx", "is-xls", lambda _: hostile.ole2("Workbook")),
    "a form without a template": ("a.xlsx", "unknown-form", lambda _: marked("7B@1.0.0:01234567", None)),
    "one old mark of two": ("a.xlsx", "unknown-version", lambda _: marked(None, OLD)),
    "another layout of this version": ("a.xlsx", "other-version", lambda _: marked("1B@1.0.0:01234567", None)),
}  # fmt: skip


def refused(folder: Path, kind: str) -> dict[str, Any]:
    """The one finding on a file that is refused; checks that text says the same."""
    name, code, make = {**REFUSED, **MORE}[kind]
    path = folder / name
    content = make(path)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (found,) = findings(path)
    result = validate(path)
    assert (result.exit_code, found["code"]) == (2, code)
    assert found["message"] in result.stdout
    assert found["remedy"] in result.stdout
    assert "Traceback" not in result.output
    return found


@pytest.mark.parametrize("kind", [*REFUSED, *MORE])
def test_what_is_no_return_is_refused_with_its_reason(tmp_path: Path, kind: str):
    assert set(refused(tmp_path, kind)) == {"code", "severity", "message", "remedy", "file"}


def test_each_refusal_has_its_own_sentence(tmp_path: Path):
    said = {kind: refused(tmp_path, kind)["message"] for kind in REFUSED}
    (missing,) = findings(tmp_path / "none.xlsx")
    said["a missing path"] = missing["message"]
    assert len(set(said.values())) == len(said), sorted(said.values())


def test_a_refusal_says_which_version_is_meant(tmp_path: Path):
    message = refused(tmp_path, "another version")["message"]
    assert "0.9.0" in message
    assert FORMS["1B"].version in message
    assert "99B" in refused(tmp_path, "an unknown form")["message"]


def test_one_mark_of_two_is_enough(tmp_path: Path):
    good = opened(template("1B"))[MARKS]["A1"].value
    for number, content in enumerate((marked(good, None), marked(None, good))):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(content)
        assert report(path)["returns"] == 1


@pytest.mark.parametrize("name", ["none", "none.xlsx", "none.yaml", "none/none.json", "n" * 300 + ".xlsx"])
def test_a_path_that_is_not_there_is_reported(tmp_path: Path, name: str):
    (found,) = findings(tmp_path / name)
    assert found["code"] in ("not-found", "no-access")
    assert validate(tmp_path / name).exit_code == 2


def test_one_refused_file_does_not_hide_the_others(tmp_path: Path, clean: Path, wrong: Path):
    (tmp_path / "a.xlsx").write_bytes(b"")
    document = report(tmp_path / "a.xlsx", wrong, clean)
    assert [finding["code"] for finding in document["findings"]] == ["empty-file", "unit-unknown"]
    assert document["returns"] == 2
    last = validate(tmp_path / "a.xlsx", wrong, clean).stdout.splitlines()[-1]
    assert "3 tệp" in last
    assert "1 tệp không đọc được" in last


# As a program


_APART = (
    hostile.OWN_PEAK
    + f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({CPU_SECONDS}, {CPU_SECONDS}))
from scripts.__main__ import main
try:
    main(["validate", *sys.argv[1:]])
finally:
    print(own_peak(), file=sys.stderr)
"""
)


def sheet_of_300_mb(path: Path) -> Path:
    """A sound workbook but for one sheet, which inflates to 300 MB from 300 KB."""
    sheet = hostile.repeated(f'<worksheet xmlns="{hostile.MAIN}">', " ", 300 * MIB, "</worksheet>")
    hostile.pack(path, hostile.workbook(sheet))
    assert path.stat().st_size < 320 * 1024
    return path


@pytest.mark.parametrize("declared", [None, 1000, 60 * MIB])
def test_a_sheet_of_300_mb_costs_little(tmp_path: Path, declared: int | None):
    """Whatever size its directory claims."""
    path = sheet_of_300_mb(tmp_path / "a.xlsx")
    if declared is not None:
        hostile.patch_entry(path, hostile.SHEET, 24, "<I", declared)
    done = subprocess.run(
        [sys.executable, "-c", _APART, str(path)], cwd=paths.ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2, done.stderr
    assert "KHÔNG ĐỌC ĐƯỢC" in done.stdout
    peak = int(done.stderr.split()[-1]) // (1024 * 1024 if sys.platform == "darwin" else 1024)
    assert peak < MEMORY


def program(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command as people start it."""
    return subprocess.run(
        [sys.executable, "-m", "scripts", "validate", *map(str, arguments)],
        cwd=paths.ROOT,
        capture_output=True,
        check=False,
        env={"PATH": "", **environment},
    )


def test_the_program_exits_as_the_command_does(clean: Path, wrong: Path, tmp_path: Path):
    assert program(clean).returncode == 0
    done = program(wrong, "--format", "json")
    assert done.returncode == 1
    FINDINGS.validate(json.loads(done.stdout))
    done = program(tmp_path / "none.xlsx")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_vietnamese_is_printed_whatever_the_console(wrong: Path):
    done = program(wrong, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 1, done.stderr
    assert "Mã đơn vị “99999” không có trong danh mục." in done.stdout.decode("utf-8")


def test_half_a_character_is_printed_too(tmp_path: Path):
    """JSON can write half of a surrogate pair, which no encoding can."""
    (tmp_path / "a.json").write_text('{"form": "1B", "\\ud800": "\\udfff"}', "utf-8")
    for style in ("text", "json", "github"):
        done = program(tmp_path / "a.json", "--format", style)
        assert (done.returncode, done.stderr) == (1, b"")


def test_the_blank_template_is_a_return_without_data(tmp_path: Path):
    path = tmp_path / "gop.xlsx"
    path.write_bytes(template(ALL))
    codes = {finding["code"] for finding in findings(path)}
    assert codes == {"unit-missing", "form-empty"}
    book = opened(template("1B"))
    fill_field(book, "unit", COMMUNE)
    path.write_bytes(saved(book))
    assert {finding["code"] for finding in findings(path)} == {"form-empty"}
