"""The signature block: as the official form prints it, divided over the columns; else ours, which says so."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.model.from_schema import build_form
from scripts.templates.signatures import shares
from scripts.templates.workbook import workbook_bytes
from scripts.wording import sheet as words
from tests.workbooks import FORMS, opened


@pytest.mark.parametrize(
    ("widths", "count", "wanted"),
    [
        ([10, 10, 10, 10], 2, [(0, 1), (2, 3)]),
        ([40, 10, 10, 10, 10], 2, [(0, 0), (1, 4)]),  # 40 of 80 characters
        ([5, 5, 5, 45], 3, [(0, 1), (2, 2), (3, 3)]),  # 20 and 40 are reached only in the last: each gets a column
        ([7], 1, [(0, 0)]),
    ],
)
def test_columns_are_shared_by_their_width(widths: list[int], count: int, wanted: list[tuple[int, int]]):
    assert shares(widths, count) == wanted


def printed(signers: list[str], place: str = "") -> list[tuple[str, str]]:
    """Column and words of what stands below the table of form 1B, of six columns, line by line, when these sign."""
    told: dict[str, Any] = {"signers": [{"text": signer, "x-source": [1]} for signer in signers]}
    told |= {"place": {"text": place, "x-source": [1]}} if place else {}
    page = opened(workbook_bytes([build_form({**FORMS["1B"].schema, "x-signatures": told})]))["Biểu 1B"]
    wanted = {*signers, place, words.PREPARED_BY, words.SIGNATURES_ADDED}
    return [(cell.column_letter, cell.value) for row in page for cell in row if cell.value and cell.value in wanted]


def test_official_signers_stand_beside_each_other_and_ours_are_gone():
    # Widths of 1B: 7, 40, 12, 12, 12, 12: half of them, 47.5, ends after the second column.
    assert printed(["NGƯỜI LẬP", "BÍ THƯ\n(Ký tên)"]) == [("A", "NGƯỜI LẬP"), ("C", "BÍ THƯ\n(Ký tên)")]


def test_who_signs_alone_does_so_on_the_right():
    assert printed(["CHỦ TỊCH"]) == [("C", "CHỦ TỊCH")]


def test_place_and_day_stand_over_the_last_signer():
    day = "An Giang, ngày … tháng … năm …"
    assert printed(["NGƯỜI LẬP", "BÍ THƯ"], day) == [("C", day), ("A", "NGƯỜI LẬP"), ("C", "BÍ THƯ")]
