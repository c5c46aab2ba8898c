from __future__ import annotations

import pytest

from dutch.segments import sentences, windows


def _texts(text: str) -> list[str]:
    return [piece.of(text) for piece in windows(text)]


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
