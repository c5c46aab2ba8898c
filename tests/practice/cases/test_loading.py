"""Reading cases: a fault is told by file, line and key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.loader import shipped
from catalog.yamlfile import CatalogueFileError
from practice.cases.loader import FOLDER, load_case, load_cases
from practice.cases.shelf import serve
from tests.practice.building import CASES

GOOD = (CASES / "proef-wlz.yaml").read_text(encoding="utf-8")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def write_(text: str) -> Path:
        path = tmp_path / "proef-wlz.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_


def test_a_good_case_is_read(write: Callable[[str], Path]) -> None:
    assert load_case(write(GOOD), shipped()).uitkomst == "wlz"


def test_what_is_not_known_may_decide_that_more_must_be_known(tmp_path: Path) -> None:
    name = "mb-meer-informatie-gepland.yaml"
    case = load_case(FOLDER / name, shipped())
    assert "beschikbaarheid" in case.beslissend
    assert "beschikbaarheid" not in case.kenmerken
    text = (FOLDER / name).read_text(encoding="utf-8")
    file = tmp_path / name
    file.write_text(text.replace("[beschikbaarheid, p", "[humeur, p"), encoding="utf-8")
    with pytest.raises(CatalogueFileError, match="no kenmerk humeur"):
        load_case(file, shipped())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("stelsel: zeeuws-vlaanderen", "stelsel: friesland", "stelsel: no stelsel friesland"),
        ("gedrag: geen", "gedrag: heftig", "gedrag knows no 'heftig'"),
        ("gedrag: geen", "gedrag: geen\n  humeur: goed", "no words for humeur"),
        ("id: proef-wlz", "id: iets-anders", "the file must be named iets-anders.yaml"),
        ("niveau: 3", "niveau: 4", "niveau"),
        ("spreker: inwoner", "spreker: naaste", "a naaste needs a relatie"),
        ("spreker: inwoner", "spreker: inwoner\nrelatie: zus", "an inwoner has none"),
        ("naam: Bep", "naam: Bep de Vries", "naam"),
        ("beslissend: [blijvend_24_7]", "beslissend: [duur]", "duur not in kenmerken"),
        ('  gedrag: {antwoord: "Ik ben altijd vriendelijk."}\n', "", "no words for gedrag"),
        ("leeftijd: 84, v", "leeftijd: 83, v", "is another age than in kenmerken"),
        ("uitkomst: wlz", "uitkomst: product", "needs at least one product"),
        ("uitkomst: wlz", "uitkomst: wlz\nwaarom_niet: {luxe: 'Te duur.'}", "no product luxe"),
        ("uitkomst: wlz", "uitkomst: wlz\nverwacht: [luxe]", "no product luxe"),
        (
            "uitkomst: wlz",
            "uitkomst: wlz\nafleiders: [{tekst: Hij slaat., over: ander, kenmerk: gedrag, "
            "waarde: fel}]",
            "gedrag knows no 'fel'",
        ),
        ("uitkomst: wlz", "uitkomst: wlz\nkleur: rood", "kleur"),
        ("{id: nabij, kenmerk: blijvend_24_7", "{id: nabij, kenmerk: humeur", "no kenmerk humeur"),
        ('weet_niet: "Dat weet ik niet meer."', "weet_niet: …", "weet_niet"),
    ],
)
def test_a_fault_names_file_and_key(
    old: str, new: str, said: str, write: Callable[[str], Path]
) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(CatalogueFileError) as told:
        load_case(write(GOOD.replace(old, new)), shipped())
    assert "proef-wlz.yaml:" in str(told.value)
    assert said in str(told.value)


def test_one_faulty_file_stops_reading_a_folder(tmp_path: Path) -> None:
    (tmp_path / "proef-wlz.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(CatalogueFileError):
        load_cases(shipped(), tmp_path)


def test_a_faulty_file_is_not_served_and_the_others_are(tmp_path: Path) -> None:
    (tmp_path / "proef-wlz.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "kapot.yaml").write_text("id: [", encoding="utf-8")
    shelf = serve(shipped(), tmp_path)
    assert list(shelf.cases) == ["proef-wlz"]
    assert "kapot.yaml" in shelf.refused["kapot"]


def test_a_folder_that_is_not_there_holds_no_cases(tmp_path: Path) -> None:
    assert not serve(shipped(), tmp_path / "nergens").cases


def test_cases_are_read_in_the_order_of_their_ids() -> None:
    assert list(load_cases(shipped(), CASES)) == ["proef-plus", "proef-regulier", "proef-wlz"]


def test_nothing_to_practise_on_can_be_taken_for_training_data() -> None:
    # What the assistant learns from ends in .yml, wherever below data/ it lies.
    assert [each for each in FOLDER.parent.rglob("*") if each.suffix == ".yml"] == []
    assert list(FOLDER.glob("*.yaml"))
