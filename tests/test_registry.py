"""The registry and the plan name the same kinds of units, and every unit has one."""

from collections import Counter

import pytest

from scripts.folding import bare
from scripts.schema import registry
from scripts.schema.catalogue import plan


def test_the_province_has_102_communes_wards_and_zones() -> None:
    kinds = Counter(unit.kind for unit in registry.units().values() if unit.level == "commune")
    assert kinds == {"dang_uy_xa": 85, "dang_uy_phuong": 14, "dang_uy_dac_khu": 3}


def test_codes_and_names_are_unique() -> None:
    names = [unit.name for unit in registry.units().values()]
    assert len(set(names)) == len(names) == 104


def test_kinds_are_those_of_the_plan() -> None:
    assert registry.kinds() == {kind["id"]: kind["name"] for kind in plan()["submitter_kinds"]}
    levels = {kind["id"]: kind["level"] for kind in plan()["submitter_kinds"]}
    for kind, level in levels.items():
        assert registry.Unit("", "", kind).level == level
    assert {unit.kind for unit in registry.units().values()} <= set(levels)


def test_an_unknown_code_is_no_unit_and_a_named_body_is() -> None:
    assert registry.find({"code": "00000"}) is None
    body = registry.find({"name": "Đảng ủy Công an tỉnh", "kind": "dang_uy_truc_thuoc_tinh_uy"})
    assert body is not None
    assert body.level == "province"


def test_names_differ_also_without_their_marks() -> None:
    assert len({bare(unit.name) for unit in registry.units().values()}) == len(registry.units())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Biểu 1B - Phường Long Xuyên mới", "30307"),
        ("1B_phuong-long-xuyen", "30307"),
        ("UBND XÃ VĨNH HOÀ HƯNG.2B", "30970"),  # and not Xã Vĩnh Hòa, whose name it begins with
        ("Xã Vĩnh Hòa", "31012"),
        ("Xã Vĩnh Hòa (trước là Xã Vĩnh Hòa)", "31012"),
        ("Xã Long Xuyên", ""),  # of this name there is only a ward
        ("Long Xuyên", ""),
        ("Xã An Phúc", ""),
        ("Xã Vĩnh Hòa, Xã Vĩnh Hòa Hưng", ""),
        ("Đảng ủy Cơ quan Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "MTTQ-TINH"),
    ],
)
def test_the_one_unit_that_words_name_is_found(words: str, code: str) -> None:
    found = registry.named_in(words)
    assert (found.code if found else "") == code


def test_codes_in_words_are_those_of_the_registry() -> None:
    assert [unit.code for unit in registry.coded_in("30307-bieu 30577, 99999, 303071")] == ["30307", "30577"]
