"""The gateway's channel: who gets in, what is handled once, which choices count, what is erased."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from assistant.channel.guarded_rest import from_this_machine
from assistant.channel.keukentafel import KeukentafelInput, allowed_start, incoming

SECRET = "a-secret-of-the-tests"
PATH = "/webhooks/keukentafel"
CONVERSATION = "webchat-1"
OPEN = {"open": "spreker", "facts": []}


def utters(text: str | None, about: dict[str, Any] | None = None) -> BotUttered:
    """Give what an action said, as Rasa keeps it."""
    return BotUttered(text, {"custom": about} if about else {})


def asks(id_: str = "spreker", *values: str, multi: bool = False, **more: Any) -> BotUttered:
    """Give a question with choices."""
    choices = [{"value": v, "label": f"Label {v}"} for v in values or ("inwoner", "naaste")]
    about = {"type": "question", "id": id_, "multi": multi, "choices": choices, **more}
    return utters(f"Vraag {id_}?", about)


def stands(advice: object = None) -> BotUttered:
    """Give how the conversation stands."""
    return utters(None, {"type": "state", "state": OPEN, "advice": advice})


class Rasa:
    """Stands in for Rasa: a real tracker store, and actions that a test writes."""

    def __init__(self) -> None:
        self.store = InMemoryTrackerStore(Domain.empty())
        self.locks = InMemoryLockStore()
        self.heard: list[UserMessage] = []
        self.says: Callable[[UserMessage], list[Event]] = lambda _m: [asks(), stands()]
        self.seconds = 0.0
        self.now = self.most = 0

    async def handle(self, message: UserMessage) -> None:
        """Handle one message as Rasa does: events into the tracker."""
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(self.seconds)
        self.heard.append(message)
        tracker = await self.store.get_or_create_tracker(message.sender_id)
        user = UserUttered(
            message.text,
            input_channel=message.input_channel,
            message_id=message.message_id,
            metadata=message.metadata,
        )
        for event in [user, *self.says(message)]:
            tracker.update(event)
        await self.store.save(tracker)
        self.now -= 1

    async def tracker(self) -> DialogueStateTracker | None:
        """Give the conversation's tracker."""
        return await self.store.retrieve_full_tracker(CONVERSATION)


class Server:
    """The channel in one real Sanic application, asked without a socket."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.rasa = Rasa()
        self.app = Sanic("keukentafel_under_test")
        self.channel = KeukentafelInput(SECRET)

        async def handle(message: UserMessage) -> Any:
            return await self.rasa.handle(message)

        routes = self.channel.blueprint(handle)
        self.app.blueprint(routes, url_prefix=PATH)
        self.loop.run_until_complete(self.app._startup())

    def begin(self) -> Rasa:
        """Give a Rasa that knows nobody."""
        self.rasa = Rasa()
        self.app.ctx.agent = SimpleNamespace(
            tracker_store=self.rasa.store,
            lock_store=self.rasa.locks,
            action_endpoint=None,
            is_ready=lambda: True,
        )
        return self.rasa

    def run(self, work: Callable[[httpx.AsyncClient], Awaitable[Any]]) -> Any:
        """Do something with a client of the channel."""

        async def go() -> Any:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                client.headers["Authorization"] = f"Bearer {SECRET}"
                return await work(client)

        return self.loop.run_until_complete(go())

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Ask one thing."""
        found: httpx.Response = self.run(lambda c: c.request(method, PATH + path, **more))
        return found

    def send(self, **body: Any) -> httpx.Response:
        """Send one message."""
        return self.ask("POST", "/messages", json=body_of(**body))


def body_of(**body: Any) -> dict[str, Any]:
    return {"conversation": CONVERSATION, "message_id": "message-1", **body}


@cache
def the_server() -> Server:
    """Give the one application: Sanic can be started once in a process."""
    return Server()


@pytest.fixture(scope="session", autouse=True)
def _closed() -> Iterator[None]:
    yield
    the_server().loop.close()


