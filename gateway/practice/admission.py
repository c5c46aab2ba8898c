"""What a conversation of a trainee begins with."""

from __future__ import annotations

from typing import Final

from gateway.model import SessionRequest
from gateway.practice.identity import of_code
from gateway.problems import Problem
from gateway.settings import Settings

TRAINEE: Final = "trainee"
TRAINEE_ID: Final = "oefenaar"
"""Under which the start of a conversation holds the opaque id of a trainee."""
AUDIENCES: Final = "wijkteam,trainee"
"""A trainee is spoken to as a worker is, and may practise."""


def is_trainee(asked: SessionRequest) -> bool:
    """Tell whether somebody wants to practise: she says so, or gives a code."""
    return asked.start.spreker == TRAINEE or asked.practice_code is not None


def trainee_start(settings: Settings, asked: SessionRequest) -> dict[str, str]:
    """Give the start of a trainee's conversation, with an opaque id in the place of her code.

    Whether the code was ever handed out is for the assistant to know. Raises Problem where there
    is no practising, for what is no code, and for a code of who is no trainee (all 403).
    """
    if not settings.practice or settings.practice_secret is None:
        raise Problem(403, "practice_off")
    code = asked.practice_code.get_secret_value() if asked.practice_code else ""
    trainee = of_code(settings.practice_secret.get_secret_value().encode(), code)
    if trainee is None or asked.start.spreker != TRAINEE:
        raise Problem(403, "practice_code")
    return account_start(trainee, stelsel=asked.start.stelsel, domein=asked.start.domein)


def account_start(trainee: str, **more: str | None) -> dict[str, str]:
    """Give the start of the conversation of a trainee whose id is known (another channel's too)."""
    start = {"spreker": "wijkteam", "publieken": AUDIENCES, TRAINEE_ID: trainee}
    return start | {name: value for name, value in more.items() if value is not None}
