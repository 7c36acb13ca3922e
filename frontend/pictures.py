"""Pictures of every page for docs/desk: `python frontend/pictures.py http://127.0.0.1:8080/`.

The desk has to serve the bundled dispatches (`dateline serve --db dateline-demo/dispatches.db`).
Names of pages after the address make those only. Needs playwright and Chromium.
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
    "situation": "?map=2.8/32/27",
    "incident": "incident/{incident}",
    "reader": "report/sumy-agency",
    "review": "review",
    "search": "search?q=Sumy",
    "place": "place/Pokrovsk",
    "party": "party/RUS",
    "signals": "signals?since=2025-01-01&until=2025-12-31",
    "import": "import",
    "login": "login",
}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
}


def main(address: str, wanted: list[str]) -> None:
    """Make them anew."""
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for look, how in LOOKS.items():
            page = browser.new_context(**how, reduced_motion="reduce").new_page()
            query = f"{address}api/v1/incidents?place=Sumy&type=strike/missile&limit=1"
            incident = page.request.get(query).json()["items"][0]["id"]
            for name in wanted or PAGES:
                where = PAGES[name]
                page.goto("about:blank")
                page.goto(f"{address}#/{where.format(incident=incident)}")
                page.wait_for_load_state("networkidle")
                # The map's last tiles, on a busy machine.
                page.wait_for_timeout(8000 if name == "situation" else 500)
                session = page.context.new_cdp_session(page)
                shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": 82})
                (OUT / f"{name}-{look}.webp").write_bytes(base64.b64decode(shot["data"]))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
