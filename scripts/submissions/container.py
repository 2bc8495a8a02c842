"""Decides from a file's content what it really is, and opens it only if it is the harmless package wanted."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final, Literal

Wanted = Literal["workbook", "report"]

MIB: Final = 1024 * 1024
MAX_FILE: Final = 32 * MIB
MAX_PART: Final = 64 * MIB
MAX_ALL_PARTS: Final = 256 * MIB
MAX_PARTS: Final = 5_000
MAX_RATIO: Final = 200
RATIO_FROM: Final = 2 * MIB
CHUNK: Final = 64 * 1024
_TAIL: Final = 64 * 1024 + 22  # in which the end of a ZIP's directory stands
_PICTURES: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_BINARY: Final[Mapping[str, Callable[[bytes], bool]]] = MappingProxyType(
    {
        "is-pdf": lambda data: b"%PDF-" in data[:1024],
        "bytes-before": lambda data: b"PK\x05\x06" in data[-_TAIL:] and b"PK\x03\x04" in data,
        "is-picture": lambda data: data.startswith(_PICTURES),
        "only-zeros": lambda data: not data.strip(b"\0"),
    }
)

FACTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "empty-file": (),
        "not-a-workbook": (),
        "is-xls": (),
        "is-xlsb": (),
        "is-docx": ("kind",),
        "is-html": (),
        "is-xml": (),
        "is-pdf": (),
        "is-text": (),
        "is-picture": (),
        "only-zeros": (),
        "bytes-before": (),
        "not-a-report": (),
        "is-doc": (),
        "is-odt": (),
        "is-rtf": (),
        "is-workbook": ("kind",),
        "encrypted": (),
        "truncated": (),
        "zip-not-workbook": ("holds",),
        "zip-not-report": ("holds",),
        "file-too-large": ("part", "size", "limit"),
        "too-many-parts": ("count", "limit"),
        "too-many-sheets": ("count", "limit"),
        "too-many-cells": ("part", "limit"),
        "too-complex": ("part", "what", "limit"),
        "bomb": ("part", "limit"),
        "dangerous-name": ("part",),
        "duplicate-part": ("part",),
        "overlapping-parts": ("part",),
        "unsupported-compression": ("part", "method"),
        "bad-crc": ("part",),
        "bad-xml": ("part", "line"),
        "has-doctype": ("part",),
        "missing-part": ("part",),
        "out-of-grid": ("sheet", "cell"),
        "duplicate-cell": ("sheet", "cell"),
        "bad-string-index": ("sheet", "cell", "index"),
        "bad-value": ("sheet", "cell"),
    }
)
CODES: Final[tuple[str, ...]] = tuple(FACTS)


class Unreadable(Exception):  # noqa: N818 - a finding about the file, no fault of the program
    """A file that is not read, with the reason as a stable code and its facts; the prose stands elsewhere.

    What the file is instead of a workbook:
        empty-file          no bytes at all
        not-a-workbook      of no kind known here
        is-xls, is-xlsb     an Excel workbook of the old binary, or of the new binary format
        is-docx             another Office file; kind: "word", "powerpoint" or "visio"
        is-html, is-xml, is-pdf, is-text, is-picture    such a file, whatever its name says (CSV is text)
        only-zeros          nothing but zeros: a placeholder of a cloud, or a disk that lost the content
        bytes-before        a ZIP, but with other bytes before it, as of a mail
        encrypted           protected by a password, as a workbook or as a ZIP
        truncated           cut short or damaged, so that the list of its parts cannot be read
        zip-not-workbook    a ZIP of other things; holds: its first few entry names
    What the file is instead of a Word report, where that is wanted:
        not-a-report        of no kind known here, or for slides or drawings
        is-doc, is-odt, is-rtf      a text document of Word's old format, of OpenDocument, or RTF
        is-workbook         a workbook; kind: "xlsx", "xlsb", "xls" or "ods"
        zip-not-report      a ZIP of other things; holds: its first few entry names
    What makes the package unsafe to read (part is an entry name):
        file-too-large      part: "" for the file, "*" for all parts together; size and limit in bytes
        too-many-parts      count (at least) and limit of entries
        too-many-sheets     count (at least) and limit of sheets
        too-many-cells      more cells, strings, merges, names and styles than limit by this part
        too-complex         what: "depth", "tags", "names", "token" or "text" exceeds limit
        bomb                inflates to more than limit times its size, or to more than it declares
        dangerous-name      leads out of the package, or is no portable name
        duplicate-part      the same name twice (case does not count)
        overlapping-parts   shares bytes with another entry
        unsupported-compression     method: the number of the method, neither stored nor deflated
    What is broken inside the package:
        bad-crc             the part's bytes do not agree with its size or checksum
        bad-xml             not well formed, or with an impossible value, at line
        has-doctype         declares a document type or entities
        missing-part        the package refers to it but does not hold it
        out-of-grid         sheet, and cell: the address or number beyond XFD1048576, as written
        duplicate-cell      sheet, and cell: the address that has two values
        bad-string-index    sheet, cell, index: as written, of no shared string
        bad-value           sheet, cell: whose value does not fit its type
    """

    def __init__(self, code: str, **facts: object) -> None:
        """Takes a code of CODES and exactly its facts.  Raises ValueError for any other."""
        if code not in FACTS or set(facts) != set(FACTS[code]):
            raise ValueError(f"{code}: {sorted(facts)}")
        super().__init__(code, facts)
        self.code = code
        self.facts: Mapping[str, object] = MappingProxyType(facts)

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value!r}" for name, value in self.facts.items())])


@dataclass(slots=True)
class Package:
    """A guarded package of a workbook or a report; part names are compared without regard to case, as OPC has it."""

    _archive: zipfile.ZipFile
    _entries: Mapping[str, zipfile.ZipInfo]
    _inflated: int = field(default=0, init=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts as written."""
        return tuple(info.filename for info in self._entries.values())

    @property
    def opendocument(self) -> str:
        """Which kind of OpenDocument it is, such as "spreadsheet" or "text"; empty where it is none."""
        kind = b"".join(self.chunks("mimetype")) if self.has("mimetype") else b""
        found = re.match(rb"application/vnd\.oasis\.opendocument\.([a-z]+)", kind)
        return found[1].decode() if found else ""

    def has(self, part: str) -> bool:
        """Whether the package holds the part."""
        return part.casefold() in self._entries

    def chunks(self, part: str) -> Iterator[bytes]:
        """The part's bytes, inflated piece by piece and counted; the checksum is checked at the end.

        Raises Unreadable: missing-part, truncated, bad-crc, bomb, file-too-large.
        """
        info = self._entries.get(part.casefold())
        if info is None:
            raise Unreadable("missing-part", part=part)
        # ZipFile.open silently stops at the declared size.  Declaring more makes it show what is there.
        honest = copy(info)
        honest.file_size = info.file_size + 2 * CHUNK
        try:
            stream = self._archive.open(honest)
        except zipfile.BadZipFile as error:
            raise Unreadable("truncated") from error
        size = 0
        with stream:
            while chunk := self._next(stream, info.filename):
                size += len(chunk)
                if size > info.file_size:
                    raise Unreadable("bomb", part=info.filename, limit=MAX_RATIO)
                yield chunk
        if size != info.file_size:
            raise Unreadable("bad-crc", part=info.filename)

    def _next(self, stream: IO[bytes], part: str) -> bytes:
        try:
            chunk = stream.read(CHUNK)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise Unreadable("bad-crc", part=part) from error
        # A part may be asked for many times, so the sum of the declared sizes is no bound.
        self._inflated += len(chunk)
        if self._inflated > MAX_ALL_PARTS:
            raise Unreadable("file-too-large", part="*", size=self._inflated, limit=MAX_ALL_PARTS)
        return chunk


