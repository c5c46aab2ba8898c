"""The ASGI app. `create_app()` reads the settings from the environment; tests give their own."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from gateway import outage, problems, tracing
from gateway.api import advice, conversation, events, melding, service, sessions
from gateway.assistant import Assistant, RasaAssistant
from gateway.context import Gateway
from gateway.danger import sign_in
from gateway.journal import journal_of
from gateway.limits import Limits
from gateway.melding.adapters import adapter_of
from gateway.metrics import Metrics, serving
from gateway.middleware import Guard, OriginGuard, Origins
from gateway.notifier import Notifier
from gateway.off import OffSwitch
from gateway.settings import Settings
from gateway.site import Sites
from gateway.static import PageFiles
from gateway.store.counts import DailyCounts
from gateway.store.store import Keeping, Store
from gateway.store.switches import Switches
from gateway.teams.settings import PATH as TEAMS_PATH
from gateway.teams.settings import TeamsSettings
from gateway.turns import Turns, threaded
from gateway.watching import keep_watching

TITLE = "Keukentafel"
VERSION = "1"
SECONDS_BETWEEN_TIDYING = 3600.0

logger = logging.getLogger(__name__)


def create_app(
    settings: Settings | None = None,
    assistant: Assistant | None = None,
    clock: Callable[[], float] = time.time,
    teams_settings: TeamsSettings | None = None,
) -> FastAPI:
    """Give the app. Raises ValueError for settings that do not go together."""
    chosen = settings or Settings()
    for_teams = teams_settings or TeamsSettings()
    channels: dict[str, Keeping] = {}
    if for_teams.enabled:
        # Microsoft's packages take half a second to load: only where they are used.
        from gateway.teams import mounting

        mounting.check(for_teams, chosen)
        channels = mounting.keeping(for_teams, chosen.absolute_seconds)
    gateway = make_gateway(chosen, assistant, clock, channels)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        # What it reads at first use, it reads now: nobody in danger waits for that.
        await threaded(sign_in, "hallo", None)
        if chosen.otlp_endpoint:
            tracing.switch_on("keukentafel-gateway", chosen.otlp_endpoint)
        await threaded(gateway.off.look)
        gateway.notifier.start()
        gateway.turns.start()
        if teams is not None:
            teams.start()
        tasks = [asyncio.create_task(each(gateway)) for each in (keep_tidying, keep_watching)]
        try:
            with serving(gateway.metrics, chosen.metrics_host, chosen.metrics_port):
                yield
        finally:
            if teams is not None:
                await teams.stop()
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            tracing.switch_off()
            await gateway.turns.stop()
            await gateway.notifier.stop()
            if isinstance(gateway.assistant, RasaAssistant):
                await gateway.assistant.close()
            gateway.store.close()

    # The pages that FastAPI makes for reading load scripts from elsewhere: docs/web-api.md it is.
    app = FastAPI(title=TITLE, version=VERSION, lifespan=life, docs_url=None, redoc_url=None)
    app.state.gateway = gateway
    problems.install(app)
    outage.install(app)
    for each in (sessions, conversation, events, advice, melding, service):
        app.include_router(each.router)
    teams = mounting.mount(app, gateway, for_teams, clock) if for_teams.enabled else None
    # The files alone: what is compressed beside something secret gives it away by its length.
    app.mount("/", GZipMiddleware(PageFiles(chosen.static_folder), minimum_size=1000))
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(chosen.allowed_origins),
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
        expose_headers=["Retry-After", "Content-Disposition"],
        max_age=600,
    )
    app.add_middleware(OriginGuard, origins=Origins(chosen.allowed_origins))
    app.add_middleware(
        Guard,
        limits=gateway.limits,
        max_body_bytes=chosen.max_body_bytes,
        seconds=chosen.request_seconds,
        signed={TEAMS_PATH: for_teams.max_body_bytes} if for_teams.enabled else {},
        metrics=gateway.metrics,
    )
    return app


def make_gateway(
    settings: Settings,
    assistant: Assistant | None,
    clock: Callable[[], float],
    channels: Mapping[str, Keeping] | None = None,
) -> Gateway:
    """Give the parts of a gateway, from its settings."""
    # First what can be wrong with the settings: a store holds connections.
    sites, adapter = Sites.read(settings.sites_folder), adapter_of(settings)
    store = Store(
        settings.database_url,
        idle_seconds=settings.idle_seconds,
        absolute_seconds=settings.absolute_seconds,
        channels=channels,
        clock=clock,
        sealer=settings.sealer(),
        journal=journal_of(settings),
    )
    hop = assistant or RasaAssistant(settings.assistant_url, settings.channel_secret)
    notifier = Notifier(settings.notify_url)
    counts = DailyCounts(store.engine, clock)
    metrics = Metrics(counts)
    off = OffSwitch(
        always=settings.off, file=settings.off_file, switches=Switches(store.engine, clock)
    )
    turns = Turns(
        store,
        hop,
        notifier,
        patience=settings.assistant_patience,
        danger_patience=settings.danger_patience,
        metrics=metrics,
    )
    limits = Limits(
        settings.limits_url,
        message=settings.message_rate,
        address=settings.address_rate,
        session=settings.session_rate,
        metrics=metrics,
    )
    return Gateway(
        settings, store, hop, notifier, turns, limits, sites, adapter, metrics, off, counts
    )


async def keep_tidying(gateway: Gateway) -> None:
    """Remove meldingen that were handed over too long ago, for as long as the gateway runs."""
    while gateway.melding is not None:
        try:
            await gateway.melding.tidy()
        except OSError as fault:
            logger.error("tidy", extra={"kind": type(fault).__name__})
        await asyncio.sleep(SECONDS_BETWEEN_TIDYING)
