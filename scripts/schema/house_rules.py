"""Run the house rules on every schema file, and hold forms and outline to each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File

from scripts import paths
from scripts.changes.snapshot import of_folder
from scripts.documents import DocumentError, line_finder
from scripts.github import command
from scripts.model.data import exists
from scripts.model.form import Form
from scripts.model.from_schema import build_form
from scripts.schema.blank_rules import BLANK_RULES
from scripts.schema.catalogue import Document, load, written
from scripts.schema.faults import Fault, Path, at_row
from scripts.schema.file_rules import FILE_RULES, SchemaFile
from scripts.schema.form_rules import FORM_RULES
from scripts.schema.history_rules import HISTORY_RULES
from scripts.wording import house_rules as words


@dataclass(frozen=True, slots=True)
class Problem:
    """What a schema file breaks: where, which rule, and what is wrong; the rule's words say why and what mends it.

    `file` is below the schema folder, `path` leads to the place in it, `line` counts from 1 (0: unknown).
    """

    file: str
    rule: str
    message: str
    path: Path = ()
    line: int = 0

    @property
    def pointer(self) -> str:
        """The path as text, empty for the whole file."""
        return "".join(f"/{step}" for step in self.path)

    def __str__(self) -> str:
        return words.shown(f"schemas/{self.file}", self.line, self.rule, self.pointer, self.message)

    @property
    def annotation(self) -> str:
        """The problem as a workflow command of GitHub, which shows it beside the line."""
        said = f"{self.message}\n{words.TAUGHT[self.rule].edit}"
        return command("error", said, file=f"schemas/{self.file}", line=self.line or 1, title=self.rule)


def check_schemas(folder: File = paths.SCHEMAS) -> list[Problem]:
    """Every problem in the schema folder; an empty list where all rules hold."""
    problems: list[Problem] = []
    forms: dict[str, tuple[str, Form]] = {}
    for path in _held(folder):
        name = path.relative_to(folder).as_posix()
        file = _load(path, name)
        if isinstance(file, Problem):
            problems.append(file)
            continue
        if not isinstance(file.document, dict):
            problems.append(Problem(name, "well-formed", "tệp phải là một đối tượng {…}"))
            continue
        found = [(rule.__name__, fault) for rule in (*FILE_RULES, *BLANK_RULES) for fault in rule(file)]
        if path.parent.name == "forms" and not found:
            try:
                form = build_form(file.document)
            except KeyError as missing:
                found.append(("resolves", Fault(f"$ref hoặc khóa dẫn tới {missing} không có")))
            else:
                forms[form.code] = (name, form)
                found += [(rule.__name__, fault) for rule in FORM_RULES for fault in rule(form)]
        line = line_finder(file.raw.decode("utf-8")) if found else None
        problems += [Problem(name, rule, f.message, f.path, line(f.path) if line else 0) for rule, f in found]
    plan = folder / "plan.yaml"
    if plan.exists() and not problems:
        problems += _names_known(load(plan))
    outline = folder / "outline.schema.json"
    if outline.exists() and not problems:
        problems += _cites_back(load(outline), forms)
        problems += _supplies_resolve(forms)
    if not problems and (folder / "forms").is_dir():
        problems += _against_history(folder)
    return problems


def mend(folder: File = paths.SCHEMAS) -> list[str]:
    """Lay out anew every readable JSON file that is not in canonical form; the files, below the folder."""
    mended = []
    for path in _held(folder):
        name = path.relative_to(folder).as_posix()
        file = _load(path, name)
        if path.suffix == ".json" and isinstance(file, SchemaFile) and isinstance(file.document, dict):
            canonical = written(file.document).encode()
            if file.raw != canonical:
                path.write_bytes(canonical)
                mended.append(name)
    return mended


def _against_history(folder: File) -> Iterator[Problem]:
    snapshot = of_folder(folder)
    for rule in HISTORY_RULES:
        for name, fault in rule(snapshot):
            file = folder / name
            line = line_finder(file.read_text("utf-8"))(fault.path) if file.is_file() and fault.path else 0
            yield Problem(name, rule.__name__, fault.message, fault.path, line)


def _held(folder: File) -> list[File]:
    """The files that today's rules hold; a released layout keeps the grammar of its day."""
    frozen = folder / "released"
    return sorted(p for p in folder.rglob("*") if p.suffix in (".json", ".yaml") and frozen not in p.parents)


def _load(path: File, name: str) -> SchemaFile | Problem:
    try:
        return SchemaFile(path, path.read_bytes(), load(path))
    except DocumentError as error:
        reasons = {
            "duplicate-key": f"khóa {error.name!r} ghi hai lần trong một đối tượng; giữ một",
            "bad-encoding": "không phải UTF-8",
        }
        said = reasons.get(error.code, f"viết sai cú pháp (cột {error.column})")
        return Problem(name, "well-formed", said, (), error.line)


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


def _supplies_resolve(forms: dict[str, tuple[str, Form]]) -> Iterator[Problem]:
    """The cell in which another form is said to give a figure is there, also after its row was renamed."""
    supplied = [
        (file, at_row(table.id, row.key), row.supplied)
        for file, form in forms.values() for table in form.tables for row in table.rows if row.supplied
    ]  # fmt: skip
    for file, where, supply in supplied:
        for cell in supply.cells if supply.form in forms else ():
            if not exists(forms[supply.form][1], cell):
                named = " ".join(filter(None, (cell.table, cell.row, cell.column)))
                said = f"x-supplied dẫn tới ô {named} mà biểu {supply.form} không có; sửa tên"
                yield Problem(file, "supplies_resolve", said, where)


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
