"""The report of a worker, the proposal, and what other stelsels would give."""

from __future__ import annotations

import re
from typing import Any

import pytest

from actions.dialogue import report, trade
from actions.dialogue.advice_page import page
from actions.dialogue.library import Library
from actions.dialogue.talk import Talk
from catalog.model import Publiek
from tests.actions.dialogue.conftest import texts
from tests.actions.dialogue.workers import CASE, advised, fill, one, press, worker
from tests.actions.test_teksten import PROMISES

STEPS = ("hulpvraag", "problemen", "ondersteuning", "eigen", "rest")


def parts(data: dict[str, Any], section: str) -> list[dict[str, Any]]:
    (found,) = [each for each in data["sections"] if each["id"] == section]
    return list(found["parts"])


@pytest.fixture
def data(library: Library) -> dict[str, Any]:
    return report.contents(advised(library))


def test_every_kenmerk_that_a_worker_is_asked_stands_in_one_step(library: Library) -> None:
    in_steps = [n for step in trade.read("verslag")["stappen"] for n in step["kenmerken"]]
    asked = [n for n, k in library.vocabulary.items() if Publiek.WIJKTEAM in k.asked_of]
    assert sorted(in_steps) == sorted(asked)


def test_a_report_has_the_five_steps_in_order_then_what_is_open_and_the_sources(
    data: dict[str, Any],
) -> None:
    assert [each["id"] for each in data["sections"]] == [*STEPS, "open", "bronnen"]


def test_every_fact_stands_in_the_report_with_where_it_comes_from(library: Library) -> None:
    talk = worker(library)
    fill(talk, "situatie", CASE)
    talk.state.learn("gedrag", "matig", "soms boos", 1.0)
    fill(talk, "wonen", {"woonvorm": ["dicht_bij_anderen"]})
    found = report.contents(talk)
    facts = [p for s in found["sections"] for p in s["parts"] if p["kind"] == "feit"]
    assert len(facts) == len(talk.state.facts)
    assert all(each["source"] for each in facts)
    (behaviour,) = [each for each in facts if "soms boos" in each["source"]]
    assert "gedrag" in behaviour["text"].lower()
    assert "‘soms boos’" in behaviour["source"]


def test_facts_and_what_the_rules_make_of_them_are_never_one_part(data: dict[str, Any]) -> None:
    for step in ("hulpvraag", "problemen", "ondersteuning"):
        assert {p["kind"] for p in parts(data, step)} <= {"feit", "citaat", "open", "oordeel"}
    assert {p["kind"] for p in parts(data, "rest")} <= {"duiding", "oordeel", "keuze"}


def test_the_words_of_the_client_are_quotes(data: dict[str, Any]) -> None:
    quotes = [p for p in parts(data, "hulpvraag") if p["kind"] == "citaat"]
    assert [q["text"] for q in quotes] == [CASE["citaat"]]
    assert f"‘{CASE['citaat']}’" in report.as_text(data)


def test_every_step_says_where_only_the_worker_can_judge(data: dict[str, Any]) -> None:
    for step in STEPS:
        assert [p for p in parts(data, step) if p["kind"] == "oordeel"], step


def test_reasons_and_alternatives_carry_document_and_heading(data: dict[str, Any]) -> None:
    claims = [p for p in parts(data, "rest") if p["text"].startswith(("Voor: ", "Niet voor"))]
    assert claims
    for each in claims:
        assert each["source"], each["text"]
    assert any("Kleinschalig Thuis › Woonvorm" in each["source"] for each in claims)
    (first, *_rest) = parts(data, "bronnen")
    assert "Pakketbeschrijvingen en modules" in first["text"]


def test_with_two_documents_each_source_names_its_own(library: Library) -> None:
    talk = worker(library)
    case = {**CASE, "hulpvraag": ["wonen", "dagbesteding"], "regio_bw": "Nijmegen"}
    fill(talk, "situatie", {"hulpvraag": ["wonen", "dagbesteding"]})
    fill(talk, "situatie", case)
    fill(talk, "wonen", {"woonvorm": ["zelfstandig"]})
    talk.advise()
    found = report.contents(talk)
    sources = [p["source"] for p in parts(found, "rest") if p["text"].startswith("Niet voor")]
    documents = {s.document for s in library.catalogue.stelsels.values()}
    assert sources
    assert all(any(s.startswith(d) for d in documents) for s in sources if s)


def test_what_is_missing_and_what_was_left_blank_are_open_questions(library: Library) -> None:
    talk = advised(library)
    talk.state.decline("motivatie")
    open_ = [p["text"] for p in parts(report.contents(talk), "open")]
    assert "Motivatie is onbekend." in open_
    assert "Voorliggende mogelijkheden is onbekend." in open_


def test_the_versions_and_the_receipt_stand_at_the_end(library: Library) -> None:
    talk = advised(library)
    told = " ".join(p["text"] for p in parts(report.contents(talk), "bronnen"))
    (block,) = page(talk)["blocks"]
    assert block["receipt"] in told
    assert block["catalogus"]["hash"][:12] in told


def test_a_product_that_the_worker_chose_stands_beside_the_proposal(library: Library) -> None:
    talk = advised(library)
    press(talk, "overrule")
    talk.answer("Zelfstandig Thuis Intensief")
    talk.answer("Ambulant volstaat.")
    told = [p["text"] for p in parts(report.contents(talk), "rest")]
    assert any("Zelfstandig Thuis Intensief" in t and "Ambulant volstaat." in t for t in told)
    assert any(t.startswith("Voorstel voor wonen") and "Kleinschalig" in t for t in told)


