"""The advice as a page and on paper."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from gateway.context import TheConversation, TheGateway, snapshot_of
from gateway.paper.advice import advice_pdf
from gateway.problems import Problem, answers
from gateway.turns import threaded

router = APIRouter(tags=["advice"])


async def _advice(gateway: TheGateway, conversation: str) -> dict[str, Any]:
    found = (await snapshot_of(gateway, conversation)).advice
    if found is None:
        raise Problem(404, "no_advice")
    return found


@router.get("/api/advice", responses=answers(401, 403, 404, 429))
async def show(conversation: TheConversation, gateway: TheGateway) -> dict[str, Any]:
    """Give the advice: what fits, why, why not the others, sources, what now."""
    return await _advice(gateway, conversation)


@router.get(
    "/api/advice.pdf",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {}}},
        **answers(401, 403, 404, 429),
    },
)
async def on_paper(conversation: TheConversation, gateway: TheGateway) -> Response:
    """Give the advice as a tagged PDF."""
    advice = await _advice(gateway, conversation)
    paper = await threaded(advice_pdf, advice)
    return Response(
        paper,
        media_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="advies.pdf"'},
    )
