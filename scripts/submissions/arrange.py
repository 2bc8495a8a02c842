"""Finds the places of a printed sequence (rows or columns) on a sheet by how its parts read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

FULL, WORDS, NUMBER = 3, 2, 1  # number and words agree; only the words; only the number

Likeness = Callable[[int, int], int]
Spots = dict[int, int]  # at which line or column of the sheet each part, by its index, stands


def arrange(count: int, spots: Sequence[int], likeness: Likeness, known: Mapping[int, int]) -> dict[int, int]:
    """The spots of `count` parts, `known` ones included; a part that cannot be told is left out.

    What reads like one part only, and is read at one spot only, is placed wherever it stands. What reads alike
    (“Cấp tỉnh” below two headings) is placed only between neighbours that stand in their printed order, and only if
    no spot that reads so is left over: a sorted list is never guessed at. Last, a part whose words were changed is
    known by its number between its neighbours.
    """
    found: Spots = dict(known)
    alike = {part: {spot: n for spot in spots if (n := likeness(part, spot))} for part in range(count)}
    for level in (FULL, WORDS):
        _place_unique(found, alike, level)
    _place_alike(found, alike, count)
    numbered = {part: {spot: n for spot, n in spots.items() if n == NUMBER} for part, spots in alike.items()}
    for between in list(_gaps(found, count)):
        _place_between(found, numbered, *between)
    return found


def _place_alike(found: Spots, alike: Mapping[int, Mapping[int, int]], count: int) -> None:
    before = set(found)
    worded = {part: {spot: n for spot, n in spots.items() if n >= WORDS} for part, spots in alike.items()}
    for between in list(_gaps(found, count)):
        _place_between(found, worded, *between)
    taken = set(found.values())
    for part in found.keys() - before:
        spots = alike[part]
        level = spots[found[part]]
        if any(n >= level and spot not in taken for spot, n in spots.items()):
            del found[part]


def _place_unique(found: Spots, alike: Mapping[int, Mapping[int, int]], level: int) -> None:
    taken = set(found.values())
    readers: dict[int, list[int]] = {}
    for part, spots in alike.items():
        for spot, n in spots.items():
            if n >= level:
                readers.setdefault(spot, []).append(part)
    for part, spots in alike.items():
        if part in found:
            continue
        where = [spot for spot, n in spots.items() if n >= level]
        if len(where) == 1 and where[0] not in taken and len(readers[where[0]]) == 1:
            found[part] = where[0]


def _gaps(found: Spots, count: int) -> Iterator[tuple[list[int], int, int]]:
    """Runs of parts not placed, between neighbours in printed order with nothing placed between these."""
    placed = sorted(found)
    spots = sorted(found.values())
    for one, other in zip([-1, *placed], [*placed, count], strict=True):
        low = found.get(one, -1)
        high = found.get(other, 1 << 30)
        missing = list(range(one + 1, other))
        if missing and low < high and not any(low < spot < high for spot in spots):
            yield missing, low, high


def _place_between(
    found: Spots, alike: Mapping[int, Mapping[int, int]], missing: list[int], low: int, high: int
) -> None:
    for part in missing:
        here = {spot: n for spot, n in alike[part].items() if low < spot < high}
        if here and part not in found:
            best = max(here.values())
            low = min(spot for spot, n in here.items() if n == best)
            found[part] = low
