"""Reading the training data: the same files as Rasa reads, in a tenth of the time.

Rasa parses every file several times over with a YAML library of pure Python and compares all
examples anew with each file that it adds. This reads a file once, and examples only: what else
Rasa knows (entities, synonyms, tables) is not used here and is refused rather than passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import rasa.shared.data
import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_ROW = re.compile(r"^\s*-\s+(.+?)\s*$")
_MARKUP = re.compile(r"\[[^\]]*\][({]")
_PART = {"intent", "metadata", "examples"}


class Example(Message):
    """A message that is compared and copied many times and hardly ever changes.

    Rasa's own works out its fingerprint anew after every setting, also of what it had already, and
    copies all of its values, which nobody changes in place.
    """

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Set a property; what changes nothing leaves the fingerprint as it was."""
        if add_to_output or prop not in self.data or self.data[prop] != info:
            super().set(prop, info, add_to_output)

    def __deepcopy__(self, _memo: dict[int, Any]) -> Example:
        made = Example(dict(self.data), set(self.output_properties), self.time, list(self.features))
        made._cached_fingerprint = self._cached_fingerprint
        return made


class KeukentafelImporter(RasaFileImporter):
    """Gives Rasa the examples of data/**; rules and domain are read as Rasa does.

    Named in config.yml; `rasa` commands find it there.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        **_more: Any,
    ) -> None:
        self.config_file = config_file
        self._domain_path = domain_path
        files = rasa.shared.data.get_data_files(training_data_paths, lambda _file: True)
        self._nlu_files = [file for file in files if _has(file, "nlu")]
        self._story_files = [file for file in files if _has(file, "rules", "stories")]
        self._conversation_test_files: list[str] = []

    def get_nlu_data(self, language: str | None = "nl") -> TrainingData:  # noqa: ARG002
        """Give all examples as training data, each with its intent and its metadata."""
        kept = (example for file in sorted(self._nlu_files) for example in _kept(file))
        return TrainingData([deepcopy(example) for example in kept])


def _has(file: str, *keys: str) -> bool:
    """Tell whether a file has one of these keys at the top."""
    text = Path(file).read_text(encoding="utf-8")
    return any(re.search(rf"^{key}:", text, re.MULTILINE) for key in keys)


def _kept(file: str) -> tuple[Example, ...]:
    state = Path(file).stat()
    return _examples(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1024)
def _examples(file: str, _changed: int, _size: int) -> tuple[Example, ...]:
    return tuple(read_examples(Path(file)))


def read_examples(file: Path) -> Iterator[Example]:
    """Give the examples of one file. Raises ValueError for what no example may be."""
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for part in content["nlu"]:
        unknown = set(part) - _PART
        if unknown or not {"intent", "examples"} <= set(part):
            raise ValueError(f"{file.name}: only intent, metadata and examples: {sorted(part)}")
        for text, own in _rows(part["examples"]):
            if not text or _MARKUP.search(text):
                raise ValueError(f"{file.name}: no example: {text!r}")
            yield _example(text, str(part["intent"]), part.get("metadata"), own)


def _example(text: str, intent: str, shared: Any, own: Any) -> Example:
    built = Message.build(text, intent, None, shared, own)
    return Example(built.data, built.output_properties)


def _rows(examples: str | list[Any]) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Give texts with their own metadata: from a block of lines, or a list with a `text` each."""
    if isinstance(examples, str):
        for row in examples.splitlines():
            if row.strip():
                match = _ROW.match(row)
                yield (match[1] if match else ""), None
        return
    for each in examples:
        whole = each if isinstance(each, dict) else {"text": each}
        yield str(whole["text"]).strip().removeprefix("- "), whole.get("metadata")
