"""What the routes work with: one object per app, and the conversation of a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from gateway.assistant import Assistant
from gateway.limits import Limits
from gateway.melding.adapters import Adapter
from gateway.metrics import Metrics
from gateway.model import Can, Entry, Sent, Standing
from gateway.notifier import Notifier
from gateway.off import OffSwitch
from gateway.problems import Problem
from gateway.settings import Settings
from gateway.site import Sites
from gateway.store.counts import DailyCounts
from gateway.store.rows import moment
from gateway.store.store import Snapshot, Store
from gateway.tokens import token_hash
from gateway.turns import Turns, threaded

BEARER = HTTPBearer(auto_error=False, description="the token that POST /api/sessions gave")
MAX_TOKEN = 128
SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Gateway:
    """The parts of a running gateway. Another channel mounts on the same."""

    settings: Settings
    store: Store
    assistant: Assistant
    notifier: Notifier
    turns: Turns
    limits: Limits
    sites: Sites
    melding: Adapter | None
    metrics: Metrics = field(default_factory=Metrics)
    off: OffSwitch = field(default_factory=OffSwitch)
    counts: DailyCounts | None = None

    def standing(self, snapshot: Snapshot) -> Standing:
        """Give how a conversation stands, as a channel may know it."""
        state = snapshot.state
        can = state.get("can", {})
        busy = snapshot.busy_since is not None
        told = bool(state.get("facts"))
        return Standing(
            last=snapshot.last,
            open=snapshot.open,
            busy=busy,
            can=Can(
                back=bool(can.get("back")),
                change=bool(can.get("change")),
                advice=snapshot.advice is not None,
                melding=self.melding is not None and told and not sent(snapshot),
            ),
            ends_at=moment(snapshot.ends_at),
            melding=sent(snapshot),
        )


def sent(snapshot: Snapshot) -> Sent | None:
    """Give the melding that was handed over, if one was."""
    found = snapshot.melding
    if not found or "sent_at" not in found:
        return None
    return Sent(sent_at=found["sent_at"], reference=found["reference"])


def gateway_of(request: Request) -> Gateway:
    """Give the gateway that a request came to."""
    found: Gateway = request.app.state.gateway
    return found


async def conversation_of(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)],
) -> str:
    """Give the conversation of the request's token. Raises Problem(401) without a good one."""
    if credentials is None or len(credentials.credentials) > MAX_TOKEN:
        raise Problem(401, "session_unknown")
    hashed = token_hash(credentials.credentials)
    found = await threaded(gateway_of(request).store.of_token, hashed)
    if found is None:
        raise Problem(401, "session_unknown")
    return found


type TheGateway = Annotated[Gateway, Depends(gateway_of)]
type TheConversation = Annotated[str, Depends(conversation_of)]


async def snapshot_of(gateway: Gateway, conversation: str, after: int | None = None) -> Snapshot:
    """Give how a conversation stands. Raises Problem(401) when it went in the meantime."""
    found = await threaded(gateway.store.snapshot, conversation, after)
    if found is None:
        raise Problem(401, "session_unknown")
    return found


def question_of(entry: Entry | None, choices: list[str]) -> tuple[str, list[str]] | None:
    """Give question and labels of choices, None when one of them is not in the entry."""
    if entry is None:
        return None
    labels = {each["id"]: str(each["label"]) for each in entry.data.get("choices", [])}
    several = len(set(choices)) > 1 and not entry.data.get("multi")
    if several or any(each not in labels for each in choices):
        return None
    picked = [labels[each] for each in dict.fromkeys(choices)]
    return str(entry.data.get("question", "")), picked


def form_of(
    entry: Entry | None, form: str, fill: Mapping[str, list[str] | str]
) -> tuple[list[dict[str, str]], list[str]] | None:
    """Give what was filled in a form, in words, and what of it was typed.

    None when it is another form, or holds a field, choice or number of choices that this one does
    not offer.
    """
    if entry is None or entry.data.get("form") != form:
        return None
    fields = {str(each["field"]): each for each in entry.data.get("fields", [])}
    items: list[dict[str, str]] = []
    typed: list[str] = []
    for name, value in fill.items():
        field = fields.get(name)
        if field is None or isinstance(value, str) == (field["input"] == "choice"):
            return None
        if isinstance(value, str):
            shown = value
            typed += [value] if value else []
        else:
            labels = {each["id"]: str(each["label"]) for each in field["choices"]}
            several = len(set(value)) > 1 and not field["multi"]
            if several or any(each not in labels for each in value):
                return None
            shown = SEPARATOR.join(labels[each] for each in dict.fromkeys(value))
        items.append({"field": name, "label": str(field["label"]), "value": shown})
    return [each for each in items if each["value"]], typed
