"""The side-by-side benchmark of understanding: the same sets and data for each, scored alike."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from evaluation.baseline_keywords import Keywords, intent_words
from evaluation.bench.nlu import __main__ as command
from evaluation.bench.nlu.__main__ import Column, table
from evaluation.bench.nlu.cost import Cost, peak_mb_of, time_each, train
from evaluation.bench.nlu.default_pipeline import (
    Labels,
    default_config,
    label,
    template_in,
    training_data,
)
from evaluation.bench.nlu.scoring import predictions, read_sets, scores, texts_of
from evaluation.kenmerken import measured
from evaluation.records import Record
from evaluation.training import Example
from scripts.kt.console import Problem
from scripts.kt.layout import Layout

EXAMPLES = [
    *(Example(f"wat kost deze hulp {n}", "kosten_eigen_bijdrage") for n in range(4)),
    *(Example(f"hallo allemaal {n}", "groet") for n in range(4)),
    *(Example(f"deze hulp is fijn {n}", "antwoord") for n in range(8)),
    Example("hij wordt driftig", "antwoord", {"kenmerken": {"gedrag": "matig"}, "vorm": "zin"}),
    Example("hij is gauw kwaad", "antwoord", {"kenmerken": {"gedrag": "matig"}, "vorm": "zin"}),
]
TEMPLATE = """
recipe: default.v1
language: en

pipeline:
# # No configuration for the NLU pipeline was provided.
#   - name: WhitespaceTokenizer
#   - name: CountVectorsFeaturizer
#     analyzer: char_wb
#   - name: DIETClassifier
#     epochs: 100

