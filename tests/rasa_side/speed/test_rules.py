"""The rules, looked at from the end: the same action as over the whole conversation."""

from __future__ import annotations

import json
import random
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.featurizers.tracker_featurizers import MaxHistoryTrackerFeaturizer
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.speed import rules

DOMAIN = Domain.load("domain.yml")
INTENTS = ("antwoord", "stop", "groet", "privacy_vraag")
ACTIONS = ("action_antwoord", "action_besturing", "action_algemeen")


def policy(longest: int) -> RulePolicy:
    """Give the rules' policy as far as states are made by it."""
    made = RulePolicy.__new__(RulePolicy)
    made.lookup = {RULES: {json.dumps([{}] * longest): "action_listen"}}
    made._Policy__featurizer = MaxHistoryTrackerFeaturizer()
    return made


def conversation(turns: int, seed: int) -> list[Event]:
    chance = random.Random(seed)
    found: list[Event] = [ActionExecuted("action_session_start"), SessionStarted()]
    found.append(ActionExecuted("action_listen"))
    for _ in range(turns):
        found.append(UserUttered("tekst", {"name": chance.choice(INTENTS)}))
        for _ in range(chance.randint(1, 2)):
            found.append(ActionExecuted(chance.choice(ACTIONS)))
            found += [BotUttered("Goed"), SlotSet("leeftijd", float(chance.randint(18, 90)))]
        found.append(ActionExecuted("action_listen"))
    return found[: -chance.randint(1, 4)]


def states(made: RulePolicy, tracker: DialogueStateTracker, by: Any) -> Any:
    return by(made, tracker, DOMAIN, False, rule_only_data=None)


@pytest.mark.parametrize("longest", [1, 2, 3])
@pytest.mark.parametrize("turns", [1, 2, 5, 12])
@pytest.mark.parametrize("seed", range(4))
def test_the_last_states_are_the_same(longest: int, turns: int, seed: int) -> None:
    made = policy(longest)
    tracker = DialogueStateTracker.from_events("s", conversation(turns, seed), DOMAIN.slots)
    quick, plain = (
        states(made, tracker, rules.states),
        states(made, tracker, Policy._prediction_states),
    )
    assert quick[-longest:] == plain[-longest:]
    assert len(quick) <= longest + 3
    assert turns < 5 or len(quick) < len(plain)


def test_where_something_was_taken_back_the_whole_conversation_counts() -> None:
    made = policy(2)
    told = [*conversation(6, 1), UserUttered("nee", {"name": "stop"}), UserUtteranceReverted()]
    tracker = DialogueStateTracker.from_events("s", told, DOMAIN.slots)
    assert states(made, tracker, rules.states) == states(made, tracker, Policy._prediction_states)


def test_where_slots_or_forms_matter_the_whole_conversation_counts() -> None:
    assert rules.only_words_matter(DOMAIN)
    slot = SimpleNamespace(influence_conversation=True)
    assert not rules.only_words_matter(SimpleNamespace(form_names=[], slots=[slot]))
    assert not rules.only_words_matter(SimpleNamespace(form_names=["vorm"], slots=[]))


def test_what_a_rule_may_look_back_at_is_learned_from_the_rules() -> None:
    assert rules.longest_rule(policy(3)) == 3
