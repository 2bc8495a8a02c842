"""Read JSON and YAML strictly: NFC text, unique keys, no aliases or tags, no guessing, bounded depth."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any

import yaml

MAX_DEPTH = 40
_TAG = "tag:yaml.org,2002:"
MAX_WIDTH = 100  # of what is written on one line


class DocumentError(ValueError):
    """A document that is not read.

    `code` is bad-encoding, bad-json, bad-yaml or duplicate-key; `line` and `column` count from 1 (0: unknown);
    `name` is the key that stands twice.
    """

    def __init__(self, code: str, line: int = 0, column: int = 0, name: str = "") -> None:
        super().__init__(f"{code} {name}".strip() + (f" (dòng {line}, cột {column})" if line else ""))
        self.code, self.line, self.column, self.name = code, line, column, name


def decode(raw: bytes) -> str:
    """The text of UTF-8 bytes, with or without a byte order mark; raises DocumentError for other encodings."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError("bad-encoding") from error


def read_json(text: str) -> Any:
    """The JSON value.

    Raises DocumentError for bad syntax, a key that stands twice, nesting deeper than 40, NaN and infinities.
    """
    try:
        return _plain(json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse))
    except DocumentError:
        raise
    except json.JSONDecodeError as error:
        raise DocumentError("bad-json", error.lineno, error.colno) from error
    except (RecursionError, ValueError) as error:
        raise DocumentError("bad-json") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for raw, value in pairs:
        key = unicodedata.normalize("NFC", raw)
        if key in seen:
            raise DocumentError("duplicate-key", name=key)
        seen[key] = value
    return seen


def _plain(value: Any, depth: int = 0) -> Any:
    """The value with its text in NFC; raises ValueError where it is nested too deeply."""
    if depth > MAX_DEPTH:
        raise ValueError("depth")
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_plain(child, depth + 1) for child in value]
    if isinstance(value, dict):
        return {key: _plain(child, depth + 1) for key, child in value.items()}
    if isinstance(value, float) and not isfinite(value):
        raise ValueError("number")
    return value


def _refuse(token: str) -> Any:
    raise ValueError(token)


def read_yaml(text: str) -> Any:
    """The YAML value as JSON would have it: dates stay text, only true and false are truth values.

    Raises DocumentError for bad syntax, a key that stands twice, aliases, tags, nesting deeper than 40, and
    infinities.
    """
    try:
        return _plain(yaml.load(text, _Loader))
    except yaml.MarkedYAMLError as error:
        raise _at("bad-yaml", error.problem_mark) from error
    except DocumentError:
        raise
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise DocumentError("bad-yaml") from error


def write_yaml(document: Any) -> str:
    """The document as YAML that `read_yaml` reads back to the same, keys in their order.

    What fits on a line stands on one, as people write it: a row of figures, not the items of a list.
    """
    text: str = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return text


class _Dumper(yaml.SafeDumper):
    """A SafeDumper that never points back to an earlier part, which the strict reader refuses."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 (called by its place)
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002
        return super().increase_indent(flow, False)

    def represent(self, data: Any) -> None:
        node = self.represent_data(data)
        if isinstance(node, yaml.CollectionNode):
            node.flow_style = False
        self.serialize(node)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        node.flow_style = _width(node) <= MAX_WIDTH
        return node

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style)
        items = [item for item in node.value if isinstance(item, yaml.MappingNode)]
        for item in items:
            item.flow_style = False
        node.flow_style = not items and _width(node) <= MAX_WIDTH
        return node

    def represent_text(self, text: str) -> yaml.ScalarNode:
        plain = self.resolve(yaml.ScalarNode, text, (True, False)) == f"{_TAG}str"  # type: ignore[no-untyped-call]
        return self.represent_scalar(f"{_TAG}str", text, style=None if plain else '"')


_Dumper.add_representer(str, _Dumper.represent_text)


def _width(node: yaml.Node) -> int:
    """About how many characters the node takes on one line."""
    if isinstance(node, yaml.MappingNode):
        return 2 + sum(_width(key) + _width(value) + 4 for key, value in node.value)
    return 2 + sum(_width(item) + 2 for item in node.value) if isinstance(node, yaml.SequenceNode) else len(node.value)


def line_finder(text: str) -> Callable[[Sequence[str | int]], int]:
    """For readable JSON or YAML, what gives the line, from 1, of the key or item at a path.

    Where the path goes on into nothing, the line of the last part that is there; 0 where the text is unreadable.
    """
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        root = None

    def line(path: Sequence[str | int]) -> int:
        node, at = root, root
        for step in path:
            pairs: list[tuple[Any, Any]] = []
            if isinstance(node, yaml.MappingNode):
                pairs = [(key, value) for key, value in node.value if key.value == str(step)]
            elif isinstance(node, yaml.SequenceNode):
                pairs = [(value, value) for value in node.value[int(step) : int(step) + 1]]
            if not pairs:
                break
            at, node = pairs[0]
        return at.start_mark.line + 1 if at else 0

    return line


def _at(code: str, mark: Any, name: str = "") -> DocumentError:
    return DocumentError(code, mark.line + 1, mark.column + 1, name) if mark else DocumentError(code, name=name)


class _Loader(yaml.SafeLoader):
    """A SafeLoader that expands nothing and guesses nothing."""

    _depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        tagged = getattr(event, "tag", None) is not None
        if tagged or isinstance(event, yaml.events.AliasEvent) or self._depth >= MAX_DEPTH:
            raise _at("bad-yaml", event.start_mark)
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise _at("bad-yaml", key_node.start_mark)
            key = unicodedata.normalize("NFC", key)
            if key in seen:
                raise _at("duplicate-key", key_node.start_mark, key)
            seen.add(key)
            key_node.tag = f"{_TAG}str"  # a row's key such as 1.10 is no number
        return {
            unicodedata.normalize("NFC", str(key)): value
            for key, value in super().construct_mapping(node, deep).items()
        }


_GUESSED = (":timestamp", ":bool", ":merge", ":int", ":float")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(_GUESSED)]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_NUMBER_STARTS = list("-0123456789")
_Loader.add_implicit_resolver(f"{_TAG}bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(f"{_TAG}int", re.compile(r"^-?(?:0|[1-9][0-9]{0,17})$"), _NUMBER_STARTS)
_Loader.add_implicit_resolver(
    f"{_TAG}float", re.compile(r"^-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]{1,3})?$"), _NUMBER_STARTS
)
