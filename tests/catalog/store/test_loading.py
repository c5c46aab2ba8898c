"""Loading is one transaction, repeatable, and keeps every earlier text."""

from __future__ import annotations

import multiprocessing
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update

from catalog import loader
from catalog.loader import SHIPPED
from catalog.store import (
    LoadReport,
    StoreError,
    load_catalogue,
    load_command,
    loading,
    open_engine,
    read_catalogue,
    read_stelsel,
)
from catalog.store.reading import read_text
from catalog.store.tables import Base, CriteriumRow, FactRow, Load, Place, ProductRow, SourceText
from catalog.yamlfile import CatalogueFileError

SOURCE = Path("sources/voorbeeld/2025-01-01.yaml")


def _counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_what_is_read_equals_what_the_files_say(engine: Engine, folder: Path) -> None:
    load_catalogue(engine, folder)
    assert read_catalogue(engine) == loader.read_catalogue(folder)


def test_the_shipped_catalogue_comes_back_as_it_was(engine: Engine) -> None:
    load_catalogue(engine, SHIPPED)
    assert read_catalogue(engine) == loader.shipped()


def test_loading_twice_changes_nothing(engine: Engine, folder: Path) -> None:
    first = load_catalogue(engine, folder)
    before = _counts(engine)
    second = load_catalogue(engine, folder)
    assert (first.changed, second.changed) == (True, False)
    assert second.load_id == first.load_id
    assert second.new == ()
    assert _counts(engine) == before


def test_the_relations_hold_what_the_file_says(engine: Engine, folder: Path) -> None:
    load_catalogue(engine, folder)
    with engine.connect() as connection:
        products = connection.execute(
            select(ProductRow.product, ProductRow.zwaarte).order_by(ProductRow.position)
        ).all()
        criteria = connection.execute(
            select(CriteriumRow.product, CriteriumRow.waarden).where(
                CriteriumRow.kenmerk == "gedrag"
            )
        ).all()
        fact = connection.execute(select(FactRow).where(FactRow.product == "zwaar")).one()
    assert [tuple(row) for row in products] == [("licht", 10), ("zwaar", 20), ("dag", 10)]
    assert {(row.product, tuple(row.waarden)) for row in criteria} == {
        ("licht", ("geen",)),
        ("zwaar", ("ernstig",)),
    }
    assert (fact.kind, fact.waarde, fact.eenheid, fact.kop) == (
        "uren",
        "4.0",
        "uur per week",
        "Zwaar › Uren",
    )


def test_a_replaced_text_can_still_be_read_by_its_hash(engine: Engine, folder: Path) -> None:
    load_catalogue(engine, folder)
    old = read_stelsel(engine, "voorbeeld")
    old_bytes = (folder / SOURCE).read_bytes()
    _edit(folder / SOURCE, "Gemiddeld vier uur.", "Gemiddeld vijf uur.")
    report = load_catalogue(engine, folder)
    assert report.new == ("stelsel/voorbeeld",)
    assert read_stelsel(engine, "voorbeeld").hash != old.hash
    assert read_stelsel(engine, "voorbeeld", digest=old.hash) == old
    assert read_text(engine, "voorbeeld", old.hash) == old_bytes


def test_a_stelsel_of_an_earlier_date_stays_beside_the_new_one(
    engine: Engine, folder: Path
) -> None:
    text = (folder / SOURCE).read_text()
    newer = folder / "sources/voorbeeld/2026-07-01.yaml"
    newer.write_text(text.replace("geldig_vanaf: 2025-01-01", "geldig_vanaf: 2026-07-01"))
    load_catalogue(engine, folder)
    assert read_stelsel(engine, "voorbeeld").geldig_vanaf == "2026-07-01"
    earlier = read_stelsel(engine, "voorbeeld", geldig_vanaf="2025-01-01")
    assert earlier.geldig_vanaf == "2025-01-01"
    assert [s.geldig_vanaf for s in read_catalogue(engine).versions["voorbeeld"]] == [
        "2025-01-01",
        "2026-07-01",
    ]


def test_an_undated_text_counts_as_older_than_a_dated_one(engine: Engine, folder: Path) -> None:
    undated = (folder / SOURCE).read_text().replace("geldig_vanaf: 2025-01-01", "geldig_vanaf:")
    (folder / "sources/voorbeeld/ongedateerd.yaml").write_text(undated)
    load_catalogue(engine, folder)
    assert read_stelsel(engine, "voorbeeld").geldig_vanaf == "2025-01-01"


def test_going_back_to_an_earlier_text_writes_no_text_again(engine: Engine, folder: Path) -> None:
    text = (folder / SOURCE).read_bytes()
    load_catalogue(engine, folder)
    old = read_stelsel(engine, "voorbeeld")
    _edit(folder / SOURCE, "vier uur", "vijf uur")
    load_catalogue(engine, folder)
    (folder / SOURCE).write_bytes(text)
    report = load_catalogue(engine, folder)
    assert report.changed
    assert report.new == ()
    assert read_stelsel(engine, "voorbeeld") == old


