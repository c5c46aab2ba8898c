"""Numbers in answers, read in the light of the question: in digits, in words, misspelt, roughly."""

from __future__ import annotations

import pytest

from actions.reading import Kind, Reading, read_answer
from actions.reading.numerals import as_number, join_numbers
from actions.reading.told_numbers import read_told_number
from catalog.loader import SHIPPED
from catalog.model import Publiek
from catalog.vocabulary_file import read_vocabulary
from catalog.yamlfile import read_yaml
from dutch.words import tokens

VOCABULARY = read_vocabulary(read_yaml(SHIPPED / "vocabulary" / "kenmerken.yaml"))
SPEAKERS = {"i": Publiek.INWONER, "n": Publiek.NAASTE, "w": Publiek.WIJKTEAM}


def read(kenmerk: str, text: str, who: str) -> Reading:
    return read_answer(VOCABULARY[kenmerk], text, SPEAKERS[who])


@pytest.mark.parametrize(
    ("who", "text", "number"),
    [
        ("i", "negenenzestig, van de zomer word ik zeventig", 69),
        ("w", "wordt 18 op 3 januari, nu 17", 17),
        ("i", "bijna 19", 18),
        ("n", "hij is 23 geen 32", 23),
        ("i", "geboren in 1958, dus 67", 67),
        ("i", "geboren in 1958 dus 67 jaar", 67),
        ("i", "negenentwitig", 29),
        ("i", "firentachtig", 84),
        ("i", "ses en dartig", 36),
        ("i", "twe en twintig", 22),
        ("i", "viefendertig", 35),
        ("i", "achtienvijftig", 58),
        ("w", "56 jr", 56),
        ("i", "56jaar", 56),
        ("i", "56jr", 56),
        ("i", "ik ben 17 en over 3 maanden 18", 17),
        ("w", "is 17 en wordt in mei 18", 17),
        ("w", "17, bijna 18", 17),
        ("i", "29, bijna 30", 29),
        ("i", "17,5", 17),
        ("i", "zeventien en een half", 17),
        ("i", "ik ben 23 jaar en 4 maanden", 23),
        ("n", "hij is op 3 mei 23 geworden", 23),
        ("i", "ik ben gisteren 50 geworden", 50),
        ("i", "ik word volgende week 50", 49),
        ("w", "een vrouw van 58", 58),
        ("w", "man van 34 jaar", 34),
        ("w", "leeftijd: 45", 45),
        ("w", "cliënt 45", 45),
        ("i", "83 eh 84 word ik in december", 83),
        ("i", "ik ben 84, nee 83", 83),
        ("i", "65 lentes jong", 65),
        ("i", "vijf en zestig jaor", 65),
        ("i", "zevenenvertig", 47),
        ("i", "ik zn 47", 47),
        ("i", "34 jaar oud hoor", 34),
        ("i", "ik ben inmiddels 72 jaar en voel me goed", 72),
        ("i", "nog 17", 17),
        ("i", "17 nog, maar ik word volgende maand 18", 17),
        ("i", "bijna negentien", 18),
        ("n", "hij is zes", 6),
        ("n", "ons moeder is al negentig, ja", 90),
        ("n", "ik ben 49, moeder is 74", 74),
        ("i", "ik ben 41 en mijn man is 45", 41),
        ("i", "1 jaar", 1),
        ("i", "eenentachtig jaren", 81),
        ("i", "tachtig jaar ben ik", 80),
        ("i", "net 18", 18),
        ("i", "over 2 weken 18", 17),
        ("i", "tachentig", 80),
        ("i", "achteventachtig", 88),
        ("i", "eenenzeuventig", 71),
        ("i", "dreejendartig", 33),
        ("i", "zesennegentig jaar jong", 96),
        ("w", "betrokkene is 52 jaar", 52),
        ("w", "52 jarige man", 52),
        ("w", "52-jarige man", 52),
        ("w", "man, 52", 52),
        ("w", "52 j.", 52),
        ("i", "ik ben bijna jarig, nu 44", 44),
        ("i", "ik ben 44 maar word bijna 45", 44),
        ("i", "ik ben 19 bijna 20", 19),
        ("i", "zo oud als mijn tong, 50", 50),
        ("i", "77, al 50 jaar getrouwd", 77),
        ("i", "ik ben 77 en al 50 jaar getrouwd", 77),
        ("i", "mijn leeftijd is 33", 33),
        ("i", "jong, 20", 20),
    ],
)
def test_an_age_that_is_said_is_read_for_sure(who: str, text: str, number: float) -> None:
    reading = read("leeftijd", text, who)
    assert (reading.kind, reading.value, reading.sure) == (Kind.VALUE, number, True)


