"""The training data is read as Rasa reads it: intents, metadata, every shape of example."""

from __future__ import annotations

from pathlib import Path

from evaluation.training import Example, all_examples

NLU = """version: "3.1"
nlu:
- intent: antwoord
  metadata: {vorm: zin, stem: oudere}
  examples: |
    - ik ben gauw boos
- intent: antwoord
  metadata: {vorm: zin}
  examples:
  - text: |
      - hij slaapt bij een vriend
    metadata: {kenmerken: {achtergrond: [dak_thuisloos]}, vorm: antwoord}
  - text: geen idee
- intent: groet
  examples:
  - hallo daar
- synonym: tijd
  examples: |
    - klok
"""


def test_metadata_of_an_intent_and_of_an_example_go_together(tmp_path: Path) -> None:
    (tmp_path / "intake").mkdir()
    (tmp_path / "intake" / "nlu.yml").write_text(NLU)
    (tmp_path / "rules.yml").write_text('version: "3.1"\nrules: []\n')
    (tmp_path / "empty.yml").write_text("")
    found = all_examples(tmp_path)
    assert found == [
        Example("ik ben gauw boos", "antwoord", {"vorm": "zin", "stem": "oudere"}),
        Example(
            "hij slaapt bij een vriend",
            "antwoord",
            {"vorm": "antwoord", "kenmerken": {"achtergrond": ["dak_thuisloos"]}},
        ),
        Example("geen idee", "antwoord", {"vorm": "zin"}),
        Example("hallo daar", "groet"),
    ]
    assert [example.kenmerken for example in found[:2]] == [
        {},
        {"achtergrond": ["dak_thuisloos"]},
    ]
