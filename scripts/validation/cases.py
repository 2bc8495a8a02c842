"""Bring the cases of a form to its version in force: data moved over, what a check says of each taken down anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scripts import paths
from scripts.changes.carried import Carried, Need
from scripts.documents import write_yaml
from scripts.model.data import Data, put, value_at
from scripts.model.form import Form
from scripts.schema.catalogue import load
from scripts.schema.released import number
from scripts.submissions.editions import layout
from scripts.submissions.from_document import read_document
from scripts.submissions.renewal import renewed
from scripts.submissions.submission import Submission
from scripts.validation.expectation import (
    Expectation,
    expectation,
    of_document,
    of_workbook,
    same,
    sentences,
    without_workbook,
)  # fmt: skip
from scripts.wording import example as words

_VERSION = re.compile(r"(?m)^version: .*$")
_COMMENTS = re.compile(r"(?:#.*\n)*")


@dataclass(frozen=True, slots=True)
class Brought:
    """The files that were written; those of which a check says other things; and what a person has to mend in which."""

    written: list[Path] = field(default_factory=list)
    said: dict[words.Change, list[Path]] = field(default_factory=dict)
    todo: dict[Path, list[str]] = field(default_factory=dict)


def bring(code: str, forms: Mapping[str, Form], root: Path = paths.ROOT) -> Brought:
    """Bring every case of the form, and its return in each package, to the version in force.

    The first valid case is the example that is published. It must be whole before the others are touched: what the
    version asks for anew is filled in there by a person, and goes from there into the other cases.
    """
    cases = _Cases(forms[code], forms, root)
    cases.bring()
    return cases.done


class _Cases:
    """The cases of one form, and what is done to them."""

    def __init__(self, form: Form, forms: Mapping[str, Form], root: Path) -> None:
        self.form, self.forms, self.root = form, forms, root
        folder, packages = (root / there.relative_to(paths.ROOT) for there in (paths.CASES, paths.PACKAGES))
        self.packed = sorted(packages.glob(f"*/{form.code}.yaml"))
        self.valid = sorted((folder / form.code).glob("valid/*.yaml")) + self.packed
        self.invalid = sorted((folder / form.code).glob("invalid/*.yaml"))
        self.given = {file: self._read(file) for file in (*self.valid, *self.invalid)}
        self.before = self._before()
        self.model: Data = {}  # of the first case, once it is of the version in force
        self.done = Brought()

    def _read(self, file: Path) -> Submission:
        return read_document(file, file.name, self.forms)

    def _before(self) -> str:
        """The older version that the cases are of; empty where all are of the version in force."""
        said = {str(one.envelope.get("version")) for one in self.given.values()} - {self.form.version}
        return max((version for version in said if layout(self.form, version)), key=number, default="")

    def bring(self) -> None:
        """Bring each case; the first alone as long as it lacks something."""
        for file in self.valid:
            self._move(file)
            is_whole = self._is_whole(file)
            if file == self.valid[0]:
                if not is_whole:
                    return
                self.model = self._read(file).envelope.get("data", {})
        for file in self.invalid:
            self._move(file)
            self._take_down(file)

    def _is_whole(self, file: Path) -> bool:
        """Whether a valid case is one: without errors; the published one, and those of packages, without doubts too."""
        spared = () if file in (self.valid[0], *self.packed) else ("warning", "note")
        wrong = [words.line(one) for one in of_document(file, self.forms) if one.severity not in spared]
        if wrong:
            self.done.todo[file.relative_to(self.root)] = wrong
        return not wrong

    # ------------------------------------------------------------ the case

    def _move(self, file: Path) -> None:
        """Write the case as one of the version in force; one whose version was never released keeps that."""
        given = self.given[file]
        version = given.envelope.get("version")
        is_known = layout(self.form, str(version)) is not None
        old = given if is_known else replace(given, envelope={**given.envelope, "version": self.before})
        new = renewed(old, self.forms)
        if new.renewal is None:
            return
        text = file.read_text("utf-8")
        if _stays(new.renewal.carried):
            self._write(file, text, _VERSION.sub(f"version: {self.form.version}", text, count=1) if is_known else text)
            return
        for need in new.renewal.carried.needs:
            self._fill(new.envelope["data"], need)
        envelope = {**new.envelope, "data": _as_printed(self.form, new.envelope["data"])}
        if not is_known:
            envelope["version"] = version
        written = write_yaml({key: value for key, value in envelope.items() if value is not None})
        self._write(file, text, f"{_COMMENTS.findall(text)[0]}{written}")

    def _fill(self, data: Data, need: Need) -> None:
        """What is asked for anew is as in the first case; in an item as in the first of its block there."""
        place = need.place
        for there in (place, replace(place, item=0) if place.item else place):
            value = value_at(self.form, self.model, there)
            if value is not None:
                put(self.form, data, place, deepcopy(value))
                return

    def _write(self, file: Path, was: str, now: str) -> None:
        if now != was:
            file.write_bytes(now.encode())
            self.done.written.append(file.relative_to(self.root))

    # ------------------------------------------------------------ what a check says of it

    def _take_down(self, file: Path) -> None:
        """Write the expectation anew where it is another; where nothing is wrong any more a person must decide."""
        expected = file.with_suffix(".expected")
        was = load(expected)
        now = self._told(file, was)
        if not now["findings"]:
            self.done.todo[file.relative_to(self.root)] = [words.NO_LONGER_WRONG]
        elif not same(was, now):
            self._write(expected, "", f"# {words.READ_IT}\n{write_yaml(now)}")
            gone, come = sentences(was) - sentences(now), sentences(now) - sentences(was)
            change = tuple(gone.elements()), tuple(come.elements())
            self.done.said.setdefault(change, []).append(file.relative_to(self.root))

    def _told(self, file: Path, was: Expectation) -> Expectation:
        found = of_document(file, self.forms)
        if "workbook" in was:
            return without_workbook(found, was["workbook"])
        return expectation(found, of_workbook(self._read(file).envelope, self.forms))


def _as_printed(form: Form, data: Data) -> Data:
    """The data with its rows in printed order, what is no row behind them."""
    if any(table.id for table in form.tables):
        return {name: _ordered(form, name, rows) for name, rows in data.items()}
    ordered: Data = _ordered(form, "", data)
    return ordered


def _ordered(form: Form, table: str, rows: Any) -> Any:
    if not isinstance(rows, dict):
        return rows
    known = [row.key for one in form.tables if one.id == table for row in one.rows]
    return {key: rows[key] for key in (*(key for key in known if key in rows), *rows)}


def _stays(carried: Carried) -> bool:
    """Whether every value stays where and as it is and nothing is wanted besides: the author's own text then stays."""
    moved = any((one.old, one.before) != (one.new, one.after) for one in carried.moved)
    return not (moved or carried.dropped or carried.needs)
