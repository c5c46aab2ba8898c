"""The store of practising: results, what comes back, disputes, and erasing them.

SQLite or PostgreSQL, by URL. Methods are synchronous and short; each is one transaction. It knows
trainees by an opaque id only, and holds no words but those of a dispute, masked and sealed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from practice.progress import identity, schedule
from practice.progress.database import open_engine, reading, truncate_log, writing
from practice.progress.model import (
    Dispute,
    Due,
    Form,
    Item,
    Overview,
    Result,
    Sharing,
    Skill,
    check_code,
    item_of,
)
from practice.progress.overview import overview_of
from practice.progress.tables import (
    CardRow,
    CodeRow,
    DisputeRow,
    GroupRow,
    ResultRow,
    TraineeRow,
)
from safety.mask import mask
from safety.text import plain

KEPT: Final = timedelta(days=365)
"""How long progress is kept after it was last used, and a code that nobody used."""
LONGEST_DISPUTE: Final = 1000


def utc_now() -> datetime:
    """Give the moment it is."""
    return datetime.now(UTC)


class ProgressStore:
    """Everything that is kept of practising. Raises StoreError for an unusable URL."""

    def __init__(self, url: str | None = None, clock: Callable[[], datetime] = utc_now) -> None:
        self.engine: Engine = open_engine(url)
        self._clock = clock

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    # -- who may practise --------------------------------------------------------------------------

    def admitted(self, trainee: str) -> bool:
        """Tell whether this is somebody who may practise: her code was handed out by a team."""
        if not identity.needs_code(trainee):
            return True
        with reading(self.engine) as session:
            return session.get(CodeRow, identity.code_hash(trainee)) is not None

    def sharing(self, trainee: str) -> Sharing:
        """Give what a trainee shares with her team; nothing until she says so."""
        with reading(self.engine) as session:
            row = session.get(TraineeRow, trainee)
            return Sharing(row.shares_overview, row.shares_export) if row else Sharing()

    def share(self, trainee: str, sharing: Sharing) -> None:
        """Keep what a trainee shares from now on; either can be taken back at any moment."""
        with writing(self.engine) as session:
            row = self._trainee(session, trainee)
            row.shares_overview, row.shares_export = sharing.overview, sharing.export

    def group(self, trainee: str) -> str | None:
        """Give the name of the group that a trainee is in, None when in none."""
        query = select(GroupRow.name).join(TraineeRow, TraineeRow.group_id == GroupRow.id)
        with reading(self.engine) as session:
            return session.scalar(query.where(TraineeRow.id == trainee))

    def join(self, trainee: str, code_hash: str) -> str | None:
        """Put a trainee in the group of a code and give its name; None for an unknown code.

        Another group means that nothing is shared until she says so again.
        """
        with writing(self.engine) as session:
            code = session.get(CodeRow, code_hash)
            if code is None:
                return None
            row = self._trainee(session, trainee)
            if row.group_id != code.group_id:
                row.group_id = code.group_id
                row.shares_overview = row.shares_export = False
            return session.get_one(GroupRow, code.group_id).name

    # -- results -----------------------------------------------------------------------------------

    def record(self, results: Iterable[Result]) -> None:
        """Keep results, and when what they were about comes back; all of them or none."""
        ordered = sorted(results, key=lambda each: each.at)
        if not ordered:
            return
        with writing(self.engine) as session:
            for result in ordered:
                self._trainee(session, result.trainee)
                session.add(_row_of(result))
                self._practise(session, result)

    def results(self, trainee: str) -> tuple[Result, ...]:
        """Give everything that was kept of a trainee's practising, oldest first."""
        query = select(ResultRow).where(ResultRow.trainee == trainee)
        with reading(self.engine) as session:
            rows = session.scalars(query.order_by(ResultRow.at, ResultRow.id))
            return tuple(result_of(each) for each in rows)

    def due(self, trainee: str, now: datetime | None = None) -> tuple[Due, ...]:
        """Give what should come back now, what is least known first."""
        return _due(self._memories(trainee), now or self._clock())

    def seen(self, trainee: str) -> Mapping[str, datetime]:
        """Give the cases that a trainee did, each with when last."""
        query = (
            select(ResultRow.case_id, func.max(ResultRow.at))
            .where(ResultRow.trainee == trainee, ResultRow.case_id.is_not(None))
            .group_by(ResultRow.case_id)
        )
        with reading(self.engine) as session:
            return {str(case): at for case, at in session.execute(query)}

    def overview(self, trainee: str, now: datetime | None = None) -> Overview:
        """Give how a trainee stands."""
        moment = now or self._clock()
        memories = self._memories(trainee)
        due = _due(memories, moment)
        coming = [each.due for each in memories.values() if each.due > moment]
        next_due = min(coming, default=None) if not due else None
        return overview_of(self.results(trainee), due, next_due, moment)

    # -- disputes ----------------------------------------------------------------------------------

    def dispute(self, trainee: str, form: Form, case: str, text: str) -> int:
        """Keep that a trainee does not agree with the feedback on a case; gives its number.

        Her words are masked and cut off at LONGEST_DISPUTE characters first.
        """
        check_code("case", case)
        masked = plain(mask(plain(text)))[:LONGEST_DISPUTE]
        with writing(self.engine) as session:
            self._trainee(session, trainee)
            row = DisputeRow(
                trainee=trainee, at=self._clock(), form=form.value, case_id=case, text=masked
            )
            session.add(row)
            session.flush()
            return row.id

    def disputes(self, *, settled: bool = False) -> tuple[Dispute, ...]:
        """Give the open disputes (or the settled ones), oldest first, without whose they are."""
        wanted = DisputeRow.settled_at.is_not(None) if settled else DisputeRow.settled_at.is_(None)
        with reading(self.engine) as session:
            rows = session.scalars(select(DisputeRow).where(wanted).order_by(DisputeRow.id))
            return tuple(
                Dispute(row.id, row.at, Form(row.form), row.case_id, row.text, row.settled_at)
                for row in rows
            )

    def settle(self, number: int) -> bool:
        """Mark a dispute as dealt with; False when there is no such open one."""
        with writing(self.engine) as session:
            row = session.get(DisputeRow, number)
            if row is None or row.settled_at is not None:
                return False
            row.settled_at = self._clock()
            return True

    def rekey(self) -> int:
        """Seal every dispute with the first key; gives how many there are."""
        with writing(self.engine) as session:
            rows = session.scalars(select(DisputeRow)).all()
            for row in rows:
                flag_modified(row, "text")
            return len(rows)

    # -- erasing -----------------------------------------------------------------------------------

    def erase(self, trainee: str) -> bool:
        """Erase everything of a trainee, also from SQLite's files; False when there was nothing.

        A code that she has may be used again, as if it were new.
        """
        with writing(self.engine) as session:
            found = session.get(TraineeRow, trainee) is not None
            _remove(session, [trainee])
        truncate_log(self.engine)
        return found

    def tidy(self) -> int:
        """Erase whoever did not practise for KEPT, and codes that nobody used for so long.

        Gives how many trainees were erased.
        """
        before = self._clock() - KEPT
        with writing(self.engine) as session:
            unused = session.scalars(select(TraineeRow.id).where(TraineeRow.last_at < before)).all()
            used = {identity.code_hash(each) for each in session.scalars(select(TraineeRow.id))}
            _remove(session, unused)
            old = session.scalars(select(CodeRow.hash).where(CodeRow.made_at < before)).all()
            gone = {identity.code_hash(each) for each in unused}
            lost = [each for each in old if each not in used or each in gone]
            session.execute(delete(CodeRow).where(CodeRow.hash.in_(lost)))
        truncate_log(self.engine)
        return len(unused)

    # -- inside ------------------------------------------------------------------------------------

    def _trainee(self, session: Session, trainee: str) -> TraineeRow:
        """Give the row of a trainee, locked; it is made the first time."""
        now = self._clock()
        row = session.get(TraineeRow, trainee, with_for_update=True)
        if row is None:
            code = session.get(CodeRow, identity.code_hash(check_code("trainee", trainee)))
            own = postgresql if self.engine.dialect.name == "postgresql" else sqlite
            made = own.insert(TraineeRow).values(
                id=trainee,
                group_id=code.group_id if code else None,
                shares_overview=False,
                shares_export=False,
                last_at=now,
            )
            # Another message of hers may come first.
            session.execute(made.on_conflict_do_nothing())
            row = session.get_one(TraineeRow, trainee, with_for_update=True)
        row.last_at = max(row.last_at, now)
        return row

    def _practise(self, session: Session, result: Result) -> None:
        item = result.item
        key = (result.trainee, item.skill.value, item.key)
        row = session.get(CardRow, key)
        after = schedule.practised(_memory(row) if row else None, result.grade, result.at)
        if row is None:
            row = CardRow(trainee=result.trainee, skill=item.skill.value, item=item.key)
            session.add(row)
        row.state, row.step = after.state, after.step
        row.stability, row.difficulty = after.stability, after.difficulty
        row.due, row.last = after.due, after.last

    def _memories(self, trainee: str) -> dict[Item, schedule.Memory]:
        with reading(self.engine) as session:
            rows = session.scalars(select(CardRow).where(CardRow.trainee == trainee))
            return {item_of(Skill(row.skill), row.item): _memory(row) for row in rows}


