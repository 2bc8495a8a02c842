"""Released layouts: every one can still be read, none is read before it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import paths
from scripts.pages.downloads import schemas
from scripts.schema.house_rules import check_schemas
from scripts.schema.released import number, released

FILES = sorted(path for path in paths.RELEASED.rglob("*.schema.json") if path.parent.name != "outline")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_released_layout_is_what_its_path_says(file: Path):
    edition = (file.parent.name, file.name.removesuffix(".schema.json"))
    form = released()[edition]
    assert (form.code, form.version) == edition


def test_every_released_layout_is_listed():
    assert len(released()) == len(FILES) >= 14
    assert ("1B", "1.0.0") in released()


def test_only_what_is_asked_for_is_read(tmp_path: Path):
    for version in ("1.0.0", "2.0.0"):
        (tmp_path / "1B").mkdir(exist_ok=True)
        (tmp_path / "1B" / f"{version}.schema.json").write_text("no schema at all", "utf-8")
    (tmp_path / "1B" / "1.0.0.schema.json").write_bytes((paths.RELEASED / "1B" / "1.0.0.schema.json").read_bytes())
    found = released(tmp_path)
    assert list(found) == [("1B", "1.0.0"), ("1B", "2.0.0")]
    assert found["1B", "1.0.0"] is found["1B", "1.0.0"]
    assert ("1B", "../1B/1.0.0") not in found
    with pytest.raises(KeyError):
        found["1B", "9.9.9"]


def test_rules_of_today_do_not_hold_what_was_released(tmp_path: Path):
    (tmp_path / "released" / "1B").mkdir(parents=True)
    (tmp_path / "released" / "1B" / "1.0.0.schema.json").write_text('{"x-of-another-day": 1}', "utf-8")
    assert check_schemas(tmp_path) == []


def test_only_schemas_in_force_are_published():
    assert not [path for path, _ in schemas() if "released" in path]


def test_versions_count_by_their_numbers():
    assert sorted(["1.10.0", "1.9.0", "2.0.0"], key=number) == ["1.9.0", "1.10.0", "2.0.0"]
