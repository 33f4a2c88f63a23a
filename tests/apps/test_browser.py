"""The pages in a real browser: they open, axe finds no violations, citations land on their passage, hostile reports do nothing.

Needs Debian's Chromium and the Python package playwright; skips with a message where they are missing.
"""

import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import large
from made import dossier
from variorum.apps.serving import server
from variorum.apps.templating import story_file
from variorum.apps.web import create
from variorum.model.story import Dossier
from variorum.store.writer import Writer
from variorum.views import measured
from variorum.views.measured import Measured, Sort

pytest.importorskip("playwright", reason="needs the package playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")]

PAGES = (
    "/stories", "/stories/s1", "/stories/s1/facing", "/stories/s1/stemma", "/stories/s1/apparatus", "/stories/s1/said",
    "/stories/s1/positions", "/stories/s1/timeline", "/stories?q=trips", "/stories/s1/sources/p1",
    "/reports/r1", "/reports/r3", "/entities", "/entities/person/Ada%20Quill", "/words", "/stories/none",
)  # fmt: skip


PHONE = {"width": 390, "height": 844}


@contextmanager
def served(path: Path, made: Dossier) -> Iterator[str]:
    """The address of a reading room over a library with that one story."""
    with Writer(path) as writer:
        writer.put_reports([(report, report) for report in made.reports], "test")
        writer.put_story(made, "test")
    running = server(create(path), "127.0.0.1", 0)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    running.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    made = dossier()
    long = replace(made.reports[2], text=made.reports[2].text[:-3000] + "x" * 1_000_000)
    block = replace(long.blocks[1], end=len(long.text))
    long = replace(long, blocks=(long.blocks[0], block))
    with served(tmp_path_factory.mktemp("browser") / "library.db", replace(made, reports=(*made.reports[:2], long))) as found:
        yield found


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A story whose lists come by page."""
    with served(tmp_path_factory.mktemp("crowded") / "library.db", large.story(120, points=90)) as found:
        yield found


@pytest.fixture(autouse=True)
def every_line_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read of such differences is laid down here, so that the card has its table whatever is read anew."""
    monkeypatch.setattr(measured, "SORTS", (Sort("polarity", re.compile("."), Measured(98, 2, 0, "such lines")),))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.on("page", lambda opened: opened.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}")))
    yield context.new_page()
    context.close()


def _axe() -> str:
    package = pytest.importorskip("axe_core_python", reason="needs the package axe-core-python")
    return next(Path(package.__file__).parent.rglob("axe.min.js")).read_text("utf-8")


@pytest.mark.parametrize("path", PAGES)
def test_page_opens_without_complaint_and_is_accessible(page: Any, address: str, path: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" and "404" not in message.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address + path)
    assert complaints == []
    assert _violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert _violations(page) == []


def _violations(page: Any) -> list[Any]:
    page.evaluate(_axe())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]]


