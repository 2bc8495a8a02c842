"""The reader of OpenDocument takes what programs write, agrees with calamine on it, and survives the rest."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from scripts.model.a1 import cell_name
from scripts.submissions.container import Unreadable
from scripts.submissions.contents import Cell, ErrorValue, Sheet, Value, Workbook
from scripts.submissions.number_formats import Display, display
from scripts.submissions.xlsx import read_workbook
from tests import hostile
from tests.hostile import Content

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "table": "table",
            "text": "text",
            "style": "style",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
            "number": "datastyle",
            "meta": "meta",
        }.items()
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def parts(tables: str, styles: str = "", after: str = "") -> dict[str, Content]:
    """The parts of a spreadsheet with that content of office:spreadsheet, automatic styles and named expressions."""
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}{after}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
    return {"mimetype": TYPE, "META-INF/manifest.xml": manifest, "content.xml": content}


def ods(path: Path, tables: str, styles: str = "", after: str = "") -> Path:
    return hostile.pack(path / "a.ods", parts(tables, styles, after))


def table(rows: str, before: str = "", name: str = "S", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{before}{rows}</table:table>'


def row(cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{cells}</table:table-row>"


def typed(kind: str, attributes: str = "", shown: str = "") -> str:
    text = f"<text:p>{shown}</text:p>" if shown else ""
    return f'<table:table-cell office:value-type="{kind}" {attributes}>{text}</table:table-cell>'


def book(path: Path, cells: str) -> Workbook:
    return read_workbook(ods(path, table(row(cells))))


def sheet(path: Path, rows: str, before: str = "") -> Sheet:
    (found,) = read_workbook(ods(path, table(rows, before))).sheets
    return found


def values(found: Sheet) -> dict[str, Value]:
    return {cell_name(*place): cell.value for place, cell in found.cells.items()}


NUMBERS: dict[str, tuple[str, Value, bool]] = {
    "a number": (typed("float", 'office:value="12"', "12"), 12, False),
    "a part": (typed("float", 'office:value="0.1"', "0,1"), 0.1, False),
    "money": (typed("currency", 'office:value="1500" office:currency="VND"', "1.500 ₫"), 1500, False),
    "a share": (typed("percentage", 'office:value="0.25"', "25%"), 0.25, False),
    "a day": (typed("date", 'office:date-value="2026-07-01"', "1/7/26"), 46204, True),
    "a moment": (typed("date", 'office:date-value="2026-07-01T12:00:00"', "x"), 46204.5, True),
    "a time": (typed("time", 'office:time-value="PT18H30M00S"', "18:30"), 18.5 / 24, True),
    "more than a day": (typed("time", 'office:time-value="PT36H"', "36:00"), 1.5, True),
    "a time before": (typed("time", 'office:time-value="-P1DT12H"', "x"), -1.5, True),
    "true": (typed("boolean", 'office:boolean-value="true"', "ĐÚNG"), True, False),
    "false": (typed("boolean", 'office:boolean-value="false"', "SAI"), False, False),
    "a text": (typed("string", shown="Tổng"), "Tổng", False),
    "a text beside what is shown": (typed("string", 'office:string-value="a"', "b"), "a", False),
    "an empty text": (typed("string", 'table:formula="of:=&quot;&quot;" office:string-value=""'), "", False),
    "no type": ("<table:table-cell><text:p>a</text:p></table:table-cell>", "a", False),
    "an impossible day": (typed("date", 'office:date-value="10000-01-01"', "1/1/10000"), "1/1/10000", True),
    "no number": (typed("float", 'office:value="x"', "x"), "x", False),
    "an error": (typed("string", 'calcext:value-type="error"', "#DIV/0!"), ErrorValue("#DIV/0!"), False),
    "an error of old": (typed("float", 'table:formula="of:=1/0" office:value="0"', "#DIV/0!"),
                        ErrorValue("#DIV/0!"), False),
    "another error": (typed("float", 'table:formula="of:=A1" office:value="0"', "Err:522"), ErrorValue("Err:522"),
                      False),
    "never computed": ('<table:table-cell table:formula="of:=[.B1]"/>', None, False),
}  # fmt: skip


@pytest.mark.parametrize("name", NUMBERS)
def test_each_type_of_cell_gives_its_value(tmp_path: Path, name: str):
    xml, value, is_date = NUMBERS[name]
    (cell,) = book(tmp_path, xml).sheets[0].cells.values()
    assert cell.value == value
    assert type(cell.value) is type(value)
    assert cell.is_date == is_date
    assert cell.is_formula == ("table:formula" in xml)


def data_style(kind: str, inside: str, name: str = "N") -> str:
    return f'<number:{kind}-style style:name="{name}">{inside}</number:{kind}-style>'


def figure(factor: int = 1, after: str = "") -> str:
    said = f"<number:text>{after}</number:text>" if after else ""
    return f'<number:number number:display-factor="{factor}"/>{said}'


POSITIVE = '<style:map style:condition="value()&gt;=0" style:apply-style-name="P"/>'
DATA_STYLES: dict[str, tuple[str, Display]] = {
    "plain": (data_style("number", '<number:number number:grouping="true"/>'), Display(1, "")),
    "millions": (data_style("number", figure(1_000_000)), Display(10**-6, "")),
    "thousands and a letter": (data_style("number", figure(1000, "K")), Display(0.001, "K")),
    "hundredths": (data_style("percentage", figure(after="%")), Display(100, "")),
    "a sign only": (data_style("number", figure(after="%")), Display(1, "%")),
    "money": (data_style("currency", f"{figure()}<number:currency-symbol>₫</number:currency-symbol>"), Display(1, "₫")),
    "sections": (
        data_style("number", figure(1000), "P") + data_style("number", figure() + POSITIVE),
        Display(0.001, ""),
    ),
}


@pytest.mark.parametrize("where", ["content.xml", "styles.xml"])
@pytest.mark.parametrize("name", DATA_STYLES)
def test_a_number_is_known_to_be_shown_otherwise_than_it_is(tmp_path: Path, name: str, where: str):
    """Programs keep formats, and the styles that cells' own styles rest on, beside the cells or in styles.xml."""
    data, shown = DATA_STYLES[name]
    common = f'{data}<style:style style:name="B" style:data-style-name="N"/>'
    own = '<style:style style:name="A" style:parent-style-name="B"/>'
    cells = table(row(typed("float", 'office:value="12" table:style-name="A"', "12")))
    made = parts(cells, common + own if where == "content.xml" else own)
    if where == "styles.xml":
        made[where] = f"<office:document-styles {NAMESPACES}>{common}</office:document-styles>"
    (cell,) = read_workbook(hostile.pack(tmp_path / "a.ods", made)).sheets[0].cells.values()
    found = display(cell.format)
    assert found.factor == pytest.approx(shown.factor)
    assert found.words == shown.words


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<text:p>a</text:p><text:p/><text:p>b</text:p>", "a\n\nb"),
        ("<text:p>a<text:span>b<text:span>c</text:span>d</text:span>e</text:p>", "abcde"),
        ('<text:p>a<text:s/>b<text:s text:c="2"/><text:tab/>c<text:line-break/>d</text:p>', "a b  \tc\nd"),
        ("<text:p>  a  b</text:p>", "  a  b"),
        ("<text:p>\n   a\n   <text:span>b</text:span></text:p>", "a b"),
        ("\n  <text:p>a</text:p>\n  ", "a"),
        ("<text:p>a</text:p><office:annotation><text:p>no</text:p></office:annotation>", "a"),
        ("<draw:frame><draw:text-box><text:p>no</text:p></draw:text-box></draw:frame><text:p>a</text:p>", "a"),
        ('<text:p><text:a href="x">a</text:a></text:p>', "a"),
    ],
)
def test_the_text_of_a_cell_is_what_it_shows(tmp_path: Path, xml: str, text: str):
    cells = f'<table:table-cell office:value-type="string">{xml}</table:table-cell>'
    (cell,) = book(tmp_path, cells).sheets[0].cells.values()
    assert cell.value == text


