"""Each case of tests/changes edits a form or the outline; what changed, with what effect and demand, is as expected."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from scripts import paths
from scripts.changes.change import DECISIONS, Change
from scripts.changes.diff import Diff, Difference, diff
from scripts.changes.snapshot import Snapshot
from scripts.model.form import Place
from scripts.schema.catalogue import load
from scripts.wording import changelog, changes
from scripts.wording.changes_report import as_json

CASES = Path(__file__).parent / "changes"
FILES = sorted(CASES.glob("*.yaml"))
PUBLISHED = Draft202012Validator(load(paths.SCHEMAS / "changes.schema.json"))
FIGURES = "forms/PRS.schema.json"  # the outline's figures


def case(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


def step(node: Any, name: str) -> Any:
    """One step of a path: a key, a position in a list, or the id or value of one of its members."""
    if isinstance(node, list) and not name.isdigit():
        return next(one for one in node if name in (one.get("id"), one.get("const"), one.get("holds")))
    return node[int(name)] if isinstance(node, list) else node[name]


def edit(document: Any, change: Mapping[str, Any]) -> None:
    """One edit: set (or add), remove, rename a key in its place, order keys, or move to another path."""
    (verb,) = set(change) & {"set", "remove", "rename", "order", "move"}
    *above, last = change[verb].removeprefix("/").split("/")
    node = document
    for name in above:
        node = step(node, name)
    value = deepcopy(change.get("to"))
    if verb == "set" and isinstance(node, list) and last == "-":
        node.append(value)
    elif verb == "set":
        node[int(last) if isinstance(node, list) else last] = value
    elif verb == "remove":
        node.remove(step(node, last)) if isinstance(node, list) else node.pop(last)
    elif verb == "rename":
        items = [(value if key == last else key, one) for key, one in node.items()]
        node.clear()
        node.update(items)
    elif verb == "order":
        kept = node[last]
        node[last] = {key: kept[key] for key in [*change["to"], *kept]}
    else:
        edit(document, {"set": value, "to": node.pop(last)})


def edited(document: Any, edits: list[Any]) -> Any:
    document = deepcopy(document)
    for change in edits:
        edit(document, change)
    return document


def path_of(code: str) -> str:
    return "outline.schema.json" if code == "outline" else f"forms/{code}.schema.json"


def snapshot(name: str, documents: Mapping[str, Any]) -> Snapshot:
    files = {path: json.dumps(value, ensure_ascii=False).encode() for path, value in documents.items()}
    if "outline.schema.json" in documents:
        files[FIGURES] = (paths.RELEASED / Path(FIGURES).name.split(".")[0] / "1.0.0.schema.json").read_bytes()
    return Snapshot(name, files)


def compared(told: Mapping[str, Any]) -> Difference | None:
    """What the comparison says of the case's form; None where it says nothing."""
    code = told["of"]
    path = path_of(code)
    # The first release never changes, so that what is demanded of a case does not hang on the version of today.
    old = edited(load(paths.RELEASED / code / "1.0.0.schema.json"), told.get("before", []))
    new = edited(old, told["edits"])
    if "version" in told:
        about = "x-outline" if code == "outline" else "x-form"
        new[about]["version"] = told["version"]
    entries = [{"of": [code], **told["entry"]}] if "entry" in told else []
    log = {"changelog.yaml": {"entries": entries}} if entries else {}
    parts = diff(snapshot("old", {path: old}), snapshot("new", {path: new, **log})).parts
    assert {part.code for part in parts} <= {code}
    return next(iter(parts), None)


@cache
def found(file: Path) -> Difference | None:
    return compared(case(file))


def place(where: Place) -> str:
    steps = (where.table, where.row, "*" if where.item is not None else None, where.column)
    return "/".join(one for one in steps if one)


def said(change: Change) -> str:
    """A change as a case writes it: effect, kind, where (from -> to where these differ), name."""
    before, after = (place(one) if one else "" for one in (change.before, change.after))
    stays = before and after and before != after and change.kind != "cell-removed"
    where = f"{before} -> {after}" if stays else before or after
    return " ".join(one for one in (change.effect, change.kind, where, change.name) if one)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_change_is_what_it_is(file: Path):
    told, part = case(file), found(file)
    assert sorted(said(change) for change in (part.changes if part else ())) == sorted(told["changes"])
    demand = part.demand if part else None
    assert (demand.least if demand else "") == told.get("least", "")
    assert list(demand.missing if demand else ()) == told.get("missing", [])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_demanded_can_be_pasted(file: Path):
    """The stub, pasted as it stands, is an entry by which every part of the migration is answered."""
    told, part = case(file), found(file)
    stub = changelog.stub(part) if part else ""
    if not stub:
        assert part is None or not {"entry", "migration"} & set(part.demand.missing)
        return
    pasted = yaml.safe_load(textwrap.dedent(stub.replace("times: …", "times: 0.001")))
    if "entry" in part.demand.missing if part else False:
        (entry,) = pasted
        assert entry.pop("of") == [told["of"]]
    else:
        entry = told["entry"]
        for kind, steps in pasted["migration"].items():
            entry.setdefault("migration", {}).setdefault(kind, []).extend(steps)
    again = compared({**told, "version": entry["version"], "entry": entry})
    assert again is not None
    assert again.demand.missing == ()
    assert again.demand.effect in (part.demand.effect, "wording") if part else False


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_change_is_said(file: Path):
    told, part = case(file), found(file)
    for change in part.changes if part else ():
        sentence = changes.sentence(change, part) if part else ""
        assert "None" not in sentence
        assert "{" not in sentence
        assert len(sentence) < 400
    wanted = told.get("says", [])
    lines = "\n".join([*(changes.sentence(c, part) for c in part.changes), *changelog.demands(part)] if part else [])
    for phrase in wanted:
        assert phrase in lines


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_programs_read_it_as_published(file: Path):
    part = found(file)
    shown = json.loads(as_json(Diff("old", "new", (part,) if part else (), ())))
    PUBLISHED.validate(shown)
    assert len(shown["parts"][0]["changes"] if part else ()) == len(case(file)["changes"])


def expected_kinds() -> Iterator[str]:
    for file in FILES:
        yield from (line.split()[1] for line in case(file)["changes"])


def test_every_decision_is_proved_by_a_case():
    assert len(FILES) >= 30
    assert sorted(set(DECISIONS) - set(expected_kinds()) - {"form-added", "form-removed"}) == []
