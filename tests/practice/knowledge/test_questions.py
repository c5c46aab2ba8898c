"""Questions of knowledge: one right answer, held against the catalogue by another way round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import product as every_way
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.advice.deciding import Field
from catalog.classify import HANGT_ERVAN_AF, VOORWAARDEN, classify
from catalog.loader import Catalogue, shipped
from catalog.model import Facts, KenmerkType, Product, Status, Stelsel, Value
from practice.cases.checking import Advice, advice_on
from practice.knowledge import KnowledgeQuestion, question
from practice.knowledge.deck import LEAST_OPTIONS, LEVELS, OPTIONS, OUT_OF_PROPORTION, SHORT, stems
from practice.knowledge.model import Stem
from practice.knowledge.situations import situation_for
from practice.knowledge.wording import labels
from practice.words import fact_sentence

STELSELS = sorted(shipped().stelsels)
SEEDS = 300


@cache
def held(stelsel: str) -> tuple[Stem, ...]:
    return stems(shipped(), stelsel)


def of_kind(kind: str) -> Iterator[tuple[Stelsel, Stem]]:
    for name in STELSELS:
        for stem in held(name):
            if stem.kind == kind:
                yield shipped().stelsels[name], stem


def many() -> Iterator[KnowledgeQuestion]:
    for stelsel in STELSELS:
        for level in LEVELS:
            for seed in range(SEEDS):
                yield question(shipped(), seed, stelsel, level)


def named(stelsel: Stelsel, naam: str) -> Product:
    return next(p for p in stelsel.producten if p.naam == naam)


# -- what holds for every question --------------------------------------------------------------


@given(
    seed=st.integers(min_value=0, max_value=2**40),
    stelsel=st.sampled_from([None, *STELSELS]),
    level=st.sampled_from(LEVELS),
)
@settings(max_examples=300, deadline=None)
def test_a_question_has_distinct_options_one_of_them_right_and_a_source(
    seed: int, stelsel: str | None, level: int
) -> None:
    found = question(shipped(), seed, stelsel, level)
    assert found == question(shipped(), seed, stelsel, level)
    assert LEAST_OPTIONS <= len(found.options) <= OPTIONS
    assert len({each.casefold().rstrip(".") for each in found.options}) == len(found.options)
    assert 0 <= found.right < len(found.options)
    assert stelsel in (None, found.stelsel)
    assert found.level <= level
    assert found.text.endswith(("?", "”"))
    assert "?" in found.text
    assert "{" not in found.text + found.explanation
    assert found.explanation
    assert found.source["document"]
    assert found.source["kop"]


@pytest.mark.parametrize("stelsel", STELSELS)
def test_every_level_of_every_stelsel_has_questions_and_every_product_comes_up(
    stelsel: str,
) -> None:
    products = {p.id for p in shipped().stelsels[stelsel].producten}
    assert {stem.level for stem in held(stelsel)} == set(LEVELS)
    assert products <= {stem.product for stem in held(stelsel)}
    seen = {
        question(shipped(), seed, stelsel, level).product
        for seed in range(SEEDS)
        for level in LEVELS
    }
    advised = {p.id for p in shipped().stelsels[stelsel].producten if not p.alleen_uitleg}
    assert advised <= seen


def test_every_product_that_can_be_advised_has_a_situation_that_leads_to_it() -> None:
    led = {(stelsel.id, stem.product) for stelsel, stem in of_kind("past")}
    assert led == {
        (s.id, p.id)
        for s in shipped().stelsels.values()
        for p in s.producten
        if not p.alleen_uitleg
    }


def test_ids_are_unique_and_name_kind_and_stelsel() -> None:
    ids = [stem.id for name in STELSELS for stem in held(name)]
    assert len(ids) == len(set(ids))
    assert all(stem.id.split("/")[1] == name for name in STELSELS for stem in held(name))


def test_a_stelsel_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="nergens"):
        question(shipped(), 1, "nergens", 1)


def test_a_question_follows_a_change_of_the_catalogue() -> None:
    catalogue = shipped()
    stelsel = catalogue.stelsels["meierij-bommelerwaard"]
    recoded = replace(
        stelsel,
        hash="another",
        producten=tuple(
            replace(p, code="99Z99") if p.id == "intramuraal-basis" else p
            for p in stelsel.producten
        ),
    )
    other = replace(
        catalogue, stelsels=MappingProxyType({**catalogue.stelsels, stelsel.id: recoded})
    )
    found = {s.id: s.right for s in stems(other, stelsel.id)}
    assert found["code/meierij-bommelerwaard/intramuraal-basis"] == "99Z99"
    before = {q.options[q.right] for q in draws(catalogue)}
    assert "99Z99" in {q.options[q.right] for q in draws(other)} - before


def draws(catalogue: Catalogue) -> list[KnowledgeQuestion]:
    return [question(catalogue, seed, "meierij-bommelerwaard", 1) for seed in range(600)]


# -- no answer gives itself away ----------------------------------------------------------------


def test_no_answer_stands_out_by_its_length() -> None:
    for found in many():
        sizes = [max(len(each), SHORT) for each in found.options]
        for size in sizes:
            right = sizes[found.right]
            assert max(size, right) <= OUT_OF_PROPORTION * min(size, right), found.id


def test_no_answer_stands_out_by_how_it_begins_or_ends() -> None:
    for found in many():
        assert len({each.endswith(".") for each in found.options}) == 1, found.id
        assert len({each[0].islower() for each in found.options}) == 1, found.id


def test_the_right_answer_is_not_told_by_its_place_or_by_being_the_longest() -> None:
    places: Counter[int] = Counter()
    longest = total = 0
    for found in many():
        if len(found.options) != OPTIONS or found.id.startswith(("activiteit/", "uren/", "hbo/")):
            continue
        places[found.right] += 1
        total += 1
        longest += len(found.options[found.right]) == max(map(len, found.options))
    assert set(places) == set(range(OPTIONS))
    assert max(places.values()) < 0.3 * total
    assert longest < 0.45 * total


# -- the right answer is right and the others are wrong -----------------------------------------


def test_of_codes_units_and_hours_only_the_right_one_is_of_the_product() -> None:
    checked = Counter[str]()
    for stelsel, stem in (*of_kind("code"), *of_kind("eenheid"), *of_kind("uren")):
        product = stelsel.product(stem.product or "")
        assert product is not None
        own = {product.code, product.eenheid}
        if product.uren_per_week is not None:
            own.add(f"{product.uren_per_week:g} uur".replace(".", ","))
        assert stem.right in own
        assert not own & set(stem.wrong)
        checked[stem.kind] += 1
    assert checked == {"code": 11, "eenheid": 13, "uren": 8}


def test_a_product_stands_in_one_kind_of_document() -> None:
    shown = labels("status")
    assert set(shown) == {each.value for each in Status}
    for stelsel, stem in of_kind("status"):
        assert stem.right == shown[stelsel.status.value]
        assert set(stem.wrong) == set(shown.values()) - {stem.right}


def test_a_share_of_staff_is_the_one_that_the_source_gives() -> None:
    seen = {}
    for stelsel, stem in of_kind("hbo"):
        facts = stelsel.product(stem.product or "")
        assert facts is not None
        (own,) = {f.waarde for f in facts.feiten["personeel"] if f.eenheid == "procent hbo"}
        assert stem.right == f"{own:g} procent"
        seen[stem.product] = stem.right
    assert seen == {
        "beschermd-thuis-zelfstandig": "80 procent",
        "groepsbegeleiding-basis": "5 procent",
        "groepsbegeleiding-plus": "40 procent",
    }


def test_a_code_or_a_description_belongs_to_one_product_of_the_options() -> None:
    for stelsel, stem in (*of_kind("product-bij-code"), *of_kind("omschrijving")):
        said = [
            naam
            for naam in (stem.right, *stem.wrong)
            if any(
                told in stem.text
                for told in (named(stelsel, naam).code, named(stelsel, naam).samenvatting.wijkteam)
                if told
            )
        ]
        assert said == [stem.right], stem.id


def test_a_product_stands_in_one_of_the_documents_only() -> None:
    for stelsel, stem in of_kind("document"):
        product = next(p for p in stelsel.producten if p.id == stem.product)
        holding = [
            s.document
            for s in shipped().stelsels.values()
            if any(p.naam == product.naam for p in s.producten)
        ]
        assert holding == [stem.right]


def test_of_products_that_may_fit_the_engine_advises_the_right_one_alone() -> None:
    for stelsel, stem in of_kind("past"):
        product, facts = situation(stelsel, stem.product)
        advice = advice_on(shipped(), stelsel.id, product.domein, facts)
        assert (advice["uitkomst"], advice["producten"]) == ("product", [product.id])
        assert stem.right == product.naam
        told = [fact_sentence(shipped().vocabulary[n], v) for n, v in facts.items()]
        assert all(each in stem.text for each in told)


def test_only_the_right_fact_leads_to_the_neighbour() -> None:
    seen = 0
    for stelsel, stem in of_kind("verandert"):
        _, _, before, near, _ = stem.id.split("/")
        product, facts = situation(stelsel, before)
        table = led_to(advice_on(shipped(), stelsel.id, product.domein, facts))
        assert table[stem.right] == [near], stem.id
        for wrong in stem.wrong:
            assert near not in table[wrong], (stem.id, wrong)
        seen += 1
    assert seen > 100


def led_to(advice: Advice) -> dict[str, list[str]]:
    """Give the products that every change of an advice leads to, by the sentence of the change."""
    found = {}
    for change in advice["wat_verandert"]:
        value = change["waarde"]
        told = tuple(value) if isinstance(value, list) else value
        sentence = fact_sentence(shipped().vocabulary[change["kenmerk"]], told)
        found[sentence] = list(change["producten"])
    return found


def test_only_the_right_fact_excludes_the_product_and_leaves_the_neighbour() -> None:
    facts = dict(single_facts())
    for stelsel, stem in of_kind("sluit-uit"):
        _, _, out, near, _ = stem.id.split("/")
        domein = next(p.domein for p in stelsel.producten if p.id == out)
        for answer in (stem.right, *stem.wrong):
            fits = judged(stelsel.id, domein, answer, facts)
            apart = fits[out] == "past-niet" and fits[near] != "past-niet"
            assert apart == (answer == stem.right), (stem.id, answer)


_JUDGED: dict[tuple[str, str, str], Mapping[str, str]] = {}


def judged(
    stelsel: str, domein: str, answer: str, facts: Mapping[str, tuple[str, Value]]
) -> Mapping[str, str]:
    key = (stelsel, domein, answer)
    if key not in _JUDGED:
        name, value = facts[answer]
        advice = advice_on(shipped(), stelsel, domein, {name: value})
        _JUDGED[key] = {p["product"]: p["oordeel"] for p in advice["overwogen"]}
    return _JUDGED[key]


def test_the_outcome_is_what_the_engine_gives_for_what_is_told() -> None:
    shown = labels("uitkomsten")
    rules = {r.id: r for r in shipped().grenzen}
    seen = Counter[str]()
    for stelsel, stem in of_kind("uitkomst"):
        _, _, _, rule = stem.id.split("/")
        found = {**rules, **{r.id: r for r in stelsel.regels}}[rule]
        assert stem.right == shown[found.uitkomst.value]
        assert set(stem.wrong) == set(shown.values()) - {stem.right}
        assert stem.explanation == found.tekst.wijkteam
        seen[found.uitkomst.value] += 1
    assert set(seen) >= {"wlz", "jeugdwet", "voorliggend", "crisis", "buiten-catalogus"}


def test_an_activity_has_its_answer_whatever_is_not_told() -> None:
    stelsel = shipped().stelsels["nijmegen-rivierenland"]
    shown = labels("soorten")
    answers = Counter[str]()
    for _, stem in of_kind("activiteit"):
        _, _, activity, state = stem.id.split("/")
        known = {
            name: truth == "ja"
            for name, _, truth in (part.partition("=") for part in state.split("-") if "=" in part)
        }
        answers[stem.right] += 1
        given = classify(stelsel.activiteiten, activity, known)
        assert shown[given.soort] == stem.right
        if given.soort == HANGT_ERVAN_AF:
            continue
        open_ = [name for name in VOORWAARDEN if name not in known]
        for truths in every_way((True, False), repeat=len(open_)):
            whole = {**known, **dict(zip(open_, truths, strict=True))}
            if whole["sluit_aan_bij_groep"] and whole["woont_zelfstandig_zonder_groep"]:
                continue
            assert shown[classify(stelsel.activiteiten, activity, whole).soort] == stem.right, (
                stem.id,
                whole,
            )
    assert set(answers) == set(shown.values())


# -- what the catalogue is asked ----------------------------------------------------------------


def situation(stelsel: Stelsel, product_id: str | None) -> tuple[Product, Facts]:
    product = next(p for p in stelsel.producten if p.id == product_id)
    catalogue = shipped()
    field = Field(stelsel, product.domein, dict(catalogue.vocabulary), catalogue.grenzen)
    found = situation_for(field, product)
    assert found is not None
    return product, found.facts


def single_facts() -> Iterator[tuple[str, tuple[str, Value]]]:
    for name, kenmerk in shipped().vocabulary.items():
        values: list[Value] = list(kenmerk.values)
        if kenmerk.type is KenmerkType.BOOL:
            values = [True, False]
        if kenmerk.type is KenmerkType.MANY:
            values = [(value,) for value in kenmerk.values]
        for value in values:
            yield fact_sentence(kenmerk, value), (name, value)
