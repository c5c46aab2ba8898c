"""The real assistant with the gateway before it, and Debian's chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from scripts.kt.layout import Layout
from tests.web.driving import Driver, Served, browser_running, served


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The whole, on free loopback ports, with databases of its own. Trains first when needed."""
    with served(Layout.here(), tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; every test gets a window without any memory in it."""
    with sync_playwright() as playwright, browser_running(playwright) as running:
        yield running


@pytest.fixture
def driver(site: Served, browser: Browser) -> Iterator[Driver]:
    """Opens windows. Afterwards none may have broken the rules that hold everywhere."""
    driver = Driver(browser, site)
    yield driver
    driver.close()
    assert driver.faults == []
