from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.reading import Kind, read_choice

SPEAKER = {
    "inwoner": "Voor mezelf",
    "naaste": "Voor iemand anders, zoals mijn kind, ouder of buur",
    "wijkteam": "Ik werk bij het wijkteam of de gemeente",
}
RELATION = {
    "zoon": "Mijn zoon",
    "dochter": "Mijn dochter",
    "moeder": "Mijn moeder",
    "vader": "Mijn vader",
    "vriend": "Een vriend",
    "vriendin": "Een vriendin",
    "anders": "Iemand anders",
}
CORRECT = {"ja": "Ja, dit klopt", "nee": "Nee, ik wil iets veranderen"}
HELP = {"post": "De post doen", "koken": "Koken", "geld": "Geld en rekeningen", "geen": "Niets"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Voor mezelf", "inwoner"),
        ("VOOR MEZELF.", "inwoner"),
        ("voor mijzelf", "inwoner"),
        ("1", "inwoner"),
        ("de tweede", "naaste"),
        ("nummer 2", "naaste"),
        ("optie b", "naaste"),
        ("c", "wijkteam"),
        ("de laatste", "wijkteam"),
        ("het bovenste", "inwoner"),
        ("het is voor mijn moeder", "naaste"),
        ("voor een vriend", "naaste"),
        ("ik werk bij het wijkteam", "wijkteam"),
        ("de eerste, nee de tweede", "naaste"),
    ],
)
def test_one_choice_is_found_in_every_way_of_pointing(text: str, value: str) -> None:
    reading = read_choice(text, SPEAKER, question="spreker")
    assert (reading.kind, reading.value) == (Kind.VALUE, value)


@pytest.mark.parametrize(
    "text",
    ["4", "de vijfde", "optie g", "1 en 2", "hallo", "", "?!", "allebei", "het weer is mooi"],
)
def test_what_points_at_no_choice_or_at_two_gives_nothing(text: str) -> None:
    assert read_choice(text, SPEAKER, question="spreker").kind is Kind.NONE


@pytest.mark.parametrize(
    ("text", "value"),
    [("mijn zoon", "zoon"), ("om ons moeder", "moeder"), ("mn dochter", "dochter"),
     ("een vriendin", "vriendin"), ("vriend", "vriend"), ("mijn oma", "anders")],
)  # fmt: skip
def test_a_relation_is_read_from_plain_words(text: str, value: str) -> None:
    assert read_choice(text, RELATION, question="relatie").value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("ja", "ja"), ("klopt", "ja"), ("dat klopt", "ja"), ("jazeker", "ja"), ("nee", "nee"),
     ("klopt niet", "nee"), ("niet helemaal", "nee"), ("Nee, ik wil iets veranderen", "nee")],
)  # fmt: skip
def test_a_yes_or_no_picks_the_choice_that_says_so(text: str, value: str) -> None:
    reading = read_choice(text, CORRECT)
    assert (reading.value, reading.exact) == (value, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("koken", ("koken",)),
        ("Koken; De post doen", ("post", "koken")),
        ("koken, de post doen", ("post", "koken")),
        ("koken en geld en rekeningen", ("koken", "geld")),
        ("1 en 3", ("post", "geld")),
        ("1, 2", ("post", "koken")),
        ("de eerste twee", ("post", "koken")),
        ("alles", ("post", "koken", "geld")),
        ("allemaal", ("post", "koken", "geld")),
        ("geen van deze", ()),
        ("niets hiervan", ()),
        ("Niets", ()),
        ("a en c", ("post", "geld")),
    ],
)
def test_several_choices_come_in_the_order_shown(text: str, value: tuple[str, ...]) -> None:
    reading = read_choice(text, HELP, multi=True)
    assert (reading.value, reading.exact) == (value, True)


@pytest.mark.parametrize("text", ["koken en niets", "koken of de post doen", "1 en 9"])
def test_choices_that_contradict_each_other_give_nothing(text: str) -> None:
    assert read_choice(text, HELP, multi=True).kind is Kind.NONE


def test_both_means_both_where_there_are_two() -> None:
    two = {"a": "Werk", "b": "School"}
    assert read_choice("allebei", two, multi=True).value == ("a", "b")
    assert read_choice("allebei", two).kind is Kind.NONE


def test_a_label_with_a_typing_error_is_found() -> None:
    assert read_choice("geld en rekenigen", HELP, multi=True).value == ("geld",)


def test_a_denied_label_is_not_taken_for_the_label() -> None:
    labels = {"klopt": "Dit is juist", "niet": "Dit is niet juist"}
    assert read_choice("dit is niet juist", labels).value == "niet"
    assert read_choice("dit is juist", labels).value == "klopt"


def test_without_choices_nothing_is_read() -> None:
    assert read_choice("ja", {}).kind is Kind.NONE


