"""List the project's own modules with the sentence that each opens with."""

from __future__ import annotations

import ast
from itertools import groupby
from pathlib import Path

from scripts import paths

Package = tuple[str, str, list[tuple[str, str]]]


def packages(folder: Path = paths.ROOT / "scripts") -> list[Package]:
    """Every package by name, the top one first: its path, its sentence, its modules with theirs."""
    files = sorted(folder.rglob("*.py"), key=lambda file: (file.parent.as_posix(), file.name))
    made = []
    for parent, inside in groupby(files, key=lambda file: file.parent):
        said = {file.name: _opening(file) for file in inside}
        about = said.pop("__init__.py", "")
        made.append((f"{parent.relative_to(folder.parent).as_posix()}/", about, list(said.items())))
    return made


def _opening(file: Path) -> str:
    """The first sentence of a module."""
    docstring = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return " ".join(docstring.split("\n\n")[0].split())
