"""Read a return that is written as YAML or JSON; hostile documents are refused, not expanded."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import yaml

from scripts.model.form import Form, Place
from scripts.submissions.submission import NotAReturn, Spot, Submission

MAX_BYTES = 8 * 2**20
MAX_DEPTH = 40


class _Loader(yaml.SafeLoader):
    """YAML as JSON sees it: no aliases, no dates, no yes/no, no duplicate keys."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise NotAReturn("bad-yaml", at=_at(self.event_mark()))
        depth = getattr(self, "_depth", 0) + 1
        if depth > MAX_DEPTH:
            raise NotAReturn("bad-yaml", at=_at(self.event_mark()))
        self._depth = depth
        node = super().compose_node(parent, index)
        self._depth = depth - 1
        return node

    def event_mark(self) -> Any:
        """Where the event that comes next begins."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        return event.start_mark

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str | int):
                raise NotAReturn("bad-yaml", at=_at(key_node.start_mark))
            if key in seen:
                raise NotAReturn("duplicate-key", name=str(key), at=_at(key_node.start_mark))
            seen.add(key)
        return {str(k): v for k, v in super().construct_mapping(node, deep).items()}


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if not tag.endswith((":timestamp", ":bool", ":merge", ":int", ":float"))
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]{0,17})$"), list("-0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]{1,3})?$"), list("-0123456789")
)


def _at(mark: Any) -> str:
    return f" (dòng {mark.line + 1}, cột {mark.column + 1})" if mark else ""


def read_document(path: Path, file: str, forms: dict[str, Form] | Any) -> Submission:
    """The return that a YAML or JSON file holds.

    Raises NotAReturn where the text is not UTF-8, not well formed, repeats a key, is nested too deeply, or is no
    object; OSError where the file cannot be read.
    """
    if path.stat().st_size > MAX_BYTES:
        raise NotAReturn("file-too-large")
    raw = path.read_bytes()
    if not raw.strip():
        raise NotAReturn("empty-file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAReturn("bad-encoding") from error
    document = _json(text) if path.suffix.lower() == ".json" else _yaml(text)
    if not isinstance(document, dict):
        raise NotAReturn("not-an-object")
    envelope = _nfc(document)

    def spot(place: Place) -> Spot:
        form = forms.get(envelope.get("form"))
        steps = place.path(form) if form else ()
        return Spot(path="/".join(("data", *map(str, steps))), order=_order(form, place))

    return Submission(file, envelope, spot, lambda field: Spot(path=field))


def _order(form: Form | None, place: Place) -> tuple[int, ...]:
    """Printed order: table, row, item, column."""
    if form is None or not any(t.id == place.table for t in form.tables):
        return ()
    table = form.table(place.table)
    keys, ids = [r.key for r in table.rows], [c.id for c in table.columns]
    row = keys.index(place.row) if place.row in keys else -1
    column = ids.index(place.column) if place.column in ids else -1
    return ([t.id for t in form.tables].index(place.table), row, -1 if place.item is None else place.item, column)


def _yaml(text: str) -> Any:
    try:
        return yaml.load(text, _Loader)
    except yaml.MarkedYAMLError as error:
        raise NotAReturn("bad-yaml", at=_at(error.problem_mark)) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise NotAReturn("bad-yaml", at="") from error


def _json(text: str) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        for key, value in pairs:
            if key in seen:
                raise NotAReturn("duplicate-key", name=key, at="")
            seen[key] = value
        return seen

    def refuse(token: str) -> Any:
        raise ValueError(token)

    try:
        return json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise NotAReturn("bad-json", at=f" (dòng {error.lineno}, cột {error.colno})") from error
    except (RecursionError, ValueError) as error:
        raise NotAReturn("bad-json", at="") from error


def _nfc(node: Any) -> Any:
    """The document with every text and key in NFC, so that comparison with the schemas is fair."""
    if isinstance(node, str):
        return unicodedata.normalize("NFC", node)
    if isinstance(node, list):
        return [_nfc(child) for child in node]
    if isinstance(node, dict):
        return {_nfc(key): _nfc(child) for key, child in node.items()}
    return node
