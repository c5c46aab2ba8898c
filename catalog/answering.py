"""Answering requests from whatever catalogue there is: a database, the shipped files, a folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from catalog.advice.advise import Knowledge, advise
from catalog.advice.request import parse_request
from catalog.loader import SHIPPED, Catalogue, shipped
from catalog.places import Gazetteer

if TYPE_CHECKING:
    from catalog.store import Repository

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
    repository = _repository()
    if repository is None:
        return answer_from(shipped())

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
    from catalog.store import open_engine, read_catalogue

    repository = _repository()
    if repository is None:
        return shipped()
    repository.close()
    engine = open_engine()
    try:
        return read_catalogue(engine)
    finally:
        engine.dispose()


def _repository() -> Repository | None:
    """Give the loaded database.

    The embedded one that was loaded from older files than those that are shipped now does not
    count: nobody named it, and it would give yesterday's advice.
    """
    # Imported here: answering from a catalogue in memory needs no database library.
    from catalog.store import catalogue_digest, loaded_repository

    found = loaded_repository()
    named = os.environ.get("DATABASE_URL", "").strip()
    if found is not None and not named and found.catalogue_hash() != catalogue_digest(SHIPPED):
        found.close()
        return None
    return found
