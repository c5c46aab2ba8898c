"""Practice codes in what a trainee types: a mark takes their place, and of nothing else."""

from __future__ import annotations

import pytest

from gateway.practice.codes import MARK, hidden, mark_of, without_codes
from practice.progress import identity
from safety.mask import mask

SECRET = b"a-secret-for-practice"
CODE = "K7QM-0XWD-9TRV-H2C1"


@pytest.mark.parametrize(
    "text",
    [
        f"mijn code is {CODE}",
        f"code: {CODE}.",
        "mijn groepscode: k7qm 0xwd 9trv h2c1",
        "k7qmOxwd9trvh2cI",
        CODE,
        "hier K7QM–0XWD–9TRV–H2C1 dus",
        "deze code K7QM-0XWD-9TRV-H2C1 klopt",
        "mijn code K7QM 0XWD 9TRV H2C1 heb ik hier",
        "code K7QM-0XWD 9TRV-H2C1",
    ],
)
def test_a_code_is_replaced_however_it_is_typed(text: str) -> None:
    found = without_codes(SECRET, text)
    assert "9TRV" not in found.upper()
    trainee = identity.trainee_of_code(SECRET, CODE)
    assert trainee is not None
    assert identity.typed_group(found) == identity.code_hash(trainee)


@pytest.mark.parametrize(
    "text",
    [
        "deze hele week mooi",
        "hoe gaat zijn week",
        "K7QM-0XWD-9TRV",
        "K7QM-0XWD-9TRV-H2C12",
        "woont sinds 1998 in 2025 weer thuis",
        "de code van de ggz is bekend",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert without_codes(SECRET, text) == text


def test_marks_of_any_code_survive_what_masks_personal_data() -> None:
    for _each in range(300):
        mark = mark_of(SECRET, identity.new_code())
        assert mark is not None
        assert MARK.fullmatch(mark)
        assert mask(f"mijn code is {mark}") == f"mijn code is {mark}"


def test_a_mark_can_be_shown_as_words_and_tells_no_code() -> None:
    mark = mark_of(SECRET, CODE)
    assert hidden(f"code: {mark}", "(code)") == "code: (code)"
    assert mark != mark_of(b"another-secret-here", CODE)
    assert mark_of(SECRET, "geen code") is None
