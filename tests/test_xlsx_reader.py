"""The reader takes what any spreadsheet program writes, agrees with openpyxl on it, and survives the rest."""

import codecs
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import openpyxl.styles
import pytest
import xlsxwriter
from openpyxl.styles.numbers import is_date_format
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.formula import ArrayFormula

from scripts.model.a1 import (
    COLUMNS,
    ROWS,
    OutOfGridError,
    cell_name,
    parse_cell,
    parse_column,
    parse_range,
    parse_reference,
    quote_sheet,
)
from scripts.submissions.container import Unreadable
from scripts.submissions.contents import Cell, ErrorValue, Sheet, Value, Workbook
from scripts.submissions.xlsx import read_workbook
from tests import hostile
from tests.hostile import MAIN, RELATIONS, SHEET, STRICT, STRINGS, worksheet
from tests.oracle import value_of

MEMORY = 300  # MiB, of which Python itself takes some 20
KINDS = ["number", "string", "bool", "error", "blank-formula"]
VIETNAMESE = "Đặng Thị Hồng — 1.234,5 \U0001f600"


def read(path: Path, sheet: hostile.Content = "", **more: hostile.Content) -> Workbook:
    """Read the workbook with that sheet part; `strings` and `styles` are the parts of that name."""
    names = {"strings": STRINGS, "styles": "xl/styles.xml"}
    parts = {names.get(name, name): content for name, content in more.items()}
    return read_workbook(hostile.pack(path / "a.xlsx", hostile.workbook(sheet, parts)))


def cells(path: Path, rows: str, **more: hostile.Content) -> dict[str, Value]:
    """The values by address of a sheet with those rows."""
    (sheet,) = read(path, worksheet(rows), **more).sheets
    return {cell_name(*place): cell.value for place, cell in sheet.cells.items()}


def cell(path: Path, xml: str, **more: hostile.Content) -> Cell:
    """The one cell in a sheet with that c element."""
    (sheet,) = read(path, worksheet(f"<row>{xml}</row>"), **more).sheets
    (found,) = sheet.cells.values()
    return found


def refusal(path: Path, sheet: hostile.Content = "", **more: hostile.Content) -> tuple[str, dict[str, object]]:
    with pytest.raises(Unreadable) as caught:
        read(path, sheet, **more)
    return caught.value.code, dict(caught.value.facts)


# Values


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ("<v>12</v>", 12),
        ("<v> 12.0 </v>", 12),
        ("<v>1E3</v>", 1000),
        ("<v>-0.1</v>", -0.1),
        ("<v>9007199254740991</v>", 2**53 - 1),
        ("<v>9007199254740993</v>", float(2**53)),
        ("<v>1e300</v>", 1e300),
        ("<v>NaN</v>", ErrorValue("#NUM!")),
        ("<v>-INF</v>", ErrorValue("#NUM!")),
        ("<v>1e999</v>", ErrorValue("#NUM!")),
    ],
)
def test_a_number_is_an_int_where_that_is_exact(tmp_path: Path, xml: str, value: Value):
    found = cell(tmp_path, f'<c r="A1">{xml}</c>')
    assert found.value == value
    assert type(found.value) is type(value)
    assert found.kind == ("error" if isinstance(value, ErrorValue) else "number")


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('t="s"><v>1</v>', "b"),
        ('t="str"><v> x_x000D__x000A_y </v>', " x\r\ny "),
        ('t="str"><v></v>', ""),
        ('t="inlineStr"><is><t xml:space="preserve"> a </t></is>', " a "),
        ('t="inlineStr"><is><r><rPr><b/></rPr><t>a</t></r><r><t>b</t></r><rPh><t>no</t></rPh></is>', "ab"),
        ('t="str"><v>a<!-- no -->b<![CDATA[<c>]]></v>', "ab<c>"),
        ('t="b"><v>1</v>', True),
        ('t="b"><v>false</v>', False),
        ('t="e"><v>#N/A</v>', ErrorValue("#N/A")),
        ('t="d"><v>2026-07-01</v>', 46204),
        ('t="d"><v>2026-07-01T12:00:00Z</v>', 46204.5),
        ('t="d"><v>1900-01-01</v>', 1),
        ('t="d"><v>1900-03-01</v>', 61),
        ('t="d"><v>18:00:00</v>', 0.75),
    ],
)
def test_each_type_of_cell_gives_its_value(tmp_path: Path, xml: str, value: Value):
    found = cell(tmp_path, f'<c r="A1" {xml}</c>', strings=hostile.strings("<t>a</t>", "<t>b</t>"))
    assert found.value == value
    assert type(found.value) is type(value)
    assert found.is_date == ('t="d"' in xml)
    assert not found.is_formula


