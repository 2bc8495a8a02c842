"""What people type becomes the value they mean, with a word about it; what could mean two things is not guessed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from scripts.folding import tidy
from scripts.model import money
from scripts.model.form import Leaf, Place
from scripts.model.totals import with_totals
from scripts.schema.registry import units
from scripts.submissions.contents import Cell, ErrorValue, Value
from scripts.submissions.read import read
from scripts.submissions.values import Read, read_cell, read_text
from scripts.templates.workbook import workbook_bytes
from tests.first import FORMS
from tests.workbooks import COMMUNE, fill, fill_field, opened, position, saved, specimen

INTEGER = Leaf("integer", minimum=0)
NUMBER = Leaf("number", minimum=0)
SHARE = Leaf("number", minimum=0, maximum=100, unit="%")
DATE = Leaf("date")
MARK = Leaf("mark")
LIST = Leaf("list", max_length=20)
TEXT = Leaf("text", max_length=200)
CHOICE = Leaf("choice", choices=(("don_vi_su_nghiep", "Đơn vị sự nghiệp công lập"), ("doanh_nghiep", "Doanh nghiệp")))
SERIAL = 46112  # 31 March 2026
NBSP, THIN, ZERO_WIDTH = "\u00a0", "\u2009", "\u200b"


def cell(value: Value, *, format_: str = "General", is_date: bool = False, formula: str | None = None) -> Cell:
    return Cell(value, "number", formula, format_, is_date, "Times New Roman")


def as_meant(result: Read, value: object) -> None:
    """The value is that one, of that type, and a note says so."""
    assert (result.value, type(result.value)) == (value, type(value))
    assert result.note == "read-as"
    assert set(result.facts) == {"value", "read"}


def as_it_stands(result: Read, value: object) -> None:
    """The value is passed on without a word; where it does not fit, its schema says so."""
    assert (result.value, type(result.value), result.note) == (value, type(value), None)


# Numbers as text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("12", 12),
        ("0", 0),
        ("007", 7),
        (" 12 ", 12),
        (f"{NBSP}12{NBSP}", 12),
        (f"12{ZERO_WIDTH}", 12),
        ("\ufeff12\n", 12),
        ("１２", 12),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1 234", 1234),
        (f"1{NBSP}234", 1234),
        (f"1{THIN}234{THIN}567", 1234567),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("１．２３４", 1234),
        ("-5", -5),
        ("−5", -5),
        ("- 5", -5),
        ("(123)", -123),
        ("( 1.234 )", -1234),
        ("123456789012345", 123456789012345),
    ],
)
def test_a_whole_number_written_as_text_is_read(said: str, meant: int):
    as_meant(read_text(said, INTEGER), meant)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("12", 12),
        ("12,5", 12.5),
        ("0,5", 0.5),
        ("0,250", 0.25),
        ("1.234,5", 1234.5),
        ("1.234.567,25", 1234567.25),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("1 234", 1234),
        ("12,3456", 12.3456),
        ("-12,5", -12.5),
        ("(12,5)", -12.5),
        (f"12,5{NBSP}", 12.5),
    ],
)
def test_a_number_written_as_text_is_read(said: str, meant: float):
    as_meant(read_text(said, NUMBER), meant)


@pytest.mark.parametrize(("said", "one", "other"), [("1.234", "1.234", "1,234"), ("12,500", "12.500", "12,5")])
def test_a_number_that_could_be_two_is_not_guessed(said: str, one: str, other: str):
    result = read_text(said, NUMBER)
    assert (result.value, result.note) == (None, "ambiguous-number")
    assert result.facts == {"value": f"“{said}”", "one": one, "other": other}


@pytest.mark.parametrize(("said", "meant"), [("25%", 25), ("25 %", 25), ("12,5%", 12.5), (f"99,9{NBSP}%", 99.9)])
def test_a_percent_sign_belongs_to_a_share(said: str, meant: float):
    as_meant(read_text(said, SHARE), meant)
    as_it_stands(read_text(said, NUMBER), tidy(said))


@pytest.mark.parametrize("leaf", [INTEGER, NUMBER], ids=["integer", "number"])
@pytest.mark.parametrize(
    "said",
    ["x", "o", "k", "...", "không rõ", "12 cuộc", "12/5", "1e5", "1.23.4", "1.2345", "12,", ",5",
     "1.234 567", "1,234.5", "%", "01.234", "()", "(123", "123)", "--5", "1234567890123456", "12²", "5①", "½", "١٢",
     "1_000", "0x1F", "=1+1", "∞"],
)  # fmt: skip
def test_what_is_no_number_stays_as_it_stands(said: str, leaf: Leaf):
    as_it_stands(read_text(said, leaf), said)


@pytest.mark.parametrize("leaf", [INTEGER, NUMBER, SHARE], ids=["integer", "number", "share"])
@pytest.mark.parametrize(
    "said", ["-", "–", "—", "−", " - ", "--", "———", "không", "Không", "KHÔNG", "ko", "không có", "0 có", "số 0",
             "không phát sinh", "không có phát sinh", "chưa phát sinh", "Ko phát sinh", "0 phát sinh",
             unicodedata.normalize("NFD", "không")],
)  # fmt: skip
def test_words_for_none_are_zero(said: str, leaf: Leaf):
    """A dash is the sign of official statistics for what did not occur; three dots would mean "not known"."""
    as_meant(read_text(said, leaf), 0)


@pytest.mark.parametrize("leaf", [INTEGER, NUMBER, SHARE], ids=["integer", "number", "share"])
@pytest.mark.parametrize("said", ["-", "–", " — ", "--"])
def test_a_dash_is_blank_where_a_cell_may_be(said: str, leaf: Leaf):
    result = read_cell(Cell(said, "string", None, "General", False, ""), leaf, required=False)
    assert (result.value, result.note) == (None, "left-blank")
    as_meant(read_cell(Cell("không", "string", None, "General", False, ""), leaf, required=False), 0)


@pytest.mark.parametrize(
    ("said", "unit", "meant"),
    [
        ("12 người", "người", 12),
        ("12 Người", "người", 12),
        ("1.234 cuộc", "cuộc", 1234),
        ("5 tr.đ", "triệu đồng", 5),
        ("(5) triệu", "triệu đồng", -5),
        ("12,5 tỉ đồng", "tỷ đồng", 12.5),
    ],
)
def test_the_unit_in_which_the_cell_counts_may_stand_behind_a_number(said: str, unit: str, meant: float):
    as_meant(read_text(said, NUMBER if "." not in said[:5] else INTEGER, unit), meant)


@pytest.mark.parametrize(
    ("said", "unit"), [("12 cuộc", "người"), ("5 tỷ", "triệu đồng"), ("5 triệu đồng", ""), ("12 người/xã", "người")]
)
def test_another_unit_is_for_the_schema_to_refuse(said: str, unit: str):
    as_it_stands(read_text(said, NUMBER, unit), said)


@pytest.mark.parametrize("said", ["0,25", "1", "0,5"])
def test_a_share_of_at_most_one_may_be_a_part_of_one(said: str):
    """ "1" as text is a plain number; only a fraction is doubted."""
    result = read_text(said, SHARE)
    if said == "1":
        as_meant(result, 1)
        return
    assert (result.value, result.note) == (float(said.replace(",", ".")), "share-as-fraction")
    assert result.facts["other"] == {"0,25": "25", "0,5": "50"}[said]


# Cells with numbers


@pytest.mark.parametrize("leaf", [INTEGER, NUMBER, SHARE], ids=["integer", "number", "share"])
@pytest.mark.parametrize("value", [0, 12, -3, 12.5, 10**12])
def test_a_number_is_a_number(value: float, leaf: Leaf):
    as_it_stands(read_cell(cell(value), leaf), value)


def test_what_a_spreadsheet_does_not_show_makes_a_whole_number_no_fraction():
    """A formula's 0.7 * 10 may end on the 16th digit, which no program shows."""
    as_it_stands(read_cell(cell(7.000000000000001, formula="A1"), INTEGER), 7)
    as_it_stands(read_cell(cell(7.0000000001), INTEGER), 7.0000000001)


