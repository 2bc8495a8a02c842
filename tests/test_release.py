"""Releasing freezes layouts, and the house rules hold every change to what was released."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from scripts import paths
from scripts.changes.diff import diff
from scripts.changes.release import release
from scripts.changes.snapshot import of_folder
from scripts.changes.versions import next_version
from scripts.model.outline import build_outline
from scripts.schema import catalogue
from scripts.schema.catalogue import load
from scripts.schema.house_rules import Problem, check_schemas
from tests.test_diff import rewrite, run

DAY = date(2027, 1, 5)
FIRST = """# Sổ thay đổi.
entries:
  - of: [1B, 2B]
    version: 1.0.0
    date: 2026-11-25
    changes: [Bản đầu.]
"""
ENTRY = """entries:
  # Ghi chú của người giữ kho.
  - of: [1B]
    version: 1.1.0
    changes:
      - Mỗi ô ghi từ 1 trở lên.
"""
MIGRATION = """    migration:
      rows:
        - {from: I.3, why: Không thống kê nữa.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A schema folder of two forms, both released."""
    made = tmp_path / "schemas"
    for code in ("1B", "2B"):
        for name in (f"forms/{code}.schema.json", f"released/{code}/1.0.0.schema.json"):
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(paths.RELEASED / code / "1.0.0.schema.json", made / name)
    sums = (paths.RELEASED / "SHA256SUMS").read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in sums if line.split()[1] in ("1B/1.0.0.schema.json", "2B/1.0.0.schema.json")]
    (made / "released/SHA256SUMS").write_text("".join(kept), "utf-8")
    (made / "changelog.yaml").write_text(FIRST, "utf-8")
    return made


def form(folder: Path, change: Callable[[Any], object], version: str = "") -> None:
    file = folder / "forms/1B.schema.json"
    rewrite(file, change)
    if version:
        rewrite(file, lambda document: document["x-form"].update(version=version))


def higher(document: Any) -> None:
    document["$defs"]["so_luong"]["minimum"] = 1


def shorter(document: Any) -> None:
    document["properties"].pop("I.3")
    document["required"].remove("I.3")
    document["x-rules"][2]["parts"].remove("I.3")


def log(folder: Path, entry: str) -> None:
    file = folder / "changelog.yaml"
    file.write_text(file.read_text("utf-8").replace("entries:\n", entry, 1), "utf-8")


def said(folder: Path) -> list[tuple[str, str]]:
    return [(problem.file, problem.rule) for problem in check_schemas(folder)]


def only(folder: Path) -> Problem:
    (problem,) = check_schemas(folder)
    return problem


# ------------------------------------------------------------ release


def test_a_release_freezes_the_layout_dates_the_entry_and_notes_the_sum(folder: Path):
    form(folder, higher, "1.1.0")
    log(folder, ENTRY)
    assert check_schemas(folder) == []
    before = (folder / "changelog.yaml").read_text("utf-8")
    assert [(one.code, one.version) for one in release(DAY, folder)] == [("1B", "1.1.0")]
    frozen = folder / "released/1B/1.1.0.schema.json"
    assert frozen.read_bytes() == (folder / "forms/1B.schema.json").read_bytes()
    wanted = before.replace("    version: 1.1.0\n", "    version: 1.1.0\n    date: 2027-01-05\n")
    assert (folder / "changelog.yaml").read_text("utf-8") == wanted
    digest = sha256(frozen.read_bytes()).hexdigest()
    assert f"{digest}  1B/1.1.0.schema.json\n" in (folder / "released/SHA256SUMS").read_text("utf-8")
    assert check_schemas(folder) == []
    assert release(DAY, folder) == ()


def test_nothing_is_released_as_long_as_an_entry_is_missing(folder: Path):
    form(folder, higher, "1.1.0")
    before = of_folder(folder).files
    assert [one.entry for one in release(DAY, folder)] == [None]
    assert of_folder(folder).files == before


def test_a_first_release_needs_nothing_that_was_released_before(folder: Path):
    shutil.rmtree(folder / "released")
    text = (folder / "changelog.yaml").read_text("utf-8")
    (folder / "changelog.yaml").write_text(text.replace("    date: 2026-11-25\n", ""), "utf-8")
    assert check_schemas(folder) == []
    assert len(release(date(2026, 11, 25), folder)) == 2
    assert (folder / "changelog.yaml").read_text("utf-8") == text
    assert (folder / "released/2B/1.0.0.schema.json").read_bytes() == (folder / "forms/2B.schema.json").read_bytes()


def test_the_command_refuses_while_a_rule_is_broken(tmp_path: Path):
    for name in ("schemas", "scripts"):
        shutil.copytree(paths.ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    release(date(2027, 1, 4), tmp_path / "schemas")  # whatever waits today
    form(tmp_path / "schemas", lambda document: document["x-form"].update(purpose="Lời khác."))
    before = of_folder(tmp_path).files
    done = run(tmp_path, "release", "--date", "2027-01-05")
    assert done.returncode == 1
    assert "chưa phát hành" in done.stdout
    assert of_folder(tmp_path).files == before
    assert run(tmp_path, "release").returncode == 2  # the day is given, never taken from a clock
    assert run(tmp_path, "release", "--date", "hôm nay").returncode == 2
    version = next_version(catalogue.forms()["1B"].version, "tightening")
    form(tmp_path / "schemas", lambda _: None, version)
    log(tmp_path / "schemas", ENTRY.replace("1.1.0", version))
    done = run(tmp_path, "release", "--date", "2027-01-05")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Đã phát hành 1 lược đồ.")


# ------------------------------------------------------------ rules


def test_a_form_that_was_released_is_not_deleted(folder: Path):
    (folder / "forms/2B.schema.json").unlink()
    assert "thì không xóa tệp" in only(folder).message


def test_of_a_version_that_waits_nothing_more_is_demanded(folder: Path):
    """Compared with what was not released either, only the change is told; compared with the release, all counts."""
    form(folder, higher, "1.1.0")
    log(folder, ENTRY)
    before = of_folder(folder)
    form(folder, lambda document: document["properties"]["I"].update({"x-guidance": "Khác."}))
    (part,) = diff(before, of_folder(folder)).parts
    assert [change.kind for change in part.changes] == ["guidance-changed"]
    assert (part.demand.least, part.demand.missing) == ("", ())
    assert check_schemas(folder) == []


def test_a_change_without_a_version_is_taught(folder: Path):
    form(folder, shorter)
    problem = only(folder)
    assert (problem.file, problem.rule) == ("forms/1B.schema.json", "accounted")
    assert "Cần phiên bản 2.0.0 trở lên (tăng số đầu), đang ghi 1.0.0: bỏ dòng “Hình thức khác” (I.3)" in (
        problem.message
    )
    assert "- of: [1B]" in problem.message
    assert '- {from: I.3, why: "Vì sao bỏ số liệu cũ: …"}' in problem.message


def test_a_breaking_change_is_sound_with_version_entry_and_migration(folder: Path):
    form(folder, shorter, "2.0.0")
    log(folder, ENTRY.replace("1.1.0", "2.0.0"))
    assert "chưa nói số liệu cũ đi đâu" in only(folder).message
    (folder / "changelog.yaml").write_text(FIRST, "utf-8")
    log(folder, ENTRY.replace("1.1.0", "2.0.0") + MIGRATION)
    assert check_schemas(folder) == []


def test_a_migration_names_what_there_is(folder: Path):
    form(folder, shorter, "2.0.0")
    log(folder, ENTRY.replace("1.1.0", "2.0.0") + MIGRATION + "        - {from: I.7, to: I.8}\n")
    messages = [problem.message for problem in check_schemas(folder)]
    assert ["bản trước không có 'I.7'" in messages[0], "bản này không có 'I.8'" in messages[1]] == [True, True]
    assert len(messages) == 2


def test_what_was_pasted_is_written_anew(folder: Path):
    form(folder, shorter, "2.0.0")
    log(folder, ENTRY.replace("1.1.0", "2.0.0") + MIGRATION.replace("Không thống kê nữa.", '"Vì sao bỏ số liệu cũ: …"'))
    assert "mục 1B 2.0.0 còn lời mẫu 'Vì sao bỏ số liệu cũ: …'" in only(folder).message


def test_a_migration_names_choices_that_there_are(folder: Path):
    form(folder, shorter, "2.0.0")
    columns = "      columns:\n        - {from: tong_so, to: tong_so, values: {khong: co}}\n"
    log(folder, ENTRY.replace("1.1.0", "2.0.0") + MIGRATION + columns)
    messages = [problem.message for problem in check_schemas(folder)]
    assert [("bản trước" in m, "bản này" in m, "lựa chọn" in m) for m in messages] == [
        (True, False, True),
        (False, True, True),
    ]


def test_what_was_released_stays(folder: Path):
    frozen = folder / "released/2B/1.0.0.schema.json"
    original = frozen.read_bytes()
    frozen.write_bytes(original + b"\n")
    assert said(folder) == [("released/2B/1.0.0.schema.json", "frozen")]
    frozen.unlink()
    assert ("released/2B/1.0.0.schema.json", "frozen") in said(folder)
    frozen.write_bytes(original)
    assert check_schemas(folder) == []
    (folder / "released/2B/1.5.0.schema.json").write_bytes(original)
    assert ("released/2B/1.5.0.schema.json", "frozen") in said(folder)


def test_a_version_is_never_below_what_was_released(folder: Path):
    form(folder, lambda _: None, "0.9.0")
    assert ("forms/1B.schema.json", "versions_rise") in said(folder)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (ENTRY, "mục 1B 1.1.0: không có phiên bản này; lược đồ đang ghi 1.0.0"),
        (ENTRY.replace("1.1.0", "1.0.0"), "mục 1B 1.0.0 ghi hai lần"),
        (ENTRY.replace("1B", "99B"), "mục 99B 1.1.0: không có phiên bản này"),
    ],
)
def test_an_entry_is_of_a_version_that_there_is(folder: Path, entry: str, message: str):
    log(folder, entry)
    assert any(message in problem.message for problem in check_schemas(folder))


def test_only_a_release_writes_a_day(folder: Path):
    form(folder, higher, "1.1.0")
    log(folder, ENTRY.replace("1.1.0\n", "1.1.0\n    date: 2027-01-05\n"))
    assert "chưa phát hành; bỏ date" in only(folder).message


def test_what_was_released_has_an_entry(folder: Path):
    file = folder / "changelog.yaml"
    file.write_text(FIRST.replace("[1B, 2B]", "[2B]"), "utf-8")
    assert only(folder).message == "thiếu mục 1B 1.0.0 của bản đã phát hành"


@pytest.mark.parametrize(
    "entry",
    [
        "entries:\n  - {of: [1B], version: 1.1.0, changes: []}\n",
        "entries:\n  - {of: [1B], version: 1.1.0, changes: [x], doi: y}\n",
        "entries:\n  - {of: [1B, 2B], version: 2.0.0, changes: [x], migration: {why: y}}\n",
        "entries:\n  - {of: [1B], version: 2.0.0, changes: [x], migration: {rows: [{from: I.1}]}}\n",
        "entries:\n  - {of: [1B], version: 2.0.0, changes: [x], migration: {rows: [{to: I.1}]}}\n",
    ],
)
def test_the_changelog_obeys_its_grammar(folder: Path, entry: str):
    log(folder, entry)
    assert ("changelog.yaml", "dialect") in said(folder)


def test_every_outline_that_was_released_can_still_be_read():
    files = sorted((paths.RELEASED / "outline").iterdir())
    assert files
    for file in files:
        assert build_outline(load(file), catalogue.forms()).version == file.name.removesuffix(".schema.json")


def test_the_sums_are_what_other_tools_read():
    lines = (paths.RELEASED / "SHA256SUMS").read_text("utf-8").splitlines()
    found = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    files = {path.relative_to(paths.RELEASED).as_posix(): path for path in paths.RELEASED.rglob("*.json")}
    assert found == {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    assert len(files) >= 15
