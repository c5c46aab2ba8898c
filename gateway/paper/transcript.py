"""The conversation as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from gateway.model import Entry
from gateway.words import words


def transcript(entries: Iterable[Entry]) -> str:
    """Give what was said, by whom and when, choices included."""
    texts = words().section("papier")
    who = {"person": texts["u"], "assistant": texts["assistent"], "system": texts["systeem"]}
    lines = [str(texts["gesprek"]), ""]
    for each in entries:
        lines += [f"{who[each.sender]} ({each.at[:16].replace('T', ' ')} UTC):", each.text]
        lines += [f"  [{choice['label']}]" for choice in each.data.get("choices", [])]
        lines.append("")
    return "\n".join(lines)
