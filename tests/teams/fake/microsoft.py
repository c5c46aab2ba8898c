"""The servers of Microsoft that a bot meets, as one small app that notes what it is asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from jwt.algorithms import RSAAlgorithm

from scripts.kt.ports import free_port
from tests.teams.fake.certificates import Certificates, new_key

APP = "11111111-2222-3333-4444-555555555555"
TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
OTHER_TENANT = "99999999-bbbb-cccc-dddd-eeeeeeeeeeee"
SECRET = "the-secret-of-the-bot"
ISSUER = "https://api.botframework.com"
KID = "key-one"
UNENDORSED = "key-without-endorsement"
BOT_TOKEN = "a-token-for-the-bot"
SECONDS_TO_START = 10.0


@dataclass(frozen=True)
class Call:
    """One call at the connector."""

    method: str
    conversation: str
    activity: str | None
    body: dict[str, Any]
    authorization: str | None

    @property
    def kind(self) -> str:
        """Give the type of the activity."""
        return str(self.body.get("type"))

    @property
    def card(self) -> dict[str, Any] | None:
        """Give the card, if there is one."""
        attached = self.body.get("attachments") or [{}]
        found: dict[str, Any] | None = attached[0].get("content")
        return found

    @property
    def said(self) -> str:
        """Give all words of the activity, a card's too."""
        return str(self.body.get("text") or json.dumps(self.card, ensure_ascii=False))


@dataclass
class Microsoft:
    """What it knows and was asked. `answers` are given to the next calls at the connector."""

    port: int
    key: RSAPrivateKey = field(default_factory=new_key)
    calls: list[Call] = field(default_factory=list)
    tokens_asked: list[dict[str, str]] = field(default_factory=list)
    keys_asked: int = 0
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    typing_fails: bool = False
    keys_down: bool = False
    token_error: str | None = None
    redirect_token: str | None = None
    token: str = BOT_TOKEN

    @property
    def url(self) -> str:
        """Give where it listens."""
        return f"https://localhost:{self.port}"

    @property
    def service_url(self) -> str:
        """Give the address of the connector, as activities name it."""
        return f"{self.url}/emea/"

    def reset(self) -> None:
        """Forget what was asked, and be well again."""
        self.calls.clear()
        self.tokens_asked.clear()
        self.answers.clear()
        self.keys_asked = 0
        self.typing_fails = self.keys_down = False
        self.token_error = self.redirect_token = None
        self.token = BOT_TOKEN

    def variables(self, certificates: Certificates) -> dict[str, str]:
        """Give the settings by which a bot takes this for Microsoft."""
        return {
            "KT_TEAMS_ENABLED": "true",
            "KT_TEAMS_APP_ID": APP,
            "KT_TEAMS_TENANT_ID": TENANT,
            "KT_TEAMS_SECRET": SECRET,
            "KT_TEAMS_KEY": "a-key-for-the-tests-that-is-long-enough",
            "KT_TEAMS_SERVICE_HOSTS": "localhost",
            "KT_TEAMS_IDENTITY_HOSTS": "localhost",
            "KT_TEAMS_OPENID_URL": f"{self.url}/v1/.well-known/openidconfiguration",
            "KT_TEAMS_LOGIN_URL": self.url,
            "KT_TEAMS_CA_FILE": str(certificates.authority),
            "KT_TEAMS_LONGEST_PAUSE_SECONDS": "0.05",
        }

    # -- tokens of the connector -----------------------------------------------------------------

    def claims(self, **more: Any) -> dict[str, Any]:
        """Give good claims; None leaves one out."""
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": APP,
            "serviceurl": self.service_url,
            "nbf": now - 5,
            "exp": now + 3600,
            **more,
        }
        return {name: value for name, value in claims.items() if value is not None}

    def signed(
        self,
        *,
        key: Any = None,
        kid: str | None = KID,
        algorithm: str = "RS256",
        **claims: Any,
    ) -> str:
        """Give a token as the connector's, but for what is asked differently."""
        headers = {"kid": kid} if kid is not None else {}
        signer = self.key if key is None else key
        return jwt.encode(self.claims(**claims), signer, algorithm=algorithm, headers=headers)

    # -- what arrived ------------------------------------------------------------------------------

    def messages(self) -> list[Call]:
        """Give the messages that were sent, in order, without the signs of typing."""
        return [each for each in list(self.calls) if each.kind == "message"]

    def wait_for(self, count: int, seconds: float = 10.0) -> list[Call]:
        """Wait until so many messages (new or in place of others) arrived."""
        until = time.monotonic() + seconds
        while len(found := self.messages()) < count:
            assert time.monotonic() < until, [each.said for each in found]
            time.sleep(0.02)
        return found

    def quiet(self, seconds: float = 0.4) -> list[Call]:
        """Give what arrived once nothing more came for a while."""
        seen, since = -1, time.monotonic()
        while time.monotonic() - since < seconds:
            if len(self.calls) != seen:
                seen, since = len(self.calls), time.monotonic()
            time.sleep(0.02)
        return self.messages()


