"""The glossary explains every Dutch term that the code, the files and the contract use."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel

from catalog import files, vocabulary_file
from catalog.advice.advise import Knowledge, advise
from catalog.advice.request import ALLOWED_KEYS, parse_request
from catalog.loader import shipped
from catalog.model import (
    DOMEINEN,
    KenmerkType,
    Oordeel,
    Publiek,
    Rol,
    Status,
    Toetsing,
    Uitkomst,
)
from practice.cases import model as cases
from practice.progress.model import Form, Skill

ROOT = Path(__file__).parents[1]
GLOSSARY = ROOT / "docs" / "begrippenlijst.md"
ROW = re.compile(r"^\| `([^`]+)` \| (.+) \| (.+) \|$")


def sections() -> dict[str, dict[str, tuple[str, str]]]:
    """Give per section: term -> (meaning, where used)."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    current: dict[str, tuple[str, str]] = {}
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            current = found.setdefault(line[3:], {})
        elif match := ROW.match(line):
            term, meaning, where = match.groups()
            assert term not in current, f"{term} stands twice in one section"
            current[term] = (meaning, where)
    return found


def explained() -> set[str]:
    return {term for section in sections().values() for term in section}


def model_fields() -> set[str]:
    return fields_of(files, vocabulary_file)


def fields_of(*modules: ModuleType) -> set[str]:
    return {
        name
        for module in modules
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name in model.model_fields
    }


def keys_of_an_advice() -> set[str]:
    """Give the top-level and criterion keys of an advice, as the engine writes them."""
    catalogue = shipped()
    names: set[str] = set(ALLOWED_KEYS)
    for stelsel, domein in (("productkaarten", "begeleiding"), ("meierij-bommelerwaard", "wonen")):
        raw = {"stelsel": stelsel, "domein": domein, "kenmerken": {"perspectief": "gelijk"}}
        request = parse_request(raw, catalogue.vocabulary, catalogue.stelsels)
        knowledge = Knowledge(
            catalogue.stelsels[stelsel],
            catalogue.vocabulary,
            catalogue.grenzen,
            catalogue.signalen,
        )
        advice = advise(knowledge, request)
        names |= set(advice)
        for part in ("bewijs", "catalogus"):
            inner = advice[part]
            assert isinstance(inner, dict)
            names |= set(inner)
        weighed = advice["overwogen"]
        assert isinstance(weighed, list)
        for product in weighed:
            names |= set(product)
            for entry in (*product["voor"], *product["tegen"], *product["onbekend"]):
                names |= set(entry)
    return names


def domain_file(part: str) -> set[str]:
    data = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))[part]
    return {name if isinstance(name, str) else next(iter(name)) for name in data}


TERMS: dict[str, Callable[[], set[str]]] = {
    "kenmerken": lambda: set(shipped().vocabulary),
    "outcomes": lambda: {u.value for u in Uitkomst},
    "roles": lambda: {r.value for r in Rol},
    "statuses": lambda: {s.value for s in Status},
    "domains": lambda: set(DOMEINEN),
    "verdicts": lambda: {o.value for o in Oordeel},
    "audiences": lambda: {p.value for p in Publiek},
    "tests": lambda: {t.value for t in Toetsing},
    "stelsels": lambda: set(shipped().stelsels),
    "products": lambda: {p.id for s in shipped().stelsels.values() for p in s.producten},
    "packages": lambda: {
        p.pakket for s in shipped().stelsels.values() for p in s.producten if p.pakket
    },
    "kinds of facts": lambda: set(get_args(files.FactKind.__value__)),
    "kinds of support": lambda: set(get_args(files.Soort.__value__)),
    "activities": lambda: set(get_args(files.Activiteit.__value__)),
    "conditions of activities": lambda: set(get_args(files.Voorwaarde.__value__)),
    "fields of the files": model_fields,
    "keys of an advice": keys_of_an_advice,
    "keys of a case": lambda: fields_of(cases),
    "forms and skills": lambda: {each.value for each in (*Form, *Skill)},
    "intents": lambda: domain_file("intents"),
    "slots": lambda: domain_file("slots"),
}


@pytest.mark.parametrize("kind", TERMS)
def test_every_term_of_the_code_stands_in_the_glossary(kind: str) -> None:
    terms = TERMS[kind]()
    assert terms, f"no {kind} were found in the code"
    assert sorted(terms - explained()) == []


def test_every_value_stands_in_the_glossary_with_its_kenmerk() -> None:
    values = sections()["Values"]
    missing = [
        f"{kenmerk.naam}: {value}"
        for kenmerk in shipped().vocabulary.values()
        for value in kenmerk.values
        if kenmerk.type in (KenmerkType.ONE, KenmerkType.MANY)
        and f"`{kenmerk.naam}`" not in values.get(value, ("", ""))[1]
    ]
    assert missing == []


def test_the_values_section_holds_no_value_that_the_vocabulary_lacks() -> None:
    known = {v for kenmerk in shipped().vocabulary.values() for v in kenmerk.values}
    assert sorted(set(sections()["Values"]) - known - {"ja", "nee"}) == []


def test_outcomes_roles_and_statuses_each_have_a_section_of_exactly_their_own() -> None:
    found = sections()
    assert set(found["Outcomes"]) == {u.value for u in Uitkomst}
    assert set(found["Roles of criteria"]) == {r.value for r in Rol}
    assert set(found["Standing of a source"]) == {s.value for s in Status}
    assert set(found["Domains"]) == set(DOMEINEN)
    assert set(found["Kenmerken"]) == set(shipped().vocabulary)
