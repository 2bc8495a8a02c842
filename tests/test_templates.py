"""The templates as another program sees them: everything stands where the layout says, and asks for what it takes."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.formatting.rule import Rule as Marking
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from scripts import paths
from scripts.model import grid
from scripts.model.a1 import cell_name, column_name
from scripts.model.form import Column, Form, Leaf, Place
from scripts.model.totals import live_totals, totals_of
from scripts.schema import registry
from scripts.templates.form_sheet import preamble_lines
from scripts.templates.workbook import workbook_bytes
from scripts.wording import constraints, sheet
from tests.first import FORMS as FIRST
from tests.workbooks import (
    ALL,
    FORMS,
    OTHERS,
    PRESENT,
    area,
    block_lines,
    envelope,
    opened,
    position,
    seen,
    specimen,
    template,
)

RED, AMBER, YELLOW = "FFFFC7CE", "FFFFE5B4", "FFFFF2A8"
each_form = pytest.mark.parametrize("form", PRESENT, ids=lambda form: form.code)


@cache
def page(form: Form) -> Worksheet:
    return seen(form.code)[grid.sheet_name(form)]


@cache
def layout(form: Form) -> grid.Layout:
    return grid.lay_out(form, preamble_lines(form))


def inputs(form: Form) -> Iterator[tuple[int, int, Column, Leaf]]:
    """Every cell for input: row and column (from 1), its column and what it may hold; blocks by first and last line."""
    book = seen(form.code)
    for table in form.tables:
        for row in table.rows:
            for name, leaf in row.cells.items():
                place = Place(table.id, row.key, None, name)
                if place not in live_totals(form):
                    _, line, col = position(book, form, place)
                    yield line, col, table.column(name), leaf
    for table_id, key, first, end in block_lines(book, form):
        table = form.table(table_id)
        block = table.row(key).block
        assert block is not None
        for name, leaf in block.cells.items():
            col = area(book, grid.column_name(form, table_id, name))[2]
            for line in (first, end - 1):
                yield line, col, table.column(name), leaf


def validations(form: Form) -> dict[tuple[int, int], list[DataValidation]]:
    """The validations of every cell that has any."""
    found: dict[tuple[int, int], list[DataValidation]] = {}
    for validation in page(form).data_validations.dataValidation:
        for part in validation.sqref.ranges:
            for row in range(part.min_row, part.max_row + 1):
                for col in range(part.min_col, part.max_col + 1):
                    found.setdefault((row, col), []).append(validation)
    return found


def markings(form: Form) -> dict[tuple[int, int], list[Marking]]:
    """The conditional formats of every cell that has any."""
    found: dict[tuple[int, int], list[Marking]] = {}
    for formats in page(form).conditional_formatting:
        for part in formats.sqref.ranges:
            for row in range(part.min_row, part.max_row + 1):
                for col in range(part.min_col, part.max_col + 1):
                    found.setdefault((row, col), []).extend(formats.rules)
    return found


def colour(marking: Marking) -> str:
    return str(marking.dxf.fill.bgColor.rgb)


# The file


_DIGESTS = """
from hashlib import sha256
from tests.workbooks import ALL, PRESENT, template
for code in [ALL, "1B", "2B"]:
    print(sha256(template(code)).hexdigest())
