"""House rules for schema files: small functions, each with one reason, run on every file."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from scripts import paths
from scripts.model import grid
from scripts.model.form import Form, Rule
from scripts.model.from_schema import build_form
from scripts.schema.catalogue import Document, DuplicateKeyError, load_json
from scripts.wording import constraints
from scripts.wording.rules import sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """What a schema file breaks: where, which rule, and the edit that mends it."""

    file: str
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.rule}: {self.message}"


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A schema file as bytes and, where it could be read, as a document."""

    path: Path
    raw: bytes
    document: Any

    @property
    def name(self) -> str:
        """The path below the schema folder."""
        return (
            self.path.relative_to(paths.SCHEMAS).as_posix()
            if self.path.is_relative_to(paths.SCHEMAS)
            else self.path.name
        )


FileRule = Callable[[SchemaFile], Iterator[str]]
FormRule = Callable[[Form], Iterator[str]]


def check_schemas(folder: Path = paths.SCHEMAS) -> list[Problem]:
    """Every problem in the schema folder; an empty list where all rules hold."""
    problems: list[Problem] = []
    forms: dict[str, tuple[str, Form]] = {}
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".json", ".yaml")):
        name = path.relative_to(folder).as_posix()
        file, unreadable = _load(path)
        if file is None:
            problems.append(Problem(name, "well-formed", unreadable))
            continue
        found = [Problem(name, rule.__name__, message) for rule in FILE_RULES for message in rule(file)]
        problems += found
        if path.parent.name == "forms" and not found:
            form = build_form(file.document)
            forms[form.code] = (name, form)
            problems += [Problem(name, rule.__name__, message) for rule in FORM_RULES for message in rule(form)]
    outline = folder / "outline.schema.json"
    if outline.exists() and not problems:
        problems += _cites_back(load_json(outline), forms)
    return problems


def _load(path: Path) -> tuple[SchemaFile | None, str]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
        document = load_json(path) if path.suffix == ".json" else yaml.safe_load(text)
    except DuplicateKeyError as key:
        return None, f"khóa {key} ghi hai lần trong một đối tượng; giữ một"
    except (UnicodeDecodeError, json.JSONDecodeError, yaml.YAMLError) as error:
        return None, f"không đọc được: {error}"
    return SchemaFile(path, raw, document), ""


# ---------------------------------------------------------------- rules for every file


def nfc(file: SchemaFile) -> Iterator[str]:
    """Text is NFC and unescaped UTF-8 with LF ends: diffs stay readable and comparisons fair."""
    text = file.raw.decode("utf-8")
    if text != unicodedata.normalize("NFC", text):
        yield "văn bản chưa ở dạng NFC; lưu lại ở dạng NFC"
    if re.search(r"\\u[0-9a-fA-F]{4}", text):
        yield "có ký tự viết dạng \\uXXXX; ghi thẳng chữ UTF-8"
    if "\r" in text or not text.endswith("\n") or text.startswith("\ufeff"):
        yield "cần xuống dòng kiểu LF, kết thúc bằng một dòng mới, không có BOM"


def formatted(file: SchemaFile) -> Iterator[str]:
    """JSON is indented by two blanks in one canonical way, so that a change shows only what changed."""
    if file.path.suffix == ".json":
        wanted = json.dumps(file.document, ensure_ascii=False, indent=2) + "\n"
        if file.raw.decode("utf-8") != wanted:
            yield "chưa đúng cách trình bày; ghi lại bằng json.dumps(…, ensure_ascii=False, indent=2)"


def standard_schema(file: SchemaFile) -> Iterator[str]:
    """Every .schema.json is a valid JSON Schema 2020-12 that any validator reads."""
    if not file.path.name.endswith(".schema.json"):
        return
    if file.document.get("$schema") != "https://json-schema.org/draft/2020-12/schema":
        yield "$schema phải là https://json-schema.org/draft/2020-12/schema"
    for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(file.document):
        yield f"{_where(error)}: {error.message}"


def identified(file: SchemaFile) -> Iterator[str]:
    """The $id says what the file is; a form's file is named after its code."""
    if not file.path.name.endswith(".schema.json"):
        return
    stem = file.path.name.removesuffix(".schema.json")
    kind = {"forms": "form:", "meta": "meta:"}.get(file.path.parent.name, "")
    if file.document.get("$id") != f"urn:so-ket-2-cap:{kind}{stem}":
        yield f"$id phải là urn:so-ket-2-cap:{kind}{stem}"
    if file.path.parent.name == "forms" and file.document.get("x-form", {}).get("code") != stem:
        yield f"x-form.code phải là {stem}, như tên tệp"


