"""The tables. Every row of a conversation carries its id, and goes when the conversation goes.

What tells of a person lies sealed (gateway/store/sealed.py).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Float, ForeignKey, Index, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from gateway.store.sealed import SealedJSON, SealedText


class Base(DeclarativeBase):
    """The gateway's own tables; the catalogue is another database."""


class ConversationRow(Base):
    """A conversation, its session, and how it stands.

    `token_hash` is the SHA-256 of the session's token. `version` rises with every change, so that
    streams need not read more. `claimed_by` and `claimed_until` say which worker handles its
    messages: one at a time, over all processes.
    """

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    channel: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[float] = mapped_column(Float)
    last_message_at: Mapped[float] = mapped_column(Float, index=True)
    ends_at: Mapped[float] = mapped_column(Float, index=True)
    last_seq: Mapped[int] = mapped_column(Integer, default=0)
    version: Mapped[int] = mapped_column(Integer, default=0)
    turns: Mapped[int] = mapped_column(Integer, default=0)
    start: Mapped[dict[str, Any]] = mapped_column(SealedJSON, default=dict)
    state: Mapped[dict[str, Any]] = mapped_column(SealedJSON, default=dict)
    advice: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON, default=None)
    melding: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON, default=None)
    busy_since: Mapped[float | None] = mapped_column(Float, default=None)
    claimed_by: Mapped[str | None] = mapped_column(String(64), default=None)
    claimed_until: Mapped[float] = mapped_column(Float, default=0.0)


class EntryRow(Base):
    """One thing that was said."""

    __tablename__ = "entries"

    conversation: Mapped[str] = mapped_column(
        String(64), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[str] = mapped_column(String(64))
    sender: Mapped[str] = mapped_column(String(16))
    at: Mapped[float] = mapped_column(Float)
    kind: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(SealedText)
    data: Mapped[dict[str, Any]] = mapped_column(SealedJSON, default=dict)


class MessageRow(Base):
    """A message of the person: kept to know it again, and as work while it waits.

    `work` is what goes to the assistant, null once that is done. `fingerprint` tells a repeated
    message from another one with the same id.
    """

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_waiting", "waiting", "conversation"),)

    conversation: Mapped[str] = mapped_column(
        String(64), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    arrived_at: Mapped[float] = mapped_column(Float)
    fingerprint: Mapped[str] = mapped_column(SealedText)
    waiting: Mapped[bool] = mapped_column(default=True)
    work: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON)


class ErasureRow(Base):
    """A conversation that the assistant must still erase; its id leads to nobody."""

    __tablename__ = "erasures"

    conversation: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[float] = mapped_column(Float)


class TeamsRow(Base):
    """Where in Teams a conversation is, and how far it was shown there.

    `chat` is an HMAC of tenant and chat. `data` holds the `reference` by which Teams is answered
    and the `cards` (entry to activity) that were sent. `sent_seq` is the last entry that was
    seen to; `sending_by` and `sending_until` say which worker sends: one at a time.
    """

    __tablename__ = "teams_conversations"

    conversation: Mapped[str] = mapped_column(
        String(64), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    chat: Mapped[str] = mapped_column(String(64), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(SealedJSON, default=dict)
    sent_seq: Mapped[int] = mapped_column(Integer, default=0)
    sending_by: Mapped[str | None] = mapped_column(String(64), default=None)
    sending_until: Mapped[float] = mapped_column(Float, default=0.0)


class TeamsUsedRow(Base):
    """A button of a card that was used, and by which message: each is good once."""

    __tablename__ = "teams_used"

    conversation: Mapped[str] = mapped_column(
        String(64), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    once: Mapped[str] = mapped_column(String(64), primary_key=True)
    message: Mapped[str] = mapped_column(String(64))


class TeamsSeenRow(Base):
    """An activity outside a conversation of ours that was answered, as an HMAC; kept a day."""

    __tablename__ = "teams_seen"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[float] = mapped_column(Float, index=True)


class CountRow(Base):
    """How often something happened on a day; nothing in it leads to a conversation."""

    __tablename__ = "daily_counts"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    what: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(String(96), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, default=0)


class SwitchRow(Base):
    """Something that an administrator switched, for every process; there while it is on."""

    __tablename__ = "switches"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    since: Mapped[float] = mapped_column(Float)
