"""From the YAML files to a validated catalogue in memory.

The shipped files lie beside this module; another folder with the same layout works as well:
`sources/<stelsel>/<geldig-vanaf>.yaml`, `gemeenten/*.yaml`, `vocabulary/kenmerken.yaml` and
`vocabulary/grenzen.yaml`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel

from catalog.files import GemeenteFile, GrenzenFile, StelselFile, ToetsFile
from catalog.model import Kenmerk, KenmerkType, Regel, Signaal, Stelsel, Toetsing
from catalog.places import Gemeente, place_key, to_gemeente
from catalog.vocabulary_file import VocabularyFile
from catalog.yamlfile import CatalogueFileError, Location, YamlFile, read_raw, read_yaml

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


@dataclass(frozen=True, slots=True)
class SourceFile[M: BaseModel]:
    """One file of a catalogue: its exact bytes, their SHA-256 in hex, and what they say.

    `id` is the stem of a gemeente's file and the stelsel of a source; empty for the vocabulary.
    """

    id: str
    digest: str
    raw: bytes
    parsed: M


class FolderReader:
    """Reads the files of a folder with the layout above, one after the other.

    Vocabulary and boundaries are read at once; the rest as it is asked for, so that a large
    catalogue never has to be in memory whole. Everything raises CatalogueFileError, naming file,
    line, path and what is allowed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        path = folder / "vocabulary" / "kenmerken.yaml"
        self.kenmerken = _source("", read_yaml(path, folder), VocabularyFile)
        self.vocabulary = self.kenmerken.parsed.to_vocabulary()
        limits = read_yaml(folder / "vocabulary" / "grenzen.yaml", folder)
        self.grenzen = _source("", limits, GrenzenFile)
        for section in ("regels", "signalen"):
            for index, item in enumerate(getattr(self.grenzen.parsed, section)):
                _check_als(limits, (section, index), item.als, self.vocabulary)
        self._stelsel_ids: set[str] = set()

    def stelsels(self) -> Iterator[SourceFile[StelselFile]]:
        """Give every version of every stelsel, by name and date."""
        for path in _yaml_files(self._folder, "sources", "*/*"):
            source = _read_source(path, self.vocabulary, self._folder)
            self._stelsel_ids.add(source.id)
            yield source

    def gemeenten(self) -> Iterator[SourceFile[GemeenteFile]]:
        """Give every gemeente; to be asked for after all stelsels, to which they refer."""
        taken: dict[str, str] = {}
        for path in _yaml_files(self._folder, "gemeenten", "*"):
            yield _read_gemeente(path, self._stelsel_ids, taken, self._folder)


def folder_digest(folder: Path) -> str:
    """Give one SHA-256, in hex, over all files of a folder, without parsing them.

    Raises CatalogueFileError for a file that cannot be read.
    """
    vocabulary = folder / "vocabulary"
    paths = [
        vocabulary / "kenmerken.yaml",
        vocabulary / "grenzen.yaml",
        *_yaml_files(folder, "sources", "*/*"),
        *_yaml_files(folder, "gemeenten", "*"),
    ]
    digest = hashlib.sha256()
    for path in paths:
        name = path.relative_to(folder).as_posix()
        file_digest = hashlib.sha256(read_raw(path, folder)).hexdigest()
        digest.update(f"{name} {file_digest}\n".encode())
    return digest.hexdigest()


@cache
def shipped() -> Catalogue:
    """Give the catalogue as shipped with the package."""
    return read_catalogue(SHIPPED)


def read_catalogue(folder: Path) -> Catalogue:
    """Read a folder with the layout above.

    Raises CatalogueFileError, naming file, line, path and what is allowed, for the first fault;
    nothing is returned then.
    """
    reader = FolderReader(folder)
    regels, signalen = reader.grenzen.parsed.to_rules()
    return build_catalogue(
        reader.vocabulary,
        regels,
        signalen,
        [source.parsed.to_stelsel(source.digest) for source in reader.stelsels()],
        tuple(to_gemeente(source.id, source.parsed) for source in reader.gemeenten()),
    )


def _yaml_files(folder: Path, part: str, pattern: str) -> list[Path]:
    for path in sorted((folder / part).glob(f"{pattern}.yml")):
        why = "the name must end in .yaml"
        raise CatalogueFileError(str(path.relative_to(folder)), 1, (), why)
    return sorted((folder / part).glob(f"{pattern}.yaml"))


