"""What the clarification of Nijmegen and Rivierenland says of an activity."""

from __future__ import annotations

import pytest

from catalog.classify import ACTIVITEITEN, activity_rules, classify
from catalog.loader import shipped
from catalog.model import Publiek

RULES = activity_rules(shipped().stelsels.values())
GROEP, INDIVIDUEEL = "groepsbegeleiding", "individuele_begeleiding"
GEEN, HANGT = "geen_begeleidingstijd", "hangt_ervan_af"
WOONZORG = (
    "koken",
    "schoonmaken",
    "medicatie",
    "koffie_en_eten",
    "wekken_en_aansturen",
    "overnemen_van_taken",
)
IN_THE_GROUP = {"gericht_op_hersteldoel": False, "woont_zelfstandig_zonder_groep": False}


def soort(activiteit: str, **known: bool) -> str:
    """Give the kind of support of one activity."""
    return classify(RULES, activiteit, known).soort


@pytest.mark.parametrize("activiteit", WOONZORG)
@pytest.mark.parametrize("een_op_een", [True, False])
def test_care_in_the_home_is_group_support_one_on_one_too(
    activiteit: str, een_op_een: bool
) -> None:
    assert soort(activiteit, een_op_een=een_op_een, **IN_THE_GROUP) == GROEP


@pytest.mark.parametrize("activiteit", WOONZORG)
def test_a_goal_of_the_herstelplan_makes_it_individual(activiteit: str) -> None:
    assert soort(activiteit, gericht_op_hersteldoel=True) == INDIVIDUEEL


@pytest.mark.parametrize("activiteit", WOONZORG)
def test_who_lives_alone_without_a_group_has_individual_support(activiteit: str) -> None:
    known = {"gericht_op_hersteldoel": False, "woont_zelfstandig_zonder_groep": True}
    assert soort(activiteit, **known) == INDIVIDUEEL


@pytest.mark.parametrize("activiteit", WOONZORG)
def test_with_nothing_known_the_two_things_that_matter_are_asked(activiteit: str) -> None:
    found = classify(RULES, activiteit, {})
    assert found.soort == HANGT
    assert set(found.ontbreekt) == {"gericht_op_hersteldoel", "woont_zelfstandig_zonder_groep"}


@pytest.mark.parametrize(
    ("activiteit", "known", "expected"),
    [
        ("hersteldoel_gesprek", {}, INDIVIDUEEL),
        ("hersteldoel_gesprek", {"woont_zelfstandig_zonder_groep": False}, INDIVIDUEEL),
        ("welzijnsactiviteit", {}, GROEP),
        ("reizen", {}, GEEN),
        ("reizen", {"noodzakelijk_voor_behandeling": True}, GEEN),
        ("wachten", {}, GEEN),
        ("wachten", {"noodzakelijk_voor_behandeling": True}, GEEN),
        ("begeleiden_naar_afspraak", {}, HANGT),
        ("begeleiden_naar_afspraak", {"noodzakelijk_voor_behandeling": True}, INDIVIDUEEL),
        ("begeleiden_naar_afspraak", {"gericht_op_hersteldoel": True}, INDIVIDUEEL),
        (
            "begeleiden_naar_afspraak",
            {"noodzakelijk_voor_behandeling": False, "gericht_op_hersteldoel": False},
            GEEN,
        ),
        ("nachtzorg", {}, HANGT),
        ("nachtzorg", {"gepland": False}, GROEP),
        ("nachtzorg", {"gepland": True, "gericht_op_hersteldoel": True}, INDIVIDUEEL),
        ("nachtzorg", {"gepland": True, "gericht_op_hersteldoel": False}, HANGT),
        ("anders", {}, HANGT),
        ("anders", {"gericht_op_hersteldoel": True}, INDIVIDUEEL),
    ],
)
def test_each_activity_is_what_the_source_says(
    activiteit: str, known: dict[str, bool], expected: str
) -> None:
    assert soort(activiteit, **known) == expected


@pytest.mark.parametrize("publiek", list(Publiek))
def test_the_words_of_a_question_back_do_not_claim_an_answer(publiek: Publiek) -> None:
    for activiteit in WOONZORG:
        words = classify(RULES, activiteit, {}).regel.waarom.for_(publiek)
        own = [r.waarom.for_(publiek) for r in RULES if r.soort != HANGT]
        assert words not in own


def test_the_rules_answer_every_activity() -> None:
    assert {a for rule in RULES for a in rule.activiteiten} == set(ACTIVITEITEN)
