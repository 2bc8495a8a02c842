"""The files that a code host reads are what the host expects, and name what is there."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from scripts import paths

HOST = paths.ROOT / ".github"
ISSUE_FORMS = sorted(p for p in (HOST / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")


@pytest.mark.parametrize(
    ("grammar", "files"),
    [
        ("github-issue-forms", ISSUE_FORMS),
        ("github-issue-config", [HOST / "ISSUE_TEMPLATE" / "config.yml"]),
        ("github-workflows", sorted((HOST / "workflows").glob("*.yml"))),
        ("citation-file-format", [paths.ROOT / "CITATION.cff"]),
    ],
)
def test_the_host_understands_its_files(grammar: str, files: list[Path]):
    assert files
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{grammar}", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_path_that_has_an_owner_exists():
    lines = (HOST / "CODEOWNERS").read_text("utf-8").splitlines()
    owned = [line.split()[0] for line in lines if line and not line.startswith("#")]
    assert "/schemas/" in owned
    assert [path for path in owned if path != "*" and not (paths.ROOT / path.strip("/")).exists()] == []


def test_every_issue_form_asks_for_no_real_data():
    """Whoever opens a form to write about figures is told that the page is public."""
    for form in ISSUE_FORMS:
        asked = yaml.safe_load(form.read_text("utf-8"))["body"]
        about_figures = any(one["type"] == "textarea" for one in asked) and form.name[0] in "13"
        assert not about_figures or "số liệu thật" in form.read_text("utf-8"), form.name


def test_the_version_stands_in_three_places_and_is_one():
    project = tomllib.loads((paths.ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    cited = yaml.safe_load((paths.ROOT / "CITATION.cff").read_text("utf-8"))["version"]
    logged = (paths.ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ", 1)[1].split()[0]
    assert (cited, logged) == (project, project)


def test_hooks_run_what_is_there():
    (hooks,) = yaml.safe_load((paths.ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert hooks["repo"] == "local"
    commands = [hook["entry"].split() for hook in hooks["hooks"] if hook["language"] == "system"]
    assert [command[:2] for command in commands] == [[".venv/bin/python", "-m"]] * len(commands)
    assert {command[2] for command in commands} == {"scripts", "ruff", "mypy"}
