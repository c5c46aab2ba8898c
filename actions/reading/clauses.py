"""Cutting an answer into clauses, and what each clause says of whom, when and whether.

A value that stands in a clause about somebody else, the past, a question or a supposition is not
recorded; nor is one that is denied. The rules err to the side of reading nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.reading.numerals import join_numbers
from actions.reading.phrases import compile_phrase, first_span, says
from catalog.model import Publiek
from dutch.words import NEGATIONS, Word, fold, is_mark, tokens, word

_BREAKS = frozenset({"maar", "want", "omdat", "terwijl", "hoewel", "doch"})
_SUBJECTS = frozenset(
    {"ik", "hij", "zij", "we", "wij", "er", "dat", "het", "nu", "dan", "daarom", "sinds", "ook"}
)

_CORRECTIONS = tuple(
    compile_phrase(p)
    for p in (
        "of nee", "o nee", "oh nee", "eh nee", "uh nee", "nee wacht", "wacht nee", "hoewel nee",
        "nee toch", "beter gezegd", "ik bedoel", "bedoel ik", "nee ik bedoel", "sorry",
        "correctie", "herstel", "nee sorry", "nee eigenlijk", "of eigenlijk", "nee hoewel",
        "toch niet nee", "wacht even", "vergissing", "verkeerd gezegd", "ho nee", "nee ho",
        "of liever gezegd", "liever gezegd", "of nou nee", "of nu nee", "nou nee", "ehm nee",
        "nee dat klopt niet", "of nu ja", "nu ja", "ik zeg het verkeerd", "wacht",
        "of telt|tellen|geldt",
    )
)  # fmt: skip

_PAST = (
    "vroeger", "voorheen", "destijds", "in het verleden", "N jaar geleden", "jaren geleden",
    "maanden geleden", "weken geleden", "jaar terug", "als kind", "ooit", "in mijn jeugd",
    "in zijn jeugd", "in haar jeugd", "was vorig jaar", "had vorig jaar", "eerder was",
    "eerst was", "eerst had", "ben geweest", "is geweest", "was ik", "had ik", "tot vorig jaar",
    "eerst", "eerder", "niet meer aan de orde", "voorgeschiedenis", "geleden",
    "vorig|vorige jaar|maand|week", "als puber|kleuter|jongen|meisje|tiener",
    "is voorbij|over|gestopt", "al jaren over", "helemaal over",
    "voor mijn|zijn|haar opname|ongeluk", "jarenlang gehad", "achter de rug",
)  # fmt: skip
_NOT_PAST = ("sinds", "sindsdien", "vastgesteld", "diagnose", "geconstateerd", "nog steeds",
             "nooit eerder", "nooit meer over", "niet meer over", "het eerst",
             "eerst na")  # fmt: skip
_SUPPOSED = (
    "stel dat", "stel je voor", "wie weet", "in de toekomst", "later wil", "later misschien",
    "ooit wil", "zou kunnen", "vermoed*", "vermoeden", "misschien krijgt", "misschien heeft",
    "wordt nog onderzocht", "nog niet zeker", "wat als", "hopelijk", "mocht",
    "straks word|wordt", "misschien wil", "wil .. later", "later in een", "nog gekeken",
    "kan zijn", "zou .. kunnen", "als het zo doorgaat", "als .. kwijtraak",
    "over een paar maanden begint",
)  # fmt: skip
_HEDGES = ("misschien", "wellicht", "mogelijk", "zou wel eens", "weet niet zeker", "twijfel*",
           "niet helemaal zeker", "ik gok", "gok ik", "zou kunnen")  # fmt: skip

_KIN = (
    "moeder|vader|broer|zus|zusje|broertje|zoon|dochter|man|vrouw|partner|vriend|vriendin|buurman|"
    "buurvrouw|tante|oom|opa|oma|nicht|neef|nichtje|neefje|ex|kleinzoon|kleindochter|schoonzus|"
    "zwager|ouders|kinderen|kind|collega|huisgenoot|schoonmoeder|schoonvader|ma|pa|mama|papa"
)  # fmt: skip
_ALWAYS_OTHER = (
    "de buurman", "de buurvrouw", "buurman van", "buurvrouw van", "een kennis", "kennis van",
    "iemand die ik ken", "ik ken iemand", "andere bewoners", "medebewoner*", "een collega",
    f"zijn|haar|hun {_KIN}", "de hond", "de mentor is", "in het filmpje", "anderen hier",
    "mijn buurman|buurvrouw|collega|huisgenoot|kennis|ex", "een neef|nicht|vriend|oom|tante",
    "onze overburen|buren", "bij de buren", "kamergenoot", "mijn|de begeleidster",
    "de vorige client",
    f"de|een {_KIN} van", "oud collega", "onze andere", "mijn beste vriend|vriendin",
)  # fmt: skip
_OTHER_THAN_INWONER = (f"mijn|ons|onze {_KIN}", "hij|zij is|heeft|was|had|gaat|moet|wil|kan|doet")
_SELF_OF_NAASTE = ("ikzelf", "ik zelf", "mijzelf", "mezelf", "bij mij", "zelf ben ik",
    "zelf heb ik",
                   "zelf woon ik", "ik ben mantelzorger")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its words, and what is true of all of it.

    `asks` it is a question; `supposed` it is about what might be; `past` about what was; `other`
    about somebody else; `denied` it continues a denial ("geen drank, drugs of gokken").
    """

    words: tuple[Word, ...]
    asks: bool = False
    supposed: bool = False
    past: bool = False
    other: bool = False
    denied: bool = False

    @property
    def counts(self) -> bool:
        """Tell whether the clause states something about the person now."""
        return not (self.asks or self.supposed or self.past or self.other)

    def negated(self, span: tuple[int, int]) -> bool:
        """Tell whether words at `span` stand under a denial outside that span."""
        if self.denied:
            return True
        for i, w in enumerate(self.words):
            if span[0] <= i < span[1] or w.text not in NEGATIONS:
                continue
            following = self.words[i + 1].text if i + 1 < len(self.words) else ""
            if w.text == "niet" and i < span[0] and following in ("alleen", "zozeer"):
                continue
            if w.text == "zonder" and i > span[0]:
                continue
            return True
        return False


