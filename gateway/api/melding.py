"""The melding: show exactly what would be sent, and send it once, with consent."""

from __future__ import annotations

import logging
import secrets
import time

from fastapi import APIRouter, Request, Response

from gateway.context import Gateway, TheConversation, TheGateway, sent, snapshot_of
from gateway.melding.adapters import HandOverFailed, Melding
from gateway.melding.text import digest, melding_text, recipient
from gateway.model import Contact, MeldingPreview, MeldingRequest, MeldingSent, PreviewRequest
from gateway.problems import Problem, answers
from gateway.store.rows import moment
from gateway.store.store import Snapshot
from gateway.turns import threaded
from gateway.words import words

logger = logging.getLogger(__name__)
router = APIRouter(tags=["melding"])

SENDING_SECONDS = 60.0
# Without letters and digits that look alike: people read it out on the telephone.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def terms() -> list[str]:
    """Give what the person is told about what follows."""
    return [str(each) for each in words().section("melding")["termijnen"]]


def _shown(gateway: Gateway, snapshot: Snapshot, contact: Contact) -> MeldingPreview:
    if gateway.melding is None or not snapshot.state.get("facts"):
        raise Problem(404, "no_melding")
    text = melding_text(snapshot, contact)
    return MeldingPreview(
        text=text, digest=digest(text), terms=terms(), to=recipient(snapshot.advice)
    )


@router.get("/api/melding", responses=answers(401, 403, 404, 429))
async def show(conversation: TheConversation, gateway: TheGateway) -> MeldingPreview:
    """Show what would be sent, without contact."""
    return _shown(gateway, await snapshot_of(gateway, conversation), Contact())


@router.post("/api/melding/preview", responses=answers(400, 401, 403, 404, 413, 422, 429))
async def show_with_contact(
    conversation: TheConversation, gateway: TheGateway, asked: PreviewRequest
) -> MeldingPreview:
    """Show what would be sent, with contact."""
    return _shown(gateway, await snapshot_of(gateway, conversation), asked.contact)


@router.post(
    "/api/melding",
    status_code=201,
    responses={
        200: {"model": MeldingSent, "description": "it was sent already"},
        **answers(400, 401, 403, 404, 409, 413, 422, 429, 502),
    },
)
async def send(
    request: Request,
    conversation: TheConversation,
    gateway: TheGateway,
    asked: MeldingRequest,
    answer: Response,
) -> MeldingSent:
    """Hand over what was shown, once; the time is that of the hand-over."""
    snapshot = await snapshot_of(gateway, conversation)
    before = sent(snapshot)
    if before is not None:
        answer.status_code = 200
        return MeldingSent(**before.model_dump(), terms=terms())
    shown = _shown(gateway, snapshot, asked.contact)
    if shown.digest != asked.digest:
        raise Problem(409, "melding_changed")
    assert gateway.melding is not None
    gateway.limits.message(conversation)
    reference = "KT-" + "".join(secrets.choice(ALPHABET) for _each in range(10))
    beginning = {"began_at": time.time(), "reference": reference}
    other = await threaded(gateway.store.begin_melding, conversation, beginning)
    if other is not None:
        if "sent_at" in other:
            answer.status_code = 200
            return MeldingSent(
                sent_at=other["sent_at"], reference=other["reference"], terms=terms()
            )
        if time.time() - other["began_at"] < SENDING_SECONDS:
            # Another request is at it; asking again shows what came of it.
            raise Problem(502, "melding_failed")
        # The process that was at it is gone: with the same reference, so that who received it
        # already knows it again.
        reference = other["reference"]
    sent_at = moment(time.time())
    site, _about = gateway.sites.of_host([(request.url.hostname or "").lower()])
    melding = Melding(reference, sent_at, site, shown.text, shown.digest)
    try:
        await gateway.melding.hand_over(melding)
    except HandOverFailed as failure:
        logger.error("melding_failed", extra={"kind": str(failure)})
        await threaded(gateway.store.end_melding, conversation, None)
        gateway.metrics.melding("failed")
        raise Problem(502, "melding_failed") from None
    note = {"sent_at": sent_at, "reference": reference}
    await threaded(gateway.store.end_melding, conversation, note)
    gateway.metrics.melding("sent")
    gateway.notifier.changed(conversation)
    return MeldingSent(sent_at=sent_at, reference=reference, terms=terms())
