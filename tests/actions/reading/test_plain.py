from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.reading import Kind, read_answer, read_number, read_yes_no, without_supposition
from actions.reading.clauses import corrected, split_clauses
from actions.reading.numerals import _spell, as_number
from actions.reading.phrases import compile_phrase
from actions.reading.signals import signals
from catalog.loader import SHIPPED
from catalog.model import KenmerkType, Publiek
from catalog.vocabulary_file import read_vocabulary
from catalog.yamlfile import read_yaml
from dutch.words import sound_key, word

VOCABULARY = read_vocabulary(read_yaml(SHIPPED / "vocabulary" / "kenmerken.yaml"))


@pytest.mark.parametrize(
    "text",
    ["ja", "Ja!", "jazeker", "ja hoor", "klopt", "dat klopt", "eigenlijk wel", "ja natuurlijk",
     "zeker wel", "inderdaad", "ja dat is zo", "ik denk het wel", "jawel"],
)  # fmt: skip
def test_a_plain_yes_is_yes(text: str) -> None:
    assert read_yes_no(text).value is True


@pytest.mark.parametrize(
    "text",
    ["nee", "Nee.", "nee hoor", "nou nee", "niet echt", "eigenlijk niet", "helemaal niet", "neej",
     "zeker niet", "nee dat klopt niet", "ik denk het niet", "nee, nog niet", "nooit"],
)  # fmt: skip
def test_a_plain_no_is_no(text: str) -> None:
    assert read_yes_no(text).value is False


@pytest.mark.parametrize(
    "text",
    ["", "ja?", "ja en nee", "ja maar soms niet", "misschien", "soms", "weet ik niet", "dank u wel",
     "ik hoor graag van u", "nee, ik woon in een flat met mijn broer en mijn zus samen"],
)  # fmt: skip
def test_what_is_no_plain_yes_or_no_is_neither(text: str) -> None:
    assert read_yes_no(text).kind is Kind.NONE


def test_mere_agreement_is_not_a_sure_fact() -> None:
    assert not read_yes_no("oké").sure
    assert read_yes_no("ja").sure


@pytest.mark.parametrize("n", range(169))
def test_every_number_is_read_from_its_word(n: int) -> None:
    assert as_number(_spell(n)) == n


@pytest.mark.parametrize(
    ("text", "number"), [("negenentwitig", 29), ("vijfentseventig", 75), ("achtendertg", 38),
                         ("tweeendertich", 32), ("anderhalf", 1.5), ("7,5", 7.5)]
)  # fmt: skip
def test_a_number_with_a_typing_error_is_read(text: str, number: float) -> None:
    assert as_number(text) == number


@pytest.mark.parametrize(
    "text", ["zondag", "een", "achter", "vierkant", "twijfel", "huis", "tientallen"]
)
def test_a_word_like_a_number_is_no_number(text: str) -> None:
    assert as_number(text) == (1 if text == "een" else None)


def test_a_bare_number_stays_within_its_range() -> None:
    assert read_number("acht", 0, 9).value == 8
    assert read_number("acht", 0, 5).kind is Kind.NONE
    assert read_number("acht of negen", 0, 9).kind is Kind.NONE


@pytest.mark.parametrize(
    ("a", "b"), [("wone", "wonen"), ("krisis", "crisis"), ("slegt", "slecht"), ("niemant",
    "niemand"),
                 ("natuurluk", "natuurlijk"), ("begelijder", "begeleider"), ("gezeligheid",
                 "gezelligheid")]
)  # fmt: skip
def test_words_that_sound_alike_have_one_key(a: str, b: str) -> None:
    assert sound_key(a) == sound_key(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [("een", "en"), ("alleen", "alle"), ("gepland", "ongepland"), ("voldoende", "onvoldoende")],
)
def test_words_that_mean_another_thing_have_other_keys(a: str, b: str) -> None:
    assert sound_key(a) != sound_key(b)


def test_a_gap_does_not_swallow_a_denial() -> None:
    words = [word(w) for w in ["ik", "heb", "geen", "indicatie"]]
    assert compile_phrase("heb .. indicatie").spans(words) == []
    assert compile_phrase("geen indicatie").spans(words) == [(2, 4)]


@pytest.mark.parametrize("source", ["", "  ", ".. wonen", "wonen .."])
def test_a_phrase_that_begins_or_ends_with_a_gap_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="a phrase begins and ends with a word"):
        compile_phrase(source)


def test_a_correction_gives_what_comes_after() -> None:
    change = corrected("wonen, of nee, dagbesteding")
    assert change is not None
    assert (change.after, change.clear) == ("dagbesteding", True)


@pytest.mark.parametrize(
    "text", ["Wat als ik elke dag hulp nodig heb?", "en als ik elke dag hulp nodig heb",
             "Stel dat ik elke dag hulp nodig heb"]
)  # fmt: skip
def test_a_supposition_can_be_read_as_if_stated(text: str) -> None:
    stated = without_supposition(text)
    assert stated == "ik elke dag hulp nodig heb"
    reading = read_answer(VOCABULARY["contact"], stated, Publiek.INWONER)
    assert reading.value == "dagelijks"


def test_a_no_that_opens_an_answer_corrects_nothing() -> None:
    assert corrected("nee, dagbesteding") is None


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("vroeger dronk ik veel", "past"),
        ("stel dat hij agressief wordt", "supposed"),
        ("is dat ook voor mensen met autisme?", "asks"),
        ("mijn broer is verslaafd", "other"),
        ("de buurvrouw heeft dementie", "other"),
    ],
)
def test_a_clause_about_something_else_does_not_count(text: str, flag: str) -> None:
    (clause,) = split_clauses(text, Publiek.INWONER)
    assert getattr(clause, flag)
    assert not clause.counts


def test_the_father_of_a_naaste_may_be_the_client() -> None:
    (clause,) = split_clauses("mijn vader is dement", Publiek.NAASTE)
    assert clause.counts


DIALOGUE_QUESTIONS = {
    "spreker",
    "relatie",
    "weet_ervan",
    "wettelijk_vertegenwoordiger",
    "gedrag_duur",
}


def test_the_words_name_only_values_that_exist() -> None:
    for name, words in signals().items():
        if name in DIALOGUE_QUESTIONS:
            continue
        kenmerk = VOCABULARY[name]
        known = {"ja", "nee"} if kenmerk.type is KenmerkType.BOOL else {*kenmerk.values, "geen"}
        used = {*words.phrases, *words.above, *(v for vs in words.above.values() for v in vs)}
        used |= {v for v in (words.yes, words.no) if v}
        assert used <= known, name


def test_every_kenmerk_with_values_that_is_asked_has_words_for_each() -> None:
    for name, kenmerk in VOCABULARY.items():
        if kenmerk.values and kenmerk.asked_of:
            assert set(kenmerk.values) <= set(signals()[name].phrases), name


@given(text=st.text(max_size=120))
def test_any_text_can_be_cut_into_clauses(text: str) -> None:
    for clause in split_clauses(text):
        assert clause.words
