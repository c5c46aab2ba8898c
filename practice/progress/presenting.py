"""How a trainee stands, as an entry `practice_progress`: text that is complete, and its data.

In: an overview, what is shared, the catalogue's names. Out: text, and data of which a card or a
page makes a simple chart. Grades are whole percents there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from catalog.loader import Catalogue
from practice.progress.groups import LEAST_TRAINEES, PERIOD, GroupOverview
from practice.progress.model import Item, Overview, Sharing, SkillProgress
from practice.words import Words, bullets, kenmerk_name

KIND = "practice_progress"
FILE = Path(__file__).parent / "teksten.yaml"
HERE = ZoneInfo("Europe/Amsterdam")

type Json = Any


@cache
def words() -> Words:
    """Give the texts of progress."""
    return Words(_entries())


@cache
def _entries() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def item_name(item: Item, catalogue: Catalogue) -> str:
    """Give what a kenmerk or product is called; its id where the catalogue lost it."""
    if item.kenmerk:
        known = catalogue.vocabulary.get(item.kenmerk)
        return kenmerk_name(known) if known else item.kenmerk
    if item.product:
        stelsel = catalogue.stelsels.get(item.stelsel)
        products = stelsel.producten if stelsel else ()
        return next((each.naam for each in products if each.id == item.product), item.product)
    return words().say("geheel")


def full_name(item: Item, catalogue: Catalogue) -> str:
    """Give an item's name with the skill it is of: "gedrag (vragen stellen)"."""
    skill = words().label("vaardigheden", item.skill).lower()
    return words().say("onderdeel_van", naam=item_name(item, catalogue), vaardigheid=skill)


def progress_entry(
    overview: Overview, sharing: Sharing, catalogue: Catalogue, group: str | None = None
) -> tuple[str, dict[str, Json]]:
    """Give text and data of the entry.

    Data: `heading`; `skills` (`skill`, `label`, `line` in words, `count`, `percent` or null,
    `trend`, `weeks` of `begins` and `percent` or null, and `alt`, the weeks in words);
    `weeks_heading`, `weak_heading`; `weak` and `due` (`label`, `percent`; with `due` how well it is
    still known); `due_text`, `sharing`, `sharing_text`, `kept_text`, `cases`, `results`; `group`,
    her group's name or null, and `group_text`.
    """
    say = words().say
    heading = _heading(overview)
    skills = [_skill(each) for each in overview.skills]
    weak = [
        {"label": full_name(each.item, catalogue), "percent": percent(each.grade)}
        for each in overview.weak
    ]
    due = [
        {"label": full_name(each.item, catalogue), "percent": percent(each.recall)}
        for each in overview.due
    ]
    data: dict[str, Json] = {
        "heading": heading,
        "skills": skills,
        "weeks_heading": say("verloop_kop"),
        "weak_heading": say("zwak_kop") if weak else say("zwak_geen"),
        "weak": weak,
        "due": due,
        "due_text": _due_text(overview),
        "cases": overview.cases,
        "results": overview.results,
        "sharing": {"overview": sharing.overview, "export": sharing.export},
        "sharing_text": say(_shares(sharing)),
        "kept_text": say("bewaard"),
        "group": group,
        "group_text": say("in_groep", groep=group) if group else say("geen_groep"),
    }
    closing = "\n".join(str(data[name]) for name in ("group_text", "sharing_text", "kept_text"))
    if not overview.results:
        return f"{heading}\n\n{closing}", data
    parts = [heading, bullets(_line(each) for each in overview.skills), str(data["weak_heading"])]
    if weak:
        parts[-1] += "\n" + bullets(
            say("zwak", naam=each["label"], procent=each["percent"]) for each in weak
        )
    parts += [data["due_text"], closing]
    return "\n\n".join(parts), data


def group_text(overview: GroupOverview, catalogue: Catalogue) -> str:
    """Give a coach's overview of a group as text."""
    say = words().say
    if not overview.enough:
        return say("groep_te_weinig", groep=overview.name, nodig=LEAST_TRAINEES)
    head = say("groep_kop", groep=overview.name, aantal=overview.sharing, dagen=PERIOD.days)
    lines = [
        say("groep_regel_te_weinig", naam=words().label("vaardigheden", each.skill))
        if each.grade is None
        else say(
            "groep_regel",
            naam=words().label("vaardigheden", each.skill),
            procent=percent(each.grade),
        )
        for each in overview.skills
    ]
    weak = say("groep_zwak_geen")
    if overview.weak:
        weak = say("groep_zwak_kop") + "\n"
        weak += bullets(
            say("groep_regel", naam=full_name(each.item, catalogue), procent=percent(each.grade))
            for each in overview.weak
        )
    return "\n\n".join((head, bullets(lines), weak))


def percent(grade: float) -> int:
    """Give a grade from 0 to 1 in whole percents."""
    return round(grade * 100)


def practised(count: int) -> str:
    """Give how many results there are, in words."""
    return words().say("onderdeel_een" if count == 1 else "onderdeel_meer", aantal=count)


def in_words(day: date) -> str:
    """Give a day as "28 november"."""
    return f"{day.day} {_entries()['maanden'][day.month - 1]}"


def _heading(overview: Overview) -> str:
    say = words().say
    if not overview.results:
        return say("niets")
    cases = "casus_een" if overview.cases == 1 else "casus_meer"
    return say(
        "kop",
        casussen=say(cases, aantal=overview.cases),
        onderdelen=practised(overview.results),
    )


def _skill(progress: SkillProgress) -> dict[str, Json]:
    label = words().label("vaardigheden", progress.skill)
    weeks = [
        {"begins": each.begins, "percent": None if each.grade is None else percent(each.grade)}
        for each in progress.weeks
    ]
    return {
        "skill": progress.skill.value,
        "label": label,
        "line": _line(progress),
        "count": progress.count,
        "percent": None if progress.grade is None else percent(progress.grade),
        "trend": progress.trend.value,
        "weeks": weeks,
        "alt": words().say("verloop", naam=label, weken="; ".join(map(_week, weeks))),
    }


def _week(week: Mapping[str, Json]) -> str:
    day = in_words(date.fromisoformat(week["begins"]))
    if week["percent"] is None:
        return words().say("week_niets", datum=day)
    return words().say("week", datum=day, procent=week["percent"])


def _line(progress: SkillProgress) -> str:
    name = words().label("vaardigheden", progress.skill)
    if progress.grade is None:
        return words().say("regel_niets", naam=name)
    return words().say(
        "regel",
        naam=name,
        procent=percent(progress.grade),
        richting=words().label("richtingen", progress.trend),
        aantal=progress.count,
    )


def _due_text(overview: Overview) -> str:
    if overview.due:
        name = "beurt_een" if len(overview.due) == 1 else "beurt_meer"
        return words().say(name, aantal=len(overview.due))
    if overview.next_due is not None:
        return words().say("beurt_later", datum=in_words(_day(overview.next_due)))
    return words().say("beurt_geen")


def _day(moment: datetime) -> date:
    return moment.astimezone(HERE).date()


def _shares(sharing: Sharing) -> str:
    if sharing.overview and sharing.export:
        return "deelt_beide"
    if sharing.overview:
        return "deelt_overzicht"
    return "deelt_export" if sharing.export else "deelt_niets"
