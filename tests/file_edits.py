"""What programs, mail and disks do to the file itself, as small named functions on its bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from openpyxl.utils import column_index_from_string, get_column_letter

from tests.edits import file_edit
from tests.hostile import ole2


def _rewritten(content: bytes, change: Callable[[str, bytes], bytes | None], more: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = change(info.filename, old.read(info))
            if part is not None:
                new.writestr(info.filename, part)
        for name, part in more.items():
            new.writestr(name, part)
    return buffer.getvalue()


@file_edit
def in_parts(content: bytes, parts: str, old: str, new: str) -> bytes:
    """Replace a pattern in the XML of the parts whose name fits."""
    seen = 0

    def change(name: str, part: bytes) -> bytes:
        nonlocal seen
        if not re.search(parts, name):
            return part
        text, count = re.subn(old, new, part.decode(), flags=re.DOTALL)
        seen += count
        return text.encode()

    made = _rewritten(content, change, {})
    assert seen, f"{old} is in no part"
    return made


@file_edit
def blank_cells(content: bytes, lines: int, columns: int) -> bytes:
    """Format many empty cells below the table, as a drag of the format brush does."""

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet2.xml":
            return part
        first = 1 + max(int(found) for found in re.findall(rb'<row r="(\d+)"', part))
        letters = [get_column_letter(col) for col in range(1, columns + 1)]
        rows = (
            f'<row r="{line}">{"".join(f"""<c r="{letter}{line}" s="1"/>""" for letter in letters)}</row>'
            for line in range(first, first + lines)
        )
        return part.replace(b"</sheetData>", "".join(rows).encode() + b"</sheetData>")

    return _rewritten(content, change, {})


@file_edit
def strict(content: bytes) -> bytes:
    """Save as Strict Open XML: the same with the standard's own namespaces."""
    spaces = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }

    def change(_name: str, part: bytes) -> bytes:
        for old, new in spaces.items():
            part = part.replace(old, new)
        return part

    return _rewritten(content, change, {})


@file_edit
def add_macros(content: bytes) -> bytes:
    """Put a project of macros into the file."""
    return _rewritten(content, lambda _, part: part, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})


@file_edit
def as_from_the_web(content: bytes) -> bytes:
    """Text in the cells themselves, no dimensions, no addresses of cells that follow the one before."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        shared = archive.read("xl/sharedStrings.xml").decode()
    strings = re.findall(r"<si>(.*?)</si>", shared, re.DOTALL)

    def change(name: str, part: bytes) -> bytes:
        if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            return part
        text = re.sub(r"<dimension[^>]*/>", "", part.decode())
        pattern = r't="s"([^>]*)><v>(\d+)</v>'
        text = re.sub(pattern, lambda m: f't="inlineStr"{m[1]}><is>{strings[int(m[2])]}</is>', text)
        return re.sub(r'(<row r="(\d+)"[^>]*>)(.*?)(?=</row>)', _without_addresses, text, flags=re.DOTALL).encode()

    return _rewritten(content, change, {})


def _without_addresses(row: re.Match[str]) -> str:
    """The row's cells without their addresses wherever they follow one another."""
    last = 0

    def bare(cell: re.Match[str]) -> str:
        nonlocal last
        here, before = column_index_from_string(cell[1]), last
        last = here
        return "<c" if here == before + 1 else cell[0]

    return row[1] + re.sub(r'<c r="([A-Z]+)\d+"', bare, row[3])


@file_edit
def link_to(content: bytes, file: str) -> bytes:
    """Give the workbook the part that says which other file [1] is."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<externalLink xmlns="{main}"><externalBook xmlns:r="{relations}" r:id="rId1"/></externalLink>'
    target = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{relations}/externalLinkPath" Target="{file}" TargetMode="External"/>'
        "</Relationships>"
    )

    def change(name: str, part: bytes) -> bytes:
        if name != "xl/_rels/workbook.xml.rels":
            return part
        one = f'<Relationship Id="rIdL" Type="{relations}/externalLink" Target="externalLinks/externalLink1.xml"/>'
        return part.replace(b"</Relationships>", one.encode() + b"</Relationships>")

    more = {
        "xl/externalLinks/externalLink1.xml": link.encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels": target.encode(),
    }
    return _rewritten(content, change, more)


@file_edit
def cut(content: bytes, keep: float) -> bytes:
    """Keep only the first part of the file, as a broken download does."""
    return content[: int(len(content) * keep)]


@file_edit
def become(_content: bytes, text: str) -> bytes:
    """Another file under the same name."""
    return text.encode()


@file_edit
def zip_it(content: bytes, name: str) -> bytes:
    """Pack the workbook into a ZIP and call that a workbook."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@file_edit
def lock(_content: bytes) -> bytes:
    """Save with a password to open."""
    return ole2("EncryptionInfo", "EncryptedPackage")