def _source[M: BaseModel](id_: str, file: YamlFile, model: type[M]) -> SourceFile[M]:
    return SourceFile(id_, file.digest, file.raw, file.parse(model))


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
    source = _read_source(path, vocabulary, root)
    return source.parsed.to_stelsel(source.digest)


def _read_source(
    path: Path, vocabulary: Mapping[str, Kenmerk], root: Path
) -> SourceFile[StelselFile]:
    file = read_yaml(path, root)
    parsed = file.parse(StelselFile)
    stem = parsed.geldig_vanaf.isoformat() if parsed.geldig_vanaf else UNDATED
    if path.stem != stem:
        raise _fault(file, ("geldig_vanaf",), f"the file must be named {stem}.yaml")
    if path.parent.name != parsed.stelsel:
        raise _fault(file, ("stelsel",), f"the folder must be named {parsed.stelsel}")
    for id_, criterium in parsed.criteria.items():
        _check_test(file, ("criteria", id_), criterium, vocabulary)
    for section in ("regels", "signalen", "samen"):
        for index, item in enumerate(getattr(parsed, section)):
            _check_als(file, (section, index), item.als, vocabulary)
    for domein, described in parsed.domeinen.items():
        for group in described.beslist:
            for naam in group:
                if naam not in vocabulary:
                    why = f"no kenmerk {naam}; allowed: {', '.join(vocabulary)}"
                    raise _fault(file, ("domeinen", domein, "beslist"), why)
    return SourceFile(parsed.stelsel, file.digest, file.raw, parsed)


def _read_gemeente(
    path: Path, stelsels: set[str], taken: dict[str, str], root: Path
) -> SourceFile[GemeenteFile]:
    """Read one gemeente; `taken` holds the folded place names of those before, and grows."""
    file = read_yaml(path, root)
    parsed = file.parse(GemeenteFile)
    if parsed.stelsel is not None and parsed.stelsel not in stelsels:
        allowed = ", ".join(sorted(stelsels)) or "none"
        raise _fault(file, ("stelsel",), f"no stelsel {parsed.stelsel}; allowed: null, {allowed}")
    named: list[tuple[Location, str]] = [(("naam",), parsed.naam)]
    named += [(("ook", index), name) for index, name in enumerate(parsed.ook)]
    for where, name in named:
        key = place_key(name)
        if not key:
            raise _fault(file, where, f"{name!r} has no letters to find it by")
        if taken.setdefault(key, path.stem) != path.stem:
            raise _fault(file, where, f"{name!r} already leads to gemeente {taken[key]}")
    return SourceFile(path.stem, file.digest, file.raw, parsed)


def _fault(file: YamlFile, where: Location, why: str) -> CatalogueFileError:
    return CatalogueFileError(file.name, file.line(where), where, why)


def _check_als(
    file: YamlFile, where: Location, tests: Iterable[ToetsFile], vocabulary: Mapping[str, Kenmerk]
) -> None:
    for index, toets in enumerate(tests):
        _check_test(file, (*where, "als", index), toets, vocabulary)


def _check_test(
    file: YamlFile, where: Location, toets: ToetsFile, vocabulary: Mapping[str, Kenmerk]
) -> None:
    kenmerk = vocabulary.get(toets.kenmerk)
    if kenmerk is None:
        why = f"no kenmerk {toets.kenmerk}; allowed: {', '.join(vocabulary)}"
        raise _fault(file, (*where, "kenmerk"), why)
    if toets.toets is Toetsing.ONBEKEND:
        return
    if kenmerk.type in (KenmerkType.INT, KenmerkType.NUMBER):
        if toets.waarden:
            why = f"{toets.kenmerk} is a number: give min and/or max"
            raise _fault(file, (*where, "waarden"), why)
        return
    if not toets.waarden:
        raise _fault(file, where, f"{toets.kenmerk} is no number: give waarden")
    if kenmerk.type is KenmerkType.BOOL:
        if not all(isinstance(value, bool) for value in toets.waarden):
            raise _fault(file, (*where, "waarden"), f"{toets.kenmerk} takes true or false")
        return
    if strange := [str(value) for value in toets.waarden if value not in kenmerk.values]:
        allowed = ", ".join(kenmerk.values)
        why = f"{toets.kenmerk} knows no {', '.join(strange)}; allowed: {allowed}"
        raise _fault(file, (*where, "waarden"), why)
