"""Units of money: how many đồng each is, and which one a person's words mean."""

from __future__ import annotations

from typing import Final

FACTORS: Final = {"dong": 1, "nghin_dong": 10**3, "trieu_dong": 10**6, "ty_dong": 10**9}

_NAMES: Final = {
    "dong": ("đồng", "đ", "vnđ", "vnd", "₫"),
    "nghin_dong": ("nghìn đồng", "ngàn đồng", "1.000 đồng", "1000 đồng", "nghìn đ"),
    "trieu_dong": ("triệu đồng", "triệu", "tr.đ", "trđ", "tr. đồng", "1.000.000 đồng"),
    "ty_dong": ("tỷ đồng", "tỉ đồng", "tỷ", "tỉ", "tỷ đ"),
}
_MEANT: Final = {name: unit for unit, names in _NAMES.items() for name in names}


def named(words: str) -> str | None:
    """The unit that the words name, as the schemas write it; None where they name none that is known."""
    plain = " ".join(words.casefold().split()).strip(" .()")
    return plain if plain in FACTORS else _MEANT.get(plain)
