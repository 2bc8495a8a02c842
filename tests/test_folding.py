"""Words are compared as people compare them, and no two labels of a form become one by it."""

import unicodedata

import pytest

from scripts.folding import fold, number_key
from scripts.submissions.legacy_fonts import decode, guess
from tests.workbooks import FORMS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa", "Hoà"),
        ("Thủy", "Thuỷ"),
        ("Lý", "Lí"),
        ("Kỹ thuật", "Kĩ thuật"),
        ("Quý", "Quí"),
        ("TỶ TRỌNG", "tỉ trọng"),
        ("Tổng số", unicodedata.normalize("NFD", "Tổng số")),
        ("a  b\nc\u00a0d", "A b c d"),
        ("Cấp xã:", "Cấp xã"),
        ("Xã (hòa): 5", "xã (hoà): 5"),
        ("a – b", "a - b"),
        ("“a”", '"a"'),
        ("Đảng", "ðảng"),
        ("…", "..."),
        ("c\u200bấp", "cấp"),
    ],
)
def test_what_reads_the_same_is_the_same(one: str, other: str):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Cấp xã", "Cấp xa"), ("..", "..."), ("hay", "hai"), ("ma", "mà"), ("mà", "má"), ("1.1", "1.10")]
)
def test_what_reads_otherwise_is_not(one: str, other: str):
    assert fold(one) != fold(other)


def test_no_two_labels_of_a_form_become_one():
    for form in FORMS.values():
        labels = {label.text for _, label in form.labels()}
        assert len({fold(label) for label in labels}) == len(labels), form.code


@pytest.mark.parametrize(
    ("said", "key"), [("(1)", "1"), ("1,10", "1.10"), ("1.", "1"), (" II ", "ii"), ("-", "-"), ("", "")]
)
def test_numbers_are_compared_as_printed(said: str, key: str):
    assert number_key(said) == key


@pytest.mark.parametrize(
    ("typed", "font", "shown"),
    [
        ("Tæng sè", ".VnTime", "Tổng số"),
        ("CÊp së, ban, ngµnh", ".VnArial", "Cấp sở, ban, ngành"),
        ("®¬n vÞ", ".VnTimeH", "ĐƠN VỊ"),
        ("Toång soá", "VNI-Times", "Tổng số"),
        ("Ñôn vò", "VNI-Helve", "Đơn vị"),
        ("ÑÔN VÒ", "VNI-Times", "ĐƠN VỊ"),
        ("Uyû ban nhaân daân", "VNI-Times", "Uỷ ban nhân dân"),
        ("Tổng số", "Times New Roman", "Tổng số"),
        ("abc", ".VnTime", "abc"),
    ],
)
def test_old_fonts_show_vietnamese(typed: str, font: str, shown: str):
    assert decode(typed, font) == shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tæng sè", "Tổng số"),
        ("Toång soá", "Tổng số"),
        ("Héi nghÞ qu¸n triÖt", "Hội nghị quán triệt"),
        ("Hoäi nghò quaùn trieät", "Hội nghị quán triệt"),
        ("Hội nghị", None),
        ("Hòa", None),
        ("Café", None),
        ("naïve", None),
        ("12 m²", None),
        ("1.5 × 3", None),
        ("±5", None),
        ("Zürich", None),
        ("plain", None),
    ],
)
def test_old_letters_without_their_font_are_guessed_only_where_they_make_vietnamese(typed: str, meant: str | None):
    assert guess(typed) == meant