@pytest.mark.parametrize(
    ("who", "text", "number"),
    [
        ("n", "ze wordt 54, eh 45 is ze, ik haal het door elkaar", 45),
        ("i", "iets van 40", 40),
        ("i", "een jaar of 40", 40),
        ("i", "vandaag word ik 50", 49),
        ("i", "ik word 50", 49),
        ("i", "ik denk 45", 45),
        ("n", "ik denk dat ze 45 is", 45),
        ("n", "weet niet precies, rond de 80", 80),
    ],
)
def test_an_age_that_is_said_with_doubt_is_asked_back(who: str, text: str, number: float) -> None:
    reading = read("leeftijd", text, who)
    assert (reading.kind, reading.value, reading.sure) == (Kind.VALUE, number, False)


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("w", "geb. 1958"),
        ("i", "van 1958"),
        ("i", "ik ben van 1958"),
        ("i", "ik ben van 58"),
        ("i", "van '58"),
        ("i", "uit 58"),
        ("i", "'58"),
        ("i", "geboren in 58"),
        ("i", "geboren 12-3-1958"),
        ("i", "12-3-58"),
        ("i", "12 maart 1958"),
        ("i", "3 mei 58"),
        ("i", "wij zijn 70 en 72"),
        ("n", "mijn ouders zijn 70 en 72"),
        ("n", "70 en 72"),
        ("i", "60+"),
        ("i", "60 plus"),
        ("i", "zestigplusser"),
        ("i", "18-"),
        ("i", ">60"),
        ("w", "<18"),
        ("i", "40 of 41"),
        ("i", "40-45"),
        ("i", "40 à 45"),
        ("i", "dik in de zestig"),
        ("i", "begin 50"),
        ("i", "ik ben 1 van 3 kinderen"),
        ("i", "ik heb 2 zoons"),
        ("i", "sinds mijn 18e"),
        ("i", "ik ben op mijn 18e uit huis gegaan"),
        ("i", "ik woon hier al 20 jaar"),
        ("i", "ik woon op nummer 12"),
        ("i", "18 maanden"),
        ("i", "150"),
        ("i", "de 80 gepasseerd"),
        ("i", "nog geen 18"),
        ("i", "net geen 18"),
        ("i", "5 keer 10"),
        ("i", "ik ben 45 jaar geleden geboren"),
        ("i", "ik was 18 toen ik uit huis ging"),
        ("i", "als ik 18 ben"),
        ("i", "vierenveertig of vijfenveertig"),
        ("i", "ergens in de 50"),
        ("i", "40 plus 3"),
        ("i", "50 jaar getrouwd"),
        ("i", "ouder dan 65"),
    ],
)
def test_what_only_sounds_like_an_age_gives_none(who: str, text: str) -> None:
    assert read("leeftijd", text, who).kind is not Kind.VALUE


