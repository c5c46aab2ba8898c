"""What answers with a number share: units of time as they sound, estimates, and ranges."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import OSA

from actions.reading.numerals import as_number, join_numbers
from actions.reading.plain import bare
from actions.reading.result import NOTHING, Kind, Reading
from dutch.words import fold, sound_key, tokens

BOUNDS = frozenset(
    {"max", "maximaal", "minimaal", "minstens", "hooguit", "hoogstens", "ruim", "krap", "vanaf",
     "zeker", "tenminste", "minder", "meer", "bijna", "boven", "onder"}
)  # fmt: skip
"""Words after which a number is a bound and not the amount itself."""
DOUBTS = frozenset(
    {"misschien", "denk", "dacht", "gok", "gokje", "geloof", "wellicht",
     "mogelijk", "vermoedelijk", "waarschijnlijk", "twijfel"}
)  # fmt: skip
ESTIMATES = frozenset(
    {"ongeveer", "ca", "circa", "gemiddeld", "gem", "schatting", "schat", "pakweg", "zowat",
     "plusminus", "grofweg", "ongever", "zon", "rond", "zoiets"}
)  # fmt: skip
_VAGUE = frozenset({"volgens mij", "naar schatting", "om en nabij"})

_UNITS = {
    "uur": "uur uren uurtje uurtjes ur uure hr hrs",
    "minuut": "minuut minuten minuutje minuutjes minuut minute minuten min mins",
    "kwartier": "kwartier kwartieren kwartiertje kwartiertjes",
    "dag": "dag dagen dage dagje dagjes dagn daag",
    "werkdag": "werkdag werkdagen weekdag weekdagen",
    "ochtend": "ochtend ochtenden ochtende ochtendje ochtendjes morgens ochtends voormiddag "
               "voormiddagen",
    "middag": "middag middagen middage middagje middagjes middags namiddag namiddagen "
              "achtermiddag achtermiddagen",
    "avond": "avond avonden avonde avondje avondjes avonds",
    "dagdeel": "dagdeel dagdelen dagdele dagdeeltje dagdeeltjes dgd dagdl",
    "week": "week weken weke weekje wk wekelijks",
    "maand": "maand maanden mnd mnden maandelijks",
    "jaar": "jaar jaren jr jaartje jaartjes jarig jarige",
    "keer": "keer keren maal keertje keertjes",
    "hele": "hele heel gehele volle volledige",
    "halve": "halve half",
}  # fmt: skip
_LETTERS = {"u": "uur", "h": "uur", "dd": "dagdeel", "min": "minuut"}
_NEAR_FROM = 5
"""Sound keys from this length are found with one error too: in short ones it makes other words."""


def unit_key(token: str) -> str:
    """Give how a word sounds with every doubled letter made one: "uuur" and "uur" alike."""
    return re.sub(r"(.)\1+", r"\1", sound_key(token))


@cache
def _unit_keys() -> dict[str, str]:
    return {unit_key(form): unit for unit, forms in _UNITS.items() for form in forms.split()}


@cache
def unit_of(token: str) -> str | None:
    """Give the unit of time, or keer, hele and halve, that a word means however it is spelled.

    >>> unit_of("ogtende"), unit_of("midagen"), unit_of("uuur"), unit_of("water")
    ('ochtend', 'middag', 'uur', None)
    """
    if token in _LETTERS:
        return _LETTERS[token]
    if not token.isalpha() or as_number(token) not in (None, 0.5):
        return None
    key = unit_key(token)
    if key in _unit_keys():
        return _unit_keys()[key]
    near = {
        unit
        for known, unit in _unit_keys().items()
        if len(known) >= _NEAR_FROM
        and known[0] == key[:1]
        and OSA.distance(known, key, score_cutoff=1) <= 1
    }
    return near.pop() if len(near) == 1 else None


_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}


def usual_form(text: str) -> str:
    """Write out what else would be read wrongly: fractions, ranges, glued and idiomatic words."""
    for sign, digits in _FRACTIONS.items():
        text = re.sub(rf"(\d)\s*{sign}", rf"\1,{digits}", text).replace(sign, f" 0,{digits} ")
    s = fold(text.replace("×", "x"))
    s = re.sub(r"(?<=[0-9a-z])[–—-](?=\s*\d)|(?<=\d)\s*[–—-]\s*(?=\d)", " tot ", s)
    s = re.sub(r"(?<=\d)\s*\*\s*(?=\d)", " x ", s)
    s = re.sub(r"\s*/\s*(?=(?:dag|week|wk|mnd|maand|jaar|jr)\b)", " per ", s)
    s = re.sub(r"\bmnd\b", "maand", s)
    s = re.sub(r"\btot en met\b|\bt\.?e?m\b", "t/m", s)
    s = re.sub(r"\b(per|elke|iedere|inde|de)(?=(?:we?ek|dag|maand|werkdag)\w*\b)", r"\1 ", s)
    s = re.sub(r"\binde\b", "in de", s)
    s = re.sub(r"\bp\s?[./]?\s?w(?:k|eek)?\b\.?", "per week", s)
    s = re.sub(r"\bp\s?[./]?\s?(?:d|dag)\b\.?", "per dag", s)
    s = re.sub(r"\bp\s?[./]?\s?(?:m|mnd|maand)\b\.?", "per maand", s)
    s = re.sub(r"\bdag (?=de(?:el|len|le)\b)", "dag", s)
    s = re.sub(r"\b(?:een|'?n) (uur|dag|ochtend|middag|jaar)(?:tje|je)? of (\w+)",
               r"ongeveer \2 \1", s)  # fmt: skip
    s = re.sub(r"\b(?:een |'?n )?(?:stuk|keer|stuks) of (?=\w)|\biets van (?=\w)", "ongeveer ", s)
    s = re.sub(r"\bof (?:zo|zoiets|daaromtrent)\b|\bof zo iets\b|\bzoiets\b", " ongeveer", s)
    # Enough is enough: that says nothing of the number before it.
    return re.sub(r"\b(?:vind ik |is |lijkt me |dat is )?(?:echt |al |wel |meer dan |ruim )*"
                  r"(?:zat|genoeg|voldoende|plenty)\b", " ", s)  # fmt: skip


def joined_tokens(text: str) -> list[str]:
    """Give the tokens of a text with its numbers made one token each."""
    return join_numbers(tokens(text))


def doubtful(text: str, *, estimates: bool) -> bool:
    """Tell whether a number is said with doubt or as a bound; `estimates` counts "ongeveer" too."""
    words = tokens(text)
    said = set(words) | {unit_key(w) for w in words}
    wanted = BOUNDS | DOUBTS | (ESTIMATES if estimates else frozenset())
    wanted = wanted | {unit_key(w) for w in wanted if len(w) > 3}
    joined = " ".join(words)
    if re.search(r"\bergens (?:rond|tussen|in|bij|om|tegen)\b", joined):
        return True
    return bool(said & wanted) or any(v in joined for v in _VAGUE if estimates)


def ranged(
    number: float, low: float | None, high: float | None, *, exact: bool, sure: bool
) -> Reading:
    """Give a number as a reading when it is within its range, else NONE."""
    if (low is not None and number < low) or (high is not None and number > high):
        return NOTHING
    value: int | float = int(number) if number == int(number) else number
    return Reading(Kind.VALUE, value, exact=exact, sure=sure)


FILLERS = frozenset(
    {"ik", "ben", "jaar", "jaren", "jr", "oud", "nu", "al", "hij", "zij", "is", "de", "client",
    "en",
     "mevrouw", "meneer", "hoor", "pas", "net", "inmiddels", "leeftijd", "mijn", "bijna", "dat",
     "zo",
     "geworden", "j", "uur", "uren", "u", "per", "week", "in", "dagdelen", "dagdeel", "van", "keer",
     "het", "om", "graag", "doe", "maar", "stuks", "ongeveer", "ca", "circa", "zijn", "betrokkene"}
)  # fmt: skip
"""Words beside a bare number that say no more than it does."""


def is_bare(text: str) -> bool:
    """Tell whether an answer is one number and nothing that says more."""
    words = join_numbers([w.text for w in bare(text)])
    numbers = [w for w in words if as_number(w) is not None]
    return len(numbers) == 1 and all(w in FILLERS for w in words if w not in numbers)
