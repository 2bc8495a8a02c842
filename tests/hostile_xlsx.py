"""Filled templates as a careless or hostile sender might send them: what must be refused, and what must be borne.

Each kind changes the filled template of 13B, so that what is borne is a whole return that has to be read.
`python -m tests.hostile_xlsx` prints what each costs.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from scripts.model.a1 import ROWS
from scripts.submissions.container import MAX_FILE, MIB
from tests import hostile
from tests.file_edits import in_parts
from tests.first import filled
from tests.hostile import Content, directory_entry, numbered, ole2, pack_list, patch_entry, repeated

CODE = "13B"
SHEET = "xl/worksheets/sheet2.xml"
BOOK = "xl/workbook.xml"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
TYPES = "[Content_Types].xml"
CPU_SECONDS = 10  # at which the process is killed; what a kind needs on a quiet machine the module prints

_CHECK = (
    hostile.OWN_PEAK
    + """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2])))
from scripts.schema import catalogue
from scripts.validation.run import check_paths
from scripts.validation.formats import as_text
report = check_paths([Path(sys.argv[1])], catalogue.forms())
shown = as_text(report)
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "codes": sorted({finding.code for finding in report.findings}), "exit": report.exit_code(),
    "returns": report.returns, "accepted": sum(account.accepted for account in report.accounts),
    "message": report.findings[0].message if report.findings else "",
    "text": len(shown), "peak": own_peak(), "seconds": used.ru_utime + used.ru_stime,
}))
"""
)

Make = Callable[[Path], Path]


def check_apart(path: Path, cpu_seconds: int = CPU_SECONDS) -> dict[str, Any]:
    """Check the file in a process of its own, killed after so many seconds of processor time.

    Returns the codes found, the exit code, how many returns were read and cells accepted, the first message, the length
    of the whole report, the seconds of the processor, the start-up included, and the most memory in MiB.
    """
    command = [sys.executable, "-c", _CHECK, str(path), str(cpu_seconds)]
    done = subprocess.run(command, cwd=hostile.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"ended by {done.returncode}: {done.stderr[-2000:]}"
    said: dict[str, Any] = json.loads(done.stdout)
    said["peak"] //= 1024 * 1024 if sys.platform == "darwin" else 1024
    return said


# ------------------------------------------------------------ ways to change the template


def parts_of(content: bytes) -> dict[str, Content]:
    """The parts of a package by name."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def changed(
    change: Callable[[dict[str, Content]], Iterable[tuple[str, Content]] | None], method: int = zipfile.ZIP_DEFLATED
) -> Make:
    """The template with other parts; a change that returns nothing has changed them in place."""

    def make(path: Path) -> Path:
        parts = parts_of(filled(CODE, 1))
        return pack_list(path, change(parts) or list(parts.items()), method)

    return make


def with_part(name: str, content: Callable[[], Content]) -> Make:
    """The template with one part more, or another in its place."""
    return changed(lambda parts: parts.update({name: content()}))


def without(name: str) -> Make:
    """The template without a part."""

    def drop(parts: dict[str, Content]) -> None:
        del parts[name]

    return changed(drop)


def replaced(part: str, old: str, new: str, count: int = 1) -> Make:
    """The template with other text in one part."""

    def change(parts: dict[str, Content]) -> None:
        text = _joined(parts[part]).decode()
        assert old in text, old
        parts[part] = text.replace(old, new, count)

    return changed(change)


def inserted(part: str, before: str, more: Callable[[], Iterable[str]]) -> Make:
    """The template with more XML in one part, before the first such tag."""

    def change(parts: dict[str, Content]) -> None:
        one, other = _joined(parts[part]).split(before.encode(), 1)
        parts[part] = _pieces(one, more(), before.encode() + other)

    return changed(change)


def below(more: Callable[[], Iterable[str]]) -> Make:
    """The template with more rows of the sheet's XML below the table."""
    return inserted(SHEET, "</sheetData>", more)


