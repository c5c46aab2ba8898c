"""Casus: mark the facts, name the product, say why and why not the neighbour."""

from __future__ import annotations

from catalog.loader import shipped
from practice.forms import casus
from practice.forms.statements import statements
from practice.forms.turn import Grade, Input, Turn
from practice.progress.model import Skill
from tests.practice.building import asked, case, context, text_of


def play(*given: Input, id_: str = "proef-plus") -> Turn:
    turn = casus.start(case(id_), context())
    for each in given:
        turn = casus.take(turn.state, each, context())
    return turn


def chosen(*values: str) -> Input:
    return Input("", values)


def grades(turn: Turn, skill: Skill) -> list[Grade]:
    return [grade for grade in turn.grades if grade.skill is skill]


WHOLE = (
    chosen("feit:risico", "feit:duur"),
    Input("Begeleiding Plus"),
    Input("risico en duur, hulpvraag problemen ondersteuning eigen_kracht wmo"),
    Input("risico"),
)


def test_the_story_is_told_with_what_is_said_beside_the_point() -> None:
    told = text_of(play())
    assert "Ze vergeet afspraken" in told
    assert "Onze broer sloeg er vroeger op los." in told
    assert "Ik vind haar gewoon lui." in told


def test_the_statements_hold_every_decisive_fact_and_every_distractor_once() -> None:
    offered = statements(case("proef-plus"), shipped())
    ids = [each.id for each in offered]
    assert {"feit:risico", "feit:duur", "afleider:0"} <= set(ids)
    assert len({each.text for each in offered}) == len(offered)
    assert statements(case("proef-plus"), shipped()) == offered


def test_an_altered_fact_says_something_else_than_the_story() -> None:
    offered = {each.id: each.text for each in statements(case("proef-plus"), shipped())}
    assert offered["anders:duur"] != offered["feit:duur"]


def test_a_whole_casus_is_played_by_choices() -> None:
    turn = play(*WHOLE)
    assert turn.done
    assert "De feiten: goed" in text_of(turn)
    assert "Uw keuze: goed" in text_of(turn)
    assert "Uw motivatie: goed" in text_of(turn)
    assert all(grade.grade == 1 for grade in turn.grades)


def test_facts_can_be_typed() -> None:
    first = casus.ask(play().state, context()).options[0]
    assert play(Input(first.label)).state["feiten"] == [first.value]


def test_facts_can_be_typed_as_numbers() -> None:
    options = casus.ask(play().state, context()).options
    assert play(Input("1 en 3")).state["feiten"] == [options[0].value, options[2].value]


def test_a_message_without_facts_is_asked_again() -> None:
    assert "geen van de feiten herkend" in text_of(play(Input("ik weet het niet")))


def test_what_was_read_into_the_story_is_named_with_the_words_it_came_from() -> None:
    turn = play(chosen("afleider:0", "anders:duur"), *WHOLE[1:])
    told = text_of(turn)
    assert "“Onze broer sloeg er vroeger op los.” gaat over iemand anders." in told
    assert "Het verhaal zegt: Ondersteuning 6 maanden of langer nodig." in told
    assert "Gemist, en het telt mee: Verhoogd risico" in told
    facts = [g for g in grades(turn, Skill.KIEZEN) if g.product is None]
    assert [g.grade for g in facts] == [0, 0, 0, 0]


def test_a_neighbour_product_is_close_and_the_decisive_fact_is_named_with_its_source() -> None:
    turn = play(WHOLE[0], Input("Begeleiding Regulier"), WHOLE[2])
    told = text_of(turn)
    assert "Begeleiding Regulier komt in de buurt." in told
    assert "Regulier dekt geen kans op escalatie." in told
    assert "Beslissend: risico's." in told
    assert "Bron: Productbeschrijvingen Begeleiding" in told
    assert [g.grade for g in grades(turn, Skill.KIEZEN) if g.product] == [0.5]


def test_a_product_further_off_is_wrong() -> None:
    turn = play(WHOLE[0], Input("Begeleiding Basis"), *WHOLE[2:])
    assert "Begeleiding Basis volgt niet uit de feiten." in text_of(turn)
    assert [g.grade for g in grades(turn, Skill.KIEZEN) if g.product] == [0]


def test_an_outcome_can_be_the_right_answer() -> None:
    marked = (chosen("feit:blijvend_24_7"), Input("Wlz verkennen"), Input("nabij"))
    turn = play(*marked, id_="proef-wlz")
    assert turn.done
    assert "Uw keuze: goed" in text_of(turn)


def test_an_outcome_for_a_product_is_wrong() -> None:
    turn = play(WHOLE[0], chosen("uitkomst:wlz"), *WHOLE[2:])
    assert "volgt niet uit de feiten" in text_of(turn)


def test_reasons_are_named_or_missing_and_steps_counted() -> None:
    turn = play(*WHOLE[:2], Input("vanwege het risico; hulpvraag"), WHOLE[3])
    told = text_of(turn)
    assert "Genoemd: Er is kans op escalatie." in told
    assert "Nog te noemen: De ondersteuning duurt langer dan zes maanden." in told
    assert "1 van de 5 stappen komen aan bod." in told
    reasons = [g for g in grades(turn, Skill.MOTIVEREN) if g.kenmerk]
    assert {g.kenmerk: g.grade for g in reasons} == {"risico": 1, "duur": 0}


def test_what_is_said_against_the_facts_is_put_right() -> None:
    turn = play(*WHOLE[:2], Input("er is geen gedrag"), WHOLE[3])
    assert "Dit klopt niet met de feiten, bij gedragsproblematiek." in text_of(turn)


def test_who_skips_the_motivation_gets_the_reasons_and_no_grade() -> None:
    turn = play(*WHOLE[:2], Input("Sla over"), chosen("overslaan"))
    assert "Er is geen motivatie gegeven." in text_of(turn)
    assert not grades(turn, Skill.MOTIVEREN)


def test_the_model_answer_holds_the_five_steps_and_why_not() -> None:
    told = text_of(play(*WHOLE))
    assert "5. Wat overblijft voor de Wmo: Begeleiding Plus." in told
    assert "Waarom niet Begeleiding Regulier: Regulier dekt geen kans op escalatie." in told


def test_every_question_can_be_put_again() -> None:
    turn = play()
    for given in WHOLE:
        assert asked(turn) == casus.ask(turn.state, context())
        turn = casus.take(turn.state, given, context())
