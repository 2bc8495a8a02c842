"""Pages in a real browser: what a clerk does on them, and whether everyone can read them, on screen and on paper."""

import re
from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe

from scripts.pages import places
from tests.test_site import address
from tests.workbooks import ABSENT, FORMS

LARGEST = places.form("8B")  # for its colours 12B stands
# One page of every kind; the form with two tables side by side and the one with sums stand for the forms.
KINDS = (
    places.HOME,
    places.unit("dang_uy_xa"),
    places.OTHER_UNITS,
    places.FORMS,
    places.DOWNLOADS,
    LARGEST,
    places.form("12B"),
    places.form("7B"),
    places.form(ABSENT[0].code),
    places.form("PRS"),
    places.WRITING,
    places.section("III.2"),
    places.OUTLINE,
    places.PLAN,
    places.PLAN_TEXT,
    places.QUESTIONS,
    places.CORRECTIONS,
    places.GLOSSARY,
    places.CHECKING,
    places.REPOSITORY,
)
ALL = {"resultTypes": ["violations"]}
NO_COLOURS = {**ALL, "rules": {name: {"enabled": False} for name in ("color-contrast", "link-in-text-block")}}


@pytest.fixture
def open_page(browser, served):
    """Opens a page of docs/ in a tab of its own; keywords are those of a browser context."""
    contexts = []

    def opened(page, width=390, **given):
        context = browser.new_context(viewport={"width": width, "height": 800}, **given)
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(5000)
        tab.goto(served + address(page))
        return tab

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_no_kind_of_page_breaks_a_rule_of_accessibility(browser, served, scheme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab, broken = context.new_page(), []
    for page in KINDS:
        tab.goto(served + address(page))
        result = Axe().run(tab, options=NO_COLOURS if page == LARGEST else ALL)
        broken += [(page, rule["id"], node["html"][:120])
                   for rule in result.response["violations"] for node in rule["nodes"]]  # fmt: skip
    context.close()
    assert broken == []


@pytest.mark.parametrize("page", [places.CHECKING, places.REPOSITORY])
def test_no_command_runs_off_the_edge_of_a_telephone(open_page, page):
    tab = open_page(page)
    cut = tab.evaluate("""[...document.querySelectorAll("article code")]
        .filter(code => code.scrollWidth > code.clientWidth + 1 && code.clientWidth
                || code.getBoundingClientRect().right > innerWidth)
        .map(code => code.textContent)""")
    assert cut == []


def test_the_home_page_leads_a_unit_to_what_it_owes_without_javascript(open_page):
    tab = open_page(places.HOME, java_script_enabled=False)
    tab.locator(".sk-cards").get_by_role("link", name="Đảng ủy xã", exact=True).click()
    assert tab.locator("h1").inner_text().startswith("Đảng ủy xã: việc phải làm")
    facts = tab.locator(".sk-summary").inner_text()
    for fact in ("kèm đầy đủ các biểu mẫu", "Trước 29/5/2026", "Ban Tổ chức Tỉnh ủy", "Bản giấy và tệp"):
        assert fact in facts
    for file in (places.COMBINED, places.REPORT):
        link = tab.locator(f"a[download][href$='{file}']").first
        assert tab.request.get(link.evaluate("link => link.href")).ok
    assert "nếu đã qua" in tab.locator("article").inner_text()


@pytest.mark.parametrize(
    ("today", "states"),
    [
        ("2026-05-20", ["còn 6 ngày", "còn 8 ngày", "còn 12 ngày"]),
        ("2026-05-28", ["đã qua", "hôm nay là ngày cuối", "còn 4 ngày"]),
        ("2026-06-02", ["đã qua", "đã qua", "đã qua"]),
    ],
)
def test_dates_say_on_the_visitors_own_calendar_whether_they_are_over(browser, served, today, states):
    context = browser.new_context(timezone_id="Asia/Ho_Chi_Minh")
    tab = context.new_page()
    tab.clock.set_fixed_time(datetime.fromisoformat(f"{today}T23:30:00+07:00"))
    tab.goto(served + address(places.HOME))
    assert tab.locator(".sk-dates .sk-state").all_inner_texts() == states
    assert tab.locator("[data-when-past]").is_visible() == (set(states) == {"đã qua"})
    context.close()


@pytest.mark.parametrize(
    ("link", "explained", "seen"),
    [
        ("Cách điền cột 4", "cot-nam-2025-ty-trong", "m-c-nam_2025.ty_trong"),
        ("Cách điền dòng III.1.2", "dong-iii-1-2", "m-r-III.1.2"),
    ],
)
def test_numbers_in_a_picture_lead_to_their_explanation_and_back(open_page, link, explained, seen):
    tab = open_page(places.form("12B"), java_script_enabled=False)
    tab.get_by_role("link", name=link, exact=True).click()
    assert tab.url.endswith(f"#{explained}")
    back = tab.locator(f"[id='{explained}']")
    assert back.evaluate(IN_SIGHT)
    back.click()
    assert tab.url.endswith(f"#{seen}")
    assert tab.locator(f"[id='{seen}']").evaluate(IN_SIGHT)


IN_SIGHT = """element => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.left < innerWidth;
}"""


def test_column_numbers_and_row_labels_stay_in_sight_while_a_form_scrolls(open_page):
    tab = open_page(places.form("8B"))
    frame = tab.locator(".sk-frame").first
    frame.evaluate("frame => frame.scrollTo(400, 900)")
    place = """name => {
        const frame = document.querySelector(".sk-frame").getBoundingClientRect();
        const cell = document.querySelector(name).getBoundingClientRect();
        return [Math.round(cell.left - frame.left), Math.round(cell.top - frame.top)];
    }"""
    number = tab.evaluate(place, ".sk-numbers td:first-child")
    label = tab.evaluate(place, "tbody tr:nth-child(30) > .sk-stay")
    assert number == [0, 0]
    assert 0 < label[0] < 80


def test_labels_of_one_half_never_cover_those_of_the_other(open_page):
    tab = open_page(places.form("8B"))
    frame = tab.locator(".sk-frame").first
    edges = frame.evaluate("""async frame => {
        const right = name => frame.querySelector(name).getBoundingClientRect().right;
        const left = name => frame.querySelector(name).getBoundingClientRect().left;
        const found = [];
        for (let at = 0; at <= 900; at += 30) {
            frame.scrollTo(at, 0);
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            found.push([right(".sk-numbers .sk-left.sk-stay"), left(".sk-numbers .sk-stay-n:not(.sk-left)")]);
        }
        return found;
    }""")
    assert all(end <= begin + 1 for end, begin in edges)
    assert edges[5][0] > 100  # scrolled, the left labels stay in sight
    assert edges[-1][0] < 0 <= edges[-1][1] < 40  # until the right ones stand in their place


def test_a_finger_gets_past_a_form_and_hits_its_marks(open_page):
    tab = open_page(places.form("8B"), has_touch=True, is_mobile=True)
    assert tab.locator(".sk-frame").first.bounding_box()["height"] <= 0.62 * 800
    sizes = tab.locator(".sk-form .sk-fix").evaluate_all("marks => marks.map(m => m.getBoundingClientRect())")
    assert min(min(box["width"], box["height"]) for box in sizes) >= 24


def test_numbers_of_columns_tell_their_words_and_heading_links_are_no_stops(open_page):
    tab = open_page(places.form("12B"))
    number = tab.get_by_role("link", name="Cách điền cột 4", exact=True).first
    assert number.get_attribute("title") == "cột 4 “Năm 2025 – Tỷ trọng”"
    marks = tab.locator(".headerlink")
    assert marks.count() > 3
    assert set(marks.evaluate_all("links => links.map(link => link.tabIndex)")) == {-1}


def test_a_screen_reader_is_told_what_heads_a_cell(open_page):
    (shown,) = FORMS["1B"].tables
    column, row = shown.columns[-1].label.text, shown.rows[-1]
    part = shown.row(row.parent or "")  # the last row is one of a part's
    tab = open_page(places.form("1B"))
    table = tab.get_by_role("table", name=re.compile("Biểu 1B")).first
    assert table.get_by_role("rowheader", name=re.compile(f"^{re.escape(row.label.text)}")).count() == 1
    assert table.get_by_role("columnheader", name=re.compile(f"^{re.escape(column)}")).count() == 1
    headers = table.locator(f"tbody tr:nth-child({len(shown.rows)}) td:last-child").get_attribute("headers").split()
    said = [tab.locator(f"[id='{one}']").first.inner_text() for one in headers]
    assert said[1:] == [column, part.label.text, row.label.text]


def test_the_first_key_shows_a_way_past_the_navigation(open_page):
    tab = open_page(places.form("1B"), width=1280)
    tab.keyboard.press("Tab")
    assert "md-skip" in tab.evaluate("document.activeElement.className").split()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('article') !== null")


@pytest.mark.parametrize(("code", "across"), [("1B", False), ("8B", True)])
def test_wide_forms_are_printed_across_and_nothing_but_the_guide(open_page, code, across):
    tab = open_page(places.form(code), width=1280)
    tab.emulate_media(media="print")
    for part in (".md-header", ".md-sidebar", ".md-footer"):
        assert not tab.locator(part).first.is_visible()
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", tab.pdf(prefer_css_page_size=True, format="A4"))
    assert {float(width) > float(height) for width, height in sheets} == {across}
    file = tab.locator("a[download]").first.evaluate("link => getComputedStyle(link, '::after').content")
    assert f"bieu-{code.lower()}.xlsx" in file


def test_an_abbreviation_in_a_picture_tells_what_it_stands_for(open_page):
    tab = open_page(places.form("8B"))
    assert tab.locator(".sk-form abbr", has_text=re.compile("^ĐVSNCL$")).first.get_attribute("title") == (
        "đơn vị sự nghiệp công lập"
    )
    tab.get_by_role("link", name="GDTX", exact=True).first.click()
    assert tab.locator(":target").inner_text() == "GDTX"
