"""The images and the compose file: checked by hadolint, and against what the code needs."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from gateway.store.sealed import Sealer
from gateway.teams.settings import SHORTEST_KEY, TeamsSettings
from tests.deploy.charting import DEPLOY, ROOT

IMAGES = sorted((DEPLOY / "images").glob("*.Dockerfile"))
HADOLINT = Path(sys.executable).parent / "hadolint"
TEAMS: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.teams.yml").read_text(encoding="utf-8"))
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))


def test_there_are_images_of_every_part() -> None:
    assert [each.name.split(".")[0] for each in IMAGES] == ["app", "model", "rasa"]


@pytest.mark.parametrize("image", IMAGES, ids=lambda each: each.name)
def test_hadolint_finds_no_fault(image: Path) -> None:
    done = subprocess.run(
        [HADOLINT, "--no-fail", "--format", "tty", image],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""


def test_hadolint_would_find_a_fault(tmp_path: Path) -> None:
    wrong = tmp_path / "Dockerfile"
    wrong.write_text("FROM debian\nRUN apt-get install curl\n")
    assert subprocess.run([HADOLINT, wrong], capture_output=True).returncode == 1


@pytest.mark.parametrize("image", IMAGES, ids=lambda each: each.name)
def test_an_image_is_pinned_runs_as_nobody_and_tells_its_health(image: Path) -> None:
    text = image.read_text(encoding="utf-8")
    for base in re.findall(r"^FROM (\S+)", text, re.MULTILINE):
        stages = set(re.findall(r" AS (\S+)", text))
        assert base in stages or re.fullmatch(r"[a-z/]+:\d+\.\d+\.\d+\S*", base), base
    assert re.findall(r"^USER (.+)$", text, re.MULTILINE) == ["10001:10001"]
    assert "HEALTHCHECK" in text


@pytest.mark.parametrize("name", ["app", "rasa"])
def test_packages_come_from_a_hashed_lock_and_nothing_can_install_more(name: str) -> None:
    text = (DEPLOY / "images" / f"{name}.Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes" in text
    last = text.rpartition("FROM packages")[2].partition("FROM python")[2] or text
    assert "pip uninstall --yes pip" in last
    assert not re.search(r"apt-get|curl|wget|git clone", text)


@pytest.mark.parametrize("folder", [ROOT, ROOT / "rasa"], ids=["root", "rasa"])
def test_the_lock_of_an_image_is_part_of_the_lock_that_is_tested(folder: Path) -> None:
    def pinned(name: str) -> set[str]:
        lock = (folder / name).read_text(encoding="utf-8")
        return set(re.findall(r"^([\w.\[\],-]+==\S+)", lock, re.MULTILINE))

    runtime, whole = pinned("runtime.lock"), pinned("requirements.lock")
    assert runtime
    assert runtime <= whole
    tools = ("pytest", "mypy", "ruff", "pip-audit", "hypothesis")
    assert not {each.split("==")[0] for each in runtime} & set(tools)


# Cases and weights are read where they are used: when somebody practises.
PRACTISES = """
import actions.__main__, practice.__main__
from actions.oefenen import context
from practice.motivation import assess
from practice.questions import recognise
assert context().shelf.cases
assert recognise("Hoe oud bent u?").kenmerken
assess("Hij woont alleen.", [], {}, {})
"""
STARTS = {"gateway": "import gateway.__main__, gateway.teams.mounting", "actions": PRACTISES}


def copied(text: str) -> set[str]:
    found = re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE)
    return {source for line in found for source in line.split()}


@pytest.mark.parametrize("image", ["app", "rasa"])
def test_what_an_image_copies_exists_and_gets_through_the_ignore_file(image: str) -> None:
    sources = copied((DEPLOY / "images" / f"{image}.Dockerfile").read_text(encoding="utf-8"))
    allowed = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    for each in sources:
        assert (ROOT / each).exists(), each
        assert any(each == a or each.startswith(f"{a}/") for a in allowed), each


def test_the_files_of_each_part_suffice_to_start_it(tmp_path: Path) -> None:
    text = (DEPLOY / "images" / "app.Dockerfile").read_text(encoding="utf-8")
    base, gateway, actions = re.split(r"^FROM base AS .*$", text, flags=re.MULTILINE)
    for part, more in (("gateway", gateway), ("actions", actions)):
        folder = tmp_path / part
        folder.mkdir()
        for source in {*copied(base), *copied(more)} - {"deploy/images/with-secrets"}:
            if (ROOT / source).exists():
                (folder / source).parent.mkdir(parents=True, exist_ok=True)
                # Links would lead to what the image does not hold.
                copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
                copy(ROOT / source, folder / source)
        run = [sys.executable, "-P", "-c", STARTS[part]]
        subprocess.run(run, cwd=folder, env={"PYTHONPATH": str(folder)}, check=True)


def test_the_start_script_gives_secrets_as_variables(tmp_path: Path) -> None:
    script = DEPLOY / "images" / "with-secrets"
    assert script.stat().st_mode & stat.S_IXUSR
    (tmp_path / "KT_ONE").write_text('a "quoted" $value\n')
    (tmp_path / ".hidden").write_text("x")
    done = subprocess.run(
        ["sh", script, "sh", "-c", 'printf %s "$KT_ONE"'],
        env={"PATH": "/usr/bin:/bin", "KT_SECRETS_FOLDER": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == 'a "quoted" $value'


def test_one_port_is_open_and_it_is_the_gateways() -> None:
    ports = {name: each["ports"] for name, each in COMPOSE["services"].items() if "ports" in each}
    assert ports == {"gateway": ["127.0.0.1:8080:8080"]}


def test_only_the_gateway_is_on_a_network_that_leads_outside() -> None:
    outside = {name for name, each in COMPOSE["networks"].items() if not each.get("internal")}
    on_it = {n for n, each in COMPOSE["services"].items() if outside & set(each["networks"])}
    assert on_it == {"gateway"}


def test_only_neighbours_share_a_network() -> None:
    of = {name: set(each["networks"]) for name, each in COMPOSE["services"].items()}
    assert not of["gateway"] & of["actions"] - {"to-data"}
    assert {n for n, networks in of.items() if "to-rasa" in networks} == {"gateway", "rasa"}
    assert {n for n, networks in of.items() if "to-actions" in networks} == {"rasa", "actions"}


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_container_is_closed(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["user"].split(":")[0] not in ("0", "root")
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    image = service.get("image")
    assert image is None or re.fullmatch(r"[a-z]+:\d+\.\d+\S*", image)


def test_secrets_are_files_and_each_that_is_used_is_made(tmp_path: Path) -> None:
    script = (DEPLOY / "new-secrets.py").read_text(encoding="utf-8")
    (tmp_path / "new-secrets.py").write_text(script)
    subprocess.run([sys.executable, tmp_path / "new-secrets.py"], check=True, capture_output=True)
    made = {each.name for each in (tmp_path / "secrets").iterdir()}
    used = {s for each in COMPOSE["services"].values() for s in each.get("secrets", [])}
    assert used == set(COMPOSE["secrets"])
    # Of what Teams needs Microsoft gives one itself.
    assert made == used | set(TEAMS["secrets"]) - {"KT_TEAMS_SECRET"}
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    again = subprocess.run(
        [sys.executable, tmp_path / "new-secrets.py"], capture_output=True, text=True
    )
    assert again.returncode == 1
    environment = str([each.get("environment") for each in COMPOSE["services"].values()])
    assert not re.search(r"(SECRET|KEYS?|PASSWORD)':", environment)


def test_the_secrets_that_are_made_fit_the_code(tmp_path: Path) -> None:
    script = (DEPLOY / "new-secrets.py").read_text(encoding="utf-8")
    values: dict[str, Any] = {"__file__": str(tmp_path / "x.py"), "__name__": "new_secrets"}
    exec(compile(script, "new-secrets.py", "exec"), values)
    made = values["made"]()
    for name in ("KT_GATEWAY_STORE_KEYS", "KT_STORE_KEY", "KT_PRACTICE_STORE_KEYS"):
        assert Sealer([made[name]])
    assert len(made["KT_CHANNEL_SECRET"]) >= 16
    assert len(made["KT_PRACTICE_SECRET"]) >= 16
    assert len(made["KT_TEAMS_KEY"]) >= SHORTEST_KEY
    databases = (DEPLOY / "databases.sql").read_text(encoding="utf-8")
    used = {made[name].rpartition("/")[2] for name in made if name.endswith("DATABASE_URL")}
    assert used | {"trackers"} == set(re.findall(r"CREATE DATABASE (\w+);", databases))


def test_rasas_settings_differ_from_those_on_one_machine_in_the_address_alone() -> None:
    ours = yaml.safe_load((DEPLOY / "rasa" / "endpoints.yml").read_text(encoding="utf-8"))
    usual = yaml.safe_load((ROOT / "rasa" / "endpoints.yml").read_text(encoding="utf-8"))
    for each in (ours, usual):
        del each["action_endpoint"]["url"]
    assert ours == usual
    channels = yaml.safe_load((DEPLOY / "rasa" / "credentials.yml").read_text(encoding="utf-8"))
    assert list(channels) == ["assistant.channel.keukentafel.KeukentafelInput"]


def test_teams_comes_on_top_of_the_gateway_alone_with_settings_that_exist() -> None:
    assert list(TEAMS["services"]) == ["gateway"]
    gateway = TEAMS["services"]["gateway"]
    named = {*gateway["environment"], *gateway["secrets"]}
    assert named <= {f"KT_TEAMS_{name.upper()}" for name in TeamsSettings.model_fields}
    assert set(gateway["secrets"]) == set(TEAMS["secrets"])
