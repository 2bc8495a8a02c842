"""Do the same work on many jobs in processes: answers in the order of the jobs, one for each even if a process dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Final, TypeVar

J = TypeVar("J")
R = TypeVar("R")

MOST: Final = 8  # each holds the schemas and a workbook: more would cost memory that an office computer lacks


def cores() -> int:
    """How many processes may work at once on this machine."""
    if not _can_start():
        return 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST)


def _can_start() -> bool:
    """Whether the system has what processes need to talk; some closed ones have not."""
    try:
        get_context("spawn").Lock()
    except (ImportError, OSError):
        return False
    return True


def each(work: Callable[[J], R], jobs: Sequence[J], count: int, died: Callable[[J], R]) -> Iterator[R]:
    """The answer to each job, in order; that of `died` where the job ends the process that does it.

    `work` must be a function of a module, for it runs in fresh interpreters. Raises what `work` raises.
    """
    done = 0
    while done < len(jobs):
        for answer in _until_one_dies(work, jobs[done:], count):
            yield answer
            done += 1
        # A dying process takes all others with it. The job that did it is among the first that have no answer, as
        # many as were handed out at once: each of them gets a process of its own.
        for job in jobs[done : done + 2 * count]:
            alone = list(_until_one_dies(work, [job], 1))
            yield alone[0] if alone else died(job)
            done += 1


def _until_one_dies(work: Callable[[J], R], jobs: Sequence[J], count: int) -> Iterator[R]:
    """The answers in order, as far as they came before a process died."""
    # Ctrl+C is for the parent to answer: it ends the pool.
    with ProcessPoolExecutor(min(count, len(jobs)), get_context("spawn"), _leave_interrupts) as pool:
        try:
            yield from pool.map(work, jobs)
        except BrokenProcessPool:
            return
        finally:
            pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
