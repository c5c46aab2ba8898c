"""Half-days a week: counted, named by the days of the week, or so many times."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.reading.clauses import Clause, corrected, split_clauses
from actions.reading.measures import FILLERS, doubtful, is_bare, ranged, unit_of, usual_form
from actions.reading.numerals import as_number
from actions.reading.plain import bare
from actions.reading.result import NOTHING, Kind, Reading
from actions.reading.weekdays import days_named, spanned
from catalog.model import Publiek
from dutch.words import tokens

_PARTS = frozenset({"ochtend", "middag", "dagdeel", "avond"})
_DAYS = frozenset({"dag", "werkdag"})
_EVERY = frozenset({"elke", "iedere", "alle", "elk", "ieder", "elken", "per", "dagelijkse"})
_WORKDAYS = re.compile(r"\bdoor ?de ?weeks?e?\b|\bdoordeweek\w*|\bwerkdag\w*|\bweekdag\w*|"
                       r"\bma(?:andag)? (?:t/m|tot) vr(?:ij|ijdag)?\b")  # fmt: skip
_OTHER_PERIOD = re.compile(
    r"\b(?:per|elke|iedere|in de|een) (?:maand|kwartaal|jaar)\b|\bmaandelijks\b|\bom de \w+|"
    r"\bom en om\b|\bper (?:twee|2|drie|3|vier|4|veertien|14) (?:weken|dagen)\b|"
    r"\b(?:twee|2)wekelijks\w*|\beens? (?:in de|per) (?:twee|2|drie|3) weken\b"
)
_MORE = re.compile(r"\ber\b.{0,30}\bbij\b|\berbij\b|\bextra\b")
_SO_FAR = re.compile(r"\b(?:werkt?|gaa?t?|zit|kom|komt)\b.{0,12}\b(?:nu|nou|momenteel|al)\b")
_NONE = (["geen"], ["nul"], ["geen", "enkele"], ["geen", "dagdelen"], ["niks"])


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one clause says: how many half-days, whether for sure, and how it was said."""

    number: float
    sure: bool = True
    how: str = "count"
    """"bare" a number alone, "count" with its unit, "days" named days, "times" so many times."""
    days: int = 0
    """How many days of the week were named."""
    also: bool = False


def read_half_days(text: str, publiek: Publiek | None, low: float = 0, high: float = 9) -> Reading:
    """Read half-days a week; a whole day counts for two."""
    change = corrected(text)
    if change is not None:
        # What is named after a correction is part of the new number: "nee vijf, de vrijdag ook".
        after = _read(change.after, publiek, low, high, part_of_it=True)
        if after.kind is Kind.VALUE:
            return after
    return _read(text, publiek, low, high, part_of_it=False)


def _read(
    text: str, publiek: Publiek | None, low: float, high: float, *, part_of_it: bool
) -> Reading:
    usual = usual_form(text)
    if _OTHER_PERIOD.search(usual) or (_MORE.search(usual) and not part_of_it):
        return NOTHING
    found: list[_Counted] = []
    for clause in split_clauses(_listed_days(usual), publiek):
        if clause.counts and not _denied(clause):
            counted = _counted([w.text for w in clause.words], usual)
            if counted is not None:
                found.append(counted)
            elif _unclear(clause, usual):
                return NOTHING
    if not found and [w.text for w in bare(text)] in _NONE:
        return ranged(0, low, high, exact=True, sure=True)
    one = _together(found, part_of_it=part_of_it)
    if one is None or one.number != int(one.number):
        return NOTHING
    # What somebody does now may not be what is wanted.
    sure = one.sure and not doubtful(usual, estimates=True) and not _SO_FAR.search(usual)
    return ranged(one.number, low, high, exact=sure and is_bare(text), sure=sure)


def _denied(clause: Clause) -> bool:
    """Tell whether a clause only says which number it is not: "geen drie"."""
    texts = [w.text for w in clause.words]
    return texts[:1] in (["geen"], ["niet"]) and len(texts) <= 4


