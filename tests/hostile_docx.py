"""Builds the Word files that a careless or hostile sender might send, and reads them where they do no harm."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from scripts.submissions.container import MAX_PARTS, MIB
from tests import hostile
from tests.hostile import Content, numbered, ole2, pack, pack_list, patch_entry, relations, repeated

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = "word/document.xml"
STYLES = "word/styles.xml"
CPU_SECONDS = 6  # twice what a quiet machine needs at most
START, END = f'<w:document xmlns:w="{W}"><w:body>', "</w:body></w:document>"

_READ_IN_A_CELL = (
    hostile.OWN_PEAK
    + """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2])))
from scripts.submissions.container import Unreadable
from scripts.submissions.docx import read_docx
try:
    result = "blocks:" + str(len(read_docx(Path(sys.argv[1])).blocks))
except Unreadable as error:
    result = error.code
used = resource.getrusage(resource.RUSAGE_SELF)
print(result, own_peak(), used.ru_utime + used.ru_stime)
"""
)


def read_apart(path: Path, cpu_seconds: int = CPU_SECONDS) -> tuple[str, int, float]:
    """Read the file in a process of its own that is killed after so many seconds of processor time.

    Returns the code of Unreadable or "blocks:<count>", the most memory in MiB, and the seconds used.
    """
    command = [sys.executable, "-c", _READ_IN_A_CELL, str(path), str(cpu_seconds)]
    done = subprocess.run(command, cwd=hostile.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"ended by {done.returncode}: {done.stderr}"
    result, peak, seconds = done.stdout.split()
    return result, int(peak) // (1024 * 1024 if sys.platform == "darwin" else 1024), float(seconds)


def body(inside: str) -> str:
    """The main part with this content."""
    return START + inside + END


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def document(main: Content = "", more: Mapping[str, Content] | None = None) -> dict[str, Content]:
    """The parts of a Word file; with an empty body when none is given."""
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", BODY), ("core-properties", "docProps/core.xml")),
        "word/_rels/document.xml.rels": relations(("styles", "styles.xml"), ("numbering", "numbering.xml")),
        BODY: main or body(""),
        **(more or {}),
    }


def styles(inside: str) -> dict[str, Content]:
    """The part with these styles."""
    return {STYLES: f'<w:styles xmlns:w="{W}">{inside}</w:styles>'}


def _parts(main: Content = "", more: Mapping[str, Content] | None = None) -> Callable[[Path], Path]:
    return lambda path: pack(path, document(main, more))


def _bytes(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def _cut(path: Path) -> Path:
    data = pack(path, document(body(paragraph("Nội dung " * 5000)))).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def _spoilt(path: Path) -> Path:
    data = bytearray(pack(path, document(body(paragraph("Báo cáo"))), 0).read_bytes())
    at = data.index("Báo".encode())
    data[at : at + 3] = b"xyz"
    path.write_bytes(data)
    return path


ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ENTITIES = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "{"x" * 1000}">]>' + body(paragraph("&a;" * 1000))
_STYLE_RING = "".join(
    f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="s{n}"/>'
    f'<w:basedOn w:val="s{(n + 1) % 5000}"/></w:style>'
    for n in range(5000)
)

# What a file is or does, how it is made, and the code it is refused with.
REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "nothing": (_bytes(b""), "empty-file"),
    "old Word": (_bytes(ole2("WordDocument", "1Table")), "is-doc"),
    "password": (_bytes(ole2("EncryptionInfo", "EncryptedPackage")), "encrypted"),
    "old Excel": (_bytes(ole2("Workbook")), "is-workbook"),
    "old PowerPoint": (_bytes(ole2("PowerPoint Document")), "not-a-report"),
    "PDF": (_bytes(b"%PDF-1.7\n%\xe2\xe3"), "is-pdf"),
    "web page": (_bytes(b"<html xmlns:w='urn:schemas-microsoft-com:office:word'><body>"), "is-html"),
    "flat XML": (_bytes(b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>'), "is-xml"),
    "RTF": (_bytes(b"{\\rtf1\\ansi B\\u225?o c\\u225?o}"), "is-rtf"),
    "plain text": (_bytes("BÁO CÁO\n".encode()), "is-text"),
    "picture": (_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "is-picture"),
    "OpenDocument text": (lambda path: pack(path, {"mimetype": ODT, "content.xml": "<x/>"}), "is-odt"),
    "OpenDocument sheet": (lambda path: pack(path, {"mimetype": ODS}), "is-workbook"),
    "workbook": (lambda path: pack(path, hostile.workbook()), "is-workbook"),
    "binary workbook": (lambda path: pack(path, hostile.workbook(more={"xl/workbook.bin": b"\0"})), "is-workbook"),
    "slides": (lambda path: pack(path, {"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "not-a-report"),
    "archive": (lambda path: pack(path, {"Bao cao.docx": b"PK", "Bieu 1B.xlsx": b"PK"}), "zip-not-report"),
    "other root": (_parts(f'<w:comments xmlns:w="{W}"/>'), "zip-not-report"),
    "cut": (_cut, "truncated"),
    "spoilt": (_spoilt, "bad-crc"),
    "no main part": (lambda path: pack(path, {**document(), "_rels/.rels": relations()}), "missing-part"),
    "main part lost": (lambda path: pack(path, {k: v for k, v in document().items() if k != BODY}), "missing-part"),
    "not well formed": (_parts("<w:document><w:body></w:document>"), "bad-xml"),
    "undeclared entity": (_parts(body(paragraph("&nbsp;"))), "bad-xml"),
    "entities": (_parts(_ENTITIES), "has-doctype"),
    "doctype in styles": (_parts(more={STYLES: "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>"}), "has-doctype"),
    "deep": (_parts(body("<w:sdt>" * 1000 + "</w:sdt>" * 1000)), "too-complex"),
    "endless names": (_parts(numbered(START, "<w:x{0}/>", 50_000, END)), "too-complex"),
    "endless text": (
        _parts(numbered(START + "<w:p><w:r><w:t>", "báo cáo {0} ", 200_000, "</w:t></w:r></w:p>" + END)),
        "too-complex",
    ),
    "endless tag": (_parts(numbered(START + '<w:p w:rsidR="', "{0} ", 400_000, '"/>' + END)), "too-complex"),
    "bomb": (_parts(repeated(START, "<w:p/>", 60 * MIB, END)), "bomb"),
    "bomb beside": (_parts(more={"word/media/a.png": repeated("", "\0", 60 * MIB, "")}), "bomb"),
    "leads outside": (_parts(more={"word/../../evil": "x"}), "dangerous-name"),
    "twice": (lambda path: pack_list(path, [*document().items(), (BODY.upper(), body(""))]), "duplicate-part"),
    "many parts": (_parts(more={f"word/media/{n}": "" for n in range(MAX_PARTS + 1)}), "too-many-parts"),
    "encrypted part": (lambda path: patch_entry(_parts()(path), BODY, 8, "<H", 1), "encrypted"),
    "odd compression": (lambda path: patch_entry(_parts()(path), BODY, 10, "<H", 14), "unsupported-compression"),
    "many empty paragraphs": (_parts(numbered(START, '<w:p w:rsidR="{0:x}"/>', 2_000_000, END)), "too-many-cells"),
    "many runs with text": (
        _parts(
            numbered(
                START + "<w:p>",
                '<w:r><w:rPr><w:rFonts w:ascii="F{0}"/></w:rPr><w:t>{0}</w:t></w:r>',
                400_000,
                "</w:p>" + END,
            )
        ),
        "too-complex",
    ),
    "fields never closed": (
        _parts(numbered(START + "<w:p>", '<w:fldChar w:fldCharType="begin" w:id="{0}"/>', 900_000, "</w:p>" + END)),
        "too-many-cells",
    ),
    "many styles": (
        _parts(
            more={
                STYLES: numbered(f'<w:styles xmlns:w="{W}">', '<w:style w:styleId="s{0}"/>', 1_200_000, "</w:styles>")
            }
        ),
        "too-many-cells",
    ),
}

# What looks bad but may be read, and how many blocks it has.
READ: dict[str, tuple[Callable[[Path], Path], int]] = {
    "macros": (_parts(body(paragraph("a")), {"word/vbaProject.bin": b"\xd0\xcf"}), 1),
    "styles in a ring": (
        _parts(
            body("".join(paragraph("a", f'<w:pStyle w:val="s{n}"/>') for n in range(5000))),
            styles(_STYLE_RING),
        ),
        5000,
    ),
    "template outside": (
        lambda path: pack(
            path,
            {
                **document(body(paragraph("a"))),
                "word/_rels/document.xml.rels": relations(
                    ("attachedTemplate", "http://127.0.0.1:9/evil.dotm"),
                    ("styles", "file:///etc/passwd"),
                    mode=' TargetMode="External"',
                ),
            },
        ),
        1,
    ),
    "field that never ends": (
        _parts(
            body(
                '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC \\o</w:instrText>'
                '<w:fldChar w:fldCharType="separate"/></w:r></w:p>' + paragraph("I", '<w:outlineLvl w:val="0"/>') * 3
            )
        ),
        4,
    ),
}
