"""Compare two snapshots of the schema folder: forms and outline part by part, other files by path."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from scripts.changes.change import Change, gravest
from scripts.changes.changelog import Migration, entry
from scripts.changes.compare import compare_forms
from scripts.changes.documents import differences
from scripts.changes.outline import compare_outlines
from scripts.changes.snapshot import CHANGELOG, OUTLINE, RELEASED, Snapshot, SnapshotError
from scripts.changes.versions import Demand, demand
from scripts.documents import DocumentError, decode
from scripts.model.form import Form
from scripts.model.outline import Outline
from scripts.schema.catalogue import order


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed in one form, or in the outline (code `outline`), and what that demands."""

    code: str
    old: Form | Outline | None
    new: Form | Outline | None
    changes: tuple[Change, ...]
    demand: Demand


@dataclass(frozen=True, slots=True)
class FileDifference:
    """A file that has no version of its own: the paths of what differs in it; none where it is new or gone."""

    file: str
    was: bool
    now: bool
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything that differs between two snapshots."""

    old: str
    new: str
    parts: tuple[Difference, ...]
    files: tuple[FileDifference, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing that the changes demand is missing."""
        return not any(part.demand.missing for part in self.parts)


def diff(old: Snapshot, new: Snapshot) -> Diff:
    """Compare two snapshots; raises SnapshotError for a file that cannot be read."""
    parts = [part for part in _forms(old, new) if part.changes or part.demand.missing]
    outline = _outline(old, new)
    if outline and (outline.changes or outline.demand.missing):
        parts.append(outline)
    return Diff(old.name, new.name, tuple(parts), () if old.partial else tuple(_files(old, new)))


def _forms(old: Snapshot, new: Snapshot) -> Iterator[Difference]:
    for code in sorted({*new.forms, *old.forms}, key=order):
        then, now = old.forms.get(code), new.forms.get(code)
        if then and now:
            changes = compare_forms(then, now, _migration(new, code, now.version))
        else:
            changes = (Change("form-added" if now else "form-removed", name=code),)
        yield Difference(code, then, now, changes, _demand(code, then, now, changes, (old, new)))


def _outline(old: Snapshot, new: Snapshot) -> Difference | None:
    then, now = old.outline, new.outline
    if then is None or now is None:
        return None
    changes = compare_outlines(then, now, _migration(new, "outline", now.version))
    return Difference("outline", then, now, changes, _demand("outline", then, now, changes, (old, new)))


def _migration(new: Snapshot, code: str, version: str) -> Migration | None:
    found = entry(code, version, new.entries)
    return found.migration if found else None


def _demand(
    code: str, old: Form | Outline | None, new: Form | Outline | None, changes: tuple[Change, ...],
    snapshots: tuple[Snapshot, Snapshot],
) -> Demand:  # fmt: skip
    """What the changes demand: nothing of a form that is new, nothing more of a version that waits for release.

    A form that was released stays: returns that were filled from it must still be known.
    """
    before, after = snapshots
    if old is None:
        return Demand(code, "", new.version if new else "", None, "", ())
    kept = set(after.editions) | set(before.editions)
    waiting = bool(kept) and (code, old.version) not in kept
    if new is None:
        return Demand(code, old.version, "", gravest(changes), "", () if waiting else ("form",))
    return demand(code, old.version, new.version, changes, after.entries, not waiting)


def _files(old: Snapshot, new: Snapshot) -> Iterator[FileDifference]:
    """Files other than forms, outline, changelog and released copies."""
    for path in sorted({*old.files, *new.files}):
        if path.startswith(("forms/", f"{RELEASED}/")) or path in (OUTLINE, CHANGELOG):
            continue
        was, now = path in old.files, path in new.files
        if not (was and now):
            yield FileDifference(path, was, now, ())
        elif old.files[path] != new.files[path] and (found := tuple(differences(_value(old, path), _value(new, path)))):
            yield FileDifference(path, True, True, found)


def _value(snapshot: Snapshot, path: str) -> Any:
    if not path.endswith(".csv"):
        return snapshot.document(path)
    try:
        return list(csv.DictReader(StringIO(decode(snapshot.files[path]))))
    except (DocumentError, csv.Error) as error:
        raise SnapshotError("unreadable", path, f"{snapshot.name}: {error}") from error
