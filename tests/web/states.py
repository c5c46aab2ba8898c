"""Every state of the chat that is looked at: how a person gets there, by name."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.visiting import INWONER, MOTHER, Visitor


def start(visitor: Visitor) -> None:
    """The first screen."""
    expect(visitor.button("Begin", exact=True)).to_be_visible()


def start_with_contact(visitor: Visitor) -> None:
    """The first screen with how to reach a human."""
    start(visitor)
    visitor.press("Liever een mens")


def question(visitor: Visitor) -> None:
    """A question with choices."""
    visitor.begin()


def place(visitor: Visitor) -> None:
    """A question for a place, with suggestions."""
    visitor.begin().answer("Voor mezelf")
    visitor.field.press_sequentially("den")
    expect(visitor.page.get_by_role("option").first).to_be_visible()


def multi_select(visitor: Visitor) -> None:
    """A question with several answers."""
    visitor.begin().intake(INWONER, until="Wat voor hulp")


def error(visitor: Visitor) -> None:
    """Something that was not filled in."""
    multi_select(visitor)
    visitor.press("Klaar met kiezen")
    expect(visitor.page.get_by_role("alert").first).to_contain_text("Kies eerst")
    visitor.press("Verstuur", exact=True)
    expect(visitor.page.locator(".kt-composer .kt-error")).to_contain_text("Typ eerst")


def number(visitor: Visitor) -> None:
    """A question for a number, out of its bounds, with all that helps unfolded."""
    visitor.begin().intake(INWONER, until="Hoe oud")
    for each in visitor.page.locator(".kt-panel summary").all():
        each.click()
    visitor.say("300")
    expect(visitor.page.locator(".kt-composer .kt-error")).to_contain_text("120")


def words_explained(visitor: Visitor) -> None:
    """A word that was tapped."""
    visitor.begin().answer("Voor mezelf")
    visitor.activate(visitor.page.locator(".kt-term").first)
    expect(visitor.page.locator(".kt-meaning").first).to_be_visible()


def offline(visitor: Visitor) -> None:
    """No line: what was typed waits."""
    visitor.begin()
    visitor.page.context.set_offline(True)
    visitor.say("voor mezelf")
    expect(visitor.banner).to_contain_text("geen verbinding")
    expect(visitor.page.locator(".kt-state")).to_have_text("Nog niet verstuurd")


def menu(visitor: Visitor) -> None:
    """The menu, with the letters at their largest."""
    question(visitor)
    visitor.press("Menu", exact=True)
    visitor.page.get_by_label("Grootst", exact=True).check()


def edit_list(visitor: Visitor) -> None:
    """What was understood, each to be changed."""
    visitor.begin().intake(INWONER, until="Hoe oud")
    visitor.press("Mijn antwoorden")
    expect(visitor.button("Verander: Uw gemeente")).to_be_visible()


def danger(visitor: Visitor) -> None:
    """Help in danger."""
    visitor.begin().answer("Voor mezelf")
    visitor.say("mijn man slaat mij")
    expect(visitor.page.locator(".kt-kind-danger")).to_be_visible()
    visitor.settled()


def erase_dialog(visitor: Visitor) -> None:
    """The question whether to wipe everything."""
    question(visitor)
    visitor.press("Menu", exact=True)
    visitor.press("Wis mijn gegevens")
    expect(visitor.page.get_by_role("dialog")).to_be_visible()


def melding_dialog(visitor: Visitor) -> None:
    """What would be sent to the gemeente."""
    visitor.begin().intake(INWONER, until="Hoe oud")
    visitor.press("Menu", exact=True)
    visitor.press("Stuur als melding")
    expect(visitor.page.get_by_role("dialog")).to_contain_text("Vught")


def advice(visitor: Visitor) -> None:
    """The advice to the mother of a son."""
    visitor.begin().intake(MOTHER)
    visitor.press("Bekijk het advies")
    expect(visitor.page.get_by_role("heading", name="Waar staat dit?")).to_be_visible()


def erased(visitor: Visitor) -> None:
    """Everything is wiped."""
    erase_dialog(visitor)
    visitor.press("Ja, wis alles")
    expect(visitor.page.get_by_role("heading", name="Uw gegevens zijn gewist")).to_be_visible()


STATES: dict[str, Callable[[Visitor], None]] = {
    each.__name__: each
    for each in (
        *(start, start_with_contact, question, place, multi_select, error, number),
        *(words_explained, offline, menu, edit_list, danger, erase_dialog, melding_dialog),
        *(advice, erased),
    )
}
