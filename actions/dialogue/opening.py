"""Who speaks, of whom: read from the first message, and from nothing that leaves a doubt."""

from __future__ import annotations

from dataclasses import dataclass

from actions.dialogue import wording
from catalog.model import Publiek

STORY = 12
"""Words from which a message is a story: single words in it say little of who speaks."""
ENOUGH_MARKS = 3
"""How many turns of phrase of the trade a story must hold to be a worker's."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Who speaks and of whom; None where that stays open, `two` for two people at once."""

    spreker: Publiek | None = None
    relatie: str | None = None
    two: bool = False


def read_opening(text: str) -> Opening:
    """Give what a first message says of who speaks."""
    if len(text.split()) < STORY:
        return _short(text)
    if wording.matches("twee_personen_verhaal", text):
        return Opening(two=True)
    named = wording.found("verhaal_naaste", text)
    if named is not None:
        return Opening(Publiek.NAASTE, wording.recognise("relatie", named))
    own = wording.matches("verhaal_inwoner", text)
    other = wording.found("verhaal_over", text)
    marks = wording.count("verhaal_wijkteam", text)
    if marks >= ENOUGH_MARKS and not own:
        return Opening(Publiek.WIJKTEAM)
    if other is not None and not own:
        return Opening(Publiek.NAASTE, wording.recognise("relatie", other))
    if own and other is None:
        return Opening(Publiek.INWONER)
    return Opening()


def _short(text: str) -> Opening:
    if wording.names_two_people(text):
        return Opening(two=True)
    relation = wording.recognise("relatie", text)
    spreker = wording.recognise("spreker", text)
    if spreker == Publiek.WIJKTEAM.value:
        return Opening(Publiek.WIJKTEAM)
    if relation is not None and spreker is None and wording.found("verhaal_naaste", text):
        return Opening(Publiek.NAASTE, relation)
    if spreker is not None and relation is None:
        return Opening(Publiek(spreker))
    return Opening()
