"""Write, or check, every generated file: one list of artefacts, one mechanism."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts import paths
from scripts.pages import downloads, site, words

NAVIGATION = "build/nav.yml"
FOLDERS = ("docs/bao-cao", "docs/bieu", "docs/downloads", "docs/schemas")


@dataclass(frozen=True, slots=True)
class Artefact:
    """A generated file: its path relative to the checkout and its content."""

    path: str
    content: bytes


def artefacts(root: Path = paths.ROOT) -> Iterator[Artefact]:
    """Every generated file; the same bytes on every run. `root` is where hand-written pages are looked for."""
    offered = dict((*downloads.workbooks(), *downloads.report()))
    for path, content in (*offered.items(), *downloads.schemas()):
        yield Artefact(f"docs/{path}", content)
    for path, page in site.pages({path: words.size(content) for path, content in offered.items()}):
        yield Artefact(f"docs/{path}", page.encode())
    yield Artefact(NAVIGATION, site.navigation(root / "docs").encode())


def write(check: bool = False, root: Path = paths.ROOT) -> list[str]:
    """Write what changed, delete generated files that are no longer made; returns the paths concerned.

    With `check` nothing is touched.
    """
    made = {artefact.path: artefact.content for artefact in artefacts(root)}
    changed = [path for path, content in made.items() if _differs(root / path, content)]
    stale = [path for path in _present(root) if path not in made]
    if not check:
        for path in changed:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(made[path])
        for path in stale:
            (root / path).unlink()
    return [*changed, *stale]


def _differs(file: Path, content: bytes) -> bool:
    return not file.is_file() or file.read_bytes() != content


def _present(root: Path) -> Iterator[str]:
    """Every file that stands in a folder of generated files."""
    for folder in FOLDERS:
        yield from (f.relative_to(root).as_posix() for f in sorted((root / folder).rglob("*")) if f.is_file())
