"""Puts the text of a cell together from its runs, and tells whether some of them are struck through."""

from __future__ import annotations

from typing import Final, Literal

from scripts.submissions.markup import is_true, unescape

Strike = Literal["", "part", "all"]
_READING_AID: Final = "rPh"


class Pieces:
    """The runs of one string so far; reading aids are left out."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._kept = self._struck_out = False
        self._struck = False

    def begin_run(self) -> None:
        """Another run begins."""
        self._struck = False

    def strike(self, attributes: dict[str, str]) -> None:
        """The run's look strikes it through, or says that it does not."""
        self._struck = is_true(attributes.get("val", "1"))

    def add(self, text: str, path: list[str]) -> None:
        """The text of the run, read at that path of open elements."""
        if _READING_AID in path:
            return
        self._pieces.append(unescape(text))
        if text.strip():
            self._kept |= not self._struck
            self._struck_out |= self._struck

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self._pieces)

    @property
    def struck(self) -> Strike:
        """How much of the text that shows anything is struck through."""
        return "" if not self._struck_out else "part" if self._kept else "all"
