"""The terminal client: what it shows and what it sends."""

from __future__ import annotations

import pytest

from scripts.kt.chat import WIDTH, Choice, Turn, answer, render, wrapped

BUTTONS = [
    {"title": "Alleen", "payload": "id-alleen"},
    {"title": "Met anderen", "payload": "id-anderen"},
    {"title": "Weet ik niet", "payload": "id-weet-niet"},
]
CHOICES = tuple(
    Choice(str(number), each["title"], each["payload"]) for number, each in enumerate(BUTTONS, 1)
)


def test_a_question_shows_its_progress_and_numbers_its_choices() -> None:
    turn = render(
        [
            {"text": "Dank u wel."},
            {"text": "Hoe woont u?", "buttons": BUTTONS},
            {"custom": {"type": "question", "progress": {"vraag": 3, "van": 9}}},
        ]
    )
    assert turn.lines == (
        *("", "Dank u wel.", "", "Hoe woont u?"),
        *("  1. Alleen", "  2. Met anderen", "  3. Weet ik niet", "  (vraag 3 van ongeveer 9)", ""),
    )
    assert turn.choices == CHOICES
    assert not turn.multi


def test_the_choices_of_several_messages_are_numbered_on() -> None:
    turn = render([{"text": "a", "buttons": BUTTONS[:2]}, {"text": "b", "buttons": BUTTONS[2:]}])
    assert turn.choices == CHOICES


def test_a_lone_choice_gets_a_letter_because_a_number_may_be_the_answer() -> None:
    turn = render([{"text": "Hoe oud bent u?", "buttons": BUTTONS[2:]}])
    assert "  a. Weet ik niet" in turn.lines
    assert answer("1", turn) == "1"
    assert answer("A", turn) == "id-weet-niet"


def test_several_choices_are_announced_where_they_are_allowed() -> None:
    turn = render(
        [{"text": "Wat?", "buttons": BUTTONS, "custom": {"type": "question", "multi": 1}}]
    )
    assert turn.multi
    assert turn.lines[-2] == "  (u mag er meer kiezen, bijvoorbeeld: 1,2)"


def test_other_custom_messages_and_empty_ones_show_nothing() -> None:
    turn = render([{"custom": {"type": "advies", "multi": True}}])
    assert turn == Turn(("", "(geen antwoord)", ""))


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("2", "id-anderen"),
        ("1,3", "id-alleen; id-weet-niet"),
        ("3 en 1", "id-weet-niet; id-alleen"),
        ("1 2 1", "id-alleen; id-anderen"),
        ("4", "4"),
        ("1,4", "1,4"),
        ("0", "0"),
        ("2 keer per week", "2 keer per week"),
        ("alleen", "alleen"),
    ],
)
def test_numbers_of_choices_become_payloads_and_all_else_goes_as_typed(
    typed: str, sent: str
) -> None:
    assert answer(typed, Turn((), CHOICES, multi=True)) == sent


def test_several_numbers_go_as_typed_where_one_choice_is_asked() -> None:
    assert answer("1,3", Turn((), CHOICES)) == "1,3"


def test_without_choices_a_number_is_the_answer() -> None:
    assert answer("2", Turn(())) == "2"


def test_long_lines_are_wrapped_and_list_items_hang() -> None:
    lines = wrapped("- " + "woord " * 30 + "\nklaar")
    assert max(map(len, lines)) <= WIDTH
    assert lines[1].startswith("  woord")
    assert lines[-1] == "klaar"


def test_a_long_choice_hangs_below_its_number() -> None:
    lines = wrapped("woord " * 30, "  1. ")
    assert lines[0].startswith("  1. woord")
    assert lines[1].startswith("     woord")