def _unclear(clause: Clause, whole: str) -> bool:
    """Tell whether a clause leaves the number open, so that no other clause decides it.

    It does so between two numbers, and where it says which part of the days is meant.
    """
    texts = [w.text for w in clause.words]
    numbers = [i for i, t in enumerate(texts) if as_number(t) is not None]
    said = tokens(whole)
    if not numbers and (days_named(said) or any(unit_of(t) in _DAYS for t in said)):
        return any(unit_of(t) in _PARTS or unit_of(t) == "halve" for t in texts)
    return any(
        {"of", "a", "tot", "t/m", "/"} & set(texts[i + 1 : j])
        for i, j in itertools.pairwise(numbers)
        if j - i <= 3
    )


def _together(found: Sequence[_Counted], *, part_of_it: bool) -> _Counted | None:
    """Give one count for what the clauses say, None where they differ.

    `part_of_it` says that a day named with "ook" is already counted.
    """
    if not found:
        return None
    counts = [c for c in found if c.how != "days"]
    named = [c for c in found if c.how == "days"]
    if not counts:
        total = sum(c.number for c in named)
        return replace(named[0], number=total, sure=all(c.sure for c in named))
    values = {c.number for c in counts}
    if len(values) > 1:
        # "twee ochtenden, een middag" is a list; "drie, vier ochtenden" is not.
        if any(c.how != "count" for c in counts) or named:
            return None
        return _Counted(sum(c.number for c in counts), sure=False)
    said = counts[0]
    for c in named:
        agrees = said.number in (c.number, float(c.days), 2.0 * c.days)
        if not agrees and not (part_of_it and c.also and c.number < said.number):
            return None
    return replace(said, sure=all(c.sure for c in counts))


def _listed_days(text: str) -> str:
    """Join days of the week that commas hold apart, so that "di, do en vr" stays one clause."""
    day = r"(?:ma|di|wo|do|vr|za|zo)[a-z]*"
    text = re.sub(rf"\b({day}) ?- ?(?={day}\b)", r"\1 t/m ", text)
    return re.sub(rf"\b({day})(?:, ?| ?/ ?| ?\+ ?)(?={day}\b)", r"\1 en ", text)


def _counted(texts: list[str], whole: str) -> _Counted | None:
    texts = [t for i, t in enumerate(texts)
             if not (t == "de" and unit_of("".join(texts[i + 1 : i + 2])) == "hele")]  # fmt: skip
    named = _named_days(texts)
    if named is not None:
        return named if named.number else None
    units = [unit_of(t) for t in texts]
    if "keer" in units:
        return _times(texts, units)
    every = _every(texts, units, whole)
    return every if every is not None else _summed(texts, units)


def _every(texts: list[str], units: Sequence[str | None], whole: str) -> _Counted | None:
    """Read "elke ochtend door de week"; without "door de week" the weekend is left open."""
    at = next(
        (i for i, t in enumerate(texts)
         if t in _EVERY and set(units[i + 1 : i + 3]) & (_PARTS | _DAYS)), None,
    )  # fmt: skip
    if at is None or any(t in ("niet", "geen", "behalve", "weekend") for t in texts):
        return None
    numbers = [n for i, t in enumerate(texts)
               if (n := as_number(t)) is not None and units[i] != "halve"]  # fmt: skip
    parts = {u for u in units if u in _PARTS}
    days = any(u in _DAYS for u in units[at:])
    if parts and all(n == 1 for n in numbers):
        per_day = len(parts)
    elif days and not parts and numbers == [0.5]:
        per_day = 1
    elif days and not parts and not numbers and "hele" in units:
        per_day = 2
    else:
        return None
    return _Counted(5.0 * per_day, sure=bool(_WORKDAYS.search(whole)))