@pytest.mark.parametrize(
    ("who", "text", "number"),
    [
        ("i", "4 dd", 4),
        ("i", "fier midagen", 4),
        ("i", "drie ogtende", 3),
        ("i", "twe heele daage", 4),
        ("i", "twe midage inde week", 2),
        ("i", "vier. nee vijf, de vrijdagochtend ook", 5),
        ("i", "een hele dag en nog een losse middag", 3),
        ("i", "geen drie, twee ochtenden vind ik meer dan zat", 2),
        ("i", "ma t/m wo de hele dag", 6),
        ("i", "elke ochtend door de week", 5),
        ("i", "twee halve dagen", 2),
        ("i", "2x per week een middag", 2),
        ("i", "elke werkdag een ochtend", 5),
        ("i", "elke middag doordeweeks", 5),
        ("i", "maandagochtend, dinsdagmiddag en vrijdagochtend", 3),
        ("i", "maandagogtent en dinsdag midag", 2),
        ("i", "ma en di ochtend", 2),
        ("i", "dinsdag de hele dag", 2),
        ("i", "maandag hele dag en vrijdagochtend", 3),
        ("i", "maandag de hele dag en dinsdag de ochtend", 3),
        ("i", "twee ochtenden: maandag en woensdag", 2),
        ("i", "drie dagen, ma di en do", 6),
        ("i", "anderhalve dag", 3),
        ("i", "twee en een halve dag", 5),
        ("i", "2,5 dag", 5),
        ("i", "een halve dag", 1),
        ("i", "een halve dag per week", 1),
        ("i", "3 halve dagen", 3),
        ("i", "twee keer per week een hele dag", 4),
        ("i", "2 keer een halve dag", 2),
        ("i", "3 x 1 dagdeel", 3),
        ("i", "2x2 dagdelen", 4),
        ("i", "een dag", 2),
        ("i", "1 dag per week", 2),
        ("i", "een dag in de week", 2),
        ("i", "geen", 0),
        ("i", "niks", 0),
        ("i", "nul", 0),
        ("i", "0", 0),
        ("i", "ik wil graag 4 ochtenden komen", 4),
        ("i", "ik kan 2 dagen", 4),
        ("i", "ik wil 3 dagen werken, maandag dinsdag en woensdag", 6),
        ("i", "doe maar 3", 3),
        ("i", "vijf dagdelen per week lijkt me goed", 5),
        ("i", "5", 5),
        ("i", "vijf", 5),
        ("i", "2 ochtenden en 2 middagen", 4),
        ("i", "op maandag een ochtend", 1),
        ("i", "een middag op vrijdag", 1),
        ("i", "elke maandagochtend", 1),
        ("i", "ma-vr ochtend", 5),
        ("i", "maandag tot en met donderdag hele dagen", 8),
        ("i", "woensdagmidag", 1),
        ("i", "donderdachmiddag en vrijdachmiddag", 2),
        ("i", "1 hele dag p/w", 2),
        ("i", "het liefst vier middagen", 4),
        ("i", "eentje", 1),
        ("i", "een", 1),
        ("i", "een ochtendje", 1),
        ("i", "twee morgens", 2),
        ("i", "drie voormiddagen", 3),
        ("i", "2 ochtends", 2),
        ("i", "'s ochtends van maandag tot vrijdag", 5),
        ("i", "twee dagen en een ochtend", 5),
        ("i", "twee dagen per week 's ochtends", 2),
    ],
)
def test_half_days_that_are_counted_or_named_are_read_for_sure(
    who: str, text: str, number: float
) -> None:
    reading = read("dagdelen", text, who)
    assert (reading.kind, reading.value, reading.sure) == (Kind.VALUE, number, True)


