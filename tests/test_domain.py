"""domain.yml, the rules and the training data against the vocabulary and the contract."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SLOT_TYPES = {
    "one": "text",
    "text": "text",
    "many": "list",
    "int": "float",
    "number": "float",
    "bool": "bool",
}
CONVERSATION_SLOTS = {
    "gevraagd_kenmerk": "text",
    "advies": "any",
    "stelsel": "text",
    "domein": "text",
    "spreker": "text",
    "gesprek": "any",
}
CRISIS = {
    "crisis_suicide",
    "crisis_gevaar",
    "huiselijk_geweld",
    "kind_in_gevaar",
    "psychose_acuut",
}
CONTRACT = CRISIS | {
    "medewerker_spreken",
    "stop",
    "opnieuw",
    "vorige_vraag",
    "antwoord_wijzigen",
    "waarom_vraag",
    "uitleg_begrip",
    "privacy_vraag",
    "gegevens_wissen",
    "bezwaar_rechten",
    "kosten_eigen_bijdrage",
    "clientondersteuning",
    "wachttijd",
    "klacht_boos",
    "scheldt",
    "bedankt",
    "groet",
    "engels_of_andere_taal",
    "smalltalk",
    "buiten_bereik",
    "samenvatting",
    "is_dit_een_robot",
    "injectie",
    "bsn_of_persoonsgegevens",
    "activiteit_vraag",
    "product_uitleg",
    "vergelijk",
    "geen_onderdak",
    "eenzaam",
    "misdrijf",
    "verward_persoon",
}
OWN = {"antwoord", "advies_waarom", "advies_waarom_niet", "advies_wat_als", "advies_bron"}
WORDINGS_PER_INTENT = 35


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    return dict(read(ROOT / "domain.yml"))


@pytest.fixture(scope="module")
def routes() -> list[tuple[str, str]]:
    """Give (intent, action) of every rule."""
    found = []
    for file in sorted((ROOT / "data").glob("*/rules.yml")):
        for rule in read(file)["rules"]:
            first, second = rule["steps"]
            found.append((first["intent"], second["action"]))
    return found


@pytest.fixture(scope="module")
def wordings() -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for file in sorted((ROOT / "data").glob("*/nlu.yml")):
        for block in read(file)["nlu"]:
            lines = [line.removeprefix("- ") for line in block["examples"].splitlines()]
            out.setdefault(block["intent"], []).extend(lines)
    return out


def test_every_kenmerk_is_a_slot_of_its_type_and_nothing_else_is(domain: dict[str, Any]) -> None:
    vocabulary = read(ROOT / "catalog/vocabulary/kenmerken.yaml")["kenmerken"]
    expected = {name: SLOT_TYPES[each["type"]] for name, each in vocabulary.items()}
    actual = {name: slot["type"] for name, slot in domain["slots"].items()}
    assert actual == expected | CONVERSATION_SLOTS


def test_no_slot_is_filled_by_rasa_or_changes_which_rule_holds(domain: dict[str, Any]) -> None:
    for name, slot in domain["slots"].items():
        assert slot["mappings"] == [{"type": "custom"}], name
        assert slot["influence_conversation"] is False, name


def test_the_intents_are_those_of_the_contract_and_our_own(domain: dict[str, Any]) -> None:
    assert len(domain["intents"]) == len(set(domain["intents"]))
    assert set(domain["intents"]) == CONTRACT | OWN


def test_every_intent_and_the_fallback_have_one_rule(
    domain: dict[str, Any], routes: list[tuple[str, str]]
) -> None:
    counted = Counter(intent for intent, _ in routes)
    assert counted == Counter([*domain["intents"], "nlu_fallback"])


def test_every_rule_names_an_action_of_the_domain_and_every_action_is_used(
    domain: dict[str, Any], routes: list[tuple[str, str]]
) -> None:
    named = {action for _, action in routes}
    assert named | {"action_session_start"} == set(domain["actions"])


def test_only_the_crisis_intents_go_to_the_action_for_danger(
    routes: list[tuple[str, str]],
) -> None:
    assert {intent for intent, action in routes if action == "action_gevaar"} == CRISIS


def test_every_intent_has_enough_different_wordings(
    domain: dict[str, Any], wordings: dict[str, list[str]]
) -> None:
    assert set(wordings) == set(domain["intents"])
    for intent, texts in wordings.items():
        assert len({text.lower() for text in texts}) == len(texts), intent
        assert len(texts) >= WORDINGS_PER_INTENT, intent


def test_no_wording_stands_under_two_intents(wordings: dict[str, list[str]]) -> None:
    counted = Counter(text.lower() for texts in wordings.values() for text in texts)
    assert [text for text, times in counted.items() if times > 1] == []
