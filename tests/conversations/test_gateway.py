"""Whole conversations over the gateway's web API, with the real assistant behind it."""

from __future__ import annotations

import io
import itertools
import json
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pypdf import PdfReader
from sqlalchemy import text as sql

from gateway.store.engines import engine_for
from gateway.store.sealed import sealer_of
from scripts.kt.layout import Layout
from scripts.kt.servers import Assistant
from tests.everything import STORES

type Json = dict[str, Any]
# What a mother answers, by question; to any other no, or the last choice ("weet ik niet").
MOTHER: dict[str, str] = {
    "spreker": "Voor iemand anders",
    "relatie": "Mijn zoon",
    "gemeente": "Den Bosch",
    "hulpvraag": "Een plek om te wonen",
    "regio_bw": "In de regio waar uw zoon nu woont",
    "achtergrond": "Psychische ziekte",
    "beschikbaarheid": "Er moet dag en nacht iemand te bellen zijn",
    "woonvorm": "Een eigen plek, met anderen dichtbij",
    "klopt_dit": "Ja",
}


class Page:
    """One person's page of the web chat, without the page."""

    def __init__(self, client: httpx.Client, start: Json | None = None) -> None:
        self.client = client
        self._ids = (f"message-{number:04}" for number in itertools.count())
        made = client.post("/api/sessions", json={"channel": "webchat", "start": start or {}})
        assert made.status_code == 201, made.text
        self.headers = {"Authorization": f"Bearer {made.json()['token']}"}

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path, headers=self.headers)

    def post(self, path: str, body: Json) -> httpx.Response:
        return self.client.post(path, json=body, headers=self.headers)

    def standing(self) -> Json:
        """Wait until nothing is being handled; give everything that was said."""
        until = time.monotonic() + 30
        while True:
            answer = self.get("/api/conversation")
            assert answer.status_code == 200, answer.text
            found: Json = answer.json()
            if not found["busy"]:
                return found
            assert time.monotonic() < until, "it stays busy"
            time.sleep(0.05)

    def says(self, **body: Any) -> Json:
        answer = self.post("/api/messages", {"id": next(self._ids), **body})
        assert answer.status_code == 202, answer.text
        return self.standing()

    def picks(self, *labels: str) -> Json:
        """Choose by the beginning of labels."""
        open_ = self.standing()["open"]
        assert open_ is not None
        ids = [
            choice["id"]
            for choice in open_["data"]["choices"]
            if any(choice["label"].startswith(label) for label in labels)
        ]
        assert len(ids) == len(labels), open_
        return self.says(choices=ids)

    @property
    def question(self) -> str:
        open_ = self.standing()["open"]
        return str(open_["data"]["question"]) if open_ else ""

    def kinds(self) -> list[str]:
        return [each["kind"] for each in self.standing()["entries"]]

    def until_advice(self, answers: dict[str, str]) -> Json:
        """Answer every question until there is an advice."""
        for _each in range(40):
            standing = self.standing()
            if standing["can"]["advice"]:
                return standing
            open_ = standing["open"]["data"]
            wanted = answers.get(open_["question"])
            labels = [choice["label"] for choice in open_["choices"]]
            if wanted is None and open_["input"] == "number":
                self.says(text="34")
            elif wanted is None:
                plain_no = [label for label in labels if label.startswith("Nee")]
                self.picks(plain_no[0] if plain_no else labels[-1])
            elif any(label.startswith(wanted) for label in labels):
                self.picks(wanted)
            else:
                self.says(text=wanted)
        raise AssertionError("no advice after forty questions")


@pytest.fixture
def client(assistant: Assistant) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=assistant.gateway_url, timeout=30) as opened:
        yield opened


@pytest.fixture
def begin(client: httpx.Client) -> Callable[..., Page]:
    return lambda **start: Page(client, start)


def test_the_assistant_begins_with_what_it_is_and_for_whom(begin: Callable[..., Page]) -> None:
    page = begin()
    entries = page.standing()["entries"]
    assert [each["kind"] for each in entries] == ["welcome", "text", "text", "question"]
    assert "computer" in entries[0]["text"]
    labels = [choice["label"] for choice in entries[-1]["data"]["choices"]]
    # A worker does not come in by the web chat of inwoners.
    assert len(labels) == 2


def test_a_worker_who_says_so_is_sent_elsewhere(begin: Callable[..., Page]) -> None:
    page = begin()
    page.standing()
    page.says(text="ik werk bij het wijkteam")
    assert page.question == "spreker"
    assert "Werkt u bij de gemeente" in page.get("/api/transcript").text


