"""Damages valid workbooks at random and checks that each is read or refused in a sentence: `python -m tests.fuzz`.

The damage is done to the bytes of the file, to the entries of the ZIP, and to the XML inside; a seed gives the same
files again. What fails is kept beside the working folder, with the seed that made it in its name.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from scripts.schema import catalogue
from scripts.submissions.read import read
from scripts.templates.workbook import workbook_bytes
from scripts.validation.check import check_reading
from tests.file_edits import in_parts
from tests.first import FORMS, example

SECONDS = 3
Parts = list[tuple[str, bytes]]


@cache
def sources() -> tuple[bytes, ...]:
    """Small filled workbooks: one form each, as the template writes them, and without names."""
    made = []
    for code in ("1B", "12B", "13B"):
        made.append(workbook_bytes([FORMS[code]], envelopes={code: example(code)}))
        names = r"<definedNames>.*</definedNames>"
        made.append(in_parts(made[-1], r"xl/workbook\.xml", names, ""))
    return tuple(made)


def damaged(seed: int) -> bytes:
    """A workbook with one to three kinds of damage."""
    chance = random.Random(seed)
    content = chance.choice(sources())
    for _ in range(chance.choice((1, 1, 2, 3))):
        content = chance.choice(DAMAGES)(content, chance)
    return content


# ------------------------------------------------------------ bytes


def _flip(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _cut(content: bytes, chance: random.Random) -> bytes:
    one, other = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:one] + content[other:] if chance.random() < 0.5 else content[:one]


def _insert(content: bytes, chance: random.Random) -> bytes:
    at = chance.choice((0, len(content), chance.randrange(len(content) + 1)))
    return content[:at] + chance.randbytes(chance.randint(1, 64)) + content[at:]


# ------------------------------------------------------------ entries


def _parts(content: bytes) -> Parts | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # what earlier damage left may fail in any way that zipfile knows; then there are no entries
        return None


def _packed(parts: Parts) -> bytes:
    buffer = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore", UserWarning)
        for name, part in parts:
            archive.writestr(name, part)
    return buffer.getvalue()


def _entries(content: bytes, chance: random.Random) -> bytes:
    parts = _parts(content)
    if not parts:
        return content
    at = chance.randrange(len(parts))
    name, part = parts[at]
    other = parts[chance.randrange(len(parts))]
    kind = chance.randrange(5)
    if kind == 0:
        del parts[at]
    elif kind == 1:
        parts.append((name, other[1]))
    elif kind == 2:
        parts[at] = (chance.choice(("../" + name, name.upper(), name + "x", "xl/" + name, "\u0301" + name)), part)
    elif kind == 3:
        parts[at] = (name, other[1])
    else:
        chance.shuffle(parts)
    return _packed(parts)


# ------------------------------------------------------------ XML


def _markup(content: bytes, chance: random.Random) -> bytes:
    parts = _parts(content)
    if not parts:
        return content
    inner = [n for n, (name, part) in enumerate(parts) if part and name.endswith((".xml", ".rels"))]
    at = chance.choice(inner) if inner else 0
    parts[at] = (parts[at][0], chance.choice(MARKUP)(parts[at][1], chance))
    return _packed(parts)


def _attribute(part: bytes, chance: random.Random) -> bytes:
    """Another value for an attribute, of those that numbers, addresses and references go wrong with."""
    values = b" -1 0 1 4294967296 99999999999999999999 NaN XFE1 A0 A1:B rId1 true s b e str inlineStr d &#xD800; \xff"
    return _replaced(part, rb'="[^"]*"', lambda _: b'="' + chance.choice(values.split(b" ")) + b'"', chance)


def _element(part: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(4)
    if kind == 0:
        return _replaced(part, rb"<[^<>]*>", lambda _: b"", chance)
    if kind == 1:
        return _replaced(part, rb"<[^<>]*/>", lambda found: found[0] * chance.randint(2, 50), chance)
    if kind == 2:
        return _replaced(part, rb"<(\w+)", lambda found: b"<x:" + found[1], chance)
    return _replaced(part, rb"<(\w+)[^<>]*>", lambda found: found[0] + found[0], chance)


def _text(part: bytes, chance: random.Random) -> bytes:
    values = b" - 1e400 NaN INF 1_0 99999999 -1 #REF! 2026-02-30 _xD800_ <![CDATA[</v>]]> &lt; &x; \x00 'B'!$A$1 A:A"
    return _replaced(part, rb">[^<>]+<", lambda _: b">" + chance.choice(values.split(b" ")) + b"<", chance)


def _prologue(part: bytes, chance: random.Random) -> bytes:
    declared = (b"<!DOCTYPE a>", b'<!DOCTYPE a [<!ENTITY x "y">]>', b"<!-- -->", b"<?x?>")
    start = chance.choice((*declared, b"\xef\xbb\xbf", b"\xff\xfe", b" ", b"\x00"))
    return start + part


def _replaced(part: bytes, pattern: bytes, change: Callable[[re.Match[bytes]], bytes], chance: random.Random) -> bytes:
    found = list(re.finditer(pattern, part))
    for match in sorted(chance.sample(found, min(len(found), chance.randint(1, 5))), key=lambda m: -m.start()):
        part = part[: match.start()] + change(match) + part[match.end() :]
    return part


Damage = Callable[[bytes, random.Random], bytes]
MARKUP: tuple[Damage, ...] = (_attribute, _attribute, _element, _text, _text, _prologue)
DAMAGES: tuple[Damage, ...] = (_flip, _cut, _insert, _entries, _markup, _markup, _markup, _markup)


# ------------------------------------------------------------ running


def outcome(content: bytes, folder: Path) -> str:
    """The code of the refusal, or how many findings the check made; whatever else is raised is a fault of ours."""
    path = folder / "bieu.xlsx"
    path.write_bytes(content)
    reading = read(path, catalogue.forms())
    if reading.refusal:
        assert reading.refusal.message
        return reading.refusal.code
    findings = check_reading(reading, catalogue.forms())
    for submission in reading.submissions:
        assert submission.tally is None or submission.tally.lost == 0, submission.tally
    return f"{len(findings)} findings"


def main() -> None:
    """Damages and checks until the time is over; says how much was refused and what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    end, seed, refused, failed = time.monotonic() + given.seconds, given.seed, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            content = damaged(seed)
            start = time.process_time()
            try:
                refused += not outcome(content, Path(folder)).endswith("findings")
                problem = "" if time.process_time() - start < SECONDS else "slow"
            except Exception as error:
                problem = f"{type(error).__name__}: {error}"
            if problem:
                failed += 1
                kept = Path(f"fuzz-{seed}.xlsx")
                kept.write_bytes(content)
                sys.stdout.write(f"{kept}: {problem[:300]}\n")
            seed += 1
    sys.stdout.write(f"{seed - given.seed} files, {refused} refused, {failed} failed; next seed {seed}\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
