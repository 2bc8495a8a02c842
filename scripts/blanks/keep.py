"""Make the copy of a blank that is kept as evidence: the same cells, without the names of persons."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from scripts.archive import zipped

_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES: Final = {
    "docProps/core.xml": _HEAD
    + b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": _HEAD
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": _HEAD
    + b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
# Where else programs write who worked on a file: comments, tracked changes, the folder it was saved in.
_PERSONS: Final = (
    (re.compile(rb"(<author>)[^<]*(</author>)"), rb"\1\2"),
    (re.compile(rb'(\bw(?:15)?:(?:author|initials|userId)=")[^"]*(")'), rb"\1\2"),
    (re.compile(rb'(\b(?:displayName|userId|lastModifiedBy|userName)=")[^"]*(")'), rb"\1\2"),
    (re.compile(rb'(<x15ac:absPath\b[^>]*\burl=")[^"]*(")'), rb"\1\2"),
)


def without_persons(content: bytes) -> bytes:
    """The workbook or document without properties, authors and folder names; the same bytes on every run."""
    with ZipFile(BytesIO(content)) as source:
        parts = [(name, source.read(name)) for name in source.namelist() if not name.endswith("/")]
    return zipped((name, _cleaned(name, part)) for name, part in parts)


def _cleaned(name: str, part: bytes) -> bytes:
    if name in _PROPERTIES:
        return _PROPERTIES[name]
    if name.endswith(".xml"):
        for pattern, kept in _PERSONS:
            part = pattern.sub(kept, part)
    return part
