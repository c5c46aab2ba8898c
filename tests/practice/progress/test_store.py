"""What is kept of practising."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import inspect

from catalog.store import StoreError
from practice.progress import Form, ProgressStore, Sharing, Skill, sealing
from practice.progress import database as db
from practice.progress.groups import make_codes
from practice.progress.identity import trainee_of_code
from practice.progress.store import KEPT
from practice.progress.tables import Base
from tests.postgres import postgres_server, postgres_url
from tests.practice.progress.building import BRAM, LISA, NOW, SECRET, Clock, result

__all__ = ["postgres_server", "postgres_url"]

WORD = "kwetsbaarheidsgeheim"
KEY, NEW_KEY = (Fernet.generate_key().decode() for _each in range(2))


@pytest.fixture(params=["sqlite", "postgresql"])
def both(
    request: Any, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ProgressStore]:
    """An empty store on each database."""
    url = f"sqlite:///{tmp_path / 'practice.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
        monkeypatch.setenv(sealing.VARIABLE, KEY)
    made = ProgressStore(url, clock)
    yield made
    made.close()


def test_results_are_given_back_as_they_were_recorded(both: ProgressStore) -> None:
    given = [
        result(0.4, details={"vorm": "open", "keer": 2}),
        result(0.9, skill=Skill.KIEZEN, kenmerk=None, stelsel="s", product="p", form=Form.CASUS),
        result(0.5, skill=Skill.MOTIVEREN, kenmerk=None, at=NOW + timedelta(minutes=1)),
    ]
    both.record(given)
    assert both.results(LISA) == tuple(given)
    assert both.results(BRAM) == ()


def test_what_went_wrong_is_due_and_what_went_well_is_not(
    both: ProgressStore, clock: Clock
) -> None:
    both.record([result(0.1), result(1.0, kenmerk="woonvorm")])
    assert both.due(LISA) == ()
    assert both.overview(LISA).next_due == NOW + timedelta(minutes=10)
    clock.forward(minutes=11)
    assert [each.item.kenmerk for each in both.due(LISA)] == ["gedrag"]
    assert both.overview(LISA).next_due is None
    assert both.due(BRAM) == ()


def test_what_is_least_known_is_due_first(store: ProgressStore, clock: Clock) -> None:
    store.record([result(0.8, kenmerk="woonvorm")])
    clock.forward(days=30)
    store.record([result(0.8, at=clock.now)])
    clock.forward(days=30)
    assert [each.item.kenmerk for each in store.due(LISA)] == ["woonvorm", "gedrag"]


def test_a_result_after_a_repetition_counts_from_the_card_that_was_kept(
    both: ProgressStore, clock: Clock
) -> None:
    both.record([result(0.8)])
    clock.forward(days=5)
    both.record([result(0.8, at=clock.now)])
    assert both.due(LISA, NOW + timedelta(days=8)) == ()


def test_it_tells_which_cases_were_done_and_when_last(both: ProgressStore) -> None:
    later = NOW + timedelta(days=2)
    both.record([result(), result(at=later), result(case="ander"), result(case=None)])
    assert both.seen(LISA) == {"mb-kt-basis-01": later, "ander": NOW}


def test_several_at_once_lose_no_result_also_the_first_time(both: ProgressStore) -> None:
    threads = [Thread(target=both.record, args=([result()] * 5,)) for _each in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(both.results(LISA)) == 30


def test_a_dispute_is_kept_masked_and_can_be_settled(both: ProgressStore) -> None:
    number = both.dispute(LISA, Form.CASUS, "mb-kt-basis-01", "Mijn BSN is 111222333, ik vind: nee")
    (open_,) = both.disputes()
    assert (open_.id, open_.form, open_.case) == (number, Form.CASUS, "mb-kt-basis-01")
    assert open_.text == "Mijn BSN is [bsn], ik vind: nee"
    assert both.settle(number)
    assert not both.settle(number)
    assert both.disputes() == ()
    assert [each.id for each in both.disputes(settled=True)] == [number]


def test_nothing_is_shared_until_she_says_so_and_it_can_be_taken_back(both: ProgressStore) -> None:
    assert both.sharing(LISA) == Sharing()
    both.share(LISA, Sharing(overview=True, export=True))
    assert both.sharing(LISA) == Sharing(overview=True, export=True)
    both.share(LISA, Sharing())
    assert both.sharing(LISA) == Sharing()


def test_only_who_has_a_code_of_a_team_or_signed_in_elsewhere_is_admitted(
    both: ProgressStore,
) -> None:
    (code,) = make_codes(both, SECRET, "noord", 1)
    mine = trainee_of_code(SECRET, code.lower().replace("-", " "))
    other = trainee_of_code(SECRET, "0000-0000-0000-0000")
    assert mine is not None
    assert other is not None
    assert both.admitted(mine)
    assert not both.admitted(other)
    assert both.admitted(LISA)


def filled(store: ProgressStore) -> str:
    """Put something of a trainee with a code in every table; give her id."""
    (code,) = make_codes(store, SECRET, "noord", 1)
    trainee = trainee_of_code(SECRET, code)
    assert trainee is not None
    store.share(trainee, Sharing(overview=True, export=True))
    store.record([result(trainee=trainee, case=WORD), result(trainee=BRAM, case="van-bram")])
    store.dispute(trainee, Form.CASUS, "c", f"ik vind {WORD} niet goed")
    return trainee


def raw(folder: Path) -> bytes:
    """Give the database's files byte for byte, its log among them."""
    return b"".join(each.read_bytes() for each in sorted(folder.glob("practice.db*")))


