"""Whole intakes of an inwoner and of a mother, by mouse, by keyboard only and with a thumb."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.driving import DESKTOP, Driver
from tests.web.visiting import INWONER, MOTHER, Visitor

HANDS: dict[str, dict[str, Any]] = {
    "mouse": {"viewport": DESKTOP},
    "keyboard": {"viewport": DESKTOP},
    "thumb": {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True},
}
DISCLAIMER = "Dit is geen besluit. De gemeente beslist."


def whole(visitor: Visitor, person: Mapping[str, str], product: str) -> list[str]:
    """Do an intake to the end and read the advice; gives the questions."""
    asked = visitor.begin().intake(person)
    visitor.press("Bekijk het advies")
    advice = visitor.page.locator(".kt-advice")
    expect(advice).to_contain_text(product)
    for part in ("Wat past misschien?", "Waarom niet iets anders?", "Waar staat dit?", DISCLAIMER):
        expect(advice).to_contain_text(part)
    visitor.activate(visitor.button("Terug naar het gesprek").first)
    expect(visitor.page.get_by_role("log")).to_be_visible()
    assert visitor.unseen == []
    return asked


@pytest.mark.parametrize("hand", HANDS)
def test_an_inwoner_does_the_whole_intake(driver: Driver, hand: str) -> None:
    visitor = driver.visitor(hand=hand, **HANDS[hand])
    asked = whole(visitor, INWONER, "Module Dagbesteding beschermd wonen 4-6 dagdelen")
    assert "In welke gemeente woont u?" in asked


@pytest.mark.parametrize("hand", HANDS)
def test_a_mother_does_the_whole_intake_for_her_son(driver: Driver, hand: str) -> None:
    visitor = driver.visitor(hand=hand, **HANDS[hand])
    asked = whole(visitor, MOTHER, "Kleinschalig Thuis")
    assert "Hoe oud is uw zoon?" in asked
