"""The Dutch spaCy model that may be absent."""

from __future__ import annotations

import hashlib
import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.kt import spacy_model
from scripts.kt.console import Problem
from scripts.kt.layout import Layout

CONTENT = b"a wheel"


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a server that gives CONTENT, and hangs for /slow."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/slow":
                time.sleep(1.5)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(CONTENT)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Keep quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def no_uv(project: Layout, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A uv that notes what it was asked; the model is wanted."""
    monkeypatch.delenv(spacy_model.VARIABLE)
    uv = project.root / "uv"
    uv.write_text('#!/bin/sh\necho "$@" > asked.txt\n', encoding="utf-8")
    uv.chmod(0o755)
    return uv


def _expect(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(spacy_model, "SHA256", hashlib.sha256(content).hexdigest())


def test_the_wheel_is_fetched_checked_and_installed(
    address: str, project: Layout, no_uv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _expect(monkeypatch, CONTENT)
    assert spacy_model.try_install(project, lambda: no_uv, address)
    asked = (project.root / "asked.txt").read_text(encoding="utf-8")
    assert asked.startswith("pip install --no-deps")
    assert asked.strip().endswith(spacy_model.WHEEL)


def test_another_file_than_expected_is_thrown_away(
    address: str,
    project: Layout,
    no_uv: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _expect(monkeypatch, b"something else")
    assert spacy_model.try_install(project, lambda: no_uv, address)
    assert not (project.root / "asked.txt").exists()
    assert [each.name for each in project.tools.iterdir()] == ["nl_core_news_sm.tried"]
    assert capsys.readouterr().out.count("\n") == 1


def test_its_absence_is_one_line_and_is_not_tried_again_unless_asked(
    project: Layout,
    no_uv: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    nowhere = "http://127.0.0.1:9/model"
    assert spacy_model.try_install(project, lambda: no_uv, nowhere)
    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert "blank Dutch pipeline" in told
    assert not spacy_model.try_install(project, lambda: no_uv, nowhere)
    assert capsys.readouterr().out == ""
    monkeypatch.setenv(spacy_model.VARIABLE, "retry")
    assert spacy_model.try_install(project, lambda: no_uv, nowhere)


def test_a_server_that_hangs_costs_no_more_than_the_time_out(address: str, tmp_path: Path) -> None:
    started = time.monotonic()
    assert not spacy_model.fetch(f"{address}/slow", tmp_path / "wheel", seconds_to_answer=0.2)
    assert time.monotonic() - started < 1.0


def test_an_installed_model_is_left_alone(project: Layout, no_uv: Path) -> None:
    packages = project.rasa.venv / "lib" / "python3.10" / "site-packages"
    (packages / "nl_core_news_sm-3.4.0.dist-info").mkdir(parents=True)
    assert spacy_model.installed_version(project) == "3.4.0"
    assert not spacy_model.try_install(project, lambda: no_uv, "http://127.0.0.1:9/model")


def test_a_wheel_that_the_person_names_must_be_the_right_one(
    project: Layout, no_uv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = project.root / "own.whl"
    wheel.write_bytes(CONTENT)
    monkeypatch.setenv(spacy_model.VARIABLE, str(wheel))
    with pytest.raises(Problem, match="SHA-256"):
        spacy_model.try_install(project, lambda: no_uv)
    _expect(monkeypatch, CONTENT)
    assert spacy_model.try_install(project, lambda: no_uv)
    assert str(wheel) in (project.root / "asked.txt").read_text(encoding="utf-8")
