"""New versions of forms for tests: a schema folder as it would stand years on, made by edits of the first release.

An edit is one of: {set: PATH, to: VALUE}; {remove: PATH}; {rename: PATH, to: NAME}, which keeps the order;
{add: PATH, as: VALUE, after: NAME}, at the end without `after`, as a copy with {like: PATH}; {order: PATH, names: […]}.
A path is written with slashes, and leads through the schema of the form: properties/I.1/title.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.model.form import Form
from scripts.schema import catalogue
from tests.first import FORMS, schema

Document = dict[str, Any]
Edit = Mapping[str, Any]


@dataclass(frozen=True)
class Version:
    """The next version of a form: its number, the edits that make it of the one before, and its changelog entry."""

    number: str
    edits: Sequence[Edit]
    changes: Sequence[str]
    migration: Mapping[str, Any] | None = None


def edited(document: Document, edits: Sequence[Edit], version: str = "") -> Document:
    """The schema after all edits, as that version."""
    made = deepcopy(document)
    for edit in edits:
        _edit(made, edit)
    if version:
        made["x-form" if "x-form" in made else "x-outline"]["version"] = version
    return made


def _edit(document: Document, edit: Edit) -> None:
    kind = next(key for key in ("set", "remove", "rename", "add", "order") if key in edit)
    *above, name = edit[kind].split("/")
    node: Any = document
    for step in above:
        node = node[int(step) if isinstance(node, list) else step]
    if kind == "set":
        if isinstance(node, list):
            node[int(name) : int(name) + 1] = [deepcopy(edit["to"])]
        else:
            node[name] = deepcopy(edit["to"])
    elif kind == "remove":
        del node[int(name) if isinstance(node, list) else name]
    elif kind == "rename":
        _reorder(node, {edit["to"] if key == name else key: value for key, value in node.items()})
    elif kind == "add":
        made = {**(deepcopy(at(document, edit["like"])) if "like" in edit else {}), **deepcopy(edit.get("as", {}))}
        before = list(node)[: list(node).index(edit["after"]) + 1] if "after" in edit else list(node)
        after = {key: value for key, value in node.items() if key not in before}
        _reorder(node, {**{key: node[key] for key in before}, name: made, **after})
    else:
        inner = node[name]
        assert sorted(inner) == sorted(edit["names"])
        _reorder(inner, {key: inner[key] for key in edit["names"]})


def at(document: Any, path: str) -> Any:
    """The node at a path."""
    for step in path.split("/"):
        document = document[int(step) if isinstance(document, list) else step]
    return document


def _reorder(node: Document, content: Document) -> None:
    node.clear()
    node.update(content)


def write(folder: Path, code: str, versions: Sequence[Version]) -> Mapping[str, Form]:
    """Write the schema folder of the day when the last version is in force; all forms, the others as first released."""
    made = _write_versions(folder, code, schema(code), versions)
    _write(folder / "forms" / f"{code}.schema.json", made)
    return {**FORMS, **catalogue.forms(folder / "forms")}


def write_outline(folder: Path, versions: Sequence[Version]) -> Document:
    """Write what was released of the outline, and its changelog; the outline of the last version."""
    return _write_versions(folder, "outline", catalogue.outline_schema(), versions)


def _write_versions(folder: Path, code: str, made: Document, versions: Sequence[Version]) -> Document:
    about = made["x-form" if "x-form" in made else "x-outline"]
    _write(folder / "released" / code / f"{about['version']}.schema.json", made)
    entries: list[Document] = []
    for version in versions:
        made = edited(made, version.edits, version.number)
        _write(folder / "released" / code / f"{version.number}.schema.json", made)
        entry = {"of": [code], "version": version.number, "changes": list(version.changes)}
        entries.insert(0, {**entry, **({"migration": version.migration} if version.migration else {})})
    (folder / "changelog.yaml").write_text(yaml.safe_dump({"entries": entries}, allow_unicode=True), "utf-8")
    return made


def _write(path: Path, document: Document) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
