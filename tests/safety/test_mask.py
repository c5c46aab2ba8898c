"""Masking: what identifies a person goes, what a message says stays."""

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.nl import bsn

from safety.mask import PLACEHOLDERS, mask
from tests.safety.lines import read

LINES = read("mask")
NUMBERS = ("bsn", "telefoon", "email", "iban", "postcode", "kenteken")
# Digits of Dutch numbers that the elfproef accepts, made up for the test.
FICTITIOUS = [str(n) for n in range(999990000, 999999999) if bsn.is_valid(str(n))][:500]


def _shares() -> dict[str, float]:
    """Return for each kind the share of its pieces that is masked under its own name."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for line in LINES:
        out = mask(line["tekst"])
        for piece in line["stukken"]:
            total[piece["soort"]] += 1
            right[piece["soort"]] += piece["stuk"] not in out and f"[{piece['soort']}]" in out
    return {kind: right[kind] / total[kind] for kind in total}


def test_there_are_enough_lines_of_each_kind() -> None:
    assert len(LINES) >= 200
    assert {piece["soort"] for line in LINES for piece in line["stukken"]} == set(PLACEHOLDERS)
    assert sum(1 for line in LINES if not line["stukken"]) >= 100


def test_numbers_that_identify_are_masked() -> None:
    shares = _shares()
    for kind in NUMBERS:
        assert shares[kind] >= 0.98, kind


def test_names_addresses_and_dates_of_birth_are_masked() -> None:
    shares = _shares()
    for kind in ("naam", "adres", "geboortedatum"):
        assert shares[kind] >= 0.95, kind


def test_harmless_lines_stay_as_they_are() -> None:
    harmless = [line["tekst"] for line in LINES if not line["stukken"]]
    touched = [text for text in harmless if mask(text) != text]
    assert len(touched) / len(harmless) <= 0.05, touched


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mijn zoon bas is 23", "mijn zoon [naam] is 23"),
        ("ik heet jan de vries en ben 45", "ik heet [naam] en ben 45"),
        ("onze Rob woont in Boxtel", "onze [naam] woont in Boxtel"),
        ("mevrouw Jansen", "mevrouw [naam]"),
        ("bel 112 of 0800-2000", "bel 112 of 0800-2000"),
        ("product 15B11, 6 uur per week", "product 15B11, 6 uur per week"),
        ("opname op 12-03-2024", "opname op 12-03-2024"),
        ("geboren op 12-03-1964 in Oss", "geboren op [geboortedatum] in Oss"),
        ("Kerkstraat 5, 5211 AB Den Bosch", "[adres], [postcode] Den Bosch"),
        ("bsn １２３４５６７８２", "bsn [bsn]"),
        ("bsn 1234\u200b56782", "bsn [bsn]"),
        ("geb. 01-02-1990 / 5212RJ", "geb. [geboortedatum] / [postcode]"),
        ("tel 06/12345678", "tel [telefoon]"),
        ("Oude Haven 3 in Hulst", "[adres] in Hulst"),
        ("aan de haven 3 keer per week", "aan de haven 3 keer per week"),
        ("Marieke Smit-de Boer komt", "[naam] komt"),
        ("mevrouw Smits-van der Laan belt", "mevrouw [naam] belt"),
        ("het gaat om Nguyen Thi Lan", "het gaat om [naam]"),
        ("hr Timmermans: verslaving", "hr [naam]: verslaving"),
        ("begeleider Thuis of Kleinschalig", "begeleider Thuis of Kleinschalig"),
        ("De hond heet Bello.", "De hond heet Bello."),
        ("", ""),
    ],
)
def test_the_meaning_is_kept(text: str, expected: str) -> None:
    assert mask(text) == expected


def test_a_placeholder_that_somebody_typed_stays() -> None:
    assert mask("[naam] belt [telefoon]") == "[naam] belt [telefoon]"


def test_masking_is_fast() -> None:
    for line in LINES:
        mask(line["tekst"])
    start = time.process_time()
    for line in LINES:
        mask(line["tekst"])
    assert (time.process_time() - start) / len(LINES) < 0.001


@pytest.mark.parametrize("part", ["1 ", "a.", "NL12 ", "woon 1 ", "Van de ", "x@", "06-", "jan "])
def test_no_message_takes_long(part: str) -> None:
    start = time.process_time()
    mask((part * 4000)[:4000])
    assert time.process_time() - start < 1


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@given(st.lists(st.sampled_from([line["tekst"] for line in LINES]), min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_masking_messages_run_together_twice_changes_nothing_more(parts: list[str]) -> None:
    once = mask(" ".join(parts))
    assert mask(once) == once


@given(
    st.text(st.characters(exclude_categories=["Nd"]), max_size=40),
    st.sampled_from(FICTITIOUS),
    st.text(st.characters(exclude_categories=["Nd"]), max_size=40),
)
@settings(max_examples=300, deadline=None)
def test_a_bsn_never_comes_out(before: str, number: str, after: str) -> None:
    assert number not in mask(f"{before}{number}{after}")
