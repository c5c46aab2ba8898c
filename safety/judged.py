"""That a text was judged already: what `detect` gave goes along with it, and counts as judged.

A message passes several processes that each need to know whether it tells of danger. The first
one tells the next ones, over hops that nobody else can reach; whoever is told nothing judges.
It holds a kind and the name of a rule, no words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from safety.danger import CRISIS_KINDS, WORKERS, Danger, detect

FIELD = "gevaar"
"""Where the metadata of a message holds it."""
WORKER, NEAR, OTHER = "worker", "naaste", "other"
KINDS_OF_SPEAKER = frozenset({WORKER, NEAR, OTHER})
_RULE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,95}")


def kind_of(spreker: str | None) -> str:
    """Give what matters to `detect` of who speaks: speakers of one kind get the same finding."""
    if spreker in WORKERS:
        return WORKER
    return NEAR if spreker == "naaste" else OTHER


@dataclass(frozen=True)
class Judged:
    """What `detect` gave for a text, and for which kind of speaker."""

    speaker: str
    found: Danger | None

    @classmethod
    def of(cls, text: str, spreker: str | None) -> Judged:
        """Judge a text."""
        return cls(kind_of(spreker), detect(text, spreker))

    def packed(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {"speaker": self.speaker, "found": asdict(self.found) if self.found else None}

    @classmethod
    def read(cls, given: object) -> Judged:
        """Give what `packed` gave. Raises ValueError for anything else."""
        if not isinstance(given, Mapping) or set(given) != {"speaker", "found"}:
            raise ValueError("a finding has a speaker and what was found")
        speaker, found = given["speaker"], given["found"]
        if not isinstance(speaker, str) or speaker not in KINDS_OF_SPEAKER:
            raise ValueError("the kind of speaker is not known")
        return cls(speaker, None if found is None else _danger(found))


def _danger(given: object) -> Danger:
    if not isinstance(given, Mapping):
        raise ValueError("what was found is an object or null")
    if set(given) != {"kind", "present", "rule", "child_speaking"}:
        raise ValueError("what was found has four parts")
    kind, rule = given["kind"], given["rule"]
    if not isinstance(kind, str) or kind not in CRISIS_KINDS:
        raise ValueError("the kind of danger is not known")
    if not isinstance(rule, str) or not _RULE.fullmatch(rule):
        raise ValueError("the name of a rule is needed")
    if not all(isinstance(given[name], bool) for name in ("present", "child_speaking")):
        raise ValueError("present and child_speaking are true or false")
    return Danger(kind, given["present"], rule, given["child_speaking"])


def danger_in(text: str, spreker: str | None, metadata: Mapping[str, Any] | None) -> Danger | None:
    """Give what `detect` gives for a text, without judging again what its metadata tells.

    Where that was told of another kind of speaker, or not in the right form, the text is judged;
    what had been found is never lost.
    """
    try:
        known = Judged.read((metadata or {}).get(FIELD))
    except ValueError:
        return detect(text, spreker)
    if known.speaker == kind_of(spreker):
        return known.found
    return detect(text, spreker) or known.found
