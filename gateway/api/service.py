"""The page's settings, and whether the gateway is well."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from gateway.context import TheGateway
from gateway.model import MAX_TEXT
from gateway.problems import Problem, answers
from gateway.site import SiteConfig
from gateway.turns import threaded
from gateway.words import words

router = APIRouter(tags=["service"])


@router.get("/api/config", responses=answers(403, 422, 429))
async def config(
    request: Request,
    gateway: TheGateway,
    host: Annotated[str, Query(max_length=253)] = "",
) -> SiteConfig:
    """Give texts, theme and contact for the page that asks."""
    own = request.url.hostname or ""
    id_, site = gateway.sites.of_host([each.lower() for each in (host, own) if each])
    features = site.features
    if gateway.melding is None:
        features = features.model_copy(update={"melding": False})
    if not gateway.settings.practice:
        features = features.model_copy(update={"practice": False})
    return SiteConfig(
        site=id_,
        gemeente=site.naam,
        theme=f"/theme/{site.theme}.css",
        contact=site.contact,
        texts=site.texts,
        features=features,
        retention_hours=gateway.settings.idle_hours,
        max_text=MAX_TEXT,
        off=words().problem("switched_off") if gateway.off.is_off else None,
    )


@router.get("/healthz")
async def health() -> dict[str, str]:
    """Tell that the process lives."""
    return {"status": "ok"}


@router.get("/readyz", responses=answers(503))
async def ready(gateway: TheGateway) -> dict[str, str]:
    """Tell whether messages can be handled: the store and the assistant answer."""
    try:
        await threaded(gateway.store.ping)
    except Exception:
        raise Problem(503, "assistant_down") from None
    if not await gateway.assistant.ready():
        raise Problem(503, "assistant_down")
    return {"status": "ok"}
