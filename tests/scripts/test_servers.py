"""Starting, watching and ending the two servers (stand-ins for them; see conftest)."""

from __future__ import annotations

import json
import os
import stat
import urllib.request

import pytest

from scripts.kt.console import Problem
from scripts.kt.layout import Layout
from scripts.kt.ports import free_port, is_free
from scripts.kt.servers import (
    fallen,
    rasa_command,
    read_servers_file,
    running_assistant,
    running_everything,
    write_servers_file,
)
from scripts.kt.train import train


def test_both_servers_answer_inside_the_block_and_are_gone_after_it(project: Layout) -> None:
    model, _trained = train(project)
    ports = free_port(), free_port()
    with running_assistant(project, model, *ports) as (assistant, processes):
        with urllib.request.urlopen(f"{assistant.url}/status?token={assistant.token}") as reply:
            assert json.load(reply)["model_file"] == str(model)
        assert fallen(processes) is None
    assert all(each.poll() is not None for each in processes.values())
    assert all(is_free(port) for port in ports)


def test_a_server_that_ends_early_is_named_with_its_last_words(
    project: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, _trained = train(project)
    monkeypatch.setenv("FAKE_FAILURE", "no memory")
    ports = free_port(), free_port()
    with pytest.raises(Problem) as told, running_assistant(project, model, *ports):
        pass
    assert str(told.value) == (
        "The server 'rasa' ended while starting: OSError: no memory (log: .run/logs/rasa.log)"
    )
    assert all(is_free(port) for port in ports)


def test_a_model_that_rasa_cannot_load_is_told_at_once(
    project: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, _trained = train(project)
    monkeypatch.setenv("FAKE_CONFLICT", "yes")
    with (
        pytest.raises(Problem, match="Rasa cannot load the model: TypeError: a part is broken"),
        running_assistant(project, model, free_port(), free_port()),
    ):
        pass


def test_another_model_than_asked_is_refused(
    project: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, _trained = train(project)
    monkeypatch.setenv("FAKE_MODEL", "models/older.tar.gz")
    with (
        pytest.raises(Problem, match=r"Rasa serves the model models/older\.tar\.gz instead of"),
        running_assistant(project, model, free_port(), free_port()),
    ):
        pass


def test_rasa_listens_on_loopback_with_the_model_named(project: Layout) -> None:
    command = rasa_command(project, project.models / "this.tar.gz", 5005, "secret")
    assert command[command.index("--interface") + 1] == "127.0.0.1"
    assert command[command.index("--model") + 1].endswith("models/this.tar.gz")


def test_only_this_user_can_read_the_token(project: Layout) -> None:
    model, _trained = train(project)
    with running_assistant(project, model, free_port(), free_port()) as (assistant, _processes):
        write_servers_file(project, assistant)
        assert read_servers_file(project) == assistant
    assert stat.S_IMODE(project.servers_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(project.run.stat().st_mode) == 0o700


def test_the_note_of_a_start_that_has_ended_counts_no_longer(project: Layout) -> None:
    project.run.mkdir()
    child = os.posix_spawn("/bin/true", ["true"], {})
    os.waitpid(child, 0)
    note = {"url": "u", "actions_url": "a", "token": "t", "model": "m", "process": child}
    project.servers_file.write_text(json.dumps(note), encoding="utf-8")
    assert read_servers_file(project) is None
    project.servers_file.write_text("broken", encoding="utf-8")
    assert read_servers_file(project) is None


def test_the_gateway_runs_before_them_and_knows_how_to_reach_them(project: Layout) -> None:
    model, _trained = train(project)
    ports = free_port(), free_port(), free_port()
    with running_everything(project, model, *ports) as (assistant, processes):
        assert assistant.gateway_url == f"http://127.0.0.1:{ports[2]}"
        with urllib.request.urlopen(f"{assistant.gateway_url}/readyz") as reply:
            told = json.load(reply)
        assert told["assistant"] == assistant.url
        assert told["secret"] == len(assistant.channel_secret) >= 32
        assert told["database"] == f"sqlite:///{project.conversations}"
        assert set(processes) == {"actions", "rasa", "gateway"}
    assert all(is_free(port) for port in ports)


def test_every_start_has_secrets_of_its_own(project: Layout) -> None:
    model, _trained = train(project)
    seen = set()
    for _each in range(2):
        with running_assistant(project, model, free_port(), free_port()) as (assistant, _all):
            seen.add(assistant.channel_secret)
    assert len(seen) == 2
