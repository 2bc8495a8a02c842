"""Units of money: how many đồng each is, and which one a person's words mean."""

from __future__ import annotations

import re
from typing import Final

FACTORS: Final = {"dong": 1, "nghin_dong": 10**3, "trieu_dong": 10**6, "ty_dong": 10**9}

# Without blanks and dots, which people set as they like.
_NAMES: Final = {
    "dong": ("đồng", "đ", "₫"),
    "nghin_dong": ("nghìnđồng", "ngànđồng", "1000đồng", "1000đ", "nghìnđ", "ngànđ", "nghđ", "ngđ"),
    "trieu_dong": ("triệuđồng", "triệuđ", "triệu", "trđồng", "trđ", "1000000đồng"),
    "ty_dong": ("tỷđồng", "tỉđồng", "tỷđ", "tỉđ", "tỷ", "tỉ"),
}
_VND: Final = re.compile("vnđ|vnd")
_MEANT: Final = {name: unit for unit, names in _NAMES.items() for name in names}


def named(words: str) -> str | None:
    """The unit that the words name, as the schemas write it; None where they name none that is known."""
    plain = words.casefold().strip(" .()")
    bare = "".join(plain.split()).replace(".", "")
    return plain if plain in FACTORS else _MEANT.get(_VND.sub("đồng", bare))
