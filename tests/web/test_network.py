"""Offline, slow and broken networks; reloads; two windows on one conversation."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.web.driving import Driver
from tests.web.visiting import Visitor

BLOCKED = """
for (const name of ["sessionStorage", "localStorage"]) {
  Object.defineProperty(window, name, {
    get() { throw new DOMException("blocked", "SecurityError"); },
  });
}
"""


def times_said(visitor: Visitor, text: str) -> int:
    """Give how often the person said something, as the gateway has it."""
    entries = visitor.page.evaluate(
        """async () => {
          const {token} = JSON.parse(sessionStorage.getItem("keukentafel"));
          const headers = {Authorization: `Bearer ${token}`};
          const answer = await fetch("/api/conversation", {headers});
          return (await answer.json()).entries;
        }"""
    )
    return sum(1 for each in entries if each["from"] == "person" and each["text"] == text)


def test_what_is_typed_offline_is_kept_told_and_sent_once(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    visitor.page.context.set_offline(True)
    visitor.say("voor mezelf")
    expect(visitor.banner).to_contain_text("U heeft geen verbinding met internet")
    expect(visitor.banner).to_contain_text("blijft bewaard")
    expect(visitor.page.locator(".kt-state")).to_have_text("Nog niet verstuurd")
    visitor.page.wait_for_timeout(3000)
    visitor.page.context.set_offline(False)
    expect(visitor.page.locator(".kt-kind-question").last).to_contain_text("gemeente")
    expect(visitor.page.locator(".kt-state")).to_have_count(0)
    assert times_said(visitor, "voor mezelf") == 1
    assert visitor.messages.count("voor mezelf") == 1


def test_a_message_whose_answer_was_lost_is_handled_once(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    tries: list[str] = []

    def lose(route: Route) -> None:
        tries.append(str(route.request.post_data))
        if len(tries) < 3:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    visitor.page.route("**/api/messages", lose)
    visitor.say("voor mezelf")
    assert "gemeente" in visitor.question()
    assert len(tries) >= 3
    assert len(set(tries)) == 1
    assert times_said(visitor, "voor mezelf") == 1
    assert visitor.messages.count("voor mezelf") == 1


def test_a_gateway_that_is_away_for_a_while_gets_it_later(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    visitor.page.route("**/api/messages", lambda route: route.fulfill(status=503, body="busy"))
    visitor.say("voor mezelf")
    expect(visitor.banner).to_contain_text("problemen met de verbinding")
    visitor.page.unroute_all()
    assert "gemeente" in visitor.question()
    expect(visitor.banner).not_to_contain_text("problemen")
    assert times_said(visitor, "voor mezelf") == 1


def test_help_in_danger_is_shown_while_the_store_is_away(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    body = {"code": "store_down", "detail": "Bel nu 113. Er is een storing.", "retry_after": 1}
    visitor.page.route("**/api/messages", lambda route: route.fulfill(status=503, json=body))
    visitor.say("ik wil niet meer leven")
    expect(visitor.banner).to_contain_text("Bel nu 113")
    visitor.page.unroute_all()
    expect(visitor.page.locator(".kt-kind-danger").last).to_contain_text("113")
    expect(visitor.banner).not_to_contain_text("storing")


def test_what_was_not_sent_yet_survives_a_reload(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    visitor.page.route("**/api/messages", lambda route: route.abort())
    visitor.say("voor mezelf")
    expect(visitor.banner).to_contain_text("bewaard")
    visitor.field.fill("half af")
    visitor.page.reload()
    expect(visitor.page.locator(".kt-message", has_text="voor mezelf").last).to_be_visible()
    expect(visitor.field).to_have_value("half af")
    visitor.page.unroute_all()
    expect(visitor.page.locator(".kt-kind-question").last).to_contain_text("gemeente")
    assert times_said(visitor, "voor mezelf") == 1


def test_a_reload_goes_on_where_it_was(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    visitor.answer("Voor mezelf")
    before = visitor.messages
    visitor.page.reload()
    assert visitor.question() == "In welke gemeente woont u?"
    assert visitor.messages == before
    visitor.answer("Vught")
    assert visitor.question() == "Wat voor hulp zoekt u?"


def test_a_proxy_that_holds_the_stream_back_is_worked_around(driver: Driver) -> None:
    visitor = driver.visitor()
    visitor.page.route("**/api/events*", lambda _route: None)
    visitor.begin()
    visitor.answer("Voor mezelf")
    assert visitor.question() == "In welke gemeente woont u?"
    visitor.page.unroute_all(behavior="ignoreErrors")


def test_it_works_with_storage_blocked(driver: Driver) -> None:
    context = driver.context()
    context.add_init_script(BLOCKED)
    page = context.new_page()
    page.goto(driver.site.url)
    visitor = Visitor(page).begin()
    visitor.answer("Voor mezelf")
    assert visitor.question() == "In welke gemeente woont u?"
    visitor.answer("Vught")
    assert visitor.question() == "Wat voor hulp zoekt u?"


def test_two_windows_on_one_conversation_say_the_same(driver: Driver) -> None:
    one = driver.visitor().begin()
    with one.page.expect_popup() as opened:
        one.page.evaluate("window.open(location.href)")
    two = Visitor(opened.value)
    assert two.question() == "Voor wie zoekt u hulp?"
    one.answer("Voor mezelf")
    expect(two.page.locator(".kt-kind-question").last).to_contain_text("gemeente")
    two.answer("Vught")
    expect(one.page.locator(".kt-kind-question").last).to_contain_text("Wat voor hulp")
    one.settled()
    assert one.messages == two.messages


def test_two_people_in_two_windows_have_nothing_in_common(driver: Driver) -> None:
    one, two = driver.visitor().begin(), driver.visitor().begin()
    one.answer("Voor mezelf")
    two.answer("Voor iemand anders")
    assert "Voor mezelf" not in "\n".join(two.messages)
    assert one.question() != two.question()


def test_an_answer_that_the_gateway_refuses_is_told(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    detail = "U stuurt te veel."
    visitor.page.route(
        "**/api/messages",
        lambda route: route.fulfill(status=413, json={"code": "too_big", "detail": detail}),
    )
    visitor.say("voor mezelf")
    expect(visitor.banner).to_have_text(detail)
    expect(visitor.page.locator(".kt-state")).to_have_text("Niet verstuurd")
    visitor.page.unroute_all()
    visitor.answer("Voor mezelf")
    assert "gemeente" in visitor.question()