def test_a_share_in_percent_format_counts_in_hundredths():
    for value, format_, share in ((0.25, "0%", 25.0), (0.125, "0.0%", 12.5)):
        of_percent = read_cell(cell(value, format_=format_), SHARE)
        assert (of_percent.value, of_percent.note) == (share, "percent-format")
    as_it_stands(read_cell(cell(70, format_='0.0"%"'), SHARE), 70)  # the sign is printed only, nothing is multiplied
    as_it_stands(read_cell(cell(12, format_='"+"0'), NUMBER), 12)
    typed_before = read_cell(cell(70, format_="0%"), SHARE)
    assert (typed_before.value, typed_before.note) == (None, "scaled-format")
    assert typed_before.facts == {"value": "7.000", "other": "70"}
    shown_otherwise = read_cell(cell(0.25, format_="0%"), NUMBER)
    assert (shown_otherwise.value, shown_otherwise.note) == (None, "scaled-format")


def test_a_bare_share_of_at_most_one_is_doubted():
    for value, other in ((0.25, "25"), (1, "100"), (0.5, "50")):
        result = read_cell(cell(value), SHARE)
        assert (result.value, result.note, result.facts["other"]) == (value, "share-as-fraction", other)
    as_it_stands(read_cell(cell(0), SHARE), 0)
    as_it_stands(read_cell(cell(1.5), SHARE), 1.5)