def test_only_cells_with_a_value_or_a_formula_count(tmp_path: Path):
    rows = (
        '<row><c s="1"/><c><v/></c><c t="s"><v> </v></c><c t="n"><is/></c></row><row><c t="s"/><c><f>1/2</f></c></row>'
    )
    assert cells(tmp_path, rows) == {"D1": "", "B2": None}


def test_blank_cells_are_left_out_only_where_they_are_markup(tmp_path: Path):
    """The text of a cell may look like them."""
    blanks = '<c r="A1" s="1"/><c r="B1" s="2"/></row>'
    text = f"<is><t><![CDATA[{blanks}]]></t></is>"
    rows = f'<row r="1"><c r="A1" s="1"/><c r="B1"/><c r="C1" t="inlineStr">{text}</c></row>'
    assert cells(tmp_path, rows) == {"C1": blanks}
    rows = '<row r="1"><c r="A1" s="1"/><c r="B1" s="1"/><c><v>1</v></c><c r="E1" s="1"/><c r="F1"><v>2</v></c></row>'
    assert cells(tmp_path, rows) == {"C1": 1, "F1": 2}


def test_what_colours_or_limits_cells_is_left_out_only_where_it_is_whole_markup(tmp_path: Path):
    limit = '<dataValidation sqref="A1"><formula1>1</formula1><formula2>9</formula2></dataValidation>'
    colour = '<conditionalFormatting sqref="A1"><cfRule type="expression"><formula>A1&gt;1</formula></cfRule>{0}'
    whole = colour.format("</conditionalFormatting>")
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'
    rows = row.format(1) + whole + row.format(2) + colour.format(row.format(3) + "</conditionalFormatting>")
    assert cells(tmp_path, rows + limit + row.format(4)) == {"A1": 1, "A2": 2, "A3": 3, "A4": 4}
    quoted = f"<is><t><![CDATA[a>{limit}]]></t></is>"
    assert cells(tmp_path, f'<row r="1"><c r="A1" t="inlineStr">{quoted}</c></row>') == {"A1": f"a>{limit}"}
    assert refusal(tmp_path, worksheet(row.format(1) + colour.format("")))[0] == "bad-xml"


def test_formulas_and_the_followers_of_shared_ones_are_known_as_such(tmp_path: Path):
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1&amp;"x"</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c><c r="B2"><f>A1</f></c>'
        '<c r="C2"><v>3</v></c></row>'
    )
    found = read(tmp_path, worksheet(rows)).sheets[0].cells
    assert [(one.formula, one.value, one.kind, one.is_formula) for one in found.values()] == [
        ('B1&"x"', 1, "number", True),
        ("", 2, "number", True),
        ("A1", None, "blank-formula", True),
        (None, 3, "number", False),
    ]


def test_rich_and_escaped_shared_strings_are_plain_text(tmp_path: Path):
    items = [
        "<r><rPr><rFont val='Arial'/></rPr><t>Phúc </t></r><r><t>Xá</t></r>",
        "<t>課</t><rPh sb='0' eb='1'><t>カ</t></rPh><phoneticPr fontId='1'/>",
        "<t>_x005F_x000D_ _xD83D__xDE00_ _xD800_</t>",
        "",
    ]
    rows = "<row>" + "".join(f'<c t="s"><v>{index}</v></c>' for index in range(len(items))) + "</row>"
    found = cells(tmp_path, rows, strings=hostile.strings(*items))
    assert list(found.values()) == ["Phúc Xá", "課", "_x000D_ \U0001f600 \ufffd", ""]


