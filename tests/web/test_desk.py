"""The pages in a browser: what an analyst sees and does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from dateline.linking import keep
from dateline.records import Document, Record
from dateline.store import open_store
from tests.web.browsing import NEEDS_CHROMIUM, served

sync_api = pytest.importorskip("playwright.sync_api", reason="the desk's tests need playwright")
pytestmark = NEEDS_CHROMIUM
MISSILES = "Missiles hit centre of Sumy on Palm Sunday, more than 20 killed"


def test_the_list_is_in_step_with_the_filters_and_the_address(page: Any, address: str) -> None:
    page.goto(address)
    rows = page.locator(".list ol > li")
    sync_api.expect(rows.first).to_be_visible()
    everything = rows.count()
    page.get_by_label("Strike", exact=True).check()
    sync_api.expect(page.locator(".list h2")).to_contain_text(" of ")
    assert 0 < rows.count() < everything
    assert all(text.startswith("Strike") for text in page.locator(".list li a").all_inner_texts())
    assert "family=strike" in page.url
    page.reload()
    sync_api.expect(page.get_by_label("Strike", exact=True)).to_be_checked()
    page.get_by_role("button", name="Reset all").click()
    sync_api.expect(page.get_by_label("Strike", exact=True)).not_to_be_checked()
    sync_api.expect(rows).to_have_count(everything)


def test_the_time_chosen_narrows_the_list(page: Any, address: str) -> None:
    page.goto(address)
    sync_api.expect(page.locator(".list ol > li").first).to_be_visible()
    page.get_by_label("From", exact=True).fill("2025-12-01")
    page.get_by_label("From", exact=True).blur()
    sync_api.expect(page.locator(".list ol > li").filter(has_text="2021")).to_have_count(0)
    assert "since=2025-12-01" in page.url
    dates = page.locator(".list li p").all_inner_texts()
    assert dates and all("Dec 2025" in text for text in dates)


def test_a_box_drawn_on_the_map_narrows_the_list(page: Any, address: str) -> None:
    page.goto(f"{address}#/?map=5/49/35")
    sync_api.expect(page.locator(".list ol > li").first).to_be_visible()
    before = page.locator(".list ol > li").count()
    page.get_by_role("button", name="Draw a box").click()
    frame = page.locator(".veil").bounding_box()
    page.mouse.move(frame["x"] + 60, frame["y"] + 60)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] - 60, frame["y"] + frame["height"] - 60, steps=4)
    page.mouse.up()
    sync_api.expect(page.get_by_role("button", name="Remove the box")).to_be_visible()
    assert re.search(r"box=-?\d", page.url)
    assert 0 < page.locator(".list ol > li").count() < before


def test_the_map_draws_its_ground_and_its_incidents(page: Any, address: str) -> None:
    with page.expect_response("**/basemap.pmtiles") as answer:
        page.goto(f"{address}#/?map=4/49/33")
    assert answer.value.status == 206
    canvas = page.locator("canvas.maplibregl-canvas")
    sync_api.expect(canvas).to_be_visible()
    box = canvas.bounding_box()
    assert box["width"] > 300 and box["height"] > 300


def test_the_layer_of_who_holds_what_lists_places(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_label("Who holds what").check()
    sync_api.expect(page.locator(".holds li").first).to_be_visible()
    assert "control=" in page.url


def test_an_incident_leads_to_the_sentence_that_tells_it(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_role("heading", name="28 incidents").wait_for()
    page.get_by_role("link", name="Strike: missile, Sumy").first.click()
    sync_api.expect(page.get_by_role("heading", level=1)).to_have_text("Strike: missile, Sumy")
    sync_api.expect(page.get_by_role("heading", name="Figures by claimant")).to_be_visible()
    sync_api.expect(page.locator("table").first).to_contain_text("at least 20")
    page.locator(".told").get_by_role("link", name=MISSILES).first.click()
    sync_api.expect(page.get_by_role("heading", level=1)).to_have_text(MISSILES)
    sync_api.expect(page.locator("mark.active").first).to_be_visible()


def test_a_report_leads_to_where_it_was_published_if_that_is_on_the_web(
    page: Any, tmp_path: Path
) -> None:
    path = tmp_path / "desk.db"
    there, script = "https://example.org/shells-hit-a-mill", "javascript:alert(1)"
    with open_store(path) as store:
        with store.write() as writer:
            for name, url in (("there", there), ("script", script)):
                report = Document(id=name, text=f"Shells hit a mill, {name} said.", url=url)
                writer.add(report, name)
                keep(writer, Record(document=report), "test")
        with served(store) as address:
            page.goto(f"{address}#/report/there")
            link = page.get_by_role("link", name="As published")
            sync_api.expect(link).to_have_attribute("href", there)
            sync_api.expect(link).to_have_attribute("rel", "noopener noreferrer external")
            page.goto(f"{address}#/report/script")
            page.get_by_text("script said").wait_for()
            sync_api.expect(link).to_have_count(0)
            page.goto("about:blank")  # before the desk goes, whose news it listens to


def test_copies_of_a_dispatch_can_be_compared(page: Any, address: str) -> None:
    page.goto(f"{address}#/report/sumy-agency")
    page.get_by_role("button", name="Compare the wording").click()
    sync_api.expect(page.locator(".difference del").first).to_be_visible()


def test_highlights_can_be_switched_and_hover_links_record_and_text(
    page: Any, address: str
) -> None:
    page.goto(f"{address}#/report/sumy-agency")
    places = page.locator("mark.place")
    sync_api.expect(places.first).to_be_visible()
    page.get_by_label("Places").uncheck()
    sync_api.expect(places).to_have_count(0)
    page.locator(".record li").first.hover()
    sync_api.expect(page.locator("mark.active").first).to_be_visible()
    page.locator("mark.event", has_text="met").hover()
    sync_api.expect(page.locator(".record li.active")).to_contain_text("Diplomacy: talks")


def test_marks_lie_where_the_record_says_past_characters_of_two_units(
    page: Any, address: str
) -> None:
    page.goto(f"{address}#/import")
    text = "\U0001f525\U0001f525 Shells hit Orikhiv on 3 May 2023, killing two people."
    chosen = [{"name": "fire.txt", "mimeType": "text/plain", "buffer": text.encode()}]
    page.locator("input[type=file]").set_input_files(chosen)
    page.get_by_role("button", name=re.compile("^Import")).click()
    sync_api.expect(page.get_by_text("1 report added")).to_be_visible(timeout=60_000)
    page.goto(f"{address}#/report/fire")
    sync_api.expect(page.locator("mark.place").first).to_have_text("Orikhiv")


def test_what_a_report_says_is_text_never_markup(page: Any, address: str) -> None:
    page.goto(f"{address}#/import")
    text = '<img src=x onerror="document.title=1"> Shells hit Orikhiv on 3 May 2023, killing 2.'
    line = '{"id": "evil", "title": "<script>document.title=2</script>", "text": %s}'
    quoted = '"' + text.replace('"', '\\"') + '"'
    chosen = [{"name": "<b>x.jsonl", "mimeType": "text/plain", "buffer": (line % quoted).encode()}]
    page.locator("input[type=file]").set_input_files(chosen)
    page.get_by_role("button", name=re.compile("^Import")).click()
    sync_api.expect(page.get_by_text("1 report added")).to_be_visible(timeout=60_000)
    page.goto(f"{address}#/report/evil")
    sync_api.expect(page.locator("article")).to_contain_text("<img src=x")
    sync_api.expect(page.get_by_role("heading", level=1)).to_contain_text("<script>")
    assert page.locator("article img, h1 script").count() == 0


def test_search_finds_reports_incidents_and_places(page: Any, address: str) -> None:
    page.goto(f"{address}#/search")
    page.get_by_role("searchbox").fill("Sumy")
    page.keyboard.press("Enter")
    sync_api.expect(page.get_by_role("heading", name="Reports")).to_be_visible()
    sync_api.expect(page.get_by_role("link", name="Strike: missile, Sumy")).to_be_visible()
    page.get_by_role("link", name="Sumy", exact=True).click()
    sync_api.expect(page.get_by_role("heading", level=1)).to_have_text("Sumy")
    sync_api.expect(page.get_by_role("heading", name="Who holds it")).to_be_visible()


def test_a_party_has_what_it_did_and_suffered(page: Any, address: str) -> None:
    page.goto(f"{address}#/party/RUS")
    sync_api.expect(page.get_by_role("heading", name="What it did")).to_be_visible()
    sync_api.expect(page.get_by_role("link", name="Strike: missile, Sumy")).to_be_visible()


def test_the_signals_board_shows_areas(page: Any, address: str) -> None:
    page.goto(f"{address}#/signals?since=2025-01-01&until=2025-12-31")
    sync_api.expect(page.get_by_role("heading", name="Sumy Oblast")).to_be_visible()


def test_the_review_loop_by_keyboard(page: Any, address: str) -> None:
    page.goto(f"{address}#/review")
    quote = page.locator("blockquote")
    sync_api.expect(page.get_by_role("button", name="Correct")).to_be_enabled()
    first = quote.inner_text()
    page.keyboard.press("j")
    sync_api.expect(quote).not_to_have_text(first)
    page.keyboard.press("k")
    sync_api.expect(quote).to_have_text(first)
    page.keyboard.press("a")
    past = page.locator("ol li")
    sync_api.expect(past.first).to_contain_text("accepted")
    sync_api.expect(page.get_by_role("button", name="Correct")).to_be_enabled()
    page.keyboard.press("c")
    page.get_by_label("Field").select_option("status")
    page.get_by_label("Reading").select_option("denied")
    page.get_by_label("Why").fill("the sentence says so")
    page.get_by_role("button", name="Save").click()
    sync_api.expect(past.first).to_contain_text("the sentence says so")
    page.keyboard.press("u")
    sync_api.expect(past.first).to_contain_text("accepted")
    page.keyboard.press("u")
    sync_api.expect(past).to_have_count(0)
    sync_api.expect(quote).to_have_text(first)


def test_a_person_joins_two_incidents_and_parts_them_again(page: Any, address: str) -> None:
    found = page.request.get(f"{address}api/v1/incidents?place=Sumy&family=forces").json()
    page.goto(f"{address}#/incident/{found['items'][0]['id']}")
    told = page.locator(".told li")
    sync_api.expect(told).to_have_count(1)
    near = page.locator("li", has=page.get_by_role("link", name="Strike: missile, Sumy"))
    near.get_by_role("button", name="The same happening").click()
    own = told.filter(has=page.get_by_role("link", name="Governor: soldiers were gathered"))
    other = told.filter(has=page.get_by_role("link", name=MISSILES))
    sync_api.expect(other.first).to_be_visible()
    sync_api.expect(own).to_have_count(1)
    with page.expect_response("**/api/v1/decisions") as answer:
        own.get_by_role("button", name="Another happening").click()
    assert answer.value.ok
    said = page.request.get(f"{address}api/v1/decisions").json()["items"]
    assert "cut" in {one["verdict"] for one in said}


@pytest.mark.parametrize(
    "where", ["", "incident", "report/sumy-agency", "search?q=Sumy", "signals", "review", "import"]
)
def test_no_page_is_wider_than_a_small_phone(browser: Any, address: str, where: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 720})
    page = context.new_page()
    if where == "incident":
        found = page.request.get(f"{address}api/v1/incidents?sources=2&limit=1").json()
        where = f"incident/{found['items'][0]['id']}"
    page.goto(f"{address}#/{where}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_colours_follow_the_system_and_the_switch(browser: Any, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}#/search")
    root = page.locator("html")
    sync_api.expect(root).to_have_attribute("data-dark", "")
    page.get_by_label("Colours").select_option("light")
    assert root.get_attribute("data-dark") is None
    page.reload()
    sync_api.expect(page.get_by_label("Colours")).to_have_value("light")
    assert root.get_attribute("data-dark") is None
    context.close()
