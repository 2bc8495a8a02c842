"""The copy to read without a network: unpacked anywhere it opens, finds and gives its files; it asks no host."""

from zipfile import ZipFile

import pytest

from scripts import build
from scripts.archive import FIXED_DAY
from scripts.pages import downloads, places
from tests.searching import search
from tests.workbooks import PRESENT

LARGEST = 900_000 + 100_000 * len(PRESENT)  # bytes: some minutes on a slow line; each form brings its page and files


@pytest.fixture(scope="module")
def copy(folder, tmp_path_factory):
    """The folder that unpacking the download leaves, at a place with blanks and marks in its name."""
    place = tmp_path_factory.mktemp("Máy của tôi") / "Bản tải về"
    with ZipFile(folder / places.OFFLINE) as archive:
        archive.extractall(place)
    (only,) = place.iterdir()
    return only


def test_the_copy_is_read_searched_and_gives_files_without_a_network(browser, copy):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    tab, asked, failures = context.new_page(), [], []
    tab.set_default_timeout(5000)
    context.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: failures.append(str(error)))
    tab.goto((copy / "index.html").as_uri())
    tab.locator("input[name=query]").click()
    first = search(tab, "to chuc")[0]
    assert (first.page, first.section) == ((copy / "ke-hoach-toan-van.html").as_uri(), "kh-v")
    assert {word.lower() for word in first.marked} == {"tổ", "chức"}
    search(tab, "bieu 12b")
    tab.locator(".md-search-result__item a").first.click()
    tab.wait_for_url((copy / "bieu" / "12b.html").as_uri())
    assert tab.locator("h1").inner_text().startswith("Biểu 12B")
    with tab.expect_download() as waiting:
        tab.locator(f"a[download][href$='{places.workbook('12B')}']").first.click()
    assert waiting.value.path().read_bytes() == downloads.workbooks()[places.workbook("12B")]
    context.close()
    assert [url for url in asked if not url.startswith("file:")] == []
    assert failures == []


def test_the_copy_holds_what_it_needs_and_no_more(folder, copy):
    names = {file.relative_to(copy).as_posix() for file in copy.rglob("*") if file.is_file()}
    assert names >= {"index.html", "search/search_index.js", "assets/javascripts/lunr/min/lunr.vi.min.js"}
    assert not [name for name in names if name.endswith((".map", "search_index.json"))]
    assert not names & {places.OFFLINE, places.EVERYTHING}
    assert (folder / places.OFFLINE).stat().st_size < LARGEST


@pytest.mark.parametrize("path", [places.OFFLINE, places.EVERYTHING])
def test_archives_are_the_same_bytes_on_every_run(folder, path):
    with ZipFile(folder / path) as archive:
        names = archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {FIXED_DAY.timetuple()[:6]}
    assert names == sorted(names)
    assert {name.partition("/")[0] for name in names} == {path.partition("/")[2].removesuffix(".zip")}
    again = {a.path: a.content for a in build.artefacts(offline=folder.parent / "offline")}[f"docs/{path}"]
    assert again == (folder / path).read_bytes()
