"""JSON Schemas of the file formats, for editors: generated from the pydantic models.

A source file names its schema in its first line, as a relative path:
`# yaml-language-server: $schema=../../schema/stelsel.schema.json`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from catalog.files import GemeenteFile, GrenzenFile, StelselFile
from catalog.vocabulary_file import VocabularyFile

SHIPPED_SCHEMAS: Final = Path(__file__).parent / "schema"
_MODELS: Final[dict[str, type[BaseModel]]] = {
    "stelsel": StelselFile,
    "gemeente": GemeenteFile,
    "grenzen": GrenzenFile,
    "kenmerken": VocabularyFile,
}


def schemas() -> dict[str, str]:
    """Give the text of every schema by its file name; the same models give the same bytes."""
    return {f"{name}.schema.json": _schema(model) for name, model in _MODELS.items()}


def write_schemas(folder: Path | None = None) -> list[Path]:
    """Write the schemas into a folder, by default the shipped one; gives their paths.

    OSError where the folder cannot be written.
    """
    target = folder or SHIPPED_SCHEMAS
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schemas().items():
        path = target / name
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def _schema(model: type[BaseModel]) -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(mode="validation"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