def test_a_report_promises_nothing_and_says_who_decides(data: dict[str, Any]) -> None:
    told = report.as_text(data)
    assert "Dit is geen besluit. De gemeente beslist." in told
    assert not PROMISES.search(told)


def test_no_text_for_workers_promises_anything() -> None:
    def leaves(value: object) -> list[str]:
        if isinstance(value, dict):
            return [leaf for each in value.values() for leaf in leaves(each)]
        return (
            [leaf for each in value for leaf in leaves(each)]
            if isinstance(value, list)
            else [str(value)]
        )

    for name in ("consulent", "formulieren", "verslag"):
        found = leaves(trade.read(name))
        assert found
        assert not [each for each in found if PROMISES.search(each)]


# -- the proposal ------------------------------------------------------------------------------


def block_of(talk: Talk) -> dict[str, Any]:
    (block,) = page(talk)["blocks"]
    return dict(block)


def test_a_proposal_names_code_unit_and_hours_where_the_source_has_them(library: Library) -> None:
    product = block_of(advised(library))["products"][0]
    known = (product["code"], product["eenheid"], product["uren_per_week"])
    assert known == ("15A09", "maand", 6.0)


def test_a_source_without_figures_gives_none(library: Library) -> None:
    talk = worker(library)
    fill(talk, "situatie", {"gemeente": "Nijmegen", "hulpvraag": ["wonen"]})
    fill(talk, "wonen", {"woonvorm": ["zelfstandig"]})
    product = block_of(talk)["products"][0]
    assert product["code"] is product["eenheid"] is product["uren_per_week"] is None


def test_every_product_is_weighed_with_what_speaks_for_and_against(library: Library) -> None:
    talk = advised(library)
    considered = block_of(talk)["proposal"]["considered"]
    stelsel = library.catalogue.stelsels["meierij-bommelerwaard"]
    weighed = {p.id for p in stelsel.producten if p.domein == "wonen" and not p.alleen_uitleg}
    assert {each["id"] for each in considered} == weighed
    rejected = [each for each in considered if each["oordeel"] == "past-niet"]
    assert rejected
    assert all(each["tegen"] and each["why_not"] for each in rejected)


def test_the_deciding_facts_are_those_that_a_deciding_criterion_looked_at(
    library: Library,
) -> None:
    talk = advised(library)
    names = {each["kenmerk"] for each in block_of(talk)["proposal"]["facts"]}
    assert "woonvorm" in names
    assert names <= set(talk.state.facts)
    assert "steun" not in names


@pytest.mark.parametrize(
    ("fields", "at_stake"),
    [
        ({"blijvend_24_7": ["ja"]}, "wlz"),
        ({"voorliggend": ["voldoende"]}, "voorliggend"),
    ],
)
def test_a_boundary_that_is_at_stake_is_named_as_such(
    library: Library, fields: dict[str, Any], at_stake: str
) -> None:
    talk = worker(library)
    fill(talk, "situatie", CASE)
    fill(talk, "grenzen", fields)
    found = {each["id"]: each for each in block_of(talk)["proposal"]["boundaries"]}
    assert set(found) == {"wlz", "jeugdwet", "zvw", "voorliggend"}
    assert [id_ for id_, each in found.items() if each["at_stake"]] == [at_stake]
    assert "Geen aanwijzing" in found["jeugdwet"]["text"]


def test_a_proposal_names_what_the_source_asks_of_staff(library: Library) -> None:
    kinds_ = [each["kop"] for each in block_of(advised(library))["proposal"]["requirements"]]
    assert "Personeel" in kinds_


def test_an_inwoner_gets_no_proposal_and_no_code(library: Library) -> None:
    talk = advised(library)
    talk.state.spreker = Publiek.INWONER
    block = block_of(talk)
    assert "proposal" not in block
    assert block["products"][0]["code"] is None
    assert "eenheid" not in block["products"][0]


# -- other stelsels ----------------------------------------------------------------------------


def test_other_stelsels_are_compared_on_the_same_facts_and_say_what_they_would_ask(
    library: Library,
) -> None:
    talk = advised(library)
    before = dict(talk.state.facts)
    said = [m for m in press(talk, "compare") if getattr(m, "data", {}).get("rows")]
    rows = {row["stelsel"]: row for row in said[0].data["rows"]}  # type: ignore[union-attr]
    assert set(rows) == {"nijmegen-rivierenland", "marktconsultatie"}
    assert rows["nijmegen-rivierenland"]["products"][0]["id"] == "beschermd-thuis-groep"
    assert rows["marktconsultatie"]["asks"]
    assert "Nijmegen" in texts(said)
    assert talk.state.facts == before
    assert talk.state.advies is not None
    assert talk.state.advies["catalogus"]["stelsel"] == "meierij-bommelerwaard"


def test_the_report_is_one_message_with_its_parts_as_data(library: Library) -> None:
    shown = one(press(advised(library), "report"), "report")
    assert re.search(r"^Stap 1\. ", shown.text, re.M)
    assert [s["id"] for s in shown.data["sections"]][:5] == list(STEPS)  # type: ignore[index]
