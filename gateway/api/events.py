"""What happens in a conversation, as server-sent events."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import StreamingResponse

from gateway.api.conversation import MAX_SEQ, After
from gateway.context import Gateway, TheConversation, TheGateway
from gateway.problems import answers
from gateway.turns import threaded
from gateway.words import words

router = APIRouter(tags=["conversation"])

SOONEST_LOOK = 0.05


EVENT = {
    "type": "object",
    "properties": {
        "event": {"enum": ["entry", "typing", "state", "end"]},
        "data": {"type": "string", "description": "JSON, as docs/web-api.md describes it"},
        "id": {"type": "string", "description": "the number of the entry"},
    },
    "required": ["event", "data"],
}


@router.get(
    "/api/events",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/event-stream": {"schema": EVENT}}},
        **answers(401, 403, 422, 429),
    },
)
async def events(
    conversation: TheConversation,
    gateway: TheGateway,
    after: After = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> StreamingResponse:
    """Stream what is said after an entry, until the person leaves or some minutes are over."""
    if last_event_id and last_event_id.isascii() and last_event_id.isdigit():
        after = max(after, min(int(last_event_id[:10]), MAX_SEQ))
    return StreamingResponse(
        stream(gateway, conversation, after),
        media_type="text/event-stream",
        # Proxies that know this header let the stream through at once.
        headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store, no-transform"},
    )


def event(name: str, data: str, seq: int | None = None) -> str:
    """Give one event as it goes over the line."""
    number = f"id: {seq}\n" if seq is not None else ""
    return f"{number}event: {name}\ndata: {data}\n\n"


async def stream(gateway: Gateway, conversation: str, after: int) -> AsyncIterator[str]:
    """Give the events of a conversation after an entry."""
    settings = gateway.settings
    until = time.monotonic() + settings.stream_seconds
    quiet_since = time.monotonic()
    seen: int | None = None
    state, typing, busy_since = "", False, None
    yield ": keukentafel\n\n"
    with gateway.notifier.listening(conversation) as ear:
        changed = True
        while time.monotonic() < until:
            snapshot = None
            if not changed:
                version = await threaded(gateway.store.version, conversation)
                changed = version is None or version != seen
            if changed:
                snapshot = await threaded(gateway.store.snapshot, conversation, after)
                if snapshot is None:
                    told = {"code": "conversation_gone", "text": words().said("gewist")}
                    yield event("end", json.dumps(told))
                    return
            if snapshot is not None and snapshot.version != seen:
                seen, busy_since = snapshot.version, snapshot.busy_since
                for each in snapshot.entries:
                    after = each.seq
                    yield event("entry", each.model_dump_json(by_alias=True), each.seq)
                now = gateway.standing(snapshot).model_dump_json(by_alias=True)
                if typing and busy_since is None:
                    typing = False
                    yield event("typing", '{"typing": false}')
                if now != state:
                    state = now
                    yield event("state", now)
                quiet_since = time.monotonic()
            long_busy = (
                busy_since is not None and time.time() - busy_since >= settings.typing_after_seconds
            )
            if long_busy and not typing:
                typing = True
                yield event("typing", '{"typing": true}')
            if time.monotonic() - quiet_since >= settings.keep_alive_seconds:
                quiet_since = time.monotonic()
                yield ": still here\n\n"
            look = min(gateway.notifier.look_seconds, settings.keep_alive_seconds)
            if busy_since is not None and not typing:
                due = busy_since + settings.typing_after_seconds - time.time()
                look = min(look, max(SOONEST_LOOK, due))
            changed = await ear.wait(look)
