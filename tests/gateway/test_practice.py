"""Beginning to practise with a code."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr, ValidationError

from gateway.practice.admission import account_start
from gateway.practice.identity import of_account, of_code
from gateway.settings import Settings
from tests.gateway.building import SECRET, FakeAssistant, Page, app_before, settings_in

PRACTICE_SECRET = "a-secret-for-practice"
CODE = "K7QM-0XWD-9TRV-H2C1"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a gateway where people practise."""
    return settings_in(tmp_path, practice=True, practice_secret=SecretStr(PRACTICE_SECRET))


def begins(client: TestClient, code: str | None = CODE, **start: str) -> Any:
    body: dict[str, Any] = {"channel": "webchat", "start": {"spreker": "trainee", **start}}
    if code is not None:
        body["practice_code"] = code
    return client.post("/api/sessions", json=body)


def test_a_trainee_begins_with_an_opaque_id_and_the_audience_of_a_worker(
    client: TestClient, assistant: FakeAssistant
) -> None:
    made = begins(client, stelsel="productkaarten")
    assert made.status_code == 201
    page = Page.of(client, made.json()["token"])
    page.says(text="oefenen")
    id_ = of_code(PRACTICE_SECRET.encode(), CODE)
    assert [said.start for _c, _m, said in assistant.sent] == [
        {
            "spreker": "wijkteam",
            "publieken": "wijkteam,trainee",
            "oefenaar": id_,
            "stelsel": "productkaarten",
            "bewaard_uren": "24",
        }
    ] * 2


def test_the_code_is_in_no_table_no_file_and_no_log(
    client: TestClient, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    Page.of(client, begins(client).json()["token"]).settled()
    begins(client, "geen code maar een zin")
    kept = b"".join(each.read_bytes() for each in tmp_path.glob("conversations.db*"))
    logged = "".join(f"{each.getMessage()} {each.__dict__}" for each in caplog.records)
    for trace in (CODE, CODE.replace("-", ""), "geen code maar"):
        assert trace.encode() not in kept
        assert trace not in logged


@pytest.mark.parametrize(
    "code", [None, "", "K7QM", "geen code maar een zin", "K7QM-0XWD-9TRV-H2U1"]
)
def test_what_is_no_code_is_refused_kindly(
    client: TestClient, assistant: FakeAssistant, code: str | None
) -> None:
    refused = begins(client, code)
    assert (refused.status_code, refused.json()["code"]) == (403, "practice_code")
    assert "Deze code klopt niet." in refused.json()["detail"]
    assert assistant.sent == []


def test_trying_codes_counts_as_beginning_and_has_its_limit(
    assistant: FakeAssistant, tmp_path: Path
) -> None:
    settings = settings_in(
        tmp_path,
        practice=True,
        practice_secret=SecretStr(PRACTICE_SECRET),
        session_rate="3/hour",
    )
    with TestClient(app_before(assistant, settings), base_url="http://gateway.test") as client:
        tried = [begins(client, "geen code").status_code for _each in range(5)]
    assert tried == [403, 403, 403, 429, 429]


@pytest.mark.parametrize(
    "body",
    [
        {"start": {"spreker": "trainee"}, "practice_code": "x" * 65},
        {"start": {"spreker": "trainee", "oefenaar": "code-1"}, "practice_code": CODE},
        {"start": {"spreker": "trainee", "publieken": "trainee"}, "practice_code": CODE},
    ],
)
def test_a_page_cannot_set_more_than_its_code(client: TestClient, body: dict[str, Any]) -> None:
    refused = client.post("/api/sessions", json=body)
    assert refused.status_code == 422
    assert CODE not in refused.text


@pytest.mark.parametrize("start", [{}, {"spreker": "inwoner"}])
def test_a_code_is_of_use_to_a_trainee_only(client: TestClient, start: dict[str, str]) -> None:
    refused = client.post("/api/sessions", json={"start": start, "practice_code": CODE})
    assert (refused.status_code, refused.json()["code"]) == (403, "practice_code")


@pytest.fixture
def without(assistant: FakeAssistant, tmp_path: Path) -> Iterator[TestClient]:
    """A gateway where nobody practises, as it is by default."""
    with TestClient(
        app_before(assistant, settings_in(tmp_path)), base_url="http://gateway.test"
    ) as running:
        yield running


def test_where_it_is_off_nobody_practises_and_the_page_does_not_offer_it(
    without: TestClient, client: TestClient, assistant: FakeAssistant
) -> None:
    refused = begins(without)
    assert (refused.status_code, refused.json()["code"]) == (403, "practice_off")
    assert assistant.sent == []
    assert without.get("/api/config").json()["features"]["practice"] is False
    assert client.get("/api/config").json()["features"]["practice"] is True


def test_a_page_offers_it_only_where_its_site_says_so(
    assistant: FakeAssistant, tmp_path: Path, settings: Settings
) -> None:
    sites = tmp_path / "sites"
    sites.mkdir()
    shipped = (settings.sites_folder / "voorbeeld.yaml").read_text(encoding="utf-8")
    (sites / "voorbeeld.yaml").write_text(shipped, encoding="utf-8")
    own = "naam: Dorp\nhosts: [dorp.example]\ncontact: {organisatie: het loket}\n"
    (sites / "dorp.yaml").write_text(own, encoding="utf-8")
    there = settings.model_copy(update={"sites_folder": sites})
    with TestClient(app_before(assistant, there)) as client:
        found = client.get("/api/config?host=dorp.example").json()
    assert found["features"]["practice"] is False


def test_without_a_secret_practice_cannot_be_switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KT_CHANNEL_SECRET", SECRET)
    monkeypatch.setenv("KT_GATEWAY_PRACTICE", "on")
    with pytest.raises(ValidationError, match="KT_PRACTICE_SECRET"):
        Settings()
    monkeypatch.setenv("KT_PRACTICE_SECRET", PRACTICE_SECRET)
    assert Settings().practice
    monkeypatch.setenv("KT_GATEWAY_PRACTICE", "off")
    assert not Settings().practice


def test_another_channel_gives_its_people_the_same_start() -> None:
    id_ = of_account(PRACTICE_SECRET.encode(), "teams", "tenant", "user")
    assert account_start(id_, domein=None) == {
        "spreker": "wijkteam",
        "publieken": "wijkteam,trainee",
        "oefenaar": id_,
    }
