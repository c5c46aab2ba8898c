"""Practising from the menu to what comes next, with a real store of progress."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from gateway.practice.codes import mark_of
from practice.desk import Desk
from practice.forms.turn import Ask, Input, Say
from practice.progress import ProgressStore
from practice.progress.groups import make_codes
from practice.progress.model import Result, Sharing
from practice.session import Practice, Session, Stand, new
from tests.practice.building import context

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
TRAINEE = "teams-0123456789abcdef"


class Trainee:
    """A trainee who practises: her state, and what she gets to read."""

    def __init__(self, store: ProgressStore, trainee: str = TRAINEE) -> None:
        self.state: Session = new()
        self.store = store
        self.trainee = trainee
        self.now = NOW
        self.seed = 0
        self.last: Stand | None = None

    def practice(self) -> Practice:
        desk = Desk(
            trainee=self.trainee,
            now=self.now,
            seed=self.seed,
            store=self.store,
            look_up=lambda wanted: [Say(f"Over {wanted}.")] if wanted == "plus" else [],
            faults=(SQLAlchemyError,),
        )
        return Practice(self.state, desk, context())

    def took(self, stand: Stand) -> str:
        self.last, self.state = stand, stand.state
        self.now += timedelta(minutes=1)
        return "\n".join(message.text for message in stand.said)

    def begins(self) -> str:
        return self.took(self.practice().begin())

    def says(self, text: str) -> str:
        return self.took(self.practice().take(Input(text)))

    def picks(self, *values: str) -> str:
        assert set(values) <= {option.value for option in self.asked().options}
        return self.took(self.practice().take(Input("", values)))

    def asked(self) -> Ask:
        assert self.last is not None
        last = self.last.said[-1]
        assert isinstance(last, Ask)
        return last


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ProgressStore]:
    made = ProgressStore(f"sqlite:///{tmp_path / 'practice.db'}", lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def her(store: ProgressStore) -> Trainee:
    found = Trainee(store)
    found.begins()
    return found


def contrast(her: Trainee, difference: str = "risico") -> str:
    her.picks("contrast")
    her.picks("alle_stelsels")
    her.picks("elk_niveau")
    her.picks(difference)
    return her.picks("ab")


def test_the_menu_offers_the_four_forms_going_on_progress_and_stopping(her: Trainee) -> None:
    assert [option.value for option in her.asked().options] == [
        *("verder", "rollenspel", "casus", "contrast", "kennis", "voortgang", "stoppen")
    ]


def test_form_stelsel_and_level_are_choices_one_after_the_other(her: Trainee) -> None:
    her.picks("casus")
    assert her.asked().id == "oefenen_stelsel"
    her.picks("zeeuws-vlaanderen")
    assert her.asked().id == "oefenen_niveau"
    assert "De volle agenda van Ilse" in her.picks("niveau_2")
    assert her.asked().id == "oefenen_feiten"


def test_form_stelsel_and_level_can_be_typed(her: Trainee) -> None:
    her.says("rollenspel")
    her.says("Zeeuws-Vlaanderen")
    assert "Bep, 84 jaar" in her.says("niveau 3")


def test_what_is_no_choice_is_asked_again(her: Trainee) -> None:
    assert "niet herkend" in her.says("pannenkoeken")
    assert her.asked().id == "oefenen_menu"


def test_where_nothing_is_served_the_menu_comes_back(her: Trainee) -> None:
    her.picks("casus")
    her.picks("marktconsultatie")
    assert "geen oefening beschikbaar" in her.picks("elk_niveau")
    assert her.asked().id == "oefenen_menu"


def test_an_exercise_ends_with_feedback_results_and_what_comes_next(
    her: Trainee, store: ProgressStore
) -> None:
    assert "Het verschil: goed" in contrast(her)
    assert her.asked().id == "oefenen_daarna"
    kept = store.results(TRAINEE)
    assert [each.grade for each in kept] == [1, 1]
    assert {each.form.value for each in kept} == {"contrast"}
    assert {each.stelsel for each in kept if each.product} == {"zeeuws-vlaanderen"}


def test_the_next_exercise_follows_the_same_wish(her: Trainee) -> None:
    contrast(her)
    her.picks("nog_een")
    assert her.asked().id == "oefenen_verschil"


def test_what_was_weak_comes_back_and_it_is_said_why(her: Trainee) -> None:
    her.picks("contrast")
    her.picks("alle_stelsels")
    her.picks("elk_niveau")
    wrong = next(o.value for o in her.asked().options if o.value != "risico")
    her.picks(wrong)
    her.picks("ba")
    her.now += timedelta(hours=1)
    assert "komt nu terug om" in her.says("oefen verder")


def test_her_words_of_disagreement_are_kept_masked_with_the_case(
    her: Trainee, store: ProgressStore
) -> None:
    contrast(her)
    her.picks("oneens")
    assert "vastgelegd" in her.says("Onzin, bel mij maar op 06-12345678")
    (kept,) = store.disputes()
    assert kept.case in ("proef-plus", "proef-regulier")
    assert "Onzin" in kept.text
    assert "12345678" not in kept.text
    assert her.asked().id == "oefenen_daarna"


def test_a_disagreement_can_be_taken_back(her: Trainee, store: ProgressStore) -> None:
    contrast(her)
    her.says("oneens")
    assert "niets vastgelegd" in her.says("laat maar")
    assert not store.disputes()


@pytest.mark.parametrize("wish", ["mijn voortgang", "Mijn voortgang!"])
def test_progress_can_be_seen_at_any_moment_and_the_question_comes_back(
    wish: str, her: Trainee
) -> None:
    contrast(her)
    her.picks("andere_vorm")
    her.picks("casus")
    her.says(wish)
    assert her.last is not None
    assert isinstance(her.last.said[0], Say)
    assert her.last.said[0].kind == "practice_progress"
    assert her.asked().id == "oefenen_stelsel"


def test_the_catalogue_can_be_searched_in_the_middle_of_an_exercise(her: Trainee) -> None:
    her.says("casus")
    her.says("alle")
    her.says("maakt niet uit")
    assert "Over plus." in her.says("zoek plus")
    assert "Niets gevonden over ‘kaas’" in her.says("zoek op kaas")
    assert her.asked().id == "oefenen_feiten"


def test_she_can_stop_in_the_middle(her: Trainee) -> None:
    her.says("casus")
    assert "gestopt" in her.says("stop met oefenen")
    assert her.last is not None
    assert her.last.over


def test_everything_of_hers_is_erased_only_after_a_yes(her: Trainee, store: ProgressStore) -> None:
    contrast(her)
    her.says("wis mijn voortgang")
    assert "bewaard gebleven" in her.picks("toch_niet")
    assert store.results(TRAINEE)
    her.says("wis mijn voortgang")
    assert "gewist" in her.picks("wis_voortgang")
    assert not store.results(TRAINEE)
    assert her.asked().id == "oefenen_daarna"


def test_what_she_shares_is_hers_to_choose_and_to_take_back(
    her: Trainee, store: ProgressStore
) -> None:
    her.says("deel mijn voortgang")
    her.picks("deel_overzicht", "deel_export")
    assert store.sharing(TRAINEE).overview
    assert store.sharing(TRAINEE).export
    her.says("deel mijn voortgang")
    her.picks("deel_niets")
    assert not store.sharing(TRAINEE).overview


def test_who_has_no_code_that_was_handed_out_does_not_practise(store: ProgressStore) -> None:
    stranger = Trainee(store, "code-0123456789abcdef")
    assert "geldige oefencode" in stranger.begins()
    assert stranger.last is not None
    assert stranger.last.over
    assert "geldige oefencode" in stranger.took(stranger.practice().progress())
    assert "geldige oefencode" in stranger.took(stranger.practice().further())


def test_a_case_that_went_stale_ends_the_exercise_and_says_so(her: Trainee) -> None:
    her.says("casus")
    her.says("alle")
    her.says("maakt niet uit")
    her.state["oefening"]["casus"] = "verdwenen"
    assert "niet meer aangeboden" in her.says("1")
    assert her.asked().id == "oefenen_menu"


def test_a_store_that_is_down_keeps_nobody_from_practising(
    her: Trainee, store: ProgressStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_args: Any) -> None:
        raise OperationalError("insert", {}, Exception("down"))

    monkeypatch.setattr(store, "record", down)
    told = contrast(her)
    assert "Het verschil: goed" in told
    assert "kon niet worden bewaard" in told
    assert her.asked().id == "oefenen_daarna"


def test_the_same_moment_and_seed_lead_to_the_same_exercise(store: ProgressStore) -> None:
    def plays() -> str:
        her = Trainee(store)
        her.begins()
        return her.says("oefen verder")

    assert plays() == plays()


def test_what_is_kept_holds_no_words_of_hers(her: Trainee, store: ProgressStore) -> None:
    her.says("rollenspel")
    her.says("alle")
    her.says("niveau 2")
    for text in (
        "U vindt haar zeker agressief?",
        "klaar",
        "Begeleiding Plus",
        "mijn eigen woorden",
    ):
        her.says(text)
    kept: tuple[Result, ...] = store.results(TRAINEE)
    assert kept
    assert "agressief" not in str(kept)
    assert "eigen woorden" not in str(kept)
    assert "eigen woorden" not in str(her.state)


def test_a_state_survives_the_way_through_json(her: Trainee) -> None:
    her.says("casus")
    her.says("alle")
    her.says("niveau 2")
    her.state = json.loads(json.dumps(her.state))
    assert her.asked() == her.practice().ask()


def test_a_case_that_went_stale_in_between_gives_way_to_the_menu(her: Trainee) -> None:
    for text in ("rollenspel", "alle", "niveau 2"):
        her.says(text)
    her.state["oefening"]["casus"] = "weg"
    her.says("help")
    assert her.asked().id == "oefenen_menu"
    assert her.state["oefening"] is None


# -- a group -----------------------------------------------------------------------------------


def mark(store: ProgressStore, group: str) -> str:
    """Give a new code of a group as the gateway lets it through."""
    (code,) = make_codes(store, b"a-secret-for-practice", group, 1)
    return str(mark_of(b"a-secret-for-practice", code))


def test_a_code_puts_her_in_its_group_and_asks_what_is_shared(
    her: Trainee, store: ProgressStore
) -> None:
    assert "hoort bij geen groep" in her.says("mijn voortgang")
    her.says("groepscode")
    assert her.asked().id == "oefenen_groep"
    told = her.says(f"mijn code is {mark(store, 'noord')}")
    assert "bij de groep noord" in told
    assert her.asked().id == "oefenen_delen"
    assert store.group(TRAINEE) == "noord"
    assert not store.sharing(TRAINEE).overview
    her.picks("deel_overzicht")
    assert store.sharing(TRAINEE).overview
    assert her.asked().id == "oefenen_menu"
    assert "Groep: noord." in her.says("mijn voortgang")


def test_another_group_sees_nothing_until_she_says_so_again(
    her: Trainee, store: ProgressStore
) -> None:
    her.says(mark(store, "noord"))
    her.picks("deel_overzicht", "deel_export")
    her.says(mark(store, "zuid"))
    assert store.group(TRAINEE) == "zuid"
    assert store.sharing(TRAINEE) == Sharing()


@pytest.mark.parametrize("typed", ["groep-" + "a" * 64, "iets anders", "K7QM"])
def test_what_is_no_code_of_a_group_is_told_and_asked_again(
    typed: str, her: Trainee, store: ProgressStore
) -> None:
    her.says("groepscode")
    assert "niet bekend" in her.says(typed)
    assert her.asked().id == "oefenen_groep"
    assert store.group(TRAINEE) is None
    assert "niets gewijzigd" in her.says("laat maar")
    assert her.asked().id == "oefenen_menu"


def test_a_code_in_the_middle_of_an_exercise_leaves_the_exercise_waiting(
    her: Trainee, store: ProgressStore
) -> None:
    for text in ("rollenspel", "alle", "niveau 2", f"code {mark(store, 'noord')}"):
        her.says(text)
    her.picks("deel_niets")
    assert her.asked().id == "oefenen_vraag"
    assert her.state["oefening"]["gevraagd"] == []


def test_who_was_not_admitted_joins_nothing(store: ProgressStore) -> None:
    stranger = Trainee(store, "code-" + "0" * 40)
    for act in (Practice.ask_group, Practice.ask_sharing):
        assert "geldige oefencode" in stranger.took(act(stranger.practice()))
    assert "geldige oefencode" in stranger.says(mark(store, "noord"))
    assert store.group("code-" + "0" * 40) is None
