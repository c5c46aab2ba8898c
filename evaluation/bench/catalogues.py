"""The shipped catalogue, blown up: many more gemeenten, each with stelsels of its own."""

from __future__ import annotations

import re
import shutil
from itertools import cycle
from pathlib import Path

import yaml

from catalog.loader import SHIPPED

_STELSEL = re.compile(r"^stelsel: .*$", re.MULTILINE)


def blow_up(target: Path, gemeenten: int, products: int) -> None:
    """Write a catalogue into `target`: the shipped one with copies beside it.

    It holds `gemeenten` gemeenten more, and as many copies of the shipped stelsels, spread over
    them, as make at least `products` products in all. A place leads to the first stelsel of its
    gemeente; the others are there to be in the way.
    """
    for part in ("vocabulary", "sources", "gemeenten"):
        shutil.copytree(SHIPPED / part, target / part)
    sources = [(path, path.read_text()) for path in sorted((SHIPPED / "sources").glob("*/*.yaml"))]
    sizes = [len(yaml.safe_load(text)["producten"]) for _, text in sources]
    held = sum(sizes)
    first: dict[int, str] = {}
    for copies, ((path, text), size) in enumerate(cycle(zip(sources, sizes, strict=True))):
        if copies >= gemeenten and held >= products:
            break
        name = f"{path.parent.name}-{copies:05}"
        folder = target / "sources" / name
        folder.mkdir()
        (folder / path.name).write_text(_STELSEL.sub(f"stelsel: {name}", text, count=1))
        first.setdefault(copies % gemeenten, name)
        held += size
    for number, stelsel in first.items():
        (target / "gemeenten" / f"bench-{number:04}.yaml").write_text(
            f"naam: {place_name(number)}\n"
            f"ook: [Oud {place_name(number)}]\n"
            f"stelsel: {stelsel}\n"
            "contact: {organisatie: Gemeente, nagezien_op: 2026-01-01}\n"
        )


def place_name(number: int) -> str:
    """Give the name of an added gemeente."""
    return f"Meetstad {number}"
