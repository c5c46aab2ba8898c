"""What is fuzzed: each target takes bytes, makes an input of them and holds it to its promises.

A target raises for whatever is no promise kept; the fuzzers know nothing else of it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from actions.reading import Kind, read_answer
from actions.reading.activities import read_activity
from actions.reading.answers import is_valid
from catalog.files import GemeenteFile, StelselFile
from catalog.loader import SHIPPED
from catalog.model import Publiek
from catalog.vocabulary_file import VocabularyFile, read_vocabulary
from catalog.yamlfile import CatalogueFileError, parse_yaml, read_yaml
from gateway.problems import MEDIA_TYPE
from safety.danger import detect, detect_sign
from safety.mask import mask
from safety.text import MAX_CHARS, is_command, plain
from tests.attacks.fuzz.nasty import JSON, PATHS, TEXTS
from tests.gateway.building import FakeAssistant, app_before, settings_in

type Target = Callable[[bytes], None]

MOST_TEXT = 300
METHODS = ("GET", "POST", "POST", "POST", "DELETE", "PUT", "HEAD", "OPTIONS", "TRACE", "x" * 40)


def text_of(data: bytes) -> str:
    """Give a text, which may hold what no file can: halves of characters, as JSON can."""
    if not data:
        return ""
    rest = data[1:]
    match data[0] % 4:
        case 0:
            found = rest.decode("utf-16-le", "surrogatepass" if len(rest) % 2 == 0 else "replace")
        case 1:
            found = rest.decode("utf-8", "replace")
        case 2:
            words = [TEXTS[each % len(TEXTS)] for each in rest[:6]]
            found = " ".join(words) + rest[6:].decode("utf-8", "replace")
        case _:
            found = rest.decode("latin-1")
    return found[:MOST_TEXT]


@cache
def _vocabulary() -> tuple[Any, ...]:
    found = read_vocabulary(read_yaml(SHIPPED / "vocabulary" / "kenmerken.yaml"))
    return tuple(found.values())


def parser(data: bytes) -> None:
    """Whatever is answered, what is read is a value of that question or none."""
    if len(data) < 2:
        return
    kenmerk = _vocabulary()[data[0] % len(_vocabulary())]
    publiek = tuple(Publiek)[data[1] % len(Publiek)]
    text = plain(text_of(data[2:]))
    reading = read_answer(kenmerk, text, publiek)
    if reading.kind is Kind.VALUE:
        assert is_valid(kenmerk, reading.value), (kenmerk.id, reading.value)
    read_activity(text)


def masking(data: bytes) -> None:
    """What is kept can be stored, is no command, is not over its size and masks to itself."""
    kept = plain(mask(plain(text_of(data)))) or "."
    kept.encode("utf-8")
    assert "\0" not in kept
    assert not is_command(kept)
    assert len(kept) <= MAX_CHARS
    assert plain(mask(kept)) == kept


def danger(data: bytes) -> None:
    """Whatever is written, looking for danger gives an answer."""
    text = plain(text_of(data))
    spreker = (None, "inwoner", "naaste", "wijkteam")[len(data) % 4]
    for found in (detect(text, spreker), detect_sign(text, spreker)):
        assert found is None or found.kind


def catalogue(data: bytes) -> None:
    """A file of a stranger is read or refused in one line, and builds nothing but plain data."""
    try:
        file = parse_yaml(data, "stranger.yaml")
    except CatalogueFileError as refused:
        _in_one_line(refused)
        return
    json.dumps(file.data, default=str)
    for model in (StelselFile, GemeenteFile, VocabularyFile):
        try:
            file.parse(model)
        except CatalogueFileError as refused:
            _in_one_line(refused)


def _in_one_line(refused: CatalogueFileError) -> None:
    assert str(refused).startswith("stranger.yaml:"), refused
    assert "\n" not in str(refused), refused


class Gateway:
    """The whole app in this process, called as a server calls it."""

    def __init__(self) -> None:
        logging.disable(logging.CRITICAL)
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        limits = {"message_rate": "1000000/minute", "session_rate": "1000000/minute"}
        limits |= {"address_rate": "10000000/minute"}
        settings = settings_in(
            folder, max_sessions=10**6, stream_seconds=0.05, melding_folder=folder, **limits
        )
        self._loop = asyncio.new_event_loop()
        self.app = app_before(FakeAssistant(), settings)
        self._life = self.app.router.lifespan_context(self.app)
        self._loop.run_until_complete(self._life.__aenter__())
        body = b'{"start": {"spreker": "naaste"}}'
        as_json = [(b"content-type", b"application/json")]
        _status, _headers, answer = self.ask("POST", "/api/sessions", body, as_json)
        self.token = json.loads(answer)["token"]

    def ask(
        self, method: str, path: str, body: bytes, headers: list[tuple[bytes, bytes]]
    ) -> tuple[int, dict[bytes, bytes], bytes]:
        """Give status, headers and body of an answer."""
        sent: list[dict[str, Any]] = []
        left = [body[:7], body[7:]]

        async def receive() -> dict[str, Any]:
            if not left:
                # Who asked waits for the answer.
                await asyncio.sleep(30)
                return {"type": "http.disconnect"}
            part = left.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(left)}

        async def send(message: Any) -> None:
            sent.append(message)

        raw, _mark, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": raw,
            "raw_path": raw.encode("utf-8", "replace"),
            "query_string": query.encode("utf-8", "replace"),
            "root_path": "",
            "headers": [(b"host", b"gateway.test"), *headers],
            "client": ("192.0.2.1", 1234),
            "server": ("gateway.test", 80),
        }
        self._loop.run_until_complete(self.app(scope, receive, send))
        start = next(each for each in sent if each["type"] == "http.response.start")
        whole = b"".join(each.get("body", b"") for each in sent)
        return start["status"], dict(start["headers"]), whole


@cache
def _gateway() -> Gateway:
    return Gateway()


def gateway(data: bytes) -> None:
    """Every request gets an answer that is no fault of ours, with the strict headers."""
    if len(data) < 4:
        return
    running = _gateway()
    method = METHODS[data[0] % len(METHODS)]
    path = PATHS[data[1] % len(PATHS)]
    rest = data[4:]
    # A stream and a PDF take long; both have tests of their own.
    if data[2] % 4 == 0:
        path += rest[:12].decode("latin-1")
    body = rest if data[2] % 3 == 0 else JSON[data[3] % len(JSON)] + rest[:3]
    headers = [(b"content-type", b"application/json")]
    match data[3] % 4:
        case 0:
            headers.append((b"authorization", b"Bearer " + rest[:200]))
        case 1:
            headers.append((rest[:9].lower() or b"x", rest[9:60]))
        case _:
            headers.append((b"authorization", f"Bearer {running.token}".encode()))
    if method == "DELETE":
        # It would end the talk that the others need.
        headers.pop()
    status, told, answer = running.ask(method, path, body, headers)
    assert status < 500, (method, path, status, answer[:200])
    assert told[b"x-content-type-options"] == b"nosniff"
    assert b"Traceback" not in answer
    if told.get(b"content-type") == MEDIA_TYPE.encode():
        assert json.loads(answer)["detail"]


TARGETS: dict[str, Target] = {
    "parser": parser,
    "masking": masking,
    "danger": danger,
    "catalogue": catalogue,
    "gateway": gateway,
}