@pytest.mark.parametrize(
    ("value", "other"),
    [(1.234, "1.234"), (-1.234, "-1.234"), (12.345, "12.345"), (1.25, "1.250"), (-12.05, "-12.050")],
)
def test_a_fraction_among_whole_numbers_may_have_been_thousands(value: float, other: str):
    """Of 1.250 a program set to English leaves 1.25."""
    result = read_cell(cell(value), INTEGER)
    assert (result.value, result.note, result.facts["other"]) == (None, "fraction-in-whole", other)
    as_it_stands(read_cell(cell(value), NUMBER), value)


@pytest.mark.parametrize("value", [0.234, 12.5, 1234.567, 1.2345])
def test_other_fractions_are_for_the_schema_to_refuse(value: float):
    as_it_stands(read_cell(cell(value), INTEGER), value)


def test_a_number_of_more_than_fifteen_digits_is_no_text():
    for leaf in (TEXT, LIST):
        assert read_cell(cell(1234567890123456), leaf).note == "digits-lost"
        assert read_cell(cell(123456789012345), leaf).note is None


@pytest.mark.parametrize("leaf", [INTEGER, NUMBER, SHARE], ids=["integer", "number", "share"])
def test_a_date_is_no_number(leaf: Leaf):
    """12/5 typed into the cell of a number becomes a date without a word from Excel."""
    result = read_cell(cell(SERIAL, format_="d/m", is_date=True), leaf)
    assert (result.value, result.note) == (None, "date-in-number")
    assert result.facts == {"value": "ngày 31/3/2026", "other": "46.112"}


@pytest.mark.parametrize(
    ("value", "date1904", "shown"),
    [
        (7, False, "ngày 07/01/1900"),
        (59, False, "ngày 28/02/1900"),
        (61, False, "ngày 01/3/1900"),
        (7, True, "ngày 08/01/1904"),
        (7 / 24, False, "giờ 7:00"),
        (0.5 + 15 / 1440, True, "giờ 12:15"),
    ],
)
def test_the_day_or_time_that_a_number_shows_as_is_named_as_excel_shows_it(value: float, date1904: bool, shown: str):
    """Excel gave 1900 a 29 February, so that its first days count one less than the later ones."""
    result = read_cell(cell(value, format_="d/m", is_date=True), INTEGER, date1904)
    assert (result.note, result.facts["value"]) == ("date-in-number", shown)


@pytest.mark.parametrize("leaf", [INTEGER, NUMBER, DATE, MARK, LIST, TEXT, CHOICE], ids=lambda leaf: leaf.kind)
def test_what_has_no_value_has_none(leaf: Leaf):
    assert read_cell(cell(None), leaf) == Read()
    assert read_cell(cell(""), leaf) == Read()
    assert read_cell(cell(f" {NBSP}\n"), leaf) == Read()
    assert read_cell(cell(None, formula="A1"), leaf) == Read(note="no-cached-value")
    for code in ("#REF!", "#N/A", "#DIV/0!"):
        assert read_cell(cell(ErrorValue(code)), leaf) == Read(note="cell-error", facts={"value": code})


@pytest.mark.parametrize("leaf", [INTEGER, NUMBER, DATE, TEXT, LIST, CHOICE], ids=lambda leaf: leaf.kind)
def test_a_truth_value_is_a_word(leaf: Leaf):
    as_it_stands(read_cell(cell(True), leaf), "TRUE")
    as_it_stands(read_cell(cell(False), leaf), "FALSE")


# Dates


