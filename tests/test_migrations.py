"""Returns in older templates; each file of tests/migrations is a case, its expectations worked out by hand.

A case takes a completed example of the `form` as first released, makes later `versions` of it (tests/versions.py),
fills the example into the template that was in force at `filled` (else the first), with `data` where it differs (by
place; null for none) and `envelope` likewise, and does the `damage` to it (tests/edits.py); the forms `with` it in one
workbook are as first released too. Then all of the following must be so, and nothing else:

`moved`    how many cells have their place in the last version; `changed`: those of them that stand elsewhere (`to`)
           or hold another `value`, by their old place
`dropped`  cells without a place, by their old place: their value and why
`needs`    places that must be filled in
`findings` what a check says of the workbook; of the return as a document it says the same codes, if not `document`
`lost`     fields of the envelope that the last version does not ask for: they too stand among the cells set aside
`after`    what a check says of the workbook that `migrate` writes, as codes and how often

`refused` says that the file is not read at all.
"""

from __future__ import annotations

import json
import pickle
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts import paths
from scripts.__main__ import main
from scripts.changes import changelog
from scripts.model.data import put
from scripts.model.form import Form, Place
from scripts.schema import catalogue
from scripts.schema.released import released
from scripts.submissions import editions
from scripts.submissions.read import read
from scripts.submissions.submission import Submission
from scripts.templates.workbook import workbook_bytes
from scripts.validation.run import check_paths
from scripts.wording import renewal as renewal_words
from scripts.wording.sheet import ASIDE, FINDINGS
from tests import workbooks
from tests.edits import place_of
from tests.first import FORMS, example, filled, schema
from tests.libreoffice import convert
from tests.strategies import SAME_EVERY_TIME
from tests.test_annotate import assert_nothing_settled
from tests.test_odd import damaged, flat, shown
from tests.versions import Version, write

