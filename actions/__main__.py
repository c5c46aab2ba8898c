"""The action server on loopback: `python -m actions`, port from `KT_ACTIONS_PORT` (5055).

rasa-sdk's own command binds every interface, allows every web origin, and answers a failing
action with the whole request, which Rasa then writes to its log. A conversation must not get there.
"""

from __future__ import annotations

import logging
import os
import warnings
from functools import partial

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, Sanic, response
from sanic.worker.loader import AppLoader

HOST = "127.0.0.1"
PORT_VARIABLE = "KT_ACTIONS_PORT"
DEFAULT_PORT = 5055


def make_app(executor: ActionExecutor) -> Sanic:  # type: ignore[type-arg]
    """Give the server for the registered actions; its error answers hold nothing of the request."""
    app = create_app(executor, cors_origins=[])

    @app.on_response  # type: ignore[untyped-decorator]
    async def hide_request(_request: Request, answer: HTTPResponse) -> HTTPResponse | None:
        if answer.status == 500:
            return response.json({"error": "the action failed", "action_name": ""}, status=500)
        return None

    return app


def main() -> None:
    """Serve every action of the package until the process is ended."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    # Rasa 3.6 is an older line than this rasa-sdk on purpose; their protocol is the same.
    warnings.filterwarnings("ignore", message="You are using an old version of rasa")
    executor = ActionExecutor()
    executor.register_package("actions")
    loader = AppLoader(factory=partial(make_app, executor))
    app = loader.load()
    port = int(os.environ.get(PORT_VARIABLE) or DEFAULT_PORT)
    app.prepare(host=HOST, port=port, single_process=True, access_log=False, motd=False)
    Sanic.serve_single(primary=app)


if __name__ == "__main__":
    main()
