"""Answers that pick from the choices shown: by label, by number, by letter or by place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from actions.reading.clauses import corrected, split_clauses
from actions.reading.measures import DOUBTS, unit_key
from actions.reading.numerals import as_number
from actions.reading.plain import bare, is_none_of_these, is_skip, read_yes_no
from actions.reading.plain import is_plain_dont_know as plain_dont_know
from actions.reading.result import NOTHING, Kind, Reading
from actions.reading.signals import signals, stated
from dutch.words import fold, is_mark, plain, sound_key, tokens

NONE_OF_THESE = "geen"
_ORDINALS = (
    "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende",
    "tiende", "elfde", "twaalfde",
)  # fmt: skip
_PICKING = frozenset(
    {"de", "het", "optie", "nummer", "nr", "antwoord", "keuze", "doe", "ik", "kies", "neem", "maar",
     "graag", "dan", "die", "letter", "punt", "is", "wordt", "mij", "voor", "en", "ook", "wil",
     "ga",
     "denk", "eh", "uh", "nu", "hoor", "ja", "mogelijkheid", "bolletje", "mijn", "vakje"}
)  # fmt: skip
_POINTING = _PICKING | {"dat", "dit", "deze", "heb", "zou", "zeggen", "ze", "zij", "nummertje"}
_LAST = frozenset({"laatste", "onderste", "laatst"})
_FIRST = frozenset({"eerste", "bovenste"})
_TROUBLES = frozenset(
    {"problemen", "probleem", "bijzonderheden", "klachten", "moeite", "zorgen", "last", "gedoe",
     "risicos", "gevaar", "bezwaar", "bezwaren", "beperkingen", "incidenten"}
)  # fmt: skip
"""What a choice "geen" is often said with: "geen problemen"."""


def read_choice(
    text: str,
    labels: Mapping[str, str],
    *,
    multi: bool = False,
    question: str | None = None,
) -> Reading:
    """Read an answer that picks from `labels` (value -> label, in the order shown).

    `question` names the question asked, where signaalwoorden.yaml holds words for its choices.
    The value is a key, or with `multi` a tuple of keys in the order shown; the key "geen" gives
    the empty tuple. Not knowing and skipping are read as well; all else is NONE.
    """
    if not labels:
        return NOTHING
    exact = _picked(text, labels, multi)
    if exact is not None:
        return exact
    if multi and is_none_of_these(text):
        return Reading(Kind.VALUE, (), exact=True)
    if plain_dont_know(text):
        return Reading(Kind.DONT_KNOW)
    if is_skip(text):
        return Reading(Kind.SKIP)
    change = corrected(text)
    if change is not None:
        after = _picked(change.after, labels, multi)
        if after is not None or change.clear:
            return after or NOTHING
    by_words = _by_signals(text, labels, question, multi)
    if by_words is not None or multi:
        return by_words or NOTHING
    return _by_yes_no(text, labels) or _only_one_named(text, labels) or NOTHING


def _picked(text: str, labels: Mapping[str, str], multi: bool) -> Reading | None:
    by_label = _labels(text, labels, multi)
    picked = by_label or _positions(text, labels, multi) or _piece_by_piece(text, labels, multi)
    if picked is None:
        return None
    made = _made(picked, labels, multi)
    unsure = _doubted(text, labels) or (by_label is None and _may_be_none(text, labels))
    return replace(made, sure=False) if made.kind is Kind.VALUE and unsure else made


def _doubted(text: str, labels: Mapping[str, str]) -> bool:
    """Tell whether a choice is picked with doubt, in a word that is not of a label."""
    own = {t for label in labels.values() for t in tokens(label)}
    return any(t in DOUBTS - own for t in tokens(text))


def _may_be_none(text: str, labels: Mapping[str, str]) -> bool:
    """Tell whether "de laatste" may mean "none of these" as well, where that stands last."""
    core = _core(text)
    return list(labels)[-1] == NONE_OF_THESE and len(core) == 1 and core[0] in _LAST


def _by_signals(
    text: str, labels: Mapping[str, str], question: str | None, multi: bool
) -> Reading | None:
    words = signals().get(question) if question else None
    if words is None:
        return None
    plain_answer = read_yes_no(text)
    if plain_answer.kind is Kind.VALUE:
        key = words.yes if plain_answer.value else words.no
        return Reading(Kind.VALUE, key, exact=True) if key in labels else None
    found = [v for v in stated(words, split_clauses(text)).values if v in labels]
    if multi:
        return Reading(Kind.VALUE, tuple(v for v in labels if v in found)) if found else None
    return Reading(Kind.VALUE, found[0]) if len(found) == 1 else None


def _made(picked: Sequence[str], labels: Mapping[str, str], multi: bool) -> Reading:
    if not multi:
        return Reading(Kind.VALUE, picked[0], exact=True) if len(picked) == 1 else NOTHING
    chosen = set(picked)
    if NONE_OF_THESE in chosen:
        return Reading(Kind.VALUE, (), exact=True) if chosen == {NONE_OF_THESE} else NOTHING
    return Reading(Kind.VALUE, tuple(v for v in labels if v in chosen), exact=True)


@lru_cache(maxsize=256)
def _forms(labels: tuple[tuple[str, str], ...]) -> tuple[Mapping[str, str], Sequence[_Heard]]:
    """Give how choices may be written and sound; kept, as the same choices come back often."""
    keys = _keys(dict(labels))
    return keys, _heard(keys)


def _keys(labels: Mapping[str, str]) -> dict[str, str]:
    """Give every way of writing a choice as shown -> its value; what two choices share is out."""
    found: dict[str, str | None] = {}
    for value, label in labels.items():
        forms = {plain(label), plain(value.replace("_", " "))}
        without = re.sub(r"\([^)]*\)", " ", label)
        forms.add(plain(without))
        opening = re.split(r"[:.]| \(", label)[0]
        if len(plain(opening).split()) >= 2 or opening == label:
            forms.add(plain(opening))
        forms |= {_bare_label(f) for f in forms}
        for form in forms:
            if form:
                found[form] = value if found.get(form, value) == value else None
    return {form: value for form, value in found.items() if value is not None}


def _bare_label(form: str) -> str:
    return re.sub(r"^(een|de|het|mijn|ja|nee) (?=\S+ \S)", "", form)


def _labels(text: str, labels: Mapping[str, str], multi: bool) -> list[str] | None:
    keys, heard = _forms(tuple(labels.items()))
    whole = " ".join(w.text for w in bare(text))
    for form in (plain(text), whole):
        if form in keys:
            return [keys[form]]
    found = _nearly(plain(text), heard)
    if found is not None:
        return [found]
    if not multi:
        return None
    return _several(text, keys, heard)


def _several(text: str, keys: Mapping[str, str], heard: Sequence[_Heard]) -> list[str] | None:
    """Cover a text with labels from left to right; None unless nothing else is left."""
    words = plain(text).split()
    for lead in ("alleen", "ja", "vooral"):
        if words[:1] == [lead]:
            words = words[1:]
    picked: list[str] = []
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            form = " ".join(words[at:end])
            value = keys.get(form) or _nearly(form, heard)
            if value is not None:
                picked.append(value)
                at = end
                break
        else:
            if words[at] not in ("en", "plus", "ook", "of"):
                return None
            at += 1
    if not picked or ("of" in words and not any(" of " in f" {k} " for k in keys)):
        return None
    return picked


@dataclass(frozen=True, slots=True)
class _Heard:
    """A way of writing a choice: how it sounds, how much it denies, and its value."""

    sound: str
    denies: int
    value: str


def _heard(keys: Mapping[str, str]) -> list[_Heard]:
    return [_Heard(_sound(form), _denies(form), value) for form, value in keys.items()]


def _sound(form: str) -> str:
    return " ".join(sound_key(w) for w in form.split())


def _nearly(form: str, heard: Sequence[_Heard]) -> str | None:
    """Take a label with one or two typing errors, when only one label is this near."""
    if len(form) < 7:
        return None
    sound, denies = _sound(form), _denies(form)
    allowed = 1 if len(sound) < 12 else 2
    near = {
        other.value
        for other in heard
        if other.denies == denies
        and other.sound[:1] == sound[:1]
        and abs(len(other.sound) - len(sound)) <= allowed
        and OSA.distance(other.sound, sound, score_cutoff=allowed) <= allowed
    }
    return near.pop() if len(near) == 1 else None


def _denies(form: str) -> int:
    return len({"niet", "geen", "nooit", "nee"} & set(form.split()))


# -- by place --------------------------------------------------------------------------------


def _core(text: str) -> list[str]:
    """Give the words that point, ordinals in their usual spelling."""
    words = (w.text for w in bare(text))
    return [_usual(w) for w in words if w not in _POINTING | DOUBTS]


@lru_cache(maxsize=1_000)
def _usual(word: str) -> str:
    """Give an ordinal or a word of place as it is usually written: "twede", "onderse"."""
    known = (*_ORDINALS, "laatste", "bovenste", "onderste", "middelste", "allebei", "allemaal")
    key = unit_key(word)
    if as_number(word) is not None or len(key) < 4:
        return word
    near = {
        k: OSA.distance(unit_key(k), key)
        for k in known
        if k[0] == word[0] or unit_key(k)[0] == key[0]
    }
    best = sorted(near, key=near.__getitem__)
    if not best or near[best[0]] > 1 or (len(best) > 1 and near[best[1]] == near[best[0]]):
        return word
    return best[0]


def _positions(text: str, labels: Mapping[str, str], multi: bool) -> list[str] | None:
    values = list(labels)
    real = [v for v in values if v != NONE_OF_THESE]
    words = bare(text)
    if not words or len(words) > 12 or not real:
        return None
    core = _core(text)
    together = _all_of_them(core, real) or _row(core, real)
    if together is not None:
        return together if multi else None
    if len(core) == 1 and core[0] in _LAST:
        # A list of more ends with "none of these": whoever means that says so.
        return [real[-1] if multi else values[-1]]
    if core in (["voorlaatste"], ["op", "een", "na", "laatste"], ["een", "na", "laatste"]):
        return [values[-2]] if len(values) > 1 and NONE_OF_THESE not in labels else None
    if core in (["bovenste"],):
        return [values[0]]
    if core in (["middelste"],) and len(real) % 2:
        return [real[len(real) // 2]]
    indices = _indices(text, core)
    if indices is None or any(i >= len(values) for i in indices):
        return None
    if len(indices) > 1 and not multi:
        return None
    return [values[i] for i in indices]


def _all_of_them(core: Sequence[str], real: Sequence[str]) -> list[str] | None:
    """Read "alles", "allebei" and "alle drie": a number that is said must be that of the list."""
    joined = "".join(core)
    if joined in ("allebei", "beide", "beiden", "beidde", "allebeide", "alletwee", "alle2"):
        return list(real) if len(real) == 2 else None
    if joined.startswith("alle") and len(joined) > 4:
        count = as_number(joined.removeprefix("alle"))
        if count is not None:
            return list(real) if count == len(real) else None
    everything = {"alles", "alle", "allemaal", "allen"}
    return list(real) if core and set(core) <= everything | {"van", "deze"} and (
        core[0] in everything) else None  # fmt: skip


def _row(core: Sequence[str], real: Sequence[str]) -> list[str] | None:
    """Read "de eerste twee", "de bovenste 3" and "de laatste twee"."""
    if len(core) != 2:
        return None
    where, number = sorted(core, key=lambda w: as_number(w) is not None)
    count = as_number(number)
    if count is None or count != int(count) or not 2 <= count <= len(real):
        return None
    if where in _FIRST:
        return list(real[: int(count)])
    return list(real[-int(count) :]) if where in _LAST else None


def _indices(text: str, core: Sequence[str]) -> list[int] | None:
    if not core:
        return None
    letters = _letters(text)
    if letters is not None:
        return letters
    found = []
    for w in core:
        if w in _ORDINALS:
            found.append(_ORDINALS.index(w))
            continue
        match = re.fullmatch(r"(\d{1,2})e?", w)
        number = float(match.group(1)) if match else as_number(w)
        if w in ("e", "ste", "de", "+", "&", "/") and found:
            continue
        if number is None or number != int(number) or not 1 <= number <= 20:
            return None
        found.append(int(number) - 1)
    return found or None


def _piece_by_piece(text: str, labels: Mapping[str, str], multi: bool) -> list[str] | None:
    """Read "het vaste ritme en dat laatste" and "de eerste, geen": each piece points at a choice.

    One choice may be pointed at twice; two different ones only where more may be chosen. At least
    one piece must be a place or a label, and every piece must be one choice.
    """
    known = _no_trouble(text, labels) or (_all_but(text, labels) if multi else None)
    if known is not None:
        return known
    pieces = [p.strip() for p in re.split(r"[,;.+&]|\ben\b|\bplus\b|\book\b", fold(text))]
    pieces = [p for p in pieces if p]
    if not pieces or len(pieces) > len(labels) or (
        len(pieces) == 1 and _denies(pieces[0])):  # fmt: skip
        return None
    placed = [_one_piece(piece, labels, multi) for piece in pieces]
    if any(p is None for p in placed):
        if not any(p is not None for p in placed) or "of" in tokens(text) or _denies(plain(text)):
            return None
        # "de zesde, iemand in huis die slaapt": the rest names the same choice in other words.
        placed = [p or _named_in(piece, labels) for p, piece in zip(placed, pieces, strict=True)]
    found = [p for p in placed if p is not None]
    if len(found) < len(pieces):
        return None
    if len(set(found)) == 1:
        return found[:1]
    # "de eerste, wonen" puts a place and a name beside each other that do not agree.
    adds = bool({"en", "plus", "ook", "+", "&"} & set(tokens(text)))
    return found if multi and adds else None


def _one_piece(piece: str, labels: Mapping[str, str], multi: bool) -> str | None:
    stripped = " ".join(w.text for w in bare(piece) if w.text not in _POINTING | DOUBTS)
    keys, heard = _forms(tuple(labels.items()))
    for form in (plain(piece), stripped):
        value = keys.get(form) or (_nearly(form, heard) if form else None)
        if value is not None:
            return value
    at = _positions(piece, labels, multi)
    return at[0] if at is not None and len(at) == 1 else None


def _named_in(piece: str, labels: Mapping[str, str]) -> str | None:
    """Give the one choice whose telling words stand in a piece of at most six words."""
    words = plain(piece).split()
    telling = _telling(labels)
    named = {telling[k] for k in (sound_key(w) for w in words) if k in telling}
    return named.pop() if len(named) == 1 and len(words) <= 6 else None


_ALL_BUT = re.compile(
    r"\b(?:alles|alle\w*)\b.{0,12}?\b(?:behalve|uitgezonderd|zonder|op|maar niet)\b(.+?)"
    r"(?:\bna\b)?\W*$"
)


def _all_but(text: str, labels: Mapping[str, str]) -> list[str] | None:
    """Read "alles behalve wonen" and "alles op de laatste na"."""
    match = _ALL_BUT.search(fold(text))
    if match is None:
        return None
    left_out = _one_piece(match[1], labels, multi=True) or _named_in(match[1], labels)
    if left_out in (None, NONE_OF_THESE):
        return None
    return [v for v in labels if v not in (left_out, NONE_OF_THESE)]


def _no_trouble(text: str, labels: Mapping[str, str]) -> list[str] | None:
    """Read "geen problemen" for the choice "geen"; not where a label is about another "geen"."""
    light = {"hoor", "nee", "er", "zijn", "echt", "heb", "ik", "gelukkig", "nu"}
    words = [w.text for w in bare(text) if w.text not in light]
    plain_no = len(words) == 2 and words[0] in ("geen", "niks") and words[1] in _TROUBLES
    return [NONE_OF_THESE] if plain_no and NONE_OF_THESE in labels else None


def _letters(text: str) -> list[int] | None:
    """Read "b", "optie b", "a en c"; a lone "u" or "e" in a sentence is no letter of a choice."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    rest = [w for w in words if w not in ("optie", "antwoord", "letter", "en", "keuze", "de",
    "doe", "maar",
                                          "graag", "ik", "kies", "neem")]  # fmt: skip
    if not rest or any(len(w) != 1 or not "a" <= w <= "l" for w in rest):
        return None
    return [ord(w) - ord("a") for w in rest]


