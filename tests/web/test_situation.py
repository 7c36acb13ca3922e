"""The situation page in a browser: filters on map, list and bars; clusters, grounds, control."""

from __future__ import annotations

import math
import re
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from dateline.store import Filter, open_store
from tests.web.browsing import NEEDS_CHROMIUM, served

sync_api = pytest.importorskip("playwright.sync_api", reason="the desk's tests need playwright")
pytestmark = NEEDS_CHROMIUM
BARS = """() => [...document.querySelectorAll(".brush .bar title")].map(one =>
  parseInt(one.textContent.match(/: ([\\d,]+) /)[1].replaceAll(",", "")))"""
# How much of a square of 40 pixels around a point of the map is painted over, in alphas.
PAINT = """([x, y]) => {
  const canvas = document.querySelector("canvas.incidents");
  const ratio = canvas.width / canvas.clientWidth;
  const {data} = canvas.getContext("2d").getImageData(
    (x - 20) * ratio, (y - 20) * ratio, 40 * ratio, 40 * ratio);
  return data.reduce((sum, value, index) => sum + (index % 4 === 3 ? value : 0), 0);
}"""


@pytest.fixture(scope="module")
def path(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the dispatches."""
    path = tmp_path_factory.mktemp("situation") / "desk.db"
    shutil.copy(template, path)
    return path


@pytest.fixture(scope="module")
def address(path: Path) -> Iterator[str]:
    with open_store(path) as store, served(store) as where:
        yield where


class Shown(NamedTuple):
    """So many incidents, as each part of the page has it; the list names all."""

    map: int
    list: int
    total: int
    bars: int


def shown(page: Any) -> Shown:
    """What the page shows once all parts of it say the same, but for those without a date."""
    deadline = time.monotonic() + 20
    while True:
        told = page.locator(".list h2").inner_text()
        found = re.fullmatch(r"([\d,]+)(?: of ([\d,]+))? incidents?", told)
        drawn = page.locator(".chart[data-shown]")
        if found and drawn.count():
            some, all = (int(part or 0) for part in found.groups())
            now = Shown(int(drawn.get_attribute("data-shown")), some, all, sum(page.evaluate(BARS)))
            if now.map == some == page.locator(".list ol > li").count():
                return now
        assert time.monotonic() < deadline, told
        page.wait_for_timeout(50)


def box_of(page: Any, group: str, name: str) -> Any:
    """A box to tick in a group of them."""
    return page.get_by_role("group", name=group, exact=True).get_by_label(name, exact=True)


TICKED = [
    ("Type", "Strike", "family=strike"),
    ("Standing", "Disputed", "standing=disputed"),
    ("Status", "Happened", "status=happened"),
    ("Told by", "A party to the conflict", "told_by=party"),
    ("Told by", "Witness or civilian", "told_by=civilian"),
]
TYPED = [
    ("Words", "pokrovsk", "text=pokrovsk"),
    ("Place", "Sumy", "place=Sumy"),
    ("Side", "RUS", "side=RUS"),
    ("Independent sources, at least", "2", "sources=2"),
    ("Killed, at least", "10", "killed=10"),
    ("From", "2025-04-01", "since=2025-04-01"),
    ("To", "2024-12-31", "until=2024-12-31"),
]


@pytest.mark.parametrize(("group", "name", "part"), TICKED)
def test_a_ticked_filter_narrows_map_list_and_bars_and_stands_in_the_address(
    page: Any, address: str, group: str, name: str, part: str
) -> None:
    page.goto(address)
    before = shown(page)
    box_of(page, group, name).check()
    sync_api.expect(page.locator(".list h2")).to_contain_text(" of ")
    after = shown(page)
    assert 0 < after.map < before.map
    assert 0 < after.bars <= after.map
    assert after.bars < before.bars
    assert part in page.url
    page.reload()
    sync_api.expect(box_of(page, group, name)).to_be_checked()
    assert shown(page) == after
    page.get_by_role("button", name="Reset all").click()
    sync_api.expect(page.locator(".list h2")).not_to_contain_text(" of ")
    assert shown(page) == before
    assert part not in page.url


@pytest.mark.parametrize(("label", "value", "part"), TYPED)
def test_a_typed_filter_narrows_map_list_and_bars_and_stands_in_the_address(
    page: Any, address: str, label: str, value: str, part: str
) -> None:
    page.goto(address)
    before = shown(page)
    field = page.get_by_label(label, exact=True)
    field.fill(value)
    field.blur()
    sync_api.expect(page.locator(".list h2")).to_contain_text(" of ")
    after = shown(page)
    assert 0 < after.map < before.map
    assert part in page.url
    page.reload()
    sync_api.expect(page.get_by_label(label, exact=True)).to_have_value(value)
    sync_api.expect(page.locator(".list h2")).to_contain_text(" of ")
    assert shown(page)[:3] == after[:3]


def test_filters_hold_together(page: Any, address: str) -> None:
    page.goto(f"{address}#/?side=RUS")
    sync_api.expect(page.locator(".list h2")).to_contain_text(" of ")
    russian = shown(page).map
    box_of(page, "Told by", "The outlet itself").check()
    sync_api.expect(page.locator(".list h2")).not_to_have_text(re.compile(f"^{russian} of"))
    both = shown(page).map
    asked = "side=RUS&told_by=outlet"
    wanted = page.request.get(f"{address}api/v1/dots?{asked}").json()["id"]
    assert both == len(wanted) < russian


def test_a_box_is_given_by_the_keyboard(page: Any, address: str) -> None:
    page.goto(f"{address}#/?map=4/49/33")
    before = shown(page)
    page.get_by_role("button", name="Draw a box").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for side, degrees in (("West", "33"), ("South", "50"), ("East", "36"), ("North", "52")):
        page.get_by_label(side, exact=True).focus()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(degrees)
    page.keyboard.press("Enter")
    sync_api.expect(page.get_by_role("button", name="Remove the box")).to_be_visible()
    sync_api.expect(page.get_by_text("In degrees")).to_have_count(0)
    after = shown(page)
    assert 0 < after.map < before.map
    assert "box=33%2C50%2C36%2C52" in page.url
    assert all("Sumy" in one for one in page.locator(".list li a").all_inner_texts())
    page.reload()
    sync_api.expect(page.get_by_role("button", name="Remove the box")).to_be_visible()
    assert shown(page)[:3] == after[:3]
    page.get_by_role("button", name="Draw a box").click()
    page.get_by_text("In degrees").click()
    sync_api.expect(page.get_by_label("West", exact=True)).to_have_value("33.00")
    page.keyboard.press("Escape")
    sync_api.expect(page.get_by_text("In degrees")).to_have_count(0)


def test_what_changed_since_a_moment_is_marked_and_can_be_all_that_shows(
    page: Any, address: str, path: Path
) -> None:
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)
    while datetime.now(UTC) < moment:
        time.sleep(0.05)
    with open_store(path) as other:
        changed = next(one for one in other.incidents(Filter(place="Huliaipole")))
        with other.write() as writer:
            writer.put_incidents([replace(changed, sources=changed.sources + 1)])
    page.goto(address)
    before = shown(page)
    field = page.get_by_label("Changed since (UTC)")
    field.fill(moment.strftime("%Y-%m-%dT%H:%M:%S"))
    field.blur()
    sync_api.expect(page.get_by_text("1 incident new or changed")).to_be_visible()
    sync_api.expect(page.locator(".list .fresh")).to_have_count(1)
    assert shown(page) == before
    page.get_by_label("Only what changed").check()
    sync_api.expect(page.locator(".list ol > li")).to_have_count(1)
    after = shown(page)
    assert (after.map, after.bars) == (1, 1)
    assert "changed=" in page.url
    page.reload()
    sync_api.expect(page.locator(".list ol > li")).to_have_count(1)
    sync_api.expect(page.locator(".list li a")).to_contain_text("Huliaipole")


def spot(page: Any, lat: float, lon: float) -> tuple[float, float]:
    """Where a place lies in the map's canvas, by the view in the address."""
    found = re.search(r"map=([\d.]+)(?:/|%2F)(-?[\d.]+)(?:/|%2F)(-?[\d.]+)", page.url)
    assert found
    zoom, *middle = map(float, found.groups())
    size = page.locator("canvas.incidents").bounding_box()
    world = 512 * 2**zoom

    def row(lat: float) -> float:
        return math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)

    x = size["width"] / 2 + (lon - middle[1]) / 360 * world
    return x, size["height"] / 2 - (row(lat) - row(middle[0])) * world


