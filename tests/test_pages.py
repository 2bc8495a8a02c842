"""The generated pages: complete, the same on every run, and with pictures that a screen reader can follow."""

import hashlib
import json
import os
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from types import SimpleNamespace

import markdown  # type: ignore[import-untyped]
import pytest
import yaml

from scripts import build, paths
from scripts.model.report import slots
from scripts.pages import corrections, downloads, glossary, places, plan_pages, site, writing
from scripts.pages.markdown import plain
from scripts.pages.picture import Picture
from scripts.pages.words import ELLIPSIS, TREATMENT
from scripts.schema import catalogue
from tests import first

FORMS = catalogue.forms()
DRAWN = [code for code, form in FORMS.items() if form.tables]
FILLED = [code for code, form in FORMS.items() if form.fillable and downloads.example(form)]


class Cells(HTMLParser):
    """Rows of cells (tag, attributes, text) of the tables in a piece of HTML, and its whole text."""

    def __init__(self, source):
        super().__init__()
        self.rows: list[list[SimpleNamespace]] = []
        self.cell: SimpleNamespace | None = None
        self.words: list[str] = []
        self.feed(source)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.cell = SimpleNamespace(tag=tag, attrs=dict(attrs), text="")
            self.rows[-1].append(self.cell)

    def handle_data(self, data):
        self.words.append(data)
        if self.cell:
            self.cell.text += data

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.cell = None


@pytest.fixture(scope="module")
def made():
    return {artefact.path: artefact.content for artefact in build.artefacts()}


@pytest.fixture(scope="module")
def pages(made):
    return {path: content.decode() for path, content in made.items() if path.endswith(".md")}


def picture(code, filled):
    form = FORMS[code]
    data = (downloads.example(form) or {})["data"] if filled else None
    return Cells(Picture(form, "x", data).html("Hình"))


PICTURES = [*((code, False) for code in DRAWN), *((code, True) for code in FILLED)]


def digest(artefacts):
    return hashlib.sha256(b"".join(a.path.encode() + b"\0" + a.content for a in artefacts)).hexdigest()


