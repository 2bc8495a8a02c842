"""Puts the text of a cell together from its runs: which are struck through, and which are raised as footnote marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from scripts.submissions.markup import is_true, unescape

Strike = Literal["", "part", "all"]
Run = tuple[str, bool, bool]  # what it says, whether it is struck through, and whether it is raised
_READING_AID: Final = "rPh"
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def put_together(runs: Iterable[Run]) -> tuple[str, Strike]:
    """The whole text, and how much of what it shows is struck through.

    Raised digits stay raised: a footnote mark behind a number is no digit of it.
    """
    runs = list(runs)
    struck = {is_struck for text, is_struck, _ in runs if text.strip()}
    text = "".join(text.translate(_RAISED) if is_raised else text for text, _, is_raised in runs)
    return text, "part" if len(struck) == 2 else "all" if True in struck else ""


class Pieces:
    """The runs of one string of Open XML so far; reading aids are left out."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._is_struck = self._is_raised = False

    def begin_run(self) -> None:
        """Another run begins."""
        self._is_struck = self._is_raised = False

    def strike(self, attributes: dict[str, str]) -> None:
        """The run's look strikes it through, or says that it does not."""
        self._is_struck = is_true(attributes.get("val", "1"))

    def align(self, attributes: dict[str, str]) -> None:
        """The run's look raises it, or lowers it."""
        self._is_raised = attributes.get("val") == "superscript"

    def add(self, text: str, path: list[str]) -> None:
        """The text of the run, read at that path of open elements."""
        if _READING_AID not in path:
            self._runs.append((unescape(text), self._is_struck, self._is_raised))

    @property
    def text(self) -> str:
        """The whole text."""
        return self._runs[0][0] if len(self._runs) == 1 and not self._is_raised else put_together(self._runs)[0]

    @property
    def struck(self) -> Strike:
        """How much of the text that shows anything is struck through."""
        return put_together(self._runs)[1] if any(is_struck for _, is_struck, _ in self._runs) else ""
