"""Numbers and addresses on the net that identify a person: by form, cue and check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban as iban_number
from stdnum.nl import bsn as bsn_number

from safety.lists import Span, cues

_SEP = r"[ .\-/]?"
_NINE = re.compile(rf"(?<!\d)\d(?:{_SEP}\d){{8}}(?!\d)")
_BSN_CUE = re.compile(
    rf"(?:bsn|b\.s\.n|burger ?service ?nummer|sofi[ -]?(?:nummer|nr))\D{{0,24}}?"
    rf"(\d(?:{_SEP}\d){{7,8}})(?!\d)",
    re.I,
)
_BSN_AFTER = re.compile(
    rf"(?<!\d)(\d(?:{_SEP}\d){{7,8}})(?!\d)\D{{0,24}}(?:bsn|burgerservicenummer|sofinummer)", re.I
)

# A Dutch number has ten digits, a foreign one more; 0800, 0900 and 088 belong to services.
_PHONE = re.compile(
    # Not the month and year of a date: "01-02-1990 / 5212".
    r"(?<![\d+])(?!(?<=\d[-/.])[01]\d[-/.](?:19|20)\d\d(?!\d))(?:"
    r"(?:\+|00)31[ .\-/]*(?:\(0\))?(?:[ .\-/()]{0,3}\d){9}"
    r"|\(?0(?!800|900|906|909|88)[1-9](?:[ .\-/()]{0,3}\d){8}"
    r"|(?:\+|00)(?!31)[1-9]\d(?:[ .\-/()]{0,2}\d){6,12}"
    r")(?!\d)"
)
_PHONE_CUE = re.compile(
    r"\b(?:tel|telefoon|telefoonnummer|mobiel|mobiele nummer|gsm|06[ -]?nummer)\b[ .:]*"
    r"(?:is |van mij is )?((?<!\d)\d(?:[ .\-/]{0,2}\d){6,11})(?!\d)",
    re.I,
)

_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}(?: ?@ ?)[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.[A-Za-z]{2,}"
)
_EMAIL_SPELT = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?"
    r"(?:\(at\)|\[at\]|\(apenstaartje\)|\bapenstaartje\b|\bapestaartje\b) ?[\w-]+"
    r"(?: ?(?:\.|\bpunt\b|\(punt\)|\(dot\)|\bdot\b) ?[\w-]+)+",
    re.I,
)

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])")
_IBAN_NL = re.compile(r"(?<![A-Za-z0-9])NL[ -]?\d{2}[ -]?[A-Z]{4}(?:[ -]?\d){10}(?!\d)", re.I)

_POSTCODE = re.compile(r"(?<![\w.,-])([1-9]\d{3})( ?)([A-Za-z]{2})(?![\w-])")
_POSTCODE_CUE = re.compile(r"postcode\W{0,3}(?:is )?$", re.I)
_YEAR_CUE = re.compile(r"\b(?:in|sinds|vanaf|tot|van|anno|januari|december|\d{1,2}-\d{1,2}-)\W*$")

_PLATE_FORMS = (
    "LL-DD-DD DD-DD-LL DD-LL-DD LL-DD-LL LL-LL-DD DD-LL-LL DD-LLL-D D-LLL-DD LL-DDD-L L-DDD-LL"
    " LLL-DD-L L-DD-LLL D-LL-DDD DDD-LL-D LLL-DD-D DD-LLL-D"
)


def _plates(dash: str) -> str:
    parts = {"D": r"\d", "L": "[A-Za-z]", "-": dash}
    return "|".join("".join(map(parts.__getitem__, form)) for form in _PLATE_FORMS.split())


_PLATE = re.compile(rf"(?<![\w-])(?:{_plates('-')})(?![\w-])")
_PLATE_LOOSE = re.compile(
    rf"\b(?:kenteken|nummerbord|kentekenplaat)\b\D{{0,20}}?"
    rf"((?<!\w)(?:{_plates('[- ]?')})(?!\w))",
    re.I,
)

_MONTH = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    "|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec"
)
_DAY = (
    "een|eerste|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien"
    "|zestien|zeventien|achttien|negentien|(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)?"
    "(?:en|ën)?(?:twintig|dertig)"
)
_DATE = (
    r"\d{1,2}[-/. ]{1,2}\d{1,2}[-/. ]{1,2}'?(?:\d{4}|\d{2})|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    rf"|\d{{1,2}} ?(?:{_MONTH})\.? ?'?(?:\d{{4}}|\d{{2}})|\d{{8}}|\d{{1,2}} (?:{_MONTH})\b"
)
_BORN = re.compile(
    r"(?:\bgeb(?:oren|oorte ?datum|oortedag|\.? ?dat(?:um)?|d)?\b\.?|\bverjaardag\b|\bjarig\b"
    r"|\bik ben (?:er een )?van(?= \d)|\*(?= ?\d))"
    rf"[^\d\n]{{0,24}}?({_DATE}|\b(?:{_DAY}) (?:{_MONTH}) '?(?:\d{{4}}|\d{{2}}))(?!\d)",
    re.I,
)
_BORN_AFTER = re.compile(rf"(?<!\d)({_DATE})(?!\d)[^\d\n.]{{0,12}}\bgeboren\b", re.I)


def find_numbers(text: str) -> Iterator[Span]:
    """Yield where numbers, e-mail addresses and postcodes stand; they may overlap."""
    for pattern in (_EMAIL, _EMAIL_SPELT):
        for match in pattern.finditer(text):
            yield *match.span(), "email"
    for match in _IBAN_NL.finditer(text):
        yield *match.span(), "iban"
    for match in _IBAN.finditer(text):
        if end := _iban_end(match.group()):
            yield match.start(), match.start() + end, "iban"
    for pattern in (_BORN, _BORN_AFTER):
        for match in pattern.finditer(text):
            yield *match.span(1), "geboortedatum"
    for pattern in (_BSN_CUE, _BSN_AFTER):
        for match in pattern.finditer(text):
            yield *match.span(1), "bsn"
    for match in _NINE.finditer(text):
        if bsn_number.is_valid(re.sub(r"\D", "", match.group())):
            yield *match.span(), "bsn"
    for match in _PHONE.finditer(text):
        yield *match.span(), "telefoon"
    for match in _PHONE_CUE.finditer(text):
        if not re.match(r"0[89]00|088|14", match.group(1)):
            yield *match.span(1), "telefoon"
    for pattern, group in ((_PLATE, 0), (_PLATE_LOOSE, 1)):
        for match in pattern.finditer(text):
            yield *match.span(group), "kenteken"
    yield from _postcodes(text)


def _iban_end(text: str) -> int | None:
    """Return how many characters at the start of `text` are a valid IBAN, or None."""
    ends = [index for index, char in enumerate(text, start=1) if char != " "]
    for end in reversed(ends[14:]):
        if iban_number.is_valid(text[:end]):
            return end
    return None


def _postcodes(text: str) -> Iterator[Span]:
    for match in _POSTCODE.finditer(text):
        digits, space, letters = match.groups()
        before = text[max(0, match.start() - 30) : match.start()]
        if not _POSTCODE_CUE.search(before):
            if letters.lower() in cues("geen_postcode") and not (letters.isupper() and not space):
                if letters.islower() or letters.upper() in {"EU", "KM", "KG", "IK", "EN", "IN"}:
                    continue
                if letters.istitle():
                    continue
            if digits[:2] in {"19", "20"} and _YEAR_CUE.search(before):
                continue
            if letters.upper() in {"SA", "SD", "SS"}:  # never given out
                continue
        yield *match.span(), "postcode"