def test_a_stelsel_that_is_no_longer_there_is_kept_but_no_longer_holds(
    engine: Engine, folder: Path
) -> None:
    load_catalogue(engine, folder)
    old = read_stelsel(engine, "voorbeeld")
    (folder / SOURCE).unlink()
    (folder / "gemeenten/waterdam.yaml").unlink()
    load_catalogue(engine, folder)
    with pytest.raises(KeyError):
        read_stelsel(engine, "voorbeeld")
    assert read_stelsel(engine, "voorbeeld", digest=old.hash) == old
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(Place)).scalar_one() == 0


def test_a_broken_file_changes_nothing(engine: Engine, folder: Path) -> None:
    load_catalogue(engine, folder)
    before, held = _counts(engine), read_catalogue(engine)
    _edit(folder / "gemeenten/waterdam.yaml", "naam: Waterdam", "naam: Waterstad")
    _edit(folder / SOURCE, "waarden: [ernstig]", "waarden: [heftig]")
    with pytest.raises(CatalogueFileError) as caught:
        load_catalogue(engine, folder)
    message = str(caught.value)
    assert message.startswith("sources/voorbeeld/2025-01-01.yaml:24: criteria.onrustig.waarden: ")
    assert message.endswith("allowed: geen, ernstig")
    assert _counts(engine) == before
    assert read_catalogue(engine) == held


def test_a_failure_halfway_leaves_what_was_there(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_catalogue(engine, folder)
    before, held = _counts(engine), read_catalogue(engine)
    _edit(folder / "gemeenten/waterdam.yaml", "Oud-Waterdam", "Nieuw-Waterdam")

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("catalog.store.loading._add_gemeente", fail)
    with pytest.raises(OSError, match="disk full"):
        load_catalogue(engine, folder)
    assert _counts(engine) == before
    assert read_catalogue(engine) == held


def test_files_that_change_while_they_are_loaded_are_not_loaded(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_catalogue(engine, folder)
    before, held = _counts(engine), read_catalogue(engine)
    _edit(folder / SOURCE, "vier uur", "vijf uur")
    write = loading._write

    def change_after_writing(*args: Any) -> tuple[int, list[str]]:
        written = write(*args)
        _edit(folder / SOURCE, "vijf uur", "zes uur")
        return written

    monkeypatch.setattr(loading, "_write", change_after_writing)
    with pytest.raises(CatalogueFileError, match="changed while it was loaded"):
        load_catalogue(engine, folder)
    assert _counts(engine) == before
    assert read_catalogue(engine) == held


def test_another_version_of_the_format_reads_the_same_text_anew(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_catalogue(engine, folder)
    with engine.begin() as connection:
        connection.execute(update(SourceText).values(parsed="as an older version wrote it"))
    monkeypatch.setattr(loading, "_format", lambda: "newer")
    report = load_catalogue(engine, folder)
    assert (report.changed, report.new) == (True, ())
    assert read_catalogue(engine) == loader.read_catalogue(folder)


def test_reading_before_anything_was_loaded_says_what_to_do(engine: Engine) -> None:
    with pytest.raises(StoreError, match="python -m catalog load"):
        read_catalogue(engine)


def test_two_loads_at_once_give_one_catalogue(
    url: str, engine: Engine, folder: Path, tmp_path: Path
) -> None:
    reports: list[LoadReport] = []
    ready = threading.Barrier(4)

    def load() -> None:
        own = open_engine(url)
        ready.wait()
        reports.append(load_catalogue(own, folder))
        own.dispose()

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(report.changed for report in reports) == [False, False, False, True]
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(Load)).scalar_one() == 1
    assert read_catalogue(engine) == loader.read_catalogue(folder)


def _load_in_process(url: str, folder: Path, results: Any) -> None:
    results.put(load_command(folder, url))


def test_two_processes_may_migrate_and_load_an_empty_database_at_once(
    url: str, folder: Path
) -> None:
    spawn = multiprocessing.get_context("spawn")
    results = spawn.Queue()
    processes = [
        spawn.Process(target=_load_in_process, args=(url, folder, results)) for _ in range(2)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [results.get(timeout=5) for _ in processes] == [0, 0]
    own = open_engine(url)
    assert read_catalogue(own) == loader.read_catalogue(folder)
    assert _counts(own)["loads"] == 1
    own.dispose()


def test_readers_see_the_old_catalogue_until_the_new_one_is_whole(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_catalogue(engine, folder)
    held = read_catalogue(engine)
    seen = []
    write = loading._write

    def look_while_writing(*args: Any) -> tuple[int, list[str]]:
        written = write(*args)
        seen.append(read_catalogue(engine))
        return written

    monkeypatch.setattr(loading, "_write", look_while_writing)
    _edit(folder / SOURCE, "vier uur", "vijf uur")
    load_catalogue(engine, folder)
    assert seen == [held]
    assert read_catalogue(engine) != held
