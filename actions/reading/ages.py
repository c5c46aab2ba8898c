"""An age in whole years: what is, what will be, and what only sounds like an age."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from actions.reading.clauses import Clause, corrected, split_clauses
from actions.reading.measures import DOUBTS, FILLERS, is_bare, ranged, unit_key, unit_of, usual_form
from actions.reading.numerals import as_number
from actions.reading.phrases import says
from actions.reading.result import NOTHING, Kind, Reading
from catalog.model import Publiek
from dutch.words import Word

_COUNTED = frozenset(
    {"kinderen", "kind", "zonen", "dochters", "procent", "euro", "kilo", "broers", "zussen",
     "kleinkinderen", "augustus", "januari", "februari", "maart", "april", "mei", "juni", "juli",
     "september", "oktober", "november", "december", "jan", "feb", "mrt", "apr", "jun", "jul",
     "aug",
     "sep", "sept", "okt", "nov", "dec", "nachten", "begeleiders", "katten", "honden", "katjes",
     "mensen", "meter", "cm", "e", "ste", "de", "er", "plus", "plusser", "plussers", "hoog",
     "verdiepingen", "personen", "zoons", "dochter", "hond", "kat"}
)  # fmt: skip
_TIME_UNITS = frozenset({"maand", "week", "dag", "werkdag", "uur", "minuut", "keer", "kwartier"})
_SOON = ("bijna", "binnenkort", "morgen", "volgende week|maand|jaar",
    "over N maand|maanden|weken|dagen",
         "over een paar", "straks", "wordt|word .. pas", "over een maand|week|jaar", "pas in",
         "in januari|februari|maart|april|mei|juni|juli|augustus",
         "in september|oktober|november|december",
         "dit jaar nog", "nog dit jaar", "komende", "aankomende", "aanstaande", "van de zomer",
         "deze zomer|winter|herfst|lente", "van de winter|herfst|lente|week|maand", "overmorgen",
         "met kerst|pasen", "eind|begin dit|volgend jaar", "volgend jaar",
         "later dit jaar")  # fmt: skip
_MONTH = ("op N januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november",
          "op N december", "op N jan|feb|mrt|apr|jun|jul|aug|sept|okt|nov|dec")  # fmt: skip
_BECOMES = frozenset({"word", "wordt", "worden", "wort", "wordr"})
_ROUGH = ("ongeveer", "rond", "een jaar of", "circa", "ca", "zowat", "pakweg", "schat",
          "tegen de", "om en nabij", "misschien", "gok", "iets van", "ergens", "naar schatting",
          "plusminus", "minstens", "minimaal", "maximaal", "hooguit", "zeker wel", "volgens mij",
          "dacht", "denk", "geloof", "haal .. door elkaar", "weet .. niet zeker", "weet .. niet",
          "uit mijn hoofd", "vermoedelijk", "waarschijnlijk", "allebei", "beiden", "wij zijn",
          "we zijn", "zijn we|wij", "ouders")  # fmt: skip
_DECADE = ("in de|mijn|zijn|haar N", "begin|eind|half|midden|achterin|voorin N",
           "begin|eind|half|midden de N",
           "dik in de", "de N gepasseerd", "boven de N", "onder de N", "ouder dan N",
           "jonger dan N", "over de N", "nog geen N", "ver in de", "meer dan N", "minder dan N",
           "nog niet N", "boven N", "onder N", "N plus", "N plusser", "N plussers",
           "dik N", "ruim N", "N of ouder|jonger", "diep in de",
           "N jaar en|of ouder|jonger", "N geweest", "N al|voorbij voorbij", "N voorbij", "N ish",
           "jonger|ouder dan", "over N jaar|jaren")  # fmt: skip
_YEAR = re.compile(r"^(18|19|20)\d\d$")
_DATE = re.compile(
    r"\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})\b|(?<![\d\w])'\s?\d\d\b|"
    r"\b\d{1,2} (?:jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]* "
    r"(?:\d{4}|\d{2}(?! (?:geworden|jaar|word)))\b"
)
_ALIVE = re.compile(r"\b(?:een|de) (?=(?:man|vrouw|jongen|meisje|dame|heer) van \w)")
_LASTS = frozenset({"woon", "woont", "wonen", "werk", "werkt", "werken", "ken", "kent", "kennen",
                    "heb", "heeft", "hebben", "zit", "duurt", "slik", "slikt", "rook", "rookt",
                    "drink", "drinkt", "kom", "komt", "zorg", "zorgt", "gebruik", "gebruikt"}
                   )  # fmt: skip
_BOUND = re.compile(r"[<>≥≤]\s*(?=\d)")
_PLUS = re.compile(r"\b\d{2}\s?\+|\b\d{1,2}-(?=\s|$)|\b\d{2}-?plus\w*|(?<!\S)-\d{2}\b")
_BORN = ("geboren", "geb", "geboortejaar", "geboortedatum", "bouwjaar", "lichting", "jaargang",
         "gebortejaar")  # fmt: skip
_NOW = frozenset({"ben", "is", "bent", "nu", "momenteel", "thans", "leeftijd", "oud", "geworden",
                  "inmiddels", "pas", "net", "lft", "nog", "dus"})  # fmt: skip
_NAMELESS = frozenset({"ben", "is", "ik", "hij", "zij", "ie", "dat", "was", "uit", "en", "bent",
                       "die", "het", "komt", "client"})  # fmt: skip
_HESITATES = frozenset({"eh", "uh", "ehm", "uhm", "nee", "of", "bedoel", "sorry"})


class _How(Enum):
    NOW = "now"
    """Said to be so: "is 45", "nu 17"."""
    ALONE = "alone"
    """A clause of nothing but the number."""
    LOOSE = "loose"
    """A number somewhere in a clause."""
    COMING = "coming"
    """What somebody will become; `years` is then a year less."""


@dataclass(frozen=True, slots=True)
class _Age:
    years: int
    how: _How
    sure: bool
    at: int


def read_age(text: str, publiek: Publiek | None, low: float = 0, high: float = 120) -> Reading:
    """Read an age in whole years; a year of birth or a decade is no age."""
    change = corrected(text)
    if change is not None:
        after = read_age(change.after, publiek, low, high)
        if after.kind is Kind.VALUE:
            return after
    if _PLUS.search(text):
        return NOTHING
    usual = usual_form(_BOUND.sub("ouder dan ", _DATE.sub(" geboren ", text)))
    usual = _ALIVE.sub("", usual)
    ages: list[_Age] = []
    doubted = False
    for clause in split_clauses(usual, publiek):
        doubted = doubted or says(clause.words, *_ROUGH) or _doubts(clause)
        if clause.words[0].text in ("als", "zodra", "wanneer"):
            continue
        if clause.asks or clause.supposed or clause.other or _of_speaker(clause, publiek):
            continue
        if clause.past and not says(clause.words, "geworden"):
            continue
        for words in _own_parts(clause):
            ages += _ages(words)
    chosen = _chosen(ages, short=len(usual.split()) <= 7)
    if chosen is None:
        return NOTHING
    sure = chosen.sure and not doubted
    return ranged(float(chosen.years), low, high, exact=sure and is_bare(text), sure=sure)


def _doubts(clause: Clause) -> bool:
    return any(w.text in DOUBTS or unit_key(w.text) in DOUBTS for w in clause.words)


def _of_speaker(clause: Clause, publiek: Publiek | None) -> bool:
    if publiek is Publiek.NAASTE:
        return says(clause.words, "ik ben", "ben ik", "ik word", "word ik")
    return False


def _chosen(ages: Sequence[_Age], *, short: bool) -> _Age | None:
    """Give the one age that was said: what is goes before what will be, and that before a guess."""
    coming = {a.years for a in ages if a.how is _How.COMING}
    for how in (_How.NOW, _How.ALONE):
        said = [a for a in ages if a.how is how]
        if not said:
            continue
        years = {a.years for a in said}
        if len(years) > 1:
            return None
        agrees = not coming or coming == years
        return _Age(said[0].years, how, all(a.sure for a in said) and agrees, said[0].at)
    loose = [a for a in ages if a.how is _How.LOOSE] if short or coming else []
    years = coming | {a.years for a in loose}
    if len(years) != 1:
        return None
    sure = all(a.sure for a in ages if a.how is _How.COMING) if not loose else True
    return _Age(years.pop(), _How.LOOSE, sure, 0)


def _own_parts(clause: Clause) -> list[Sequence[Word]]:
    """Cut "ik ben 17 en over 3 maanden 18" where what will be begins."""
    for i, w in enumerate(clause.words):
        rest = clause.words[i + 1 :]
        if w.text in ("en", "dus") and i and (says(rest, *_SOON) or _says_becomes(rest)):
            return [clause.words[:i], rest]
    return [clause.words]


def _says_becomes(words: Sequence[Word]) -> bool:
    return any(w.text in _BECOMES for w in words)


def _ages(words: Sequence[Word]) -> list[_Age]:
    """Give the ages in the words of one clause."""
    if says(words, *_DECADE, "huisnummer|kamernummer|nummer|postcode|maat|groep|klas|schoenmaat"):
        return []
    texts = [w.text for w in words]
    numbers = [(i, n) for i, text in enumerate(texts) if (n := _years_at(texts, i, text))]
    if not numbers or (
        says(words, *_BORN)
        and not any("dus" in texts[:i] or texts[i + 1 : i + 2] == ["jaar"] for i, _ in numbers)
    ):
        return []
    for (i, _), (j, _) in itertools.pairwise(numbers):
        if {"tot", "a", "/", "of"} & set(texts[i + 1 : j]) and j - i <= 3:
            return []
    repaired = [p for p in numbers if _HESITATES & set(texts[max(0, p[0] - 2) : p[0]])]
    soon = says(words, *_SOON, *_MONTH)
    if len(numbers) > 1 and repaired and not (soon or _BECOMES & set(texts)):
        numbers = repaired[-1:]
    found = []
    for place, (i, n) in enumerate(numbers):
        first = numbers[place - 1][0] + 1 if place else 0
        last = numbers[place + 1][0] if place + 1 < len(numbers) else len(texts)
        found.append(_age(texts, (first, i, last), n, soon=soon, several=len(numbers) > 1))
    return _unlike_the_next(found)


def _unlike_the_next(found: list[_Age]) -> list[_Age]:
    """Read "83 eh 84 word ik in december": what somebody will become says what he is now."""
    if len(found) == 2 and any(a.how is _How.COMING for a in found):
        for a in found:
            other = found[1] if a is found[0] else found[0]
            if a.how is _How.COMING and other.years == a.years:
                return [_Age(a.years, _How.NOW, True, a.at)]
    return found


def _age(
    texts: Sequence[str], place: tuple[int, int, int], n: float, *, soon: bool, several: bool
) -> _Age:
    first, i, last = place
    own = texts[max(first, i - 5) : min(last, i + 6)]
    close = set(texts[max(first, i - 4) : min(last, i + 3)])
    near = texts[max(first, i - 2) : min(last, i + 3)]
    became = "geworden" in own
    if became:
        return _Age(int(n), _How.NOW, True, i)
    becomes = bool(_BECOMES & set(own)) or "bijna" in texts[max(0, i - 2) : i]
    if several and becomes and _NOW & set(near) & {"is", "ben", "nu"}:
        becomes = not _nearer(texts, i, _NOW, _BECOMES)
    if becomes or (soon and not several and not {"nu", "inmiddels"} & close):
        # Without a time, "wordt 18" may be said on the day itself.
        return _Age(int(n) - 1, _How.COMING, soon, i)
    following = texts[i + 1] if i + 1 < len(texts) else ""
    stated = bool(close & _NOW) or unit_of(following) == "jaar" or following in ("j", "jarig")
    stated = stated or (i > 1 and texts[i - 1] == "van")
    alone = all(t in FILLERS for k, t in enumerate(texts) if k != i and as_number(t) is None)
    how = _How.NOW if stated else _How.ALONE if alone else _How.LOOSE
    return _Age(int(n), how, True, i)


def _nearer(texts: Sequence[str], i: int, wanted: frozenset[str], other: frozenset[str]) -> bool:
    def away(words: frozenset[str]) -> int:
        return min((abs(k - i) for k, t in enumerate(texts) if t in words), default=99)

    return away(wanted) < away(other)


def _years_at(texts: Sequence[str], i: int, text: str) -> float | None:
    """Give the number at a place when it may be an age, None for a count, a date or a duration."""
    n = as_number(text)
    if n is None or _YEAR.match(text) or n < 1:
        return None
    following = texts[i + 1] if i + 1 < len(texts) else ""
    before = texts[i - 1] if i else ""
    years = unit_of(following) == "jaar"
    if following == "tot" and as_number("".join(texts[i + 2 : i + 3])) is not None:
        return n
    if following in _COUNTED or following == "van" or unit_of(following) in _TIME_UNITS:
        return None
    after = texts[i + 1 : i + 4]
    if {"geleden", "terug", "jonger", "ouder"} & set(after):
        return None
    if n % 1 not in (0, 0.5) and not years:
        return None  # "1,80" is how tall somebody is
    if before in ("geen", "niet", "sinds", "vanaf", "over", "nummer", "groep", "om", "keer"):
        return None
    if list(texts[max(0, i - 2) : i]) == ["van", "de"]:
        return None
    at_that_age = before in ("mijn", "zijn", "haar") and i > 1
    if at_that_age and years and texts[i - 2] in ("van", "met", "ondanks"):
        return n  # "van mijn 62 jaren heb ik er veertig gewerkt"
    if years and _duration(texts, i):
        return None
    if at_that_age and texts[i - 2] in ("op", "na", "voor", "rond", "tot", "van", "sinds"):
        return None
    if before in ("van", "uit") and not years and not _of_somebody(texts, i):
        return None
    if text in ("een", "nul", "half", "halve") and not years:
        return None
    return n


def _of_somebody(texts: Sequence[str], i: int) -> bool:
    """Tell "een vrouw van 58" and "leeftijd van 58" from "ik ben van 58", a year of birth."""
    return i > 1 and texts[i - 1] == "van" and texts[i - 2] not in _NAMELESS


def _duration(texts: Sequence[str], i: int) -> bool:
    """Tell whether "N jaar" says how long something lasts and not how old somebody is."""
    after = texts[i + 2 : i + 3]
    before = texts[max(0, i - 2) : i]
    if texts[i + 1].startswith("jarig"):
        return False
    states = {"ben", "is", "bent", "word", "wordt", "leeftijd", "oud", "dus", "nu"} & set(texts)
    if not states and _LASTS & set(texts):
        return True
    if (
        "al" in before
        and not states
        and any(t not in FILLERS for t in (*texts[:i], *texts[i + 2 :]))
    ):
        return True
    ends = not after or after[0] in (
        "oud", "en", "geworden", "hoor", "jong", "he", "nu", "inmiddels", "ben", "is", "word",
        "wordt", "pas", "jaar", "dus", "ongeveer", "denk",
    )  # fmt: skip
    return (not ends and not {"ben", "is", "bent", "dus", "word", "wordt"} & set(before)) or (
        "al" in before
        and bool(
            set(after) & {"getrouwd", "verslaafd", "ziek", "samen", "alleen", "werkloos", "thuis"}
        )
    )
