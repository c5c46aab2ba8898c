"""The page while the gemeente has switched the chat off, before an assistant of the test."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from scripts.kt.ports import free_port
from tests.gateway.building import FakeAssistant, app_before, settings_in

SECONDS_TO_START = 20.0


@dataclass(frozen=True)
class Switched:
    """A gateway whose off switch is a file."""

    url: str
    switch: Path

    def off(self) -> None:
        """Switch off, and wait until that is seen."""
        self.switch.touch()
        time.sleep(3)


@pytest.fixture
def switched(tmp_path: Path) -> Iterator[Switched]:
    """Serve a gateway on a free port."""
    switch, port = tmp_path / "uit", free_port()
    app = app_before(FakeAssistant(), settings_in(tmp_path, off_file=switch))
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    until = time.monotonic() + SECONDS_TO_START
    while not server.started:
        assert time.monotonic() < until, "the gateway does not start"
        time.sleep(0.05)
    yield Switched(f"http://127.0.0.1:{port}/", switch)
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window without any memory."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_the_page_shows_how_to_reach_people_and_no_beginning(
    switched: Switched, page: Page
) -> None:
    switched.off()
    page.goto(switched.url)
    expect(page.get_by_text("De chat staat nu uit.")).to_be_visible()
    expect(page.get_by_text("het Wmo-loket van uw gemeente")).to_be_visible()
    expect(page.get_by_role("link", name="112")).to_be_visible()
    expect(page.get_by_role("button", name="Begin")).to_have_count(0)


def test_in_a_conversation_that_is_cut_off_danger_is_answered_with_help(
    switched: Switched, page: Page
) -> None:
    page.goto(switched.url)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Vraag 1?")).to_be_visible()
    switched.off()
    page.get_by_role("textbox").fill("ik wil niet meer leven")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bel nu 113")).to_be_visible()
    expect(page.get_by_text("De chat staat nu uit.")).to_be_visible()
