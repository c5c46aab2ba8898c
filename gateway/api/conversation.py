"""The conversation: reading it, adding to it, taking it along."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from gateway.assistant import Said
from gateway.context import (
    SEPARATOR,
    Gateway,
    TheConversation,
    TheGateway,
    form_of,
    question_of,
    snapshot_of,
)
from gateway.danger import Sign, help_entry, judge, sign_in
from gateway.model import (
    Accepted,
    ChangeMessage,
    ChoiceMessage,
    CommandMessage,
    Conversation,
    Entry,
    Facts,
    FillMessage,
    Message,
    NewEntry,
    TextMessage,
)
from gateway.paper.transcript import transcript
from gateway.practice.admission import TRAINEE_ID
from gateway.practice.codes import without_codes
from gateway.problems import Problem, answers
from gateway.store.store import ChoiceGone, IdReused, QueueFull, Snapshot, Store, Taken
from gateway.turns import CLAIM_SECONDS, fingerprint, packed, threaded
from gateway.words import words
from safety.mask import mask
from safety.text import plain

router = APIRouter(tags=["conversation"])

MAX_SEQ = 2**31 - 1

type After = Annotated[int, Query(ge=0, le=MAX_SEQ)]


@router.get("/api/conversation", responses=answers(401, 403, 422, 429))
async def read(
    conversation: TheConversation, gateway: TheGateway, after: After = 0
) -> Conversation:
    """Give what was said after an entry, and how things stand."""
    snapshot = await snapshot_of(gateway, conversation, after)
    standing = gateway.standing(snapshot)
    return Conversation(entries=list(snapshot.entries), **dict(standing))


@router.post(
    "/api/messages",
    status_code=202,
    responses={
        200: {"model": Accepted, "description": "the message was there already"},
        **answers(400, 401, 403, 409, 413, 422, 429, 503),
    },
)
async def send(
    conversation: TheConversation, gateway: TheGateway, message: Message, answer: Response
) -> Accepted:
    """Take a message of the person; it is handled once, however often it is sent."""
    seq, repeated = await take(gateway, conversation, message)
    if repeated:
        answer.status_code = 200
    return Accepted(seq=seq, repeated=repeated)


async def take(gateway: Gateway, conversation: str, message: Message) -> tuple[int, bool]:
    """Take a message of any channel; gives its number and whether it was there already.

    Raises Problem. What was typed is masked before anything else sees it. While the chat is
    switched off nothing is taken, but a message that tells of danger is answered with help.
    """
    began = time.monotonic()
    if isinstance(message, TextMessage):
        text = await _without_codes(gateway, conversation, message.text)
        message = message.model_copy(update={"text": text})
    message, print_, known, snapshot = await threaded(
        _looked_up, gateway.store, conversation, message
    )
    if known is not None:
        if known[1] != print_:
            raise Problem(409, "id_reused")
        return known[0], True
    gateway.limits.message(conversation)
    if snapshot is None:
        raise Problem(401, "session_unknown")
    entry, said, question = _understood(message, snapshot)
    spreker = snapshot.state.get("spreker") or snapshot.start.get("spreker")
    typed = isinstance(message, TextMessage | FillMessage)
    if gateway.off.is_off:
        sign = await threaded(sign_in, said.text, spreker) if typed else None
        help_ = help_entry(sign, spreker).text if sign is not None else ""
        raise Problem(503, "switched_off", before=help_)

    def judged_and_taken() -> tuple[Sign | None, Taken | None]:
        judged, sign = judge(said.text, spreker) if typed else (None, None)
        told = replace(said, judged=judged.packed()) if judged is not None else said
        taken = gateway.store.accept(
            conversation,
            message.id,
            print_,
            entry,
            packed(told, sign, spreker),
            max_queue=gateway.settings.max_queue,
            question=question,
            worker=gateway.turns.worker,
            hold=CLAIM_SECONDS,
        )
        return sign, taken

    try:
        sign, taken = await threaded(judged_and_taken)
    except asyncio.CancelledError:
        # It may be taken and claimed all the same.
        gateway.turns.kick(conversation)
        raise
    except IdReused:
        raise Problem(409, "id_reused") from None
    except ChoiceGone:
        raise Problem(409, "choice_gone") from None
    except QueueFull:
        gateway.metrics.limit("queue")
        raise Problem(429, "queue_full", retry_after=3) from None
    if taken is None:
        raise Problem(401, "session_unknown")
    gateway.turns.kick(conversation, taken.work)
    if not taken.repeated:
        gateway.metrics.message(snapshot.channel, _kind_of(said))
        if sign is not None:
            gateway.metrics.danger(sign.kind)
    gateway.metrics.spent("accept", time.monotonic() - began)
    if sign is not None and not taken.repeated:
        gateway.turns.help_soon(conversation, message.id, sign, spreker)
    return taken.seq, taken.repeated


def _looked_up(
    store: Store, conversation: str, message: Message
) -> tuple[Message, str, tuple[int, str] | None, Snapshot | None]:
    """Give a message as it may be kept and what tells it from others, and what the store knows.

    That is its number and fingerprint when it was taken before, else how the conversation stands.
    """
    if isinstance(message, TextMessage):
        # Cleaned first: the same words again must be known as the same.
        message = message.model_copy(update={"text": _harmless(message.text)})
    elif isinstance(message, FillMessage):
        message = message.model_copy(update={"fill": _masked(message.fill)})
    print_ = fingerprint(message.model_dump())
    known = store.find(conversation, message.id)
    if known is not None:
        return message, print_, known, None
    # Which question is open matters to what was picked from it alone.
    opened = not isinstance(message, TextMessage)
    return message, print_, None, store.snapshot(conversation, opened=opened)


def _kind_of(said: Said) -> str:
    """Give what kind of message this is, for the counters."""
    if said.choices:
        return "choice"
    if said.command is not None:
        return "command"
    return "change" if said.change is not None else "text"


async def _without_codes(gateway: Gateway, conversation: str, text: str) -> str:
    """Give what a trainee typed without a practice code, which is kept nowhere."""
    secret = gateway.settings.practice_secret
    marked = without_codes(secret.get_secret_value().encode(), text) if secret else text
    if marked == text:
        return text
    snapshot = await snapshot_of(gateway, conversation)
    return marked if snapshot.start.get(TRAINEE_ID) else text


def _harmless(text: str) -> str:
    """Give a typed text as it may be kept; what shows nothing at all is taken as a full stop."""
    return plain(mask(plain(text))) or "."


def _masked(fill: Mapping[str, list[str] | str]) -> dict[str, list[str] | str]:
    """Give what was filled in, with what was typed as it may be kept."""
    return {
        name: plain(mask(plain(value))).strip() if isinstance(value, str) else value
        for name, value in fill.items()
    }


def _understood(message: Message, snapshot: Snapshot) -> tuple[NewEntry, Said, str | None]:
    """Give the person's line, what goes to the assistant, and the entry whose choices these are."""
    match message:
        case TextMessage(text=text):
            return NewEntry("person", "text", text), Said(text), None
        case ChoiceMessage(choices=choices):
            found = question_of(snapshot.open, choices)
            if found is None or snapshot.open is None:
                raise Problem(409, "choice_gone")
            question, labels = found
            text = SEPARATOR.join(labels)
            data: dict[str, Any] = {"question": question, "labels": labels}
            line = NewEntry("person", "choice", text, data)
            return line, Said(text, choices=tuple(dict.fromkeys(choices))), snapshot.open.id
        case CommandMessage(command=command):
            text = words().command(command)
            line = NewEntry("person", "command", text, {"command": command})
            return line, Said(text, command=command), None
        case ChangeMessage(change=kenmerk):
            if kenmerk not in {each["kenmerk"] for each in snapshot.state.get("facts", [])}:
                raise Problem(409, "nothing_to_change")
            text = words().command("change")
            line = NewEntry("person", "change", text, {"change": kenmerk})
            return line, Said(text, change=kenmerk), None
        case FillMessage(question=question, fill=fill):
            found_form = form_of(snapshot.form, question, fill)
            if found_form is None or snapshot.form is None:
                raise Problem(409, "choice_gone")
            items, typed = found_form
            lines = [f"{each['label']}: {each['value']}" for each in items]
            text = words().command("fill")
            data = {"form": question, "subject": snapshot.form.data.get("subject"), "items": items}
            line = NewEntry("person", "fill", "\n".join((text, *lines)), data)
            fields = {"question": question, "fields": dict(fill)}
            # The labels are ours: what was typed alone is read for danger.
            return line, Said("\n".join((text, *typed)), fill=fields), snapshot.form.id


