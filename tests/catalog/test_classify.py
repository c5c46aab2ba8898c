"""How `classify` reads rules, whatever they say (what they say: test_activities.py)."""

from __future__ import annotations

from itertools import product

import pytest

from catalog.advice.request import RequestError
from catalog.classify import (
    ACTIVITEITEN,
    HANGT_ERVAN_AF,
    VOORWAARDEN,
    activity_rules,
    classification_json,
    classify,
    parse_question,
)
from catalog.loader import shipped
from catalog.model import ActiviteitRegel, Bron, Publiek, Teksten

SHIPPED = activity_rules(shipped().stelsels.values())
KINDS = {"groepsbegeleiding", "individuele_begeleiding", "geen_begeleidingstijd", HANGT_ERVAN_AF}


def rule(
    soort: str, standaard: bool = False, zo: str | None = None, **als: bool
) -> ActiviteitRegel:
    """Give a rule on cooking."""
    words = Teksten(f"{soort}.", f"U: {soort}.", f"{{Wie}}: {soort}.")
    bron = Bron("Voorbeeldboek", "Koken")
    return ActiviteitRegel(soort, ("koken",), soort, words, bron, als, standaard, zo)


GOAL = rule("individuele_begeleiding", gericht_op_hersteldoel=True)
PLANNED = rule("individuele_begeleiding", gepland=True)
GROUP = rule("groepsbegeleiding")


def test_the_first_rule_whose_conditions_hold_answers() -> None:
    rules = [GOAL, GROUP]
    assert classify(rules, "koken", {"gericht_op_hersteldoel": True}).regel is GOAL
    assert classify(rules, "koken", {"gericht_op_hersteldoel": False}).regel is GROUP


def test_a_condition_that_could_change_the_answer_is_asked_for() -> None:
    found = classify([GOAL, PLANNED, GROUP], "koken", {"gepland": False})
    assert (found.soort, found.ontbreekt) == (HANGT_ERVAN_AF, ("gericht_op_hersteldoel",))


def test_a_condition_that_changes_nothing_is_not_asked_for() -> None:
    found = classify([GOAL, PLANNED, GROUP], "koken", {"gepland": True})
    assert (found.soort, found.ontbreekt) == ("individuele_begeleiding", ())


def test_a_standard_holds_until_an_exception_is_stated() -> None:
    rules = [GOAL, rule("groepsbegeleiding", standaard=True)]
    found = classify(rules, "koken", {})
    assert (found.soort, found.ontbreekt) == ("groepsbegeleiding", ("gericht_op_hersteldoel",))
    assert classify(rules, "koken", {"gericht_op_hersteldoel": True}).regel is GOAL
    assert classify(rules, "koken", {"gericht_op_hersteldoel": False}).ontbreekt == ()


def test_who_joins_a_group_does_not_live_without_one() -> None:
    alone = rule("individuele_begeleiding", woont_zelfstandig_zonder_groep=True)
    assert classify([alone, GROUP], "koken", {"sluit_aan_bij_groep": True}).regel is GROUP
    joins = rule("individuele_begeleiding", sluit_aan_bij_groep=True)
    known = {"woont_zelfstandig_zonder_groep": True}
    assert classify([joins, GROUP], "koken", known).regel is GROUP


def test_an_activity_of_which_nothing_is_said_is_refused() -> None:
    with pytest.raises(RequestError, match="says nothing of this activity"):
        classify([GROUP], "wachten", {})


def test_the_answer_is_the_object_of_the_contract_in_the_words_of_the_audience() -> None:
    found = classify([rule("groepsbegeleiding", zo="zo gelezen")], "koken", {})
    assert classification_json(found, Publiek.NAASTE, "uw zoon") == {
        "soort": "groepsbegeleiding",
        "waarom": "Uw zoon: groepsbegeleiding.",
        "bron": {"document": "Voorbeeldboek", "kop": "Koken"},
        "ontbreekt": [],
        "zo_gelezen": "zo gelezen",
    }
    assert "zo_gelezen" not in classification_json(classify([GROUP], "koken", {}))


def test_a_question_is_an_activity_with_what_is_known() -> None:
    asked = {"id": 4, "activiteit": "koken", "een_op_een": True, "gepland": False}
    assert parse_question(asked) == ("koken", {"een_op_een": True, "gepland": False})


@pytest.mark.parametrize("activiteit", ACTIVITEITEN)
def test_whatever_is_known_the_shipped_rules_answer_and_ask_only_what_is_unknown(
    activiteit: str,
) -> None:
    for values in product((None, True, False), repeat=len(VOORWAARDEN)):
        known = {n: v for n, v in zip(VOORWAARDEN, values, strict=True) if v is not None}
        found = classify(SHIPPED, activiteit, known)
        assert found.soort in KINDS
        assert not set(found.ontbreekt) & set(known)
        if None not in values:
            assert found.ontbreekt == ()


@pytest.mark.parametrize("activiteit", ACTIVITEITEN)
def test_what_is_asked_back_can_lead_to_another_answer(activiteit: str) -> None:
    for values in product((None, True, False), repeat=len(VOORWAARDEN)):
        known = {n: v for n, v in zip(VOORWAARDEN, values, strict=True) if v is not None}
        found = classify(SHIPPED, activiteit, known)
        reached = set()
        for answers in product((True, False), repeat=len(found.ontbreekt)):
            more = dict(zip(found.ontbreekt, answers, strict=True))
            reached.add(classify(SHIPPED, activiteit, {**known, **more}).soort)
        assert not found.ontbreekt or reached - {found.soort}
