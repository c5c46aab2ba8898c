"""Which activity people speak of, what decides its kind, and whether that is asked."""

from __future__ import annotations

import pytest

from actions.reading.activities import read_activity, read_conditions
from catalog.classify import activity_rules, classify
from catalog.loader import shipped

RULES = activity_rules(shipped().stelsels.values())
GROEP, INDIVIDUEEL = "groepsbegeleiding", "individuele_begeleiding"
GEEN, HANGT = "geen_begeleidingstijd", "hangt_ervan_af"


@pytest.mark.parametrize(
    ("text", "activity"),
    [
        ("samen nasi maken met drie bewoners", "koken"),
        ("kooke met me begelijder", "koken"),
        ("de kamer stofzuigen", "schoonmaken"),
        ("ze helpen met poetse", "schoonmaken"),
        ("pilletjes aanreiken", "medicatie"),
        ("een kop thee met de buren", "koffie_en_eten"),
        ("koffiedrinke op de groep", "koffie_en_eten"),
        ("hulp in de nagt", "nachtzorg"),
        ("iemand wakker maken", "wekken_en_aansturen"),
        ("we wassen haar haren", "overnemen_van_taken"),
        ("een middagje bingo", "welzijnsactiviteit"),
        ("praten over de doelen in mijn plan", "hersteldoel_gesprek"),
        ("een gesprek over het weer", "anders"),
        ("elke week een gesprek over zijn doelen", "hersteldoel_gesprek"),
        ("mee naar de tandarts", "begeleiden_naar_afspraak"),
        ("een uur in de wachtkammer", "wachten"),
        ("een half uur rijden naar de arts", "reizen"),
        ("de post doornemen zonder doel", "anders"),
        ("wat een mooie dag", None),
    ],
)
def test_an_activity_is_known_by_its_words_however_they_are_spelt(
    text: str, activity: str | None
) -> None:
    assert read_activity(text).activity == activity


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("een op een", {"een_op_een": True}),
        ("1-op-1", {"een_op_een": True}),
        ("één op één", {"een_op_een": True}),
        ("met alle bewoners", {"een_op_een": False}),
        ("niet één op één", {"een_op_een": False}),
        ("met een van de bewoners", {}),
        ("zonder doel", {"gericht_op_hersteldoel": False}),
        ("er is geen doel uit het plan", {"gericht_op_hersteldoel": False}),
        ("dat staat in zijn plan", {"gericht_op_hersteldoel": True}),
        ("we praten over voetbal", {"gericht_op_hersteldoel": False}),
        ("in de woongroep", {"woont_zelfstandig_zonder_groep": False}),
        ("hij heeft een eigen flat", {"woont_zelfstandig_zonder_groep": True}),
        ("geen groep erbij", {"woont_zelfstandig_zonder_groep": True}),
        ("ze hoort niet bij een groep", {"woont_zelfstandig_zonder_groep": True}),
        ("niet in een woongroep", {"woont_zelfstandig_zonder_groep": True}),
        ("sluit nergens bij aan", {"sluit_aan_bij_groep": False}),
        ("hij schuift aan bij het eten", {"sluit_aan_bij_groep": True}),
        ("dat is gepland", {"gepland": True}),
        ("niet gepland", {"gepland": False}),
        ("onverwachts", {"gepland": False}),
        ("nodig voor de behandeling", {"noodzakelijk_voor_behandeling": True}),
        ("niet nodig voor de behandeling", {"noodzakelijk_voor_behandeling": False}),
        ("de psychiater wil dat ik erbij zit", {"noodzakelijk_voor_behandeling": True}),
        ("hij kan ook zelf", {"noodzakelijk_voor_behandeling": False}),
    ],
)
def test_a_condition_is_stated_by_its_words_and_turned_over_by_a_denial(
    text: str, known: dict[str, bool]
) -> None:
    assert read_conditions(text) == known


def test_a_denial_turns_over_the_nearest_words_only() -> None:
    known = read_conditions("zonder doel op de groep")
    assert known == {"gericht_op_hersteldoel": False, "woont_zelfstandig_zonder_groep": False}


def test_words_that_only_ask_for_the_kind_state_no_condition() -> None:
    for text in (
        "is koken groep of individueel",
        "hoort koken bij de groep of is dat voor mij alleen",
        "valt poetsen onder de groep",
    ):
        assert dict(read_activity(text).known) == {}, text


def test_a_home_beside_a_group_leaves_open_whether_one_joins_in() -> None:
    assert read_conditions("hij woont op zichzelf naast de woongroep") == {}
    joins = read_conditions("hij woont op zichzelf naast de woongroep en eet mee bij de groep")
    assert joins == {"sluit_aan_bij_groep": True}


def test_living_alone_later_is_a_goal_and_no_way_of_living() -> None:
    known = read_conditions("om straks op zichzelf te kunnen wonen")
    assert known == {"gericht_op_hersteldoel": True}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("koken, groep of individueel", True),
        ("hoe boek ik de rit naar een cliënt", True),
        ("onder welke noemer valt wekken", True),
        ("ze eten met hem. individueel?", True),
        ("telt wachten bij de dokter mee", True),
        ("hij heeft individuele begeleiding en kan niet koken", False),
        ("ik slik elke dag medicijnen", False),
        ("s nachts moet er iemand zijn", False),
        ("welk product past bij hem", False),
        ("groep of individueel", False),
    ],
)
def test_a_question_names_an_activity_and_asks_its_kind(text: str, asks: bool) -> None:
    assert read_activity(text).is_question is asks


def test_a_long_story_is_no_question() -> None:
    story = "hij kookt zelf en heeft hulp bij het huishouden " * 9
    assert not read_activity(f"{story} en hoe telt dat mee").is_question


@pytest.mark.parametrize(
    ("text", "soort"),
    [
        ("wij maken elke ochtend alle bewoners wakker, hoe tellen die minuten", GROEP),
        ("ze zeggen tegen mij dat ik moet opstaan, wat voor hulp is dat", HANGT),
        ("cl woont in een huurflat, niet bij een groep, wij wekken hem. individueel?", INDIVIDUEEL),
        ("een op een aansturen op de groep, zonder doel", GROEP),
        ("we leren hem zelf aankleden, staat in zijn herstelplan. ib?", INDIVIDUEEL),
        ("wandelen met een begeleider, is groep?", GROEP),
        ("mee naar de dokter, telt dat", HANGT),
        ("mee naar de arts, haar moeder kan ook, niet nodig voor de behandeling", GEEN),
        ("de psychiater wil dat de pb erbij zit voor de behandeling", INDIVIDUEEL),
        ("in de auto naar het ziekenhuis over de doelen uit zijn plan gepraat", INDIVIDUEEL),
        ("reisteid naar dokter telt da", GEEN),
        ("wachten tot mijn zoon klaar is bij de dokter, telt dat", GEEN),
        ("als mijn dochter 's nachts belt en er komt iemand, is dat groep", GROEP),
        ("om 3 uur 's nachts op afspraak een rondje, hoe boek ik dat", HANGT),
        ("hij eet mee bij de groep en woont ernaast op zichzelf, hoe telt dat", GROEP),
        ("ik vertel wat de bijwerkingen van mijn pillen doen, is dat voor mij alleen", INDIVIDUEEL),
    ],
)
def test_what_is_read_gives_the_kind_that_the_source_gives(text: str, soort: str) -> None:
    read = read_activity(text)
    assert read.activity is not None
    assert classify(RULES, read.activity, read.known).soort == soort
