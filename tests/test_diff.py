"""The command `diff` on real git revisions and folders: what it shows, its exit codes, what it refuses."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from scripts import paths
from tests import first

CHANGES = Draft202012Validator(json.loads((paths.SCHEMAS / "changes.schema.json").read_text("utf-8")))
FORM = Path("schemas/forms/1B.schema.json")


def git(checkout: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Thử", "-c", "user.email=thu@example.invalid", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(checkout), *who, *arguments], check=True, capture_output=True)


def rewrite(file: Path, change: Callable[[Any], object]) -> None:
    document = json.loads(file.read_text("utf-8"))
    change(document)
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")


def run(checkout: Path, verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a maintainer does, in the checkout."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts", verb, *arguments],
        cwd=checkout, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def changed(checkout: Path, *arguments: str) -> dict[str, Any]:
    done = run(checkout, "diff", *arguments, "--format", "json")
    found: dict[str, Any] = json.loads(done.stdout)
    CHANGES.validate(found)
    return found


def kinds(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(part["code"], change["kind"]) for part in found["parts"] for change in part["changes"]]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository: an empty root, the tag v1 with the schemas, then a limit raised, then an edit not committed."""
    folder = tmp_path_factory.mktemp("một kho")
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=empty")
    git(folder, "tag", "empty")
    leave = shutil.ignore_patterns("__pycache__")
    first.schemas(folder / "schemas")
    shutil.copytree(paths.ROOT / "scripts", folder / "scripts", ignore=leave)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=first")
    git(folder, "tag", "v1")
    rewrite(folder / FORM, lambda form: form["$defs"]["so_luong"].update(minimum=1))
    (folder / "schemas" / "glossary.yaml").write_text(
        (folder / "schemas" / "glossary.yaml").read_text("utf-8").replace("long: Ban Chỉ đạo\n", "long: Ban chỉ đạo\n"),
        "utf-8",
    )
    git(folder, "commit", "--quiet", "--all", "--message=second")
    rewrite(folder / FORM, lambda form: form["properties"].pop("I.3"))
    return folder


def test_two_revisions(checkout: Path):
    found = changed(checkout, "v1", "main")
    assert kinds(found) == [("1B", "limit-tightened")] * 4
    (part,) = found["parts"]
    assert (part["was"], part["now"], part["least"]) == ("1.0.0", "1.0.0", "1.1.0")
    assert part["missing"] == ["version", "entry"]
    assert part["changes"][0]["after"] == {"column": "tong_so"}
    assert (part["changes"][0]["was"], part["changes"][0]["now"]) == (0, 1)
    assert found["files"] == [{"file": "glossary.yaml", "was": True, "now": True, "paths": ["/entries/bcd/long"]}]


def test_a_revision_and_what_is_being_worked_on(checkout: Path):
    assert kinds(changed(checkout, "main")) == [("1B", "row-removed")]
    assert ("1B", "row-removed") in kinds(changed(checkout, "v1"))
    assert ("1B", "limit-tightened") in kinds(changed(checkout, "HEAD~1"))


def test_what_was_released_is_the_default(checkout: Path):
    found = changed(checkout)
    assert set(kinds(found)) == {("1B", "limit-tightened"), ("1B", "row-removed")}
    assert found["files"] == []  # of other files nothing was kept


def test_two_folders(checkout: Path, tmp_path: Path):
    here = str(tmp_path)
    first.schemas(tmp_path / "schemas")
    assert kinds(changed(checkout, here, str(tmp_path / "schemas"))) == []
    assert ("1B", "row-removed") in kinds(changed(checkout, here, str(checkout)))


def test_a_form_that_comes_and_one_that_goes(checkout: Path, tmp_path: Path):
    shutil.copytree(paths.SCHEMAS, tmp_path / "schemas")
    (tmp_path / "schemas/forms/10B.schema.json").unlink()
    assert kinds(changed(checkout, str(paths.ROOT), str(tmp_path))) == [("10B", "form-removed")]
    done = run(checkout, "diff", str(paths.ROOT), str(tmp_path), "--check")
    assert (done.returncode, "Biểu đã phát hành thì không xóa tệp" in done.stdout) == (1, True)
    found = changed(checkout, str(tmp_path), str(paths.ROOT))
    assert kinds(found) == [("10B", "form-added")]
    assert found["sound"]


def test_exit_codes(checkout: Path):
    assert run(checkout, "diff", "v1", "v1", "--check").returncode == 0
    assert run(checkout, "diff", "v1", "main").returncode == 0
    assert run(checkout, "diff", "v1", "main", "--check").returncode == 1


def test_the_text_says_what_to_do(checkout: Path):
    said = run(checkout, "diff", "v1").stdout
    assert "MẤT NGHĨA – số liệu đã ghi ở đó không còn chỗ:\n    - bỏ dòng “Hình thức khác” (I.3)" in said
    assert "Cần phiên bản 2.0.0 trở lên (tăng số đầu), đang ghi 1.0.0" in said
    assert "  - of: [1B]\n    version: 2.0.0\n" in said
    assert '        - {from: I.3, why: "Vì sao bỏ số liệu cũ: …"}' in said
    assert said.rstrip().endswith("Kết luận: CÒN THIẾU ở Biểu 1B; 1 mất nghĩa, 4 chặt hơn.")
    assert run(checkout, "diff", "v1", "v1").stdout.endswith("Kết luận: Không có gì đổi.\n")


def test_the_summary_of_a_pull_request(checkout: Path):
    said = run(checkout, "diff", "v1", "--format", "markdown").stdout
    assert "| MẤT NGHĨA | bỏ dòng “Hình thức khác” (I.3) | số liệu đã ghi ở đó không còn chỗ |" in said
    assert "```yaml\n  - of: [1B]\n" in said


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--", "-v1"), "Git không có bản -v1"),
        (("khong-co",), "Git không có bản khong-co"),
        (("v1", "v1:schemas"), "Git không có bản v1:schemas"),
        (("empty",), "empty không có thư mục schemas/forms"),
        (("scripts",), "scripts không có thư mục schemas/forms"),
        (("--output=x",), "Không có tùy chọn “--output”"),
        (("a", "b", "c"), "có phần thừa"),
    ],
)
def test_what_cannot_be_compared_is_refused(checkout: Path, arguments: tuple[str, ...], reason: str):
    done = run(checkout, "diff", *arguments)
    assert (done.returncode, reason in done.stderr) == (2, True), done.stderr


def test_outside_a_repository_git_says_why(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for name in ("schemas", "scripts"):
        shutil.copytree(checkout / name, tmp_path / name)
    done = run(tmp_path, "diff", "v1")
    assert done.returncode == 2
    assert done.stderr.startswith("Git không đọc được v1: ")


@pytest.mark.parametrize("content", ["{", '{"x-form": {}}', "[]"])
def test_a_file_that_cannot_be_read_is_named(checkout: Path, tmp_path: Path, content: str):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "1B.schema.json").write_text(content, "utf-8")
    done = run(checkout, "diff", str(tmp_path), "v1")
    assert done.returncode == 2
    assert "Không đọc được forms/1B.schema.json" in done.stderr