@pytest.mark.parametrize(
    "xml",
    [
        't="n"><v>abc</v>',
        't="n"><v>1_0</v>',
        't="n"><v>١</v>',
        't="b"><v>yes</v>',
        't="d"><v>today</v>',
        't="x"><v>1</v>',
    ],
)
def test_a_value_that_does_not_fit_its_type_is_refused(tmp_path: Path, xml: str):
    found = refusal(tmp_path, worksheet(f'<row><c r="B7" {xml}</c></row>'))
    assert found == ("bad-value", {"sheet": "S", "cell": "B7"})


@pytest.mark.parametrize("index", ["2", "-1", "x", "9" * 5000, "²"])
def test_a_string_index_without_a_string_is_refused(tmp_path: Path, index: str):
    sheet = worksheet(f'<row r="3"><c t="s"><v>{index}</v></c></row>')
    code, facts = refusal(tmp_path, sheet, strings=hostile.strings("<t>a</t>", "<t>b</t>"))
    assert (code, facts) == ("bad-string-index", {"sheet": "S", "cell": "A3", "index": index})


# Places


def test_cells_without_an_address_follow_the_one_before(tmp_path: Path):
    rows = (
        '<row><c><v>1</v></c><c s="1"/><c><v>2</v></c></row><row/>'
        '<row><c r="C3"/><c><v>3</v></c></row><row r="9"><c/><c><v>4</v></c></row><row><c><v>5</v></c></row>'
    )
    assert cells(tmp_path, rows) == {"A1": 1, "C1": 2, "D3": 3, "B9": 4, "A10": 5}


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ('<row r="1048577"/>', "1048577"),
        ('<row r="0"/>', "0"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "XFE1"),
        ('<row r="1"><c r="A1048577"><v>1</v></c></row>', "A1048577"),
        ('<row r="1"><c r="AAAAAAA1"><v>1</v></c></row>', "AAAAAAA1"),
        ('<row r="5"><c r="XFD5"/><c><v>1</v></c></row>', "XFE5"),
        ("<row>" + "<c/>" * COLUMNS + "<c><v>1</v></c></row>", "XFE1"),
    ],
)
def test_a_cell_beyond_the_grid_is_refused(tmp_path: Path, rows: str, place: str):
    assert refusal(tmp_path, worksheet(rows)) == ("out-of-grid", {"sheet": "S", "cell": place})


def test_the_last_cell_of_the_grid_is_read(tmp_path: Path):
    assert cells(tmp_path, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>') == {"XFD1048576": 1}


def test_a_merge_beyond_the_grid_is_refused(tmp_path: Path):
    after = '<mergeCells><mergeCell ref="A1:XFE1"/></mergeCells>'
    code, facts = refusal(tmp_path, worksheet("", after=after))
    assert (code, facts["cell"]) == ("out-of-grid", "A1:XFE1")


def test_a_cell_with_two_values_is_refused(tmp_path: Path):
    sheet = worksheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')
    assert refusal(tmp_path, sheet) == ("duplicate-cell", {"sheet": "S", "cell": "A1"})


def test_what_a_sheet_says_of_its_rows_and_columns_is_read(tmp_path: Path):
    before = '<dimension ref="nonsense"/><cols><col min="2" max="3" hidden="1"/>'
    before += '<col min="4" max="99999" hidden="true"/><col min="1" max="1" hidden="0"/></cols>'
    hidden = {2: "1", 3: "true", 4: "0", 7: "1"}
    rows = "".join(f'<row r="{n}" hidden="{is_so}"><c r="A{n}"><v>1</v></c></row>' for n, is_so in hidden.items())
    control = "<controls><control><anchor><xdr:row>5</xdr:row></anchor></control></controls>"
    after = f'<mergeCells><mergeCell ref="C5:A2"/></mergeCells><drawing r:id="rId1"/>{control}'
    (sheet,) = read(tmp_path, worksheet(rows, before, after)).sheets
    assert sheet.merges == ((1, 0, 4, 2),)
    assert sheet.hidden_rows == (range(1, 3), range(6, 7))
    assert sheet.hidden_columns == (range(1, COLUMNS),)
    assert [sheet.hides(row, 0) for row in range(8)] == [False, True, True, False, False, False, True, False]
    assert sheet.hides(0, 1)
    assert sheet.has_drawing
    assert not read(tmp_path, worksheet(control)).sheets[0].has_drawing


# Styles


def test_formats_and_fonts_come_from_the_styles(tmp_path: Path):
    codes = ["[$-42A]dd/mm/yyyy", '#,##0 "đồng"', "[Red]0.00", "[h]:mm", "0;[Blue]d", "\\d0", "@"]
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for number, code in enumerate(codes, 164)
    )
    xfs = "".join(f'<xf numFmtId="{number}" fontId="{number % 2}"/>' for number in (0, 14, 3, *range(164, 171)))
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        '<fonts><font><sz val="1"/><name val=".VnTime"/></font><font/></fonts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        f'<cellXfs>{xfs}<xf numFmtId="7777" fontId="99"/></cellXfs><dxfs><dxf><font><name val="no"/></font>'
        '<numFmt numFmtId="164" formatCode="no"/></dxf></dxfs></styleSheet>'
    )
    rows = "<row>" + "".join(f'<c s="{index}"><v>1</v></c>' for index in range(12)) + "<c><v>1</v></c></row>"
    found = list(read(tmp_path, worksheet(rows), styles=styles).sheets[0].cells.values())
    builtin = ["General", "mm-dd-yy", "#,##0"]
    assert [one.format for one in found] == [*builtin, *codes, "General", "General", "General"]
    assert [index for index, one in enumerate(found) if one.is_date] == [1, 3, 6]
    odd = [".VnTime", ""]
    assert [one.font for one in found] == [".VnTime", ".VnTime", "", *odd * 3, ".VnTime", "", "", ".VnTime"]


