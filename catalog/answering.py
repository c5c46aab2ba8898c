"""Answering requests from whatever catalogue there is: a database, the shipped files, a folder."""

from __future__ import annotations

from collections.abc import Callable

from catalog.advice.advise import Knowledge, advise
from catalog.advice.request import parse_request
from catalog.loader import Catalogue, shipped
from catalog.places import Gazetteer

type Answer = Callable[[object], dict[str, object]]
"""Answers one JSON request of the contract; RequestError when it cannot be weighed."""


def answer_from(catalogue: Catalogue) -> Answer:
    """Give the function that answers from a catalogue in memory."""
    gazetteer = Gazetteer(catalogue.gemeenten)

    def answer(raw: object) -> dict[str, object]:
        request = parse_request(raw, catalogue.vocabulary, catalogue.stelsels)
        place = request.facts.get("gemeente")
        gemeente = gazetteer.find(place) if isinstance(place, str) else None
        knowledge = Knowledge(
            stelsel=catalogue.stelsels[request.stelsel],
            vocabulary=catalogue.vocabulary,
            grenzen=catalogue.grenzen,
            signalen=catalogue.signalen,
            gemeente_stelsel=gemeente.stelsel if gemeente else None,
        )
        return advise(knowledge, request)

    return answer


def current_answer() -> Answer:
    """Give the function that answers from the loaded database, else from the shipped files.

    From the database only the stelsel that is asked for is read. Raises StoreError when a
    database is named and cannot be used.
    """
    from catalog.store import loaded_repository

    found = loaded_repository()
    if found is None:
        return answer_from(shipped())
    repository = found

    def answer(raw: object) -> dict[str, object]:
        request = parse_request(raw, repository.common().vocabulary, repository.stelsel_ids)
        place = request.facts.get("gemeente")
        named = place if isinstance(place, str) else None
        return advise(repository.knowledge(request.stelsel, named), request)

    return answer


def current_catalogue() -> Catalogue:
    """Give the whole catalogue of the loaded database, else of the shipped files.

    Raises StoreError when a database is named and cannot be used.
    """
    from catalog.store import loaded_repository, open_engine, read_catalogue

    found = loaded_repository()
    if found is None:
        return shipped()
    found.close()
    engine = open_engine()
    try:
        return read_catalogue(engine)
    finally:
        engine.dispose()
