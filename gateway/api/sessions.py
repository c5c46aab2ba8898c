"""Beginning and ending: a session, its conversation, and erasing both."""

from __future__ import annotations

import math

from fastapi import APIRouter, Request, Response

from gateway.assistant import Said
from gateway.context import TheConversation, TheGateway
from gateway.middleware import client_address
from gateway.model import Session, SessionRequest
from gateway.practice.admission import is_trainee, trainee_start
from gateway.problems import Problem, answers
from gateway.store.rows import moment
from gateway.tokens import new_token, token_hash
from gateway.turns import fingerprint, packed, threaded
from gateway.words import words

router = APIRouter(tags=["session"])

KEPT_HOURS = "bewaard_uren"
"""Under which a conversation's start says how long it is kept after the last message."""
BEGIN = "begin"
"""The id of the message that opens every conversation: too short for a page to use it."""


@router.post("/api/sessions", status_code=201, responses=answers(400, 403, 413, 422, 429, 503))
async def begin(request: Request, asked: SessionRequest, gateway: TheGateway) -> Session:
    """Make a conversation and let the assistant begin."""
    if gateway.off.is_off:
        raise Problem(503, "switched_off")
    gateway.limits.session(client_address(request.scope))
    settings = gateway.settings
    if await threaded(gateway.store.count_open) >= settings.max_sessions:
        gateway.metrics.limit("sessions")
        raise Problem(429, "too_many_sessions", retry_after=600)
    if is_trainee(asked):
        start = trainee_start(settings, asked)
    else:
        start = asked.start.model_dump(exclude_none=True)
        start["publieken"] = ",".join(settings.audiences)
    start[KEPT_HOURS] = hours_kept(settings.idle_hours)
    token = new_token()
    conversation = await threaded(gateway.store.create, asked.channel, token_hash(token), start)
    said = Said(words().command("begin"), command="begin")
    await threaded(
        gateway.store.accept,
        conversation,
        BEGIN,
        fingerprint(start),
        None,
        packed(said, None, start.get("spreker")),
        max_queue=settings.max_queue,
    )
    gateway.metrics.begun(asked.channel)
    gateway.turns.kick(conversation)
    snapshot = await threaded(gateway.store.snapshot, conversation)
    ends = snapshot.created_at + settings.absolute_seconds if snapshot else 0.0
    return Session(token=token, expires_at=moment(ends), idle_seconds=int(settings.idle_seconds))


def hours_kept(hours: float) -> str:
    """Give how long a conversation is kept, in whole hours and never less than it is."""
    return str(math.ceil(hours))


@router.delete(
    "/api/session", status_code=204, response_class=Response, responses=answers(401, 403, 429, 503)
)
async def erase(conversation: TheConversation, gateway: TheGateway) -> Response:
    """Erase the conversation everywhere; the token is useless afterwards."""
    if not await gateway.turns.erase(conversation):
        raise Problem(503, "erase_failed")
    return Response(status_code=204)
