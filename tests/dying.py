"""Work for processes that end in the middle of it; a module of its own, for each process loads it anew."""

from __future__ import annotations

import os


def double(number: int) -> int:
    """Twice the number; 3 and 30 end the process."""
    if number in (3, 30):
        os._exit(1)
    return 2 * number


def lost(number: int) -> int:
    """What stands for the answer of a process that ended."""
    return -number
