"""What is stored and sent, wiping, and leaving at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
from playwright.sync_api import Page, Request, expect

from tests.web.driving import Driver
from tests.web.states import danger
from tests.web.visiting import Visitor

AWAY = "https://www.knmi.nl/"


def rows(database: Path) -> dict[str, int]:
    """Count the rows of every table of the gateway but the counts per day, which are of nobody."""
    with closing(sqlite3.connect(database)) as connection:
        names = [
            name
            for (name,) in connection.execute("select name from sqlite_master where type='table'")
        ]
        return {
            name: connection.execute(f'select count(*) from "{name}"').fetchone()[0]
            for name in names
            if name != "daily_counts"
        }


def token_of(visitor: Visitor) -> str:
    """Give the token that the page holds."""
    found: str = visitor.page.evaluate("JSON.parse(sessionStorage.getItem('keukentafel')).token")
    return found


def status_of(driver: Driver, token: str) -> int:
    """Give what the gateway answers to a token."""
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{driver.site.url}/api/conversation", headers=headers).status_code


def stored(page: Page) -> dict[str, int]:
    """Count what the browser keeps for the page."""
    found: dict[str, int] = page.evaluate(
        """async () => ({
          session: sessionStorage.length, local: localStorage.length,
          cookies: document.cookie.length, databases: (await indexedDB.databases()).length,
          caches: window.caches ? (await caches.keys()).length : 0,
        })"""
    )
    return found


def test_nothing_is_stored_or_sent_before_begin(driver: Driver) -> None:
    sent: list[Request] = []
    page = driver.context().new_page()
    page.on("request", lambda request: sent.append(request))
    page.goto(driver.site.url)
    visitor = Visitor(page)
    visitor.press("Liever een mens")
    visitor.press("Menu", exact=True)
    page.get_by_label("Groot", exact=True).check()
    page.wait_for_timeout(1000)
    assert {each.method for each in sent} == {"GET"}
    asked = {each.url.removeprefix(driver.site.url).partition("?")[0] for each in sent}
    assert asked <= {"/", "/chat.js", "/page.css", "/icon.svg", "/api/config"}
    assert not any(each.headers.get("cookie") for each in sent)
    assert set(stored(page).values()) == {0}
    assert visitor.noted("stored") == []
    assert page.context.cookies() == []


def test_there_is_never_a_cookie_and_the_token_is_in_no_address(driver: Driver) -> None:
    addresses: list[str] = []
    page = driver.context().new_page()
    page.on("request", lambda request: addresses.append(request.url))
    page.goto(driver.site.url)
    visitor = Visitor(page).begin()
    visitor.answer("Voor mezelf")
    assert page.context.cookies() == []
    found = stored(page)
    assert found == {"session": 1, "local": 0, "cookies": 0, "databases": 0, "caches": 0}
    token = token_of(visitor)
    assert len(token) >= 43
    assert not any(token in each for each in addresses)


def test_deleting_makes_the_token_useless_and_leaves_no_row(driver: Driver) -> None:
    before = rows(driver.site.database)
    visitor = driver.visitor().begin()
    visitor.answer("Voor mezelf")
    token = token_of(visitor)
    assert status_of(driver, token) == 200
    assert rows(driver.site.database) != before
    visitor.press("Menu", exact=True)
    visitor.press("Wis mijn gegevens")
    visitor.press("Ja, wis alles")
    title = visitor.page.get_by_role("heading", name="Uw gegevens zijn gewist")
    expect(title).to_be_focused()
    assert status_of(driver, token) == 401
    assert rows(driver.site.database) == before
    assert set(stored(visitor.page).values()) == {0}
    assert "Voor mezelf" not in visitor.page.locator("keukentafel-chat").inner_text()
    visitor.press("Opnieuw beginnen")
    expect(visitor.button("Begin", exact=True)).to_be_focused()


def test_asking_for_it_in_words_deletes_too(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    token = token_of(visitor)
    visitor.say("wis mijn gegevens")
    visitor.settled()
    visitor.activate(visitor.page.locator(".kt-choices button").first)
    expect(visitor.page.get_by_role("heading", name="Dit gesprek is er niet meer")).to_be_visible()
    assert status_of(driver, token) == 401
    assert set(stored(visitor.page).values()) == {0}


def test_a_conversation_that_is_gone_is_told_and_can_begin_again(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    token = token_of(visitor)
    headers = {"Authorization": f"Bearer {token}"}
    assert httpx.delete(f"{driver.site.url}/api/session", headers=headers).status_code == 204
    expect(visitor.page.get_by_role("heading", name="Dit gesprek is er niet meer")).to_be_visible()
    visitor.press("Opnieuw beginnen")
    visitor.begin()


def test_a_reload_after_the_end_tells_that_it_ended(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    token = token_of(visitor)
    visitor.page.route("**/api/events*", lambda _route: None)
    visitor.page.reload()
    headers = {"Authorization": f"Bearer {token}"}
    assert httpx.delete(f"{driver.site.url}/api/session", headers=headers).status_code == 204
    visitor.page.reload()
    expect(visitor.page.get_by_role("heading", name="Dit gesprek is er niet meer")).to_be_visible()
    assert set(stored(visitor.page).values()) == {0}
    visitor.page.unroute_all(behavior="ignoreErrors")


def test_snel_weg_leaves_at_once_and_wipes(driver: Driver) -> None:
    driver.elsewhere.add(AWAY)
    visitor = driver.visitor()
    context = visitor.page.context
    context.route(f"{AWAY}**", lambda route: route.fulfill(body="het weer"))
    danger(visitor)
    token = token_of(visitor)
    expect(visitor.button("Snel weg")).to_have_count(2)
    visitor.activate(visitor.button("Snel weg").first)
    visitor.page.wait_for_url(f"{AWAY}**")
    visitor.page.go_back()
    assert driver.site.url not in visitor.page.url
    visitor.page.wait_for_timeout(1500)
    assert status_of(driver, token) == 401
    visitor.page.goto(driver.site.url)
    expect(visitor.button("Begin", exact=True)).to_be_visible()
    assert set(stored(visitor.page).values()) == {0}


def test_help_in_danger_can_be_called_with_a_tap(driver: Driver) -> None:
    visitor = driver.visitor()
    danger(visitor)
    links = visitor.page.locator(".kt-kind-danger a[href^='tel:']")
    calls = links.evaluate_all("(all) => all.map((each) => each.getAttribute('href'))")
    assert "tel:112" in calls
    assert "tel:08002000" in calls


def test_what_identifies_a_person_is_masked_on_the_screen_too(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    visitor.say("voor mezelf, bel mij op 0612345678")
    visitor.settled()
    assert "0612345678" not in "\n".join(visitor.messages)


def test_what_is_typed_never_becomes_markup(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    typed = '<img src="/x" onerror="window.hit = 1"><b>vet</b>'
    visitor.say(typed)
    visitor.settled()
    assert typed in visitor.messages
    assert visitor.page.locator(".kt-log img, .kt-log b").count() == 0
    visitor.page.reload()
    visitor.settled()
    assert typed in visitor.messages
    assert visitor.page.evaluate("window.hit") is None