def without_quotes(text: str) -> str:
    """Drop what stands in quotes: words that are mentioned, not said."""
    folded = fold(text)
    outside = re.sub(r"(?<![a-z0-9])'[^'\n]{4,}'(?![a-z0-9])|\"[^\"\n]{3,}\"", " ", folded)
    return outside if re.search(r"[a-z0-9]{2}", outside) else folded


def split_clauses(text: str, publiek: Publiek | None = None) -> list[Clause]:
    """Give the clauses of an answer; `publiek` says of whom "ik" and "hij" speak."""
    parts = join_numbers(tokens(without_quotes(text)))
    clauses: list[Clause] = []
    current: list[str] = []
    for i, part in enumerate(parts):
        if is_mark(part) and part not in ("/", "+", "&"):
            _add(clauses, current, part, publiek)
            current = []
        elif part in _BREAKS or (part == "en" and current and _new_subject(parts[i + 1 : i + 3])):
            _add(clauses, current, "", publiek)
            current = [] if part == "en" else [part]
        else:
            current.append(part)
    _add(clauses, current, "", publiek)
    return clauses


def _new_subject(following: Sequence[str]) -> bool:
    """Tell whether words after "en" begin a sentence of their own."""
    if following[:1] and following[0] in _SUBJECTS:
        return True
    return (
        len(following) == 2
        and following[0] in ("mijn", "ons", "onze")
        and (following[1] in _KIN.split("|"))
    )


def _add(clauses: list[Clause], parts: Sequence[str], mark: str, publiek: Publiek | None) -> None:
    if not parts:
        if mark == "?" and clauses:
            clauses[-1] = replace(clauses[-1], asks=True)
        return
    words = tuple(word(p) for p in parts)
    denied = bool(clauses) and _continues_denial(clauses[-1], words)
    # "Toen" by its letters: it sounds like "toe".
    told = says(words, *_PAST) or any(w.text == "toen" for w in words)
    past = (told or _past_tense(words)) and not says(words, *_NOT_PAST)
    clauses.append(
        Clause(
            words,
            asks=mark == "?",
            supposed=says(words, *_SUPPOSED),
            past=past,
            other=_about_other(words, publiek),
            denied=denied,
        )
    )


