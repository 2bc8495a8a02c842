"""Words of a blank that stand in no cell: in shapes, text boxes, content controls, tracked changes, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from xml.etree import ElementTree
from zipfile import ZipFile

from scripts.blanks.blank import squeezed

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHEET: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BESIDE: Final = re.compile(r"(?:xl/drawings/drawing|xl/comments/?(?:comment)?|word/comments)\d*\.xml")
_HOLDERS: Final = frozenset(f"{_WORD}{name}" for name in ("txbxContent", "sdtContent", "ins", "del"))
_PARAGRAPHS: Final = frozenset((f"{_DRAWN}p", f"{_WORD}p", f"{_SHEET}text"))


def unread(content: bytes) -> tuple[str, ...]:
    """What a reader of cells and paragraphs does not see, each once, in the order of the file.

    Raises BadZipFile and ParseError for damaged files.
    """
    with ZipFile(BytesIO(content)) as held:
        found = [words for name in held.namelist() for words in _of_part(name, held)]
    return tuple(dict.fromkeys(filter(None, map(squeezed, found))))


def _of_part(name: str, held: ZipFile) -> Iterator[str]:
    wanted = _PARAGRAPHS if _BESIDE.fullmatch(name) else _HOLDERS if name == "word/document.xml" else frozenset()
    if wanted:
        for part in ElementTree.fromstring(held.read(name)).iter():
            if part.tag in wanted:
                yield "".join(part.itertext())