def result_of(row: ResultRow) -> Result:
    """Give the result that a row holds."""
    return Result(
        trainee=row.trainee,
        at=row.at,
        form=Form(row.form),
        skill=Skill(row.skill),
        grade=row.grade,
        kenmerk=row.kenmerk,
        product=row.product,
        stelsel=row.stelsel,
        case=row.case_id,
        details=row.details,
    )


def _row_of(result: Result) -> ResultRow:
    return ResultRow(
        trainee=result.trainee,
        at=result.at,
        form=result.form.value,
        skill=result.skill.value,
        grade=result.grade,
        kenmerk=result.kenmerk,
        product=result.product,
        stelsel=result.stelsel,
        case_id=result.case,
        details=dict(result.details),
    )


def _memory(row: CardRow) -> schedule.Memory:
    return schedule.Memory(row.state, row.step, row.stability, row.difficulty, row.due, row.last)


def _due(memories: Mapping[Item, schedule.Memory], now: datetime) -> tuple[Due, ...]:
    found = [
        Due(item, memory.due, round(schedule.recall(memory, now), 3))
        for item, memory in memories.items()
        if memory.due <= now
    ]
    return tuple(sorted(found, key=lambda each: (each.recall, each.since, each.item)))


def _remove(session: Session, trainees: Sequence[str]) -> None:
    for table in (ResultRow, CardRow, DisputeRow):
        session.execute(delete(table).where(table.trainee.in_(trainees)))
    session.execute(delete(TraineeRow).where(TraineeRow.id.in_(trainees)))
