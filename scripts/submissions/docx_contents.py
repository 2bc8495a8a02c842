"""What a Word report holds once it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font; the font is "" where the file names none."""

    text: str
    font: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    `ordinal` counts the blocks of the body from 0 (paragraphs of a cell have that of their table). `label` is
    what Word's automatic numbering prints before the text. `style` is the style's name; `level` is the level in
    the document's outline, 1 to 9, and None for ordinary text.
    """

    ordinal: int
    text: str
    label: str
    style: str
    level: int | None
    bookmarks: tuple[str, ...]
    runs: tuple[Run, ...]

    @property
    def shown(self) -> str:
        """The text with its automatic number."""
        return f"{self.label} {self.text}" if self.label else self.text

    @property
    def fonts(self) -> frozenset[str]:
        """The fonts of the text."""
        return frozenset(run.font for run in self.runs if run.text.strip())


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; those that a wide cell covers to its right are empty."""

    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def text(self) -> str:
        """The text, a line for each paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the body; a table inside a cell is text of that cell."""

    ordinal: int
    cells: tuple[tuple[Cell, ...], ...]
    bookmarks: tuple[str, ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The text of the cells."""
        return tuple(tuple(cell.text for cell in row) for row in self.cells)

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of all cells."""
        return (paragraph for row in self.cells for cell in row for paragraph in cell.paragraphs)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """What a Word report holds: its body without the table of contents, and two of its core properties."""

    blocks: tuple[Block, ...]
    identifier: str = ""
    title: str = ""
    has_macros: bool = False
