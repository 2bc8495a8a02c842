"""Tells by which older version of the outline a report was begun, and what became of that version's headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scripts import paths
from scripts.changes import changelog
from scripts.changes.changelog import Migration
from scripts.changes.pairs import pair_headings
from scripts.model.outline import Heading, Outline
from scripts.model.report import version_in
from scripts.schema.released import number, released_headings


@dataclass(frozen=True, slots=True)
class Edition:
    """An older version of the outline.

    `headings` are those that its template printed, `became` gives the key in force of each that is still there, `gone`
    why each other one is not (empty where the changelog does not say), and `changes` is what the changelog says of
    every version since, oldest first.
    """

    version: str
    headings: tuple[Heading, ...]
    became: Mapping[str, str]
    gone: Mapping[str, str]
    changes: tuple[str, ...]


def edition(identifier: str, outline: Outline) -> Edition | None:
    """The released version, older than the one in force, that a report's identifier names; None where it names none."""
    known = released_headings(paths.RELEASED)
    version = version_in(identifier)
    if version not in known or number(version) >= number(outline.version):
        return None
    later = sorted((v for v in known if number(version) < number(v) < number(outline.version)), key=number)
    headings, became = known[version], {heading.key: heading.key for heading in known[version]}
    gone: dict[str, str] = {}
    changes: list[str] = []
    for number_, now in [*((v, known[v]) for v in later), (outline.version, outline.headings)]:
        entry = changelog.entry("outline", number_, changelog.entries(changelog.CHANGELOG))
        migration = entry.migration if entry and entry.migration else Migration()
        changes += entry.changes if entry else ()
        pairs = pair_headings(headings, now, migration)
        step = {was: to for (_, was), (_, to) in pairs.kept.items()}
        why = {one.old[1]: one.why for one in migration.rows if one.old}
        gone |= {first: why.get(key, "") for first, key in became.items() if key not in step}
        became = {first: step[key] for first, key in became.items() if key in step}
        headings = now
    return Edition(version, known[version], became, gone, tuple(changes))
