"""The linter as a whole, and its command."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from catalog.lint import reachability, separation, texts, traceability, usage
from catalog.lint.fault import Fault
from catalog.lint.terms import read_terms
from catalog.loader import SHIPPED, Catalogue


def run_lint(catalogue: Catalogue, explained: Collection[str] = ()) -> list[Fault]:
    """Give every fault of a catalogue; `explained` holds the terms that readers can ask about."""
    alike = list(separation.pairs(catalogue))
    # Of two products that are one, the heavier is never reached either: that is the same fault.
    twins = {(stelsel, product) for stelsel, *both in alike for product in both}
    return [
        *traceability.faults(catalogue),
        *usage.faults(catalogue),
        *separation.faults(alike),
        *reachability.faults(catalogue, but=twins),
        *texts.faults(catalogue, explained),
    ]


def lint_command(catalogue: Catalogue, terms: Path | None) -> int:
    """Print every fault on a line, and their number; gives the exit status 0 (none) or 1.

    `terms` is a file of explained terms; by default that of the dialogue, where it is there.
    Raises CatalogueFileError when that file is broken.
    """
    default = SHIPPED.parent / "actions" / "teksten" / "begrippen.yaml"
    chosen = terms or (default if default.is_file() else None)
    found = run_lint(catalogue, read_terms(chosen) if chosen else ())
    for fault in found:
        print(fault)
    products = sum(len(stelsel.producten) for stelsel in catalogue.stelsels.values())
    print(f"{len(found)} faults in {len(catalogue.stelsels)} stelsels, {products} products")
    return 1 if found else 0
