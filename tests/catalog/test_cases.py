"""Every written case: the right outcome, the right product first, and none that must not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from catalog.answering import answer_from
from catalog.coverage import read_cases, uncovered
from catalog.loader import shipped
from catalog.model import Uitkomst

CASES = Path(__file__).parent.parent / "cases"
KEYS = {
    *("naam", "stelsel", "domein", "kenmerken", "verwacht", "uitkomst"),
    *("niet", "verschilt_van"),
}

type Case = Mapping[str, Any]

cases: list[Case] = list(read_cases(CASES))
by_name: dict[str, Case] = {case["naam"]: case for case in cases}
near_misses = [case for case in cases if case.get("verschilt_van")]
answer = answer_from(shipped())


def advice(case: Case) -> dict[str, Any]:
    request = {key: case[key] for key in ("stelsel", "domein", "kenmerken")}
    return answer(request)


def name_of(case: Case) -> str:
    return f"{case['stelsel']}: {case['naam']}"


@pytest.mark.parametrize("case", cases, ids=name_of)
def test_a_case_gets_the_outcome_that_it_names(case: Case) -> None:
    given = advice(case)
    assert given["uitkomst"] == case["uitkomst"], given["reden"]
    products = given["producten"]
    if case["uitkomst"] == Uitkomst.PRODUCT.value:
        assert products[0] in case["verwacht"], given["reden"]
        assert not set(products) & set(case.get("niet", []))
    elif case["uitkomst"] != Uitkomst.MEER_INFORMATIE.value:
        assert products == []


@pytest.mark.parametrize("case", near_misses, ids=name_of)
def test_a_near_miss_differs_in_exactly_one_kenmerk(case: Case) -> None:
    other = by_name[case["verschilt_van"]]
    here, there = case["kenmerken"], other["kenmerken"]
    assert (case["stelsel"], case["domein"]) == (other["stelsel"], other["domein"])
    assert len([k for k in {*here, *there} if here.get(k) != there.get(k)]) == 1


def test_every_case_has_a_name_of_its_own_and_known_keys() -> None:
    assert [name for name, n in Counter(case["naam"] for case in cases).items() if n > 1] == []
    for case in cases:
        assert set(case) <= KEYS, case["naam"]


def test_every_product_has_at_least_five_cases() -> None:
    count = Counter(
        (case["stelsel"], case["verwacht"][0])
        for case in cases
        if case["uitkomst"] == Uitkomst.PRODUCT.value
    )
    few = {
        (stelsel.id, product.id): count[stelsel.id, product.id]
        for stelsel in shipped().stelsels.values()
        for product in stelsel.producten
        if not product.alleen_uitleg and count[stelsel.id, product.id] < 5
    }
    assert few == {}


def test_every_outcome_without_a_product_has_at_least_ten_cases() -> None:
    count = Counter(case["uitkomst"] for case in cases)
    few = {u.value: count[u.value] for u in Uitkomst if count[u.value] < 10}
    assert few == {}


def test_no_product_outcome_or_kenmerk_is_left_out() -> None:
    missing = uncovered(shipped(), cases)
    assert missing["producten"] == []
    assert missing["uitkomsten"] == []
    assert missing["kenmerken"] == []
