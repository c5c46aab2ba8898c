"""From the files of `data/oefenen/casussen` to cases, checked against the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from catalog.advice.request import RequestError, parse_facts, parse_value
from catalog.loader import Catalogue
from catalog.model import Facts, Kenmerk
from catalog.yamlfile import CatalogueFileError, Location, YamlFile, read_yaml
from practice.cases.model import Case

FOLDER = Path(__file__).resolve().parents[2] / "data" / "oefenen" / "casussen"


class CaseFileError(CatalogueFileError):
    """A case cannot be used; the message names file, line, key and why."""


def load_cases(catalogue: Catalogue, folder: Path = FOLDER) -> Mapping[str, Case]:
    """Read every case of a folder, by id and in that order; none when the folder is not there.

    Raises CatalogueFileError for the first fault, naming file, line, key and what is allowed.
    """
    found = [load_case(path, catalogue) for path in sorted(folder.glob("*.yaml"))]
    return MappingProxyType({case.id: case for case in found})


def load_case(path: Path, catalogue: Catalogue) -> Case:
    """Read one case. Raises CatalogueFileError."""
    file = read_yaml(path)
    case = file.parse(Case)
    if case.id != path.stem:
        raise _fault(file, ("id",), f"the file must be named {case.id}.yaml")
    vocabulary = catalogue.vocabulary
    try:
        facts_of(case, vocabulary)
    except RequestError as error:
        raise _fault(file, ("kenmerken",), str(error)) from error
    for where, name in _kenmerken_named(case):
        if name not in vocabulary:
            raise _fault(file, where, f"no kenmerk {name}; allowed: {', '.join(vocabulary)}")
    for index, each in enumerate(case.afleiders):
        if each.kenmerk is not None and each.waarde is not None:
            try:
                parse_value(vocabulary[each.kenmerk], each.waarde)
            except RequestError as error:
                raise _fault(file, ("afleiders", index, "waarde"), str(error)) from error
    if case.stelsel not in catalogue.stelsels:
        allowed = ", ".join(sorted(catalogue.stelsels))
        raise _fault(file, ("stelsel",), f"no stelsel {case.stelsel}; allowed: {allowed}")
    known = {product.id for product in catalogue.stelsels[case.stelsel].producten}
    for key, names in (("verwacht", case.verwacht), ("waarom_niet", list(case.waarom_niet))):
        if strange := sorted(set(names) - known):
            why = f"no product {', '.join(strange)}; allowed: {', '.join(sorted(known))}"
            raise _fault(file, (key,), why)
    return case


def facts_of(case: Case, vocabulary: Mapping[str, Kenmerk]) -> Facts:
    """Give the hidden facts as the engine takes them. Raises RequestError for what is none."""
    return parse_facts(case.kenmerken, vocabulary)


def _kenmerken_named(case: Case) -> list[tuple[Location, str]]:
    named: list[tuple[Location, str]] = []
    for index, each in enumerate(case.vraagt):
        named.append((("vraagt", index, "kenmerk"), each.kenmerk))
    for index, name in enumerate(case.beslissend):
        named.append((("beslissend", index), name))
    for index, reason in enumerate(case.redenen):
        if reason.kenmerk is not None:
            named.append((("redenen", index, "kenmerk"), reason.kenmerk))
    for index, distractor in enumerate(case.afleiders):
        if distractor.kenmerk is not None:
            named.append((("afleiders", index, "kenmerk"), distractor.kenmerk))
    if case.contrast is not None:
        named.append((("contrast", "kenmerk"), case.contrast.kenmerk))
    return named


def _fault(file: YamlFile, where: Location, why: str) -> CaseFileError:
    return CaseFileError(file.name, file.line(where), where, why)
