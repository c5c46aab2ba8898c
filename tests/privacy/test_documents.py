"""The documents of a gemeente: filled in from the settings, complete, and honest about the rest."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from gateway.documents import DOCUMENTS, TO_FILL_IN, document, write_documents
from gateway.site import Site, SiteContact
from gateway.teams.settings import TeamsSettings
from tests.gateway.building import settings_in

SITE = Site(
    naam="Gemeente Voorbeeldstad",
    hosts=("chat.voorbeeldstad.example",),
    contact=SiteContact(organisatie="Wmo-loket Voorbeeldstad", telefoon="0123 456 789"),
)

# Publicatiestandaard 1.0: the longest that a field may be.
LONGEST = {
    "name": 100,
    "description_short": 350,
    "organization": 100,
    "contact_email": 500,
    "website": 500,
    "goal": 2500,
    "proportionality": 2500,
    "human_intervention": 2500,
    "risks": 2500,
    "lawful_basis": 2500,
    "process_index_url": 500,
    "source_data": 2500,
    "methods_and_models": 2500,
    "provider": 500,
    "publiccode": 500,
    "tags": 500,
}
CATEGORIES = ("Hoog-risico AI-systeem", "Impactvolle algoritmes", "Overige algoritmes")
STATUSES = ("In ontwikkeling", "In gebruik", "Buiten gebruik")


def texts(tmp_path: Path, **more: Any) -> dict[str, str]:
    settings = settings_in(tmp_path, **more)
    return {name: document(name, settings, SITE) for name in DOCUMENTS}


def test_the_settings_show_in_the_documents(tmp_path: Path) -> None:
    found = texts(tmp_path, idle_hours=7, absolute_hours=77, counts_months=13)
    for name in ("dpia.md", "verwerkingsregister.md", "gegevens.md"):
        assert "7 uur na het laatste bericht, hoogstens 77 uur" in found[name]
        assert "13 maanden" in found[name]
    assert "7 uur na het laatste bericht" in found["algoritme.json"]


def test_the_gemeente_and_its_contact_show(tmp_path: Path) -> None:
    found = texts(tmp_path)
    for name in set(DOCUMENTS) - {"gegevens.md"}:
        assert "Gemeente Voorbeeldstad" in found[name]
    assert "0123 456 789" in found["toegankelijkheidsverklaring.md"]
    assert "chat.voorbeeldstad.example" in found["toegankelijkheidsverklaring.md"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "nu niet ingesteld"),
        ({"melding_folder": Path("/meldingen")}, "naar een map"),
        ({"melding_webhook": "https://gemeente.example"}, "naar een systeem"),
    ],
)
def test_where_a_melding_goes_shows(tmp_path: Path, more: dict[str, Any], told: str) -> None:
    found = texts(tmp_path, **more)
    assert told in found["dpia.md"]
    assert told in found["verwerkingsregister.md"]


@pytest.mark.parametrize("on", [True, False])
def test_teams_and_practising_show_with_their_settings(tmp_path: Path, on: bool) -> None:
    practice = {"practice": True, "practice_secret": "a-secret-for-the-tests"} if on else {}
    settings = settings_in(tmp_path, **practice)
    teams = TeamsSettings(enabled=on, anonymous=True, idle_hours=48)
    for name in ("dpia.md", "verwerkingsregister.md"):
        text = document(name, settings, SITE, teams)
        assert "48 uur na het laatste bericht" in text
        assert "12 maanden na de laatste keer" in text
        assert f"Microsoft Teams ({'aan' if on else 'uit'})" in text
        assert f"({'aan' if on else 'uit'})" in text.split("oefenen", 1)[1]
    # What is said in Teams does leave the gemeente's machines.
    for name in ("dpia.md", "algoritme.json"):
        told = ", behalve wat in Microsoft Teams wordt gezegd (naar Microsoft)"
        assert (told in document(name, settings, SITE, teams)) == on


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_left_empty_but_what_the_gemeente_must_fill_in(
    tmp_path: Path, name: str
) -> None:
    text = texts(tmp_path)[name]
    assert not re.search(r"\{[a-z_]+\}", text)
    assert "| |\n" not in text.replace("| | |\n|---|---|\n", "")
    for each in re.findall(r"\[in te vullen[^\]]*\]", text):
        assert re.fullmatch(r"\[in te vullen door de gemeente: [^\]]+\]", each)


def test_the_register_entry_has_the_fields_of_the_standard(tmp_path: Path) -> None:
    entry = json.loads(texts(tmp_path)["algoritme.json"])
    for field, longest in LONGEST.items():
        assert entry[field], f"{field} is empty"
        assert len(entry[field]) <= longest, f"{field} is too long"
    assert entry["standard_version"] == "1.0"
    assert entry["publication_category"] in CATEGORIES
    status = entry["status"]
    assert status in STATUSES or status.startswith(TO_FILL_IN)
    assert entry["category"] == ["Zorg en gezondheid"]
    for group in ("lawful_basis_grouping", "impacttoetsen_grouping"):
        assert all(set(each) == {"title", "link"} for each in entry[group])


def test_the_documents_never_promise_what_the_house_does_not_say(tmp_path: Path) -> None:
    for text in texts(tmp_path).values():
        assert "heeft recht op" not in text
        assert "u krijgt hulp" not in text.lower()


def test_all_are_written_into_a_folder(tmp_path: Path) -> None:
    written = write_documents(settings_in(tmp_path), tmp_path / "uit", "voorbeeld")
    assert [each.name for each in written] == list(DOCUMENTS)
    assert all(each.stat().st_size > 500 for each in written)


def test_an_unknown_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no site"):
        write_documents(settings_in(tmp_path), tmp_path, "nergens")