@pytest.mark.parametrize(
    ("who", "text", "number"),
    [
        ("i", "maandag en donderdag", 4),
        ("i", "elke ochtend", 5),
        ("i", "alle ochtenden", 5),
        ("i", "drie ochtenden of zo", 3),
        ("i", "een stuk of drie ochtenden", 3),
        ("i", "een ochtend of drie", 3),
        ("i", "drie ochtenden, 1 middag", 4),
        ("i", "twee keer per week", 2),
        ("i", "minimaal 3", 3),
        ("i", "max 4 ochtenden", 4),
        ("i", "ik denk drie", 3),
        ("i", "drie denk ik", 3),
        ("i", "ongeveer 4", 4),
        ("i", "niet meer dan 2 ochtenden", 2),
        ("i", "twee avonden", 2),
        ("i", "elke maandag en dinsdag", 4),
        ("i", "ma/wo/vr", 6),
        ("i", "ma-wo", 6),
        ("i", "maandag tm woensdag", 6),
    ],
)
def test_half_days_that_leave_something_open_are_asked_back(
    who: str, text: str, number: float
) -> None:
    reading = read("dagdelen", text, who)
    assert (reading.kind, reading.value, reading.sure) == (Kind.VALUE, number, False)


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("i", "om de dag"),
        ("i", "elke dag"),
        ("i", "vier, de vrijdagochtend ook"),
        ("i", "een paar"),
        ("i", "paar ochtenden"),
        ("i", "een paar ochtenden"),
        ("i", "alleen 's ochtends"),
        ("i", "ochtend"),
        ("i", "drie a vier"),
        ("i", "3/4 dagdelen"),
        ("i", "twee tot drie ochtenden"),
        ("i", "6-8 dagdelen"),
        ("i", "12 dagdelen"),
        ("i", "vijf dagen"),
        ("i", "hele week"),
        ("i", "maandag niet"),
        ("i", "nu 2 dagdelen, dat mag naar 4"),
        ("i", "vroeger ging ik 3 dagen"),
        ("i", "8 uur"),
        ("i", "drie uur per week"),
        ("i", "woensdagochtend of donderdagochtend"),
        ("i", "twee keer in de maand"),
        ("i", "1x in de 2 weken een ochtend"),
        ("i", "mijn dochter is 12"),
        ("i", "ik heb 3 kinderen"),
        ("i", "ik wil er over 2 weken mee beginnen"),
        ("i", "ik denk aan 2 of 3 ochtenden"),
        ("i", "elke ochtend behalve woensdag"),
        ("i", "drie dagen, maar halve"),
        ("i", "twee dagen, alleen de ochtend"),
        ("i", "twee dagen per week van 9 tot 12"),
    ],
)
def test_what_gives_no_number_of_half_days_a_week_gives_none(who: str, text: str) -> None:
    assert read("dagdelen", text, who).kind is not Kind.VALUE


@pytest.mark.parametrize(
    ("who", "text", "number"),
    [
        ("w", "twee keer twee uur in de week", 4),
        ("w", "elke dag een uur, ook in het weekend", 7),
        ("w", "elke werkdag een uur", 5),
        ("w", "3x 90 min", 4.5),
        ("w", "vier uuur per weke", 4),
        ("w", "ongeveeer ses uur perweek", 6),
        ("w", "anderhalf uur op maandag en op donderdag", 3),
        ("w", "twee uurtjes", 2),
        ("w", "een uur of vijf", 5),
        ("w", "3x2 uur", 6),
        ("w", "3 x 2 uur", 6),
        ("w", "5u30", 5.5),
        ("w", "geen 8 maar 6 uur", 6),
        ("w", "niet 8, wel 6 uur", 6),
        ("w", "90 minuten", 1.5),
        ("w", "ca. 3 u", 3),
        ("w", "gem. 10 uur per week", 10),
        ("w", "acht uur p week", 8),
        ("w", "anderhalf uurtje in de week is zat", 1.5),
        ("w", "4 uur, nee 5 uur met de administratie erbij", 5),
        ("w", "3 dagen per week 2 uur per dag", 6),
        ("w", "3 dagen per week, 2 uur per dag", 6),
        ("w", "2 uur per dag, 5 dagen per week", 10),
        ("w", "drie ochtenden van 3 uur", 9),
        ("w", "op maandag 2 uur en op donderdag 3 uur", 5),
        ("w", "maandag 2 uur, donderdag 3 uur", 5),
        ("w", "ma t/m vr een uur", 5),
        ("w", "elke maandag 2 uur", 2),
        ("w", "8 uur per maand, dus 2 uur per week", 2),
        ("w", "drie kwartier per week", 0.75),
        ("w", "1 uur en 30 minuten", 1.5),
        ("w", "1 uur en een kwartier", 1.25),
        ("w", "6", 6),
        ("w", "zes", 6),
        ("w", "6,5", 6.5),
        ("w", "5½ uur", 5.5),
        ("w", "½ uur", 0.5),
        ("w", "2x per week 1,5 uur", 3),
        ("w", "2 keer per week anderhalf uur", 3),
        ("w", "1x per week 2 uur", 2),
        ("w", "een keer per week 2 uur", 2),
        ("w", "twee keer per week een uur", 2),
        ("w", "elke ochtend door de week een uur", 5),
        ("w", "2 dagdelen van 4 uur", 8),
        ("w", "40 uur in de week", 40),
        ("w", "5 uren", 5),
        ("w", "2 dagen, 5 uur in totaal", 5),
        ("w", "3x per dag 20 minuten, 7 dagen per week", 7),
        ("w", "dagelijks 2 uur, niet in het weekend", 10),
        ("w", "wekelijks 3 uur", 3),
        ("w", "2 uur", 2),
        ("w", "twee uur per week, dat is twee keer een uur", 2),
        ("w", "60 min per week", 1),
        ("w", "45 minuten per keer, twee keer per week", 1.5),
        ("w", "2 begeleiders 3 uur per week", 3),
        ("w", "sinds 2 jaar 4 uur per week", 4),
        ("w", "1x2 uur", 2),
        ("w", "2 u. per week", 2),
        ("w", "3 uur p/w", 3),
    ],
)
def test_hours_are_read_for_sure_in_every_way_of_saying_so_many_a_week(
    who: str, text: str, number: float
) -> None:
    reading = read("uren_per_week", text, who)
    assert (reading.kind, reading.value, reading.sure) == (Kind.VALUE, number, True)


