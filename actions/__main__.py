"""The action server: `python -m actions`, on loopback, port from `KT_ACTIONS_PORT` (5055).

`KT_ACTIONS_HOST` lets it listen elsewhere: in a container, where only Rasa reaches it.

rasa-sdk's own command binds every interface, allows every web origin, and answers a failing
action with the whole request, which Rasa then writes to its log while the person hears nothing.
Here a failing action is a sentence to the person, and no conversation gets into a log. Who asks
must show the secret that `KT_ACTIONS_SECRET` holds.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
import sys
import warnings
from functools import partial

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, Sanic, response
from sanic.worker.loader import AppLoader

from actions.seeing import SeenExecutor, serve_counters, tracing_from_environment
from practice.progress.tidying import keep_tidying

HOST = "127.0.0.1"
HOST_VARIABLE = "KT_ACTIONS_HOST"
PORT_VARIABLE = "KT_ACTIONS_PORT"
DEFAULT_PORT = 5055
SHARED = "KT_ACTIONS_SECRET"
HEADER = "x-keukentafel-secret"
SHORTEST = 16
OPEN_PATHS = ("/health",)

# It stands here because it must not depend on anything that may be what is broken; and it names
# help in danger, since the message that it answers may have been a cry for it.
SORRY = (
    "Sorry, er ging iets mis. Zeg het nog eens, of bel de gemeente. "
    "Is er nu gevaar? Bel 112. Denkt u aan zelfmoord? Bel gratis 0800-0113."
)


def make_app(executor: ActionExecutor, secret: str) -> Sanic:  # type: ignore[type-arg]
    """Give the server for the registered actions, for whoever shows the secret.

    Where an action raises, the answer is SORRY as its message, with status 200.
    """
    app = create_app(executor, cors_origins=[])

    @app.after_server_start
    async def tidy(running: Sanic) -> None:  # type: ignore[type-arg]
        running.ctx.tidying = asyncio.create_task(keep_tidying())

    @app.before_server_stop
    async def leave(running: Sanic) -> None:  # type: ignore[type-arg]
        running.ctx.tidying.cancel()
        await asyncio.gather(running.ctx.tidying, return_exceptions=True)

    @app.on_request
    async def admit(request: Request) -> HTTPResponse | None:
        given = request.headers.get(HEADER, "").encode()
        if request.path in OPEN_PATHS or hmac.compare_digest(given, secret.encode()):
            return None
        return response.json({"error": "unauthorized"}, status=401)

    @app.on_response  # type: ignore[untyped-decorator]
    async def say_sorry(_request: Request, answer: HTTPResponse) -> HTTPResponse | None:
        if answer.status == 500:
            return response.json({"events": [], "responses": [{"text": SORRY}]})
        return None

    return app


def main() -> None:
    """Serve every action of the package until the process is ended."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    # Rasa 3.6 is an older line than this rasa-sdk on purpose; their protocol is the same.
    warnings.filterwarnings("ignore", message="You are using an old version of rasa")
    executor = SeenExecutor(tracing_from_environment())
    executor.register_package("actions")
    secret = os.environ.get(SHARED, "")
    if len(secret) < SHORTEST:
        sys.exit(f"{SHARED}: at least {SHORTEST} characters are needed")
    loader = AppLoader(factory=partial(make_app, executor, secret))
    app = loader.load()
    port = int(os.environ.get(PORT_VARIABLE) or DEFAULT_PORT)
    serve_counters(executor)
    host = os.environ.get(HOST_VARIABLE) or HOST
    app.prepare(host=host, port=port, single_process=True, access_log=False, motd=False)
    Sanic.serve_single(primary=app)


if __name__ == "__main__":
    main()
