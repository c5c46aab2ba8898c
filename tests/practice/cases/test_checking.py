"""Cases against the engine: what is stale, what does not decide, what is ill paired."""

from __future__ import annotations

import pytest

from catalog.loader import shipped
from practice.cases.checking import advice_for, check, decides, differences, matters
from practice.cases.model import Case
from tests.practice.building import case, shelf

PLUS, REGULIER, WLZ = case("proef-plus"), case("proef-regulier"), case("proef-wlz")


def changed(original: Case, **more: object) -> Case:
    return original.model_copy(update=more)


def test_the_cases_of_the_tests_follow_from_the_catalogue() -> None:
    for each in shelf().cases.values():
        assert check(each, shelf().cases, shipped())


def test_another_outcome_than_expected_is_stale() -> None:
    verdict = check(changed(WLZ, kenmerken={"leeftijd": 84}), shelf().cases, shipped())
    products = "begeleiding-basis, begeleiding-regulier, begeleiding-plus"
    given = f"meer-informatie-nodig ({products})"
    assert verdict.stale == (f"expects wlz, the catalogue gives {given}",)
    assert not verdict


def test_another_product_than_expected_is_stale() -> None:
    verdict = check(changed(PLUS, verwacht=["begeleiding-basis"]), shelf().cases, shipped())
    assert verdict.stale == ("expects begeleiding-basis; the catalogue gives begeleiding-plus",)


def test_a_fact_that_is_said_to_decide_and_does_not_is_a_fault() -> None:
    told = {**PLUS.kenmerken, "prikkelarm": True}
    faulty = changed(PLUS, kenmerken=told, beslissend=["prikkelarm"], contrast=None)
    assert check(faulty, shelf().cases, shipped()).faults == (
        "says that prikkelarm decides; the outcome does not rest on it",
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"met": "nergens"}, "is paired with nergens, which is not there"),
        ({"met": "proef-wlz"}, "proef-wlz is not paired with it in return"),
        ({"kenmerk": "gedrag"}, "differs from proef-regulier in risico, not in gedrag alone"),
    ],
)
def test_an_ill_made_pair_is_a_fault(change: dict[str, str], said: str) -> None:
    assert PLUS.contrast is not None
    faulty = changed(PLUS, contrast=PLUS.contrast.model_copy(update=change))
    assert said in check(faulty, shelf().cases, shipped()).faults


def test_a_pair_differs_in_one_fact_alone() -> None:
    assert differences(PLUS, REGULIER, shipped()) == ("risico",)


def test_pairs_are_given_once() -> None:
    assert [(a.id, b.id) for a, b in shelf().pairs()] == [("proef-plus", "proef-regulier")]


def test_the_advice_on_what_was_heard_leaves_out_the_rest() -> None:
    assert advice_for(PLUS, shipped())["producten"] == ["begeleiding-plus"]
    heard = advice_for(PLUS, shipped(), ["beperkingen"])
    assert heard["uitkomst"] == "meer-informatie-nodig"


def test_what_a_rule_looks_at_decides() -> None:
    assert "blijvend_24_7" in decides(advice_for(WLZ, shipped()), shipped())


def test_what_no_product_and_no_rule_looks_at_does_not_matter() -> None:
    found = matters(shipped(), "zeeuws-vlaanderen", "begeleiding")
    assert {"risico", "gedrag", "leeftijd", "blijvend_24_7"} <= found
    assert "bw_indicatie" not in found