def test_repeated_cells_and_rows_stand_in_each_of_their_places(tmp_path: Path):
    one = typed("float", 'office:value="1" table:number-columns-repeated="2"')
    blank = '<table:table-cell table:number-columns-repeated="3"/>'
    rows = row(blank + one, 'table:number-rows-repeated="2"') + row("", 'table:number-rows-repeated="1048573"')
    rows = f"<table:table-header-rows>{rows}</table:table-header-rows>" + row(one)
    assert values(sheet(tmp_path, rows)) == {
        "D1": 1, "E1": 1, "D2": 1, "E2": 1, "A1048576": 1, "B1048576": 1,
    }  # fmt: skip


def test_merges_and_what_they_hide_are_read(tmp_path: Path):
    first = typed("string", 'table:number-columns-spanned="2" table:number-rows-spanned="3"', "a")
    covered = '<table:covered-table-cell office:value-type="string"><text:p>b</text:p></table:covered-table-cell>'
    found = sheet(tmp_path, row("<table:table-cell/>") + row("<table:table-cell/>" + first + covered))
    assert found.merges == ((1, 1, 3, 2),)
    assert values(found) == {"B2": "a", "C2": "b"}


def test_hidden_rows_columns_and_sheets_are_known(tmp_path: Path):
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        '<table:table-column table:number-columns-repeated="16381"/>'
    )
    rows = row("") + row("", 'table:visibility="filter" table:number-rows-repeated="2"')
    rows += row("", 'table:visibility="collapse"') + row("")
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    tables = table(rows, columns) + table("", name="ẩn", more='table:style-name="ta2"')
    shown, hidden = read_workbook(ods(tmp_path, tables, style)).sheets
    assert shown.hidden_rows == (range(1, 4),)
    assert (shown.is_filtered, hidden.is_filtered) == (True, False)
    assert shown.hidden_columns == (range(1, 3),)
    assert [(one.name, one.index, one.state) for one in (shown, hidden)] == [("S", 0, "visible"), ("ẩn", 1, "hidden")]


