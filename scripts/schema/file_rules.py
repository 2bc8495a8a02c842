"""Rules that every schema file obeys, each a small function with its reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path as File
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match

from scripts import paths
from scripts.schema.catalogue import DRAFT, Document, load, written
from scripts.schema.faults import Fault, Path
from scripts.wording import house_rules as words


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A schema file as bytes and, where it could be read, as a document."""

    path: File
    raw: bytes
    document: Any

    @property
    def is_form(self) -> bool:
        """Whether it describes a form."""
        return self.path.parent.name == "forms"

    @property
    def is_schema(self) -> bool:
        """Whether it is a JSON Schema, and no plain data."""
        return self.path.name.endswith(".schema.json")

    @property
    def name(self) -> str:
        """The path below the schema folder."""
        return (
            self.path.relative_to(paths.SCHEMAS).as_posix()
            if self.path.is_relative_to(paths.SCHEMAS)
            else self.path.name
        )


FileRule = Callable[[SchemaFile], Iterator[Fault]]


def nfc(file: SchemaFile) -> Iterator[Fault]:
    """Text is NFC and unescaped UTF-8 with LF ends: diffs stay readable and comparisons fair."""
    text = file.raw.decode("utf-8")
    if text != unicodedata.normalize("NFC", text):
        yield Fault("văn bản chưa ở dạng NFC")
    if re.search(r"\\u[0-9a-fA-F]{4}", text):
        yield Fault("có ký tự viết dạng \\uXXXX")
    if "\r" in text or not text.endswith("\n") or text.startswith("\ufeff"):
        yield Fault("cần xuống dòng kiểu LF, kết thúc bằng một dòng mới, không có BOM")


def formatted(file: SchemaFile) -> Iterator[Fault]:
    """JSON is indented by two blanks in one canonical way, so that a change shows only what changed."""
    if file.path.suffix == ".json" and file.raw.decode("utf-8") != written(file.document):
        yield Fault("chưa đúng cách trình bày")


def standard_schema(file: SchemaFile) -> Iterator[Fault]:
    """Every .schema.json is a valid JSON Schema 2020-12 that any validator reads.

    A file with a grammar of its own leaves out $schema, which editors would follow instead of the grammar; what is
    published carries it.
    """
    if not file.is_schema:
        return
    wanted = None if _grammar_of(file) else DRAFT
    if file.document.get("$schema") != wanted:
        instead = "bỏ $schema: có nó thì trình soạn thảo không theo schemas/meta/"
        yield Fault(f"$schema phải là {wanted}" if wanted else instead, ("$schema",))
    for error in Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(file.document):
        yield _refusal(error)


def identified(file: SchemaFile) -> Iterator[Fault]:
    """The $id says what the file is; a form's file is named after its code."""
    if not file.is_schema:
        return
    stem = file.path.name.removesuffix(".schema.json")
    kind = {"forms": "form:", "meta": "meta:"}.get(file.path.parent.name, "")
    if file.document.get("$id") != f"urn:so-ket-2-cap:{kind}{stem}":
        yield Fault(f"$id phải là urn:so-ket-2-cap:{kind}{stem}", ("$id",))
    if file.is_form and file.document.get("x-form", {}).get("code") != stem:
        yield Fault(f"x-form.code phải là {stem}, như tên tệp", ("x-form", "code"))


def dialect(file: SchemaFile) -> Iterator[Fault]:
    """Files obey the closed grammar of their dialect: an unknown or misspelt keyword is an error."""
    grammar = _grammar_of(file)
    if grammar is None:
        return
    formats = FormatChecker(["date", "regex"])
    for error in Draft202012Validator(load(paths.META / grammar), format_checker=formats).iter_errors(file.document):
        yield _refusal(_deepest(error))


def known_keywords(file: SchemaFile) -> Iterator[Fault]:
    """Schemas without a grammar of their own use no keyword outside 2020-12 and the x- keys of this project."""
    if file.is_schema and _grammar_of(file) is None:
        for path, keyword in _keywords(file.document, ()):
            if keyword not in _vocabulary():
                yield Fault(f"từ khóa lạ {keyword!r}", (*path, keyword))


