"""Release what has not been released: freeze the layouts, date their entries, note the sums of what is frozen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from scripts import paths
from scripts.changes.changelog import Entry, entry
from scripts.changes.snapshot import CHANGELOG, OUTLINE, RELEASED, SUMS, Snapshot, of_folder

_SUFFIX = ".schema.json"
_ENTRY = re.compile(r"(?m)^(?=  - )")
_VERSION = re.compile(r"(?m)^(?:  - |    )version: .*\n")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A layout that is not yet released: a form's, or that of the `outline`; `entry` is its entry in the changelog."""

    code: str
    version: str
    path: str
    entry: Entry | None


def waiting(snapshot: Snapshot) -> Iterator[Waiting]:
    """Every layout whose version is not yet frozen, in the order of the files."""
    frozen = set(snapshot.editions)
    found = [(code, form.version, f"forms/{code}{_SUFFIX}") for code, form in snapshot.forms.items()]
    if snapshot.outline:
        found.append(("outline", snapshot.outline.version, OUTLINE))
    for code, version, path in found:
        if (code, version) not in frozen:
            yield Waiting(code, version, path, entry(code, version, snapshot.entries))


def release(day: date, folder: Path = paths.SCHEMAS) -> tuple[Waiting, ...]:
    """Freeze what waits and date its entries; nothing is touched unless every layout that waits has an entry.

    Returns what waited: released, or, where any has no entry, the layouts to which nothing was done.
    """
    snapshot = of_folder(folder)
    found = tuple(waiting(snapshot))
    if not found or any(one.entry is None for one in found):
        return found
    for one in found:
        kept = folder / RELEASED / one.code / f"{one.version}{_SUFFIX}"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(snapshot.files[one.path])
    editions = {(one.code, one.version) for one in found}
    (folder / CHANGELOG).write_bytes(dated(snapshot, editions, day).encode())
    (folder / SUMS).write_bytes(sums(of_folder(folder)).encode())
    return found


def dated(snapshot: Snapshot, editions: set[tuple[str, str]], day: date) -> str:
    """The text of the changelog with the day in every entry of these editions that has none; all else stays."""
    head, *blocks = _ENTRY.split(snapshot.files[CHANGELOG].decode("utf-8"))
    nodes = snapshot.document(CHANGELOG)["entries"]
    for n, (block, node) in enumerate(zip(blocks, nodes, strict=True)):
        if "date" not in node and any((code, node["version"]) in editions for code in node["of"]):
            blocks[n] = _VERSION.sub(lambda found: f"{found[0]}    date: {day.isoformat()}\n", block, count=1)
    return "".join([head, *blocks])


def sums(snapshot: Snapshot) -> str:
    """The frozen files with their SHA-256, as `sha256sum --check` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(_digests(snapshot).items()))


def altered(snapshot: Snapshot) -> Iterator[str]:
    """Frozen files that are not what was released: changed, lost, or put there by hand."""
    if not any(snapshot.editions) and SUMS not in snapshot.files:
        return
    lines = snapshot.files.get(SUMS, b"").decode("utf-8", "replace").splitlines()
    noted = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    found = _digests(snapshot)
    yield from (name for name in sorted(noted.keys() | found.keys()) if noted.get(name) != found.get(name))


def _digests(snapshot: Snapshot) -> Mapping[str, str]:
    frozen = (path for path in snapshot.files if path.startswith(f"{RELEASED}/") and path.endswith(_SUFFIX))
    return {path.removeprefix(f"{RELEASED}/"): sha256(snapshot.files[path]).hexdigest() for path in frozen}
