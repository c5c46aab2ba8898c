"""What the tests of the web chat stand on: the served whole, the browser, and windows in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    ViewportSize,
    sync_playwright,
)

from scripts.kt import webchat
from scripts.kt.layout import Layout
from scripts.kt.load import load
from scripts.kt.ports import free_port
from scripts.kt.servers import running_everything
from scripts.kt.train import train
from tests.web.visiting import Visitor

# A site of another origin that may show the chat; the tests answer for it themselves.
GEMEENTE = "http://gemeente.example"
PROBE = Path(__file__).parent / "probe.js"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # The tests answer for sites of other origins, which may else not ask loopback for anything.
    "--disable-features=LocalNetworkAccessChecks",
    *("--no-first-run", "--no-default-browser-check", "--disable-extensions"),
)
# What a broken line or a refusal that a test asks for makes the browser write.
EXPECTED = ("net::ERR_", "status of 4", "status of 5")


@dataclass(frozen=True)
class Served:
    """Where the whole is served, and the gateway's own database."""

    url: str
    database: Path
    meldingen: Path


@contextmanager
def served(layout: Layout, folder: Path) -> Iterator[Served]:
    """Serve gateway, Rasa and actions on free ports while the block runs."""
    model, _trained = train(layout)
    catalogue, database = folder / "catalogue.db", folder / "conversations.db"
    meldingen = folder / "meldingen"
    meldingen.mkdir()
    variables = {
        "DATABASE_URL": f"sqlite:///{catalogue}",
        "KT_GATEWAY_DATABASE_URL": f"sqlite:///{database}",
        "KT_GATEWAY_MELDING_FOLDER": str(meldingen),
        "KT_GATEWAY_ALLOWED_ORIGINS": GEMEENTE,
        # One address asks for all.
        "KT_GATEWAY_SESSION_RATE": "10000/minute",
        "KT_GATEWAY_ADDRESS_RATE": "100000/minute",
        "KT_GATEWAY_MESSAGE_RATE": "1000/minute",
    }
    load(layout, variables, log_name="web-load")
    ports = free_port(), free_port(), free_port()
    with running_everything(layout, model, *ports, variables, log_prefix="web-") as (whole, _all):
        yield Served(whole.gateway_url, database, meldingen)


@contextmanager
def browser_running(playwright: Playwright | None = None) -> Iterator[Browser]:
    """Run Debian's chromium while the block runs."""
    if playwright is None:
        with sync_playwright() as own, browser_running(own) as running:
            yield running
        return
    program = webchat.browser()
    assert program is not None, "there is no chromium: `python3 -m scripts.kt webtools`"
    running = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
    try:
        yield running
    finally:
        running.close()


class Driver:
    """Opens windows on the chat and keeps the rules that hold everywhere.

    No error in a page, no request to another origin, nothing that the content security policy
    stops, no focus lost: `faults` names what broke them, once `close` was called. A test may
    say which addresses `elsewhere` a person may go to.
    """

    def __init__(self, browser: Browser, site: Served) -> None:
        self.browser = browser
        self.site = site
        self.faults: list[str] = []
        self.elsewhere: set[str] = set()
        self._contexts: list[BrowserContext] = []
        self._pages: list[Page] = []

    def context(self, **options: Any) -> BrowserContext:
        """Give a browser without memory, with the options of Playwright."""
        wanted = {"viewport": DESKTOP, "locale": "nl-NL", "reduced_motion": "reduce", **options}
        made = self.browser.new_context(**wanted)
        made.set_default_timeout(20_000)
        made.add_init_script(path=PROBE)
        made.on("page", self._watch)
        self._contexts.append(made)
        return made

    def visitor(self, path: str = "/", *, hand: str = "mouse", **options: Any) -> Visitor:
        """Open a window of its own on a page, for a person with that hand."""
        page = self.context(**options).new_page()
        page.goto(self.site.url + path)
        return Visitor(page, hand)

    def close(self) -> None:
        """Look at what was noted in every window, then close all."""
        for page in self._pages:
            if page.is_closed() or not page.url.startswith(self.site.url):
                continue
            noted: Mapping[str, Any] = page.evaluate("window.noted") or {}
            self.faults += [f"stopped by the policy: {each}" for each in noted["violations"]]
            self.faults += [f"focus lost from: {each}" for each in noted["lost"]]
        for context in self._contexts:
            context.close()
        self._contexts, self._pages = [], []

    def _watch(self, page: Page) -> None:
        self._pages.append(page)
        page.on("pageerror", lambda error: self.faults.append(f"error in the page: {error}"))
        page.on("console", self._heard)
        page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(e in message.text for e in EXPECTED):
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        ours = urlsplit(self.site.url)
        expected = any(request.url.startswith(each) for each in self.elsewhere)
        if address.scheme in ("http", "https") and address.netloc != ours.netloc and not expected:
            self.faults.append(f"asked of another origin: {request.url}")
