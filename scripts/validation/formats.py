"""Show the outcome of a run as text for people, JSON for programs, or annotations for GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

from scripts.findings import Finding, count
from scripts.github import command
from scripts.model.package import Package
from scripts.validation.one_file import Account
from scripts.validation.run import Outcome
from scripts.wording.formats import LEVELS, account, file_line, grouped, not_read, passed, plain, verdict, where
from scripts.wording.roster import table
from scripts.wording.text import listed
from scripts.wording.together import inventory, package_verdict

_SHOWN_OF_GROUP = 3


def as_text(outcome: Outcome, verbose: bool = False) -> str:
    """Findings by file, repeated causes grouped, one verdict line at the end; with `verbose` the forms' accounts."""
    lines: list[str] = []
    by_file = {name: list(group) for name, group in groupby(outcome.findings, key=lambda f: f.file)}
    folders = [file for file in by_file if file not in outcome.files]
    for file in (*outcome.files, *folders):
        found = by_file.get(file, [])
        if found and found[0] in outcome.refused:
            lines += [not_read(file), f"      {found[0].message}", f"      → {found[0].remedy}"]
        else:
            lines.append(file_line(file, found) if found else passed(file))
            lines += _entries(found)
        if verbose:
            lines += [_account(one) for one in outcome.accounts if one.file == file]
    for package in outcome.packages:
        lines += inventory(package)
    if outcome.roster:
        lines += table(outcome.roster, verbose)
    lines += _verdicts(outcome)
    return "\n".join(map(plain, lines))


def _account(one: Account) -> str:
    return account(one.form, one.sheet, one.found, asdict(one))


def _verdicts(outcome: Outcome) -> list[str]:
    """One line for each folder that was checked as a whole; else, or where there are several, one for all files."""
    lines = [package_verdict(package, outcome.of_package(package)) for package in outcome.packages]
    if len(lines) == 1:
        return lines
    counts = (len(outcome.files), outcome.returns, outcome.reports)
    read = [found for found in outcome.findings if found not in outcome.refused]
    return [*lines, verdict(*counts, read, len(outcome.refused))]


def _entries(found: list[Finding]) -> Iterator[str]:
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for one in found:
        groups.setdefault(_cause(one), []).append(one)
    for group in groups.values():
        shown = group if len(group) <= _SHOWN_OF_GROUP + 1 else group[:_SHOWN_OF_GROUP]
        for one in shown:
            rule = f" [{one.rule}]" if one.rule else ""
            yield f"  {LEVELS[one.severity]} {where(one)}".rstrip() + rule
            yield f"      {one.message}"
            if one is shown[-1]:
                if len(group) > len(shown):
                    yield f"      {grouped(len(group) - len(shown), _places(group[len(shown) :]))}"
                yield f"      → {one.remedy}"


def _cause(one: Finding) -> tuple[str, ...]:
    """What findings share that are said together: in a form rule and column, in a report the table or section."""
    if one.form:
        return (one.code, one.rule, one.form, one.column, one.remedy)
    within, _, part = one.path.rpartition(" > ")
    return (one.code, within, one.remedy) if part else (one.code, one.path, one.message)


def _places(rest: list[Finding]) -> str:
    return listed([f.cell or f.path for f in rest if f.cell or f.path], 20)


def as_json(outcome: Outcome, strict: bool = False, verbose: bool = False) -> str:
    """The outcome as findings.schema.json describes it; with `verbose` the accounts of the forms."""
    document = {
        "files": list(outcome.files),
        "returns": outcome.returns,
        "reports": outcome.reports,
        "errors": count(outcome.findings, "error"),
        "warnings": count(outcome.findings, "warning"),
        "notes": count(outcome.findings, "note"),
        "exit_code": outcome.exit_code(strict),
        "findings": [f.as_json() for f in outcome.findings],
    }
    if outcome.packages:
        document["packages"] = [_package(package, outcome.of_package(package)) for package in outcome.packages]
    if outcome.roster:
        document["roster"] = asdict(outcome.roster)
    if verbose:
        document["accounts"] = [asdict(account) for account in outcome.accounts]
    return json.dumps(document, ensure_ascii=False, indent=2)


def _package(package: Package, found: tuple[Finding, ...]) -> dict[str, object]:
    return {**asdict(package), "errors": count(found, "error"), "warnings": count(found, "warning")}


def as_github(outcome: Outcome) -> str:
    """Workflow commands that GitHub shows beside the changed files."""
    kinds = {"error": "error", "warning": "warning", "note": "notice"}
    lines = []
    for one in outcome.findings:
        title = " ".join(x for x in (where(one), one.rule) if x) or one.code
        lines.append(command(kinds[one.severity], f"{one.message} {one.remedy}", file=one.file, title=title))
    return "\n".join(map(plain, [*lines, *_verdicts(outcome)]))
