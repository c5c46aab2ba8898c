"""Where things are: every path that the commands use, from one root folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

RASA_PORT_VARIABLE = "KT_RASA_PORT"
ACTIONS_PORT_VARIABLE = "KT_ACTIONS_PORT"
GATEWAY_PORT_VARIABLE = "KT_GATEWAY_PORT"
CHANNEL_VARIABLE = "KT_CHANNEL_SECRET"
ACTIONS_VARIABLE = "KT_ACTIONS_SECRET"
DEFAULT_RASA_PORT = 5005
DEFAULT_ACTIONS_PORT = 5055
DEFAULT_GATEWAY_PORT = 8080


@dataclass(frozen=True)
class Environment:
    """One virtual environment: its name, the folder that its files are in, what it is for."""

    name: str
    folder: Path
    purpose: str

    @property
    def venv(self) -> Path:
        """The virtual environment's own folder."""
        return self.folder / ".venv"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.venv / "bin" / "python"

    @property
    def lock(self) -> Path:
        """The hashed lock file that the environment is made from."""
        return self.folder / "requirements.lock"

    @property
    def runtime_lock(self) -> Path:
        """The lock file of what an image holds: the same without the development group."""
        return self.folder / "runtime.lock"

    @property
    def python_version(self) -> str:
        """The Python version that the folder asks for, as in `3.13`."""
        return (self.folder / ".python-version").read_text(encoding="utf-8").strip()


@dataclass(frozen=True)
class Layout:
    """The project's folders, all from `root` (tests give a temporary one)."""

    root: Path

    @classmethod
    def here(cls) -> Layout:
        """Give the layout of the project that this file is part of."""
        return cls(Path(__file__).resolve().parents[2])

    @property
    def main(self) -> Environment:
        """The environment of the catalogue, the actions and the tools."""
        return Environment("main", self.root, "catalogue and actions")

    @property
    def rasa(self) -> Environment:
        """The environment of the Rasa server."""
        return Environment("rasa", self.root / "rasa", "Rasa")

    @property
    def tools(self) -> Path:
        """Tools that are fetched when the machine lacks them."""
        return self.root / ".tools"

    @property
    def models(self) -> Path:
        """Trained models."""
        return self.root / "models"

    @property
    def run(self) -> Path:
        """State of what runs now; readable by this user only."""
        return self.root / ".run"

    @property
    def database(self) -> Path:
        """The catalogue's database where no DATABASE_URL names another."""
        return self.run / "catalogue.db"

    @property
    def conversations(self) -> Path:
        """The gateway's database where KT_GATEWAY_DATABASE_URL names no other."""
        return self.run / "conversations.db"

    @property
    def servers_file(self) -> Path:
        """What `start` runs: ports, process ids, model and token, as JSON."""
        return self.run / "servers.json"

    def log(self, name: str) -> Path:
        """Give the log file of that name; its folder exists afterwards."""
        folder = self.run / "logs"
        if not self.run.exists():
            self.run.mkdir(mode=0o700, parents=True)
        folder.mkdir(exist_ok=True)
        return folder / f"{name}.log"

    def short(self, path: Path) -> str:
        """Give the path as a person at the root folder would type it."""
        try:
            return str(path.relative_to(self.root))
        except ValueError:
            return str(path)


def rasa_environment(layout: Layout) -> dict[str, str]:
    """Give the environment variables for a Rasa command: imports, quiet, no telemetry.

    Logging stays at WARNING: below it Rasa writes the text of messages to its log. Python
    warnings are off for the same reason (some of Rasa's quote the message), and for quiet.
    """
    variables = _without_foreign_python()
    variables.update(
        PYTHONPATH=os.pathsep.join([str(layout.root), str(layout.rasa.folder)]),
        PYTHONUNBUFFERED="1",
        PYTHONWARNINGS="ignore",
        RASA_TELEMETRY_ENABLED="false",
        SQLALCHEMY_SILENCE_UBER_WARNING="1",
        TF_CPP_MIN_LOG_LEVEL="3",
        CUDA_VISIBLE_DEVICES="-1",
        LOG_LEVEL="WARNING",
        LOG_LEVEL_LIBRARIES="ERROR",
    )
    return variables


def main_environment(layout: Layout) -> dict[str, str]:
    """Give the environment variables for a command in the main environment."""
    variables = _without_foreign_python()
    variables.update(PYTHONPATH=str(layout.root), PYTHONUNBUFFERED="1")
    return variables


def _without_foreign_python() -> dict[str, str]:
    foreign = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX", "__PYVENV_LAUNCHER__"}
    return {key: value for key, value in os.environ.items() if key not in foreign}
