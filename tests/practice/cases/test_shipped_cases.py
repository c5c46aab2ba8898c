"""The cases that ship: how many, over what, told by whom, and whether they fit the catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import pytest

from catalog.loader import shipped
from catalog.model import Uitkomst
from practice.cases.checking import Shelf, advice_for, differences
from practice.cases.model import Case
from practice.cases.shelf import serve
from safety.mask import mask

PREFIXES = {
    "mb": "meierij-bommelerwaard",
    "mc": "marktconsultatie",
    "nr": "nijmegen-rivierenland",
    "pk": "productkaarten",
    "zv": "zeeuws-vlaanderen",
}
MASKED = re.compile(r"\[(?!naam\])[a-z_]+\]")
"""What masking puts in the place of anything but a name."""

TRADE_TERMS = (
    "zelfregie|leefgebied|problematiek|planbaar|beschikbaarheid|bereikbaarheid|uitstelbaar|"
    "woonvorm|beschermende factor|voorliggend|daginvulling|dagdeel|dagdelen|prikkelarm|"
    "multidisciplinair|impulsgestuurd|probleemgedrag|zorgmijd|escalatie|kwetsbaarheid|"
    "leerbaar|belastbaar|motivatie|ontwikkelperspectief|contactfrequentie|slaapwacht|"
    "wakende wacht|redzaamheid|maatwerk"
)
"""What the trade says and a person who asks for help does not."""

ALIKE = 0.1
"""The share of runs of three words that two stories may have in common."""


@cache
def shelf() -> Shelf:
    return serve(shipped())


def cases() -> list[Case]:
    return list(shelf().cases.values())


def paired() -> list[tuple[Case, Case]]:
    return list(shelf().pairs())


def spoken(case: Case) -> Iterator[str]:
    """Give everything that the person says, or the naaste."""
    yield case.opening
    yield case.weet_niet
    for each in case.zegt.values():
        yield from (t for t in (each.antwoord, each.gesloten, each.ontwijkend) if t)
    yield from (each.tekst for each in case.afleiders)


# -- how many, over what ------------------------------------------------------------------------


def test_every_case_is_served() -> None:
    assert shelf().refused == {}


def test_there_are_at_least_66_cases_and_16_contrast_pairs() -> None:
    assert len(cases()) >= 66
    assert len(paired()) >= 16


def test_the_id_of_a_case_begins_with_its_stelsel() -> None:
    assert {PREFIXES[case.id[:2]] == case.stelsel for case in cases()} == {True}


def test_every_product_that_can_be_advised_is_the_answer_of_a_case() -> None:
    asked = {
        (case.stelsel, case.verwacht[0]) for case in cases() if case.uitkomst is Uitkomst.PRODUCT
    }
    assert asked == {
        (s.id, p.id)
        for s in shipped().stelsels.values()
        for p in s.producten
        if not p.alleen_uitleg
    }


def test_every_outcome_is_the_answer_of_more_than_one_case() -> None:
    counted = Counter(case.uitkomst for case in cases())
    assert set(counted) == set(Uitkomst)
    assert min(counted.values()) >= 3


@pytest.mark.parametrize("stelsel", sorted(shipped().stelsels))
def test_every_stelsel_has_every_level_and_a_contrast_pair(stelsel: str) -> None:
    own = [case for case in cases() if case.stelsel == stelsel]
    assert {case.niveau for case in own} == {1, 2, 3}
    assert {case.domein for case in own} >= set(shipped().stelsels[stelsel].domeinen)
    assert any(case.stelsel == stelsel for case, _ in paired())


# -- contrast -----------------------------------------------------------------------------------


def test_the_cases_of_a_pair_differ_in_one_kenmerk_and_in_what_follows() -> None:
    for one, other in paired():
        assert one.contrast is not None
        assert differences(one, other, shipped()) == (one.contrast.kenmerk,), one.id
        assert (one.uitkomst, one.verwacht) != (other.uitkomst, other.verwacht), one.id
        assert one.persoon.naam != other.persoon.naam


def test_the_stories_of_a_pair_tell_the_fact_that_differs() -> None:
    for pair in paired():
        for case in pair:
            assert case.contrast is not None
            assert case.contrast.kenmerk in case.in_verhaal, case.id


def test_pairs_contrast_many_different_kenmerken() -> None:
    assert len({case.contrast.kenmerk for case, _ in paired() if case.contrast}) >= 10


# -- people and stories -------------------------------------------------------------------------


def test_no_two_stories_are_alike() -> None:
    runs = {case.id: runs_of_words(case.verhaal) for case in cases()}
    for (one, some), (other, more) in combinations(runs.items(), 2):
        assert len(some & more) / min(len(some), len(more)) < ALIKE, (one, other)


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def test_no_two_cases_share_a_sentence_of_what_is_told_or_asked() -> None:
    for texts in (
        [case.titel for case in cases()],
        [case.opening for case in cases()],
        [case.verhaal for case in cases()],
        [case.persoon.naam for case in cases()],
    ):
        assert [text for text, n in Counter(texts).items() if n > 1] == []


def test_people_are_of_all_kinds() -> None:
    ages = [case.persoon.leeftijd for case in cases()]
    assert min(ages) < 18
    assert max(ages) > 80
    assert len({age // 10 for age in ages}) >= 7
    spoken_of = Counter(case.persoon.voornaamwoord for case in cases())
    assert min(spoken_of["zij"], spoken_of["hij"]) >= len(cases()) // 3
    speaks = Counter(case.spreker for case in cases())
    assert min(speaks["inwoner"], speaks["naaste"]) >= len(cases()) // 3
    assert len({case.relatie for case in cases() if case.relatie}) >= 15


def test_a_story_is_of_a_few_sentences_and_names_the_person() -> None:
    for case in cases():
        assert case.persoon.naam in case.verhaal, case.id
        assert 200 <= len(case.verhaal) <= 1000, (case.id, len(case.verhaal))


def test_nothing_is_told_that_would_identify_somebody() -> None:
    for case in cases():
        for text in (case.verhaal, *spoken(case)):
            assert not MASKED.search(mask(text)), (case.id, mask(text))
            assert not re.search(r"\d{4}|@|www|\d\s?[A-Z]{2}\b", text), (case.id, text)


def test_only_first_names_are_told() -> None:
    for case in cases():
        naam = re.escape(case.persoon.naam)
        assert not re.search(rf"\b{naam} (?:de|van|den|ter|el|al) ?[A-Z]", case.verhaal), case.id
        assert not re.search(rf"(?<![.?!] )\b{naam} [A-Z][a-z]+", case.verhaal), case.id


# -- what is said -------------------------------------------------------------------------------


def test_nobody_speaks_in_terms_of_the_trade() -> None:
    for case in cases():
        for text in spoken(case):
            assert not re.search(rf"\b(?:{TRADE_TERMS})", text.casefold()), (case.id, text)


def test_nobody_says_what_stands_in_the_catalogue() -> None:
    for case in cases():
        names = [p.naam.casefold() for p in shipped().stelsels[case.stelsel].producten]
        for text in (case.verhaal, *spoken(case)):
            told = [n for n in names if n in text.casefold() and n not in ("beschermd wonen",)]
            assert told == [], (case.id, text)


def test_what_decides_or_is_worth_asking_can_be_learned() -> None:
    for case in cases():
        known = {*case.zegt, *case.in_verhaal, *case.in_opening}
        asked = {each.kenmerk for each in case.vraagt}
        decisive = set(case.beslissend)
        if case.uitkomst is Uitkomst.MEER_INFORMATIE:
            # What is missing may be asked, and nobody knows it; where it decides it must be.
            assert decisive - known <= asked, case.id
            asked, decisive = asked & known, decisive & known
        assert asked | decisive <= known, case.id


def test_what_a_case_with_an_outcome_of_too_little_asks_would_decide() -> None:
    for case in cases():
        if case.uitkomst is not Uitkomst.MEER_INFORMATIE:
            continue
        changing = {each["kenmerk"] for each in advice_for(case, shipped())["wat_verandert"]}
        assert case.vraagt[0].kenmerk in changing, case.id


def test_the_first_thing_worth_asking_decides() -> None:
    for case in cases():
        if case.uitkomst is Uitkomst.MEER_INFORMATIE:
            continue
        changing = {each["kenmerk"] for each in advice_for(case, shipped())["wat_verandert"]}
        first = case.vraagt[0].kenmerk
        assert first in {*case.beslissend, *changing, "daginvulling"}, (case.id, first)


def test_harder_cases_hold_distractors_and_people_who_answer_beside_the_point() -> None:
    harder = [case for case in cases() if case.niveau > 1 and case.uitkomst is not Uitkomst.CRISIS]
    assert sum(bool(case.afleiders) for case in harder) >= 0.9 * len(harder)
    evasive = [case for case in harder if any(s.ontwijkend for s in case.zegt.values())]
    assert len(evasive) >= 0.7 * len(harder)
    assert {each.over for case in harder for each in case.afleiders} == {
        "ander",
        "verleden",
        "mening",
    }


def test_a_distractor_would_be_mistaken_for_another_value() -> None:
    for case in cases():
        for each in case.afleiders:
            assert each.kenmerk is not None, case.id
            assert each.waarde != case.kenmerken.get(each.kenmerk), (case.id, each.tekst)


def test_an_answer_fits_a_question_put_either_way() -> None:
    # Nobody knows whether "yes" or "no" was asked for: an answer says what is so.
    for case in cases():
        for name, each in case.zegt.items():
            for text in (each.antwoord, each.gesloten or ""):
                assert not re.match(r"(?:ja|nee|jawel|jazeker)\b", text.casefold()), (case.id, name)


def test_an_evasive_answer_does_not_hold_the_answer() -> None:
    for case in cases():
        for name, each in case.zegt.items():
            if each.ontwijkend is None:
                continue
            answer = set(re.findall(r"\w{5,}", each.antwoord.casefold()))
            evasive = set(re.findall(r"\w{5,}", each.ontwijkend.casefold()))
            assert len(answer & evasive) <= 1, (case.id, name)


# -- the model answer ---------------------------------------------------------------------------


def test_the_nearest_products_are_weighed_where_a_product_is_the_answer() -> None:
    for case in cases():
        if case.uitkomst is Uitkomst.MEER_INFORMATIE:
            continue
        assert case.waarom_niet, case.id
        considered = {each["product"] for each in advice_for(case, shipped())["overwogen"]}
        own = {p.id for p in shipped().stelsels[case.stelsel].producten if not p.alleen_uitleg}
        assert set(case.waarom_niet) <= (considered or own), case.id


def test_reasons_rest_on_a_fact_of_the_case_or_on_what_is_missing() -> None:
    for case in cases():
        for reason in case.redenen:
            assert reason.kenmerk is not None
            missing = case.uitkomst is Uitkomst.MEER_INFORMATIE
            assert reason.kenmerk in case.kenmerken or missing, (case.id, reason.id)


def test_no_text_promises_or_refuses_anything() -> None:
    for case in cases():
        told = " ".join((case.verhaal, *spoken(case), *case.waarom_niet.values()))
        steps = " ".join(getattr(case.stappen, name) for name in type(case.stappen).model_fields)
        for text in (told, steps, *(each.tekst for each in case.redenen)):
            assert not re.search(r"\brecht op\b|\bafgewezen\b|\bu krijgt\b", text), case.id
