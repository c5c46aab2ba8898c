"""What can be set about Teams, by environment variables that begin with KT_TEAMS_."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PATH = "/api/teams/messages"
"""The messaging endpoint of the bot."""
HOUR = 3600.0
MAX_IDLE_HOURS = 30 * 24.0
SHORTEST_KEY = 32
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
WORKER = "wijkteam"
# Where Teams takes messages in Microsoft's public cloud.
SERVICE_HOSTS = ("smba.trafficmanager.net",)
IDENTITY_HOSTS = ("login.botframework.com", "login.microsoftonline.com")
OPENID_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN_URL = "https://login.microsoftonline.com"

type Names = Annotated[tuple[str, ...], NoDecode]


class TeamsSettings(BaseSettings):
    """The settings of the channel; lists are separated by commas, times are in hours.

    One of `secret`, `certificate_file` and `managed_identity` proves who the bot is. `key` keys
    the HMACs by which talks are known and cards are signed: at least 32 characters, the same for
    every process. Raises ValidationError for settings that do not go together.
    """

    model_config = SettingsConfigDict(env_prefix="KT_TEAMS_", frozen=True, extra="ignore")

    enabled: bool = False
    app_id: str = ""
    tenant_id: str = ""
    secret: SecretStr | None = None
    certificate_file: Path | None = None
    certificate_password: SecretStr | None = None
    managed_identity: bool = False
    key: SecretStr | None = None

    service_hosts: Names = SERVICE_HOSTS
    identity_hosts: Names = IDENTITY_HOSTS
    openid_url: str = OPENID_URL
    login_url: str = LOGIN_URL
    # Certificates to trust instead of the usual ones, where a network inspects TLS.
    ca_file: Path | None = None
    # The way out, where a network has one only (http://host:port).
    proxy_url: str = ""

    # Who may be meant in these talks; the first one is whom they begin with.
    audiences: Names = (WORKER,)
    # Practising for new consultants, in talks that begin from now on; it needs KT_PRACTICE_SECRET.
    practice: bool = False
    idle_hours: float = Field(default=24.0, gt=0, le=MAX_IDLE_HOURS)
    card_hours: float = Field(default=24.0, gt=0, le=MAX_IDLE_HOURS)
    # For trials on this machine alone: no token is asked and none is sent.
    anonymous: bool = False

    # Where this gateway is reached from outside, for links in cards (https://…, no path).
    public_url: str = ""
    max_body_bytes: int = Field(default=256 * 1024, ge=1024)
    send_attempts: int = Field(default=5, ge=1, le=10)
    # The longest pause before trying again, whatever Retry-After says.
    longest_pause_seconds: float = Field(default=30.0, gt=0)

    @field_validator("service_hosts", "identity_hosts", "audiences", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(each.strip() for each in value.split(",") if each.strip())
        return value

    @field_validator("app_id", "tenant_id")
    @classmethod
    def _guid(cls, value: str) -> str:
        if value and not GUID.fullmatch(value):
            raise ValueError("a GUID is needed")
        return value.lower()

    @field_validator("key")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SHORTEST_KEY:
            raise ValueError(f"at least {SHORTEST_KEY} characters are needed")
        return value

    @model_validator(mode="after")
    def _together(self) -> Self:
        for name in ("openid_url", "login_url"):
            if not _https_on(getattr(self, name), self.identity_hosts):
                raise ValueError(f"{name}: https and a host of identity_hosts are needed")
        if self.public_url and urlsplit(self.public_url).scheme != "https":
            raise ValueError("public_url: https is needed")
        if self.practice and self.audiences != (WORKER,):
            raise ValueError(f"practice: audiences must be {WORKER}")
        if not self.enabled or self.anonymous:
            return self
        if not (self.app_id and self.tenant_id):
            raise ValueError("app_id and tenant_id are needed")
        if self.key is None:
            raise ValueError("key is needed")
        proofs = (self.secret is not None, self.certificate_file is not None, self.managed_identity)
        if sum(proofs) != 1:
            raise ValueError("one of secret, certificate_file and managed_identity is needed")
        if not self.audiences or not self.service_hosts:
            raise ValueError("audiences and service_hosts may not be empty")
        return self

    @property
    def idle_seconds(self) -> float:
        """How long a talk is kept after the last message of the worker."""
        return self.idle_hours * HOUR

    @property
    def key_bytes(self) -> bytes:
        """Give the key of the HMACs; without one (a local trial) it is new at every start."""
        return self.key.get_secret_value().encode() if self.key is not None else _OF_THIS_PROCESS


_OF_THIS_PROCESS = secrets.token_bytes(SHORTEST_KEY)


def _https_on(url: str, hosts: tuple[str, ...]) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.username is None and parts.hostname in hosts


def require_loopback(settings: TeamsSettings, host: str) -> None:
    """Refuse to run without tokens where others can reach the server. Raises ValueError."""
    if settings.anonymous and host not in LOOPBACK:
        raise ValueError("KT_TEAMS_ANONYMOUS: only for a server that is bound to loopback")
