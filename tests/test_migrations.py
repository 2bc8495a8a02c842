"""Returns in older templates; each file of tests/migrations is a case, its expectations worked out by hand.

A case takes a completed example of today's `form`, makes later `versions` of the form (tests/versions.py), fills the
example into the template that was in force at `filled` (else today's), with `data` where it differs (by place; null
for none) and `envelope` likewise, and does the `damage` to it (tests/edits.py); the forms `with` it in one workbook are
of today. Then all of the following must be so, and nothing else:

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

from scripts import paths
from scripts.__main__ import main
from scripts.changes import changelog
from scripts.model.data import put
from scripts.model.form import Form, Place
from scripts.schema import catalogue
from scripts.schema.released import released
from scripts.submissions.read import read
from scripts.submissions.submission import Submission
from scripts.templates.workbook import workbook_bytes
from scripts.validation.run import check_paths
from scripts.wording.sheet import ASIDE, FINDINGS
from tests.edits import place_of
from tests.test_odd import damaged, example, flat, shown
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
    made = write(tmp_path / "schemas", case.code, case.versions())
    monkeypatch.setattr(paths, "RELEASED", tmp_path / "schemas" / "released")
    monkeypatch.setattr(changelog, "CHANGELOG", tmp_path / "schemas" / "changelog.yaml")
    monkeypatch.setattr(catalogue, "forms", lambda *_: made)
    return made


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
    assert done.exit_code == int(any(f["code"] == "old-template-breaks" for f in case.said["findings"])), done.output
    assert sent.read_bytes() == before
    assert sorted(path.name for path in sent.parent.glob("*.*")) == ["bieu-mau-moi.xlsx", "bieu.xlsx"]
    again = {one.code: one for one in read(made, forms).submissions}
    for one in old:
        form, new = forms[one.code], again[one.code]
        assert (new.renewal, new.envelope["version"]) == (None, form.version)
        assert flat(form, new.envelope.get("data", {})) == flat(form, one.envelope.get("data", {}))
        assert _about(new) == {key: value for key, value in _about(one).items() if key not in case.said.get("lost", ())}
    _lists_everything(openpyxl.load_workbook(made), next(one for one in old if one.code == case.code), again[case.code])
    found = check_paths([made], forms).findings
    assert Counter(f.code for f in found) == case.said.get("after", {}), "\n".join(map(str, found))


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


def test_what_is_of_today_need_not_be_moved(tmp_path: Path):
    sent = tmp_path / "bieu.xlsx"
    sent.write_bytes(workbook_bytes([catalogue.forms()["13B"]], [], {"13B": example("13B", 1)}))
    done = CliRunner().invoke(main, ["migrate", str(sent)])
    assert (done.exit_code, done.stderr.strip()) == (2, "bieu.xlsx đã theo mẫu đang dùng, không cần chuyển.")
    assert [path.name for path in tmp_path.iterdir()] == ["bieu.xlsx"]
