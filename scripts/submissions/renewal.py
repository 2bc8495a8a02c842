"""Makes of a return in an older template one of the template in force; its places still lead to the person's cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scripts.changes import changelog
from scripts.changes.carried import Dropped
from scripts.changes.carry import carry_through
from scripts.findings import Finding
from scripts.model.data import Data, cells, leaf_at, places, pruned, value_at
from scripts.model.form import Form, Place
from scripts.schema.catalogue import submission_schema
from scripts.submissions.conversion import as_read, converted
from scripts.submissions.editions import layout, since
from scripts.submissions.submission import Kept, Renewal, Spot, Submission
from scripts.wording import renewal as words
from scripts.wording.messages import finding

Path = tuple[str | int, ...]


def renewed(submission: Submission, forms: Mapping[str, Form]) -> Submission:
    """The return in the version of the form in force; as it is where it is of that, or of a version that is unknown."""
    form = forms.get(submission.code)
    old = layout(form, str(submission.envelope.get("version"))) if form else None
    if form is None or old is None or old is form:
        return submission
    data = submission.envelope.get("data")
    given: Data = pruned(data) if isinstance(data, dict) else {}
    renewal = _renewal(old, form, given, submission.spot)
    return _Renewed(submission, form, given, renewal).submission()


def _renewal(old: Form, form: Form, data: Data, spot: Callable[[Place], Spot]) -> Renewal:
    versions = [old, *since(form, old.version)]
    known = changelog.entries(changelog.CHANGELOG)
    entries = [changelog.entry(form.code, one.version, known) for one in versions[1:]]
    migrations = [entry.migration if entry else None for entry in entries]
    carried = carry_through(versions, migrations, data, converted)
    if not data:
        carried = replace(carried, needs=(), said=())  # nothing is filled in: that will be said
    return Renewal(old, carried, tuple(said for entry in entries if entry for said in entry.changes), spot)


@dataclass(frozen=True, slots=True)
class OldSpots:
    """The spots of a form's places where they stood in the older template; those of new parts at the whole form's."""

    stood: Mapping[Place, Place]
    spot: Callable[[Place], Spot]

    def __call__(self, place: Place) -> Spot:
        """The spot."""
        return self.spot(self.stood.get(place, Place()))


class _Renewed:
    """One return in its older form, and what it becomes."""

    def __init__(self, given: Submission, form: Form, data: Data, renewal: Renewal) -> None:
        self.given, self.form, self.old, self.carried = given, form, renewal.old, renewal.carried
        self.renewal = renewal
        self.rest = dict(_rest(self.old, data))
        back = {place: self.carried.back(place) for place in places(form, self.carried.data)}
        self.stood = {place: old for place, old in back.items() if old is not None}
        wanted = [need.place for need in self.carried.needs]
        wanted += [place for one in self.carried.dropped if (place := self.carried.forward(one.place)) is not None]
        self.wanted = {*wanted, *(part for place in wanted for part in _over(place) if self._was_begun(part, data))}

    def submission(self) -> Submission:
        """The return in force."""
        given, carried = self.given, self.carried
        envelope = {**given.envelope, "version": self.form.version}
        if isinstance(envelope.get("data"), dict):
            envelope["data"] = carried.data
            for path, value in self.rest.items():
                _put_beside(carried.data, path, value)
        return replace(
            given, envelope=envelope, spot=OldSpots(self.stood, given.spot), notes=(*given.notes, self._note()),
            unread=self._is_unread, kept=self._kept, renewal=self.renewal,
            summed=self._now(given.summed), struck=self._now(given.struck),
            written={new: given.written[old] for new, old in self.stood.items() if old in given.written},
        )  # fmt: skip

    def _now(self, places: frozenset[Place]) -> frozenset[Place]:
        """Where the old places stand now."""
        return frozenset(new for old in places if (new := self.carried.forward(old)) is not None)

    def _was_begun(self, part: Place, data: Data) -> bool:
        """Whether a row, an item or a table is new, or the person filled in some of it: what lacks is told already."""
        old = self.stood.get(part)
        return old is None or value_at(self.old, data, old) is not None

    def _is_unread(self, place: Place) -> bool:
        """Whether the note on the template, or one of the reader's, says why nothing stands there."""
        old = self.stood.get(place)
        return old is None or place in self.wanted or self.given.unread(old)

    def _kept(self) -> Iterator[Kept]:
        """What the reader kept, each cell where it is meant to stand now, and what has no place any more."""
        for one in self.given.kept():
            place = one.place and self.carried.forward(one.place)
            if place and value_at(self.form, self.carried.data, place) is not None:
                place = None  # another cell was joined to it
            label = words.label(self.old, one.place) if one.place and place is None else one.label
            yield replace(one, place=place, label=label)
        yield from map(self._kept_field, (field for field in self.old.asks if field not in self.form.asks))
        for dropped in self.carried.dropped:
            spot, label = self.given.spot(dropped.place), words.label(self.old, dropped.place)
            yield Kept(spot, self._value(dropped), label=label, wrong=self._was_alone(dropped.place))

    def _was_alone(self, place: Place) -> bool:
        """Whether it was all that its item held: the item is wrong for that, and is blank and gone without it."""
        item = self.carried.forward(replace(place, column=None)) if place.item is not None else None
        return item is not None and not value_at(self.form, self.carried.data, item)

    def _kept_field(self, field: str) -> Kept:
        """A field of the envelope that the form no longer asks for."""
        node = submission_schema()["properties"][field]
        said = str(self.given.envelope.get(field, ""))
        shown = {choice["const"]: choice["title"] for choice in node.get("oneOf", ())}.get(said, said)
        return Kept(self.given.field_spot(field), shown, label=node["title"])

    def _value(self, dropped: Dropped) -> Any:
        return as_read(dropped.value, leaf_at(self.old, dropped.place))

    def _where(self, place: Place) -> str:
        spot = self.given.spot(place)
        return spot.cell or spot.path

    def _note(self) -> Finding:
        spot = self.given.spot(Place()) if not self.given.document else Spot(path="version")
        return finding(
            "old-template-breaks" if self.carried.breaks else "old-template",
            file=self.given.file, form=self.form.code, sheet=spot.sheet, path=spot.path, order=spot.order[:1],
            facts={
                "form": self.form.label.text, "found": self.old.version, "expected": self.form.version,
                "told": words.told(self.form, self.carried, self._where),
                "changes": words.changed(self.renewal.changes),
            },
        )  # fmt: skip


def _over(place: Place) -> Iterator[Place]:
    """What the place is in: its item, its row, its table."""
    yield from (replace(place, column=None), replace(place, item=None, column=None), Place(place.table))


# ------------------------------------------------------------ what a document says beside the form's cells


def _rest(form: Form, data: Data) -> Iterator[tuple[Path, Any]]:
    """What a document holds that stands at no cell of its form, by path."""
    known = {place.path(form) for place, _, _ in cells(form, data)}
    yield from (
        (path, value) for path, value in _ends(data, ()) if not any(path[:n] in known for n in range(len(path) + 1))
    )


def _ends(node: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(node, dict) or (isinstance(node, list) and any(isinstance(one, dict) for one in node)):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _ends(child, (*path, key))
    else:
        yield path, node


def _put_beside(data: Data, path: Path, value: Any) -> None:
    """Let it stand where it stood, else under a name that the form does not know: that it is unknown will be said."""
    node: Any = data
    for step in path[:-1]:
        if isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            node = node.setdefault(step, {}) if isinstance(node, dict) else None
    if isinstance(node, dict) and path[-1] not in node:
        node[path[-1]] = value
    else:
        data["/".join(map(str, path))] = value
