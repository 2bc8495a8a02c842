"""Who sent what: each file of tests/roster is a folder of several units, and the table that is shown of it.

`files` are made of the example package of a commune: its return for `form`, with other fields where given (null: none);
its report, with the unit that its front names; or, where nothing is said of the file, one that cannot be read. `table`
are the lines between the heading and the verdict.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from scripts import paths
from scripts.documents import decode, read_yaml
from scripts.pages import packages
from scripts.schema import catalogue, registry
from scripts.templates.report import report_bytes
from scripts.validation.formats import as_json, as_text
from scripts.validation.run import Outcome, check_packages, check_paths

FORMS = catalogue.forms()
CASES = sorted((Path(__file__).parent / "roster").glob("*.yaml"))
FINDINGS = Draft202012Validator(json.loads((paths.SCHEMAS / "findings.schema.json").read_text("utf-8")))


def written(files: Mapping[str, Mapping[str, Any] | None], folder: Path) -> Path:
    """The folder with the files of a case."""
    about, returns = packages.report("xa"), packages.envelopes("xa")
    for name, said in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if said is None:
            path.write_bytes(b"")
        elif "report" in said:
            path.write_bytes(report_bytes(catalogue.outline(), about["sections"], said["report"], about["front"]))
        else:
            envelope = {k: v for k, v in {**returns[said["form"]], **said}.items() if v is not None}
            path.write_text(yaml.safe_dump(envelope, allow_unicode=True), "utf-8")
    return folder


def table(outcome: Outcome, verbose: bool = False) -> list[str]:
    """The lines under the table's heading."""
    lines = as_text(outcome, verbose).splitlines()
    return lines[lines.index("Theo đơn vị:") + 1 : -1]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_table_says_who_sent_what(path: Path, tmp_path: Path):
    case = read_yaml(decode(path.read_bytes()))
    outcome = check_paths([written(case["files"], tmp_path)], FORMS)
    assert [line.strip() for line in table(outcome)] == case["table"]
    FINDINGS.validate(json.loads(as_json(outcome)))


def test_every_silent_unit_is_named_to_who_asks_and_to_programs(tmp_path: Path):
    files = {f"{code}.yaml": {"form": "1B", "unit": {"code": code}} for code in ("30307", "30577")}
    outcome = check_paths([written(files, tmp_path)], FORMS)
    names = [unit.name for code, unit in registry.units().items() if code not in ("30307", "30577")]
    assert len(names) == 102
    assert table(outcome, verbose=True)[-1].endswith(f" danh mục: {', '.join(names)}")
    assert [one["unit"] for one in json.loads(as_json(outcome))["roster"]["silent"]] == names


def test_where_all_have_sent_it_is_said(tmp_path: Path):
    files = {f"{code}.yaml": {"form": "2B", "unit": {"code": code}} for code in registry.units()}
    *lines, last = table(check_paths([written(files, tmp_path)], FORMS))
    assert [line.split("  ")[1] for line in lines] == [unit.name for unit in registry.units().values()]
    assert last.strip() == "Cả 104 đơn vị trong danh mục đều đã có tệp."


@pytest.mark.parametrize("units", [[{"code": "30307"}] * 2, [{"code": "30307"}, None], [None, None]])
def test_what_one_unit_sent_needs_no_table(units: list[dict[str, str] | None], tmp_path: Path):
    """Nor do returns of one unit beside some without any; nor a folder that is one unit's whole package."""
    forms = ("1B", "2B")
    files = {f"{form}.yaml": {"form": form, "unit": unit} for form, unit in zip(forms, units, strict=True)}
    outcome = check_paths([written(files, tmp_path)], FORMS)
    assert outcome.roster is None
    assert "Theo đơn vị" not in as_text(outcome)
    assert "roster" not in json.loads(as_json(outcome))


def test_the_folder_of_several_units_has_none_as_a_package(tmp_path: Path):
    files = {f"{n}-{f}.yaml": {"form": f, "unit": {"code": n}} for n in ("30307", "30577") for f in ("1B", "2B", "8B")}
    document = json.loads(as_json(check_packages([written(files, tmp_path)], FORMS)))
    FINDINGS.validate(document)
    assert "roster" not in document
    assert [(one["mixed"], one["unit"]) for one in document["packages"]] == [(True, "")]