@pytest.fixture
def server() -> Server:
    the_server().begin()
    return the_server()


@pytest.fixture
def rasa(server: Server) -> Rasa:
    return server.rasa


@pytest.mark.parametrize("secret", ["", "short", "x" * 15])
def test_it_refuses_to_start_without_a_secret(secret: str, monkeypatch: Any) -> None:
    with pytest.raises(ValueError, match="KT_CHANNEL_SECRET"):
        KeukentafelInput(secret)
    monkeypatch.setenv("KT_CHANNEL_SECRET", secret)
    with pytest.raises(ValueError, match="KT_CHANNEL_SECRET"):
        KeukentafelInput.from_credentials(None)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", SECRET, f"bearer {SECRET}"])
def test_who_does_not_know_the_secret_gets_nothing(server: Server, header: str) -> None:
    headers = {"Authorization": header}
    for method, path in (
        ("POST", "/messages"),
        ("GET", f"/conversations/{CONVERSATION}"),
        ("DELETE", f"/conversations/{CONVERSATION}"),
        ("GET", "/ready"),
    ):
        answer = server.ask(method, path, headers=headers)
        assert (answer.status_code, answer.json()) == (401, {"code": "unauthorized"})
    assert server.rasa.heard == []


def test_every_message_comes_back_whole_with_its_data(server: Server, rasa: Rasa) -> None:
    text = "Een alinea.\n\nNog een.\n- een\n- twee"
    contact = {"type": "danger", "soort": "x", "contacten": [{"nummer": "112"}]}
    rasa.says = lambda _m: [
        utters(text),
        utters("Bel.", contact),
        asks("leeftijd", "weet_niet", input="number", min=0, max=120, suggestions=["a"], help="h"),
        stands({"title": "Advies"}),
    ]
    answer = server.send(text="hallo").json()
    assert [(m["kind"], m["text"]) for m in answer["messages"]] == [
        ("text", text),
        ("danger", "Bel."),
        ("question", "Vraag leeftijd?"),
    ]
    assert answer["messages"][1]["data"] == {"soort": "x", "contacten": [{"nummer": "112"}]}
    question = answer["messages"][2]["data"]
    assert (question["input"], question["min"], question["max"]) == ("number", 0, 120)
    assert question["unknown"] == question["choices"][0]["id"]
    assert (answer["state"], answer["advice"]) == (OPEN, {"title": "Advies"})
    assert (answer["known"], answer["erased"]) == (False, False)


def test_no_value_of_a_choice_leaves_the_server(server: Server) -> None:
    answer = server.send(text="hallo")
    assert "inwoner" not in answer.text.replace("Label inwoner", "")


def test_a_message_that_comes_twice_is_handled_once(server: Server, rasa: Rasa) -> None:
    first, second = server.send(text="hallo"), server.send(text="hallo")
    assert first.json() == second.json()
    assert len(rasa.heard) == 1


def test_a_message_that_comes_twice_at_once_is_handled_once(server: Server, rasa: Rasa) -> None:
    rasa.seconds = 0.05

    async def both(client: httpx.AsyncClient) -> list[httpx.Response]:
        calls = [client.post(f"{PATH}/messages", json=body_of(text="hallo")) for _e in range(3)]
        return list(await asyncio.gather(*calls))

    answers = server.run(both)
    assert len({each.text for each in answers}) == 1
    assert len(rasa.heard) == 1
    assert len(server.channel._locks) == 0


def test_messages_of_one_conversation_are_handled_one_at_a_time(server: Server, rasa: Rasa) -> None:
    rasa.seconds = 0.03

    async def many(client: httpx.AsyncClient) -> Any:
        bodies = [body_of(text="hallo", message_id=f"message-{n}") for n in range(4)]
        return await asyncio.gather(*(client.post(f"{PATH}/messages", json=b) for b in bodies))

    server.run(many)
    assert (len(rasa.heard), rasa.most) == (4, 1)


