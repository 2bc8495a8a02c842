"""The search in a real browser: what clerks type leads where they want to go, and the right letters are marked."""

import unicodedata

import pytest

from scripts import paths
from scripts.documents import read_yaml
from scripts.pages import places
from tests.searching import search
from tests.test_site import address

QUERIES = read_yaml((paths.ROOT / "tests" / "search.yaml").read_text("utf-8"))
MAY_MISS = 2


@pytest.fixture(scope="module")
def tab(browser, served):
    """A tab with the search box open."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(5000)
    opened.goto(served + "/index.html")
    opened.locator("input[name=query]").click()
    yield opened
    context.close()


def typed(query):
    return unicodedata.normalize("NFD" if query.get("nfd") else "NFC", query["query"])


def test_queries_lead_to_pages_and_headings_that_exist(folder):
    assert len(QUERIES) >= 60
    assert len({typed(query) for query in QUERIES}) == len(QUERIES)
    for query in QUERIES:
        page = (folder / address(f"{query['page']}.md").strip("/")).read_text("utf-8")
        assert "section" not in query or f'id="{query["section"]}"' in page, query


def test_what_clerks_type_leads_where_they_want_to_go(tab, served):
    missed = []
    for query in QUERIES:
        results = search(tab, typed(query))
        wanted = served + address(f"{query['page']}.md").removesuffix("index.html")
        first = results[0] if results else None
        if not first or first.page != wanted or ("section" in query and first.section != query["section"]):
            missed.append(f"{query['query']}: {first.links[:2] if first else 'nothing'}")
    assert len(missed) <= MAY_MISS, "\n".join(missed)


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("to chuc", {"tổ", "chức"}),
        ("tổ chức".upper(), {"tổ", "chức"}),
        (unicodedata.normalize("NFD", "tổ chức"), {"tổ", "chức"}),
        ("tiep cong dan", {"tiếp", "công", "dân"}),
        ("ti trong", {"tỷ", "trọng"}),
        ("bieu-12b.xlsx", {"biểu", "12b"}),
        ("R12-2", {"r12-2a", "r12-2b"}),
        ("TTHC", {"thủ", "tục", "hành", "chính"}),
    ],
)
def test_the_letters_asked_for_are_marked_and_no_others(tab, query, marked):
    first = search(tab, query)[0]
    assert {word.lower() for word in first.marked} == marked


def test_the_same_question_gets_the_same_answer_again(tab):
    before = search(tab, "tổ chức")
    search(tab, "to chuc bo may")
    assert search(tab, "tổ chức") == before


SIGNS = ("12B:", "III.4: tài sản", "(đơn vị)", "*", "a^b", "x~", "+84", "-", "tổ chức +", "🙂")


@pytest.mark.parametrize("query", SIGNS)
def test_no_sign_breaks_the_search(tab, query):
    failures = []
    tab.on("console", lambda message: failures.append(message.text) if message.type in ("warning", "error") else None)
    search(tab, query)
    assert search(tab, "12B")[0].page.endswith(places.form("12B").replace(".md", "/"))
    assert failures == []
