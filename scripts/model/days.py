"""Days as a program set to English mistakes them: 04/12 typed for the 4th of December is the 12th of April to it."""

from __future__ import annotations

from datetime import date


def exchanged(day: date) -> date | None:
    """The day with day and month exchanged; None where that is no other day."""
    return date(day.year, day.day, day.month) if day.day <= 12 and day.day != day.month else None
