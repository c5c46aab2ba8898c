"""Danger by meaning: what no rule foresaw, and what goes before it."""

from __future__ import annotations

import numpy as np
import pytest

from safety import meaning
from safety.danger import DOUBT, MEANING, PLAIN, WORKERS, detect
from safety.meaning import (
    KINDS,
    MOST_PIECES,
    SIZE,
    Likely,
    likely,
    pieces,
    sentence_vectors,
    weights,
    word_features,
)
from safety.rules import CRISIS_KINDS
from safety.text import MAX_CHARS

HARMLESS = "de hond ligt graag in de zon"


def heard(monkeypatch: pytest.MonkeyPatch, kind: str, score: float) -> None:
    """Let every text come as near to this kind of danger."""
    monkeypatch.setattr(meaning, "likely", lambda text: Likely(kind, score, text))


# -- pieces -------------------------------------------------------------------------------------


def test_a_message_is_looked_at_whole_and_by_its_sentences_and_clauses() -> None:
    text = "Het gaat slecht met hem. Hij wil niets meer, maar hij eet nog wel wat."
    found = pieces(text)
    assert found[0] == text
    assert "Het gaat slecht met hem." in found
    assert "Hij wil niets meer" in found
    assert "maar hij eet nog wel wat." in found


def test_a_clause_of_a_word_or_two_is_no_piece() -> None:
    assert "ja" not in pieces("ja, dat is heel goed gegaan")


def test_a_piece_comes_once() -> None:
    assert pieces("hij is boos. hij is boos.").count("hij is boos.") == 1


def test_a_long_text_without_marks_is_cut_into_stretches_that_hold_every_word() -> None:
    words = [f"woord{i}" for i in range(200)]
    found = pieces(" ".join(words))
    assert " ".join(words) not in found
    assert set(words) <= {word for piece in found for word in piece.split()}


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "?! ...", "—"])
def test_a_text_without_words_has_no_pieces(text: str) -> None:
    assert pieces(text) == []


def test_the_number_of_pieces_is_bounded() -> None:
    assert len(pieces(". ".join(f"zin nummer {i} is kort" for i in range(500)))) == MOST_PIECES


# -- features -----------------------------------------------------------------------------------


def test_the_features_of_a_text_are_the_same_each_time() -> None:
    one, two = word_features("hij slaat de deur dicht"), word_features("hij slaat de deur dicht")
    assert np.array_equal(one[0], two[0])
    assert np.array_equal(one[1], two[1])


def test_features_lie_within_the_weights_and_have_length_one() -> None:
    places, amounts = word_features("een heel gewone zin over de tuin")
    assert places.min() >= 0
    assert places.max() < SIZE
    assert len(set(places.tolist())) == len(places) == len(amounts)
    assert np.isclose(np.linalg.norm(amounts), 1.0, atol=1e-5)


def test_places_do_not_hang_on_the_process() -> None:
    # A hash with a seed of its own would give other places in every process.
    places, _ = word_features("ja")
    assert places.tolist() == sorted(places.tolist())
    assert set(places.tolist()) == {1_110, 3_658, 13_346, 18_918}


def test_capitals_and_accents_change_no_feature() -> None:
    assert np.array_equal(word_features("Één café")[0], word_features("een cafe")[0])


def test_a_text_without_words_has_no_features() -> None:
    places, amounts = word_features("?!")
    assert len(places) == len(amounts) == 0


def test_a_vector_stands_for_each_text_with_a_one_beside_it() -> None:
    rows = sentence_vectors(["hij is thuis", "zij is weg"])
    assert rows.shape == (2, 513)
    assert rows[:, -1].tolist() == [1.0, 1.0]


def test_the_shipped_weights_fit_the_features_and_the_kinds() -> None:
    shipped = weights()
    assert shipped.sentence.shape == (513, 1 + len(KINDS))
    assert shipped.words.shape == (SIZE, 1 + len(KINDS))
    assert set(KINDS) == set(CRISIS_KINDS)
    assert shipped.source


# -- how near -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ik maak vannacht een eind aan mijn leven", "crisis_suicide"),
        ("mijn vriend knijpt mijn keel dicht als het eten te laat is", "huiselijk_geweld"),
        ("ik heb net een hele pot pillen geslikt en word suf", "crisis_gevaar"),
        ("mijn kinderen van 3 en 5 zitten hele dagen alleen opgesloten", "kind_in_gevaar"),
        ("de geheime dienst zit in mijn radio en geeft mij opdrachten", "psychose_acuut"),
    ],
)
def test_plain_danger_comes_near_to_its_kind(text: str, kind: str) -> None:
    found = likely(text)
    assert found.score > DOUBT + 0.2
    assert found.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        HARMLESS,
        "ik wil graag hulp bij de post",
        "elke dinsdag komt de begeleider",
        "mijn dochter kan goed rekenen",
        "hoe laat gaat de winkel open",
        "we hebben twee katten en een kanarie",
    ],
)
def test_what_is_plainly_harmless_comes_near_to_nothing(text: str) -> None:
    assert likely(text).score < DOUBT - 0.2
    assert detect(text) is None


