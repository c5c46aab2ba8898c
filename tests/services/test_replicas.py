"""Two of everything on one PostgreSQL and one Redis: a conversation goes on across them.

Gateway A knows the first assistant only, B the second only, and C both.
"""

from __future__ import annotations

import itertools
import secrets
import threading
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any

import httpx
import psycopg
import pytest

from scripts.kt.layout import Layout
from scripts.kt.load import load
from scripts.kt.ports import free_port
from scripts.kt.processes import end_process
from scripts.kt.servers import running_assistant, running_gateway
from scripts.kt.services import running_services
from scripts.kt.train import train
from tests.conversations.test_gateway import Page
from tests.everything import NO_LIMITS


@dataclass
class Replicas:
    """The gateways A, B and C, the first assistant's Rasa, and the databases."""

    gateways: list[httpx.Client]
    first_rasa: Any
    variables: dict[str, str]

    def across(self, page: Page) -> Iterator[Page]:
        """Give the same person's page, before A and B in turn."""
        for gateway in itertools.cycle(self.gateways[:2]):
            page.client = gateway
            yield page


@pytest.fixture(scope="module")
def replicas() -> Iterator[Replicas]:
    layout = Layout.here()
    model, _trained = train(layout)
    with ExitStack() as stack:
        services = stack.enter_context(running_services(layout, keep=False, log_prefix="replicas-"))
        variables = {
            **services.variables,
            **NO_LIMITS,
            "KT_CHANNEL_SECRET": secrets.token_urlsafe(32),
        }
        load(layout, variables, log_name="replicas-load")
        running = [
            stack.enter_context(
                running_assistant(
                    layout, model, free_port(), free_port(), variables, f"replicas-{name}-"
                )
            )
            for name in "ab"
        ]
        assistants = [assistant for assistant, _processes in running]
        both = replace(assistants[0], url=",".join(each.url for each in assistants))
        gateways = []
        for name, assistant in zip("abc", [*assistants, both], strict=True):
            whole, _process = stack.enter_context(
                running_gateway(layout, assistant, free_port(), variables, f"replicas-{name}-")
            )
            client = httpx.Client(base_url=whole.gateway_url, timeout=30)
            gateways.append(stack.enter_context(client))
        yield Replicas(gateways, running[0][1]["rasa"], variables)


def texts(entries: list[dict[str, Any]], sender: str) -> list[str]:
    return [each["text"] for each in entries if each["from"] == sender]


ANSWERS = ("Mijn zoon is 34 en hij kan niet alleen wonen", "Den Bosch", "een plek om te wonen")


def test_a_conversation_goes_on_across_replicas_in_order_and_once(replicas: Replicas) -> None:
    page = Page(replicas.gateways[0], {"spreker": "naaste"})
    page.standing()
    for each, words in zip(replicas.across(page), ANSWERS, strict=False):
        each.says(text=words)
    standings = []
    for gateway in replicas.gateways:
        page.client = gateway
        standings.append(page.standing())
    assert standings[0] == standings[1] == standings[2]
    entries = standings[0]["entries"]
    assert texts(entries, "person") == list(ANSWERS)
    assert [e["seq"] for e in entries] == sorted({e["seq"] for e in entries})
    assert "error" not in {e["kind"] for e in entries}
    facts = {f["kenmerk"]: f["value"] for f in page.get("/api/facts").json()["facts"]}
    assert facts["leeftijd"] == "34"
    assert len({e["id"] for e in entries}) == len(entries)


def test_the_same_conversation_alone_and_across_replicas_says_the_same(replicas: Replicas) -> None:
    alone = Page(replicas.gateways[0], {"spreker": "naaste"})
    moved = Page(replicas.gateways[0], {"spreker": "naaste"})
    turns = replicas.across(moved)
    for words in ANSWERS:
        alone.standing()
        alone.says(text=words)
        next(turns).standing()
        moved.says(text=words)
    one, other = (texts(p.standing()["entries"], "assistant") for p in (alone, moved))
    assert one == other


def test_a_message_that_reaches_two_gateways_at_once_is_handled_once(replicas: Replicas) -> None:
    page = Page(replicas.gateways[0], {"spreker": "naaste"})
    page.standing()
    body = {"id": uuid.uuid4().hex, "text": ANSWERS[0]}
    found: list[httpx.Response] = []

    def send(gateway: httpx.Client) -> None:
        found.append(gateway.post("/api/messages", json=body, headers=page.headers))

    threads = [threading.Thread(target=send, args=(g,)) for g in replicas.gateways * 2]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(r.status_code for r in found) == [200] * 5 + [202]
    assert len({r.json()["seq"] for r in found}) == 1
    assert texts(page.standing()["entries"], "person") == [ANSWERS[0]]


def test_a_stream_of_one_gateway_tells_what_another_took(replicas: Replicas) -> None:
    page = Page(replicas.gateways[0], {"spreker": "naaste"})
    last = page.standing()["last"]
    url = f"/api/events?after={last}"
    with replicas.gateways[0].stream("GET", url, headers=page.headers) as stream:
        lines = stream.iter_lines()
        next(line for line in lines if line.startswith("event: state"))
        page.client = replicas.gateways[1]
        page.says(text=ANSWERS[0])
        told = next(line for line in lines if "34" in line)
    assert told.startswith("data: ")


def test_what_one_gateway_erases_is_nowhere(replicas: Replicas) -> None:
    page = Page(replicas.gateways[0], {"spreker": "naaste"})
    page.standing()
    before = held(replicas)
    page.client = replicas.gateways[1]
    page.says(text=ANSWERS[0])
    assert page.client.delete("/api/session", headers=page.headers).status_code == 204
    for gateway in replicas.gateways:
        answer = gateway.get("/api/conversation", headers=page.headers)
        assert answer.status_code == 401
    assert held(replicas) < before


def held(replicas: Replicas) -> set[str]:
    """Give the conversations that lie in the trackers' database."""
    with psycopg.connect(replicas.variables["KT_TRACKERS_URL"]) as connection:
        rows = connection.execute("SELECT DISTINCT conversation FROM tracker_parts")
        return {row[0] for row in rows}


def test_when_an_assistant_ends_the_other_goes_on_where_it_was(replicas: Replicas) -> None:
    pages = [Page(replicas.gateways[2], {"spreker": "naaste"}) for _ in range(4)]
    for page in pages:
        page.standing()
        page.says(text=ANSWERS[0])
    end_process(replicas.first_rasa)
    for page in pages:
        before = page.standing()
        standing = page.says(text="weet ik niet")
        new = [e for e in standing["entries"] if e["seq"] > before["last"]]
        assert {"person", "assistant"} <= {e["from"] for e in new}
        assert "error" not in {e["kind"] for e in standing["entries"]}
        assert standing["open"]["data"]["question"] != before["open"]["data"]["question"]
        facts = {f["kenmerk"]: f["value"] for f in page.get("/api/facts").json()["facts"]}
        assert facts["leeftijd"] == "34"
