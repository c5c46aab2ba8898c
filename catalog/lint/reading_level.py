"""Whether a text for inwoners can be read at level B1, as far as that can be measured.

Four measures: the mean length of a sentence, its greatest length, the Dutch Flesch-Douma score,
and the share of words that are neither common nor explained. Flesch-Douma (W.H. Douma, 1960) is
206.84 - 0.93 x words per sentence - 77 x syllables per word; over a few words it says little, so
short texts are scored together. Syllables are counted by textstat, from hyphenation patterns;
how common a word is comes from wordfreq (Zipf scale: 3.3 is twice in a million words).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Final

from textstat.textstat import textstatistics
from wordfreq import zipf_frequency

from catalog.lint.fault import Fault, Kind

MEAN_WORDS: Final = 12
MOST_WORDS: Final = 20
LEAST_FLESCH_DOUMA: Final = 60.0
COMMON: Final = 3.3
COMMON_PART: Final = 4.0
"""How common both halves of a compound must be: the halves must be better known than a whole."""
FLESCH_FROM: Final = 10
"""Words from which a text is scored on its own."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?:;])[\"'’”)]*\s+|\n+")
_PLACEHOLDER = re.compile(r"\{\w+\}")
_VOWELS: Final = "aeiou"
_ENDINGS: Final = (
    ("en", ""), ("s", ""), ("e", ""), ("t", ""), ("t", "en"), ("je", ""), ("jes", ""),
    ("tje", ""), ("tjes", ""), ("n", ""), ("de", "en"), ("d", "en"), ("te", "en"), ("er", ""),
    ("ers", "en"), ("er", "en"),
    ("ste", ""), ("st", ""),
)  # fmt: skip


def lint_texts(texts: Iterable[tuple[str, str]], explained: Collection[str] = ()) -> list[Fault]:
    """Give the faults of named texts in whole sentences.

    `explained` holds terms (of one or more words) that readers can ask about. `{wie}` and other
    placeholders count as two plain words and one. Texts under ten words are scored together by
    Flesch-Douma.
    """
    named = [(name, _fill(text)) for name, text in texts]
    known = Explained(explained)
    found: list[Fault] = []
    short: list[tuple[int, int, int]] = []
    for name, text in named:
        found += [Fault(Kind.ABOVE_B1, name, why) for why in _long_sentences(text)]
        found += [Fault(Kind.ABOVE_B1, name, why) for why in _hard_words(text, known)]
        counted = _counts(text)
        if counted[1] < FLESCH_FROM:
            short.append(counted)
        elif (score := _score(counted)) < LEAST_FLESCH_DOUMA:
            found.append(Fault(Kind.ABOVE_B1, name, _too_low(score)))
    together = tuple(map(sum, zip(*short, strict=True))) if short else (0, 0, 0)
    if together[1] >= FLESCH_FROM and (score := _score(together)) < LEAST_FLESCH_DOUMA:
        where = f"{len(short)} short texts together, from {named[0][0]}"
        found.append(Fault(Kind.ABOVE_B1, where, _too_low(score)))
    return found


def lint_fragments(
    texts: Iterable[tuple[str, str]], explained: Collection[str] = ()
) -> list[Fault]:
    """Give the faults of named labels and names, which are no sentences: length and words."""
    known = Explained(explained)
    found = []
    for name, raw in texts:
        text = _fill(raw)
        found += [Fault(Kind.ABOVE_B1, name, why) for why in _long_sentences(text)]
        found += [Fault(Kind.ABOVE_B1, name, why) for why in _hard_words(text, known)]
    return found


def flesch_douma(text: str) -> float:
    """Give the Dutch reading ease of a text: 100 is very easy, 60 is plain, 0 is very hard."""
    return _score(_counts(_fill(text)))


class Explained:
    """Terms that readers can ask about; of a term of several words the whole must stand there."""

    def __init__(self, terms: Collection[str]) -> None:
        folded = {term.casefold() for term in terms}
        self.words = {term for term in folded if _WORD.fullmatch(term)}
        phrases = sorted(folded - self.words, key=len, reverse=True)
        pattern = "|".join(re.escape(phrase) for phrase in phrases)
        self._phrases = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) if pattern else None

    def without_phrases(self, text: str) -> str:
        """Give the text with the explained phrases taken out."""
        return self._phrases.sub(" ", text) if self._phrases else text


