"""The inventory names every place where data of a person can be, and each names its test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.store import tables as catalogue_tables
from gateway import logs
from gateway.documents import PRACTICE_MONTHS, document, places
from gateway.settings import Settings
from gateway.site import Sites
from gateway.store.receipts import ReceiptRow
from gateway.store.sealed import sealed_columns
from gateway.store.tables import Base
from gateway.teams.settings import TeamsSettings
from practice.progress import store as practising
from practice.progress import tables as practice_tables
from tests.gateway.building import settings_in

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("id", "waar", "opslag", "gegevens", "bijzonder", "versleuteld", "termijn", "grondslag")


def named_columns(key: str = "tabellen") -> dict[str, set[str]]:
    """Give what the inventory says of the tables of a store: the gateway's unless said."""
    found: dict[str, set[str]] = {}
    for each in places():
        for table, columns in each.get(key, {}).items():
            assert table not in found, f"{table} stands twice"
            found[table] = set(columns)
    return found


def test_every_table_and_column_of_the_gateway_is_in_it() -> None:
    assert ReceiptRow.__tablename__ in Base.metadata.tables
    real = {t.name: {c.name for c in t.columns} for t in Base.metadata.sorted_tables}
    assert named_columns() == real


def test_every_table_and_column_of_practising_is_in_it() -> None:
    tables = practice_tables.Base.metadata.sorted_tables
    real = {t.name: {c.name for c in t.columns} for t in tables}
    assert named_columns("tabellen_van_oefenen") == real


def test_practising_is_kept_as_long_as_it_says() -> None:
    assert practising.KEPT.days == 365
    assert PRACTICE_MONTHS == 12


def test_a_talk_in_teams_is_kept_as_long_as_it_says(tmp_path: Path) -> None:
    site = Sites.read(settings_in(tmp_path).sites_folder).of_id("voorbeeld")
    teams = TeamsSettings(idle_hours=200)
    page = document("gegevens.md", settings_in(tmp_path, absolute_hours=100), site, teams)
    # Never shorter at most than when nothing is said (gateway.teams.mounting.keeping).
    assert "200 uur na het laatste bericht van de medewerker, hoogstens 200 uur" in page


def test_every_column_of_rasas_store_is_in_it() -> None:
    # It runs in another environment: its table is read from the source.
    source = (ROOT / "rasa/assistant/stores/shelf.py").read_text(encoding="utf-8")
    (said,) = (each["tabellen_van_rasa"] for each in places() if "tabellen_van_rasa" in each)
    assert list(said) == re.findall(r"= Table\(\s*\"(\w+)\"", source)
    assert said["tracker_parts"] == re.findall(r"\bColumn\(\"(\w+)\"", source)


def test_what_it_calls_sealed_is_sealed_and_nothing_else_is() -> None:
    said = {each for place in places() if "tabellen" in place for each in place["versleuteld"]}
    real = {f"{t.name}.{name}" for t, names in sealed_columns(Base).items() for name in names}
    assert said == real


def test_every_field_of_the_logs_is_in_it() -> None:
    (log,) = (each for each in places() if each["id"] == "logboek")
    assert set(log["velden"]) == {"at", "level", "logger", "event", *logs.FIELDS}


def test_the_catalogue_can_hold_nothing_of_a_person() -> None:
    # Its tables are filled from files of the gemeente only; nothing of a conversation has a place.
    names = set(catalogue_tables.Base.metadata.tables)
    assert names
    assert not {n for n in names if any(w in n for w in ("conversation", "message", "person"))}
    assert [each["id"] for each in places() if each.get("catalogus")] == ["catalogus"]


@pytest.mark.parametrize("place", places(), ids=lambda each: str(each["id"]))
def test_each_place_tells_all_and_names_a_test_that_exists(place: dict[str, object]) -> None:
    assert [name for name in (*NEEDED, "weg", "test") if place.get(name) in (None, "")] == []
    assert place["opslag"] in ("rust", "doorgang")
    assert (ROOT / str(place["test"]).split("::")[0]).is_file()


def test_data_on_health_that_rests_with_us_is_sealed() -> None:
    unsealed = [
        each["id"]
        for each in places()
        if each["bijzonder"] and each["opslag"] == "rust" and not each["versleuteld"]
    ]
    # The person's own browser is not ours.
    assert unsealed == ["browser"]


def test_the_page_in_the_docs_is_the_one_that_is_written(tmp_path: Path) -> None:
    usual = Settings(channel_secret="a-secret-for-the-tests")
    site = Sites.read(settings_in(tmp_path).sites_folder).of_id("voorbeeld")
    page = (ROOT / "docs" / "beheer" / "gegevens.md").read_text(encoding="utf-8")
    assert page == document("gegevens.md", usual, site)
