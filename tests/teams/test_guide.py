"""The administrator's guide names every setting, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from gateway.teams import counts
from gateway.teams.package.manifest import PackageSettings
from gateway.teams.settings import PATH, TeamsSettings

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "teams.md"
NAMED = re.compile(r"`(?:KT_TEAMS_)?([A-Z][A-Z_]+[A-Z])(?:=[^`]*)?`")


def fields() -> set[str]:
    names = {*TeamsSettings.model_fields, *PackageSettings.model_fields}
    return {each.upper() for each in names}


def test_every_setting_is_in_the_guide_and_nothing_else() -> None:
    assert set(NAMED.findall(GUIDE.read_text(encoding="utf-8"))) == fields()


def test_the_guide_names_the_endpoint_and_the_counts() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert PATH in text
    for each in counts.ALL:
        (metric,) = each.collect()
        assert metric.name.removeprefix("kt_teams_") in text
