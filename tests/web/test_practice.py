"""Practising in the web chat: the code, who speaks, feedback and progress.

What the assistant answers is written here; the pages, the gateway and the browser are real.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, ViewportSize, expect
from pydantic import SecretStr

from catalog.loader import shipped
from gateway.assistant import Reply, ReplyMessage, Said
from practice.progress import ProgressStore, Sharing, Skill
from practice.progress.presenting import progress_entry
from scripts.kt.ports import free_port
from tests.gateway.building import FakeAssistant, app_before, settings_in, state
from tests.practice.progress.building import LISA, Clock, result
from tests.web.driving import Driver, Served
from tests.web.measuring import axe, overflow, small_targets
from tests.web.visiting import Visitor

CODE = "K7QM-0XWD-9TRV-H2C1"
PHONE: ViewportSize = {"width": 320, "height": 640}
OPENS = "Bent u nieuw als consulent? Oefen hier"


def progress(folder: Path) -> tuple[str, dict[str, Any]]:
    """Give the entry of somebody who practised."""
    clock = Clock()
    store = ProgressStore(f"sqlite:///{folder / 'practice.db'}", clock)
    earlier = result(0.2, at=clock.now - timedelta(weeks=2))
    store.record([earlier, result(0.6), result(0.8), result(0.6, skill=Skill.MOTIVEREN)])
    clock.forward(minutes=20)
    found = progress_entry(store.overview(LISA), Sharing(overview=True), shipped())
    store.close()
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The gateway with practising switched on, before an assistant of this file."""
    folder = tmp_path_factory.mktemp("practice")
    text, data = progress(folder)
    part = {
        "id": "vragen",
        "title": "Gevraagd",
        "verdict": "deels",
        "verdict_label": "deels",
        "lines": ["Gevraagd: gedrag.", "Niet gevraagd: contact."],
    }
    who = "de moeder van Bram"
    answers = {
        "speel": ReplyMessage(
            kind="practice_said",
            text="De moeder van Bram (gespeeld): ‘Het gaat niet.’",
            data={"speaker": who, "line": "Het gaat niet.", "played": True},
        ),
        "klaar": ReplyMessage(
            kind="practice_feedback",
            text="Gevraagd: deels\n- Gevraagd: gedrag.\n- Niet gevraagd: contact.",
            data={"case": "c", "parts": [part]},
        ),
        "voortgang": ReplyMessage(kind="practice_progress", text=text, data=data),
        "bewaar": ReplyMessage(
            kind="practice_export",
            text="Hier zijn uw resultaten.",
            data={"filename": "voortgang.csv", "content": "at,grade\r\n2026,1.00\r\n"},
        ),
    }

    def answer(said: Said) -> Reply:
        known = answers.get(said.text)
        again = ReplyMessage(kind="text", text="Wat wilt u oefenen?")
        return Reply(messages=[known or again], state=state(spreker="wijkteam"))

    port = free_port()
    settings = settings_in(
        folder, practice=True, practice_secret=SecretStr("a-secret-for-practice"), port=port
    )
    app = app_before(FakeAssistant(answer), settings)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        assert running.is_alive()
        time.sleep(0.02)
    yield Served(f"http://127.0.0.1:{port}", folder / "conversations.db", folder)
    server.should_exit = True
    running.join()


@pytest.fixture
def driver(site: Served, browser: Browser) -> Iterator[Driver]:
    """Opens windows on that gateway, under the rules that hold everywhere."""
    made = Driver(browser, site)
    yield made
    made.close()
    assert made.faults == []


def begun(visitor: Visitor) -> Visitor:
    """Begin with a code, and practise until everything was shown."""
    visitor.activate(visitor.page.get_by_text(OPENS))
    visitor.page.get_by_label("Uw code").fill(CODE)
    visitor.press("Begin met oefenen")
    expect(visitor.page.locator(".kt-message")).to_have_count(1)
    for number, each in enumerate(("speel", "klaar", "voortgang", "bewaar"), 1):
        visitor.say(each)
        expect(visitor.page.locator(".kt-message")).to_have_count(1 + 2 * number)
        visitor.settled()
    return visitor


