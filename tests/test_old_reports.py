"""Reports begun in the template of an older outline; each file of tests/old_reports is a case, worked out by hand.

A case makes later `versions` of today's outline, each by edits (tests/versions.py) of an `effect`, and checks the
complete report of today (with `blank`: the template as handed out) against the last: `findings` is all that is said
beside notes ({old} and {new} stand for the versions; those of a blank template are what today's outline says of it),
`became` the headings in force of some headings that the report prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from scripts import paths
from scripts.changes import changelog
from scripts.changes.versions import next_version
from scripts.documents import decode, read_yaml
from scripts.model.outline import Outline, build_outline
from scripts.model.report import identifier
from scripts.schema import catalogue
from scripts.submissions.docx import read_docx
from scripts.submissions.report import find_sections
from scripts.validation.report import check_report
from tests.reports import examples
from tests.test_report import said
from tests.versions import Version, write_outline

CASES = sorted((Path(__file__).parent / "old_reports").glob("*.yaml"))


def history(folder: Path, monkeypatch: pytest.MonkeyPatch, versions: list[Mapping[str, Any]]) -> Outline:
    """The outline in force after those versions; what was released before stands in the folder."""
    number, made = examples.OUTLINE.version, []
    for one in versions:
        number = next_version(number, one["effect"])
        made.append(Version(number, one["edits"], one["changes"], one.get("migration")))
    document = write_outline(folder, made)
    monkeypatch.setattr(paths, "RELEASED", folder / "released")
    monkeypatch.setattr(changelog, "CHANGELOG", folder / "changelog.yaml")
    return build_outline(document, catalogue.forms())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_report_in_an_older_template(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    case = read_yaml(decode(path.read_bytes()))
    sent = tmp_path / "bao-cao.docx"
    sent.write_bytes(examples.blank_bytes() if case.get("blank") else examples.valid_bytes())
    document = read_docx(sent)
    today = said(check_report(document, examples.OUTLINE))
    outline = history(tmp_path, monkeypatch, case["versions"])
    found = said(check_report(document, outline))
    if case.get("blank"):
        assert today
        assert [one for one in found if one[0] != "report-old-template"] == today
    else:
        facts = {"{old}": examples.OUTLINE.version, "{new}": outline.version}
        assert found == sorted((f["code"], f["path"], _filled(f["message"], facts)) for f in case["findings"])
    printed = {section.printed.key: section.heading.key for section in find_sections(document, outline).sections}
    for was, now in case.get("became", {}).items():
        assert printed[was] == now


def _filled(text: str, facts: Mapping[str, str]) -> str:
    for name, value in facts.items():
        text = text.replace(name, value)
    return text


def test_a_template_from_before_the_figures_changed(tmp_path: Path):
    document = examples.opened()
    document.core_properties.identifier = identifier(examples.OUTLINE)[:-8] + "00000000"
    document.save(str(tmp_path / "bao-cao.docx"))
    found = said(check_report(read_docx(tmp_path / "bao-cao.docx"), examples.OUTLINE))
    assert [code for code, _, _ in found] == ["report-old-figures"]


@pytest.mark.parametrize("version", ["", "1", "x.y.z", "../1.0.0", "1.0.0.0", "٣.0.0"])
def test_a_strange_version_is_no_older_one(version: str, tmp_path: Path):
    document = examples.opened()
    document.core_properties.identifier = f"so-ket-2-cap:outline@{version}:00000000"
    document.save(str(tmp_path / "bao-cao.docx"))
    found = said(check_report(read_docx(tmp_path / "bao-cao.docx"), examples.OUTLINE))
    assert [code for code, _, _ in found] == (["report-other-version"] if version else [])
