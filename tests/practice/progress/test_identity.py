"""Codes and opaque ids; the gateway makes the same ones."""

from __future__ import annotations

import re

import pytest

from gateway.practice import identity as gateway_identity
from practice.progress import identity
from tests.practice.progress.building import SECRET

METADATA_VALUE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
"""What Rasa's channel lets through as a start value."""


def test_a_code_is_long_random_and_without_letters_that_are_misread() -> None:
    codes = {identity.new_code() for _each in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", c) for c in codes)


@pytest.mark.parametrize(
    "typed",
    ["K7QM-0XWD-9TRV-H2C1", " k7qm 0xwd 9trv h2c1 ", "k7qmOxwd9trvh2cI", "K7QM–oXWD–9TRV–H2Cl"],
)
def test_a_code_may_be_typed_in_many_ways(typed: str) -> None:
    assert identity.plain_code(typed) == "K7QM0XWD9TRVH2C1"
    same = identity.trainee_of_code(SECRET, "K7QM-0XWD-9TRV-H2C1")
    assert identity.trainee_of_code(SECRET, typed) == same
    assert gateway_identity.of_code(SECRET, typed) == same


@pytest.mark.parametrize(
    "typed", ["", "K7QM", "K7QM-0XWD-9TRV-H2C12", "K7QM-0XWD-9TRV-H2U1", "é" * 16]
)
def test_what_is_no_code_leads_to_nobody(typed: str) -> None:
    assert identity.trainee_of_code(SECRET, typed) is None
    assert gateway_identity.of_code(SECRET, typed) is None


def test_an_id_tells_nothing_of_the_code_and_gets_through_the_channel() -> None:
    code = identity.new_code()
    trainee = identity.trainee_of_code(SECRET, code)
    assert trainee is not None
    assert METADATA_VALUE.fullmatch(trainee)
    assert identity.needs_code(trainee)
    assert identity.trainee_of_code(b"een ander geheim", code) != trainee
    names = {trainee, identity.code_hash(trainee), identity.alias(trainee)}
    assert len(names) == 3
    assert not any(identity.plain_code(code) in each.upper() for each in names if each)  # type: ignore[operator]


def test_who_signed_in_elsewhere_has_an_id_of_her_own_without_a_code() -> None:
    id_ = gateway_identity.of_account(SECRET, "teams", "tenant", "user")
    assert METADATA_VALUE.fullmatch(id_)
    assert not identity.needs_code(id_)
    assert id_ == identity.pseudonym(SECRET, "teams", "tenant", "user")
    assert id_ != gateway_identity.of_account(SECRET, "teams", "tenantu", "ser")


def test_a_channel_cannot_pass_its_people_off_as_holders_of_a_code() -> None:
    with pytest.raises(ValueError, match="code"):
        gateway_identity.of_account(SECRET, "code", "x")


def test_the_secret_must_be_there_and_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(identity.SECRET, "kort")
    with pytest.raises(identity.SecretMissing, match="KT_PRACTICE_SECRET"):
        identity.secret_from_environment()
    monkeypatch.setenv(identity.SECRET, "lang genoeg om te gebruiken")
    assert identity.secret_from_environment() == b"lang genoeg om te gebruiken"
