from __future__ import annotations

import pytest

from dutch.segments import SHORT, sentences, turns, windows


def _texts(text: str) -> list[str]:
    return [piece.of(text) for piece in windows(text)]


def _turned(text: str) -> list[str]:
    return [piece.of(text) for piece in turns(text)]


def test_a_story_is_cut_into_its_sentences() -> None:
    text = "Mijn zoon is 23. Hij slaapt slecht!\nGisteren was hij boos"
    assert [s.of(text) for s in sentences(text)] == [
        "Mijn zoon is 23.",
        "Hij slaapt slecht!",
        "Gisteren was hij boos",
    ]


@pytest.mark.parametrize("text", ["Cl. is 34 jr. en woont bij ouders.", "Mw. kan bijv. niet koken"])
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert len(sentences(text)) == 1


def test_clauses_are_pieces_of_their_own_beside_the_whole_sentence() -> None:
    text = "Overdag gaat het goed, maar 's nachts dwaalt ze en ik kan niet meer"
    assert _texts(text) == [
        text,
        "Overdag gaat het goed",
        "maar 's nachts dwaalt ze",
        "en ik kan niet meer",
        "Overdag gaat het goed, maar 's nachts dwaalt ze",
        "maar 's nachts dwaalt ze en ik kan niet meer",
        "'s nachts dwaalt ze en ik kan niet meer",
    ]


def test_a_text_without_any_mark_is_cut_into_overlapping_stretches() -> None:
    words = [f"woord{i}" for i in range(30)]
    pieces = _texts(" ".join(words))
    assert " ".join(words[:14]) in pieces
    assert " ".join(words[7:21]) in pieces


def test_every_word_of_a_text_lies_in_some_piece() -> None:
    text = "hij is boos en hij slaat niet want dat durft hij niet. Dus: rustig, zeggen ze"
    covered = set[int]()
    for piece in windows(text):
        covered |= set(range(piece.start, piece.end))
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


@pytest.mark.parametrize("text", ["", "   ", "!!! ...", "\n\n"])
def test_a_text_without_words_has_no_pieces(text: str) -> None:
    assert windows(text) == []


def test_the_number_of_sentences_is_bounded() -> None:
    assert len(sentences("ja. " * 500)) <= 61


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("elke dag, of nee, twee keer per week", "twee keer per week"),
        ("hij is 23, eh nee, 32", "32"),
        ("alleen, nou ja, met mijn kat.", "met mijn kat"),
        ("elke dag maar in het weekend niet!", "in het weekend niet"),
        ("met hulp, of liever gezegd: zonder hulp", "zonder hulp"),
        ("Drie dagen. Sorry, vier", "vier"),
        ("ELKE DAG, NEE, NOOIT", "NOOIT"),
    ],
)
def test_what_follows_a_turn_is_a_piece_up_to_the_end(text: str, after: str) -> None:
    assert after in _turned(text)
    assert after in _texts(text)


def test_each_turn_of_a_message_has_its_own_piece() -> None:
    assert _turned("maandag, nee, dinsdag, of nee, woensdag") == [
        "dinsdag, of nee, woensdag",
        "woensdag",
    ]


@pytest.mark.parametrize("text", ["nee", "nou ja.", "of nee, ...", "elke dag, maar"])
def test_a_turn_after_which_nothing_is_said_is_no_piece(text: str) -> None:
    assert _turned(text) == []


@pytest.mark.parametrize(
    "text", ["hij woont bij zijn neef", "de waarde is laag", "eigenwijs is hij"]
)
def test_a_word_that_only_begins_like_a_turn_is_none(text: str) -> None:
    assert _turned(text) == []


def test_a_turn_knows_the_sentence_in_which_it_begins() -> None:
    (piece,) = turns("Hij woont alleen. Drie dagen, nee, vier dagen")
    assert piece.sentence == 1


def test_a_long_story_is_not_cut_at_its_turns() -> None:
    text = "hij eet goed " * SHORT + "maar hij slaapt slecht"
    assert _turned(text) == []


def test_no_piece_comes_twice_though_a_turn_gives_it_again() -> None:
    pieces = windows("Ik kan koken, maar ik kan niet plannen. Nee, dat gaat echt niet goed")
    places = [(piece.start, piece.end) for piece in pieces]
    assert len(places) == len(set(places))
