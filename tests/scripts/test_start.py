"""`python3 -m scripts.kt start` as a person runs it, with stand-ins for the servers."""

from __future__ import annotations

import os
import pty
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.kt.layout import Layout
from scripts.kt.ports import free_port, is_free


@pytest.fixture
def environment(project: Layout) -> dict[str, str]:
    """The environment of the command, with free ports."""
    return {
        **os.environ,
        "KT_RASA_PORT": str(free_port()),
        "KT_ACTIONS_PORT": str(free_port()),
        "KT_GATEWAY_PORT": str(free_port()),
    }


@pytest.fixture
def started(project: Layout, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The command, running; it is ended when the test left it."""
    with subprocess.Popen(
        [sys.executable, "-m", "scripts.kt", "start"],
        cwd=project.root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        _until_serving(project)
        yield process
        process.terminate()
        process.wait(timeout=20)


def _until_serving(project: Layout) -> None:
    until = time.monotonic() + 30
    while not project.servers_file.exists():
        assert time.monotonic() < until, "the assistant did not start"
        time.sleep(0.05)


def _run(
    project: Layout, environment: dict[str, str], command: str, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scripts.kt", command],
        cwd=project.root,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_to_talk_and_ends_everything_on_a_signal(
    number: signal.Signals,
    project: Layout,
    environment: dict[str, str],
    started: subprocess.Popen[str],
) -> None:
    started.send_signal(number)
    told, _nothing = started.communicate(timeout=20)
    assert f"http://localhost:{environment['KT_GATEWAY_PORT']} " in told
    assert "`make chat`" in told
    assert "Traceback" not in told
    assert started.returncode == 0
    assert not project.servers_file.exists()
    assert is_free(int(environment["KT_RASA_PORT"]))
    assert is_free(int(environment["KT_ACTIONS_PORT"]))
    assert is_free(int(environment["KT_GATEWAY_PORT"]))


def test_the_chat_finds_it_and_a_second_start_says_that_it_runs(
    project: Layout, environment: dict[str, str], started: subprocess.Popen[str]
) -> None:
    foreign = {key: value for key, value in environment.items() if not key.startswith("KT_RASA")}
    talked = _run(project, foreign, "chat", "mijn moeder woont alleen\n")
    assert talked.returncode == 0
    assert "U zei: hallo" in talked.stdout
    assert "> mijn moeder woont alleen\n\nU zei: mijn moeder woont alleen" in talked.stdout
    again = _run(project, environment, "start")
    assert again.returncode == 1
    page = f"http://localhost:{environment['KT_GATEWAY_PORT']}"
    assert again.stderr == f"start: The assistant already runs: open {page}\n"


def test_a_second_start_after_the_first_does_not_train_again(
    project: Layout, environment: dict[str, str], started: subprocess.Popen[str]
) -> None:
    started.terminate()
    started.wait(timeout=20)
    assert _run(project, environment, "train").stdout.startswith("The model is up to date")
    assert (project.root / "trained.txt").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("name", ["actions", "gateway"])
def test_a_server_that_ends_is_told_and_the_others_are_ended(
    name: str, project: Layout, environment: dict[str, str], started: subprocess.Popen[str]
) -> None:
    children = subprocess.run(
        ["pgrep", "-P", str(started.pid), "-f", f"{name}$"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    os.kill(int(children[0]), signal.SIGKILL)
    told, _nothing = started.communicate(timeout=20)
    assert told.splitlines()[-1].startswith(f"start: The server '{name}' has ended")
    assert started.returncode == 1
    for each in ("KT_RASA_PORT", "KT_ACTIONS_PORT", "KT_GATEWAY_PORT"):
        assert is_free(int(environment[each]))


def test_a_taken_port_is_one_clear_line_and_nothing_is_started(
    project: Layout, environment: dict[str, str]
) -> None:
    with socket.create_server(("127.0.0.1", int(environment["KT_ACTIONS_PORT"]))):
        done = _run(project, environment, "start")
    assert done.returncode == 1
    assert done.stderr == (
        f"start: Port {environment['KT_ACTIONS_PORT']} for the action server is taken by another "
        "program: end that program, or choose another port with KT_ACTIONS_PORT=...\n"
    )
    assert not (project.root / "trained.txt").exists()


def test_a_catalogue_that_does_not_load_is_one_clear_line(
    project: Layout, environment: dict[str, str]
) -> None:
    broken = "import sys; sys.exit('error: sources/x.yaml line 3')"
    (project.root / "catalog" / "__main__.py").write_text(broken, encoding="utf-8")
    done = _run(project, environment, "start")
    assert done.returncode == 1
    assert done.stderr == (
        "start: Loading the catalogue failed: error: sources/x.yaml line 3 "
        "(log: .run/logs/load.log)\n"
    )


def test_training_that_fails_is_one_clear_line(
    project: Layout, environment: dict[str, str]
) -> None:
    (project.root / "config.yml").write_text("broken", encoding="utf-8")
    done = _run(project, environment, "start")
    assert done.returncode == 1
    assert done.stderr.startswith("start: Training failed: InvalidConfigException")
    assert done.stderr.count("\n") == 1


def test_on_a_machine_with_a_screen_it_opens_the_web_chat(
    project: Layout, environment: dict[str, str], tmp_path: Path
) -> None:
    # What Python's webbrowser module starts in place of a browser.
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {opened}\n', encoding="utf-8")
    browser.chmod(0o755)
    environment |= {"BROWSER": f"{browser} %s", "DISPLAY": ":none"}
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "scripts.kt", "start"],
        cwd=project.root,
        env=environment,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        os.close(theirs)
        until = time.monotonic() + 30
        while not opened.exists() or not opened.read_text(encoding="utf-8"):
            assert time.monotonic() < until, "no browser was opened"
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        os.close(ours)
    page = f"http://localhost:{environment['KT_GATEWAY_PORT']}"
    assert opened.read_text(encoding="utf-8") == page
    assert process.returncode == 0


def test_the_chat_in_the_terminal_talks_while_it_runs(
    project: Layout, environment: dict[str, str], started: subprocess.Popen[str]
) -> None:
    assert "U zei: goedemorgen" in _run(project, environment, "chat", "goedemorgen\n").stdout


def test_the_chat_without_an_assistant_is_one_clear_line(
    project: Layout, environment: dict[str, str]
) -> None:
    done = _run(project, environment, "chat")
    assert done.returncode == 1
    assert done.stderr == (
        f"chat: No assistant answers on http://127.0.0.1:{environment['KT_RASA_PORT']}"
        "/webhooks/rest/webhook: start it with `make start` in another terminal.\n"
    )


def test_an_unknown_command_shows_the_usage(project: Layout, environment: dict[str, str]) -> None:
    done = _run(project, environment, "dance")
    assert done.returncode == 2
    assert done.stderr.startswith("usage: ")
