"""Says where the head of a column is another's, names another time or unit, or was only reworded."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from scripts.folding import fold, number_key
from scripts.model import money
from scripts.model.form import Column
from scripts.submissions.labels import header_lines, spellings
from scripts.submissions.ledger import Position
from scripts.submissions.names import spot_of
from scripts.submissions.printed_heads import by_place, counted, heads_of, numbers_of
from scripts.submissions.take import Taking
from scripts.submissions.words import words_of
from scripts.wording import reading as words
from scripts.wording import text

_DIGITS: Final = re.compile(r"[0-9]{1,9}")
_MONEY: Final = re.compile(r"(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)\s+)?đồng|tr\.?đ", re.IGNORECASE)
_QUOTED: Final = 3


def check_heads(taking: Taking) -> None:
    """Note the printed heads and numbers of columns in the ledger, and say which are not what the form prints."""
    _Heads(taking).check()


class _Heads:
    """The header of one located form."""

    def __init__(self, taking: Taking) -> None:
        self.taking, self.located = taking, taking.located
        self.page, self.form = taking.page, taking.form
        self.columns = by_place(taking.located)
        self.top = taking.located.number_row - header_lines(taking.form)
        self.changed: list[tuple[Position, str, str]] = []
        self.misnumbered: list[tuple[Position, str, str]] = []
        self.renumbered: list[tuple[Position, str, str]] = []
        self.has_own_numbers = False

    def check(self) -> None:
        """Look at every head and number of a column that was found."""
        for position in self.taking.ledger.open():
            line = position[0]
            if line > self.located.number_row:
                break
            over = [column for c in self._spread(position) for column in self.columns.get(c, ())]
            if line < self.top or not over:
                continue
            said = words_of(self.page.cells[position])
            if not self._numbered(position, said, over):
                self._head(position, said, over)
        self._say()

    def _numbered(self, position: Position, said: str, over: list[Column]) -> bool:
        """Whether the cell holds the number of a column: its own, or one that another column has."""
        line, _ = position
        own = {counted(column.number) for column in over if column.number}
        if line != self.located.number_row or not own:
            return False
        key = counted(said)
        self.has_own_numbers |= key in own
        if key not in own:
            known = key in numbers_of(self.form)
            if not (known or key.isdigit() or (len(key) == 1 and key.isalpha())):
                return False
            counted_anew = not known or not self._all_in_place()
            (self.renumbered if counted_anew else self.misnumbered).append((position, said, over[0].label.text))
        self.taking.ledger.printed.add(position)
        return True

    def _all_in_place(self) -> bool:
        """Whether no column is lost and none was put between: then nobody had a reason to count anew."""
        places = set(self.located.columns.values())
        return not any(self.located.lost_columns()) and len(places) == max(places) - min(places) + 1

    def _head(self, position: Position, said: str, over: list[Column]) -> None:
        own = [label for column in over for label in (*column.groups, column.label)]
        if self.page.cells[position].is_formula or any(fold(said) in spellings(label) for label in own):
            self.taking.ledger.printed.add(position)
            return
        path = (*over[0].groups, over[0].label)
        printed = path[min(position[0] - self.top, len(path) - 1)].text
        value, allowed = (text.shown(part) for part in text.apart(said, printed))
        if fold(said) in heads_of(self.form):
            self.taking.say("head-of-another", [position], value=text.shown(said), allowed=text.shown(printed))
        elif names_another_time(said, printed):
            self.taking.say("head-doubtful", [position], value=value, allowed=allowed)
        elif unit := _other_unit(said, printed, self.taking.money_unit):
            facts = {"unit": unit}
            self.taking.say("head-other-unit", [position], value=text.shown(said), facts=facts)
        else:
            self.changed.append((position, value, allowed))

    def _begins_otherwise(self) -> bool:
        """Whether the columns are counted from another first number, each in its turn, and none has its own."""
        said = [number_key(words) for _, words, _ in self.misnumbered]
        first = int(said[0]) if said and said[0].isdecimal() else 0
        return not self.has_own_numbers and said == [str(first + n) for n in range(len(said))]

    def _spread(self, position: Position) -> range:
        """The columns over which the cell is spread."""
        for first, left, _, right in self.page.merges:
            if (first, left) == position:
                return range(left, right + 1)
        return range(position[1], position[1] + 1)

    def _say(self) -> None:
        if self._begins_otherwise():
            self.renumbered += self.misnumbered
            self.misnumbered = []
        for code, quote, found in (
            ("head-changed", words.HEAD_CHANGED, self.changed),
            ("head-misnumbered", words.HEAD_MISNUMBERED, self.misnumbered),
            ("columns-renumbered", words.HEAD_MISNUMBERED, self.renumbered),
        ):
            if found:
                cells = [spot_of(self.page, *position).cell for position, *_ in found]
                pairs = zip(cells[:_QUOTED], found, strict=False)
                quoted = "; ".join(quote.format(cell, value, printed) for cell, (_, value, printed) in pairs)
                facts = {"count": len(found), "heads": quoted + ("; …" if len(found) > _QUOTED else "")}
                self.taking.say(code, [position for position, *_ in found], facts=facts)


def names_another_time(said: str, printed: str) -> bool:
    """Whether the words have a number, such as a day or a year, that the printed ones do not have."""
    one, other = (Counter(map(int, _DIGITS.findall(words))) for words in (said, printed))
    return bool(one - other)


def _other_unit(said: str, printed: str, declared: str) -> str:
    """The unit of money that was written into a head and is not the one declared; empty where there is none."""
    for found in _MONEY.findall(said):
        unit = money.named(found)
        if unit and found.casefold() not in printed.casefold() and declared and unit != money.named(declared):
            return str(found)
    return ""