def provenance(file: SchemaFile) -> Iterator[Fault]:
    """Every official label cites its lines, or cells of the official blank; one that is ours or lost says so."""
    if file.is_form:
        for path, node in objects(file.document, ()):
            if "title" in node and not {"x-source", "x-cell", "x-added", "x-lost", "const"} & node.keys():
                yield Fault(f"nhãn {node['title']!r} cần x-source, x-cell, x-added hoặc x-lost", (*path, "title"))
            if "x-printed" in node and "x-correction" not in node:
                yield Fault("x-printed cần x-correction nêu lý do", (*path, "x-printed"))


def pinpointed(file: SchemaFile) -> Iterator[Fault]:
    """Corrections of the same words say which part each is about, so that a reader can tell them apart."""
    for path, node in objects(file.document, ()):
        made = node.get("x-correction")
        numbered = enumerate(made if isinstance(made, list) else ())
        worded = [(number, one) for number, one in numbered if one.get("of") in ("title", "text")]
        printed = node.get("x-printed") or node.get("title") or node.get("text") or ""
        for number, one in worded:
            here = (*path, "x-correction", number)
            if "words" in one and printed.count(one["words"]) != 1:
                yield Fault(f"words của {one['id']} phải có đúng một lần trong chữ in", (*here, "words"))
            if "words" not in one and len(worded) > 1:
                yield Fault(f"{one['id']} cần words, vì nhiều số cùng nói về chữ này", here)


def required_exist(file: SchemaFile) -> Iterator[Fault]:
    """What is required is a property: a misspelt name would make every return invalid."""
    if not file.is_form:
        return
    for path, node in objects(file.document, ()):
        known = node.get("properties")
        if isinstance(known, dict):
            needed = [*node.get("required", ()), *node.get("dependentRequired", {})]
            needed += [name for names in node.get("dependentRequired", {}).values() for name in names]
            for name in sorted({n for n in needed if n not in known}):
                yield Fault(f"bắt buộc {name!r} nhưng không có trong properties", (*path, "required"))


FILE_RULES: tuple[FileRule, ...] = (
    nfc, formatted, standard_schema, identified, dialect, known_keywords, provenance, pinpointed, required_exist,
)  # fmt: skip


def _grammar_of(file: SchemaFile) -> str | None:
    if file.is_form:
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


def _keywords(schema: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every keyword of a schema and its subschemas (only of schemas: property names are none)."""
    if not isinstance(schema, dict):
        return
    for keyword, value in schema.items():
        here = (*path, keyword)
        yield path, keyword
        if keyword in _NAMED:
            for name, child in value.items():
                yield from _keywords(child, (*here, name))
        elif keyword in _LISTED:
            for index, child in enumerate(value):
                yield from _keywords(child, (*here, index))
        elif keyword in _SINGLE:
            yield from _keywords(value, here)


def objects(node: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every object of a document with its path."""
    if isinstance(node, dict):
        yield path, node
        for key, child in node.items():
            yield from objects(child, (*path, key))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from objects(child, (*path, index))


def _deepest(error: ValidationError) -> ValidationError:
    """The cause inside alternatives: the branch that leaves the fewest keys unexplained, else the best match."""
    unexpected = [leaf for leaf in _leaves(error) if leaf.validator == "additionalProperties"]
    if unexpected:
        return min(unexpected, key=lambda leaf: (len(_strange(leaf)), -len(leaf.absolute_path)))
    return best_match([error]) or error


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    if not error.context:
        yield error
    for inner in error.context or ():
        yield from _leaves(inner)


def _strange(error: ValidationError) -> list[str]:
    """The keys of an object that its grammar does not know."""
    grammar: Any = error.schema
    found: Any = error.instance
    return [key for key in found if key not in grammar.get("properties", {})]


def _refusal(error: ValidationError) -> Fault:
    """An error of a grammar as a maintainer can act on it."""
    path = tuple(error.absolute_path)
    grammar: Any = error.schema
    if error.validator == "additionalProperties":
        strange = _strange(error)
        known = grammar.get("properties", {})
        said = (words.strange(key, next(iter(get_close_matches(key, known, 1)), None)) for key in strange)
        return Fault("; ".join(said), (*path, *strange[:1]))
    return Fault(words.refused(str(error.validator), error.validator_value, error.instance), path)
