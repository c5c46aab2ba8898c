"""Numbers in answers: an age, hours a week, half-days a week, or a bare number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.reading.clauses import Clause, corrected, split_clauses
from actions.reading.numerals import as_number, join_numbers
from actions.reading.phrases import says
from actions.reading.plain import bare
from actions.reading.result import NOTHING, Kind, Reading
from catalog.model import Publiek
from dutch.words import is_mark, tokens

_UNIT_AFTER = frozenset(
    {"maand", "maanden", "week", "weken", "dag", "dagen", "uur", "uren", "kinderen", "keer", "kind",
     "zonen", "dochters", "procent", "euro", "kilo", "minuten", "broers", "zussen", "kleinkinderen",
     "augustus", "januari", "februari", "maart", "april", "mei", "juni", "juli", "september",
     "oktober", "november", "december", "nachten", "begeleiders", "katten", "honden", "katjes"}
)  # fmt: skip
_SOON = ("bijna", "binnenkort", "morgen", "volgende week|maand|jaar",
    "over N maand|maanden|weken|dagen",
         "over een paar", "straks", "wordt|word .. pas", "over een maand|week|jaar", "pas in",
         "in januari|februari|maart|april|mei|juni|juli|augustus",
         "in september|oktober|november|december",
         "dit jaar nog")  # fmt: skip
_BECOMES = ("word|wordt|worden N", "N word|wordt", "N worden")
_ROUGHLY = ("ongeveer", "rond de|het", "rond", "een jaar of", "circa", "ca", "zowat", "pakweg",
            "naar schatting", "schat", "tegen de", "om en nabij", "ergens", "stuk of",
            "plusminus", "gemiddeld", "ongever", "zon", "max", "maximaal", "minimaal", "minstens",
            "hooguit", "ruim", "krap", "meer dan", "minder dan", "tot wel", "hoogstens", "zeker",
            "misschien", "denk", "op zijn hoogst", "vanaf")  # fmt: skip
_DECADE = ("in de|mijn|zijn|haar N", "begin|eind|half|midden|achterin|voorin N", "begin|eind de N",
           "dik in de", "de N gepasseerd", "boven de N", "onder de N", "ouder dan N",
           "jonger dan N",
           "over de N", "nog geen N", "ver in de")  # fmt: skip
_YEAR = re.compile(r"^(19|20)\d\d$")
_NUMBER_FILLERS = frozenset(
    {"ik", "ben", "jaar", "jaren", "jr", "oud", "nu", "al", "hij", "zij", "is", "de", "client",
    "en",
     "mevrouw", "meneer", "hoor", "pas", "net", "inmiddels", "leeftijd", "mijn", "bijna", "dat",
     "zo",
     "geworden", "j", "uur", "uren", "u", "per", "week", "in", "dagdelen", "dagdeel", "van", "keer",
     "het", "om", "graag", "doe", "maar", "stuks", "ongeveer", "ca", "circa", "zijn", "betrokkene"}
)  # fmt: skip


def _tokens(text: str) -> list[str]:
    return join_numbers(tokens(text))


def read_number(text: str, low: float | None = None, high: float | None = None) -> Reading:
    """Read a bare number in digits or words, from `low` to `high` inclusive; else NONE."""
    found = [n for n in map(as_number, _tokens(text)) if n is not None]
    rest = [t for t in _tokens(text) if as_number(t) is None and not is_mark(t)]
    if len(found) != 1 or any(t not in _NUMBER_FILLERS for t in rest):
        return NOTHING
    return _ranged(found[0], low, high, exact=True, sure=True)


def _ranged(
    number: float, low: float | None, high: float | None, *, exact: bool, sure: bool
) -> Reading:
    if (low is not None and number < low) or (high is not None and number > high):
        return NOTHING
    value: int | float = int(number) if number == int(number) else number
    return Reading(Kind.VALUE, value, exact=exact, sure=sure)


def _is_bare(text: str) -> bool:
    words = [w.text for w in bare(text)]
    numbers = [w for w in words if as_number(w) is not None]
    return len(numbers) == 1 and all(w in _NUMBER_FILLERS for w in words if w not in numbers)


# -- age -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Age:
    years: int
    sure: bool
    stated: bool
    """Said with "ben", "is" or "jaar" beside it, not just somewhere in the clause."""


def read_age(text: str, publiek: Publiek | None, low: float = 0, high: float = 120) -> Reading:
    """Read an age in whole years; a year of birth or a decade is no age."""
    change = corrected(text)
    if change is not None:
        after = read_age(change.after, publiek, low, high)
        if after.kind is Kind.VALUE:
            return after
    ages: list[_Age] = []
    for clause in split_clauses(text, publiek):
        if clause.words[0].text in ("als", "zodra", "wanneer"):
            continue
        if clause.asks or clause.supposed or clause.other or _of_speaker(clause, publiek):
            continue
        if clause.past and not says(clause.words, "geworden"):
            continue
        ages += _ages(clause)
    stated = [a for a in ages if a.stated]
    chosen = stated or (ages if len(_tokens(text)) <= 6 else [])
    years = {a.years for a in chosen}
    if len(years) != 1:
        return NOTHING
    sure = all(a.sure for a in chosen)
    return _ranged(float(chosen[0].years), low, high, exact=sure and _is_bare(text), sure=sure)


def _of_speaker(clause: Clause, publiek: Publiek | None) -> bool:
    if publiek is Publiek.NAASTE:
        return says(clause.words, "ik ben", "ben ik", "ik word")
    return False


def _ages(clause: Clause) -> list[_Age]:
    words = clause.words
    texts = [w.text for w in words]
    found = []
    if says(words, *_DECADE):
        return []
    soon, becomes = says(words, *_SOON), says(words, *_BECOMES)
    rough = says(words, "ongeveer", "rond", "een jaar of", "circa", "ca", "zowat", "pakweg",
    "schat",
                 "tegen de", "om en nabij", "misschien", "gok", "iets van", "ergens")  # fmt: skip
    numbers: list[tuple[int, float]] = []
    for i, text in enumerate(texts):
        n = as_number(text)
        if n is None or _YEAR.match(text):
            continue
        following = texts[i + 1] if i + 1 < len(texts) else ""
        after = texts[i + 1 : i + 4]
        if following in _UNIT_AFTER or (following == "jaar" and _duration(texts, i)):
            continue
        if (
            "geleden" in after
            or "terug" in after
            or (i > 0 and texts[i - 1] in ("geen", "niet", "sinds"))
        ):
            continue
        if text in ("een", "nul", "half", "halve") and following != "jaar":
            continue
        if n == int(n) or following == "jaar":
            numbers.append((i, n))
    if len(numbers) > 1:
        repaired = [p for p in numbers if _after_hesitation(texts, p[0])]
        if repaired and not (soon or becomes):
            numbers = repaired[-1:]
        elif repaired:
            return _hesitating(numbers)
    for i, n in numbers:
        near = set(texts[max(0, i - 4) : i + 3])
        stated = bool(near & {"ben", "is", "jaar", "leeftijd", "jr", "oud", "word", "wordt",
        "geworden",
                              "bijna", "van", "bent"}) or len(texts) == 1  # fmt: skip
        coming = soon or becomes
        if "geworden" in texts:
            coming = False
        years = int(n) - 1 if coming else int(n)
        found.append(
            _Age(years, sure=not rough and (soon or not becomes or not coming), stated=stated)
        )
    return found


def _duration(texts: Sequence[str], i: int) -> bool:
    """Tell whether "N jaar" says how long something lasts and not how old somebody is."""
    after = texts[i + 2 : i + 3]
    before = texts[max(0, i - 2) : i]
    ends = not after or after[0] in (
        "oud",
        "en",
        "geworden",
        "hoor",
        "jong",
        "he",
        "nu",
        "inmiddels",
    )
    return (not ends and not {"ben", "is", "bent"} & set(before)) or (
        "al" in before
        and bool(
            set(after) & {"getrouwd", "verslaafd", "ziek", "samen", "alleen", "werkloos", "thuis"}
        )
    )


def _after_hesitation(texts: Sequence[str], i: int) -> bool:
    return bool(
        {"eh", "uh", "ehm", "uhm", "nee", "of", "bedoel", "sorry"} & set(texts[max(0, i - 2) : i])
    )


def _hesitating(numbers: Sequence[tuple[int, float]]) -> list[_Age]:
    """Read "83 eh 84 word ik in december": what somebody will become says what he is now."""
    last = int(numbers[-1][1])
    first = int(numbers[0][1])
    if first == last - 1:
        return [_Age(first, sure=True, stated=True)]
    return [_Age(last - 1, sure=False, stated=True)]


# -- hours -----------------------------------------------------------------------------------


def read_hours(text: str, publiek: Publiek | None, low: float = 0, high: float = 168) -> Reading:
    """Read hours a week; a range gives its mean and, like an estimate, is not sure."""
    change = corrected(text)
    if change is not None:
        after = read_hours(change.after, publiek, low, high)
        if after.kind is Kind.VALUE:
            return after
    if says(bare(text), "per|elke|iedere dag|maand|etmaal|nacht", "dagelijks", "maandelijks",
            "per jaar", "procent"):  # fmt: skip
        return NOTHING
    found: list[tuple[float, bool]] = []
    whole: list[str] = []
    for clause in split_clauses(re.sub(r"[–—-]", " tot ", text), publiek):
        if clause.counts:
            whole += [w.text for w in clause.words]
            found += _hours([w.text for w in clause.words])
    values = {n for n, _ in found}
    if len(values) != 1:
        return NOTHING
    number, sure = found[0]
    return _ranged(number, low, high, exact=sure and _is_bare(text), sure=sure)


def _hours(texts: list[str]) -> list[tuple[float, bool]]:
    numbers = [(i, n) for i, t in enumerate(texts) if (n := as_number(t)) is not None]
    not_amounts = (["geen"], ["niet"], ["om"], ["vanaf"], ["rond"])
    numbers = [(i, n) for i, n in numbers if texts[max(0, i - 1) : i] not in not_amounts]
    if not numbers:
        return []
    rough = says(bare(" ".join(texts)), *_ROUGHLY)
    if len(numbers) == 2:
        (i, a), (j, b) = numbers
        between = texts[i + 1 : j]
        tail = texts[j + 1 : j + 2]
        if between in (
            ["a"],
            ["tot"],
            ["of"],
            ["uur", "tot"],
            ["tot", "en", "met"],
            ["t/m"],
            ["/"],
        ):
            return [((a + b) / 2, False)] if a < b else []
        if between == ["en"] and "tussen" in texts[:i]:
            return [((a + b) / 2, False)] if a < b else []
        if between == ["u"] and not tail and b < 60:
            return [(a + b / 60, True)]
        if between[:1] == ["keer"] and tail and tail[0] in ("uur", "uren", "u"):
            return [(a * b, False)]
        if texts[i + 1 : i + 2] == ["uur"] and tail == ["minuten"]:
            return [(a + b / 60, True)]
        with_unit = [
            (k, n) for k, n in numbers if texts[k + 1 : k + 2] in (["uur"], ["u"], ["uren"])
        ]
        return [(with_unit[0][1], not rough)] if len(with_unit) == 1 else []
    if len(numbers) > 2:
        return []
    i, n = numbers[0]
    following = texts[i + 1] if i + 1 < len(texts) else ""
    if following.startswith("minu"):
        return [(n / 60, not rough)]
    if following in ("uur", "uren", "u", "uurtje", "uurtjes", "ur", "h"):
        # "een half uur" joins article and half; the half is what counts.
        return [(n, not rough or texts[:i] in (["ca"], ["circa"], ["ongeveer"]))]
    if len(texts) <= 5 and following in ("", "per", "in", "week"):
        return [(n, not rough or texts[:i] in (["ca"], ["circa"], ["ongeveer"]))]
    return []


# -- half-days -------------------------------------------------------------------------------

_WEEKDAYS = {
    "maandag": 0, "ma": 0, "dinsdag": 1, "di": 1, "woensdag": 2, "wo": 2, "donderdag": 3, "do": 3,
    "vrijdag": 4, "vr": 4, "vrij": 4, "zaterdag": 5, "za": 5, "zondag": 6, "zo": 6,
}  # fmt: skip
_PART_DAY = re.compile(
    r"^(maan|dins|woens|donder|vrij|zater|zon)dag(ochtend|morgen|middag|avond)s?$"
)
_HALF = re.compile(r"^(dagdeel|dagdelen|dagdele|ochtend|ochtende?n?|morgens?|middag|middage?n?|"
                   r"ochtendjes|middagje|middagjes|voormiddag\w*|namiddag\w*)$")  # fmt: skip
_DAY = re.compile(r"^(dag|dage|dagen|dagje|dagjes|werkdagen)$")


def read_half_days(text: str, publiek: Publiek | None, low: float = 0, high: float = 9) -> Reading:
    """Read half-days a week; a whole day counts for two."""
    change = corrected(text)
    if change is not None:
        after = read_half_days(change.after, publiek, low, high)
        if after.kind is Kind.VALUE:
            return after
    if says(bare(text), "per maand", "om de week", "per jaar"):
        return NOTHING
    found: list[tuple[float, bool]] = []
    for clause in split_clauses(_listed_days(re.sub(r"[–—]", " tot ", text)), publiek):
        if not clause.counts:
            continue
        found += _half_days([w.text for w in clause.words])
    if not found and _all_counted_as_none(text):
        return _ranged(0, low, high, exact=True, sure=True)
    values = {n for n, _ in found}
    if len(values) != 1:
        return NOTHING
    number, sure = found[0]
    if number != int(number):
        return NOTHING
    return _ranged(number, low, high, exact=sure and _is_bare(text), sure=sure)


def _listed_days(text: str) -> str:
    """Join days of the week that commas hold apart, so that "di, do en vr" stays one clause."""
    day = r"(?:ma|di|wo|do|vr|za|zo)[a-z]*"
    return re.sub(rf"\b({day}), ?(?={day}\b)", r"\1 en ", text, flags=re.IGNORECASE)


def _all_counted_as_none(text: str) -> bool:
    words = [w.text for w in bare(text)]
    return words in (["geen"], ["nul"], ["geen", "enkele"], ["geen", "dagdelen"], ["niks"])


def _half_days(texts: list[str]) -> list[tuple[float, bool]]:
    texts = [t for i, t in enumerate(texts) if not (t == "de" and texts[i + 1 : i + 2] == ["hele"])]
    named = _named_days(texts)
    if named is not None:
        return [named]
    if "keer" in texts:
        return _times(texts)
    total, sure, last = 0.0, True, -1
    for i, t in enumerate(texts):
        n = as_number(t)
        if n is None:
            continue
        following = texts[i + 1 : i + 3]
        before = texts[max(0, i - 1) : i]
        if before in (["geen"], ["niet"], ["keer"]):
            continue
        if t in ("half", "halve") and before and as_number(before[0]) is not None:
            continue
        if following[:1] in (["of"], ["a"], ["tot"], ["/"]) or before in (["of"], ["a"], ["tot"]):
            return []
        unit = next((f for f in following if _HALF.match(f) or _DAY.match(f)), None)
        half = "halve" in following or t in ("half", "halve")
        if following[:1] in (["uur"], ["jaar"], ["maanden"], ["weken"], ["mensen"]):
            return []
        if unit is None:
            if set(texts) - _NUMBER_FILLERS - {t}:
                continue
            if total:
                return []
            total, last = n, i
            continue
        if t == "een" and _DAY.match(unit) and texts[i + 2 : i + 4] not in ([], ["per", "week"],
                                                                           ["in",
                                                                           "de"]):  # fmt: skip
            sure = sure and "week" in texts
        total += n * 2 if _DAY.match(unit) and not (half and t != "half") else n
        last = i
    if last < 0:
        return []
    rough = says(bare(" ".join(texts)), "ongeveer", "misschien", "een stuk of", "minimaal",
                 "maximaal", "hooguit", "minstens", "max", "hoogstens")  # fmt: skip
    return [(total, sure and not rough)]


def _times(texts: list[str]) -> list[tuple[float, bool]]:
    """Read "2 keer per week een dagdeel": so many times one half-day, or one day."""
    at = texts.index("keer")
    count = as_number(texts[at - 1]) if at else None
    unit = next((t for t in texts[at:] if _HALF.match(t) or (_DAY.match(t) and t != "dagen")), None)
    rest = [n for n in map(as_number, texts[at:]) if n is not None]
    if count is None or unit is None or rest not in ([], [1]) or {"of", "a", "tot"} & set(texts):
        return []
    return [(count * (2 if _DAY.match(unit) else 1), True)]


def _named_days(texts: list[str]) -> tuple[float, bool] | None:
    """Read named days of the week, "ma t/m wo" and "dinsdagochtend"; None where none is named."""
    parts = [t for t in texts if _PART_DAY.match(t)]
    days = [i for i, t in enumerate(texts) if t in _WEEKDAYS and not (t in ("zo", "do", "ma",
    "di") and
            not _abbreviated(texts))]  # fmt: skip
    if not parts and not days:
        return None
    if any(t in ("of", "niet", "geen", "behalve") for t in texts):
        return None
    halves = [t for t in texts if _HALF.match(t)]
    whole = "hele" in texts or "heel" in texts
    count = len(days)
    for i in days:
        if texts[i + 1 : i + 2] in (["t/m"], ["tot"]):
            end = next((j for j in days if j > i), None)
            if end is not None:
                count = _WEEKDAYS[texts[end]] - _WEEKDAYS[texts[i]] + 1
    if any(as_number(t) is not None for t in texts):
        return None
    if len(texts) > 9 and not whole and not parts and not halves:
        return None
    if parts:
        # "maandag en woensdagochtend" leaves open whether all of maandag is meant.
        return (len(parts) + len(days), not days)
    if halves:
        return (count * len(halves), True) if not whole else None
    return (count * 2, whole)


def _abbreviated(texts: list[str]) -> bool:
    """Tell whether short day names are used at all: "zo" and "do" are words of their own too."""
    return "t/m" in texts or sum(t in _WEEKDAYS for t in texts) > 1
