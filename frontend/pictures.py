"""Pictures of the pages for docs/desk: `python frontend/pictures.py ADDRESS [PAGE…] [--login …]`.

The desk at the address (http://127.0.0.1:8080/) has to serve the bundled dispatches
(`dateline serve --db dateline-demo/dispatches.db`); names of pages make those only. With --login
NAME PASSWORD it makes those of the pages of a team in their place (`python -m tests.web.team COPY`
puts accounts into a copy of the store). Needs playwright and Chromium.
"""

from __future__ import annotations

import argparse
import base64
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

OUT = Path(__file__).resolve().parent.parent / "docs/desk"
PAGES = {
    "situation": "?map=2.8/32/27",
    "incident": "incident/{incident}",
    "reader": "report/sumy-agency",
    "review": "review",
    "search": "search?q=Sumy",
    "place": "place/Pokrovsk",
    "party": "party/RUS",
    "signals": "signals?since=2025-01-01&until=2025-12-31",
    "import": "import",
}
TEAM = {"login": "", "account": "account", "accounts": "accounts", "audit": "audit"}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
}


def main(address: str, wanted: Sequence[str], login: Sequence[str] | None) -> None:
    """Make them anew."""
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for look, how in LOOKS.items():
            page = browser.new_context(**how, reduced_motion="reduce").new_page()
            if login:
                shoot_team(page, address, look, login)
                continue
            query = f"{address}api/v1/incidents?place=Sumy&type=strike/missile&limit=1"
            incident = page.request.get(query).json()["items"][0]["id"]
            for name in wanted or PAGES:
                page.goto("about:blank")
                page.goto(f"{address}#/{PAGES[name].format(incident=incident)}")
                page.wait_for_load_state("networkidle")
                shoot(page, f"{name}-{look}")
                if name == "reader" and look == "light":
                    add(page)
                    shoot(page, f"adding-{look}")
        browser.close()


def add(page: Any) -> None:
    """Begin to add an event, its place picked on the map."""
    page.keyboard.press("e")
    for key in ("ArrowDown",) * 7 + ("ArrowRight",) * 2 + ("Shift+ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Pick on the map").click()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Places at the cross").click()


def shoot_team(page: Any, address: str, look: str, login: Sequence[str]) -> None:
    """The pages of a team, as seen by who logs in."""
    for name, where in TEAM.items():
        page.goto(f"{address}#/{where}")
        page.wait_for_timeout(800)
        if name == "accounts":
            page.locator("summary").first.click()
        shoot(page, f"{name}-{look}")
        if name == "login":
            page.get_by_label("Name").fill(login[0])
            page.get_by_label("Password").fill(login[1])
            page.keyboard.press("Enter")
            page.get_by_role("button", name="Log out").wait_for()


def shoot(page: Any, name: str) -> None:
    """What is seen now, into a file."""
    # The map's last tiles, on a busy machine.
    page.wait_for_timeout(8000 if name.startswith("situation") else 1500)
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": 82})
    (OUT / f"{name}.webp").write_bytes(base64.b64decode(shot["data"]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("pages", nargs="*", metavar="PAGE")
    parser.add_argument("--login", nargs=2, metavar=("NAME", "PASSWORD"))
    options = parser.parse_args()
    main(options.address, options.pages, options.login)
