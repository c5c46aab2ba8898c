"""A message without what identifies a person, its meaning kept.

Numbers are recognised by their form and check digits (python-stdnum), addresses by street words,
names by the words before them and by lists of names. Ages, places, hours, service numbers,
product codes and dates of treatment stay. What is masked cannot be got back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from safety.lists import Span
from safety.mask_addresses import find_addresses
from safety.mask_names import find_names
from safety.mask_numbers import find_numbers
from safety.text import strip_invisible

PLACEHOLDERS = (
    "bsn",
    "telefoon",
    "email",
    "iban",
    "postcode",
    "kenteken",
    "geboortedatum",
    "adres",
    "naam",
)
"""What can stand between square brackets in a masked message."""

_PLACED = re.compile(rf"\[(?:{'|'.join(PLACEHOLDERS)})\]")


def _fold_digits(text: str) -> str:
    """Return `text` of the same length with every digit and at sign in its ASCII form."""
    if text.isascii():
        return text
    out = []
    for char in text:
        digit = unicodedata.digit(char, None)
        if digit is not None and char.isdecimal():
            out.append(str(digit))
        elif char in "‐‑‒–—−":
            out.append("-")
        elif char in "\u00a0\u2007\u2009\u202f":
            out.append(" ")
        elif len(same := unicodedata.normalize("NFKC", char)) == 1 and same.isascii():
            out.append(char if same.isdigit() else same)  # ² is no digit of a number
        else:
            out.append(char)
    return "".join(out)


# What goes first where two findings overlap: what is surest to be what it looks like.
_ORDER = {
    label: place
    for place, label in enumerate(
        (
            "email",
            "iban",
            "bsn",
            "telefoon",
            "geboortedatum",
            "kenteken",
            "postcode",
            "adres",
            "naam",
        )
    )
}


def _settle(spans: Iterable[Span]) -> list[Span]:
    """Return spans without overlaps: numbers before addresses before names, longer ones first."""
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda s: (_ORDER[s[2]], s[0] - s[1], s[0])):
        if all(span[1] <= other[0] or span[0] >= other[1] for other in chosen):
            chosen.append(span)
    return sorted(chosen)


def mask(text: str) -> str:
    """Return `text` with what identifies a person replaced by placeholders such as [naam].

    Text without anything to mask comes back as it is, but for invisible characters. Masking
    twice changes nothing more. No input raises an error.
    """
    clean = strip_invisible(text)
    while True:
        # What was hidden may have stood in the way of something beside it.
        once = _mask_once(clean)
        if once == clean:
            return once
        clean = once


def _mask_once(text: str) -> str:
    parts: list[str] = []
    last = 0
    for placed in _PLACED.finditer(text):
        parts += [_mask_part(text[last : placed.start()]), placed.group()]
        last = placed.end()
    return "".join([*parts, _mask_part(text[last:])])


def _mask_part(text: str) -> str:
    if not text.strip():
        return text
    folded = _fold_digits(text)
    hidden = _settle(find_numbers(folded))
    hidden = _settle([*hidden, *find_addresses(folded)])
    hidden = _settle([*hidden, *find_names(folded)])
    out: list[str] = []
    last = 0
    for start, end, label in hidden:
        out.append(text[last:start])
        out.append(f"[{label}]")
        last = end
    out.append(text[last:])
    return "".join(out)
