"""The questions of practising itself: the phases in which they are open, and their choices."""

from __future__ import annotations

from typing import Final

from practice.forms.turn import Context, Option
from practice.own_progress import EXPORT, NOTHING, OVERVIEW

MENU: Final = "menu"
STELSEL: Final = "stelsel"
LEVEL: Final = "niveau"
BUSY: Final = "bezig"
AFTER: Final = "daarna"
DISPUTE: Final = "oneens"
ERASE: Final = "wissen"
SHARE: Final = "delen"
GROUP: Final = "groep"
ASIDE: Final = frozenset({ERASE, SHARE, GROUP})
"""Questions of their own, for which what was open waits."""
OVER: Final = "over"
"""The phase in which practising was stopped."""

FURTHER: Final = "verder"
PROGRESS: Final = "voortgang"
STOP: Final = "stoppen"
ANY: Final = "alle_stelsels"
FITTING: Final = "elk_niveau"
LEVELS: Final = (1, 2, 3)


def choices(phase: str, context: Context) -> tuple[str, tuple[Option, ...], bool]:
    """Give the name of a question's text, its choices, and whether several may be made."""
    words = context.words

    def buttons(*names: str) -> tuple[Option, ...]:
        return tuple(Option(name, words.label("knoppen", name)) for name in names)

    if phase == MENU:
        kinds = tuple(Option(k, label) for k, label in words.labels("vormen").items())
        return "menu", (*buttons(FURTHER), *kinds, *buttons(PROGRESS, STOP)), False
    if phase == STELSEL:
        known = context.catalogue.stelsels.values()
        named = tuple(Option(each.id, each.naam) for each in known)
        return "kies_stelsel", (*named, *buttons(ANY)), False
    if phase == LEVEL:
        names = (FITTING, *(f"niveau_{level}" for level in LEVELS))
        return "kies_niveau", buttons(*names), False
    if phase == AFTER:
        return "daarna", buttons("nog_een", "oneens", "andere_vorm", PROGRESS, STOP), False
    if phase == ERASE:
        return "wis_zeker", buttons("wis_voortgang", "toch_niet"), False
    if phase == GROUP:
        return "groep_vraag", buttons("geen_groep"), False
    if phase == SHARE:
        return "delen_vraag", buttons(OVERVIEW, EXPORT, NOTHING), True
    return "oneens_vraag", buttons("niets_vastleggen"), False
