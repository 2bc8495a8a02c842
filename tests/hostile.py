"""Builds the files that a careless or hostile sender might send, and reads them where they do no harm."""

import itertools
import struct
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from scripts.submissions.container import MIB

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
CPU_SECONDS = 6  # twice what a quiet machine needs at most; for a file that says little, however large it claims to be
ROOT = Path(__file__).parent.parent

Content = str | bytes | Iterable[bytes]

# For the code of a process of its own: the most memory that it had, in KiB (on macOS in bytes).
OWN_PEAK = """
def own_peak():
    import resource
    try:  # what getrusage tells on Linux may be the peak of the process that started this one
        return int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
"""
_READ_IN_A_CELL = (
    OWN_PEAK
    + """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2])))
from scripts.submissions.container import Unreadable
from scripts.submissions.xlsx import read_workbook
try:
    result = "cells:" + str(sum(len(sheet.cells) for sheet in read_workbook(Path(sys.argv[1])).sheets))
except Unreadable as error:
    result = error.code
print(result, own_peak())
"""
)


def read_apart(path: Path, cpu_seconds: int = CPU_SECONDS) -> tuple[str, int]:
    """Read the file in a process of its own that is killed after so many seconds of processor time.

    Returns the code of Unreadable or "cells:<count>", and the most memory the process had, in MiB.
    """
    command = [sys.executable, "-c", _READ_IN_A_CELL, str(path), str(cpu_seconds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"ended by {done.returncode}: {done.stderr}"
    result, peak = done.stdout.split()
    return result, int(peak) // (1024 * 1024 if sys.platform == "darwin" else 1024)


def relations(*targets: tuple[str, str], mode: str = "") -> str:
    """A relationships part with rId1, rId2, ... of the given (type, target)."""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{type_}" Target="{target}"{mode}/>'
        for number, (type_, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{rows}</Relationships>'


def worksheet(rows: str, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    """A sheet part with the given content of sheetData."""
    return f'<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(*items: str) -> str:
    """A shared-strings part with the given content of its si elements."""
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def workbook(sheet: Content = "", more: Mapping[str, Content] | None = None) -> dict[str, Content]:
    """The parts of a workbook with the one sheet "S"; an empty sheet when none is given."""
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
            '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        SHEET: sheet or worksheet(""),
        **(more or {}),
    }


def pack(path: Path, parts: Mapping[str, Content], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Write the parts to a ZIP at path; a part given in pieces is never in memory as a whole."""
    return pack_list(path, parts.items(), method)


def pack_list(path: Path, parts: Iterable[tuple[str, Content]], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """As pack, but a name may come more than once."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Duplicate name", UserWarning)
        with zipfile.ZipFile(path, "w", method) as archive:
            for name, content in parts:
                info = zipfile.ZipInfo(name)
                info.compress_type = method
                with archive.open(info, "w") as part:
                    for piece in _pieces(content):
                        part.write(piece)
    return path


def _pieces(content: Content) -> Iterable[bytes]:
    if isinstance(content, str):
        return [content.encode()]
    return [content] if isinstance(content, bytes) else content


def repeated(start: str, unit: str, size: int, end: str) -> Iterable[bytes]:
    """About size bytes of the unit over and over, in pieces of about 1 MiB."""
    yield start.encode()
    block = unit.encode() * (MIB // len(unit.encode()))
    for _ in range(size // len(block)):
        yield block
    yield end.encode()


def numbered(start: str, unit: str, count: int, end: str) -> Iterable[bytes]:
    """The unit with the numbers from 1 to count put in for every {0}, in pieces of a thousand."""
    yield start.encode()
    numbers = iter(range(1, count + 1))
    while some := list(itertools.islice(numbers, 1000)):
        yield "".join([unit.format(number) for number in some]).encode()
    yield end.encode()


def directory_entry(data: bytes, name: str) -> int:
    """Where the entry of that name begins in the directory at the end of a ZIP."""
    return data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))


def patch_entry(path: Path, name: str, offset: int, layout: str, value: int) -> Path:
    """Overwrite one number in the directory entry of that name."""
    data = bytearray(path.read_bytes())
    struct.pack_into(layout, data, directory_entry(bytes(data), name) + offset, value)
    path.write_bytes(data)
    return path


def ole2(*streams: str) -> bytes:
    """An OLE2 file with these (empty) streams: header, one sector of FAT, one of directory."""
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),  # versions, byte order, sizes of sectors
        *(0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0),  # one FAT sector, directory from sector 1
    )
    header += struct.pack("<I", 0) + b"\xff" * (512 - len(header) - 4)
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff")
    entries = [("Root Entry", 5), *((name, 2) for name in streams)]
    return header + fat + b"".join(_ole2_entry(name, kind) for name, kind in entries).ljust(512, b"\0")


def ole2_with(name: str, content: bytes) -> bytes:
    """An OLE2 file with one stream: header, FAT, directory, the stream in the sectors after it."""
    content = content.ljust(max(4096, -len(content) % 512 + len(content)), b"\0")
    sectors = len(content) // 512
    fat_sectors = -(-(sectors + 1) * 4 // 508)
    first = fat_sectors + 1
    chain = [*range(first + 1, first + sectors), 0xFFFFFFFE]
    fat = struct.pack(f"<{first + sectors}I", *[0xFFFFFFFD] * fat_sectors, 0xFFFFFFFE, *chain)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, fat_sectors, fat_sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0),
    )
    header = (header + struct.pack(f"<{fat_sectors}I", *range(fat_sectors))).ljust(512, b"\xff")
    entries = _ole2_entry("Root Entry", 5) + _ole2_entry(name, 2, first, len(content))
    return header + fat.ljust(512 * fat_sectors, b"\xff") + entries.ljust(512, b"\0") + content


def _ole2_entry(name: str, kind: int, first: int = 0, size: int = 0) -> bytes:
    text = name.encode("utf-16-le")
    links = struct.pack("<HBBiii", len(text) + 2, kind, 1, -1, -1, 1 if kind == 5 else -1)
    return (text.ljust(64, b"\0") + links).ljust(116, b"\0") + struct.pack("<III", first, size, 0)
