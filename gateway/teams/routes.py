"""The messaging endpoint of the bot: POST /api/teams/messages.

401 and 403 for what Microsoft did not sign for us (gateway/teams/auth.py), 400 for what is no
activity, 503 while Microsoft's keys cannot be had, 202 for what was taken, and an invoke's own
answer. Nothing that was turned away reaches a store or the assistant.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from microsoft_agents.activity import Activity
from pydantic import ValidationError

from gateway.problems import problem_answer
from gateway.teams.auth import Identity, KeySource, NotAdmitted, admit, identify
from gateway.teams.channel import TeamsChannel
from gateway.teams.counts import REFUSED
from gateway.teams.hosts import HostRule
from gateway.teams.identity import Unidentified
from gateway.teams.keys import NoKeys
from gateway.teams.settings import PATH, TeamsSettings

logger = logging.getLogger(__name__)

LOCAL_TENANT = "local"
SECONDS_WITHOUT_KEYS = 10
CODES = {401: "teams_401", 403: "teams_403"}


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in, and to whom."""

    settings: TeamsSettings
    keys: KeySource
    allowed: HostRule
    channel: TeamsChannel

    async def receive(self, header: str | None, body: bytes) -> Response:
        """Answer one request."""
        try:
            # Who proves nothing is not read.
            identity = await self._identity(header)
            activity = activity_of(body)
            tenant = self._tenant(identity, activity)
            answer = await self.channel.receive(activity, tenant)
        except NotAdmitted as refused:
            REFUSED.labels(refused.kind).inc()
            logger.warning("teams_refused", extra={"kind": refused.kind, "status": refused.status})
            return problem_answer(refused.status, CODES[refused.status])
        except NoKeys:
            return problem_answer(503, "teams_503", retry_after=SECONDS_WITHOUT_KEYS)
        except (Unidentified, Malformed):
            REFUSED.labels("malformed").inc()
            return problem_answer(400, "bad_request")
        if answer is None:
            return Response(status_code=202)
        return JSONResponse(answer.body, answer.status)

    async def _identity(self, header: str | None) -> Identity | None:
        if self.settings.anonymous:
            return None
        return await identify(header, self.settings.app_id, self.keys)

    def _tenant(self, identity: Identity | None, activity: Activity) -> str:
        if identity is None:
            if not self.allowed(activity.service_url or ""):
                raise NotAdmitted(403, "host")
            return LOCAL_TENANT
        admit(identity, activity, self.settings.tenant_id, self.allowed)
        return self.settings.tenant_id


class Malformed(Exception):
    """The body is no activity."""


def activity_of(body: bytes) -> Activity:
    """Give the activity of a body. Raises Malformed; its text stays out of every message."""
    try:
        content = json.loads(body)
        if not isinstance(content, dict):
            raise Malformed
        return Activity.model_validate(content)
    except Malformed:
        raise
    except (ValidationError, ValueError, TypeError, RecursionError):
        raise Malformed from None
    except Exception as fault:
        # The SDK raises plain exceptions for parts that contradict each other.
        logger.info("teams_malformed", extra={"kind": type(fault).__name__})
        raise Malformed from None


def router_of(door: Door) -> APIRouter:
    """Give the route."""
    router = APIRouter(tags=["teams"])

    @router.post(PATH, status_code=202, include_in_schema=False)
    async def messages(request: Request) -> Response:
        """Take an activity of Microsoft's connector."""
        return await door.receive(request.headers.get("authorization"), await request.body())

    return router