def _summed(texts: list[str], units: Sequence[str | None]) -> _Counted | None:
    """Add up "twee dagen en een ochtend"; a lone number counts as half-days."""
    total, sure, last, lone = 0.0, True, -1, False
    spent: set[int] = set()
    for i, t in enumerate(texts):
        n = as_number(t)
        if n is None or (units[i] == "halve" and i > 0 and as_number(texts[i - 1]) is not None):
            continue
        before, following = texts[max(0, i - 1) : i], texts[i + 1 : i + 4]
        if units[i] == "halve" and following[:1] and following[0].endswith(("n", "s")):
            continue  # "halve dagen" says no number
        if before in (["geen"], ["niet"]):
            continue
        if following[:1] in (["of"], ["a"], ["tot"], ["/"]) or before in (["of"], ["a"], ["tot"]):
            return None
        reach = _reach(units[i + 1 : i + 4], following)
        unit = next((u for u in reach if u in _PARTS or u in _DAYS), None)
        if units[i + 1 : i + 2] and units[i + 1] in ("uur", "minuut", "jaar", "maand", "week"):
            return None
        if following[:1] and following[0] in ("mensen", "paar", "aantal", "enkele", "beetje"):
            return None
        if unit is None:
            if set(texts) - FILLERS - {t} and {u for u in units if u} - {"week"}:
                continue
            if total or not _alone(texts, i):
                return None
            total, last, lone = n, i, True
            continue
        spent |= {i + 1 + k for k, u in enumerate(units[i + 1 : i + 4]) if u in reach}
        half = n == 0.5 or "halve" in reach
        if unit in _DAYS:
            total += 1 if half and n in (0.5, 1) else n if half else n * 2
            # "een dag" may be any day: only a whole one, or one a week, is surely two half-days.
            vague = t == "een" and "hele" not in reach and i + 2 < len(texts)
            sure = sure and (not vague or "week" in units)
        else:
            total += n
            sure = sure and unit != "avond"
        if lone:
            return None
        last = i
    if last < 0:
        return None
    rest = {u for i, u in enumerate(units) if i not in spent and u in _PARTS}
    counted = {units[i] for i in spent if units[i] in _PARTS | _DAYS}
    if rest and counted == {"dag"} and "hele" not in units:
        # "twee dagen, 's ochtends"
        return _Counted(total / 2 * len(rest), sure and "halve" not in units)
    return _Counted(total, sure, "bare" if lone else "count")


def _reach(units: Sequence[str | None], texts: Sequence[str]) -> list[str]:
    """Give the units that still belong to a number: up to the next number or "en"."""
    found: list[str] = []
    for unit, text in zip(units, texts, strict=False):
        if text in ("en", "plus", "+") or (as_number(text) is not None and unit != "halve"):
            break
        if unit:
            found.append(unit)
        if unit in _PARTS or unit in _DAYS:
            break
    return found


_BESIDE = frozenset(
    {"wel", "zou", "wil", "lijkt", "fijn", "mooi", "goed", "mag", "prima", "denk", "misschien",
     "zeg", "totaal", "wekelijks", "max", "maximaal", "minimaal", "hooguit", "minstens",
     "eigenlijk",
     "gewoon", "stuk", "of", "dan", "eens", "er", "zoiets", "liefst", "liever", "kan", "gaat",
     "naar",
     "haar", "hem", "voor", "mij", "ons", "hun", "nodig", "komt", "ook", "met", "ja", "nog",
     "alleen"}
)  # fmt: skip


def _alone(texts: Sequence[str], at: int) -> bool:
    """Tell whether a number without a unit is the answer and not a number of something else."""
    rest = [t for i, t in enumerate(texts) if i != at]
    if texts[at] == "een":
        return all(t in FILLERS | _BESIDE for t in rest)
    return all(t in FILLERS | _BESIDE for t in texts[at + 1 : at + 2])


def _times(texts: list[str], units: Sequence[str | None]) -> _Counted | None:
    """Read "2 keer per week een dagdeel": so many times one half-day, or one day."""
    at = units.index("keer")
    count = as_number(texts[at - 1]) if at else None
    if count is None or {"of", "a", "tot", "uur"} & {*texts, *units} or units.count("keer") > 1:
        return None
    later = range(at + 1, len(texts))
    rest = [n for i in later
            if (n := as_number(texts[i])) is not None and not (units[i] == "halve" and n != 0.5
            )]  # fmt: skip
    kinds = [units[i] for i in later if units[i] in _PARTS or units[i] in _DAYS]
    half = "halve" in units[at:] or 0.5 in rest
    size = next((n for n in rest if n != 0.5), 1.0)
    if len(kinds) > 1 or sum(n != 0.5 for n in rest) > 1:
        return None
    if not kinds:
        plain = not rest and count >= 1 and set(texts) <= FILLERS | _BESIDE | {texts[at - 1]}
        return _Counted(count, sure=False, how="times") if plain else None
    each = 2 if kinds[0] in _DAYS and not half else 1
    return _Counted(count * size * each, sure=kinds[0] != "avond", how="times")


