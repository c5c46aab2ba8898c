"""Progress as an Adaptive Card."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema.validators import Draft6Validator

from gateway.practice.card import progress_card

SCHEMA = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text("utf-8"))
MOST_BYTES = 28_000
"""What Teams takes."""


def data(*percents: int | None, weak: int = 2) -> dict[str, Any]:
    weeks = [{"begins": f"2026-10-{day:02}", "percent": None} for day in range(5, 12)]
    return {
        "heading": "Voortgang: 3 casussen, 21 onderdelen geoefend.",
        "skills": [
            {
                "label": f"Vaardigheid {number}",
                "line": f"Vaardigheid {number}: {percent}%",
                "percent": percent,
                "weeks": [*weeks, {"begins": "2026-11-23", "percent": percent}],
                "alt": f"Vaardigheid {number}, per week: week van 23 november: {percent}%.",
            }
            for number, percent in enumerate(percents)
        ],
        "weeks_heading": "Verloop per week",
        "weak_heading": "Gaat nog minder goed:",
        "weak": [{"label": f"gedrag {n} (kiezen)", "percent": 30 + n} for n in range(weak)],
        "due_text": "Nu aan de beurt: 1 onderdeel.",
        "sharing_text": "Niets is gedeeld met het team.",
    }


def texts(found: Any) -> list[str]:
    """Give every text of a card, in order."""
    if isinstance(found, dict):
        own = [found["text"]] if found.get("type") == "TextBlock" else []
        return own + [each for value in found.values() for each in texts(value)]
    return [each for part in found for each in texts(part)] if isinstance(found, list) else []


@pytest.mark.parametrize(
    "given",
    [data(0, 55, 100), data(None, None, None, weak=0), data(70, None, 5, weak=5)],
)
def test_the_card_keeps_to_the_schema_of_its_version_and_to_the_size_of_teams(
    given: dict[str, Any],
) -> None:
    card = progress_card(given)
    assert [each.message for each in Draft6Validator(SCHEMA).iter_errors(card)] == []
    assert (card["version"], card["lang"]) == ("1.5", "nl")
    assert len(json.dumps(card).encode()) < MOST_BYTES


def test_the_schema_sees_what_is_wrong() -> None:
    card = progress_card(data(55))
    card["body"][0]["type"] = "Chart.VerticalBar"
    assert not Draft6Validator(SCHEMA).is_valid(card)


def test_everything_that_a_bar_shows_stands_there_in_words() -> None:
    found = texts(progress_card(data(55, 20, 100)))
    for number, percent in enumerate((55, 20, 100)):
        assert f"Vaardigheid {number}: {percent}%" in found
        assert f"Vaardigheid {number}, per week: week van 23 november: {percent}%." in found


@pytest.mark.parametrize(
    ("percent", "widths"), [(0, [100]), (55, [55, 45]), (100, [100]), (1, [1, 99])]
)
def test_a_bar_is_as_wide_as_the_part(percent: int, widths: list[int]) -> None:
    (bar,) = (e for e in progress_card(data(percent))["body"] if e["type"] == "ColumnSet")
    assert [each["width"] for each in bar["columns"]] == widths


def test_who_did_nothing_yet_gets_no_empty_charts() -> None:
    card = progress_card(data(None, None, None))
    assert "actions" not in card
    assert all(each["type"] != "ColumnSet" for each in card["body"])


def test_the_weeks_are_shown_when_asked_for_by_a_switch_that_is_there() -> None:
    card = progress_card(data(55))
    (action,) = card["actions"]
    (target,) = action["targetElements"]
    (hidden,) = (each for each in card["body"] if each.get("isVisible") is False)
    assert hidden["id"] == target
