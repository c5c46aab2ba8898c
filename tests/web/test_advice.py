"""The advice as a page of its own, on paper, and as a melding."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.web.driving import Driver
from tests.web.states import advice, melding_dialog
from tests.web.visiting import INWONER

DISCLAIMER = "Dit is geen besluit. De gemeente beslist. U mag altijd een melding doen."


def test_the_pdf_opens_is_tagged_and_holds_the_advice(driver: Driver, tmp_path: Path) -> None:
    visitor = driver.visitor()
    advice(visitor)
    with visitor.page.expect_download() as started:
        visitor.press("Bewaar als PDF")
    download = started.value
    assert download.suggested_filename == "advies.pdf"
    file = tmp_path / "advies.pdf"
    download.save_as(file)
    reader = PdfReader(file)
    catalog: Any = reader.root_object
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/StructTreeRoot"]
    assert str(catalog["/Lang"]).startswith("nl")
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    assert "Kleinschalig Thuis" in text
    assert DISCLAIMER in text
    products = visitor.page.locator(".kt-product strong").all_inner_texts()
    assert products
    assert all(each in text for each in products)


def test_on_paper_there_is_the_advice_and_nothing_to_press(driver: Driver) -> None:
    visitor = driver.visitor()
    advice(visitor)
    visitor.page.emulate_media(media="print")
    expect(visitor.page.get_by_role("heading", name="Waar staat dit?")).to_be_visible()
    expect(visitor.page.locator(".kt-told li").first).to_be_visible()
    shown = visitor.page.get_by_role("button").evaluate_all(
        "(all) => all.filter((each) => each.checkVisibility()).length"
    )
    assert shown == 0


def test_the_conversation_can_be_saved(driver: Driver, tmp_path: Path) -> None:
    visitor = driver.visitor().begin()
    visitor.answer("Voor mezelf")
    visitor.press("Menu", exact=True)
    with visitor.page.expect_download() as started:
        visitor.press("Gesprek opslaan")
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert "Voor mezelf" in text
    assert "In welke gemeente woont u?" in text


def test_an_answer_can_be_changed_from_the_list(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    visitor.intake(INWONER, until="Hoe oud")
    visitor.press("Mijn antwoorden")
    visitor.press("Verander: Uw gemeente")
    assert "In welke gemeente" in visitor.question()
    visitor.answer("Nijmegen")
    visitor.settled()
    visitor.press("Mijn antwoorden")
    expect(visitor.page.locator(".kt-fact", has_text="Uw gemeente")).to_contain_text("Nijmegen")


def test_back_goes_to_the_question_before(driver: Driver) -> None:
    visitor = driver.visitor().begin()
    visitor.answer("Voor mezelf")
    visitor.answer("Vught")
    visitor.press("Vorige vraag")
    assert "In welke gemeente" in visitor.question()


def test_a_melding_shows_exactly_what_is_sent_and_asks_consent(driver: Driver) -> None:
    visitor = driver.visitor()
    melding_dialog(visitor)
    dialog = visitor.page.get_by_role("dialog")
    there = set(driver.site.meldingen.iterdir())
    visitor.press("Verstuur de melding")
    expect(dialog.get_by_role("alert")).to_contain_text("Zet eerst een vinkje")
    assert set(driver.site.meldingen.iterdir()) == there
    dialog.get_by_label("Naam").fill("Mevrouw Voorbeeld")
    dialog.get_by_label("Telefoonnummer").fill("020 000 00 00")
    dialog.get_by_label("Telefoonnummer").press("Tab")
    paper = dialog.locator(".kt-paper")
    expect(paper).to_contain_text("Mevrouw Voorbeeld")
    expect(paper).to_contain_text("020 000 00 00")
    shown = paper.inner_text()
    dialog.get_by_label("Ik heb dit gelezen").check()
    visitor.press("Verstuur de melding")
    expect(dialog).to_contain_text("Uw melding is verstuurd")
    expect(dialog).to_contain_text("hoogstens 6 weken")
    (new,) = set(driver.site.meldingen.iterdir()) - there
    sent = "\n".join(
        each.read_text(encoding="utf-8")
        for each in (new.rglob("*") if new.is_dir() else [new])
        if each.is_file()
    ).replace("\\n", "\n")
    assert shown.strip() in sent
    visitor.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_another_contact_takes_the_consent_back(driver: Driver) -> None:
    visitor = driver.visitor()
    melding_dialog(visitor)
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("Ik heb dit gelezen").check()
    dialog.get_by_label("Naam").fill("Iemand")
    dialog.get_by_label("Naam").press("Tab")
    expect(dialog.get_by_label("Ik heb dit gelezen")).not_to_be_checked()
