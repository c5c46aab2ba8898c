"""Practising in a conversation: who may, danger beside it, and the dialogue behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from actions import oefenen
from actions.adapter import Incoming, take_metadata
from actions.besturing import ActionBesturing
from actions.dialogue.chosen import Chosen
from actions.dialogue.library import Library
from actions.dialogue.output import Ask, Message
from actions.dialogue.state import State
from actions.dialogue.talk import GO_ON, Talk
from actions.intake import ActionAntwoord
from actions.veiligheid import ActionGevaar
from catalog.loader import shipped
from catalog.model import Publiek
from catalog.store import StoreError
from practice.progress import ProgressStore
from safety.danger import Danger, detect
from tests.practice.building import context

TRAINEE = {"publieken": ["wijkteam", "trainee"], "oefenaar": "teams-0123456789abcdef"}


class Conversation:
    """A conversation of a trainee, turn by turn, with the state of one turn as JSON in the next."""

    def __init__(self, **metadata: Any) -> None:
        self.library = Library(shipped())
        self.state = State()
        self.metadata = metadata
        self.said: list[Message] = []

    def does(
        self, text: str = "", intent: str = "antwoord", chosen: tuple[str, ...] = (), **more: Any
    ) -> str:
        metadata = {**self.metadata, **more}
        take_metadata(self.state, metadata, self.library)
        talk = Talk(self.state, self.library)
        talk.forms = bool(metadata.get("formulieren")) and self.state.publiek is Publiek.WIJKTEAM
        if chosen:
            talk.chosen = Chosen(str(self.state.open), chosen)
        action = {"stop": ActionBesturing, "gegevens_wissen": ActionBesturing}.get(
            intent, ActionAntwoord
        )()
        if detect(text, "wijkteam"):
            action = ActionGevaar()
        self.said = action.said_to(talk, Incoming(text, intent, metadata))
        self.state = talk.state
        return "\n".join(message.text for message in self.said)

    def asked(self) -> Ask:
        last = self.said[-1]
        assert isinstance(last, Ask), self.said
        return last


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProgressStore]:
    made = ProgressStore(f"sqlite:///{tmp_path / 'practice.db'}")
    monkeypatch.setattr(oefenen, "store", lambda: made)
    monkeypatch.setattr(oefenen, "context", context)
    yield made
    made.close()


@pytest.fixture
def her() -> Conversation:
    found = Conversation(**TRAINEE)
    found.does(opdracht="practice")
    return found


@pytest.fixture
def playing(her: Conversation) -> Conversation:
    for text in ("rollenspel", "alle", "niveau 2"):
        her.does(text)
    assert her.asked().id == "oefenen_vraag"
    return her


def test_a_trainee_is_greeted_as_a_worker_and_gets_the_menu() -> None:
    her = Conversation(**TRAINEE)
    told = her.does(opdracht="begin")
    assert her.said[0].kind == "welcome"  # type: ignore[union-attr]
    assert "vier vormen" in told
    assert her.state.spreker is Publiek.WIJKTEAM
    assert her.state.open == "oefenen_menu"


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"publieken": ["wijkteam"]},
        {"publieken": ["wijkteam", "trainee"]},
        {"publieken": ["wijkteam"], "oefenaar": "teams-0123456789abcdef"},
    ],
)
def test_nobody_else_is_offered_practising(metadata: dict[str, Any]) -> None:
    other = Conversation(**metadata)
    assert "oefencode" in other.does(opdracht="practice")
    assert oefenen.STATE not in other.state.extra
    assert "vier vormen" not in other.does("oefenen")


@pytest.mark.parametrize(
    ("text", "question"),
    [("oefenen", "oefenen_menu"), ("ik wil oefenen", "oefenen_menu"), ("oefen verder", None)],
)
def test_practising_begins_with_typed_words(text: str, question: str | None) -> None:
    her = Conversation(**TRAINEE)
    her.does(text)
    assert her.asked().id.startswith("oefenen_")
    assert question in (None, her.asked().id)


def test_a_question_to_the_played_person_is_answered_whatever_was_understood(
    playing: Conversation,
) -> None:
    told = playing.does("Wat gebeurt er als het misgaat?", intent="waarom_vraag")
    assert "(rollenspel): “Vorige week moest de politie erbij komen.”" in told
    assert playing.state.facts == {}
    assert playing.state.open == "oefenen_vraag"


def test_a_choice_counts_as_picked(her: Conversation) -> None:
    her.does("Contrast: twee casussen, één verschil", chosen=("contrast",))
    assert her.asked().id == "oefenen_stelsel"


def test_danger_that_is_put_to_the_played_person_shows_help_beside_and_goes_on(
    playing: Conversation,
) -> None:
    told = playing.does("Denkt u er wel eens over om een einde aan uw leven te maken?")
    assert "danger" in [getattr(message, "kind", "") for message in playing.said]
    assert "113" in told
    assert "De oefening loopt door." in told
    assert "intake" not in told
    assert playing.asked().id == "oefenen_vraag"


def test_danger_of_the_trainee_herself_stops_and_help_comes_first(playing: Conversation) -> None:
    told = playing.does("Ik wil nu een einde aan mijn leven maken")
    assert "113" in told
    assert "De oefening is onderbroken" in told
    assert "De intake is onderbroken" not in told
    assert playing.state.open == GO_ON


def test_after_help_practising_goes_on_where_it_was(playing: Conversation) -> None:
    playing.does("Ik wil nu een einde aan mijn leven maken")
    playing.does("ja, verder")
    assert playing.asked().id == "oefenen_vraag"
    assert "acuut_gevaar" not in playing.state.facts


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("ik wil dood", True),
        ("Help, er is brand!", True),
        ("hij slaat mij", True),
        ("Denkt u aan zelfmoord?", False),
        ("ik kies Plus omdat zij dood wil", False),
        ("Wil hij dood?", False),
    ],
)
def test_whose_danger_it_is_follows_from_the_words(text: str, own: bool) -> None:
    assert oefenen.is_own(text, Danger("crisis_suicide", present=True, rule="x")) is own
    assert not oefenen.is_own(text, Danger("crisis_suicide", present=False, rule="x"))


def test_stopping_leaves_the_conversation_to_the_worker(playing: Conversation) -> None:
    assert "gestopt" in playing.does(opdracht="stop")
    assert oefenen.STATE not in playing.state.extra
    playing.does("waar staat de catalogus?")
    assert not str(playing.state.open).startswith("oefenen_")


@pytest.mark.parametrize("command", ["back", "unknown", "summary", "resume"])
def test_other_buttons_put_the_question_again(command: str, playing: Conversation) -> None:
    playing.does(opdracht=command)
    assert playing.asked().id == "oefenen_vraag"


@pytest.mark.parametrize("command", ["help", "why"])
def test_help_says_what_can_be_done(command: str, playing: Conversation) -> None:
    assert "‘zoek’" in playing.does(opdracht=command)
    assert playing.asked().id == "oefenen_vraag"


def test_a_person_can_be_asked_for_and_practising_goes_on(playing: Conversation) -> None:
    playing.does(opdracht="human")
    assert playing.asked().id == "oefenen_vraag"


def test_the_whole_conversation_can_be_erased_from_practising(playing: Conversation) -> None:
    playing.does("wis mijn gegevens", intent="gegevens_wissen")
    assert playing.state.open == "wissen_bevestigen"
    playing.does("nee")
    assert playing.asked().id == "oefenen_vraag"
    playing.does("wis mijn gegevens", intent="gegevens_wissen")
    playing.does("ja")
    assert "erase" in [getattr(message, "kind", "") for message in playing.said]


def test_the_catalogue_is_searched_for_products_and_terms(playing: Conversation) -> None:
    assert "Begeleiding Plus" in playing.does("zoek begeleiding plus")
    assert "3. Kleinschalig Thuis" in playing.does("zoek kleinschalig thuis basis")
    assert "mantelzorg" in playing.does("zoek mantelzorg").casefold()
    assert "Niets gevonden" in playing.does("zoek qwxz")
    assert playing.asked().id == "oefenen_vraag"


def test_a_store_that_cannot_be_opened_is_told(
    her: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down() -> ProgressStore:
        raise StoreError("down")

    monkeypatch.setattr(oefenen, "store", down)
    other = Conversation(**TRAINEE)
    assert "storing" in other.does("oefenen")
    assert oefenen.STATE not in other.state.extra


def test_an_intake_that_was_open_is_left_for_practising_and_taken_up_after_it() -> None:
    her = Conversation(**TRAINEE)
    her.does("hallo")
    intake = her.state.open
    assert intake
    her.does("oefenen")
    her.does("stop met oefenen")
    her.does("Hulst")
    assert her.state.open is not None
    assert not her.state.open.startswith("oefenen_")


def test_no_words_of_a_played_person_become_facts(playing: Conversation) -> None:
    for text in ("Hoe oud is zij?", "klaar", "Begeleiding Plus", "Zij is 38 en drinkt veel."):
        playing.does(text)
    assert playing.state.facts == {}


def test_every_question_of_practising_is_one_that_a_channel_can_show(
    her: Conversation, playing: Callable[..., Any]
) -> None:
    for message in her.said:
        if isinstance(message, Ask):
            assert message.choices or message.input == "text"


# -- a worker who practises beside her own cases -----------------------------------------------

IN_TEAMS = {**TRAINEE, "formulieren": True}


@pytest.fixture
def worker() -> Conversation:
    """A worker in Teams in the middle of a case of her own."""
    found = Conversation(**IN_TEAMS)
    found.does(opdracht="begin")
    found.does(opdracht="form")
    found.state.learn("leeftijd", 34, "34", 1.0)
    return found


def test_a_worker_who_adds_the_bot_is_welcomed_to_her_work_not_to_practise() -> None:
    found = Conversation(**IN_TEAMS)
    told = found.does(opdracht="begin")
    assert "vier vormen" not in told
    assert oefenen.STATE not in found.state.extra
    assert found.said[0].data == {"practice": True}  # type: ignore[union-attr]


def test_a_workers_case_is_left_as_it_was_and_comes_back(worker: Conversation) -> None:
    open_, facts = worker.state.open, dict(worker.state.facts)
    assert open_
    worker.does("oefenen")
    for text in ("rollenspel", "alle", "niveau 2", "Hoe oud is zij?"):
        worker.does(text)
    assert worker.state.facts == facts
    told = worker.does("stop met oefenen")
    assert "Terug naar uw eigen casus." in told
    assert (worker.state.open, worker.state.facts) == (open_, facts)
    assert worker.said[-1].kind == "form"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "of_the_case",
    [
        {"opdracht": "form"},
        {"opdracht": "report"},
        {"opdracht": "edit"},
        {"wijzig": "leeftijd"},
        {"ingevuld": {"formulier": "situatie", "velden": {"leeftijd": "80"}}},
    ],
)
def test_cards_of_a_case_wait_while_she_practises(
    of_the_case: dict[str, Any], worker: Conversation
) -> None:
    facts = dict(worker.state.facts)
    for text in ("oefenen", "rollenspel", "alle", "niveau 2"):
        worker.does(text)
    told = worker.does("cliënt van 80, ziet niets", **of_the_case)
    assert "uw eigen casus blijft staan" in told
    assert worker.asked().id == "oefenen_vraag"
    assert worker.state.facts == facts
    assert worker.state.extra[oefenen.STATE]["oefening"]["gevraagd"] == []


def test_wis_means_the_whole_conversation_while_she_practises_too(worker: Conversation) -> None:
    for text in ("oefenen", "rollenspel", "alle", "niveau 2", "wis"):
        worker.does(text)
    assert worker.state.open == "wissen_bevestigen"
    worker.does("nee")
    assert worker.asked().id == "oefenen_vraag"


def test_without_a_case_stopping_says_no_more_than_that() -> None:
    found = Conversation(**IN_TEAMS)
    found.does(opdracht="begin")
    found.does("oefenen")
    assert "eigen casus" not in found.does("stop met oefenen")


@pytest.mark.parametrize("text", ["oefenen", "mijn voortgang", "groepscode"])
def test_where_practising_is_off_a_worker_is_told_so(text: str) -> None:
    other = Conversation(publieken=["wijkteam"], spreker="wijkteam", formulieren=True)
    other.does(opdracht="begin")
    assert "niet ingeschakeld" in other.does(text)
    assert oefenen.STATE not in other.state.extra


def test_the_greeting_says_how_long_this_channel_keeps_a_conversation() -> None:
    for hours, told in (("24", "24 uur"), ("72", "3 dagen"), ("30", "30 uur"), ("12", "12 uur")):
        found = Conversation(**TRAINEE, bewaard_uren=hours)
        assert f"wordt {told} na het laatste bericht gewist" in found.does(opdracht="begin")
    assert "uiterlijk 30 dagen" in Conversation(**TRAINEE).does(opdracht="begin")