def _pieces(start: bytes, more: Iterable[str], end: bytes) -> Iterator[bytes]:
    yield start
    yield from (piece.encode() for piece in more)
    yield end


def _joined(content: Content) -> bytes:
    if isinstance(content, str):
        return content.encode()
    return content if isinstance(content, bytes) else b"".join(content)


def on_bytes(change: Callable[[bytes], bytes]) -> Make:
    """The template with other bytes."""

    def make(path: Path) -> Path:
        path.write_bytes(change(filled(CODE, 1)))
        return path

    return make


def patched(name: str, offset: int, layout: str, value: int, make: Make | None = None) -> Make:
    """The template, or what `make` makes of it, with one number overwritten in the directory of the ZIP."""
    return lambda path: patch_entry((make or on_bytes(bytes))(path), name, offset, layout, value)


def text(words: bytes | str) -> Make:
    """Something else under the name of a workbook."""
    return on_bytes(lambda _: words.encode() if isinstance(words, str) else words)


def without_names(make: Make) -> Make:
    """The same where all must be found by the print."""

    def change(path: Path) -> Path:
        made = make(path).read_bytes()
        path.write_bytes(in_parts(made, r"xl/workbook\.xml", "<definedNames>.*</definedNames>", ""))
        return path

    return change


# ------------------------------------------------------------ XML in floods


def rows(count: int, cells: str, first: int = 2000) -> Iterator[str]:
    """Lines from `first` on; {0} stands for the line."""
    return (f'<row r="{n}">{cells.format(n)}</row>' for n in range(first, first + count))


def words(column: str, said: str) -> str:
    """A cell with text; {0} stands for the line."""
    return f'<c r="{column}{{0}}" t="inlineStr"><is><t>{said}</t></is></c>'


def merges(count: int) -> Iterator[str]:
    """Overlapping merges over the cells to be filled."""
    return (f'<mergeCell ref="C{9 + n % 7}:H{10 + n}"/>' for n in range(count))


def cell(value: str, kind: str = "") -> Make:
    """Another value in the cell C9."""
    return lambda path: _write(path, in_parts(filled(CODE, 1), r"sheet2\.xml", r'<c r="C9"( s="\d+")?><v>[^<]*</v>',
                                              rf'<c r="C9"\1{kind}><v>{value}</v>'))  # fmt: skip


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


# ------------------------------------------------------------ single makers