@router.get("/api/facts", responses=answers(401, 403, 429))
async def facts(conversation: TheConversation, gateway: TheGateway) -> Facts:
    """Give what was understood."""
    snapshot = await snapshot_of(gateway, conversation)
    return Facts(facts=snapshot.state.get("facts", []))


@router.get(
    "/api/transcript",
    response_class=PlainTextResponse,
    responses={
        200: {"content": {"application/json": {}, "text/plain": {}}},
        **answers(401, 403, 422, 429),
    },
)
async def take_along(
    conversation: TheConversation,
    gateway: TheGateway,
    format: Annotated[Literal["text", "json"], Query()] = "text",  # noqa: A002
) -> Response:
    """Give the whole conversation, to save."""
    snapshot = await snapshot_of(gateway, conversation, 0)
    if format == "json":
        return JSONResponse(
            {
                "entries": [_plain(each) for each in snapshot.entries],
                "facts": snapshot.state.get("facts", []),
                "advice": snapshot.advice,
            },
            headers={"Content-Disposition": 'attachment; filename="gesprek.json"'},
        )
    return PlainTextResponse(
        transcript(snapshot.entries),
        headers={"Content-Disposition": 'attachment; filename="gesprek.txt"'},
    )


def _plain(entry: Entry) -> Any:
    return json.loads(entry.model_dump_json(by_alias=True))
