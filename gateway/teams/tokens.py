"""The bot's own tokens, from Microsoft by MSAL: by secret, certificate or managed identity.

MSAL keeps a token until it nearly expires. Nothing that it says is logged: its answers may hold
more than a kind of fault.
"""

from __future__ import annotations

import asyncio
import os
import re
import ssl
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx
import msal

from gateway.teams.hosts import HostRule, listed
from gateway.teams.settings import TeamsSettings

RESOURCE = "https://api.botframework.com"
SCOPE = f"{RESOURCE}/.default"
# Where a machine in Azure gets the tokens of its identity; else IDENTITY_ENDPOINT says it.
METADATA_HOST = "169.254.169.254"
ENDPOINT_VARIABLE = "IDENTITY_ENDPOINT"
SECONDS = 15.0
KIND = re.compile(r"[A-Za-z_]{1,40}")


class NoToken(Exception):
    """Microsoft gave no token; the text is its kind of error, never more."""


class TokenSource(Protocol):
    """Where the connector gets its token."""

    async def token(self) -> str:
        """Give a token. Raises NoToken."""

    async def forget(self) -> None:
        """Drop what is kept: it was refused."""


class _Client(Protocol):
    """What is used of MSAL's two kinds of clients."""

    def acquire_token_for_client(self, **what: Any) -> dict[str, Any]: ...


class CarefulClient:
    """The HTTP client that MSAL uses: listed addresses only, no redirects, no proxy by accident."""

    def __init__(
        self, allowed: HostRule, verify: ssl.SSLContext | bool, proxy: str | None = None
    ) -> None:
        self._allowed = allowed
        self._client = httpx.Client(
            verify=verify, follow_redirects=False, timeout=SECONDS, proxy=proxy, trust_env=False
        )

    def get(self, url: str, **more: Any) -> httpx.Response:
        """Ask an address. Raises NoToken for one that is not on the list."""
        return self._call("GET", url, more)

    def post(self, url: str, **more: Any) -> httpx.Response:
        """Send to an address. Raises NoToken for one that is not on the list."""
        return self._call("POST", url, more)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _call(self, method: str, url: str, more: dict[str, Any]) -> httpx.Response:
        if not self._allowed(url):
            raise NoToken("address")
        kept = {name: more[name] for name in ("params", "data", "headers") if more.get(name)}
        return self._client.request(method, url, **kept)


class MsalTokens:
    """Tokens for one bot. MSAL is synchronous: it works in a thread, one call at a time."""

    def __init__(self, settings: TeamsSettings, verify: ssl.SSLContext | bool = True) -> None:
        self._settings = settings
        self._verify = verify
        self._client: _Client | None = None
        self._way: CarefulClient | None = None
        self._lock = asyncio.Lock()

    async def token(self) -> str:
        """Give a token. Raises NoToken."""
        async with self._lock:
            return await asyncio.to_thread(self._acquire)

    async def forget(self) -> None:
        """Drop the kept token: the next call asks for a new one."""
        async with self._lock:
            self.close()

    def close(self) -> None:
        """Close the connections; the next call makes new ones."""
        if self._way is not None:
            self._way.close()
        self._client = self._way = None

    def _acquire(self) -> str:
        try:
            if self._client is None:
                self._way = way_of(self._settings, self._verify)
                self._client = client_of(self._settings, self._way)
            what: dict[str, Any] = {"scopes": [SCOPE]}
            if self._settings.managed_identity:
                what = {"resource": RESOURCE}
            found = self._client.acquire_token_for_client(**what)
        except NoToken:
            raise
        except Exception as fault:
            # MSAL lets its transport's and its parser's faults through as they are.
            raise NoToken(type(fault).__name__) from None
        token = found.get("access_token")
        if not isinstance(token, str):
            kind = str(found.get("error", "unknown"))
            raise NoToken(kind if KIND.fullmatch(kind) else "unknown")
        return token


def way_of(settings: TeamsSettings, verify: ssl.SSLContext | bool) -> CarefulClient:
    """Give the way to where this bot gets its tokens, and to nowhere else."""
    if settings.managed_identity:
        return CarefulClient(managed_endpoint, verify)
    return CarefulClient(listed(settings.identity_hosts), verify, settings.proxy_url or None)


def client_of(settings: TeamsSettings, way: CarefulClient) -> _Client:
    """Give MSAL's client for the way in which this bot proves who it is."""
    if settings.managed_identity:
        identity = msal.UserAssignedManagedIdentity(client_id=settings.app_id)
        managed: _Client = msal.ManagedIdentityClient(identity, http_client=way)
        return managed
    credential: Any = settings.secret.get_secret_value() if settings.secret else None
    if settings.certificate_file is not None:
        credential = {
            "private_key_pfx_path": str(settings.certificate_file),
            "public_certificate": True,
        }
        if settings.certificate_password is not None:
            credential["passphrase"] = settings.certificate_password.get_secret_value()
    confidential: _Client = msal.ConfidentialClientApplication(
        settings.app_id,
        client_credential=credential,
        authority=f"{settings.login_url}/{settings.tenant_id}",
        # The host is on our own list: nobody else need vouch for it.
        instance_discovery=False,
        validate_authority=False,
        http_client=way,
    )
    return confidential


def managed_endpoint(url: str) -> bool:
    """Tell whether an address is where this machine gets tokens for its identity."""
    here = os.environ.get(ENDPOINT_VARIABLE)
    parts = urlsplit(url)
    if here:
        own = urlsplit(here)
        return (parts.scheme, parts.netloc, parts.path) == (own.scheme, own.netloc, own.path)
    return parts.scheme == "http" and parts.netloc == METADATA_HOST
