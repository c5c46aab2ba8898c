"""Rasa's default pipeline on our data: its configuration, and labels that it can learn.

It knows intents only. So a wording that states one value of a kenmerk gets an intent of its own,
`kenmerk=value`; all other answers stay what they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from catalog.model import Kenmerk, KenmerkType
from evaluation.baseline_keywords import ANSWER
from evaluation.kenmerken import pairs
from evaluation.training import Example

TEMPLATE: Final = "rasa/cli/initial_project/config.yml"
"""Where the installed package keeps what `rasa init` gives to a new project."""
MARKS: Final = re.compile(r"[\[\](){}]")
"""Rasa would read these in an example as an entity."""
FALLBACK: Final = "nlu_fallback"


def default_config(template: str, epochs: int | None = None) -> dict[str, Any]:
    """Give the configuration from `rasa init`'s template, where the pipeline is commented out.

    `epochs`, where given, takes the place of the number in every component that has one. Raises
    ValueError when the template does not look as expected.
    """
    part = template.partition("pipeline:")[2].partition("# Configuration for Rasa Core")[0]
    rows = [row[1:] for row in part.splitlines() if re.match(r"#\s+(-|\w+:)", row)]
    pipeline = yaml.safe_load("\n".join(rows))
    if not isinstance(pipeline, list) or "DIETClassifier" not in {p.get("name") for p in pipeline}:
        raise ValueError("the template of rasa init holds no default pipeline")
    if epochs is not None:
        pipeline = [{**p, "epochs": epochs} if "epochs" in p else p for p in pipeline]
    return {
        "recipe": "default.v1",
        "assistant_id": "default-pipeline",
        "language": "nl",
        "pipeline": pipeline,
        "policies": None,
    }


def label(example: Example) -> str:
    """Give the intent under which the default pipeline learns an example."""
    stated = pairs(example.kenmerken)
    if example.intent != ANSWER or len(stated) != 1:
        return example.intent
    ((name, value),) = stated
    return f"{name}={value}"


def training_data(examples: Iterable[Example]) -> str:
    """Give examples as Rasa's training data, each text once."""
    texts: dict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for example in examples:
        text = " ".join(MARKS.sub(" ", example.text).split())
        if text and text not in seen:
            seen.add(text)
            texts[label(example)].append(text)
    blocks = [
        {"intent": name, "examples": "".join(f"- {text}\n" for text in texts[name])}
        for name in sorted(texts)
        # Rasa warns of an intent with one example, and nothing can be learned from it.
        if len(texts[name]) > 1
    ]
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, width=10_000)


class Labels:
    """What the default pipeline's intents say of intents, answers and sentences.

    `parsed` gives the intent of every text that will be asked for.
    """

    def __init__(self, parsed: Mapping[str, str], vocabulary: Mapping[str, Kenmerk]) -> None:
        self._parsed = parsed
        self._vocabulary = vocabulary

    def intent(self, text: str) -> str:
        """Give the intent of a message; a value, or nothing understood, is an answer."""
        found = self._parsed[text]
        return ANSWER if "=" in found or found == FALLBACK else found

    def value(self, name: str, text: str) -> Any:
        """Give the value of a kenmerk that was asked for, None where another thing was seen."""
        kenmerk, _, value = self._parsed[text].partition("=")
        return self._value(name, value) if kenmerk == name and value else None

    def facts(self, text: str) -> dict[str, Any]:
        """Give the one kenmerk that can be seen in a message, or nothing."""
        kenmerk, _, value = self._parsed[text].partition("=")
        return {kenmerk: self._value(kenmerk, value)} if value else {}

    def _value(self, name: str, value: str) -> Any:
        kenmerk = self._vocabulary[name]
        if kenmerk.type is KenmerkType.MANY:
            return [value] if value in kenmerk.values else []
        return value == "ja" if kenmerk.type is KenmerkType.BOOL else value


def template_in(packages: Path) -> str:
    """Read the template of the Rasa that is installed in a folder of packages."""
    return (packages / TEMPLATE).read_text(encoding="utf-8")
