"""What happens to every request and answer: size, address limit, headers, a line in the log."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.limits import Limits
from gateway.metrics import Metrics
from gateway.problems import Problem, problem_answer

logger = logging.getLogger("gateway.requests")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "object-src 'none'",
    )
)
STRICT = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), payment=(), usb=(), microphone=(self)",
}
# Read by pages of other origins: the list of origins decides, not this.
SHARED = ("/api/", "/chat.js", "/theme/")
HTTPS = "max-age=31536000; includeSubDomains"


class Guard:
    """The outermost layer. Answers 408, 413 and 429 itself; nothing that it sees is logged as text.

    `signed` are the paths of services that sign what they send, with their own largest body: many
    people come from few addresses there, so that these are not counted.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        limits: Limits,
        max_body_bytes: int,
        seconds: float = 20.0,
        signed: Mapping[str, int] | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self.app = app
        self.metrics = metrics or Metrics()
        self.limits = limits
        self.max_body_bytes = max_body_bytes
        self.seconds = seconds
        self.signed = dict(signed or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.monotonic()
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _add_headers(scope, MutableHeaders(scope=message))
            await send(message)

        try:
            await self._pass(scope, receive, sending)
        finally:
            route = getattr(scope.get("route"), "path", None) or "-"
            self.metrics.request(scope["method"], route, status)
            logger.info(
                "request",
                extra={
                    "method": scope["method"] if len(scope["method"]) < 10 else "?",
                    "route": route,
                    "status": status,
                    "ms": round((time.monotonic() - began) * 1000),
                },
            )

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith("/api/") and scope["path"] not in self.signed:
            try:
                self.limits.request(client_address(scope))
            except Problem as problem:
                answer = problem_answer(problem.status, problem.code, problem.retry_after)
                await answer(scope, receive, send)
                return
        if scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self.seconds):
                body = await self._body(scope, receive)
        except TimeoutError:
            self.metrics.limit("slow")
            answer = problem_answer(408, "too_slow", headers={"Connection": "close"})
            await answer(scope, receive, send)
            return
        if body is None:
            self.metrics.limit("body")
            await problem_answer(413, "too_big")(scope, receive, send)
            return
        given = False

        async def whole() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, whole, send)

    async def _body(self, scope: Scope, receive: Receive) -> bytes | None:
        """Give the whole body, None when it is too big (whatever its length header says)."""
        most = self.signed.get(scope["path"], self.max_body_bytes)
        stated = Headers(scope=scope).get("content-length", "0")
        if stated.isdigit() and int(stated) > most:
            return None
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return bytes(body)
            body += message.get("body", b"")
            if len(body) > most:
                return None
            if not message.get("more_body"):
                return bytes(body)


def _add_headers(scope: Scope, headers: MutableHeaders) -> None:
    for name, value in STRICT.items():
        headers.setdefault(name, value)
    shared = scope["path"].startswith(SHARED)
    headers["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
    if scope["path"].startswith("/api/"):
        headers["Cache-Control"] = "no-store"
    if scope.get("scheme") == "https":
        headers["Strict-Transport-Security"] = HTTPS
    if "server" in headers:
        del headers["server"]


def client_address(scope: Scope) -> str:
    """Give the address that a request came from."""
    client = scope.get("client")
    return str(client[0]) if client else "?"


class Origins:
    """CORS by a list: which pages of other origins may use the API."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        self.allowed = frozenset(each.rstrip("/").lower() for each in allowed)

    def permits(self, scope: Scope) -> bool:
        """Tell whether a request's origin is absent, our own, or on the list."""
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None or origin.lower() in self.allowed:
            return True
        host = headers.get("host", "").lower()
        return bool(host) and urlsplit(origin.lower()).netloc == host


class OriginGuard:
    """Refuses what a page of another origin sends; a browser alone would only hide the answer."""

    def __init__(self, app: ASGIApp, *, origins: Origins) -> None:
        self.app = app
        self.origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        refused = (
            scope["type"] == "http"
            and scope["path"].startswith("/api/")
            and not self.origins.permits(scope)
        )
        if refused:
            await problem_answer(403, "origin_not_allowed")(scope, receive, send)
            return
        await self.app(scope, receive, send)
