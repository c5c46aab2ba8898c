"""A small language for word patterns that survive Dutch spelling.

Both the text and the patterns are written as sound keys: ``me vrou``, ``mijn vrouw`` and
``mijn vrauw`` meet in one key, so a rule is written once, in ordinary Dutch. A pattern is a row
of tokens with spaces between them:

``wil``            this word, in any spelling that sounds the same
``pil|pillen``     one of these words
``zelfmoord*``     a word that begins like this
``@familie``       one of a named class of words (safety/data/danger.yaml)
``echt?``          this token or nothing
``..3``            at most three words, not across a comma
``~3``             at most three words, commas allowed
``$``              here a part of the sentence ends

``& … ~6``         the words in any order, all within six words: Dutch moves its verbs about

A pattern never reaches across the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from safety.text import normalise

STOP = "."
COMMA = ","

# Abbreviations whose full stop ends no sentence.
_ABBREVIATIONS = frozenset(
    {"cl", "vr", "mw", "mevr", "mv", "dhr", "dr", "drs", "evt", "ca", "jr", "mnd", "bijv", "bv"}
    | {"enz", "etc", "gem", "incl", "nr", "pers", "resp", "tel"}
)

# A pattern with one of these says the "not" itself: another "not" beside it takes nothing away.
_DENYING = frozenset({"@niet", "niet", "geen", "nooit", "zonder", "nauwelijks"})

END = "$"
# "kwil", "kheb": how many people say and write "ik wil", "ik heb".
_GLUED_IK = re.compile(
    r"k(?:wil|wou|heb|hep|ben|bn|ga|kan|kon|hoef|durf|moet|zie|weet|voel|zal|zou|had|was|word|wor|maak|doe"
    r"|slaap|snij|neem|denk|spring|trek|hoor|krijg|haal|mag|sta|lig|zit|sla|steek|schiet)$"
)

# "Oom" would sound like "om", "boom" like "bom".
_OWN_KEYS = {"n": "en", "oom": "oom", "ome": "oom", "boom": "boom"}

_RAW = re.compile(r"[^\W_]+(?:[*@$][^\W_]+)*|[.!?;\n…]|[,:()\[\]{}\"“”„«»<>/|–—-]")
_LEET = str.maketrans("013457@$", "oieastas")

_SOUNDS: tuple[tuple[str, str], ...] = (
    ("sch", "sg"),
    ("ch", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("qu", "kw"),
    ("x", "ks"),
    ("ck", "k"),
    ("ouw", "ou"),
    ("auw", "ou"),
    ("au", "ou"),
    ("ij", "y"),
    ("ei", "y"),
    ("ie", "i"),
    ("v", "f"),
    ("z", "s"),
)


def _sound(word: str) -> str:
    for old, new in _SOUNDS:
        if old in word:
            word = word.replace(old, new)
    if "c" in word:
        word = re.sub(r"c(?=[eiy])", "s", word).replace("c", "k")
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=16384)
def key(word: str) -> str:
    """Return the sound key of one normalised word."""
    if word in _OWN_KEYS:
        return _OWN_KEYS[word]
    if word.isdigit():
        return word
    if len(word) > 3 and word.endswith("en") and word[-3] not in "aeiou":
        word = word[:-1]  # the n of "leven" is written by some and heard by few
    out = _sound(word)
    if out.endswith("dt"):
        out = out[:-2] + "t"
    if len(out) > 2 and out[-1] in "db":
        out = out[:-1] + ("t" if out[-1] == "d" else "p")
    return out


def tokens(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    """Return the keys of a message's words, with ``.`` and ``,`` where it pauses.

    `known` are the keys that rules speak of: digits and signs within a word are read as letters
    only where that gives one of these.
    """
    out: list[str] = []
    for match in _RAW.finditer(normalise(text)):
        raw = match.group()
        if raw[0].isalnum():
            if not raw.isalpha() and not raw.isdigit():
                read = key(raw.translate(_LEET))
                raw = raw if read not in known else raw.translate(_LEET)
            if _GLUED_IK.match(raw):
                out.append("ik")
                raw = raw[1:]
            out.append(key(raw))
        elif raw in ".!?;\n…":
            if raw == "." and out and out[-1] in _ABBREVIATIONS:
                continue
            if out and out[-1] != STOP:
                out.append(STOP)
        elif out and out[-1] not in (STOP, COMMA):
            out.append(COMMA)
    return out


@dataclass(frozen=True)
class Pattern:
    """One compiled pattern.

    `needs` holds a set of keys for every token that must be there as a whole word: a message
    without one of each cannot match, which is far cheaper to find out than to search. A pattern
    for words in any order has a `window` and no `regex`.
    """

    source: str
    regex: re.Pattern[str] | None
    needs: tuple[frozenset[str], ...]
    has_negation: bool
    window: int = 0

    def may_match(self, words: frozenset[str]) -> bool:
        """Tell whether a message with these words could match at all."""
        return all(not need.isdisjoint(words) for need in self.needs)

    def spans(self, row: list[str], line: str) -> Iterator[tuple[int, int]]:
        """Yield where the pattern matches, as first token and the one after the last.

        `line` is `row` joined by spaces, with a space at either end.
        """
        if self.regex is None:
            yield from self._windows(row)
            return
        for match in self.regex.finditer(line):
            start = line.count(" ", 0, match.start()) - 1
            yield start, start + match.group().count(" ")

    def matches(self, row: list[str], line: str) -> bool:
        """Tell whether the pattern matches anywhere."""
        if self.regex is None:
            return next(self._windows(row), None) is not None
        return self.regex.search(line) is not None

    def _windows(self, row: list[str]) -> Iterator[tuple[int, int]]:
        places = [[at for at, word in enumerate(row) if word in need] for need in self.needs]
        for first in places[0]:
            chosen = [first]
            for others in places[1:]:
                near = min(
                    (at for at in others if at not in chosen),
                    key=lambda at: abs(at - first),
                    default=None,
                )
                if near is None:
                    break
                chosen.append(near)
            start, end = min(chosen), max(chosen) + 1
            whole = len(chosen) == len(places) and end - start <= self.window
            if whole and STOP not in row[start:end]:
                yield start, end


def _unordered(source: str, classes: Mapping[str, str]) -> Pattern:
    """Return the compiled form of ``& words words ~6``."""
    *parts, width = source.split()[1:]
    needs = []
    negation = False
    for part in parts:
        options = part.split("|")
        negation = negation or not _DENYING.isdisjoint(options)
        words = [word for option in options for word in _expand(option, classes, source)]
        needs.append(frozenset(key(word) for word in words))
    if width[0] != "~" or not needs or any("*" in part for part in parts):
        raise ValueError(f"& takes whole words and then a width: {source!r}")
    # The rarest first: few words are the best place to begin to look.
    return Pattern(source, None, tuple(sorted(needs, key=len)), negation, int(width[1:]))


def _expand(option: str, classes: Mapping[str, str], source: str) -> list[str]:
    if not option.startswith("@"):
        return [option]
    if option[1:] not in classes:
        raise ValueError(f"unknown class {option} in pattern {source!r}")
    return classes[option[1:]].split()


def _prefix(word: str) -> str:
    """Return a regular expression for words that begin like `word`."""
    sound = _sound(word)
    if sound[-1] in "dt":
        return re.escape(sound[:-1]) + "[dt][^ ]*"
    if sound[-1] in "bp":
        return re.escape(sound[:-1]) + "[bp][^ ]*"
    return re.escape(sound) + "[^ ]*"


def compile_pattern(source: str, classes: Mapping[str, str]) -> Pattern:
    """Return the compiled form of a pattern as the module describes it.

    Raises `ValueError` for an unknown class and for a pattern without a single word.
    """
    if source.startswith("&"):
        return _unordered(source, classes)
    parts: list[str] = []
    needs: list[frozenset[str]] = []
    negation = False
    for raw in source.split():
        token = raw
        if token[:2] == ".." or token[0] == "~":
            width = int(token.lstrip(".~"))
            other = "[^ ,.]+ " if token[0] == "." else "[^ .]+ "
            parts.append(f"(?:{other}){{0,{width}}}?")
            continue
        if token == END:
            parts.append("(?=[.,] |$)")
            continue
        optional = token.endswith("?")
        token = token.rstrip("?")
        words: list[str] = []
        for option in token.split("|"):
            words.extend(_expand(option, classes, source))
            negation = negation or option in _DENYING
        exact = sorted({key(word) for word in words if not word.endswith("*")})
        begins = sorted({_prefix(word[:-1]) for word in words if word.endswith("*")})
        body = "|".join([*(re.escape(word) for word in exact), *begins])
        parts.append(f"(?:(?:{body}) )?" if optional else f"(?:{body}) ")
        if not optional and not begins:
            needs.append(frozenset(exact))
    if not any(part for part in parts if not part.startswith("(?:[^")):
        raise ValueError(f"pattern without a word: {source!r}")
    needs.sort(key=len)
    return Pattern(source, re.compile("(?<= )" + "".join(parts)), tuple(needs), negation)