FOLDER = Path(__file__).parent / "migrations"
KEYS = {
    "says", "form", "example", "versions", "filled", "data", "envelope", "with", "damage", "moved", "changed",
    "dropped", "needs", "lost", "findings", "document", "after", "refused",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One case; see the module's own words."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def said(self) -> dict[str, Any]:
        return _said(self.path)

    @property
    def code(self) -> str:
        return str(self.said["form"])

    def versions(self) -> list[Version]:
        return [
            Version(one["version"], one.get("edits", []), one["changes"], one.get("migration"))
            for one in self.said["versions"]
        ]

    def form(self) -> Form:
        """The form in whose template the return was filled in."""
        return released(paths.RELEASED)[self.code, self.said.get("filled", "1.0.0")]

    def envelope(self) -> dict[str, Any]:
        """The return as it was filled in."""
        form, given = self.form(), example(self.code, self.said.get("example", 1))
        made = {**given, "version": form.version, **self.said.get("envelope", {})}
        data = json.loads(json.dumps(made.get("data", {})))
        for name, value in self.said.get("data", {}).items():
            put(form, data, place_of(name), value)
        made = {key: value for key, value in {**made, "data": data}.items() if value is not None}
        return {key: value for key, value in made.items() if key != "data" or "nil" not in made}

    def write(self, path: Path, forms: Mapping[str, Form]) -> Path:
        """The workbook that is sent."""
        form = self.form()
        beside = {code: example(code, 1) for code in self.said.get("with", ())}
        inside = [one for code, one in forms.items() if code in beside] + [form]
        content = workbook_bytes(inside, [], {**beside, self.code: self.envelope()})
        path.write_bytes(damaged(content, form, self.envelope().get("data", {}), self.said.get("damage", [])))
        return path


@cache
def _said(path: Path) -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    assert set(said) <= KEYS, set(said) - KEYS
    return said


CASES = [Case(path) for path in sorted(FOLDER.glob("*.yaml"))]
READ = [case for case in CASES if not case.said.get("refused")]


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def forms(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Form]:
    """The forms in force once the case's last version is; what was released before stands in a folder of the case."""
    return history(tmp_path, monkeypatch, case.code, *case.versions())


@pytest.fixture
def sent(case: Case, forms: Mapping[str, Form], tmp_path: Path) -> Path:
    return case.write(tmp_path / "bieu.xlsx", forms)


def returned(path: Path, forms: Mapping[str, Form], code: str) -> Submission:
    return next(one for one in read(path, forms).submissions if one.code == code)


def test_every_finding_is_as_it_should_be(case: Case, forms: Mapping[str, Form], sent: Path):
    outcome = check_paths([sent], forms)
    assert [shown(f) for f in outcome.findings] == case.said["findings"], "\n".join(map(str, outcome.findings))
    assert (outcome.exit_code() == 2) is case.said.get("refused", False)


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name, indirect=False)
def test_every_cell_is_moved_or_dropped(case: Case, forms: Mapping[str, Form], sent: Path):
    renewal = returned(sent, forms, case.code).renewal
    assert renewal is not None
    carried = renewal.carried
    said = case.said
    assert len(carried.moved) == said["moved"]
    changed = {one.old: (one.new, one.after) for one in carried.moved if (one.old, one.before) != (one.new, one.after)}
    wanted = {place_of(name): one for name, one in said.get("changed", {}).items()}
    given = dict(zip((one.old for one in carried.moved), (one.before for one in carried.moved), strict=True))
    assert changed == {
        old: (place_of(one["to"]) if "to" in one else old, _plain(one.get("value", given.get(old))))
        for old, one in wanted.items()
    }
    dropped = {one.place: [one.value, one.why] for one in carried.dropped}
    assert dropped == {place_of(name): [_plain(one[0]), one[1]] for name, one in said.get("dropped", {}).items()}
    assert sorted(map(str, (need.place for need in carried.needs))) == sorted(
        map(str, map(_wanted, said.get("needs", ())))
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _wanted(name: str) -> Place:
    """A place of `needs`: a cell, a row as "I.4/", or a table as "sau:"."""
    if name.endswith(":"):
        return Place(name[:-1])
    found = place_of(name)
    return found if found.column else Place(found.table, found.row)


def test_a_document_is_told_the_same(case: Case, forms: Mapping[str, Form], tmp_path: Path):
    if case.said.get("damage"):
        return
    path = tmp_path / "bieu.json"
    path.write_text(json.dumps(case.envelope(), ensure_ascii=False), "utf-8")
    found = check_paths([path], forms).findings
    assert [f.code for f in found] == case.said.get("document", [f["code"] for f in case.said["findings"]])
    old = [f for f in found if f.code.startswith("old-template")]
    assert [f.path for f in old] == ["version"]


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_migrating_loses_nothing(case: Case, forms: Mapping[str, Form], sent: Path):
    before = sent.read_bytes()
    old = read(sent, forms).submissions
    done = CliRunner().invoke(main, ["migrate", str(sent)])
    made = sent.with_name("bieu-mau-moi.xlsx")
    assert done.exit_code == int(any(f["severity"] == "error" for f in case.said["findings"])), done.output
    assert sent.read_bytes() == before
    assert sorted(path.name for path in sent.parent.glob("*.*")) == ["bieu-mau-moi.xlsx", "bieu.xlsx"]
    again = {one.code: one for one in read(made, forms).submissions}
    for one in old:
        form, new = forms[one.code], again[one.code]
        assert (new.renewal, new.envelope["version"]) == (None, form.version)
        assert flat(form, new.envelope.get("data", {})) == flat(form, one.envelope.get("data", {}))
        assert pickle.loads(pickle.dumps(one.detached())).envelope == one.envelope
        assert _about(new) == {key: value for key, value in _about(one).items() if key not in case.said.get("lost", ())}
    book = openpyxl.load_workbook(made)
    _lists_everything(book, next(one for one in old if one.code == case.code), again[case.code])
    fields = {catalogue.submission_schema()["properties"][name]["title"] for name in case.said.get("lost", ())}
    assert fields <= ({line[4].value for line in book[ASIDE].iter_rows(min_row=5)} if fields else set())
    found = check_paths([made], forms).findings
    assert Counter(f.code for f in found) == case.said.get("after", {}), "\n".join(map(str, found))
    assert_nothing_settled(check_paths([sent], forms).findings, found)


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_migrating_a_document_loses_nothing(case: Case, forms: Mapping[str, Form], tmp_path: Path):
    if case.said.get("damage"):
        return
    sent, made = tmp_path / "bieu.json", tmp_path / "bieu-mau-moi.yaml"
    sent.write_text(json.dumps(case.envelope(), ensure_ascii=False), "utf-8")
    (old,) = read(sent, forms).submissions
    done = CliRunner().invoke(main, ["migrate", str(sent)])
    assert old.renewal is not None
    wrong = [f for f in check_paths([sent], forms).findings if f.severity == "error"]
    assert done.exit_code == int(bool(wrong)), done.output
    (new,) = read(made, forms).submissions
    assert (new.renewal, new.envelope) == (None, old.envelope)
    comments = "".join(line for line in made.read_text("utf-8").splitlines(keepends=True) if line.startswith("#"))
    for dropped in old.renewal.carried.dropped:
        assert f"{old.renewal.spot(dropped.place).path}: {json.dumps(dropped.value, ensure_ascii=False)} " in comments


def _about(one: Submission) -> dict[str, Any]:
    return {key: value for key, value in one.envelope.items() if key != "data"}


def _lists_everything(book: openpyxl.Workbook, old: Submission, new: Submission) -> None:
    """The first sheet leads to every cell to be filled in, and what was dropped stands among the cells set aside."""
    assert old.renewal is not None
    carried = old.renewal.carried
    assert book.sheetnames[0] == FINDINGS
    links = {cell.hyperlink.location for cell in book[FINDINGS]["C"] if cell.hyperlink}
    for need in carried.needs:
        spot = new.spot(need.place)
        assert f"'{spot.sheet}'!{spot.cell}" in links
    spots = {(spot.sheet, spot.cell) for one in carried.dropped for spot in [old.renewal.spot(one.place)]}
    lines = list(book[ASIDE].iter_rows(min_row=5)) if spots else []
    aside = {(line[0].value, line[1].value): line[4].value for line in lines}
    assert spots <= set(aside)
    assert all(aside[spot] for spot in spots), "what each was must be said"


def history(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str, *versions: Version) -> Mapping[str, Form]:
    """The forms in force after those versions; what was released before stands in the folder."""
    made = write(folder / "schemas", code, versions)
    monkeypatch.setattr(paths, "RELEASED", folder / "schemas" / "released")
    monkeypatch.setattr(changelog, "CHANGELOG", folder / "schemas" / "changelog.yaml")
    monkeypatch.setattr(catalogue, "forms", lambda *_: made)
    return made


def test_an_older_cover_names_a_form_as_it_was_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What is declared there of a form that has its official name by now is read all the same."""
    official = Version("1.0.1", [{"set": "x-form/label/text", "to": "Biểu số 3B-BTCTU"}], ["Tên biểu như mẫu gửi kèm."])
    forms = history(tmp_path, monkeypatch, "3B", official)
    sent, apart = tmp_path / "bieu.xlsx", {**example("1B"), "form": "3B", "attached": {"file": "Biểu 3B.pdf"}}
    del apart["data"]
    sent.write_bytes(workbook_bytes([FORMS["1B"]], [FORMS["3B"]], {"1B": example("1B"), "3B": apart}))
    assert check_paths([sent], forms).findings == ()
    assert returned(sent, forms, "3B").envelope["attached"] == {"file": "Biểu 3B.pdf"}


@pytest.mark.parametrize("name", ["cot-tach", "chu-thanh-ngay", "o-dau-bieu-bo"])
def test_an_old_workbook_saved_by_another_program(
    name: str, soffice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """LibreOffice saves the workbook of a case anew; it is told and migrated the same, and so is what came of it."""
    case = Case(FOLDER / f"{name}.yaml")
    forms = history(tmp_path, monkeypatch, case.code, *case.versions())
    sent = case.write(tmp_path / "bieu.xlsx", forms)
    again = convert(soffice, sent, "xlsx", tmp_path / "ra")
    assert [shown(f) for f in check_paths([again], forms).findings] == case.said["findings"]
    first, second = (returned(path, forms, case.code).renewal for path in (sent, again))
    assert first is not None
    assert second is not None
    assert (first.carried.moved, first.carried.dropped) == (second.carried.moved, second.carried.dropped)
    done = CliRunner().invoke(main, ["migrate", str(again), "--out", str(tmp_path / "moi.xlsx")])
    assert done.exit_code == 1, done.output
    twice = convert(soffice, tmp_path / "moi.xlsx", "xlsx", tmp_path / "ra")
    assert Counter(f.code for f in check_paths([twice], forms).findings) == case.said["after"]


def test_a_form_that_had_no_layout_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What was sent attached when the form had no template is received once it has one."""
    whole = {
        key: value for key, value in schema("13B").items() if key.startswith(("x-", "prop", "$defs", "type", "title"))
    }
    edits = [{"set": key, "to": value} for key, value in whole.items() if key not in ("x-form", "x-rules")]
    edits += [{"set": "x-form/status", "to": "present"}, {"set": "x-rules", "to": []}]
    code = "11B"
    forms = history(tmp_path, monkeypatch, code, Version("2.0.0", edits, ["Biểu đã có mẫu."]))
    assert forms[code].fillable
    path = tmp_path / "bieu.json"
    path.write_text(json.dumps(example(code, 1), ensure_ascii=False), "utf-8")
    (found,) = check_paths([path], forms).findings
    assert (found.code, found.severity) == ("old-template", "warning")
    assert "Vẫn nhận được. Thay đổi từ đó đến nay: Biểu đã có mẫu." in found.message


def test_what_a_document_says_beside_the_form_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What the old form did not know either is said to be unknown where it stands; nothing is passed over."""
    forms = history(tmp_path, monkeypatch, "2B", Version("2.0.0", [{"rename": "properties/I", "to": "V"}], ["-"]))
    given = example("2B", 1)
    data = json.loads(json.dumps(given["data"]))
    data["II"]["van_ban"][1]["so_trang"] = 7
    data["I"]["van_ban"][0]["so_trang"] = 7
    data["khac"] = {"a": [1, {"b": 2}]}
    path = tmp_path / "bieu.json"
    path.write_text(json.dumps({**given, "data": data}, ensure_ascii=False), "utf-8")
    found = [f for f in check_paths([path], forms).findings if f.code == "unknown-field"]
    assert sorted(f.message for f in found) == [
        f"Tên “{name}” không có trong mẫu của biểu." for name in ("I", "khac", "so_trang")
    ]


def test_a_fault_in_a_document_is_named_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The row has another key since; the person's file has the old one."""
    case = Case(FOLDER / "dong-doi-ten.yaml")
    forms = history(tmp_path, monkeypatch, case.code, *case.versions())
    given = case.envelope()
    given["data"]["I.3"]["ton_dong"] = -1
    path = tmp_path / "bieu.json"
    path.write_text(json.dumps(given, ensure_ascii=False), "utf-8")
    found = {f.code: f for f in check_paths([path], forms).findings}
    assert found["too-small"].path == "data/I.3/ton_dong"
    assert found["too-small"].row == "dòng “Thủ trưởng cơ quan chuyên môn” (I.4)"


NAMES = st.sampled_from(("I", "II", "van_ban", "stt", "so_hieu", "x"))


def larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=4))


