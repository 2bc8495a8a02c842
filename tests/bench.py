"""Measure what matters to users, as ratios to a floor or a peer timed in the same run: `make bench`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter
from typing import Any, ClassVar
from unittest.mock import patch
from xml.parsers import expat

import xlsxwriter
import yaml
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scripts import paths
from scripts.model.totals import with_totals
from scripts.schema import catalogue
from scripts.submissions.container import open_package
from scripts.submissions.from_document import read_document
from scripts.submissions.from_workbook import submissions_in
from scripts.submissions.read import read
from scripts.submissions.xlsx import read_workbook
from scripts.templates import workbook as template
from scripts.validation.check import check_reading
from scripts.validation.context import Context
from scripts.validation.processes import cores
from scripts.validation.rules import check_rules
from scripts.validation.run import How, check_paths
from scripts.validation.structure import check_structure

UNIT = "Đảng ủy xã Ví Dụ (giả định)"  # who sends the first example of 1B


def timed(work: Callable[[], object], rounds: int = 7) -> float:
    """Median seconds of one call."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def row(name: str, seconds: float, floor: float | None = None, of: str = "") -> None:
    """One line of the table: milliseconds and, where there is a floor, the ratio to it."""
    ratio = f"{seconds / floor:8.2f} x {of}" if floor else ""
    print(f"{name:<46}{seconds * 1000:10.1f} ms {ratio}")


def filled_workbook(folder: Path) -> Path:
    """The combined workbook filled with the first valid case of every form."""
    forms = catalogue.forms()
    present = [f for f in forms.values() if f.fillable]
    envelopes = {}
    for form in present:
        case = min((paths.CASES / form.code / "valid").glob("*.yaml"))
        envelopes[form.code] = read_document(case, case.name, forms).envelope
    path = folder / "combined.xlsx"
    path.write_bytes(template.workbook_bytes(present, envelopes=envelopes))
    return path


@dataclass
class Written:
    """What a workbook was asked to hold: formats by their properties, sheet names, and calls on the sheets."""

    formats: list[dict[str, Any]] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    calls: list[tuple[int, str, tuple[Any, ...], dict[str, Any]]] = field(default_factory=list)


