"""What a screen reader says, and where the keyboard is."""

from __future__ import annotations

from collections import Counter

from playwright.sync_api import expect

from tests.web.driving import Driver
from tests.web.measuring import moving
from tests.web.states import danger
from tests.web.visiting import INWONER, Visitor

FROM_BOT = ".kt-log > .kt-message:not(.kt-from-person)"


def of_the_bot(visitor: Visitor) -> list[str]:
    """Give the ids of all that the assistant said, in order."""
    found: list[str] = visitor.page.locator(FROM_BOT).evaluate_all(
        "(all) => all.map((each) => each.dataset.id)"
    )
    return found


def announced(visitor: Visitor) -> list[str]:
    """Give the ids of what was announced."""
    return [each["id"] for each in visitor.noted("announced")]


def test_every_message_of_the_bot_is_announced_once(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    visitor.intake(INWONER)
    said = of_the_bot(visitor)
    assert len(said) > 10
    times = Counter(announced(visitor))
    assert {each: times[each] for each in said} == dict.fromkeys(said, 1)
    assert visitor.noted("silent") == []


def test_what_was_said_before_is_silent_after_a_reload(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    visitor.answer("Voor mezelf")
    before, texts = of_the_bot(visitor), visitor.messages
    visitor.page.reload()
    visitor.settled()
    assert of_the_bot(visitor) == before
    assert visitor.messages == texts
    assert announced(visitor) == []
    assert {each["id"] for each in visitor.noted("silent")} >= set(before)
    # Long enough for the log to speak again.
    visitor.page.wait_for_timeout(1200)
    visitor.answer("Vught")
    new = [each for each in of_the_bot(visitor) if each not in before]
    assert new
    assert [each for each in announced(visitor) if each in new] == new


def test_a_screen_reader_finds_the_question_as_the_name_of_its_choices(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    group = visitor.page.get_by_role("group", name="Voor wie zoekt u hulp?")
    expect(group.get_by_role("button", name="Voor mezelf")).to_be_visible()
    expect(visitor.page.get_by_role("log", name="Gesprek")).to_be_visible()


def test_the_suggestions_work_as_a_combobox(driver: Driver) -> None:
    visitor = driver.visitor(hand="keyboard").begin()
    visitor.answer("Voor mezelf")
    field = visitor.page.get_by_role("combobox")
    visitor.reach(field)
    expect(field).to_have_attribute("aria-expanded", "false")
    visitor.page.keyboard.type("vug")
    expect(field).to_have_attribute("aria-expanded", "true")
    visitor.page.keyboard.press("ArrowDown")
    chosen = visitor.page.get_by_role("option", selected=True)
    expect(chosen).to_have_text("Vught")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    visitor.page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("vug")
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("Enter")
    expect(field).to_have_value("Vught")
    expect(field).to_be_focused()
    visitor.page.keyboard.press("Enter")
    assert visitor.question() == "Wat voor hulp zoekt u?"


def test_the_focus_goes_along_and_back(driver: Driver) -> None:
    visitor = driver.visitor(hand="keyboard").begin()
    panel = visitor.page.get_by_role("group", name="Uw antwoord")
    expect(panel).to_be_focused()
    visitor.answer("Voor mezelf")
    expect(panel).to_be_focused()
    visitor.answer("Vught")
    # Who types goes on typing.
    expect(visitor.field).to_be_focused()
    visitor.press("Mijn antwoorden")
    expect(visitor.page.get_by_role("heading", name="Mijn antwoorden")).to_be_focused()
    visitor.press("Terug naar het gesprek")
    expect(panel).to_be_focused()
    visitor.press("Menu", exact=True)
    visitor.press("Wis mijn gegevens")
    expect(visitor.page.get_by_role("heading", name="Alles wissen?")).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(visitor.button("Menu", exact=True)).to_be_focused()
    assert visitor.unseen == []


def test_every_control_shows_that_it_has_the_focus(driver: Driver) -> None:
    visitor = driver.visitor(hand="keyboard")
    danger(visitor)
    visitor.press("Menu", exact=True)
    last = visitor.page.locator(".kt-panel button").last
    visitor.reach(last)
    assert visitor.unseen == []


def test_what_looks_at_the_focus_sees_when_it_cannot_be_seen(driver: Driver) -> None:
    visitor = driver.visitor(hand="keyboard").begin()
    visitor.page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(":focus-visible { outline: none !important }");
          const root = document.querySelector("keukentafel-chat").shadowRoot;
          root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
        }"""
    )
    visitor.reach(visitor.button("Voor mezelf"))
    assert visitor.unseen
    visitor.page.evaluate("window.deepActive().remove()")
    visitor.page.wait_for_timeout(200)
    driver.close()
    assert any("focus lost from: BUTTON" in each for each in driver.faults)
    driver.faults.clear()


def test_the_sign_of_typing_moves_only_for_who_likes_that(driver: Driver) -> None:
    for motion, moves in (("reduce", False), ("no-preference", True)):
        visitor = driver.visitor(reduced_motion=motion)
        visitor.page.route("**/api/events*", lambda _route: None)
        visitor.press("Begin", exact=True)
        expect(visitor.page.locator(".kt-typing")).to_have_text("Ik denk even na …")
        assert bool(moving(visitor.page)) is moves
        visitor.page.unroute_all(behavior="ignoreErrors")