_FINITE = st.floats(allow_nan=False, allow_infinity=False)
SMALL = st.none() | st.booleans() | st.integers() | _FINITE | st.text(max_size=5)


@settings(SAME_EVERY_TIME, max_examples=150)
@given(data=st.recursive(SMALL, larger, max_leaves=12))
def test_a_document_of_any_shape_is_read(data: Any):
    with pytest.MonkeyPatch.context() as patched, tempfile.TemporaryDirectory() as name:
        forms = history(Path(name), patched, "2B", Version("2.0.0", [{"rename": "properties/I", "to": "V"}], ["-"]))
        path = Path(name) / "bieu.json"
        path.write_text(json.dumps({**example("2B", 1), "data": data}, ensure_ascii=False), "utf-8")
        found = check_paths([path], forms).findings
        assert sum(f.code.startswith("old-template") for f in found) == 1


def test_nothing_released_is_read_for_a_return_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(editions, "released", fail)
    monkeypatch.setattr(changelog, "entries", fail)
    (tmp_path / "a.xlsx").write_bytes(filled("13B"))
    (tmp_path / "a.json").write_text(json.dumps(example("1B", 1)), "utf-8")
    outcome = check_paths([tmp_path / "a.xlsx", tmp_path / "a.json"], FORMS)
    assert (outcome.returns, outcome.exit_code()) == (2, 0)