def dialect(file: SchemaFile) -> Iterator[str]:
    """Files obey the closed grammar of their dialect: an unknown or misspelt keyword is an error."""
    grammar = _grammar_of(file)
    if grammar is None:
        return
    for error in Draft202012Validator(load_json(paths.META / grammar)).iter_errors(file.document):
        deepest = _deepest(error)
        yield f"{_where(deepest)}: {deepest.message[:300]}"


def known_keywords(file: SchemaFile) -> Iterator[str]:
    """Schemas without a grammar of their own use no keyword outside 2020-12 and the x- keys of this project."""
    if file.path.name.endswith(".schema.json") and _grammar_of(file) is None:
        for where, keyword in _keywords(file.document, ""):
            if keyword not in _vocabulary():
                yield f"{where}: từ khóa lạ {keyword!r}"


def provenance(file: SchemaFile) -> Iterator[str]:
    """Every official label cites its lines; one that is ours or lost says so."""
    if file.path.parent.name == "forms":
        for where, node in _objects(file.document, ""):
            if "title" in node and not {"x-source", "x-added", "x-lost", "const"} & node.keys():
                yield f"{where}: nhãn {node['title']!r} cần x-source, x-added hoặc x-lost"
            if "x-printed" in node and "x-correction" not in node:
                yield f"{where}: x-printed cần x-correction nêu lý do"


FILE_RULES: tuple[FileRule, ...] = (
    nfc, formatted, standard_schema, identified, dialect, known_keywords, provenance,
)  # fmt: skip


def _grammar_of(file: SchemaFile) -> str | None:
    if file.path.parent.name == "forms":
        return "form.schema.json"
    if file.path.parent.name == "meta":
        return None
    stem = file.path.name.split(".")[0]
    name = f"{stem}.schema.json"
    return name if (paths.META / name).exists() else None


@cache
def _vocabulary() -> frozenset[str]:
    names = {"$schema", "$id", "$ref", "$defs", "x-added", "x-source", "x-printed", "x-correction"}
    for part in Draft202012Validator.META_SCHEMA["allOf"]:
        vocabulary = part["$ref"].rsplit("/", 1)[-1]
        names |= set(_vocabulary_schema(vocabulary)["properties"])
    return frozenset(names)


def _vocabulary_schema(name: str) -> Document:
    from jsonschema_specifications import REGISTRY

    contents: Document = REGISTRY.contents(f"https://json-schema.org/draft/2020-12/meta/{name}")
    return contents


_NAMED = ("properties", "$defs", "patternProperties", "dependentSchemas")
_LISTED = ("allOf", "anyOf", "oneOf", "prefixItems")
_SINGLE = (
    "items",
    "not",
    "if",
    "then",
    "else",
    "additionalProperties",
    "propertyNames",
    "contains",
    "unevaluatedProperties",
)