def test_a_workbook_without_styles_is_plain(tmp_path: Path):
    assert cell(tmp_path, '<c s="5"><v>1</v></c>') == Cell(1, "number", None, "General", False, "")


# Packages


def strict_and_prefixed(namespace: str) -> str:
    return (
        f'<x:worksheet xmlns:x="{namespace}"><x:sheetData><x:row x:r="no" r="2">'
        '<x:c r="B2" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    )


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
def test_prefixes_and_strict_namespaces_make_no_difference(tmp_path: Path, namespace: str):
    (sheet,) = read(tmp_path, strict_and_prefixed(namespace)).sheets
    assert sheet.cells[1, 1].value == "a"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_part_may_be_in_any_declared_encoding(tmp_path: Path, encoding: str):
    name = {"utf-8-sig": "UTF-8", "utf-16-be": "UTF-16"}.get(encoding, encoding)
    text = worksheet(f'<row><c t="str"><v>{VIETNAMESE}</v></c></row>')
    part = f'<?xml version="1.0" encoding="{name}"?>{text}'.encode(encoding)
    if encoding == "utf-16-be":
        part = codecs.BOM_UTF16_BE + part
    (sheet,) = read(tmp_path, part).sheets
    assert sheet.cells[0, 0].value == VIETNAMESE


def book(path: Path, body: str, **more: hostile.Content) -> Workbook:
    """Read a workbook with that content of the workbook part; its sheet part has the value 1 in A1."""
    text = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{body}</workbook>'
    parts: dict[str, hostile.Content] = {"xl/workbook.xml": text, **more}
    sheet = worksheet("<row><c><v>1</v></c></row>")
    return read_workbook(hostile.pack(path / "a.xlsx", hostile.workbook(sheet, parts)))


def test_the_workbook_part_is_read(tmp_path: Path):
    body = (
        '<workbookPr date1904="1"/><sheets>'
        '<sheet name="Biểu 1B" sheetId="5" r:id="rId1"/>'
        '<sheet name="a&amp;b" state="veryHidden" r:id="rId2"/>'
        "</sheets><definedNames><definedName name=\"t\">'Biểu 1B'!$A$5</definedName>"
        '<definedName name="_xlnm.Print_Area" localSheetId="1">#REF!</definedName></definedNames>'
    )
    links = hostile.relations(("worksheet", "/xl/worksheets/sheet1.xml"), ("worksheet", "../two%20.xml"))
    chart = f'<chartsheet xmlns="{MAIN}"><drawing r:id="rId1"/></chartsheet>'
    root = hostile.relations(("officeDocument", "xl/workbook.xml"), ("custom-properties", "/docProps/custom.xml"))
    custom = (
        '<Properties xmlns:vt="v"><property name="form"><vt:lpwstr> 1B </vt:lpwstr>\n</property>'
        '<property name="n"><vt:i4>7</vt:i4></property></Properties>'
    )
    more: dict[str, hostile.Content] = {
        "xl/_rels/workbook.xml.rels": links,
        "two .xml": chart,
        "_rels/.rels": root,
    }
    more |= {"docProps/custom.xml": custom, "xl/vbaProject.bin": b"\0"}
    found = book(tmp_path, body, **more)
    assert [(sheet.name, sheet.index, sheet.state, len(sheet.cells)) for sheet in found.sheets] == [
        ("Biểu 1B", 0, "visible", 1),
        ("a&b", 1, "veryHidden", 0),
    ]
    assert found.sheets[1].has_drawing
    assert found.names == {"t": "'Biểu 1B'!$A$5"}
    assert found.local_names == {(1, "_xlnm.Print_Area"): "#REF!"}
    assert found.properties == {"form": " 1B ", "n": "7"}
    assert found.date1904
    assert found.has_macros


def test_a_macro_sheet_is_a_macro(tmp_path: Path):
    links = hostile.relations(("xlMacrosheet", "worksheets/sheet1.xml"))
    body = '<sheets><sheet name="m" r:id="rId1"/></sheets>'
    assert book(tmp_path, body, **{"xl/_rels/workbook.xml.rels": links}).has_macros
    assert not book(tmp_path, body).has_macros


def test_parts_outside_the_package_are_never_opened(tmp_path: Path):
    links = hostile.relations(("worksheet", "file:///etc/passwd"), mode=' TargetMode="External"')
    with pytest.raises(Unreadable) as caught:
        book(
            tmp_path,
            '<sheets><sheet name="m" r:id="rId1"/></sheets>',
            **{"xl/_rels/workbook.xml.rels": links},
        )
    assert (caught.value.code, caught.value.facts) == ("missing-part", {"part": "m"})


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ("[Content_Types].xml", "missing-part"),
        ("_rels/.rels", "missing-part"),
        ("xl/workbook.xml", "missing-part"),
        ("xl/_rels/workbook.xml.rels", "missing-part"),
        (SHEET, "missing-part"),
    ],
)
def test_a_missing_part_is_refused(tmp_path: Path, missing: str, code: str):
    parts = hostile.workbook()
    del parts[missing]
    with pytest.raises(Unreadable) as caught:
        read_workbook(hostile.pack(tmp_path / "a.xlsx", parts))
    assert caught.value.code == code
    assert code != "missing-part" or caught.value.facts == {"part": missing}


