"""Every command on the page for maintainers is run, in order, in a copy of the repository, with what people do between.

The copy is a checkout of its own with the environment of the tests; official blanks are those that tests draw.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scripts import paths
from scripts.changes.release import release
from scripts.changes.versions import next_version
from scripts.pages import places, site
from tests.workbooks import FORMS
from tests.workbooks import filled as filled_before

PAGE = next(page for path, page in site.pages(defaultdict(str)) if path == places.REPOSITORY)
(CODE,) = re.findall(r"new-form (\S+) --from", PAGE)  # the form that the page takes for its example
FILE = CODE.lower()
_BLOCK = re.compile(r"^( *)```sh\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
SLOW = ("make test", "make site")  # each once: the first time finds what a second would


@dataclass
class Checkout:
    """A copy of the repository in which commands run as a maintainer types them."""

    folder: Path
    done: list[str] = field(default_factory=list)
    said: str = ""

    def run(self, command: str) -> str:
        """Run one line of the page; its output, and a failure if it fails."""
        if command in SLOW and command in self.done:
            return ""
        person = {f"GIT_{who}_{what}": "thu@vi.du" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        # The whole suite inside itself would never end: what names the new form stands for it.
        narrowed = {"PYTEST_ARGS": f"tests/test_cases.py tests/test_templates.py -q -n 0 -p no:cacheprovider -k {CODE}"}
        environment = {**os.environ, **person, **narrowed}
        for name in ("PYTEST_CURRENT_TEST", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_TESTRUNUID", "MAKEFLAGS"):
            environment.pop(name, None)
        shown = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=environment, capture_output=True, text=True,
            encoding="utf-8", check=False, timeout=900,
        )  # fmt: skip
        self.said = shown.stdout + shown.stderr
        assert shown.returncode == 0, f"{command}\n{self.said}"
        self.done.append(command)
        return self.said

    def edit(self, name: str, change: Callable[[dict[str, Any]], object]) -> None:
        """Change a JSON file as an editor would save it."""
        path = self.folder / name
        document = json.loads(path.read_text("utf-8"))
        change(document)
        path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")

    def paste(self, stub: str) -> None:
        """Put an entry at the head of the changelog."""
        path = self.folder / "schemas" / "changelog.yaml"
        path.write_text(path.read_text("utf-8").replace("entries:\n", f"entries:\n{stub}", 1), "utf-8")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    folder = tmp_path_factory.mktemp("kho") / "so-ket"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=paths.ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (paths.ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(paths.ROOT / name, folder / name)
    _environment(folder / ".venv")
    release(date(2026, 11, 30), folder / "schemas")  # whatever waits today
    made = Checkout(folder)
    made.run("git init --quiet --initial-branch main && git add --all && git commit --quiet --message đầu")
    made.done.clear()
    return made


def _environment(venv: Path) -> None:
    """An environment that is the one of this run, and counts as filled from the locks."""
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(Path(sys.executable).resolve())
    for tool in (Path(sys.prefix) / "bin").iterdir():
        if not tool.name.startswith(("python", "activate")):
            (venv / "bin" / tool.name).symlink_to(tool)
    (venv / "lib").symlink_to(Path(sys.prefix) / "lib")
    config = Path(sys.prefix) / "pyvenv.cfg"
    home = Path(sys.executable).resolve().parent
    (venv / "pyvenv.cfg").write_text(config.read_text() if config.exists() else f"home = {home}\n")
    for stamp in ("site.stamp", "test.stamp"):
        (venv / stamp).touch()


def blocks(chapter: str) -> Iterator[list[str]]:
    """The commands of each block in a chapter of the page, given by its anchor."""
    text = PAGE.partition(f"{{ #{chapter} }}")[2].partition("\n## ")[0]
    for _, block in _BLOCK.findall(text):
        yield [line.strip() for line in block.splitlines() if line.strip()]


def filled(checkout: Checkout, name: str, cells: dict[str, Any], unit: str = "Đảng ủy Ví Dụ (giả định)") -> None:
    """Fill in the template of the new form in Excel and save it."""
    book = openpyxl.load_workbook(checkout.folder / "docs" / "downloads" / f"bieu-{FILE}.xlsx")
    fields = {name.removeprefix("BM_field_"): place.attr_text for name, place in book.defined_names.items()}
    for what, value in (("unit", unit), ("unit_kind", "Đảng ủy trực thuộc Tỉnh ủy" if unit else None)):
        sheet, cell = fields[what].replace("'", "").replace("$", "").split("!")
        book[sheet][cell] = value
    for cell, value in cells.items():
        book[f"Biểu {CODE}"][cell] = value
    book.save(checkout.folder / name)


def test_the_page_has_commands_in_every_chapter():
    assert [len(list(blocks(chapter))) > 0 for chapter in ("them-bieu", "sua-bieu", "phat-hanh")] == [True] * 3


# What a person does between the commands


def blank_arrives(checkout: Checkout) -> None:
    shutil.copyfile(paths.ROOT / "tests" / "blanks" / "hai-cap-nhan.xlsx", checkout.folder / f"mau-{FILE}.xlsx")


def decided(checkout: Checkout) -> None:
    def decide(schema: dict[str, Any]) -> None:
        issued = {"name": "Công văn giả định", "number": "01-CV/VD", "date": "2026-11-01"}
        schema["x-form"]["blank"]["document"] = issued
        del schema["x-form"]["known"]

    checkout.edit(f"schemas/forms/{CODE}.schema.json", decide)


def entry_pasted(checkout: Checkout) -> None:
    (stub,) = re.findall(rf"^(  - of: \[{CODE}\]\n(?:    .*\n)+)", checkout.said, re.MULTILINE)
    checkout.paste(stub)


def filled_right(checkout: Checkout) -> None:
    filled(checkout, "dung-1.xlsx", {"D10": 12.5, "E10": 10, "F10": "Đã nghiệm thu (ví dụ)", "D14": 3, "E14": 0})
    filled(checkout, "dung-2.xlsx", {"D11": 1})


def filled_wrong(checkout: Checkout) -> None:
    right = {"D10": 12.5, "E10": 10}
    filled(checkout, "sai-1.xlsx", {**right, "E10": "mười"})
    others: dict[str, dict[str, Any]] = {
        "so-am": {**right, "D10": -1},
        "so-am-tong": {**right, "D16": -5},
        "hai-o-am": {"D10": -1, "E10": -2},
        "so-qua-lon": {**right, "D14": 10**16},
        "chu-o-hai-dong": {"D10": "x", "D11": "chưa rõ"},
        "chu-dai-qua": {**right, "F10": "dài " * 600},
    }
    for name, cells in others.items():
        filled(checkout, f"{name}.xlsx", cells)
    filled(checkout, "thieu-don-vi.xlsx", right, unit="")
    for name in (*others, "thieu-don-vi"):
        checkout.run(f".venv/bin/python -m scripts example {name}.xlsx tests/cases/{CODE}/invalid/{name}.yaml")


HANDS: dict[str, Callable[[Checkout], None]] = {
    f".venv/bin/python -m scripts new-form {CODE} --from mau-{FILE}.xlsx": blank_arrives,
    "make diff": decided,
    "make check": entry_pasted,
    ".venv/bin/python -m scripts validate dung-1.xlsx": filled_right,
    f".venv/bin/python -m scripts example sai-1.xlsx tests/cases/{CODE}/invalid/chu-trong-o-so.yaml": filled_wrong,
}


# The three chapters follow each other in one copy, as in a maintainer's year.


def test_a_form_is_added_from_its_official_blank(checkout: Checkout):
    for block in blocks("them-bieu"):
        for command in block:
            if command in HANDS:
                HANDS[command](checkout)
            checkout.run(command)
    assert {"make test", "make site"} <= set(checkout.done)
    page = (checkout.folder / "site" / "bieu" / FILE / "index.html").read_text("utf-8")
    assert "Đã giải ngân" in page
    assert checkout.run("git status --porcelain --untracked-files=no") == ""


NEXT = next_version(FORMS["1B"].version, "tightening")
MOST = 987_654_321


def limit_tightened(checkout: Checkout) -> None:
    """No figure may exceed a limit, and a line of guidance is new; a unit has filled in the template before."""

    def tighten(schema: dict[str, Any]) -> None:
        schema["x-form"]["version"] = NEXT
        schema["$defs"]["so_luong"]["maximum"] = MOST
        next(iter(schema["properties"].values()))["x-guidance"] = "Chỉ đếm những lần đã tổ chức."

    (checkout.folder / "cu.xlsx").write_bytes(filled_before(FORMS["1B"]))
    checkout.edit("schemas/forms/1B.schema.json", tighten)
    checkout.paste(f'  - of: [1B]\n    version: {NEXT}\n    changes: ["Mỗi ô có mức lớn nhất."]\n')


def test_a_form_is_changed_and_an_old_return_moves(checkout: Checkout):
    limit_tightened(checkout)
    for block in blocks("sua-bieu"):
        for command in block:
            checkout.run(command)
    assert (checkout.folder / "moi.xlsx").is_file()


def test_the_cases_of_the_changed_form_are_green_again(checkout: Checkout):
    """Only they were written, and what they demand of a check says the new limit."""
    written = checkout.run("git diff --name-only tests").split()
    assert len(written) > len(list((paths.CASES / "1B").rglob("*.yaml")))
    assert {Path(name).parts[1:3] for name in written} == {("cases", "1B"), ("packages", "tinh"), ("packages", "xa")}
    assert "đến 987.654.321" in checkout.run("git diff tests")
    shown = checkout.run(".venv/bin/python -m pytest tests/test_cases.py -q -n 0 -p no:cacheprovider -k 1B")
    assert " passed" in shown
    checkout.run("git add schemas tests && git commit --quiet --message sửa")


def test_what_was_changed_is_released(checkout: Checkout):
    for block in blocks("phat-hanh"):
        for command in block:
            checkout.run(command)
    released = checkout.folder / "schemas" / "released"
    assert (released / CODE / "2.0.0.schema.json").is_file()
    assert (released / "1B" / f"{NEXT}.schema.json").is_file()
    assert checkout.run("git tag") == "ban-2026-12-01\n"
    assert checkout.run("git status --porcelain --untracked-files=no") == ""
    assert "Không có gì đổi" in checkout.run("make diff")
