"""What the gateway gets beside the words: choices, facts, the advice in parts, the standing."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker

from actions.algemeen import ActionAlgemeen
from actions.besturing import ActionBesturing
from actions.dialogue.chosen import Chosen
from actions.dialogue.wording import terms_in
from actions.intake import ActionAntwoord
from actions.reading import Kind
from actions.veiligheid import ActionGevaar
from catalog.loader import shipped
from catalog.model import Publiek

GATEWAY = "keukentafel"
MOTHER = {
    "spreker": "naaste",
    "relatie": "zoon",
    "weet_ervan": "ja",
    "wettelijk_vertegenwoordiger": "geen",
    "regio_bw": "eigen",
    "hulpvraag": "wonen",
    "achtergrond": "psychiatrie",
    "woonvorm": "dicht_bij_anderen",
    "beschikbaarheid": "bereikbaar_24_7",
    "klopt_dit": "ja",
}


class Visitor:
    """Somebody whose messages come by the gateway (or another channel)."""

    def __init__(self, channel: str = GATEWAY, **start: Any) -> None:
        self.channel = channel
        self.start = start
        self.slots: dict[str, Any] = {}
        self.said: list[dict[str, Any]] = []

    def sends(self, text: str, action: Action, intent: str = "antwoord", **metadata: Any) -> None:
        """Let an action answer one message."""
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 1.0},
            "metadata": {**self.start, **metadata},
        }
        events: list[dict[str, Any]] = [{"event": "user", "input_channel": self.channel}]
        tracker = Tracker("x", self.slots, message, events, False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        for event in asyncio.run(action.run(dispatcher, tracker, {})):  # type: ignore[arg-type]
            self.slots[event["name"]] = event["value"]
        # As it is after Rasa has kept it.
        self.said = json.loads(json.dumps(dispatcher.messages))

    def begins(self) -> None:
        self.sends("Hallo", ActionAlgemeen(), "groet", opdracht="begin")

    def command(self, name: str, text: str = "iets") -> None:
        self.sends(text, ActionAntwoord(), opdracht=name)

    def chooses(self, *values: str, action: Action | None = None) -> None:
        """Pick choices of the open question, by their values."""
        question = self.question
        assert question is not None
        labels = {c["value"]: c["label"] for c in question["choices"]}
        text = "; ".join(labels[v] for v in values)
        chosen = {"vraag": question["id"], "waarden": list(values)}
        self.sends(text, action or ActionAntwoord(), gekozen=chosen)

    @property
    def customs(self) -> list[dict[str, Any]]:
        return [m["custom"] for m in self.said if m.get("custom")]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [c for c in self.customs if c.get("type") == kind]

    @property
    def question(self) -> dict[str, Any] | None:
        asked = self.of("question")
        return asked[-1] if asked else None

    @property
    def standing(self) -> dict[str, Any]:
        (found,) = self.of("state")
        state: dict[str, Any] = found["state"]
        return state

    @property
    def advice(self) -> dict[str, Any] | None:
        (found,) = self.of("state")
        page: dict[str, Any] | None = found["advice"]
        return page

    def until_advice(self) -> None:
        """Answer as the mother does until there is an advice."""
        for _each in range(40):
            if self.standing["advised"]:
                return
            assert self.question is not None
            values = [c["value"] for c in self.question["choices"]]
            wanted = MOTHER.get(self.question["id"])
            if self.question["id"] == "gemeente":
                self.sends("Den Bosch", ActionAntwoord())
            elif wanted in values:
                self.chooses(str(wanted))
            else:
                self.chooses("nee" if "nee" in values else values[-1])
        raise AssertionError("no advice")


@pytest.fixture
def visitor() -> Visitor:
    begun = Visitor(publieken=["inwoner", "naaste"])
    begun.begins()
    return begun


@pytest.fixture
def advised(visitor: Visitor) -> Visitor:
    visitor.until_advice()
    return visitor


def test_a_message_and_its_data_are_one(visitor: Visitor) -> None:
    welcome, question = visitor.said[0], visitor.said[-2]
    assert (bool(welcome["text"]), welcome["custom"]) == (True, {"type": "welcome"})
    assert question["text"] == "Voor wie zoekt u hulp?"
    assert question["custom"]["id"] == "spreker"


def test_only_who_may_speak_here_can_be_chosen(visitor: Visitor) -> None:
    assert visitor.question is not None
    assert [c["value"] for c in visitor.question["choices"]] == ["inwoner", "naaste"]
    visitor.sends("ik werk bij het wijkteam", ActionAntwoord())
    assert visitor.standing["open"] == "spreker"
    assert visitor.standing["spreker"] is None


def test_another_channel_gets_neither_the_standing_nor_places_to_choose() -> None:
    visitor = Visitor("rest")
    visitor.begins()
    assert visitor.of("state") == []
    assert visitor.question is not None
    assert "suggestions" not in visitor.question


def test_a_place_a_number_and_a_choice_are_asked_in_their_own_way(visitor: Visitor) -> None:
    visitor.chooses("inwoner")
    place = visitor.question
    assert place is not None
    assert (place["id"], place["input"]) == ("gemeente", "place")
    assert {"Rosmalen", "Terneuzen", "'s-Hertogenbosch"} <= set(place["suggestions"])
    numbers = Visitor(spreker="inwoner", stelsel="zeeuws-vlaanderen", domein="begeleiding")
    numbers.begins()
    seen = []
    for _each in range(30):
        if numbers.question is None or numbers.standing["advised"]:
            break
        seen.append((numbers.question["input"], numbers.question["min"]))
        numbers.sends("weet ik niet", ActionAntwoord())
    assert ("number", 0) in seen
    assert ("", None) in seen


def test_what_was_chosen_is_the_answer_whatever_its_words_say(visitor: Visitor) -> None:
    chosen = {"vraag": "spreker", "waarden": ["naaste"]}
    visitor.sends("Voor mezelf", ActionBesturing(), "stop", gekozen=chosen)
    assert visitor.standing["spreker"] == "naaste"


def test_a_choice_of_another_question_is_read_as_words(visitor: Visitor) -> None:
    visitor.sends("Voor mezelf", ActionAntwoord(), gekozen={"vraag": "x", "waarden": ["naaste"]})
    assert visitor.standing["spreker"] == "inwoner"


def test_a_choice_that_tells_of_danger_is_the_answer_and_help_stands_beside_it(
    visitor: Visitor,
) -> None:
    visitor.chooses("inwoner", action=ActionGevaar())
    assert visitor.standing["spreker"] == "inwoner"
    assert visitor.of("danger")


def test_the_facts_are_what_can_be_changed(visitor: Visitor) -> None:
    visitor.chooses("naaste")
    visitor.chooses("zoon")
    facts = {f["kenmerk"]: f for f in visitor.standing["facts"]}
    assert set(facts) == {"spreker", "relatie"}
    assert facts["relatie"]["value"] == "Mijn zoon"
    assert facts["relatie"]["question"] == "Om wie gaat het?"
    assert visitor.standing["can"] == {"back": True, "change": True}


def test_an_answer_that_somebody_does_not_know_is_a_fact_too(visitor: Visitor) -> None:
    visitor.chooses("inwoner")
    visitor.command("unknown")
    (place,) = [f for f in visitor.standing["facts"] if f["kenmerk"] == "gemeente"]
    assert (place["unknown"], place["value"]) == (True, "Weet ik niet")


def test_a_fact_can_be_asked_anew(visitor: Visitor) -> None:
    visitor.chooses("inwoner")
    visitor.sends("Rosmalen", ActionAntwoord())
    visitor.sends("Veranderen", ActionAntwoord(), wijzig="gemeente")
    assert visitor.standing["open"] == "gemeente"
    visitor.sends("Terneuzen", ActionAntwoord())
    assert "Terneuzen" in str(visitor.standing["facts"])
    visitor.sends("Veranderen", ActionAntwoord(), wijzig="woonvorm")
    assert visitor.standing["open"] == "welk_antwoord"


def test_the_buttons_do_the_same_whatever_the_model_made_of_their_words(visitor: Visitor) -> None:
    visitor.chooses("inwoner")
    visitor.command("why", "Waarom vraagt u dit?")
    assert visitor.of("why_asked")
    visitor.command("help")
    assert visitor.of("help")
    visitor.command("summary")
    visitor.command("human")
    assert visitor.standing["open"] == "gemeente"
    visitor.command("back")
    assert visitor.standing["open"] == "spreker"
    visitor.command("stop")
    assert visitor.standing["open"] is None
    visitor.command("resume")
    assert visitor.standing["open"] == "spreker"
    visitor.command("erase")
    assert visitor.standing["open"] == "wissen_bevestigen"
    visitor.chooses("nee")
    visitor.command("restart")
    assert visitor.standing["open"] == "opnieuw_bevestigen"
    visitor.chooses("ja")
    assert visitor.standing["facts"] == []


def test_the_advice_is_a_page_in_parts(advised: Visitor) -> None:
    page = advised.advice
    assert page is not None
    assert page["title"] == "Welke hulp past misschien bij uw zoon?"
    assert page["disclaimer"].startswith("Dit is geen besluit.")
    (block,) = page["blocks"]
    assert block["uitkomst"] == "product"
    names = {p.naam for s in shipped().stelsels.values() for p in s.producten}
    assert {p["naam"] for p in block["products"]} <= names
    assert {other["naam"] for other in block["why_not"]} <= names
    for part in ("why", "changes"):
        assert block[part]["lines"]
    assert block["sources"]
    assert page["next_steps"]["steps"]
    assert page["contact"]["organisatie"]
    (shown,) = advised.of("advice")
    assert {k: v for k, v in shown.items() if k != "type"} == block


def test_the_page_comes_once_and_anew_when_the_advice_is_another(advised: Visitor) -> None:
    advised.chooses("bron")
    assert advised.advice is None
    assert advised.standing["advised"] is True
    advised.sends("Veranderen", ActionAntwoord(), wijzig="woonvorm")
    assert advised.standing["advised"] is False
    assert advised.advice is None
    advised.chooses("zelfstandig")
    advised.until_advice()
    assert advised.advice is not None


def test_where_no_products_are_known_the_page_says_so(visitor: Visitor) -> None:
    visitor.chooses("inwoner")
    visitor.sends("Amsterdam", ActionAntwoord())
    visitor.sends("Amsterdam", ActionAntwoord())
    visitor.chooses("begeleiding")
    assert visitor.standing["advised"] is True
    assert visitor.advice is not None
    (block,) = visitor.advice["blocks"]
    assert block["uitkomst"] == "geen-stelsel"
    assert "Amsterdam" in block["outcome"]
    assert visitor.advice["next_steps"]["steps"]
    assert visitor.advice["contact"] is None


def test_danger_is_no_advice(visitor: Visitor) -> None:
    visitor.chooses("inwoner")
    visitor.sends("ik wil dood", ActionGevaar(), "crisis_suicide")
    assert visitor.of("danger")
    assert visitor.standing["advised"] is False
    assert visitor.advice is None


@pytest.mark.parametrize(
    ("values", "kind", "value"),
    [
        (("weet_niet",), Kind.DONT_KNOW, None),
        (("a", "weet_niet"), Kind.VALUE, ("a",)),
        (("geen",), Kind.VALUE, ()),
        (("a", "geen"), Kind.VALUE, ("a",)),
        (("a", "b"), Kind.VALUE, ("a", "b")),
    ],
)
def test_several_choices_are_read_as_one_value(
    values: tuple[str, ...], kind: Kind, value: object
) -> None:
    reading = Chosen("x", values).reading(None, multi=True)
    assert (reading.kind, reading.value, reading.exact) == (kind, value, True)


def test_yes_is_a_truth_where_the_kenmerk_is_one() -> None:
    kenmerk = shipped().vocabulary["blijvend_24_7"]
    assert Chosen("x", ("ja",)).reading(kenmerk, multi=False).value is True
    assert Chosen("x", ("nee",)).reading(kenmerk, multi=False).value is False


@pytest.mark.parametrize("metadata", [{}, {"gekozen": "x"}, {"gekozen": {"vraag": "x"}}])
def test_without_a_choice_nothing_is_chosen(metadata: dict[str, Any]) -> None:
    assert Chosen.of(metadata) is None


def test_words_that_are_explained_are_found_whole_and_the_longest_first() -> None:
    found = terms_in("De Wet langdurige zorg en de Wmo, een wmoer.", Publiek.INWONER, "u")
    assert [each["term"] for each in found] == ["Wet langdurige zorg", "de Wmo"]
    assert all(each["uitleg"] for each in found)
    assert terms_in("Hoe gaat het?", Publiek.INWONER, "u") == []
