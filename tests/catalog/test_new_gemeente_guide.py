"""The guide for a new gemeente is true: its own files, as printed, give the advice it promises."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.advice.advise import Knowledge, advise
from catalog.advice.request import parse_request
from catalog.loader import SHIPPED, Catalogue, read_catalogue
from catalog.places import Gazetteer

GUIDE = Path(__file__).parents[2] / "docs" / "nieuwe-gemeente.md"
BLOCK = re.compile(r"```yaml\n# bestand: (\S+)\n(.*?)```", re.DOTALL)
FILES: dict[str, str] = dict(BLOCK.findall(GUIDE.read_text(encoding="utf-8")))
CASES = [case for name, text in FILES.items() if "cases/" in name for case in yaml.safe_load(text)]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("catalogue")
    for part in ("vocabulary", "sources", "gemeenten"):
        shutil.copytree(SHIPPED / part, folder / part)
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_catalogue(folder)


def advice(catalogue: Catalogue, case: Mapping[str, Any]) -> dict[str, Any]:
    """Give the advice for one case, as read back from its JSON."""
    asked = {key: case[key] for key in ("stelsel", "domein", "kenmerken")}
    request = parse_request(asked, catalogue.vocabulary, catalogue.stelsels)
    stelsel = catalogue.stelsels[request.stelsel]
    knowledge = Knowledge(stelsel, catalogue.vocabulary, catalogue.grenzen, catalogue.signalen)
    result: dict[str, Any] = json.loads(json.dumps(advise(knowledge, request)))
    return result


def test_the_guide_shows_a_gemeente_a_source_and_cases() -> None:
    assert sorted(Path(name).parts[0] for name in FILES) == ["cases", "gemeenten", "sources"]


def test_the_new_gemeente_is_found_under_each_of_its_names(catalogue: Catalogue) -> None:
    gazetteer = Gazetteer(catalogue.gemeenten)
    for name in ("Voorbeeldstad", "voorbeeld stad", "NIEUW VOORBEELD"):
        found = gazetteer.find(name)
        assert found is not None
        assert found.stelsel == "voorbeeldstad"


def test_the_gemeenten_that_were_there_stay_as_they_were(catalogue: Catalogue) -> None:
    shipped = {g.id: g for g in read_catalogue(SHIPPED).gemeenten}
    added = {g.id: g for g in catalogue.gemeenten}
    assert added.keys() - shipped.keys() == {"voorbeeldstad"}
    assert all(added[id_] == gemeente for id_, gemeente in shipped.items())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["naam"])
def test_a_case_of_the_guide_comes_out_as_the_guide_says(
    catalogue: Catalogue, case: Mapping[str, Any]
) -> None:
    result = advice(catalogue, case)
    assert result["uitkomst"] == case["uitkomst"]
    if case["uitkomst"] == "product":
        assert result["producten"] == case["verwacht"]
    assert not set(result["producten"]) & set(case.get("niet", ()))


def test_the_general_boundaries_hold_for_the_new_gemeente(catalogue: Catalogue) -> None:
    young = {**CASES[0], "kenmerken": {**CASES[0]["kenmerken"], "leeftijd": 17}}
    assert advice(catalogue, young)["uitkomst"] == "jeugdwet"
