"""The gateway's server: `python -m gateway`, on loopback unless KT_GATEWAY_HOST says otherwise.

`python -m gateway --help` lists the commands for administrators.
"""

from __future__ import annotations

import sys

import uvicorn
from pydantic import ValidationError

from gateway import admin
from gateway.app import create_app
from gateway.logs import to_standard_error
from gateway.serving import protocol_for
from gateway.settings import Settings

MAX_CONNECTIONS = 2000
SECONDS_TO_END = 5


def main() -> int:
    """Serve until the process is ended, or do a command; gives 2 for wrong settings."""
    try:
        if sys.argv[1:]:
            return admin.run(sys.argv[1:])
        settings = Settings()
        app = create_app(settings)
    except ValidationError as wrong:
        for each in wrong.errors():
            name = ".".join(str(part) for part in each["loc"])
            print(f"gateway: {name}: {each['msg']}", file=sys.stderr)
        return 2
    except ValueError as wrong:
        print(f"gateway: {wrong}", file=sys.stderr)
        return 2
    to_standard_error()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        http=protocol_for(settings.request_seconds),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        limit_concurrency=MAX_CONNECTIONS,
        timeout_graceful_shutdown=SECONDS_TO_END,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