def click(page: Any, lat: float, lon: float) -> None:
    """Click a place on the map."""
    page.locator("canvas.maplibregl-canvas").click(
        position=dict(zip("xy", spot(page, lat, lon), strict=True))
    )


def test_a_click_on_a_cluster_comes_nearer_and_at_one_spot_lists_what_lies_there(
    page: Any, address: str
) -> None:
    page.goto(f"{address}#/?map=3.00/49/35&box=35,47,38,49")
    sync_api.expect(page.locator(".list h2")).to_contain_text(" of ")
    many = shown(page)
    dots = page.request.get(f"{address}api/v1/dots?box=35,47,38,49").json()
    middle = sum(dots["lat"]) / many.map, sum(dots["lon"]) / many.map
    click(page, *middle)
    sync_api.expect(page).not_to_have_url(re.compile("map=3.00"))
    page.wait_for_timeout(600)
    zoom = float(re.search(r"map=([\d.]+)", page.url)[1])  # type: ignore[index]
    assert zoom >= 4
    page.goto("about:blank")
    page.goto(f"{address}#/?map=6.00/50.9/34.8")
    shown(page)
    sumy = page.request.get(f"{address}api/v1/dots?place=Sumy").json()
    click(page, sumy["lat"][0], sumy["lon"][0])
    count = len(sumy["id"])
    sync_api.expect(page.get_by_text(f"{count} incidents at this spot")).to_be_visible()
    sync_api.expect(page.locator(".list ol > li")).to_have_count(count)
    page.get_by_role("button", name="Clear").click()
    shown(page)


