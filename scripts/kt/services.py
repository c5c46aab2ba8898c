"""PostgreSQL and Redis of the command's own, for one machine: made when needed, ended with it.

Both listen on Unix sockets in a folder that nobody else can enter; nothing of them is on a
network. PostgreSQL refuses to run as root: then it runs as `postgres`, and its data lies below
the machine's folder for temporary files instead of `.run/`, which that account cannot enter.
"""

from __future__ import annotations

import base64
import hashlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.kt.console import Problem, Progress
from scripts.kt.layout import Layout
from scripts.kt.processes import as_account, end_process, last_words, run_step, start_process

USER = "keukentafel"
DATABASES = ("catalogue", "conversations", "trackers", "practice")
INSTALLED = Path("/usr/lib/postgresql")
DEBIAN_PACKAGES = ("postgresql", "redis-server")
SECONDS_TO_START = 60.0
FAST_END = 30.0
"""So long PostgreSQL may take to end: it writes away what it has."""


@dataclass(frozen=True)
class Services:
    """What runs: its processes by name, where its sockets are, and the settings of the servers."""

    processes: Mapping[str, subprocess.Popen[bytes]]
    sockets: Path
    variables: Mapping[str, str]


@contextmanager
def running_services(
    layout: Layout, *, keep: bool = True, log_prefix: str = ""
) -> Iterator[Services]:
    """Run PostgreSQL and Redis while the block runs; unless `keep`, their data goes afterwards.

    Raises Problem when a program is missing or does not start.
    """
    account = _account()
    sockets = Path(tempfile.mkdtemp(prefix="kt-"))
    data = data_folder(layout) if keep else sockets / "data"
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in (data, sockets):
        if account is not None:
            os.chown(each, account.pw_uid, account.pw_gid)
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        with Progress("Starting PostgreSQL and Redis") as progress:
            make_cluster(layout, data / "postgresql", account, log_prefix, progress)
            processes["postgresql"] = start_process(
                postgres_command(data / "postgresql", sockets),
                layout.log(f"{log_prefix}postgresql"),
                data,
                _plain_environment(),
                account,
            )
            redis = sockets / "redis.sock"
            processes["redis"] = start_process(
                redis_command(redis, data),
                layout.log(f"{log_prefix}redis"),
                data,
                _plain_environment(),
                account,
            )
            _wait(layout, processes, sockets, log_prefix, progress)
            make_databases(layout, sockets, account, log_prefix)
        yield Services(processes, sockets, variables(sockets, redis, key(layout)))
    finally:
        for process in reversed(list(processes.values())):
            end_process(process, FAST_END)
        shutil.rmtree(sockets, ignore_errors=True)


