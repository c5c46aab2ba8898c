"""Every kind of fault is found, and only that one; a sound catalogue has none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from catalog.lint import Kind, lint_command, read_terms, run_lint
from catalog.loader import read_catalogue, shipped
from catalog.yamlfile import CatalogueFileError

FIXTURES = Path(__file__).parent / "fixtures"
TERMS = Path(__file__).parents[3] / "actions" / "teksten" / "begrippen.yaml"
INWONER = "ander › criterium rustig › inwoner"


def _with(fixture: str, tmp_path: Path) -> Path:
    """Give the sound catalogue with the files of one fixture in it."""
    folder = Path(shutil.copytree(FIXTURES / "sound", tmp_path / "catalogue"))
    shutil.copytree(FIXTURES / fixture, folder, dirs_exist_ok=True)
    return folder


def test_a_sound_catalogue_has_no_faults() -> None:
    assert run_lint(read_catalogue(FIXTURES / "sound")) == []


def test_the_shipped_catalogue_has_no_faults() -> None:
    assert [str(fault) for fault in run_lint(shipped(), read_terms(TERMS))] == []


@pytest.mark.parametrize(
    ("fixture", "kind", "where", "message"),
    [
        (
            "fact-without-source",
            Kind.NO_SOURCE,
            "ander › zwaar › feiten › uren 1",
            "names no heading ('Zwaar › Onbekend')",
        ),
        ("unreachable-product", Kind.UNREACHABLE, "ander › nooit", "leads to this product"),
        (
            "inseparable-products",
            Kind.INSEPARABLE,
            "ander › licht and ook-licht",
            "no kenmerk separates these two products",
        ),
        ("unused-kenmerk", Kind.UNUSED, "kenmerken › inzicht", "looks at it"),
        ("text-above-b1-mean", Kind.ABOVE_B1, INWONER, "15.0 words a sentence on average"),
        ("text-above-b1-longest", Kind.ABOVE_B1, INWONER, "a sentence of 21 words"),
        ("text-above-b1-flesch-douma", Kind.ABOVE_B1, INWONER, "Flesch-Douma is "),
        (
            "text-above-b1-word",
            Kind.ABOVE_B1,
            INWONER,
            "'prikkelarm' is neither common nor explained",
        ),
    ],
)
def test_exactly_the_fault_of_the_fixture_is_found(
    tmp_path: Path, fixture: str, kind: Kind, where: str, message: str
) -> None:
    found = run_lint(read_catalogue(_with(fixture, tmp_path)))
    assert [(fault.kind, fault.where) for fault in found] == [(kind, where)]
    assert message in found[0].message


def test_every_kind_of_fault_has_a_fixture() -> None:
    names = {path.name for path in FIXTURES.iterdir()} - {"sound"}
    assert {kind for kind in Kind if any(name.startswith(kind.value) for name in names)} == set(
        Kind
    )


def test_a_fact_that_names_no_source_at_all_is_refused_when_it_is_read(tmp_path: Path) -> None:
    folder = _with("fact-without-source", tmp_path)
    path = folder / "sources/ander/2025-01-01.yaml"
    path.write_text(path.read_text().replace(", bron: {kop: Zwaar › Onbekend}", ""))
    with pytest.raises(CatalogueFileError, match=r"producten\.1\.feiten\.uren\.0\.bron: Field req"):
        read_catalogue(folder)


def test_an_explained_word_is_no_fault(tmp_path: Path) -> None:
    catalogue = read_catalogue(_with("text-above-b1-word", tmp_path))
    assert run_lint(catalogue, {"prikkelarm"}) == []


def test_the_command_prints_every_fault_and_their_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lint_command(read_catalogue(_with("unused-kenmerk", tmp_path)), None) == 1
    assert capsys.readouterr().out.splitlines() == [
        "unused-kenmerk: kenmerken › inzicht: no criterion, rule, signal or domain looks at it",
        "1 faults in 1 stelsels, 3 products",
    ]
    assert lint_command(read_catalogue(FIXTURES / "sound"), None) == 0
