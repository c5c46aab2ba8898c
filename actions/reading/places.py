"""Where somebody lives: a gemeente by any of its names, in whole sentences and misspelt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from actions.reading.clauses import Clause, corrected, split_clauses
from actions.reading.phrases import says
from actions.reading.plain import is_plain_dont_know, is_skip, read_yes_no
from actions.reading.result import NOTHING, Kind, Reading
from catalog.model import Publiek
from catalog.places import Gazetteer, Gemeente, place_key
from dutch.words import fold, sound_key

_LONGEST = 4
_LEADS = frozenset(
    {"in", "te", "uit", "naar", "gemeente", "plaats", "stad", "dorp", "wijk", "bij", "is"}
)
_CHATTER = frozenset(
    {"ik", "woon", "wonen", "wij", "we", "woont", "hij", "zij", "ze", "in", "te", "de", "gemeente",
     "dat", "is", "het", "mijn", "onze", "ons", "uit", "nu", "hier", "gewoon", "nou", "hoor",
     "client",
     "plaats", "stad", "dorp", "ben", "zit", "verblijft", "zitten", "al", "jaren", "momenteel",
     "moeder",
     "vader", "zoon", "dochter", "zus", "broer", "mevrouw", "meneer", "eh", "uh", "ja", "van",
     "bij",
     "vlakbij", "even", "buiten", "ergens", "denk", "geloof", "komt", "kom", "t", "s"}
)  # fmt: skip
_ALSO_WORDS = frozenset({"buren", "sluis", "haren", "hulst", "haar", "hank", "graauw", "hoek",
    "wel", "est",
                         "heel", "axel", "macharen", "kapel", "hel", "dreumel",
                         "winssen"})  # fmt: skip
"""Names of places that are ordinary words or first names: in a sentence they need "in" before."""


@dataclass(frozen=True, slots=True)
class _Hit:
    gemeente: Gemeente
    sure: bool


def read_place(text: str, gazetteer: Gazetteer, publiek: Publiek | None = None) -> Reading:
    """Read a place of residence; the value is the gemeente's name.

    A place that no gemeente file knows is given as typed with `sure` False; a misspelt one too.
    Two gemeenten in one answer give NONE unless one is denied, left, or somebody else's.
    """
    if is_plain_dont_know(text):
        return Reading(Kind.DONT_KNOW)
    if is_skip(text):
        return Reading(Kind.SKIP)
    change = corrected(text)
    if change is not None:
        after = _read(change.after, gazetteer, publiek)
        if after.kind is Kind.VALUE:
            return after
    found = _read(text, gazetteer, publiek)
    if found.kind is Kind.VALUE:
        return found
    # Known places that were all denied, or two of them, are no unknown place.
    return NOTHING if found.sure else _unknown(text)


def _read(text: str, gazetteer: Gazetteer, publiek: Publiek | None) -> Reading:
    """Read a place that a gemeente file knows; NONE with `sure` False where none is named."""
    hits: list[_Hit] = []
    short = len(_words(text)) <= 4
    named = False
    for clause, piece in _pieces(text):
        for first, hit in _hits(piece, gazetteer, short):
            before = piece[max(0, first - 5) : first]
            named = True
            if clause.asks or clause.supposed or _not_here(clause, before, piece[first:], publiek):
                continue
            hits.append(hit)
    gemeenten = {h.gemeente.naam for h in hits}
    if len(gemeenten) != 1:
        return Reading(Kind.NONE, sure=named)
    sure = any(h.sure for h in hits)
    words = _words(text)
    return Reading(Kind.VALUE, gemeenten.pop(), exact=sure and len(words) <= 4, sure=sure)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", re.sub(r"(?<=[a-z])-(?=[a-z])", " ", fold(text)))


def _pieces(text: str) -> list[tuple[Clause, list[str]]]:
    """Cut a text as clauses are cut, with the words as typed: place names keep their spelling."""
    folded = re.sub(r"\bst\. ", "st ", fold(text))
    pieces: list[tuple[Clause, list[str]]] = []
    for part in re.split(
        r"[.,;:!?()\n]+|\b(?:maar|terwijl|want)\b|\ben (?=ik|hij|zij|ze|wij|we)", folded
    ):
        words = _words(part or "")
        clauses = split_clauses(part or "", None)
        if words and clauses:
            pieces.append((clauses[0], words))
    return pieces


def _not_here(
    clause: Clause, before: Sequence[str], rest: Sequence[str], publiek: Publiek | None
) -> bool:
    said = " ".join(before)
    if re.search(r"\b(niet|geen|nooit|geboren|vroeger|oorspronkelijk|woonde|buiten|behalve|weg uit|"
                 r"verhuisd (uit|van)|werk|werkt|school in|gewerkt|opgegroeid|gewoond)\b",
                 said):  # fmt: skip
        return True
    if re.search(r"\bvan$", said) and "naar" in rest:
        return True
    if clause.past and not says(clause.words, "verhuisd naar", "sinds", "nu"):
        return True
    if says(clause.words, "ikzelf", "ik zelf") and publiek is not Publiek.INWONER:
        return True
    if publiek is Publiek.INWONER and re.search(
        r"\b(mijn|m'n|ons|onze|me) (moeder|vader|zoon|dochter|zus|broer|man|vrouw|ouders|"
        r"kinderen|familie|"
        r"vriend|vriendin)\b", said):  # fmt: skip
        return True
    return (
        publiek is Publiek.NAASTE and re.search(r"\bik (woon|zit|kom)|woon ik\b", said) is not None
    )


def _hits(piece: list[str], gazetteer: Gazetteer, short: bool) -> list[tuple[int, _Hit]]:
    found: list[tuple[int, _Hit]] = []
    at = 0
    while at < len(piece):
        for width in range(min(_LONGEST, len(piece) - at), 0, -1):
            group = piece[at : at + width]
            hit = _lookup(group, gazetteer, short or (at > 0 and piece[at - 1] in _LEADS))
            if hit is not None:
                found.append((at, hit))
                at += width
                break
        else:
            at += 1
    return found


def _lookup(group: list[str], gazetteer: Gazetteer, spelled_freely: bool) -> _Hit | None:
    name = " ".join(group)
    if len(place_key(name)) < 3 or (len(group) == 1 and group[0] in _CHATTER):
        return None
    gemeente = gazetteer.find(name)
    if name in _ALSO_WORDS and not spelled_freely:
        return None
    if gemeente is not None:
        return _Hit(gemeente, sure=True)
    if not spelled_freely or group[0] in _CHATTER or group[-1] in _CHATTER:
        return None
    key = place_key(name)
    if len(key) < 4:
        return None
    heard = sound_key(key)
    near: dict[str, tuple[int, Gemeente]] = {}
    allowed = 2 if len(key) >= 9 else 1
    for other, candidate in gazetteer.names().items():
        if sound_key(other) == heard:
            return _Hit(candidate, sure=True)
        distance = OSA.distance(other, key, score_cutoff=allowed)
        if len(key) >= 5 and distance <= allowed and (other[0] == key[0] or len(key) >= 8):
            kept = near.get(candidate.naam)
            if kept is None or distance < kept[0]:
                near[candidate.naam] = (distance, candidate)
    ranked = sorted(near.values(), key=lambda pair: (pair[0], pair[1].naam))
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return _Hit(ranked[0][1], sure=False)


def _unknown(text: str) -> Reading:
    """Give a place that no file knows, when the answer is hardly more than a name."""
    if "?" in text or read_yes_no(text).kind is Kind.VALUE:
        return NOTHING
    words = re.findall(r"[^\W\d_](?:[\w'’.-]*\w)?", text)
    kept = [w for w in words if fold(w).strip("'") not in _CHATTER]
    negated = any(
        fold(w) in ("niet", "geen", "nergens", "straat", "overal", "nooit") for w in words
    )
    if negated or not kept or len(kept) > 3 or len(words) > 8 or sum(map(len, kept)) < 3:
        return NOTHING
    led = any(fold(w) in ("in", "te", "gemeente", "uit") for w in words)
    if not led and len(words) > 3:
        return NOTHING
    name = " ".join(kept)[:60]
    return Reading(Kind.VALUE, name[:1].upper() + name[1:], sure=False)
