"""Settings, sites, health and logs."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from gateway.app import create_app
from gateway.logs import JsonLines
from gateway.settings import Settings
from gateway.site import Sites
from gateway.words import words
from tests.gateway.building import SECRET, FakeAssistant, Page, app_before, settings_in

ROOT = Path(__file__).resolve().parents[2]
SITE = """
naam: Waterdam
hosts: [www.waterdam.example]
theme: waterdam
contact: {organisatie: het loket van Waterdam, telefoon: "0123 456 789"}
texts: {title: Hulp in Waterdam}
features: {dictation: false}
"""


def test_the_shipped_site_is_what_a_page_gets_that_nobody_named(client: TestClient) -> None:
    found = client.get("/api/config?host=unknown.example").json()
    assert found["site"] == "voorbeeld"
    assert found["theme"] == "/theme/voorbeeld.css"
    assert found["features"] == {
        "melding": False,  # no adapter is set
        "pdf": True,
        "dictation": True,
        "read_aloud": True,
        "practice": False,  # not switched on
    }
    assert (found["retention_hours"], found["max_text"]) == (24, 4000)


def test_a_gemeente_has_words_theme_and_contact_of_its_own(
    tmp_path: Path, assistant: FakeAssistant
) -> None:
    sites = tmp_path / "sites"
    sites.mkdir()
    shipped = Settings(channel_secret=SECRET).sites_folder / "voorbeeld.yaml"  # type: ignore[arg-type]
    (sites / "voorbeeld.yaml").write_bytes(shipped.read_bytes())
    (sites / "waterdam.yaml").write_text(SITE, encoding="utf-8")
    settings = settings_in(tmp_path, sites_folder=sites, melding_folder=tmp_path / "m")
    with TestClient(app_before(assistant, settings)) as client:
        found = client.get("/api/config?host=WWW.waterdam.example").json()
        own = client.get("/api/config", headers={"Host": "www.waterdam.example"}).json()
    assert own == found
    assert (found["gemeente"], found["theme"]) == ("Waterdam", "/theme/waterdam.css")
    assert found["contact"]["telefoon"] == "0123 456 789"
    assert found["texts"] == {"title": "Hulp in Waterdam"}
    assert found["features"]["dictation"] is False
    assert found["features"]["melding"] is True


def test_a_site_that_is_not_right_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "voorbeeld.yaml").write_text(SITE + "color: red\n", encoding="utf-8")
    with pytest.raises(ValidationError):
        Sites.read(tmp_path)
    with pytest.raises(ValueError, match="there is no site voorbeeld"):
        Sites.read(tmp_path / "nothing")


def test_it_lives_also_when_the_assistant_does_not(
    client: TestClient, assistant: FakeAssistant
) -> None:
    assert client.get("/readyz").status_code == 200
    assistant.down = True
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").status_code == 503


def test_without_a_secret_it_does_not_start(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gateway"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "Field required" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "wrong",
    [{"channel_secret": "short"}, {"idle_hours": 25}, {"melding_retention_days": 31}, {"port": 0}],
)
def test_settings_that_break_a_promise_are_refused(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    with pytest.raises(ValidationError):
        settings_in(tmp_path, **wrong)


def test_two_ways_for_a_melding_are_refused(tmp_path: Path) -> None:
    settings = settings_in(
        tmp_path, melding_folder=tmp_path, melding_webhook="https://x.example/melding"
    )
    with pytest.raises(ValueError, match="set one of"):
        create_app(settings, FakeAssistant())


def test_lists_come_from_the_environment_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KT_CHANNEL_SECRET", SECRET)
    monkeypatch.setenv("KT_GATEWAY_ALLOWED_ORIGINS", "https://a.example, https://b.example")
    assert Settings().allowed_origins == ("https://a.example", "https://b.example")


def test_no_log_line_holds_what_was_said(
    page: Page, assistant: FakeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "kwetsbaarheidsgeheim"
    page.says(text=f"mijn {secret}")
    page.send({"text": secret, secret: secret})
    page.get(f"/api/{secret}?x={secret}")
    assistant.down = True
    page.says(text=f"ik wil dood, {secret}")
    ours = [record for record in caplog.records if record.name.startswith("gateway")]
    assert {"request", "turn", "assistant_down"} <= {record.msg for record in ours}
    lines = [JsonLines().format(record) for record in caplog.records]
    for line in lines:
        assert secret not in line
        assert page.token not in line
        assert assistant.sent[0][0] not in line
        assert isinstance(json.loads(line), dict)


def test_an_exception_is_logged_by_its_kind_alone() -> None:
    try:
        raise ValueError("geheim")
    except ValueError:
        record = logging.LogRecord(
            "library", logging.ERROR, "x.py", 3, "geheim %s", ("geheim",), sys.exc_info()
        )
    line = json.loads(JsonLines().format(record))
    assert "geheim" not in str(line)
    assert line["kind"] == "ValueError"


def test_every_problem_has_words_for_people() -> None:
    used = set()
    for each in (ROOT / "gateway").rglob("*.py"):
        text = each.read_text(encoding="utf-8")
        used |= {code for code in words().section("problemen") if f'"{code}"' in text}
    assert used == set(words().section("problemen"))