# -- yes and no, and a word of a label -----------------------------------------------------------


def _by_yes_no(text: str, labels: Mapping[str, str]) -> Reading | None:
    """Take a plain yes or no for the one choice that is or begins so."""
    plain_answer = read_yes_no(text)
    if plain_answer.kind is not Kind.VALUE:
        return None
    wanted = "ja" if plain_answer.value else "nee"
    if wanted in labels:
        return Reading(Kind.VALUE, wanted, exact=True)
    opening = [v for v, label in labels.items() if plain(label).split()[:1] == [wanted]]
    return Reading(Kind.VALUE, opening[0], exact=True) if len(opening) == 1 else None


def _only_one_named(text: str, labels: Mapping[str, str]) -> Reading | None:
    """Take a short answer for a choice when it names a telling word of that label alone."""
    words = [t for t in tokens(text) if not is_mark(t)]
    if not words or len(words) > 8 or "?" in text or _denies(" ".join(words)):
        return None
    telling = _telling(labels)
    named = {telling[k] for k in (sound_key(w) for w in words) if k in telling}
    if len(named) != 1:
        return None
    return Reading(Kind.VALUE, named.pop())


def _telling(labels: Mapping[str, str]) -> dict[str, str]:
    """Give the words of at least four letters that stand in one label only."""
    seen: dict[str, set[str]] = {}
    for value, label in labels.items():
        for w in plain(f"{label} {value}").replace("_", " ").split():
            if len(w) >= 4 and w not in _COMMON:
                seen.setdefault(sound_key(w), set()).add(value)
    return {key: values.copy().pop() for key, values in seen.items() if len(values) == 1}


_COMMON = frozenset(
    {"mijn", "iets", "iemand", "anders", "ander", "zoals", "voor", "niet", "nooit", "geen", "wordt",
     "weet", "heeft", "hebben", "soms", "vaak", "heel", "veel", "bijvoorbeeld", "deze", "door",
     "over",
     "worden", "werd", "doen", "doet", "denk", "gaat", "goed", "slecht", "meer", "minder", "alleen",
     "maar", "toch", "hier", "daar", "mensen", "dingen", "zelf", "wilt", "kunnen", "moet", "moeten",
     "naar", "waar", "paar", "nodig", "hulp", "zijn", "haar", "hebt", "altijd", "graag", "verder"}
)  # fmt: skip
