"""The page of all downloads: everything is on it, as it says, and arrives as it was made; the calendar is one."""

from datetime import date, timedelta
from zipfile import ZipFile

import icalendar
import pytest

from scripts.model.grid import fingerprint
from scripts.pages import places, words
from scripts.pages.plan_calendar import calendar
from scripts.schema import catalogue
from tests.test_site import Page, address

FORMS = catalogue.forms()


@pytest.fixture(scope="module")
def listed(folder):
    """The files that the page links to, by their path below docs/."""
    page = Page((folder / address(places.DOWNLOADS).strip("/")).read_text("utf-8"))
    return {link.removeprefix("../") for link in page.links if link.startswith(("../downloads/", "../schemas/"))}


def test_everything_that_is_offered_is_listed(folder, listed):
    offered = [file for name in ("downloads", "schemas") for file in (folder / name).rglob("*") if file.is_file()]
    assert listed == {file.relative_to(folder).as_posix() for file in offered}


@pytest.fixture(scope="module")
def page(browser, served):
    context = browser.new_context(viewport={"width": 390, "height": 900})
    tab = context.new_page()
    tab.set_default_timeout(5000)
    tab.goto(served + address(places.DOWNLOADS))
    yield tab
    context.close()


def test_every_form_is_listed_with_the_edition_that_its_template_carries(page):
    for code, form in FORMS.items():
        row = page.locator("#tung-bieu ~ div tr", has=page.get_by_role("link", name=form.label.text, exact=True))
        assert row.count() == form.fillable, code
        if form.fillable:
            said = row.inner_text()
            edition = (form.version, words.day(form.layout_date), fingerprint(form))
            assert [fact for fact in (places.workbook(code).partition("/")[2], *edition) if fact not in said] == []


@pytest.mark.parametrize(
    "path",
    [
        places.workbook("1B"),
        places.example("8B"),
        places.COMBINED,
        places.REPORT,
        places.CALENDAR,
        places.EVERYTHING,
        places.OFFLINE,
        places.schema("13B"),
        "schemas/registry/units.csv",
    ],
)
def test_a_click_saves_the_file_under_its_name_and_in_the_size_told(page, folder, path):
    link = page.locator(f"article td a[download][href$='{path}'], article li a[download][href$='{path}']")
    with page.expect_download() as waiting:
        link.click()
    content = (folder / path).read_bytes()
    assert waiting.value.suggested_filename == path.rpartition("/")[2]
    assert waiting.value.path().read_bytes() == content
    assert f"({words.size(content)})" in link.locator("xpath=..").inner_text()


def test_the_archive_of_everything_holds_all_other_files(folder, listed):
    with ZipFile(folder / places.EVERYTHING) as archive:
        held = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    note = held.pop(words.READ_FIRST).decode("utf-8-sig")
    folders = {name.partition("/")[0] for name in held}
    assert folders == {words.TO_FILL, words.ONE_BY_ONE, words.EXAMPLES, words.FOR_PROGRAMS}
    assert all(f"{name}:" in note for name in folders)
    found = {name.partition("/")[2]: content for name, content in held.items()}
    wanted = sorted(listed - {places.EVERYTHING, places.OFFLINE})
    assert sorted(found) == sorted(path.removeprefix("downloads/") for path in wanted)
    assert all(found[path.removeprefix("downloads/")] == (folder / path).read_bytes() for path in wanted)


@pytest.mark.parametrize("page_with_link", [places.HOME, places.PLAN])
def test_the_calendar_is_offered_where_dates_are_told(folder, page_with_link):
    page = Page((folder / address(page_with_link).strip("/")).read_text("utf-8"))
    assert any(link.endswith(places.CALENDAR) for link in page.links)


def test_the_calendar_says_the_last_day_and_the_words_of_the_plan():
    events = {str(one["UID"]).partition("@")[0]: one for one in icalendar.Calendar.from_ical(calendar()).walk("VEVENT")}
    days = {name: one.decoded("DTSTART") for name, one in events.items()}
    assert days == {
        "han-tham-luan": date(2026, 5, 26),
        "han-bao-cao": date(2026, 5, 28),
        "chot-so-lieu": date(2026, 5, 31),
        "hoi-nghi-tinh": date(2026, 6, 1),
    }
    for name, event in events.items():
        assert event.decoded("DTEND") - days[name] == timedelta(days=1)
        assert event["DTSTART"].params["VALUE"] == "DATE"
    due = events["han-bao-cao"]
    assert str(due["SUMMARY"]).endswith("trước ngày 29/5/2026")
    assert "28/5/2026, ngày cuối còn kịp" in str(due["DESCRIPTION"])
    assert (str(events["hoi-nghi-tinh"]["STATUS"]), str(due["STATUS"])) == ("TENTATIVE", "CONFIRMED")
    assert [one.decoded("TRIGGER") for one in due.walk("VALARM")] == [timedelta(days=-3)]


def test_the_calendar_keeps_to_the_rules_of_its_format():
    raw = calendar()
    assert raw == calendar()
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    lines = raw.decode().removesuffix("\r\n").split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert raw.count(b"BEGIN:VEVENT") == raw.count(b"DTSTAMP:20260701T000000Z") == raw.count(b"UID:")
    parsed = icalendar.Calendar.from_ical(raw)
    assert not [error for part in parsed.walk() for error in part.errors]
    assert {"VERSION", "PRODID"} <= set(parsed)
