"""The synthetic packages: each return and report is clean alone, and all of a unit's files agree with one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.model.package import Package
from scripts.schema import catalogue
from scripts.submissions.from_document import read_document
from scripts.validation.check import check_submission
from scripts.validation.run import Report, check_packages
from tests.case_files import CASES
from tests.packaged import PACKAGES, build, envelopes

FORMS = catalogue.forms()
FOLDERS = sorted(path for path in PACKAGES.iterdir() if path.is_dir())
each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    """The report on each package as it is sent, by the name of its folder."""
    sent = tmp_path_factory.mktemp("packages")
    for folder in FOLDERS:
        build(folder, sent / folder.name)
    return {folder.name: check_packages([sent / folder.name], FORMS) for folder in FOLDERS}


@each_folder
def test_each_return_alone_has_no_findings(folder: Path):
    for code in envelopes(folder):
        path = folder / f"{code}.yaml"
        assert check_submission(read_document(path, path.name, FORMS), FORMS) == [], path.name


@each_folder
def test_a_package_as_sent_has_no_faults(folder: Path, checked: dict[str, Report]):
    found = checked[folder.name].findings
    assert [(f.file, f.path, f.message) for f in found if f.severity != "note"] == []
    assert {f.code for f in found} == {"figure-explained"}


@each_folder
def test_a_package_holds_what_its_sources_say(folder: Path, checked: dict[str, Report]):
    (package,) = checked[folder.name].packages
    given = envelopes(folder)
    assert states(package) == {
        code: "nil" if "nil" in envelope else "attached" if "attached" in envelope else "filled"
        for code, envelope in given.items()
        if not FORMS[code].added
    }
    assert package.unit == given["1B"]["unit"]["name"]
    assert package.report
    assert package.sheet


def states(package: Package) -> dict[str, str]:
    return {entry.form: entry.state for entry in package.entries}


def test_between_them_the_packages_show_every_way_to_answer(checked: dict[str, Report]):
    ways = {state for report in checked.values() for state in states(report.packages[0]).values()}
    assert ways == {"filled", "nil", "attached"}


def test_the_published_sheet_of_figures_is_that_of_the_commune():
    published = min((CASES / "PRS" / "valid").glob("*.yaml"))
    assert read_document(published, published.name, FORMS).envelope == envelopes(PACKAGES / "xa")["PRS"]
