"""Write the dates of the plan as a calendar file (iCalendar, RFC 5545) for phones, Outlook and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from scripts.archive import FIXED_DAY
from scripts.pages import plan_pages, words
from scripts.wording import text

Node = Mapping[str, Any]
_KINDS = ("deadline", "event", "cutoff")
_OCTETS = 75  # of a line, the line break not counted (RFC 5545, 3.1)
_STAMP = f"{FIXED_DAY:%Y%m%dT%H%M%SZ}"
_REMINDER = "-P3D"


def calendar() -> bytes:
    """The calendar, the same bytes on every run."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//so-ket-2-cap//lich//VI",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(words.CALENDAR_NAME)}",
        *(line for one in events() for line in _event(one)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def events() -> list[Node]:
    """The days to remember: from the first deadline on; what lies before (an opening stock) needs no reminder."""
    first = min(one["iso"] for one in plan_pages.dates_of("deadline"))
    return [one for one in plan_pages.dates_of(*_KINDS) if one["iso"] >= first]


def _event(one: Node) -> Iterator[str]:
    """One whole day. A deadline "before" a day stands on the last day that is still in time, and says so."""
    last = date.fromisoformat(plan_pages.last_day(one))
    summary = words.CALENDAR_SUMMARY[one["kind"]].format(what=one["meaning"].rstrip("."), words=one["text"])
    said = [one["meaning"], words.CALENDAR_WORDS.format(words=one["text"], lines=text.lines(tuple(one["x-source"])))]
    if one.get("exclusive"):
        said.append(words.CALENDAR_LAST_DAY.format(day=text.day(last)))
    description = "\n".join([*said, words.CALENDAR_ADDED])
    yield "BEGIN:VEVENT"
    yield f"UID:{one['id']}@so-ket-2-cap.an-giang"
    yield f"DTSTAMP:{_STAMP}"
    yield f"DTSTART;VALUE=DATE:{last:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(description)}"
    yield f"STATUS:{'TENTATIVE' if one.get('tentative') else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if one["kind"] == "deadline":
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{_REMINDER}")
        yield f"DESCRIPTION:{_escaped(summary)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(value: str) -> str:
    """The value as TEXT (RFC 5545, 3.3.11)."""
    for char in "\\;,":
        value = value.replace(char, f"\\{char}")
    return value.replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, each but the first led by a blank, no letter cut in two."""
    pieces, piece, room = [], "", _OCTETS
    for letter in line:
        size = len(letter.encode())
        if len(piece.encode()) + size > room:
            pieces.append(piece)
            piece, room = "", _OCTETS - 1
        piece += letter
    return "\r\n ".join([*pieces, piece])