def open_package(path: Path, wanted: Wanted = "workbook") -> Package:
    """Opens the package at path, all limits checked, nothing of it inflated yet.

    Raises Unreadable when the file is not of the wanted kind or unsafe, OSError when it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(MAX_FILE + 1)
        if len(data) > MAX_FILE:
            raise Unreadable("file-too-large", part="", size=max(path.stat().st_size, len(data)), limit=MAX_FILE)
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise _other_kind(data, wanted)
    archive = _open_zip(data)
    entries = _checked_entries(archive)
    _check_layout(archive, data)
    package = Package(archive, MappingProxyType(entries))
    check = _check_workbook if wanted == "workbook" else _check_report
    check(package)
    return package


def _open_zip(data: bytes) -> zipfile.ZipFile:
    # ZipFile reads the whole directory before it can be asked for its length, and the length the file
    # declares is not what ZipFile goes by; so the signatures of the directory's entries are counted.
    count = data.count(b"PK\x01\x02")
    if count > MAX_PARTS:
        raise Unreadable("too-many-parts", count=count, limit=MAX_PARTS)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error) as error:
        raise Unreadable("truncated") from error


def _checked_entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        _check_entry(info)
        info.filename = _part_name(info)
        if entries.setdefault(info.filename.casefold(), info) is not info:
            raise Unreadable("duplicate-part", part=info.filename)
    size = sum(info.file_size for info in entries.values())
    if size > MAX_ALL_PARTS:
        raise Unreadable("file-too-large", part="*", size=size, limit=MAX_ALL_PARTS)
    return entries


def _check_entry(info: zipfile.ZipInfo) -> None:
    part = info.orig_filename
    if re.search(r"[\x00-\x1f]|^/|^[A-Za-z]:|(?:^|/)\.\.?(?:/|$)", _part_name(info)):
        raise Unreadable("dangerous-name", part=part)
    if info.flag_bits & 0x2041:  # encrypted, strongly encrypted, masked directory
        raise Unreadable("encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 0x20:
        raise Unreadable("unsupported-compression", part=part, method=info.compress_type)
    if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * info.compress_size:
        raise Unreadable("bomb", part=part, limit=MAX_RATIO)
    if info.file_size > MAX_PART:
        raise Unreadable("file-too-large", part=part, size=info.file_size, limit=MAX_PART)


def _part_name(info: zipfile.ZipInfo) -> str:
    """The entry's name as a part of a package; some programs on Windows write the separator of Windows."""
    return info.orig_filename.replace("\\", "/")  # filename is cut at a NUL


