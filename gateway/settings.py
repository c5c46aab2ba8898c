"""What can be set from outside, by environment variables that begin with KT_GATEWAY_."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from gateway.store.sealed import Sealer, sealer_of

HERE = Path(__file__).parent
HOUR = 3600.0
MAX_RETENTION_HOURS = 24.0

type Names = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """The settings of one gateway process; lists are separated by commas.

    `channel_secret` (KT_CHANNEL_SECRET) is what the assistant's channel asks for; there is no
    default, so that nobody runs with one.
    """

    model_config = SettingsConfigDict(env_prefix="KT_GATEWAY_", frozen=True, extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    # Whose X-Forwarded-For is believed; the address of a person decides about limits only.
    trusted_proxies: str = "127.0.0.1"

    channel_secret: SecretStr = Field(
        min_length=16,
        validation_alias=AliasChoices("channel_secret", "KT_CHANNEL_SECRET"),
    )
    # Several are parted by commas: a conversation keeps to one for as long as that answers.
    assistant_url: str = "http://127.0.0.1:5005"
    assistant_patience: float = Field(default=25.0, gt=0)
    danger_patience: float = Field(default=2.0, gt=0)

    database_url: str = "sqlite:///.run/conversations.db"
    limits_url: str = "memory://"
    # A folder outside the database that tells, after a restore, what was erased in the meantime.
    erased_folder: Path | None = None
    # A Redis by which several gateways tell each other that something was said.
    notify_url: str | None = None

    allowed_origins: Names = ()
    sites_folder: Path = HERE / "sites"
    static_folder: Path = HERE / "webchat" / "dist"

    # Who may talk here; a worker signs in elsewhere.
    audiences: Names = ("inwoner", "naaste")
    idle_hours: float = Field(default=MAX_RETENTION_HOURS, gt=0, le=MAX_RETENTION_HOURS)
    absolute_hours: float = Field(default=7 * 24.0, gt=0)

    max_body_bytes: int = Field(default=16 * 1024, ge=256)
    max_sessions: int = Field(default=5000, ge=1)
    max_queue: int = Field(default=5, ge=1)
    message_rate: str = "20/minute"
    address_rate: str = "600/minute"
    session_rate: str = "30/hour"

    stream_seconds: float = Field(default=240.0, gt=0)
    keep_alive_seconds: float = Field(default=15.0, gt=0)
    typing_after_seconds: float = Field(default=1.0, gt=0)

    # Where a melding goes: none of them set, and the chat offers none.
    melding_folder: Path | None = None
    melding_webhook: str | None = None
    melding_webhook_secret: SecretStr | None = None
    melding_smtp: str | None = None
    melding_mail_from: str | None = None
    melding_mail_to: str | None = None
    melding_retention_days: float = Field(default=30.0, gt=0, le=30.0)

    # Practising for new consultants: codes are made with the same secret (`python -m practice`).
    practice: bool = False
    practice_secret: SecretStr | None = Field(
        default=None,
        min_length=16,
        validation_alias=AliasChoices("practice_secret", "KT_PRACTICE_SECRET"),
    )

    @model_validator(mode="after")
    def _practice_needs_its_secret(self) -> Self:
        if self.practice and self.practice_secret is None:
            raise ValueError("KT_GATEWAY_PRACTICE is on: KT_PRACTICE_SECRET is needed")
        return self

    # What conversations lie sealed with, the current key first: one of these, or (SQLite only)
    # a key file that is made beside the database.
    store_keys: SecretStr | None = None
    store_key_file: Path | None = None

    # The off switch: at once and for good, or while a file is there. (`python -m gateway off`
    # does it for every process.)
    off: bool = False
    off_file: Path | None = None

    # What is counted, on a port of its own that must not face the world; none: it is not served.
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = Field(default=None, ge=0, le=65535)
    counts_months: int = Field(default=24, ge=1, le=84)
    # Where traces go by OTLP over HTTP (http://collector:4318/v1/traces); none: there are none.
    otlp_endpoint: str | None = None

    # So long the head of a request may take, and its body again.
    request_seconds: float = Field(default=20.0, gt=0)

    @field_validator("allowed_origins", "audiences", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(each.strip() for each in value.split(",") if each.strip())
        return value

    def sealer(self) -> Sealer:
        """Give what seals the store of these settings. Raises ValueError without a key for it."""
        keys = self.store_keys.get_secret_value() if self.store_keys else None
        return sealer_of(self.database_url, keys, self.store_key_file)

    @property
    def idle_seconds(self) -> float:
        """How long a conversation is kept after the last message of the person."""
        return self.idle_hours * HOUR

    @property
    def absolute_seconds(self) -> float:
        """How long a conversation is kept at most."""
        return self.absolute_hours * HOUR
