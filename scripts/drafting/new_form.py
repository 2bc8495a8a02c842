"""Make the files of a new form: its draft or empty schema, the kept blank, the list of decisions, the picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from scripts import paths
from scripts.blanks.blank import Blank, BlankError
from scripts.blanks.keep import without_persons
from scripts.blanks.read import read_blank
from scripts.drafting import decisions, picture
from scripts.drafting.decisions import Decision
from scripts.drafting.schema import draft
from scripts.drafting.understood import Understood, understand
from scripts.model.from_schema import build_form
from scripts.schema.blank_rules import FOLDER
from scripts.schema.catalogue import load, written
from scripts.wording import drafting as say

CODE = re.compile(r"[0-9]+B|[A-Z]{2,8}")
_VERSION, _NEXT = "1.0.0", "2.0.0"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: the form's code, the day of its layout, where the schemas stand.

    `sheet` and `table` choose among several; `force` lets a schema that is not absent be replaced.
    """

    code: str
    day: str
    schemas: Path = paths.SCHEMAS
    sheet: str = ""
    table: int = 0
    force: bool = False

    @property
    def target(self) -> Path:
        """Where the schema is written."""
        return self.schemas / "forms" / f"{self.code}.schema.json"

    @property
    def lists(self) -> Path:
        """The folder of the list and the picture: with other built files, or inside a folder of one's own."""
        own = self.schemas != paths.SCHEMAS
        return (self.schemas if own else paths.ROOT / "build") / "new-form" / self.code


@dataclass(frozen=True, slots=True)
class Made:
    """The files that were written, and what is left to decide."""

    files: tuple[Path, ...]
    open: tuple[Decision, ...]


def from_blank(request: Request, source: Path) -> Made:
    """Draft a form from the blank in the file; raises BlankError, before anything is written, with what to do."""
    known = _known(request)
    kept_as = request.schemas / FOLDER / f"{request.code}{source.suffix.lower()}"
    seen = understand(read_blank(source), request.code, request.sheet, request.table)
    kept = without_persons(source.read_bytes())
    schema = draft(seen, _identity(request, known, seen, kept_as.name, sha256(kept).hexdigest()))
    found = decisions.decisions(seen, schema)
    form = build_form(schema)
    files = {
        request.target: written(schema).encode(),
        kept_as: kept,
        request.lists / "quyet-dinh.md": decisions.as_markdown(found, request.code).encode(),
        request.lists / "hinh.html": picture.page(seen, form, found).encode(),
    }
    _write(files)
    return Made(tuple(files), tuple(found))


def empty(request: Request) -> Made:
    """Write the least that a form's file says: that it exists and its layout is not known."""
    if request.target.exists():
        raise BlankError(say.EXISTS.format(code=request.code))
    identity = _basis(request, _VERSION) | {"status": "absent"}
    schema = {"$id": f"urn:so-ket-2-cap:form:{request.code}", "x-form": identity, "type": "object"}
    _write({request.target: written(schema).encode()})
    return Made((request.target,), ())


def checked_code(said: str) -> str:
    """The code as files are named by it: biểu 3b is 3B; raises BlankError for what is none."""
    code = re.sub(r"^biểu\s*(số)?\s*", "", said.strip(), flags=re.IGNORECASE).upper()
    if not CODE.fullmatch(code):
        raise BlankError(say.BAD_CODE.format(code=said))
    return code


def _known(request: Request) -> Mapping[str, Any]:
    """The x-form of the schema that is there; empty for none. One whose layout is known is not given up unasked."""
    if not request.target.exists():
        return {}
    identity: Mapping[str, Any] = load(request.target)["x-form"]
    if identity["status"] != "absent" and not request.force:
        raise BlankError(say.NOT_ABSENT.format(code=request.code, status=identity["status"]))
    return identity


def _identity(request: Request, known: Mapping[str, Any], seen: Understood, file: str, digest: str) -> dict[str, Any]:
    made = _basis(request, _NEXT if known else _VERSION, known) | {"status": "present"}
    sheet = {"sheet": seen.sheet.name} if _several(seen.blank) else {}
    made["blank"] = {"file": file, **sheet, "sha256": digest}
    return made | {key: known[key] for key in ("outline", "purpose", "known") if key in known}


def _basis(request: Request, version: str, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    label = (known or {}).get("label", {"text": f"Biểu {request.code}", "x-added": True})
    return {
        "code": request.code,
        "version": version,
        "status": "",
        "layout_date": request.day,
        "label": label,
    }


def _several(blank: Blank) -> bool:
    return len(blank.sheets) > 1


def _write(files: Mapping[Path, bytes]) -> None:
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
