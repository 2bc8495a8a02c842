"""How the outline sits in a Word report: bookmarks, styles and table rows by which it is read back."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.model.outline import Heading, Indicator, Outline

HEADING_STYLES = {1: "Heading 1", 2: "Heading 2"}
GUIDANCE_STYLE = "Hướng dẫn (xóa trước khi gửi)"
ANSWER_STYLE = "Nội dung báo cáo"
ADDED_STYLE = "Bổ sung"


@dataclass(frozen=True, slots=True)
class Slot:
    """One figure of an indicator: `id` is printed in the table's first column, `part` is what it counts.

    An indicator that the outline splits by parts or moments has a slot for each (III2-08.1 …), else one.
    """

    id: str
    indicator: Indicator
    part: str


def slots(indicator: Indicator) -> tuple[Slot, ...]:
    """The figures that an indicator asks for, in the outline's order."""
    parts = indicator.parts or indicator.moments
    if not parts:
        return (Slot(indicator.id, indicator, ""),)
    return tuple(Slot(f"{indicator.id}.{n}", indicator, part) for n, part in enumerate(parts, 1))


def heading_bookmark(heading: Heading) -> str:
    """Name of the bookmark around a heading's paragraph."""
    return "muc_" + heading.key.replace(".", "_")


def table_bookmark(heading: Heading) -> str:
    """Name of the bookmark in the first cell of a heading's indicator table."""
    return "chi_tieu_" + heading.key.replace(".", "_")


def identifier(outline: Outline) -> str:
    """What a report carries in its core property `identifier`."""
    return f"so-ket-2-cap:outline@{outline.version}:{outline.fingerprint}"


def heading_text(heading: Heading) -> str:
    """The heading as it stands in the report: its printed number and words."""
    return f"{heading.number} {heading.label.text}"
