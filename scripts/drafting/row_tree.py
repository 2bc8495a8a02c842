"""The tree of rows, from their printed numbers and, where there are none, from how they look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from scripts.drafting import numbering
from scripts.drafting.body_lines import Line

Doubt = Literal["unnumbered", "repeated-number", "subtotal"]


@dataclass(slots=True)
class Row:
    """A row of the draft: its key, the line it is read from (None: ours), and the lines to fill under it."""

    key: str
    line: Line | None
    repeats: list[Line] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def parent(self) -> str:
        """The key of the row above; empty at the top."""
        return self.key.rpartition(".")[0]

    @property
    def total(self) -> bool:
        """Whether this is the grand total."""
        return self.key == "tong"


@dataclass(slots=True)
class _Open:
    """A row under which rows may still come: its level's style, its number and its key."""

    style: str
    token: numbering.Token | None
    key: str
    line: Line
    has_children: bool = False


def row_tree(lines: Sequence[Line]) -> list[Row]:
    """The rows in printed order."""
    return _Builder(lines).rows()


class _Builder:
    """Reads the lines once; `open` is the way from the top to the last row."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.made: list[Row] = []
        self.keys: set[str] = set()
        self.open: list[_Open] = []
        self.parents: set[str] = set()  # styles whose rows had rows under them
        self.grouped = any(line.kind == "group" for line in lines)

    def rows(self) -> list[Row]:
        for at, line in enumerate(self.lines):
            if line.kind in ("repeat", "dots"):
                self._repeat(line)
            elif line.kind == "total":
                self._total(at, line)
            elif line.kind in ("row", "group"):
                self._row(at, line)
        return self.made

    # ---- lines to fill, totals

    def _repeat(self, line: Line) -> None:
        if not self.made or self.made[-1].total:
            self.made.append(Row(self._free("", "I"), None))
        self.made[-1].repeats.append(line)

    def _total(self, at: int, line: Line) -> None:
        others = [i for i, one in enumerate(self.lines) if one.kind in ("row", "group", "repeat")]
        outer = not others or at < others[0] or at > others[-1]
        if outer and "tong" not in self.keys:
            self.keys.add("tong")
            self.made.append(Row("tong", line))
            return
        parent = self._heading_key()
        self.made.append(Row(self._free(parent, ""), line, doubts=["subtotal"]))

    def _heading_key(self) -> str:
        """The key of the open row that has rows under it, nearest to the last."""
        keys = [one.key for one in self.open if one.has_children]
        return keys[-1] if keys else ""

    # ---- rows

    def _row(self, at: int, line: Line) -> None:
        token = line.token
        level = self._level_of_number(token) if token else self._level_of_looks(at, line)
        del self.open[level:]
        parent = self.open[-1].key if self.open else ""
        if self.open:
            self.open[-1].has_children = True
            self.parents.add(self.open[-1].style)
        wanted = numbering.segment(token) if token else ""
        key = self._free(parent, wanted)
        row = Row(key, line)
        if token is None and line.kind != "group":
            row.doubts.append("unnumbered")
        elif wanted and key.rpartition(".")[2] != wanted:
            row.doubts.append("repeated-number")
        self.made.append(row)
        self.open.append(_Open(_style(line), token, key, line))

    def _level_of_number(self, token: numbering.Token) -> int:
        """How many open rows stay above: those above a number of the same style, or the number's own start."""
        for level in range(len(self.open) - 1, -1, -1):
            one = self.open[level]
            if len(token.path) > 1 and one.token and _same(one.token.path, token.path[:-1]):
                return level + 1
            if one.style == token.style:
                return level
            if self.grouped and one.line.kind == "group":
                return level + 1
        return len(self.open)

    def _level_of_looks(self, at: int, line: Line) -> int:
        if not self.open or line.kind == "group":
            return 0
        for level, one in enumerate(self.open):
            if one.style == _style(line):
                return level
        last = self.open[-1]
        if self.grouped:
            return next((n + 1 for n, one in enumerate(self.open) if one.line.kind == "group"), 0)
        if self._inside(at, line, last):
            return len(self.open)
        if line.bold and not last.line.bold:
            return 0
        return len(self.open) - 1

    def _inside(self, at: int, line: Line, last: _Open) -> bool:
        """Whether an unnumbered row stands under the last row and not beside it."""
        if line.indent != last.line.indent:
            return line.indent > last.line.indent
        following = next((one.token for one in self.lines[at + 1 :] if one.token and one.label), None)
        if last.token and following and following.follows(last.token) and last.style not in self.parents:
            return False
        return (last.line.bold and not line.bold) or last.style in self.parents or last.line.wide

    def _free(self, parent: str, wanted: str) -> str:
        """A key that no row has yet: the wanted one, or the next letter under the parent."""
        for part in (wanted, *map(numbering.letter, range(600))):
            key = f"{parent}.{part}" if parent else part
            if part and key not in self.keys:
                self.keys.add(key)
                return key
        raise AssertionError("more than 600 rows without a number under one row")


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return [part.lstrip("0") for part in one] == [part.lstrip("0") for part in other]


def _style(line: Line) -> str:
    """What rows of one level have in common: the style of their numbers, or how unnumbered words look."""
    if line.kind == "group":
        return "group"
    if line.token:
        return line.token.style
    caps = line.label.isupper()
    return f"looks:{line.bold}:{line.italic}:{caps}:{line.indent}"


def children(rows: Sequence[Row], key: str) -> Iterator[Row]:
    """The rows directly under the key; with an empty one the top rows, without the grand total."""
    return (row for row in rows if row.parent == key and not row.total)
