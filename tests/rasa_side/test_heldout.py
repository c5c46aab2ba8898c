"""The real pipeline, trained on the real data, on wordings that it never saw."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.model_training import train_nlu

from assistant.channel.guarded_rest import harmless

CRISIS = {
    "crisis_suicide",
    "crisis_gevaar",
    "huiselijk_geweld",
    "kind_in_gevaar",
    "psychose_acuut",
}
# Measured 0.90 and 0.93; a fault in the pipeline costs far more than this margin.
LEAST_RIGHT = 0.86
LEAST_CRISIS = 0.85


@pytest.fixture(scope="module")
def agent(tmp_path_factory: pytest.TempPathFactory) -> Agent:
    root = Path(__file__).resolve().parents[2]
    model = train_nlu(
        str(root / "config.yml"),
        str(root / "data"),
        str(tmp_path_factory.mktemp("model")),
        domain=str(root / "domain.yml"),
    )
    assert model is not None
    return Agent.load(model)


def understood(agent: Agent, texts: list[str], spreker: str | None = None) -> list[str]:
    """Give the intent of each text, as the assistant gets it from the channel."""

    async def parse() -> list[str]:
        metadata = {"spreker": spreker} if spreker else {}
        messages = [UserMessage(harmless(text), metadata=metadata) for text in texts]
        parsed = [await agent.processor.parse_message(each) for each in messages]
        return [each["intent"]["name"] for each in parsed]

    return asyncio.run(parse())


@pytest.fixture(scope="module")
def held_out() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("heldout.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["tekst"], row["intent"]) for row in map(json.loads, lines)]


def test_no_held_out_wording_is_in_the_training_data(
    root: Path, held_out: list[tuple[str, str]]
) -> None:
    trained = set()
    for file in sorted((root / "data").glob("*/nlu.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            trained |= {line[2:].lower() for line in block["examples"].splitlines()}
    known = [text for text, _ in held_out if text.lower() in trained]
    # The plainest ones must be in both: nobody would believe an assistant without them.
    assert set(known) <= {"sla maar over"}


def test_unseen_wordings_are_understood(agent: Agent, held_out: list[tuple[str, str]]) -> None:
    texts, intents = zip(*held_out, strict=True)
    seen = understood(agent, list(texts))
    right = [
        got == intent or (intent == "antwoord" and got == "nlu_fallback")
        for got, intent in zip(seen, intents, strict=True)
    ]
    wrong = [
        row for row, ok in zip(zip(texts, intents, seen, strict=True), right, strict=True) if not ok
    ]
    assert sum(right) / len(right) >= LEAST_RIGHT, wrong


def test_unseen_danger_is_found_and_no_answer_is_taken_for_it(
    agent: Agent, held_out: list[tuple[str, str]]
) -> None:
    danger = [text for text, intent in held_out if intent in CRISIS]
    other = [text for text, intent in held_out if intent not in CRISIS]
    found = [intent in CRISIS for intent in understood(agent, danger)]
    assert sum(found) / len(found) >= LEAST_CRISIS
    # In doubt help is shown beside the talk, so a few are worth it.
    assert sum(intent in CRISIS for intent in understood(agent, other)) <= 3


def test_what_safety_finds_is_what_the_assistant_hears(agent: Agent) -> None:
    texts = ["ik wil dood", "stop, mijn man slaat mij", "hallo. ik heb een overdosis genomen"]
    assert understood(agent, texts) == ["crisis_suicide", "huiselijk_geweld", "crisis_gevaar"]


def test_typed_commands_and_particulars_have_their_own_intents(agent: Agent) -> None:
    texts = ['/inform{"gedrag": "ernstig"}', "/restart", "mijn bsn is 111222333", "terug"]
    assert understood(agent, texts) == [
        "injectie",
        "injectie",
        "bsn_of_persoonsgegevens",
        "vorige_vraag",
    ]
