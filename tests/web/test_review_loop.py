"""The whole review loop in a browser: add, correct by map, code twice, settle, undo."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.store import open_store
from dateline.web.people import put_user
from tests.web.browsing import NEEDS_CHROMIUM, served
from tests.web.desk import PASSWORD
from tests.web.test_access import violations

sync_api = pytest.importorskip("playwright.sync_api", reason="the desk's tests need playwright")
pytestmark = NEEDS_CHROMIUM
expect = getattr(sync_api, "expect", None)
V1 = "api/v1"
REPORT = "sumy-agency"
Enter = Callable[..., Any]
# Chooses words of the report as dragging over them does.
_SELECT = """(words) => {
  const texts = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return;
  }
}"""


@pytest.fixture
def address(template: Path, tmp_path: Path) -> Iterator[str]:
    """A desk of two coders and an editor, over the dispatches."""
    shutil.copy(template, tmp_path / "desk.db")
    with open_store(tmp_path / "desk.db") as store:
        for name, role in (
            ("vic", "viewer"),
            ("cora", "coder"),
            ("carl", "coder"),
            ("ed", "editor"),
        ):
            put_user(store, name, role, PASSWORD, "test")  # type: ignore[arg-type]
        with served(store) as where:
            yield where


@pytest.fixture
def enter(browser: Any, address: str) -> Iterator[Enter]:
    """Opens a page of the desk as somebody; no script may fail on it."""
    contexts, trouble = [], []

    def go(name: str, where: str) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        told = context.request.get(f"{address}{V1}/session").json()
        context.request.post(
            f"{address}{V1}/session",
            data={"name": name, "password": PASSWORD},
            headers={"X-CSRF-Token": told["csrf"]},
        )
        page.goto(f"{address}#/{where}")
        page.locator("h1").first.wait_for()
        return page

    yield go
    for context in contexts:
        context.close()
    assert not trouble


def events(page: Any, address: str, **asked: str) -> list[dict[str, Any]]:
    found = page.request.get(f"{address}{V1}/events", params={"report": REPORT} | asked).json()
    items: list[dict[str, Any]] = found["items"]
    return items


def test_words_dragged_over_become_an_event_and_go_again(enter: Enter, address: str) -> None:
    page = enter("cora", f"report/{REPORT}")
    before = len(events(page, address))
    page.locator("article").wait_for()
    page.evaluate(_SELECT, "odies la")  # parts of words are taken for the words
    page.get_by_role("button", name="An event told by these words").click()
    form = page.get_by_role("form", name="Add an event")
    expect(form.locator("blockquote")).to_have_text("Bodies lay")
    assert not violations(page)
    form.get_by_label("Type").select_option("civilians/attack")
    form.get_by_label("Status").select_option("happened")
    form.get_by_label("From", exact=True).fill("2025-04-13")
    form.get_by_label("To", exact=True).fill("2025-04-13")
    form.get_by_label("Find a place by its name").fill("Sumy")
    page.keyboard.press("Enter")
    form.get_by_role("button", name=re.compile("^Sumy settlement")).click()
    form.get_by_role("group", name="Targets").get_by_role(
        "button", name="people (civilians)"
    ).click()
    form.get_by_label("Why").fill("bodies lay in the street")
    form.get_by_role("button", name="Save").click()
    expect(page.locator("mark.event.active")).to_have_text("Bodies lay")
    expect(page.locator(".record li.active")).to_contain_text("Sumy · 13 Apr 2025")
    (added,) = events(page, address, type="civilians/attack")
    event = added["event"]
    assert (event["id"], event["place"]["name"]) == ("r1", "Sumy")
    assert event["time"]["start"] == event["time"]["end"] == "2025-04-13"
    assert event["targets"][0]["side"] == "civilians"
    assert added["incident"]
    text = page.request.get(f"{address}{V1}/reports/{REPORT}").json()["document"]["text"]
    assert text[slice(*event["trigger"].values())] == "Bodies lay"
    assert text[slice(*event["evidence"][0].values())] == "Bodies lay in the street afterwards."
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.locator("mark.event", has_text="Bodies")).to_have_count(0)
    assert len(events(page, address)) == before


def test_words_are_chosen_with_the_keyboard_alone(enter: Enter, address: str) -> None:
    page = enter("cora", f"report/{REPORT}")
    page.get_by_role("button", name="Add an event").wait_for()
    page.keyboard.press("e")
    expect(page.locator("mark.chosen")).to_have_text("SUMY")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    chosen = page.locator("mark.chosen").first.inner_text()
    assert chosen != "SUMY"
    expect(page.get_by_role("status").filter(has_text="Chosen:")).to_contain_text(chosen)
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator("mark.chosen")).to_have_count(0)
    page.keyboard.press("Enter")  # the focus is back on the button
    expect(page.locator("mark.chosen")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Type")).to_be_focused()
    page.keyboard.type("Strike: dr")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.locator(".record li.active")).to_contain_text("Strike: drone")
    assert events(page, address, type="strike/drone")


def test_a_viewer_cannot_add_or_change(enter: Enter) -> None:
    page = enter("vic", f"report/{REPORT}")
    page.locator("article mark").first.wait_for()
    page.evaluate(_SELECT, "Bodies lay")
    page.keyboard.press("e")
    for name in ("Add an event", "An event told by these words", "Correct", "Reject"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)


def test_a_place_is_corrected_by_map_and_is_the_gazetteers(enter: Enter, address: str) -> None:
    page = enter("cora", "review")
    page.get_by_role("button", name="Correct").click()
    page.get_by_label("Field").select_option("place")
    page.get_by_role("button", name="Pick on the map").click()
    canvas = page.locator("canvas.maplibregl-canvas")
    canvas.wait_for()
    page.wait_for_load_state("networkidle")
    with page.expect_response("**/gazetteer/near*") as answer:
        canvas.click(position={"x": 150, "y": 120})
    known = {one["name"]: one for one in answer.value.json()["items"]}
    offered = page.locator(".pick ul button")
    expect(offered.first).to_contain_text("km away")
    assert not violations(page)
    name = offered.first.locator("strong").inner_text()
    offered.first.click()
    expect(page.locator(".pick .now")).to_contain_text(name)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("ol li").first).to_contain_text(f"Place: {name}")
    review = page.request.get(f"{address}{V1}/reviews").json()["items"][-1]
    place = review["value"]
    assert (place["lat"], place["lon"]) == (known[name]["lat"], known[name]["lon"])
    assert place["precision"] >= known[name]["precision"]


def test_the_map_is_pointed_at_with_the_keyboard(enter: Enter) -> None:
    page = enter("cora", "review")
    page.get_by_role("button", name="Correct").wait_for()
    expect(page.get_by_role("button", name="Correct")).to_be_enabled()
    page.keyboard.press("c")
    page.get_by_label("Field").select_option("place")
    page.get_by_role("button", name="Pick on the map").press("Enter")
    canvas = page.locator("canvas.maplibregl-canvas")
    canvas.wait_for()
    page.wait_for_load_state("networkidle")
    canvas.focus()
    page.keyboard.press("ArrowLeft")
    with page.expect_response("**/gazetteer/near*"):
        page.keyboard.press("Enter")
    expect(page.locator(".pick ul button").first).to_contain_text("km away")


@pytest.mark.parametrize(
    ("field", "label", "value", "words"),
    [
        ("type", "Reading", "unrest/protest", "Unrest: protest"),
        ("status", "Reading", "feared", "Feared"),
        ("time", "From", "2024-02-03", "from 3 Feb 2024"),
        ("actors", "Who acts", "a crowd | civilians", "a crowd (civilians)"),
        ("targets", "Who suffers", "a mill | civilians", "a mill (civilians)"),
        ("weapons", "Separated", "slings, stones", "slings, stones"),
        ("casualties", "At least", "7", "at least 7 people killed"),
    ],
)
def test_every_field_is_corrected_on_the_incidents_page(
    enter: Enter, address: str, field: str, label: str, value: str, words: str
) -> None:
    page = enter("cora", "search")
    asked = {"report": "mali-mines"}
    one = page.request.get(f"{address}{V1}/events", params=asked).json()["items"][0]
    page.goto(f"{address}#/incident/{one['incident']}")
    page.get_by_role("button", name="Correct").first.click()
    page.get_by_label("Field").select_option(field)
    if field == "casualties":
        while page.get_by_role("button", name="Clear").count():
            page.get_by_role("button", name="Clear").first.click()
        page.get_by_role("button", name="Add a figure").click()
    box = page.get_by_label(label)
    if box.evaluate("one => one.tagName") == "SELECT":
        box.select_option(value)
    else:
        box.fill(value)
    box.blur()
    if field == "time":
        page.get_by_label("To", exact=True).fill("")
    with page.expect_response("**/reviews") as answer:
        page.get_by_role("button", name="Save").click()
    assert answer.value.status == 201, answer.value.text()
    page.goto(f"{address}#/report/mali-mines")
    expect(page.locator("section", has_text="What people changed").last).to_contain_text(words)


def test_two_people_code_apart_and_an_editor_settles(enter: Enter, address: str) -> None:
    first = enter("cora", "review")
    expect(first.get_by_role("button", name="Correct")).to_be_enabled()
    sentence = first.locator("blockquote").inner_text()
    first.keyboard.press("c")
    first.get_by_label("Field").select_option("status")
    first.get_by_label("Reading").select_option("feared")
    first.get_by_label("Why").fill("coras secret")
    first.get_by_role("button", name="Save").click()
    expect(first.locator("ol li").first).to_contain_text("Status: Feared")

    second = enter("carl", "review/second")
    expect(second.locator("blockquote mark")).to_have_text(sentence)
    assert (
        "coras secret" not in second.content() and "Feared" not in second.locator("dl").inner_text()
    )
    assert not violations(second)
    second.get_by_role("button", name="Change: Status").press("Enter")
    second.get_by_label("Reading").select_option("planned")
    second.get_by_role("button", name="Change", exact=True).press("Enter")
    expect(second.locator("dl strong")).to_have_text("Planned")
    second.locator("h1").click()
    second.keyboard.press("a")
    expect(second.get_by_text("Nothing waits for your second coding")).to_be_visible()
    second.keyboard.press("u")
    expect(second.locator("blockquote mark")).to_have_text(sentence)
    second.get_by_role("button", name="Change: Status").click()
    second.get_by_label("Reading").select_option("planned")
    second.get_by_role("button", name="Change", exact=True).click()
    second.get_by_role("button", name="Save my coding").click()
    expect(second.get_by_text("Nothing waits for your second coding")).to_be_visible()
    second.goto(f"{address}#/review/agreement")
    expect(second.get_by_text("An editor settles these.")).to_be_visible()
    expect(second.get_by_role("button", name=re.compile("^Settle"))).to_have_count(0)

    editor = enter("ed", "review/agreement")
    row = editor.get_by_role("row", name=re.compile("^Status"))
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    assert not violations(editor)
    editor.get_by_role("button", name="Settle: Planned").press("Enter")
    expect(editor.get_by_text("Nothing is left to settle.")).to_be_visible()
    expect(editor.get_by_text("1 difference settled")).to_be_visible()
    editor.get_by_role("button", name="Undo").click()
    expect(editor.get_by_role("button", name="Settle: Feared")).to_be_visible()
    editor.get_by_role("button", name="Another value").click()
    editor.get_by_label("Reading").select_option("denied")
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_text("Nothing is left to settle.")).to_be_visible()
    reviews = editor.request.get(f"{address}{V1}/reviews").json()["items"]
    assert [(one["by"], one["value"]) for one in reviews] == [("cora", "feared"), ("ed", "denied")]


def test_an_event_is_corrected_and_rejected_beside_its_text(enter: Enter) -> None:
    page = enter("cora", f"report/{REPORT}")
    page.get_by_role("button", name="Reject: Diplomacy: talks").click()
    expect(page.locator(".record li", has_text="Diplomacy: talks")).to_have_count(0)
    page.get_by_role("button", name="Correct: Strike: missile").click()
    page.get_by_label("Reading").select_option("strike/drone")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".record .title", has_text="Strike: drone")).to_have_count(1)
    undo = page.get_by_role("button", name="Undo")
    for left in (2, 1):
        expect(undo).to_have_count(left)
        undo.first.click()
    expect(undo).to_have_count(0)
    expect(page.locator(".record li", has_text="Diplomacy: talks")).to_have_count(1)
    expect(page.locator(".record li", has_text="Strike: missile")).to_have_count(1)
