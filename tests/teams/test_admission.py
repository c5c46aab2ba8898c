"""Who is let in: 401 and 403 for every case by name, and proof that each check is what refuses."""

from __future__ import annotations

import time

import httpx
import pytest

from gateway.context import Gateway
from tests.gateway.building import FakeAssistant
from tests.teams.building import PATH, Worker
from tests.teams.cases import ALL, FORBIDDEN, OFF, UNAUTHORISED, Sent
from tests.teams.fake.microsoft import Microsoft


def send(worker: Worker, case: Sent) -> httpx.Response:
    headers = {} if case.header is None else {"Authorization": case.header}
    return worker.client.post(PATH, json=case.activity, headers=headers)


def gateway_of(worker: Worker) -> Gateway:
    found: Gateway = worker.client.app.state.gateway  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("name", ALL)
def test_a_request_that_is_not_microsofts_for_us_is_turned_away(
    name: str, worker: Worker, microsoft: Microsoft, assistant: FakeAssistant
) -> None:
    answer = send(worker, ALL[name](worker, microsoft))
    assert answer.status_code == (401 if name in UNAUTHORISED else 403)
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert ("www-authenticate" in answer.headers) == (name in UNAUTHORISED)
    assert assistant.sent == []
    assert gateway_of(worker).store.count_open() == 0
    assert microsoft.calls == []
    assert microsoft.tokens_asked == []


@pytest.mark.parametrize("name", OFF)
def test_each_check_is_what_refuses_its_case(
    name: str, worker: Worker, microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    OFF[name](monkeypatch)
    assert send(worker, ALL[name](worker, microsoft)).status_code == 202


def test_every_case_that_a_check_of_ours_refuses_has_its_proof() -> None:
    # These never come as far as a check that could be switched off: there is no token, no claim
    # that can be read, or no address to answer.
    without = {
        *("no token", "an empty header", "basic", "bearer without a token", "two tokens"),
        *("malformed", "one part", "too long", "exp that is no number", "exp beyond all numbers"),
        *("serviceurl of another kind", "no serviceUrl in the activity"),
    }
    assert set(ALL) - set(OFF) == without
    assert not set(UNAUTHORISED) & set(FORBIDDEN)


def test_a_token_that_expired_within_the_leeway_is_good(
    worker: Worker, microsoft: Microsoft
) -> None:
    token = microsoft.signed(exp=int(time.time()) - 45)
    assert worker.post(worker.activity(text="hallo"), token).status_code == 202


@pytest.mark.parametrize("token", ["", "x"])
@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'{"type": 1}', b"\xff\xfe", b"[" * 5000])
def test_what_is_no_activity_is_no_fault_of_ours(
    token: str, body: bytes, worker: Worker, microsoft: Microsoft
) -> None:
    good = f"Bearer {token or microsoft.signed()}"
    answer = worker.client.post(PATH, content=body, headers={"Authorization": good})
    assert answer.status_code == (401 if token else 400)


@pytest.mark.parametrize(
    "wrong",
    [
        {"conversation": None},
        {"conversation": {"id": "../../v3/other", "conversationType": "personal"}},
        {"conversation": {"id": "a?b", "conversationType": "personal"}},
        {"from": None},
        {"id": None},
        {"entities": [{"type": "ProductInfo", "id": "x"}], "channelId": "msteams:y"},
        {"timestamp": "gisteren"},
    ],
)
def test_an_activity_that_cannot_be_placed_is_turned_away(
    wrong: dict[str, object], worker: Worker, assistant: FakeAssistant
) -> None:
    told = worker.activity(text="hallo", **wrong)
    if isinstance(told.get("conversation"), dict):
        told["conversation"]["tenantId"] = worker.tenant
    assert worker.post(told).status_code in (400, 403)
    assert assistant.sent == []


def test_a_body_over_the_limit_is_refused_before_it_is_read(worker: Worker) -> None:
    assert worker.types("a" * 300_000).status_code == 413


def test_a_message_of_teams_may_be_longer_than_one_of_a_page(worker: Worker) -> None:
    long = {"contentType": "text/html", "content": "<p>" + "x" * 40_000 + "</p>"}
    assert worker.types("hallo", attachments=[long]).status_code == 202


def test_keys_are_fetched_once_and_unknown_ones_do_not_make_it_ask_again_and_again(
    worker: Worker, microsoft: Microsoft
) -> None:
    for number in range(5):
        worker.types("hallo")
        token = microsoft.signed(kid=f"unknown-{number}")
        assert worker.post(worker.activity(text="hallo"), token).status_code == 401
    assert microsoft.keys_asked <= 2


def test_without_any_key_the_answer_is_that_it_cannot_be_checked_now(
    worker: Worker, microsoft: Microsoft, assistant: FakeAssistant
) -> None:
    microsoft.keys_down = True
    answer = worker.types("hallo")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert assistant.sent == []


def test_known_keys_stay_good_when_the_key_server_falls(
    worker: Worker, microsoft: Microsoft
) -> None:
    assert worker.types("hallo").status_code == 202
    microsoft.keys_down = True
    assert worker.types("hallo weer").status_code == 202