def test_danger_is_not_drowned_by_a_long_harmless_story() -> None:
    story = "Ik woon in een flat. Op maandag doe ik boodschappen. De buren zijn aardig. " * 4
    within = f"{story} Ik maak vannacht een eind aan mijn leven. {story}"
    assert likely(within).score > likely(story).score + 0.5


def test_the_same_text_scores_the_same_each_time() -> None:
    text = "hij doet soms raar tegen de buren"
    assert likely(text) == likely(text)


@pytest.mark.parametrize("text", ["", " ", "\x00", "!!!", "😀", "я не знаю"])
def test_a_text_without_words_of_ours_raises_nothing(text: str) -> None:
    assert likely(text).kind in KINDS
    assert detect(text) is None


@pytest.mark.parametrize("part", ["mijn hond blaft. ", "a", "ja, nee, ", "\n"])
def test_ten_thousand_characters_raise_nothing(part: str) -> None:
    text = (part * 10_000)[:10_000]
    assert likely(text).kind in KINDS
    found = detect(text)
    assert found is None or found.kind in CRISIS_KINDS


def test_what_lies_beyond_the_longest_message_is_not_looked_at() -> None:
    long = ("mijn hond blaft. " * MAX_CHARS)[:MAX_CHARS]
    assert likely(f"{long} ik maak vannacht een eind aan mijn leven") == likely(long)


# -- beside the rules ---------------------------------------------------------------------------


def test_a_message_that_no_rule_knows_is_found_by_meaning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard(monkeypatch, "psychose_acuut", PLAIN + 0.3)
    found = detect(HARMLESS)
    assert found is not None
    assert (found.kind, found.present, found.rule) == ("psychose_acuut", True, MEANING)


def test_in_doubt_there_is_help_but_the_intake_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    heard(monkeypatch, "crisis_suicide", (DOUBT + PLAIN) / 2)
    found = detect(HARMLESS)
    assert found is not None
    assert not found.present


def test_a_few_words_that_leave_a_doubt_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    heard(monkeypatch, "psychose_acuut", (DOUBT + PLAIN) / 2)
    assert detect("nee, hij is 42") is None


def test_what_was_long_ago_is_none_by_meaning_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    heard(monkeypatch, "huiselijk_geweld", PLAIN + 0.3)
    assert detect("vroeger ging het er bij ons thuis heel raar aan toe") is None


def test_what_is_far_from_danger_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    heard(monkeypatch, "crisis_suicide", DOUBT - 0.3)
    assert detect(HARMLESS) is None


@pytest.mark.parametrize("spreker", sorted(WORKERS))
def test_of_workers_meaning_alone_never_makes_danger_present(
    monkeypatch: pytest.MonkeyPatch, spreker: str
) -> None:
    heard(monkeypatch, "crisis_suicide", 2.0)
    found = detect(HARMLESS, spreker)
    assert found is not None
    assert (found.kind, found.present) == ("crisis_suicide", False)


@pytest.mark.parametrize("score", [-1.0, 2.0])
def test_what_a_rule_finds_is_not_weighed_by_meaning(
    monkeypatch: pytest.MonkeyPatch, score: float
) -> None:
    heard(monkeypatch, "psychose_acuut", score)
    found = detect("ik wil dood")
    assert found is not None
    assert (found.kind, found.present) == ("crisis_suicide", True)
    assert found.rule != MEANING


def test_violence_that_a_child_tells_of_is_a_child_in_danger(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard(monkeypatch, "huiselijk_geweld", PLAIN + 0.3)
    child, grown = detect(f"ik ben 12 en {HARMLESS}"), detect(HARMLESS)
    assert child is not None
    assert grown is not None
    assert (child.kind, child.child_speaking) == ("kind_in_gevaar", True)
    assert (grown.kind, grown.child_speaking) == ("huiselijk_geweld", False)


def test_other_danger_of_a_child_keeps_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    heard(monkeypatch, "crisis_suicide", PLAIN + 0.3)
    found = detect(f"ik ben 12 en {HARMLESS}")
    assert found is not None
    assert (found.kind, found.child_speaking) == ("crisis_suicide", True)


def test_a_message_without_words_is_not_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    heard(monkeypatch, "crisis_suicide", 2.0)
    assert detect("?!") is None