def _check_layout(archive: zipfile.ZipFile, data: bytes) -> None:
    free = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        start = info.header_offset
        if data[start : start + 4] != b"PK\x03\x04" or len(data) < start + 30:
            raise Unreadable("truncated")
        if start < free:
            raise Unreadable("overlapping-parts", part=info.filename)
        name_and_extra = struct.unpack_from("<HH", data, start + 26)
        free = start + 30 + sum(name_and_extra) + info.compress_size
    if free > archive.start_dir:
        raise Unreadable("truncated")


def _check_workbook(package: Package) -> None:
    if package.opendocument == "spreadsheet":
        return
    _check_types(package, "xl/workbook.xml", "zip-not-workbook")
    if package.has("xl/workbook.bin"):
        raise Unreadable("is-xlsb")
    folders = {name.partition("/")[0].casefold() for name in package.names}
    if "xl" not in folders:
        for folder, kind_name in (("word", "word"), ("ppt", "powerpoint"), ("visio", "visio")):
            if folder in folders:
                raise Unreadable("is-docx", kind=kind_name)


def _check_types(package: Package, main: str, otherwise: str) -> None:
    types = "[Content_Types].xml"
    if not package.has(types):
        raise (
            Unreadable("missing-part", part=types)
            if package.has(main)
            else Unreadable(otherwise, holds=package.names[:3])
        )


def _check_report(package: Package) -> None:
    if package.opendocument == "text":
        raise Unreadable("is-odt")
    if package.opendocument == "spreadsheet":
        raise Unreadable("is-workbook", kind="ods")
    _check_types(package, "word/document.xml", "zip-not-report")
    folders = {name.partition("/")[0].casefold() for name in package.names}
    if "word" not in folders:
        if "xl" in folders:
            raise Unreadable("is-workbook", kind="xlsb" if package.has("xl/workbook.bin") else "xlsx")
        if folders & {"ppt", "visio"}:
            raise Unreadable("not-a-report")


def _other_kind(data: bytes, wanted: Wanted) -> Unreadable:
    if not data:
        return Unreadable("empty-file")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole2_kind(data, wanted)
    if found := next((code for code, holds in _BINARY.items() if holds(data)), None):
        return Unreadable(found)
    text = _as_text(data[:4096])
    if text is None:
        return Unreadable("not-a-workbook" if wanted == "workbook" else "not-a-report")
    text = text.lstrip("\ufeff \t\r\n").lower()
    if wanted == "report" and text.startswith("{\\rtf"):
        return Unreadable("is-rtf")
    if re.match(r"<(?:!doctype html|html|head|meta|body|table|style|div|!--)", text) or "<html" in text:
        return Unreadable("is-html")
    return Unreadable("is-xml" if text.startswith("<?xml") else "is-text")


def _ole2_kind(data: bytes, wanted: Wanted) -> Unreadable:
    if _has_stream(data, "EncryptedPackage"):
        return Unreadable("encrypted")
    if wanted == "report":
        return _old_report_kind(data)
    # A workbook may hold documents inside.
    if not _is_old_workbook(data) and (_has_stream(data, "WordDocument") or _has_stream(data, "PowerPoint Document")):
        return Unreadable("not-a-workbook")
    return Unreadable("is-xls")


def _old_report_kind(data: bytes) -> Unreadable:
    if _is_old_workbook(data):
        return Unreadable("is-workbook", kind="xls")
    return Unreadable("not-a-report" if _has_stream(data, "PowerPoint Document") else "is-doc")


def _is_old_workbook(data: bytes) -> bool:
    return _has_stream(data, "Workbook") or _has_stream(data, "Book")


def _has_stream(data: bytes, name: str) -> bool:
    # A directory entry is found by its shape (name padded to 64 bytes, length, type "stream"), which no
    # cell's text has; the chains of sectors that lead to it need not be trusted then.
    text = name.encode("utf-16-le")
    return text.ljust(64, b"\0") + struct.pack("<HB", len(text) + 2, 2) in data


def _as_text(sample: bytes) -> str | None:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample.decode("utf-16", "replace")
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", sample):
        return None
    return sample.decode("utf-8", "replace")
