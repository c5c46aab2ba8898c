"""Dutch numbers in digits and in words, also half ones and with a typing error."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from dutch.words import REMEMBERED, is_mark, sound_key

_ONES = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
    "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
)  # fmt: skip
_TENS = {
    20: "twintig", 30: "dertig", 40: "veertig", 50: "vijftig", 60: "zestig", 70: "zeventig",
    80: "tachtig", 90: "negentig",
}  # fmt: skip
_FUZZY_FROM = 7
_FUZZY_TWO_FROM = 12

# How numbers sound, vowels left open where dialects and typing errors change them. The consonants
# tell all ones and all tens apart; in a ten that stands alone the first vowel is a, e or i, or
# "voertuig" and "tochtig" would be numbers.
_V = "[aeiou]"
_ONES_HEARD = (
    (1, f"{_V}+n"), (2, f"tw{_V}*"), (3, f"dr{_V}*"), (4, f"f{_V}*r"), (5, f"f{_V}*f"),
    (6, f"s{_V}*s"), (7, f"s{_V}*f{_V}+n?"), (8, f"{_V}+gt"), (9, f"n{_V}*g{_V}+n?"),
)  # fmt: skip
_TENS_HEARD = (
    (20, "tw[aei]*n?t"), (30, "d[aei]+r?t"), (40, "f[aei]+rt"), (50, "f[aei]+ft"),
    (60, "s[aei]+st"), (70, "s[aei]+f[aei]+n?t"), (80, "t[aei]+g[aei]*n?t"),
    (90, "n[aei]+g[aei]+n?t"),
)  # fmt: skip
_LINK = f"(?:{_V}+n?|n)"
_TENS_END = "[aeiu]*g"


def _spell(n: int) -> str:
    if n < len(_ONES):
        return _ONES[n]
    if n >= 100:
        return "honderd" + (_spell(n - 100) if n > 100 else "")
    tens, one = n - n % 10, n % 10
    return (f"{_ONES[one]}en" if one else "") + _TENS[tens]


@cache
def _by_word() -> dict[str, float]:
    words: dict[str, float] = {_spell(n): float(n) for n in range(169)}
    for n in range(1, 20):
        words[f"{_ONES[n]}enhalf"] = words[f"{_ONES[n]}enhalve"] = n + 0.5
        words[f"{_ONES[n]}eneenhalf"] = n + 0.5
    words["anderhalf"] = words["anderhalve"] = 1.5
    words["half"] = words["halve"] = 0.5
    words["eentje"] = 1.0
    # "negenhalf" is how "negenenhalf" is often typed: the doubled syllable is lost.
    words["negenhalf"], words["zevenhalf"] = 9.5, 7.5
    return words


@cache
def _by_sound() -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for text, number in _by_word().items():
        key = _key(text)
        known = found.get(key, number)
        found[key] = number if known == number else None
    return found


def _key(text: str) -> str:
    """Give how a word sounds; "tie" is no "sie" here, or "zien" would be ten."""
    return sound_key(text.replace("tie", "ti"))


@lru_cache(maxsize=REMEMBERED)
def as_number(token: str) -> float | None:
    """Give the number that a folded token means, None when it means none for certain.

    >>> as_number("tweeentwintig"), as_number("negenentwitig"), as_number("4,5"), as_number("de")
    (22.0, 29.0, 4.5, None)
    """
    if token[:1].isdigit():
        try:
            number = float(token.replace(",", "."))
        except ValueError:
            return None
        # Some hundreds of digits are more than a float holds.
        return number if math.isfinite(number) else None
    exact = _by_word().get(token)
    if exact is not None:
        return exact
    if len(token) < 3:
        return None
    key = _key(token)
    if key in _by_sound() and len(key) >= 3:
        return _by_sound()[key]
    spoken = _spoken(key)
    if len(spoken) >= 3 and spoken in _by_spoken():
        return _by_spoken()[spoken]
    composed = _composed(spoken)
    return composed if composed is not None else _nearest(key)


def _spoken(key: str) -> str:
    """Fold a sound key to how dialects say it: "vief" and "vijf", "zeuven" and "zeven", "elluf"."""
    s = key.replace("y", "i").replace("eu", "e")
    s = re.sub(r"(?<=[aei])j(?=[aei])", "", s).replace("ee", "e")
    return re.sub(r"(?<=[lr])[eu](?=f$)", "", s)


@cache
def _by_spoken() -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for key, number in _by_sound().items():
        spoken = _spoken(key)
        known = found.get(spoken, number)
        found[spoken] = number if known == number else None
    return found


@cache
def _heard_patterns() -> tuple[tuple[int, re.Pattern[str]], ...]:
    patterns = [(ten, f"{heard}{_TENS_END}") for ten, heard in _TENS_HEARD]
    patterns += [
        (ten + one, f"{heard_one}{_LINK}{heard}{_TENS_END}")
        for ten, heard in _TENS_HEARD
        for one, heard_one in _ONES_HEARD
    ]
    return tuple((n, re.compile(p)) for n, p in patterns)


def _composed(spoken: str) -> float | None:
    """Give the number of tens that a word sounds like, "ses-en-dartig"; None for two or none."""
    if len(spoken) < 5 or not spoken.endswith("g"):
        return None
    found = {n for n, pattern in _heard_patterns() if pattern.fullmatch(spoken)}
    return float(found.pop()) if len(found) == 1 else None


def _nearest(key: str) -> float | None:
    """Take a long word for a number when only one number is this near."""
    if len(key) < _FUZZY_FROM:
        return None
    allowed = 2 if len(key) >= _FUZZY_TWO_FROM else 1
    near: dict[float, int] = {}
    for other, number in _by_sound().items():
        if number is None or other[0] != key[0]:
            continue
        distance = OSA.distance(other, key, score_cutoff=allowed)
        if distance <= allowed:
            near[number] = min(distance, near.get(number, distance))
    best = sorted(near.items(), key=lambda item: item[1])
    if not best or (len(best) > 1 and best[1][1] == best[0][1]):
        return None
    return best[0][0]


def join_numbers(parts: list[str]) -> list[str]:
    """Give tokens with numbers that were typed as several words made one.

    "twee en twintig" becomes "tweeentwintig"; "zes en een half" becomes "6.5".
    """
    joined: list[str] = []
    i = 0
    while i < len(parts):
        for width in (4, 3, 2):
            group = parts[i : i + width]
            made = None
            if len(group) == width and not any(is_mark(g) for g in group):
                made = _joined(group)
            if made is not None:
                joined.append(made)
                i += width
                break
        else:
            joined.append(parts[i])
            i += 1
    return joined


def _joined(group: list[str]) -> str | None:
    """Give one number for a row of words that together spell it, or None."""
    first, last = as_number(group[0]), as_number(group[-1])
    between = group[1:-1]
    if first is not None and first == int(first) and last == 0.5 and not group[-1][0].isdigit():
        if between in (["en", "een"], ["en"]) or (
            not between and group[0].isdigit() and group[-1] == "half"
        ):
            return "0.5" if first == 1 and not between else f"{int(first)}.5"
        return "0.5" if not between and first == 1 else None
    if group[0].isdigit() or group[-1].isdigit():
        return None
    ones = first is not None and 1 <= first <= 9 and first == int(first)
    tens = last is not None and last >= 20 and last % 10 == 0 and last < 100
    if ones and tens and first is not None and last is not None and between in (["en"], ["een"]):
        return _spell(int(first + last))
    if len(group) == 2 and first is not None and last is not None:
        return None
    text = "".join(group)
    if group[0] in _ONES and text in _by_word():
        return text
    if len(group) == 2:
        # "zesen dertig", "zes endertig"
        made = _composed(_spoken(_key(text)))
        whole = made is not None and made > 20 and (first is None) != (last is None)
        return _spell(int(made)) if whole and made is not None else None
    return None
