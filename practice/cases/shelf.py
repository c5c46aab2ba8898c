"""What is served: every case that can be read and still follows from the catalogue."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from catalog.loader import Catalogue
from catalog.yamlfile import CatalogueFileError
from practice.cases.checking import Shelf, check
from practice.cases.loader import FOLDER, load_case
from practice.cases.model import Case


def serve(catalogue: Catalogue, folder: Path = FOLDER) -> Shelf:
    """Read a folder; a case with a fault or a stale one is left out and its reason kept."""
    cases: dict[str, Case] = {}
    refused: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            case = load_case(path, catalogue)
        except CatalogueFileError as error:
            refused[path.stem] = str(error)
        else:
            cases[case.id] = case
    verdicts = [check(case, cases, catalogue) for case in cases.values()]
    refused |= {v.case: "; ".join((*v.stale, *v.faults)) for v in verdicts if not v}
    served = {id_: case for id_, case in cases.items() if id_ not in refused}
    return Shelf(MappingProxyType(served), MappingProxyType(refused))
