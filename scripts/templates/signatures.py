"""Write the signature block under a form's table: as the official form prints it, else one of ours that says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from scripts.model.form import Form
from scripts.wording import sheet

Write = Callable[[int, int, int, str, str], None]  # line, first and last column, words, style
_ROOM = 5  # lines for the signatures themselves


def write_signatures(form: Form, line: int, widths: Sequence[int], write: Write) -> int:
    """Write from `line` on over printed columns of the `widths`; returns the line after the room to sign."""
    found = form.signatures
    if found is None:
        line = _signers((sheet.PREPARED_BY, sheet.SIGNED_BY), line, widths, write, "sign_ours")
        write(line, 0, len(widths) - 1, sheet.SIGNATURES_ADDED, "ours_center")
        return line + _ROOM - 1
    if found.place:
        first, last = _of_signers(widths, min(len(widths), len(found.signers)))[-1]
        write(line, first, last, found.place.text, "place")
        line += 1
    return _signers([signer.text for signer in found.signers], line, widths, write, "sign") + _ROOM - 1


def _signers(signers: Sequence[str], line: int, widths: Sequence[int], write: Write, style: str) -> int:
    """The signers beside each other, or one under the other where there are too few columns."""
    if len(widths) < len(signers):
        for at, words in enumerate(signers):
            write(line + at, 0, len(widths) - 1, words, style)
        return line + len(signers)
    placed = zip(signers, _of_signers(widths, len(signers)), strict=True)
    # The tallest comes last because it sets the height of the line.
    for words, (first, last) in sorted(placed, key=lambda one: one[0].count("\n")):
        write(line, first, last, words, style)
    return line + 1


def _of_signers(widths: Sequence[int], count: int) -> list[tuple[int, int]]:
    """The columns of each signer; one who signs alone does so in the right half."""
    return shares(widths, max(count, min(2, len(widths))))[-count:]


def shares(widths: Sequence[int], count: int) -> list[tuple[int, int]]:
    """The first and last column of each of `count` parts, at most one a column, about as wide as each other."""
    ends = [0]
    for part in range(1, count + 1):
        possible = range(ends[-1] + 1, len(widths) - (count - part) + 1)
        ends.append(min(possible, key=lambda end: abs(sum(widths[:end]) - sum(widths) * part / count)))
    ends[-1] = len(widths)
    return [(first, end - 1) for first, end in pairwise(ends)]
