"""The call of an action: what goes over, over which connection, and the check of what comes back.

Rasa sends the whole conversation with every call, opens a connection for it, and checks the
answer with a schema that it first checks itself: most of the time that a message took.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
import rasa
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import EndpointConfig

Json = dict[str, Any]

SESSION_START = "action_session_start"
AGAIN = 1
"""How often a call is made anew when a kept connection turns out to be closed."""

_PLAIN_CHECK = RemoteAction._validate_action_result
_sessions: WeakKeyDictionary[Any, dict[int, aiohttp.ClientSession]] = WeakKeyDictionary()


@cache
def validators_of_events() -> tuple[Draft202012Validator, Mapping[str, Draft202012Validator]]:
    """Give the check that holds for every event, and that of each kind of event by its name."""
    schema = RemoteAction.action_response_format_spec()["properties"]["events"]["items"]
    kinds = {each["properties"]["event"]["const"]: each for each in schema["oneOf"]}
    if len(kinds) != len(schema["oneOf"]):
        return validator_for(schema)(schema), {}
    shared = {name: part for name, part in schema.items() if name != "oneOf"}
    make = validator_for(schema)
    return make(shared), {name: make(each) for name, each in kinds.items()}


def is_right(answer: object) -> bool:
    """Tell whether an answer has the right form, by the schema of each event's own kind.

    Rasa tries the schemas of all kinds on every event. Where this says no, it has the last word.
    """
    if not isinstance(answer, dict):
        return False
    events, responses = answer.get("events", []), answer.get("responses", [])
    if not isinstance(events, list) or not isinstance(responses, list):
        return False
    if not all(isinstance(each, dict) for each in (*events, *responses)):
        return False
    shared, kinds = validators_of_events()
    for each in events:
        own = kinds.get(each.get("event"))
        if own is None or not (own.is_valid(each) and shared.is_valid(each)):
            return False
    return True


def check(action: RemoteAction, answer: Json) -> bool:
    """Take the place of `RemoteAction._validate_action_result`: True, or ValidationError."""
    return is_right(answer) or bool(_PLAIN_CHECK(action, answer))


def call_format(action: RemoteAction, tracker: DialogueStateTracker, _domain: Domain) -> Json:
    """Take the place of `RemoteAction._action_call_format`: what our actions read, no more.

    Of the events: all slots where a session starts, else the person's last message, by which
    channel it came. The domain is left out; it is the same each time and the size of the rest.
    """
    state = tracker.current_state(EventVerbosity.NONE)
    if action.name() == SESSION_START:
        state["events"] = [e.as_dict() for e in tracker.events if isinstance(e, SlotSet)]
    else:
        last = next((e for e in reversed(tracker.events) if isinstance(e, UserUttered)), None)
        state["events"] = (
            [] if last is None else [{"event": "user", "input_channel": last.input_channel}]
        )
    return {
        "next_action": action.name(),
        "sender_id": tracker.sender_id,
        "tracker": state,
        "version": rasa.__version__,
        "domain": {},
    }


class KeptSession:
    """A session that stays open; it is used as Rasa uses one that it makes for a single call."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> KeptSession:
        return self

    async def __aexit__(self, *_fault: object) -> None:
        """Leave the session open."""

    @asynccontextmanager
    async def request(self, method: str, url: str, **more: Any) -> Any:
        """Make a request; once more where the other side had closed the kept connection.

        An action is a function of what it is sent, so it may be asked twice.
        """
        for left in range(AGAIN, -1, -1):
            try:
                answer = await self._session.request(method, url, **more)
                break
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
                if not left:
                    raise
        async with answer:
            yield answer


def session(endpoint: EndpointConfig) -> KeptSession:
    """Take the place of `EndpointConfig.session`: one session per endpoint and event loop."""
    of_loop = _sessions.setdefault(asyncio.get_running_loop(), {})
    kept = of_loop.get(id(endpoint))
    if kept is None or kept.closed:
        kept = of_loop[id(endpoint)] = _PLAIN_SESSION(endpoint)
    return KeptSession(kept)


_PLAIN_SESSION = EndpointConfig.session


def install() -> None:
    """Put these in the place of Rasa's own."""
    RemoteAction._validate_action_result = check
    RemoteAction._action_call_format = call_format
    EndpointConfig.session = session
