"""A gemeente with its own stelsel is data: added as files it loads, lints, is found and advises.

The files are those that the guide `docs/nieuwe-gemeente.md` prints.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.advice.advise import advise
from catalog.advice.request import parse_request
from catalog.lint import lint_command
from catalog.loader import SHIPPED, read_catalogue
from catalog.store import Repository, load_catalogue, migrate, open_engine

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```yaml\n# bestand: ((?:gemeenten|sources)/\S+)\n(.*?)```", re.DOTALL)
REQUEST = {
    "stelsel": "voorbeeldstad",
    "domein": "begeleiding",
    "kenmerken": {
        "gemeente": "nieuw voorbeeld",
        "zelfregie": ["dagritme_structuur"],
        "gedrag": "geen",
    },
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("new") / "catalogue"
    for part in ("vocabulary", "sources", "gemeenten"):
        shutil.copytree(SHIPPED / part, made / part)
    guide = (ROOT / "docs" / "nieuwe-gemeente.md").read_text(encoding="utf-8")
    for name, text in BLOCK.findall(guide):
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def repository(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('db') / 'catalogue.db'}")
    migrate(engine)
    report = load_catalogue(engine, folder)
    assert "stelsel/voorbeeldstad" in report.new
    found = Repository(engine)
    yield found
    found.close()


def test_the_new_files_lint_clean(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_command(read_catalogue(folder), None)
    assert (status, capsys.readouterr().out.split(" in ")[0]) == (0, "0 faults")


@pytest.mark.parametrize("name", ["Voorbeeldstad", "voorbeeld stad", "Nieuw Voorbeeld"])
def test_the_new_stelsel_is_found_by_every_name_of_the_place(
    repository: Repository, name: str
) -> None:
    found = repository.find_stelsel_for_place(name)
    assert found is not None
    assert found.id == "voorbeeldstad"


def test_the_new_gemeente_gets_advice_from_the_database(repository: Repository) -> None:
    request = parse_request(REQUEST, repository.common().vocabulary, repository.stelsel_ids)
    result = advise(repository.knowledge(request.stelsel, "nieuw voorbeeld"), request)
    assert (result["uitkomst"], result["producten"]) == ("product", ["voorbeeld-licht"])


def test_the_commands_load_the_new_gemeente_and_advise_from_it(
    folder: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'own.db'}"}
    command = [sys.executable, "-m", "catalog"]
    loaded = subprocess.run(
        [*command, "load", "--folder", str(folder)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert loaded.stdout.startswith("loaded: 6 stelsels, 39 products")
    advised = subprocess.run(
        [*command, "advise"],
        cwd=ROOT, env=environment, input=json.dumps(REQUEST), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    result = json.loads(advised.stdout)
    assert result["producten"] == ["voorbeeld-licht"]
    assert result["catalogus"]["geldig_vanaf"] == "2027-01-01"


def test_the_shipped_catalogue_does_not_know_the_new_stelsel(tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.db'}"}
    refused = subprocess.run(
        [sys.executable, "-m", "catalog", "advise"],
        cwd=ROOT, env=environment, input=json.dumps(REQUEST), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert refused.returncode == 2
    assert refused.stderr.startswith("unknown stelsel 'voorbeeldstad'; allowed: ")
    assert refused.stderr.count("\n") == 1
