"""A receipt is enough to explain an advice again, and shows every change."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from catalog.advice.receipt import canonical, receipt

GIVEN: dict[str, Any] = {
    "facts": {"leeftijd": 30, "risico": ("overlast",), "prikkelarm": False},
    "domein": "wonen",
    "catalogus": {"stelsel": "voorbeeld", "hash": "abc"},
    "engine": "1.0.0",
    "regels": ["lichtste-dat-volstaat"],
    "uitkomst": "product",
    "producten": ["basis"],
}


def test_a_receipt_holds_input_versions_rules_and_result() -> None:
    assert receipt(**GIVEN) == {
        "invoer": {"leeftijd": 30, "risico": ["overlast"], "prikkelarm": False},
        "domein": "wonen",
        "catalogus": {"stelsel": "voorbeeld", "hash": "abc"},
        "engine": "1.0.0",
        "regels": ["lichtste-dat-volstaat"],
        "uitkomst": "product",
        "producten": ["basis"],
        "sha256": receipt(**GIVEN)["sha256"],
    }


def test_the_hash_is_over_all_the_rest() -> None:
    body = dict(receipt(**GIVEN))
    digest = body.pop("sha256")
    assert digest == hashlib.sha256(canonical(body).encode()).hexdigest()


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("facts", {"leeftijd": 31}),
        ("domein", "begeleiding"),
        ("catalogus", {"stelsel": "voorbeeld", "hash": "abd"}),
        ("engine", "1.0.1"),
        ("regels", []),
        ("uitkomst", "wlz"),
        ("producten", ["plus"]),
    ],
)
def test_any_change_changes_the_hash(key: str, other: object) -> None:
    assert receipt(**{**GIVEN, key: other})["sha256"] != receipt(**GIVEN)["sha256"]


def test_the_order_of_keys_does_not_change_the_bytes() -> None:
    assert canonical({"b": 1, "a": {"d": "é", "c": []}}) == '{"a":{"c":[],"d":"é"},"b":1}'