def _named_days(texts: list[str]) -> _Counted | None:
    """Read named days, "ma t/m wo" and "dinsdagochtend"; None where none is named.

    Zero half-days means that days are named but not how much of them for certain.
    """
    named = days_named(texts)
    if not named:
        return None
    unclear = _Counted(0)
    if any(t in ("of", "niet", "geen", "behalve") for t in texts):
        return unclear
    units = [unit_of(t) for t in texts]
    places = {d.at for d in named}
    parts = {u for i, u in enumerate(units) if u and u in _PARTS and i not in places}
    whole, halve = "hele" in units, "halve" in units
    numbers = [n for i, t in enumerate(texts)
               if (n := as_number(t)) is not None and units[i] != "halve"]  # fmt: skip
    also = "ook" in texts
    days = spanned(texts, named)
    count = len(days)
    with_part = {(d.day, d.part) for d in named if d.part}
    if numbers:
        return _numbered(texts, units, numbers, count)
    if len(texts) > 12 and not (whole or parts or with_part):
        return unclear
    bare_days = {d.day for d in named if not d.part}
    if with_part and parts:
        # "maandagochtend en dinsdag middag"
        own = {d: units[d.at + 1] for d in named if not d.part and d.at + 1 < len(units)}
        beside = {d: u for d, u in own.items() if u and u in _PARTS}
        with_part |= {(d.day, u) for d, u in beside.items()}
        bare_days -= {d.day for d in beside}
        parts -= set(beside.values())
    if with_part:
        if parts or (bare_days and whole):
            return _mixed(with_part, bare_days, parts, whole=whole, also=also)
        # "maandag en woensdagochtend" leaves open whether all of maandag is meant.
        total = len(with_part) + len(bare_days)
        return _Counted(total, not bare_days, "days", len(days), also)
    if parts or halve:
        if whole and parts:
            return _whole_and_part(texts, units, count)
        return _Counted(count * max(1, len(parts)), True, "days", count, also)
    return _Counted(count * 2, whole, "days", count, also)


def _mixed(
    with_part: set[tuple[int, str]],
    bare_days: set[int],
    parts: set[str],
    *,
    whole: bool,
    also: bool,
) -> _Counted:
    """Read "maandag de hele dag en dinsdagochtend"."""
    if parts or not whole:
        return _Counted(0)
    total = len(with_part) + 2 * len(bare_days)
    return _Counted(total, len(bare_days) == 1, "days", len(bare_days) + len(with_part), also)


def _whole_and_part(texts: list[str], units: Sequence[str | None], count: int) -> _Counted:
    """Read "maandag de hele dag en dinsdag de ochtend", each day followed by its own part."""
    named = days_named(texts)
    total = 0
    for d, later in zip(named, [*named[1:], None], strict=True):
        own = units[d.at + 1 : later.at if later else len(texts)]
        parts = {u for u in own if u in _PARTS}
        if ("hele" in own) == bool(parts):
            return _Counted(0)
        total += 2 if "hele" in own else len(parts)
    return _Counted(total, True, "days", count)


def _numbered(
    texts: list[str], units: Sequence[str | None], numbers: Sequence[float], count: int
) -> _Counted:
    """Read named days beside a number: "2 ochtenden, maandag en dinsdag"."""
    if len(numbers) > 1:
        per_day = len(numbers) == count and not any(u in _DAYS for u in units)
        return _Counted(sum(numbers), False) if per_day else _Counted(0)
    others = [t for t in texts if t not in ("op", "en")]
    alone = _summed(others, [unit_of(t) for t in others])
    if alone is None or alone.how == "bare":
        return _Counted(0)
    if alone.number in (count, 2 * count) and any(u in _PARTS or u in _DAYS for u in units):
        return replace(alone, how="count")
    if set(numbers) == {1.0} and alone.number == 1 and count > 1:
        return _Counted(count, False)
    return _Counted(0)
