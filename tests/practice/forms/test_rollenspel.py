"""Role-play: the played person answers what is asked, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.loader import shipped
from practice.cases.checking import Shelf
from practice.cases.loader import FOLDER, load_case
from practice.cases.model import Case
from practice.forms import rollenspel
from practice.forms.turn import Input, Say, Turn
from tests.practice.building import asked, case, context, lines_of, text_of

PLUS, REGULIER, WLZ = "proef-plus", "proef-regulier", "proef-wlz"


def play(id_: str, *texts: str) -> Turn:
    turn = rollenspel.start(case(id_), context())
    for text in texts:
        turn = rollenspel.take(turn.state, Input(text), context())
    return turn


def test_it_begins_with_who_comes_that_it_is_play_and_the_first_words() -> None:
    turn = play(PLUS)
    intro, opening = turn.said[0], turn.said[1]
    assert "verzonnen persoon" in intro.text
    assert "de zus van Ilse" in intro.text
    assert isinstance(opening, Say)
    assert opening.kind == "practice_said"
    assert opening.data["played"] is True
    assert opening.text.startswith("De zus van Ilse (rollenspel): ")
    assert asked(turn).id == "oefenen_vraag"


def test_the_story_is_not_told() -> None:
    assert "paniek" not in text_of(play(PLUS))


def test_an_open_question_gets_the_persons_own_words() -> None:
    said = lines_of(play(PLUS, "Wat gebeurt er als het misgaat?"))
    assert said == ["Vorige week moest de politie erbij komen."]


def test_a_closed_question_gets_no_more_than_it_asks() -> None:
    assert lines_of(play(PLUS, "Duurt het langer dan een half jaar?")) == ["Ja, langer."]


def test_the_first_answer_evades_at_level_two_and_asking_on_helps() -> None:
    first = play(PLUS, "Hoe gaat zij met anderen om?")
    assert lines_of(first) == ["Ach, ze is wel eens moe."]
    assert first.state["verteld"] == []
    again = play(PLUS, "Hoe gaat zij met anderen om?", "En wat doet zij dan?")
    assert lines_of(again)[0].startswith("Ze kan flink schelden.")
    assert again.state["verteld"] == ["gedrag"]


def test_what_is_asked_again_is_told_again_as_people_do() -> None:
    turn = play(PLUS, *["Wat gebeurt er als het misgaat?"] * 2)
    assert lines_of(turn) == ["Zoals ik zei: Vorige week moest de politie erbij komen."]


def test_asking_on_is_about_what_was_asked_just_before() -> None:
    turn = play(PLUS, "Hoe gaat zij met anderen om?", "Vertel daar eens meer over")
    assert lines_of(turn)[0].startswith("Ze kan flink schelden.")


def test_nobody_evades_at_level_one() -> None:
    assert lines_of(play(REGULIER, "Hoe gaat zij met anderen om?")) == ["Ze kan flink schelden."]


def test_what_does_not_count_is_told_beside_the_answer_at_level_two() -> None:
    turn = play(PLUS, "Hoe gaat zij met anderen om?", "En wat doet zij dan?")
    assert "Onze broer sloeg er vroeger op los." in lines_of(turn)[0]


def test_what_does_not_count_is_told_of_what_has_no_answer_too() -> None:
    rachid = load_case(FOLDER / "mb-meer-informatie-gepland.yaml", shipped())
    assert "beschikbaarheid" not in rachid.kenmerken
    shelf = Shelf({rachid.id: rachid})
    own = replace(context(), shelf=shelf)
    state = rollenspel.start(rachid, own).state
    turn = rollenspel.take(state, Input("Hoe zit het met de nachten?"), own)
    (line,) = lines_of(turn)
    assert line.startswith(rachid.weet_niet)
    assert "Mijn jongste broer zegt" in line
    # It stays untold: what somebody else thinks is no answer.
    assert turn.state["verteld"] == []


def test_every_question_to_a_played_person_says_who_that_is() -> None:
    assert asked(play(PLUS)).text == f"Uw vraag aan {case(PLUS).relation()} (rollenspel)?"


def test_the_person_agrees_with_a_leading_question_and_tells_nothing() -> None:
    turn = play(PLUS, "U vindt haar zeker agressief?")
    assert "schelden" not in text_of(turn)
    assert lines_of(turn)[0] in ("Eh… ja, dat zal wel.", "Ja, als u het zegt.", "Zal wel, ja.")
    assert turn.state["verteld"] == []


def test_several_questions_at_once_are_all_answered_below_level_three() -> None:
    turn = play(PLUS, "Hoe lang duurt het en wat vergeet ze?")
    assert lines_of(turn) == ["Zeker een jaar, zegt de dokter. Ze vergeet alles."]


def test_at_level_three_only_the_last_of_several_questions_is_answered() -> None:
    turn = play(WLZ, "Is er altijd iemand, en hoe is het gedrag?")
    assert lines_of(turn) == ["Ik ben altijd vriendelijk."]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Hoe oud is zij?", "38 jaar."),
        ("Hoe zit het met de nachten?", "Dat zou u aan haar moeten vragen."),
        ("Dank u wel", "Ja."),
        ("Wat vindt u van het weer?", "Hoe bedoelt u dat?"),
        ("Waarom doet u daar zelf niets aan?", "Dat vind ik geen prettige vraag. Daar geef ik "
         "liever geen antwoord op."),
    ],
)  # fmt: skip
def test_whatever_else_is_said_gets_a_persons_reply(question: str, answer: str) -> None:
    assert lines_of(play(PLUS, question)) == [answer]


def test_what_was_said_at_the_start_is_said_again() -> None:
    assert "Wij zoeken begeleiding." in lines_of(play(PLUS, "Waar belt u over?"))[0]


@pytest.mark.parametrize("id_", [PLUS, REGULIER, WLZ])
def test_nothing_is_given_away_that_was_not_asked(id_: str) -> None:
    played = case(id_)
    answers = {name: saying.antwoord for name, saying in played.zegt.items()}
    for name in played.zegt:
        question = _question_about(name)
        if question is None:
            continue
        said = text_of(play(id_, question, question))
        others = [text for other, text in answers.items() if other != name]
        assert not [text for text in others if text in said]


def _question_about(name: str) -> str | None:
    return {
        "risico": "Wat gebeurt er als het misgaat?",
        "gedrag": "Hoe gaat zij met anderen om?",
        "duur": "Duurt het langer dan een half jaar?",
    }.get(name)


def test_she_stops_asking_when_she_likes_and_names_a_product_and_why() -> None:
    turn = play(PLUS, "Ik weet genoeg")
    assert asked(turn).id == "oefenen_product"
    turn = rollenspel.take(turn.state, Input("begeleiding plus"), context())
    assert asked(turn).id == "oefenen_motivatie"
    turn = rollenspel.take(turn.state, Input("vanwege het risico"), context())
    assert turn.done
    assert [message.kind for message in turn.said if isinstance(message, Say)] == [
        "practice_feedback",
        "practice_feedback",
    ]


def test_a_name_that_is_none_is_asked_again_with_the_choices() -> None:
    turn = play(PLUS, "klaar", "iets met hulp")
    assert "niet één product" in text_of(turn)
    assert asked(turn).id == "oefenen_product"


def test_nothing_that_she_wrote_stays_when_the_exercise_is_over() -> None:
    turn = play(
        PLUS, "Wat gebeurt er als het misgaat?", "klaar", "Begeleiding Plus", "geheim zinnetje"
    )
    assert turn.done
    assert "geheim zinnetje" not in str(turn.state)
    assert "misgaat" not in str(turn.state)
    assert "geheim zinnetje" not in str(turn.grades)


def test_the_same_words_lead_to_the_same_bytes() -> None:
    texts = ("U vindt haar zeker agressief?", "klaar", "Begeleiding Plus", "risico")
    assert play(PLUS, *texts) == play(PLUS, *texts)


def test_a_naaste_is_named_by_the_relation_and_a_client_by_name() -> None:
    def named(played: Case) -> str:
        return played.relation()

    assert named(case(PLUS)) == "de zus van Ilse"
    assert named(case(WLZ)) == "Bep"