def app_of(microsoft: Microsoft) -> FastAPI:
    """Give the app."""
    app = FastAPI()

    @app.get("/v1/.well-known/openidconfiguration")
    async def openid() -> Response:
        microsoft.keys_asked += 1
        if microsoft.keys_down:
            return Response(status_code=503)
        return JSONResponse({"issuer": ISSUER, "jwks_uri": f"{microsoft.url}/keys"})

    @app.get("/keys")
    async def keys() -> Response:
        public = json.loads(RSAAlgorithm.to_jwk(microsoft.key.public_key()))
        listed = [
            {**public, "kid": KID, "use": "sig", "endorsements": ["msteams"]},
            {**public, "kid": UNENDORSED, "use": "sig", "endorsements": ["webchat"]},
        ]
        return JSONResponse({"keys": listed})

    @app.get("/{tenant}/v2.0/.well-known/openid-configuration")
    async def authority(tenant: str) -> Response:
        base = f"{microsoft.url}/{tenant}"
        return JSONResponse(
            {
                "issuer": f"{base}/v2.0",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            }
        )

    @app.post("/{tenant}/oauth2/v2.0/token")
    async def token(tenant: str, request: Request) -> Response:
        body = (await request.body()).decode()
        asked = dict(pair.split("=", 1) for pair in body.split("&") if "=" in pair)
        microsoft.tokens_asked.append({"tenant": tenant, **asked})
        if microsoft.redirect_token:
            return RedirectResponse(microsoft.redirect_token, status_code=307)
        if microsoft.token_error:
            return JSONResponse({"error": microsoft.token_error}, status_code=401)
        given = {"token_type": "Bearer", "expires_in": 3600, "access_token": microsoft.token}
        return JSONResponse(given)

    async def note(request: Request, conversation: str, activity: str | None) -> Response:
        body = json.loads(await request.body())
        header = request.headers.get("authorization")
        microsoft.calls.append(Call(request.method, conversation, activity, body, header))
        if body.get("type") == "typing":
            return Response(status_code=500 if microsoft.typing_fails else 201)
        if microsoft.answers:
            status, headers = microsoft.answers.pop(0)
            # What was not taken did not arrive.
            if status >= 300:
                microsoft.calls.pop()
                return Response(status_code=status, headers=headers)
        return JSONResponse({"id": f"1:{len(microsoft.calls)}/x"}, status_code=201)

    place = "/emea/v3/conversations/{conversation:path}/activities"

    @app.put(place + "/{activity:path}")
    async def replaced(request: Request, conversation: str, activity: str) -> Response:
        return await note(request, conversation, activity)

    @app.post(place)
    async def sent(request: Request, conversation: str) -> Response:
        return await note(request, conversation, None)

    return app


@contextmanager
def running(certificates: Certificates) -> Iterator[Microsoft]:
    """Run it on a free port of loopback while the block runs."""
    microsoft = Microsoft(free_port())
    server = uvicorn.Server(
        uvicorn.Config(
            app_of(microsoft),
            host="localhost",
            port=microsoft.port,
            ssl_certfile=str(certificates.certificate),
            ssl_keyfile=str(certificates.key),
            log_level="error",
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + SECONDS_TO_START
    while not server.started:
        assert time.monotonic() < until, "the fake Microsoft does not start"
        time.sleep(0.02)
    try:
        yield microsoft
    finally:
        server.should_exit = True
        thread.join(SECONDS_TO_START)
