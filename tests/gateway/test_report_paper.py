"""The report as Markdown and as a Word document: the same, with headings, sources and language."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from gateway.paper.report import day_of, docx, markdown
from tests.teams import example_report
from tests.teams.cards import entries

AT = "2026-11-27T09:30:00.000Z"


@pytest.fixture
def report() -> dict[str, Any]:
    return dict(entries.a_report().data)


def small(**part: Any) -> dict[str, Any]:
    """Give a report with one part."""
    told = {"kind": "feit", "text": "Een feit.", "source": None, **part}
    return {
        "title": "Verslag",
        "intro": "Inleiding.",
        "names": {"feit": "Feiten", "citaat": "In de woorden van de cliënt"},
        "sections": [{"id": "hulpvraag", "kop": "Stap 1", "parts": [told]}],
        "disclaimer": "Geen besluit.",
    }


def parts(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for section in report["sections"] for part in section["parts"]]


def test_the_day_is_written_in_dutch_order() -> None:
    assert day_of(AT) == "27-11-2026"


def test_markdown_holds_every_heading_claim_and_source(report: dict[str, Any]) -> None:
    told = markdown(report, AT)
    plain = re.sub(r"\\(.)", r"\1", told)
    for section in report["sections"]:
        assert f"## {section['kop']}" in plain
    for part in parts(report):
        assert part["text"] in plain
        assert part["source"] is None or f"*({part['source']})*" in plain
    assert f"**{report['disclaimer']}**" in plain


def test_facts_and_meaning_stand_under_names_of_their_own(report: dict[str, Any]) -> None:
    told = markdown(report, AT)
    rest = told.split("## Stap 5")[1]
    assert "**Feiten**" not in rest.split("##")[0]
    assert "**Duiding**" in rest
    assert "**Oordeel van de consulent nodig**" in rest


def test_a_quote_is_a_quote_in_both(report: dict[str, Any]) -> None:
    assert "> Ik wil niet meer alleen zitten" in markdown(report, AT)
    document = Document(io.BytesIO(docx(report, AT)))
    quotes = [p.text for p in document.paragraphs if p.style and p.style.name == "Quote"]
    assert quotes == ["‘Ik wil niet meer alleen zitten’"]


@pytest.mark.parametrize(
    "typed",
    ["# kop", "[klik](https://evil.test)", "<b>x</b>", "![x](y)", "a | b", "**vet**", "`c`"],
)
def test_nothing_that_was_typed_becomes_markup(typed: str) -> None:
    told = markdown(small(text=typed), AT)
    (line,) = [each for each in told.splitlines() if each.startswith("- ")]
    assert not re.search(r"(?<!\\)[#\[\]<>|*`!](?=.*)", line[2:].replace("!", "", 1))


def test_a_line_end_in_what_was_typed_makes_no_new_line() -> None:
    told = markdown(small(text="een\n\n# twee"), AT)
    assert "- een \\# twee" in told


def test_a_word_document_holds_the_same_with_headings_of_its_own(report: dict[str, Any]) -> None:
    document = Document(io.BytesIO(docx(report, AT)))
    told = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    headings = [text for style, text in told if style == "Heading 1"]
    assert headings == [section["kop"] for section in report["sections"]]
    whole = "\n".join(text for _style, text in told)
    for part in parts(report):
        assert part["text"] in whole
        assert part["source"] is None or f"({part['source']})" in whole


def test_a_word_document_is_in_dutch_and_names_no_author(report: dict[str, Any]) -> None:
    document = Document(io.BytesIO(docx(report, AT)))
    properties = document.core_properties
    assert (properties.language, properties.title) == ("nl-NL", report["title"])
    assert properties.author == properties.last_modified_by == properties.comments == ""
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "nl-NL"


def test_a_word_document_survives_what_xml_cannot_hold() -> None:
    made = docx(small(text="een\x00twee\x0b\ufffe"), AT)
    with zipfile.ZipFile(io.BytesIO(made)) as parts_:
        assert parts_.testzip() is None
    assert "eentwee" in "\n".join(p.text for p in Document(io.BytesIO(made)).paragraphs)


def test_the_example_in_the_docs_is_what_the_code_makes() -> None:
    assert example_report.PAGE.read_text(encoding="utf-8") == example_report.example()