_PAST_VERBS = frozenset(
    {"was", "waren", "had", "hadden", "deed", "kwam", "ging", "woonde", "werkte", "sloeg", "dronk",
     "gaf", "zat", "werd"}
)  # fmt: skip
_PRESENT = frozenset(
    {"is", "ben", "heb", "heeft", "hebben", "zijn", "moet", "kan", "wil", "gaat", "zit", "woont",
     "woon", "nu", "sinds", "sindsdien", "nog", "al", "altijd", "nooit"}
)  # fmt: skip


def _past_tense(words: tuple[Word, ...]) -> bool:
    """Tell whether a clause has a verb in the past and none in the present."""
    texts = [w.text for w in words]
    verbs = [t for i, t in enumerate(texts) if t in _PAST_VERBS and texts[i - 1 : i] != ["de"]]
    return bool(verbs) and not _PRESENT & set(texts)


def _continues_denial(before: Clause, words: tuple[Word, ...]) -> bool:
    texts = {w.text for w in words}
    denies = before.denied or any(w.text in ("geen", "noch", "zonder") for w in before.words[-5:])
    finite = {"is", "heb", "heeft", "ben", "wel", "maar", "juist", "alleen", "wil", "moet", "kan",
              "gaat", "ook", "nu", "zijn", "hebben", "zoek", "nodig", "ja", "gewoon"}  # fmt: skip
    return denies and len(words) <= 5 and not texts & finite


def _about_other(words: tuple[Word, ...], publiek: Publiek | None) -> bool:
    if says(words, *_ALWAYS_OTHER):
        return True
    if publiek is Publiek.INWONER:
        span = first_span((compile_phrase(p) for p in _OTHER_THAN_INWONER), words)
        return span is not None and span[0] <= 3
    if publiek is Publiek.NAASTE:
        return says(words, *_SELF_OF_NAASTE)
    return False


@dataclass(frozen=True, slots=True)
class Correction:
    """Where somebody takes back the first part of an answer.

    `after` is what replaces it and `by_no` tells whether the word "nee" does so; `clear` is False
    for a bare "nee" in the middle, which may as well only stress what was said.
    """

    after: str
    by_no: bool
    clear: bool


def corrected(text: str) -> Correction | None:
    """Give the last correction in an answer, or None; one that opens it corrects nothing."""
    folded = fold(text)
    pieces = list(re.finditer(r"[a-z0-9']+", folded))
    words = [word((tokens(p.group()) or [""])[0]) for p in pieces]
    last: tuple[int, int] | None = None
    for phrase in _CORRECTIONS:
        for span in phrase.spans(words):
            longer = last is not None and span[1] == last[1] and span[0] < last[0]
            if span[0] > 0 and (last is None or span[1] > last[1] or longer):
                last = span
    clear = last is not None
    if last is None:
        for i in range(1, len(words)):
            between = folded[pieces[i - 1].end() : pieces[i].start()]
            if words[i].text == "nee" and re.search(r"[.,;:–—-]", between):
                last = (i, i + 1)
    if last is None:
        return None
    by_no = any(words[i].text == "nee" for i in range(*last))
    return Correction(folded[pieces[last[1] - 1].end() :].strip(" ,.;:"), by_no, clear)


_SUPPOSING = re.compile(
    r"^\W*(en |maar |ok[eé]?,? )?((wat|hoe) (als|wanneer)|als|stel( dat| je voor dat)?|en als|"
    r"verandert (het|dat|er iets) als|wat (gebeurt er|verandert er) als)\b[,:]?\s*(nou|nu)?\s*"
)


def without_supposition(text: str) -> str:
    """Give what somebody supposes as if it were stated: "wat als ik 17 ben?" gives "ik 17 ben"."""
    return _SUPPOSING.sub("", fold(text)).rstrip(" ?!.")


def hedged(clause: Clause) -> bool:
    """Tell whether somebody says it with doubt."""
    return says(clause.words, *_HEDGES)