def test_a_message_that_led_to_nothing_is_handled_when_it_comes_again(
    server: Server, rasa: Rasa
) -> None:
    rasa.says = lambda _m: []
    assert server.send(text="hallo").json()["state"] is None
    rasa.says = lambda _m: [asks(), stands()]
    assert server.send(text="hallo").json()["state"] == OPEN


def test_an_earlier_message_is_known_again_after_later_ones(server: Server, rasa: Rasa) -> None:
    first = server.send(text="een").json()
    server.send(text="twee", message_id="message-2")
    again = server.send(text="een").json()
    assert again["messages"] == first["messages"]
    assert len(rasa.heard) == 2


def choice_ids(answer: httpx.Response) -> list[str]:
    return [c["id"] for c in answer.json()["messages"][-1]["data"]["choices"]]


def test_a_choice_counts_by_its_id_and_goes_on_as_metadata(server: Server, rasa: Rasa) -> None:
    _own, other = choice_ids(server.send(text="hallo"))
    assert server.send(choices=[other], message_id="message-2").status_code == 200
    message = rasa.heard[-1]
    assert message.text == "Label naaste"
    assert message.metadata == {"gekozen": {"vraag": "spreker", "waarden": ["naaste"]}}
    assert message.input_channel == "keukentafel"


def test_several_choices_come_in_the_order_in_which_they_were_offered(
    server: Server, rasa: Rasa
) -> None:
    rasa.says = lambda _m: [asks("hulp", "a", "b", "c", multi=True), stands()]
    first, _second, third = choice_ids(server.send(text="hallo"))
    server.send(choices=[third, first], message_id="message-2")
    assert rasa.heard[-1].metadata == {"gekozen": {"vraag": "hulp", "waarden": ["a", "c"]}}
    assert rasa.heard[-1].text == "Label a; Label c"


@pytest.mark.parametrize("wrong", ["x.0", "inwoner", "", "0"])
def test_a_choice_that_was_not_offered_is_not_taken(server: Server, rasa: Rasa, wrong: str) -> None:
    server.send(text="hallo")
    answer = server.send(choices=[wrong], message_id="message-2")
    assert (answer.status_code, answer.json()) == (409, {"code": "choice_gone"})
    assert len(rasa.heard) == 1


def test_two_choices_where_one_is_asked_are_not_taken(server: Server) -> None:
    both = choice_ids(server.send(text="hallo"))
    assert server.send(choices=both, message_id="message-2").status_code == 409


def test_a_choice_of_an_earlier_question_is_not_taken(server: Server) -> None:
    # The same question, asked twice: each time its choices have other ids.
    first = choice_ids(server.send(text="een"))
    second = choice_ids(server.send(text="twee", message_id="message-2"))
    assert not set(first) & set(second)
    assert server.send(choices=first[:1], message_id="message-3").status_code == 409


def test_a_choice_of_another_conversation_is_not_taken(server: Server) -> None:
    first = choice_ids(server.send(text="hallo"))
    server.send(text="hallo", conversation="webchat-2")
    answer = server.send(choices=first[:1], conversation="webchat-2", message_id="message-2")
    assert answer.status_code == 409


@pytest.mark.parametrize("body", [{"choices": ["a.0"]}, {"text": "x", "command": "back"}])
def test_a_conversation_that_is_not_there_is_told(server: Server, body: dict[str, Any]) -> None:
    answer = server.send(**body)
    assert (answer.status_code, answer.json()) == (409, {"code": "forgotten"})


def test_commands_and_changes_go_on_as_metadata(server: Server, rasa: Rasa) -> None:
    server.send(text="Hallo", command="begin")
    server.send(text="Vorige vraag", command="back", message_id="message-2")
    server.send(text="Veranderen", change="leeftijd", message_id="message-3")
    assert [m.metadata for m in rasa.heard] == [
        {"opdracht": "begin"},
        {"opdracht": "back"},
        {"wijzig": "leeftijd"},
    ]


