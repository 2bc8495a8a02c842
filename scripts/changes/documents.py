"""Where two versions of a file without an own model differ: paths into it, by id where its lists have ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def differences(old: Any, new: Any, path: str = "") -> Iterator[str]:
    """The paths, /like/this, of the values that differ; of a part that is new or gone only its own path."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        pairs: Mapping[str, tuple[Any, ...]] = {
            key: tuple(side[key] for side in (old, new) if key in side) for key in dict.fromkeys([*old, *new])
        }
        for key, both in pairs.items():
            here = f"{path}/{key}"
            yield from differences(*both, here) if len(both) == 2 else (here,)
    elif isinstance(old, list) and isinstance(new, list) and old != new:
        named = _named(old), _named(new)
        if None in named:
            yield path or "/"
        else:
            yield from differences(*named, path)
    elif old != new:
        yield path or "/"


def _named(values: list[Any]) -> dict[str, Any] | None:
    """The values by their id, number or mark; None where they have none or share one."""
    for name in ("id", "code", "number", "key", "const", "mark", "of"):
        if all(isinstance(value, Mapping) and name in value for value in values):
            found = {str(value[name]): value for value in values}
            return found if len(found) == len(values) else None
    return None
