"""What a trainee may answer to "which product?": the products of a domain and the outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from catalog.loader import Catalogue
from catalog.model import Product, Stelsel, Uitkomst
from practice.forms.turn import Input, Option
from practice.words import Words

SURE = 90
"""From which likeness (0 to 100) on a typed name counts as a name."""
OUTCOME = "uitkomst:"
"""Before the value of a choice that is an outcome and no product."""
SHORTEST = 4
"""Letters from which on a name may be found misspelt inside a text."""


def advisable(stelsel: Stelsel, domein: str) -> tuple[Product, ...]:
    """Give the products of a domain that can be advised, from light to heavy."""
    found = (p for p in stelsel.producten if p.domein == domein and not p.alleen_uitleg)
    return tuple(sorted(found, key=lambda product: product.zwaarte))


def conclusions(
    catalogue: Catalogue, stelsel: str, domein: str, words: Words
) -> tuple[Option, ...]:
    """Give every product of a domain and every outcome that is no product, as choices."""
    products = advisable(catalogue.stelsels[stelsel], domein)
    labels = words.labels("uitkomsten")
    return (
        *(Option(product.id, product.naam) for product in products),
        *(Option(f"{OUTCOME}{id_}", label) for id_, label in labels.items()),
    )


def conclusion_name(options: Iterable[Option], value: str) -> str:
    """Give the label of a conclusion, or the value itself where it is none of the choices."""
    return next((option.label for option in options if option.value == value), value)


def outcome_of(value: str) -> Uitkomst:
    """Give the outcome that a conclusion stands for."""
    return Uitkomst(value.removeprefix(OUTCOME)) if is_outcome(value) else Uitkomst.PRODUCT


def is_outcome(value: str) -> bool:
    """Tell whether a conclusion is an outcome and no product."""
    return value.startswith(OUTCOME)


def picked(
    given: Input, options: Sequence[Option], also: Sequence[tuple[str, str]] = ()
) -> str | None:
    """Give the one choice that was made or typed, None when none or more than one is meant.

    `also` holds other names, as (name, value). The longest name that stands in the text counts.
    """
    if given.chosen:
        values = [option.value for option in options]
        return given.chosen[0] if given.chosen[0] in values else None
    found = named(given.text, options, also)
    return found[0] if len(found) == 1 else None


def picked_all(given: Input, options: Sequence[Option]) -> tuple[str, ...]:
    """Give all choices that were made or typed, in the order in which they were offered."""
    if given.chosen:
        return tuple(option.value for option in options if option.value in given.chosen)
    numbers = {int(each) for each in re.findall(r"\b\d{1,2}\b", given.text)}
    by_number = [o.value for n, o in enumerate(options, start=1) if n in numbers]
    found = {*by_number, *named(given.text, options)}
    return tuple(option.value for option in options if option.value in found)


def named(
    text: str, options: Sequence[Option], also: Sequence[tuple[str, str]] = ()
) -> tuple[str, ...]:
    """Give the values whose name stands in a text, in its order; it may be misspelt a little.

    Where one name holds another, the longer one counts.
    """
    folded = fold(text)
    hits: list[tuple[bool, int, int, str]] = []
    for name, value in (*((o.label, o.value) for o in options), *also):
        found = _place(fold(name), folded)
        if found is not None:
            hits.append((found[1], found[0], len(fold(name)), value))
    # What stands there to the letter goes before what is like it: "module 1" is no "module 2".
    hits.sort(key=lambda hit: (not hit[0], -hit[2], hit[1]))
    taken: list[tuple[int, int, str]] = []
    for _exact, start, length, value in hits:
        free = all(start + length <= t[0] or start >= t[0] + t[1] for t in taken)
        if free and value not in [t[2] for t in taken]:
            taken.append((start, length, value))
    return tuple(value for _start, _length, value in sorted(taken))


def _place(name: str, text: str) -> tuple[int, bool] | None:
    """Give where a name stands in a text, and whether to the letter; None when nowhere."""
    if not name:
        return None
    exact = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    if exact:
        return exact.start(), True
    if len(name) < SHORTEST or len(text) < len(name) - 1:
        return None
    found = fuzz.partial_ratio_alignment(name, text, score_cutoff=SURE)
    return (found.dest_start, False) if found else None


def fold(text: str) -> str:
    """Give a text in lower case with nothing but letters, digits and single spaces."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
