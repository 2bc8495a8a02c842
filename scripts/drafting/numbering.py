"""Row numbers as printed: which style they are of, and where their words end when they share a cell with a label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ROMAN: Final = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_WRAPPED: Final = re.compile(r"(\(?)\s*([^\s()]+?)\s*(\)?)[.:,]?")
_PATH: Final = re.compile(r"(?:[0-9]{1,3}|[IVX]{1,6}|[A-ZĐ])(?:[.,][0-9]{1,3})*[.,]?")
_SIGNS: Final = {"-": "-", "–": "-", "—": "-", "+": "+", "*": "*", "•": "•", "·": "•"}
_LEADING: Final = re.compile(
    r"(\(?(?:[IVX]{1,6}|[0-9]{1,3}(?:[.,][0-9]{1,3})*|[A-ZĐ]|[a-zđ])[.)](?:[0-9]{1,3}[.)]?)*|[-–—+*•](?=\s|\w))\s*(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A row number: numbers of one `style` stand on one level; `path` are its parts, one for I, two for 1.2."""

    style: str
    path: tuple[str, ...]

    def follows(self, before: Token) -> bool:
        """Whether this is the next number after the other on the same level."""
        same = self.style == before.style and self.path[:-1] == before.path[:-1]
        return same and _ordinal(self.path[-1]) == _ordinal(before.path[-1]) + 1


def token(text: str) -> Token | None:
    """The row number that the text is; None where it is none."""
    said = text.strip()
    if said in _SIGNS:
        return Token(_SIGNS[said], (_SIGNS[said],))
    found = _WRAPPED.fullmatch(said)
    if not found:
        return None
    wrap, core = f"{found[1]}{found[3]}", found[2]
    if _PATH.fullmatch(core):
        return _of_path(wrap, tuple(part for part in re.split(r"[.,]", core) if part))
    return Token(f"{wrap}a", (core,)) if re.fullmatch(r"[a-zđ]", core) else None


def _of_path(wrap: str, path: tuple[str, ...]) -> Token:
    if len(path) > 1:
        return Token(f"{wrap}1" + ".1" * (len(path) - 1), path)
    only = path[0]
    if only.isdigit():
        return Token(f"{wrap}1", path)
    return Token(f"{wrap}I" if _ROMAN.fullmatch(only) else f"{wrap}A", path)


def split(text: str) -> tuple[str, str]:
    """A number at the start of a label, and the rest: “1. Hội nghị” is 1. and Hội nghị; no number is empty."""
    found = _LEADING.match(text)
    if found and token(found[1]):
        return found[1], text[found.end() :]
    return "", text


def segment(one: Token) -> str:
    """The number's last part as a part of a row's key; empty for signs, which have no order of their own."""
    last = one.path[-1]
    if last in _SIGNS.values():
        return ""
    if last.isdigit():
        return str(int(last))
    return {"đ": "dd", "Đ": "D"}.get(last, last)


def letter(index: int) -> str:
    """The letters that stand for the number of a row that prints none: a, b, … z, aa, ab …"""
    first, second = divmod(index, 26)
    return (chr(ord("a") + first - 1) if first else "") + chr(ord("a") + second)


def _ordinal(part: str) -> int:
    if part.isdigit():
        return int(part)
    if _ROMAN.fullmatch(part):
        values = [{"I": 1, "V": 5, "X": 10}[c] for c in part]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return "abcdđeghiklmnopqrstuvxy".find(part.lower()) + 1
