"""Reading the training data: the same as Rasa reads, and a refusal of what is not used."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.shared.importers.rasa import RasaFileImporter

from assistant.importing import Example, KeukentafelImporter, read_examples

LINES = """version: "3.1"
nlu:
  - intent: antwoord
    metadata: {vorm: zin, kenmerken: {woonvorm: zelfstandig}}
    examples: |
      - hij woont alleen
      - ze heeft een eigen huis, met tuin
  - intent: groet
    examples: |
      - hallo
"""
LIST = """version: "3.1"
nlu:
  - intent: antwoord
    metadata: {vorm: antwoord, over: gedrag}
    examples:
      - text: |
          dat weet ik niet
        metadata: {vorm: ontwijkend}
      - text: |
          gaat wel
"""
RULES = """version: "3.1"
rules:
  - rule: groeten
    steps:
      - intent: groet
      - action: action_groet
"""
DOMAIN = """version: "3.1"
intents: [antwoord, groet]
actions: [action_groet]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    (data / "een").mkdir(parents=True)
    (data / "een" / "nlu.yml").write_text(LINES, encoding="utf-8")
    (data / "twee.yml").write_text(LIST, encoding="utf-8")
    (data / "rules.yml").write_text(RULES, encoding="utf-8")
    (tmp_path / "domain.yml").write_text(DOMAIN, encoding="utf-8")
    (tmp_path / "config.yml").write_text("language: nl\n", encoding="utf-8")
    return tmp_path


def importers(folder: Path) -> tuple[KeukentafelImporter, RasaFileImporter]:
    files = (str(folder / "config.yml"), str(folder / "domain.yml"), [str(folder / "data")])
    return KeukentafelImporter(*files), RasaFileImporter(*files)


def shown(examples: Any) -> list[tuple[str, str, Any]]:
    rows = [(each.get("text"), each.get("intent"), each.get("metadata")) for each in examples]
    return sorted(rows, key=repr)


def test_the_examples_are_those_that_rasa_reads(folder: Path) -> None:
    ours, theirs = importers(folder)
    examples = ours.get_nlu_data().training_examples
    assert len(examples) == 5
    assert shown(examples) == shown(theirs.get_nlu_data().training_examples)


def test_the_metadata_of_an_intent_and_of_one_example_are_both_kept(folder: Path) -> None:
    ours, _ = importers(folder)
    found = {each.get("text"): each.get("metadata") for each in ours.get_nlu_data().nlu_examples}
    shared = {"vorm": "antwoord", "over": "gedrag"}
    assert found["dat weet ik niet"] == {"intent": shared, "example": {"vorm": "ontwijkend"}}
    assert found["gaat wel"] == {"intent": shared}
    assert found["hallo"] is None


def test_rules_and_domain_are_read_as_rasa_does(folder: Path) -> None:
    ours, theirs = importers(folder)
    assert ours.get_domain().as_dict() == theirs.get_domain().as_dict()
    assert [step.block_name for step in ours.get_stories().story_steps] == ["groeten"]


def test_a_case_for_practice_is_no_training_data(folder: Path) -> None:
    cases = folder / "data" / "oefenen" / "casussen"
    cases.mkdir(parents=True)
    (cases / "een.yaml").write_text("id: een\nverhaal: rules of nlu\n", encoding="utf-8")
    ours, _ = importers(folder)
    assert len(ours.get_nlu_data().training_examples) == 5
    assert [step.block_name for step in ours.get_stories().story_steps] == ["groeten"]


def refusal(tmp_path: Path, part: Any) -> None:
    file = tmp_path / "nlu.yml"
    file.write_text(yaml.safe_dump({"version": "3.1", "nlu": [part]}), encoding="utf-8")
    list(read_examples(file))


@pytest.mark.parametrize(
    "part",
    [
        {"intent": "groet", "examples": "- ik woon in [Breda](gemeente)\n"},
        {"intent": "groet", "examples": '- ik woon in [Breda]{"entity": "gemeente"}\n'},
        {"synonym": "Breda", "examples": "- bredaa\n"},
        {"lookup": "gemeente", "examples": "- Breda\n"},
        {"regex": "postcode", "examples": "- \\d{4}\n"},
        {"intent": "groet"},
        {"intent": "groet", "examples": "- hallo\n-\n"},
        {"intent": "groet", "examples": "- hallo\nhoi zonder streepje\n"},
        {"intent": "groet", "examples": [{"text": ""}]},
    ],
    ids=lambda part: "-".join(part) + str(part.get("examples", ""))[:12],
)
def test_what_is_not_used_here_is_refused_rather_than_passed_over(
    tmp_path: Path, part: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"nlu\.yml"):
        refusal(tmp_path, part)


def test_brackets_that_mark_nothing_are_text(tmp_path: Path) -> None:
    refusal(tmp_path, {"intent": "groet", "examples": "- mijn zoon [naam] is 23\n"})


def test_a_copy_can_be_changed_without_changing_the_example(folder: Path) -> None:
    ours, _ = importers(folder)
    first = ours.get_nlu_data().training_examples
    text = first[0].get("text")
    first[0].set("text", "iets anders")
    first[0].set("intent", "groet")
    again = ours.get_nlu_data().training_examples
    assert "iets anders" not in {each.get("text") for each in again}
    assert text in {each.get("text") for each in again}


def test_a_copy_has_the_fingerprint_of_its_original_until_it_is_changed() -> None:
    one = Example.build("hallo", "groet")
    example = Example(one.data)
    copy = deepcopy(example)
    assert copy.fingerprint() == example.fingerprint()
    copy.set("text", "hallo")
    assert copy.fingerprint() == example.fingerprint()
    copy.set("text", "dag")
    assert copy.fingerprint() != example.fingerprint()


def test_a_changed_file_is_read_anew(folder: Path) -> None:
    ours, _ = importers(folder)
    before = len(ours.get_nlu_data().training_examples)
    file = folder / "data" / "een" / "nlu.yml"
    file.write_text(LINES + "      - goedemorgen\n", encoding="utf-8")
    assert len(ours.get_nlu_data().training_examples) == before + 1
