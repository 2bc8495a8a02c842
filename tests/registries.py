"""Fetches pinned packages by the ordinary clients of their registries, and takes the office files out of them."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SUFFIXES: Final = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".ods", ".docx", ".docm"}
MOST: Final = 64 * 2**20  # bytes of one file; what is larger is no return
SECONDS: Final = 1800  # for one package; the largest is half a gigabyte
APT_SOURCES: Final = Path("/etc/apt/sources.list.d/debian.sources")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A package as it stands in the list: kind is "pypi" (its source), "wheel", "npm", or a suite of Debian sources."""

    kind: str
    name: str
    version: str

    @property
    def folder(self) -> str:
        """The name of the folder that its archives are kept in."""
        return re.sub(r"[^\w.+-]", "_", f"{self.kind} {self.name} {self.version}")


class NotToBeHadError(Exception):
    """The registry does not give the package, or its client is not installed; said is the client's last line."""


def listed(document: Mapping[str, Mapping[str, str]]) -> list[Wanted]:
    """The packages of the list: {kind: {name: version}}."""
    return [Wanted(kind, name, str(version)) for kind, some in document.items() for name, version in some.items()]


def archives(wanted: Wanted, cache: Path) -> list[Path]:
    """The package's archives, fetched where they are not in the cache yet.  Raises NotToBeHadError."""
    folder = cache / "packages" / wanted.folder
    done = folder / ".done"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _run(_command(wanted, cache), folder)
        done.touch()
    return sorted(path for path in folder.iterdir() if tarfile.is_tarfile(path) or zipfile.is_zipfile(path))


def _command(wanted: Wanted, cache: Path) -> list[str]:
    name, version = wanted.name, wanted.version
    if wanted.kind in {"pypi", "wheel"}:
        form = "--no-binary" if wanted.kind == "pypi" else "--only-binary"
        quiet = ["--quiet", "--disable-pip-version-check", "--ignore-requires-python"]
        pinned = f"{name}=={version}"
        return [sys.executable, "-m", "pip", "download", *quiet, "--no-deps", form, name, "-d", ".", pinned]
    if wanted.kind == "npm":
        return ["npm", "pack", "--silent", "--ignore-scripts", f"{name}@{version}"]
    return [*_apt(wanted.kind, cache), "source", "--download-only", "--tar-only", f"{name}={version}"]


def _apt(suite: str, cache: Path) -> list[str]:
    """apt-get with lists of its own for the sources of one suite, from where the machine has its packages."""
    home = cache / "apt" / suite
    lists = home / "lists"
    command = ["apt-get", "--quiet=2"]
    for option in (f"Dir::Etc::SourceList={home}/x.sources", "Dir::Etc::SourceParts=-", f"Dir::State::Lists={lists}"):
        command += ["-o", option]
    command += ["-o", f"Dir::Cache={home}"]
    if not lists.exists():
        if not APT_SOURCES.exists():
            raise NotToBeHadError(f"{APT_SOURCES} is not there")
        home.mkdir(parents=True)
        stanza = APT_SOURCES.read_text("utf-8").partition("\n\n")[0]
        stanza = re.sub(r"(?m)^Types:.*$", "Types: deb-src", stanza)
        (home / "x.sources").write_text(re.sub(r"(?m)^Suites:.*$", f"Suites: {suite}", stanza) + "\n", "utf-8")
        (lists / "partial").mkdir(parents=True)
        _run([*command, "update"], home)
    return command


def _run(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotToBeHadError(type(error).__name__) from error
    if done.returncode != 0:
        raise NotToBeHadError(f"{command[0]} ended with {done.returncode}")


def office_files(wanted: Wanted, cache: Path) -> Iterator[tuple[Path, str]]:
    """Each office file in the package, kept under the hash of its content, and what it is called in the package.

    Raises NotToBeHadError.
    """
    index = cache / "packages" / wanted.folder / "files.json"
    if not index.exists():
        found = [file for archive in archives(wanted, cache) for file in _taken_out(archive, cache / "files")]
        index.write_text(json.dumps(found, ensure_ascii=False, indent=0), "utf-8")
    for name, member in json.loads(index.read_text("utf-8")):
        yield cache / "files" / name, f"{wanted.name}: {member}"


def _taken_out(archive: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """(file name, member name) of each; the archive's names never become paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for member, content in _members(archive):
        name = hashlib.sha256(content).hexdigest() + Path(member).suffix.lower()
        if not (folder / name).exists():
            (folder / name).write_bytes(content)
        yield name, member


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    """The name and content of each office file in a tar or zip archive."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as packed:
            for entry in packed.infolist():
                if _is_office(entry.filename, entry.file_size):
                    yield entry.filename, packed.read(entry)
        return
    with tarfile.open(archive, "r|*") as tar:
        for member in tar:
            stream = tar.extractfile(member) if member.isreg() and _is_office(member.name, member.size) else None
            if stream is not None:
                yield member.name, stream.read()


def _is_office(name: str, size: int) -> bool:
    return Path(name).suffix.lower() in SUFFIXES and size <= MOST
