"""The real assistant and gateway, between a fake Microsoft and a worker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from scripts.kt.servers import Assistant
from tests.everything import everything
from tests.teams.fake.certificates import Certificates
from tests.teams.fake.microsoft import Microsoft

PRACTICE_SECRET = "a secret of the tests alone"
PRACTICE = "practice.db"


@dataclass(frozen=True)
class Whole:
    """What runs: the assistant, its gateway's database, a way to the gateway, practice's store."""

    assistant: Assistant
    database: Path
    client: httpx.Client
    practice: Path


@pytest.fixture(scope="session")
def whole(
    tmp_path_factory: pytest.TempPathFactory, certificates: Certificates, servers: Microsoft
) -> Iterator[Whole]:
    """Everything, on free ports. Trains first when needed."""
    folder = tmp_path_factory.mktemp("whole")
    variables = {
        **servers.variables(certificates),
        "KT_TEAMS_PUBLIC_URL": "https://bot.test",
        "KT_TEAMS_PRACTICE": "true",
        "KT_PRACTICE_SECRET": PRACTICE_SECRET,
        "KT_PRACTICE_DATABASE_URL": f"sqlite:///{folder / PRACTICE}",
    }
    with (
        everything(folder, variables, log_prefix="test-teams-") as (assistant, _processes),
        httpx.Client(base_url=assistant.gateway_url, trust_env=False, timeout=30) as client,
    ):
        yield Whole(assistant, folder / "conversations.db", client, folder / PRACTICE)
