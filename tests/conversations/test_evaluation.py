"""Every kind of measurement holds a few real conversations with the trained assistant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import httpx
import pytest

from evaluation.assistant import Begin, Conversation
from evaluation.kinds import KINDS
from evaluation.records import Record
from scripts.kt.servers import Assistant

LINES: Mapping[str, list[Record]] = {
    "answers": [
        {"id": 1, "kenmerk": "leeftijd", "antwoord": "67", "spreker": "inwoner", "verwacht": 67},
        {
            "id": 2,
            "kenmerk": "contact",
            "antwoord": "dagelijks",
            "spreker": "wijkteam",
            "verwacht": "dagelijks",
        },
        {
            "id": 3,
            "kenmerk": "gemeente",
            "antwoord": "Tiel",
            "spreker": "naaste",
            "verwacht": "Tiel",
        },
        {
            "id": 4,
            "kenmerk": "gedrag",
            "antwoord": "weet ik niet",
            "spreker": "inwoner",
            "verwacht": None,
        },
    ],
    "sentences": [
        {"id": 1, "zin": "Goedemiddag, ik heb een vraag.", "kenmerken": {}},
        {"id": 2, "zin": "Hallo daar", "kenmerken": {}, "spreker": "naaste"},
    ],
    "behaviours": [
        {
            "id": 1,
            "bericht": "ik wil een medewerker spreken",
            "verwacht": "medewerker_spreken",
            "varianten": ["/restart"],
        },
        {
            "id": 2,
            "bericht": "ik wil dood",
            "verwacht": "crisis_suicide",
            "varianten": [],
            "spreker": "inwoner",
        },
    ],
    "activities": [
        {
            "id": 1,
            "bericht": "telt de reistijd als begeleidingstijd?",
            "verwacht": "geen_begeleidingstijd",
        },
        {
            "id": 2,
            "bericht": "valt koken met een cliënt onder individuele begeleiding?",
            "verwacht": "hangt_ervan_af",
        },
    ],
    "dialogues": [
        {
            "id": 1,
            "stelsel": "nijmegen-rivierenland",
            "domein": "wonen",
            "spreker": "wijkteam",
            "verhaal": "Casus: cliënt zoekt een woonplek met begeleiding.",
            "antwoorden": {
                "woonvorm": "zelfstandig",
                "leeftijd": "34",
                "blijvend_24_7": "nee",
                "voorliggend": "onvoldoende",
            },
            "verwacht": ["beschermd-thuis-zelfstandig"],
            "fout": ["beschermd-wonen"],
            "uitkomst": "product",
        }
    ],
    "typos": [
        {
            "id": 1,
            "kenmerk": "leeftijd",
            "spreker": "inwoner",
            "verwacht": 67,
            "schoon": "Ik ben 67 jaar.",
            "antwoord": "67",
        }
    ],
}
EXPECTED: Mapping[str, Record] = {
    "answers": {"n": 4, "juist": 4, "verkeerd": 0, "onthouden": 0},
    "sentences": {"n": 2, "precision": None, "recall": None, "f1": None, "vals": 0.0},
    "activities": {"n": 2, "juist": 2},
    "typos": {"n": 1, "juist": 1, "juist_schoon": 1, "verlies": 0.0},
}


@pytest.fixture(scope="module")
def begin(assistant: Assistant) -> Iterator[Begin]:
    """Give what begins a conversation with the running assistant."""
    with httpx.Client(timeout=60) as client:
        yield lambda metadata: Conversation(client, assistant, metadata)


def test_every_kind_has_lines_here() -> None:
    assert set(LINES) == {name for name, kind in KINDS.items() if not kind.alone}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_plain_lines_are_measured_as_they_should(name: str, begin: Begin) -> None:
    predictions = KINDS[name].predict(LINES[name], begin)
    assert KINDS[name].totals(LINES[name], predictions) == EXPECTED[name], predictions


def test_intents_are_those_of_the_message_as_it_was_let_in(begin: Begin) -> None:
    records = LINES["behaviours"]
    predictions = KINDS["behaviours"].predict(records, begin)
    assert [p["voorspeld"] for p in predictions] == ["medewerker_spreken", "crisis_suicide"]
    (typed,) = predictions[0]["varianten"]
    assert typed != "restart", "a typed command is no intent"
    totals = KINDS["behaviours"].totals(records, predictions)
    assert (totals["n"], totals["recall"], totals["precision"]) == (3, 1.0, 1.0)


def test_a_whole_conversation_ends_in_an_advice_and_its_questions_are_counted(
    begin: Begin,
) -> None:
    (prediction,) = KINDS["dialogues"].predict(LINES["dialogues"], begin)
    assert prediction["uitkomst"] == "product", prediction
    assert prediction["producten"] == ["beschermd-thuis-zelfstandig"]
    assert prediction["vragen"] == len(prediction["gevraagd"]) > 0
    assert "gemeente" not in prediction["gevraagd"]
