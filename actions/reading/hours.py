"""Hours of support a week: told as such, so many a day, so many times, or on named days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.reading.clauses import Clause, corrected, split_clauses
from actions.reading.measures import doubtful, is_bare, ranged, unit_of, usual_form
from actions.reading.numerals import as_number
from actions.reading.result import NOTHING, Kind, Reading
from actions.reading.weekdays import days_named, spanned
from catalog.model import Publiek

_SIZES = {"uur": 1.0, "minuut": 1 / 60, "kwartier": 0.25}
_TURNS = frozenset({"keer", "dag", "werkdag", "ochtend", "middag", "avond", "dagdeel"})
_OTHER_PERIOD = re.compile(
    r"\b(?:per|elke|iedere|in de|een) (?:maand|kwartaal|jaar|etmaal|nacht)\b|\bmaandelijks\w*|"
    r"\bper (?:twee|2|drie|3|vier|4|veertien|14) (?:weken|dagen)\b|\bom de \w+|\bprocent\b|%|"
    r"\b(?:twee|2)wekelijks\w*|\b(?:in|elke) (?:de )?(?:twee|2|drie|3|vier|4) weken\b|"
    r"\bsavonds en\b"
)
_ROUND_THE_CLOCK = re.compile(r"\b24\W?uurs")
_GOES_TO = re.compile(r"\bnaar (\w+)")
_PER_TURN = re.compile(r"\bper (?:keer|\w*(?:bezoek|contact|gesprek|moment|afspraak|sessie))")
_WEEKLY = re.compile(r"\b(?:per|in de|elke|iedere|de) we+k\w*|\bwekelijks\b")
_EVERY_DAY = re.compile(r"\b(?:elke|iedere|alle|per|ieder|elken|op een) (?:hele )?da+g\w*|"
                        r"\bdagelijks\w*|\bdaags\b")  # fmt: skip
_EVERY_WORKDAY = re.compile(
    r"\b(?:elke|iedere|alle|per|ieder|elken)? ?(?:werk|week)dag\w*|\bdoor ?de ?weeks?e?\b|"
    r"\bdoordeweek\w*|\bbehalve (?:in )?(?:het )?weekend\w*|\bniet in (?:het )?weekend\w*|"
    r"\b(?:geen|zonder) (?:het )?weekend\w*"
)
_EACH = re.compile(r"\b(?:per|elke|iedere) (?:dag|keer|ochtend|middag|dagdeel)\w*|\bvan\b")
_WEEKEND = re.compile(
    r"\b(?:ook|inclusief|incl|en) (?:in |op |de |het )*(?:weekend\w*|zondag\w*)|"
    r"\b(?:7|zeven) da+g\w*"
)
_NOT_AMOUNTS = (["geen"], ["niet"], ["om"], ["vanaf"])
_BETWEEN = (["a"], ["tot"], ["of"], ["t/m"], ["/"])


@dataclass(frozen=True, slots=True)
class _Amount:
    """Hours in a clause: how many at a time, and where it stands."""

    hours: float
    sure: bool
    first: int
    last: int


def read_hours(text: str, publiek: Publiek | None, low: float = 0, high: float = 168) -> Reading:
    """Read hours a week; a range gives its mean and, like an estimate, is not sure."""
    change = corrected(text)
    if change is not None:
        after = read_hours(change.after, publiek, low, high)
        if after.kind is Kind.VALUE:
            return after
    usual = usual_form(text)
    usual = re.sub(r"\b(\w+) (?:\w*(?:bezoeken|contacten|gesprekken|momenten|afspraken|sessies))\b",
                   r"\1 keer", usual)  # fmt: skip
    if "%" in usual or _ROUND_THE_CLOCK.search(usual):
        return NOTHING
    stretches = [c for c in _stretches(usual, publiek) if c]
    found = [h for stretch in stretches if (h := _hours(stretch, usual)) is not None]
    values = {n for n, _ in found}
    if len(values) != 1:
        return NOTHING
    number = round(found[0][0], 2)
    # The question asks for an estimate: "ongeveer" is a full answer, "hooguit" is none.
    sure = all(s for _, s in found) and not doubtful(usual, estimates=False)
    sure = sure and not any(as_number(t) is not None for t in _GOES_TO.findall(usual))
    return ranged(number, low, high, exact=sure and is_bare(text), sure=sure)


def _stretches(usual: str, publiek: Publiek | None) -> list[list[str]]:
    """Give the words of the answer to read as one: clauses, those that count days with the next.

    "elke dag een uur, ook in het weekend" and "drie dagen, twee uur per dag" are one.
    """
    clauses = [c for c in split_clauses(usual, publiek) if c.counts and not _denied(c)]
    if any(_OTHER_PERIOD.search(" ".join(w.text for w in c.words)) for c in clauses):
        weekly = [c for c in clauses if _WEEKLY.search(" ".join(w.text for w in c.words))]
        weekly = [c for c in weekly if not _OTHER_PERIOD.search(" ".join(w.text for w in c.words))]
        return [[w.text for w in c.words] for c in weekly]
    rows = [[w.text for w in c.words] for c in clauses]
    timed = [r for r in rows if any(unit_of(t) in _SIZES for t in r)]
    if len(timed) == 1 and len(rows) > 1:
        turns = [r for r in rows if r in timed or _counts_turns(r)]
        return [[t for r in turns for t in (*r, ",")][:-1]]
    if len(timed) > 1 and all(days_named(r) for r in timed):
        return [[t for r in timed for t in (*r, ",")][:-1]]
    return rows


def _denied(clause: Clause) -> bool:
    texts = [w.text for w in clause.words]
    return texts[:1] in (["geen"], ["niet"]) and len(texts) <= 4


def _counts_turns(texts: Sequence[str]) -> bool:
    """Tell whether a clause says on how many or which days, without hours."""
    joined = " ".join(texts)
    return bool(
        days_named(texts)
        or any(_count_of(texts, i) for i in range(len(texts)))
        or _EVERY_DAY.search(joined)
        or _EVERY_WORKDAY.search(joined)
    )


def _count_of(texts: Sequence[str], i: int) -> float | None:
    """Give the number of times or days at a place: "2 keer", "drie hele dagen"."""
    n = as_number(texts[i])
    if n is None or n == 0.5:
        return None
    following = [unit_of(t) for t in texts[i + 1 : i + 3]]
    if following[:1] == ["hele"]:
        following = following[1:]
    unit = following[0] if following else None
    return n if unit in _TURNS else None


def _amounts(texts: Sequence[str]) -> list[_Amount] | None:
    """Give every amount of time in the words; None where what is said is no amount."""
    found: list[_Amount] = []
    i = 0
    while i < len(texts):
        n = as_number(texts[i])
        unit = unit_of(texts[i + 1]) if i + 1 < len(texts) else None
        if n is None or list(texts[max(0, i - 1) : i]) in _NOT_AMOUNTS:
            alone = unit_of(texts[i]) if texts[i] not in ("u", "h", "min") else None
            if alone == "kwartier" and not (i and as_number(texts[i - 1]) is not None):
                found.append(_Amount(0.25, True, i, i))
            i += 1
            continue
        other = _range_end(texts, i)
        if other is not None:
            j, m, between = other
            size = _SIZES.get(unit_of("".join(texts[j + 1 : j + 2])) or "")
            if i and texts[i - 1] == "van" and between == ["tot"]:
                return None
            if n >= m:
                return None
            if size is not None or _is_only_number(texts, (i, j)):
                found.append(_Amount((n + m) / 2 * (size or 1.0), False, i, j))
            i = j + 1
            continue
        if unit in _SIZES:
            hours, last = n * _SIZES[unit], i + 1
            extra = _rest_of_time(texts, i + 2) if unit == "uur" else None
            if extra is not None:
                hours, last = hours + extra[0], extra[1]
            found.append(_Amount(hours, True, i, last))
            i = last + 1
            continue
        i += 1
    return found


def _range_end(texts: Sequence[str], i: int) -> tuple[int, float, list[str]] | None:
    """Give the second number of "5 a 6 uur" or "tussen de 4 en 6 uur", where one follows."""
    j = next((k for k in range(i + 1, min(len(texts), i + 5)) if as_number(texts[k]) is not None),
             None)  # fmt: skip
    if j is None:
        return None
    between = [t for t in texts[i + 1 : j] if unit_of(t) not in _SIZES]
    m = as_number(texts[j])
    if m is None:
        return None
    if between in _BETWEEN or between == ["tot", "en", "met"]:
        return j, m, between
    if between == ["en"] and "tussen" in texts[:i]:
        return j, m, between
    return None


def _rest_of_time(texts: Sequence[str], i: int) -> tuple[float, int] | None:
    """Give the minutes after the hours: "5 u 30", "1 uur en 30 minuten", "en een kwartier"."""
    at = i + 1 if list(texts[i : i + 1]) == ["en"] else i
    n = as_number(texts[at]) if at < len(texts) else None
    unit = unit_of(texts[at + 1]) if at + 1 < len(texts) else None
    if n is not None and unit in ("minuut", "kwartier"):
        return n * _SIZES[unit], at + 1
    if n is not None and at == i and texts[at].isdigit() and len(texts[at]) == 2 and n < 60:
        return (n / 60, at) if unit is None else None
    if n == 0.5 and at > i and unit is None:
        return 0.5, at
    return None


_BESIDE = frozenset(
    {"per", "in", "de", "week", "is", "ongeveer", "ca", "circa", "gemiddeld", "gem", "nodig", "ik",
     "het", "zijn", "er", "max", "maximaal", "minimaal", "hooguit", "minstens", "naar", "schatting",
     "schat", "denk", "aan", "wel", "rond", "om", "nabij", "en", "misschien", "zo", "zon", "tussen",
     "dat", "zou", "graag", "inschatting", "wekelijks", "totaal", "geschat", "zeker", "pakweg",
     "maar",
     "ruim", "doe", "komt", "neer", "op", "ja", "nu", "weke"}
)  # fmt: skip


def _is_only_number(texts: Sequence[str], places: tuple[int, int]) -> bool:
    return all(
        t in _BESIDE or unit_of(t) == "week"
        for k, t in enumerate(texts) if not places[0] <= k <= places[1]
    )  # fmt: skip


def _hours(texts: list[str], whole: str) -> tuple[float, bool] | None:
    """Give the hours a week that the words say, and whether for sure."""
    amounts = _amounts(texts)
    if amounts is None:
        return None
    used = {k for a in amounts for k in range(a.first, a.last + 1)}
    turns = [(i, n) for i in range(len(texts)) if i not in used
             and (n := _count_of(texts, i)) is not None]  # fmt: skip
    if not amounts:
        return _unitless(texts, turns)
    named = days_named(texts)
    if named:
        return _on_days(texts, amounts)
    if len(amounts) > 1:
        return _more_amounts(texts, amounts, whole, turns)
    amount = amounts[0]
    return _repeated(texts, amount, turns, whole)


def _unitless(texts: list[str], turns: Sequence[tuple[int, float]]) -> tuple[float, bool] | None:
    """Read a number alone: the question asks for hours."""
    numbers = [(i, n) for i, t in enumerate(texts) if (n := as_number(t)) is not None]
    numbers = [(i, n) for i, n in numbers if texts[max(0, i - 1) : i] not in _NOT_AMOUNTS]
    if turns or len(numbers) != 1 or any(_EVERY_DAY.search(t) for t in [" ".join(texts)]):
        return None
    i, n = numbers[0]
    return (n, True) if _is_only_number(texts, (i, i)) else None


def _repeated(
    texts: Sequence[str], amount: _Amount, turns: Sequence[tuple[int, float]], whole: str
) -> tuple[float, bool] | None:
    """Read an amount so many times a week, or every day; else an amount a week."""
    joined = " ".join(texts)
    if turns and len({n for _, n in turns}) > 1:
        return _times_a_day(texts, amount, turns) if _EVERY_DAY.search(joined) else None
    if turns:
        at, times = turns[0]
        by_times = unit_of(texts[at + 1]) == "keer"
        if by_times and _EVERY_DAY.search(joined):
            days = _days_a_week(whole)
            return amount.hours * times * days[0], amount.sure and days[1]
        if times > 7 and not by_times:
            return None
        if at > amount.last and _WEEKLY.match(" ".join(texts[amount.last + 1 :])):
            # "5 uur per week, verdeeld over 2 dagen"
            return (amount.hours, amount.sure) if "verdeeld" in texts else None
        if "totaal" in texts or ("dus" in texts and texts.index("dus") < amount.first):
            return amount.hours, amount.sure
        return amount.hours * times, amount.sure and (by_times or bool(_EACH.search(joined)))
    if _EVERY_WORKDAY.search(whole) or _EVERY_DAY.search(whole):
        days = _days_a_week(whole)
        return amount.hours * days[0], amount.sure and days[1]
    if _PER_TURN.search(joined):
        return None
    if any(unit_of(t) in ("ochtend", "middag", "avond") for t in texts):
        # "elke ochtend een uur" leaves open on which days.
        every = any(t in ("elke", "iedere", "alle") for t in texts)
        days = _days_a_week(whole)
        return (amount.hours * days[0], amount.sure and days[1]) if every else None
    return amount.hours, amount.sure


def _times_a_day(
    texts: Sequence[str], amount: _Amount, turns: Sequence[tuple[int, float]]
) -> tuple[float, bool] | None:
    """Read "3 keer per dag 20 minuten, 5 dagen per week"."""
    times = {n for i, n in turns if unit_of(texts[i + 1]) == "keer"}
    days = {n for i, n in turns if unit_of(texts[i + 1]) in ("dag", "werkdag")}
    if len(times) != 1 or len(days) != 1 or len(turns) != 2 or max(days) > 7:
        return None
    return amount.hours * times.pop() * days.pop(), amount.sure


def _days_a_week(whole: str) -> tuple[float, bool]:
    """Give how many days "elke dag" is, and whether that was said."""
    if _EVERY_WORKDAY.search(whole):
        return 5.0, True
    return 7.0, bool(_WEEKEND.search(whole))


def _on_days(texts: Sequence[str], amounts: Sequence[_Amount]) -> tuple[float, bool] | None:
    """Read "2 uur op maandag en 3 uur op donderdag", or one amount on each of some days."""
    named = days_named(texts)
    if any(t in ("of", "niet", "geen", "behalve") for t in texts):
        return None
    days = len(spanned(texts, named))
    if len(amounts) == 1:
        each = texts.count("op") >= days or bool(
            {"elk", "allebei", "beide", "telkens"} & set(texts)
        )
        span = days > 1 and ("t/m" in texts or "tot" in texts)
        return amounts[0].hours * days, amounts[0].sure and (days == 1 or each or span)
    if len(amounts) == days == len(named):
        return sum(a.hours for a in amounts), all(a.sure for a in amounts)
    return None


def _more_amounts(
    texts: Sequence[str],
    amounts: Sequence[_Amount],
    whole: str,
    turns: Sequence[tuple[int, float]],
) -> tuple[float, bool] | None:
    """Read two amounts: a sum that is said to be one, or one amount said twice."""
    if {a.hours for a in amounts} == {amounts[0].hours} and not turns:
        return amounts[0].hours, all(a.sure for a in amounts)
    if "dus" in texts or "totaal" in texts:
        at = texts.index("dus") if "dus" in texts else texts.index("totaal")
        after = [a for a in amounts if a.first > at] or ([amounts[-1]] if "totaal" in texts else [])
        return (after[0].hours, after[0].sure) if len(after) == 1 else None
    between = set(texts[amounts[0].last + 1 : amounts[1].first])
    adds = {"plus", "+", "daarnaast", "nog", "extra"} & between
    if len(amounts) == 2 and adds and not turns and not _EVERY_DAY.search(whole):
        return sum(a.hours for a in amounts), False
    return None