@pytest.mark.parametrize(
    "said",
    ["31/3/2026", "31/03/2026", "31-3-2026", "31.3.2026", " 31/3/2026 ", "31 / 3 / 2026", "ngày 31 tháng 3 năm 2026",
     "Ngày 31 tháng 3 năm 2026", "NGÀY 31 THÁNG 3 NĂM 2026", f"ngày{NBSP}31{NBSP}tháng{NBSP}3{NBSP}năm{NBSP}2026",
     "31 tháng 3 năm 2026", "ngày 31/3/2026", unicodedata.normalize("NFD", "ngày 31 tháng 3 năm 2026")],
)  # fmt: skip
def test_a_date_written_as_text_is_read(said: str):
    result = read_text(said, DATE)
    as_meant(result, "2026-03-31")
    assert result.facts["read"] == "ngày 31 tháng 3 năm 2026"


@pytest.mark.parametrize("said", ["31-03-26", "31/3/26", "31.3.26", "ngày 31 tháng 3 năm 26"])
def test_a_year_of_two_digits_is_read_and_doubted(said: str):
    result = read_text(said, DATE)
    assert (result.value, result.note) == ("2026-03-31", "two-digit-year")


def test_a_date_as_computers_write_it_needs_no_word():
    as_it_stands(read_text("2026-03-31", DATE), "2026-03-31")


@pytest.mark.parametrize(
    "said", ["31/2/2026", "32/1/2026", "1/13/2026", "0/1/2026", "3/2026", "31/3/226", "2026", "hôm nay", "31 3 2026"]
)
def test_what_is_no_date_stays_as_it_stands(said: str):
    as_it_stands(read_text(said, DATE), said)


def test_a_day_number_is_a_date_and_says_so_unless_it_looks_like_one():
    as_it_stands(read_cell(cell(SERIAL, is_date=True), DATE), "2026-03-31")
    as_it_stands(read_cell(cell(SERIAL + 0.75, is_date=True), DATE), "2026-03-31")
    as_meant(read_cell(cell(SERIAL), DATE), "2026-03-31")


def test_a_workbook_that_counts_from_1904_has_its_own_day_numbers():
    as_it_stands(read_cell(cell(SERIAL - 1462, is_date=True), DATE, date1904=True), "2026-03-31")
    as_meant(read_cell(cell(SERIAL - 1462), DATE, date1904=True), "2026-03-31")


@pytest.mark.parametrize("value", [0, 1, 31, 2026, 20260331, 10**9, -5, 1e300])
def test_a_number_that_is_no_day_of_our_time_is_no_date(value: float):
    result = read_cell(cell(value), DATE)
    assert isinstance(result.value, str)
    assert "-" not in result.value[1:], "it looks like a date"
    assert result.note is None


def test_a_year_is_shown_as_it_was_typed():
    as_it_stands(read_cell(cell(2026), DATE), "2026")


# Marks, choices, lists, text


@pytest.mark.parametrize("said", ["x", "X", "×", "✓", "✔", "√", "☑", "v", "V", " x ", f"x{NBSP}"])
def test_a_mark_is_a_mark(said: str):
    as_it_stands(read_text(said, MARK), True)


def test_a_mark_may_be_a_one_or_a_truth_value():
    as_it_stands(read_cell(cell(1), MARK), True)
    as_it_stands(read_cell(cell(True), MARK), True)
    as_it_stands(read_cell(cell(2), MARK), "2")


@pytest.mark.parametrize("said", ["-", "–", "không", "ko", "0", "không phát sinh"])
def test_words_for_none_leave_a_mark_out(said: str):
    assert read_text(said, MARK) == Read(note="left-blank", facts={"value": f"“{said}”"})
    assert read_cell(cell(False), MARK).note == read_cell(cell(0), MARK).note == "left-blank"


@pytest.mark.parametrize("said", ["có", "o", "xx", "1.5"])
def test_what_is_no_mark_stays_as_it_stands(said: str):
    as_it_stands(read_text(said, MARK), said)


@pytest.mark.parametrize(
    "said",
    ["Doanh nghiệp", "doanh nghiệp", "DOANH NGHIỆP", " Doanh nghiệp ", unicodedata.normalize("NFD", "Doanh nghiệp"),
     "doanh_nghiep"],
)  # fmt: skip
def test_a_choice_is_known_by_its_title_in_any_case(said: str):
    as_it_stands(read_text(said, CHOICE), "doanh_nghiep")


def test_what_is_no_choice_stays_as_it_stands():
    as_it_stands(read_text("Hợp tác xã", CHOICE), "Hợp tác xã")
    as_it_stands(read_text("Doanh", CHOICE), "Doanh")


