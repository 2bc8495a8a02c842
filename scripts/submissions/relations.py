"""Which parts of an Open XML package a part of it refers to."""

import posixpath
from urllib.parse import unquote

from scripts.submissions.container import Package
from scripts.submissions.markup import Markup, Spent


class Relations(Markup):
    """The parts that one part of the package ("" for the package itself) refers to; never external ones.

    A part that refers to none needs no list of them; `needed` says that this one can do nothing without.
    """

    def __init__(self, package: Package, source: str, spent: Spent, needed: bool = True) -> None:
        folder, name = posixpath.split(source)
        super().__init__(package, posixpath.join(folder, "_rels", f"{name}.rels"), spent)
        self.targets: dict[str, str] = {}
        self.has_macro_sheet = False
        self.links: list[str] = []
        self.outside: list[str] = []
        self._types: dict[str, str] = {}
        self._folder = folder
        self.starts["Relationship"] = self._relationship
        if needed or package.has(self.part):
            self.run()

    def of_type(self, type_: str) -> str | None:
        """The first part of a type, given by the last segment of its URI; None when there is none."""
        return self._types.get(type_)

    def kept(self) -> int:
        """As Markup.kept: the references."""
        return len(self.targets) + len(self.outside)

    def _relationship(self, attributes: dict[str, str]) -> None:
        if attributes.get("TargetMode") == "External":
            self.outside.append(attributes.get("Target", ""))
            return
        type_ = attributes["Type"].rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", self._folder, attributes["Target"])).lstrip("/")
        if not self._package.has(target):
            target = unquote(target)
        self.targets[attributes["Id"]] = target
        self._types.setdefault(type_, target)
        self.has_macro_sheet |= type_.endswith("Macrosheet")
        if type_ == "externalLink":
            self.links.append(target)


def is_macro_part(part: str) -> bool:
    """Whether a part of that name holds macros."""
    return part.casefold().endswith("vbaproject.bin")
