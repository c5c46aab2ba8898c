"""What a question asks, with the shipped weights."""

from __future__ import annotations

import pytest

from evaluation.kenmerken import measured
from practice.questions import Context, Vorm, learning, recognise
from practice.questions.model import model
from practice.questions.splitting import questions_in
from practice.questions.wordings import fingerprint, questions, wordings


@pytest.mark.parametrize(
    ("text", "kenmerken", "form"),
    [
        ("Hoe oud bent u?", ("leeftijd",), Vorm.GESLOTEN),
        ("Wordt uw zoon weleens agressief?", ("gedrag",), Vorm.GESLOTEN),
        ("wat doe je overdag", ("daginvulling",), Vorm.OPEN),
        ("Hoe vaak moet er iemand langskomen?", ("contact",), Vorm.OPEN),
        ("U kunt zeker niet tegen drukte?", ("prikkelarm",), Vorm.SUGGESTIEF),
        ("Woont u alleen, en wie helpt u?", ("woonvorm", "voorliggend"), Vorm.MEERVOUDIG),
        ("Hoe heet u?", (), Vorm.OPEN),
        ("Bent u gelovig?", (), Vorm.ONGEPAST),
        ("Dank u wel.", (), Vorm.GEEN_VRAAG),
        ("", (), Vorm.GEEN_VRAAG),
    ],
)
def test_a_plain_question_is_recognised_with_its_form(
    text: str, kenmerken: tuple[str, ...], form: Vorm
) -> None:
    found = recognise(text)
    assert (found.kenmerken, found.vorm) == (kenmerken, form)


def test_the_person_that_is_asked_about_does_not_matter() -> None:
    for question in ("Kunt u goed leren?", "kun je goed leren", "Kan uw broer goed leren?"):
        assert recognise(question).kenmerken == ("leerbaarheid",)


def test_a_question_that_goes_on_asks_what_was_asked_before_and_only_then() -> None:
    assert recognise("Kunt u een voorbeeld geven?", Context(("gedrag",))).kenmerken == ("gedrag",)
    assert recognise("Kunt u een voorbeeld geven?").kenmerken == ()


def test_a_preamble_is_not_taken_for_a_question() -> None:
    assert questions_in("Goedemiddag. Ik las uw brief. Hoe woont u nu?") == ["Hoe woont u nu?"]


def test_an_enumeration_stays_one_question() -> None:
    assert len(questions_in("Kunt u koken, wassen en poetsen?")) == 1
    assert len(questions_in("Hoe oud bent u en waar woont u?")) == 2


def test_a_very_long_text_is_read_in_part_and_breaks_nothing() -> None:
    assert recognise("Hoe oud bent u? " * 5_000).kenmerken == ("leeftijd",)


def test_the_weights_were_learned_from_the_present_wordings() -> None:
    known = wordings()
    assert model().source == fingerprint(known), "python -m practice.questions.learning"


def test_every_kenmerk_that_is_measured_has_many_wordings_in_several_hands() -> None:
    asked = [each.label for each in questions()]
    few = {name: asked.count(name) for name in measured() if asked.count(name) < 60}
    assert few == {}


def test_the_only_labels_beside_kenmerken_are_the_three_kinds_without_one() -> None:
    others = {each.label for each in questions()} - set(measured()) - {"kan_hulp_vragen"}
    assert others == {"geen_kenmerk", "ongepast", "geen_vraag"}


def test_what_is_up_to_date_is_not_learned_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def never(_known: object) -> None:
        raise AssertionError("it learns")

    monkeypatch.setattr(learning, "learn", never)
    assert learning.main(["--when-changed"]) == 0
    assert "those that were learned from" in capsys.readouterr().out
    with pytest.raises(AssertionError, match="it learns"):
        learning.main([])
    monkeypatch.setattr(learning, "learned_from", lambda _file: "something else")
    with pytest.raises(AssertionError, match="it learns"):
        learning.main(["--when-changed"])
