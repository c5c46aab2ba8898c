"""The receipt of an advice: enough to explain it again later, and to see that it is unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from catalog.advice.explaining import plain
from catalog.model import Facts


def canonical(value: object) -> str:
    """Give JSON with sorted keys and no spaces: the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def receipt(
    facts: Facts,
    domein: str,
    catalogus: Mapping[str, object],
    engine: str,
    regels: list[str],
    uitkomst: str,
    producten: list[str],
) -> dict[str, object]:
    """Give input, versions, rules that fired and result, with the SHA-256 over all of them."""
    body: dict[str, object] = {
        "invoer": {name: plain(value) for name, value in facts.items()},
        "domein": domein,
        "catalogus": dict(catalogus),
        "engine": engine,
        "regels": regels,
        "uitkomst": uitkomst,
        "producten": producten,
    }
    return {**body, "sha256": hashlib.sha256(canonical(body).encode()).hexdigest()}
