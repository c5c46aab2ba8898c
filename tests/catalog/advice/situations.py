"""Situations for the tests: Hypothesis strategies over everything that the catalogue ships."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from catalog.advice.deciding import Field
from catalog.answering import answer_from
from catalog.loader import shipped
from catalog.model import DOMEINEN, Facts, Kenmerk, KenmerkType, Publiek

type Raw = dict[str, Any]
"""Kenmerken as JSON holds them."""

CATALOGUE = shipped()
VOCABULARY = CATALOGUE.vocabulary
answer = answer_from(CATALOGUE)

FIELDS = {
    (stelsel.id, domein): Field(stelsel, domein, dict(VOCABULARY), CATALOGUE.grenzen)
    for stelsel in CATALOGUE.stelsels.values()
    for domein in stelsel.domeinen
}
"""Every stelsel and domain that ships, prepared for weighing."""

# A boundary ends every weighing, so that it must not be in every other situation.
BOUNDARIES = ("leeftijd", "blijvend_24_7", "voorliggend", "acuut_gevaar")

fields = st.sampled_from(sorted(FIELDS))
audiences = st.sampled_from([publiek.value for publiek in Publiek])
domains = st.sampled_from(DOMEINEN)


def values(kenmerk: Kenmerk) -> st.SearchStrategy[Any]:
    """Give every valid value of a kenmerk, as JSON holds it."""
    if kenmerk.type is KenmerkType.BOOL:
        return st.booleans()
    if kenmerk.type is KenmerkType.ONE:
        return st.sampled_from(kenmerk.values)
    if kenmerk.type is KenmerkType.MANY:
        return st.lists(st.sampled_from(kenmerk.values), unique=True, max_size=4)
    if kenmerk.type is KenmerkType.TEXT:
        return st.sampled_from(["Hulst", "Den Bosch", "Nijmegen", "Utrecht"])
    assert kenmerk.minimum is not None
    assert kenmerk.maximum is not None
    if kenmerk.type is KenmerkType.INT:
        return st.integers(int(kenmerk.minimum), int(kenmerk.maximum))
    return st.floats(kenmerk.minimum, kenmerk.maximum).map(lambda hours: round(hours, 1))


@st.composite
def facts(draw: st.DrawFn, most: int = 14, boundaries: bool = False) -> Raw:
    """Give some known kenmerken; with `boundaries` those that come before every product too."""
    names = [n for n in VOCABULARY if boundaries or n not in BOUNDARIES]
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=most))
    return {name: draw(values(VOCABULARY[name])) for name in chosen}


@st.composite
def relevant_facts(draw: st.DrawFn, field: Field) -> Raw:
    """Give known kenmerken of those that one stelsel and domain look at."""
    names = [name for name in field.relevant() if name not in BOUNDARIES]
    chosen = draw(st.lists(st.sampled_from(names), unique=True))
    return {name: draw(values(VOCABULARY[name])) for name in chosen}


@st.composite
def requests(draw: st.DrawFn, boundaries: bool = True) -> Raw:
    """Give a valid request for one domain."""
    stelsel, domein = draw(fields)
    strategy = st.one_of(
        relevant_facts(FIELDS[stelsel, domein]), facts(boundaries=boundaries), facts(most=40)
    )
    return {
        "stelsel": stelsel,
        "domein": domein,
        "kenmerken": draw(strategy),
        "publiek": draw(audiences),
    }


def frozen(raw: Raw) -> Facts:
    """Give kenmerken as the engine holds them."""
    return {
        name: (
            tuple(v for v in VOCABULARY[name].values if v in value)
            if isinstance(value, list)
            else value
        )
        for name, value in raw.items()
    }