def test_a_mother_comes_to_an_advice_by_choices_and_takes_it_along(
    begin: Callable[..., Page],
) -> None:
    page = begin()
    standing = page.until_advice(MOTHER)
    assert standing["open"]["data"]["question"] == "vervolg"
    kinds = page.kinds()
    assert {"summary", "advice", "next_steps", "disclaimer"} <= set(kinds)
    summary = next(e for e in standing["entries"] if e["kind"] == "summary")
    for fact in summary["data"]["items"]:
        assert set(fact) == {"kenmerk", "question", "label", "value", "sentence", "unknown"}
    advice = page.get("/api/advice").json()
    (block,) = advice["blocks"]
    assert (block["uitkomst"], block["domein"]) == ("product", "wonen")
    assert block["products"][0]["naam"].startswith("Kleinschalig Thuis")
    assert block["why"]["lines"]
    assert block["why_not"]
    assert block["sources"][0]["document"].startswith("Pakketbeschrijvingen")
    entry = next(e for e in standing["entries"] if e["kind"] == "advice")
    assert entry["data"] == block
    paper = page.get("/api/advice.pdf")
    reader = PdfReader(io.BytesIO(paper.content))
    words = " ".join(" ".join(p.extract_text() for p in reader.pages).split())
    assert "/StructTreeRoot" in reader.root_object
    for part in (
        block["products"][0]["naam"],
        block["why"]["lines"][0],
        block["sources"][0]["document"],
        advice["disclaimer"],
        advice["title"],
    ):
        assert " ".join(part.split()) in words


def test_every_text_of_an_advice_is_careful(begin: Callable[..., Page]) -> None:
    page = begin()
    page.until_advice(MOTHER)
    told = json.dumps(page.get("/api/advice").json(), ensure_ascii=False).lower()
    assert "dit is geen besluit. de gemeente beslist. u mag altijd een melding doen." in told
    for never in ("recht op", "u krijgt", "wordt afgewezen"):
        assert never not in told


def test_an_answer_can_be_changed_from_the_list_and_the_advice_goes_and_comes(
    begin: Callable[..., Page],
) -> None:
    page = begin()
    page.until_advice(MOTHER)
    facts = page.get("/api/facts").json()["facts"]
    assert "woonvorm" in [fact["kenmerk"] for fact in facts]
    page.says(change="woonvorm")
    assert page.question == "woonvorm"
    assert page.get("/api/advice").status_code == 404
    page.picks("Op zichzelf")
    page.until_advice(MOTHER)
    (block,) = page.get("/api/advice").json()["blocks"]
    assert block["products"][0]["naam"].startswith("Zelfstandig Thuis")


def test_back_unknown_why_and_help_work_as_buttons(begin: Callable[..., Page]) -> None:
    page = begin(spreker="inwoner")
    assert page.standing()["open"]["data"]["question"] == "gemeente"
    assert page.standing()["open"]["data"]["input"] == "place"
    assert "Rosmalen" in page.standing()["open"]["data"]["suggestions"]
    page.says(text="Rosmalen")
    page.says(command="why")
    assert page.kinds()[-2:] == ["why_asked", "question"]
    page.says(command="help")
    assert page.kinds()[-2:] == ["help", "question"]
    page.says(command="back")
    assert page.question == "gemeente"
    page.says(command="unknown")
    assert page.question == "hulpvraag"
    page.says(command="human")
    assert page.question == "hulpvraag"


def test_several_choices_are_taken_together(begin: Callable[..., Page]) -> None:
    page = begin(spreker="inwoner")
    page.says(text="Den Bosch")
    page.picks("Iemand die mij helpt", "Overdag iets te doen")
    (fact,) = [f for f in page.get("/api/facts").json()["facts"] if f["kenmerk"] == "hulpvraag"]
    assert "Overdag iets te doen" in fact["value"]
    assert "Iemand die mij helpt" in fact["value"]


def test_a_story_is_heard_and_shown_as_facts(begin: Callable[..., Page]) -> None:
    page = begin()
    page.standing()
    page.says(
        text="Ik zoek hulp voor mijn moeder van 82. Ze woont alleen in Rosmalen en heeft overdag "
        "niets te doen, ze is veel alleen thuis."
    )
    found = [e for e in page.standing()["entries"] if e["kind"] == "facts"]
    assert found
    assert {"kenmerk", "sentence", "value"} <= set(found[0]["data"]["items"][0])


def test_danger_is_answered_by_the_assistant_at_once(begin: Callable[..., Page]) -> None:
    page = begin(spreker="inwoner")
    page.standing()
    began = time.monotonic()
    page.says(text="ik wil niet meer leven")
    assert time.monotonic() - began < 3
    (danger,) = [e for e in page.standing()["entries"] if e["kind"] == "danger"]
    assert danger["data"]["soort"] == "crisis_suicide"
    assert [c["nummer"] for c in danger["data"]["contacten"]] == ["113", "112"]
    assert page.question == "doorgaan"