def test_a_package_whose_main_part_is_no_workbook_is_refused(tmp_path: Path):
    code, _ = refusal(tmp_path, **{"xl/workbook.xml": "<document/>"})
    assert code == "zip-not-workbook"
    code, _ = refusal(tmp_path, **{"_rels/.rels": hostile.relations(("other", "xl/workbook.xml"))})
    assert code == "missing-part"


@pytest.mark.parametrize(
    ("part", "xml"),
    [
        (SHEET, "<worksheet>"),
        (SHEET, "<worksheet><a></b></worksheet>"),
        (SHEET, ""),
        (SHEET, '<?xml version="1.0" encoding="no-such"?><worksheet/>'),
        (SHEET, "<worksheet>&nbsp;</worksheet>"),
        (SHEET, '<worksheet><sheetData><row r="x"/></sheetData></worksheet>'),
        (SHEET, "<worksheet><mergeCells><mergeCell/></mergeCells></worksheet>"),
        (SHEET, '<worksheet><cols><col hidden="1"/></cols></worksheet>'),
        (SHEET, "<col/>"),
        ("xl/workbook.xml", "<workbook><sheets><sheet/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship/></Relationships>"),
        ("xl/styles.xml", "<styleSheet><numFmts><numFmt/></numFmts></styleSheet>"),
        ("xl/styles.xml", "<xf/>"),
    ],
)
def test_broken_xml_is_refused(tmp_path: Path, part: str, xml: str):
    code, facts = refusal(tmp_path, **{part: xml.encode() or b" "})
    assert (code, facts["part"]) == ("bad-xml", part)


