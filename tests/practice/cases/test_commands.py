"""The author's commands: check, draft, show."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from catalog.loader import shipped
from catalog.yamlfile import CatalogueFileError
from practice.__main__ import main
from practice.cases.loader import load_case
from tests.practice.building import CASES

KNOWN = ("leeftijd=84", "blijvend_24_7=ja", "hulpvraag=begeleiding,wonen", "uren_per_week=4.5")
DRAFT = ("draft", "--stelsel", "zeeuws-vlaanderen", "--domein", "begeleiding", "--id", "nieuw")


def test_sound_cases_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--folder", str(CASES)]) == 0
    assert capsys.readouterr().err == ""


def test_a_stale_case_is_named_and_fails_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (CASES / "proef-wlz.yaml").read_text(encoding="utf-8")
    stale = good.replace("uitkomst: wlz", "uitkomst: jeugdwet")
    (tmp_path / "proef-wlz.yaml").write_text(stale, encoding="utf-8")
    (tmp_path / "kapot.yaml").write_text("niets: hier", encoding="utf-8")
    assert main(["check", "--folder", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "proef-wlz.yaml: stale, is not served: expects jeugdwet, the catalogue gives wlz" in told
    assert "kapot.yaml:1:" in told
    assert "2 of the cases cannot be served" in told


def test_the_cases_that_ship_can_all_be_served(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0, capsys.readouterr().err


def test_a_draft_holds_what_the_engine_makes_of_the_facts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*DRAFT, *KNOWN]) == 0
    told = capsys.readouterr().out
    assert "# uitkomst: wlz" in told
    made = yaml.safe_load(told)
    assert made["id"] == "nieuw"
    assert made["uitkomst"] == "wlz"
    assert made["beslissend"] == ["leeftijd", "blijvend_24_7"]
    assert made["kenmerken"]["hulpvraag"] == ["begeleiding", "wonen"]
    assert made["kenmerken"]["uren_per_week"] == 4.5
    assert set(made["zegt"]) == {"blijvend_24_7", "leeftijd", "uren_per_week"}


def test_a_draft_that_nobody_filled_in_is_no_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([*DRAFT, *KNOWN])
    path = tmp_path / "nieuw.yaml"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    with pytest.raises(CatalogueFileError):
        load_case(path, shipped())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("leeftijd", "is not kenmerk=waarde"),
        ("leeftijd=oud", "leeftijd takes a whole number"),
        ("humeur=goed", "unknown kenmerk 'humeur'"),
        ("gedrag=heftig", "gedrag knows no 'heftig'"),
        ("blijvend_24_7=misschien", "blijvend_24_7 takes true or false"),
    ],
)
def test_a_draft_of_what_is_no_fact_says_so(
    given: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*DRAFT, given]) == 2
    assert said in capsys.readouterr().err


def test_a_draft_in_an_unknown_stelsel_says_which_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["draft", "--stelsel", "friesland", "--domein", "wonen", "gedrag=geen"]) == 2
    assert "meierij-bommelerwaard" in capsys.readouterr().err


def test_a_case_is_shown_with_the_engines_view(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "proef-plus", "--folder", str(CASES)]) == 0
    told = capsys.readouterr().out
    assert "De volle agenda van Ilse" in told
    assert "producten: begeleiding-plus" in told


def test_a_case_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "nergens", "--folder", str(CASES)]) == 2
    assert "nergens.yaml" in capsys.readouterr().err