@pytest.mark.parametrize(
    ("who", "text", "number"),
    [
        ("w", "5 a 6 uur", 5.5),
        ("w", "5 à 6 uur", 5.5),
        ("w", "5-6 uur", 5.5),
        ("w", "5 of 6 uur", 5.5),
        ("w", "een half uur per dag", 3.5),
        ("w", "2 uur per dag", 14),
        ("w", "elke dag een half uurtje", 3.5),
        ("w", "tussen de 4 en 6 uur", 5),
        ("w", "3 dagen 2 uur", 6),
        ("w", "maandag en donderdag 2 uur", 4),
        ("w", "een kwartier per dag", 1.75),
        ("w", "2 uur begeleiding plus 1 uur huishouden", 3),
        ("w", "max 4 uur", 4),
        ("w", "minimaal 3 uur per week", 3),
        ("w", "hooguit 3", 3),
        ("w", "ik denk 4 uur", 4),
        ("w", "4 uur denk ik", 4),
        ("w", "elke ochtend een uur", 7),
        ("w", "24 uur per dag", 168),
        ("w", "3x per dag een half uur", 10.5),
        ("w", "dagelijks 2 uur", 14),
        ("w", "7 dagen per week 1 uur", 7),
        ("w", "vijf dagen een uur", 5),
        ("w", "1 a 2 uur per dag", 10.5),
        ("w", "6 - 8 uur p/w", 7),
        ("w", "zes tot acht", 7),
        ("w", "4 tot 6", 5),
    ],
)
def test_hours_that_leave_something_open_are_asked_back(who: str, text: str, number: float) -> None:
    reading = read("uren_per_week", text, who)
    assert (reading.kind, reading.value, reading.sure) == (Kind.VALUE, number, False)


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("w", "8 uur per maand"),
        ("w", "de afspraak is om 9 uur"),
        ("w", "16 uur per 4 weken"),
        ("w", "om de week 2 uur"),
        ("w", "2 uur begeleiding en 1 uur huishouden"),
        ("w", "twee keer"),
        ("w", "3 keer per week"),
        ("w", "24/7"),
        ("w", "van 9 tot 12 uur"),
        ("w", "50%"),
        ("w", "10 uur per jaar"),
        ("w", "5 uur per week, 2 dagen"),
        ("w", "vroeger had ze 10 uur"),
        ("w", "weet ik niet"),
        ("w", "volgt na afstemming"),
    ],
)
def test_what_is_no_number_of_hours_a_week_gives_none(who: str, text: str) -> None:
    assert read("uren_per_week", text, who).kind is not Kind.VALUE


