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
from actions.reading.words import Word, fold, is_mark, tokens, word
from catalog.model import Publiek

NEGATIONS = frozenset({"niet", "geen", "nooit", "niks", "niemand", "nergens", "zonder", "noch"})
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
        "nee dat klopt niet", "ik zeg het verkeerd", "wacht",
    )
)  # fmt: skip

_PAST = (
    "vroeger", "voorheen", "destijds", "in het verleden", "N jaar geleden", "jaren geleden",
    "maanden geleden", "weken geleden", "jaar terug", "toen", "als kind", "ooit", "in mijn jeugd",
    "in zijn jeugd", "in haar jeugd", "was vorig jaar", "had vorig jaar", "eerder was",
    "eerst was", "eerst had", "ben geweest", "is geweest", "was ik", "had ik", "tot vorig jaar",
    "eerst", "eerder", "niet meer aan de orde", "voorgeschiedenis", "jarenlang gehad", "achter de rug",
)  # fmt: skip
_NOT_PAST = ("sinds", "sindsdien", "vastgesteld", "diagnose", "geconstateerd", "nog steeds",
             "nooit eerder", "het eerst", "eerst na")  # fmt: skip
_SUPPOSED = (
    "stel dat", "stel je voor", "wie weet", "in de toekomst", "later wil", "later misschien",
    "ooit wil", "zou kunnen", "vermoed*", "vermoeden", "misschien krijgt", "misschien heeft",
    "wordt nog onderzocht", "nog niet zeker", "wat als", "hopelijk",
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
    "mijn buurman|buurvrouw|collega|huisgenoot|kennis|ex",
)  # fmt: skip
_OTHER_THAN_INWONER = (f"mijn|ons|onze {_KIN}", "hij|zij is|heeft|was|had|gaat|moet|wil|kan|doet")
_SELF_OF_NAASTE = ("ikzelf", "ik zelf", "mijzelf", "mezelf", "bij mij", "zelf ben ik", "zelf heb ik",
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
        following = parts[i + 1] if i + 1 < len(parts) else ""
        if is_mark(part) and part not in ("/", "+", "&"):
            _add(clauses, current, part, publiek)
            current = []
        elif part in _BREAKS or (part == "en" and following in _SUBJECTS and current):
            _add(clauses, current, "", publiek)
            current = [] if part == "en" else [part]
        else:
            current.append(part)
    _add(clauses, current, "", publiek)
    return clauses


def _add(clauses: list[Clause], parts: Sequence[str], mark: str, publiek: Publiek | None) -> None:
    if not parts:
        if mark == "?" and clauses:
            clauses[-1] = replace(clauses[-1], asks=True)
        return
    words = tuple(word(p) for p in parts)
    denied = bool(clauses) and _continues_denial(clauses[-1], words)
    past = says(words, *_PAST) and not says(words, *_NOT_PAST)
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


def corrected(text: str) -> tuple[str, str] | None:
    """Give what stands before and after the last correction in an answer, or None.

    "wonen, of nee, dagbesteding" gives ("wonen,", ", dagbesteding"). A correction that opens the
    answer corrects nothing.
    """
    folded = fold(text)
    pieces = list(re.finditer(r"[a-z0-9']+", folded))
    words = [word((tokens(p.group()) or [""])[0]) for p in pieces]
    last: tuple[int, int] | None = None
    for phrase in _CORRECTIONS:
        for span in phrase.spans(words):
            if span[0] > 0 and (last is None or span[1] > last[1] or
                                (span[1] == last[1] and span[0] < last[0])):  # fmt: skip
                last = span
    if last is None:
        return None
    before = folded[: pieces[last[0]].start()]
    after = folded[pieces[last[1] - 1].end() :]
    says_no = any(words[i].text == "nee" for i in range(*last))
    return before, f"nee, {after}" if says_no else after


def hedged(clause: Clause) -> bool:
    """Tell whether somebody says it with doubt."""
    return says(clause.words, *_HEDGES)
