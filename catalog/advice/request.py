"""What may be asked of the engine, and how a bad question is answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from catalog.model import DOMEINEN, Facts, Kenmerk, KenmerkType, Publiek, Value

ALLOWED_KEYS = ("id", "stelsel", "domein", "kenmerken", "publiek", "wie")
LONGEST_TEXT = 200
"""The most characters that an id or a free text may have."""


class RequestError(ValueError):
    """A request cannot be weighed; the message says what is wrong and what is allowed."""


@dataclass(frozen=True, slots=True)
class Request:
    """One validated request. `wie` names the person a naaste speaks of ("uw zoon")."""

    stelsel: str
    facts: Facts
    id: str | int | None = None
    domein: str | None = None
    publiek: Publiek = Publiek.WIJKTEAM
    wie: str = "uw naaste"


def is_id(value: object) -> bool:
    """Tell whether a request may carry this as its id, so that an answer can repeat it."""
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT and _writable(value)
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def shown(value: object) -> str:
    """Give a value as a message names it: on one line, and shortened."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _writable(text: str) -> bool:
    """Tell whether a text can be written: JSON may hold half a character (a lone surrogate)."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def parse_request(
    raw: object, vocabulary: Mapping[str, Kenmerk], stelsels: Collection[str]
) -> Request:
    """Validate one JSON object as contract.md describes it.

    Raises RequestError with one line that names what is wrong and what is allowed.
    """
    if not isinstance(raw, dict):
        raise RequestError("a request is one JSON object, with stelsel and kenmerken")
    if strange := sorted(shown(key) for key in raw if key not in ALLOWED_KEYS):
        raise RequestError(f"unknown key {', '.join(strange)}; allowed: {', '.join(ALLOWED_KEYS)}")
    id_ = raw.get("id")
    if id_ is not None and not is_id(id_):
        raise RequestError(
            f"id must be a whole number or a text of at most {LONGEST_TEXT} characters"
        )
    stelsel = raw.get("stelsel")
    if not isinstance(stelsel, str) or stelsel not in stelsels:
        allowed = ", ".join(sorted(stelsels))
        raise RequestError(f"unknown stelsel {shown(stelsel)}; allowed: {allowed}")
    domein = raw.get("domein")
    if domein is not None and domein not in DOMEINEN:
        raise RequestError(f"unknown domein {shown(domein)}; allowed: {', '.join(DOMEINEN)}")
    publiek = raw.get("publiek", Publiek.WIJKTEAM.value)
    if publiek not in [p.value for p in Publiek]:
        allowed = ", ".join(p.value for p in Publiek)
        raise RequestError(f"unknown publiek {shown(publiek)}; allowed: {allowed}")
    wie = raw.get("wie", "uw naaste")
    if not isinstance(wie, str) or not wie.strip() or len(wie) > 60 or not _writable(wie):
        raise RequestError("wie must be a short text such as 'uw zoon'")
    kenmerken = raw.get("kenmerken", {})
    if not isinstance(kenmerken, dict):
        raise RequestError("kenmerken must be an object of kenmerk: value")
    return Request(
        stelsel=stelsel,
        facts=parse_facts(kenmerken, vocabulary),
        id=id_,
        domein=domein,
        publiek=Publiek(publiek),
        wie=wie.strip(),
    )


def parse_facts(raw: Mapping[str, object], vocabulary: Mapping[str, Kenmerk]) -> Facts:
    """Validate kenmerken; the result is in the vocabulary's order, so order never matters.

    Raises RequestError.
    """
    for name in raw:
        if name not in vocabulary:
            allowed = ", ".join(vocabulary)
            raise RequestError(f"unknown kenmerk {shown(name)}; allowed: {allowed}")
    return MappingProxyType(
        {
            name: parse_value(kenmerk, raw[name])
            for name, kenmerk in vocabulary.items()
            if name in raw
        }
    )


def parse_value(kenmerk: Kenmerk, raw: object) -> Value:
    """Validate one value; RequestError says what the kenmerk takes."""
    if kenmerk.type is KenmerkType.BOOL:
        if isinstance(raw, bool):
            return raw
        raise RequestError(f"{kenmerk.naam} takes true or false, not {shown(raw)}")
    if kenmerk.type in (KenmerkType.INT, KenmerkType.NUMBER):
        return _number(kenmerk, raw)
    if kenmerk.type is KenmerkType.TEXT:
        if isinstance(raw, str) and 0 < len(raw.strip()) <= LONGEST_TEXT and _writable(raw):
            return raw.strip()
        raise RequestError(
            f"{kenmerk.naam} takes a text of at most {LONGEST_TEXT} characters, not {shown(raw)}"
        )
    allowed = ", ".join(kenmerk.values)
    if kenmerk.type is KenmerkType.ONE:
        if isinstance(raw, str) and raw in kenmerk.values:
            return raw
        raise RequestError(f"{kenmerk.naam} knows no {shown(raw)}; allowed: {allowed}")
    if not isinstance(raw, list | tuple):
        raise RequestError(
            f"{kenmerk.naam} takes a list, not {shown(raw)}; allowed in it: {allowed}"
        )
    for value in raw:
        if value not in kenmerk.values:
            raise RequestError(f"{kenmerk.naam} knows no {shown(value)}; allowed: {allowed}")
    return tuple(value for value in kenmerk.values if value in raw)


def _number(kenmerk: Kenmerk, raw: object) -> int | float:
    low, high = kenmerk.minimum, kenmerk.maximum
    span = f" from {low:g} to {high:g}" if low is not None and high is not None else ""
    kind = "a whole number" if kenmerk.type is KenmerkType.INT else "a number"
    whole_needed = kenmerk.type is KenmerkType.INT
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    if not is_number or (isinstance(raw, float) and (whole_needed or raw != raw)):
        raise RequestError(f"{kenmerk.naam} takes {kind}{span}, not {shown(raw)}")
    assert isinstance(raw, int | float)
    if (low is not None and raw < low) or (high is not None and raw > high):
        raise RequestError(f"{kenmerk.naam} takes {kind}{span}, not {shown(raw)}")
    return raw