@pytest.mark.parametrize(
    ("text", "number"),
    [("viefendertig", 35), ("achtienvijftig", 58), ("firentachtig", 84), ("zeuvenenzestig", 67),
     ("tachentig", 80), ("dartig", 30), ("vief", 5), ("elluf", 11), ("zessedertig", 36),
     ("dreejendartig", 33), ("tien", 10)],
)  # fmt: skip
def test_a_number_is_read_as_it_sounds_in_dialect(text: str, number: float) -> None:
    assert as_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["voertuig", "tochtig", "deftig", "zien", "zijn", "voor", "door", "zus", "vrij", "prachtig"],
)
def test_a_word_with_the_consonants_of_a_number_is_no_number(text: str) -> None:
    assert as_number(text) is None


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("ses en dartig", ["zesendertig"]),
        ("twe en twintig", ["tweeentwintig"]),
        ("zes endertig", ["zesendertig"]),
        ("ses en een half uur", ["6.5", "uur"]),
        ("twee en een halve dag", ["2.5", "dag"]),
        ("twee negentig", ["twee", "negentig"]),
        ("3 halve dagen", ["3", "halve", "dagen"]),
        ("70 en 72", ["70", "en", "72"]),
    ],
)
def test_a_number_in_several_words_becomes_one_and_two_numbers_stay_two(
    text: str, joined: list[str]
) -> None:
    assert join_numbers(tokens(text)) == joined


@pytest.mark.parametrize(
    ("kenmerk", "text", "number"),
    [
        ("leeftijd", "Mijn zoon is sevenentwinteg en woont nog thuis.", 27),
        ("dagdelen", "Zij wil vier dagdeelen naar de dagbesteding.", 4),
        ("uren_per_week", "Nodig is twee keer per week anderhalf uur begeleiding.", 3),
    ],
)
def test_a_story_tells_a_number_however_it_is_spelled(
    kenmerk: str, text: str, number: float
) -> None:
    told = read_told_number(kenmerk, text, Publiek.NAASTE)
    assert told is not None
    assert told[0] == number


def test_a_date_in_a_report_is_no_number_of_half_days() -> None:
    assert read_told_number("dagdelen", "Gesprek dd 4 mei.", Publiek.WIJKTEAM) is None


@pytest.mark.parametrize(
    ("kenmerk", "text"),
    [
        ("leeftijd", "ik word over 3 jaar 65"),
        ("leeftijd", "mijn huisnummer is 34"),
        ("leeftijd", "ik ben 1,80"),
        ("leeftijd", "mijn zus is 50 en ik ben 2 jaar jonger"),
        ("leeftijd", "ik ben 2 jaar jonger dan mijn man die is 50"),
        ("leeftijd", "ik ben 70 geweest"),
        ("leeftijd", "18 jaar en ouder"),
        ("dagdelen", "ik ga nu 2 dagen en wil er 1 bij"),
        ("dagdelen", "op maandag en woensdag, maar alleen de ochtenden"),
        ("dagdelen", "halve dagen"),
        ("uren_per_week", "2 uur per keer"),
        ("uren_per_week", "24-uurs zorg"),
        ("uren_per_week", "10 uur/mnd"),
    ],
)
def test_a_number_of_something_else_is_not_recorded(kenmerk: str, text: str) -> None:
    assert read(kenmerk, text, "i").kind is not Kind.VALUE


@pytest.mark.parametrize(
    ("kenmerk", "text", "number", "sure"),
    [
        ("dagdelen", "doordeweeks elke dag een halve dag", 5, True),
        ("dagdelen", "op woensdag 2 dagdelen en op vrijdag 1", 3, False),
        ("dagdelen", "ik werk nu 3 dagen", 6, False),
        ("uren_per_week", "1 uur per bezoek, 3 bezoeken", 3, True),
        ("uren_per_week", "3 contactmomenten van 1 uur", 3, True),
        ("uren_per_week", "2*2 uur", 4, True),
        ("uren_per_week", "2 uur/dag", 14, False),
        ("uren_per_week", "van 4 naar 6 uur", 6, False),
    ],
)
def test_parts_are_put_together_and_what_stays_open_is_asked_back(
    kenmerk: str, text: str, number: float, sure: bool
) -> None:
    reading = read(kenmerk, text, "w")
    assert (reading.kind, reading.value, reading.sure) == (Kind.VALUE, number, sure)
