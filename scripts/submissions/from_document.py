"""Read a return that is written as YAML or JSON; hostile documents are refused, not expanded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from scripts.documents import DocumentError, decode, read_json, read_yaml
from scripts.model.form import Form, Place
from scripts.submissions.editions import layout
from scripts.submissions.submission import NotAReturn, Spot, Submission

MAX_BYTES = 2**20


def read_document(path: Path, file: str, forms: Mapping[str, Form]) -> Submission:
    """The return that a YAML or JSON file holds.

    Raises NotAReturn where the text is not UTF-8, not well formed, repeats a key, is nested too deeply, or is no
    object; OSError where the file cannot be read.
    """
    if (size := path.stat().st_size) > MAX_BYTES:
        raise NotAReturn("file-too-large", size=size, limit=MAX_BYTES)
    raw = path.read_bytes()
    if not raw.strip():
        raise NotAReturn("empty-file")
    parse = read_json if path.suffix.lower() == ".json" else read_yaml
    try:
        document = parse(decode(raw))
    except DocumentError as error:
        at = f" (dòng {error.line}, cột {error.column})" if error.line else ""
        raise NotAReturn(error.code, at=at, name=error.name) from error
    if not isinstance(document, dict):
        raise NotAReturn("not-an-object")
    envelope: dict[str, Any] = document

    def spot(place: Place) -> Spot:
        form = _layout(envelope, forms)
        steps = place.path(form) if form else ()
        return Spot(path="/".join(("data", *map(str, steps))), order=_order(form, place))

    return Submission(file, envelope, spot, lambda field: Spot(path=_NESTED.get(field, field)), document=True)


_NESTED: Final = {"unit_kind": "unit/kind", "period_from": "period/from", "period_to": "period/to"}


def _layout(envelope: Mapping[str, Any], forms: Mapping[str, Form]) -> Form | None:
    """The layout by which the return was written; that in force where its version is unknown."""
    form = forms.get(str(envelope.get("form")))
    return form and (layout(form, str(envelope.get("version"))) or form)


def _order(form: Form | None, place: Place) -> tuple[int, ...]:
    """Printed order: table, row, item, column."""
    if form is None or not any(t.id == place.table for t in form.tables):
        return ()
    table = form.table(place.table)
    keys, ids = [r.key for r in table.rows], [c.id for c in table.columns]
    row = keys.index(place.row) if place.row in keys else -1
    column = ids.index(place.column) if place.column in ids else -1
    return ([t.id for t in form.tables].index(place.table), row, -1 if place.item is None else place.item, column)
