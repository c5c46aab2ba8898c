"""Gemeenten: which stelsel holds where, under every name that people use for a place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from catalog.files import ContactFile, GemeenteFile


@dataclass(frozen=True, slots=True)
class Contact:
    """How an organisation is reached; `nagezien_op` is the ISO date of the last check."""

    organisatie: str
    nagezien_op: str
    telefoon: str | None = None
    website: str | None = None
    bezoek: str | None = None
    openingstijden: str | None = None


@dataclass(frozen=True, slots=True)
class Gemeente:
    """One gemeente; `stelsel` is None where no source document covers it."""

    id: str
    naam: str
    contact: Contact
    stelsel: str | None = None
    stelsel_bevestigd: bool = False
    ook: tuple[str, ...] = ()
    toon_concept: bool = False
    clientondersteuning: Contact | None = None
    teksten: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def reachable(self) -> bool:
        """Tell whether both telephone and website of the gemeente are known."""
        return bool(self.contact.telefoon and self.contact.website)


def to_gemeente(id_: str, file: GemeenteFile) -> Gemeente:
    """Give the immutable gemeente; `id_` is the name of its file."""
    return Gemeente(
        id=id_,
        naam=file.naam,
        contact=_contact(file.contact),
        stelsel=file.stelsel,
        stelsel_bevestigd=file.stelsel_bevestigd,
        ook=tuple(file.ook),
        toon_concept=file.toon_concept,
        clientondersteuning=_contact(file.clientondersteuning)
        if file.clientondersteuning
        else None,
        teksten=MappingProxyType(dict(file.teksten)),
    )


def _contact(file: ContactFile) -> Contact:
    return Contact(
        organisatie=file.organisatie,
        nagezien_op=file.nagezien_op.isoformat(),
        telefoon=file.telefoon,
        website=file.website,
        bezoek=file.bezoek,
        openingstijden=file.openingstijden,
    )


def place_key(name: str) -> str:
    """Fold a place name for comparison: case, accents, apostrophes, dashes and spaces.

    >>> place_key("'s-Hertogenbosch") == place_key("s hertogenbosch")
    True
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    letters = re.sub(r"\bst\b\.?", "sint", letters)
    return re.sub(r"[^a-z0-9]+", "", letters)


class Gazetteer:
    """Finds gemeenten by any of their names."""

    def __init__(self, gemeenten: Iterable[Gemeente]) -> None:
        self._by_key: dict[str, Gemeente] = {}
        self._all: list[Gemeente] = list(gemeenten)
        for gemeente in self._all:
            for name in (*gemeente.ook, gemeente.naam):
                self._by_key[place_key(name)] = gemeente

    def find(self, name: str) -> Gemeente | None:
        """Give the gemeente that is called `name`, or None; spelling of case and signs is free."""
        return self._by_key.get(place_key(name))

    def names(self) -> dict[str, Gemeente]:
        """Give every folded name with its gemeente."""
        return dict(self._by_key)

    def __iter__(self) -> Iterator[Gemeente]:
        return iter(self._all)
