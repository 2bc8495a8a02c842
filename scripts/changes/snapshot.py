"""The schema folder as it stood somewhere: in a folder, in a git revision, or in what was last released."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from scripts import paths
from scripts.changes.changelog import Entry, build_entries
from scripts.documents import DocumentError, decode, read_json, read_yaml
from scripts.model.form import Form
from scripts.model.from_schema import build_form
from scripts.model.outline import Outline, build_outline
from scripts.schema.catalogue import order
from scripts.schema.released import number

RELEASED, OUTLINE, CHANGELOG = "released", "outline.schema.json", "changelog.yaml"
WORKING, LAST = "thư mục đang làm", "bản đã phát hành"
_SUFFIX = ".schema.json"
_READ = (".json", ".yaml", ".csv")
SUMS = f"{RELEASED}/SHA256SUMS"  # the digest of every frozen file


class SnapshotError(ValueError):
    """What cannot be compared.

    `code` is bad-revision (begins with a hyphen or is unknown), no-git, git-failed, no-schemas or unreadable; `name`
    the revision, folder or file that is meant, `detail` what git or the reader said.
    """

    def __init__(self, code: str, name: str, detail: str = "") -> None:
        super().__init__(f"{code} {name} {detail}".strip())
        self.code, self.name, self.detail = code, name, detail


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Schema files by their path below `schemas/`; `partial` where only forms and outline were kept."""

    name: str
    files: Mapping[str, bytes]
    partial: bool = False

    def document(self, path: str) -> Any:
        """The JSON or YAML value of a file; raises SnapshotError where it cannot be read."""
        try:
            return (read_json if path.endswith(".json") else read_yaml)(decode(self.files[path]))
        except DocumentError as error:
            raise SnapshotError("unreadable", path, f"{self.name}: {error}") from error

    @cached_property
    def forms(self) -> Mapping[str, Form]:
        """Every form by code; raises SnapshotError for one that today's dialect no longer reads."""
        files = (path for path in self.files if path.startswith("forms/") and path.endswith(_SUFFIX))
        built: list[Form] = [self._built(path, build_form) for path in files]
        return {form.code: form for form in sorted(built, key=lambda form: order(form.code))}

    @cached_property
    def outline(self) -> Outline | None:
        """The outline of the report; None where the snapshot has none."""
        if OUTLINE not in self.files:
            return None
        built: Outline = self._built(OUTLINE, lambda document: build_outline(document, self.forms))
        return built

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of its changelog; none where it has none."""
        return build_entries(self.document(CHANGELOG)) if CHANGELOG in self.files else ()

    @property
    def editions(self) -> Iterator[tuple[str, str]]:
        """Code (or `outline`) and version of every layout that is kept as released."""
        for path in self.files:
            parts = PurePosixPath(path).parts
            if parts[0] == RELEASED and len(parts) == 3 and path.endswith(_SUFFIX):
                yield parts[1], parts[2].removesuffix(_SUFFIX)

    def _built(self, path: str, build: Any) -> Any:
        try:
            return build(self.document(path))
        except (KeyError, TypeError, AttributeError) as error:
            raise SnapshotError("unreadable", path, f"{self.name}: {type(error).__name__} {error}") from error


def of_folder(folder: Path, name: str = "") -> Snapshot:
    """The schema files of a checkout or of a schema folder; raises SnapshotError where the folder holds none."""
    base = folder / "schemas" if (folder / "schemas" / "forms").is_dir() else folder
    if not (base / "forms").is_dir():
        raise SnapshotError("no-schemas", str(folder))
    found = ((path.relative_to(base).as_posix(), path) for path in sorted(base.rglob("*")) if path.is_file())
    return Snapshot(name or str(folder), {name: path.read_bytes() for name, path in found if _wanted(name)})


def _wanted(name: str) -> bool:
    return name.endswith(_READ) or name == SUMS


def of_revision(revision: str, root: Path = paths.ROOT) -> Snapshot:
    """The schema files of a git revision; raises SnapshotError for one that is unknown or looks like an option."""
    if revision.startswith("-"):
        raise SnapshotError("bad-revision", revision)
    commit = _git(root, revision, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    packed = _git(root, revision, "archive", "--format=tar", commit.decode().strip(), "--", "schemas")
    files = {}
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        for member in archive:
            name = member.name.removeprefix("schemas/")
            content = archive.extractfile(member) if member.isfile() and _wanted(name) else None
            if content:
                files[name] = content.read()
    return Snapshot(revision, files)


def _git(root: Path, revision: str, *arguments: str) -> bytes:
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True).stdout
    except FileNotFoundError as error:
        raise SnapshotError("no-git", revision) from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        code = "no-schemas" if arguments[0] == "archive" else "git-failed" if said else "bad-revision"
        raise SnapshotError(code, revision, said) from error


def taken(old: str | None, new: str | None, root: Path = paths.ROOT) -> tuple[Snapshot, Snapshot]:
    """The two sides of a comparison, each a folder or a revision; by default what was last released and the checkout.

    Raises SnapshotError for a side that cannot be had.
    """
    now = _side(new, root) if new else of_folder(root, WORKING)
    return (_side(old, root) if old else last_released(now, LAST)), now


def _side(name: str, root: Path) -> Snapshot:
    return of_folder(Path(name), name) if Path(name).is_dir() else of_revision(name, root)


def last_released(snapshot: Snapshot, name: str = "") -> Snapshot:
    """What was last released of each form and of the outline, as the snapshot keeps it."""
    latest: dict[str, str] = {}
    for code, version in snapshot.editions:
        if code not in latest or number(version) > number(latest[code]):
            latest[code] = version
    files = {}
    for code, version in latest.items():
        path = OUTLINE if code == "outline" else f"forms/{code}{_SUFFIX}"
        files[path] = snapshot.files[f"{RELEASED}/{code}/{version}{_SUFFIX}"]
    return Snapshot(name, files, partial=True)