def test_what_is_erased_is_in_no_table_and_in_no_file(store: ProgressStore, tmp_path: Path) -> None:
    trainee = filled(store)
    # Else the rest would prove nothing.
    assert trainee.encode() in raw(tmp_path)
    assert WORD.encode() in raw(tmp_path)
    # The words of a dispute lie sealed all along.
    assert [each.text for each in store.disputes()] == [f"ik vind {WORD} niet goed"]
    assert b"ik vind" not in raw(tmp_path)
    assert store.erase(trainee)
    assert trainee.encode() not in raw(tmp_path)
    assert WORD.encode() not in raw(tmp_path)
    assert not store.erase(trainee)
    assert len(store.results(BRAM)) == 1


def test_after_erasing_the_code_works_as_if_it_were_new(both: ProgressStore) -> None:
    trainee = filled(both)
    assert both.erase(trainee)
    assert both.admitted(trainee)
    assert both.sharing(trainee) == Sharing()
    assert both.overview(trainee).results == 0
    assert both.disputes() == ()


def test_who_did_not_practise_for_a_year_is_erased_with_her_code(
    both: ProgressStore, clock: Clock
) -> None:
    trainee = filled(both)
    clock.forward(days=200)
    both.record([result(trainee=BRAM, at=clock.now)])
    clock.forward(days=KEPT.days - 199)
    assert both.tidy() == 1
    assert both.results(trainee) == ()
    assert len(both.results(BRAM)) == 2
    assert both.tidy() == 0


def test_a_code_lives_as_long_as_whoever_uses_it(store: ProgressStore, clock: Clock) -> None:
    unused, used = make_codes(store, SECRET, "noord", 2)
    ids = [str(trainee_of_code(SECRET, each)) for each in (unused, used)]
    clock.forward(days=800)
    store.record([result(trainee=ids[1], at=clock.now)])
    store.tidy()
    assert [store.admitted(each) for each in ids] == [False, True]


def test_no_table_holds_free_text_and_the_words_of_a_dispute_lie_sealed(
    store: ProgressStore, tmp_path: Path
) -> None:
    filled(store)
    with closing(sqlite3.connect(tmp_path / "practice.db")) as database:
        words = {
            (table, column["name"])
            for table in inspect(store.engine).get_table_names()
            for column in inspect(store.engine).get_columns(table)
            for (value,) in database.execute(f'SELECT "{column["name"]}" FROM {table}')
            if isinstance(value, str) and " " in value and not value[:4].isdigit()
        }
        (sealed,) = database.execute("SELECT text FROM practice_disputes").fetchone()
    assert words == set()
    assert sealed.startswith("gAAAA")


def test_keys_change_while_disputes_stay_readable(
    both: ProgressStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    both.dispute(LISA, Form.CASUS, "mb-kt-basis-01", WORD)
    url = both.engine.url.render_as_string(hide_password=False)
    file = db.sqlite_file(both.engine.url)
    old = file.with_suffix(".key").read_text() if file else KEY
    monkeypatch.setenv(sealing.VARIABLE, NEW_KEY)
    only_new = ProgressStore(url)
    with pytest.raises(StoreError, match="another key"):
        only_new.disputes()
    monkeypatch.setenv(sealing.VARIABLE, f"{NEW_KEY},{old}")
    two = ProgressStore(url)
    assert two.rekey() == 1
    assert [each.text for each in only_new.disputes()] == [WORD]
    for each in (only_new, two):
        each.close()


def test_the_key_beside_a_file_is_for_its_owner_alone(store: ProgressStore, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "practice.key").stat().st_mode) == 0o600


@pytest.mark.parametrize(("keys", "why"), [("", "is needed"), ("kort", "32 bytes")])
def test_a_database_on_a_server_does_not_open_without_a_key(
    keys: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(sealing.VARIABLE, keys)
    with pytest.raises(StoreError, match=why) as refused:
        ProgressStore("postgresql://user@127.0.0.1/none")
    assert "kort" not in str(refused.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"case": "een hele zin"},
        {"kenmerk": "mijn buurman"},
        {"details": {"vraag": "hoe gaat het?"}},
        {"details": {"de vraag": 1}},
        {"trainee": ""},
        {"grade": 1.1},
        {"grade": -0.1},
        {"at": NOW.replace(tzinfo=None)},
        {"product": "p"},
    ],
)
def test_a_result_takes_no_words_and_no_nonsense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r":|not both"):
        result(**{"grade": 1.0, **wrong})


def test_the_migrations_make_the_tables_of_the_model(both: ProgressStore) -> None:
    held = inspect(both.engine)
    for table in Base.metadata.sorted_tables:
        columns = {each["name"]: each["nullable"] for each in held.get_columns(table.name)}
        assert columns == {each.name: each.nullable for each in table.columns}
        assert {each["name"] for each in held.get_indexes(table.name)} >= {
            each.name for each in table.indexes
        }
    db.migrate(both.engine)


def test_it_says_in_one_line_that_a_database_cannot_be_used() -> None:
    with pytest.raises(StoreError, match="KT_PRACTICE_DATABASE_URL is no URL"):
        ProgressStore("nergens")


def test_the_store_lies_apart_from_conversations_and_catalogue(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(db.VARIABLE, raising=False)
    assert db.default_url().endswith("/.run/practice.db")
    monkeypatch.setenv(db.VARIABLE, "sqlite:///elders.db")
    assert db.default_url() == "sqlite:///elders.db"
