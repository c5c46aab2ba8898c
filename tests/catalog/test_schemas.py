"""The schemas that editors use say what the pydantic models say."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from catalog.loader import SHIPPED
from catalog.schemas import SHIPPED_SCHEMAS, schemas, write_schemas

KINDS = {
    "stelsel": "sources/*/*.yaml",
    "gemeente": "gemeenten/*.yaml",
    "grenzen": "vocabulary/grenzen.yaml",
    "kenmerken": "vocabulary/kenmerken.yaml",
}
FILES = [(kind, path) for kind, pattern in KINDS.items() for path in sorted(SHIPPED.glob(pattern))]


def _as_json(value: Any) -> Any:
    """Give YAML data as an editor sees it: a date is a text."""
    if isinstance(value, dict):
        return {str(key): _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _validator(kind: str) -> Draft202012Validator:
    schema = json.loads((SHIPPED_SCHEMAS / f"{kind}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_committed_schemas_are_the_generated_ones(tmp_path: Path) -> None:
    assert [path.name for path in write_schemas(tmp_path)] == sorted(
        (path.name for path in SHIPPED_SCHEMAS.iterdir()), key=list(schemas()).index
    )
    for name in schemas():
        assert (SHIPPED_SCHEMAS / name).read_bytes() == (tmp_path / name).read_bytes(), (
            "run `python -m catalog schema`"
        )


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_every_shipped_file_is_sound_by_its_schema(kind: str, path: Path) -> None:
    errors = list(_validator(kind).iter_errors(_as_json(yaml.safe_load(path.read_text()))))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_every_shipped_file_names_its_schema_for_editors(kind: str, path: Path) -> None:
    first = path.read_text().splitlines()[0]
    prefix = "# yaml-language-server: $schema="
    assert first.startswith(prefix)
    named = path.parent / first.removeprefix(prefix)
    assert named.resolve() == (SHIPPED_SCHEMAS / f"{kind}.schema.json").resolve()


def test_a_schema_refuses_an_unknown_key_and_an_unknown_rol() -> None:
    data = _as_json(yaml.safe_load(FILES[0][1].read_text()))
    data["verzonnen"] = 1
    data["producten"][0]["criteria"][0]["rol"] = "misschien"
    messages = " ".join(error.message for error in _validator("stelsel").iter_errors(data))
    assert "verzonnen" in messages
    assert "misschien" in messages
