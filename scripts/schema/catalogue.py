"""Load the schema files: the folder is the register, no list of forms stands anywhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from scripts import paths
from scripts.documents import decode, read_json, read_yaml
from scripts.model.form import Form
from scripts.model.from_schema import build_form
from scripts.model.outline import Outline, build_outline

Document = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def load(path: Path) -> Document:
    """Read a JSON or YAML object strictly; raises DocumentError and OSError."""
    parse = read_json if path.suffix == ".json" else read_yaml
    document: Document = parse(decode(path.read_bytes()))
    return document


def written(document: Document) -> str:
    """A JSON document in the one way in which schema files are laid out."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def form_files(folder: Path = paths.FORMS) -> list[Path]:
    """The form schemas in the order of their codes: 1B, 2B, … 13B, then those of our own."""
    return sorted(folder.glob("*.schema.json"), key=lambda path: order(path.name.split(".")[0]))


def order(code: str) -> tuple[bool, int, str]:
    """Sorts codes: numbered forms by their number, then forms of our own by their letters."""
    digits = re.sub(r"\D", "", code)
    return not digits, int(digits or 0), code


@cache
def forms(folder: Path = paths.FORMS) -> Mapping[str, Form]:
    """Every form by code, in the order of the codes."""
    loaded = (build_form(load(path)) for path in form_files(folder))
    return {form.code: form for form in loaded}


@cache
def submission_schema() -> Document:
    """The envelope around the data of one form."""
    return load(paths.SCHEMAS / "submission.schema.json")


@cache
def outline_schema() -> Document:
    """The outline (đề cương) of the narrative report."""
    return load(paths.SCHEMAS / "outline.schema.json")


@cache
def outline() -> Outline:
    """The outline as a model."""
    return build_outline(outline_schema(), forms())


@cache
def plan() -> Document:
    """The facts of the plan (kế hoạch): dates, actors, obligations, questions."""
    return load(paths.SCHEMAS / "plan.yaml")


@cache
def glossary() -> list[Document]:
    """The abbreviations and terms that pages explain."""
    entries: list[Document] = load(paths.SCHEMAS / "glossary.yaml")["entries"]
    return entries
