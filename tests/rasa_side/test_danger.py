"""Danger has the last word in the pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from assistant.channel.guarded_rest import allowed_metadata
from assistant.nlu.danger import SafetyOverride, speaker
from safety import judged


def guessed(text: str, intent: str, confidence: float, **data: object) -> Message:
    message = Message(data={"text": text, **data})
    ranking = [
        {"name": intent, "confidence": confidence},
        {"name": "antwoord", "confidence": (1 - confidence) * 0.9},
    ]
    message.set("intent", ranking[0])
    message.set("intent_ranking", ranking)
    return message


def tracker(spreker: str | None) -> DialogueStateTracker:
    out = DialogueStateTracker("someone", [TextSlot("spreker", [{"type": "custom"}])])
    out.slots["spreker"].value = spreker
    return out


def after(message: Message, known: DialogueStateTracker | None = None) -> dict[str, object]:
    SafetyOverride.create({}).process([message], known)
    return dict(message.get("intent"))


def test_danger_outweighs_the_surest_guess() -> None:
    message = guessed("ik wil dood", "groet", 0.9999)
    assert after(message) == {"name": "crisis_suicide", "confidence": 1.0}
    assert message.get("intent_ranking")[0]["name"] == "crisis_suicide"


def test_danger_inside_a_certain_control_phrase_still_wins() -> None:
    assert after(guessed("stop, ik wil dood", "stop", 1.0))["name"] == "crisis_suicide"


def test_where_there_is_no_danger_the_guess_stands() -> None:
    assert after(guessed("ik ben 45", "antwoord", 0.7)) == {"name": "antwoord", "confidence": 0.7}


def test_danger_is_seen_before_any_other_component_ran() -> None:
    assert after(Message.build("mijn man slaat mij"))["name"] == "huiselijk_geweld"


@pytest.mark.parametrize("text", ["", " ", "?"])
def test_a_message_without_words_raises_nothing(text: str) -> None:
    assert after(guessed(text, "antwoord", 0.5))["name"] == "antwoord"


def test_who_writes_is_taken_from_the_slot() -> None:
    assert speaker(Message.build("x"), tracker("wijkteam")) == "wijkteam"


def test_the_metadata_of_the_message_goes_before_the_slot() -> None:
    message = Message(data={"text": "x", "metadata": {"spreker": "naaste"}})
    assert speaker(message, tracker("wijkteam")) == "naaste"


def test_nobody_known_is_nobody() -> None:
    assert speaker(Message.build("x"), None) is None
    assert speaker(Message.build("x"), tracker(None)) is None


def test_the_check_is_told_who_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str | None]] = []
    monkeypatch.setattr(judged, "detect", lambda text, who: told.append((text, who)))
    after(guessed("hij slaat soms", "antwoord", 0.9), tracker("wijkteam"))
    assert told == [("hij slaat soms", "wijkteam")]


def test_a_doubtful_crisis_of_the_model_alone_gives_way_to_the_next_intent() -> None:
    sure = guessed("er is iets heel ergs", "crisis_gevaar", 0.8)
    doubtful = guessed("er is iets heel ergs", "crisis_gevaar", 0.3)
    hopeless = guessed("er is iets heel ergs", "crisis_gevaar", 0.3)
    hopeless.get("intent_ranking")[1]["confidence"] = 0.2
    assert after(sure)["name"] == "crisis_gevaar"
    assert after(hopeless)["name"] == "nlu_fallback"
    assert after(doubtful)["name"] == "antwoord"


def test_it_stands_last_in_the_pipeline(root: Path) -> None:
    config = yaml.safe_load((root / "config.yml").read_text(encoding="utf-8"))
    assert config["pipeline"][-1]["name"] == "assistant.nlu.danger.SafetyOverride"


def found(
    kind: str | None, speaker: str = "other", rule: str = "suicide-word"
) -> dict[str, object]:
    danger = None
    if kind is not None:
        danger = {"kind": kind, "present": False, "rule": rule, "child_speaking": False}
    return {"gevaar": {"speaker": speaker, "found": danger}}


def test_what_the_gateway_found_is_not_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "detect", lambda _text, _who: pytest.fail("judged again"))
    message = guessed(
        "ik zie het niet meer zitten", "antwoord", 0.9, metadata=found("crisis_suicide")
    )
    assert after(message)["name"] == "crisis_suicide"
    assert after(guessed("ik ben 45", "antwoord", 0.7, metadata=found(None)))["name"] == "antwoord"


def test_what_the_gateway_found_is_not_lost_when_somebody_else_turns_out_to_speak() -> None:
    message = guessed("ik ben 45", "antwoord", 0.9, metadata=found("crisis_suicide", "naaste"))
    assert after(message, tracker("wijkteam"))["name"] == "crisis_suicide"


def test_a_doubt_of_the_gateway_gives_way_to_a_fixed_phrase() -> None:
    doubt = found("crisis_suicide", rule="meaning")
    assert after(guessed("stop", "stop", 1.0, metadata=doubt))["name"] == "stop"


def test_rest_judges_by_itself_whatever_its_metadata_says() -> None:
    kept = allowed_metadata({**found(None), "spreker": "inwoner"})
    assert kept == {"spreker": "inwoner"}
    assert after(guessed("ik wil dood", "groet", 0.9, metadata=kept))["name"] == "crisis_suicide"