@pytest.mark.parametrize("said", ["T1; T2", "T1;T2", "T1, T2", "T1\nT2", " T1 ;\n T2; ", ";T1;;T2;"])
def test_a_list_is_parted_by_semicolon_comma_or_line(said: str):
    as_it_stands(read_text(said, LIST), ["T1", "T2"])


@pytest.mark.parametrize(("value", "meant"), [(12, ["12"]), (1234, ["1234"]), (1234567, ["1234567"])])
def test_a_code_may_be_a_number(value: int, meant: list[str]):
    as_it_stands(read_cell(cell(value), LIST), meant)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("=1+1", "=1+1"),
        ("1.234", "1.234"),
        ("a\nb", "a\nb"),
        (f" a{NBSP}b ", f"a{NBSP}b"),
        (unicodedata.normalize("NFD", "Đảng ủy"), "Đảng ủy"),
        ("31/3/2026", "31/3/2026"),
    ],
)
def test_text_is_kept_but_for_the_blanks_around_it(said: str, kept: str):
    as_it_stands(read_text(said, TEXT), kept)


@pytest.mark.parametrize(
    ("value", "shown"), [(12, "12"), (1234567, "1234567"), (12.5, "12,5"), (1234567.5, "1234567,5"), (0.1, "0,1")]
)
def test_a_number_in_the_cell_of_a_text_is_its_digits(value: float, shown: str):
    as_it_stands(read_cell(cell(value), TEXT), shown)


def test_a_date_in_the_cell_of_a_text_is_written_out():
    """Số hiệu such as 12/5 becomes a date without a word from Excel."""
    result = read_cell(cell(SERIAL, is_date=True), TEXT)
    assert (result.value, result.note) == ("31/03/2026", "date-in-text")


@pytest.mark.parametrize("text", ["", " ", "\t\r\n", f"{NBSP}{ZERO_WIDTH}\ufeff"])
def test_blanks_of_all_kinds_are_nothing(text: str):
    assert tidy(text) == ""


def test_tidy_text_stays_as_it_is():
    for text in ("Đảng ủy xã", "a\n b", "x"):
        assert tidy(text) == text
        assert tidy(tidy(f" {text}\u2060")) == text


# In a workbook


def test_a_clerks_ways_of_writing_are_read_with_a_note_each(tmp_path: Path):
    form = FORMS["12B"]
    book = opened(workbook_bytes([form]))
    fill(book, form, specimen(form, 0))
    fill_field(book, "unit", units()[COMMUNE].choice)
    typed = {
        Place("", "I", None, "nam_2025.so_luong"): ("1.234,5", 1234.5),
        Place("", "I.1", None, "nam_2025.so_luong"): ("1 234", 1234),
        Place("", "I", None, "nam_2025.ty_trong"): ("12,5 %", 12.5),
    }
    for place, (said, _) in typed.items():
        sheet, row, col = position(book, form, place)
        sheet.cell(row, col).value = said
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(book))
    (submission,) = read(path, FORMS).submissions
    data = with_totals(form, submission.envelope["data"])
    assert submission.envelope["unit"] == {"code": COMMUNE}
    for place, (_, meant) in typed.items():
        group, column = (place.column or "").split(".")
        assert data[place.row or ""][group][column] == meant
    cells = [position(book, form, place)[0].cell(*position(book, form, place)[1:]).coordinate for place in typed]
    expected = {("number-as-text", cells[0]), ("read-as", cells[1])}  # of the third it is said with the first
    assert {(note.code, note.cell) for note in submission.notes} == expected
    assert {note.severity for note in submission.notes} == {"note"}


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Triệu đồng", "trieu_dong"), ("Tr.đ", "trieu_dong"), ("tr đ", "trieu_dong"), ("(triệu đồng)", "trieu_dong"),
        ("1.000.000 đồng", "trieu_dong"), ("ngàn  đồng", "nghin_dong"), ("1.000 đồng.", "nghin_dong"),
        ("VNĐ", "dong"), ("tỷ VNĐ", "ty_dong"),
        ("tr.đồng", "trieu_dong"), ("₫", "dong"), ("tỉ đồng", "ty_dong"), ("ty_dong", "ty_dong"),
        ("10.000 đồng", None), ("đô la", None), ("", None),
    ],
)  # fmt: skip
def test_a_unit_of_money_is_known_however_it_is_written(words: str, unit: str | None):
    assert money.named(words) == unit
