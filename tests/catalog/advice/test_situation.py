"""Trying answers on bit masks gives what weighing the facts gives."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.advice.deciding import Decision, Field
from catalog.advice.situation import Board, Situation, truth_of_any
from catalog.advice.testing import holds
from catalog.advice.truth import Truth, all_of, any_of
from catalog.advice.weighing import weigh
from catalog.model import Toetsing
from tests.catalog.advice.building import toets
from tests.catalog.advice.situations import (
    FIELDS,
    VOCABULARY,
    answer,
    facts,
    fields,
    frozen,
    values,
)

always = settings(max_examples=80, deadline=None)
MATIG = toets("gedrag", "matig")
ERNSTIG = toets("gedrag", "ernstig")
NOTHING_KNOWN = toets("risico", toetsing=Toetsing.ONBEKEND)


@always
@given(fields, facts(most=30, boundaries=True))
def test_a_product_is_judged_as_its_facts_say(key: tuple[str, str], raw: dict[str, object]) -> None:
    field, known = FIELDS[key], frozen(raw)
    judged = field.weigh_in(field.situation(known))
    assert judged == tuple(weigh(compiled, known) for compiled in field.compiled)


@always
@given(fields, facts(most=30, boundaries=True))
def test_the_first_rule_whose_tests_all_hold_speaks(
    key: tuple[str, str], raw: dict[str, object]
) -> None:
    field, known = FIELDS[key], frozen(raw)
    speaking = (
        regel
        for regel in field.regels
        if all_of(holds(test, known) for test in regel.als) is Truth.TRUE
    )
    assert field.settle(known).regel is next(speaking, None)


@always
@given(fields, facts(), st.data(), st.randoms(use_true_random=False))
def test_answering_one_by_one_and_again_leads_to_the_same_situation(
    key: tuple[str, str], raw: dict[str, object], data: st.DataObject, chance: random.Random
) -> None:
    field, known = FIELDS[key], frozen(raw)
    names = list(known)
    situation = field.situation({})
    for name in names:
        other = frozen({name: data.draw(values(VOCABULARY[name]))})
        situation = field.answered(situation, name, other[name])
    chance.shuffle(names)
    for name in names:
        situation = field.answered(situation, name, known[name])
    assert situation == field.situation(known)
    assert field.decide_in(situation) == field.decide(known)


@pytest.mark.parametrize("key", sorted(FIELDS), ids="/".join)
def test_of_all_the_situations_that_are_tried_few_are_weighed(
    key: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, weighed = Counter[str](), Counter[str]()
    settle_in, settle = Field.settle_in, Field._settle

    def counting_settle_in(field: Field, situation: Situation) -> Decision:
        tried["all"] += 1
        return settle_in(field, situation)

    def counting_settle(field: Field, situation: Situation) -> Decision:
        weighed["all"] += 1
        return settle(field, situation)

    monkeypatch.setattr(Field, "settle_in", counting_settle_in)
    monkeypatch.setattr(Field, "_settle", counting_settle)
    answer({"stelsel": key[0], "domein": key[1], "kenmerken": {}})
    assert weighed["all"] <= 600
    assert weighed["all"] < tried["all"]


def test_alternatives_on_a_board_have_the_truth_of_their_tests() -> None:
    board = Board([MATIG, ERNSTIG, MATIG], "uren_per_week")
    for known in ({}, {"gedrag": "matig"}, {"gedrag": "geen"}):
        found = truth_of_any(board.mask([MATIG, ERNSTIG]), board.situation(known))
        assert found is any_of(holds(test, known) for test in (MATIG, ERNSTIG))


def test_a_test_on_unknown_is_known_from_the_start_and_ends_with_an_answer() -> None:
    board = Board([NOTHING_KNOWN], "uren_per_week")
    empty = board.situation({})
    assert truth_of_any(1, empty) is Truth.TRUE
    assert truth_of_any(1, board.answered(empty, "risico", ())) is Truth.FALSE


def test_the_same_test_has_one_bit_and_another_kenmerk_touches_none() -> None:
    board = Board([MATIG, ERNSTIG, MATIG], "uren_per_week")
    assert board.mask([MATIG, ERNSTIG]) == 0b11
    before = board.situation({"gedrag": "matig"})
    after = board.answered(before, "prikkelarm", True)
    assert (after.true, after.known) == (before.true, before.known)
    assert after.named == {"gedrag", "prikkelarm"}


def test_the_number_that_averages_are_compared_with_is_kept() -> None:
    board = Board([MATIG], "uren_per_week")
    assert board.situation({}).number is None
    assert board.situation({"uren_per_week": 4.5}).number == 4.5
