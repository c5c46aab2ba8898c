"""The explanations that were read stay as they are until somebody renews them on purpose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog.model import Publiek, Uitkomst
from tests.catalog.advice.golden import files, readable
from tests.catalog.advice.situations import CATALOGUE, answer

RENEW = "texts changed: read the difference of `python -m tests.catalog.advice.golden`"


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_an_explanation_reads_as_it_was_found_good(path: Path) -> None:
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert readable(answer(kept["vraag"])) == kept["advies"], RENEW


def test_every_stelsel_outcome_and_audience_is_among_them() -> None:
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in files()]
    assert len(kept) >= 12
    assert {k["vraag"]["stelsel"] for k in kept} == set(CATALOGUE.stelsels)
    assert {k["advies"]["uitkomst"] for k in kept} == {u.value for u in Uitkomst}
    assert {k["vraag"]["publiek"] for k in kept} == {p.value for p in Publiek}
