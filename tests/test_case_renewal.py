"""The cases of a changed form follow it: what moves by itself, what a person must work out, what stays as it is."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from scripts import paths
from scripts.__main__ import main
from scripts.documents import write_yaml
from scripts.model.form import Form
from scripts.schema import catalogue
from scripts.validation.cases import Brought, bring
from scripts.wording import example as words
from tests import first
from tests.case_files import CASES, cases
from tests.test_migrations import history
from tests.versions import Version

FOLDER = Path("tests/cases/1B")
FIRST, PLAIN, NIL = (FOLDER / "valid" / file.name for file in sorted((first.EXAMPLES / "1B").glob("*.yaml")))
NEGATIVE, UNKNOWN = FOLDER / "invalid" / "so-am.yaml", FOLDER / "invalid" / "phien-ban-la.yaml"
PACKED = Path("tests/packages/xa/1B.yaml")
# A row has another key and name, a row is new and required, and no figure may exceed 500.
CHANGED = Version(
    "2.0.0",
    [
        {"rename": "properties/II.2", "to": "II.3"},
        {"set": "properties/II.3/title", "to": "Số cuộc giám sát chuyên đề"},
        {"add": "properties/I.4", "like": "properties/I.3", "after": "I.3", "as": {"title": "Sinh hoạt chuyên đề"}},
        {"set": "required", "to": ["I.1", "I.2", "I.3", "I.4", "II.1", "II.3"]},
        {"set": "x-rules/1/parts", "to": ["II.1", "II.3"]},
        {"set": "x-rules/2/parts", "to": ["I.1", "I.2", "I.3", "I.4"]},
        {"set": "$defs/so_luong/maximum", "to": 500},
    ],
    ["Thêm dòng I.4; dòng II.2 nay là II.3."],
    {"rows": [{"from": "II.2", "to": "II.3"}]},
)
ZEROS = {"tong_so": 0, "theo_cap": {"cap_tinh": 0, "cap_xa": 0, "ca_hai_cap": 0}}
OF_TEXT = """\
findings:
  - code: too-small
    severity: error
    path: data/II.2/theo_cap/cap_xa
    cell: Biểu 1B!E15
    message: Tìm thấy -3; ô này chỉ nhận số nguyên từ 0 trở lên.
