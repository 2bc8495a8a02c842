"""Reads one XML part of a guarded package in one pass, with a limit on all that XML can exaggerate."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Self
from xml.parsers import expat

from scripts.submissions.container import CHUNK, Package, Unreadable

MAX_DEPTH: Final = 256
MAX_TEXT: Final = 1_000_000  # characters of one text; Excel allows a cell 32,767
MAX_TOKEN: Final = 1_000_000  # bytes of one tag or comment: expat scans an unfinished one again for every chunk
MAX_NAMES: Final = 10_000  # different names of elements and attributes
MAX_TAGS: Final = 5_000_000  # in all parts together: the bound on time
MAX_ITEMS: Final = 300_000  # kept from all parts together: the bound on memory

_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Spent:
    """What the parts of one workbook have used of the limits they share."""

    tags: int = 0
    items: int = 0


class _LocalNames(dict[str, str]):
    """Element names without prefix: transitional, Strict and prefixed files differ in nothing else."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


class Markup:
    """One pass over one part; a subclass says in `starts` and `ends` what to do at which local element name.

    A handler finds the open elements in `path`, the innermost last, and an end handler the text since the
    last start tag in `text`.  What a subclass keeps it counts in `kept`.
    """

    def __init__(self, package: Package, part: str, spent: Spent) -> None:
        self.part = part
        self.path: list[str] = []
        self.text = ""
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self.ends: dict[str, Callable[[], None]] = {}
        self._package = package
        self._spent = spent
        self._local = _LocalNames()

    def kept(self) -> int:
        """How many things have been kept from this part so far."""
        return 0

    def thinned(self, chunk: bytes) -> bytes:
        """The chunk without elements that say nothing; a subclass knows which these are."""
        return chunk

    def run(self) -> Self:
        """Reads the part to its end and returns self.

        Raises Unreadable: bad-xml (a ValueError of a handler too), has-doctype, too-complex, too-many-cells,
        and what Package.chunks raises.
        """
        names: dict[str, str] = {}
        parser = self._parser(names)
        fed = 0
        try:
            for chunk in self._package.chunks(self.part):
                thinned = self.thinned(chunk)
                parser.Parse(thinned, False)
                fed += len(thinned)
                # One count per chunk and not one per element, which would cost more than the parsing.
                self._spent.tags += chunk.count(b"<")
                self._limit("tags", self._spent.tags, MAX_TAGS)
                self._limit("names", len(names), MAX_NAMES)
                self._limit("token", fed - parser.CurrentByteIndex, MAX_TOKEN)
                if self._spent.items + self.kept() > MAX_ITEMS:
                    raise Unreadable("too-many-cells", part=self.part, limit=MAX_ITEMS)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Unreadable("bad-xml", part=self.part, line=parser.CurrentLineNumber) from error
        self._spent.items += self.kept()
        return self

    def _parser(self, names: dict[str, str]) -> expat.XMLParserType:
        parser = expat.ParserCreate(None, None, names)
        parser.buffer_text = True
        parser.buffer_size = CHUNK
        parser.StartElementHandler = self._start_handler()
        parser.EndElementHandler = self._end_handler()
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    # These two run millions of times; as closures they look nothing up that does not change.

    def _start_handler(self) -> Callable[[str, dict[str, str]], None]:
        path, local, starts = self.path, self._local, self.starts

        def start(name: str, attributes: dict[str, str]) -> None:
            name = local[name]
            path.append(name)
            self.text = ""
            if name in starts:
                starts[name](attributes)
            if len(path) > MAX_DEPTH:
                self._limit("depth", len(path), MAX_DEPTH)

        return start

    def _end_handler(self) -> Callable[[str], None]:
        path, ends = self.path, self.ends

        def end(_name: str) -> None:
            if path[-1] in ends:
                ends[path[-1]]()
            path.pop()

        return end

    def _characters(self, text: str) -> None:
        self.text += text
        if len(self.text) > MAX_TEXT:
            self._limit("text", len(self.text), MAX_TEXT)

    def _doctype(self, *_declared: object) -> None:
        raise Unreadable("has-doctype", part=self.part)

    def _limit(self, what: str, number: int, limit: int) -> None:
        if number > limit:
            raise Unreadable("too-complex", part=self.part, what=what, limit=limit)


class OptionalMarkup(Markup):
    """A part that a workbook can do without."""

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part or "", spent)
        self._is_there = package.has(self.part)

    def run_if_there(self) -> None:
        """Reads the part if the package holds it."""
        if self._is_there:
            self.run()


def is_true(attribute: str | None) -> bool:
    """Whether an attribute of type boolean, or its absence, means true."""
    return attribute in ("1", "true", "on")


def unescape(text: str) -> str:
    """Text with OOXML's _xHHHH_ escapes decoded; half a surrogate pair becomes U+FFFD."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