def test_names_and_properties_are_read(tmp_path: Path):
    def named(name: str, area: str) -> str:
        return f'<table:named-range table:name="{name}" table:cell-range-address="{area}"/>'

    local = f"<table:named-expressions>{named('own', '$S.$A$1')}</table:named-expressions>"
    everywhere = named("one", "$'Biểu 1B'.$A$5") + named("two", "$'O''Brien'.$A$5:.$C$9")
    everywhere += named("three", "$S.$A$1:$S.$B$2") + named("lost", "#REF!.$A$1") + named("odd", "$S.$A$1~$S.$B$2")
    meta = (
        f"<office:document-meta {NAMESPACES}><office:meta><meta:user-defined meta:name='form'>1B</meta:user-defined>"
        "</office:meta></office:document-meta>"
    )
    after = f"<table:named-expressions>{everywhere}</table:named-expressions>"
    more: dict[str, Content] = {"meta.xml": meta, "Basic/x.xml": "<x/>"}
    path = hostile.pack(tmp_path / "a.ods", parts(table(row(""), local), after=after) | more)
    found = read_workbook(path)
    assert found.names == {
        "one": "'Biểu 1B'!$A$5", "two": "'O''Brien'!$A$5:$C$9", "three": "'S'!$A$1:$B$2", "lost": "'#REF!'!$A$1",
    }  # fmt: skip
    assert found.local_names == {(0, "own"): "'S'!$A$1"}
    assert found.properties == {"form": "1B"}
    assert found.has_macros
    assert not found.formulas_unknown


def test_fonts_come_from_the_cell_or_its_column(tmp_path: Path):
    def style(name: str, text: str, ground: str = "") -> str:
        return f'<style:style style:name="{name}">{ground}<style:text-properties {text}/></style:style>'

    ground = '<style:table-cell-properties fo:background-color="#000080"/>'
    styles = style("ce1", 'style:font-name=".VnTime"') + style("ce2", 'style:text-line-through-style="solid"')
    styles += style("ce3", 'fo:color="#ffffff"') + style("ce4", 'fo:color="#FFFFFF"', ground)
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="ce1"/>'
    cells = "".join(typed("string", f'table:style-name="ce{n}"', "x") for n in (2, 3, 4))
    path = ods(tmp_path, table(row(typed("string", "", "x") * 2 + cells), columns), styles)
    found = list(read_workbook(path).sheets[0].cells.values())
    assert [(one.font, one.struck, one.unseen) for one in found] == [
        ("", False, False), (".VnTime", False, False), ("", True, False), ("", False, True), ("", False, False),
    ]  # fmt: skip


def test_a_table_inside_a_cell_and_a_copy_of_another_file_are_not_the_sheet(tmp_path: Path):
    inner = table(row(typed("float", 'office:value="7"')))
    link = f"<table:dde-links><table:dde-link>{inner}</table:dde-link></table:dde-links>"
    rows = row(f"<table:table-cell>{inner}</table:table-cell>" + typed("float", 'office:value="1"'))
    (found,) = read_workbook(ods(tmp_path, table(rows), after=link)).sheets
    assert values(found) == {"B1": 1}


def test_a_formula_is_known_with_the_words_of_ours(tmp_path: Path):
    formula = 'table:formula="of:=IF(COUNT([.B1:.C1])=0;&quot;&quot;;[.B1]+[.C1])"'
    (cell,) = book(tmp_path, typed("float", f'{formula} office:value="3"')).sheets[0].cells.values()
    assert cell == Cell(3, "number", 'IF(COUNT([.B1:.C1])=0,"",[.B1]+[.C1])', "General", False, "")


# What is broken or hostile


def refusal(path: Path) -> tuple[str, dict[str, object]]:
    with pytest.raises(Unreadable) as caught:
        read_workbook(path)
    return caught.value.code, dict(caught.value.facts)


