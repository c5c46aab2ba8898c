"""From the YAML files to a validated catalogue in memory.

The shipped files lie beside this module; another folder with the same layout works as well:
`sources/<stelsel>/<geldig-vanaf>.yaml`, `gemeenten/*.yaml`, `vocabulary/kenmerken.yaml` and
`vocabulary/grenzen.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from catalog.files import GemeenteFile, GrenzenFile, StelselFile
from catalog.model import Kenmerk, KenmerkType, Regel, Signaal, Stelsel, Toets, Toetsing
from catalog.places import Gemeente, to_gemeente
from catalog.vocabulary_file import read_vocabulary
from catalog.yamlfile import CatalogueFileError, YamlFile, read_yaml

SHIPPED = Path(__file__).parent
UNDATED = "ongedateerd"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that an advice is derived from.

    `stelsels` holds the newest version of each stelsel by id; `versions` all of them, oldest
    first. `grenzen` are the rules that hold in every stelsel.
    """

    vocabulary: Mapping[str, Kenmerk]
    grenzen: tuple[Regel, ...]
    signalen: tuple[Signaal, ...]
    stelsels: Mapping[str, Stelsel]
    versions: Mapping[str, tuple[Stelsel, ...]]
    gemeenten: tuple[Gemeente, ...] = field(default=())


@cache
def shipped() -> Catalogue:
    """Give the catalogue as shipped with the package."""
    return read_catalogue(SHIPPED)


def read_catalogue(folder: Path) -> Catalogue:
    """Read a folder with the layout above.

    Raises CatalogueFileError, naming file, line, path and what is allowed, for the first fault;
    nothing is returned then.
    """
    vocabulary = read_vocabulary(read_yaml(folder / "vocabulary" / "kenmerken.yaml", folder))
    limits = read_yaml(folder / "vocabulary" / "grenzen.yaml", folder)
    grenzen = limits.parse(GrenzenFile)
    title = grenzen.document.titel
    regels = tuple(r.to_regel(title) for r in grenzen.regels)
    signalen = tuple(s.to_signaal(title) for s in grenzen.signalen)
    for index, regel in enumerate(regels):
        _check_tests(limits, ("regels", index), regel.als, vocabulary)
    stelsels = [
        read_stelsel(path, vocabulary, folder)
        for path in sorted((folder / "sources").glob("*/*.yaml"))
    ]
    gemeenten = tuple(
        to_gemeente(path.stem, read_yaml(path, folder).parse(GemeenteFile))
        for path in sorted((folder / "gemeenten").glob("*.yaml"))
    )
    return build_catalogue(vocabulary, regels, signalen, stelsels, gemeenten)


def build_catalogue(
    vocabulary: Mapping[str, Kenmerk],
    grenzen: tuple[Regel, ...],
    signalen: tuple[Signaal, ...],
    stelsels: Iterable[Stelsel],
    gemeenten: tuple[Gemeente, ...] = (),
) -> Catalogue:
    """Put parts together; the newest version of each stelsel is the one that holds."""
    versions: dict[str, list[Stelsel]] = {}
    for stelsel in stelsels:
        versions.setdefault(stelsel.id, []).append(stelsel)
    for found in versions.values():
        found.sort(key=lambda s: s.geldig_vanaf or "")
    return Catalogue(
        vocabulary=vocabulary,
        grenzen=grenzen,
        signalen=signalen,
        stelsels=MappingProxyType({id_: found[-1] for id_, found in versions.items()}),
        versions=MappingProxyType({id_: tuple(found) for id_, found in versions.items()}),
        gemeenten=gemeenten,
    )


def read_stelsel(path: Path, vocabulary: Mapping[str, Kenmerk], root: Path) -> Stelsel:
    """Read one source file and check it against the vocabulary and its own place.

    Raises CatalogueFileError.
    """
    file = read_yaml(path, root)
    parsed = file.parse(StelselFile)
    stem = parsed.geldig_vanaf.isoformat() if parsed.geldig_vanaf else UNDATED
    if path.stem != stem:
        why = f"the file must be named {stem}.yaml"
        raise CatalogueFileError(file.name, file.line(("geldig_vanaf",)), ("geldig_vanaf",), why)
    if path.parent.name != parsed.stelsel:
        why = f"the folder must be named {parsed.stelsel}"
        raise CatalogueFileError(file.name, file.line(("stelsel",)), ("stelsel",), why)
    for id_, criterium in parsed.criteria.items():
        _check_tests(file, ("criteria", id_), [criterium.to_toets()], vocabulary)
    for section in ("regels", "signalen", "samen"):
        for index, item in enumerate(getattr(parsed, section)):
            tests = [t.to_toets() for t in item.als]
            _check_tests(file, (section, index, "als"), tests, vocabulary)
    for domein, described in parsed.domeinen.items():
        for group in described.beslist:
            for naam in group:
                if naam not in vocabulary:
                    where = ("domeinen", domein, "beslist")
                    why = f"no kenmerk {naam}; allowed: {', '.join(vocabulary)}"
                    raise CatalogueFileError(file.name, file.line(where), where, why)
    return parsed.to_stelsel(file.digest)


def _check_tests(
    file: YamlFile,
    where: tuple[str | int, ...],
    tests: Iterable[Toets],
    vocabulary: Mapping[str, Kenmerk],
) -> None:
    for toets in tests:
        kenmerk = vocabulary.get(toets.kenmerk)
        if kenmerk is None:
            why = f"no kenmerk {toets.kenmerk}; allowed: {', '.join(vocabulary)}"
        elif toets.toetsing is Toetsing.ONBEKEND:
            continue
        elif kenmerk.type in (KenmerkType.INT, KenmerkType.NUMBER):
            if not toets.waarden:
                continue
            why = f"{toets.kenmerk} is a number: give min and/or max"
        elif not toets.waarden:
            why = f"{toets.kenmerk} is no number: give waarden"
        elif kenmerk.type is KenmerkType.BOOL:
            if all(isinstance(w, bool) for w in toets.waarden):
                continue
            why = f"{toets.kenmerk} takes true or false"
        else:
            strange = [str(w) for w in toets.waarden if w not in kenmerk.values]
            if not strange:
                continue
            allowed = ", ".join(kenmerk.values)
            why = f"{toets.kenmerk} knows no {', '.join(strange)}; allowed: {allowed}"
        raise CatalogueFileError(file.name, file.line(where), where, why)