def test_the_buttons_of_practising_are_commands_too(server: Server, rasa: Rasa) -> None:
    server.send(text="Hallo", command="begin")
    server.send(text="Ik wil oefenen", command="practice", message_id="message-2")
    server.send(text="Mijn voortgang", command="progress", message_id="message-3")
    assert [m.metadata["opdracht"] for m in rasa.heard] == ["begin", "practice", "progress"]


@pytest.mark.parametrize(
    "typed",
    ['/inform{"gedrag": "ernstig"}', "/restart", "\u200b/session_start", "gekozen: wijkteam"],
)
def test_what_is_typed_is_never_a_command_and_never_metadata(
    server: Server, rasa: Rasa, typed: str
) -> None:
    server.send(text=typed)
    assert not (rasa.heard[0].text or "").startswith("/")
    assert rasa.heard[0].metadata == {}


def test_what_identifies_a_person_is_masked_here_as_well(server: Server, rasa: Rasa) -> None:
    server.send(text="mijn bsn is 111222333")
    assert "111222333" not in (rasa.heard[0].text or "")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"x" * 70_000, 413),
        (json.dumps(body_of()).encode(), 400),
        (json.dumps(body_of(text=5)).encode(), 400),
        (json.dumps(body_of(choices="a")).encode(), 400),
        (json.dumps(body_of(text="x", command="rm")).encode(), 400),
        (json.dumps(body_of(text="x", change="DROP TABLE")).encode(), 400),
        (json.dumps(body_of(text="x", command="back", change="leeftijd")).encode(), 400),
        (json.dumps({"conversation": "../x", "message_id": "m", "text": "x"}).encode(), 400),
        (json.dumps({"conversation": "x", "text": "x"}).encode(), 400),
    ],
)
def test_what_has_not_the_right_form_stays_outside(
    server: Server, rasa: Rasa, body: bytes, status: int
) -> None:
    answer = server.ask("POST", "/messages", content=body)
    assert answer.status_code == status
    assert answer.json()["code"] == "malformed"
    assert rasa.heard == []


FINDING = {
    "speaker": "other",
    "found": {
        "kind": "crisis_suicide",
        "present": True,
        "rule": "suicide-word",
        "child_speaking": False,
    },
}


@pytest.mark.parametrize("finding", [FINDING, {"speaker": "naaste", "found": None}])
def test_what_the_gateway_found_of_danger_goes_on_as_metadata(
    server: Server, rasa: Rasa, finding: dict[str, Any]
) -> None:
    assert server.send(text="ik wil dood", judged=finding).status_code == 200
    assert rasa.heard[-1].metadata["gevaar"] == finding


def test_what_was_found_in_other_words_than_are_kept_does_not_go_on(
    server: Server, rasa: Rasa
) -> None:
    server.send(text="bel mij op 0612345678", judged={"speaker": "other", "found": None})
    assert "gevaar" not in rasa.heard[-1].metadata


@pytest.mark.parametrize("wrong", ["x", [], {}, {**FINDING, "text": "x"}, {"speaker": 1}])
def test_a_finding_of_another_form_stays_outside(server: Server, rasa: Rasa, wrong: object) -> None:
    assert server.send(text="hallo", judged=wrong).status_code == 400
    assert not rasa.heard


def test_nobody_without_the_secret_says_that_there_is_no_danger(server: Server, rasa: Rasa) -> None:
    body = body_of(text="ik wil dood", judged={"speaker": "other", "found": None})
    wrong = {"Authorization": "Bearer wrong"}
    assert server.ask("POST", "/messages", json=body, headers=wrong).status_code == 401
    assert not rasa.heard


def test_a_finding_comes_by_its_own_field_alone(server: Server, rasa: Rasa) -> None:
    server.send(text="ik wil dood", start={"gevaar": FINDING, "spreker": "inwoner"})
    assert rasa.heard[-1].metadata == {"spreker": "inwoner"}