def test_a_password_is_told(tmp_path: Path):
    manifest = '<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    more: dict[str, Content] = {"META-INF/manifest.xml": manifest, "content.xml": b"\x01\x02"}
    path = hostile.pack(tmp_path / "a.ods", parts("") | more)
    assert refusal(path) == ("encrypted", {})


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        (table(row(typed("float", 'office:value="1" table:number-columns-repeated="16385"'))), "out-of-grid"),
        (table(row("", 'table:number-rows-repeated="1048576"') + row(typed("string", shown="x"))), "out-of-grid"),
        (table(row(typed("string", shown="x"), 'table:number-rows-repeated="1048576"')), "too-many-cells"),
        (table(row("<table:table-cell/>", 'table:number-rows-repeated="x"')), "bad-xml"),
        (table("") * 1001, "too-many-sheets"),
        ("<table:table>", "bad-xml"),
        ("<!DOCTYPE a>", "bad-xml"),
    ],
)
def test_what_is_too_much_or_broken_is_refused(tmp_path: Path, tables: str, code: str):
    assert refusal(ods(tmp_path, tables))[0] == code


def test_a_document_type_is_refused(tmp_path: Path):
    path = hostile.pack(tmp_path / "a.ods", parts("") | {"content.xml": "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"})
    assert refusal(path) == ("has-doctype", {"part": "content.xml"})


def test_a_spreadsheet_without_content_is_refused(tmp_path: Path):
    path = hostile.pack(tmp_path / "a.ods", {"mimetype": TYPE})
    assert refusal(path) == ("missing-part", {"part": "content.xml"})


START = f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet><table:table>"
END = "</table:table></office:spreadsheet></office:body></office:document-content>"
FLOODS: dict[str, tuple[str, str, str, int]] = {
    "cells": ("", row(typed("string", shown="{0}")), "", 501_000),
    "merges": ("", row('<table:table-cell table:number-rows-spanned="2" n="{0}"/>'), "", 501_000),
    "hidden rows": ("", row("", 'table:visibility="collapse" n="{0}"') + row(""), "", 501_000),
    "columns": ("", '<table:table-column n="{0}"/>', "", 501_000),
    "styles": ("", '<style:style style:name="a{0}"><style:text-properties/></style:style>', "", 501_000),
    "text": ("<table:table-row><table:table-cell><text:p>", "<text:span>{0}</text:span>", "", 1_000_000),
    "blanks": ("<table:table-row><table:table-cell><text:p>", '<text:s text:c="99999{0}"/>', "", 1_000),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_stopped(tmp_path: Path, name: str):
    start, unit, end, count = FLOODS[name]
    content = hostile.numbered(START + start, unit, count, end + END)
    path = hostile.pack(tmp_path / "a.ods", {"mimetype": TYPE, "content.xml": content})
    found, peak = hostile.read_apart(path, 30)
    assert found in ("too-many-cells", "too-complex")
    assert peak < 300


# calamine as oracle

NOT_IN_CALAMINE = {"more than a day", "a time before", "an impossible day", "no number", "no type"}  # and no error


def oracle(path: Path) -> dict[tuple[str, str], Value]:
    found: dict[tuple[str, str], Value] = {}
    made = CalamineWorkbook.from_path(str(path))
    for name in made.sheet_names:
        page = made.get_sheet_by_name(name)
        top, left = page.start or (0, 0)
        for line, cells in enumerate(page.to_python()):
            for col, value in enumerate(cells):
                if value != "":
                    found[name, cell_name(top + line, left + col)] = serial(value)
    return found


def serial(value: object) -> Value:
    epoch = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's days have no zone
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if isinstance(value, time):
        value = datetime.combine(epoch, value)
    if isinstance(value, datetime):
        value -= epoch
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    assert isinstance(value, str | float | int)
    return value


def test_the_reader_agrees_with_calamine(tmp_path: Path):
    some = {name: xml for name, (xml, value, _) in NUMBERS.items() if not isinstance(value, ErrorValue)}
    known = [xml for name, xml in some.items() if name not in NOT_IN_CALAMINE]
    rows = row(known[0], 'table:number-rows-repeated="3"') + row("<table:table-cell/>" + "".join(known)) + row("")
    path = ods(tmp_path, table(row("")) + table(rows, name="Biểu 1B"))
    ours = {(page.name, cell_name(*place)): cell.value for page in read_workbook(path).sheets
            for place, cell in page.cells.items() if cell.value not in ("", None)}  # fmt: skip
    theirs = oracle(path)
    assert ours.keys() == theirs.keys()
    assert {key: value for key, value in ours.items() if not same(value, theirs[key])} == {}


def same(one: Value, other: Value) -> bool:
    if isinstance(one, str) or isinstance(other, str) or isinstance(one, bool):
        return one == other
    assert isinstance(one, float | int)
    assert isinstance(other, float | int)
    return abs(one - other) < 1e-9
