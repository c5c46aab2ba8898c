"""Copies that Rasa makes for log lines that nobody reads."""

from __future__ import annotations

import copy
import logging
from types import SimpleNamespace
from typing import TypeVar

from rasa.core import processor
from rasa.core.policies import rule_policy

Thing = TypeVar("Thing")


def copied(thing: Thing) -> Thing:
    """Take the place of `copy.deepcopy` in modules that copy for log lines only."""
    return copy.deepcopy(thing) if logging.getLogger().isEnabledFor(logging.DEBUG) else thing


def install() -> None:
    """Put this in the place of Rasa's own, in the two modules that a message passes."""
    for module in (processor, rule_policy):
        module.copy = SimpleNamespace(deepcopy=copied, copy=copy.copy)
