"""What is told of the dependencies is of what is locked."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TOLD = ROOT / "docs" / "beheer" / "kwetsbaarheden.md"
LOCK = ROOT / "rasa" / "requirements.lock"
ROW = re.compile(r"^\| ([a-z0-9-]+) \| ([\d.]+) \| ([^|]{10,}) \| ([^|]{10,}) \|$", re.MULTILINE)
# What Rasa holds back, so that a weakness stays: each must be told.
FROZEN = ("rasa", "sanic", "tensorflow", "keras", "aiohttp", "scikit-learn", "jsonpickle")


def locked() -> dict[str, str]:
    text = LOCK.read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==([\w.]+)", text, re.MULTILINE))


def test_the_weaknesses_that_are_told_are_of_the_versions_that_are_locked() -> None:
    rows = ROW.findall(TOLD.read_text(encoding="utf-8"))
    assert set(FROZEN) <= {name for name, *_rest in rows}
    versions = locked()
    assert {name: version for name, version, *_rest in rows} == {
        name: versions[name] for name, *_rest in rows
    }


def test_no_component_of_the_assistant_learns_with_tensorflow() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    names = {each["name"] for each in [*config["pipeline"], *config["policies"]]}
    ours = {name for name in names if name.startswith("assistant.")}
    assert names - ours == {"SpacyTokenizer", "FallbackClassifier", "RulePolicy"}
    imported = [
        path.name
        for path in (ROOT / "rasa" / "assistant").rglob("*.py")
        if re.search(r"^\s*(?:import|from) (?:tensorflow|keras)", path.read_text(), re.MULTILINE)
    ]
    assert imported == []


@pytest.mark.parametrize("tool", ["cyclonedx-bom", "pip-audit", "atheris", "schemathesis"])
def test_the_tools_that_the_commands_use_are_locked(tool: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert any(each.startswith(tool) for each in project["dependency-groups"]["dev"])
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(rf"^{tool}==", text, re.MULTILINE)
