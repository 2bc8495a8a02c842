"""What real files were found to hold, in files made here: each difference from openpyxl has its cause.

`python -m tests.real_files` reads the real ones; what it is made of is tested here, too.
"""

from __future__ import annotations

import io
import os
import tarfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from scripts.submissions.contents import ErrorValue, Value
from scripts.submissions.xlsx import read_workbook
from tests import hostile, real_files, registries
from tests.apart import Limits, each_apart
from tests.hostile import MAIN, RELATIONS, SHEET, STRICT, STRINGS, worksheet
from tests.oracle import CAUSES, differences

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{0}</Types>'
)
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
KINDS = {"xl/workbook.xml": "sheet.main", SHEET: "worksheet", STRINGS: "sharedStrings", "xl/styles.xml": "styles"}
OVERRIDES = "".join(f'<Override PartName="/{part}" ContentType="{OFFICE}.{kind}+xml"/>' for part, kind in KINDS.items())
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    "<borders count='1'><border/></borders><cellStyleXfs count='1'><xf/></cellStyleXfs>"
    '<cellXfs count="3"><xf/><xf numFmtId="164"/><xf numFmtId="46"/></cellXfs></styleSheet>'
)


def made(folder: Path, sheet: str, *texts: str, **more: hostile.Content) -> Path:
    """A workbook that openpyxl reads as well: styles 0 plain, 1 a date, 2 hours."""
    parts = hostile.workbook(sheet, {STRINGS: hostile.strings(*texts), "xl/styles.xml": STYLES, **more})
    return hostile.pack(folder / "a.xlsx", {**parts, "[Content_Types].xml": TYPES.format(OVERRIDES)})


def workbook_part(sheets: str, settings: str = "", strict: bool = False) -> str:
    main, relations = (STRICT, STRICT_RELATIONS) if strict else (MAIN, RELATIONS)
    return f'<workbook xmlns="{main}" xmlns:r="{relations}">{settings}<sheets>{sheets}</sheets></workbook>'


STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
ONE = '<sheet name="S" sheetId="1" r:id="rId1"/>'
MERGED = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
LINKED = '<hyperlinks><hyperlink ref="C1" location="S!A1"/></hyperlinks>'
CELLS = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
# What openpyxl reads otherwise: the sheet, shared strings, and the values that count.
DIFFERENT: dict[str, tuple[str, tuple[str, ...], list[Value], Mapping[str, hostile.Content]]] = {
    "strict_open_xml": (
        worksheet(CELLS, namespace=STRICT), (), [1, 2], {"xl/workbook.xml": workbook_part(ONE, strict=True)},
    ),
    "escaped_underscores": (
        worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), ("<t>_x005F_x005F_</t>",), ["_x005F_"], {},
    ),
    "text_before_runs": (
        worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), ("<t>Tổng</t><r><t> số</t></r>",), ["Tổng số"], {},
    ),
    "day_that_never_was": (worksheet('<row r="1"><c r="A1" s="1"><v>60.25</v></c></row>'), (), [60.25], {}),
    "beyond_the_calendar": (worksheet('<row r="1"><c r="A1" s="1"><v>1E+20</v></c></row>'), (), [1e20], {}),
    "inline_text_in_v": (
        worksheet('<row r="1"><c r="A1" t="inlineStr"><f>B1</f><v>a</v></c></row>'), (), ["a"], {},
    ),
}  # fmt: skip


def values(path: Path) -> list[Value]:
    return [cell.value for page in read_workbook(path).sheets for cell in page.cells.values()]


@pytest.mark.parametrize("cause", DIFFERENT)
def test_openpyxl_differs_for_a_known_cause(tmp_path: Path, cause: str):
    sheet, texts, expected, more = DIFFERENT[cause]
    path = made(tmp_path, sheet, *texts, **more)
    assert values(path) == expected
    assert {found.cause for found in differences(path)} == {cause}


def test_every_cause_stands_before_openpyxl():
    assert list(DIFFERENT) == [cause.__name__ for cause in CAUSES]
    assert all(cause.__doc__ for cause in CAUSES)


