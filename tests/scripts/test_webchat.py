"""What building and testing the web chat needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.kt import webchat
from scripts.kt.console import Problem
from scripts.kt.layout import Layout


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been run."""
    ran: list[list[str]] = []

    def run_step(_label: str, command: list[str], *_rest: object) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(webchat, "run_step", run_step)
    return ran


def no_browser(monkeypatch: pytest.MonkeyPatch, *, root: bool, apt: bool = True) -> None:
    """Set up a machine without chromium."""
    monkeypatch.setattr(webchat, "browser", lambda: None)
    monkeypatch.setattr("os.geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/apt-get" if apt else None)


def test_a_browser_that_is_there_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, steps: list[list[str]], tmp_path: Path
) -> None:
    monkeypatch.setattr(webchat, "browser", lambda: Path("/usr/bin/chromium"))
    assert not webchat.install_browser(Layout(tmp_path))
    assert steps == []


def test_debians_chromium_is_installed_by_root(
    monkeypatch: pytest.MonkeyPatch, steps: list[list[str]], tmp_path: Path
) -> None:
    no_browser(monkeypatch, root=True)
    assert webchat.install_browser(Layout(tmp_path))
    assert steps[0] == ["apt-get", "update"]
    assert steps[1][:2] == ["apt-get", "install"]
    assert "chromium" in steps[1]


@pytest.mark.parametrize(("root", "apt"), [(False, True), (True, False)])
def test_who_cannot_install_it_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
    steps: list[list[str]],
    tmp_path: Path,
    root: bool,
    apt: bool,
) -> None:
    no_browser(monkeypatch, root=root, apt=apt)
    with pytest.raises(Problem, match="apt-get install chromium"):
        webchat.install_browser(Layout(tmp_path))
    assert steps == []


def test_packages_are_fetched_once_for_one_lock_file(
    steps: list[list[str]], tmp_path: Path
) -> None:
    layout = Layout(tmp_path)
    place = webchat.folder(layout)
    (place / "node_modules").mkdir(parents=True)
    (place / "package-lock.json").write_text("{}", encoding="utf-8")
    assert webchat.install_packages(layout)
    assert not webchat.install_packages(layout)
    assert len(steps) == 1
    assert "ci" in steps[0]
    (place / "package-lock.json").write_text('{"name": "x"}', encoding="utf-8")
    assert webchat.install_packages(layout)
