"""`make screenshots`: a picture of each state, on a phone and on a desk, in light and dark."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.kt.console import say
from scripts.kt.layout import Layout
from tests.web.driving import Driver, browser_running, served
from tests.web.states import STATES

PHONE = {"width": 360, "height": 740}


def main(arguments: Sequence[str]) -> int:
    """Write the pictures into a folder; gives the exit code."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    wanted = arguments[1:] or list(STATES)
    with (
        tempfile.TemporaryDirectory() as place,
        served(Layout.here(), Path(place)) as site,
        sync_playwright() as playwright,
        browser_running(playwright) as browser,
    ):
        for state in wanted:
            driver = Driver(browser, site)
            visitor = driver.visitor(viewport=PHONE, color_scheme="light")
            STATES[state](visitor)
            visitor.page.wait_for_timeout(300)
            shoot = visitor.page.screenshot
            shoot(path=folder / f"{state}.png")
            shoot(path=folder / f"{state}-whole.png", full_page=True)
            visitor.page.emulate_media(color_scheme="dark")
            shoot(path=folder / f"{state}-dark.png")
            visitor.page.emulate_media(color_scheme="light")
            visitor.page.set_viewport_size({"width": 1280, "height": 800})
            shoot(path=folder / f"{state}-desk.png")
            driver.close()
            say(f"{state}: {', '.join(driver.faults) or 'done'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
