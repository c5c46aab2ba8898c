"""A fault is told by file, line, path and what is allowed; a stranger's file is harmless."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from catalog.loader import read_catalogue
from catalog.yamlfile import MAX_BYTES, CatalogueFileError, parse_yaml

SOUND = Path(__file__).parent / "lint" / "fixtures" / "sound"
SOURCE = "sources/voorbeeld/2025-01-01.yaml"
KENMERKEN = "leeftijd, gedrag, dagdelen"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "catalogue"))


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            SOURCE,
            "waarden: [geen]",
            "waarden: [rustig]",
            f"{SOURCE}:16: criteria.rustig.waarden: gedrag knows no rustig; allowed: geen, ernstig",
        ),
        (
            SOURCE,
            "kenmerk: dagdelen",
            "kenmerk: dagdeel",
            f"{SOURCE}:31: criteria.weinig-dagdelen.kenmerk: no kenmerk dagdeel; "
            f"allowed: {KENMERKEN}",
        ),
        (
            SOURCE,
            "criterium: rustig",
            "criterium: rustg",
            f"{SOURCE}:49: producten.0.criteria.0.criterium: no criterium rustg; "
            "there are: onrustig, rustig, weinig-dagdelen",
        ),
        (
            SOURCE,
            "begeleiding: {beslist: [[gedrag]]}",
            "begeleiding: {beslist: [[gedragg]]}",
            f"{SOURCE}:11: domeinen.begeleiding.beslist: no kenmerk gedragg; allowed: {KENMERKEN}",
        ),
        (
            SOURCE,
            "stelsel: voorbeeld",
            "stelsel: ander",
            f"{SOURCE}:1: stelsel: the folder must be named ander",
        ),
        (
            SOURCE,
            "geldig_vanaf: 2025-01-01",
            "geldig_vanaf: 2025-02-01",
            f"{SOURCE}:3: geldig_vanaf: the file must be named 2025-02-01.yaml",
        ),
        (
            SOURCE,
            "geldig_vanaf: 2025-01-01",
            "geldig_vanaf:",
            f"{SOURCE}:3: geldig_vanaf: the file must be named ongedateerd.yaml",
        ),
        (
            "vocabulary/grenzen.yaml",
            "kenmerk: leeftijd, max: 17",
            "kenmerk: leeftijd, waarden: [jong]",
            "vocabulary/grenzen.yaml:4: regels.0.als.0.waarden: "
            "leeftijd is a number: give min and/or max",
        ),
        (
            "gemeenten/waterdam.yaml",
            "stelsel: voorbeeld",
            "stelsel: atlantis",
            "gemeenten/waterdam.yaml:3: stelsel: no stelsel atlantis; allowed: null, voorbeeld",
        ),
        (
            "gemeenten/waterdam.yaml",
            "Oud-Waterdam",
            "'---'",
            "gemeenten/waterdam.yaml:2: ook.0: '---' has no letters to find it by",
        ),
    ],
)
def test_a_fault_is_told_by_file_line_path_and_what_is_allowed(
    folder: Path, file: str, old: str, new: str, said: str
) -> None:
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(CatalogueFileError) as caught:
        read_catalogue(folder)
    assert str(caught.value) == said


def test_two_gemeenten_cannot_share_a_place_name(folder: Path) -> None:
    text = (folder / "gemeenten/waterdam.yaml").read_text()
    (folder / "gemeenten/zanddam.yaml").write_text(text.replace("naam: Waterdam", "naam: Zanddam"))
    with pytest.raises(CatalogueFileError, match="'Oud-Waterdam' already leads to gemeente waterd"):
        read_catalogue(folder)


def test_a_file_with_another_ending_is_not_passed_over(folder: Path) -> None:
    (folder / SOURCE).rename(folder / "sources/voorbeeld/2025-01-01.yml")
    with pytest.raises(CatalogueFileError, match=r"must end in \.yaml"):
        read_catalogue(folder)


def test_a_link_that_leads_out_of_the_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: 1")
    (folder / "gemeenten/geheim.yaml").symlink_to(secret)
    with pytest.raises(CatalogueFileError, match="lies outside the catalogue's folder"):
        read_catalogue(folder)


def _bomb(make: str) -> bytes:
    lines = ["a: &a {x: 1}"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        many = ", ".join([f"*{before}"] * 9)
        lines.append(f"{name}: &{name} " + make.format(many))
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b"a: [", "is not YAML"),
        (b"a: 1\na: 2\n", "stands twice"),
        (b"? [a, b]\n: 1\n", "a key must be a single word"),
        (b"a: !!python/object/apply:os.system [ls]", "could not determine a constructor"),
        (b"\xff\xfe\xff", "is not UTF-8"),
        (b"a: \x00", "is not YAML"),
        (b'a: "\\0"', "holds a character that is none"),
        (b'a: "\\ud800"', "is not YAML|character that is none"),
        (b"a: 2024-13-45", "is not YAML"),
        (b"a: " + b"9" * 9000, "is not YAML"),
        (b"a: 1\n---\nb: 2\n", "is not YAML"),
        (b"&a [*a]", "grows too large"),
        (b"[" * 200_000, "nests deeper"),
        (_bomb("[{0}]"), "grows too large"),
        (_bomb("{{<<: [{0}]}}"), "grows too large"),
        (b"#" * (MAX_BYTES + 1), "is larger than"),
    ],
    ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else None,
)
def test_a_file_of_a_stranger_is_refused_in_one_line(raw: bytes, said: str) -> None:
    with pytest.raises(CatalogueFileError, match=said) as caught:
        parse_yaml(raw, "strange.yaml")
    assert str(caught.value).startswith("strange.yaml:")
    assert "\n" not in str(caught.value)
