"""The tables of practising. `disputes.text` alone holds words: masked, and sealed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Float, ForeignKey, Index, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from practice.progress.sealing import SealedText


class Moment(TypeDecorator[datetime]):
    """A moment, in UTC on both databases (SQLite keeps no time zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn to UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give it with its time zone."""
        if value is None:
            return None
        found: datetime = value
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


class Base(DeclarativeBase):
    """The tables of this store."""


class GroupRow(Base):
    """A group of trainees; its name is an id that the team chose."""

    __tablename__ = "practice_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)


class CodeRow(Base):
    """A practice code that was handed out: the hash of the id that it leads to."""

    __tablename__ = "practice_codes"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("practice_groups.id", ondelete="CASCADE"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class TraineeRow(Base):
    """Somebody who practised: an opaque id, what is shared with the team, when last."""

    __tablename__ = "practice_trainees"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("practice_groups.id", ondelete="SET NULL"), index=True
    )
    shares_overview: Mapped[bool] = mapped_column(default=False)
    shares_export: Mapped[bool] = mapped_column(default=False)
    last_at: Mapped[datetime] = mapped_column(Moment, index=True)


def _trainee() -> Mapped[str]:
    return mapped_column(ForeignKey("practice_trainees.id", ondelete="CASCADE"))


class ResultRow(Base):
    """How one thing went, once."""

    __tablename__ = "practice_results"
    __table_args__ = (Index("ix_practice_results_trainee_at", "trainee", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trainee: Mapped[str] = _trainee()
    at: Mapped[datetime] = mapped_column(Moment)
    form: Mapped[str] = mapped_column(String(16))
    skill: Mapped[str] = mapped_column(String(16))
    grade: Mapped[float] = mapped_column(Float)
    kenmerk: Mapped[str | None] = mapped_column(String(128))
    product: Mapped[str | None] = mapped_column(String(128))
    stelsel: Mapped[str | None] = mapped_column(String(128))
    case_id: Mapped[str | None] = mapped_column(String(128))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class CardRow(Base):
    """What FSRS keeps of one item of one trainee."""

    __tablename__ = "practice_cards"

    trainee: Mapped[str] = mapped_column(
        ForeignKey("practice_trainees.id", ondelete="CASCADE"), primary_key=True
    )
    skill: Mapped[str] = mapped_column(String(16), primary_key=True)
    item: Mapped[str] = mapped_column(String(300), primary_key=True)
    state: Mapped[int]
    step: Mapped[int | None]
    stability: Mapped[float | None] = mapped_column(Float)
    difficulty: Mapped[float | None] = mapped_column(Float)
    due: Mapped[datetime] = mapped_column(Moment)
    last: Mapped[datetime] = mapped_column(Moment)


class DisputeRow(Base):
    """That somebody did not agree with the feedback on a case, in masked words."""

    __tablename__ = "practice_disputes"

    id: Mapped[int] = mapped_column(primary_key=True)
    trainee: Mapped[str] = _trainee()
    at: Mapped[datetime] = mapped_column(Moment)
    form: Mapped[str] = mapped_column(String(16))
    case_id: Mapped[str] = mapped_column(String(128))
    text: Mapped[str] = mapped_column(SealedText)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
