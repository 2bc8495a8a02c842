"""Imports run downwards only, each library has its place, and checking a return starts without the heavy ones."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from scripts import paths
from tests.workbooks import FORMS, filled

# From the ground up; what stands on one line does not know of its neighbours.
LAYERS = (
    ("paths", "documents", "findings", "archive", "folding", "github"),
    ("model",),
    ("schema.catalogue", "schema.faults"),
    ("schema.registry", "schema.released"),
    ("changes",),
    ("wording",),
    ("templates", "submissions", "blanks"),
    ("validation",),
    ("pages", "usage"),
    ("schema.file_rules", "schema.form_rules", "schema.history_rules"),
    ("schema.blank_rules",),
    ("schema.house_rules", "build"),
    ("drafting",),
    ("__main__",),
)
SOURCES = sorted((paths.ROOT / "scripts").rglob("*.py"))
# Which parts may know a library that is not Python's own; none may know what only tests use.
LIBRARIES = {
    "click": {"__main__", "usage"},
    "jinja2": {"pages"},
    "markupsafe": {"pages", "drafting.picture"},
    "xlsxwriter": {"templates"},
    "docx": {"templates", "blanks"},
    "openpyxl": {"blanks.read_xlsx"},
    "yaml": {"documents", "pages.site"},  # returns and schemas are read strictly in one place; pages only write it
    "xlrd": {"submissions.xls_worker"},  # in a process of its own
    "jsonschema": {"schema.file_rules", "validation"},
    "jsonschema_rs": {"validation.json_schema"},
    "jsonschema_specifications": {"schema.file_rules"},
}
HEAVY = {"mkdocs", "material", "jinja2", "xlsxwriter", "openpyxl", "hypothesis", "playwright", "pytest", "docx"}


def name_of(path: Path) -> str:
    """A module's name below `scripts`; packages by their own name."""
    parts = path.relative_to(paths.ROOT / "scripts").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> Iterator[str]:
    """Every module that the file imports anywhere, and for `from a import b` also a.b, which may be a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(path: Path) -> set[str]:
    """The modules of this project that the file imports."""
    known = {name_of(source) for source in SOURCES}
    return {name.removeprefix("scripts.") for name in imports(path) if name.removeprefix("scripts.") in known} - {""}


def part_of(module: str, parts: tuple[str, ...]) -> str | None:
    return next((part for part in parts if module == part or module.startswith(part + ".")), None)


def layer(module: str) -> tuple[int, str]:
    """The layer of a module and its part of it."""
    found = [(rank, part) for rank, parts in enumerate(LAYERS) if (part := part_of(module, parts))]
    assert len(found) == 1, f"{module} needs a place in LAYERS"
    return found[0]


MODULES = [source for source in SOURCES if name_of(source) not in ("", "schema")]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_below(path: Path):
    rank, part = layer(name_of(path))
    for module in own(path) - {name_of(path), part, "schema"}:
        below, other = layer(module)
        assert below < rank or other == part, f"{name_of(path)} must not know {module}"


def test_no_module_needs_itself():
    graph = {name_of(path): {m for m in own(path) if m != name_of(path).partition(".")[0]} for path in SOURCES}
    assert set(TopologicalSorter(graph).static_order()) >= set(graph)


def test_packages_import_nothing():
    for path in SOURCES:
        if path.name == "__init__.py":
            (only,) = ast.parse(path.read_text("utf-8")).body
            assert isinstance(only, ast.Expr), f"{path} holds more than its description"


def test_each_library_has_its_place():
    for path in SOURCES:
        outside = {name.partition(".")[0] for name in imports(path)} - {"scripts"} - sys.stdlib_module_names
        for library in outside:
            assert part_of(name_of(path), tuple(LIBRARIES.get(library, ()))), f"{name_of(path)} must not know {library}"


def test_nothing_in_the_product_knows_the_tests():
    for path in SOURCES:
        assert not [name for name in imports(path) if name.partition(".")[0] == "tests"]


_LOADED = """
import sys
from scripts.__main__ import main
for file in sys.argv[1:]:
    try:
        main(["validate", file], standalone_mode=False)
    except SystemExit as end:
        assert end.code == 0, end.code
print("LOADED", *{name.partition(".")[0] for name in sys.modules})
"""


def loaded(*files: Path) -> set[str]:
    """The top-level modules in memory once the files have been checked."""
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *map(str, files)],
        cwd=paths.ROOT, capture_output=True, encoding="utf-8", check=True, env={"PATH": "", "PYTHONUTF8": "1"},
    )  # fmt: skip
    return set(done.stdout.split("LOADED", 1)[1].split())


def test_checking_a_return_loads_nothing_heavy(tmp_path: Path):
    (tmp_path / "a.xlsx").write_bytes(filled(FORMS["1B"]))
    (tmp_path / "a.json").write_text('{"form": "1B"}', "utf-8")
    for_a_sound_one = loaded(tmp_path / "a.xlsx")
    assert "jsonschema_rs" in for_a_sound_one
    assert for_a_sound_one & (HEAVY | {"jsonschema"}) == set()


def test_the_command_itself_loads_next_to_nothing():
    assert loaded() & (HEAVY | {"yaml", "jsonschema"}) == set()
