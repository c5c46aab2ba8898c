"""Whether one test holds in a situation."""

from __future__ import annotations

from catalog.advice.truth import Truth, of_bool
from catalog.model import Facts, Toets, Toetsing


def holds(toets: Toets, facts: Facts) -> Truth:
    """Give the truth of `toets`; UNKNOWN when its kenmerk is not known.

    A list that is given is complete: what does not stand in it is known to be absent. Only a
    test on `onbekend` is always known.
    """
    value = facts.get(toets.kenmerk)
    if toets.toetsing is Toetsing.ONBEKEND:
        return of_bool(value is None)
    if value is None:
        return Truth.UNKNOWN
    if isinstance(value, tuple):
        if toets.toetsing is Toetsing.ALLE:
            return of_bool(all(wanted in value for wanted in toets.waarden))
        found = any(wanted in value for wanted in toets.waarden)
    elif toets.waarden:
        found = value in toets.waarden
    elif isinstance(value, int | float):
        low, high = toets.minimum, toets.maximum
        found = (low is None or value >= low) and (high is None or value <= high)
    else:
        found = False
    return of_bool(found != (toets.toetsing is Toetsing.GEEN_VAN))
