"""Compare the words of one part in two versions: what is said, why it was corrected, and our help beside it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from scripts.changes.change import Change
from scripts.folding import bare, fold
from scripts.model.form import Label

_NEAR = 0.8  # how like the printed words a correction must be; beyond that it says something else


def compare_labels(old: Label, new: Label, declared: bool = False, **at: Any) -> Iterator[Change]:
    """The changes of a part's label; `at` says where it stands. `declared`: the migration keeps its meaning."""
    if (kind := wording(old, new)) is not None:
        kind = "declared" if kind == "reworded" and declared else kind
        yield Change(f"label-{kind}", was=old.text, now=new.text, **at)
    yield from compare_help(old, new, **at)


def compare_help(old: Label, new: Label, **at: Any) -> Iterator[Change]:
    """What stands beside the words: guidance, corrections, where they come from."""
    if old.guidance != new.guidance:
        yield Change("guidance-changed", was=old.guidance, now=new.guidance, **at)
    if old.corrections != new.corrections or (old.printed != new.printed and old.text == new.text):
        yield Change("correction-changed", was=_corrections(old), now=_corrections(new), **at)
    if (old.lines, old.cells, old.added, old.lost) != (new.lines, new.cells, new.added, new.lost):
        was, now = ([*label.lines, *label.cells] for label in (old, new))
        yield Change("source-changed", was=was, now=now, **at)


def wording(old: Label, new: Label) -> str | None:
    """How the words differ: spelling, corrected (printed as before and near that), reworded; None: not at all."""
    if old.text == new.text:
        return None
    if bare(old.text) == bare(new.text):
        return "spelling"
    near = SequenceMatcher(None, bare(new.text), bare(new.printed), autojunk=False).ratio() >= _NEAR
    return "corrected" if near and fold(old.printed) == fold(new.printed) else "reworded"


def _corrections(label: Label) -> list[str]:
    return [f"{one.id} ({one.certainty}): {one.why}" for one in label.corrections]
