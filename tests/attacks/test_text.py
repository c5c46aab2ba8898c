"""Hostile text in a message: broken, disguised, or pretending to be a command or a template."""

from __future__ import annotations

import io
import json

import pytest
from pypdf import PdfReader

from gateway.assistant import Reply, ReplyMessage, Said
from tests.gateway.building import ADVICE, BLOCK, FACT, FakeAssistant, Page, state

COMMANDS = ("/restart", '/intent{"gedrag": "ernstig"}', '/inform{"gedrag": "ernstig"}')
DISGUISES = ("{}", " {}", "\u200b{}", "\u202e{}", "\ufeff\u2060{}", "\n\t{}", "//{}", "\u2044{}")
# What is no slash for Rasa may stay.
SLASHES = ("/", "／")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_command_in_any_disguise_reaches_the_assistant_as_words(
    page: Page, assistant: FakeAssistant, command: str, disguise: str
) -> None:
    page.says(text=disguise.format(command))
    (said,) = assistant.handled
    assert not said.text.startswith(SLASHES)
    assert (said.command, said.change, said.choices) == (None, None, ())


@pytest.mark.parametrize(
    "text",
    [
        "ik wil d\u200bo\u200bod",  # zero-width within a word
        "\u202eik wil dood\u202c",  # right-to-left override around it
        "\u2066ik wil\u2069 dood",
        "ik wil d\u00f3\u00f3d",
        "ｉｋ ｗｉｌ ｄｏｏｄ",  # full width
        "ik wil d o o d",
        "IK WIL DOOD",
        "ik wil d\u043e\u043ed",  # the o of another alphabet
        "\u0456k w\u0456l dood",
    ],
)
def test_danger_is_seen_through_disguise(page: Page, assistant: FakeAssistant, text: str) -> None:
    assistant.down = True
    page.says(text=text)
    assert "danger" in {kind for _w, kind, _t in page.lines()}


@pytest.mark.parametrize(
    "text",
    ["bsn 1234\u200b56782", "bsn １２３４５６７８２", "bsn ١٢٣٤٥٦٧٨٢", "\u202ebsn 123456782"],
)
def test_a_bsn_is_masked_through_disguise(page: Page, assistant: FakeAssistant, text: str) -> None:
    page.says(text=text)
    (said,) = assistant.handled
    assert "[bsn]" in said.text
    assert "[bsn]" in page.lines()[1][2]


@pytest.mark.parametrize("raw", [r"\ud800", r"\udfff hallo", r"hal\udc00lo"])
def test_half_a_character_is_no_text(page: Page, assistant: FakeAssistant, raw: str) -> None:
    body = f'{{"id": "message-half", "text": "{raw}"}}'.encode()
    headers = {**page.headers, "Content-Type": "application/json"}
    answer = page.client.post("/api/messages", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert assistant.handled == []


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe", b'"\xc3\x28"', b'{"id": "message-0001", "text": "\xff"}']
)
def test_bytes_that_are_no_utf8_are_refused(
    page: Page, assistant: FakeAssistant, raw: bytes
) -> None:
    headers = {**page.headers, "Content-Type": "application/json"}
    answer = page.client.post("/api/messages", content=raw, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]
    assert assistant.handled == []


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"text":['])
def test_json_that_nests_deep_is_refused_and_is_no_fault(page: Page, opening: str) -> None:
    raw = (opening * (16_000 // len(opening))).encode()
    headers = {**page.headers, "Content-Type": "application/json"}
    closed = raw[:7000] + b"]" * 7000 if opening == "[" else raw
    for body in (raw, closed):
        answer = page.client.post("/api/messages", content=body, headers=headers)
        assert answer.status_code in (400, 422), answer.text
        assert answer.json()["detail"]


@pytest.mark.parametrize("text", ["a" * 4001, "é" * 4001, "🧑" * 4001])
def test_a_text_over_its_size_is_refused(page: Page, assistant: FakeAssistant, text: str) -> None:
    answer = page.send({"text": text})
    assert answer.status_code in (413, 422)
    assert assistant.handled == []


TEMPLATES = ("{wie} {0.__class__} {{7*7}} ${7*7} %s %(x)s", "#[read('/etc/passwd')] $x$ *y* @z <a>")
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize("text", [*TEMPLATES, MARKUP])
def test_templates_and_markup_stay_the_words_that_they_are(
    page: Page, assistant: FakeAssistant, text: str
) -> None:
    page.says(text=text)
    assert page.lines()[1] == ("person", "text", text)
    assert assistant.handled[0].text == text
    answer = page.get("/api/transcript")
    assert text in answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_markup_in_names_and_in_the_catalogue_is_text_in_the_advice_and_its_pdf(
    page: Page, assistant: FakeAssistant
) -> None:
    # A catalogue of a stranger, or a name that a person gave: the PDF's language has commands too.
    evil = '#panic("owned") #read("/etc/passwd") $1/0$ <script>'
    block = {**BLOCK, "outcome": evil, "products": [{**BLOCK["products"][0], "naam": evil}]}
    advice = {**ADVICE, "gemeente": evil, "title": evil, "blocks": [block]}
    told = ReplyMessage(kind="advice", text=evil, data=block)

    def answer(_said: Said) -> Reply:
        return Reply(messages=[told], state=state(facts=[FACT], advised=True), advice=advice)

    assistant.answer = answer
    page.says(text="hallo")
    assert page.get("/api/advice").json()["blocks"][0]["outcome"] == evil
    pdf = page.get("/api/advice.pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "panic" in text
    assert "root:" not in text


def test_a_field_that_stands_twice_cannot_say_two_things(
    page: Page, assistant: FakeAssistant
) -> None:
    raw = b'{"id": "message-0001", "text": "een", "text": "twee"}'
    headers = {**page.headers, "Content-Type": "application/json"}
    page.client.post("/api/messages", content=raw, headers=headers)
    page.settled()
    shown = [text for who, _k, text in page.lines() if who == "person"]
    assert shown == [each.text for each in assistant.handled] == ["twee"]


def test_what_is_refused_is_not_quoted(page: Page) -> None:
    for body in ({"text": MARKUP, MARKUP: 1}, {"id": MARKUP, "text": "x"}):
        answer = page.post("/api/messages", body)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.text)
