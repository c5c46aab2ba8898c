"""In every state: no violation that axe knows, everything fits, everything can be pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.web.driving import Driver
from tests.web.measuring import axe, overflow, small_targets, space_out, zoom
from tests.web.states import STATES
from tests.web.visiting import Visitor

PHONE: ViewportSize = {"width": 320, "height": 640}
LOW: ViewportSize = {"width": 320, "height": 256}


def told(visitor: Visitor) -> dict[str, list[str]]:
    """Give what axe finds, after a look at whether it saw anything."""
    # What stays in sight while the page scrolls hides part of what passes under it: that is no
    # question of colours.
    visitor.page.evaluate("window.scrollTo(0, 0)")
    found = axe(visitor.page)
    assert found["passes"] > 10
    return {kind: found[kind] for kind in ("violations", "incomplete")}


NOTHING: dict[str, list[str]] = {"violations": [], "incomplete": []}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_light_dark_and_forced_colours(driver: Driver, state: str) -> None:
    visitor = driver.visitor(color_scheme="light")
    STATES[state](visitor)
    assert told(visitor) == NOTHING
    visitor.page.emulate_media(color_scheme="dark")
    expect(visitor.page.locator("keukentafel-chat[data-scheme=dark]")).to_be_attached()
    assert told(visitor) == NOTHING
    visitor.page.emulate_media(color_scheme="light", forced_colors="active")
    expect(visitor.page.locator("keukentafel-chat[data-scheme=light]")).to_be_attached()
    assert told(visitor) == NOTHING


@pytest.mark.parametrize("state", STATES)
def test_everything_fits_and_can_be_pressed(driver: Driver, state: str) -> None:
    visitor = driver.visitor(hand="thumb", viewport=PHONE, has_touch=True)
    STATES[state](visitor)
    assert overflow(visitor.page) == []
    small, seen = small_targets(visitor.page)
    assert small == []
    assert seen > 0
    visitor.page.set_viewport_size(LOW)
    assert overflow(visitor.page) == []
    zoom(visitor.page, 1280, 1024, 4)
    assert overflow(visitor.page) == []
    visitor.page.set_viewport_size(PHONE)
    space_out(visitor.page)
    assert overflow(visitor.page) == []


def test_axe_sees_faults_inside_the_shadow_tree(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    visitor.page.evaluate(
        """() => {
          const root = document.querySelector("keukentafel-chat").shadowRoot;
          const made = document.createElement("div");
          made.innerHTML = '<img src="/icon.svg"><input type="text"><p>te licht</p>';
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("p { color: #ccc !important; background: #fff !important }");
          root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
          root.querySelector(".kt").append(made);
        }"""
    )
    rules = {each.split(":")[0] for each in axe(visitor.page)["violations"]}
    assert {"image-alt", "label", "color-contrast"} <= rules


def test_what_measures_overflow_and_targets_sees_faults(driver: Driver) -> None:
    visitor = driver.visitor(viewport=PHONE)
    STATES["start"](visitor)
    visitor.page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`.kt-card { inline-size: 400px } .nl-button {
            min-block-size: 40px !important; block-size: 40px !important;
            padding-block: 0 !important }`);
          const root = document.querySelector("keukentafel-chat").shadowRoot;
          root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
        }"""
    )
    assert any("sticks out" in each for each in overflow(visitor.page))
    assert small_targets(visitor.page)[0]
