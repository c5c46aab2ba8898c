"""PostgreSQL and Redis of the command's own: they serve, keep what is theirs, and are ended."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet
from redis import Redis

from practice.progress import Form, ProgressStore, sealing
from scripts.kt import services
from scripts.kt.console import Problem
from scripts.kt.layout import Layout


def test_both_serve_on_sockets_that_go_with_them(
    project: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    with services.running_services(project, keep=False) as found:
        for name in ("DATABASE_URL", "KT_GATEWAY_DATABASE_URL", "KT_TRACKERS_URL"):
            with psycopg.connect(found.variables[name]) as connection:
                assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert Redis.from_url(found.variables["KT_LOCKS_URL"]).ping()
        # The command has everything that practising asks of a server.
        monkeypatch.setenv(sealing.VARIABLE, found.variables[sealing.VARIABLE])
        progress = ProgressStore(found.variables["KT_PRACTICE_DATABASE_URL"])
        progress.dispute("teams-1", Form.CASUS, "een-casus", "ik zie het anders")
        assert [each.text for each in progress.disputes()] == ["ik zie het anders"]
        progress.close()
        assert found.sockets.stat().st_mode & 0o077 == 0
    assert all(process.poll() is not None for process in found.processes.values())
    assert not found.sockets.exists()


def test_what_is_kept_is_there_the_next_time(
    project: Layout, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = services.data_folder(project)
    for number in range(2):
        with services.running_services(project) as found:
            url = found.variables["KT_TRACKERS_URL"]
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
                rows = connection.execute("SELECT count(*) FROM kept").fetchone()
                connection.execute("INSERT INTO kept VALUES (1)")
            assert rows == (number,)
    for each in sorted(folder.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() and not each.is_symlink() else each.unlink()
    folder.rmdir()


def test_the_key_is_made_once_for_this_user_only_and_outside_the_database(project: Layout) -> None:
    one = services.key(project)
    Fernet(one)
    assert services.key(project) == one
    file = project.run / "store.key"
    assert file.stat().st_mode & 0o077 == 0
    assert services.data_folder(project) not in file.parents


def test_a_missing_program_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "INSTALLED", Path("/nergens"))
    monkeypatch.setenv("PATH", "/nergens")
    with pytest.raises(Problem, match="apt-get install postgresql redis-server"):
        services.require("redis-server")


def test_nothing_is_installed_where_all_is_there_and_a_user_is_told_what_to_do(
    project: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not services.install(project)
    monkeypatch.setattr(services, "find", lambda _tool: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Problem, match="as root"):
        services.install(project)
