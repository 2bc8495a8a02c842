"""For which unit a return or a report speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scripts.model.report import UNIT_BOOKMARK
from scripts.schema import registry
from scripts.submissions.docx_contents import Paragraph, Table
from scripts.submissions.report import Report
from scripts.submissions.report_words import fold, is_added, is_guidance
from scripts.submissions.submission import Submission
from scripts.wording.report_template import BLANKS

Unit = Mapping[str, Any]  # as an envelope names it
Key = tuple[str, str]


def unit_of(submission: Submission) -> Unit:
    """The unit that the return names; empty where it names none."""
    unit = submission.envelope.get("unit")
    return unit if isinstance(unit, dict) else {}


def key(unit: Unit) -> Key:
    """What two namings of the same unit share: its code, given or of its registered name, else its name and kind."""
    known = registry.find(unit)
    code = known.code if known else str(unit.get("code", ""))
    return (code, "") if code else (fold(str(unit.get("name", ""))), str(unit.get("kind", "")))


def name(unit: Unit) -> str:
    """The unit's name; empty where it is not known."""
    known = registry.find(unit) if unit else None
    return known.name if known and known.name else str(unit.get("name") or unit.get("code") or "")


def most_named(returns: Sequence[Submission]) -> Unit:
    """The unit that most returns name, the first of several; empty where none names one."""
    named = [unit for unit in map(unit_of, returns) if unit]
    return max(named, key=lambda one: sum(key(one) == key(other) for other in named), default={})


def front_lines(report: Report) -> Iterator[str]:
    """What stands before the report's first section, without guidance: a line for each paragraph or cell."""
    for block in report.front:
        if not isinstance(block, Paragraph):
            yield from (" ".join(cell.text.split()) for row in block.cells for cell in row)
        elif not is_guidance(block) and not is_added(block):
            yield " ".join(block.text.split())


def stated_in(report: Report) -> str:
    """The unit that the report's front names: at the template's own place, else a registered one; empty for none."""
    cells = (p for block in report.front if isinstance(block, Table) for p in block.paragraphs)
    marked = next((" ".join(p.text.split()) for p in cells if UNIT_BOOKMARK in p.bookmarks), "")
    if marked and marked not in BLANKS:
        return marked
    lines = list(front_lines(report))
    return next((unit.name for unit in registry.units().values() if _say(lines, unit.name)), "")


def speaks_for(report: Report, unit: Unit) -> bool:
    """Whether the report's front names the unit."""
    return _say(list(front_lines(report)), name(unit))


def _say(lines: Sequence[str], words: str) -> bool:
    words = fold(words)
    return bool(words) and any(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", fold(line)) for line in lines)