def data_folder(layout: Layout) -> Path:
    """Give where the data stays from one run to the next."""
    if os.geteuid() != 0:
        return layout.run / "services"
    name = hashlib.sha256(str(layout.root).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"keukentafel-{name}"


def variables(sockets: Path, redis: Path, store_key: str) -> dict[str, str]:
    """Give the settings of all servers for these services."""
    catalogue, conversations, trackers, practice = (
        f"postgresql://{USER}@/{name}?host={sockets}" for name in DATABASES
    )
    return {
        "DATABASE_URL": catalogue,
        "KT_GATEWAY_DATABASE_URL": conversations,
        "KT_GATEWAY_STORE_KEYS": store_key,
        "KT_GATEWAY_LIMITS_URL": f"redis+unix://{redis}",
        "KT_GATEWAY_NOTIFY_URL": f"unix://{redis}",
        "KT_PRACTICE_DATABASE_URL": practice,
        "KT_PRACTICE_STORE_KEYS": store_key,
        "KT_TRACKERS_URL": trackers,
        "KT_STORE_KEY": store_key,
        "KT_LOCKS_URL": f"unix://{redis}",
    }


def key(layout: Layout) -> str:
    """Give the key that seals conversations; it lies outside the database, for this user only."""
    file = layout.run / "store.key"
    layout.run.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        made = base64.urlsafe_b64encode(os.urandom(32)).decode("ascii")
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as writing:
            writing.write(made)
    return file.read_text(encoding="ascii").strip()


def install(layout: Layout) -> bool:
    """Install Debian's packages where a program is missing; tells whether that had to be done.

    Raises Problem when that is not possible.
    """
    if find("initdb") and find("redis-server"):
        return False
    by_hand = f"apt-get install {' '.join(DEBIAN_PACKAGES)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Problem(f"PostgreSQL and Redis are needed: as root, `{by_hand}`.")
    log = layout.log("install-services")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install_all = ["apt-get", "install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES]
    with Progress("Installing PostgreSQL and Redis") as progress:
        for command in (["apt-get", "update"], install_all):
            if run_step(progress.label, command, log, layout.root, quiet, progress) != 0:
                raise Problem(f"Installing failed: {last_words(log)} (try `{by_hand}`)")
    return True


def find(tool: str) -> Path | None:
    """Give a program: from PATH, or of the newest PostgreSQL that Debian installed."""
    found = shutil.which(tool)
    if found:
        return Path(found)
    installed = [path for path in INSTALLED.glob(f"*/bin/{tool}") if path.is_file()]
    return max(installed, key=_version, default=None)


def require(tool: str) -> str:
    """Give a program; raises Problem, with the remedy, when it is not there."""
    found = find(tool)
    if found is None:
        raise Problem(f"{tool} is missing: `apt-get install {' '.join(DEBIAN_PACKAGES)}`.")
    return str(found)


def make_cluster(
    layout: Layout,
    folder: Path,
    account: pwd.struct_passwd | None,
    log_prefix: str,
    progress: Progress,
) -> None:
    """Make PostgreSQL's folder where it is not there. Raises Problem."""
    if (folder / "PG_VERSION").exists():
        return
    log = layout.log(f"{log_prefix}initdb")
    command = [require("initdb"), "-D", str(folder), "-U", USER, "-A", "trust", "-E", "UTF8"]
    command += ["--locale=C.UTF-8"]
    environment = _plain_environment()
    code = run_step(progress.label, command, log, folder.parent, environment, progress, account)
    if code != 0:
        raise Problem(f"Making a database failed: {last_words(log)} (log: {layout.short(log)})")


def make_databases(
    layout: Layout, sockets: Path, account: pwd.struct_passwd | None, log_prefix: str
) -> None:
    """Make the databases that are not there. Raises Problem."""
    log = layout.log(f"{log_prefix}databases")
    for name in DATABASES:
        asked = f"SELECT 'CREATE DATABASE {name}' WHERE NOT EXISTS"
        asked += f" (SELECT FROM pg_database WHERE datname = '{name}')\\gexec\n"
        command = [require("psql"), "-h", str(sockets), "-U", USER, "-d", "postgres", "-q"]
        with log.open("ab") as output:
            done = subprocess.run(
                command,
                input=asked.encode(),
                stdout=output,
                stderr=output,
                env=_plain_environment(),
                check=False,
                **as_account(account),
            )
        if done.returncode != 0:
            raise Problem(f"Making a database failed: {last_words(log)}")


def postgres_command(folder: Path, sockets: Path) -> list[str]:
    """Give the command of PostgreSQL: on a socket, and with as much memory as a test needs."""
    options = ("listen_addresses=", f"unix_socket_directories={sockets}", "max_connections=100")
    return [require("postgres"), "-D", str(folder), *(p for o in options for p in ("-c", o))]


def redis_command(socket: Path, data: Path) -> list[str]:
    """Give the command of Redis: on a socket, and nothing on disk; locks and counts may go."""
    return [
        *(require("redis-server"), "--port", "0", "--unixsocket", str(socket)),
        *("--unixsocketperm", "700", "--save", "", "--appendonly", "no", "--dir", str(data)),
    ]


def _wait(
    layout: Layout,
    processes: Mapping[str, subprocess.Popen[bytes]],
    sockets: Path,
    log_prefix: str,
    progress: Progress,
) -> None:
    ready = [require("pg_isready"), "-q", "-h", str(sockets)]
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                log = layout.log(f"{log_prefix}{name}")
                raise Problem(f"{name} ended while starting: {last_words(log)}")
        answers = subprocess.run(ready, env=_plain_environment(), check=False).returncode == 0
        if answers and (sockets / "redis.sock").exists():
            return
        if progress.elapsed > SECONDS_TO_START:
            raise Problem(f"PostgreSQL or Redis did not start within {SECONDS_TO_START:.0f} s.")
        progress.tick()
        time.sleep(0.1)


def _account() -> pwd.struct_passwd | None:
    """Give whom PostgreSQL runs as, None for whoever runs the command."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _plain_environment() -> dict[str, str]:
    """Give the environment of the services: nothing of ours goes in."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _version(tool: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", tool.parent.parent.name))