"""


def test_the_bytes_are_the_same_on_every_run():
    """Whatever the order of sets, the time zone and the language of the machine."""
    digests = [sha256(template(code)).hexdigest() for code in (ALL, "1B", "2B")]
    assert (
        digests[1] == sha256(workbook_bytes([FORMS["1B"]], [f for f in FORMS.values() if f.code != "1B"])).hexdigest()
    )
    environment = {"PYTHONHASHSEED": "1", "TZ": "America/St_Johns", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", _DIGESTS],
        cwd=paths.ROOT,
        env={"PATH": "", "PYTHONPATH": str(paths.ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == digests


def test_nothing_of_the_machine_is_in_the_file():
    with zipfile.ZipFile(BytesIO(template("1B"))) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        core = archive.read("docProps/core.xml").decode()
    assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]+)<", core) == []
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}T", core)) == {"2026-07-01T"}


def test_the_file_holds_no_macro_no_picture_and_no_link_to_outside():
    with zipfile.ZipFile(BytesIO(template(ALL))) as archive:
        names = archive.namelist()
        relations = [archive.read(name).decode() for name in names if name.endswith(".rels")]
    assert [n for n in names if re.search(r"vba|external|drawing|media|embed|activex", n, re.IGNORECASE)] == []
    assert not any("External" in text for text in relations)


def test_the_combined_workbook_holds_cover_forms_lists_and_marks():
    book = seen(ALL)
    forms = [grid.sheet_name(form) for form in PRESENT]
    assert book.sheetnames == [sheet.COVER, *forms, sheet.LISTS, sheet.MARKS]
    assert [page.title for page in book if page.sheet_state != "visible"] == [sheet.LISTS, sheet.MARKS]
    assert book.active.title == sheet.COVER


@pytest.mark.parametrize("code", [ALL, *(form.code for form in PRESENT)])
def test_the_marks_stand_twice(code: str):
    book = seen(code)
    forms = PRESENT if code == ALL else [FORMS[code]]
    marks = [f"{form.code}@{form.version}:{grid.fingerprint(form)}" for form in forms]
    assert book.custom_doc_props["so-ket-2-cap"].value == " ".join(marks)
    assert [(row[0].value, row[1].value) for row in book[sheet.MARKS].iter_rows()] == [
        (mark, grid.sheet_name(form)) for mark, form in zip(marks, forms, strict=True)
    ]


# Names and words


@each_form
def test_every_name_leads_to_its_place(form: Form):
    book, plan = seen(form.code), layout(form)
    for name in grid.names(form):
        target, row1, col1, row2, col2 = area(book, name)
        assert target.title == grid.sheet_name(form), name
        assert (row2 - row1, col2 - col1) >= (0, 0), name
    for table, row, band in plan.lines():
        _, line, col, _, _ = area(book, grid.row_name(form, table.id, row.key))
        assert (line, col) == (band.row + 1, plan.columns[table.id, table.columns[0].id] + 1)
        for stub, said in (("number", row.number), ("label", row.label.text)):
            if stub in table.stubs:
                head = plan.columns[table.id, table.stubs[stub].id] + 1
                cell = page(form).cell(line, head)
                assert (cell.value or "", cell.data_type) == (said, cell.data_type if said == "" else "s")
    for (table_id, column_id), col in plan.columns.items():
        _, line, found, _, _ = area(book, grid.column_name(form, table_id, column_id))
        assert (line, found) == (plan.number_row + 1, col + 1)
        assert page(form).cell(line, found).value == (form.table(table_id).column(column_id).number or None)


def test_no_name_is_there_twice_or_leads_nowhere():
    book = seen(ALL)
    names = {name.casefold() for name in book.defined_names}
    assert len(names) == len(book.defined_names)
    assert {name.casefold() for form in PRESENT for name in grid.names(form)} <= names
    cover = {"unit", "unit_kind", "period_from", "period_to", "prepared_by", "contact", "units", "kinds"}
    fields = {grid.field_name(field) for field in cover}
    fields |= {grid.field_name(field, form) for field in ("state", "note") for form in FORMS.values()}
    assert {name.casefold() for name in fields} <= names
    for name in book.defined_names:
        area(book, name)


def test_numbers_of_rows_are_text_as_printed():
    """Else '1,10' would become 1.1 or January."""
    form = FIRST["8B"]
    book = opened(workbook_bytes([form]))
    table = form.tables[0]
    row = next(row for row in table.rows if row.number == "1,10")
    ws, line, _, _, _ = area(book, grid.row_name(form, table.id, row.key))
    cell = ws.cell(line, layout(form).columns[table.id, "tt"] + 1)
    assert (cell.value, cell.data_type, cell.number_format) == ("1,10", "s", "@")


@each_form
def test_the_header_is_merged_as_it_is_printed(form: Form):
    plan, ws = layout(form), page(form)
    merged = {
        (part.min_row, part.min_col, part.max_row, part.max_col)
        for part in ws.merged_cells.ranges
        if plan.top < part.min_row <= plan.number_row
    }
    expected = set()
    for head in plan.headers:
        span = (head.row + 1, head.col + 1, head.row + head.rows, head.col + head.cols)
        if span[:2] != span[2:]:
            expected.add(span)
        assert ws.cell(head.row + 1, head.col + 1).value == head.label.text
        assert ws.row_dimensions[head.row + 1].height >= 15
    assert merged == expected
    covered = [
        (row, col) for h in plan.headers for row in range(h.row, h.row + h.rows) for col in range(h.col, h.col + h.cols)
    ]
    assert len(covered) == len(set(covered)) == (plan.number_row - plan.top) * plan.width


@each_form
def test_what_is_ours_looks_like_it(form: Form):
    for head in layout(form).headers:
        cell = page(form).cell(head.row + 1, head.col + 1)
        assert bool(cell.font.i) == (head.label.added or head.label.lost)


# Cells for input and the others


@each_form
def test_exactly_the_cells_for_input_are_unlocked(form: Form):
    book, ws = seen(form.code), page(form)
    expected = {(row, col) for row, col, _, _ in inputs(form)}
    for table_id, key, first, end in block_lines(book, form):
        block = form.table(table_id).row(key).block
        assert block is not None
        cols = [area(book, grid.column_name(form, table_id, name))[2] for name in block.cells]
        expected |= {(row, col) for row in range(first, end) for col in cols}
    for field in form.asks:
        _, row, col, _, _ = area(book, grid.field_name(field, form))
        expected.add((row, col))
    unlocked = {
        (cell.row, cell.column)
        for line in ws.iter_rows()
        for cell in line
        if not isinstance(cell, MergedCell) and not cell.protection.locked
    }
    assert unlocked == expected


@each_form
def test_the_sheet_is_protected_without_a_password(form: Form):
    blocks = any(row.block for table in form.tables for row in table.rows)
    protection = page(form).protection
    assert protection.sheet
    assert protection.password is None
    forbidden = {
        "formatCells": False, "formatColumns": False, "formatRows": False, "sort": False, "autoFilter": False,
        "selectLockedCells": False, "selectUnlockedCells": False, "insertRows": not blocks, "deleteRows": not blocks,
        "insertColumns": True, "deleteColumns": True,
    }  # fmt: skip
    assert {name: getattr(protection, name) for name in forbidden} == forbidden


def test_cover_lists_and_marks_are_protected_too():
    for name in (sheet.COVER, sheet.LISTS, sheet.MARKS):
        assert seen(ALL)[name].protection.sheet
        assert seen(ALL)[name].protection.password is None


NUMBER_FORMATS = {"integer": "#,##0", "number": "#,##0.######", "date": "dd/mm/yyyy"}


@each_form
def test_cells_have_the_number_format_of_their_kind(form: Form):
    for row, col, _, leaf in inputs(form):
        wanted = "0.0#" if leaf.maximum == 100 else NUMBER_FORMATS.get(leaf.kind, "@")
        assert page(form).cell(row, col).number_format == wanted, cell_name(row - 1, col - 1)
    for place in live_totals(form):
        _, row, col = position(seen(form.code), form, place)
        assert page(form).cell(row, col).number_format in NUMBER_FORMATS.values()


@each_form
def test_every_cell_for_input_says_what_it_takes(form: Form):
    found = validations(form)
    for row, col, column, leaf in inputs(form):
        where = cell_name(row - 1, col - 1)
        (validation,) = found[row, col]
        assert validation.promptTitle == constraints.prompt_title(column), where
        assert validation.prompt == constraints.prompt(form, column, leaf), where
        assert validation.error == constraints.refusal(form, column, leaf), where
        assert validation.showInputMessage, where
        assert validation.showErrorMessage, where
        assert len(validation.promptTitle) <= 32, where
        assert len(validation.prompt) <= 255, where
        assert len(validation.error) <= 255, where
        assert not validation.prompt.endswith("…"), f"{where}: cut short"


@each_form
def test_every_cell_for_input_takes_only_its_kind(form: Form):
    found = validations(form)
    for row, col, _, leaf in inputs(form):
        (validation,) = found[row, col]
        assert criteria(validation) == expected_criteria(form, leaf), cell_name(row - 1, col - 1)


def criteria(validation: DataValidation) -> tuple[Any, ...]:
    said = (validation.type, validation.operator, validation.formula1, validation.formula2)
    return tuple(part for part in said if part is not None)


def expected_criteria(form: Form, leaf: Leaf) -> tuple[Any, ...]:
    if leaf.numeric:
        kind = "whole" if leaf.kind == "integer" else "decimal"
        lowest = f"{leaf.minimum:g}"
        if leaf.maximum is None:
            return (kind, "greaterThanOrEqual", lowest)
        return (kind, lowest, f"{leaf.maximum:.15g}")  # without an operator a validation means "between"
    if leaf.kind == "date":
        assert form.period is not None
        assert form.period.start is not None
        return ("date", *(str((day - date(1899, 12, 30)).days) for day in (form.period.start, form.period.end)))
    if leaf.kind in ("mark", "choice"):
        words = ["x"] if leaf.kind == "mark" else [title for _, title in leaf.choices]
        return ("list", f'"{",".join(words)}"')
    return ("textLength", "lessThanOrEqual", str(leaf.max_length)) if leaf.kind == "text" else ()


@each_form
def test_end_lines_take_nothing_but_lend_their_checks(form: Form):
    """A line inserted above the end line is then checked like its neighbours."""
    found, marked, ws = validations(form), markings(form), page(form)
    for table_id, key, _, end in block_lines(seen(form.code), form):
        first = layout(form).columns[table_id, form.table(table_id).columns[0].id] + 1
        assert ws.cell(end, first).value == sheet.REPEAT
        block = form.table(table_id).row(key).block
        assert block is not None
        for name in block.cells:
            col = layout(form).columns[table_id, name] + 1
            assert ws.cell(end, col).protection.locked
            assert found[end, col] == found[end - 1, col]
            assert marked.get((end, col)) == marked.get((end - 1, col))


@each_form
def test_prepared_lines_are_folded_but_for_those_shown(form: Form):
    ws = page(form)
    for band in layout(form).bands:
        lines = range(band.first + 1, band.last + 2)
        folded = [line for line in lines if ws.row_dimensions[line].hidden]
        assert folded == list(lines)[band.shown : -1]


# Totals and marks


@each_form
def test_totals_add_up_all_their_parts(form: Form):
    """Of a block the whole column, the end line included, so that an inserted line is taken in."""
    book = seen(form.code)
    ends = {(table, key): (first, end) for table, key, first, end in block_lines(book, form)}
    for place, total in live_totals(form).items():
        ws, row, col = position(book, form, place)
        formula = ws.cell(row, col).value
        assert isinstance(formula, str)
        assert formula.startswith("=IF("), place
        wanted = set()
        for part in total.parts:
            _, line, other = position(book, form, part)
            wanted.add(cell_name(line - 1, other - 1))
        if total.block:
            first, end = ends[place.table, place.row or ""]
            letter = column_name(col - 1)
            wanted.add(f"{letter}{first}:{letter}{end}")
        assert set(re.findall(r"[A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?", formula)) == wanted, place


def test_most_forms_add_up():
    assert {"1B", "8B", "12B", "13B"} <= {form.code for form in PRESENT if live_totals(form)}


@each_form
def test_a_blank_template_shows_no_total(form: Form):
    for place in live_totals(form):
        _, row, col = position(seen(form.code), form, place)
        assert ',"",' in str(page(form).cell(row, col).value)


@each_form
def test_text_in_the_cell_of_a_number_or_date_turns_red(form: Form):
    found = markings(form)
    for row, col, _, leaf in inputs(form):
        if leaf.numeric or leaf.kind == "date":
            tests = [m for m in found[row, col] if "ISTEXT(" in m.formula[0] and colour(m) == RED]
            assert len(tests) == 1, cell_name(row - 1, col - 1)


@each_form
def test_a_required_cell_of_a_begun_line_turns_yellow(form: Form):
    book, found = seen(form.code), markings(form)
    for table_id, key, first, end in block_lines(book, form):
        block = form.table(table_id).row(key).block
        assert block is not None
        for name in block.cells:
            col = area(book, grid.column_name(form, table_id, name))[2]
            for line in (first, end - 1):
                yellow = [m for m in found.get((line, col), ()) if colour(m) == YELLOW]
                assert len(yellow) == (name in block.required), cell_name(line - 1, col - 1)


@each_form
def test_every_sum_and_relation_is_marked_where_it_does_not_hold(form: Form):
    book, found = seen(form.code), markings(form)
    for rule in form.rules:
        wanted = {"error": RED, "warning": AMBER}[rule.level]
        for total in totals_of(form, rule):
            _, row, col = position(book, form, total.place)
            parts = {cell_name(r - 1, c - 1) for _, r, c in (position(book, form, part) for part in total.parts)}
            assert [
                m
                for m in found[row, col]
                if colour(m) == wanted and parts <= set(re.findall(r"[A-Z]+[0-9]+", m.formula[0]))
            ], f"{rule.id} {total.place}"
    compared = [rule for rule in form.rules if rule.kind == "compare"]
    fixed = [m for rules in found.values() for m in rules if "$" in m.formula[0] and colour(m) in (RED, AMBER)]
    assert bool(compared) == bool(fixed)


# Paper


@each_form
def test_the_sheet_prints_on_a4_with_its_header_on_every_page(form: Form):
    ws, plan = page(form), layout(form)
    assert int(ws.page_setup.paperSize) == 9
    assert ws.page_setup.orientation == ("landscape" if form.landscape else "portrait")
    assert ws.sheet_properties.pageSetUpPr.fitToPage
    assert (ws.page_setup.fitToWidth or 1, ws.page_setup.fitToHeight) == (1, 0)
    assert ws.print_title_rows == f"${plan.top + 1}:${plan.number_row + 1}"
    printed = re.fullmatch(r"'.+'!\$A\$1:\$([A-Z]+)\$([0-9]+)", ws.print_area)
    assert printed is not None
    assert printed[1] == column_name(plan.printed - 1)
    assert int(printed[2]) > plan.end
    assert ws.freeze_panes == cell_name(plan.number_row + 1, 2)


@each_form
def test_paper_and_file_are_tied_by_the_footer(form: Form):
    footer = page(form).oddFooter.left.text
    for part in (form.label.text, form.version, grid.fingerprint(form)):
        assert part in footer
    assert "&P/&N" in page(form).oddFooter.right.text


@each_form
def test_title_notes_and_signatures_are_there(form: Form):
    said = {cell.value for line in page(form).iter_rows() for cell in line if isinstance(cell.value, str)}
    assert form.title is not None
    ours = {sheet.PREPARED_BY, sheet.SIGNED_BY, sheet.SIGNATURES_ADDED}
    wanted = {form.label.text, form.title.text, *(ours if form.signatures is None else ())}
    wanted |= {note.label.text for note in form.notes} | {label.text for _, label in form.labels()}
    assert wanted - said == set()


def test_a_change_of_layout_changes_the_fingerprint():
    prints = {grid.fingerprint(form) for form in FORMS.values()}
    assert len(prints) == len(FORMS)


# The cover


def test_the_cover_offers_every_unit_and_every_kind():
    book = seen(ALL)
    listed = {}
    for name in ("units", "kinds"):
        ws, row1, col, row2, _ = area(book, grid.field_name(name))
        listed[name] = [ws.cell(row, col).value for row in range(row1, row2 + 1)]
    assert listed["units"] == [unit.choice for unit in registry.units().values()]
    assert len(listed["units"]) == 104
    assert listed["kinds"] == list(registry.kinds().values())
    ws, row, col, _, _ = area(book, grid.field_name("unit"))
    (validation,) = (v for v in ws.data_validations.dataValidation if cell_name(row - 1, col - 1) in v.sqref)
    assert validation.formula1 == grid.field_name("units")
    assert not validation.showErrorMessage, "bodies that are not listed are typed in"
    ws, row, col, _, _ = area(book, grid.field_name("unit_kind"))
    (validation,) = (v for v in ws.data_validations.dataValidation if cell_name(row - 1, col - 1) in v.sqref)
    assert validation.formula1 == grid.field_name("kinds")
    assert validation.showErrorMessage


def test_the_cover_lists_every_form_of_the_plan():
    book = seen(ALL)
    ws = book[sheet.COVER]
    for form in FORMS.values():
        _, row, col, _, _ = area(book, grid.field_name("state", form))
        assert ws.cell(row, 1).value == form.label.text
        assert (ws.cell(row, col).value or "") == (sheet.STATE_FILLED if form in PRESENT else "")
        assert not ws.cell(row, col).protection.locked
        if form in OTHERS:
            assert ws.cell(row, 2).value == sheet.why_missing(form)
        assert (ws.cell(row, 1).hyperlink is not None) == (form in PRESENT)


def test_only_the_fields_of_the_cover_are_unlocked():
    book = seen(ALL)
    ws = book[sheet.COVER]
    fields = [grid.field_name(field) for field in ("unit", "unit_kind", "prepared_by", "contact")]
    fields += [grid.field_name(field, form) for field in ("state", "note") for form in FORMS.values()]
    expected = {area(book, field)[1:3] for field in fields}
    assert {(c.row, c.column) for line in ws.iter_rows() for c in line if not c.protection.locked} == expected


# Filled in


def test_a_filled_workbook_shows_what_was_given():
    form = FIRST["12B"]
    data = specimen(form)
    book = opened(workbook_bytes([form], envelopes={"12B": envelope(form, data=data, prepared_by="=A1")}))
    place = Place("", "I.1", None, "nam_2025.so_luong")
    ws, row, col = position(book, form, place)
    assert ws.cell(row, col).value == data["I.1"]["nam_2025"]["so_luong"]
    ws, row, col, _, _ = area(book, grid.field_name("money_unit", form))
    assert ws.cell(row, col).value == "triệu đồng"
    ws, row, col, _, _ = area(book, grid.field_name("prepared_by"))
    assert (ws.cell(row, col).value, ws.cell(row, col).data_type) == ("=A1", "s")


def test_a_block_grows_with_its_data():
    form = FIRST["2B"]
    item = specimen(form)["I"]["van_ban"][0]
    data = {"I": {"van_ban": [item] * 310}}
    book = opened(workbook_bytes([form], envelopes={"2B": envelope(form, data=data)}))
    sizes = {key: end - first for _, key, first, end in block_lines(book, form)}
    assert sizes == {"I": 310, "II": 300, "III": 300, "IV": 300}
    ws, first, _, end, _ = area(book, grid.block_name(form, "", "I"))
    assert not any(ws.row_dimensions[line].hidden for line in range(first, end + 1))
