"""Which products, outcomes and kenmerken no case reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from catalog.loader import Catalogue
from catalog.model import Uitkomst
from catalog.yamlfile import CatalogueFileError, read_yaml

type Case = Mapping[str, object]

NEEDS = ("naam", "stelsel", "uitkomst")


def read_cases(folder: Path) -> list[Case]:
    """Read every `*.yaml` below `folder`: each a list of cases. CatalogueFileError for a fault."""
    cases: list[Case] = []
    for path in sorted(folder.rglob("*.yaml")):
        file = read_yaml(path, folder)
        listed = file.data if isinstance(file.data, list) else [None]
        for index, case in enumerate(listed):
            if not isinstance(case, Mapping) or not set(NEEDS) <= set(case):
                where = (index,) if isinstance(file.data, list) else ()
                why = f"a list of cases is needed, each with {', '.join(NEEDS)}"
                raise CatalogueFileError(file.name, file.line(where), where, why)
            cases.append(case)
    return cases


def uncovered(catalogue: Catalogue, cases: Iterable[Case]) -> dict[str, list[str]]:
    """Give what no case expects (products, outcomes) or states (kenmerken)."""
    listed = list(cases)
    products = {f"{c['stelsel']}/{p}" for c in listed for p in _strings(c.get("verwacht"))}
    outcomes = {str(c["uitkomst"]) for c in listed}
    names = {name for c in listed for name in _keys(c.get("kenmerken"))}
    return {
        "producten": [
            f"{s.id}/{p.id}"
            for s in catalogue.stelsels.values()
            for p in s.producten
            if not p.alleen_uitleg and f"{s.id}/{p.id}" not in products
        ],
        "uitkomsten": [u.value for u in Uitkomst if u.value not in outcomes],
        "kenmerken": [name for name in catalogue.vocabulary if name not in names],
    }


def coverage_command(catalogue: Catalogue, folder: Path) -> int:
    """Print what is not covered; gives 1 when a product or outcome is not, else 0."""
    missing = uncovered(catalogue, read_cases(folder))
    for kind, names in missing.items():
        print(f"{kind}: {', '.join(names) if names else 'all reached'}")
    return 1 if missing["producten"] or missing["uitkomsten"] else 0


def _strings(value: object) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []


def _keys(value: object) -> list[str]:
    return [str(k) for k in value] if isinstance(value, Mapping) else []
