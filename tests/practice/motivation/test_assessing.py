"""What a written motivation holds, with the shipped weights."""

from __future__ import annotations

import pytest

from practice.motivation import Reason, assess, learning
from practice.motivation.reading import learned, pieces
from practice.motivation.wordings import fingerprint, labels_of, statements

WOONVORM = Reason("wonen", "Hij kan niet alleen wonen.", "woonvorm")
GEDRAG = Reason("gedrag", "Er is geen probleemgedrag.", "gedrag")
FACTS = {"woonvorm": "niet_zelfstandig", "gedrag": "geen"}


def test_a_reason_counts_when_its_fact_is_stated() -> None:
    found = assess("Zelfstandig wonen lukt hem niet.", [WOONVORM, GEDRAG], FACTS)
    assert found.named == ("wonen",)
    assert found.missing == ("gedrag",)


def test_the_opposite_names_no_reason_and_is_called_wrong() -> None:
    found = assess("Hij kan prima zelfstandig wonen in een eigen huis.", [WOONVORM], FACTS)
    assert found.named == ()
    assert found.wrong == ("woonvorm",)


def test_what_is_told_of_somebody_else_or_the_past_does_not_count() -> None:
    text = "Zijn broer kan niet alleen wonen. Vroeger kon hij niet zelfstandig wonen."
    assert assess(text, [WOONVORM], FACTS).named == ()


def test_a_figure_counts_with_the_word_that_belongs_to_it() -> None:
    reason = Reason("uren", "Drie uur per week.", "uren_per_week")
    assert assess("3 uur per week is nodig", [reason], {"uren_per_week": 3}).named == ("uren",)
    assert assess("drie uur per week", [reason], {"uren_per_week": 3}).named == ("uren",)
    assert assess("13 uur per week", [reason], {"uren_per_week": 3}).named == ()
    adult = Reason("oud", "Hij is volwassen.", "leeftijd")
    assert assess("Hij is meerderjarig.", [adult], {"leeftijd": 34}).named == ("oud",)


def test_steps_and_products_are_seen() -> None:
    text = (
        "Zijn hulpvraag is begeleiding. Zijn netwerk kan dit niet opvangen. Daarom past Basis. "
        "Plus is te zwaar."
    )
    names = {"basis": ["Basis"], "plus": ["Plus"], "regulier": ["Regulier"]}
    found = assess(text, [], {}, names)
    assert {"hulpvraag", "eigen_kracht", "wmo"} <= set(found.steps)
    assert found.products == ("basis", "plus")
    assert found.why_not == ("plus",)


def test_nothing_written_names_nothing() -> None:
    assert assess("  ", [WOONVORM], FACTS).missing == ("wonen",)


def test_a_list_without_members_has_a_label_of_its_own() -> None:
    assert labels_of("risico", []) == ("risico=geen",)
    assert labels_of("prikkelarm", True) == ("prikkelarm=ja",)
    assert labels_of("risico", ["overlast", "escalatie"]) == ("risico=overlast", "risico=escalatie")


def test_a_long_motivation_is_read_in_part_and_breaks_nothing() -> None:
    assert pieces("Hij kan niet alleen wonen. " * 1_000)


def test_the_weights_were_learned_from_the_present_statements() -> None:
    assert learned().source == fingerprint(statements()), "python -m practice.motivation.learning"


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
