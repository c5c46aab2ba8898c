"""Streets with a house number, as people type them: with and without capital letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from safety.lists import Span, cues

# Endings of street names; the first kind is also taken without a capital letter.
_STREET = (
    "markt|wal|ring|erf|hoeve|akker|veld|horst|kamp|heuvel|donk|eind|brink|oever|haven|poort|burcht"
    "|tuin|molen|berg|hoek|allee|passage|stede|rode|beek|dam|sluis|schans|bos|dal|werf|kwartier|zand"
    "|heide|hei|broek|laer|park|baan"
)
_SURE_STREET = (
    "straat|straatje|laan|laantje|weg|plein|pleintje|dijk|kade|singel|gracht|steeg|dreef"
    "|plantsoen|pad|hof|steenweg|boulevard|gaarde|dijkje|hofje|markt|park|wal"
)
_HOUSE = (
    r"(?:nr\.? ?|nummer |no\.? ?|huisnummer )?\d{1,4}(?: ?-? ?[a-zA-Z](?![\w]))?"
    r"(?:[-/]\d{1,3}(?!\d)| (?:I{1,3}|hs|bis)(?!\w))?"
)
# After a number these say that it is no house number.
_UNIT = (
    r"(?! ?(?:jaar|jr|uur|u\b|uren|dag|dagen|week|weken|maand|maanden|kamers?|kinderen|mensen"
    r"|personen|keer|x\b|euro|hoog|verdieping|katten|honden|km|kilometer|meter|minuten|min\b|%"
    r"|procent|dagdelen|kg|kilo|jarige|bewoners|cliënten|[.,:]\d))"
)
# What may stand before the street's own word: "Burgemeester van Houtlaan", "J.P. Coenstraat".
_PRE = (
    r"(?:(?:[A-Z](?:\.|\b)|[A-Z][\w'’-]*\.?|de|den|der|van|ter|ten|het|'t|op|aan|korte|lange|oude"
    r"|nieuwe|hoge|lage|grote|kleine|eerste|tweede|derde|sint|st\.?|burgemeester|burg\.?|pastoor"
    r"|past\.?|prins|prinses|koningin|koning|dokter|dr\.?|professor|prof\.?|kapelaan|graaf|jan|willem"
    r"|generaal|admiraal|meester|mr\.?|pater|monseigneur|mgr\.?|kardinaal|deken|hertog)\s+){0,4}?"
)
_KINDS = "Nieuwe|Oude|Lange|Korte|Hoge|Lage|Grote|Kleine"
_ADDRESS = re.compile(
    rf"(?<![\w'])({_PRE}(?:[A-Za-zÀ-ÿ'’.-]{{2,30}}(?:{_SURE_STREET})|[A-Z][\w'’.-]{{1,30}}(?:{_STREET})"
    rf"|[A-Z][a-z]+ (?i:{_SURE_STREET})|(?:{_KINDS}) [A-Z][a-z]+"
    rf"|(?:hoge|lage|oude|nieuwe|grote|kleine|lange|korte) (?:{_SURE_STREET})|Plein 1944)"
    rf",? {_HOUSE})(?!\w){_UNIT}"
)
# "Oude Haven 3" is an address, "haven 3" is none.
_NAMED = re.compile(rf"(?:{_KINDS}) [A-Z]")
_LIVES_AT = re.compile(
    r"\b(?:(?:woon|woont|wonen|woonde)(?: ik| hij| zij| ze| wij| we| nu| alleen| zelfstandig)*"
    r"|adres(?: is)?|woonachtig|verhuisd naar|verblijft|gevestigd)[ :,]+"
    r"(?:op |aan |in |te )?(?:de |het |den |'t )?"
    rf"((?:[A-Za-zÀ-ÿ'’.-]+ ){{1,4}}?{_HOUSE})(?!\w){_UNIT}",
    re.I,
)
_LIVES_IN_STREET = re.compile(
    r"\b(?:woon|woont|wonen|woonde|adres)\b[^.\n\d]{0,12}? (?:op|aan|in) (?:de |het |den )?"
    rf"({_PRE}[A-Za-zÀ-ÿ'’-]{{3,}}(?:straat|laan|plein|dijk|gracht|singel|dreef|plantsoen))(?!\w)",
    re.I,
)


def find_addresses(text: str) -> Iterator[Span]:
    """Yield where addresses stand; they may overlap."""
    for match in _ADDRESS.finditer(text):
        words = match.group(1).lower().split()
        street = next((w for w in reversed(words) if not re.match(r"\d|nr|no\b|nummer", w)), "")
        if street.strip(",") not in cues("geen_straat") or _NAMED.match(match.group(1)):
            yield *match.span(1), "adres"
    for match in _LIVES_AT.finditer(text):
        words = re.split(r"[ ,]+", match.group(1).lower())
        name = [word for word in words if word and not word[0].isdigit()]
        if not cues("geen_adres").isdisjoint(name) or len("".join(name)) < 4:
            continue
        yield *match.span(1), "adres"
    for match in _LIVES_IN_STREET.finditer(text):
        if match.group(1).lower().split()[-1] not in cues("geen_straat"):
            yield *match.span(1), "adres"