@pytest.mark.parametrize(
    ("given", "out", "why"),
    [
        ("bao-cao.docx", None, renewal_words.NO_RETURN.format(file="bao-cao.docx")),
        ("bieu.xlsx", "moi.xls", renewal_words.OTHER_KIND.format(file="moi.xls", kind=".xlsx")),
        ("bieu.json", "moi.json", renewal_words.OTHER_KIND.format(file="moi.json", kind=".yaml")),
        ("bieu.xlsx", "bieu.xlsx", renewal_words.THERE_ALREADY.format(file="bieu.xlsx")),
        ("bieu.xlsx", "khong-co/moi.xlsx", renewal_words.NOT_WRITTEN.format(file=Path("khong-co/moi.xlsx"))),
        ("khong-co.xlsx", None, "Không tìm thấy tệp hoặc thư mục này.\n→ Kiểm tra lại tên và nơi để tệp."),
        (
            "rong.xlsx",
            None,
            "Tệp rỗng, không có nội dung nào.\n→ Tải hoặc chép lại tệp; tệp trên đám mây cần tải hẳn về máy.",
        ),
    ],
)
def test_what_cannot_be_migrated_is_said(
    given: str, out: str | None, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    case = Case(FOLDER / "dong-doi-ten.yaml")
    forms = history(tmp_path, monkeypatch, case.code, *case.versions())
    monkeypatch.chdir(tmp_path)
    case.write(Path("bieu.xlsx"), forms)
    Path("bieu.json").write_text(json.dumps(case.envelope()), "utf-8")
    Path("rong.xlsx").write_bytes(b"")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    done = CliRunner().invoke(main, ["migrate", given, *(["--out", out] if out else [])])
    assert (done.exit_code, done.stderr.strip(), done.stdout) == (2, why, "")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_a_migrated_workbook_is_the_same_bytes_on_every_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    case = Case(FOLDER / "cot-tach.yaml")
    forms = history(tmp_path, monkeypatch, case.code, *case.versions())
    sent = case.write(tmp_path / "bieu.xlsx", forms)
    for name in ("a.xlsx", "b.xlsx"):
        assert CliRunner().invoke(main, ["migrate", str(sent), "--out", str(tmp_path / name)]).exit_code == 1
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_is_of_today_need_not_be_moved(tmp_path: Path):
    sent = tmp_path / "bieu.xlsx"
    sent.write_bytes(workbooks.filled(catalogue.forms()["13B"]))
    done = CliRunner().invoke(main, ["migrate", str(sent)])
    assert (done.exit_code, done.stderr.strip()) == (2, "bieu.xlsx đã theo mẫu đang dùng, không cần chuyển.")
    assert [path.name for path in tmp_path.iterdir()] == ["bieu.xlsx"]


def test_whatever_a_dropped_value_holds_stays_a_comment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """No line break of any script ends the comment in which the value is kept."""
    case = Case(FOLDER / "muc-chi-co-cot-bo.yaml")
    forms = history(tmp_path, monkeypatch, case.code, *case.versions())
    given = case.envelope()
    given["data"]["I"]["van_ban"][0]["ghi_chu"] = "một\nhai\x85ba\u2028bốn\u2029 # năm"
    sent = tmp_path / "bieu.json"
    sent.write_text(json.dumps(given), "utf-8")
    assert CliRunner().invoke(main, ["migrate", str(sent)]).exit_code == 1
    made = tmp_path / "bieu-mau-moi.yaml"
    (new,) = read(made, forms).submissions
    assert "ghi_chu" not in new.envelope["data"]["I"]["van_ban"][0]
    assert r'data/I/van_ban/0/ghi_chu: "một\nhai\u0085ba\u2028bốn\u2029 # năm" (' in made.read_text("utf-8")


def test_the_copy_that_goes_back_is_of_the_template_in_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    case = Case(FOLDER / "chi-doi-chu.yaml")
    forms = history(tmp_path, monkeypatch, case.code, *case.versions())
    sent, copy = case.write(tmp_path / "bieu.xlsx", forms), tmp_path / "tra-lai.xlsx"
    assert CliRunner().invoke(main, ["validate", str(sent), "--annotate", str(copy)]).exit_code == 1
    new = returned(copy, forms, case.code)
    assert (new.renewal, new.envelope["version"]) == (None, "1.0.1")
    page = openpyxl.load_workbook(copy)["Biểu 1B"]
    note = page["D10"].comment
    assert page["D10"].value == "mười hai"
    assert note is not None
    assert "Tìm thấy “mười hai”" in note.text
