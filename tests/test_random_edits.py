"""Whatever is moved, the same data comes back, or a finding says of every difference that it could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from scripts.model.data import Data, cells
from scripts.model.form import Form, Place
from scripts.model.totals import live_totals
from scripts.submissions.submission import Submission
from scripts.templates.workbook import workbook_bytes
from tests.edits import BOOK
from tests.moves import move_to_new_book
from tests.retyped import type_anew
from tests.strategies import AS_FOUND, data_of
from tests.workbooks import FORMS, PRESENT, envelope, opened, returned, saved

# Forms without blocks, whose workbooks are small; no label comes twice in 1B and 13B, so they may be sorted.
SORTABLE = ("1B", "13B")
FLAT = ("13B",)  # heads of one line, so that whole columns can change places
EXAMPLES = {"1B": 10, "12B": 6, "13B": 10}
Step = tuple[str, dict[str, Any]]


def _step(name: str, **arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(name), st.fixed_dictionaries(arguments))


def plain(data: Any) -> Any:
    """The data without what openpyxl does not escape (_x0041_ in a file is the letter A) and items named as rows."""
    if isinstance(data, dict):
        named = {key: "ba chấm" for key in ("ten", "ten_loai") if data.get(key) in ("...", "..", "…")}
        return {key: plain(value) for key, value in {**data, **named}.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return data.replace("_x", "-x") if isinstance(data, str) else data


def steps(form: Form) -> st.SearchStrategy[list[Step]]:
    """Up to four edits that keep the names where the cells are, then perhaps one that does not."""
    rows, columns = [r.key for r in form.tables[0].rows], [c.id for c in form.tables[0].columns]
    a_row, a_column = st.sampled_from(rows), st.sampled_from(columns)
    inserted = st.fixed_dictionaries({"before": a_row, "count": st.integers(1, 3)})
    widened = st.fixed_dictionaries({"before": a_column, "count": st.integers(1, 2)})
    honest = st.one_of(
        st.tuples(st.just("insert_rows"), inserted),
        _step("insert_rows", before=st.just(1), count=st.integers(1, 5)),
        st.tuples(st.just("insert_columns"), widened),
        _step("hide", rows=st.tuples(a_row), columns=st.tuples(a_column)),
        _step("rename_sheet", to=st.sampled_from(["Sheet1", "B (2)", "Trang's"])),
    )
    last = st.one_of(
        _step("delete_rows", row=a_row, names=st.booleans()),
        _step("delete_column", column=a_column, names=st.booleans()),
        st.tuples(st.just("delete_number_row"), st.just({})),
        st.tuples(st.just("insert_rows"), inserted.map(lambda d: {**d, "names": False})),
        st.tuples(st.just("insert_columns"), widened.map(lambda d: {**d, "names": False})),
        *([_step("order_rows", order=st.permutations(rows))] if form.code in SORTABLE else []),
        *([_step("swap_columns", one=a_column, other=a_column)] if form.code in FLAT else []),
    )
    return st.tuples(st.lists(honest, max_size=3), st.lists(last, max_size=1)).map(lambda parts: [*parts[0], *parts[1]])


def values(form: Form, data: Data) -> dict[Place, Any]:
    """Every value but the totals that are computed."""
    return {place: value for place, _, value in cells(form, data)}


def explained(form: Form, given_: Mapping[Place, Any], submission: Submission) -> None:
    """Each value is the one given, or it is missing and a finding of the reader says so; none is made up."""
    tally = submission.tally
    assert tally is not None
    assert tally.lost == 0
    read = values(form, submission.envelope.get("data", {}))
    for place, value in read.items():
        assert place in given_, f"{place} holds {value}, and nothing was given there"
        assert value == given_[place], f"{place} is read as {value}, but {given_[place]} was given"
    missing = [place for place in given_ if place not in read and not submission.unread(place)]
    assert [place for place in missing if place not in live_totals(form)] == []
    if any(submission.unread(place) for place in given_):
        assert {"row-lost", "column-lost", "rows-unclear"} & {note.code for note in submission.notes}


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_template_that_is_moved_about_is_read_or_explained(code: str):
    form = FORMS[code]

    @settings(AS_FOUND, max_examples=EXAMPLES[code])
    @given(
        data=data_of(form).map(plain), moves=steps(form), lose=st.sampled_from(["nothing", "nothing", "names", "sheet"])
    )
    def holds(data: Data, moves: list[Step], lose: str) -> None:
        book = opened(workbook_bytes([form], envelopes={code: envelope(form, data=data)}))
        for name, arguments in moves:
            book = BOOK[name](book, form, **arguments) or book
        if lose == "names":
            book.defined_names.clear()
        elif lose == "sheet" and not any(a.get("names") is False or name == "delete_number_row" for name, a in moves):
            moved = move_to_new_book(book, form)
            assert moved is not None
            book = moved
        submissions = [s for s in returned(saved(book)) if s.code == code]
        assert len(submissions) == 1
        if all(note.code != "sheet-lost" for note in submissions[0].notes):
            explained(form, values(form, data), submissions[0])

    holds()


@pytest.mark.parametrize("form", PRESENT, ids=lambda form: form.code)
def test_a_form_typed_anew_is_read_or_explained(form: Form):
    @settings(AS_FOUND, max_examples=8)
    @given(
        data=data_of(form).map(plain),
        how=st.fixed_dictionaries(
            {
                "wording": st.sampled_from(["text", "printed"]),
                "numbers": st.booleans(),
                "merged": st.booleans(),
                "down": st.integers(0, 4),
                "right": st.integers(0, 2),
            }
        ),
    )
    def holds(data: Data, how: dict[str, Any]) -> None:
        book = type_anew(Workbook(), form, data=data, **how)
        assert book is not None
        (submission,) = returned(saved(book))
        explained(form, values(form, data), submission)

    holds()
