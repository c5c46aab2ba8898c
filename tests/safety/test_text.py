"""Text made safe to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.text import MAX_CHARS, is_command, normalise, plain, strip_invisible


@pytest.mark.parametrize(
    "text",
    [
        '/inform{"gedrag": "ernstig"}',
        "/restart",
        "  /restart",
        "\u200b/restart",
        "\n/session_start",
        "／restart",
        "//restart",
    ],
)
def test_a_typed_command_is_recognised_and_made_plain(text: str) -> None:
    if not text.strip().startswith("//"):
        assert is_command(text)
    assert not is_command(plain(text))
    assert not plain(text).lstrip().startswith("/")


@pytest.mark.parametrize("text", ["24/7 bereikbaar", "hij/zij", "", "/", "ja", "op 1/2"])
def test_a_slash_within_a_message_is_no_command(text: str) -> None:
    assert not is_command(text)


def test_what_is_too_long_is_cut() -> None:
    assert len(plain("a" * (MAX_CHARS + 1))) == MAX_CHARS
    assert plain("abc", limit=2) == "ab"


def test_control_characters_go_and_new_lines_stay() -> None:
    assert plain("a\x00b\x1b[31m\nc\u202e") == "ab[31m\nc"
    assert strip_invisible("a\u200bb") == "ab"


def test_normalising_folds_what_looks_the_same() -> None:
    assert normalise("Ｄооd  écht\u200b") == "dood echt"
    assert normalise("d o o d") == "dood"
    assert normalise("nietmeerleven") == "niet meer leven"


@given(st.text(max_size=200))
def test_plain_text_is_never_a_command(text: str) -> None:
    out = plain(text)
    assert not out.lstrip().startswith("/")
    assert not is_command(out)
    assert plain(out) == out


@given(st.text(max_size=200))
def test_normalising_any_text_works_and_gives_one_case(text: str) -> None:
    assert normalise(text) == normalise(text).strip()