def test_a_click_on_a_single_incident_chooses_it(page: Any, address: str) -> None:
    page.goto(f"{address}#/?map=5.00/47.7/36.3&place=Huliaipole")
    sync_api.expect(page.locator(".list ol > li")).to_have_count(1)
    shown(page)
    one = page.request.get(f"{address}api/v1/dots?place=Huliaipole").json()
    click(page, one["lat"][0], one["lon"][0])
    sync_api.expect(page.locator(".list li[data-selected]")).to_contain_text("Huliaipole")
    assert f"sel={one['id'][0]}" in page.url


def test_a_country_is_shaded_by_its_outline_not_by_a_circle(page: Any, address: str) -> None:
    with page.expect_response("**/api/v1/grounds*") as answer:
        page.goto(f"{address}#/?map=4.00/19/0&place=Mali")
    assert answer.value.ok
    sync_api.expect(page.locator(".list ol > li")).to_have_count(1)
    sync_api.expect(page.locator(".chart[data-shown='1']")).to_be_visible()
    within, outside = spot(page, 18.4, 1.8), spot(page, 17.5, 6.0)
    deadline = time.monotonic() + 10
    while not page.evaluate(PAINT, within):
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)
    assert page.evaluate(PAINT, outside) == 0
    page.get_by_text("Key", exact=True).click()
    sync_api.expect(page.locator(".legend")).to_contain_text("its outline")


def test_who_holds_what_is_told_for_any_day_by_slider_and_keyboard(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_role("checkbox", name="Who holds what").check()
    held = page.get_by_role("region", name="Who holds what")
    sync_api.expect(held.locator("li").first).to_be_visible()
    latest = held.locator("li").all_inner_texts()
    slider = held.get_by_role("slider", name="Day")
    slider.focus()
    page.keyboard.press("Home")
    first = held.get_by_label("On", exact=True).get_attribute("min")
    sync_api.expect(held.get_by_label("On", exact=True)).to_have_value(first)
    assert f"control={first}" in page.url
    then = held.locator("li").all_inner_texts()
    assert then != latest
    page.reload()
    sync_api.expect(held.get_by_label("On", exact=True)).to_have_value(first)
    sync_api.expect(held.locator("li")).to_have_count(len(then))
    page.get_by_role("checkbox", name="Who holds what").uncheck()
    sync_api.expect(held).to_have_count(0)
    assert "control=" not in page.url


def test_the_exports_are_of_the_filter(page: Any, address: str) -> None:
    page.goto(f"{address}#/?told_by=party&side=RUS")
    sync_api.expect(page.locator(".list h2")).to_contain_text(" of ")
    shown(page)
    href = page.get_by_role("link", name="geojson").get_attribute("href")
    exported = page.request.get(href).json()["features"]
    wanted = page.request.get(f"{address}api/v1/incidents?told_by=party&side=RUS&limit=1").json()
    assert len(exported) == wanted["total"] > 0