def test_the_same_bytes_on_every_run(made):
    program = "from tests.test_pages import digest; from scripts import build; print(digest(build.artefacts()))"
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": str(paths.ROOT), "TZ": "Asia/Ho_Chi_Minh"}
    other = subprocess.run(
        [sys.executable, "-c", program], cwd=paths.ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert digest(build.Artefact(path, content) for path, content in made.items()) == other.stdout.strip()


def test_every_form_has_a_page_and_stands_in_the_navigation(made):
    navigation = made[build.CONFIGURATION].decode()
    for code, form in FORMS.items():
        assert f"docs/{places.form(code)}" in made
        assert places.form(code) in navigation
        assert form.label.text in navigation


def test_forms_that_can_be_filled_have_their_workbooks_and_others_have_none(made):
    for code, form in FORMS.items():
        assert (f"docs/{places.workbook(code)}" in made) == form.fillable
        assert (f"docs/{places.example(code)}" in made) == (code in FILLED)
    assert f"docs/{places.COMBINED}" in made


def test_every_example_stands_on_its_page(pages):
    for code in FILLED:
        assert 'id="v-h-0-0"' in pages[f"docs/{places.form(code)}"]


def test_what_is_published_of_the_schemas_is_what_stands_in_the_checkout(made):
    for form in FORMS:
        published = json.loads(made[f"docs/{places.schema(form)}"])
        assert published.pop("$schema") == "https://json-schema.org/draft/2020-12/schema"
        assert published == json.loads((paths.ROOT / places.schema(form)).read_bytes())
    assert not [path for path in made if path.startswith("docs/schemas/") and path.endswith(".md")]


def test_pages_are_nfc_and_name_no_other_host(pages):
    for path, page in pages.items():
        assert unicodedata.is_normalized("NFC", page), path
        assert not re.search(r"https?://|\]\(//", page), path


@pytest.mark.parametrize(("code", "filled"), PICTURES)
def test_every_cell_is_led_by_the_path_of_its_column_and_row(code, filled):
    rows = picture(code, filled).rows
    cells = [cell for row in rows for cell in row]
    ids = [cell.attrs["id"] for cell in cells if "id" in cell.attrs]
    heads = {cell.attrs["id"] for cell in cells if cell.tag == "th"}
    assert len(ids) == len(set(ids))
    for cell in cells:
        named = cell.attrs.get("headers", "").split()
        assert set(named) <= heads, cell
        assert named or cell.tag == "th", cell
        if cell.tag == "th":
            assert cell.attrs["scope"] in ("col", "colgroup", "row"), cell
    for cell in (c for row in rows for c in row if c.tag == "td" and "-r-" in c.attrs["headers"]):
        assert "-h-" in cell.attrs["headers"], cell


@pytest.mark.parametrize(("code", "filled"), PICTURES)
def test_every_line_of_a_picture_is_as_wide_as_the_form(code, filled):
    width = sum(len(table.columns) for table in FORMS[code].tables)
    open_cells: dict[int, int] = {}
    for row in picture(code, filled).rows:
        taken = sum(1 for left in open_cells.values() if left > 0)
        open_cells = {at: left - 1 for at, left in open_cells.items() if left > 1}
        spans = [(int(c.attrs.get("colspan", 1)), int(c.attrs.get("rowspan", 1))) for c in row]
        assert taken + sum(columns for columns, _ in spans) == width, [c.text for c in row]
        for columns, lines in spans:
            for _ in range(columns):
                open_cells[max(open_cells, default=-1) + 1] = lines - 1


@pytest.mark.parametrize(("code", "filled"), PICTURES)
def test_every_label_of_the_form_stands_in_its_picture(code, filled):
    form, drawn = FORMS[code], picture(code, filled)
    heads = [" ".join(cell.text.split()) for row in drawn.rows for cell in row if cell.tag == "th"]
    for table in form.tables:
        labels = [label for column in table.columns for label in (*column.groups, column.label)]
        labels += [row.label for row in table.rows]
        for label in labels:
            assert any(head.startswith(label.text) for head in heads), label
        for row in table.rows:
            assert sum(cell.attrs.get("id") == "-".join(filter(None, ("x", "r", table.id, row.key)))
                       for line in drawn.rows for cell in line) == 1, row.key  # fmt: skip
    if form.title:
        assert form.title.text in drawn.text


def test_a_filled_picture_shows_values_and_adds_up_what_the_return_leaves_blank():
    data = {"I.1": {"theo_cap": {"cap_tinh": 1000, "cap_xa": 234, "ca_hai_cap": 0}}}
    drawn = Cells(Picture(first.FORMS["1B"], "x", data).html("Hình"))
    row = next(line for line in drawn.rows if any(c.attrs.get("id") == "x-r-I.1" for c in line))
    assert [cell.text for cell in row] == ["1", "Hội nghị quán triệt", "1.234", "1.000", "234", "0"]


def test_a_blank_picture_marks_totals_and_additions():
    assert "tự cộng" in picture("1B", filled=False).text
    added = [c for row in picture("8B", filled=False).rows for c in row if c.tag == "th" and "Loại đơn vị" in c.text]
    assert [("bổ sung" in c.text, c.attrs["class"]) for c in added] == [(True, "sk-added")]


def test_every_rule_question_and_correction_can_be_linked_to(pages):
    for code, form in FORMS.items():
        page = pages[f"docs/{places.form(code)}"]
        for rule in form.rules:
            assert f'id="{places.anchor(rule.id)}"' in page
            assert plain(rule.why) in page
        for notice in corrections.gathered(corrections.of_form(form)):
            assert f"#sua-{notice.anchor} " in page
    for question in catalogue.plan()["questions"]:
        assert f"#{places.anchor(question['id'])} " in pages[f"docs/{places.QUESTIONS}"]
    for notice in plan_pages.corrections_context()["notices"]:
        assert f"#{notice.anchor} " in pages[f"docs/{places.CORRECTIONS}"]


def corrections_in(node):
    if isinstance(node, dict):
        yield from (one["id"] for one in node.get("x-correction", ()))
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from corrections_in(child)


def test_no_correction_of_any_schema_is_left_out():
    schemas = [json.loads(path.read_text("utf-8")) for path in catalogue.form_files()]
    written = set(corrections_in([*schemas, catalogue.outline_schema(), catalogue.plan()]))
    assert {notice.id for notice in plan_pages.corrections_context()["notices"]} == written


def test_every_number_of_the_list_of_corrections_is_told_with_what_was_done(pages):
    page = pages[f"docs/{places.CORRECTIONS}"]
    for number in range(1, 56):  # the list has 55 numbers; 11 of them are no corrections
        rows = re.findall(rf"^\| <strong.*>\[E{number}\]\(.+ \| (.+) \|$", page, re.MULTILINE)
        assert len(rows) == 1, number
        assert rows[0].strip(), number


def test_every_kind_of_unit_has_a_page_with_what_it_owes(pages):
    plan = catalogue.plan()
    for kind in plan["submitter_kinds"]:
        page = pages[f"docs/{places.unit(kind['id'])}"]
        assert f"]({places.unit(kind['id'])})" in pages[f"docs/{places.HOME}"]
        for one in plan["obligations"]:
            if one["id"] in kind["owes"] and one["id"] != "O1":
                assert plain(one["what"]) in page, (kind["id"], one["id"])
        spoken = kind["id"] in ("dang_uy_xa", "dang_uy_phuong", "dang_uy_dac_khu", "dang_uy_co_quan_ubmttq_tinh")
        assert ("#tham-luan" in page) == spoken
    assert "Sở Nội vụ" in pages[f"docs/{places.OTHER_UNITS}"]


def test_abbreviations_are_explained_without_changing_a_word():
    said = "số 59-CV/BCĐ; ĐVSNCL, chi TX; TXX, a&b"
    marked = glossary.marked(said)
    assert Cells(marked).text == said
    assert re.findall(r'<abbr title="([^"]+)">([^<]+)', marked) == [
        ("công văn", "CV"),
        ("Ban Chỉ đạo", "BCĐ"),
        ("đơn vị sự nghiệp công lập", "ĐVSNCL"),
        ("thường xuyên", "TX"),
    ]
    assert [one["id"] for one in glossary.occurring(said)] == ["bcd", "cv", "tx", "dvsncl"]


def test_every_abbreviation_is_listed(pages):
    page = pages[f"docs/{places.GLOSSARY}"]
    for one in catalogue.glossary():
        assert f'id="{one["id"]}"' in page
        assert one["long"] in page


def test_every_page_names_sources_that_are_kept_in_the_repository(pages):
    for path, page in pages.items():
        head = yaml.safe_load(page.split("---\n")[1])
        assert head["sources"], path
        for source in head["sources"]:
            assert (paths.ROOT / source).exists(), (path, source)


def test_every_module_is_listed_with_its_opening_sentence(pages):
    page = pages[f"docs/{places.REPOSITORY}"]
    for path in (paths.ROOT / "scripts").rglob("*.py"):
        if path.name != "__init__.py":
            assert f"<dt><code>{path.name}</code></dt><dd>" in page
    assert "<dd>Explain abbreviations where they stand" in page
    assert "<dd></dd>" not in page


def test_every_keyword_and_kind_of_rule_that_forms_use_is_explained_to_maintainers(pages):
    page = pages[f"docs/{places.REPOSITORY}"]
    written = "".join(path.read_text("utf-8") for path in catalogue.form_files())
    used = {*re.findall(r'"(x-[a-z-]+)":', written), *re.findall(r'"kind": "(\w+)"', written)}
    assert {"x-asked", "x-supplied", "x-phrases", "answered"} <= used
    for name in used:
        assert re.search(rf"<dt><code>{name}</code></dt><dd>[A-Za-z]", page), name


def test_forms_that_lack_a_layout_are_named_where_maintainers_read_what_to_do(pages):
    told = pages[f"docs/{places.REPOSITORY}"].partition("{ #them-bieu }")[2].partition("\n## ")[0]
    for code, form in FORMS.items():
        assert (f"]({places.form(code)})" in told) == (form.status != "present"), code


def test_official_words_of_the_outline_stand_on_its_page(pages):
    page = pages[f"docs/{places.OUTLINE}"]
    for path, heading in catalogue.outline_schema()["properties"].items():
        assert f"#{places.anchor('muc', path)} " in page
        for node in ({"text": heading["title"]}, *heading.get("x-prompts", ()), *heading.get("x-forms", ())):
            assert plain(node["text"]) in page


OUTLINE = catalogue.outline()


def writing_pages(pages):
    """The pages for writing the report, without the list of them."""
    found = {path: page for path, page in pages.items() if path.startswith("docs/bao-cao/")}
    del found[f"docs/{places.WRITING}"]
    return found


def section_page(pages, heading):
    """The page that explains a heading."""
    page, _, anchor = writing.page_of(OUTLINE, heading.key).partition("#")
    found = pages[f"docs/{page}"]
    assert not anchor or f"#{anchor} " in found, heading.key
    return found


def test_every_heading_is_explained_on_one_page_and_the_list_leads_there(made, pages):
    answered = [heading for heading in OUTLINE.headings if heading.answered]
    used = {writing.page_of(OUTLINE, heading.key).partition("#")[0] for heading in answered}
    assert {f"docs/{page}" for page in used} == set(writing_pages(pages))
    navigation, overview = made[build.CONFIGURATION].decode(), pages[f"docs/{places.WRITING}"]
    for page in used:
        assert page in navigation
        assert f"({page.removeprefix('bao-cao/')})" in overview
    for heading in answered:
        assert plain(heading.label.text) in section_page(pages, heading)


def test_every_prompt_stands_word_for_word_on_the_page_of_its_heading_alone(pages):
    for heading in OUTLINE.headings:
        for label in heading.labels[1:]:
            holding = [page for page in writing_pages(pages).values() if plain(label.text) in page]
            if len(label.text) > 30:  # a footnote that opens with “Về:” is no sentence of its own
                assert holding == [section_page(pages, heading)], label.text
            assert section_page(pages, heading) in holding


def test_every_figure_stands_on_its_section_and_on_the_sheet(pages):
    sheet = pages[f"docs/{places.form(OUTLINE.figures.code)}"]
    (table,) = OUTLINE.figures.tables
    for heading in OUTLINE.headings:
        for indicator in heading.indicators:
            page = section_page(pages, heading)
            for slot in slots(indicator):
                assert f">{slot.id}<" in page
                if slot.row.supplied:
                    assert f"{places.form(slot.row.supplied.form)})" in page
            assert f'id="{places.indicator("x", indicator.id).partition("#")[2]}"' in sheet
            for row in (indicator.row, *table.children(indicator.row.key)):
                assert row.number in sheet


def test_every_section_leads_to_the_forms_that_the_outline_attaches(pages):
    for heading in OUTLINE.headings:
        for code in heading.codes:
            assert f"({'../' + places.form(code)})" in section_page(pages, heading)


def test_what_clerks_may_mistake_and_ask_stands_at_the_section(pages):
    said = {
        "II.3": ("Mục II.3 không ghi phụ lục kèm theo", "../bieu/1b.md"),
        "III.2": ("97 + 252 + 37 = 386", places.question("Q40")),
        "III.7": ("dùng hai mốc khác nhau", places.question("Q29")),
        "VI.1": ("không có mục cho kiến nghị với tỉnh", places.question("Q36")),
    }
    for key, words in said.items():
        for part in words:
            assert part in section_page(pages, OUTLINE.heading(key)), (key, part)


def test_examples_of_sections_are_said_to_be_made_up(pages):
    given = writing.example()
    for key, answer in given["sections"].items():
        page = section_page(pages, OUTLINE.heading(key))
        before, *_ = page.partition(plain(answer["text"].splitlines()[0]))
        assert len(before) < len(page), key
        assert "Ví dụ giả định" in before.rpartition("sk-example")[2]


def test_a_form_of_our_own_is_not_called_official(pages):
    for form in (form for form in FORMS.values() if form.added):
        page = pages[f"docs/{places.form(form.code)}"]
        assert "Không thay thế biểu chính thức nào" in page
        for official in ("Gửi về:", "chữ của biểu", "bản in", "Đề cương yêu cầu:", "không bắt buộc.\n- "):
            assert official not in page
        assert form.label.text not in pages[f"docs/{places.FORMS}"]


def test_a_form_without_a_layout_is_given_no_title_and_no_table(pages):
    for code, form in FORMS.items():
        if form.status == "absent":
            page = pages[f"docs/{places.form(code)}"]
            assert f"\n# {form.label.text}\n" in page
            assert "<table" not in page
            assert "Ban Tổ chức Tỉnh ủy" in page


NASTY = ("1. đầu", "- đầu", "+", "3)", "a*b*c", "_x_ __y__", "[x](y)", "`mã`", "a|b", "<b>&amp;</b>", "# x", "![x](y)")


@pytest.mark.parametrize("words", [*NASTY, "{ .x }", "\\*"])
def test_words_are_shown_as_they_are(words):
    html = markdown.markdown(f"Nói: {plain(words)}\n\n- {plain(words)}", extensions=["tables", "attr_list"])
    lines = re.sub(r"\s*\n\s*", "\n", Cells(html).text and "".join(Cells(html).words)).strip().split("\n")
    assert lines == [f"Nói: {words}", words]


def test_differences_are_cut_to_the_words_around_them():
    words = [f"chữ{n}" for n in range(40)]
    before, after = corrections.difference(" ".join(words), " ".join([*words[:20], "mới", *words[21:]]))
    assert before == "… chữ15 chữ16 chữ17 chữ18 chữ19 <mark>chữ20</mark> chữ21 chữ22 chữ23 chữ24 chữ25 …"
    assert after == "… chữ15 chữ16 chữ17 chữ18 chữ19 <mark>mới</mark> chữ21 chữ22 chữ23 chữ24 chữ25 …"


@pytest.mark.parametrize(
    ("about", "before", "after"),
    [
        ("một hai", "<mark>một</mark> hai …", "<mark>Một</mark> hai …"),
        ("hai ba bốn", "… hai ba bốn …", "… hai <mark>rưỡi</mark> ba bốn …"),
        ("bốn năm", "… bốn <mark>năm</mark>", "… bốn"),
        ("ba bốn", "… ba bốn …", "… ba bốn …"),
    ],
)
def test_a_difference_can_be_held_to_the_words_it_is_about(about, before, after):
    assert corrections.difference("một hai ba bốn năm", "Một hai rưỡi ba bốn", about) == (before, after)


def test_each_number_shows_its_own_words_with_place_and_line():
    spots = [
        (reason.correction, spot)
        for notice in plan_pages.corrections_context()["notices"]
        for reason in notice.reasons
        for spot in reason.spots
    ]
    for correction, spot in spots:
        assert spot.where, correction.id
        assert spot.lines, correction.id
        if spot.printed or spot.shown:
            before, after = corrections.difference(spot.printed, spot.shown, spot.words)
            assert before.strip(f" {ELLIPSIS}"), correction.id
            assert (before != after) == (correction.treatment == "corrected"), correction.id
    said = {one.id: corrections.difference(spot.printed, spot.shown, spot.words) for one, spot in spots}
    assert said["E12"][1] == "… đến thời <mark>điểm</mark> 31/5/2026), …"
    assert said["E13"][1] == "… Hội đồng nhân dân, <mark>Ủy</mark> ban nhân dân); …"
    assert "thuộc được phân cấp" in said["E18"][0]
    assert "20025" not in said["E18"][0]


# Set by hand from reading the source: what can be proved in it, what cannot, and where there is nothing to correct.
CERTAINTY = {"E1": "mức A", "E6": "mức C", "E9": "không xét", "E11": "mức B", "E20": "mức A", "E22": "mức C",
             "E23": "không xét", "E34": "mức B", "E49": "mức B", "E55": "mức B"}  # fmt: skip


def test_how_sure_and_what_was_done_are_said_apart():
    listed = {one.id: one for one in plan_pages.corrections_context()["listed"]}
    assert {number: listed[number].certainty for number in CERTAINTY} == CERTAINTY
    assert all(one.certainty for one in listed.values())
    for one in listed.values():
        if one.outcome == TREATMENT["corrected"]:
            assert one.certainty in ("mức A", "mức B"), one.id


def test_writing_is_done_once_and_clears_what_is_no_longer_made(made, tmp_path, monkeypatch):
    # Six runs of the writer need the pages and files only once: that they come out the same is proved above.
    below = {path.removeprefix("docs/"): content for path, content in made.items() if path.startswith("docs/")}
    drawn = [(path, content.decode()) for path, content in below.items() if path.endswith(".md")]
    files = {path: content for path, content in below.items() if not path.endswith(".md")}
    monkeypatch.setattr(downloads, "files", lambda _offline: files)
    monkeypatch.setattr(site, "pages", lambda _sizes: drawn)
    everything = set(made)
    assert set(build.write(check=True, root=tmp_path)) == everything
    assert not (tmp_path / "docs").exists()
    assert set(build.write(root=tmp_path)) == everything
    assert build.write(root=tmp_path) == []
    stale, own = tmp_path / "docs/bieu/99b.md", tmp_path / "docs/own.md"
    stale.write_text("x", "utf-8")
    own.write_text("# Trang viết tay", "utf-8")
    assert build.write(check=True, root=tmp_path) == [build.CONFIGURATION, "docs/bieu/99b.md"]
    assert build.write(root=tmp_path) == [build.CONFIGURATION, "docs/bieu/99b.md"]
    assert not stale.exists()
    assert own.exists()
    assert "own.md" in site.configuration(tmp_path / "docs")


def test_generated_files_are_not_kept_in_the_repository(made):
    names = "\n".join(made)
    found = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin"],
        check=False,
        cwd=paths.ROOT,
        input=names,
        capture_output=True,
        text=True,
    )
    assert set(found.stdout.splitlines()) == set(made)
