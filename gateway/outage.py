"""The answer while the store of conversations is away or full: a plain word, and help in danger.

Nothing was kept then, and the answer says so: the page sends the same message again.
"""

from __future__ import annotations

import json
import logging

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from gateway.danger import help_entry, sign_in
from gateway.problems import place_of, problem_answer
from gateway.turns import threaded

logger = logging.getLogger(__name__)

SECONDS_TO_WAIT = 5


def install(app: FastAPI) -> None:
    """Let every fault of the store be answered with 503 `store_down`."""

    @app.exception_handler(SQLAlchemyError)
    async def of_the_store(request: Request, fault: SQLAlchemyError) -> JSONResponse:
        logger.error("store", extra={"kind": type(fault).__name__, "where": place_of(fault)})
        request.app.state.gateway.metrics.fault(type(fault).__name__)
        help_ = await threaded(_help, await request.body())
        return problem_answer(503, "store_down", retry_after=SECONDS_TO_WAIT, before=help_)


def _help(body: bytes) -> str:
    """Give the help for the danger that a typed message tells of, '' for any other."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    text = said.get("text") if isinstance(said, dict) else None
    sign = sign_in(text, None) if isinstance(text, str) else None
    return help_entry(sign, None).text if sign is not None else ""