def test_not_knowing_and_skipping_are_told_apart() -> None:
    assert read_choice("geen idee", SPEAKER).kind is Kind.DONT_KNOW
    assert read_choice("sla maar over", SPEAKER).kind is Kind.SKIP


KINDS = {"begeleiding": "Begeleiding", "dagbesteding": "Dagbesteding", "wonen": "Wonen"}
KINDS_OR_NONE = {**KINDS, "geen": "Geen van deze"}
GOALS = {
    "ritme": "Een vast ritme: een reden om op te staan",
    "leren": "Iets leren",
    "contact": "Mensen zien",
}
TROUBLE = {
    "geen": "Het gedrag geeft geen problemen",
    "matig": "Het gedrag geeft soms problemen",
    "ernstig": "Het gedrag geeft al maanden veel schade",
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("de laatste", ("wonen",)),
        ("de bovenste twee", ("begeleiding", "dagbesteding")),
        ("de laatste twee", ("dagbesteding", "wonen")),
        ("de onderste 2", ("dagbesteding", "wonen")),
        ("1 en 3", ("begeleiding", "wonen")),
        ("de eerste en de laatste", ("begeleiding", "wonen")),
        ("de twede en de dirde", ("dagbesteding", "wonen")),
        ("alle drie", ("begeleiding", "dagbesteding", "wonen")),
        ("alledrie", ("begeleiding", "dagbesteding", "wonen")),
        ("alles behalve wonen", ("begeleiding", "dagbesteding")),
        ("alles op de laatste na", ("begeleiding", "dagbesteding")),
        ("die laatste, wonen", ("wonen",)),
        ("doe maar wonen", ("wonen",)),
    ],
)
def test_places_count_from_either_end_and_beside_a_name(text: str, value: tuple[str, ...]) -> None:
    reading = read_choice(text, KINDS, multi=True)
    assert (reading.value, reading.sure) == (value, True)


@pytest.mark.parametrize("text", ["geen van alle", "geen van deze", "geen problemen"])
def test_none_of_all_is_an_empty_list(text: str) -> None:
    assert read_choice(text, KINDS_OR_NONE, multi=True).value == ()


@pytest.mark.parametrize(
    "text",
    ["allebei", "alle twee", "alle vier", "de eerste, wonen", "1 of 2", "niet de laatste",
     "de laatste tijd gaat het slecht", "alle dagen", "de eerste niet"],
)  # fmt: skip
def test_what_does_not_fit_the_list_gives_nothing(text: str) -> None:
    assert read_choice(text, KINDS_OR_NONE, multi=True).kind is Kind.NONE


def test_the_last_is_asked_back_where_none_of_these_stands_last() -> None:
    reading = read_choice("de laatste", KINDS_OR_NONE, multi=True)
    assert (reading.value, reading.sure) == (("wonen",), False)
    reading = read_choice("begeleiding en dat laatste", KINDS_OR_NONE, multi=True)
    assert (reading.value, reading.sure) == (("begeleiding", "wonen"), True)


def test_a_name_and_a_place_are_two_choices() -> None:
    assert read_choice("het vaste ritme en dat laatste", GOALS, multi=True).value == (
        "ritme",
        "contact",
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [("de eerste, geen", "geen"), ("geen problemen", "geen"), ("nee hoor, geen problemen", "geen"),
     ("de laatste", "ernstig"), ("de derde, al maanden", "ernstig")],
)  # fmt: skip
def test_a_place_and_a_name_that_agree_are_one_choice(text: str, value: str) -> None:
    reading = read_choice(text, TROUBLE)
    assert (reading.value, reading.sure) == (value, True)


def test_a_place_and_a_name_that_differ_are_no_choice() -> None:
    assert read_choice("de eerste, soms", TROUBLE).kind is Kind.NONE


@pytest.mark.parametrize(
    "text",
    [
        "de tweede denk ik",
        "nummer 2 geloof ik",
        "misschien de tweede",
        "ik gok 2",
        "de twede dacht ik",
    ],
)
def test_a_choice_picked_with_doubt_is_asked_back(text: str) -> None:
    reading = read_choice(text, TROUBLE)
    assert (reading.value, reading.sure) == ("matig", False)


def test_the_same_is_a_choice_where_one_is_called_so() -> None:
    labels = {
        "beter": "Het wordt beter",
        "gelijk": "Het blijft hetzelfde",
        "minder": "Het wordt minder",
    }
    assert read_choice("doe maar hetzelfde", labels).value == "gelijk"


@given(text=st.text(max_size=80), multi=st.booleans(), labels=st.sampled_from([SPEAKER, HELP]))
def test_any_text_gives_offered_choices_only(
    text: str, multi: bool, labels: dict[str, str]
) -> None:
    reading = read_choice(text, labels, multi=multi)
    value: Any = reading.value
    if reading.kind is Kind.VALUE:
        assert set(value if multi else (value,)) <= set(labels)
