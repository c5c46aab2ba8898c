"""Settings that do not go together are refused at the start; names of talks lead to nobody."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from microsoft_agents.activity import Activity
from pydantic import ValidationError

from gateway.app import create_app
from gateway.settings import Settings
from gateway.teams.hosts import listed, loopback_only
from gateway.teams.identity import Names, Talk
from gateway.teams.order import InOrder
from gateway.teams.settings import TeamsSettings
from tests.gateway.building import FakeAssistant
from tests.teams.building import Worker
from tests.teams.fake.microsoft import Microsoft

GOOD: dict[str, Any] = {
    "enabled": True,
    "app_id": "11111111-2222-3333-4444-555555555555",
    "tenant_id": "AAAAAAAA-bbbb-cccc-dddd-eeeeeeeeeeee",
    "secret": "a-secret",
    "key": "a-key-for-the-tests-that-is-long-enough",
}


def test_what_goes_together_is_taken_and_ids_are_in_small_letters() -> None:
    settings = TeamsSettings(**GOOD)
    assert settings.tenant_id == "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
    assert settings.service_hosts == ("smba.trafficmanager.net",)
    assert settings.idle_seconds == 24 * 3600


@pytest.mark.parametrize(
    "wrong",
    [
        {"app_id": ""},
        {"app_id": "no-guid"},
        {"tenant_id": ""},
        {"tenant_id": "common"},
        {"secret": None},
        {"managed_identity": True},
        {"certificate_file": Path("x.pfx")},
        {"key": None},
        {"key": "short"},
        {"idle_hours": 721},
        {"idle_hours": 0},
        {"card_hours": 721},
        {"openid_url": "http://login.botframework.com/x"},
        {"openid_url": "https://example.org/x"},
        {"login_url": "https://login.microsoftonline.com.example.org"},
        {"login_url": "https://x@login.microsoftonline.com"},
        {"public_url": "http://bot.example"},
        {"service_hosts": ""},
        {"audiences": ""},
    ],
)
def test_what_does_not_go_together_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TeamsSettings(**{**GOOD, **wrong})


def test_no_setting_shows_a_secret() -> None:
    shown = repr(TeamsSettings(**GOOD, certificate_password="open-sesame"))
    for secret in (GOOD["secret"], GOOD["key"], "open-sesame"):
        assert secret not in shown


def test_a_file_of_certificates_that_is_not_there_is_told(settings: Settings) -> None:
    wrong = TeamsSettings(**GOOD, ca_file=Path("nowhere.pem"))
    with pytest.raises(ValueError, match="KT_TEAMS_CA_FILE"):
        create_app(settings, FakeAssistant(), teams_settings=wrong)


def test_without_teams_there_is_no_endpoint(settings: Settings) -> None:
    app = create_app(settings, FakeAssistant(), teams_settings=TeamsSettings())
    app.state.gateway.store.close()
    assert not [each for each in app.routes if "teams" in getattr(each, "path", "")]


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://smba.trafficmanager.net/emea/", True),
        ("https://SMBA.trafficmanager.net/emea/", True),
        ("https://below.smba.trafficmanager.net/", True),
        ("https://trafficmanager.net/", False),
        ("https://evil-smba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net.example.org/", False),
        ("https://smba.trafficmanager.net@example.org/", False),
        ("https://example.org/smba.trafficmanager.net", False),
        ("http://smba.trafficmanager.net/", False),
        ("//smba.trafficmanager.net/", False),
        ("https://smba.trafficmanager.net:99999/", False),
        ("https://smba.trafficmanager.net/?a", False),
        ("https://smba.trafficmanager.net/%2e%2e", False),
        ("https://smba.trafficmanager.net\n.example.org/", False),
        ("https://ѕmba.trafficmanager.net/", False),
        ("https://10.0.0.1/", False),
        ("", False),
    ],
)
def test_a_host_is_on_the_list_or_not(url: str, good: bool) -> None:
    assert listed(("smba.trafficmanager.net",))(url) == good


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("http://localhost:56150/_connector", True),
        ("http://127.0.0.1:1/", True),
        ("http://localhost.example.org/", False),
        ("https://example.org/", False),
        ("http://x@localhost/", False),
    ],
)
def test_a_local_trial_answers_this_machine_alone(url: str, good: bool) -> None:
    assert loopback_only(url) == good


# -- names -----------------------------------------------------------------------------------------


def talk(key: str = "k", tenant: str = "t", **more: Any) -> Talk:
    content = {
        "type": "message",
        "id": "1",
        "channelId": "msteams",
        "serviceUrl": "https://x/",
        "from": {"id": "29:a", "name": "Anna Verzonnen", "aadObjectId": "1-2"},
        "recipient": {"id": "28:b", "name": "Bot"},
        "conversation": {"id": "a:1", "conversationType": "personal", "name": "Chat met Anna"},
        **more,
    }
    return Names(key.encode()).talk(Activity.model_validate(content), tenant)


def test_a_talk_has_the_same_name_again_and_another_for_each_part() -> None:
    group = {"id": "a:1", "conversationType": "groupChat"}
    others = [
        talk(key="other"),
        talk(tenant="other"),
        talk(**{"from": {"id": "29:other"}}),
        talk(conversation={"id": "a:2", "conversationType": "personal"}),
        talk(conversation=group),
        talk(conversation={"id": "a:1"}),
        talk(conversation={"id": "a:1", "conversationType": "personal", "isGroup": True}),
    ]
    assert talk().person == talk().person
    assert len({talk().person, *(each.person for each in others[:5])}) == 6
    assert [each.personal for each in others] == [True] * 4 + [False] * 3


def test_what_is_kept_to_answer_holds_no_name() -> None:
    assert talk().reference == {
        "channelId": "msteams",
        "serviceUrl": "https://x/",
        "user": {"id": "29:a"},
        "bot": {"id": "28:b"},
        "conversation": {"id": "a:1", "conversationType": "personal"},
    }


def test_parts_of_a_name_cannot_be_shifted() -> None:
    one = talk(tenant="a", conversation={"id": "bc", "conversationType": "personal"})
    two = talk(tenant="ab", conversation={"id": "c", "conversationType": "personal"})
    assert one.person != two.person


def test_who_comes_first_goes_first_and_nothing_is_left() -> None:
    order, done = InOrder(), []

    async def work(number: int) -> None:
        async with order.of("talk"):
            await asyncio.sleep(0.01 / (number + 1))
            done.append(number)

    async def all_of_them() -> None:
        await asyncio.gather(*(work(number) for number in range(5)))

    asyncio.run(all_of_them())
    assert done == list(range(5))
    assert len(order) == 0


def test_many_workers_behind_one_address_are_not_slowed_down(
    settings: Settings,
    teams_settings: TeamsSettings,
    assistant: FakeAssistant,
    microsoft: Microsoft,
) -> None:
    slow = settings.model_copy(update={"address_rate": "1/minute"})
    app = create_app(slow, assistant, teams_settings=teams_settings)
    with TestClient(app, base_url="https://gateway.test") as client:
        worker = Worker(client, microsoft)
        assert [worker.types(text).status_code for text in ("een", "twee", "drie")] == [202] * 3
        assert [client.get("/api/config").status_code for _time in range(2)] == [200, 429]