def test_an_answer_arrives_in_a_stream_that_stays_open(begin: Callable[..., Page]) -> None:
    page = begin(spreker="inwoner")
    last = page.standing()["last"]
    with page.client.stream(
        "GET", "/api/events", params={"after": last}, headers=page.headers
    ) as stream:
        lines = stream.iter_lines()
        assert next(lines).startswith(":")
        page.post("/api/messages", {"id": "in-the-stream", "text": "Den Bosch"})
        said = []
        for line in lines:
            if line.startswith("data: "):
                entry = json.loads(line.removeprefix("data: "))
                said += [entry["kind"]] if "kind" in entry else []
            if said == ["text", "question"]:
                break
    assert said == ["text", "question"]


def test_the_restart_and_the_goodbye_leave_a_way_on(begin: Callable[..., Page]) -> None:
    page = begin(spreker="inwoner")
    page.says(command="stop")
    assert page.standing()["open"] is None
    page.says(command="resume")
    assert page.question == "gemeente"
    page.says(text="Den Bosch")
    page.says(command="restart")
    page.picks("Ja")
    assert page.get("/api/facts").json()["facts"] == []


def test_a_melding_holds_what_was_told_and_goes_out_once(
    begin: Callable[..., Page], data_folder: Path
) -> None:
    page = begin()
    page.until_advice(MOTHER)
    shown = page.post("/api/melding/preview", {"contact": {"naam": "A. de Boer"}}).json()
    assert "Kleinschalig Thuis" in shown["text"]
    body = {"consent": True, "digest": shown["digest"], "contact": {"naam": "A. de Boer"}}
    sent = page.post("/api/melding", body)
    assert sent.status_code == 201
    file = data_folder / "meldingen" / f"{sent.json()['reference']}.json"
    assert json.loads(file.read_text(encoding="utf-8"))["text"] == shown["text"]
    assert page.post("/api/melding", body).json() == sent.json()


@pytest.mark.parametrize("way", ["button", "words"])
def test_erasing_leaves_nothing_anywhere(
    way: str, begin: Callable[..., Page], assistant: Assistant, data_folder: Path
) -> None:
    word = f"geheim{secrets.token_hex(6)}"
    page = begin(spreker="inwoner")
    page.standing()
    page.says(text=f"ik woon in Rosmalen en mijn {word} is groot")

    stores = json.loads((data_folder / STORES).read_text(encoding="utf-8"))
    url, keys = stores["KT_GATEWAY_DATABASE_URL"], stores.get("KT_GATEWAY_STORE_KEYS")

    def found(query: str) -> list[Any]:
        engine = engine_for(url)
        with engine.connect() as database:
            rows = list(database.execute(sql(query)).all())
        engine.dispose()
        return rows

    def rows() -> str:
        tables = ("conversations", "entries", "messages", "erasures")
        return "".join(str(found(f"SELECT * FROM {each}")) for each in tables)

    def tracker(conversation: str) -> Json:
        answer = httpx.get(assistant.tracker_url(conversation), timeout=30)
        told: Json = answer.json()
        return told

    entries = found("SELECT conversation, text FROM entries")
    # What was said lies sealed; the key lies outside the database.
    sealer = sealer_of(url, keys)
    (conversation,) = {id_ for id_, text in entries if word in sealer.open(text)}
    assert word in str(tracker(conversation))
    if way == "button":
        answer = page.client.delete("/api/session", headers=page.headers)
        assert answer.status_code == 204
    else:
        page.says(text="wis mijn gegevens")
        labels = [c["label"] for c in page.standing()["open"]["data"]["choices"]]
        (yes,) = [c["id"] for c in page.standing()["open"]["data"]["choices"] if c["label"] == "Ja"]
        assert labels == ["Ja", "Nee"]
        sent = page.post("/api/messages", {"id": "the-last-message", "choices": [yes]})
        assert sent.status_code == 202
        until = time.monotonic() + 20
        while page.get("/api/conversation").status_code != 401:
            assert time.monotonic() < until
            time.sleep(0.05)
    assert page.get("/api/conversation").status_code == 401
    assert word not in rows()
    assert conversation not in rows()
    for each in data_folder.glob("conversations.db*"):
        assert word.encode() not in each.read_bytes()
    left = tracker(conversation)
    assert word not in str(left)
    assert [e for e in left["events"] if e["event"] == "user"] == []
    for log in (Layout.here().run / "logs").glob("test-*.log"):
        assert word not in log.read_text(encoding="utf-8")
        assert conversation not in log.read_text(encoding="utf-8")


def test_the_private_hop_is_closed_to_who_does_not_know_the_secret(assistant: Assistant) -> None:
    channel = f"{assistant.url}/webhooks/keukentafel"
    body = {"conversation": "webchat-1", "message_id": "m", "text": "hallo"}
    assert httpx.post(f"{channel}/messages", json=body).status_code == 401
    good = {"Authorization": f"Bearer {assistant.channel_secret}"}
    assert httpx.get(f"{channel}/ready", headers=good).json() == {"ready": True}
    assert httpx.post(f"{assistant.actions_url}/webhook", json={}).status_code == 401
