"""What a workbook's cover and added fields say: the envelope of every form, and forms declared nil or attached."""

from __future__ import annotations

import re
from typing import Any

from scripts.model import grid
from scripts.model.form import Form, Leaf
from scripts.schema import registry
from scripts.schema.catalogue import submission_schema
from scripts.submissions.names import Names
from scripts.submissions.submission import Spot, Submission
from scripts.submissions.values import read_cell
from scripts.wording import sheet as words

_TEXT = Leaf("text")


class Cover:
    """What the cover and the added fields say."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def text(self, field: str, form: Form | None = None) -> str:
        """What stands in an added field, of the cover or of a form; empty where nothing does."""
        _, cell = self._names.cell(grid.field_name(field, form))
        read = read_cell(cell, _TEXT).value if cell else None
        return read if isinstance(read, str) else ""

    def spot(self, field: str, form: Form | None = None) -> Spot:
        """Where the added field stands."""
        return self._names.cell(grid.field_name(field, form))[0]

    def unit(self) -> dict[str, str]:
        """The unit as an envelope names it: by code where the list or a name gives one, else by name and kind."""
        said = self.text("unit")
        code = said.split("–")[0].split(" - ")[0].strip()
        if code in registry.units():
            return {"code": code}
        by_name = {u.name.casefold(): u.code for u in registry.units().values()}
        if said.casefold() in by_name:
            return {"code": by_name[said.casefold()]}
        titles = {title: const for const, title in registry.kinds().items()}
        kind = titles.get(self.text("unit_kind"))
        if kind is None and re.fullmatch(r"[0-9]{3,}|[A-Z]+(-[A-Z]+)+", code):
            return {"code": code}  # a code that the registry does not know: the envelope's check says so
        return {k: v for k, v in (("name", said), ("kind", kind)) if v}

    def period(self, form: Form) -> dict[str, str]:
        """The period as an envelope gives it; without a first day for forms that have only a cut-off."""
        day = Leaf("date")
        said = {}
        for key, field in (("from", "period_from"), ("to", "period_to")):
            cell = self._names.cell(grid.field_name(field))[1]
            read = read_cell(cell, day, self._names.workbook.date1904).value if cell else None
            if read is not None and not (key == "from" and form.period and form.period.start is None):
                said[key] = str(read)
        return said

    def envelope(self, form: Form) -> dict[str, Any]:
        """The envelope without content."""
        said: dict[str, Any] = {
            "form": form.code,
            "version": form.version,
            "unit": self.unit(),
            "period": self.period(form),
        }
        for field in ("prepared_by", "contact"):
            if value := self.text(field):
                said[field] = value
        for field in form.asks:
            if value := self.text(field, form):
                titles = {c["title"]: c["const"] for c in submission_schema()["properties"][field]["oneOf"]}
                said[field] = titles.get(value, value)
        if note := self.text("note", form):
            said["note"] = note
        return said


def declared(form: Form, cover: Cover, file: str) -> Submission | None:
    """A form that the cover declares nil or sends as a file of its own."""
    state = cover.text("state", form)
    if state not in (words.STATE_NIL, words.STATE_ATTACHED):
        return None
    envelope = cover.envelope(form)
    if state == words.STATE_NIL:
        envelope["nil"] = True
    else:
        attachment = envelope.pop("note", "")
        envelope["attached"] = {"file": attachment} if attachment else {}
    spot = cover.spot("state", form)
    return Submission(file, envelope, lambda _: spot, lambda field: field_spot(cover, form, field, spot))


def field_spot(cover: Cover, form: Form, field: str, fallback: Spot) -> Spot:
    """Where a field of a form's envelope stands: on the form's sheet, on the cover, else `fallback`."""
    own = {"period": "period_to", "attached": "note", "nil": "state"}.get(field, field)
    spot = cover.spot(own, form)
    if not spot.cell:
        spot = cover.spot(own)
    return spot if spot.cell else fallback