class RecordedBook(xlsxwriter.Workbook):  # type: ignore[misc]
    """A workbook of the library that also writes down what it is asked for."""

    books: ClassVar[list[Written]] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.positions: dict[int, int] = {}
        self.written = Written()
        self.books.append(self.written)

    def add_format(self, properties: dict[str, Any] | None = None) -> Format:
        made = super().add_format(properties)
        # The library makes formats of its own before anything is recorded; only ours are kept.
        if hasattr(self, "written"):
            self.positions[id(made)] = len(self.written.formats)
            self.written.formats.append(dict(properties or {}))
        return made

    def add_worksheet(self, name: str | None = None, *_: Any) -> Worksheet:
        sheet = super().add_worksheet(name)
        self.written.sheets.append(name or "")
        for method in _METHODS:
            setattr(sheet, method, self._recorded(len(self.written.sheets) - 1, method, getattr(sheet, method)))
        return sheet

    def _recorded(self, index: int, method: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self.written.calls.append((index, method, tuple(map(self._kept, args)), dict(options)))
            return original(*args, **options)

        return call

    def _kept(self, value: Any) -> Any:
        if isinstance(value, Format):
            return ("format", self.positions[id(value)])
        if isinstance(value, dict):
            return {k: self._kept(v) for k, v in value.items()}
        return value


def replay(books: list[Written]) -> None:
    """Write the same workbooks with bare calls of the library."""
    for written in books:
        book = xlsxwriter.Workbook(BytesIO(), {"in_memory": True})
        made = [book.add_format(properties) for properties in written.formats]
        pages = [book.add_worksheet(name) for name in written.sheets]
        for index, method, args, options in written.calls:
            getattr(pages[index], method)(*(_restored(a, made) for a in args), **options)
        book.close()


_METHODS = (
    "write_string", "write_number", "write_blank", "write_formula", "write_datetime", "write_url", "merge_range",
    "set_row", "set_column", "data_validation", "conditional_format", "protect",
)  # fmt: skip


def _restored(value: Any, made: list[Format]) -> Any:
    if isinstance(value, tuple) and len(value) == 2 and value[0] == "format":
        return made[value[1]]
    if isinstance(value, dict):
        return {k: _restored(v, made) for k, v in value.items()}
    return value


def bench_templates() -> None:
    """All templates against the same workbooks written by bare calls."""
    forms = catalogue.forms()
    present, others = [f for f in forms.values() if f.fillable], [f for f in forms.values() if not f.fillable]

    def ours() -> None:
        for form in present:
            template.workbook_bytes([form])
        template.workbook_bytes(present, others)

    with patch("xlsxwriter.Workbook", RecordedBook):
        ours()
    floor = timed(lambda: replay(RecordedBook.books), 3)
    row("templates: all forms and the combined one", timed(ours, 3), floor, "bare XlsxWriter calls (mark 1.3)")


def bench_check(path: Path) -> None:
    """One filled combined workbook: whole and by stage, against inflating and parsing its sheets."""
    forms = catalogue.forms()

    def floor() -> None:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    expat.ParserCreate().Parse(archive.read(name), True)

    base = timed(floor)
    book = read_workbook(path)
    returns = submissions_in(book, path.name, forms)
    given = [(forms[s.code], s, with_totals(forms[s.code], s.envelope["data"])) for s in returns]

    def schema() -> None:
        for form, _, data in given:
            list(check_structure(form, data))

    def rules() -> None:
        for form, submission, data in given:
            list(check_rules(Context(form, data, submission.envelope, None)))

    of = "inflate + parse"
    row("check: inflate and parse the sheets (floor)", base)
    row("check: open the package", timed(lambda: open_package(path)), base, of)
    row("check: read the workbook", timed(lambda: read_workbook(path)), base, of)
    row("check: take the forms out", timed(lambda: submissions_in(book, path.name, forms)), base, of)
    row("check: schema", timed(schema), base, of)
    row("check: rules", timed(rules), base, of)
    row("check: everything", timed(lambda: check_reading(read(path, forms), forms)), base, f"{of} (mark 5)")


def of_unit(path: Path, copy: Path, number: int) -> None:
    """Write the same workbook as another unit would send it."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/sharedStrings.xml":
                assert UNIT.encode() in content
                content = content.replace(UNIT.encode(), f"Đảng ủy Ví Dụ {number}".encode())
            new.writestr(name, content)


def bench_many(path: Path) -> None:
    """A thousand workbooks in a row: time for each at the end against the start, and memory."""
    forms = catalogue.forms()

    def batch(count: int) -> float:
        start = perf_counter()
        for _ in range(count):
            check_reading(read(path, forms), forms)
        return (perf_counter() - start) / count

    def folder(count: int, processes: int) -> float:
        with tempfile.TemporaryDirectory() as place:
            for number in range(count):
                of_unit(path, Path(place) / f"{number:04}.xlsx", number)
            start = perf_counter()
            check_paths([Path(place)], forms, how=How(processes))
            return (perf_counter() - start) / count

    first, before = batch(100), _megabytes()
    batch(800)
    row("1,000 workbooks: each of the last 100", batch(100), first, "each of the first 100 (mark 1.1)")
    print(f"{'1,000 workbooks: memory':<46}{_megabytes():10.1f} MiB {_megabytes() - before:+8.1f} MiB since the 100th")
    few, before = folder(100, 1), _megabytes()
    row("folder of 1,000: each", folder(1000, 1), few, "each of a folder of 100 (mark 1.1)")
    print(f"{'folder of 1,000: memory':<46}{_megabytes():10.1f} MiB {_megabytes() - before:+8.1f} MiB over one of 100")
    row(f"folder of 100 in {cores()} processes: each", folder(100, cores()), few, "each in one process")


def _megabytes() -> float:
    peak = getrusage(RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def build(config: Path, out: Path) -> None:
    """Build a site quietly."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(out)]
    subprocess.run(command, check=True, capture_output=True)


def bench_site() -> None:
    """The site against bare mkdocs-material with the same pages."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "mkdocs.yml"
        shutil.copytree(paths.DOCS, Path(folder) / "docs")
        theme = {"name": "material", "font": False, "language": "vi"}
        extensions = ["attr_list", "md_in_html", "tables", "admonition"]
        bare.write_text(yaml.safe_dump({"site_name": "x", "theme": theme, "markdown_extensions": extensions}))
        floor = timed(lambda: build(bare, Path(folder) / "a"), 3)
        ours = timed(lambda: build(paths.ROOT / "mkdocs.yml", Path(folder) / "b"), 3)
    row("site: mkdocs build of all pages", ours, floor, "bare mkdocs-material (mark 1.2)")


def bench_start() -> None:
    """Start-up of the command against a Python that does nothing."""
    floor = timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    command = [sys.executable, "-m", "scripts", "validate", "-h"]
    ours = timed(lambda: subprocess.run(command, check=True, capture_output=True, cwd=paths.ROOT))
    row("start-up: scripts validate --help", ours, floor, "python -c pass (mark 6)")


def benches() -> Iterator[Callable[[], None]]:
    """Every measurement in order."""
    with tempfile.TemporaryDirectory() as folder:
        path = filled_workbook(Path(folder))
        yield bench_start
        yield bench_templates
        yield lambda: bench_check(path)
        yield lambda: bench_many(path)
        yield bench_site


if __name__ == "__main__":
    for bench in benches():
        bench()
