"""What a trainee may do with her own results, in her own words."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from practice.desk import Desk
from practice.forms.turn import Input, Say
from practice.progress import ProgressStore, Sharing
from practice.session import Practice, new
from tests.practice.building import context
from tests.practice.progress.building import BRAM, LISA, NOW, Clock, result


@pytest.fixture
def practice(store: ProgressStore, clock: Clock) -> Practice:
    """Somebody at the menu, who practised before."""
    store.record([result(0.4), result(1.0, kenmerk="woonvorm"), result(trainee=BRAM)])
    clock.forward(minutes=20)
    desk = Desk(LISA, clock.now, 1, store, lambda _words: [])
    return Practice(new(), desk, context())


def said(practice: Practice, text: str) -> list[Any]:
    """Say something; gives what is said back, without the open question."""
    return [each for each in practice.take(Input(text)).said if isinstance(each, Say)]


@pytest.mark.parametrize(
    "text",
    ["Download mijn voortgang", "bewaar mijn resultaten.", "ik wil mijn voortgang downloaden"],
)
def test_she_takes_her_own_results_along_and_nobody_elses(practice: Practice, text: str) -> None:
    (entry,) = said(practice, text)
    assert entry.kind == "practice_export"
    rows = list(csv.DictReader(io.StringIO(entry.data["content"])))
    assert [each["kenmerk"] for each in rows] == ["gedrag", "woonvorm"]
    assert "trainee" not in rows[0]
    assert "(2 onderdelen geoefend)" in entry.text


def test_who_did_nothing_yet_has_nothing_to_take_along(practice: Practice) -> None:
    practice.desk.store.erase(LISA)
    (entry,) = said(practice, "download mijn voortgang")
    assert entry.kind == "text"
    assert "nog niets geoefend" in entry.text


def test_she_sees_how_she_stands(practice: Practice) -> None:
    (entry,) = said(practice, "mijn voortgang")
    assert entry.kind == "practice_progress"
    assert "Nu aan de beurt: 1 onderdeel." in entry.text


def test_she_shares_and_takes_it_back(practice: Practice) -> None:
    store = practice.desk.store
    practice.take(Input("deel mijn voortgang"))
    practice.take(Input("", ("deel_overzicht",)))
    assert store.sharing(LISA) == Sharing(overview=True)
    practice.take(Input("deel mijn voortgang"))
    practice.take(Input("", ("deel_niets",)))
    assert store.sharing(LISA) == Sharing()


def test_she_erases_everything_of_hers_after_one_question(practice: Practice) -> None:
    store = practice.desk.store
    practice.take(Input("wis mijn voortgang"))
    assert len(store.results(LISA)) == 2
    practice.take(Input("", ("wis_voortgang",)))
    assert store.results(LISA) == ()
    assert len(store.results(BRAM)) == 1
    assert practice.desk.now > NOW
