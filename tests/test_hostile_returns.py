"""Hostile and broken files are refused in a sentence of their own or borne, soon and in little memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.validation.formats import as_github, as_text
from scripts.validation.run import check_paths
from tests import fuzz, hostile_docx
from tests.first import FORMS
from tests.hostile_xlsx import BOOK, READ, REFUSED, check_apart, replaced

MIB_AT_MOST = 300
LONGEST_REPORT = 20_000  # letters; more nobody reads
ACCEPTED = 55  # cells of the example: six figures in each of nine rows, and one remark
# How many of them are no number, or lie below one of the four merges of two lines that do not overlap each other.
LOST = {"NaN": 1, "INF": 1, "a number of a million digits": 1}
LOST |= dict.fromkeys(("200,000 merges", "words below the table, and merges"), 4 * 11)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_workbook_is_refused_in_a_sentence(name: str, tmp_path: Path):
    make, code = REFUSED[name]
    said = check_apart(make(tmp_path / "bieu.xlsx"))
    assert (said["codes"], said["exit"], said["returns"]) == ([code], 2, 0), said["message"]
    assert said["peak"] < MIB_AT_MOST


@pytest.mark.parametrize("name", READ)
def test_an_odd_workbook_is_borne(name: str, tmp_path: Path):
    make, codes = READ[name]
    said = check_apart(make(tmp_path / "bieu.xlsx"))
    assert (set(said["codes"]), said["returns"]) == (set(codes), 1)
    assert said["exit"] in (0, 1)
    assert said["accepted"] == ACCEPTED - LOST.get(name, 0)
    assert said["peak"] < MIB_AT_MOST
    assert said["text"] < LONGEST_REPORT


@pytest.mark.parametrize("name", hostile_docx.REFUSED)
def test_a_hostile_report_is_refused_in_a_sentence(name: str, tmp_path: Path):
    make, code = hostile_docx.REFUSED[name]
    said = check_apart(make(tmp_path / "bao-cao.docx"))
    assert (said["codes"], said["exit"], said["returns"]) == ([code], 2, 0), said["message"]
    assert said["peak"] < MIB_AT_MOST


def test_names_do_not_command_the_screen(tmp_path: Path):
    """A sheet may be named with what a terminal obeys, or with what turns the direction of writing round."""
    path = replaced(BOOK, 'name="_danh_muc"', 'name="_x001B_[31mđỏ\u202e_x000A_x"')(tmp_path / "bieu.xlsx")
    outcome = check_paths([path], FORMS)
    assert [f.code for f in outcome.findings] == ["extra-sheets"]
    for said in (as_text(outcome), as_github(outcome)):
        assert "đỏ" in said
        assert not {"\x1b", "\u202e"} & set(said)
    assert len(as_text(outcome).splitlines()) == 5  # the file, where, what, what to do, the verdict


def test_damaged_workbooks_are_read_or_refused(tmp_path: Path):
    """As many as the suite has time for; `python -m tests.fuzz --seconds 600` goes on."""
    outcomes = [fuzz.outcome(fuzz.damaged(seed), tmp_path) for seed in range(120)]
    assert any(one.endswith("findings") for one in outcomes)
    assert len({one for one in outcomes if not one.endswith("findings")}) > 8, "the damage became all of one kind"
