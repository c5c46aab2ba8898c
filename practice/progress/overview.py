"""How a trainee stands, from her results: per skill, week by week, and what goes less well.

Pure: the moment is an argument.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from statistics import fmean
from typing import Final

from practice.progress.model import (
    Due,
    Item,
    Overview,
    Result,
    Skill,
    SkillProgress,
    Trend,
    Weak,
    Week,
)

LAST: Final = 10
"""How many results tell how something goes now; as many before them how it went."""
LEAST_FOR_TREND: Final = 3
DIFFERENCE: Final = 0.1
"""From which difference of means on a skill goes up or down."""
WEAK_BELOW: Final = 0.7
LAST_OF_ITEM: Final = 3
MOST_WEAK: Final = 5
WEEKS: Final = 8


def overview_of(
    results: Sequence[Result], due: Sequence[Due], next_due: datetime | None, now: datetime
) -> Overview:
    """Give the overview of one trainee's results (oldest first)."""
    return Overview(
        skills=tuple(skill_progress(skill, results, now) for skill in Skill),
        weak=weak_items(results)[:MOST_WEAK],
        due=tuple(due),
        cases=len({each.case for each in results if each.case}),
        results=len(results),
        next_due=next_due,
    )


def skill_progress(skill: Skill, results: Sequence[Result], now: datetime) -> SkillProgress:
    """Give how one skill stands."""
    mine = [each for each in results if each.skill is skill]
    grades = [each.grade for each in mine]
    return SkillProgress(
        skill=skill,
        count=len(grades),
        grade=_mean(grades[-LAST:]),
        trend=trend_of(grades),
        weeks=_weeks(mine, now),
    )


def trend_of(grades: Sequence[float]) -> Trend:
    """Give where grades (oldest first) are going: the last ones beside those before them."""
    # With few results half of them is compared with the other half.
    size = min(LAST, len(grades) // 2)
    if size < LEAST_FOR_TREND:
        return Trend.UNKNOWN
    change = fmean(grades[-size:]) - fmean(grades[-2 * size : -size])
    if abs(change) < DIFFERENCE:
        return Trend.EQUAL
    return Trend.UP if change > 0 else Trend.DOWN


def weak_items(results: Sequence[Result]) -> tuple[Weak, ...]:
    """Give every kenmerk and product of which the last results are weak, the weakest first."""
    grades: dict[Item, list[float]] = defaultdict(list)
    for each in results:
        if each.kenmerk or each.product:
            grades[each.item].append(each.grade)
    found = [
        Weak(item, round(fmean(given[-LAST_OF_ITEM:]), 3), len(given))
        for item, given in grades.items()
    ]
    weak = (each for each in found if each.grade < WEAK_BELOW)
    return tuple(sorted(weak, key=lambda each: (each.grade, -each.count, each.item)))


def _weeks(results: Sequence[Result], now: datetime) -> tuple[Week, ...]:
    today = now.astimezone(UTC).date()
    this_week = today - timedelta(days=today.weekday())
    begins = [this_week - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    grades: dict[str, list[float]] = {each.isoformat(): [] for each in begins}
    for each in results:
        day = each.at.astimezone(UTC).date()
        monday = (day - timedelta(days=day.weekday())).isoformat()
        if monday in grades:
            grades[monday].append(each.grade)
    return tuple(Week(monday, _mean(given), len(given)) for monday, given in grades.items())


def _mean(grades: Sequence[float]) -> float | None:
    return round(fmean(grades), 3) if grades else None
