"""Layouts of forms as they were released, frozen: a return that was filled in an older template is read by its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from scripts import paths
from scripts.model.form import Form
from scripts.model.from_schema import build_form
from scripts.model.outline import Heading, build_headings
from scripts.schema.catalogue import load

Edition = tuple[str, str]  # a form's code and version
_SUFFIX = ".schema.json"


class Released(Mapping[Edition, Form]):
    """Every form released, by code and version; the folder is listed, and each file read, only when asked for.

    A layout is read as it was released: it obeys the dialect of its day, which any later one still reads.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._forms: dict[Edition, Form] = {}

    @cached_property
    def _files(self) -> Mapping[Edition, Path]:
        found = sorted(path for path in self._folder.glob(f"*/*{_SUFFIX}") if path.parent.name != "outline")
        return {(path.parent.name, path.name.removesuffix(_SUFFIX)): path for path in found}

    def __getitem__(self, edition: Edition) -> Form:
        """The layout; raises KeyError for what was never released."""
        if edition not in self._forms:
            self._forms[edition] = build_form(load(self._files[edition]))
        return self._forms[edition]

    def __contains__(self, edition: object) -> bool:
        """Whether it was released; nothing is read for that."""
        return edition in self._files

    def __iter__(self) -> Iterator[Edition]:
        """Codes and versions, in the order of the files' names."""
        return iter(self._files)

    def __len__(self) -> int:
        """How many layouts were released."""
        return len(self._files)


@cache
def released(folder: Path = paths.RELEASED) -> Released:
    """The released layouts of the folder."""
    return Released(folder)


@cache
def released_headings(folder: Path = paths.RELEASED) -> Mapping[str, tuple[Heading, ...]]:
    """The headings of every outline released, by version; without indicators, which are rows of another form."""
    files = sorted((folder / "outline").glob(f"*{_SUFFIX}"))
    return {path.name.removesuffix(_SUFFIX): build_headings(load(path)) for path in files}


def number(version: str) -> tuple[int, ...]:
    """A version as it is compared: 1.10.0 comes after 1.9.0."""
    return tuple(int(part) for part in version.split("."))
