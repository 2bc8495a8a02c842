"""Our own templates, stripped of our marks and taken through other programs, give their forms back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from scripts.drafting.new_form import Request, from_blank
from scripts.model.form import Form
from scripts.model.from_schema import build_form
from scripts.model.grid import lay_out
from scripts.schema.catalogue import load
from tests.libreoffice import convert_all
from tests.own_blanks import own_blank
from tests.workbooks import FORMS

CODES = ("1B", "2B", "8B", "12B", "13B")
DAY = "2026-11-25"
LEAST = 0.98

Blanks = Mapping[str, Path]


@pytest.fixture(scope="module")
def as_written(tmp_path_factory: pytest.TempPathFactory) -> Blanks:
    folder = tmp_path_factory.mktemp("xlsx")
    for code in CODES:
        (folder / f"{code}.xlsx").write_bytes(own_blank(code))
    return {code: folder / f"{code}.xlsx" for code in CODES}


@pytest.fixture(scope="module")
def through_xls(as_written: Blanks, soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Blanks:
    """Saved in the old format and, as a maintainer has to, as .xlsx again."""
    old = convert_all(soffice, list(as_written.values()), "xls", tmp_path_factory.mktemp("xls"))
    new = convert_all(soffice, old, "xlsx", tmp_path_factory.mktemp("again"))
    return dict(zip(as_written, new, strict=True))


@pytest.fixture(scope="module")
def in_word(as_written: Blanks, soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Blanks:
    """The sheet as a table of a Word document: LibreOffice writes it as HTML, and that as .docx."""
    web = convert_all(soffice, list(as_written.values()), "html", tmp_path_factory.mktemp("html"))
    out = tmp_path_factory.mktemp("docx")
    word = convert_all(soffice, web, "docx:MS Word 2007 XML", out, infilter="HTML (StarWriter)")
    return dict(zip(as_written, word, strict=True))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", ["as_written", "through_xls", "in_word"])
def test_a_blank_gives_its_form_back(request: pytest.FixtureRequest, tmp_path: Path, kind: str, code: str):
    source = request.getfixturevalue(kind)[code]
    made = from_blank(Request(code, DAY, tmp_path), source)
    wanted, found = facts(FORMS[code]), facts(build_form(load(made.files[0])))
    if kind == "in_word":  # HTML has no pages, so which way the paper lies is lost on the way there
        wanted, found = (Counter({k: n for k, n in c.items() if "landscape" not in k}) for c in (wanted, found))
    lost, extra = wanted - found, found - wanted
    share = (wanted & found).total() / max(wanted.total(), found.total())
    said = f"{code} {kind}: {share:.1%} of {wanted.total()}; lost {sorted(lost)}; extra {sorted(extra)}"
    assert share >= LEAST, said


def facts(form: Form) -> Counter[str]:
    """Every official label with its place and span, every row with its key, number and block, every column number."""
    return Counter(map(repr, _facts(form)))


def _facts(form: Form) -> Iterator[tuple[Any, ...]]:
    yield "label", form.label.text
    yield "title", form.title.text if form.title else ""
    yield "landscape", form.landscape
    yield from (("note", note.label.text) for note in form.notes)
    layout = lay_out(form)
    official = [head for head in layout.headers if not head.label.added]
    yield from (("head", h.row, h.col, h.rows, h.cols, h.label.text) for h in official)
    for side, table in enumerate(form.tables):
        yield from (("number", side, c.number) for c in table.columns if not c.label.added)
        yield from (("stub", side, holds) for holds in table.stubs)
        for at, row in enumerate(table.rows):
            yield "row", side, at, row.key, row.number, row.label.text, row.italic, row.block is not None
