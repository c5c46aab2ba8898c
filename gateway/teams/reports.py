"""The report, and a trainee's own results, as a file, from a link on the card in a personal chat.

GET /api/teams/reports/<token>.

The token is encrypted and authenticated (Fernet), says which conversation, entry and format, is
good once and for a quarter of an hour. The report itself lies nowhere but in the conversation: when
that is erased, the link leads to nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from gateway.paper.report import docx, markdown
from gateway.store.store import Store
from gateway.store.teams import TeamsStore
from gateway.teams.cards.elements import word
from gateway.turns import threaded

PATH = "/api/teams/reports"
SECONDS = 15 * 60
LONGEST_TOKEN = 1024
KINDS = {"docx": "report", "md": "report", "csv": "practice_export"}
"""The kind of entry that each format is made of."""
NAMES = {"docx": "verslag.docx", "md": "verslag.md", "csv": "voortgang.csv"}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which report a token is for; `once` is what is used up."""

    conversation: str
    entry: str
    format: str
    once: str


class Reports:
    """Makes the links and answers them. `public_url` empty: there are none."""

    def __init__(
        self,
        store: Store,
        places: TeamsStore,
        key: bytes,
        public_url: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        own = hmac.digest(key, b"reports", hashlib.sha256)
        self._box = Fernet(base64.urlsafe_b64encode(own))
        self._store = store
        self._places = places
        self._public_url = public_url.rstrip("/")
        self._clock = clock

    def url(self, conversation: str, entry: str, format_: str) -> str | None:
        """Give an address for the report of an entry, None where files cannot be fetched."""
        if not self._public_url or format_ not in MEDIA_TYPES:
            return None
        wanted = [conversation, entry, format_, f"r.{secrets.token_urlsafe(12)}"]
        token = self._box.encrypt_at_time(json.dumps(wanted).encode(), int(self._clock()))
        return f"{self._public_url}{PATH}/{token.decode()}"

    def wanted(self, token: str) -> Wanted | None:
        """Give what a token is for, None for a forged one or one whose time is over."""
        if len(token) > LONGEST_TOKEN:
            return None
        try:
            content = self._box.decrypt_at_time(token.encode(), SECONDS, int(self._clock()))
        except (InvalidToken, UnicodeEncodeError):
            return None
        return Wanted(*json.loads(content))

    def fetch(self, token: str) -> tuple[bytes, str] | None:
        """Give the file and its format, once; None when there is nothing to give (any more)."""
        wanted = self.wanted(token)
        if wanted is None:
            return None
        snapshot = self._store.snapshot(wanted.conversation, 0)
        entries = snapshot.entries if snapshot is not None else ()
        kind = KINDS[wanted.format]
        entry = next((e for e in entries if e.id == wanted.entry and e.kind == kind), None)
        if entry is None:
            return None
        if not self._places.use(wanted.conversation, wanted.once, secrets.token_hex(16)):
            return None
        if wanted.format == "csv":
            return str(entry.data.get("content", "")).encode(), wanted.format
        if wanted.format == "md":
            return markdown(entry.data, entry.at).encode(), wanted.format
        return docx(entry.data, entry.at), wanted.format

    def router(self) -> APIRouter:
        """Give the route."""
        router = APIRouter(tags=["teams"])

        @router.get(PATH + "/{token}", include_in_schema=False)
        async def report(token: str) -> Response:
            """Give a report to whoever has its link."""
            headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
            found = await threaded(self.fetch, token)
            if found is None:
                return PlainTextResponse(word("link", "weg"), 404, headers=headers)
            content, format_ = found
            headers["Content-Disposition"] = f'attachment; filename="{NAMES[format_]}"'
            return Response(content, media_type=MEDIA_TYPES[format_], headers=headers)

        return router
