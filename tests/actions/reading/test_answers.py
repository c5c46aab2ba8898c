from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actions.reading import Kind, Reading, read_answer
from actions.reading.answers import is_valid, own_labels
from catalog.loader import SHIPPED
from catalog.model import KenmerkType, Publiek
from catalog.vocabulary_file import read_vocabulary
from catalog.yamlfile import read_yaml

VOCABULARY = read_vocabulary(read_yaml(SHIPPED / "vocabulary" / "kenmerken.yaml"))
SPEAKERS = {"i": Publiek.INWONER, "n": Publiek.NAASTE, "w": Publiek.WIJKTEAM}
ANSWERS: dict[str, list[list[Any]]] = yaml.safe_load(
    Path(__file__).with_name("antwoorden.yaml").read_text(encoding="utf-8")
)
ROWS = [
    pytest.param(kenmerk, who, text, value, id=f"{kenmerk}: {text}")
    for kenmerk, rows in ANSWERS.items()
    for who, text, value in rows
]


def read(kenmerk: str, text: str, publiek: Publiek = Publiek.INWONER) -> Reading:
    return read_answer(VOCABULARY[kenmerk], text, publiek)


@pytest.mark.parametrize(("kenmerk", "who", "text", "value"), ROWS)
def test_an_answer_gives_what_it_says_and_no_more(
    kenmerk: str, who: str, text: str, value: Any
) -> None:
    reading = read(kenmerk, text, SPEAKERS[who])
    expected = tuple(value) if isinstance(value, list) else value
    if expected is None:
        assert reading.kind is not Kind.VALUE
    else:
        assert (reading.kind, reading.value) == (Kind.VALUE, expected)


@pytest.mark.parametrize("kenmerk", [k for k in VOCABULARY if VOCABULARY[k].labels])
@pytest.mark.parametrize("publiek", list(Publiek))
def test_every_label_as_offered_gives_its_own_value(kenmerk: str, publiek: Publiek) -> None:
    about = VOCABULARY[kenmerk]
    for key, label in own_labels(about, publiek).items():
        expected: Any = key
        if about.type is KenmerkType.BOOL:
            expected = key == "ja"
        elif about.type is KenmerkType.MANY:
            expected = () if key == "geen" else (key,)
        for typed in (label, label.upper(), label.rstrip(".") + "."):
            reading = read(kenmerk, typed, publiek)
            assert (reading.value, reading.exact) == (expected, True), typed


@pytest.mark.parametrize("kenmerk", [k for k, v in VOCABULARY.items() if v.type.value == "many"])
def test_all_labels_joined_by_semicolons_give_all_values(kenmerk: str) -> None:
    about = VOCABULARY[kenmerk]
    labels = own_labels(about, Publiek.INWONER)
    joined = "; ".join(label for key, label in labels.items() if key != "geen")
    assert read(kenmerk, joined).value == about.values


@pytest.mark.parametrize("kenmerk", [k for k in VOCABULARY if k != "gemeente"])
@pytest.mark.parametrize(
    "text",
    [
        "weet ik niet",
        "geen idee",
        "kweenie",
        "Dat zou ik niet weten.",
        "ik weet het echt niet hoor",
    ],
)
def test_not_knowing_is_never_a_value(kenmerk: str, text: str) -> None:
    assert read(kenmerk, text).kind is Kind.DONT_KNOW


@pytest.mark.parametrize("kenmerk", [k for k in VOCABULARY if k != "gemeente"])
@pytest.mark.parametrize(
    "text", ["sla over", "Overslaan", "volgende vraag", "dat zeg ik liever niet"]
)
def test_skipping_is_never_a_value(kenmerk: str, text: str) -> None:
    assert read(kenmerk, text).kind is Kind.SKIP


@pytest.mark.parametrize(
    "text",
    [
        "Dank u wel.",
        "Ik hoor graag van u.",
        "Wat kost dat eigenlijk?",
        "Heeft u ook dagbesteding voor mensen met autisme?",
        "De apotheek zit in het centrum.",
        "Hij is de jongste van vier.",
    ],
)
@pytest.mark.parametrize(
    "kenmerk", [k for k in VOCABULARY if k not in ("gemeente", "acuut_gevaar")]
)
def test_what_answers_nothing_is_not_recorded(kenmerk: str, text: str) -> None:
    assert read(kenmerk, text).kind is not Kind.VALUE


def test_a_doubtful_answer_asks_back() -> None:
    assert not read("prikkelarm", "misschien is een rustige plek beter").sure
    assert not read("uren_per_week", "6 à 8 uur", Publiek.WIJKTEAM).sure
    assert read("prikkelarm", "ja").sure


def test_a_bare_number_for_how_often_asks_back() -> None:
    reading = read("contact", "2")
    assert (reading.value, reading.sure) == ("wekelijks", False)


def test_a_yes_to_a_label_that_says_more_asks_back() -> None:
    reading = read("motivatie", "ja")
    assert (reading.value, reading.sure) == ("hoog", False)


def test_labels_as_offered_go_before_the_own_labels() -> None:
    about = VOCABULARY["gedrag"]
    offered = {"geen": "Rustig", "matig": "Soms onrustig"}
    assert read_answer(about, "soms onrustig", Publiek.INWONER, offered).value == "matig"


def test_a_text_kenmerk_is_left_to_the_reading_of_places() -> None:
    assert read("gemeente", "Vught").kind is Kind.NONE


TYPED = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["ja", "nee", "niet", "geen", "2", "elke", "dag", "eh", ",", "?", "half", "en", "t/m",
             "wonen", "of nee", "maandag", "uur", "1,", "1.2.3", "weet", "ik", "1950", "zes", "-"]
        ),
        max_size=12,
    ).map(" ".join),
)  # fmt: skip


@given(
    kenmerk=st.sampled_from(list(VOCABULARY)), text=TYPED, publiek=st.sampled_from(list(Publiek))
)
def test_any_text_gives_a_valid_value_or_none(kenmerk: str, text: str, publiek: Publiek) -> None:
    reading = read(kenmerk, text, publiek)
    if reading.kind is Kind.VALUE:
        assert is_valid(VOCABULARY[kenmerk], reading.value)
    else:
        assert reading.value is None