def _fill(text: str) -> str:
    text = text.replace("{wie}", "uw zoon").replace("{Wie}", "Uw zoon")
    return _PLACEHOLDER.sub("dit", text)


def _sentences(text: str) -> list[list[str]]:
    parts = (_WORD.findall(part) for part in _SENTENCE_END.split(text))
    return [words for words in parts if words]


def _counts(text: str) -> tuple[int, int, int]:
    """Count sentences, words and syllables."""
    sentences = _sentences(text)
    words = [word for sentence in sentences for word in sentence]
    return len(sentences), len(words), sum(_syllables(word.casefold()) for word in words)


def _score(counts: tuple[int, ...]) -> float:
    sentences, words, syllables = counts
    if not words:
        return 100.0
    return 206.84 - 0.93 * words / sentences - 77 * syllables / words


def _too_low(score: float) -> str:
    return f"Flesch-Douma is {score:.0f}, at least {LEAST_FLESCH_DOUMA:.0f} is asked"


def _long_sentences(text: str) -> Iterator[str]:
    lengths = [len(sentence) for sentence in _sentences(text)]
    if not lengths:
        return
    if max(lengths) > MOST_WORDS:
        yield f"a sentence of {max(lengths)} words, at most {MOST_WORDS} are allowed"
    mean = sum(lengths) / len(lengths)
    if mean > MEAN_WORDS:
        yield f"{mean:.1f} words a sentence on average, at most {MEAN_WORDS} are allowed"


def _hard_words(text: str, explained: Explained) -> Iterator[str]:
    seen: set[str] = set()
    for sentence in _sentences(explained.without_phrases(text)):
        for place, word in enumerate(sentence):
            folded = word.casefold()
            is_name = word[:1].isupper() and (place > 0 or word.isupper())
            if folded in seen or is_name:
                continue
            seen.add(folded)
            if not is_plain(folded, explained.words):
                yield f"{folded!r} is neither common nor explained"


def is_plain(word: str, explained: Collection[str] = frozenset()) -> bool:
    """Tell whether a lower-case word is common, explained, or a compound of two common words."""
    if any(form in explained or _common(form) >= COMMON for form in _forms(word)):
        return True
    for cut in range(3, len(word) - 2):
        head, tail = word[:cut], word[cut:]
        heads = {head, head.removesuffix("s"), head.removesuffix("en")}
        known_head = any(
            len(h) > 2 and (_common(h) >= COMMON_PART or h in explained) for h in heads
        )
        if known_head and any(
            len(t) > 2 and (_common(t) >= COMMON_PART or t in explained) for t in _forms(tail)
        ):
            return True
    return False


def _forms(word: str) -> list[str]:
    """Give a word and what it may be a form of; a form that is no word is simply not common."""
    forms = [word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            stem = word.removesuffix(ending) + instead
            forms += [stem, *_respelled(stem)]
    if len(word) > 3:
        # "beslis" and "slaap" are forms of "beslissen" and "slapen".
        forms += [f"{stem}en" for stem in (word, word + word[-1], *_respelled(word))]
    return forms


def _respelled(stem: str) -> list[str]:
    """Give a stem as it is spelled in an open or a closed syllable: bel, dwal, loop."""
    if len(stem) < 3 or stem[-1] in _VOWELS:
        return []
    if stem[-1] == stem[-2]:
        return [stem[:-1]]
    if stem[-2] in _VOWELS and stem[-3] == stem[-2]:
        return [stem[:-2] + stem[-1]]
    if stem[-2] in _VOWELS and stem[-3] not in _VOWELS:
        return [stem[:-1] + stem[-2:]]
    return []


@cache
def _common(word: str) -> float:
    return float(zipf_frequency(word, "nl"))


@cache
def _counter() -> textstatistics:
    counter = textstatistics()  # type: ignore[no-untyped-call]
    counter.set_lang("nl")
    return counter


@cache
def _syllables(word: str) -> int:
    return max(1, int(_counter().syllable_count(word)))
