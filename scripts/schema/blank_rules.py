"""Rules that tie a form to the official blank it is read from: the evidence is kept, and it says what is cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from scripts.blanks.blank import Blank, BlankError, squeezed
from scripts.blanks.read import read_blank
from scripts.schema.faults import Fault
from scripts.schema.file_rules import FileRule, SchemaFile, objects

FOLDER = "blanks"  # beside the folder of the forms
_AT = ("x-form", "blank")


def blank_kept(file: SchemaFile) -> Iterator[Fault]:
    """The blank that a form cites is kept unchanged, and the document that issued it is named."""
    told = _told(file)
    if told is None:
        return
    path = _path(file, told)
    if not path.is_file():
        yield Fault(f"không có tệp {FOLDER}/{path.name}", (*_AT, "file"))
    elif sha256(path.read_bytes()).hexdigest() != told.get("sha256"):
        yield Fault(f"{FOLDER}/{path.name} khác với sha256 đã ghi", (*_AT, "sha256"))
    if "document" not in told:
        yield Fault("thiếu document: tên, số, ngày của văn bản ban hành mẫu (name, number, date)", _AT)


def cells_say(file: SchemaFile) -> Iterator[Fault]:
    """Every label that cites cells of the blank stands in them word for word; every cited cell is there."""
    if not file.is_form:
        return
    cited = [(where, node) for where, node in objects(file.document, ()) if isinstance(node.get("x-cell"), list)]
    told = _told(file)
    if told is None:
        yield from (Fault("x-cell cần x-form.blank", (*where, "x-cell")) for where, _ in cited)
        return
    path = _path(file, told)
    if not cited or not path.is_file():
        return
    try:
        cells = _cells(path, path.read_bytes(), told.get("sheet", ""))
    except BlankError as error:
        yield Fault(str(error), _AT)
        return
    for where, node in cited:
        here = (*where, "x-cell")
        for address in node["x-cell"]:
            if address not in cells:
                yield Fault(f"mẫu không có ô {address}", here)
        words = node.get("x-printed") or node.get("title") or node.get("text")
        found = squeezed(" ".join(cells.get(address, "") for address in node["x-cell"]))
        if isinstance(words, str) and not _stands(squeezed(words), found):
            said = f"ô {', '.join(node['x-cell'])} của mẫu ghi {found!r}, không có nguyên văn {words!r}"
            yield Fault(said, here)


BLANK_RULES: tuple[FileRule, ...] = (blank_kept, cells_say)


def _told(file: SchemaFile) -> dict[str, Any] | None:
    """The x-form.blank of a form; None where there is none."""
    identity = file.document.get("x-form") if file.is_form else None
    told = identity.get("blank") if isinstance(identity, dict) else None
    return told if isinstance(told, dict) else None


def _path(file: SchemaFile, told: dict[str, Any]) -> Path:
    return file.path.parent.parent / FOLDER / Path(str(told.get("file", ""))).name


@lru_cache(maxsize=16)
def _cells(path: Path, content: bytes, sheet: str) -> dict[str, str]:
    """The words of every cell by its address; `content` stands for the state of the file."""
    del content
    blank: Blank = read_blank(path)
    held = [one for one in blank.sheets if not sheet or one.name == sheet]
    if not held:
        raise BlankError(f"{path.name} không có trang {sheet!r}")
    return {cell.address: cell.words for cell in held[0].cells}


def _stands(words: str, found: str) -> bool:
    """Whether the words stand in what was found, from the start of a word to the end of one."""
    before, after = (r"(?<!\w)" if words[:1].isalnum() else ""), (r"(?!\w)" if words[-1:].isalnum() else "")
    return re.search(before + re.escape(words) + after, found) is not None
