"""What the channel itself says, from woorden.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "woorden.yaml"


@cache
def _entries() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def told(section: str, name: str) -> str:
    """Give one text; an unknown section or name raises KeyError."""
    return str(_entries()[section][name])