# Configuration for Rasa Core.
policies:
#   - name: RulePolicy
"""


def test_keywords_of_an_intent_are_those_that_other_intents_lack() -> None:
    found = intent_words(EXAMPLES)
    assert found["kost"] == "kosten_eigen_bijdrage"
    assert found["hallo"] == "groet"
    assert "hulp" not in found
    assert "driftig" not in found, "seen too seldom"


@pytest.mark.parametrize(
    ("kenmerk", "answer", "value"),
    [
        ("leeftijd", "ik ben 43 jaar", 43),
        ("leeftijd", "tussen 40 en 43", None),
        ("prikkelarm", "Nee, dat hoeft niet", False),
        ("prikkelarm", "ja graag", True),
        ("prikkelarm", "misschien", None),
        ("achtergrond", "hij heeft autisme en dementie", ["autisme", "dementie"]),
        ("gedrag", "dat is ernstig", "ernstig"),
        ("gedrag", "geen idee", "geen"),
        ("gedrag", "ernstig of matig", None),
    ],
)
def test_keywords_find_values_in_answers(kenmerk: str, answer: str, value: Any) -> None:
    assert Keywords(EXAMPLES, measured()).value(kenmerk, answer) == value


def test_keywords_find_terms_in_sentences_and_an_intent_or_an_answer() -> None:
    keywords = Keywords(EXAMPLES, measured())
    assert keywords.facts("mijn broer heeft geen dementie")["achtergrond"] == ["dementie"]
    assert keywords.facts("goedemorgen") == {}
    assert keywords.intent("wat kost dat") == "kosten_eigen_bijdrage"
    assert keywords.intent("mijn fiets is groen") == "antwoord"


def test_the_default_pipeline_is_the_one_that_rasa_gives_to_a_new_project() -> None:
    packages = sorted(Layout.here().rasa.venv.glob("lib/python*/site-packages"))[0]
    config = default_config(template_in(packages))
    assert [part["name"] for part in config["pipeline"]] == [
        "WhitespaceTokenizer",
        "RegexFeaturizer",
        "LexicalSyntacticFeaturizer",
        "CountVectorsFeaturizer",
        "CountVectorsFeaturizer",
        "DIETClassifier",
        "EntitySynonymMapper",
        "ResponseSelector",
        "FallbackClassifier",
    ]
    assert config["pipeline"][5] == {"name": "DIETClassifier", "epochs": 100}
    assert config["pipeline"][4] == {
        "name": "CountVectorsFeaturizer",
        "analyzer": "char_wb",
        "min_ngram": 1,
        "max_ngram": 4,
    }
    assert config["pipeline"][8]["threshold"] == 0.3


def test_the_number_of_epochs_can_be_made_less() -> None:
    assert default_config(TEMPLATE, epochs=3)["pipeline"] == [
        {"name": "WhitespaceTokenizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb"},
        {"name": "DIETClassifier", "epochs": 3},
    ]


def test_a_template_without_a_pipeline_is_refused() -> None:
    with pytest.raises(ValueError, match="no default pipeline"):
        default_config("pipeline:\n- name: X\n# Configuration for Rasa Core\n")


@pytest.mark.parametrize(
    ("intent", "metadata", "name"),
    [
        ("antwoord", {"kenmerken": {"gedrag": "matig"}}, "gedrag=matig"),
        ("antwoord", {"kenmerken": {"risico": []}}, "risico=geen"),
        ("antwoord", {"kenmerken": {"prikkelarm": False}}, "prikkelarm=nee"),
        ("antwoord", {"kenmerken": {"risico": ["overlast", "escalatie"]}}, "antwoord"),
        ("antwoord", {"vorm": "niets"}, "antwoord"),
        ("groet", {}, "groet"),
    ],
)
def test_a_wording_of_one_value_gets_an_intent_of_its_own(
    intent: str, metadata: dict[str, Any], name: str
) -> None:
    assert label(Example("x", intent, metadata)) == name


def test_the_default_pipeline_gets_every_text_once_and_no_entities() -> None:
    marked = Example("wat [kost](x) dat", "kosten_eigen_bijdrage")
    given = [*EXAMPLES, marked, EXAMPLES[0], Example("alleen", "stop")]
    found = yaml.safe_load(training_data(given))
    blocks = {block["intent"]: block["examples"].splitlines() for block in found["nlu"]}
    assert set(blocks) == {"antwoord", "gedrag=matig", "groet", "kosten_eigen_bijdrage"}
    assert len(blocks["kosten_eigen_bijdrage"]) == 5
    assert blocks["kosten_eigen_bijdrage"][-1] == "- wat kost x dat"


def test_labels_are_read_in_the_light_of_the_question() -> None:
    labels = Labels(
        {
            "a": "gedrag=matig",
            "b": "risico=geen",
            "c": "risico=overlast",
            "d": "prikkelarm=nee",
            "e": "nlu_fallback",
            "f": "groet",
        },
        measured(),
    )
    assert [labels.intent(text) for text in "aef"] == ["antwoord", "antwoord", "groet"]
    assert labels.value("gedrag", "a") == "matig"
    assert labels.value("risico", "a") is None
    assert labels.value("risico", "b") == []
    assert labels.facts("c") == {"risico": ["overlast"]}
    assert labels.facts("d") == {"prikkelarm": False}
    assert labels.facts("f") == {}


class Fixed:
    """Understands what is written here."""

    def intent(self, text: str) -> str:
        return {"help": "crisis_gevaar", "hoi": "groet"}.get(text, "antwoord")

    def value(self, name: str, text: str) -> Any:
        return "matig" if text == "driftig" else None

    def facts(self, text: str) -> dict[str, Any]:
        return {"gedrag": "matig"} if "driftig" in text else {}


def lines(folder: Path, **sets: list[Record]) -> Path:
    for name, records in sets.items():
        file = folder / f"{name.replace('_', '-')}.jsonl"
        file.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of small sets."""
    asked = {"kenmerk": "gedrag", "spreker": "inwoner"}
    return lines(
        tmp_path,
        behaviours=[
            {"id": 1, "bericht": "hoi", "varianten": ["help", "help"], "verwacht": "groet"},
        ],
        danger=[{"id": 2, "tekst": "niet gemeten", "gevaar": None}],
        danger_test=[
            {"id": 3, "tekst": "help", "gevaar": "crisis_gevaar", "spreker": "naaste"},
            {"id": 4, "tekst": "brand", "gevaar": "crisis_gevaar"},
            {"id": 5, "tekst": "niets", "gevaar": None},
        ],
        answers_test=[
            {"id": 6, **asked, "antwoord": "driftig", "verwacht": "matig"},
            {"id": 7, **asked, "antwoord": "driftig", "verwacht": None},
            {"id": 8, **asked, "antwoord": "rustig", "verwacht": "geen"},
            {"id": 9, **asked, "antwoord": "hm", "verwacht": None},
        ],
        sentences_test=[
            {"id": 10, "zin": "hij is driftig", "kenmerken": {"gedrag": "matig"}},
            {"id": 11, "zin": "zij is driftig", "kenmerken": {}},
            {"id": 12, "zin": "hij is stil", "kenmerken": {"gedrag": "geen"}},
        ],
    )


