"""Running text: which of its numbers state a figure, and that the examples raise no false alarm."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from scripts.documents import decode, read_yaml
from scripts.validation.prose import mentions

TABLE = Path(__file__).parent / "prose.yaml"
CASES: list[dict[str, Any]] = read_yaml(decode(TABLE.read_bytes()))


def stated(case: dict[str, Any], text: str) -> list[int]:
    return [found.value for found in mentions(text, (case["phrase"],), case["unit"])]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_number_counts_only_where_it_states_the_figure(case: dict[str, Any]):
    assert stated(case, case["text"]) == case["states"]


@pytest.mark.parametrize("case", [c for c in CASES if c["states"]], ids=lambda case: case["text"])
def test_decomposed_letters_are_read_alike(case: dict[str, Any]):
    assert stated(case, unicodedata.normalize("NFD", case["text"])) == case["states"]


def test_the_other_way_of_placing_tones_is_read_alike():
    (found,) = mentions("Xử lý 12 cơ sở hoá chất.", ("cơ sở hóa chất",), "cơ sở")
    assert (found.value, found.words) == (12, "12 cơ sở hoá chất")
