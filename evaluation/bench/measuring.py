"""Loading one catalogue into SQLite, and finding and advising in it."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

from catalog.advice.advise import advise
from catalog.advice.deciding import Field
from catalog.advice.explaining import plain
from catalog.advice.request import parse_request
from catalog.lint.reachability import Search
from catalog.loader import Catalogue
from catalog.store import LoadReport, Repository, load_catalogue, migrate, open_engine

type Ask = dict[str, object]
"""One request of the contract."""


@dataclass(frozen=True, slots=True)
class Loading:
    """How loading went: seconds, again without any change, and megabytes (peak; file)."""

    report: LoadReport
    seconds: float
    again_seconds: float
    peak_mb: float
    file_mb: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds of one kind of call: the middle one and the 95th of a hundred."""

    median: float
    p95: float


@dataclass(frozen=True, slots=True)
class Answering:
    """Finding and advising: the first of a fresh process, then many; and peak megabytes."""

    first_find_ms: float
    first_advice_ms: float
    find: Spread
    advice: Spread
    peak_mb: float


def requests_for(catalogue: Catalogue) -> list[Ask]:
    """Give for every product a situation in which it is advised, as a whole request."""
    found: list[Ask] = []
    for stelsel in catalogue.stelsels.values():
        for domein in stelsel.domeinen:
            field = Field(stelsel, domein, dict(catalogue.vocabulary), catalogue.grenzen)
            for compiled in field.compiled:
                facts = Search(field, compiled).find() or {}
                kenmerken = {name: plain(value) for name, value in facts.items()}
                found.append({"stelsel": stelsel.id, "domein": domein, "kenmerken": kenmerken})
    return found


def measure_loading(folder: Path, url: str) -> Loading:
    """Load a folder into an empty SQLite database, and once more."""
    engine = open_engine(url)
    migrate(engine)
    started = time.perf_counter()
    report = load_catalogue(engine, folder)
    loaded = time.perf_counter()
    load_catalogue(engine, folder)
    again = time.perf_counter()
    engine.dispose()
    size = Path(url.removeprefix("sqlite:///")).stat().st_size / 1e6
    return Loading(report, loaded - started, again - loaded, peak_mb(), size)


def measure_answering(url: str, asks: list[Ask], places: list[str], repeat: int) -> Answering:
    """Find `places` and answer `asks`, each kind `repeat` times after the first."""
    with closing(Repository(open_engine(url))) as repository:
        # The first one builds the stelsel: a place and a request that share none.
        finding, answering = _finder(repository), _answerer(repository)
        first_find = _time(finding, places[:1])
        first_advice = _time(answering, asks[-1:])
        _time(finding, places)
        _time(answering, asks)
        finds = _time(finding, islice(cycle(places), repeat))
        advices = _time(answering, islice(cycle(asks), repeat))
    return Answering(first_find[0], first_advice[0], _spread(finds), _spread(advices), peak_mb())


def quickest(rounds: list[Answering]) -> Answering:
    """Give the least of every time over several rounds, and the most of the memory."""
    return Answering(
        first_find_ms=min(r.first_find_ms for r in rounds),
        first_advice_ms=min(r.first_advice_ms for r in rounds),
        find=min((r.find for r in rounds), key=lambda spread: spread.median),
        advice=min((r.advice for r in rounds), key=lambda spread: spread.median),
        peak_mb=max(r.peak_mb for r in rounds),
    )


def _finder(repository: Repository) -> Callable[[str], None]:
    def find(place: str) -> None:
        if repository.find_stelsel_for_place(place) is None:
            raise LookupError(place)

    return find


def _answerer(repository: Repository) -> Callable[[Ask], None]:
    def answer(ask: Ask) -> None:
        request = parse_request(ask, repository.common().vocabulary, repository.stelsel_ids)
        advise(repository.knowledge(request.stelsel), request)

    return answer


def peak_mb() -> float:
    """Give the most memory that this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _time[T](call: Callable[[T], None], arguments: Iterable[T]) -> list[float]:
    spent = []
    for argument in arguments:
        started = time.perf_counter()
        call(argument)
        spent.append((time.perf_counter() - started) * 1000)
    return spent


def _spread(milliseconds: list[float]) -> Spread:
    return Spread(median(milliseconds), quantiles(milliseconds, n=20)[-1])
