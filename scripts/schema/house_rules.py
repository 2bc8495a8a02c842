"""Run the house rules on every schema file, and hold forms and outline to each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts import paths
from scripts.changes.snapshot import of_folder
from scripts.documents import DocumentError
from scripts.model.form import Form
from scripts.model.from_schema import build_form
from scripts.schema.catalogue import Document, load
from scripts.schema.file_rules import FILE_RULES, SchemaFile
from scripts.schema.form_rules import FORM_RULES
from scripts.schema.history_rules import HISTORY_RULES


@dataclass(frozen=True, slots=True)
class Problem:
    """What a schema file breaks: where, which rule, and the edit that mends it."""

    file: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.rule}: {self.message}"


def check_schemas(folder: Path = paths.SCHEMAS) -> list[Problem]:
    """Every problem in the schema folder; an empty list where all rules hold."""
    problems: list[Problem] = []
    forms: dict[str, tuple[str, Form]] = {}
    for path in _held(folder):
        name = path.relative_to(folder).as_posix()
        file, unreadable = _load(path)
        if file is None:
            problems.append(Problem(name, "well-formed", unreadable))
            continue
        if not isinstance(file.document, dict):
            problems.append(Problem(name, "well-formed", "tệp phải là một đối tượng {…}"))
            continue
        found = [Problem(name, rule.__name__, message) for rule in FILE_RULES for message in rule(file)]
        problems += found
        if path.parent.name == "forms" and not found:
            try:
                form = build_form(file.document)
            except KeyError as missing:
                problems.append(Problem(name, "resolves", f"$ref hoặc khóa dẫn tới {missing} không có; sửa tên"))
                continue
            forms[form.code] = (name, form)
            problems += [Problem(name, rule.__name__, message) for rule in FORM_RULES for message in rule(form)]
    plan = folder / "plan.yaml"
    if plan.exists() and not problems:
        problems += _names_known(load(plan))
    outline = folder / "outline.schema.json"
    if outline.exists() and not problems:
        problems += _cites_back(load(outline), forms)
    if not problems and (folder / "forms").is_dir():
        problems += _against_history(folder)
    return problems


def _against_history(folder: Path) -> Iterator[Problem]:
    snapshot = of_folder(folder)
    for rule in HISTORY_RULES:
        yield from (Problem(name, rule.__name__, message) for name, message in rule(snapshot))


def _held(folder: Path) -> list[Path]:
    """The files that today's rules hold; a released layout keeps the grammar of its day."""
    frozen = folder / "released"
    return sorted(p for p in folder.rglob("*") if p.suffix in (".json", ".yaml") and frozen not in p.parents)


def _load(path: Path) -> tuple[SchemaFile | None, str]:
    try:
        return SchemaFile(path, path.read_bytes(), load(path)), ""
    except DocumentError as error:
        reasons = {"duplicate-key": "khóa ghi hai lần trong một đối tượng; giữ một", "bad-encoding": "không phải UTF-8"}
        return None, f"{reasons.get(error.code, 'viết sai cú pháp')}: {error}"


def _names_known(plan: Document) -> Iterator[Problem]:
    """What the plan refers to by id is there: a misspelt id would make pages silent."""
    known = {name: {one["id"] for one in plan[name]} for name in ("dates", "obligations", "submitter_kinds")}
    named = [
        *(("dates", one["by"], one["id"]) for one in plan["obligations"] if one["by"] is not None),
        *(("obligations", number, kind["id"]) for kind in plan["submitter_kinds"] for number in kind["owes"]),
        *(("submitter_kinds", kind, one["id"]) for one in plan["open_points"] for kind in one.get("kinds", ())),
    ]
    for name, id_, where in named:
        if id_ not in known[name]:
            yield Problem("plan.yaml", "names_known", f"{where} dẫn tới {id_!r} nhưng {name} không có; sửa tên")


def _cites_back(outline: Document, forms: dict[str, tuple[str, Form]]) -> Iterator[Problem]:
    """Every form cites its outline heading, and the heading cites the form."""
    asked = {
        (key, code)
        for key, heading in outline["properties"].items()
        for entry in heading.get("x-forms", ())
        for code in entry["codes"]
    }
    cited = {(key, form.code) for _, form in forms.values() for key in form.outline}
    for key, code in sorted(cited - asked):
        yield Problem(
            forms[code][0], "cites_back", f"đề cương mục {key} không nêu biểu {code}; sửa x-form.outline hoặc x-forms"
        )
    for key, code in sorted(asked - cited):
        yield Problem(
            "outline.schema.json",
            "cites_back",
            f"mục {key} nêu biểu {code}, nhưng biểu không dẫn lại; sửa x-form.outline",
        )
