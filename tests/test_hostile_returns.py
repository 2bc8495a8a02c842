"""A template that was filled with floods is checked as a whole in little time and memory, or refused in a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests import fuzz, hostile
from tests.file_edits import in_parts
from tests.test_odd import filled

SHEET = "xl/worksheets/sheet2.xml"
BOOK = "xl/workbook.xml"
MIB_AT_MOST = 300
CPU_SECONDS = 4  # of the processor; a quiet machine needs one, the start-up included

_CHECK = hostile.OWN_PEAK + """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2])))
from scripts.schema import catalogue
from scripts.validation.run import check_paths
from scripts.validation.formats import as_text
report = check_paths([Path(sys.argv[1])], catalogue.forms())
codes = sorted({finding.code for finding in report.findings})
print(json.dumps({"codes": codes, "exit": report.exit_code(), "peak": own_peak(), "text": len(as_text(report))}))
"""


def check_apart(path: Path) -> dict[str, object]:
    """Check the file in a process of its own, killed after so many seconds of processor time."""
    command = [sys.executable, "-c", _CHECK, str(path), str(CPU_SECONDS)]
    done = subprocess.run(command, cwd=hostile.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"ended by {done.returncode}: {done.stderr[-2000:]}"
    said: dict[str, object] = json.loads(done.stdout)
    return said


def flooded(code: str, part: str, before: str, more: Iterator[str]) -> bytes:
    """The filled template of the form with more XML in one part, before the first such tag."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(filled(code, 1))) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == part:
                assert before.encode() in content
                content = content.replace(before.encode(), "".join(more).encode() + before.encode(), 1)
            new.writestr(info.filename, content)
    return buffer.getvalue()


def rows(count: int, cells: str, first: int = 2000) -> Iterator[str]:
    """Lines from `first` on; {0} stands for the line."""
    return (f'<row r="{n}">{cells.format(n)}</row>' for n in range(first, first + count))


def text(column: str, words: str) -> str:
    return f'<c r="{column}{{0}}" t="inlineStr"><is><t>{words}</t></is></c>'


def merges(count: int) -> Iterator[str]:
    return (f'<mergeCell ref="C{9 + n % 7}:H{10 + n}"/>' for n in range(count))


def without_names(content: bytes) -> bytes:
    """The same where all must be found by the print."""
    return in_parts(content, r"xl/workbook\.xml", "<definedNames>.*</definedNames>", "")


FLOODS: dict[str, Callable[[], bytes]] = {
    "words below the table": lambda: flooded("13B", SHEET, "</sheetData>", rows(25_000, text("B", "chữ {0} ạ"))),
    "numbers of rows over and over": lambda: without_names(
        flooded("13B", SHEET, "</sheetData>", rows(25_000, text("A", "1") + text("B", "khác {0}")))
    ),
    "merges": lambda: flooded("13B", SHEET, "</mergeCells>", merges(40_000)),
    "blank lines": lambda: flooded("13B", SHEET, "</sheetData>", rows(300_000, "")),
    "names": lambda: flooded(
        "13B",
        BOOK,
        "</definedNames>",
        (f"<definedName name=\"BM_13B_row_X{n}\">'Biểu 13B'!$A${n}</definedName>" for n in range(1, 40_000)),
    ),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_borne_or_refused(tmp_path: Path, name: str):
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(FLOODS[name]())
    said = check_apart(path)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    assert int(str(said["peak"])) // unit < MIB_AT_MOST
    assert int(str(said["text"])) < 20_000, "a report that nobody reads"
    assert said["exit"] in (0, 1, 2)


def test_damaged_workbooks_are_read_or_refused(tmp_path: Path):
    """As many as the suite has time for; `python -m tests.fuzz --seconds 600` goes on."""
    outcomes = [fuzz.outcome(fuzz.damaged(seed), tmp_path) for seed in range(120)]
    assert any(one.endswith("findings") for one in outcomes)
    assert len({one for one in outcomes if not one.endswith("findings")}) > 8, "the damage became all of one kind"
