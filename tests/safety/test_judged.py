"""A finding that goes along: as judging anew, never lost, and nothing else passes for it."""

from __future__ import annotations

from typing import Any

import pytest

from safety import judged
from safety.danger import Danger, detect
from safety.judged import FIELD, Judged, danger_in, kind_of
from tests.safety.lines import read

LINES = [*read("danger"), *read("danger_2")][::4]
FOUND = Danger("crisis_suicide", True, "suicide-word", False)
SPEAKERS = ("inwoner", "naaste", "wijkteam", "trainee", None)


def told(found: Danger | None, spreker: str | None = None) -> dict[str, Any]:
    return {FIELD: Judged(kind_of(spreker), found).packed()}


def test_what_goes_along_is_what_judging_anew_would_find(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [(each["tekst"], each.get("spreker")) for each in LINES]
    anew = [detect(text, spreker) for text, spreker in whole]
    along = [{FIELD: Judged.of(text, spreker).packed()} for text, spreker in whole]
    assert any(anew)
    assert not all(anew)

    def never(_text: str, _spreker: str | None) -> None:
        raise AssertionError("judged a second time")

    monkeypatch.setattr(judged, "detect", never)
    told_again = [danger_in(t, s, a) for (t, s), a in zip(whole, along, strict=True)]
    assert told_again == anew


@pytest.mark.parametrize("text", ["mijn man slaat mij", "in 2019 wilde zij dood", "ik wil dood"])
def test_speakers_of_one_kind_get_the_same_finding(text: str) -> None:
    for one in SPEAKERS:
        for other in SPEAKERS:
            if kind_of(one) == kind_of(other):
                assert detect(text, one) == detect(text, other)


@pytest.mark.parametrize("spreker", SPEAKERS)
def test_a_finding_is_never_lost_whoever_it_was_found_for(spreker: str | None) -> None:
    for other in SPEAKERS:
        assert danger_in("ik woon alleen", spreker, told(FOUND, other)) == FOUND


def test_that_nothing_was_found_for_one_speaker_says_nothing_of_another() -> None:
    assert danger_in("ik wil dood", "inwoner", told(None, "wijkteam")) is not None


@pytest.mark.parametrize("metadata", [None, {}, {FIELD: None}, {FIELD: "x"}, {FIELD: {"found": 1}}])
def test_who_is_told_nothing_judges(metadata: dict[str, Any] | None) -> None:
    assert danger_in("ik wil dood", None, metadata) == detect("ik wil dood", None)
    assert danger_in("ik woon alleen", None, metadata) is None


WRONG: list[object] = [
    None,
    "geen",
    [],
    {},
    {"speaker": "other"},
    {"speaker": "inwoner", "found": None},
    {"speaker": ["other"], "found": None},
    {"speaker": "other", "found": None, "more": 1},
    {"speaker": "other", "found": "crisis_suicide"},
    {"speaker": "other", "found": {"kind": "crisis_suicide"}},
    *(
        {"speaker": "other", "found": {**told(FOUND)[FIELD]["found"], **change}}
        for change in (
            {"kind": "groet"},
            {"kind": ["crisis_suicide"]},
            {"present": "ja"},
            {"rule": "woorden van iemand"},
            {"rule": 3},
            {"child_speaking": None},
            {"text": "x"},
        )
    ),
]


@pytest.mark.parametrize("given", WRONG)
def test_another_form_is_refused(given: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Judged.read(given)


def test_it_comes_back_as_it_was_packed() -> None:
    for found in (None, FOUND):
        kept = Judged("naaste", found)
        assert Judged.read(kept.packed()) == kept
