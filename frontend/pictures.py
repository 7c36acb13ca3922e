"""Pictures of every page for docs/desk: `python frontend/pictures.py http://127.0.0.1:8080/`.

The desk has to serve the bundled dispatches (`dateline serve --db dateline-demo/dispatches.db`).
With a name and a password behind the address it makes those of the pages of a team in their place
(`python -m tests.web.team COPY` puts accounts into a copy of the store). Needs playwright and
Chromium.
"""

from __future__ import annotations

import base64
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

OUT = Path(__file__).resolve().parent.parent / "docs/desk"
PAGES = {
    "situation": "?map=3.2/34/31",
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


def main(address: str, *login: str) -> None:
    """Make them all anew."""
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
            for name, where in PAGES.items():
                page.goto("about:blank")
                page.goto(f"{address}#/{where.format(incident=incident)}")
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


def shoot_team(page: Any, address: str, look: str, login: tuple[str, ...]) -> None:
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
    page.wait_for_timeout(1500)  # the map's last tiles
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": 82})
    (OUT / f"{name}.webp").write_bytes(base64.b64decode(shot["data"]))


if __name__ == "__main__":
    main(*sys.argv[1:])
