"""Reading YAML so that a fault can be told by file, line and path.

What is read may come from a stranger: only plain data is built, and size, depth and the growth
through aliases have a limit.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ValidationError

type Location = tuple[str | int, ...]

MAX_BYTES: Final = 8_000_000
MAX_DEPTH: Final = 60
MAX_NODES: Final = 400_000
"""Nodes of one file with every alias counted as often as it is used."""

_NO_CHARACTER: Final = re.compile("[\0\ud800-\udfff]")

# libyaml reads ten times as fast; a PyYAML built without it has only the other.
_LOADER: Final[type[yaml.SafeLoader]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CatalogueFileError(Exception):
    """A file of the catalogue cannot be used; the message names file, line, path and why."""

    def __init__(self, file: str, line: int, path: Location, why: str) -> None:
        self.file, self.line, self.path, self.why = file, line, path, why
        dotted = ".".join(str(part) for part in path) or "(whole file)"
        super().__init__(f"{file}:{line}: {dotted}: {why}")


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A parsed file: its bytes and data, the line of every path in it, and its SHA-256 in hex."""

    name: str
    raw: bytes
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
            cause = first.get("ctx", {}).get("error")
            inner: Location = getattr(cause, "path", ())
            path += inner
            why = first["msg"].removeprefix("Value error, ")
            if (
                "expected" not in why
                and not inner
                and isinstance(first.get("input"), str | int | float | bool)
            ):
                why += f" (found {first['input']!r})"
            if len(faults) > 1:
                why += f" (and {len(faults) - 1} more)"
            raise CatalogueFileError(self.name, self.line(path), path, why) from error


def read_yaml(path: Path, root: Path | None = None) -> YamlFile:
    """Read one YAML file.

    `root` shortens the name in messages, and the file must really lie in it: a link that leads
    elsewhere is refused. Raises CatalogueFileError for a file that is missing, too large, not
    UTF-8, not YAML, holds a key twice, or tries to build anything but plain data.
    """
    return parse_yaml(read_raw(path, root), _name(path, root))


def read_raw(path: Path, root: Path | None = None) -> bytes:
    """Read the bytes of one file, within `root` and no more than MAX_BYTES and one.

    Raises CatalogueFileError as `read_yaml` does.
    """
    if root and not path.resolve().is_relative_to(root.resolve()):
        why = "lies outside the catalogue's folder"
        raise CatalogueFileError(_name(path, root), 1, (), why)
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        why = f"cannot be read: {error.strerror or error}"
        raise CatalogueFileError(_name(path, root), 1, (), why) from error


def _name(path: Path, root: Path | None) -> str:
    return str(path.relative_to(root)) if root and path.is_relative_to(root) else path.name


def parse_yaml(raw: bytes, name: str) -> YamlFile:
    """Parse the bytes of one YAML file; `name` is what messages call it. See `read_yaml`."""
    if len(raw) > MAX_BYTES:
        raise CatalogueFileError(name, 1, (), f"is larger than {MAX_BYTES} bytes")
    lines: dict[Location, int] = {}
    try:
        text = raw.decode("utf-8-sig")
        _limit_depth(name, text)
        loader = _LOADER(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise CatalogueFileError(name, 1, (), "is empty")
            _Walker(name, lines).walk(node, ())
            data = loader.construct_document(node)
        finally:
            loader.dispose()
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CatalogueFileError(name, line, (), f"is not UTF-8: {error.reason}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CatalogueFileError(name, line, (), f"is not YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        why = " ".join(str(error).split())
        raise CatalogueFileError(name, 1, (), f"is not YAML: {why}") from error
    return YamlFile(name, raw, data, lines, hashlib.sha256(raw).hexdigest())


def _limit_depth(name: str, text: str) -> None:
    # Composing recurses, in libyaml without any guard of its own; the events do not.
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise CatalogueFileError(name, line, (), f"nests deeper than {MAX_DEPTH} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Walker:
    """Notes the line of every path and refuses what plain data cannot hold."""

    def __init__(self, name: str, lines: dict[Location, int]) -> None:
        self._name = name
        self._lines = lines
        self._count = 0

    def walk(self, node: yaml.Node, path: Location) -> None:
        self._count += 1
        line = node.start_mark.line + 1
        if self._count > MAX_NODES or len(path) > MAX_DEPTH:
            raise CatalogueFileError(self._name, line, path[:3], "grows too large through aliases")
        self._lines.setdefault(path, line)
        if isinstance(node, yaml.ScalarNode):
            # An escape can build what no database and no JSON takes: a NUL, half a character.
            if _NO_CHARACTER.search(node.value):
                raise CatalogueFileError(self._name, line, path, "holds a character that is none")
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.walk(item, (*path, index))
        elif isinstance(node, yaml.MappingNode):
            self._mapping(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Location) -> None:
        seen: set[str] = set()
        for key, value in node.value:
            line = _line(key)
            if not isinstance(key, yaml.ScalarNode):
                raise CatalogueFileError(self._name, line, path, "a key must be a single word")
            if key.value in seen and key.value != "<<":
                raise CatalogueFileError(self._name, line, (*path, key.value), "stands twice")
            seen.add(key.value)
            self.walk(value, (*path, key.value))
            self._lines[(*path, key.value)] = line


def _line(node: yaml.Node) -> int:
    mark = node.start_mark
    return mark.line + 1 if mark else 1
