"""What a story tells: taken with its words, shown, kept in doubt, or contradicting."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.dialogue.library import Library
from actions.dialogue.output import Message, Say
from actions.dialogue.state import State, pack, unpack
from actions.dialogue.talk import Talk
from actions.dialogue.told import can_be_asked_back, take
from catalog.model import Publiek
from tests.actions.dialogue.conftest import question, texts
from tests.actions.dialogue.hearing import Heard, candidates, say

type Maker = Callable[..., Talk]

STORY = (
    "Ik schrijf voor mijn zoon. Hij is 23 jaar en woont in Nijmegen. "
    "Hij heeft autisme en hij kan wel op zichzelf wonen."
)
AUTISM: Heard = ("Hij heeft autisme", "achtergrond", "autisme", 0.9)
HOME: Heard = ("hij kan wel op zichzelf wonen", "woonvorm", "zelfstandig", 0.9)
SCRABBLING = (
    "Ik schrijf voor mijn zoon. Hij is 23 jaar en woont in Nijmegen. "
    "Hij heeft autisme en hij scharrelt thuis zo wat rond."
)
MAYBE_HOME: Heard = ("hij scharrelt thuis zo wat rond", "woonvorm", "zelfstandig", 0.35)


def shown(said: list[Message]) -> Say:
    """Give the one list of facts of a turn."""
    (facts,) = (m for m in said if isinstance(m, Say) and m.kind == "facts")
    return facts


def wonen(worker: Maker, publiek: Publiek = Publiek.INWONER) -> Talk:
    talk = worker("nijmegen-rivierenland", "wonen", publiek)
    talk.proceed()
    return talk


def test_a_story_is_thanked_for_and_shown_as_facts_before_one_question(talk: Talk) -> None:
    said = say(talk, STORY, AUTISM, HOME)
    kinds = [m.kind if isinstance(m, Say) else "ask" for m in said]
    assert kinds[-2:] == ["facts", "ask"]
    thanks = {v for v in ("Dank u", "Fijn dat u dit", "Daar heb ik veel aan") if v in texts(said)}
    assert thanks
    assert talk.state.facts == {
        "leeftijd": 23,
        "gemeente": "Nijmegen",
        "achtergrond": ("autisme",),
        "woonvorm": "zelfstandig",
    }
    assert question(said).id == "weet_ervan"


def test_each_fact_is_shown_with_the_words_it_was_taken_from(talk: Talk) -> None:
    facts = shown(say(talk, STORY, AUTISM, HOME))
    items = {item["kenmerk"]: item for item in facts.data["items"]}  # type: ignore[attr-defined]
    assert list(items) == ["leeftijd", "gemeente", "achtergrond", "woonvorm"]
    assert items["achtergrond"]["woorden"] == AUTISM[0]
    assert items["achtergrond"]["waarde"] == ["autisme"]
    assert items["achtergrond"]["zekerheid"] == 0.9
    assert "23" in items["leeftijd"]["woorden"]
    assert talk.state.herkomst["woonvorm"] == {"woorden": HOME[0], "zekerheid": 0.9}


def test_the_facts_stand_as_sentences_with_how_to_correct_them(talk: Talk) -> None:
    text = shown(say(talk, STORY, AUTISM, HOME)).text
    assert "Uw zoon is 23 jaar." in text
    assert "Uw zoon heeft autisme." in text
    assert "Klopt er iets niet?" in text


def test_what_was_told_is_not_asked_again(worker: Maker) -> None:
    talk = wonen(worker)
    said = say(talk, "Ik ben 34 jaar en ik woon het liefst op mezelf, zo simpel is het eigenlijk.")
    assert {"leeftijd", "woonvorm"} <= set(talk.state.facts)
    assert question(said).id not in ("leeftijd", "woonvorm")


def test_beside_an_answer_only_what_else_it_tells_is_shown(worker: Maker) -> None:
    talk = wonen(worker)
    said = say(talk, "op mezelf, ik ben 34 jaar")
    assert talk.state.facts == {"woonvorm": "zelfstandig", "leeftijd": 34}
    text = shown(said).text
    assert "34" in text
    assert "op uzelf" not in text
    assert "Klopt er iets niet?" not in text


def test_hardship_is_met_with_other_words_than_a_plain_story(worker: Maker) -> None:
    hard = "Ik ben 34 jaar en ik kan niet meer, ik huil elke dag en ik ben zo moe."
    plain = "Ik ben 34 jaar en ik houd van vissen, fietsen en van mijn twee katten."
    variants = {
        name: {texts(say_after(worker, text, turn)) for turn in range(3)}
        for name, text in (("hard", hard), ("plain", plain))
    }
    words = ("niet makkelijk", "klinkt zwaar", "veel op u af")
    assert all(any(w in said for w in words) for said in variants["hard"])
    assert not any(any(w in said for w in words) for said in variants["plain"])


def say_after(worker: Maker, text: str, turn: int) -> list[Message]:
    talk = wonen(worker)
    talk.state.variant = turn
    return say(talk, text)


def test_what_is_not_sure_waits_and_is_no_fact(talk: Talk) -> None:
    said = say(talk, SCRABBLING, AUTISM, MAYBE_HOME)
    assert "woonvorm" not in talk.state.facts
    assert talk.state.waiting["woonvorm"]["waarde"] == "zelfstandig"
    assert "op zichzelf" not in texts(said)


def test_a_short_message_leaves_nothing_in_doubt(worker: Maker) -> None:
    talk = wonen(worker)
    text = "ik rommel wat aan"
    say(talk, text, (text, "achtergrond", "verslaving", 0.3))
    assert not talk.state.waiting


def test_doubt_about_what_is_known_changes_nothing(worker: Maker) -> None:
    talk = wonen(worker)
    say(talk, "op mezelf")
    text = "ik zou ook wel met een paar anderen in een huis kunnen zitten"
    say(talk, text, (text, "woonvorm", "dicht_bij_anderen", 0.3))
    assert talk.state.facts["woonvorm"] == "zelfstandig"
    assert not talk.state.waiting


@pytest.mark.parametrize(
    ("kenmerk", "value", "possible"),
    [
        ("prikkelarm", True, True),
        ("prikkelarm", False, False),
        ("achtergrond", (), False),
        ("achtergrond", ("autisme",), True),
        ("gedrag", "geen", False),
        ("woonvorm", "zelfstandig", True),
    ],
)
def test_of_a_denial_a_no_could_mean_either_so_it_is_not_asked_back(
    library: Library, kenmerk: str, value: object, possible: bool
) -> None:
    known = library.vocabulary[kenmerk]
    assert can_be_asked_back(known, value) is possible  # type: ignore[arg-type]


def test_a_second_story_adds_to_a_list(worker: Maker) -> None:
    talk = wonen(worker)
    first = "Ik heb al heel mijn leven autisme en daar is niets aan te doen."
    say(talk, first, (first, "achtergrond", "autisme", 0.9))
    second = "Ik zit de laatste tijd ook nog eens behoorlijk aan de drank."
    said = say(talk, second, (second, "achtergrond", "verslaving", 0.9))
    assert talk.state.facts["achtergrond"] == ("autisme", "verslaving")
    assert "verslaving" in shown(said).text


def test_telling_the_same_again_shows_nothing_new(worker: Maker) -> None:
    talk = wonen(worker)
    text = "Ik heb al heel mijn leven autisme en daar is niets aan te doen."
    heard: Heard = (text, "achtergrond", "autisme", 0.9)
    say(talk, text, heard)
    assert not [m for m in say(talk, text, heard) if isinstance(m, Say) and m.kind == "facts"]


def test_taking_a_story_tells_what_is_new_and_what_it_changed(worker: Maker) -> None:
    talk = wonen(worker)
    talk.state.learn("leeftijd", 32)
    text = "Sorry, ik ben 23 jaar. Ik heb autisme."
    talk.heard = candidates(text, ("Ik heb autisme.", "achtergrond", "autisme", 0.9))
    result = take(talk, text, corrects=True)
    assert (result.new, result.changed) == (("achtergrond",), ("leeftijd",))
    assert bool(result)
    assert not take(talk, "de hond blaft")


# -- contradictions -------------------------------------------------------------------------------

OTHER = (
    "Nee hoor, niet voor altijd. Ik heb wel een huis van de zorg nodig waar altijd begeleiding is."
)
NURSED: Heard = ("Ik heb wel een huis van de zorg nodig", "woonvorm", "niet_zelfstandig", 0.9)


def contradicted(worker: Maker) -> tuple[Talk, list[Message]]:
    talk = wonen(worker)
    say(talk, "op mezelf")
    say(talk, "34")
    assert talk.state.open == "blijvend_24_7"
    return talk, say(talk, OTHER, NURSED)


def test_what_contradicts_leaves_the_known_fact_and_is_asked(worker: Maker) -> None:
    talk, said = contradicted(worker)
    asked = question(said)
    assert asked.id == "tegenspraak"
    assert talk.state.facts["woonvorm"] == "zelfstandig"
    labels = [choice.label for choice in asked.choices]
    assert len(labels) == 3
    assert labels[0] == talk.library.vocabulary["woonvorm"].labels["zelfstandig"].inwoner
    assert labels[1] == talk.library.vocabulary["woonvorm"].labels["niet_zelfstandig"].inwoner


@pytest.mark.parametrize(
    ("choice", "value"), [(0, "zelfstandig"), (1, "niet_zelfstandig")], ids=["old", "new"]
)
def test_either_of_two_values_may_be_the_one_that_holds(
    worker: Maker, choice: int, value: str
) -> None:
    talk, said = contradicted(worker)
    after = say(talk, question(said).choices[choice].label)
    assert talk.state.facts["woonvorm"] == value
    assert "tegenspraak" not in talk.state.extra
    assert question(after).id != "tegenspraak"


def test_the_new_value_keeps_the_words_it_was_told_in(worker: Maker) -> None:
    talk, said = contradicted(worker)
    say(talk, question(said).choices[1].label)
    assert talk.state.herkomst["woonvorm"]["woorden"] == NURSED[0]


def test_who_does_not_know_which_holds_leaves_it_open(worker: Maker) -> None:
    talk, _ = contradicted(worker)
    after = say(talk, "weet ik niet")
    assert "woonvorm" not in talk.state.facts
    assert "woonvorm" in talk.state.declined
    assert question(after).id not in ("tegenspraak", "woonvorm")


def test_neither_of_the_two_asks_it_anew(worker: Maker) -> None:
    talk, _ = contradicted(worker)
    assert question(say(talk, "geen van beide")).id == "woonvorm"
    assert "woonvorm" not in talk.state.facts


def test_a_third_value_may_be_said_at_once(worker: Maker) -> None:
    talk, _ = contradicted(worker)
    label = talk.library.vocabulary["woonvorm"].labels["dicht_bij_anderen"].inwoner
    say(talk, label)
    assert talk.state.facts["woonvorm"] == "dicht_bij_anderen"


def test_a_contradiction_that_is_no_answer_is_asked_at_once(
    worker: Maker,
) -> None:
    talk = wonen(worker)
    say(talk, "op mezelf")
    say(talk, "34")
    text = "Ik heb een huis van de zorg nodig met vaste begeleiding erbij."
    said = say(talk, text, (text, "woonvorm", "niet_zelfstandig", 0.9))
    assert question(said).id == "tegenspraak"
    assert "blijvend_24_7" not in talk.state.declined


# -- a story before it is known who tells it ------------------------------------------------------

UNKNOWN = "Goedemiddag. Het gaat om hulp. Er is autisme. Mijn vader is 81 jaar en woont in Tiel."


def test_of_nobody_known_no_facts_are_shown(talk: Talk) -> None:
    said = say(talk, UNKNOWN)
    assert question(said).id == "spreker"
    assert not [m for m in said if isinstance(m, Say) and m.kind == "facts"]


def test_a_story_is_read_again_when_it_is_known_who_tells_it(talk: Talk) -> None:
    say(talk, UNKNOWN, ("Er is autisme.", "achtergrond", "autisme", 0.9))
    talk.state = restored(talk.state)
    said = say(talk, "Voor iemand anders, zoals mijn kind, ouder of buur")
    assert talk.state.spreker is Publiek.NAASTE
    assert talk.state.facts["leeftijd"] == 81
    assert talk.state.facts["achtergrond"] == ("autisme",)
    assert "verhaal" not in talk.state.extra
    assert question(said).id == "relatie"


def test_what_it_told_is_shown_as_soon_as_it_is_known_of_whom_it_is(talk: Talk) -> None:
    say(talk, UNKNOWN)
    said = texts(say(talk, "Voor iemand anders, zoals mijn kind, ouder of buur"))
    said += texts(say(talk, "Mijn vader"))
    assert "is 81 jaar" in said


def test_what_a_relative_is_does_not_count_for_who_tells_of_himself(talk: Talk) -> None:
    say(talk, UNKNOWN, ("Er is autisme.", "achtergrond", "autisme", 0.9))
    say(talk, "Voor mezelf")
    assert talk.state.spreker is Publiek.INWONER
    assert "leeftijd" not in talk.state.facts


def restored(state: State) -> State:
    """Give a state that went through slots between two turns."""
    return State(
        facts=state.facts,
        stelsel=state.stelsel,
        domein=state.domein,
        spreker=state.spreker,
        **unpack(pack(state)),
    )
