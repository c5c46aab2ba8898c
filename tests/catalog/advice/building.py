"""A small invented stelsel, so that a test states all that its expectation hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from catalog.advice.deciding import Field
from catalog.model import (
    Bron,
    Criterium,
    Kenmerk,
    KenmerkType,
    Product,
    Publiek,
    Regel,
    Rol,
    Samen,
    Status,
    Stelsel,
    Teksten,
    Toets,
    Toetsing,
    Uitkomst,
)

BRON = Bron("Voorbeeldboek", "Doelgroep")
EVERYBODY = tuple(Publiek)

VOCABULARY: Mapping[str, Kenmerk] = MappingProxyType(
    {
        kenmerk.naam: kenmerk
        for kenmerk in (
            Kenmerk("leeftijd", KenmerkType.INT, minimum=0, maximum=120, asked_of=EVERYBODY),
            Kenmerk("gemeente", KenmerkType.TEXT, asked_of=EVERYBODY),
            Kenmerk("hulpvraag", KenmerkType.MANY, ("begeleiding", "dagbesteding", "wonen")),
            Kenmerk("gedrag", KenmerkType.ONE, ("geen", "matig", "ernstig"), asked_of=EVERYBODY),
            Kenmerk("risico", KenmerkType.MANY, ("escalatie", "overlast"), asked_of=EVERYBODY),
            Kenmerk("prikkelarm", KenmerkType.BOOL, asked_of=EVERYBODY),
            Kenmerk("acuut_gevaar", KenmerkType.BOOL),
            Kenmerk(
                "uren_per_week",
                KenmerkType.NUMBER,
                minimum=0,
                maximum=168,
                asked_of=(Publiek.WIJKTEAM,),
            ),
        )
    }
)


def teksten(zin: str) -> Teksten:
    """Give a text per audience: the sentence, "U" and "{Wie}" before it."""
    return Teksten(wijkteam=f"{zin}.", inwoner=f"U: {zin}.", naaste=f"{{Wie}}: {zin}.")


def toets(kenmerk: str, *waarden: str | bool, toetsing: Toetsing = Toetsing.EEN_VAN) -> Toets:
    """Give a test of values."""
    return Toets(kenmerk, waarden, toetsing)


def criterium(
    rol: Rol, test: Toets, groep: str | None = None, id_: str | None = None, zo: str | None = None
) -> Criterium:
    """Give a criterion; its id is its kenmerk when none is given."""
    name = id_ or test.kenmerk
    return Criterium(name, test, rol, teksten(f"Vraagt {name}"), BRON, groep, zo)


def product(
    id_: str,
    zwaarte: int,
    *criteria: Criterium,
    pakket: str | None = None,
    uren: float | None = None,
    domein: str = "begeleiding",
    alleen_uitleg: bool = False,
) -> Product:
    """Give a product of begeleiding."""
    return Product(
        id=id_,
        naam=id_.capitalize(),
        domein=domein,
        samenvatting=teksten(f"Dit is {id_}"),
        bron=BRON,
        zwaarte=zwaarte,
        criteria=criteria,
        pakket=pakket,
        uren_per_week=uren,
        alleen_uitleg=alleen_uitleg,
    )


def regel(id_: str, uitkomst: Uitkomst, *als: Toets, producten: Sequence[str] = ()) -> Regel:
    """Give a rule."""
    return Regel(id_, als, uitkomst, teksten(f"Regel {id_}"), BRON, producten=tuple(producten))


def samen(producten: Sequence[str], *als: Toets) -> Samen:
    """Give products that are advised together."""
    return Samen(tuple(producten), als, teksten("Allebei"), BRON, "beide passen")


def stelsel(
    *producten: Product,
    beslist: Sequence[Sequence[str]] = (),
    regels: Sequence[Regel] = (),
    samen_: Sequence[Samen] = (),
    status: Status = Status.GELDEND,
) -> Stelsel:
    """Give a stelsel with these products."""
    return Stelsel(
        id="voorbeeld",
        naam="Voorbeeld",
        status=status,
        document="Voorbeeldboek",
        toelichting=teksten("Dit is een voorbeeld"),
        hash="abc",
        domeinen=("begeleiding",),
        beslist=MappingProxyType({"begeleiding": tuple(map(tuple, beslist))}),
        producten=producten,
        regels=tuple(regels),
        samen=tuple(samen_),
    )


def field(own: Stelsel, grenzen: Sequence[Regel] = ()) -> Field:
    """Prepare begeleiding of a stelsel for weighing."""
    return Field(own, "begeleiding", dict(VOCABULARY), grenzen)
