"""Groups of trainees: handing out practice codes, and what a coach may see.

A coach sees means of a whole group and never one trainee: only of those who share, only where at
least LEAST_TRAINEES of them practised it, rounded, and in no order of persons.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean
from typing import Final

from sqlalchemy import delete, func, select

from practice.progress import identity
from practice.progress.database import reading, writing
from practice.progress.model import Item, Result, Skill
from practice.progress.overview import WEAK_BELOW
from practice.progress.store import ProgressStore, result_of, utc_now
from practice.progress.tables import CodeRow, GroupRow, ResultRow, TraineeRow

LEAST_TRAINEES: Final = 3
"""Below this a mean would tell about persons."""
ROUNDED_TO: Final = 0.05
"""So that who joins or leaves cannot be read from the difference."""
PERIOD: Final = timedelta(days=90)
MOST_ITEMS: Final = 10
NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True, slots=True)
class GroupSkill:
    """How a skill goes in a group: the mean grade (0 to 1), or None where too few practised it."""

    skill: Skill
    grade: float | None


@dataclass(frozen=True, slots=True)
class GroupItem:
    """A kenmerk or product that goes less well in a group: the mean grade (0 to 1)."""

    item: Item
    grade: float


@dataclass(frozen=True, slots=True)
class GroupOverview:
    """How a group stands. With fewer than LEAST_TRAINEES who share, `skills` is empty."""

    name: str
    sharing: int
    skills: tuple[GroupSkill, ...]
    weak: tuple[GroupItem, ...]

    @property
    def enough(self) -> bool:
        """Tell whether enough trainees share to show anything."""
        return self.sharing >= LEAST_TRAINEES


def make_codes(store: ProgressStore, secret: bytes, group: str, count: int) -> tuple[str, ...]:
    """Give new practice codes for a group, which is made the first time.

    They are given once: the store keeps what cannot be turned back into a code. Raises ValueError
    for a name that is no id.
    """
    if not NAME.fullmatch(group):
        raise ValueError("group: small letters, digits and - are allowed")
    codes = tuple(identity.new_code() for _each in range(count))
    now = utc_now()
    with writing(store.engine) as session:
        row = session.scalar(select(GroupRow).where(GroupRow.name == group))
        if row is None:
            row = GroupRow(name=group, made_at=now)
            session.add(row)
            session.flush()
        for code in codes:
            trainee = identity.trainee_of_code(secret, code)
            hash_ = identity.code_hash(trainee or "")
            session.add(CodeRow(hash=hash_, group_id=row.id, made_at=now))
    return codes


def withdraw(store: ProgressStore, group: str) -> bool:
    """Withdraw a group and all its codes; False when there is no such group.

    What its trainees practised stays theirs until they erase it or do not use it any more.
    """
    with writing(store.engine) as session:
        row = session.scalar(select(GroupRow).where(GroupRow.name == group))
        if row is None:
            return False
        session.execute(delete(CodeRow).where(CodeRow.group_id == row.id))
        session.delete(row)
        return True


def group_names(store: ProgressStore) -> tuple[tuple[str, int], ...]:
    """Give every group with the number of its codes."""
    query = (
        select(GroupRow.name, func.count(CodeRow.hash))
        .outerjoin(CodeRow, CodeRow.group_id == GroupRow.id)
        .group_by(GroupRow.name)
        .order_by(GroupRow.name)
    )
    with reading(store.engine) as session:
        return tuple((str(name), int(count)) for name, count in session.execute(query))


def group_overview(store: ProgressStore, group: str, now: datetime) -> GroupOverview | None:
    """Give how a group stands over the last PERIOD; None when there is no such group."""
    with reading(store.engine) as session:
        row = session.scalar(select(GroupRow).where(GroupRow.name == group))
        if row is None:
            return None
        sharing = session.scalars(
            select(TraineeRow.id).where(
                TraineeRow.group_id == row.id, TraineeRow.shares_overview.is_(True)
            )
        ).all()
        rows = session.scalars(
            select(ResultRow).where(ResultRow.trainee.in_(sharing), ResultRow.at >= now - PERIOD)
        )
        return summed(group, len(sharing), [result_of(each) for each in rows])


def exportable(store: ProgressStore, group: str | None = None) -> tuple[Result, ...]:
    """Give the results of the trainees who share them for export, of one group or of all."""
    query = (
        select(ResultRow)
        .join(TraineeRow, TraineeRow.id == ResultRow.trainee)
        .where(TraineeRow.shares_export.is_(True))
        .order_by(ResultRow.at, ResultRow.id)
    )
    if group is not None:
        query = query.join(GroupRow, GroupRow.id == TraineeRow.group_id).where(
            GroupRow.name == group
        )
    with reading(store.engine) as session:
        return tuple(result_of(each) for each in session.scalars(query))


def summed(name: str, sharing: int, results: Sequence[Result]) -> GroupOverview:
    """Give the overview of results of trainees who share; pure."""
    if sharing < LEAST_TRAINEES:
        return GroupOverview(name, sharing, (), ())
    skills = tuple(
        GroupSkill(skill, _mean([each for each in results if each.skill is skill]))
        for skill in Skill
    )
    by_item: dict[Item, list[Result]] = defaultdict(list)
    for each in results:
        if each.kenmerk or each.product:
            by_item[each.item].append(each)
    means = ((item, _mean(given)) for item, given in by_item.items())
    weak = sorted(
        (
            GroupItem(item, grade)
            for item, grade in means
            if grade is not None and grade < WEAK_BELOW
        ),
        key=lambda each: (each.grade, each.item),
    )
    return GroupOverview(name, sharing, skills, tuple(weak[:MOST_ITEMS]))


def _mean(results: Sequence[Result]) -> float | None:
    """Give the mean over trainees (each counts once), rounded; None where they are too few."""
    grades: dict[str, list[float]] = defaultdict(list)
    for each in results:
        grades[each.trainee].append(each.grade)
    if len(grades) < LEAST_TRAINEES:
        return None
    mean = fmean(fmean(given) for given in grades.values())
    return round(round(mean / ROUNDED_TO) * ROUNDED_TO, 2)
