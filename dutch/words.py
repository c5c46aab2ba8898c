"""From typed text to words that can be compared: case, accents, spoken forms and spelling.

People write as they speak ("nie", "gin", "wone", "krisis"). `sound_key` folds a word to how it
sounds, so that a phrase is found under most spellings without a list of errors.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MAX_LENGTH = 2_000
"""Characters of a message that are read; an answer to one question is far shorter."""

REMEMBERED = 10_000
"""So many words, apart from the messages that they were in, a process works out only once."""

NEGATIONS = frozenset({"niet", "geen", "nooit", "niks", "niemand", "nergens", "zonder", "noch"})

_SPOKEN = {
    "nie": "niet", "niets": "niks", "nit": "niet", "neit": "niet", "nimmer": "nooit",
    "nix": "niks", "niemant": "niemand", "gin": "geen", "gene": "geen", "gee": "geen",
    "un": "een", "n": "een", "ut": "het", "t": "het", "da": "dat", "ie": "hij", "ze": "zij",
    "se": "zij", "effe": "even", "ff": "even", "bn": "ben", "bin": "ben", "hep": "heb",
    "hebt": "heb", "as": "als", "nou": "nu", "me": "mijn", "mn": "mijn", "m": "mijn",
    "zn": "zijn", "z": "zijn", "mot": "moet", "ene": "een",
    "ns": "eens", "soas": "zoals", "der": "er", "savonds": "avonds", "snachts": "nachts",
    "smiddags": "middags", "sochtends": "ochtends", "smorgens": "morgens", "nachs": "nachts",
    "savens": "avonds", "avens": "avonds",
    "iemant": "iemand", "altijt": "altijd", "mischien": "misschien", "egt": "echt",
    "vd": "van", "tis": "is", "kwas": "was", "elken": "elke",
}  # fmt: skip

_TOKEN = re.compile(r"24/7|t/m|\d+(?:[.,]\d+)?|[a-z]+|[.,;:!?()\n\"/+&–—-]")
_MARK = re.compile(r"[.,;:!?()\n\"/+&–—-]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as folded, as it sounds, and as it sounds without the rules for endings."""

    text: str
    key: str
    stem: str


def fold(text: str) -> str:
    """Give text in lower case, without accents and with plain quotes; at most MAX_LENGTH long."""
    plain = text[:MAX_LENGTH].replace("’", "'").replace("‘", "'").replace("`", "'")
    plain = plain.replace("“", '"').replace("”", '"').replace("„", '"')
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def tokens(text: str) -> list[str]:
    """Give the words, numbers and marks of a text, folded, spoken forms written out."""
    folded = fold(text)
    folded = re.sub(r"(?<![a-z])'s\b", " ", folded)  # 's avonds
    folded = re.sub(r"(?<![a-z])'([a-z])", r" \1", folded)  # 'n, 't
    folded = re.sub(r"([a-z])'([a-z])", r"\1\2", folded)  # m'n, zo'n
    folded = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", folded)
    folded = re.sub(r"(\d)\s*x(?![a-z])", r"\1 keer ", folded)
    folded = re.sub(r"(\d)(?=[a-z])", r"\1 ", folded)
    return [_SPOKEN.get(t, t) for t in _TOKEN.findall(folded)]


def is_mark(token: str) -> bool:
    """Tell whether a token is punctuation."""
    return bool(_MARK.fullmatch(token))


def plain(text: str) -> str:
    """Give the words of a text with single spaces and no punctuation, to compare labels by."""
    return " ".join(t for t in tokens(text) if not is_mark(t))


@lru_cache(maxsize=REMEMBERED)
def word(text: str) -> Word:
    """Give a folded word with its sound keys."""
    stem = _sound(text)
    return Word(text, stem if text.endswith("een") else _ending(stem), stem)


def sound_key(text: str) -> str:
    """Fold one word to how it sounds.

    >>> sound_key("wone") == sound_key("wonen"), sound_key("krisis") == sound_key("crisis")
    (True, True)
    """
    return word(text).key


def _sound(text: str) -> str:
    if not text.isalpha():
        return text
    if len(text) < 4:
        return text.replace("z", "s").replace("v", "f")
    s = text
    for old, new in (
        ("isch", "is"), ("sch", "sg"), ("ch", "g"), ("ph", "f"), ("th", "t"), ("dt", "t"),
        ("x", "ks"), ("qu", "kw"), ("ij", "y"), ("ei", "y"), ("au", "ou"), ("tie", "sie"),
    ):  # fmt: skip
        s = s.replace(old, new)
    s = re.sub(r"c(?=[eiy])", "s", s).replace("c", "k")
    s = s.replace("z", "s").replace("v", "f").replace("ie", "i")
    return re.sub(r"(.)\1+", r"\1", s)


def _ending(stem: str) -> str:
    if len(stem) <= 3 or not stem.isalpha():
        return stem
    s = re.sub(r"l[yiue]k(e?)n?$", r"lk\1", stem)
    s = re.sub(r"en$", "e", s)
    if s.endswith("d"):
        s = s[:-1] + "t"
    return s


def without_negations(text: str) -> str | None:
    """Give the words of a text without those that deny; None when there are none of them.

    >>> without_negations("hij is nie agressief")
    'hij is agressief'
    """
    words = [t for t in tokens(text) if not is_mark(t)]
    kept = [t for t in words if t not in NEGATIONS]
    return " ".join(kept) if len(kept) < len(words) else None
