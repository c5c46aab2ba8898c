"""Handing a melding over: a folder that somebody empties, a mailbox, or a web address.

Exactly one is set, or none. Whatever a gemeente uses besides, it writes `Adapter` for.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib
import httpx

from gateway.settings import Settings
from gateway.turns import threaded

DAY = 24 * 3600.0
SECONDS = 15.0


class HandOverFailed(Exception):
    """The melding was not handed over."""


@dataclass(frozen=True, slots=True)
class Melding:
    """What is handed over."""

    reference: str
    sent_at: str
    site: str
    text: str
    digest: str


class Adapter(Protocol):
    """A way to hand a melding over."""

    async def hand_over(self, melding: Melding) -> None:
        """Hand it over. Raises HandOverFailed; then nothing was handed over."""

    async def tidy(self) -> None:
        """Remove what lies here too long after it was handed over. Raises OSError."""


class Folder:
    """Writes each melding as one JSON file, whole or not at all; old ones are removed."""

    def __init__(
        self, folder: Path, retention_days: float, clock: Callable[[], float] = time.time
    ) -> None:
        self.folder = folder
        self.retention = retention_days * DAY
        self._clock = clock

    async def hand_over(self, melding: Melding) -> None:
        """Write the file. Raises HandOverFailed."""
        try:
            await threaded(self._write, melding)
        except OSError as error:
            raise HandOverFailed(type(error).__name__) from None

    async def tidy(self) -> None:
        """Remove old files. Raises OSError."""
        await threaded(self.remove_old)

    def _write(self, melding: Melding) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.remove_old()
        whole = self.folder / f"{melding.reference}.json"
        part = self.folder / f".{melding.reference}.part"
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(melding), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.replace(whole)

    def remove_old(self) -> int:
        """Remove what was handed over too long ago; gives how many."""
        if not self.folder.is_dir():
            return 0
        before = self._clock() - self.retention
        old = [each for each in self.folder.glob("*.json") if each.stat().st_mtime < before]
        for each in old:
            each.unlink(missing_ok=True)
        return len(old)


class Mailbox:
    """Sends each melding as a mail, over TLS unless the address says `smtp` on loopback."""

    def __init__(self, url: str, sender: str, recipient: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps", "smtp+starttls") or not parts.hostname:
            raise ValueError("melding_smtp: smtps://user:password@host:port is needed")
        if parts.scheme == "smtp" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError("melding_smtp: without TLS only to this machine itself")
        self._host, self._port = parts.hostname, parts.port
        self._tls = parts.scheme == "smtps"
        self._start_tls = parts.scheme == "smtp+starttls"
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._from, self._to = sender, recipient

    async def hand_over(self, melding: Melding) -> None:
        """Send the mail. Raises HandOverFailed."""
        mail = EmailMessage()
        mail["From"], mail["To"] = self._from, self._to
        mail["Subject"] = f"Melding Wmo {melding.reference}"
        mail["Message-ID"] = f"<{melding.reference}@keukentafel.invalid>"
        mail.set_content(melding.text)
        try:
            await aiosmtplib.send(
                mail,
                hostname=self._host,
                port=self._port,
                username=self._user,
                password=self._password,
                use_tls=self._tls,
                start_tls=self._start_tls,
                timeout=SECONDS,
            )
        except (aiosmtplib.SMTPException, OSError) as error:
            raise HandOverFailed(type(error).__name__) from None

    async def tidy(self) -> None:
        """Do nothing: the mail is with the gemeente."""


class Webhook:
    """Posts each melding as JSON; `X-Signature` is the HMAC-SHA256 of the body.

    `Idempotency-Key` is the reference: a receiver that got it before must not take it twice.
    """

    def __init__(
        self, url: str, secret: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        if urlsplit(url).scheme != "https" and urlsplit(url).hostname not in (
            "127.0.0.1",
            "localhost",
        ):
            raise ValueError("melding_webhook: an https address is needed")
        self._url, self._secret, self._transport = url, secret.encode(), transport

    async def hand_over(self, melding: Melding) -> None:
        """Post it. Raises HandOverFailed."""
        body = json.dumps(asdict(melding), ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": melding.reference,
            "X-Signature": "sha256=" + hmac.new(self._secret, body, hashlib.sha256).hexdigest(),
        }
        try:
            async with httpx.AsyncClient(timeout=SECONDS, transport=self._transport) as client:
                answer = await client.post(self._url, content=body, headers=headers)
                answer.raise_for_status()
        except httpx.HTTPError as error:
            raise HandOverFailed(type(error).__name__) from None

    async def tidy(self) -> None:
        """Do nothing: the melding is with the gemeente."""


def adapter_of(settings: Settings) -> Adapter | None:
    """Give the adapter that is set, None for none. Raises ValueError for more than one."""
    set_ = [settings.melding_folder, settings.melding_smtp, settings.melding_webhook]
    if sum(each is not None for each in set_) > 1:
        raise ValueError("set one of melding_folder, melding_smtp and melding_webhook")
    if settings.melding_folder is not None:
        return Folder(settings.melding_folder, settings.melding_retention_days)
    if settings.melding_smtp is not None:
        if not settings.melding_mail_from or not settings.melding_mail_to:
            raise ValueError("melding_mail_from and melding_mail_to are needed")
        return Mailbox(settings.melding_smtp, settings.melding_mail_from, settings.melding_mail_to)
    if settings.melding_webhook is not None:
        if settings.melding_webhook_secret is None:
            raise ValueError("melding_webhook_secret is needed")
        return Webhook(settings.melding_webhook, settings.melding_webhook_secret.get_secret_value())
    return None
