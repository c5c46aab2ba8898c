"""Rasa's own work for a message, done once instead of many times; what comes out is the same.

Each module takes the place of one function of Rasa 3.6.21 and is tested against it
(tests/rasa_side/speed). docs/opschalen.md tells what each is worth.
"""

from __future__ import annotations

from assistant.speed import actions, events, graphs, rules, silence, trackers


def install() -> None:
    """Put all of them in place, for this process."""
    for each in (actions, events, graphs, rules, silence, trackers):
        each.install()
