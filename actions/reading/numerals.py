"""Dutch numbers in digits and in words, also half ones and with a typing error."""

from __future__ import annotations

from functools import cache

from rapidfuzz.distance import OSA

from dutch.words import is_mark, sound_key

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
    # "negenhalf" is how "negenenhalf" is often typed: the doubled syllable is lost.
    words["negenhalf"], words["zevenhalf"] = 9.5, 7.5
    return words


@cache
def _by_sound() -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for text, number in _by_word().items():
        key = sound_key(text)
        known = found.get(key, number)
        found[key] = number if known == number else None
    return found


def as_number(token: str) -> float | None:
    """Give the number that a folded token means, None when it means none for certain.

    >>> as_number("tweeentwintig"), as_number("negenentwitig"), as_number("4,5"), as_number("de")
    (22.0, 29.0, 4.5, None)
    """
    if token[:1].isdigit():
        try:
            return float(token.replace(",", "."))
        except ValueError:
            return None
    exact = _by_word().get(token)
    if exact is not None:
        return exact
    if len(token) < 3:
        return None
    key = sound_key(token)
    if key in _by_sound() and len(key) >= 3:
        return _by_sound()[key]
    return _nearest(key)


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

    "twee en twintig" becomes "tweeentwintig"; "zes en een half" becomes "zesenhalf".
    """
    joined: list[str] = []
    i = 0
    while i < len(parts):
        made = None
        for width in (4, 3, 2):
            group = parts[i : i + width]
            if len(group) < width or any(is_mark(g) for g in group):
                continue
            text = "".join(group)
            if group[0].isdigit() and group[1:] in (["en", "een", "half"], ["half"]):
                made = f"{group[0]}.5"
            elif width > 1 and group[0] in _ONES and text in _by_word():
                made = text
            if made is not None:
                joined.append(made)
                i += width
                break
        if made is None:
            joined.append(parts[i])
            i += 1
    return joined
