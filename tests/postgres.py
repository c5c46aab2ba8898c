"""A PostgreSQL server of the tests' own: made in a temporary folder, ended afterwards.

It listens on a Unix socket in that folder only. PostgreSQL refuses to run as root, so where the
tests run as root it runs as `postgres`, or else as `nobody`.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

MISSING = "missing Debian package: postgresql (provides initdb and pg_ctl)"
_SUPERUSER = "keukentafel"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `folder` holds its socket."""

    folder: Path

    def url(self, database: str) -> str:
        """Give the SQLAlchemy URL of one of its databases."""
        return f"postgresql://{_SUPERUSER}@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        """Run one statement outside a transaction, in the server's own database."""
        with psycopg.connect(
            host=str(self.folder), user=_SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())


def find_tool(name: str, folders: Path = Path("/usr/lib/postgresql")) -> Path | None:
    """Give the path of a server tool: from PATH, or of the newest version that Debian installed."""
    if found := shutil.which(name):
        return Path(found)
    installed = [path for path in folders.glob(f"*/bin/{name}") if path.is_file()]
    return max(installed, key=_version, default=None)


def _version(tool: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", tool.parent.parent.name))


def require_tool(name: str, folders: Path = Path("/usr/lib/postgresql")) -> Path:
    """Give the path of a server tool; fails the test with one line when it is not installed."""
    found = find_tool(name, folders)
    if found is None:
        pytest.fail(MISSING, pytrace=False)
    return found


def _account() -> pwd.struct_passwd | None:
    """Give whom the server runs as, None for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _run(account: pwd.struct_passwd | None, folder: Path, *command: str) -> None:
    who: dict[str, object] = {}
    if account is not None:
        who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    log = folder / "commands.log"
    with log.open("ab") as output:
        # A server that is left behind would hold a pipe open; a file lets the command end.
        done = subprocess.run(  # type: ignore[call-overload]
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            check=False,
            timeout=120,
            **who,
        )
    if done.returncode:
        pytest.fail(f"{Path(command[0]).name} failed: {log.read_text()[-2000:]}", pytrace=False)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """Give a server for all tests of this run."""
    initdb, pg_ctl = require_tool("initdb"), require_tool("pg_ctl")
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="keukentafel-pg-"))
    try:
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        data = str(folder / "data")
        _run(account, folder, str(initdb), "-D", data, "-U", _SUPERUSER, "-A", "trust",
             "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        log = str(folder / "server.log")
        _run(account, folder, str(pg_ctl), "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            yield Server(folder)
        finally:
            _run(account, folder, str(pg_ctl), "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """Give the URL of an empty database that is this test's own."""
    name = f"test_{uuid.uuid4().hex}"
    postgres_server.execute(f"CREATE DATABASE {name}")
    yield postgres_server.url(name)
    postgres_server.execute(f"DROP DATABASE {name} WITH (FORCE)")
