"""Recognizes files that a unit sends for forms whose layout nobody has: by the form's code in the file's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Final

from scripts.model.form import Form
from scripts.submissions.read import DOCUMENTS

_CODE: Final = re.compile(r"(?<![0-9])([0-9]{1,2})[\s_-]?B(?![A-Z0-9])", re.IGNORECASE)


def form_of(name: str, forms: Mapping[str, Form]) -> Form | None:
    """The form that the file's name speaks of: “Biểu 3B.pdf”, “phu-luc-so-3b (1).xlsx”; None where it names none
    or more than one."""
    stem = unicodedata.normalize("NFC", PurePath(name).stem)
    codes = {f"{int(code)}B" for code in _CODE.findall(stem)}
    return forms.get(codes.pop()) if len(codes) == 1 else None


def is_attachment(path: Path, forms: Mapping[str, Form]) -> bool:
    """Whether the file is named after a form that cannot be filled here, so that it is kept and not read.

    A document of our own kind says what became of such a form, and is read.
    """
    form = form_of(path.name, forms)
    return form is not None and not form.fillable and path.suffix.lower() not in DOCUMENTS


def named_like(name: str, files: Iterable[Path]) -> Path | None:
    """The file whose name a person gave, in whatever case and Unicode form, with or without its ending."""
    wanted = _plain(name)
    return next((f for f in files if wanted in (_plain(f.name), _plain(f.stem))), None)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", PurePath(name.strip()).name).casefold().split())