@pytest.mark.parametrize(
    "doctype",
    ["<!DOCTYPE worksheet>", '<!DOCTYPE w [<!ENTITY a "b">]>', '<!DOCTYPE w SYSTEM "file:///etc/passwd">'],
)
@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "_rels/.rels"])
def test_a_document_type_is_refused(tmp_path: Path, part: str, doctype: str):
    assert refusal(tmp_path, **{part: f"{doctype}<worksheet>&a;</worksheet>"}) == (
        "has-doctype",
        {"part": part},
    )


def test_too_many_sheets_are_refused(tmp_path: Path):
    sheets = "".join(f'<sheet name="{number}" r:id="rId1"/>' for number in range(1001))
    with pytest.raises(Unreadable) as caught:
        book(tmp_path, f"<sheets>{sheets}</sheets>")
    assert (caught.value.code, caught.value.facts) == ("too-many-sheets", {"count": 1001, "limit": 1000})


# Markup made to exhaust whoever reads it; whole returns of the kind stand in hostile_xlsx.py.  Each is read in a
# process that is killed when it takes too much processor time; that it was not is seen from its having answered.


def bomb(sheet: hostile.Content, **more: hostile.Content) -> dict[str, hostile.Content]:
    return hostile.workbook(sheet, more)


ROWS_START = f'<worksheet xmlns="{MAIN}"><sheetData>'
ROWS_END = "</sheetData></worksheet>"
# Numbers keep these below the ratio at which a part is refused unread.
FLOODS: dict[str, tuple[str, str, int, str, str]] = {
    "tags": (ROWS_START, "<row><!--{0}-->" + "<c/>" * 40 + "</row>", 200_000, ROWS_END, "too-complex"),
    "names": ("<worksheet>", "<e{0}/>", 200_000, "</worksheet>", "too-complex"),
    "attributes": ("<worksheet>", '<e a{0}=""/>', 200_000, "</worksheet>", "too-complex"),
    "comment": ("<worksheet><!--", "{0}", 1_000_000, "--></worksheet>", "too-complex"),
    "attribute": ("<worksheet a='", "{0}", 1_000_000, "'/>", "too-complex"),
    "text": (ROWS_START + "<row><c><v>", "{0}", 1_000_000, "</v></c></row>" + ROWS_END, "too-complex"),
}


# Things that are there have to be looked at before they are too many.
PATIENCE = {"tags": 30}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_in_a_sheet_is_stopped_or_borne(tmp_path: Path, name: str):
    start, unit, count, end, result = FLOODS[name]
    path = hostile.pack(tmp_path / "a.xlsx", bomb(hostile.numbered(start, unit, count, end)))
    found, peak = hostile.read_apart(path, PATIENCE.get(name, hostile.CPU_SECONDS))
    assert found == result
    assert peak < MEMORY


# openpyxl as oracle


def oracle(path: Path) -> dict[tuple[str, str], tuple[object, ...]]:
    """(value, formula, format, is date, font) by sheet and address, as openpyxl reads them."""
    values = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    found: dict[tuple[str, str], tuple[object, ...]] = {}
    for sheet in formulas.worksheets:
        for one in (one for row in sheet.iter_rows() for one in row if one.value is not None):
            seen = values[sheet.title][one.coordinate]
            formula = one.value.text if isinstance(one.value, ArrayFormula) else one.value
            found[sheet.title, one.coordinate] = (
                plain(value_of(seen, values.epoch)),
                str(formula).removeprefix("=") if one.data_type == "f" else None,
                one.number_format,
                is_date_format(one.number_format),
                one.font.name,
            )
    return found


def plain(value: object) -> object:
    """A number without the last digits, which a date loses on its way to a serial number."""
    return round(value, 9) if isinstance(value, float) and abs(value) < 1e6 else value


def ours(workbook: Workbook) -> dict[tuple[str, str], tuple[object, ...]]:
    return {
        (sheet.name, cell_name(*place)): (plain(one.value), one.formula, one.format, one.is_date, one.font)
        for sheet in workbook.sheets
        for place, one in sheet.cells.items()
    }


