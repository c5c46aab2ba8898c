"""Practising in Teams: who may, under which opaque id, and a code that is kept nowhere."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr, ValidationError

from gateway.app import create_app
from gateway.assistant import Reply, ReplyMessage, Said
from gateway.practice.codes import mark_of
from gateway.practice.identity import of_account
from gateway.settings import Settings
from gateway.teams.settings import TeamsSettings
from tests.gateway.building import FakeAssistant, settings_in, state
from tests.teams.building import Worker, buttons
from tests.teams.fake.microsoft import TENANT, Microsoft
from tests.teams.test_settings import GOOD

SECRET = "a-secret-for-practice"
CODE = "K7QM-0XWD-9TRV-H2C1"
MARK = str(mark_of(SECRET.encode(), CODE))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a gateway that has the secret of practising; the web chat has it off."""
    return settings_in(tmp_path, practice_secret=SecretStr(SECRET))


@pytest.fixture
def teams_settings(teams_settings: TeamsSettings, monkeypatch: pytest.MonkeyPatch) -> TeamsSettings:
    """Settings by which a worker may practise."""
    monkeypatch.setenv("KT_TEAMS_PRACTICE", "true")
    monkeypatch.setenv("KT_TEAMS_IDLE_HOURS", "72")
    return TeamsSettings()


def asks_for_a_code(_said: Said) -> Reply:
    """Ask in free text, as "mijn voortgang" may lead to."""
    data: dict[str, Any] = {"question": "oefenen_groep", "input": "text", "choices": []}
    asked = ReplyMessage(kind="question", text="Typ uw groepscode.", data=data)
    return Reply(messages=[asked], state=state(open="oefenen_groep"))


def test_a_worker_begins_as_one_who_may_practise(worker: Worker, assistant: FakeAssistant) -> None:
    worker.says("oefenen")
    id_ = of_account(SECRET.encode(), "teams", TENANT, worker.user)
    assert assistant.handled[0].start == {
        "spreker": "wijkteam",
        "publieken": "wijkteam,trainee",
        "oefenaar": id_,
        "bewaard_uren": "72",
    }
    assert worker.user not in id_


def test_somebody_practises_under_one_id_in_every_chat_and_nobody_else_has_it(
    client: TestClient, microsoft: Microsoft, assistant: FakeAssistant
) -> None:
    for user, chat in (("29:a", "a:one"), ("29:a", "a:two"), ("29:b", "a:three")):
        Worker(client, microsoft, user=user, chat=chat).says("hallo")
    first, second, other = [each.start["oefenaar"] for each in assistant.handled if each.start]
    assert first == second != other


def test_a_code_comes_no_further_than_the_door(
    worker: Worker, assistant: FakeAssistant, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    worker.says(f"mijn code is {CODE.lower()}")
    assert assistant.handled[0].text == f"mijn code is {MARK}"
    kept = b"".join(each.read_bytes() for each in tmp_path.glob("conversations.db*"))
    logged = "".join(f"{each.getMessage()} {each.__dict__}" for each in caplog.records)
    for trace in (CODE, CODE.lower(), CODE.replace("-", "")):
        assert trace.encode() not in kept
        assert trace not in logged


def test_a_code_that_was_filled_in_on_a_card_is_not_shown_again(
    worker: Worker, assistant: FakeAssistant, microsoft: Microsoft
) -> None:
    assistant.answer = asks_for_a_code
    (asked,) = worker.says("groepscode")
    (send, *_more) = buttons(asked)
    worker.presses({**send, "tekst": CODE})
    worker.settled()
    assert assistant.handled[-1].text == MARK
    replaced = [each for each in microsoft.calls if each.method == "PUT"]
    assert replaced
    assert all(CODE not in str(each.body) for each in microsoft.calls)
    assert "(code)" in replaced[-1].said


def test_without_the_setting_a_worker_has_no_id_to_practise_under(
    microsoft: Microsoft,
    assistant: FakeAssistant,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    teams_settings: TeamsSettings,
) -> None:
    monkeypatch.setenv("KT_TEAMS_PRACTICE", "false")
    app = create_app(settings, assistant, teams_settings=TeamsSettings())
    with TestClient(app, base_url="https://gateway.test") as client:
        Worker(client, microsoft).says(f"oefenen met code {CODE}")
    (said,) = assistant.handled
    assert said.start is not None
    assert "oefenaar" not in said.start
    # Who does not practise has no code: her words are hers.
    assert CODE in said.text


def test_practising_needs_its_secret_before_anything_is_opened(
    tmp_path: Path, teams_settings: TeamsSettings, assistant: FakeAssistant
) -> None:
    with pytest.raises(ValueError, match="KT_PRACTICE_SECRET"):
        create_app(settings_in(tmp_path), assistant, teams_settings=teams_settings)


@pytest.mark.parametrize("audiences", ["inwoner", "wijkteam,naaste"])
def test_only_workers_practise(audiences: str) -> None:
    with pytest.raises(ValidationError, match="audiences"):
        TeamsSettings(**GOOD, practice=True, audiences=audiences)


@pytest.fixture
def client(
    assistant: FakeAssistant, settings: Settings, teams_settings: TeamsSettings
) -> Iterator[TestClient]:
    """The running gateway."""
    app = create_app(settings, assistant, teams_settings=teams_settings)
    with TestClient(app, base_url="https://gateway.test") as running:
        yield running
