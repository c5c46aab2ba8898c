"""What an invoke is answered: Teams shows it beside the button that was pressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from microsoft_agents.activity import AdaptiveCardInvokeResponse

from gateway.teams.payload import CARD_TYPE
from gateway.teams.words import told

MESSAGE_TYPE = "application/vnd.microsoft.activity.message"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and body of the answer to an invoke."""

    status: int
    body: dict[str, Any]


def for_card(shown: str | Mapping[str, Any] | None) -> Answer:
    """Answer a card's action: with a card in its place, or a line of text."""
    is_card = isinstance(shown, Mapping)
    value = dict(shown) if isinstance(shown, Mapping) else shown or told("invoke", "ontvangen")
    response = AdaptiveCardInvokeResponse(
        status_code=HTTPStatus.OK, type=CARD_TYPE if is_card else MESSAGE_TYPE, value=value
    )
    return Answer(HTTPStatus.OK, response.model_dump(mode="json", by_alias=True, exclude_none=True))


def for_dialog() -> Answer:
    """Answer the wish to open a dialog: there are none."""
    task = {"type": "message", "value": told("invoke", "geen_venster")}
    return Answer(HTTPStatus.OK, {"task": task})


def not_known() -> Answer:
    """Answer an invoke that this bot does not offer."""
    return Answer(HTTPStatus.NOT_IMPLEMENTED, {})
