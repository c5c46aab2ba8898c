"""Puts the channel together and on the gateway's app."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable

import httpx
from fastapi import FastAPI

from gateway.context import Gateway
from gateway.settings import Settings
from gateway.store.store import Keeping
from gateway.store.teams import TeamsStore
from gateway.teams import counts
from gateway.teams.channel import NAME, TeamsChannel
from gateway.teams.connector import Connector
from gateway.teams.courier import Courier
from gateway.teams.hosts import listed, loopback_only
from gateway.teams.keys import Keys
from gateway.teams.reports import Reports
from gateway.teams.routes import Door, router_of
from gateway.teams.settings import TeamsSettings, require_loopback
from gateway.teams.signing import Signer
from gateway.teams.tokens import MsalTokens

SECONDS_PER_CALL = 15.0
# What these write may quote a message, an address with ids, or an answer that holds a token.
TALKATIVE = ("httpx", "httpcore", "microsoft_agents", "msal")


class Teams:
    """The running channel of one process."""

    def __init__(
        self, client: httpx.AsyncClient, courier: Courier, tokens: MsalTokens | None
    ) -> None:
        self._client = client
        self._tokens = tokens
        self._courier = courier

    def start(self) -> None:
        """Begin to send what waits."""
        self._courier.start()

    async def stop(self) -> None:
        """End sending and close the connections."""
        await self._courier.stop()
        await self._client.aclose()
        if self._tokens is not None:
            self._tokens.close()


def keeping(settings: TeamsSettings, absolute_seconds: float) -> dict[str, Keeping]:
    """Give how long talks in Teams are kept: never shorter at most than when idle."""
    return {NAME: Keeping(settings.idle_seconds, max(settings.idle_seconds, absolute_seconds))}


def check(settings: TeamsSettings, of_gateway: Settings) -> None:
    """Refuse settings that do not go together, before anything is opened. Raises ValueError."""
    require_loopback(settings, of_gateway.host)
    if settings.practice and of_gateway.practice_secret is None:
        raise ValueError("KT_TEAMS_PRACTICE is on: KT_PRACTICE_SECRET is needed")
    tls(settings)


def mount(
    app: FastAPI,
    gateway: Gateway,
    settings: TeamsSettings,
    clock: Callable[[], float] = time.time,
) -> Teams:
    """Put the channel on an app. `check` comes before it."""
    for each in TALKATIVE:
        logging.getLogger(each).setLevel(logging.CRITICAL)
    verify = tls(settings)
    client = httpx.AsyncClient(
        verify=verify,
        timeout=SECONDS_PER_CALL,
        follow_redirects=False,
        proxy=settings.proxy_url or None,
        trust_env=False,
    )
    allowed = loopback_only if settings.anonymous else listed(settings.service_hosts)
    tokens = None if settings.anonymous else MsalTokens(settings, verify)
    connector = Connector(
        client,
        tokens,
        allowed,
        attempts=settings.send_attempts,
        longest_pause=settings.longest_pause_seconds,
    )
    places = TeamsStore(gateway.store.engine, clock)
    signer = Signer(settings.key_bytes, seconds=settings.card_hours * 3600.0, clock=clock)
    reports = Reports(gateway.store, places, settings.key_bytes, settings.public_url, clock)
    courier = Courier(
        gateway.store, places, gateway.notifier, connector, signer, report_url=reports.url
    )
    channel = TeamsChannel(gateway, settings, places, courier, signer)
    keys = Keys(client, settings.openid_url, listed(settings.identity_hosts))
    door = Door(settings, keys, allowed, channel)
    app.include_router(router_of(door))
    app.include_router(reports.router())
    app.state.teams = door
    counts.serve_with(gateway.metrics.registry)
    return Teams(client, courier, tokens)


def tls(settings: TeamsSettings) -> ssl.SSLContext:
    """Give how servers prove who they are. Raises ValueError for a file that is not right."""
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except (OSError, ssl.SSLError) as fault:
        raise ValueError(f"KT_TEAMS_CA_FILE: {type(fault).__name__}") from None
