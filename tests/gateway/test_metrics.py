"""What is counted: everything that is to be seen, nothing of a person, few values per label."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from fastapi.testclient import TestClient
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from gateway.assistant import Receipt, Reply, ReplyMessage, Said
from gateway.metrics import OTHER, Bounded, Metrics, serving
from gateway.settings import Settings
from gateway.store.counts import DailyCounts
from gateway.store.store import Store
from scripts.kt.ports import free_port
from tests.gateway.building import (
    FakeAssistant,
    Page,
    advises,
    app_before,
    asks,
    question,
    settings_in,
    state,
)

WORD = "kwetsbaarheidsgeheim"


def metrics_of(client: TestClient) -> Metrics:
    found: Metrics = client.app.state.gateway.metrics  # type: ignore[attr-defined]
    return found


def value(client: TestClient, name: str, **labels: str) -> float:
    return metrics_of(client).registry.get_sample_value(name, labels) or 0.0


def test_a_message_is_counted_and_timed_in_every_stage(client: TestClient, page: Page) -> None:
    page.says(text="ik woon alleen")
    assert value(client, "kt_conversations_total", channel="webchat") == 1
    assert value(client, "kt_messages_total", channel="webchat", kind="text") == 1
    for stage, least in (("accept", 1), ("queue", 2), ("assistant", 2), ("store", 2)):
        assert value(client, "kt_stage_seconds_count", stage=stage) == least
    assert value(client, "kt_requests_total", method="POST", route="/api/messages", status="202")


def test_a_message_that_is_sent_twice_counts_once(client: TestClient, page: Page) -> None:
    for _each in range(2):
        page.post("/api/messages", {"id": "the-same-one", "text": "hallo daar"})
    page.settled()
    assert value(client, "kt_messages_total", channel="webchat", kind="text") == 1


def test_questions_and_outcomes_are_counted_by_name(
    client: TestClient, page: Page, assistant: FakeAssistant
) -> None:
    assert value(client, "kt_questions_total", question="vraag1") == 1
    assistant.answer = lambda _said: advises()
    page.says(text="klaar")
    assert value(client, "kt_outcomes_total", domein="wonen", uitkomst="product") == 1
    about = {"stelsel": "meierij", "geldig_vanaf": "2024-01-01", "hash": "abcdef012345"}
    assert value(client, "kt_catalogue_info", **about) == 1


def test_a_typed_answer_after_which_the_same_is_asked_counts_as_not_understood(
    client: TestClient, page: Page, assistant: FakeAssistant
) -> None:
    open_ = page.standing()["open"]["data"]["question"]
    again = question(1, "Ja", "Nee")

    def not_understood(_said: Said) -> Reply:
        sorry = ReplyMessage(kind="text", text="Dat begrijp ik niet.")
        return Reply(messages=[sorry, again], state=state(open=open_))

    assistant.answer = not_understood
    page.says(text="appelmoes")
    assert value(client, "kt_not_understood_total", question=open_) == 1
    explained = ReplyMessage(kind="why_asked", text="Daarom.")
    assistant.answer = lambda _said: Reply(messages=[explained, again], state=state(open=open_))
    page.says(text="waarom?")
    page.says(command="help")
    assert value(client, "kt_not_understood_total", question=open_) == 1


def test_danger_is_counted_by_its_kind_alone(client: TestClient, page: Page) -> None:
    page.says(text="ik wil niet meer leven")
    assert value(client, "kt_danger_total", kind="crisis_suicide") == 1


def test_limits_and_faults_are_counted(assistant: FakeAssistant, tmp_path: Path) -> None:
    strict = settings_in(tmp_path, message_rate="1/minute", assistant_patience=0.3)
    with TestClient(app_before(assistant, strict)) as client:
        page = Page(client)
        page.settled()
        assistant.down = True
        page.says(text="hallo")
        assert page.send({"text": "nog eens"}).status_code == 429
        assert value(client, "kt_limits_hit_total", limit="message") == 1
        assert value(client, "kt_errors_total", kind="assistant_down") == 1


def test_an_overrule_is_counted(client: TestClient) -> None:
    metrics_of(client).overruled("wonen")
    metrics_of(client).overruled("iets heel anders")
    assert value(client, "kt_overrules_total", domein="wonen") == 1
    assert value(client, "kt_overrules_total", domein=OTHER) == 1


def test_an_advice_that_a_worker_overrules_is_counted_once_by_what_she_chose(
    client: TestClient, page: Page, assistant: FakeAssistant
) -> None:
    given = {
        "id": "0a" * 12,
        "domein": "wonen",
        "facts": {},
        "rules": [],
        "outcome": "product",
        "products": ["een"],
        "catalogue": {"stelsel": "s"},
        "engine": "1",
    }
    reply = Reply(messages=[ReplyMessage(kind="text", text="Goed.")], state=state())
    for receipt in (given, {**given, "overruled_with": "ander", "reason": WORD}):
        told = reply.model_copy(update={"receipts": [Receipt(**receipt)]})
        assistant.answer = lambda _said, told=told: told
        page.says(text="het advies")
    assert value(client, "kt_overrules_total", domein="wonen") == 1
    assert WORD not in generate_latest(metrics_of(client).registry).decode()


def test_nothing_of_a_person_or_a_conversation_is_in_what_is_served(
    client: TestClient, page: Page, assistant: FakeAssistant
) -> None:
    bad = ReplyMessage(kind="question", text=WORD, data={"question": f"{WORD} Ä", "choices": []})
    assistant.answer = lambda _said: Reply(messages=[bad], state=state(open=f"{WORD} Ä"))
    page.says(text=f"ik ben Jan de Vries en {WORD}")
    page.get(f"/{WORD}")
    page.get(f"/api/{WORD}")
    served = generate_latest(metrics_of(client).registry).decode()
    for trace in (WORD, "Vries", page.token, assistant.sent[0][0]):
        assert trace not in served


def test_a_label_takes_few_values() -> None:
    bounded = Bounded(frozenset({"wonen"}), most=2)
    given = [bounded.of(each) for each in ("wonen", "a", "b", "c", "a", "Met Spaties", 3, None)]
    assert given == ["wonen", "a", "b", OTHER, "a", OTHER, OTHER, OTHER]


def test_no_series_has_unbounded_labels() -> None:
    metrics = Metrics()
    for number in range(2000):
        name = f"naam{number}"
        metrics.message(name, name)
        metrics.begun(name)
        metrics.danger(name)
        metrics.limit(name)
        metrics.fault(name)
        metrics.overruled(name)
        metrics.melding(name)
        metrics.gone(name)
        block = {"domein": name, "uitkomst": name, "catalogus": {"stelsel": name, "hash": "x"}}
        told = [("question", {"question": name}), ("advice", block)]
        metrics.turn(told, typed=True, before=name, after=name)
    series = generate_latest(metrics.registry).decode().count("\n")
    assert series < 1500


def test_the_counters_are_served_on_a_port_of_their_own(page: Page, client: TestClient) -> None:
    assert client.get("/metrics").status_code == 404
    with (
        serving(metrics_of(client), "127.0.0.1", 0) as port,
        closing(urlopen(f"http://127.0.0.1:{port}/metrics")) as answer,
    ):
        text = answer.read().decode()
    names = {each.name for each in text_string_to_metric_families(text)}
    assert {"kt_messages", "kt_stage_seconds", "kt_switched_off", "process_open_fds"} <= names


def test_a_running_gateway_serves_its_counters_where_the_settings_say(
    assistant: FakeAssistant, tmp_path: Path
) -> None:
    port = free_port()
    settings = settings_in(tmp_path, metrics_port=port)
    with TestClient(app_before(assistant, settings)) as client:
        Page(client).settled()
        with closing(urlopen(f"http://127.0.0.1:{port}/metrics")) as answer:
            assert b'kt_conversations_total{channel="webchat"} 1.0' in answer.read()
    with pytest.raises(OSError, match="refused"):
        urlopen(f"http://127.0.0.1:{port}/metrics")


def test_a_gateway_that_is_told_no_port_serves_no_counters(settings: Settings) -> None:
    assert settings.metrics_port is None
    with serving(Metrics(), "127.0.0.1", None) as port:
        assert port is None


@pytest.fixture
def counts(tmp_path: Path) -> Iterator[DailyCounts]:
    url = f"sqlite:///{tmp_path}/c.db"
    store = Store(url, idle_seconds=1, absolute_seconds=1)
    yield DailyCounts(store.engine, lambda: 1_795_000_000.0)
    store.close()


def test_counts_of_a_day_add_up_over_processes(counts: DailyCounts) -> None:
    other = DailyCounts(counts._engine, lambda: 1_795_000_000.0)
    for each in (counts, other, counts):
        each.add("vraag", "leeftijd")
        each.write()
    counts.add("vraag", "woonvorm")
    assert counts.write() == 1
    assert counts.write() == 0
    assert counts.of_month("2026-11") == {"vraag": {"leeftijd": 3, "woonvorm": 1}}
    assert counts.of_month("2026-10") == {}


def test_counts_that_cannot_be_written_wait(
    counts: DailyCounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts.add("vraag", "leeftijd")

    def away(_taken: Any) -> None:
        raise OSError("away")

    with monkeypatch.context() as patched:
        patched.setattr(counts, "_add", away)
        with pytest.raises(OSError, match="away"):
            counts.write()
    assert counts.write() == 1


def test_old_counts_are_forgotten(counts: DailyCounts) -> None:
    counts.add("vraag", "leeftijd")
    counts.write()
    counts.forget("2026-11-01")
    assert counts.of_month("2026-11")
    counts.forget("2027-01-01")
    assert counts.of_month("2026-11") == {}


def test_the_gateway_writes_its_counts_by_itself(assistant: FakeAssistant, tmp_path: Path) -> None:
    with TestClient(app_before(assistant, settings_in(tmp_path))) as client:
        page = Page(client)
        page.settled()
    with TestClient(app_before(assistant, settings_in(tmp_path))) as client:
        month = time.strftime("%Y-%m", time.gmtime())
        found = client.app.state.gateway.counts.of_month(month)  # type: ignore[attr-defined]
    assert found["gesprek"] == {"webchat": 1}
    assert found["vraag"] == {"vraag1": 1}


def test_where_people_stop_is_counted_when_their_time_is_over(
    assistant: FakeAssistant, tmp_path: Path
) -> None:
    now = time.time()
    with TestClient(app_before(assistant, settings_in(tmp_path), clock=lambda: now)) as client:
        Page(client).settled()
        now += 25 * 3600
        store = client.app.state.gateway.store  # type: ignore[attr-defined]
        (ended,) = store.ended()
        assert (ended.open, ended.advised) == ("vraag1", False)
        assert [each.open for each in store.erase_ended()] == ["vraag1"]
        assert store.erase_ended() == []


def test_labels_and_names_are_such_as_prometheus_asks() -> None:
    served = generate_latest(Metrics().registry).decode()
    names = re.findall(r"^# TYPE (\S+)", served, re.MULTILINE)
    assert all(re.fullmatch(r"(kt|process)_[a-z_]+", each) for each in names)
    assert asks().messages