def assert_sheets_agree(path: Path, workbook: Workbook) -> None:
    sheets = openpyxl.load_workbook(path).worksheets
    assert [(sheet.title, sheet.sheet_state) for sheet in sheets] == [
        (sheet.name, sheet.state) for sheet in workbook.sheets
    ]
    for theirs, sheet in zip(sheets, workbook.sheets, strict=True):
        assert {merge.bounds for merge in theirs.merged_cells.ranges} == {
            (c1 + 1, r1 + 1, c2 + 1, r2 + 1) for r1, c1, r2, c2 in sheet.merges
        }
        held = {row + 1 for row, _ in sheet.cells}  # of rows without a cell nobody asks whether they are hidden
        rows = {row for row, dimension in theirs.row_dimensions.items() if dimension.hidden}
        assert rows & held == {row + 1 for span in sheet.hidden_rows for row in span} & held
        assert hidden_columns(theirs) == {col for span in sheet.hidden_columns for col in span}


def hidden_columns(theirs) -> set[int]:
    spans = (one for one in theirs.column_dimensions.values() if one.hidden)
    return {col - 1 for one in spans for col in range(one.min, one.max + 1)}


def by_xlsxwriter(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as workbook:
        sheet = workbook.add_worksheet("Biểu 1B")
        bold = workbook.add_format({"bold": True, "font_name": "Times New Roman"})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        money = workbook.add_format({"num_format": '#,##0 "đ"'})
        builtin = workbook.add_format({"num_format": 22})
        sheet.write_row(0, 0, [1, 2.5, -0.1, 2**53 - 1, 1e21, 0.1 + 0.2])
        sheet.write_row(1, 0, ["Tỉnh", " khoảng trắng ", "dòng 1\ndòng 2", "_x000D_", VIETNAMESE, '<&>"'])
        sheet.write_row(2, 0, [True, False])
        sheet.write_datetime(3, 0, datetime(2026, 7, 1, 18, 30), builtin)  # noqa: DTZ001
        sheet.write_datetime(3, 1, datetime(2026, 7, 1), day)  # noqa: DTZ001
        sheet.write_number(3, 2, 1234.5, money)
        sheet.write_formula(4, 0, "=SUM(A1:B1)", None, 3.5)
        sheet.write_formula(4, 1, '="a"&"b"', bold, "ab")
        sheet.write_formula(4, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(4, 3, "=TRUE()", None, True)
        sheet.write_array_formula("E5:E5", "{=SUM(A1:B1*2)}", None, 7)
        sheet.write_rich_string(5, 0, "một ", bold, "hai", " ba")
        sheet.write_blank(6, 0, None, bold)
        sheet.merge_range("A8:C9", "gộp", bold)
        sheet.set_row(10, None, None, {"hidden": True})
        sheet.write_number(10, 0, 7)
        sheet.set_column("D:F", None, None, {"hidden": True})
        workbook.add_worksheet("ẩn").hide()
        workbook.add_worksheet("rất ẩn").very_hidden()
        workbook.define_name("vung", "='Biểu 1B'!$A$1:$C$3")
        workbook.define_name("'Biểu 1B'!rieng", "='Biểu 1B'!$A$1")
        workbook.set_custom_property("form", "1B")
        workbook.set_custom_property("version", 3)


def by_openpyxl(path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "O'Brien"
    sheet.append([1, 2.5, 10**15, -0.0, 1e-9])
    sheet.append(["chữ", " khoảng ", "a\nb", VIETNAMESE, True, False])
    sheet.append([date(2026, 7, 1), datetime(2026, 7, 1, 6), time(18, 30)])  # noqa: DTZ001
    sheet.append(["=A1+B1", "=NOW()", "#N/A", "#DIV/0!"])
    sheet["A6"] = ArrayFormula("A6:A6", "=SUM(A1:B1*2)")
    sheet["B7"] = 5
    sheet["B7"].number_format = "[Red]#,##0.00;(0)"
    sheet["B7"].font = openpyxl.styles.Font(name="Arial")
    sheet["C7"].font = openpyxl.styles.Font(name="Arial")
    sheet.merge_cells("D8:E9")
    sheet.row_dimensions[3].hidden = True
    sheet["A3"] = sheet["A3"].value or 7
    sheet.column_dimensions["C"].hidden = True
    workbook.create_sheet("ẩn").sheet_state = "hidden"
    workbook.defined_names["vung"] = DefinedName("vung", attr_text="'O''Brien'!$A$1:$C$3")
    sheet.defined_names["rieng"] = DefinedName("rieng", attr_text="'O''Brien'!$A$1")
    workbook.save(path)


@pytest.mark.parametrize("write", [by_xlsxwriter, by_openpyxl])
def test_the_reader_agrees_with_openpyxl(tmp_path: Path, write):
    path = tmp_path / "a.xlsx"
    write(path)
    workbook = read_workbook(path)
    assert ours(workbook) == oracle(path)
    assert_sheets_agree(path, workbook)
    title = workbook.sheets[0].name
    assert workbook.names == {"vung": f"{quote_sheet(title)}!$A$1:$C$3"}
    assert workbook.local_names == {(0, "rieng"): f"{quote_sheet(title)}!$A$1"}
    assert not workbook.date1904
    assert not workbook.has_macros


def test_every_kind_of_cell_stood_before_the_oracle(tmp_path: Path):
    kinds = set()
    for write in (by_xlsxwriter, by_openpyxl):
        write(tmp_path / "a.xlsx")
        sheets: tuple[Sheet, ...] = read_workbook(tmp_path / "a.xlsx").sheets
        kinds |= {one.kind for sheet in sheets for one in sheet.cells.values()}
    assert kinds == set(KINDS)


def test_custom_properties_of_xlsxwriter_are_read(tmp_path: Path):
    by_xlsxwriter(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx").properties == {"form": "1B", "version": "3"}


# Addresses


@pytest.mark.parametrize(("row", "col", "name"), [(0, 0, "A1"), (9, 25, "Z10"), (0, 26, "AA1"), (1, 701, "ZZ2")])
def test_addresses_there_and_back(row: int, col: int, name: str):
    assert cell_name(row, col) == name
    assert parse_cell(name) == parse_cell(name.lower()) == (row, col)


def test_the_grid_ends_at_xfd1048576():
    assert cell_name(ROWS - 1, COLUMNS - 1) == "XFD1048576"
    assert parse_cell("$XFD$1048576") == (ROWS - 1, COLUMNS - 1)
    for text in ("XFE1", "A1048577"):
        with pytest.raises(OutOfGridError):
            parse_cell(text)
    for text in ("", "A", "1", "A0", "A1 ", "A-1", "Ă1"):
        with pytest.raises(ValueError, match=r".*"):
            parse_cell(text)
    with pytest.raises(ValueError, match="1"):
        parse_column("1")
    assert parse_range("C3:A1") == (0, 0, 2, 2)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("'Biểu 1B'!$A$5:$C$9", ("Biểu 1B", 4, 0, 8, 2)),
        ("='O''Brien'!B2", ("O'Brien", 1, 1, 1, 1)),
        ("Biểu!$A$1", ("Biểu", 0, 0, 0, 0)),
        ("S!$B:$C", ("S", 0, 1, ROWS - 1, 2)),
        ("S!$2:$3", ("S", 1, 0, 2, COLUMNS - 1)),
        ("S!A1:B", None),
        ("S!A", None),
        ("S!XFE1", None),
        ("#REF!", None),
        ("#REF!$A$1", None),
        ("S!#REF!", None),
        ("'[1]S'!A1", None),
        ("[1]S!A1", None),
        ("'A:B'!A1", None),
        ("S!A1,S!B1", None),
        ("OFFSET(S!A1,1,1)", None),
        ("'S!A1", None),
        ("12", None),
    ],
)
def test_a_reference_is_one_range_of_one_sheet_or_none(text: str, reference: tuple[str, int, int, int, int] | None):
    assert parse_reference(text) == reference


def test_a_quoted_sheet_is_read_back():
    for name in ("S", "Biểu 1B", "O'Brien", "A1", "'"):
        assert parse_reference(f"{quote_sheet(name)}!A1") == (name, 0, 0, 0, 0)
