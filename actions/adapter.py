"""Between Rasa's tracker and the dialogue's state: nothing here decides anything."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.interfaces import Tracker

from actions.dialogue.chosen import Chosen
from actions.dialogue.keeping import HOURS
from actions.dialogue.library import Library
from actions.dialogue.state import State, pack, unpack
from actions.dialogue.talk import Talk
from actions.reading.story import Candidate, candidates_of
from catalog.advice.explaining import plain
from catalog.advice.request import RequestError, parse_value
from catalog.answering import current_catalogue
from catalog.loader import read_catalogue
from catalog.model import KenmerkType, Publiek, Value

CATALOGUE_FOLDER = "KT_CATALOGUE"
SLOT_STATE = "gesprek"
SLOT_ASKED = "gevraagd_kenmerk"
HEARD = "kenmerken"
"""Where the parse result of a message holds what the trained model heard."""
USUAL = "gewone_spelling"
"""Where it holds the text in its usual spelling."""


@cache
def library() -> Library:
    """Give the catalogue of this process.

    It comes from the database once one is loaded, else from the files that are shipped (or lie
    in the folder that KT_CATALOGUE names).
    """
    folder = os.environ.get(CATALOGUE_FOLDER)
    return Library(read_catalogue(Path(folder)) if folder else current_catalogue())


@dataclass(frozen=True, slots=True)
class Incoming:
    """The person's message: its text, the intent that was understood, and the metadata.

    `confidence` is that of the intent, from 0 to 1.
    """

    text: str
    intent: str
    metadata: Mapping[str, Any]
    confidence: float = 1.0
    heard: tuple[Candidate, ...] = ()
    """What the trained model heard in it."""
    usual: str | None = None
    """The text with its words as they are usually spelled."""


def incoming(tracker: Tracker) -> Incoming:
    """Give the latest message of a tracker."""
    latest = tracker.latest_message or {}
    return Incoming(
        text=str(latest.get("text") or ""),
        intent=str((latest.get("intent") or {}).get("name") or ""),
        metadata=latest.get("metadata") or {},
        confidence=float((latest.get("intent") or {}).get("confidence") or 0.0),
        heard=candidates_of(latest.get(HEARD)),
        usual=str(latest[USUAL]) if latest.get(USUAL) else None,
    )


def state_of(tracker: Tracker, known: Library) -> State:
    """Give the conversation's state from the slots; a slot that holds nonsense counts as empty."""
    facts: dict[str, Value] = {}
    for name, kenmerk in known.vocabulary.items():
        raw = tracker.get_slot(name)
        if raw is None:
            continue
        if kenmerk.type is KenmerkType.INT and isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        try:
            facts[name] = parse_value(kenmerk, raw)
        except RequestError:
            continue
    state = State(**unpack(tracker.get_slot(SLOT_STATE)))
    state.facts = facts
    state.advies = tracker.get_slot("advies")
    state.stelsel = tracker.get_slot("stelsel")
    state.domein = tracker.get_slot("domein")
    spreker = tracker.get_slot("spreker")
    state.spreker = Publiek(spreker) if spreker in list(Publiek) else None
    return state


def take_metadata(state: State, metadata: Mapping[str, Any], known: Library) -> None:
    """Take what was set from outside, where it is valid: stelsel, domein, spreker, who practises.

    A trainee is spoken to as a worker; `oefenaar` is her opaque id.
    """
    if isinstance(metadata.get(HOURS), str):
        state.extra[HOURS] = metadata[HOURS]
    stelsel, domein, spreker = (metadata.get(k) for k in ("stelsel", "domein", "spreker"))
    if stelsel in known.catalogue.stelsels and state.stelsel is None:
        state.stelsel = stelsel
        state.extra["stelsel_gezet"] = True
    if domein in ("begeleiding", "dagbesteding", "wonen") and state.domein is None:
        state.domein = domein
    if spreker in list(Publiek) and state.spreker is None:
        state.spreker = Publiek(spreker)
    trainee, audiences = metadata.get("oefenaar"), metadata.get("publieken")
    if isinstance(trainee, str) and isinstance(audiences, list) and "trainee" in audiences:
        state.extra["oefenaar"] = trainee
        state.spreker = Publiek.WIJKTEAM


def events_for(tracker: Tracker, talk: Talk) -> list[EventType]:
    """Give the slots that changed."""
    state, known = talk.state, talk.library
    wanted: dict[str, Any] = {name: plain(state.facts.get(name)) for name in known.vocabulary}
    wanted |= {
        "advies": state.advies,
        "stelsel": state.stelsel,
        "domein": state.domein,
        "spreker": state.spreker.value if state.spreker else None,
        SLOT_STATE: pack(state),
        SLOT_ASKED: talk.asked_kenmerk(),
    }
    return [
        SlotSet(name, value) for name, value in wanted.items() if tracker.get_slot(name) != value
    ]


def talk_of(tracker: Tracker) -> Talk:
    """Give the conversation of a tracker, ready for one turn."""
    known = library()
    state = state_of(tracker, known)
    message = incoming(tracker)
    take_metadata(state, message.metadata, known)
    talk = Talk(state, known, message.heard, message.usual)
    talk.chosen = Chosen.of(message.metadata)
    allowed = message.metadata.get("publieken")
    if isinstance(allowed, list):
        talk.audiences = frozenset(p for p in Publiek if p.value in allowed) or talk.audiences
    by_subject = message.metadata.get("formulieren") is True
    talk.forms = by_subject and state.publiek is Publiek.WIJKTEAM
    return talk


def is_from(tracker: Tracker, channel: str) -> bool:
    """Tell whether the latest message came in by a channel."""
    return bool(tracker.get_latest_input_channel() == channel)
