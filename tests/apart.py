"""Runs a function on many things, each in a process with limits on time and memory, and says how it ended."""

from __future__ import annotations

import multiprocessing
import resource
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic, process_time
from typing import Any, Generic, Literal, TypeVar

J = TypeVar("J")
How = Literal["answered", "raised", "too slow", "killed"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process may use: seconds by the clock, bytes of address space."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Ended(Generic[J]):
    """How the work on one job ended; answer is what it returned, or the traceback where it raised.

    seconds are of processor time, peak the most memory in MiB that the process held.
    """

    job: J
    how: How
    answer: Any = None
    seconds: float = 0
    peak: int = 0


@dataclass(slots=True)
class _Running(Generic[J]):
    job: J
    process: BaseProcess
    end: Connection
    until: float


def each_apart(work: Callable[[J], object], jobs: Sequence[J], limits: Limits, count: int) -> Iterator[Ended[J]]:
    """How `work` ended on each job, as they end; up to `count` at once, in copies of this process."""
    left = list(reversed(jobs))
    running: list[_Running[J]] = []
    while left or running:
        while left and len(running) < count:
            running.append(_start(work, left.pop(), limits))
        first = min(one.until for one in running)
        ready = wait([one.end for one in running], max(0.0, first - monotonic()))
        for one in [one for one in running if one.end in ready or one.until <= monotonic()]:
            running.remove(one)
            yield _ended(one)


def _start(work: Callable[[J], object], job: J, limits: Limits) -> _Running[J]:
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_work, args=(work, job, limits, there))
    process.start()
    there.close()
    return _Running(job, process, here, monotonic() + limits.seconds)


def _work(work: Callable[[J], object], job: J, limits: Limits, end: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    start = process_time()
    how: How = "answered"
    try:
        answer = work(job)
    except BaseException:
        how, answer = "raised", traceback.format_exc()
    end.send((how, answer, process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


def _ended(one: _Running[J]) -> Ended[J]:
    try:
        ended = Ended(one.job, *one.end.recv()) if one.end.poll() else Ended(one.job, "too slow")
    except EOFError:
        ended = Ended(one.job, "killed")
    one.process.kill()
    one.process.join()
    one.end.close()
    return ended
