"""Lists what became of the cells of a return in an older template: what is to be filled in, set aside, or moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from scripts.changes.carried import Moved
from scripts.findings import Finding, Severity
from scripts.model.data import leaf_at
from scripts.model.form import Form, Place
from scripts.submissions.conversion import as_read
from scripts.submissions.submission import Renewal, Submission
from scripts.templates.review import Remark
from scripts.wording import renewal as words
from scripts.wording import text
from scripts.wording.review import Part

OLD_TEMPLATE: Final = frozenset({"old-template", "old-template-breaks"})


def carried_over(form: Form, one: Submission) -> Iterator[Remark]:
    """The remarks on a return that came in an older template; none on any other."""
    if one.renewal is not None:
        yield from _Listing(form, one, one.renewal).remarks()


class _Listing:
    """What became of the cells of one return."""

    def __init__(self, form: Form, one: Submission, renewal: Renewal) -> None:
        self.form, self.one, self.renewal = form, one, renewal
        self.old, self.carried = renewal.old, renewal.carried

    def remarks(self) -> Iterator[Remark]:
        """Cells to be filled in, cells set aside, cells to look at, cells that stand elsewhere or say it otherwise."""
        for need in self.carried.needs:
            yield self._remark("needed", "error", need.place, None, words.needed(need.said), words.FILL_IN)
        for dropped in self.carried.dropped:
            shown = _shown(self.old, dropped.place, dropped.value)
            message = words.set_aside(shown, dropped.why, dropped.said)
            yield self._remark("aside", "warning", None, dropped.place, message, words.USE_ASIDE)
        for moved in self.carried.doubtful:
            yield self._remark("todo", "warning", moved.new, moved.old, words.doubtful(moved.said), words.LOOK)
        for said in self.carried.said:
            yield self._remark("todo", "warning", None, None, said, words.LOOK)
        yield from (self._moved(group) for group in self._groups())

    def _groups(self) -> Iterable[Sequence[Moved]]:
        """Moved cells that stand elsewhere or hold another value, those with the same change together."""
        groups: dict[tuple[Any, ...], list[Moved]] = {}
        for moved in self.carried.moved:
            is_other = moved.before != moved.after
            ways = self._ways(moved)
            if is_other or ways:
                numeric = isinstance(moved.after, int | float)
                shared = (moved.new.table, moved.new.column) if numeric else moved.new
                groups.setdefault((ways, shared if is_other else None), []).append(moved)
        return groups.values()

    def _ways(self, moved: Moved) -> tuple[tuple[str, str], ...]:
        """From where to where the cell's row and its column went, as far as either is another part of the form now."""
        old, new = (Place(one.table, one.row, None, one.column) for one in (moved.old, moved.new))
        (row, column), (now_row, now_column) = text.place(self.old, old), text.place(self.form, new)
        went = [(row, now_row)] if (old.table, old.row) != (new.table, new.row) else []
        return (*went, *([(column, now_column)] if old.column != new.column else []))

    def _moved(self, group: Sequence[Moved]) -> Remark:
        first = group[0]
        shown = None
        if first.before != first.after:
            shown = _shown(self.old, first.old, first.before), _shown(self.form, first.new, first.after)
        message = words.moved(len(group), self._ways(first), shown)
        return self._remark("moved", "note", first.new, first.old, message, words.NO_NEED)

    def _remark(
        self, part: Part, severity: Severity, target: Place | None, old: Place | None, message: str, remedy: str
    ) -> Remark:
        spot = self.one.spot(Place()) if old is None else self.renewal.spot(old)
        row, column = text.place(self.form, target) if target else text.place(self.old, old or Place())
        found = Finding(
            code=f"carried-{part}", severity=severity, message=message, remedy=remedy, file=self.one.file,
            form=self.form.code, sheet=spot.sheet, cell=spot.cell, path=spot.path, row=row, column=column,
        )  # fmt: skip
        return Remark(found, target, part)


def _shown(form: Form, place: Place, value: Any) -> str:
    return text.shown(as_read(value, leaf_at(form, place)))
