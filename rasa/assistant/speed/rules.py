"""The rules, held against the end of a conversation instead of all of it.

Rasa turns every moment of the conversation into a state before it looks for rules that hold. A
rule has a length, and only so many of the last moments can matter to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    BotUttered,
    Event,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
)
from rasa.shared.core.trackers import DialogueStateTracker

TURNING_BACK = (ActionReverted, UserUtteranceReverted, Restarted)
_lengths: WeakKeyDictionary[RulePolicy, int] = WeakKeyDictionary()


def longest_rule(policy: RulePolicy) -> int:
    """Give of how many states the longest learned rule is."""
    if policy not in _lengths:
        tables = (policy.lookup.get(name, {}) for name in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH))
        _lengths[policy] = max((len(json.loads(key)) for t in tables for key in t), default=0)
    return _lengths[policy]


def only_words_matter(domain: Domain) -> bool:
    """Tell whether nothing but messages and actions can be in a state: no slots, no loops."""
    return not domain.form_names and not any(slot.influence_conversation for slot in domain.slots)


def last_events(events: Iterable[Event], actions: int) -> list[Event] | None:
    """Give the events from so many actions before the end, None where any of them turns back."""
    found: list[Event] = []
    for event in reversed(list(events)):
        if isinstance(event, TURNING_BACK):
            return None
        found.append(event)
        if isinstance(event, ActionExecuted):
            actions -= 1
            if not actions:
                break
    return found[::-1]


def states(
    policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain, *more: Any, **named: Any
) -> Any:
    """Take the place of `_prediction_states` of the rules; the last states are the same."""
    if only_words_matter(domain):
        # One more than the rule is long: the first state of a conversation looks different.
        events = last_events(tracker.events, longest_rule(policy) + 2)
        if events is not None:
            # Without slots: no state has any, and every state begins with a copy of them all.
            tail = DialogueStateTracker(tracker.sender_id, [])
            for each in events:
                if not isinstance(each, (SlotSet, BotUttered)):
                    tail.update(each)
            tracker = tail
    return Policy._prediction_states(policy, tracker, domain, *more, **named)


def install() -> None:
    """Put this in the place of Rasa's own, for the rules alone."""
    RulePolicy._prediction_states = states
