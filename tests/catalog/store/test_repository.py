"""Finding and advising read one stelsel, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from catalog.advice.advise import advise
from catalog.advice.request import parse_request
from catalog.store import Repository, StoreError, load_catalogue, loaded_repository, read_stelsel

SOURCE = Path("sources/voorbeeld/2025-01-01.yaml")


@contextmanager
def _statements(engine: Engine) -> Iterator[list[str]]:
    """Collect every statement that is run."""
    seen: list[str] = []

    def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "after_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "after_cursor_execute", note)


def _more_stelsels(folder: Path, number: int) -> None:
    text = (folder / SOURCE).read_text()
    place = (folder / "gemeenten/waterdam.yaml").read_text()
    for index in range(number):
        name = f"ander-{index}"
        (folder / "sources" / name).mkdir()
        path = folder / "sources" / name / "2025-01-01.yaml"
        path.write_text(text.replace("stelsel: voorbeeld", f"stelsel: {name}"))
        other = place.replace("Waterdam", f"Anderdam {index}")
        other = other.replace("stelsel: voorbeeld", f"stelsel: {name}")
        (folder / f"gemeenten/anderdam-{index}.yaml").write_text(other)


def _advise(repository: Repository) -> dict[str, object]:
    raw = {
        "stelsel": "voorbeeld",
        "domein": "begeleiding",
        "kenmerken": {"gedrag": "ernstig"},
    }
    vocabulary = repository.common().vocabulary
    request = parse_request(raw, vocabulary, repository.stelsel_ids)
    return advise(repository.knowledge(request.stelsel, "Waterdam"), request)


@pytest.mark.parametrize("name", ["Waterdam", "waterdam", "OUD WATERDAM", "t waterdam"])
def test_a_place_leads_to_its_stelsel_in_any_spelling(
    engine: Engine, folder: Path, name: str
) -> None:
    load_catalogue(engine, folder)
    found = Repository(engine).find_stelsel_for_place(name)
    assert found is not None
    assert found.id == "voorbeeld"


def test_an_unknown_place_leads_nowhere(engine: Engine, folder: Path) -> None:
    load_catalogue(engine, folder)
    assert Repository(engine).find_gemeente("Nergenshuizen") is None
    assert Repository(engine).find_stelsel_for_place("Nergenshuizen") is None


def test_a_place_without_stelsel_is_found_and_has_none(engine: Engine, folder: Path) -> None:
    path = folder / "gemeenten/waterdam.yaml"
    path.write_text(path.read_text().replace("stelsel: voorbeeld\n", ""))
    load_catalogue(engine, folder)
    repository = Repository(engine)
    gemeente = repository.find_gemeente("Waterdam")
    assert gemeente is not None
    assert gemeente.stelsel is None
    assert repository.find_stelsel_for_place("Waterdam") is None


def test_an_unknown_stelsel_is_told_apart(engine: Engine, folder: Path) -> None:
    load_catalogue(engine, folder)
    repository = Repository(engine)
    assert "voorbeeld" in repository.stelsel_ids
    assert "atlantis" not in repository.stelsel_ids
    assert list(repository.stelsel_ids) == ["voorbeeld"]
    with pytest.raises(KeyError):
        repository.get_stelsel("atlantis")


def test_a_new_load_is_seen_at_once(engine: Engine, folder: Path) -> None:
    load_catalogue(engine, folder)
    repository = Repository(engine)
    old = repository.get_stelsel("voorbeeld")
    path = folder / SOURCE
    path.write_text(path.read_text().replace("vier uur", "vijf uur"))
    load_catalogue(engine, folder)
    new = repository.get_stelsel("voorbeeld")
    assert new.hash != old.hash
    assert repository.get_version("voorbeeld", old.hash) == old
    assert Repository(engine).get_version("voorbeeld", old.hash) == old


def test_the_same_stelsel_is_built_once(engine: Engine, folder: Path) -> None:
    load_catalogue(engine, folder)
    repository = Repository(engine)
    assert repository.get_stelsel("voorbeeld") is repository.get_stelsel("voorbeeld")


def test_finding_and_advising_do_not_grow_with_the_number_of_stelsels(
    engine: Engine, folder: Path
) -> None:
    measured = []
    for more in (0, 40):
        _more_stelsels(folder, more)
        load_catalogue(engine, folder)
        repository = Repository(engine)
        built: list[str] = []
        keep = repository._keep
        repository._keep = lambda s, keep=keep, built=built: built.append(s.id) or keep(s)  # type: ignore[method-assign,misc]
        with _statements(engine) as seen:
            advice = _advise(repository)
            assert repository.find_stelsel_for_place("Oud-Waterdam") is not None
        measured.append((advice, built, seen))
    assert measured[0] == measured[1]
    assert measured[1][1] == ["voorbeeld"]


def test_no_query_of_an_advice_scans_a_table(folder: Path, tmp_path: Path) -> None:
    from catalog.store import migrate, open_engine

    engine = open_engine(f"sqlite:///{tmp_path / 'plan.db'}")
    migrate(engine)
    load_catalogue(engine, folder)
    repository = Repository(engine)
    queries: list[tuple[str, object]] = []

    def note(
        conn: object, cursor: object, statement: str, parameters: object, *rest: object
    ) -> None:
        queries.append((statement, parameters))

    event.listen(engine, "after_cursor_execute", note)
    _advise(repository)
    event.remove(engine, "after_cursor_execute", note)
    plans = []
    with engine.connect() as connection:
        for statement, parameters in queries:
            if statement.startswith("SELECT"):
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
                plans += [row.detail for row in rows]
    engine.dispose()
    assert plans
    # The newest load is found at the end of its key: that scan stops after one row.
    allowed = {"SCAN loads", "SCAN CONSTANT ROW"}
    assert [p for p in plans if p.startswith("SCAN") and p not in allowed] == []


def test_an_earlier_advice_can_be_given_again(engine: Engine, folder: Path) -> None:
    load_catalogue(engine, folder)
    repository = Repository(engine)
    old = _advise(repository)
    path = folder / SOURCE
    path.write_text(path.read_text().replace("rol: vereist", "rol: ondersteunend"))
    load_catalogue(engine, folder)
    assert _advise(repository) != old
    catalogus = old["catalogus"]
    assert isinstance(catalogus, dict)
    assert read_stelsel(engine, "voorbeeld", digest=catalogus["hash"]).hash == catalogus["hash"]


def test_an_empty_database_counts_as_not_loaded(url: str) -> None:
    assert loaded_repository(url) is None


def test_a_loaded_database_gives_a_repository(url: str, engine: Engine, folder: Path) -> None:
    load_catalogue(engine, folder)
    repository = loaded_repository(url)
    assert repository is not None
    assert _advise(repository)["producten"] == ["zwaar"]
    repository.close()


def test_a_database_that_cannot_be_reached_is_said_in_one_line() -> None:
    with pytest.raises(StoreError) as caught:
        loaded_repository("postgresql://iemand:geheim@127.0.0.1:1/niets")
    assert "\n" not in str(caught.value)
    assert "geheim" not in str(caught.value)
