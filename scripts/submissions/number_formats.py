"""Tells what a number format makes of a number: by how much the shown one differs, and which words stand beside it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|[_*].|\[[^\]]*\]')
_SCALED: Final = re.compile(r"[0#?](,+)(?:\.|[^0#?]*$)")
_SAYS: Final = re.compile(r"[^\W\d_]|[%$€₫]")
_LONGEST: Final = 500  # letters of a format that are looked at; Excel allows 255


class Display(NamedTuple):
    """The shown number is the one in the cell times `factor`; `words` are printed beside it, or `digits` behind it."""

    factor: float = 1
    words: str = ""
    digits: str = ""


PLAIN: Final = Display()


@lru_cache(maxsize=1024)
def display(code: str) -> Display:
    """What the format's section for positive numbers does; of a date's format nothing is said."""
    words: list[str] = []

    def hear(found: re.Match[str]) -> str:
        words.append(next((said for said in found.groups() if said), ""))
        return "\0"

    section = _QUOTED.sub(hear, code[:_LONGEST]).partition(";")[0]
    said = words[: section.count("\0")]
    codes = section.replace("\0", "")
    commas = _SCALED.search(codes)
    factor = 100.0 ** codes.count("%") / 1000.0 ** (len(commas[1]) if commas else 0)
    beside = "".join(said).strip()
    if any(map(str.isdigit, beside)):
        return Display(factor, digits=beside)
    return Display(factor, beside if _SAYS.search(beside) else "")  # a sign, a dash or a bracket is no unit
