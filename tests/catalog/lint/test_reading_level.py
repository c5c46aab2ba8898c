"""The measures of B1 on their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.lint import lint_fragments, lint_texts, read_terms
from catalog.lint.reading_level import flesch_douma, is_plain
from catalog.yamlfile import CatalogueFileError


def test_the_score_follows_the_formula_of_douma() -> None:
    # Two sentences, ten words, thirteen syllables.
    text = "U woont samen met uw dochter. U zoekt werk buiten."
    assert flesch_douma(text) == pytest.approx(206.84 - 0.93 * 10 / 2 - 77 * 13 / 10)


def test_everyday_language_scores_higher_than_the_language_of_offices() -> None:
    everyday = "U kunt niet goed alleen wonen. Daarom zoekt u een huis met hulp."
    office = "Betrokkene beschikt over onvoldoende zelfredzaamheid ten aanzien van huisvesting."
    assert flesch_douma(everyday) > 60 > flesch_douma(office)


@pytest.mark.parametrize(
    "word",
    [
        *("huis", "huizen", "loopt", "woont", "beslis", "oplet", "lichtste", "middagen"),
        *("meedenkt", "buurthuis", "jeugdteam"),
    ],
)
def test_a_common_word_its_forms_and_its_compounds_are_plain(word: str) -> None:
    assert is_plain(word)


@pytest.mark.parametrize(
    "word", ["prikkelarm", "multidisciplinair", "intramuraal", "voorliggend", "casusregie"]
)
def test_a_word_of_the_trade_is_not_plain_until_it_is_explained(word: str) -> None:
    assert not is_plain(word)
    assert is_plain(word, {word})


def test_a_term_of_two_words_is_explained_as_a_whole_only() -> None:
    explained = ["ambulante casusregie"]
    assert lint_texts([("t", "U zoekt ambulante casusregie.")], explained) == []
    assert len(lint_texts([("t", "U zoekt hulp en casusregie.")], explained)) == 1


def test_a_name_is_not_held_against_a_text() -> None:
    assert lint_texts([("t", "U woont in Sint-Michielsgestel. Daar belt u de WMO.")]) == []


def test_short_texts_are_scored_together() -> None:
    short = [(f"t{number}", "Gedurende vakantieperioden.") for number in range(6)]
    found = lint_texts(short)
    assert [fault.where for fault in found] == ["6 short texts together, from t0"]


def test_a_label_is_no_sentence_and_is_not_scored() -> None:
    assert lint_fragments([("label", "Gelegenheid voor ontspanning en ontwikkeling")]) == []
    assert len(lint_fragments([("label", "Ambulante hulp")])) == 1


def test_the_person_is_named_where_a_placeholder_stands() -> None:
    twelve = "{Wie} woont nu al een tijd in een huis met hulp."
    assert lint_texts([("t", twelve)]) == []
    assert len(lint_texts([("t", twelve.replace("hulp", "goede hulp"))])) == 1


def test_terms_are_read_with_their_other_spellings(tmp_path: Path) -> None:
    path = tmp_path / "terms.yaml"
    path.write_text("begrippen:\n  - {term: melding, ook: [wmo-melding], inwoner: Dat is ...}\n")
    assert read_terms(path) == {"melding", "wmo-melding"}
    path.write_text("begrippen: [{ook: []}]\n")
    with pytest.raises(CatalogueFileError, match=r"terms\.yaml:1: begrippen\.0\.term"):
        read_terms(path)
