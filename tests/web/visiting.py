"""A person in front of the web chat: with a mouse, with a keyboard only, or with a thumb."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 80
MOST_QUESTIONS = 40
FOCUS_STYLE = """() => {
  const active = window.deepActive();
  const style = getComputedStyle(active);
  const box = active.getBoundingClientRect();
  return {outline: style.outlineStyle, width: parseFloat(style.outlineWidth),
    what: active.outerHTML.slice(0, 90),
    shown: box.bottom > 0 && box.top < innerHeight && box.width > 0};
}"""
SAME = "(element) => element === window.deepActive()"

INWONER: Mapping[str, str] = {
    "Voor wie zoekt u hulp": "Voor mezelf",
    "In welke gemeente": "Vught",
    "Wat voor hulp": "Overdag iets te doen",
    "Hoeveel ochtenden": "4",
    "overdag genoeg te doen": "Nee",
    "brief van de gemeente": "Ja",
    "Hoe oud": "51",
    "dag en nacht iemand": "Nee",
    "genoeg": "Nee",
    "Klopt dit": "Ja",
}
MOTHER: Mapping[str, str] = {
    "Voor wie zoekt u hulp": "Voor iemand anders",
    "Om wie gaat het": "Mijn zoon",
    "Weet uw zoon": "Nee",
    "mentor": "Nee",
    "In welke gemeente": "Den Bosch",
    "Wat voor hulp": "Een plek om te wonen",
    "In welke plaats of regio": "In de regio waar uw zoon nu woont",
    "uit deze lijst": "Psychische ziekte",
    "het beste wonen": "Een eigen plek",
    "Wanneer moet er hulp": "Dag en nacht bellen, en dan komt er iemand binnen 2 uur",
    "Hoe oud": "23",
    "dag en nacht iemand": "Nee",
    "genoeg": "Nee",
    "Hoe vaak": "Een paar keer per week",
    "Klopt dit": "Ja",
}


class Visitor:
    """One window and how the person works it: `mouse`, `keyboard` or `thumb`."""

    def __init__(self, page: Page, hand: str = "mouse") -> None:
        self.page = page
        self.hand = hand
        self.unseen: list[str] = []

    # -- looking ---------------------------------------------------------------------------

    def button(self, name: str | re.Pattern[str], *, exact: bool = False) -> Locator:
        """Give the button of that name."""
        return self.page.get_by_role("button", name=name, exact=exact)

    @property
    def field(self) -> Locator:
        """The field to type an answer in."""
        return self.page.locator(".kt-composer .kt-field")

    @property
    def messages(self) -> list[str]:
        """All that was said, in order."""
        return self.page.locator(".kt-message .kt-text").all_inner_texts()

    @property
    def banner(self) -> Locator:
        """What is told about the line."""
        return self.page.locator(".kt-banner")

    def question(self) -> str:
        """Wait until there is something to answer; give the question."""
        self.settled()
        return self.page.locator(".kt-kind-question .kt-text").last.inner_text()

    def settled(self) -> None:
        """Wait until nothing is being sent or handled."""
        expect(self.page.locator(".kt-panel[aria-busy=false]")).to_be_attached(timeout=30_000)

    def noted(self, name: str) -> Any:
        """Give what the probe noted."""
        return self.page.evaluate(f"window.noted.{name}")

    # -- doing -----------------------------------------------------------------------------

    def activate(self, wanted: Locator, key: str = "Enter") -> None:
        """Press something."""
        if self.hand == "keyboard":
            self.reach(wanted)
            self.page.keyboard.press(key)
        elif self.hand == "thumb":
            wanted.tap()
        else:
            wanted.click()

    def press(self, name: str | re.Pattern[str], *, exact: bool = False) -> None:
        """Press the button of that name."""
        self.activate(self.button(name, exact=exact))

    def reach(self, wanted: Locator) -> None:
        """Go to something with the Tab key only; notes where the focus cannot be seen."""
        expect(wanted).to_be_visible()
        for _ in range(MOST_TABS):
            if wanted.evaluate(SAME):
                return
            self.page.keyboard.press("Tab")
            self._look()
        raise AssertionError(f"{wanted} cannot be reached with the keyboard")

    def _look(self) -> None:
        seen = self.page.evaluate(FOCUS_STYLE)
        at_page = seen["what"].startswith("<body")
        if not at_page and (seen["outline"] == "none" or seen["width"] < 2 or not seen["shown"]):
            self.unseen.append(seen["what"])

    def begin(self) -> Visitor:
        """Begin the conversation and wait for the first question."""
        self.press("Begin", exact=True)
        assert self.question() == "Voor wie zoekt u hulp?"
        return self

    def say(self, text: str) -> None:
        """Type an answer and send it."""
        if self.hand == "keyboard":
            self.reach(self.field)
            self.page.keyboard.type(text)
            self.page.keyboard.press("Escape")
            self.page.keyboard.press("Enter")
        else:
            self.field.fill(text)
            self.activate(self.button("Verstuur", exact=True))

    def answer(self, text: str) -> None:
        """Answer the open question: a choice that begins so, else the words themselves."""
        begins = re.compile(f"^{re.escape(text)}")
        choices = self.page.locator(".kt-choices")
        box = choices.get_by_label(begins)
        choice = choices.get_by_role("button", name=begins)
        if box.count():
            self.activate(box.first, "Space")
            self.press("Klaar met kiezen")
        elif choice.count():
            self.activate(choice.first)
        elif text == "Weet ik niet":
            self.press(text, exact=True)
        else:
            self.say(text)
        self.settled()

    def intake(self, person: Mapping[str, str], *, until: str = "") -> list[str]:
        """Answer every question until there is an advice (or a question holds `until`).

        Gives the questions. What the person does not know is answered so.
        """
        asked: list[str] = []
        while len(asked) < MOST_QUESTIONS:
            question = self.question()
            if until and until in question:
                return asked
            if self.button("Bekijk het advies").is_visible():
                return asked
            asked.append(question)
            known = next((answer for part, answer in person.items() if part in question), None)
            unknown = self.button("Weet ik niet", exact=True)
            if known is None and not unknown.is_visible():
                known = self.page.locator(".kt-choices button, .kt-choices label").last.inner_text()
            self.answer(known or "Weet ik niet")
        raise AssertionError(f"no advice after {asked}")
