"""What goes wrong, as one kind of answer: a stable code for programs, Dutch for people."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from gateway.words import words

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


class ProblemAnswer(BaseModel):
    """The body of every answer that is no success (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    retry_after: int | None = None
    errors: list[str] | None = None


class Problem(Exception):
    """Something that the caller is told; `code` is a key of `problemen` in woorden.yaml.

    `before` is said before the words of the code.
    """

    def __init__(
        self, status: int, code: str, retry_after: float | None = None, before: str = ""
    ) -> None:
        super().__init__(code)
        self.before = before
        self.status = status
        self.code = code
        self.retry_after = None if retry_after is None else max(1, math.ceil(retry_after))


def problem_answer(
    status: int,
    code: str,
    retry_after: int | None = None,
    errors: list[str] | None = None,
    headers: Mapping[str, str] | None = None,
    before: str = "",
) -> JSONResponse:
    """Give the answer for one code."""
    body = ProblemAnswer(
        title=HTTPStatus(status).phrase,
        status=status,
        code=code,
        detail="\n\n".join(each for each in (before, words().problem(code)) if each),
        retry_after=retry_after,
        errors=errors,
    )
    more = dict(headers or {})
    if retry_after is not None:
        more["Retry-After"] = str(retry_after)
    if status == HTTPStatus.UNAUTHORIZED:
        more["WWW-Authenticate"] = "Bearer"
    return JSONResponse(
        body.model_dump(exclude_none=True), status, headers=more, media_type=MEDIA_TYPE
    )


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe for OpenAPI which problems a route may answer."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": ProblemAnswer.model_json_schema()}},
        }
        for status in statuses
    }


CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 413: "too_big"}


def install(app: FastAPI) -> None:
    """Let every error of the app be such an answer. None quotes what was sent."""

    @app.exception_handler(Problem)
    async def of_ours(_request: Request, problem: Problem) -> JSONResponse:
        return problem_answer(
            problem.status, problem.code, problem.retry_after, before=problem.before
        )

    @app.exception_handler(RequestValidationError)
    async def of_validation(_request: Request, wrong: RequestValidationError) -> JSONResponse:
        if any(each["type"] == "json_invalid" for each in wrong.errors()):
            return problem_answer(400, "bad_request")
        places = sorted({".".join(str(part) for part in each["loc"]) for each in wrong.errors()})
        return problem_answer(422, "invalid", errors=places)

    @app.exception_handler(HTTPException)
    async def of_the_framework(_request: Request, error: HTTPException) -> JSONResponse:
        code = CODES.get(error.status_code, "internal")
        return problem_answer(error.status_code, code, headers=error.headers)

    @app.exception_handler(Exception)
    async def of_nobody(request: Request, fault: Exception) -> JSONResponse:
        logger.error("fault", extra={"kind": type(fault).__name__, "where": place_of(fault)})
        request.app.state.gateway.metrics.fault(type(fault).__name__)
        return problem_answer(500, "internal")


def place_of(fault: BaseException) -> str:
    """Give file and line where a fault arose; its text may quote a message and stays out."""
    place = fault.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
