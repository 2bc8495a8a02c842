"""Reads a Word report that may come from anyone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from scripts.submissions.container import Package, Unreadable, open_package
from scripts.submissions.docx_body import Body
from scripts.submissions.docx_contents import Document
from scripts.submissions.docx_numbering import Numbering
from scripts.submissions.docx_styles import Styles
from scripts.submissions.markup import MAX_TAGS, OptionalMarkup, Spent
from scripts.submissions.relations import Relations, is_macro_part

REPORT_TAGS: Final = 1_500_000  # a report of 300 pages has some 200,000


def read_docx(path: Path) -> Document:
    """Reads the Word report at path, whatever its name says; nothing outside the file is ever opened.

    Struck-out text, text boxes, footnotes, headers and the codes of fields are left out; inserted text stays.
    Raises Unreadable when it is no report or unsafe or broken, OSError when the file cannot be read.
    """
    package = open_package(path, "report")
    spent = Spent(tags=MAX_TAGS - REPORT_TAGS)
    root = Relations(package, "", spent)
    main = root.of_type("officeDocument")
    if main is None:
        raise Unreadable("missing-part", part="word/document.xml")
    relations = Relations(package, main, spent, needed=False)
    styles = Styles(package, relations.of_type("styles"), spent)
    numbering = Numbering(package, relations.of_type("numbering"), spent)
    core = _Core(package, root.of_type("core-properties"), spent)
    body = Body(package, main, spent, styles, numbering)
    return Document(
        blocks=tuple(body.blocks),
        identifier=core.identifier,
        title=core.title,
        has_macros=any(is_macro_part(part) for part in package.names),
    )


class _Core(OptionalMarkup):
    """The core properties."""

    def __init__(self, package: Package, part: str | None, spent: Spent) -> None:
        super().__init__(package, part, spent)
        self.identifier = ""
        self.title = ""
        self.ends = {"identifier": self._end_identifier, "title": self._end_title}
        self.run_if_there()

    def _end_identifier(self) -> None:
        self.identifier = self.text.strip()

    def _end_title(self) -> None:
        self.title = self.text.strip()
