"""What must hold in every situation, of every stelsel that ships."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.advice.receipt import canonical
from catalog.advice.request import RequestError
from catalog.model import DOMEINEN, Publiek, Rol, Uitkomst
from tests.catalog.advice.situations import (
    BOUNDARIES,
    CATALOGUE,
    FIELDS,
    VOCABULARY,
    Raw,
    answer,
    facts,
    fields,
    frozen,
    relevant_facts,
    requests,
    values,
)

ROOT = Path(__file__).resolve().parents[3]
always = settings(max_examples=int(os.environ.get("KT_EXAMPLES", "80")), deadline=None)


def bytes_of(request: Raw) -> str:
    return json.dumps(answer(request), ensure_ascii=False)


def verdicts(advice: dict[str, Any]) -> dict[str, str]:
    return {entry["product"]: entry["oordeel"] for entry in advice["overwogen"]}


def with_facts(request: Raw, **known: Any) -> Raw:
    return {**request, "kenmerken": {**request["kenmerken"], **known}}


def result(advice: dict[str, Any]) -> tuple[str, list[str]]:
    return advice["uitkomst"], advice["producten"]


# -- unknown, and what facts do ------------------------------------------------------------------


@always
@given(requests(), st.data())
def test_an_unknown_never_excludes(request: Raw, data: st.DataObject) -> None:
    before = verdicts(answer(request))
    known = request["kenmerken"]
    forgotten = data.draw(
        st.lists(st.sampled_from(sorted(known)), unique=True) if known else st.just([])
    )
    fewer = {name: value for name, value in known.items() if name not in forgotten}
    after = verdicts(answer({**request, "kenmerken": fewer}))
    assert [p for p in after if after[p] == "past-niet" and before[p] != "past-niet"] == []


@always
@given(requests(), st.data())
def test_adding_a_fact_never_turns_an_exclusion_back(request: Raw, data: st.DataObject) -> None:
    unknown = [name for name in VOCABULARY if name not in request["kenmerken"]]
    if not unknown:
        return
    name = data.draw(st.sampled_from(unknown))
    more = with_facts(request, **{name: data.draw(values(VOCABULARY[name]))})
    before, after = verdicts(answer(request)), verdicts(answer(more))
    assert [p for p in after if before[p] == "past-niet" and after[p] != "past-niet"] == []


@always
@given(requests(), st.data())
def test_a_product_that_fits_keeps_fitting_or_is_excluded_when_more_is_known(
    request: Raw, data: st.DataObject
) -> None:
    unknown = [name for name in VOCABULARY if name not in request["kenmerken"]]
    if not unknown:
        return
    name = data.draw(st.sampled_from(unknown))
    more = with_facts(request, **{name: data.draw(values(VOCABULARY[name]))})
    before, after = verdicts(answer(request)), verdicts(answer(more))
    assert [p for p in after if before[p] == "past" and after[p] == "past-misschien"] == []


# -- the same in, the same out -------------------------------------------------------------------


@always
@given(requests(), st.randoms(use_true_random=False))
def test_the_order_of_kenmerken_and_of_list_values_never_matters(
    request: Raw, chance: random.Random
) -> None:
    names = list(request["kenmerken"])
    chance.shuffle(names)
    shuffled: Raw = {}
    for name in names:
        value = request["kenmerken"][name]
        if isinstance(value, list):
            value = [*value, *value[:1]]
            chance.shuffle(value)
        shuffled[name] = value
    assert bytes_of({**request, "kenmerken": shuffled}) == bytes_of(request)


@always
@given(requests())
def test_the_same_input_gives_the_same_bytes(request: Raw) -> None:
    assert bytes_of(request) == bytes_of(json.loads(json.dumps(request)))


def test_the_bytes_do_not_depend_on_the_process() -> None:
    lines = [
        json.dumps({"id": i, "stelsel": stelsel, "domein": domein, "publiek": publiek.value,
                    "kenmerken": {"achtergrond": ["verslaving", "psychiatrie"], **extra}})
        for i, (stelsel, domein) in enumerate(sorted(FIELDS))
        for publiek in Publiek
        for extra in ({}, {"woonvorm": "niet_zelfstandig", "perspectief": "gelijk"})
    ]  # fmt: skip
    outputs = []
    for seed in ("0", "4242"):
        done = subprocess.run(
            [sys.executable, "-m", "catalog", "advise", "--batch", "--folder", "catalog"],
            input="\n".join(lines),
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.append(done.stdout)
    assert outputs[0].count("\n") == len(lines)
    assert len(set(outputs)) == 1


@always
@given(requests(), st.text(max_size=5) | st.integers(0, 9))
def test_the_id_is_repeated_and_changes_nothing_else(request: Raw, id_: str | int) -> None:
    named = answered({**request, "id": id_})
    if isinstance(named, str):
        assert named.startswith("id must be")
        assert isinstance(id_, str)
        assert any("\ud800" <= c <= "\udfff" for c in id_)
    else:
        assert named == {**answer(request), "id": id_}


@always
@given(requests())
def test_the_audience_changes_the_words_and_not_the_advice(request: Raw) -> None:
    kept = ("uitkomst", "producten", "wat_verandert", "regels", "bewijs", "catalogus")
    told = [answer({**request, "publiek": publiek.value}) for publiek in Publiek]
    assert len({canonical({key: advice[key] for key in kept}) for advice in told}) == 1
    assert len({canonical(verdicts(advice)) for advice in told}) == 1


def answered(raw: object) -> dict[str, object] | str:
    """Give the answer, or the message of the RequestError: anything else is a crash."""
    try:
        return answer(raw)
    except RequestError as error:
        return str(error)


# -- input ---------------------------------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@always
@given(anything)
def test_no_json_value_gives_anything_but_an_answer_or_a_request_error(raw: object) -> None:
    with pytest.raises(RequestError):
        answer(raw)


@always
@given(
    requests(),
    st.dictionaries(
        st.sampled_from(["id", "stelsel", "domein", "kenmerken", "publiek", "wie", "anders"]),
        anything,
        min_size=1,
    ),
    st.dictionaries(st.sampled_from([*VOCABULARY, "onzin"]), anything, max_size=3),
)
def test_a_spoilt_request_is_answered_or_refused_on_one_line(
    request: Raw, spoilt: Raw, kenmerken: Raw
) -> None:
    for raw in ({**request, **spoilt}, with_facts(request, **kenmerken)):
        given_ = answered(raw)
        if isinstance(given_, str):
            assert given_
            assert "\n" not in given_
        json.dumps(given_, ensure_ascii=False).encode()


@always
@given(facts(most=40, boundaries=True), st.sampled_from(sorted(CATALOGUE.stelsels)))
def test_no_valid_input_crashes(known: Raw, stelsel: str) -> None:
    whole = answer({"stelsel": stelsel, "kenmerken": known})
    domains: Any = whole["domeinen"]
    named = [d for d in DOMEINEN if d in known.get("hulpvraag", [])]
    assert list(domains) == (named or [d for d in DOMEINEN if (stelsel, d) in FIELDS])
    for domein, part in domains.items():
        alone = answer({"stelsel": stelsel, "domein": domein, "kenmerken": known})
        assert {k: v for k, v in alone.items() if k in part} == part


# -- guards --------------------------------------------------------------------------------------


@always
@given(requests())
def test_acute_danger_always_wins_and_nothing_is_asked(request: Raw) -> None:
    advice = answer(with_facts(request, acuut_gevaar=True))
    assert result(advice) == ("crisis", [])
    assert advice["vragen"] == []
    assert advice["volgende_vraag"] is None


@always
@given(requests(), st.integers(0, 17))
def test_nobody_under_18_is_advised_a_product(request: Raw, leeftijd: int) -> None:
    advice = answer(with_facts(request, leeftijd=leeftijd))
    assert advice["uitkomst"] in ("jeugdwet", "crisis")
    assert advice["producten"] == []


@always
@given(requests())
def test_a_lasting_need_day_and_night_goes_to_the_wlz(request: Raw) -> None:
    advice = answer(with_facts(request, blijvend_24_7=True))
    assert advice["uitkomst"] in ("wlz", "jeugdwet", "crisis")
    assert advice["producten"] == []


@always
@given(requests())
def test_what_goes_before_suffices_so_no_product_is_advised(request: Raw) -> None:
    advice = answer(with_facts(request, voorliggend="voldoende"))
    assert advice["uitkomst"] in ("voorliggend", "wlz", "jeugdwet", "crisis")
    assert advice["producten"] == []


@always
@given(requests())
def test_products_are_listed_with_product_and_with_more_information_needed_only(
    request: Raw,
) -> None:
    advice = answer(request)
    judged = verdicts(advice)
    assert set(advice["producten"]) <= set(judged)
    assert len(set(advice["producten"])) == len(advice["producten"])
    if advice["uitkomst"] == "product":
        assert advice["producten"]
        assert all(judged[p] != "past-niet" for p in advice["producten"])
        assert set(advice["waarom_niet"]) == set(judged) - set(advice["producten"])
    elif advice["uitkomst"] != "meer-informatie-nodig":
        assert advice["producten"] == []
        assert set(advice["waarom_niet"]) == set(judged)


@always
@given(fields, st.data())
def test_the_lightest_that_suffices_is_first(key: tuple[str, str], data: st.DataObject) -> None:
    field = FIELDS[key]
    decision = field.decide(frozen(data.draw(relevant_facts(field))))
    if decision.uitkomst is not Uitkomst.PRODUCT or decision.samen is not None:
        return
    by_id = {w.product.id: w for w in decision.weighings}
    head = by_id[decision.producten[0]]
    for other in by_id.values():
        same_package = head.product.pakket and other.product.pakket == head.product.pakket
        if not other.failing and other.score >= head.score and not same_package:
            assert other.product.zwaarte >= head.product.zwaarte


# -- what is asked, and what would change --------------------------------------------------------


@always
@given(requests(), st.data())
def test_what_would_change_is_true(request: Raw, data: st.DataObject) -> None:
    found = answer(request)["wat_verandert"]
    assert isinstance(found, list)
    if not found:
        return
    change = data.draw(st.sampled_from(found))
    after = answer(with_facts(request, **{change["kenmerk"]: change["waarde"]}))
    assert result(after) == (change["uitkomst"], change["producten"])
    assert result(after) != result(answer(request))


@always
@given(requests(), st.data())
def test_what_would_change_is_complete(request: Raw, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([n for n in VOCABULARY if n != "acuut_gevaar"]))
    kenmerk = VOCABULARY[name]
    value = data.draw(values(kenmerk))
    known = request["kenmerken"].get(name)
    if isinstance(value, list):
        # Of a list the neighbours are tried: one value more or less, or one when unknown.
        if known is None:
            value = value[:1]
        elif len(set(value) ^ set(known)) != 1:
            return
    before, after = answer(request), answer(with_facts(request, **{name: value}))
    if result(before) == result(after):
        return
    reached = [
        (c["uitkomst"], c["producten"]) for c in before["wat_verandert"] if c["kenmerk"] == name
    ]
    assert result(after) in reached


@always
@given(requests())
def test_only_what_is_unknown_and_asked_of_this_audience_is_asked(request: Raw) -> None:
    advice = answer(request)
    publiek = Publiek(request["publiek"])
    for name in advice["vragen"]:
        assert name not in request["kenmerken"]
        assert publiek in VOCABULARY[name].asked_of
    assert advice["volgende_vraag"] == (advice["vragen"][0] if advice["vragen"] else None)
    assert not set(advice["ontbreekt"]) & set(request["kenmerken"])
    assert set(advice["vragen"]) <= set(advice["ontbreekt"])


@always
@given(requests())
def test_a_question_that_can_change_nothing_is_never_asked(request: Raw) -> None:
    advice = answer(request)
    if not advice["vragen"]:
        return
    field = FIELDS[request["stelsel"], request["domein"]]
    known = frozen(request["kenmerken"])
    settled = field.settle(known).result
    for name in advice["vragen"]:
        after = {field.settle({**known, name: v}).result for v in field.trial_values(name)}
        assert after - {settled}


@always
@given(requests())
def test_no_question_is_left_only_when_no_answer_could_change_the_result(request: Raw) -> None:
    advice = answer(request)
    if advice["vragen"] or advice["uitkomst"] == "crisis":
        return
    field = FIELDS[request["stelsel"], request["domein"]]
    known = frozen(request["kenmerken"])
    for name in field.relevant():
        if name in known or Publiek(request["publiek"]) not in VOCABULARY[name].asked_of:
            continue
        for value in field.trial_values(name):
            assert field.decide({**known, name: value}).result == field.decide(known).result, name


@always
@given(requests(boundaries=False), st.data())
def test_answering_every_next_question_ends_in_a_result(request: Raw, data: st.DataObject) -> None:
    asked: list[str] = []
    while (name := answer(request)["volgende_vraag"]) is not None:
        assert isinstance(name, str)
        assert name not in asked
        asked.append(name)
        request = with_facts(request, **{name: data.draw(values(VOCABULARY[name]))})
    assert answer(request)["regels"][-1] != "beslissend-feit-onbekend"


# -- words and receipts --------------------------------------------------------------------------


def texts(advice: dict[str, Any]) -> list[str]:
    """Give every text of an advice that a person reads."""
    found = [advice["reden"]["tekst"], *advice["waarom_niet"].values()]
    found += [signal["tekst"] for signal in advice["signalen"]]
    for entry in advice["overwogen"]:
        for side in ("voor", "tegen", "onbekend"):
            found += [criterium["tekst"] for criterium in entry[side]]
    return found


PROMISES = re.compile(
    r"\b(u heeft|u hebt|heeft|hebt) recht op\b|\bu krijgt\b|\bafgewezen\b|\bgeweigerd\b", re.I
)


@always
@given(requests())
def test_the_words_promise_nothing_and_leave_no_gaps(request: Raw) -> None:
    for text in texts(answer({**request, "wie": "uw moeder"})):
        assert text.strip()
        assert not PROMISES.search(text)
        assert not re.search(r"[{}]|None|\.\.|  | ,|;;", text), text


@always
@given(requests())
def test_people_read_no_codes_and_no_sentence_of_more_than_20_words(request: Raw) -> None:
    publiek = "inwoner" if request["publiek"] == "wijkteam" else request["publiek"]
    for text in texts(answer({**request, "publiek": publiek, "wie": "uw moeder"})):
        assert "_" not in text
        for sentence in re.split(r"(?<=[.!?’])\s+", text):
            assert len(sentence.split()) <= 20, sentence


@always
@given(requests())
def test_every_reason_names_its_source(request: Raw) -> None:
    for entry in answer(request)["overwogen"]:
        for side in ("voor", "tegen", "onbekend"):
            for criterium in entry[side]:
                assert criterium["rol"] in [rol.value for rol in Rol]
                assert criterium["bron"]["document"]
                assert criterium["bron"]["kop"]


@always
@given(requests())
def test_the_receipt_proves_input_rules_and_result(request: Raw) -> None:
    advice = answer(request)
    receipt: dict[str, Any] = dict(advice["bewijs"])
    digest = receipt.pop("sha256")
    assert hashlib.sha256(canonical(receipt).encode()).hexdigest() == digest
    assert set(receipt["invoer"]) == set(request["kenmerken"])
    for key in ("uitkomst", "producten", "regels", "catalogus", "engine"):
        assert receipt[key] == advice[key]


def test_the_boundaries_are_kenmerken() -> None:
    assert set(BOUNDARIES) <= set(VOCABULARY)
