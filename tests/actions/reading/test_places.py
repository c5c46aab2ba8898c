from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.reading import Kind, read_place
from catalog.model import Publiek
from catalog.places import Contact, Gazetteer, Gemeente

CONTACT = Contact("Loket", "2026-11-22")
NAMES = {
    "Vught": (),
    "Boxtel": (),
    "'s-Hertogenbosch": ("Den Bosch", "Rosmalen"),
    "Sint-Michielsgestel": ("Berlicum",),
    "West Betuwe": ("Geldermalsen",),
    "Terneuzen": ("Axel", "Sas van Gent"),
    "Culemborg": (),
    "Tiel": (),
    "Buren": ("Maurik",),
}
GAZETTEER = Gazetteer(
    Gemeente(id=name.lower(), naam=name, contact=CONTACT, ook=ook) for name, ook in NAMES.items()
)


@pytest.mark.parametrize(
    ("text", "naam"),
    [
        ("Vught", "Vught"),
        ("vught", "Vught"),
        ("ik woon in Boxtel", "Boxtel"),
        ("Den Bosch", "'s-Hertogenbosch"),
        ("s hertogenbosch", "'s-Hertogenbosch"),
        ("rosmalen hoor", "'s-Hertogenbosch"),
        ("St. Michielsgestel", "Sint-Michielsgestel"),
        ("gemeente West Betuwe", "West Betuwe"),
        ("sas van gent", "Terneuzen"),
        ("we wonen al jaren in Tiel", "Tiel"),
        ("nee niet meer in Boxtel, ik ben verhuisd naar Vught", "Vught"),
        ("van Tiel naar Culemborg verhuisd", "Culemborg"),
        ("Boxtel, nee Vught", "Vught"),
        ("vroeger in Tiel, nu in Vught", "Vught"),
        ("ik ben geboren in Tiel maar woon in Boxtel", "Boxtel"),
    ],
)
def test_a_place_is_found_under_every_name(text: str, naam: str) -> None:
    reading = read_place(text, GAZETTEER, Publiek.INWONER)
    assert (reading.value, reading.sure) == (naam, True)


def test_the_place_of_the_other_one_is_left_out() -> None:
    naaste = read_place("hij woont in Culemborg, ikzelf in Tiel", GAZETTEER, Publiek.NAASTE)
    assert naaste.value == "Culemborg"
    inwoner = read_place("ik woon in Tiel, mijn zoon in Vught", GAZETTEER, Publiek.INWONER)
    assert inwoner.value == "Tiel"


def test_two_places_without_more_give_nothing() -> None:
    assert read_place("Tiel en Vught", GAZETTEER).kind is Kind.NONE


@pytest.mark.parametrize(
    ("text", "naam"), [("Boxtell", "Boxtel"), ("Bokstel", "Boxtel"), ("ternuzen", "Terneuzen"),
                       ("culenborg", "Culemborg"), ("in Geldermaltsen", "West Betuwe")]
)  # fmt: skip
def test_a_misspelt_place_is_found(text: str, naam: str) -> None:
    assert read_place(text, GAZETTEER).value == naam


def test_a_place_that_is_only_near_asks_back() -> None:
    assert not read_place("culenborg", GAZETTEER).sure


@pytest.mark.parametrize(
    ("text", "value"), [("Groningen", "Groningen"), ("ik woon in Utrecht", "Utrecht")]
)
def test_an_unknown_place_is_given_as_typed_to_ask_back(text: str, value: str) -> None:
    reading = read_place(text, GAZETTEER)
    assert (reading.kind, reading.value, reading.sure) == (Kind.VALUE, value, False)


@pytest.mark.parametrize(
    "text",
    ["niet in Tiel", "waarom wilt u dat weten?", "ja", "", "mijn buren klagen over alles en ik"],
)
def test_what_names_no_place_gives_nothing(text: str) -> None:
    assert read_place(text, GAZETTEER).kind is Kind.NONE


def test_the_word_for_neighbours_is_no_gemeente_in_a_sentence() -> None:
    assert read_place("de buren wonen naast mij", GAZETTEER).value != "Buren"


def test_not_knowing_a_place_is_told() -> None:
    assert read_place("weet ik niet", GAZETTEER).kind is Kind.DONT_KNOW
    assert read_place("zeg ik liever niet", GAZETTEER).kind is Kind.SKIP


@given(text=st.text(max_size=120), publiek=st.sampled_from([None, *Publiek]))
def test_any_text_gives_a_name_or_nothing(text: str, publiek: Publiek | None) -> None:
    reading = read_place(text, GAZETTEER, publiek)
    assert (reading.kind is Kind.VALUE) == isinstance(reading.value, str)
