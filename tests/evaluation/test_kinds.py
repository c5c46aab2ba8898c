"""Each kind of measurement: how it talks to the assistant, and its totals by hand-made cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from actions.dialogue.state import State, unpack
from evaluation.kinds import KINDS, activities, answers, behaviours, dialogues, sentences, typos
from evaluation.records import Record
from tests.evaluation.building import playing, question

ANSWER: Record = {
    "id": "a",
    "kenmerk": "contact",
    "antwoord": "elke week",
    "spreker": "inwoner",
    "verwacht": "wekelijks",
}


def answer(verwacht: Any, voorspeld: Any, kenmerk: str = "contact") -> tuple[Record, Record]:
    return {**ANSWER, "kenmerk": kenmerk, "verwacht": verwacht}, {"id": "a", "voorspeld": voorspeld}


def test_an_answer_is_right_wrong_or_withheld() -> None:
    cases = [
        answer("wekelijks", "wekelijks"),
        answer(None, None),
        answer(["ritme", "arbeid"], ["arbeid", "ritme"], "dagdoel"),
        answer("wekelijks", "dagelijks"),
        answer(None, "dagelijks"),
        answer([], ["ritme"], "dagdoel"),
        answer("wekelijks", None),
        answer(["netwerk"], None, "steun"),
    ]
    records, predictions = map(list, zip(*cases, strict=True))
    assert answers.totals(records, predictions) == {
        "n": 7,
        "juist": 3,
        "verkeerd": 3,
        "onthouden": 1,
    }
    wrong = [m for case in cases for m in answers.mistakes(*case)]
    assert [(m.expected, m.got) for m in wrong] == [
        ("wekelijks", "dagelijks"),
        ("-", "dagelijks"),
        ("geen", "ritme"),
        ("wekelijks", "-"),
    ]


def test_the_kenmerk_is_open_when_the_answer_comes_and_its_slot_is_read() -> None:
    def react(_turn: int, _text: str, held: dict[str, Any]) -> list[Mapping[str, Any]]:
        assert State(**unpack(held["gesprek"])).open == "leeftijd"
        assert held["gevraagd_kenmerk"] == "leeftijd"
        held["leeftijd"] = 67.0
        return []

    begin, begun = playing(react)
    record = {**ANSWER, "kenmerk": "leeftijd", "spreker": "naaste", "verwacht": 67}
    assert answers.predict([record], begin) == [{"id": "a", "voorspeld": 67}]
    assert begun[0].heard == ["elke week"]
    assert begun[0].held["spreker"] == "naaste"
    assert begun[0].held["stelsel"] == answers.STELSEL


def test_behaviour_is_open_at_its_first_sub_question_but_for_a_worker() -> None:
    opened = {
        spreker: answers.asked("gedrag", spreker)["gesprek"]["open"]
        for spreker in ("inwoner", "naaste", "wijkteam")
    }
    assert opened["wijkteam"] == "gedrag"
    assert opened["inwoner"] == opened["naaste"] != "gedrag"


def test_a_gemeente_is_asked_where_no_stelsel_is_known() -> None:
    assert "stelsel" not in answers.asked("gemeente", "inwoner")


def test_a_kenmerk_that_is_not_measured_is_not_asked() -> None:
    begin, begun = playing(lambda *_: [])
    record = {**ANSWER, "kenmerk": "steun", "verwacht": ["netwerk"]}
    assert answers.predict([record], begin) == [{"id": "a", "voorspeld": None}]
    assert begun == []


def test_sentences_are_counted_by_pairs_and_silent_ones_by_lines() -> None:
    records: list[Record] = [
        {"id": 1, "zin": "a", "kenmerken": {"contact": "wekelijks", "risico": ["overlast"]}},
        {"id": 2, "zin": "b", "kenmerken": {"dagdoel": []}},
        {"id": 3, "zin": "c", "kenmerken": {}},
        {"id": 4, "zin": "d", "kenmerken": {"steun": ["netwerk"]}},
    ]
    predictions: list[Record] = [
        {"id": 1, "voorspeld": {"contact": "wekelijks", "risico": ["escalatie"]}},
        {"id": 2, "voorspeld": {"dagdoel": []}},
        {"id": 3, "voorspeld": {"leeftijd": 3}},
        {"id": 4, "voorspeld": {}},
    ]
    assert sentences.totals(records, predictions) == {
        "n": 4,
        "precision": 0.5,
        "recall": 0.6667,
        "f1": 0.5714,
        "vals": 0.5,
    }
    found = [
        (m.group, m.expected, m.got)
        for r, p in zip(records, predictions, strict=True)
        for m in sentences.mistakes(r, p)
    ]
    assert found == [
        ("risico", "overlast", "-"),
        ("risico", "-", "escalatie"),
        ("leeftijd", "-", "3"),
    ]


def test_a_share_of_nothing_is_none() -> None:
    assert sentences.totals([], []) == {
        "n": 0,
        "precision": None,
        "recall": None,
        "f1": None,
        "vals": None,
    }


def test_a_sentence_is_the_first_message_of_a_fresh_conversation() -> None:
    def react(_turn: int, _text: str, held: dict[str, Any]) -> list[Mapping[str, Any]]:
        held.update(leeftijd=19.0, acuut_gevaar=True, contact=None, gesprek={"open": "x"})
        return []

    begin, begun = playing(react)
    records = [
        {"id": 1, "zin": "ik ben 19", "kenmerken": {}},
        {"id": 2, "zin": "hij is 19", "kenmerken": {}, "spreker": "naaste"},
    ]
    assert sentences.predict(records, begin) == [
        {"id": 1, "voorspeld": {"leeftijd": 19}},
        {"id": 2, "voorspeld": {"leeftijd": 19}},
    ]
    told = {talk.heard[0]: talk.metadata for talk in begun}
    assert told == {"ik ben 19": {}, "hij is 19": {"spreker": "naaste"}}


def test_each_wording_is_a_message_and_the_crisis_intents_count_together() -> None:
    records: list[Record] = [
        {"id": 1, "bericht": "a", "verwacht": "crisis_suicide", "varianten": ["b", "c"]},
        {"id": 2, "bericht": "d", "verwacht": "groet", "varianten": ["e"]},
    ]
    predictions: list[Record] = [
        {"id": 1, "voorspeld": "crisis_suicide", "varianten": ["crisis_gevaar", "antwoord"]},
        {"id": 2, "voorspeld": "groet", "varianten": ["kind_in_gevaar"]},
    ]
    assert behaviours.totals(records, predictions) == {
        "n": 5,
        "juist": 2,
        "recall": 0.6667,
        "precision": 0.6667,
    }
    wrong = [
        m for r, p in zip(records, predictions, strict=True) for m in behaviours.mistakes(r, p)
    ]
    assert [(m.text, m.got) for m in wrong] == [
        ("b", "crisis_gevaar"),
        ("c", "antwoord"),
        ("e", "kind_in_gevaar"),
    ]


def test_what_is_not_understood_counts_as_an_answer() -> None:
    intents = {"hoi": "groet", "hm": "nlu_fallback"}

    def react(_turn: int, text: str, held: dict[str, Any]) -> list[Mapping[str, Any]]:
        held["intent"] = intents.get(text)
        return []

    begin, begun = playing(react)
    record = {
        "id": 1,
        "bericht": "hoi",
        "verwacht": "groet",
        "varianten": ["hm", "<>"],
        "spreker": "naaste",
    }
    assert behaviours.predict([record], begin) == [
        {"id": 1, "voorspeld": "groet", "varianten": ["antwoord", None]}
    ]
    assert all(talk.metadata == {"spreker": "naaste"} for talk in begun)


@pytest.mark.parametrize(
    ("messages", "kind"),
    [
        ([{"custom": {"type": "activity", "soort": "groepsbegeleiding"}}], "groepsbegeleiding"),
        ([{"text": "?"}, question("activiteit")], "hangt_ervan_af"),
        ([{"text": "?"}, question("spreker")], None),
        ([], None),
    ],
)
def test_an_activity_is_what_is_answered_or_what_is_asked_back(
    messages: list[Mapping[str, Any]], kind: str | None
) -> None:
    begin, _ = playing(lambda *_: messages)
    record = {"id": 1, "bericht": "telt koken mee", "verwacht": "groepsbegeleiding"}
    (prediction,) = activities.predict([record], begin)
    assert prediction == {"id": 1, "voorspeld": kind}
    right = kind == "groepsbegeleiding"
    assert activities.totals([record], [prediction]) == {"n": 1, "juist": int(right)}
    assert [m.got for m in activities.mistakes(record, prediction)] == (
        [] if right else [kind or "-"]
    )


DIALOGUE: Record = {
    "id": "d",
    "stelsel": "nijmegen-rivierenland",
    "domein": "wonen",
    "spreker": "naaste",
    "verhaal": "Mijn zoon zoekt een plek.",
    "antwoorden": {"leeftijd": "23"},
    "verwacht": ["beschermd-wonen"],
    "fout": ["beschermd-thuis-zelfstandig"],
    "uitkomst": "product",
}


def test_questions_are_answered_from_the_line_until_there_is_an_advice() -> None:
    advies = {"uitkomst": "product", "producten": ["beschermd-wonen"]}

    def react(turn: int, _text: str, held: dict[str, Any]) -> list[Mapping[str, Any]]:
        held["gevraagd_kenmerk"] = {1: "leeftijd", 2: "woonvorm"}.get(turn)
        if turn >= 3:  # the advice is known before the summary is confirmed
            held["advies"] = advies
        return [question({1: "leeftijd", 2: "woonvorm", 3: "klopt_dit"}.get(turn, "meer_weten"))]

    begin, begun = playing(react)
    (prediction,) = dialogues.predict([DIALOGUE], begin)
    assert begun[0].heard == ["Mijn zoon zoekt een plek.", "23", "weet ik niet", "ja"]
    assert begun[0].metadata == {k: DIALOGUE[k] for k in ("stelsel", "domein", "spreker")}
    assert prediction == {
        "id": "d",
        **advies,
        "vragen": 3,
        "gevraagd": ["leeftijd", "woonvorm", "klopt_dit"],
    }


def test_a_conversation_that_never_ends_is_left_after_its_last_turn() -> None:
    begin, begun = playing(lambda *_: [question("leeftijd")])
    (prediction,) = dialogues.predict([DIALOGUE], begin)
    assert (prediction["uitkomst"], prediction["vragen"]) == (None, dialogues.TURNS)
    assert len(begun[0].heard) == dialogues.TURNS + 1


def test_a_conversation_without_a_question_ends_without_an_outcome() -> None:
    begin, _ = playing(lambda *_: [{"text": "Bel de gemeente."}])
    (prediction,) = dialogues.predict([DIALOGUE], begin)
    assert (prediction["uitkomst"], prediction["vragen"]) == (None, 0)


def test_dialogues_are_right_or_wrong_by_the_first_product() -> None:
    told = [
        ("product", ["beschermd-wonen"], 4),
        ("product", ["beschermd-thuis-zelfstandig"], 5),
        ("wlz", [], 2),
        (None, [], 30),
    ]
    predictions = [
        {"id": "d", "uitkomst": u, "producten": p, "vragen": n, "gevraagd": []} for u, p, n in told
    ]
    assert dialogues.totals([DIALOGUE] * 4, predictions) == {
        "n": 4,
        "juist": 1,
        "fout": 1,
        "vragen": 10.25,
    }
    wrong = [m for p in predictions for m in dialogues.mistakes(DIALOGUE, p)]
    assert [m.got for m in wrong] == ["product beschermd-thuis-zelfstandig (FOUT)", "wlz", "-"]


def test_the_loss_by_typing_is_in_points_of_a_hundred() -> None:
    record = {**ANSWER, "schoon": "elke week", "antwoord": "elke wek"}
    predictions: list[Record] = [
        {"id": "a", "voorspeld": "wekelijks", "schoon": "wekelijks"},
        {"id": "a", "voorspeld": None, "schoon": "wekelijks"},
        {"id": "a", "voorspeld": None, "schoon": None},
        {"id": "a", "voorspeld": "dagelijks", "schoon": "wekelijks"},
    ]
    assert typos.totals([record] * 4, predictions) == {
        "n": 4,
        "juist": 1,
        "juist_schoon": 3,
        "verlies": 50.0,
    }
    assert [m.got for p in predictions for m in typos.mistakes(record, p)] == ["-", "dagelijks"]


def test_both_writings_are_sent_each_in_a_conversation_of_its_own() -> None:
    def react(_turn: int, text: str, held: dict[str, Any]) -> list[Mapping[str, Any]]:
        held["contact"] = "wekelijks" if text == "elke week" else None
        return []

    begin, begun = playing(react)
    record = {**ANSWER, "schoon": "elke week", "antwoord": "elke wek"}
    assert typos.predict([record], begin) == [{"id": "a", "voorspeld": None, "schoon": "wekelijks"}]
    assert len(begun) == 2


@pytest.mark.parametrize(
    ("kind", "change", "fault"),
    [
        ("answers", {"kenmerk": "humeur"}, "there is no kenmerk 'humeur'"),
        ("answers", {"antwoord": 3}, "antwoord must be a text"),
        ("answers", {"spreker": "buurman"}, "spreker must be one of inwoner, naaste, wijkteam"),
        ("sentences", {"kenmerken": []}, "kenmerken must be an object"),
        ("sentences", {"zin": None}, "zin must be a text"),
        ("behaviours", {"varianten": "hoi"}, "varianten must be a list of texts"),
        ("behaviours", {"verwacht": None}, "verwacht must be a text"),
        ("activities", {"verwacht": 1}, "verwacht must be a text"),
        ("dialogues", {"antwoorden": []}, "antwoorden must be an object"),
        ("dialogues", {"fout": None}, "fout must be a list of texts"),
        ("typos", {"schoon": None}, "schoon must be a text"),
        ("questions", {"vraag": 3}, "vraag must be a text"),
        ("questions", {"kenmerken": "gedrag"}, "kenmerken must be a list of texts"),
        ("motivations", {"deel": "half"}, "deel must be one of dev, test"),
        ("motivations", {"redenen": [{"id": "a"}]}, "redenen must hold id, kenmerk and tekst"),
    ],
)
def test_a_line_of_the_wrong_shape_is_named(kind: str, change: Record, fault: str) -> None:
    good: dict[str, Record] = {
        "answers": ANSWER,
        "sentences": {"id": 1, "zin": "a", "kenmerken": {}},
        "behaviours": {"id": 1, "bericht": "a", "verwacht": "groet", "varianten": []},
        "activities": {"id": 1, "bericht": "a", "verwacht": "groepsbegeleiding"},
        "dialogues": DIALOGUE,
        "typos": {**ANSWER, "schoon": "elke week"},
        "questions": {"id": 1, "vraag": "a", "kenmerken": [], "vorm": "open"},
        "motivations": {
            "id": 1,
            "deel": "dev",
            "kenmerken": {},
            "redenen": [{"id": "a", "kenmerk": None, "tekst": "a"}],
            "tekst": "a",
            "genoemd": [],
        },
    }
    assert set(good) == set(KINDS)
    assert KINDS[kind].check(good[kind]) is None
    found = KINDS[kind].check({**good[kind], **change})
    assert found is not None
    assert found.startswith(fault)