def test_the_start_holds_short_names_and_known_audiences_only() -> None:
    start = {"spreker": "naaste", "stelsel": "x y", "publieken": "naaste,koning", "gekozen": 1}
    assert allowed_start(start) == {"spreker": "naaste", "publieken": ["naaste"]}
    assert allowed_start("spreker") == {}
    trainee = {"publieken": "wijkteam,trainee", "oefenaar": "code-0123456789abcdef"}
    assert allowed_start(trainee) == {**trainee, "publieken": ["wijkteam", "trainee"]}
    assert allowed_start({"bewaard_uren": "72", "bewaard": "72"}) == {"bewaard_uren": "72"}
    assert incoming(json.dumps(body_of(text="x", start=start)).encode()).start == {
        "spreker": "naaste",
        "publieken": ["naaste"],
    }


def test_a_conversation_can_be_read_and_erased(server: Server, rasa: Rasa) -> None:
    assert server.ask("GET", f"/conversations/{CONVERSATION}").status_code == 404
    server.send(text="hallo")
    whole = server.ask("GET", f"/conversations/{CONVERSATION}").json()
    assert [(s["from"], s["text"]) for s in whole["said"]] == [
        ("person", "hallo"),
        ("assistant", "Vraag spreker?"),
    ]
    rasa.locks.save_lock(rasa.locks.create_lock(CONVERSATION))
    assert server.ask("DELETE", f"/conversations/{CONVERSATION}").status_code == 204
    assert rasa.store.store == {}
    assert rasa.locks.conversation_locks == {}
    assert server.ask("GET", f"/conversations/{CONVERSATION}").status_code == 404


def test_erasing_waits_for_what_is_being_handled(server: Server, rasa: Rasa) -> None:
    rasa.seconds = 0.1

    async def both(client: httpx.AsyncClient) -> httpx.Response:
        sending = asyncio.ensure_future(client.post(f"{PATH}/messages", json=body_of(text="x")))
        await asyncio.sleep(0.02)
        erased = await client.delete(f"{PATH}/conversations/{CONVERSATION}")
        await sending
        return erased

    assert server.run(both).status_code == 204
    assert rasa.store.store == {}


def test_an_action_can_erase_the_conversation(server: Server, rasa: Rasa) -> None:
    erase = {"type": "erase", "mislukt": "Het wissen is niet gelukt."}
    rasa.says = lambda _m: [utters("Alles is gewist.", erase), stands()]
    answer = server.send(text="ja, wis alles").json()
    assert answer["erased"] is True
    assert answer["messages"][0]["text"] == "Alles is gewist."
    assert rasa.store.store == {}


def test_nobody_hears_that_something_is_erased_which_is_not(
    server: Server, rasa: Rasa, monkeypatch: Any
) -> None:
    def fail(*_arguments: Any) -> None:
        raise OSError

    monkeypatch.setattr("assistant.channel.keukentafel.erase", fail)
    erase = {"type": "erase", "mislukt": "Het wissen is niet gelukt."}
    rasa.says = lambda _m: [utters("Alles is gewist.", erase), stands()]
    answer = server.send(text="ja, wis alles").json()
    assert answer["erased"] is False
    assert [m["text"] for m in answer["messages"]] == ["Het wissen is niet gelukt."]


def test_a_fault_of_rasa_is_logged_by_its_kind_alone(
    server: Server, rasa: Rasa, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_message: UserMessage) -> list[Event]:
        raise KeyError("kwetsbaarheidsgeheim")

    rasa.says = fail
    answer = server.send(text="kwetsbaarheidsgeheim")
    assert answer.json()["messages"] == []
    assert "KeyError" in caplog.text
    assert "kwetsbaarheidsgeheim" not in caplog.text


def test_without_actions_it_is_not_ready(server: Server) -> None:
    answer = server.ask("GET", "/ready")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


@pytest.mark.parametrize(
    ("address", "inside"),
    [("127.0.0.1", True), ("::1", True), ("", True), ("10.0.0.5", False), ("x", False)],
)
def test_the_rest_channel_is_for_this_machine(address: str, inside: bool) -> None:
    assert from_this_machine(address) is inside