def test_the_single_file_stands_alone(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "story.html"
    file.write_text(story_file(dossier()), "utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert page.evaluate("window.hacked") is None
    assert _violations(page) == []
    page.emulate_media(media="print")
    for role in ("rowheader", "heading"):  # on the card, and among the differences
        assert page.get_by_role(role, name="Will the line cut more than 40 trips?").is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_card_is_the_first_thing_of_a_story(browser: Any, address: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 844})
    page = context.new_page()
    page.goto(address + "/stories/s1")
    card = page.get_by_role("region", name="In short")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert card.get_by_text("What happened").is_visible()
        assert card.get_by_role("table", name="Changed by one copy").get_by_role("columnheader").count() == 2
        assert card.bounding_box()["y"] < page.get_by_role("heading", name="Where they differ").bounding_box()["y"]
        assert card.bounding_box()["x"] + card.bounding_box()["width"] <= width
    page.emulate_media(media="screen")
    assert card.bounding_box()["y"] < 400
    context.close()


def test_on_a_phone_all_below_the_card_is_folded_but_where_the_address_leads(browser: Any, address: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(address + "/stories/s1")
    shut = "details => details.map(one => one.open)"
    assert page.eval_on_selector_all("details.fold", "all => all.length > 5 && all.every(one => !one.open)")
    page.click("details.fold > summary >> nth=1")
    assert page.eval_on_selector_all("details.fold", shut).count(True) == 1
    page.goto(address + "/stories")
    page.goto(address + "/stories/s1#differ")
    assert page.eval_on_selector_all("details.fold[open] h2", "all => all.map(one => one.id)") == ["differ"]
    assert _violations(page) == []
    page.evaluate("location.hash = 'reports'")
    page.wait_for_function("document.querySelector('#reports').closest('details').open")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(page.eval_on_selector_all("details.fold", shut))
    context.close()


def test_an_address_that_leads_nowhere_stops_nothing_and_keys_pass_over_what_is_folded(browser: Any, address: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address + "/stories/s1#%")
    assert page.eval_on_selector_all("details.fold", "all => all.every(one => !one.open)")
    assert page.locator(".keys").is_visible()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body"), "every line is folded"
    page.click("details.fold > summary >> nth=0")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('details').open")
    assert complaints == []
    context.close()


def test_nothing_is_folded_on_a_desk_or_without_javascript(browser: Any, address: str) -> None:
    for settings in ({"viewport": {"width": 1280, "height": 900}}, {"viewport": PHONE, "java_script_enabled": False}):
        context = browser.new_context(**settings)
        page = context.new_page()
        page.goto(address + "/stories/s1")
        assert page.locator("details.fold").count() == page.locator("details.fold[open]").count() > 5
        context.close()


def test_the_page_that_is_open_stands_first_on_a_phone(page: Any, address: str) -> None:
    page.set_viewport_size(PHONE)
    for view in ("said", "timeline"):
        page.goto(f"{address}/stories/s1/{view}")
        tabs = page.eval_on_selector_all("nav.tabs a", "all => all.map(one => [one.getBoundingClientRect().left, one.ariaCurrent])")
        assert min(tabs)[1] == "page"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_off_a_narrow_screen(page: Any, address: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


CROWDED = (
    "", "/reports", "/facing?left=2&right=80", "/stemma?page=2", "/apparatus", "/said?page=2", "/positions", "/positions?as=table",
    "/timeline", "/sources/p1?page=2",
)  # fmt: skip


@pytest.mark.parametrize("view", CROWDED)
def test_pages_of_long_lists_are_accessible_and_narrow(page: Any, crowded: str, view: str) -> None:
    page.goto(f"{crowded}/stories/s1{view}")
    assert _violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_long_list_is_paged_by_keyboard_and_without_javascript(browser: Any, crowded: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{crowded}/stories/s1/apparatus?verdict=conflict")
    following = page.get_by_role("link", name="Next page")
    assert following.count() == 0
    page.goto(f"{crowded}/stories/s1/apparatus")
    page.get_by_role("link", name="Next page").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**page=2**")
    assert "Page 2 of" in page.locator("nav.pager").inner_text()
    page.emulate_media(media="print")
    assert page.locator("nav.pager span").is_visible()
    assert not page.get_by_role("link", name="Next page").is_visible()
    context.close()


def test_a_link_to_a_place_finds_the_page_it_is_on(page: Any, crowded: str) -> None:
    page.goto(f"{crowded}/stories/s1/apparatus#p77")
    page.wait_for_url("**at=p77**")
    assert page.locator("#p77").is_visible()
    page.goto(f"{crowded}/stories/s1/apparatus#nowhere")
    page.wait_for_url("**at=nowhere**")
    assert page.locator("tbody.point").first.is_visible()


def test_a_citation_shows_its_passage_and_lands_on_it(page: Any, address: str) -> None:
    page.goto(address + "/stories/s1/apparatus")
    cite = page.locator("a.cite").first
    peek = cite.locator(".peek")
    assert not peek.is_visible()
    cite.focus()
    assert peek.is_visible()
    words = peek.locator("b").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**")
    assert page.locator("mark#at").first.inner_text() in words
    assert page.locator("mark#at").first.is_visible()


def test_layers_switch(page: Any, address: str) -> None:
    page.goto(address + "/reports/r1")
    quoted, plain = page.locator("article .quotation").first, "rgba(0, 0, 0, 0)"
    assert quoted.evaluate("node => getComputedStyle(node).backgroundColor") != plain
    page.get_by_label("who says what").uncheck()
    assert quoted.evaluate("node => getComputedStyle(node).backgroundColor") == plain
    page.reload()
    assert not page.get_by_label("who says what").is_checked()


def test_layers_switch_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/reports/r1")
    told = page.locator("article .told").first
    assert told.is_visible()
    page.get_by_label("what other reports tell otherwise").uncheck()
    assert not told.is_visible()
    context.close()


def test_a_line_is_copied_with_its_sources_by_key_and_by_button(browser: Any, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "/stories/s1/apparatus")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "p1"
    page.keyboard.press("c")
    page.get_by_role("status").get_by_text("copied", exact=True).wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Will the line cut more than 40 trips?")
    assert f"{address}/stories/s1/sources/p1" in copied
    page.goto(address + "/stories/s1/said")
    page.locator("#u1").hover()
    page.locator("#u1 button.copy").click()
    page.get_by_role("status").get_by_text("copied", exact=True).wait_for(state="attached")
    assert "We keep our promise" in page.evaluate("navigator.clipboard.readText()")
    context.close()


def test_a_slash_leads_to_the_search_and_is_typed_in_it(page: Any, address: str) -> None:
    page.goto(address + "/stories")
    page.keyboard.press("/")
    page.keyboard.type("trips/j")
    assert page.get_by_label("Words").input_value() == "trips/j"


def test_single_keys_can_be_turned_off(page: Any, address: str) -> None:
    """Who speaks to the browser, or whose screen reader has keys of its own, needs them."""
    page.goto(address + "/stories/s1/apparatus")
    page.get_by_label("keys on").uncheck()
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")


def test_what_is_spoken_says_which_and_of_whom(page: Any, address: str) -> None:
    """Names of links and groups, as a screen reader has them: apart from each other, and none twice for two lines."""
    page.goto(address + "/stories/s1/apparatus?verdict=all")
    spoken = page.locator("main").aria_snapshot()
    assert 'link "Source 1, Harbour Times"' in spoken
    assert not re.search(r"\wSource \d", spoken), "one name ends where the next begins"
    lines = page.get_by_role("link", name="All passages, to link or to cite: ")
    names = [line.get_attribute("aria-label") for line in lines.all()]
    assert len(set(names)) == len(names) == 2
    assert any("Will the line cut more than 40 trips?" in name for name in names)
    page.goto(address + "/stories/s1/facing")
    for side in ("[1] Harbour Times", "[2] Coast"):
        assert page.get_by_role("group", name=side).count() >= 1, "whose paragraph it is"
    page.goto(address + "/stories/s1/stemma")
    assert page.get_by_role("link", name="This passage in [1] Harbour Times", include_hidden=True).count() == 1


def test_a_report_is_read_without_notes_between_its_words(page: Any, address: str) -> None:
    """What a layer says of a stretch of text is for the pointer, which shows it while it is there."""
    page.goto(address + "/reports/r1")
    noted = page.locator("article [data-note]").first
    assert page.locator("article [title]").count() == 0
    noted.hover()
    assert noted.get_attribute("title") == noted.get_attribute("data-note")
    assert page.get_by_role("link", name="[2] Coast").count() == 1


def test_a_search_says_in_its_title_what_it_found_and_each_story_is_a_heading(page: Any, address: str) -> None:
    page.goto(address + "/stories?q=trips")
    assert page.title() == "1 story found: trips – Variorum"
    assert page.get_by_role("heading", level=2, name="Ferry line cuts its winter trips").get_by_role("link").is_visible()
    page.goto(address + "/entities?q=quill")
    assert page.title() == "1 name found: quill – Variorum"


def test_two_reports_stand_side_by_side_and_below_each_other_on_a_phone(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address + "/stories/s1")
    page.get_by_role("link", name="Side by side", exact=True).click()
    row = page.locator(".facing .row:not(.heads):not(.alone)").first
    left, right = row.locator(".left").bounding_box(), row.locator(".right").bounding_box()
    assert left["x"] + left["width"] <= right["x"]
    assert left["y"] == right["y"]
    page.set_viewport_size({"width": 390, "height": 800})
    left, right = row.locator(".left").bounding_box(), row.locator(".right").bounding_box()
    assert left["y"] + left["height"] <= right["y"]
    page.get_by_label("Right").select_option(label="[3] an unnamed report (r3), undated")
    page.get_by_role("button", name="Compare").click()
    assert "[3] an unnamed report (r3)" in page.locator(".facing h3").nth(1).inner_text()
    context.close()


def test_the_drawing_runs_down_on_a_phone_and_across_on_a_desk(page: Any, address: str) -> None:
    page.goto(address + "/stories/s1/stemma")
    for width, shown, hidden in ((1280, ".wide", ".tall"), (390, ".tall", ".wide")):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator(f"div.stemma{shown} svg").is_visible()
        assert not page.locator(f"div.stemma{hidden} svg").is_visible()
        assert page.locator(f"div.stemma{shown}").evaluate("node => node.scrollWidth <= node.clientWidth")


def test_a_hostile_report_does_nothing(page: Any, address: str) -> None:
    for path in ("/reports/r3", "/stories/s1", "/stories/s1/positions"):
        page.goto(address + path)
        assert page.evaluate("window.hacked") is None
        assert page.locator("img").count() == 0
        assert page.evaluate("[...document.links].every(link => /^https?:$/.test(link.protocol))")


def test_pages_read_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/stories/s1")
    assert "Will the line cut more than 40 trips?" in page.content()
    page.goto(address + "/reports/r1?at=0-5#at")
    assert page.locator("mark#at").inner_text() == "Ferry"
    context.close()


def test_the_keyboard_reaches_the_text(page: Any, address: str) -> None:
    page.goto(address + "/stories/s1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
