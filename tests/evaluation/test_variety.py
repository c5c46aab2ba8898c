"""There is enough to learn from: wordings for every value and every intent, in several voices."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from catalog.loader import read_catalogue
from catalog.model import KenmerkType
from evaluation.kenmerken import ADDED
from evaluation.training import all_examples

ROOT = Path(__file__).resolve().parents[2]
PER_VALUE, PER_INTENT, VOICES = 25, 40, 4
OWN_WORDS = ("advies_bron", "advies_waarom", "advies_waarom_niet", "advies_wat_als", "help")
EXAMPLES = all_examples(ROOT / "data")


def _values(stated: object) -> list[str]:
    if isinstance(stated, bool):
        return ["ja" if stated else "nee"]
    return [str(v) for v in stated] if isinstance(stated, list) else [str(stated)]


def test_every_value_has_wordings_in_several_voices() -> None:
    counts: Counter[tuple[str, str]] = Counter()
    voices: dict[tuple[str, str], set[str]] = defaultdict(set)
    for example in EXAMPLES:
        for kenmerk, stated in example.kenmerken.items():
            for value in _values(stated):
                counts[kenmerk, value] += 1
                voices[kenmerk, value].add(str(example.metadata.get("stem")))
    listed = (KenmerkType.ONE, KenmerkType.MANY)
    few = [
        (name, value, counts[name, value], len(voices[name, value]))
        for name, kenmerk in read_catalogue(ROOT / "catalog").vocabulary.items()
        if kenmerk.type in listed and name not in ADDED
        for value in kenmerk.values
        if counts[name, value] < PER_VALUE or len(voices[name, value]) < VOICES
    ]
    assert few == []


def test_every_intent_of_the_contract_has_wordings() -> None:
    counts = Counter(example.intent for example in EXAMPLES)
    few = {name: n for name, n in counts.items() if n < PER_INTENT and name not in OWN_WORDS}
    assert few == {}