def test_who_has_a_code_begins_with_the_keyboard_alone(driver: Driver) -> None:
    visitor = driver.visitor(hand="keyboard")
    visitor.reach(visitor.page.locator("summary", has_text=OPENS))
    visitor.page.keyboard.press("Enter")
    visitor.reach(visitor.page.get_by_label("Uw code"))
    visitor.page.keyboard.press("Enter")
    alert = visitor.page.locator(".kt-code .kt-error")
    expect(alert).to_have_text("Typ eerst uw code.")
    visitor.page.keyboard.type("geen code")
    visitor.page.keyboard.press("Enter")
    expect(alert).to_contain_text("Deze code klopt niet.")
    visitor.page.get_by_label("Uw code").fill("")
    visitor.page.keyboard.type(CODE)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".kt-message")).to_contain_text("Wat wilt u oefenen?")
    kept = visitor.page.evaluate("JSON.stringify(sessionStorage) + location.href")
    assert CODE not in kept
    assert visitor.unseen == []


def test_it_is_said_who_speaks_and_feedback_and_progress_are_lists(driver: Driver) -> None:
    page = begun(driver.visitor()).page
    played = page.locator(".kt-kind-practice_said .kt-text")
    expect(played).to_contain_text("De computer speelt: de moeder van Bram")
    expect(played).to_contain_text("Het gaat niet.")
    feedback = page.locator(".kt-kind-practice_feedback")
    expect(feedback.locator("li")).to_have_text(["Gevraagd: gedrag.", "Niet gevraagd: contact."])
    expect(feedback.locator(".kt-verdict")).to_have_text("deels")
    shown = page.locator(".kt-kind-practice_progress")
    expect(shown).to_contain_text("Vragen stellen: 53%")
    expect(shown).to_contain_text("Kiezen: nog niet geoefend")
    # What a screen reader is given in the place of the picture.
    picture = shown.get_by_role("img")
    expect(picture).to_have_count(1)  # motivating was practised in one week only
    told = str(picture.get_attribute("aria-label"))
    assert "week van 9 november: 20%" in told
    assert "week van 23 november: 70%" in told
    wide = shown.locator(".kt-bar").first.evaluate(
        "(bar) => bar.firstChild.getBoundingClientRect().width / bar.clientWidth"
    )
    assert wide == pytest.approx(0.53, abs=0.02)


def test_results_can_be_saved_as_a_file(driver: Driver) -> None:
    visitor = begun(driver.visitor())
    with visitor.page.expect_download() as saving:
        visitor.press("Bewaar als bestand")
    assert saving.value.suggested_filename == "voortgang.csv"
    assert Path(saving.value.path()).read_bytes() == b"at,grade\r\n2026,1.00\r\n"


def test_it_looks_the_same_after_a_reload(driver: Driver) -> None:
    visitor = begun(driver.visitor())
    before = visitor.messages
    visitor.page.reload()
    visitor.settled()
    assert visitor.messages == before


def test_axe_finds_nothing_and_everything_fits_and_can_be_pressed(driver: Driver) -> None:
    visitor = driver.visitor(hand="thumb", viewport=PHONE, has_touch=True)
    visitor.activate(visitor.page.get_by_text(OPENS))
    _look(visitor)
    visitor.activate(visitor.page.get_by_text(OPENS))
    begun(visitor)
    _look(visitor)


def _look(visitor: Visitor) -> None:
    assert overflow(visitor.page) == []
    small, seen = small_targets(visitor.page)
    assert small == []
    assert seen > 0
    for colours in ("light", "dark"):
        visitor.page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
        expect(visitor.page.locator(f"keukentafel-chat[data-scheme={colours}]")).to_be_attached()
        visitor.page.evaluate("window.scrollTo(0, 0)")
        found = axe(visitor.page)
        assert found["passes"] > 10
        assert (found["violations"], found["incomplete"]) == ([], [])


def test_where_it_is_off_nothing_is_offered(driver: Driver) -> None:
    context = driver.context()
    page = context.new_page()

    def without(route: Any) -> None:
        answer = route.fetch()
        config = answer.json()
        config["features"]["practice"] = False
        route.fulfill(response=answer, json=config)

    page.route("**/api/config*", without)
    page.goto(driver.site.url)
    expect(page.get_by_role("button", name="Begin", exact=True)).to_be_visible()
    expect(page.get_by_text(OPENS)).to_have_count(0)
