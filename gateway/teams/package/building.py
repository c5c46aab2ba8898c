"""Puts the package together, and checks it as Teams would: schema, sizes, nothing else inside."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from gateway.teams.package import icons
from gateway.teams.package.manifest import (
    COLOUR_ICON,
    OUTLINE_ICON,
    VERSION,
    PackageSettings,
    manifest,
)

SCHEMA = Path(__file__).parent / f"manifest-{VERSION}.schema.json"
MANIFEST = "manifest.json"
# The same settings give the same file, to the byte.
MOMENT = (1980, 1, 1, 0, 0, 0)


class Wrong(Exception):
    """The package breaks a rule of Teams; the text says which."""


def build(settings: PackageSettings) -> bytes:
    """Give the package. Raises Wrong."""
    described = manifest(settings)
    faults = faults_in(described)
    if faults:
        raise Wrong("; ".join(faults))
    images = {COLOUR_ICON: icons.colour(), OUTLINE_ICON: icons.outline()}
    for name, size in ((COLOUR_ICON, icons.COLOUR_SIZE), (OUTLINE_ICON, icons.OUTLINE_SIZE)):
        if icons.size_of(images[name]) != (size, size):
            raise Wrong(f"{name}: {size} by {size} pixels are needed")
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    return _zipped({MANIFEST: text.encode(), **images})


def faults_in(described: dict[str, Any]) -> list[str]:
    """Give what the schema finds wrong, by place."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8-sig"))
    # It says draft 4 and uses words of later drafts, which would count for nothing then.
    found = Draft7Validator(schema).iter_errors(described)
    return sorted(f"{'.'.join(map(str, each.path)) or MANIFEST}: {each.message}" for each in found)


def _zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content)
    return packed.getvalue()