def _keywords(schema: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every keyword of a schema and its subschemas (only of schemas: property names are none)."""
    if not isinstance(schema, dict):
        return
    for keyword, value in schema.items():
        here = f"{where}/{keyword}"
        yield where or "/", keyword
        if keyword in _NAMED:
            for name, child in value.items():
                yield from _keywords(child, f"{here}/{name}")
        elif keyword in _LISTED:
            for index, child in enumerate(value):
                yield from _keywords(child, f"{here}/{index}")
        elif keyword in _SINGLE:
            yield from _keywords(value, here)


def _objects(node: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield where or "/", node
        for key, child in node.items():
            yield from _objects(child, f"{where}/{key}")
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from _objects(child, f"{where}/{index}")


def _where(error: ValidationError) -> str:
    return "/" + "/".join(map(str, error.absolute_path))


def _deepest(error: ValidationError) -> ValidationError:
    return best_match([error]) or error


# ---------------------------------------------------------------- rules for every form


def excel_limits(form: Form) -> Iterator[str]:
    """Sheet names, prompts and defined names fit Excel, and names stay apart without regard to case."""
    if len(grid.sheet_name(form)) > 31 or re.search(r"[\[\]:*?/\\]", grid.sheet_name(form)):
        yield f"tên trang tính {grid.sheet_name(form)!r} quá 31 ký tự hoặc có ký tự cấm"
    names = [name.casefold() for name in grid.names(form)]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield f"tên {name} trùng nhau; đổi khóa dòng hoặc cột"
    for table in form.tables:
        for column in table.columns:
            if column.leaf and len(_full_prompt(form, column)) > constraints.PROMPT_LIMIT:
                yield f"cột {column.id}: lời nhắc quá {constraints.PROMPT_LIMIT} ký tự; rút gọn x-guidance"
            titles = [title for _, title in column.leaf.choices] if column.leaf else []
            if len(",".join(titles)) > constraints.PROMPT_LIMIT:
                yield f"cột {column.id}: danh sách lựa chọn quá {constraints.PROMPT_LIMIT} ký tự"


def _full_prompt(form: Form, column: Any) -> str:
    said = f"Ghi {constraints.limit_in(form, column.id, column.leaf)}."
    return said + (f"\n{column.label.guidance}" if column.label.guidance else "")


def sides_match(form: Form) -> Iterator[str]:
    """Tables side by side have as many rows, since their rows stand beside each other in order."""
    if len({len(t.rows) for t in form.tables}) > 1:
        yield "các bảng cạnh nhau phải có số dòng bằng nhau"


def cells_have_columns(form: Form) -> Iterator[str]:
    """Every cell of a row or block stands in a column of its table, and every row has its parent."""
    for table in form.tables:
        ids, keys = {c.id for c in table.columns}, {r.key for r in table.rows}
        for row in table.rows:
            cells = set(row.cells) | (set(row.block.cells) if row.block else set())
            for cell in sorted(cells - ids):
                yield f"dòng {row.key}: ô {cell} không có cột"
            if row.parent and row.parent not in keys:
                yield f"dòng {row.key}: không có dòng cha {row.parent}"
            if row.block and row.block.shown > row.block.room:
                yield f"dòng {row.key}: shown lớn hơn room"


def rules_resolve(form: Form) -> Iterator[str]:
    """Rule ids are unique, and every row and column that a rule names exists (its sentence can be said)."""
    ids = [rule.id for rule in form.rules]
    for name in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"quy tắc {name} ghi hai lần"
    for rule in form.rules:
        if not rule.id.startswith(f"R{form.code[:-1]}-"):
            yield f"quy tắc {rule.id} phải bắt đầu bằng R{form.code[:-1]}-"
        if rule.level == "error" and rule.basis == "plausible":
            yield f"quy tắc {rule.id}: điều thông thường (plausible) chỉ được là warning"
        try:
            sentence(form, rule)
            missing = sorted(_unresolved(form, rule))
        except (StopIteration, KeyError) as error:
            yield f"quy tắc {rule.id} nêu dòng, cột hoặc bảng không có ({error!r})"
            continue
        for name in missing:
            yield f"quy tắc {rule.id} nêu {name!r} không có"


def _unresolved(form: Form, rule: Rule) -> Iterator[str]:
    """Column ids named in options whose sentence does not look them up."""
    tables = [t for t in form.tables if rule.table in ("", t.id)] or list(form.tables)
    known = {c.id for t in tables for c in t.columns}
    named = [rule.get("column"), rule.excused_by, rule.get("key"), (rule.get("unless") or {}).get("column")]
    named += [pair[k] for pair in rule.get("pairs", ()) for k in ("amount", "share")]
    named += list(rule.get("columns", ())) + list(rule.get("except_marked", ()))
    yield from (str(n) for n in named if n and n not in known)
    keys = {r.key for t in tables for r in t.rows}
    yield from (k for option in ("rows", "parents") for k in rule.get(option, ()) if k not in keys)


def block_totals_take_items(form: Form) -> Iterator[str]:
    """A form that repeats rows says how they are called, so that findings can name them."""
    for table in form.tables:
        if any(r.block for r in table.rows) and "label" not in table.stubs:
            yield f"bảng {table.id or form.code}: cần một cột x-stub label cho khối lặp"


FORM_RULES: tuple[FormRule, ...] = (
    excel_limits, sides_match, cells_have_columns, rules_resolve, block_totals_take_items,
)  # fmt: skip


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
