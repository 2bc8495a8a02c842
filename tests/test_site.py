"""The built site: strict, every link and anchor leads somewhere, nothing is fetched from another host."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from scripts.pages import places
from scripts.schema import catalogue
from tests.conftest import build_site

FORMS = catalogue.forms()


class Page(HTMLParser):
    """Ids, links and resources of a page."""

    def __init__(self, source):
        super().__init__()
        self.ids: set[str | None] = set()
        self.links: list[str] = []
        self.resources: list[str] = []
        self.lang: str | None = None
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "html":
            self.lang = given.get("lang")
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        self.resources += [given[name] for name in ("src", "srcset", "data", "poster", "action") if given.get(name)]
        if tag == "link" and "href" in given:
            self.resources.append(given["href"])


@pytest.fixture(scope="module")
def pages(folder):
    return {f"/{p.relative_to(folder).as_posix()}": Page(p.read_text("utf-8")) for p in folder.rglob("*.html")}


def address(path):
    """Where a page of docs/ is built."""
    folder = path.removesuffix(".md").removesuffix("index").strip("/")
    return f"/{folder}/index.html" if folder else "/index.html"


def test_every_form_and_every_general_page_is_built(pages):
    general = (places.HOME, places.FORMS, places.OUTLINE, places.PLAN, places.PLAN_TEXT, places.QUESTIONS)
    for path in (*general, places.CORRECTIONS, places.CHECKING, places.DOWNLOADS, *map(places.form, FORMS)):
        assert address(path) in pages


def test_downloads_and_schemas_are_part_of_the_site(folder):
    for code, form in FORMS.items():
        assert (folder / places.schema(code)).is_file()
        assert (folder / places.workbook(code)).is_file() == form.fillable
    for path in (places.COMBINED, places.REPORT, places.CALENDAR, places.EVERYTHING, places.OFFLINE):
        assert (folder / path).is_file()


def test_every_link_leads_to_a_page_a_file_or_an_anchor(folder, pages):
    broken = []
    for path, page in pages.items():
        if path == "/404.html":
            continue
        for link in page.links:
            target = urlsplit(urljoin(path, link))
            assert not target.netloc, f"{path} links to another host: {link}"
            file = unquote(target.path) + ("index.html" if target.path.endswith("/") else "")
            anchor = unquote(target.fragment)
            lost = not (folder / file.strip("/")).is_file()
            if lost or (anchor and file in pages and anchor not in pages[file].ids | {"__skip"}):
                broken.append((path, link))
    assert broken == []


def test_no_resource_comes_from_another_host(folder, pages):
    for path, page in pages.items():
        assert page.lang == "vi", path
        for resource in page.resources:
            assert not re.match(r"(?:[a-z]+:)?//", resource), (path, resource)
    for sheet in folder.rglob("*.css"):
        assert not re.search(r"@import|url\(['\"]?(?:https?:)?//", sheet.read_text("utf-8")), sheet


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_asks_another_host_or_is_wider_than_the_screen(browser, served, pages, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    tab, outside, wide = context.new_page(), [], []
    tab.on("request", lambda r: None if r.url.startswith((served, "data:", "blob:")) else outside.append(r.url))
    for path in sorted(pages):
        tab.goto(served + path)
        excess = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if excess > 0:
            wide.append((path, excess))
    context.close()
    assert (outside, wide) == ([], [])


def test_a_picture_scrolls_in_a_frame_that_the_keyboard_reaches(browser, served):
    context = browser.new_context(viewport={"width": 390, "height": 900})
    tab = context.new_page()
    tab.goto(served + address(places.form("8B")))
    frame = tab.locator(".sk-frame").first
    frame.focus()
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function("document.activeElement.scrollLeft > 0")
    assert frame.get_attribute("role") == "region"
    assert "Biểu 8B" in frame.get_attribute("aria-label")
    context.close()


def test_pages_offer_to_edit_their_sources_once_the_address_of_the_repository_is_known(folder, tmp_path):
    assert "Sửa trang này" not in (folder / "bieu/1b/index.html").read_text("utf-8")
    build_site(folder.parent, tmp_path, REPOSITORY_URL="https://example.org/own/name/")
    page = (tmp_path / "bieu/1b/index.html").read_text("utf-8")
    assert 'href="https://example.org/own/name/edit/main/schemas/forms/1B.schema.json"' in page
    assert 'href="https://example.org/own/name/edit/main/scripts/pages/templates/form.md.j2"' in page
    written = (tmp_path / "kiem-tra/index.html").read_text("utf-8")
    assert 'href="https://example.org/own/name/edit/main/docs/kiem-tra.md"' in written
    assert "api.github.com" not in page
    start = 'Địa chỉ của kho: <a href="https://example.org/own/name">https://example.org/own/name</a>.'
    assert start in (tmp_path / "kho/index.html").read_text("utf-8")
    assert "Địa chỉ của kho: hỏi người quản lý" in (folder / "kho/index.html").read_text("utf-8")


def test_properdocs_builds_the_same_site(folder, tmp_path):
    """The way out, should MkDocs stand still: the same pages, but for the name of their maker."""
    build_site(folder.parent, tmp_path, "--config-file", "mkdocs.yml", by="properdocs")
    made = {root: {f.relative_to(root): f for f in root.rglob("*") if f.is_file()} for root in (folder, tmp_path)}
    assert set(made[folder]) == set(made[tmp_path])
    for name in made[folder]:
        if name.suffix in (".html", ".json", ".js", ".css"):
            one, other = (re.sub(r'content="mkdocs-[^"]+"', "", made[root][name].read_text("utf-8")) for root in made)
            assert one == other, name


def test_headings_without_an_anchor_of_their_own_get_one_that_is_read_as_it_is_said(folder, tmp_path):
    page = folder.parent / "docs" / "thu.md"
    page.write_text("# Đề cương\n\n## Đặc điểm, tình hình ở địa phương\n\n## Điều 3.2 – Ủy ban (mới)\n", "utf-8")
    config = folder.parent / "thu.yml"
    config.write_text("INHERIT: mkdocs.yml\nvalidation: {nav: {omitted_files: ignore}}\n", "utf-8")
    build_site(folder.parent, tmp_path, "--config-file", "thu.yml")
    ids = Page((tmp_path / "thu" / "index.html").read_text("utf-8")).ids
    page.unlink()
    config.unlink()
    assert {"de-cuong", "dac-diem-tinh-hinh-o-dia-phuong", "dieu-3-2-uy-ban-moi"} <= ids
