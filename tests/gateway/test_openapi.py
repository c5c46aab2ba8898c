"""The web API is what /openapi.json says: schemathesis tries what it allows and what not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from gateway.words import words
from tests.gateway.building import FakeAssistant, Page, advises, app_before, settings_in

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "web-api.md"
OPERATIONS = [
    "POST /api/sessions",
    "GET /api/conversation",
    "POST /api/messages",
    "GET /api/events",
    "GET /api/facts",
    "GET /api/transcript",
    "GET /api/advice",
    "GET /api/advice.pdf",
    "GET /api/melding",
    "POST /api/melding/preview",
    "POST /api/melding",
    "GET /api/config",
    "GET /healthz",
    "GET /readyz",
]
# They take nothing.
NOTHING_CAN_BE_WRONG = {"GET /healthz", "GET /readyz"}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    unsupported_method,
]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A person with an advice, whose gateway takes as much as it gets."""
    folder = tmp_path_factory.mktemp("openapi")
    limits = {"message_rate": "1000000/minute", "session_rate": "1000000/minute"}
    more = {"address_rate": "1000000/minute", "max_queue": 1000, "stream_seconds": 0.05}
    settings_ = settings_in(folder, melding_folder=folder / "meldingen", **limits, **more)
    assistant = FakeAssistant(lambda _said: advises())
    with TestClient(app_before(assistant, settings_)) as client:
        page = Page(client)
        page.settled()
        yield page


@pytest.fixture(scope="module")
def api(begun: Page) -> Any:
    """The schema of the running gateway."""
    return schemathesis.openapi.from_asgi("/openapi.json", begun.client.app)


def test_every_operation_is_tried(api: Any) -> None:
    # DELETE would end the conversation that the others need; tests of their own try it.
    described = {each.ok().label for each in api.get_all_operations()}
    assert described == {*OPERATIONS, "DELETE /api/session"}


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", OPERATIONS)
def test_the_gateway_answers_as_its_description_says(
    api: Any, begun: Page, label: str, mode: GenerationMode
) -> None:
    # An unknown query parameter is passed over, as is usual; an unknown field of a body is not.
    checks = [c for c in CHECKS if label.startswith("POST") or c is not negative_data_rejection]
    operation = next(o for each in api.get_all_operations() if (o := each.ok()).label == label)

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def tried(case: Any) -> None:
        case.call_and_validate(session=begun.client, headers=begun.headers, checks=checks)

    if mode is GenerationMode.NEGATIVE and label in NOTHING_CAN_BE_WRONG:
        with pytest.raises(Unsatisfiable):
            tried()
    else:
        tried()


def test_every_route_of_the_description_is_in_the_document(begun: Page) -> None:
    described = begun.client.get("/openapi.json").json()
    document = DOCUMENT.read_text(encoding="utf-8")
    missing = [
        f"{method.upper()} {path}"
        for path, operations in described["paths"].items()
        for method in operations
        if not re.search(rf"`{method.upper()} {re.escape(path)}(?:[`?]|\s)", document)
    ]
    assert missing == []


def test_every_code_of_a_problem_is_in_the_document() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    missing = [code for code in words().section("problemen") if f"`{code}`" not in document]
    assert missing == []


def test_the_description_asks_for_a_token_where_one_is_needed(begun: Page) -> None:
    described = begun.client.get("/openapi.json").json()
    free = {
        path
        for path, operations in described["paths"].items()
        for operation in operations.values()
        if "security" not in operation
    }
    assert free == {"/api/sessions", "/api/config", "/healthz", "/readyz"}
    assert json.dumps(described)
