"""List what a form schema can say, in the words of the meta-schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scripts import paths
from scripts.schema import catalogue


def context() -> dict[str, Any]:
    """The keywords and the kinds of rule by name, each with the sentence that explains it."""
    meta = catalogue.load(paths.META / "form.schema.json")
    kinds = ((name.removeprefix("rule_"), node) for name, node in meta["$defs"].items() if name.startswith("rule_"))
    return {"keywords": _said(_keywords(meta), meta).items(), "kinds": _said(kinds, meta).items()}


def _keywords(node: Any) -> Iterator[tuple[str, Any]]:
    """Every x- keyword, each place where it may stand."""
    if isinstance(node, dict):
        for name, inside in node.items():
            if name.startswith("x-"):
                yield name, inside
    for inside in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _keywords(inside)


def _said(found: Iterable[tuple[str, Any]], meta: Mapping[str, Any]) -> dict[str, str]:
    """All different explanations of each name, one after the other."""
    said: dict[str, list[str]] = {}
    for name, node in found:
        sentence = _explanation(node, meta)
        if sentence and sentence not in said.setdefault(name, []):
            said[name].append(sentence)
    return {name: " ".join(sentences) for name, sentences in said.items()}


def _explanation(node: Any, meta: Mapping[str, Any]) -> str:
    """The description of a node, or of the definition that it refers to; empty where there is none."""
    if not isinstance(node, dict):
        return ""
    if "description" not in node and "$ref" in node:
        return _explanation(meta["$defs"][node["$ref"].removeprefix("#/$defs/")], meta)
    return str(node.get("description", ""))
