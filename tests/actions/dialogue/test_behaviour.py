"""From everyday sub-questions to the level of behaviour."""

from __future__ import annotations

import pytest

from actions.dialogue import behaviour, wording

TABLE = wording.derivation("gedrag")
OPTIONS = {
    "wat": ["geen", "iets"],
    "duur": ["kort", "lang"],
    "schade": ["geen", "licht", "duidelijk"],
}


@pytest.mark.parametrize(
    ("known", "level"),
    [
        ({"wat": "geen"}, "geen"),
        ({"wat": "iets", "duur": "lang", "schade": "duidelijk"}, "ernstig"),
        ({"wat": "iets", "duur": "kort", "schade": "duidelijk"}, "matig"),
        ({"wat": "iets", "duur": "lang", "schade": "licht"}, "matig"),
        ({"wat": "iets", "schade": "licht"}, "matig"),
        ({"wat": "iets"}, None),
        ({"wat": "iets", "duur": "lang"}, None),
        ({"wat": "iets", "schade": "duidelijk"}, None),
        ({}, None),
    ],
)
def test_serious_needs_both_months_and_clear_harm(known: dict[str, str], level: str | None) -> None:
    assert behaviour.certain(TABLE, known, OPTIONS) == level


def test_a_list_is_as_heavy_as_its_heaviest_value() -> None:
    weights = {"ergernis": "licht", "politie": "duidelijk"}
    assert behaviour.reduce_answer(["ergernis", "politie"], weights) == "duidelijk"
    assert behaviour.reduce_answer(["ergernis"], weights) == "licht"
    assert behaviour.reduce_answer([], weights) == "geen"
    assert behaviour.reduce_answer(["iets anders"], {}) == "iets"
