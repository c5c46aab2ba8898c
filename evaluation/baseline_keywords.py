"""A baseline without any understanding: words that belong to an intent or to a value.

What a simple form with keywords would do. It knows no negation, no other person and no past, so
it shows what those cost.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from catalog.model import Kenmerk, KenmerkType
from evaluation.kenmerken import NONE_OF_THESE
from evaluation.training import Example

ANSWER: Final = "antwoord"
FEWEST: Final = 3
"""So often must a word occur in the examples of an intent."""
SHARE: Final = 0.6
"""Such a share of the examples with a word must be of one intent."""
SHORTEST: Final = 4
"""Shorter words say nothing by themselves."""
NUMBER: Final = re.compile(r"\b\d{1,3}\b")


def words(text: str) -> set[str]:
    """Give the words of a text that may tell something."""
    return {w for w in re.findall(r"[\w'-]+", text.casefold()) if len(w) >= SHORTEST}


class Keywords:
    """Intents from the words of the examples, values from the labels of the vocabulary."""

    def __init__(self, examples: Iterable[Example], vocabulary: Mapping[str, Kenmerk]) -> None:
        self._vocabulary = vocabulary
        self._intents = intent_words(examples)
        self._labels = {name: value_words(each) for name, each in vocabulary.items()}
        self._terms = {name: value_words(each, terms=True) for name, each in vocabulary.items()}

    def intent(self, text: str) -> str:
        """Give the intent that most words of a message belong to; an answer where none does."""
        found = Counter(self._intents[w] for w in words(text) if w in self._intents)
        return min(found, key=lambda name: (-found[name], name)) if found else ANSWER

    def value(self, name: str, text: str) -> Any:
        """Give the value of a kenmerk that an answer names, None where none or several stand out.

        Numbers count for numbers, a first "ja" or "nee" for what is yes or no.
        """
        kenmerk = self._vocabulary[name]
        if kenmerk.type in (KenmerkType.INT, KenmerkType.NUMBER):
            numbers = NUMBER.findall(text)
            return int(numbers[0]) if len(numbers) == 1 else None
        if kenmerk.type is KenmerkType.BOOL:
            first = re.match(r"\W*(ja|nee)\b", text.casefold())
            return first[1] == "ja" if first else None
        return _named(kenmerk, self._labels[name], text)

    def facts(self, text: str) -> dict[str, Any]:
        """Give every kenmerk of which a message names a value by its term.

        Everyday words of the labels ("iemand", "dagen") would find something in every sentence.
        """
        found = {
            name: _named(kenmerk, self._terms[name], text)
            for name, kenmerk in self._vocabulary.items()
            if kenmerk.type in (KenmerkType.ONE, KenmerkType.MANY)
        }
        return {name: value for name, value in found.items() if value is not None}


def _named(kenmerk: Kenmerk, own: Mapping[str, str], text: str) -> Any:
    counts = Counter(own[w] for w in words(text) if w in own)
    if kenmerk.type is KenmerkType.MANY:
        if set(counts) == {NONE_OF_THESE}:
            return []
        return [v for v in kenmerk.values if v in counts] or None
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0] if best[0][0] in kenmerk.values else None


def intent_words(examples: Iterable[Example]) -> dict[str, str]:
    """Give the words that belong to one intent, with that intent."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sizes = Counter[str]()
    for example in examples:
        sizes[example.intent] += 1
        for word in words(example.text):
            counts[word][example.intent] += 1
    found: dict[str, str] = {}
    for word, per_intent in counts.items():
        # An intent with many examples would own every word: shares of its examples count.
        shares = {name: n / sizes[name] for name, n in per_intent.items()}
        best = min(shares, key=lambda name: (-shares[name], name))
        if per_intent[best] >= FEWEST and shares[best] >= SHARE * sum(shares.values()):
            found[word] = best
    return found


def value_words(kenmerk: Kenmerk, *, terms: bool = False) -> dict[str, str]:
    """Give the words that stand in the label of one value only, with that value.

    With `terms` only the name of the value counts: what it is called in the trade.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for value, labels in kenmerk.labels.items():
        names = [value.replace("_", " ")]
        if not terms:
            names += [labels.wijkteam, labels.inwoner, labels.naaste]
        for word in set().union(*map(words, names)):
            owners[word].add(value)
    return {word: next(iter(values)) for word, values in owners.items() if len(values) == 1}
