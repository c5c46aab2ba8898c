"""The benchmark measures what it says: a sound large catalogue, and the same questions to both."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.advice.advise import advise
from catalog.advice.request import parse_request
from catalog.loader import SHIPPED, read_catalogue, shipped
from catalog.places import Gazetteer
from catalog.store import Repository, open_engine
from evaluation.bench.__main__ import Column, table
from evaluation.bench.catalogues import blow_up, place_name
from evaluation.bench.measuring import (
    Answering,
    Spread,
    measure_answering,
    measure_loading,
    quickest,
    requests_for,
)


def test_the_large_catalogue_is_sound_and_holds_what_was_asked(tmp_path: Path) -> None:
    blow_up(tmp_path / "large", gemeenten=7, products=90)
    large = read_catalogue(tmp_path / "large")
    assert len(large.gemeenten) == len(shipped().gemeenten) + 7
    assert sum(len(s.producten) for s in large.stelsels.values()) >= 90
    assert shipped().stelsels.items() <= large.stelsels.items()
    places = Gazetteer(large.gemeenten)
    own = {g.stelsel for n in range(7) if (g := places.find(f"Oud {place_name(n)}")) is not None}
    assert len(own) == 7


def test_every_request_is_one_in_which_a_product_is_advised(tmp_path: Path) -> None:
    asks = requests_for(shipped())
    products = [p for s in shipped().stelsels.values() for p in s.producten if not p.alleen_uitleg]
    assert len(asks) == len(products)
    file = f"sqlite:///{tmp_path / 'catalogue.db'}"
    loading = measure_loading(SHIPPED, file)
    assert loading.report.changed
    repository = Repository(open_engine(file))
    for ask in asks:
        request = parse_request(ask, repository.common().vocabulary, repository.stelsel_ids)
        assert advise(repository.knowledge(request.stelsel), request)["uitkomst"] == "product"
    repository.close()
    measured = measure_answering(file, asks[:2], ["Hulst"], repeat=3)
    assert measured.find.median > 0
    assert measured.advice.p95 >= measured.advice.median
    with pytest.raises(LookupError, match="Nergenshuizen"):
        measure_answering(file, asks[:1], ["Nergenshuizen"], repeat=1)


def test_of_several_rounds_the_quickest_counts_and_the_most_memory() -> None:
    one = Answering(1, 9, Spread(1.0, 5.0), Spread(4.0, 8.0), 100)
    other = Answering(2, 2, Spread(1.5, 2.0), Spread(3.0, 9.0), 90)
    assert quickest([one, other]) == Answering(1, 2, Spread(1.0, 5.0), Spread(3.0, 9.0), 100)


def test_the_table_shows_both_catalogues_and_the_growth(tmp_path: Path) -> None:
    loading = measure_loading(SHIPPED, f"sqlite:///{tmp_path / 'catalogue.db'}")
    fast = Answering(1, 2, Spread(1.0, 2.0), Spread(4.0, 8.0), 100)
    slow = Answering(1, 2, Spread(1.5, 2.0), Spread(4.4, 8.0), 110)
    lines = table(Column(loading, fast), Column(loading, slow)).splitlines()
    assert lines[0].split() == ["shipped", "large", "growth"]
    assert "find, median ms               1.00        1.50    x 1.50" in lines
    assert "advice, median ms              4.0         4.4    x 1.10" in lines
