"""Help beside danger: the right numbers first, calm, in short sentences."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest

from safety import help as help_texts
from safety.danger import CRISIS_KINDS, SIGN_KINDS
from safety.help import HelpText, contacts, for_child, outdated, text

ALL = [
    (kind, spreker, present, child)
    for kind in (*CRISIS_KINDS, *SIGN_KINDS)
    for spreker in ("inwoner", "naaste", "wijkteam", "trainee", None)
    for present in (True, False)
    for child in (True, False)
]


def _numbers(found: HelpText) -> list[str | None]:
    return [contact.nummer for contact in found.contacten]


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("crisis_suicide", "113"),
        ("crisis_gevaar", "112"),
        ("huiselijk_geweld", "0800-2000"),
        ("kind_in_gevaar", "0800-2000"),
        ("verward_persoon", "0800-1205"),
        ("eenzaam", "088 0767 000"),
        ("misdrijf", "0900-8844"),
    ],
)
def test_the_right_number_goes_first(kind: str, first: str) -> None:
    for spreker in ("inwoner", "naaste", "wijkteam"):
        assert _numbers(text(kind, spreker, present=True))[0] == first


@pytest.mark.parametrize("kind", CRISIS_KINDS)
def test_every_crisis_text_names_112(kind: str) -> None:
    for spreker in ("inwoner", "naaste", "wijkteam"):
        for present in (True, False):
            found = text(kind, spreker, present)
            assert "112" in " ".join(found.alineas)
            assert "112" in _numbers(found)


def test_a_wish_to_die_gets_113_in_words_too() -> None:
    for spreker in ("inwoner", "naaste", "wijkteam"):
        for present in (True, False):
            words = " ".join(text("crisis_suicide", spreker, present).alineas)
            assert "113" in words
            assert "0800-0113" in words


def test_a_psychosis_is_sent_to_the_huisarts() -> None:
    found = text("psychose_acuut", "inwoner", present=True)
    assert found.contacten[0].id == "huisarts"


def test_a_child_gets_the_kindertelefoon_first_and_is_spoken_to_as_a_child() -> None:
    found = text("kind_in_gevaar", "inwoner", present=True, child=True)
    assert _numbers(found)[0] == "0800-0432"
    assert not re.search(r"\bu\b|\buw\b", " ".join(found.alineas))
    assert _numbers(for_child())[0] == "0800-0432"


def test_workers_get_the_five_steps_of_the_meldcode() -> None:
    for present in (True, False):
        words = " ".join(text("kind_in_gevaar", "wijkteam", present).alineas)
        assert "meldcode" in words
        assert all(f"{step} " in words for step in range(1, 6))


def test_a_gemeente_fills_in_its_own_numbers() -> None:
    found = text("geen_onderdak", "inwoner", False, gemeente={"gemeente": "14 0123"})
    assert _numbers(found) == ["14 0123"]
    assert _numbers(text("geen_onderdak", "inwoner", False)) == [None]


def test_only_violence_at_home_asks_for_a_quick_way_out() -> None:
    wanted = {"huiselijk_geweld", "kind_in_gevaar"}
    assert {k for k in CRISIS_KINDS if text(k, "inwoner", True).snel_weg} == wanted


def test_present_danger_says_that_the_intake_stops_and_can_go_on_later() -> None:
    for kind in CRISIS_KINDS:
        for spreker in ("inwoner", "naaste"):
            words = " ".join(text(kind, spreker, True).alineas)
            assert text(kind, spreker, True).stopt
            assert "later verder" in words
    assert not text("crisis_suicide", "wijkteam", False).stopt


@pytest.mark.parametrize(("kind", "spreker", "present", "child"), ALL)
def test_no_text_promises_what_is_not_so(
    kind: str, spreker: str | None, present: bool, child: bool
) -> None:
    words = " ".join(text(kind, spreker, present, child).alineas).lower()
    for claim in (
        "ik heb gebeld",
        "is gebeld",
        "wij bellen",
        "ik bel ",
        "hulp is onderweg",
        "is onderweg",
        "blijft geheim",
        "niemand hoort",
        "vertrouwelijk",
        "medicijn",
        "u heeft recht",
        "diagnose",
    ):
        assert claim not in words  # fmt: skip


@pytest.mark.parametrize(("kind", "spreker", "present", "child"), ALL)
def test_texts_for_people_are_short_sentences(
    kind: str, spreker: str | None, present: bool, child: bool
) -> None:
    if spreker in ("wijkteam", "trainee"):
        return
    sentences = [
        sentence.split()
        for alinea in text(kind, spreker, present, child).alineas
        for sentence in re.split(r"(?<=[.!?])\s+", alinea)
    ]
    assert max(map(len, sentences)) <= 20
    assert sum(map(len, sentences)) / len(sentences) <= 12


def test_an_unknown_spreker_or_kind_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown spreker"):
        text("eenzaam", "buurman", False)
    with pytest.raises(KeyError):
        text("onweer", "inwoner", False)


def test_numbers_older_than_a_year_are_named() -> None:
    checked = min(contact.gecontroleerd for contact in contacts())
    assert outdated(checked + timedelta(days=365)) == ()
    assert outdated(checked + timedelta(days=366))


def test_the_shipped_numbers_are_checked_within_the_year() -> None:
    """A release with older numbers fails here: check them and set the date."""
    release = date(2026, 11, 22)
    assert outdated(release) == ()


def test_the_numbers_command_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    from safety.__main__ import numbers

    out = StringIO()
    assert numbers(out) == (1 if out.getvalue() else 0)
    monkeypatch.setattr(help_texts, "MAX_AGE_DAYS", -100000)
    assert numbers(out) == 1
    assert "113 Zelfmoordpreventie" in out.getvalue()
