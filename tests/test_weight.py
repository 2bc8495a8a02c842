"""What a first visit costs on a slow line: all that a page loads, the search included, as it is sent with gzip."""

import gzip
from urllib.parse import urljoin

import pytest

from scripts.pages import places
from scripts.schema import catalogue
from tests.searching import search
from tests.test_site import Page, address

VISIT, FORM = 350 * 1024, 60 * 1024


def sent(folder, path):
    return len(gzip.compress((folder / path.strip("/")).read_bytes(), 6))


@pytest.fixture(scope="module")
def loaded_by_scripts(browser, served):
    """What a real browser asks for on a page, beyond the page itself, until the search has answered."""
    context, asked = browser.new_context(), set()
    context.on("request", lambda request: asked.add(request.url.removeprefix(served).partition("?")[0]))
    tab = context.new_page()
    tab.goto(served + address(places.QUESTIONS))
    assert search(tab, "12B")
    context.close()
    assert any("lunr.vi" in path for path in asked)  # requests of the search's own thread are counted too
    return {path for path in asked if not path.endswith(".html")}


def test_a_first_visit_to_any_page_is_light(folder, loaded_by_scripts):
    costs = {}
    for file in folder.rglob("*.html"):
        page = f"/{file.relative_to(folder).as_posix()}"
        named = {urljoin(page, resource) for resource in Page(file.read_text("utf-8")).resources}
        costs[page] = sum(sent(folder, path) for path in {page, *named, *loaded_by_scripts} if not path.endswith("/"))
    assert {page: cost for page, cost in costs.items() if cost > VISIT} == {}
    assert max(costs.values()) > 100 * 1024  # scripts and styles alone are more: nothing was left out


def test_the_pages_of_forms_are_light_by_themselves(folder):
    costs = {code: sent(folder, address(places.form(code))) for code in catalogue.forms()}
    assert {code: cost for code, cost in costs.items() if cost > FORM} == {}
