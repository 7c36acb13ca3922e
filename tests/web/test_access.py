"""Everyone can use the pages: by keyboard, screen reader, phone, in the dark, without motion."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.browsing import NEEDS_CHROMIUM

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-core")
pytestmark = NEEDS_CHROMIUM

PAGES = {
    "situation": "",
    "control": "?control=latest",
    "incident": "incident/{incident}",
    "reader": "report/sumy-agency",
    "search": "search?q=Sumy",
    "place": "place/Sumy",
    "party": "party/RUS",
    "signals": "signals?since=2025-01-01&until=2025-12-31",
    "review": "review",
    "second": "review/second",
    "agreement": "review/agreement",
    "import": "import",
    "login": "login",
    "accounts": "accounts",
    "account": "account",
    "audit": "audit",
}
# What has the keyboard's focus: a name to hear, and a ring to see.
_FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  return {
    name: one.getAttribute("aria-label") || one.labels?.[0]?.innerText || one.innerText
      || one.title,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
      || style.boxShadow !== "none",
    canvas: one.tagName === "CANVAS",
    html: one.outerHTML.slice(0, 120),
  };
}"""


def opened(browser: Any, address: str, where: str, **how: Any) -> Any:
    """A page, come to rest."""
    page = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | how)).new_page()
    page.set_default_timeout(30_000)
    if "{" in where:
        found = page.request.get(f"{address}api/v1/incidents?sources=2&limit=1").json()
        where = where.format(incident=found["items"][0]["id"])
    page.goto(f"{address}#/{where}")
    page.locator("h1").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    return page


def violations(page: Any) -> list[str]:
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{one['impact']} {one['id']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", PAGES.values(), ids=PAGES)
def test_no_page_has_a_serious_violation(
    browser: Any, address: str, where: str, scheme: str
) -> None:
    page = opened(browser, address, where, color_scheme=scheme)
    assert not violations(page)
    page.context.close()


def test_a_violation_would_be_found(browser: Any, address: str) -> None:
    page = opened(browser, address, "search")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any("button-name" in one for one in violations(page))
    page.context.close()


@pytest.mark.parametrize("where", PAGES.values(), ids=PAGES)
def test_no_page_scrolls_sideways_on_a_phone(browser: Any, address: str, where: str) -> None:
    page = opened(browser, address, where, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not violations(page)
    page.context.close()


@pytest.mark.parametrize("where", PAGES.values(), ids=PAGES)
def test_the_keyboard_reaches_named_things_and_shows_where_it_is(
    browser: Any, address: str, where: str
) -> None:
    page = opened(browser, address, where)
    seen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        if (found := page.evaluate(_FOCUSED)) is None:
            break
        seen.append(found)
    assert len(seen) > 5
    assert not [one["html"] for one in seen if not (one["name"] or "").strip()]
    assert not [one["html"] for one in seen if not (one["ring"] or one["canvas"])]
    if where != PAGES["search"]:  # begins in its box
        assert seen[0]["name"].startswith("Skip")
    page.context.close()


def test_the_first_link_skips_the_menu(browser: Any, address: str) -> None:
    page = opened(browser, address, "signals")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.context.close()


def test_filters_and_the_list_work_by_keyboard_alone(browser: Any, address: str) -> None:
    page = opened(browser, address, "")
    page.get_by_label("Strike", exact=True).focus()
    page.keyboard.press("Space")
    page.wait_for_url("**family=strike**")
    page.locator(".list li a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#/incident/**")
    page.context.close()


def test_nothing_moves_for_those_who_want_no_motion(browser: Any, address: str) -> None:
    page = opened(browser, address, "?map=2/20/20", reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(one => {
          const style = getComputedStyle(one);
          return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none";
        }).length"""
    )
    assert moving == 0
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url("**map=3.00**", timeout=5_000)
    page.context.close()
