"""Reading YAML so that a fault can be told by file, line and path."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

type Location = tuple[str | int, ...]


class CatalogueFileError(Exception):
    """A file of the catalogue cannot be used; the message names file, line, path and why."""

    def __init__(self, file: str, line: int, path: Location, why: str) -> None:
        self.file, self.line, self.path, self.why = file, line, path, why
        dotted = ".".join(str(part) for part in path) or "(whole file)"
        super().__init__(f"{file}:{line}: {dotted}: {why}")


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A parsed file: its data, the line of every path in it, and the SHA-256 of its bytes."""

    name: str
    data: Any
    lines: dict[Location, int]
    digest: str

    def line(self, path: Location) -> int:
        """Give the line (from 1) of a path, or of the nearest parent that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def parse[M: BaseModel](self, model: type[M]) -> M:
        """Validate against a file model; CatalogueFileError with the first fault and their count.

        The fault's own message says what is allowed.
        """
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            faults = error.errors()
            first = faults[0]
            path = tuple(part for part in first["loc"] if not str(part).startswith("function-"))
            why = first["msg"].removeprefix("Value error, ")
            if "expected" not in why and isinstance(first.get("input"), str | int | float | bool):
                why += f" (found {first['input']!r})"
            if len(faults) > 1:
                why += f" (and {len(faults) - 1} more)"
            raise CatalogueFileError(self.name, self.line(path), path, why) from error


def read_yaml(path: Path, root: Path | None = None) -> YamlFile:
    """Read one YAML file.

    `root` shortens the name in messages. Raises CatalogueFileError for a file that is missing, is
    not UTF-8, is not YAML, holds a key twice, or tries to build anything but plain data.
    """
    name = str(path.relative_to(root)) if root and path.is_relative_to(root) else path.name
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueFileError(name, 1, (), f"cannot be read: {error}") from error
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise CatalogueFileError(name, 1, (), "is empty")
        lines: dict[Location, int] = {}
        _walk(name, node, (), lines)
        data = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CatalogueFileError(name, line, (), f"is not YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise CatalogueFileError(name, 1, (), f"is not YAML: {error}") from error
    finally:
        loader.dispose()
    return YamlFile(name, data, lines, hashlib.sha256(raw).hexdigest())


def _walk(name: str, node: yaml.Node, path: Location, lines: dict[Location, int]) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(name, item, (*path, index), lines)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen and key.value != "<<":
                line = key.start_mark.line + 1
                raise CatalogueFileError(name, line, (*path, key.value), "stands twice")
            seen.add(key.value)
            _walk(name, value, (*path, key.value), lines)
            lines[(*path, key.value)] = key.start_mark.line + 1