"""
OF_VERSION = """\
workbook: Bảng tính không mang phiên bản lạ.
findings:
  - code: unknown-version
    severity: error
    path: version
    message: Biểu 1B theo mẫu phiên bản 0.9.0, phiên bản chưa từng phát hành; phiên bản đang dùng là 1.0.0.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with the cases of 1B as of the first release: three valid, two invalid, and one in a package."""
    for source, target in zip(sorted((first.EXAMPLES / "1B").glob("*.yaml")), (FIRST, PLAIN, NIL), strict=True):
        put(tmp_path, target, source.read_text("utf-8"))
    put(tmp_path, PACKED, (tmp_path / PLAIN).read_text("utf-8"))
    plain = (tmp_path / PLAIN).read_text("utf-8").partition("\n")[2]
    put(tmp_path, NEGATIVE, "# Ghi nhầm số âm.\n" + plain.replace("cap_xa: 2,", "cap_xa: -3,"))
    put(tmp_path, NEGATIVE.with_suffix(".expected"), OF_TEXT)
    put(tmp_path, UNKNOWN, plain.replace("1.0.0", "0.9.0"))
    put(tmp_path, UNKNOWN.with_suffix(".expected"), OF_VERSION)
    return tmp_path


def put(root: Path, name: Path, content: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(content, "utf-8")


def content(root: Path) -> Mapping[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("tests/**/*.*")}


@pytest.fixture
def forms(root: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Form]:
    return history(root, monkeypatch, "1B", CHANGED)


def filled_in(root: Path, forms: Mapping[str, Form]) -> Brought:
    """What is done once a person has filled the new row into the first case."""
    bring("1B", forms, root)
    document = yaml.safe_load((root / FIRST).read_text("utf-8"))
    document["data"]["I.4"] = ZEROS
    put(root, FIRST, write_yaml(document))
    return bring("1B", forms, root)


@pytest.mark.parametrize("code", sorted({case.code for case in cases("valid")}))
def test_cases_that_follow_their_form_are_left_alone(code: str, tmp_path: Path):
    for folder in (CASES, paths.PACKAGES):
        shutil.copytree(folder, tmp_path / folder.relative_to(paths.ROOT))
    before = content(tmp_path)
    assert bring(code, catalogue.forms(), tmp_path) == Brought()
    assert content(tmp_path) == before


def test_what_is_new_is_asked_of_a_person_first(root: Path, forms: Mapping[str, Form]):
    before = content(root)
    done = bring("1B", forms, root)
    assert done.written == [FIRST]
    assert list(done.todo) == [FIRST]
    assert "Sinh hoạt chuyên đề" in "".join(done.todo[FIRST])
    assert {name for name, text in content(root).items() if text != before[name]} == {FIRST.as_posix()}
    assert "II.3:" in (root / FIRST).read_text("utf-8")


def test_what_was_filled_in_goes_into_every_case(root: Path, forms: Mapping[str, Form]):
    done = filled_in(root, forms)
    assert done.todo == {}
    assert set(done.written) == {
        PLAIN, NIL, PACKED, NEGATIVE, UNKNOWN, *(path.with_suffix(".expected") for path in (NEGATIVE, UNKNOWN)),
    }  # fmt: skip
    read = {name: yaml.safe_load((root / name).read_text("utf-8")) for name in (PLAIN, NIL, PACKED, NEGATIVE, UNKNOWN)}
    versions = {name: document["version"] for name, document in read.items()}
    assert versions == {**dict.fromkeys(read, "2.0.0"), UNKNOWN: "0.9.0"}
    for name in (PLAIN, PACKED, NEGATIVE, UNKNOWN):
        assert list(read[name]["data"]) == ["I.1", "I.2", "I.3", "I.4", "II.1", "II.3"]
        assert read[name]["data"]["I.4"] == {"theo_cap": ZEROS["theo_cap"]}
    assert "data" not in read[NIL]


def test_only_what_changed_is_written_otherwise(root: Path, forms: Mapping[str, Form]):
    before = (root / NEGATIVE).read_text("utf-8")
    filled_in(root, forms)
    new = "  I.4: {theo_cap: {cap_tinh: 0, cap_xa: 0, ca_hai_cap: 0}}\n"
    expected = before.replace("1.0.0", "2.0.0").replace("II.2", "II.3").replace("  II.1:", f"{new}  II.1:")
    assert (root / NEGATIVE).read_text("utf-8") == expected


def test_what_a_check_says_is_taken_down_anew_and_told(root: Path, forms: Mapping[str, Form]):
    """The row is the sixth of the new form, one line lower than it was."""
    done = filled_in(root, forms)
    old = "Tìm thấy -3; ô này chỉ nhận số nguyên từ 0 trở lên."
    new = "Tìm thấy -3; ô này chỉ nhận số nguyên từ 0 đến 500."
    expected = OF_TEXT.replace("II.2", "II.3").replace("E15", "E16").replace(old, new)
    assert (root / NEGATIVE).with_suffix(".expected").read_text("utf-8") == f"# {words.READ_IT}\n{expected}"
    taken = (root / UNKNOWN).with_suffix(".expected").read_text("utf-8")
    assert taken == f"# {words.READ_IT}\n{OF_VERSION.replace('1.0.0', '2.0.0')}"
    assert done.said[(old,), (new,)] == [NEGATIVE]
    told = "\n".join(words.brought(forms["1B"], done.written, done.said))
    assert f"  {NEGATIVE.name}:\n    - {old}\n    + {new}" in told


def test_a_second_time_nothing_is_left_to_do(root: Path, forms: Mapping[str, Form]):
    filled_in(root, forms)
    before = content(root)
    assert bring("1B", forms, root) == Brought()
    assert content(root) == before


def test_a_case_that_is_wrong_no_longer_is_left_to_a_person(root: Path, monkeypatch: pytest.MonkeyPatch):
    wider = Version("1.1.0", [{"set": "$defs/so_luong/minimum", "to": -5}], ["Nhận cả số âm."])
    done = bring("1B", history(root, monkeypatch, "1B", wider), root)
    assert done.todo == {NEGATIVE: [words.NO_LONGER_WRONG]}
    assert (root / NEGATIVE).with_suffix(".expected").read_text("utf-8") == OF_TEXT
    assert "version: 1.1.0\n" in (root / NEGATIVE).read_text("utf-8")


def test_a_form_that_there_is_not_is_refused():
    done = CliRunner().invoke(main, ["cases", "1B", "biểu 99b"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Không có biểu 99B.")