def test_a_wrong_value_has_no_cause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Were our reader wrong, the comparison would tell."""
    right = read_workbook(made(tmp_path, worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')))
    path = made(tmp_path, worksheet('<row r="1"><c r="A1"><v>2</v></c></row>'))
    monkeypatch.setattr("tests.oracle.read_workbook", lambda _: right)
    (found,) = differences(path)
    assert (found.cause, str(found)) == (None, "S!A1: 1, openpyxl 2")


SAME: dict[str, tuple[str, list[Value]]] = {
    "numbers": ("<c><v>1</v></c><c><v>-0.5</v></c><c><v>1E3</v></c><c><v>0.1</v></c>", [1, -0.5, 1000, 0.1]),
    "truth": ('<c t="b"><v>1</v></c><c t="b"><v>0</v></c>', [True, False]),
    "an error": ('<c t="e"><v>#N/A</v></c>', [ErrorValue("#N/A")]),
    "an error computed": ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', [ErrorValue("#DIV/0!")]),
    "rich text": ('<c t="s"><v>0</v></c>', ["Tổng số"]),
    "escapes": (
        '<c t="s"><v>1</v></c><c t="inlineStr"><is><t>_x005F_x0041_</t></is></c>', ["a\r\nb", "_x0041_"],
    ),
    "raised digits": ('<c t="s"><v>2</v></c>', ["128²"]),
    "results": ('<c><f>1+1</f><v>2</v></c><c t="str"><f>"a"</f><v>a</v></c>', [2, "a"]),
    "truth computed": ('<c t="b"><f>TRUE()</f><v>1</v></c>', [True]),
    "an empty result": ('<c t="str"><f>""</f><v></v></c>', [""]),
    "days": ('<c s="1"><v>46204</v></c><c s="1"><v>46204.75</v></c><c s="2"><v>1.5</v></c>', [46204, 46204.75, 1.5]),
}  # fmt: skip


SHARED = (
    "<r><t>Tổng </t></r><r><rPr><b/></rPr><t>số</t></r>",
    "<t>a_x000D_\nb</t>",
    '<r><t>128</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r>',
)


@pytest.mark.parametrize("name", SAME)
def test_openpyxl_says_the_same(tmp_path: Path, name: str):
    cells, expected = SAME[name]
    path = made(tmp_path, worksheet(f"<row>{cells}</row>"), *SHARED)
    assert values(path) == expected
    assert differences(path) == []


@pytest.mark.parametrize("over", [MERGED, LINKED])
def test_openpyxl_says_the_same_of_cells_under_a_merge_or_a_link(tmp_path: Path, over: str):
    path = made(tmp_path, worksheet(CELLS, after=over))
    assert values(path) == [1, 2]
    assert differences(path) == []


def test_openpyxl_says_the_same_of_days_since_1904(tmp_path: Path):
    since = {"xl/workbook.xml": workbook_part(ONE, '<workbookPr date1904="1"/>')}
    path = made(tmp_path, worksheet('<row r="1"><c r="A1" s="1"><v>44742</v></c></row>'), **since)
    assert read_workbook(path).date1904
    assert values(path) == [44742]
    assert differences(path) == []


def test_a_module_of_macros_is_a_sheet_without_cells(tmp_path: Path):
    """Excel lists those of its version 5 among the sheets, without a part."""
    sheets = ONE + '<sheet name="Module1" sheetId="2" state="veryHidden" r:id=""/>'
    path = made(tmp_path, worksheet(CELLS), **{"xl/workbook.xml": workbook_part(sheets)})
    found = read_workbook(path)
    assert [(page.name, page.state, len(page.cells)) for page in found.sheets] == [
        ("S", "visible", 2), ("Module1", "veryHidden", 0),
    ]  # fmt: skip
    assert differences(path) == []


def test_a_made_up_word_for_a_shown_sheet_hides_nothing(tmp_path: Path):
    sheets = '<sheet name="S" sheetId="1" state="show" r:id="rId1"/>'
    path = made(tmp_path, worksheet(CELLS), **{"xl/workbook.xml": workbook_part(sheets)})
    assert [page.state for page in read_workbook(path).sheets] == ["visible"]


# ------------------------------------------------------------ what the run is made of


def odd(job: str) -> str:
    if job == "raises":
        raise ValueError(job)
    if job == "dies":
        os._exit(1)
    if job == "waits":
        time.sleep(60)
    while job == "spins":
        pass
    return job if job != "grows" else "x" * 2**30


def test_each_job_ends_apart_and_in_its_own_way():
    jobs = ["a", "raises", "dies", "waits", "spins", "grows", "b"]
    ends = {end.job: end for end in each_apart(odd, jobs, Limits(seconds=1, memory=2**30), 2)}
    assert {job: end.how for job, end in ends.items()} == {
        "a": "answered", "b": "answered", "raises": "raised", "grows": "raised", "dies": "killed", "waits": "too slow",
        "spins": "too slow",
    }  # fmt: skip
    assert (ends["a"].answer, ends["b"].answer) == ("a", "b")
    assert ends["raises"].answer.endswith("ValueError: raises\n")
    assert "MemoryError" in ends["grows"].answer


def test_files_are_taken_out_under_their_hash_and_never_elsewhere(tmp_path: Path):
    wanted = registries.Wanted("pypi", "x", "1")
    folder = tmp_path / "packages" / wanted.folder
    folder.mkdir(parents=True)
    with tarfile.open(folder / "x.tar.gz", "w:gz") as archive:
        for name, content in {"../../evil.xlsx": b"1", "a/b.XLS": b"2", "a/c.txt": b"3", "twice.xlsx": b"1"}.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("link.xlsx")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    (folder / ".done").touch()
    found = list(registries.office_files(wanted, tmp_path))
    assert [(path.suffix, path.read_bytes(), name) for path, name in found] == [
        (".xlsx", b"1", "x: ../../evil.xlsx"), (".xls", b"2", "x: a/b.XLS"), (".xlsx", b"1", "x: twice.xlsx"),
    ]  # fmt: skip
    assert sorted((tmp_path / "files").iterdir()) == sorted({path for path, _ in found})
    assert {path.name for path in tmp_path.rglob("*.xlsx")} == {found[0][0].name}


def test_the_list_names_each_package_once_with_its_version():
    wanted = registries.listed(yaml.safe_load(real_files.LIST.read_text("utf-8")))
    assert {one.kind for one in wanted} == {"pypi", "wheel", "npm", "bookworm", "trixie"}
    assert all(one.version[0].isdigit() for one in wanted)
    assert Counter(one.folder for one in wanted).most_common(1)[0][1] == 1
