"""The advice on paper: a PDF that opens, is tagged, is in Dutch and holds the whole advice."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pypdf import PdfReader
from pypdf.generic import BooleanObject, DictionaryObject, IndirectObject

from gateway.paper.advice import advice_pdf
from tests.gateway.building import ADVICE, FakeAssistant, Page, advises

DATED = {**ADVICE, "made_at": "2026-11-26"}


def read(paper: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(paper), strict=True)


def text_of(paper: bytes) -> str:
    """Give the words, with white space folded."""
    return " ".join(" ".join(page.extract_text() for page in read(paper).pages).split())


def tags(paper: bytes) -> list[str]:
    """Give the structure's tags, in reading order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(read(paper).root_object["/StructTreeRoot"])
    return found


@pytest.fixture(scope="module")
def paper() -> bytes:
    return advice_pdf(DATED)


def test_it_is_tagged_and_says_that_it_is_dutch(paper: bytes) -> None:
    root = read(paper).root_object
    assert root["/MarkInfo"]["/Marked"] == BooleanObject(True)  # type: ignore[index]
    assert str(root["/Lang"]).startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == BooleanObject(True)  # type: ignore[index]
    found = tags(paper)
    assert found.count("/H1") == 1
    assert {"/H2", "/H3", "/P", "/L", "/LI", "/LBody"} <= set(found)
    assert found.index("/H1") < found.index("/H2") < found.index("/H3")


def test_it_says_that_it_meets_pdf_ua(paper: bytes) -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in paper


def test_it_has_the_title_of_the_advice(paper: bytes) -> None:
    metadata = read(paper).metadata
    assert metadata is not None
    assert metadata.title == ADVICE["title"]


def test_it_holds_the_whole_advice(paper: bytes) -> None:
    text = text_of(paper)
    for part in (
        "Welke hulp past misschien bij u?",
        "26 november 2026",
        "Dit is geen besluit. De gemeente beslist. U mag altijd een melding doen.",
        "Op basis van uw antwoorden lijkt dit te passen",
        "Kleinschalig Thuis Basis",
        "U heeft elke dag hulp nodig.",
        "Iets Zwaarders: Zo licht als kan.",
        "Als u alleen woont.",
        "Pakketbeschrijvingen, 3. Kleinschalig Thuis",
        "U bent 54 jaar.",
        "Doe een melding.",
        "0123 456 789",
        "Een computer maakte dit advies",
        "abcdef012345",
    ):
        assert part in text


def test_an_advice_without_products_is_a_page_as_well() -> None:
    nothing: dict[str, Any] = {"intro": "", "lines": []}
    block = {
        "domein": None,
        "heading": None,
        "uitkomst": "geen-stelsel",
        "warning": None,
        "outcome": "Van deze gemeente weet ik het niet.",
        **{name: [] for name in ("products", "why_not", "signals", "sources")},
        "why": nothing,
        "against": nothing,
        "missing": nothing,
        "changes": nothing,
        "catalogus": None,
        "engine": None,
    }
    paper = advice_pdf({**DATED, "blocks": [block], "contact": None, "facts": []})
    assert "Van deze gemeente weet ik het niet." in text_of(paper)


@pytest.mark.parametrize("typed", ["#panic()", "*vet* _x_ $x$ <a> @b", "= Kop", '\\ & % "x" `y`'])
def test_words_are_words_and_no_markup(typed: str) -> None:
    fact = {**ADVICE["facts"][0], "sentence": typed}  # type: ignore[index]
    paper = advice_pdf({**DATED, "facts": [fact]})
    assert "".join(typed.split()) in "".join(text_of(paper).split())
    assert tags(paper).count("/H1") == 1


def test_the_gateway_gives_it_for_the_advice_as_it_is_now(
    client: TestClient, assistant: FakeAssistant
) -> None:
    page = Page(client)
    page.settled()
    for path in ("/api/advice", "/api/advice.pdf"):
        assert page.get(path).json()["code"] == "no_advice"
    assistant.answer = lambda _said: advises()
    page.says(text="klopt")
    assert page.standing()["can"]["advice"] is True
    told = page.get("/api/advice").json()
    assert {**told, "made_at": None} == {**ADVICE, "made_at": None}
    answer = page.get("/api/advice.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert "advies.pdf" in answer.headers["content-disposition"]
    assert "Kleinschalig Thuis Basis" in text_of(answer.content)