def test_every_way_is_scored_on_the_measured_part_of_the_sets(folder: Path) -> None:
    sets = read_sets(folder)
    assert sets["danger"][2]["verwacht"] == "antwoord"
    assert texts_of(sets) == [
        *("hoi", "help", "brand", "niets", "driftig", "rustig", "hm"),
        *("hij is driftig", "zij is driftig", "hij is stil"),
    ]
    found = scores(sets, predictions(Fixed(), sets))
    assert found.intents == 0.3333
    assert (found.crisis_recall, found.crisis_precision) == (0.5, 0.3333)
    assert (found.answers_right, found.answers_wrong, found.answers_withheld) == (0.5, 0.25, 0.25)
    assert (found.sentences_precision, found.sentences_recall) == (0.5, 0.5)
    assert found.sentences_false == 1.0


def test_the_sets_of_this_project_can_be_used() -> None:
    sets = read_sets(Layout.here().root / "evaluation" / "sets")
    assert all(len(records) > 100 for records in sets.values())


def test_training_tells_seconds_and_memory_and_names_a_failure(tmp_path: Path) -> None:
    model, log = tmp_path / "model", tmp_path / "log"
    make = [sys.executable, "-c", f"open({str(model)!r}, 'w').close()"]
    found = train(make, model, log, tmp_path, {})
    assert found.seconds > 0
    assert found.peak_mb > 1
    model.unlink()
    for command_line in ([sys.executable, "-c", "raise ValueError('dof')"], [sys.executable, "-V"]):
        with pytest.raises(Problem, match="Training failed"):
            train(command_line, model, log, tmp_path, {})


def test_the_first_texts_only_warm_up(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    p50, p95 = time_each(heard.append, [str(n) for n in range(30)])
    assert len(heard) == 30
    assert 0 <= p50 <= p95
    assert time_each(heard.append, []) == (0.0, 0.0)
    assert time_each(heard.append, ["een"])[0] >= 0


def test_the_memory_of_a_process_that_is_gone_is_unknown() -> None:
    assert peak_mb_of(2**22 + 1) is None


def test_the_command_prints_a_table_and_one_object(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--only", "keywords", "--sets", str(folder)]) == 0
    *shown, last = capsys.readouterr().out.splitlines()
    assert shown[0].split() == ["keywords"]
    figures = json.loads(last)
    assert set(figures) == {"examples", "keywords"}
    assert set(figures["keywords"]) == {
        *("intents", "crisis_recall", "crisis_precision"),
        *("answers_right", "answers_wrong", "answers_withheld"),
        *("sentences_precision", "sentences_recall", "sentences_false"),
        *("train_s", "train_mb", "parse_p50_ms", "parse_p95_ms", "serve_mb"),
    }


def test_a_folder_without_sets_gives_exit_2_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--only", "keywords", "--sets", str(tmp_path)]) == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith("No such file or directory")


def test_the_table_shows_the_ways_side_by_side(folder: Path) -> None:
    sets = read_sets(folder)
    found = scores(sets, predictions(Fixed(), sets))
    one = Column(found, Cost(60.0, 900.0, 12.25, 20.0, None))
    other = Column(found, Cost(0.1, None, 0.1, 0.2, 100.0))
    rows = table({"ours": one, "keywords": other}).splitlines()
    assert rows[0].split() == ["ours", "keywords"]
    assert "intents, %                      33.3        33.3" in rows
    assert "train, MB                      900.0           -" in rows
    assert "parse p50, ms                  12.25        0.10" in rows
