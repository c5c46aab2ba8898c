"""How a trainee stands, in numbers and in words."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from catalog.loader import shipped
from gateway.practice.card import progress_card
from practice.progress import ProgressStore, Sharing, Skill, Trend
from practice.progress.overview import overview_of, trend_of, weak_items
from practice.progress.presenting import progress_entry
from tests.practice.progress.building import LISA, NOW, Clock, result


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ([], Trend.UNKNOWN),
        ([0.1, 0.9, 0.9, 0.9, 0.9], Trend.UNKNOWN),
        ([0.2, 0.2, 0.2, 0.8, 0.8, 0.8], Trend.UP),
        ([0.8, 0.8, 0.8, 0.2, 0.2, 0.2], Trend.DOWN),
        ([0.8, 0.8, 0.8, 0.8, 0.8, 0.7], Trend.EQUAL),
        ([0.0] * 20 + [0.8] * 20, Trend.EQUAL),
    ],
)
def test_a_trend_is_told_from_the_last_results_and_never_from_a_few(
    grades: list[float], expected: Trend
) -> None:
    assert trend_of(grades) is expected


def test_what_went_badly_and_then_well_is_no_longer_weak() -> None:
    bad = [result(0.0), result(0.3, kenmerk="woonvorm")]
    assert [each.item.kenmerk for each in weak_items(bad)] == ["gedrag", "woonvorm"]
    better = [*bad, *(result(1.0) for _each in range(3))]
    assert [each.item.kenmerk for each in weak_items(better)] == ["woonvorm"]


def test_each_week_has_its_own_mean_and_an_empty_one_none() -> None:
    given = [result(0.4, at=NOW - timedelta(weeks=2)), result(0.5), result(1.0)]
    weeks = overview_of(given, (), None, NOW).skills[0].weeks
    assert [each.begins for each in weeks][-3:] == ["2026-11-09", "2026-11-16", "2026-11-23"]
    assert [each.grade for each in weeks][-3:] == [0.4, None, 0.75]
    assert len(weeks) == 8


def test_who_did_nothing_yet_is_told_how_to_begin(store: ProgressStore) -> None:
    text, data = progress_entry(store.overview(LISA), Sharing(), shipped())
    assert text.startswith("Voortgang: nog niets geoefend.")
    assert "Niets is gedeeld met het team." in text
    assert [each["percent"] for each in data["skills"]] == [None, None, None]


def test_the_text_alone_tells_what_the_chart_shows(store: ProgressStore, clock: Clock) -> None:
    stelsel = "meierij-bommelerwaard"
    product = shipped().stelsels[stelsel].producten[0]
    store.record(
        [
            *(result(0.2) for _each in range(3)),
            *(result(0.9) for _each in range(3)),
            result(
                0.3,
                skill=Skill.KIEZEN,
                kenmerk=None,
                stelsel=stelsel,
                product=product.id,
                case=None,
            ),
        ]
    )
    clock.forward(minutes=20)
    text, data = progress_entry(store.overview(LISA), Sharing(overview=True), shipped())
    assert "Voortgang: 1 casus, 7 onderdelen geoefend." in text
    assert "- Vragen stellen: 55%, gaat vooruit (6 keer)" in text
    assert "- Motiveren: nog niet geoefend" in text
    assert f"- {product.naam} (kiezen): 30%" in text
    assert "Nu aan de beurt: 1 onderdeel." in text
    assert "Gedeeld met het team: gemiddelden in het groepsoverzicht." in text
    assert data["skills"][0]["alt"].endswith("week van 23 november: 55%.")
    assert data["sharing"] == {"overview": True, "export": False}


def test_the_gateway_makes_a_card_of_these_data(store: ProgressStore, clock: Clock) -> None:
    for results in ([], [result(0.2), result(0.9)]):
        store.record(results)
        _text, data = progress_entry(store.overview(LISA), Sharing(), shipped())
        told = json.dumps(progress_card(data), ensure_ascii=False)
        for shown in (data["heading"], data["due_text"], *(s["line"] for s in data["skills"])):
            assert shown in told


def test_it_says_when_something_comes_back(store: ProgressStore, clock: Clock) -> None:
    store.record([result(0.8)])
    clock.forward(minutes=1)
    text, _data = progress_entry(store.overview(LISA), Sharing(), shipped())
    assert "Op 27 november komt er weer iets terug." in text
    assert "Geen onderdeel blijft achter." in text
