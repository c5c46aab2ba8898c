"""spaCy in the pipeline: with a trained model, without one, and with a broken one."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import spacy
from rasa.engine.training.fingerprinting import calculate_fingerprint_key
from rasa.nlu.tokenizers.spacy_tokenizer import POS_TAG_KEY, SpacyTokenizer
from rasa.shared.nlu.training_data.message import Message
from spacy.training import Example

from assistant.nlu import spacy_nl
from assistant.nlu.spacy_nl import SpacyNl

ABSENT = "nl_no_such_model"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Train a tiny pipeline that tells nouns from verbs, and give its folder."""
    language = spacy.blank("nl")
    tagger = language.add_pipe("tagger")
    rows = [("moeder slaapt", ["N", "WW"]), ("vader kookt", ["N", "WW"])] * 4
    for label in ("N", "WW"):
        tagger.add_label(label)
    examples = [Example.from_dict(language.make_doc(text), {"tags": tags}) for text, tags in rows]
    optimizer = language.initialize(lambda: examples)
    for _ in range(30):
        language.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("spacy") / "tiny"
    language.to_disk(folder)
    return str(folder)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Forget what earlier tests loaded."""
    spacy_nl.load.cache_clear()


def component(model: str) -> SpacyNl:
    return SpacyNl.create({"model": model})


def tokens_of(model: str, text: str) -> list[tuple[str, str]]:
    message = Message.build(text)
    nlp = component(model)
    nlp.process([message], nlp.provide())
    tokenizer = SpacyTokenizer(SpacyTokenizer.get_default_config())
    tokenizer.process([message])
    return [(token.text, token.data[POS_TAG_KEY]) for token in message.get("text_tokens")]


def test_a_trained_pipeline_is_loaded_and_used(trained: str) -> None:
    assert tokens_of(trained, "Moeder slaapt") == [("moeder", "N"), ("slaapt", "WW")]


def test_without_the_model_the_blank_dutch_pipeline_serves() -> None:
    assert tokens_of(ABSENT, "'s Avonds niet") == [("'s", ""), ("avonds", ""), ("niet", "")]


def test_the_absence_is_said_once_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        component(ABSENT)
        component(ABSENT)
    assert [record.getMessage() for record in caplog.records] == [
        f"{ABSENT} is not installed: spaCy's blank Dutch pipeline serves."
    ]


def test_a_trained_pipeline_gives_no_notice(trained: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        component(trained)
    assert caplog.records == []


def test_a_broken_pipeline_is_an_error_and_not_an_absence(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = \n", encoding="utf-8")
    with pytest.raises((OSError, ValueError)):
        component(str(tmp_path))


def test_installing_the_model_makes_the_cached_result_stale(trained: str, tmp_path: Path) -> None:
    later = tmp_path / "later"
    before = calculate_fingerprint_key(SpacyNl, {"model": str(later)}, {})
    later.symlink_to(trained)
    after = calculate_fingerprint_key(SpacyNl, {"model": str(later)}, {})
    assert before != after


def test_the_same_state_gives_the_same_fingerprint(trained: str) -> None:
    assert SpacyNl.fingerprint_addon({"model": trained}) == SpacyNl.fingerprint_addon(
        {"model": trained}
    )
    assert component(trained).provide().fingerprint() == spacy_nl.identity(trained)