def _flipped(content: bytes) -> bytes:
    """One bit turned in the middle of the compressed sheet."""
    data = bytearray(content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        info = archive.getinfo(SHEET)
    data[info.header_offset + 30 + len(SHEET) + info.compress_size // 2] ^= 0x10
    return bytes(data)


def _overlapping(path: Path) -> Path:
    """Two entries of the directory that begin at the same bytes."""
    data = on_bytes(bytes)(path).read_bytes()
    where = struct.unpack_from("<I", data, directory_entry(data, SHEET) + 42)[0]
    return patch_entry(path, STYLES, 42, "<I", where)


def _declares(part: str, size: int) -> Make:
    """A part that declares another size than it has."""
    return patched(part, 24, "<I", size)


def _many_entries(parts: dict[str, Content]) -> Iterable[tuple[str, Content]]:
    return [*parts.items(), *((f"xl/media/{number}", b"") for number in range(100_000))]


def _big_and_noisy(size: int) -> Callable[[], Content]:
    """Bytes that no compression makes smaller."""
    return lambda: Random(1).randbytes(size)


def _utf_16(parts: dict[str, Content]) -> None:
    sheet = _joined(parts[SHEET]).decode().replace('encoding="UTF-8"', 'encoding="UTF-16"', 1)
    parts[SHEET] = sheet.encode("utf-16")


def _encrypted_zip(content: bytes) -> bytes:
    """The flag of a password on the sheet's entry, in both of its headers."""
    data = bytearray(content)
    at = directory_entry(content, SHEET)
    start = struct.unpack_from("<I", content, at + 42)[0]
    for offset in (at + 8, start + 6):
        struct.pack_into("<H", data, offset, 1)
    return bytes(data)


def _anchors(count: int) -> Iterator[bytes]:
    corners = "<from><col>2</col><row>8</row></from><to><col>16000</col><row>1048575</row></to>"
    anchor = f"<twoCellAnchor>{corners}<!--{{0}}--></twoCellAnchor>"
    return iter(numbered("<wsDr>", anchor, count, "</wsDr>"))


def _drawings(count: int) -> Make:
    """So many drawings, each over the whole sheet."""

    def change(parts: dict[str, Content]) -> None:
        sheet = _joined(parts[SHEET]).decode()
        at = sheet.rindex("</worksheet>")
        drawing = f'<drawing xmlns:r="{hostile.RELATIONS}" r:id="rId1"/>'
        parts[SHEET] = sheet[:at] + drawing + sheet[at:]
        parts["xl/worksheets/_rels/sheet2.xml.rels"] = hostile.relations(("drawing", "../drawings/drawing1.xml"))
        parts["xl/drawings/drawing1.xml"] = _anchors(count)

    return changed(change)


def _laughs() -> str:
    """Entities that stand for ten of the one before."""
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY e0 "ha">{lines}]><sst><si><t>&e9;</t></si></sst>'


def _sheets(count: int) -> Make:
    numbers = range(100, 100 + count)
    sheets = lambda: (f'<sheet name="s{number}" sheetId="{number}" r:id="rId1"/>' for number in numbers)  # noqa: E731
    return inserted(BOOK, "</sheets>", sheets)


def _deep() -> Iterable[bytes]:
    return numbered(f'<worksheet xmlns="{hostile.MAIN}">', "<a b='{0}'>", 100_000, "")


# What a file is or does, how it is made, and the code it is refused with.
REFUSED: dict[str, tuple[Make, str]] = {
    "DOCTYPE in a sheet": (replaced(SHEET, "<worksheet", "<!DOCTYPE worksheet><worksheet"), "has-doctype"),
    "entities that multiply": (with_part(STRINGS, _laughs), "has-doctype"),
    "entity of a file": (
        replaced(BOOK, "<workbook", '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook'),
        "has-doctype",
    ),
    "entity that is not declared": (cell("&nbsp;"), "bad-xml"),
    "bomb of blanks": (
        with_part(SHEET, lambda: repeated(f'<worksheet xmlns="{hostile.MAIN}">', " ", 300 * MIB, "</worksheet>")),
        "bomb",
    ),
    "bomb of one string": (
        with_part(STRINGS, lambda: repeated("<sst><si><t>", "a", 60 * MIB, "</t></si></sst>")),
        "bomb",
    ),
    "bomb in an unused part": (with_part("xl/media/a.bmp", lambda: repeated("", "\0", 60 * MIB, "")), "bomb"),
    "bomb that declares to be small": (
        patched(SHEET, 24, "<I", MIB, with_part(SHEET, lambda: repeated("<worksheet>", "<row/>", 300 * MIB, ""))),
        "bomb",
    ),
    "one huge string": (
        with_part(STRINGS, lambda: numbered("<sst><si><t>", "{0} ", 4_000_000, "</t></si></sst>")),
        "too-complex",
    ),
    "huge shared strings": (
        with_part(STRINGS, lambda: numbered("<sst>", "<si><t>{0}</t></si>", 510_000, "</sst>")),
        "too-many-cells",
    ),
    "100,000 entries": (changed(_many_entries), "too-many-parts"),
    "overlapping entries": (_overlapping, "overlapping-parts"),
    "the same entry twice": (changed(lambda parts: [*parts.items(), (SHEET, parts[SHEET])]), "duplicate-part"),
    "the same entry in capitals": (with_part(SHEET.upper(), lambda: "<x/>"), "duplicate-part"),
    "entry that leads out": (with_part("xl/../../evil.xml", lambda: "x"), "dangerous-name"),
    "entry of a Windows path": (with_part("xl\\..\\..\\evil.xml", lambda: "x"), "dangerous-name"),
    "entry from the root": (with_part("/etc/passwd", lambda: "x"), "dangerous-name"),
    "target that leads out": (
        replaced(BOOK_RELS, "worksheets/sheet2.xml", "../../../../../etc/passwd"),
        "missing-part",
    ),
    "external sheet": (
        replaced(BOOK_RELS, 'Target="worksheets/sheet2.xml"', 'Target="http://127.0.0.1:9/a" TargetMode="External"'),
        "missing-part",
    ),
    "cut in the middle": (on_bytes(lambda content: content[: len(content) // 2]), "truncated"),
    "cut at the very end": (on_bytes(lambda content: content[:-10]), "truncated"),
    "a bit turned": (on_bytes(_flipped), "bad-crc"),
    "wrong checksum": (patched(SHEET, 16, "<I", 1), "bad-crc"),
    "size that is not true": (patched(SHEET, 24, "<I", 5 * MIB, _declares(SHEET, 2 * MIB)), "bomb"),
    "bytes before the ZIP": (on_bytes(lambda content: b"\x00\x01mail" + content), "bytes-before"),
    "letters before the ZIP": (on_bytes(lambda content: b"From: a@b\r\n\r\n" + content), "bytes-before"),
    "web page": (text("<html><head></head><table></table></html>"), "is-html"),
    "CSV": (text("STT;Nội dung;Số lượng\n1;Cấp tỉnh;5\n"), "is-text"),
    "PDF": (text(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"), "is-pdf"),
    "flat XML": (text('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'), "is-xml"),
    "picture": (text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "is-picture"),
    "old Excel": (text(ole2("Workbook")), "is-xls"),
    "password": (text(ole2("EncryptionInfo", "EncryptedPackage")), "encrypted"),
    "nothing": (text(b""), "empty-file"),
    "zeros of a cloud": (text(bytes(20_000)), "only-zeros"),
    "ZIP of files": (changed(lambda _: [("Biểu 13B.xlsx", b"PK"), ("Biểu 1B.xlsx", b"PK")]), "zip-not-workbook"),
    "no workbook part": (without(BOOK), "missing-part"),
    "no sheet part": (without(SHEET), "missing-part"),
    "no content types": (without(TYPES), "missing-part"),
    "no relations": (without("_rels/.rels"), "missing-part"),
    "no strings": (without(STRINGS), "bad-string-index"),
    "string out of range": (cell("99999", ' t="s"'), "bad-string-index"),
    "string below zero": (cell("-1", ' t="s"'), "bad-string-index"),
    "text for a number": (cell("mười"), "bad-value"),
    "5,000 sheets": (_sheets(5_000), "too-many-sheets"),
    "100,000 deep": (with_part(SHEET, _deep), "too-complex"),
    "encoding that is none": (
        replaced(SHEET, 'encoding="UTF-8"', 'encoding="X-UNKNOWN"'),
        "bad-xml",
    ),
    "LZMA": (changed(lambda _: None, zipfile.ZIP_LZMA), "unsupported-compression"),
    "BZIP2": (changed(lambda _: None, zipfile.ZIP_BZIP2), "unsupported-compression"),
    "ZIP with a password": (on_bytes(_encrypted_zip), "encrypted"),
    "row beyond the last": (below(lambda: rows(1, words("A", "x"), ROWS + 1)), "out-of-grid"),
    "column beyond the last": (below(lambda: rows(1, words("XFE", "x"))), "out-of-grid"),
    "the same cell twice": (below(lambda: rows(2, words("A", "x").replace("{0}", "9"))), "duplicate-cell"),
    "600,000 merges": (inserted(SHEET, "</mergeCells>", lambda: merges(600_000)), "too-many-cells"),
    "600,000 cells": (below(lambda: rows(600_000, '<c r="B{0}"><v>{0}</v></c>')), "too-many-cells"),
    "36 MiB": (with_part("xl/media/a.jpg", _big_and_noisy(MAX_FILE + 4 * MIB)), "file-too-large"),
    "part of 65 MiB": (_declares(SHEET, 65 * MIB), "bomb"),
    "drawings without end": (_drawings(400_000), "too-complex"),
}  # fmt: skip

# What looks bad but is borne: how it is made, and the codes of all findings on it; none where it is a sound return.
READ: dict[str, tuple[Make, frozenset[str]]] = {
    "NaN": (cell("NaN"), frozenset({"cell-error"})),
    "INF": (cell("INF"), frozenset({"cell-error"})),
    "a number of a million digits": (cell("9" * 900_000), frozenset({"cell-error"})),
    "UTF-16": (changed(_utf_16), frozenset()),
    "bytes after the ZIP": (on_bytes(lambda content: content + b"\r\n-- \r\nmail"), frozenset()),
    "no styles": (without(STYLES), frozenset()),
    "20 MiB of pictures": (with_part("xl/media/a.jpg", _big_and_noisy(20 * MIB)), frozenset()),
    "external link": (
        replaced(BOOK_RELS, "</Relationships>",
                 f'<Relationship Id="rIdX" Type="{hostile.RELATIONS}/externalLink" Target="http://127.0.0.1:9/a" '
                 'TargetMode="External"/></Relationships>'),
        frozenset(),
    ),
    "one cell at XFD1048576": (
        below(lambda: rows(1, '<c r="XFD{0}"><v>1</v></c>', ROWS)), frozenset({"stray-outside"}),
    ),
    "a million styled rows": (
        below(lambda: (f'<row r="{n}" s="1" customFormat="1"/>' for n in range(2000, ROWS))), frozenset(),
    ),
    "a million styled cells": (
        below(lambda: (f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2000, ROWS))), frozenset(),
    ),
    "a million hidden rows": (
        below(lambda: (f'<row r="{n}" hidden="1"/>' for n in range(2000, ROWS))), frozenset(),
    ),
    "200,000 merges": (inserted(SHEET, "</mergeCells>", lambda: merges(200_000)), frozenset({"merged-values"})),
    "words below the table": (
        below(lambda: rows(25_000, words("B", "chữ {0} ạ"))),
        frozenset({"stray-outside"}),
    ),
    "words below the table, and merges": (
        lambda path: _write(path, in_parts(
            below(lambda: rows(60_000, words("B", "chữ {0} ạ")))(path).read_bytes(),
            r"sheet2\.xml", "</mergeCells>", "".join(merges(3_000)) + "</mergeCells>",
        )),
        frozenset({"merged-values", "stray-outside"}),
    ),
    "numbers of rows over and over": (
        without_names(below(lambda: rows(25_000, words("A", "1") + words("B", "khác {0}")))),
        frozenset({"found-by-print", "stray-outside"}),
    ),
    "blank lines": (below(lambda: rows(300_000, "")), frozenset()),
    "names": (
        inserted(BOOK, "</definedNames>", lambda: (
            f"<definedName name=\"BM_13B_row_X{n}\">'Biểu 13B'!$A${n}</definedName>" for n in range(1, 40_000)
        )),
        frozenset(),
    ),
    "drawings over the whole sheet": (_drawings(50_000), frozenset({"picture"})),
}  # fmt: skip


def main() -> None:
    """Print, for each kind, what is said of it, its seconds and its memory."""
    import tempfile

    from tests import hostile_docx

    kinds: Mapping[str, tuple[Make, Any]] = {**REFUSED, **READ}
    with tempfile.TemporaryDirectory() as folder:
        for suffix, some in ((".xlsx", kinds), (".docx", {**hostile_docx.REFUSED, **hostile_docx.READ})):
            for name, (make, _) in some.items():
                path = make(Path(folder) / f"bieu{suffix}")
                said = check_apart(path, 60)
                cost = f"{said['seconds']:5.2f} s {said['peak']:4} MiB  exit {said['exit']}"
                sys.stdout.write(f"{suffix[1:]} {name:36} {cost}  {','.join(said['codes'])}: {said['message'][:90]}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
