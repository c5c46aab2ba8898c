"""The store of conversations: what every channel needs of it, over SQLAlchemy.

All methods are synchronous and short; callers on the event loop run them in a thread. Every
method is one transaction, so that several processes may share the database.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Engine,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from gateway.journal import Journal
from gateway.model import Entry, NewEntry
from gateway.store import receipts
from gateway.store.engines import engine_for
from gateway.store.migrating import migrate, prepare
from gateway.store.rows import (
    HANDLED,
    MESSAGES,
    NEW_ENTRIES,
    NEW_MESSAGE,
    OF_TOKEN,
    SEALED_LONG,
    TAKEN,
    THE_CONVERSATION,
    change,
    form_of,
    locked_row,
    messages_of,
    question_of,
    shown,
)
from gateway.store.sealed import Sealer, sealer_of, use_sealer
from gateway.store.tables import (
    ConversationRow,
    EntryRow,
    ErasureRow,
    MessageRow,
    TeamsRow,
    TeamsUsedRow,
)

DANGER = "danger"
HELPED = "helped"


class IdReused(Exception):
    """The id of a message belongs to another message."""


class QueueFull(Exception):
    """Too many messages of this conversation wait already."""


class ChoiceGone(Exception):
    """The choice does not belong to the question that is open."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How a conversation stands: its row's public part and the entries that were asked for."""

    id: str
    channel: str
    entries: tuple[Entry, ...]
    last: int
    version: int
    turns: int
    open: Entry | None
    busy_since: float | None
    start: dict[str, Any]
    state: dict[str, Any]
    advice: dict[str, Any] | None
    melding: dict[str, Any] | None
    created_at: float
    ends_at: float
    form: Entry | None = None
    """The form that may be filled in now."""


@dataclass(frozen=True, slots=True)
class Work:
    """A message that waits for the assistant."""

    conversation: str
    message: str
    seq: int
    content: dict[str, Any]
    turns: int
    start: dict[str, Any]
    waited: float = 0.0
    """How long it waited before it was taken, in seconds."""
    open: str | None = None
    """The question that is open."""


