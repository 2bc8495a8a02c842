"""LibreOffice opens what we ship, computes the totals that we compute, and saves what we can read back."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from scripts.model import grid
from scripts.model.data import Data, items, put, value_at
from scripts.model.form import Form, Place
from scripts.model.totals import live_totals, recompute, with_totals
from scripts.submissions.submission import Submission
from scripts.validation.run import check_paths
from tests import libreoffice
from tests.workbooks import (
    ALL,
    COMMUNE,
    FORMS,
    PRESENT,
    fill,
    fill_field,
    opened,
    position,
    returned,
    saved,
    specimen,
    template,
    typed,
)

_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Insert" script:language="StarBasic">
Sub Lines(source As String, target As String, names As String)
  Dim unseen(0) As New com.sun.star.beans.PropertyValue
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  unseen(0).Name = "Hidden"
  unseen(0).Value = True
  kind(0).Name = "FilterName"
  kind(0).Value = "Calc MS Excel 2007 XML"
  book = StarDesktop.loadComponentFromURL(source, "_blank", 0, unseen())
  For Each one In Split(names, " ")
    block = book.NamedRanges.getByName(one).getReferredCells()
    block.Spreadsheet.unprotect("")
    block.Spreadsheet.Rows.insertByIndex(block.RangeAddress.EndRow, 1)
  Next
  book.storeToURL(target, kind())
  book.close(True)
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
  library:passwordprotected="false"><library:element library:name="Insert"/></library:library>
"""
# A profile that claims to be set up; a new one would have its macros written over at the first start.
_SET_UP = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/Office">
<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item></oor:items>
"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
  library:link="false"/></library:libraries>
"""


def insert_lines(soffice: str, source: Path, target: Path, names: list[str]) -> None:
    """Have LibreOffice insert a line above the end line of each block, as a person does with the mouse."""
    with tempfile.TemporaryDirectory(prefix="libreoffice-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder).resolve()
        basic = profile / "user" / "basic"
        (basic / "Standard").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SET_UP, "utf-8")
        (basic / "script.xlc").write_text(_LIBRARIES, "utf-8")
        (basic / "Standard" / "script.xlb").write_text(_LIBRARY, "utf-8")
        (basic / "Standard" / "Insert.xba").write_text(_MACRO, "utf-8")
        arguments = f'"{source.as_uri()}","{target.as_uri()}","{" ".join(names)}"'
        libreoffice._run(
            [
                soffice,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--norestore",
                f"macro:///Standard.Insert.Lines({arguments})",
            ]
        )
    assert target.is_file(), "the macro ended before it saved the file"


def recalculated(soffice: str, content: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it, every formula computed anew."""
    source = folder / "bieu.xlsx"
    source.write_bytes(content)
    return libreoffice.convert(soffice, source, "xlsx", folder / "out").read_bytes()


def computed_totals(content: bytes, *forms: Form) -> dict[tuple[str, Place], object]:
    """What the cells of the live totals show."""
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    shown: dict[tuple[str, Place], object] = {}
    for form in forms:
        for place in live_totals(form):
            sheet, row, col = position(book, form, place)
            value = sheet.cell(row, col).value
            shown[form.code, place] = None if value == "" else value
    return shown


def expected_totals(form: Form, data: Data) -> dict[tuple[str, Place], object]:
    """What they have to show."""
    known = live_totals(form)
    return {(form.code, place): recompute(form, data, total, known) for place, total in known.items()}


def errors(submission: Submission) -> list[str]:
    return [f"{note.cell}: {note.message}" for note in submission.notes if note.severity == "error"]


def findings(content: bytes, folder: Path) -> list[tuple[str, str, str]]:
    """What a check says of the workbook."""
    path = folder / "kiem-tra.xlsx"
    path.write_bytes(content)
    return [(f.code, f.cell, f.message) for f in check_paths([path], FORMS).findings]


@pytest.mark.parametrize("form", PRESENT, ids=lambda form: form.code)
def test_a_filled_template_keeps_its_data_and_gets_its_totals(soffice: str, tmp_path: Path, form: Form):
    data = specimen(form)
    book = opened(template(form.code))
    fill(book, form, data)
    fill_field(book, "unit", COMMUNE)
    before = saved(book)
    content = recalculated(soffice, before, tmp_path)
    (submission,) = returned(content)
    assert errors(submission) == []
    assert findings(content, tmp_path) == findings(before, tmp_path)
    assert submission.envelope["unit"] == {"code": COMMUNE}
    assert with_totals(form, submission.envelope["data"]) == with_totals(form, data)
    assert computed_totals(content, form) == expected_totals(form, data)
    for place in live_totals(form):
        assert value_at(form, submission.envelope["data"], place) is None, "a formula was read as typed"


def test_a_blank_total_shows_nothing(soffice: str, tmp_path: Path):
    content = recalculated(soffice, template(ALL), tmp_path)
    assert set(computed_totals(content, *PRESENT).values()) == {None}
    assert all(not submission.envelope["data"] for submission in returned(content))


@pytest.mark.parametrize("code", ["2B", "8B"])
def test_inserted_lines_are_read_and_summed(soffice: str, tmp_path: Path, code: str):
    """A block filled to its last line and beyond: the totals above take in the line that was inserted."""
    form = FORMS[code]
    data = specimen(form)
    source, target = tmp_path / "bieu.xlsx", tmp_path / "dai-hon.xlsx"
    source.write_bytes(template(code))
    blocks = [(t.id, r.key, r.block) for t in form.tables for r in t.rows if r.block and t is form.tables[0]][:3]
    insert_lines(soffice, source, target, [grid.block_name(form, table, key) for table, key, _ in blocks])
    book = opened(target)
    fill(book, form, data)
    for table, key, block in blocks:
        count = len(items(form, data, table, key))
        for column, leaf in block.cells.items():
            if value_at(form, data, Place(table, key, 0, column)) is None:
                continue
            value = 7 if leaf.numeric else value_at(form, data, Place(table, key, 0, column))
            put(form, data, Place(table, key, count, column), value)
            sheet, row, col = position(book, form, Place(table, key, block.room, column))
            sheet.cell(row, col).value = typed(leaf, value)
    content = recalculated(soffice, saved(book), tmp_path)
    (submission,) = returned(content)
    assert errors(submission) == []
    assert with_totals(form, submission.envelope["data"]) == with_totals(form, data)
    assert computed_totals(content, form) == expected_totals(form, data)
