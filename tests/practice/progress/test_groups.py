"""What a coach sees: means of enough people who share, and nobody's own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from catalog.loader import shipped
from practice.progress import ProgressStore, Result, Sharing, Skill
from practice.progress.groups import (
    exportable,
    group_names,
    group_overview,
    make_codes,
    summed,
    withdraw,
)
from practice.progress.identity import trainee_of_code
from practice.progress.presenting import group_text
from tests.practice.progress.building import NOW, SECRET, result


def people(store: ProgressStore, sharing: int, grades: list[float]) -> list[str]:
    """Let a group practise; the first `sharing` of them share their results."""
    ids = [str(trainee_of_code(SECRET, c)) for c in make_codes(store, SECRET, "noord", len(grades))]
    for number, (trainee, grade) in enumerate(zip(ids, grades, strict=True)):
        store.record([result(grade, trainee=trainee), result(grade, trainee=trainee)])
        store.share(trainee, Sharing(overview=number < sharing))
    return ids


def test_with_two_who_share_a_coach_sees_nothing(store: ProgressStore) -> None:
    people(store, 2, [0.2, 0.4, 0.6, 0.8])
    found = group_overview(store, "noord", NOW)
    assert found is not None
    assert not found.enough
    assert (found.skills, found.weak) == ((), ())
    told = group_text(found, shipped())
    assert told == "Groep noord: te weinig deelnemers delen hun resultaten (nodig: 3)."


def test_with_three_who_share_a_coach_sees_their_mean_alone(store: ProgressStore) -> None:
    people(store, 3, [0.2, 0.4, 0.6, 1.0])
    found = group_overview(store, "noord", NOW)
    assert found is not None
    assert found.sharing == 3
    assert {each.skill: each.grade for each in found.skills} == {
        Skill.VRAGEN: 0.4,
        Skill.KIEZEN: None,
        Skill.MOTIVEREN: None,
    }
    told = group_text(found, shipped())
    assert "- Vragen stellen: 40%" in told
    assert "- Kiezen: te weinig deelnemers" in told
    assert "(vragen stellen): 40%" in told


def test_who_takes_sharing_back_is_out_at_once(store: ProgressStore) -> None:
    ids = people(store, 3, [0.2, 0.4, 0.6])
    store.share(ids[0], Sharing())
    found = group_overview(store, "noord", NOW)
    assert found is not None
    assert not found.enough


def of(*trainees: str, **more: object) -> list[Result]:
    return [result(0.0, trainee=each, **more) for each in trainees]


def test_what_too_few_of_them_practised_is_not_shown() -> None:
    shown = summed("x", 5, of("a", "b", "c", "c") + of("a", "b", "b", kenmerk="woonvorm"))
    assert [each.item.kenmerk for each in shown.weak] == ["gedrag"]


def test_who_practised_most_does_not_decide_the_mean_and_it_is_rounded() -> None:
    others = (result(0.49, trainee="a"), result(1.0, trainee="b"))
    results = [*of("a", "b", *["c"] * 40), *others]
    grade = summed("x", 3, results).skills[0].grade
    assert grade == 0.25  # (0.245 + 0.5 + 0) / 3


def test_what_lies_longer_back_does_not_count(store: ProgressStore) -> None:
    people(store, 3, [0.2, 0.4, 0.6])
    later = group_overview(store, "noord", NOW + timedelta(days=100))
    assert later is not None
    assert all(each.grade is None for each in later.skills)


def test_an_unknown_group_is_none_and_a_withdrawn_one_admits_nobody(store: ProgressStore) -> None:
    assert group_overview(store, "zuid", NOW) is None
    ids = people(store, 0, [0.5, 0.5])
    assert group_names(store) == (("noord", 2),)
    assert withdraw(store, "noord")
    assert not withdraw(store, "noord")
    assert not any(store.admitted(each) for each in ids)
    assert len(store.results(ids[0])) == 2


def test_the_name_of_a_group_is_an_id(store: ProgressStore) -> None:
    with pytest.raises(ValueError, match="group"):
        make_codes(store, SECRET, "Team van Sanne", 1)


def test_only_who_shares_for_export_is_exported(store: ProgressStore) -> None:
    ids = people(store, 3, [0.2, 0.4])
    assert exportable(store) == ()
    store.share(ids[1], Sharing(export=True))
    assert {each.trainee for each in exportable(store)} == {ids[1]}
    assert exportable(store, "zuid") == ()
    assert len(exportable(store, "noord")) == 2