class Taken(NamedTuple):
    """That a message was taken: its number, whether it was there already, and it as work.

    `work` is there where whoever took it may handle it at once.
    """

    seq: int
    repeated: bool
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A conversation whose time is over: the question that was open, whether it had an advice."""

    id: str
    open: str | None
    advised: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What handling a message led to; None leaves the state or the advice as it was."""

    entries: Sequence[NewEntry]
    state: dict[str, Any] | None = None
    advice: dict[str, Any] | None = None
    turn: bool = False
    receipts: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long conversations are kept, in seconds: after the last message, and at most."""

    idle: float
    absolute: float


@dataclass(frozen=True, slots=True)
class Finished:
    """That a message was noted as handled; `more` tells whether others of its talk wait."""

    more: bool


class Store:
    """Conversations in a database (SQLite or PostgreSQL, by URL).

    `channels` tells which channels keep theirs for another time than the others.
    """

    def __init__(
        self,
        url: str,
        *,
        idle_seconds: float,
        absolute_seconds: float,
        channels: Mapping[str, Keeping] | None = None,
        clock: Callable[[], float] = time.time,
        sealer: Sealer | None = None,
        migrating: bool = False,
        journal: Journal | None = None,
    ) -> None:
        """Open the database. Without a sealer it is SQLite with its own (`sealer_of`).

        Raises NotMigrated (a ValueError) for a database on a server that is not up to date,
        unless `migrating` says that this is the moment to bring it there.
        """
        self.sealer = sealer or sealer_of(url)
        self._engine = engine_for(url)
        self._keeping = Keeping(idle_seconds, absolute_seconds)
        self._channels = dict(channels or {})
        use_sealer(self._engine, self.sealer)
        # SQLite begins its own transactions, and there they cost next to nothing.
        alone = {} if self._engine.dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
        self._alone = self._engine.execution_options(**alone)
        self._writing = self._engine.execution_options(kt_write=True)
        self._journal = journal
        self._clock = clock
        try:
            (migrate if migrating else prepare)(self._engine)
        except Exception:
            self._engine.dispose()
            raise

    @property
    def engine(self) -> Engine:
        """Give the engine, for the tables of a channel and for tests that look into them."""
        return self._engine

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def ping(self) -> None:
        """Raise when the database does not answer."""
        with self._read() as session:
            session.execute(text("SELECT 1"))

    # -- sessions ------------------------------------------------------------------------------

    def create(self, channel: str, token_hash: str, start: dict[str, Any]) -> str:
        """Make a conversation and give its id, which never leaves the house."""
        id_ = f"{channel}-{secrets.token_hex(16)}"
        now = self._clock()
        with self._write() as session:
            session.add(
                ConversationRow(
                    id=id_,
                    token_hash=token_hash,
                    channel=channel,
                    created_at=now,
                    last_message_at=now,
                    ends_at=self._end(channel, now, now),
                    start=start,
                )
            )
        return id_

    def of_token(self, token_hash: str) -> str | None:
        """Give the conversation of a token, None when there is none or its time is over."""
        given = {"hash": token_hash, "now": self._clock()}
        with self._look() as connection:
            found: str | None = connection.scalar(OF_TOKEN, given)
        return found

    def count_open(self) -> int:
        """Give how many conversations there are."""
        with self._read() as session:
            return session.scalar(select(func.count()).select_from(ConversationRow)) or 0

    def figures(self) -> tuple[int, int, int]:
        """Give how many conversations there are, messages wait, and erasures are owed."""
        waiting = select(func.count()).select_from(MessageRow).where(MessageRow.waiting)
        owed = select(func.count()).select_from(ErasureRow)
        with self._read() as session:
            return (
                session.scalar(select(func.count()).select_from(ConversationRow)) or 0,
                session.scalar(waiting) or 0,
                session.scalar(owed) or 0,
            )

    # -- reading -------------------------------------------------------------------------------

    def version(self, conversation: str) -> int | None:
        """Give a number that rises with every change, None when the conversation is gone."""
        asked = select(ConversationRow.version).where(
            ConversationRow.id == conversation, ConversationRow.ends_at > self._clock()
        )
        with self._look() as connection:
            return connection.scalar(asked)

    def snapshot(
        self, conversation: str, after: int | None = None, *, opened: bool = True
    ) -> Snapshot | None:
        """Give how a conversation stands, with the entries after a number (None: no entries).

        Without `opened` it is not looked up which question or form is open.
        """
        with self._look() as connection:
            row = connection.execute(THE_CONVERSATION, {"this": conversation}).one_or_none()
            if row is None or row.ends_at <= self._clock():
                return None
            opened = opened and row.busy_since is None
            found = shown(connection, conversation, after, opened=opened)
        entries = [each for each in found if after is not None and each.seq > after]
        return Snapshot(
            id=row.id,
            channel=row.channel,
            entries=tuple(entries),
            last=row.last_seq,
            version=row.version,
            turns=row.turns,
            open=question_of(found, row.state) if opened else None,
            busy_since=row.busy_since,
            start=dict(row.start),
            state=dict(row.state),
            advice=row.advice,
            melding=row.melding,
            created_at=row.created_at,
            ends_at=row.ends_at,
            form=form_of(found) if opened else None,
        )

    # -- messages ------------------------------------------------------------------------------

    def accept(
        self,
        conversation: str,
        message: str,
        fingerprint: str,
        entry: NewEntry | None,
        work: dict[str, Any],
        *,
        max_queue: int,
        question: str | None = None,
        worker: str | None = None,
        hold: float = 0.0,
    ) -> Taken | None:
        """Take a message into the queue, once; give its number and whether it was there already.

        `entry` is the person's line (None: none is shown). `question` is the id of the entry
        whose choices were used, or of the form that was filled in. A `worker` claims the
        conversation for `hold` seconds with it, where nobody is at it. Gives None when the
        conversation is gone. Raises IdReused, QueueFull, ChoiceGone.
        """
        with self._change() as connection:
            row = locked_row(connection, conversation)
            if row is None or row.ends_at <= self._clock():
                return None
            known, waiting = messages_of(connection, conversation, message, "fingerprint")
            if known is not None:
                if known.fingerprint != fingerprint:
                    raise IdReused
                return Taken(known.seq, repeated=True)
            if waiting >= max_queue:
                raise QueueFull
            if question is not None:
                found = () if waiting else shown(connection, conversation, None, opened=True)
                open_ = question_of(found, row.state), form_of(found)
                if not any(each is not None and each.id == question for each in open_):
                    raise ChoiceGone
            now = self._clock()
            seq = row.last_seq
            if entry is not None:
                seq = self._add_entries(connection, row, [entry], ids=[message])
            new = {
                "conversation": conversation,
                "id": message,
                "seq": seq,
                "arrived_at": now,
                "fingerprint": fingerprint,
                "waiting": True,
                "work": work,
            }
            connection.execute(NEW_MESSAGE, new)
            free = not waiting and (row.claimed_by is None or row.claimed_until <= now)
            claims = worker is not None and free
            change(
                connection,
                conversation,
                last_seq=seq,
                last_message_at=now,
                ends_at=self._end(row.channel, row.created_at, now),
                busy_since=row.busy_since or now,
                version=row.version + 1,
                **({"claimed_by": worker, "claimed_until": now + hold} if claims else {}),
            )
        if not claims:
            return Taken(seq, repeated=False)
        open_now = row.state.get("open")
        start = dict(row.start)
        own = Work(conversation, message, seq, work, row.turns, start, open=open_now)
        return Taken(seq, repeated=False, work=own)

    def say(self, conversation: str, message: str, entries: Sequence[NewEntry]) -> bool:
        """Say something about a message that needs no assistant, once; tell whether it did."""
        with self._write() as session:
            row = self._locked(session, conversation)
            if row is None or row.ends_at <= self._clock():
                return False
            if session.get(MessageRow, (conversation, message)) is not None:
                return False
            self._append(session, row, entries)
            session.add(
                MessageRow(
                    conversation=conversation,
                    id=message,
                    seq=row.last_seq,
                    arrived_at=self._clock(),
                    fingerprint="",
                    waiting=False,
                    work=None,
                )
            )
            row.version += 1
            return True

    def find(self, conversation: str, message: str) -> tuple[int, str] | None:
        """Give number and fingerprint of a message that was taken before, None for a new one."""
        given = {"this": conversation, "message": message}
        with self._look() as connection:
            row = connection.execute(TAKEN, given).one_or_none()
        return (row.seq, row.fingerprint) if row else None

    def claim(self, conversation: str, worker: str, seconds: float) -> Work | None:
        """Take the oldest waiting message of a conversation, if no other worker is at it."""
        with self._change() as connection:
            row = locked_row(connection, conversation)
            now = self._clock()
            if row is None or (row.claimed_by not in (None, worker) and row.claimed_until > now):
                return None
            found = connection.execute(
                select(MESSAGES)
                .where(MESSAGES.c.conversation == conversation, MESSAGES.c.waiting)
                # Not by the clock first: it may jump, and replicas have each their own.
                .order_by(MESSAGES.c.seq, MESSAGES.c.arrived_at)
                .limit(1)
            ).one_or_none()
            if found is None:
                changed = row.busy_since is not None
                rest = {"busy_since": None, "version": row.version + 1} if changed else {}
                if changed or row.claimed_by is not None:
                    change(connection, conversation, claimed_by=None, claimed_until=0.0, **rest)
                return None
            change(connection, conversation, claimed_by=worker, claimed_until=now + seconds)
        content, start = dict(found.work or {}), dict(row.start)
        waited = max(0.0, now - found.arrived_at)
        open_ = row.state.get("open")
        return Work(conversation, found.id, found.seq, content, row.turns, start, waited, open_)

    def help(self, conversation: str, message: str, entry: NewEntry) -> bool:
        """Add the gateway's own help to a message that still waits, once; tell whether it did."""
        with self._write() as session:
            row = self._locked(session, conversation)
            waiting = session.get(MessageRow, (conversation, message))
            if row is None or waiting is None or not waiting.waiting:
                return False
            work = dict(waiting.work or {})
            if work.get(HELPED):
                return False
            self._append(session, row, [entry])
            # What the assistant says of the same danger is left out when it comes.
            waiting.work = {**work, HELPED: entry.data.get("soort")}
            row.version += 1
            return True

    def finish(self, work: Work, outcome: Outcome) -> Finished | None:
        """Note a message as handled, with what came of it; None when the conversation is gone.

        Where no other message waits the conversation is free for every worker again.
        """
        with self._change() as connection:
            row = locked_row(connection, work.conversation, (*SEALED_LONG, "state", "start"))
            if row is None:
                return None
            message, waiting = messages_of(connection, work.conversation, work.message, "work")
            if message is None or not message.waiting:
                return Finished(more=True)
            helped = (message.work or {}).get(HELPED)
            entries = [each for each in outcome.entries if not (helped and _helps(each, helped))]
            seq = self._add_entries(connection, row, entries)
            connection.execute(HANDLED, {"this": work.conversation, "message": work.message})
            if outcome.receipts:
                with Session(connection) as session, session.begin():
                    receipts.keep(session, row.channel, outcome.receipts, self._clock())
            more = waiting > 1
            new: dict[str, Any] = {"busy_since": self._clock() if more else None}
            if outcome.state is not None:
                new["state"] = outcome.state
                if not outcome.state.get("advised"):
                    new["advice"] = None
                elif outcome.advice is not None:
                    new["advice"] = outcome.advice
            if outcome.turn:
                new["turns"] = row.turns + 1
            if not more:
                new |= {"claimed_by": None, "claimed_until": 0.0}
            change(connection, work.conversation, last_seq=seq, version=row.version + 1, **new)
            return Finished(more=more)

    def hold(self, conversation: str, worker: str, seconds: float) -> None:
        """Make a worker's claim last longer, where it still has it."""
        with self._write() as session:
            session.execute(
                update(ConversationRow)
                .where(ConversationRow.id == conversation, ConversationRow.claimed_by == worker)
                .values(claimed_until=self._clock() + seconds)
            )

    def release(self, conversation: str, worker: str) -> None:
        """Let other workers at a conversation."""
        with self._write() as session:
            session.execute(
                update(ConversationRow)
                .where(ConversationRow.id == conversation, ConversationRow.claimed_by == worker)
                .values(claimed_by=None, claimed_until=0.0)
            )

    def abandoned(self) -> list[str]:
        """Give the conversations with waiting messages that no worker has."""
        with self._read() as session:
            return list(
                session.scalars(
                    select(MessageRow.conversation)
                    .join(ConversationRow, ConversationRow.id == MessageRow.conversation)
                    .where(
                        MessageRow.waiting,
                        (ConversationRow.claimed_by.is_(None))
                        | (ConversationRow.claimed_until <= self._clock()),
                    )
                    .distinct()
                )
            )

    # -- the melding -----------------------------------------------------------------------------

    def begin_melding(self, conversation: str, melding: dict[str, Any]) -> dict[str, Any] | None:
        """Note that a melding is being sent; gives the one that was there before, if any."""
        with self._write() as session:
            row = self._locked(session, conversation)
            if row is None:
                return None
            if row.melding is not None:
                return dict(row.melding)
            row.melding = melding
            return None

    def end_melding(self, conversation: str, melding: dict[str, Any] | None) -> None:
        """Note the melding as sent, or (None) as not sent."""
        with self._write() as session:
            row = self._locked(session, conversation)
            if row is not None:
                row.melding = melding
                row.version += 1

    # -- erasing ---------------------------------------------------------------------------------

    def erase(self, conversation: str, *, owed: bool = True) -> bool:
        """Remove every row of a conversation; False when it was gone already.

        `owed` notes that the assistant must do the same; it is false when it did so already.
        """
        if self._journal is not None:
            # First of all: a backup that is put back must not bring it back.
            self._journal.add(conversation)
        return self._erase(conversation, owed=owed)

    def _erase(self, conversation: str, *, owed: bool = True) -> bool:
        with self._write() as session:
            was_there = self._remove(session, conversation)
            if owed and session.get(ErasureRow, conversation) is None:
                session.add(ErasureRow(conversation=conversation, since=self._clock()))
        self._shred()
        return was_there

    def erased_everywhere(self, conversation: str) -> None:
        """Forget even the id: the assistant has erased it too."""
        with self._write() as session:
            session.execute(delete(ErasureRow).where(ErasureRow.conversation == conversation))
        self._shred()

    def to_erase(self) -> list[str]:
        """Give the conversations that the assistant must still erase."""
        with self._read() as session:
            return list(session.scalars(select(ErasureRow.conversation)))

    def ended(self) -> list[Ended]:
        """Give the conversations whose time is over."""
        with self._read() as session:
            rows = session.execute(
                select(ConversationRow.id, ConversationRow.state).where(
                    ConversationRow.ends_at <= self._clock()
                )
            )
            return [
                Ended(id_, state.get("open"), bool(state.get("advised"))) for id_, state in rows
            ]

    def erase_old_receipts(self) -> int:
        """Remove the receipts whose time is over; gives how many."""
        return receipts.Receipts(self._engine, self._clock).erase_old()

    def erase_ended(self) -> list[Ended]:
        """Remove the conversations whose time is over; gives those that this process removed."""
        return [each for each in self.ended() if self._erase(each.id)]

    def _remove(self, session: Session, conversation: str) -> bool:
        # Children first: SQLite cascades only where that is switched on.
        for table in (EntryRow, MessageRow, TeamsRow, TeamsUsedRow):
            session.execute(delete(table).where(table.conversation == conversation))
        done = session.execute(delete(ConversationRow).where(ConversationRow.id == conversation))
        return bool(getattr(done, "rowcount", 0))

    def _shred(self) -> None:
        """Take what was erased out of SQLite's log file too (the pages are overwritten)."""
        if self._engine.dialect.name == "sqlite":
            # Past SQLAlchemy: it would begin a transaction, and that forbids a checkpoint.
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            finally:
                connection.close()

    # -- inside ----------------------------------------------------------------------------------

    def _end(self, channel: str, created: float, last_message: float) -> float:
        keeping = self._channels.get(channel, self._keeping)
        return min(last_message + keeping.idle, created + keeping.absolute)

    def _locked(self, session: Session, conversation: str) -> ConversationRow | None:
        return session.get(ConversationRow, conversation, with_for_update=True)

    def _append(
        self,
        session: Session,
        row: ConversationRow,
        entries: Sequence[NewEntry],
        ids: Sequence[str] = (),
    ) -> None:
        for number, entry in enumerate(entries):
            row.last_seq += 1
            session.add(
                EntryRow(
                    conversation=row.id,
                    seq=row.last_seq,
                    id=ids[number] if number < len(ids) else secrets.token_urlsafe(9),
                    sender=entry.sender,
                    at=self._clock(),
                    kind=entry.kind,
                    text=entry.text,
                    data=dict(entry.data),
                )
            )
        session.flush()

    def _add_entries(
        self,
        connection: Connection,
        row: Row[Any],
        entries: Sequence[NewEntry],
        ids: Sequence[str] = (),
    ) -> int:
        """Write entries after the last one; gives the number of the last one then."""
        new = [
            {
                "conversation": row.id,
                "seq": row.last_seq + number,
                "id": ids[number - 1] if number <= len(ids) else secrets.token_urlsafe(9),
                "sender": entry.sender,
                "at": self._clock(),
                "kind": entry.kind,
                "text": entry.text,
                "data": dict(entry.data),
            }
            for number, entry in enumerate(entries, start=1)
        ]
        if new:
            connection.execute(NEW_ENTRIES, new if len(new) > 1 else new[0])
        return int(row.last_seq) + len(new)

    def _look(self) -> Connection:
        """Give a connection for one question: no transaction, so one way there and back."""
        return self._alone.connect()

    @contextmanager
    def _read(self) -> Iterator[Session]:
        with Session(self._engine) as session, session.begin():
            yield session

    @contextmanager
    def _change(self) -> Iterator[Connection]:
        with self._writing.begin() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Session]:
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session


def _helps(entry: NewEntry, sign: str) -> bool:
    """Tell whether an entry is the help for a sign of danger."""
    return entry.kind == DANGER and entry.data.get("soort") == sign
